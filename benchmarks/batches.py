"""What the benchmarks of batches share: our program called over an input, and what every figure needs said beside it."""

import subprocess
import sys
from functools import cache
from pathlib import Path

from benchmarks import inputs
from benchmarks.environments import HERE, WORK, ours, plain_loops
from benchmarks.paired import Command

OUT = WORK / "out"
NO_ANSWERS = "--no-answers"
WITHOUT = ", without answers-long.csv"
"""What the name of a command ends in that leaves out the table with a line an answer."""

PLAIN_LINES, PLAIN_ROWS = "plain loop over JSON lines", "plain loop over CSV"


def batch(
    name: str, given: Path, *more: str, jobs: int = 1, again: str = "", programs: Path | None = None
) -> Command:
    """Return a batch over an input with the options `more`, into a folder of its own, which is empty when it begins.

    `again` names an earlier command, into whose folder it goes as that left it.
    """
    out = _folder(again or name)
    program = str((programs or ours()) / "coprod-audit")
    argv = (program, "batch", str(given), "-o", str(out), "--quiet", "--jobs", str(jobs), *more)
    return Command(name, argv, fresh=() if again else (out,))


def tables(
    name: str, given: Path, *, jobs: int = 1, answers: bool = True, programs: Path | None = None
) -> Command:
    """Return a batch that writes tables and no reports; without `answers` also no table with a line an answer."""
    more = ("--reports", "none") if answers else ("--reports", "none", NO_ANSWERS)
    return batch(name if answers else name + WITHOUT, given, *more, jobs=jobs, programs=programs)


def ways() -> tuple[bool, ...]:
    """Return with which `answers` to call `tables`: without them only where our program has that option."""
    return (True, False) if can_leave_out_answers() else (True,)


@cache
def can_leave_out_answers() -> bool:
    """Whether our program can leave out the table with a line an answer."""
    told = subprocess.run(
        (str(ours() / "coprod-audit"), "batch", "--help"), capture_output=True, check=True, encoding="utf-8"
    )
    return NO_ANSWERS in told.stdout


def plain(name: str, count: int, *, summary: bool = False) -> Command:
    """Return a plain loop over so many responses; with `summary` it writes a line for each."""
    script, given = {
        PLAIN_LINES: ("plain_lines.py", inputs.lines(count)),
        PLAIN_ROWS: ("plain_rows.py", inputs.table(count)),
    }[name]
    argv = (str(plain_loops() / "python"), str(HERE / "scripts" / script), str(given), str(inputs.weights()))
    if not summary:
        return Command(name, argv)
    OUT.mkdir(parents=True, exist_ok=True)
    return Command(f"{name}, a line out for each", (*argv, str(OUT / f"{script}.csv")))


def out_of(command: Command) -> Path:
    """Return the folder that a batch writes into."""
    return Path(command.argv[command.argv.index("-o") + 1])


def numbers(*usual: int) -> tuple[int, ...]:
    """Return the numbers on the command line, and the usual ones for those that are not there."""
    said = tuple(int(word.replace(",", "").replace("_", "")) for word in sys.argv[1:])
    return said + usual[len(said) :]


def _folder(name: str) -> Path:
    return OUT / "-".join("".join(letter if letter.isalnum() else " " for letter in name).split())
