"""How long a save of 500 answers takes until it is on the disk, against one bare write and sync of the same text.

    python -m benchmarks.saving [SAVES]          # 400 where no number is given; wants a quiet machine

The figure that counts is the 95th percentile (reliability goal A10: at most 50 ms). The bare write says how much of it
is the disk's: a save writes the text twice and syncs two files and their folder twice.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.environments import WORK
from coprod_audit.session import Owner, Session

ANSWERS = 500
AT_MOST = 50.0
ANSWER = """\
  question-{number}:
    answer: worked-out-together
    note: "What the room said about it, in a sentence or two, as people do; answer {number} of save {save}."
    evidence:
      - minutes of 12 May 2026
"""


def text(save: int) -> str:
    """Return a file of so many answers, another one each time."""
    head = "coprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\nanswers:\n"
    return head + "".join(ANSWER.format(number=number, save=save) for number in range(ANSWERS))


def timed(deed: Callable[[str], object], saves: int) -> list[float]:
    """Do it so many times, each with a text of its own, and return what each took in milliseconds."""
    took = []
    for save in range(saves):
        written = text(save)
        began = time.perf_counter()
        deed(written)
        took.append((time.perf_counter() - began) * 1e3)
    return sorted(took)


def bare(path: Path) -> Callable[[str], None]:
    """Return what overwrites a file, unsafely, and syncs it."""

    def write(written: str) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())

    return write


def main() -> None:
    """Measure both, and print the percentiles; exit 1 where a save takes too long."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        owner = Owner("benchmark", platform.node(), os.getpid())
        with Session.open(folder / "answers.yaml", now="2026-05-12T14:05", owner=owner) as session:
            took = {"a save": timed(session.save, saves), "a bare write": timed(bare(folder / "bare"), saves)}
    print(
        f"{saves} saves of {ANSWERS} answers ({len(text(0)):,} bytes), Python {platform.python_version()}\n"
    )
    print("| | median ms | 95th percentile ms | longest ms |\n| --- | ---: | ---: | ---: |")
    for what, times in took.items():
        print(f"| {what} | {statistics.median(times):.2f} | {percentile(times):.2f} | {times[-1]:.2f} |")
    sys.exit(0 if percentile(took["a save"]) <= AT_MOST else 1)


def percentile(times: list[float]) -> float:
    """Return the 95th percentile of sorted times."""
    return times[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
