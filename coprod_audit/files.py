"""How a file is replaced: whole or not at all, and an audit only where an audit of ours stood.

The text goes to a temporary sibling that did not exist before, is synced to the disk, and takes the name of the file
in one step; then the folder is synced (reliability goals A4, A11). Until that step the old file stands untouched.
After a failed sync nobody can say what is on the disk: whoever tries again begins with a new sibling.
"""

import contextlib
import os
import re
import signal
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from coprod_audit import disk
from coprod_audit.errors import OutputError
from coprod_audit.escapes import show
from coprod_audit.taken import reason

PRIVATE = 0o600
"""The mode of answers: notes may be nobody else's business."""

SHARED = 0o666
"""The mode of audits, less what the system's umask takes away."""

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
    with signals_held():
        _replace([(path, encoded(path, text)) for path, text in texts], mode)


def put(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write a file as `save` does, a private one unless another mode is said."""
    with signals_held():
        _replace([(path, data)], mode)


def put_lightly(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write a file whole, without waiting for the disk: for what may be lost when the power goes, or made again."""
    with signals_held(), told(path):
        temporary = _sibling(path)
        remove(temporary)
        try:
            fill(temporary, data, _kept_mode(path, mode), durable=False)
            disk.replace(temporary, path)
        except BaseException:
            remove(temporary)
            raise


def encoded(path: Path, text: str) -> bytes:
    """The bytes of a text that is to stand in this file. Raises OutputError where it has none."""
    with told(path):
        return text.encode("utf-8", "surrogateescape")


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise OutputError, one sentence about this file, where the system refuses something."""
    try:
        yield
    except (OSError, UnicodeEncodeError, ValueError) as error:
        why = _no_folder(path) if isinstance(error, FileNotFoundError) else reason(error)
        raise OutputError(f"cannot write '{show(str(path))}': {why}") from error


def _no_folder(path: Path) -> str:
    return f"there is no such folder; make it with 'mkdir -p {show(str(path.parent))}'"


def clear_leftovers(path: Path) -> None:
    """Remove the temporary siblings of this file whose process is gone: it was killed while it saved.

    Nothing else is touched: no other name, no link or folder, nobody else's file, nothing that may still be written.
    """
    if os.name != "posix":  # elsewhere one cannot ask for a process without disturbing it
        return
    own_name = re.compile(rf"\.{re.escape(_short_name(path))}\.([0-9]{{1,10}})(?:\.old)?\.tmp")
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            found = own_name.fullmatch(entry.name)
            if found and _is_own_file(entry) and disk.is_gone(int(found[1])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _is_own_file(entry: os.DirEntry[str]) -> bool:
    found = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()


def _replace(texts: Sequence[tuple[Path, bytes]], mode: int) -> None:
    ready = [(path, _sibling(path)) for path, _ in texts]
    try:
        for (path, data), (_, temporary) in zip(texts, ready, strict=True):
            remove(temporary)  # a killed process that had the same number left it
            with told(path):
                fill(temporary, data, _kept_mode(path, mode))
        _rename(ready)
    except BaseException:
        for _, temporary in ready:
            remove(temporary)
        raise


def _rename(ready: Sequence[tuple[Path, Path]]) -> None:
    """Let all take their names, the first last, and sync their folders, which are open by then: that cannot fail."""
    with contextlib.ExitStack() as folders:
        opened = [(path, folders.enter_context(folder_of(path))) for path, _ in _one_in_each_folder(ready)]
        _take_names(ready)
        for path, folder in opened:
            with told(path):
                sync_folder(folder)


def _one_in_each_folder(ready: Sequence[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    return list({path.parent: (path, temporary) for path, temporary in ready}.values())


def _take_names(ready: Sequence[tuple[Path, Path]]) -> None:
    """Rename; where the last step fails, those before it become again what they were: all are of one time."""
    first, *others = ready
    with contextlib.ExitStack() as tidy, contextlib.ExitStack() as back:
        for path, temporary in reversed(others):
            old = temporary.with_suffix(".old.tmp")
            undo = _undo(path, old)
            tidy.callback(remove, old)
            with told(path):
                disk.replace(temporary, path)
            back.callback(undo)
        with told(first[0]):
            disk.replace(first[1], first[0])
        back.pop_all()


def _undo(path: Path, old: Path) -> Callable[[], None]:
    """What puts back what stands there now; nothing where the file system knows no second names."""

    def put_back() -> None:
        with contextlib.suppress(OSError):
            disk.replace(old, path)

    remove(old)
    try:
        disk.link(path, old)
    except FileNotFoundError:
        return lambda: remove(path)
    except (OSError, NotImplementedError):
        return lambda: None
    return put_back


def remove(path: Path) -> None:
    """Take a name away, if that can be done."""
    with contextlib.suppress(OSError, ValueError):
        disk.unlink(path)


def fill(path: Path, data: bytes, mode: int | None, *, durable: bool = True) -> None:
    """Write a file that is not there yet, and come back when it is on the disk; a failure leaves none. Raises OSError."""
    descriptor = disk.create(path, SHARED if mode is None else mode)
    try:
        try:
            if mode is not None:
                disk.set_mode(descriptor, mode)
            disk.write(descriptor, data)
            if durable:
                disk.sync(descriptor)
        finally:
            disk.close(descriptor)
    except BaseException:
        remove(path)
        raise


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
    with told(path):
        return path.with_name(f".{_short_name(path)}.{os.getpid()}.tmp")


def _short_name(path: Path) -> str:
    """The end of a long name, where an audit and its picture differ."""
    return os.fsencode(path.name.removeprefix("."))[-_REPEATED:].decode("utf-8", "ignore")


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[int | None]:
    """The open folder of the file, where it can be opened."""
    with told(path):
        descriptor = disk.open_folder(path.parent)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            with contextlib.suppress(OSError):
                disk.close(descriptor)


def sync_folder(folder: int | None) -> None:
    """Come back when the names in it are on the disk. Raises OSError."""
    if folder is not None:
        disk.sync_folder(folder)


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Hold back what would interrupt the saving, where the system can; it arrives right afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
