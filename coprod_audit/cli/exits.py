"""How a call ends: the exit codes (DESIGN, section 4), and what is raised when the system wants it to end."""

from typing import Final

DONE: Final = 0
NOT_DONE: Final = 2
OUR_BUG: Final = 3
INTERRUPTED: Final = 130


class Ended(SystemExit):
    """The system asked us to end. A kind of SystemExit, because an event loop passes only that on unharmed."""
