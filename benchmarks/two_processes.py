"""What a second process brings: whole batches with one and with two, in turn, from ten responses to a hundred thousand.

    python -m benchmarks.two_processes [ROUNDS [RESPONSES [REPORTS]]]     # 5, 100,000 and 2,000; wants two idle cores

On many responses two are to be well below one; on few they are not to be far above it, for nobody says `--jobs 1`.
"""

from pathlib import Path

from benchmarks import inputs
from benchmarks.batches import batch, can_leave_out_answers, numbers, tables
from benchmarks.environments import ROOT
from benchmarks.paired import Command, Goal, about, in_turn, table, verdicts

TWO = ", two processes"
FEW, FILES = (10, 100, 1_000), 100


def pairs(many: int, reports: int) -> dict[str, tuple[float, tuple[Command, Command]]]:
    """Return everything that is run with one process and with two, with the goal for it."""
    answers = not can_leave_out_answers()

    def both(name: str, given: Path) -> tuple[Command, Command]:
        one, two = (
            tables(name + end, given, jobs=jobs, answers=answers)._replace(name=name + end)
            for jobs, end in ((1, ""), (2, TWO))
        )
        return one, two

    called, table_of = f"{reports:,} reports", inputs.table(reports)
    few = {f"{count:,} lines": (1.2, both(f"{count:,} lines", inputs.lines(count))) for count in FEW}
    return {
        "JSON lines": (0.70, both("JSON lines", inputs.lines(many))),
        "CSV": (0.70, both("CSV", inputs.table(many))),
        called: (0.70, (batch(called, table_of), batch(called + TWO, table_of, jobs=2))),
        **few,
        f"{FILES} files": (1.2, both(f"{FILES} files", inputs.files(FILES))),
    }


def main() -> None:
    """Measure, and print the goals and what each command took."""
    rounds, many, reports = numbers(5, 100_000, 2_000)
    lines = (f"{count}.jsonl" for count in (*FEW, many))
    inputs.given(*lines, f"{many}.csv", f"{reports}.csv", f"files-{FILES}")
    found = pairs(many, reports)
    print(about(rounds, f"{many:,} responses where nothing else is said"), end="\n\n", flush=True)
    runs = in_turn([command for _, both in found.values() for command in both], rounds, ROOT)
    goals = [Goal(name + TWO, name, at_most) for name, (at_most, _) in found.items()]
    print(verdicts(runs, goals), table(runs), sep="\n\n")


if __name__ == "__main__":
    main()
