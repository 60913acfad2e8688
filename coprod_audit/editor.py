"""A text in the editor of whoever types. The file lies beside the answers, readable by its owner only, and is removed."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from coprod_audit import files, loading
from coprod_audit.errors import InputError, OutputError

_COMMON = ("nano", "vi", "notepad")
_MOST = 1_000_000  # bytes; what is longer than a note may be is told to whoever wrote it


def edit(text: str, beside: Path) -> str | None:
    """The text as it was left in the editor; None where there is no editor, or it cannot be used.

    A file that a killed sitting left with such a text is gone on with.
    """
    command = _command()
    if command is None:
        return None
    path = note_file(beside)
    try:
        if not path.exists():
            files.save(path, text, mode=files.PRIVATE)
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - whoever types named it
        if done.returncode != 0:
            return None
        written = loading.read_bytes(path, _MOST, instead="").decode("utf-8", "replace")
    except (OSError, OutputError, InputError, ValueError):
        return None
    with contextlib.suppress(OSError):
        path.unlink()
    return written.strip()


def note_file(beside: Path) -> Path:
    """Where a note lies while it is written."""
    return beside.with_name(f".{beside.name[:100]}.note.txt")


def _command() -> list[str] | None:
    """The editor that was named, or one that is there; none where nobody can see it."""
    if sys.stdin is None or sys.stdout is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    with contextlib.suppress(ValueError):
        if named:
            return shlex.split(named)
    found = next(filter(None, map(shutil.which, _COMMON)), None)
    return [found] if found else None
