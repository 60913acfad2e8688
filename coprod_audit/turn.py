"""Whose turn it is to save, where a lock may not reach: two machines on one network share.

The turn is a file that only one can make. It lies there for the few milliseconds between looking at what stands and
putting something in its place, so that nobody can put something there in between.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from coprod_audit import disk
from coprod_audit.lock import Owner

_PATIENCE = 40
"""How many pauses one waits for somebody else: less than a second."""

_PRIVATE = 0o600
_MOST = 2_000


@contextlib.contextmanager
def turn(path: Path, owner: Owner) -> Iterator[bool]:
    """Take the turn for as long as the block lasts; False where somebody else does not end theirs.

    Raises OSError where no file can be made.
    """
    mine = _begun(path, owner)
    try:
        yield mine
    finally:
        if mine:
            _end(path)


def clear(path: Path, owner: Owner, *, alone: bool) -> None:
    """Take away a turn that nobody will end: its process was killed. `alone`: we hold the lock, so it is nobody's."""
    with contextlib.suppress(OSError):
        data = disk.read(path, _MOST)
        if data is not None and (alone or _is_dead(data, owner.host)):
            disk.unlink(path)


def _begun(path: Path, owner: Owner) -> bool:
    for _ in range(_PATIENCE):
        try:
            descriptor = disk.create(path, _PRIVATE)
        except FileExistsError:
            if disk.read(path, _MOST) == owner.told(""):
                return True  # our own, which could not be taken away
            disk.pause()
        else:
            _sign(descriptor, path, owner)
            return True
    return False


def _sign(descriptor: int, path: Path, owner: Owner) -> None:
    try:
        try:
            disk.write(descriptor, owner.told(""))
        finally:
            disk.close(descriptor)
    except BaseException:
        _end(path)
        raise


def _end(path: Path) -> None:
    with contextlib.suppress(OSError):
        disk.unlink(path)


def _is_dead(data: bytes, host: str) -> bool:
    lines = data.decode("utf-8", "replace").split("\n")
    return len(lines) > 2 and lines[1] == host and lines[2].isdecimal() and disk.is_gone(int(lines[2][:10]))
