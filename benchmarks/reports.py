"""How long batches with a report for each row take, against a script of pandas and Jinja over the same table.

    python -m benchmarks.reports [ROUNDS [ROWS]]     # 5 and 10,000; wants a quiet machine, for 15 minutes

The script (`scripts/pandas_reports.py`) is what somebody writes who has a few hundred rows of a form. After ours has
run, it runs once more over the same inputs: nothing has changed, and no report may be written again.
"""

from pathlib import Path

from benchmarks import inputs
from benchmarks.batches import NO_ANSWERS, OUT, WITHOUT, batch, can_leave_out_answers, numbers, out_of
from benchmarks.environments import HERE, ROOT, pandas_and_jinja
from benchmarks.paired import Command, Goal, about, in_cpu, in_turn, rates, run_once, table, verdicts

SCRIPT, OURS = "pandas and Jinja", "reports"
AGAIN, TWO = "reports, a second time", "reports, two processes"
GOALS = (
    Goal(OURS, SCRIPT, 0.35),
    Goal(TWO, SCRIPT, None),
    Goal(AGAIN, OURS, None),
    Goal(OURS + WITHOUT, SCRIPT, 0.35),
)


def commands(rows: int) -> list[Command]:
    """Return what is timed; the second time comes right after the first."""
    given = inputs.table(rows)
    theirs = OUT / "pandas"
    script = (str(HERE / "scripts" / "pandas_reports.py"), str(ROOT / "questionnaires" / "coprod-ladder"))
    found = [
        Command(SCRIPT, (str(pandas_and_jinja() / "python"), *script, str(given), str(theirs)), (theirs,)),
        batch(OURS, given),
        batch(AGAIN, given, again=OURS),
        batch(TWO, given, jobs=2),
    ]
    if can_leave_out_answers():
        found.append(batch(OURS + WITHOUT, given, NO_ANSWERS))
    return found


def lengths(theirs: Path, ours: Path) -> str:
    """Return how long the reports of either are on average, as a Markdown table."""
    lines = ["| reports by | how many | lines each | characters each |", "| --- | ---: | ---: | ---: |"]
    for name, folder in (("the script", theirs), ("ours, and a picture each", ours / "reports")):
        texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.md")]
        some, long = sum(text.count("\n") for text in texts), sum(map(len, texts))
        count = len(texts)
        lines.append(f"| {name} | {count:,} | {some / count:.0f} | {long / count:,.0f} |")
    return "\n".join(lines)


def rewritten(again: Command) -> str:
    """Run a batch once more and return, in a sentence, how many files of its reports are not those from before."""
    folder = out_of(again) / "reports"
    before = _as_they_are(folder)
    run_once(again, ROOT)
    after = _as_they_are(folder)
    others = sum(before.get(path) != there for path, there in after.items())
    return f"A second time {others:,} of {len(after):,} files of reports were written again."


def _as_they_are(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def main() -> None:
    """Measure, and print the goals, what each command took, and how long the reports are."""
    rounds, rows = numbers(5, 10_000)
    inputs.given(f"{rows}.csv")
    measured = commands(rows)
    print(about(rounds, f"{rows:,} rows"), end="\n\n", flush=True)
    runs = in_turn(measured, rounds, ROOT)
    by_name = {command.name: command for command in measured}
    goals = [goal for goal in GOALS if goal.name in by_name]
    print(
        verdicts(runs, goals),
        verdicts(runs, in_cpu(goals)),
        rates(runs, dict.fromkeys(runs, rows)),
        table(runs),
        sep="\n\n",
        end="\n\n",
    )
    print(lengths(OUT / "pandas", out_of(by_name[OURS])), rewritten(by_name[AGAIN]), sep="\n\n")


if __name__ == "__main__":
    main()
