"""How processor time and memory grow with the responses, from ten thousand to a million.

    python -m benchmarks.growth [ROUNDS [LARGEST]]     # 3 and 1,000,000; wants a quiet machine, 10 GB of disk and 40 minutes

Batches without reports, and where there is the option also without the table of a line an answer, over JSON lines and
over a table. No two of the million responses are alike, so that nothing is quicker for having been met before.
"""

import shutil
import statistics
from itertools import pairwise, product

from benchmarks import inputs, memory
from benchmarks.batches import OUT, can_leave_out_answers, numbers, tables
from benchmarks.environments import ROOT, ours
from benchmarks.paired import Command, Goal, about, in_turn, rates, table, verdict, verdicts

KINDS = {"JSON lines": inputs.lines, "CSV": inputs.table}
WORKERS = 2
PLACE, MORE = 60, 1.1
"""So many MiB are promised for one process, and so many more for each worker; and at a million so much of ten thousand's."""


def called(kind: str, count: int, jobs: int = 1) -> str:
    """Return the name of a batch in the tables."""
    return f"{count:,} responses, {kind}" + (f", {jobs} workers" if jobs > 1 else "")


def commands(counts: tuple[int, ...], jobs: int = 1) -> list[Command]:
    """Return a batch for each kind of input and each size."""
    answers = not can_leave_out_answers()
    return [
        tables(called(kind, count, jobs), where(count), jobs=jobs, answers=answers)._replace(
            name=called(kind, count, jobs)
        )
        for kind, where in KINDS.items()
        for count in counts
    ]


def growth(counts: tuple[int, ...]) -> list[Goal]:
    """Return the goals of processor time: a twentieth more than in proportion, from each size to the next."""
    return [
        Goal(called(kind, many), called(kind, few), 1.05 * many / few, "cpu")
        for kind in KINDS
        for few, many in pairwise(counts)
    ]


def peaks(alone: dict[str, float], trees: dict[str, float], few: int, many: int) -> str:
    """Return the peaks as Markdown tables: `alone` where there is one process, else of all together; and how they grow."""
    found = {name: alone.get(name, tree) for name, tree in trees.items()}
    lines = [
        "| batch | at most MiB | the process | all, shared pages once | |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for name, tree in trees.items():
        at_most = PLACE if name in alone else (WORKERS + 1) * PLACE
        one = f"{alone[name]:.1f}" if name in alone else ""
        word = verdict(found[name], found[name], at_most)
        lines.append(f"| {name} | {at_most} | {one} | {tree:.1f} | {word} |")
    lines += ["", "| goal | at most | found | |", "| --- | ---: | ---: | --- |"]
    for kind, jobs in product(KINDS, (1, WORKERS)):
        name, reference = called(kind, many, jobs), called(kind, few, jobs)
        ratio = found[name] / found[reference]
        lines.append(f"| {name} ÷ {few:,}, peak | {MORE:.2f} | {ratio:.2f} | {verdict(ratio, ratio, MORE)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the goals, how many responses a second there are, and the peaks."""
    rounds, largest = numbers(3, 1_000_000)
    counts = (largest // 100, largest // 10, largest)
    ours()
    inputs.given(*(f"{count}.{kind}" for count in counts for kind in ("jsonl", "csv")))
    print(about(rounds, f"up to {largest:,} responses"), end="\n\n", flush=True)
    runs = in_turn(commands(counts), rounds, ROOT, warm=False)
    sizes = {called(kind, count): count for kind in KINDS for count in counts}
    print(verdicts(runs, growth(counts)), rates(runs, sizes), table(runs), sep="\n\n", end="\n\n", flush=True)
    ends = (counts[0], counts[-1])
    trees = {one.name: memory.peak(one, ROOT) for jobs in (1, WORKERS) for one in commands(ends, jobs)}
    alone = {name: statistics.median(run.peak for run in runs[name]) for name in trees if name in runs}
    print(peaks(alone, trees, *ends))
    shutil.rmtree(OUT, ignore_errors=True)


if __name__ == "__main__":
    main()
