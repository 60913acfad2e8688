"""The one module that saves. A file is replaced whole or not at all, and an audit only where an audit of ours stood.

The text goes to a temporary sibling that did not exist before, is synced to the disk, and takes the name of the file
in one step; then the folder is synced (reliability goals A4, A11). Until that step the old file stands untouched.
"""

import contextlib
import os
import re
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

from coprod_audit.errors import OutputError
from coprod_audit.escapes import show

PRIVATE = 0o600
"""The mode of answers: notes may be nobody else's business."""

SHARED = 0o666
"""The mode of audits, less what the system's umask takes away."""

MARKS = (b'"coprod-audit": "result/', b"<!-- coprod-audit")
"""What audits, pictures and results carry near their beginning or at their end. Answers are never replaced by those."""

_NEAR = 4096


def save(path: Path, text: str, mode: int = SHARED) -> None:
    """Write the text to the file, whole, and come back only when it is on the disk.

    Raises OutputError when that is not possible; what stood there before still stands.
    """
    try:
        with _signals_held():
            _replace(path, text.encode("utf-8", "surrogateescape"), mode)
    except (OSError, UnicodeEncodeError, ValueError) as error:
        raise OutputError(f"cannot write '{show(str(path))}': {_reason(error)}") from error


def refusal(path: Path, *, force: bool = False) -> str | None:
    """Why the file may not be replaced, as a sentence with a way out; None when it may.

    A link or anything that is not a plain file is never replaced, one without our mark only by force.
    """
    name = show(str(path))
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return f"cannot write '{name}': {_reason(error)}"
    if stat.S_ISLNK(found.st_mode):
        return f"'{name}' is a link, and links are not followed when writing; name the file itself"
    if not stat.S_ISREG(found.st_mode):
        return f"'{name}' is not a plain file; name another with -o"
    if force or found.st_size == 0 or _is_ours(path):
        return None
    return f"'{name}' is not an audit that coprod-audit wrote; name another file, or replace it with 'report --force'"


def clear_leftovers(path: Path) -> None:
    """Remove the temporary siblings of this file whose process is gone: it was killed while it saved.

    Nothing else is touched: no other name, no link or folder, nobody else's file, nothing that may still be written.
    """
    if os.name != "posix":  # elsewhere one cannot ask for a process without disturbing it
        return
    own_name = re.compile(rf"\.{re.escape(path.name)}\.([0-9]{{1,10}})\.tmp")
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            found = own_name.fullmatch(entry.name)
            if found and _is_own_file(entry) and _is_gone(int(found[1])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _is_own_file(entry: os.DirEntry[str]) -> bool:
    found = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        start = file.read(_NEAR)
        file.seek(max(0, path.stat().st_size - _NEAR))
        end = file.read(_NEAR)
        return any(mark in start or mark in end for mark in MARKS)
    return False


def _replace(path: Path, data: bytes, mode: int) -> None:
    temporary = _sibling(path)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _sibling(path: Path) -> Path:
    # The process's number keeps two of us apart; a leftover of a killed one that had the same number goes first.
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    return temporary


def _sync_folder(folder: Path) -> None:
    # Windows cannot open folders. Some file systems cannot sync them; the file itself is whole by now.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what would interrupt the saving, where the system can; it arrives right afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _reason(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such folder"
        case OSError(strerror=str(reason)):
            return reason[:1].lower() + reason[1:]
        case _:
            return "the name cannot be used for a file" if isinstance(error, ValueError) else str(error)
