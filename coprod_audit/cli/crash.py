"""A fault of our own, told so that it can be reported: where it happened, and nothing of what anybody answered."""

import os
import tempfile
import traceback
from pathlib import Path

from coprod_audit import __version__


def told(error: Exception) -> tuple[str, ...]:
    """Where the log of the fault lies; or, where none can be written, what would stand in it."""
    lines = _log(error)
    try:
        path = _written("".join(f"{line}\n" for line in lines))
    except OSError:
        return ("Please report it with these lines; they hold no answers:", *lines)
    return (f"Please report it with the lines in {path}; they hold no answers.",)


def _log(error: Exception) -> tuple[str, ...]:
    """The version, our frames and the kind of error: neither its words nor the values, for they may be answers."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "coprod_audit" in frame.filename or frame is frames[-1]]
    lines = "".join(traceback.format_list(ours)).splitlines()
    return (f"coprod-audit {__version__}", *lines, type(error).__name__)


def _written(text: str) -> Path:
    """A new file of its own in the folder for temporary files, to be read by its owner only."""
    descriptor, name = tempfile.mkstemp(prefix="coprod-audit-fault-", suffix=".txt", text=True)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return Path(name)
