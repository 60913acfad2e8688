"""A text in the editor of whoever types. The file lies beside the answers, readable by its owner only, and is removed.

One text has one file, so that what a killed sitting left is gone on with under the answer it belongs to, and nowhere else.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from coprod_audit import bytes_of, files
from coprod_audit.errors import InputError, OutputError

_COMMON = ("nano", "vi", "notepad")
_MOST = 1_000_000  # bytes; what is longer than a note may be is told to whoever wrote it


class Written(NamedTuple):
    """The text as it was left in the editor. Its file is still there: `forget` takes it away."""

    text: str


class Unused(NamedTuple):
    """Nothing came of it; `why` is a sentence."""

    why: str


def edit(text: str, beside: Path, subject: str) -> Written | Unused:
    """Have a text changed that belongs to a subject, such as a fact."""
    command = _command()
    if command is None:
        return Unused(
            "There is no editor to write it in. Name one in the environment variable EDITOR, or type it in one line."
        )
    path = note_file(beside, subject)
    try:
        if not path.exists():
            files.save(path, text, mode=files.PRIVATE)
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - whoever types named it
        written = bytes_of.read_bytes(path, _MOST, instead="").decode("utf-8", "replace")
        written = written.replace("\r\n", "\n").replace("\r", "\n").strip()
        if done.returncode != 0 and written == text.strip():
            forget(beside, subject)
            return Unused("The editor was left without saving, and nothing has changed.")
        return Written(written)
    except (OSError, OutputError, InputError, ValueError):
        return Unused("That could not be written in an editor here; please type it in one line.")


def forget(beside: Path, subject: str) -> None:
    """Take the file away: what was written is kept elsewhere, or not wanted."""
    with contextlib.suppress(OSError):
        note_file(beside, subject).unlink()


def note_file(beside: Path, subject: str) -> Path:
    """Where a text lies while it is written."""
    safe = re.sub(r"[^A-Za-z0-9.-]", "-", subject)[:60]
    return beside.with_name(f".{beside.name[:100]}.{safe}.note.txt")


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
