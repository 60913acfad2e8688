"""The one module that saves. A file is replaced whole or not at all, and an audit only where an audit of ours stood.

The text goes to a temporary sibling that did not exist before, is synced to the disk, and takes the name of the file
in one step; then the folder is synced (reliability goals A4, A11). Until that step the old file stands untouched.
"""

import contextlib
import os
import re
import signal
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from coprod_audit.errors import OutputError
from coprod_audit.escapes import show

PRIVATE = 0o600
"""The mode of answers: notes may be nobody else's business."""

SHARED = 0o666
"""The mode of audits, less what the system's umask takes away."""

MARK = "<!-- coprod-audit audit/1 -->"
"""The last line of what we wrote: by it the next audit may take its place."""

_NEAR = 4096
_RESULT = re.compile(rb'\{\s*"coprod-audit": "result/1"')
_PICTURE = re.compile(
    rb"<svg [^>]*>\n.*?^<metadata>coprod-audit: picture/1</metadata>$", re.MULTILINE | re.DOTALL
)
_INPUT = re.compile(rb"^coprod-audit:\s*[\"']?(?:answers|questionnaire)/", re.MULTILINE)
_REPEATED = 100
"""How many bytes of a name its temporary sibling repeats: names have 255 at most, and letters up to four."""


def save(path: Path, text: str, mode: int = SHARED) -> None:
    """Write the text to the file, whole, and come back only when it is on the disk.

    Raises OutputError when that is not possible; what stood there before still stands.
    """
    save_together(((path, text),), mode)


def save_together(texts: Sequence[tuple[Path, str]], mode: int = SHARED) -> None:
    """Write several files: none takes its name before all are on the disk, and the first takes it last.

    A file of `SHARED` mode keeps the permissions of the one it replaces. Raises OutputError as `save` does.
    """
    with _signals_held():
        _replace([(path, _encoded(path, text)) for path, text in texts], mode)


def _encoded(path: Path, text: str) -> bytes:
    with _told(path):
        return text.encode("utf-8", "surrogateescape")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeEncodeError, ValueError) as error:
        reason = _no_folder(path) if isinstance(error, FileNotFoundError) else _reason(error)
        raise OutputError(f"cannot write '{show(str(path))}': {reason}") from error


def _no_folder(path: Path) -> str:
    return f"there is no such folder; make it with 'mkdir -p {show(str(path.parent))}'"


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
    return None if force or found.st_size == 0 else _foreign(name, _content(path))


def _foreign(name: str, data: bytes) -> str | None:
    if _is_ours(data):
        return None
    if _like_a_template(data):
        return f"'{name}' holds {{{{ or {{%, as templates do; name another file, or replace it with 'report --force'"
    return f"'{name}' is not an audit that coprod-audit wrote; name another file, or replace it with 'report --force'"


def clear_leftovers(path: Path) -> None:
    """Remove the temporary siblings of this file whose process is gone: it was killed while it saved.

    Nothing else is touched: no other name, no link or folder, nobody else's file, nothing that may still be written.
    """
    if os.name != "posix":  # elsewhere one cannot ask for a process without disturbing it
        return
    own_name = re.compile(rf"\.{re.escape(_short_name(path))}\.([0-9]{{1,10}})\.tmp")
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


def _content(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


def _is_ours(data: bytes) -> bool:
    """Whether the mark stands where we set it; what only quotes it is somebody else's, and so is what we read."""
    if _INPUT.search(data[:_NEAR]) or _like_a_template(data):
        return False
    last = data.rstrip().rpartition(b"\n")[2].rstrip()
    return last == MARK.encode() or bool(_RESULT.match(data) or _PICTURE.match(data))


def _like_a_template(data: bytes) -> bool:
    return b"{%" in data or b"{{" in data


def _replace(texts: Sequence[tuple[Path, bytes]], mode: int) -> None:
    ready = [(path, _sibling(path)) for path, _ in texts]
    try:
        for (path, data), (_, temporary) in zip(texts, ready, strict=True):
            with _told(path):
                _fill(temporary, data, _kept_mode(path, mode))
        for path, temporary in reversed(ready):
            with _told(path):
                os.replace(temporary, path)
    except BaseException:
        for _, temporary in ready:
            with contextlib.suppress(OSError, ValueError):
                temporary.unlink()
        raise
    for folder in {path.parent for path, _ in ready}:
        _sync_folder(folder)


def _fill(temporary: Path, data: bytes, mode: int | None) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()  # a killed process that had the same number left it
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(temporary, flags, SHARED if mode is None else mode)
    with os.fdopen(descriptor, "wb") as file:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _kept_mode(path: Path, mode: int) -> int | None:
    """The mode a file is to have; None where the system's umask says it."""
    if mode != SHARED:
        return mode
    with contextlib.suppress(FileNotFoundError):
        found = path.lstat().st_mode
        return stat.S_IMODE(found) & 0o777 if stat.S_ISREG(found) else None
    return None


def _sibling(path: Path) -> Path:
    # The process's number keeps two of us apart.
    with _told(path):
        return path.with_name(f".{_short_name(path)}.{os.getpid()}.tmp")


def _short_name(path: Path) -> str:
    """The end of a long name, where an audit and its picture differ."""
    return os.fsencode(path.name)[-_REPEATED:].decode("utf-8", "ignore")


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
        case OSError(strerror=str(reason)):
            return reason[:1].lower() + reason[1:]
        case _:
            return "the name cannot be used for a file" if isinstance(error, ValueError) else str(error)
