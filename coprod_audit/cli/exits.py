"""How a call ends: the exit codes (DESIGN, section 4), and what is raised when the system wants it to end."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

DONE: Final = 0
NOT_DONE: Final = 2
OUR_BUG: Final = 3
INTERRUPTED: Final = 130


class Ended(SystemExit):
    """The system asked us to end. A kind of SystemExit, because an event loop passes only that on unharmed."""


_ALL = ("SIGINT", "SIGTERM", "SIGHUP")


def hear_nothing_now() -> None:
    """Let nothing come of a further Ctrl-C or signal, for a handler that is at work.

    One that is ignored while it is on its way makes Python say so, at length.
    """
    _set_all(_nothing)


def hear_no_more() -> None:
    """Let no further Ctrl-C or signal break off what is said and put away at the end, down to Python's own tidying."""
    hear_nothing_now()
    _set_all(signal.SIG_IGN)


def _set_all(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for name in _ALL:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """What comes of a signal that is not wanted any more."""
