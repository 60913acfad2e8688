"""The few calls to the system by which something is saved. Nothing that saves goes past them.

Each does one thing and raises OSError as the system does, so that a layer that records, fails or stops can stand in
their place (reliability goals, G3). Callers name them with the module: `disk.sync(...)`.
"""

import contextlib
import errno
import os
import stat
import sys
import time
from pathlib import Path

_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)
_BYTES = getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
_PART = 1 << 20
_LOCKED_BYTE = 1 << 30
_PAUSE = 0.02
_NO_FOLDERS = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF}


class NotAFileError(OSError):
    """What has the name is a link, a folder, a pipe or a device."""


def create(path: Path, mode: int) -> int:
    """Open a file that did not exist before, for writing; what has its name already is left alone."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOT_THROUGH_LINKS | _BYTES, mode)


def set_mode(descriptor: int, mode: int) -> None:
    """Give an open file its permissions, whatever the umask says, where the system has such."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def write(descriptor: int, data: bytes) -> None:
    """Write all of it."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def sync(descriptor: int) -> None:
    """Come back when the file is on the disk. After an OSError nobody can say what is there: begin with a new one."""
    os.fsync(descriptor)


def close(descriptor: int) -> None:
    """Let go of an open file; never to be tried twice."""
    os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Give a file another's name in one step."""
    os.replace(source, target)


def link(source: Path, target: Path) -> None:
    """Give a file a second name that nobody had before."""
    os.link(source, target, follow_symlinks=False)


def unlink(path: Path) -> None:
    """Take a name away."""
    os.unlink(path)


def open_folder(folder: Path) -> int | None:
    """Open a folder to be synced; None where that cannot be done: Windows, or a folder that may not be looked into."""
    try:
        return os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except PermissionError:
        return None


def sync_folder(descriptor: int) -> None:
    """Come back when the names in the folder are on the disk. Some file systems cannot: the files are whole there."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise


def read(path: Path, most: int) -> bytes | None:
    """Return what a plain file holds, or its first `most` bytes; None where there is none. Raises NotAFileError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NOT_THROUGH_LINKS | _AT_ONCE | _BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _link_or(error) from None
    try:
        return _parts(descriptor, most)
    finally:
        os.close(descriptor)


def _parts(descriptor: int, most: int) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise NotAFileError(errno.EINVAL, "not a plain file")
    parts, left = list[bytes](), most
    while left > 0 and (part := os.read(descriptor, min(left, _PART))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _link_or(error: OSError) -> OSError:
    return NotAFileError(errno.ELOOP, "a link") if error.errno in {errno.ELOOP, errno.EMLINK} else error


def open_lock(path: Path) -> int:
    """Open the file that is locked, made where it is not there; only to be read where it is somebody else's.

    Raises NotAFileError for a link or whatever else is no plain file.
    """
    flags = _NOT_THROUGH_LINKS | _AT_ONCE | _BYTES
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        descriptor = os.open(path, os.O_RDONLY | flags)
    except IsADirectoryError:
        raise NotAFileError(errno.EISDIR, "a folder") from None
    except OSError as error:
        raise _link_or(error) from None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise NotAFileError(errno.EINVAL, "not a plain file")


def lock(descriptor: int) -> None:
    """Lock an open file for as long as it is open. Raises OSError at once: EAGAIN or EACCES where somebody has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)  # beyond the text, which others want to read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def rewrite(descriptor: int, data: bytes) -> None:
    """Put a few bytes in place of what an open file holds. Only for what may be lost."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, data)


def is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that has this name now."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    return False


def is_gone(process: int) -> bool:
    """Whether there is surely no such process on this machine; on Windows one cannot ask without disturbing it."""
    if os.name != "posix" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def pause() -> None:
    """Give somebody else the time to end what they do."""
    time.sleep(_PAUSE)
