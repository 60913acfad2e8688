"""How a call ends: the exit codes (DESIGN, section 4), and what is raised when the system wants it to end."""

import signal
from types import FrameType
from typing import Final

DONE: Final = 0
NOT_DONE: Final = 2
OUR_BUG: Final = 3
INTERRUPTED: Final = 130


class Ended(SystemExit):
    """The system asked us to end. A kind of SystemExit, because an event loop passes only that on unharmed."""


def hear_no_more() -> None:
    """Let no further Ctrl-C or signal break off what is said and put away at the end.

    They are heard and nothing comes of it: one that is ignored while it is on its way makes Python say so, at length.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _nothing)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """What comes of a signal that is not wanted any more."""
