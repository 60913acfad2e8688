"""The bytes of a table: opened once, without waiting, and only where it is a plain file (threat model, P8)."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from coprod_audit import bytes_of
from coprod_audit.errors import InputError
from coprod_audit.findings import Finding, Location

_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_PIECE = 1 << 16
_INSTEAD = "name a table that is there, such as a .csv file"


@contextlib.contextmanager
def descriptor(path: Path) -> Iterator[int]:
    """An open plain file. Raises InputError (F001 to F005) as all reading does."""
    try:
        found = os.open(path, _OPEN_FLAGS)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    try:
        if not stat.S_ISREG(os.fstat(found).st_mode):
            raise _refused(path, OSError("not a plain file"))
        yield found
    finally:
        os.close(found)


def _refused(path: Path, error: Exception) -> InputError:
    """What the room for opening files says of this one."""
    try:
        bytes_of.read_bytes(path, 0, _INSTEAD)
    except InputError as told:
        return told
    return fault("F005", path, f"the file cannot be opened ({error}); try again")


def pieces(file: int, path: Path) -> Iterator[bytes]:
    """What the file holds, piece by piece. Raises InputError (F005) where the disk fails."""
    while piece := _read(file, path, _PIECE):
        yield piece


def stream(file: int) -> BinaryIO:
    """The open file from its beginning, for libraries that want to read where they like."""
    os.lseek(file, 0, os.SEEK_SET)
    return os.fdopen(file, "rb", closefd=False)


def whole(file: int, path: Path, most: int) -> bytes:
    """All that the file holds, or one byte more than the most that is wanted."""
    found = bytearray()
    while len(found) <= most and (piece := _read(file, path, min(1 << 20, most + 1 - len(found)))):
        found += piece
    return bytes(found)


def _read(file: int, path: Path, most: int) -> bytes:
    try:
        return os.read(file, most)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        message = f"the file cannot be read ({reason}); copy it and try again"
        raise fault("F005", path, message) from None


def fault(code: str, path: Path | str, message: str, line: int = 1) -> InputError:
    """The one thing that is wrong with a file."""
    return InputError((Finding(code, message, Location(str(path), line)),))
