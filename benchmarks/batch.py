"""How long whole batches without reports take, each against something plain that reads the same inputs, in turn with it.

    python -m benchmarks.batch [ROUNDS [RESPONSES]]     # 5 and 100,000; wants a quiet machine, for 10 minutes

JSON lines and a table are held against a loop that parses every row and adds up the weights of its answers; a thousand
answer files against PyYAML's C parser alone, and against check-jsonschema, which holds them against our schema. Each
batch is run with all its tables, and without the one that has a line an answer.
"""

import subprocess

from benchmarks import inputs
from benchmarks.batches import PLAIN_LINES, PLAIN_ROWS, WITHOUT, numbers, plain, tables, ways
from benchmarks.environments import HERE, ROOT, WORK, check_jsonschema, has_extras, ours, ours_with_extras
from benchmarks.paired import Command, Goal, about, in_cpu, in_turn, rates, table, verdicts

FILES = 1_000
LINES, ROWS, FOLDER = "JSON lines", "CSV", "1,000 files"
EXTRA = "JSON lines with orjson"
PARSING, PEER = "parsing 1,000 files", "check-jsonschema, one call"
A_LINE_OUT = ", a line out for each"
GOALS = (
    Goal(LINES, PLAIN_LINES, 2.0),
    Goal(EXTRA, PLAIN_LINES, 2.0),
    Goal(LINES, PLAIN_LINES + A_LINE_OUT, 2.0),
    Goal(ROWS, PLAIN_ROWS, 0.8),
    Goal(ROWS, PLAIN_ROWS + A_LINE_OUT, 0.8),
    Goal(FOLDER, PARSING, 1.6),
    Goal(FOLDER, PEER, 0.15),
)


def goals(measured: list[Command]) -> list[Goal]:
    """Return the goals for what is measured: with all tables, and again without the answers."""
    names = {command.name for command in measured}
    return [
        goal._replace(name=goal.name + end)
        for end in ("", WITHOUT)
        for goal in GOALS
        if goal.name + end in names
    ]


def commands(count: int) -> list[Command]:
    """Return everything that is timed."""
    with_extras = ours_with_extras() if "fast" in has_extras() else None
    found = [
        plain(name, count, summary=summary) for name in (PLAIN_LINES, PLAIN_ROWS) for summary in (False, True)
    ]
    for answers in ways():
        found.append(tables(LINES, inputs.lines(count), answers=answers))
        if with_extras is not None:
            found.append(tables(EXTRA, inputs.lines(count), answers=answers, programs=with_extras))
        found.append(tables(ROWS, inputs.table(count), answers=answers))
    found += [_parsing(), _checking()]
    found += [tables(FOLDER, inputs.files(FILES), answers=answers) for answers in ways()]
    return found


def _parsing() -> Command:
    script = str(HERE / "scripts" / "parse_folder.py")
    return Command(PARSING, (str(ours() / "python"), script, str(inputs.files(FILES))))


def _checking() -> Command:
    """One call of check-jsonschema over all files, with the schema that our program prints."""
    schema = WORK / "answers.schema.json"
    with schema.open("wb") as file:
        subprocess.run((str(ours() / "coprod-audit"), "schema", "answers"), stdout=file, check=True)
    names = sorted(str(path) for path in inputs.files(FILES).glob("*.yaml"))
    return Command(PEER, (str(check_jsonschema() / "check-jsonschema"), "--schemafile", str(schema), *names))


def main() -> None:
    """Measure, and print the goals, how many responses a second there are, and what each command took."""
    rounds, count = numbers(5, 100_000)
    inputs.given(inputs.WEIGHTS, f"{count}.jsonl", f"{count}.csv", f"files-{FILES}")
    measured = commands(count)
    print(about(rounds, f"{count:,} responses"), end="\n\n", flush=True)
    runs = in_turn(measured, rounds, ROOT)
    of_files = (FOLDER, PARSING, PEER)
    counts = {name: FILES if name.startswith(of_files) else count for name in runs}
    print(
        verdicts(runs, goals(measured)),
        verdicts(runs, in_cpu(goals(measured))),
        rates(runs, counts),
        table(runs),
        sep="\n\n",
    )


if __name__ == "__main__":
    main()
