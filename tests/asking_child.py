"""A program that asks two questions in a terminal: what the tests of `prompts` start, kill, paste into and resize.

    python -m tests.asking_child text|choice|table DRAFTS

Each draft is a line of the file; each reply is printed.
"""

import contextlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from coprod_audit.console import Screen
from coprod_audit.interview.steps import Step
from coprod_audit.prompts import Terminal
from tests.asking_kit import asked, table

FIRST = {"text": Step("project.title", "What is it called?"), "choice": asked("told"), "table": table()}


class Ended(SystemExit):
    """The system wants us to end."""


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    raise Ended(128 + number)


def main(prompt: str, drafts: str) -> int:
    """Ask, and return an exit code as the program would."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)

    def keep(step: str, text: str) -> None:
        with Path(drafts).open("a", encoding="utf-8") as kept:
            kept.write(f"{step} {text}\n")

    terminal = Terminal(Screen(sys.stdout), keep_draft=keep)
    try:
        for step in (FIRST[prompt], Step("project.organisation", "Who is behind it?")):
            print("REPLY", terminal.ask(step))
    except KeyboardInterrupt:
        print("STOPPED")
        return 130
    except EOFError:
        return 7
    return 0


if __name__ == "__main__":
    try:
        code = main(*sys.argv[1:])
    except Ended as ended:
        code = int(str(ended.code))
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(code)  # where the terminal is gone, Python would complain that nothing can be written to it
