"""What a file holds, as bytes: opened once, without waiting, and judged by what was opened.

Only regular files are read, and only as many bytes as the limits allow (threat model, P8). On the way of the small door,
which is why nothing here is a `Path`: importing pathlib takes as long as reading a hundred files.
"""

import os
import stat
from typing import Final

from coprod_audit.errors import InputError
from coprod_audit.faults import nearest, quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import too_large

ENDINGS: Final = (".yaml", ".yml")
"""What the names of the files end in that people write for us."""

_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_SLASHES = os.sep + (os.altsep or "")


def read_bytes(
    path: str | os.PathLike[str], most: int, instead: str, endings: tuple[str, ...] = ENDINGS
) -> bytes:
    """What a regular file holds. Raises `InputError` (F001 to F005, D001) with a way out.

    `instead` is what else can be done where there is no such file; `endings` are those of the files that may have
    been meant.
    """
    name = os.fspath(path)
    name = name.rstrip(_SLASHES) or name[:1] or "."
    try:
        descriptor = os.open(name, _OPEN_FLAGS)
    except FileNotFoundError:
        raise fault("F001", name, _missing(name, instead, endings)) from None
    except IsADirectoryError:
        raise fault("F002", name, _folder(name, endings)) from None
    except PermissionError:
        raise _not_permitted(name, endings) from None
    except (OSError, ValueError) as error:
        raise fault("F005", name, f"the file cannot be opened ({reason(error)}); check its name") from None
    try:
        return _bytes(descriptor, name, most, endings)
    finally:
        os.close(descriptor)


def _bytes(descriptor: int, name: str, most: int, endings: tuple[str, ...]) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise fault("F002", name, _folder(name, endings))
    if not stat.S_ISREG(status.st_mode):
        raise fault(
            "F003", name, "this is a pipe or a device; only files are read, so save it into one first"
        )
    if status.st_size > most:
        raise fault("D001", name, too_large(status.st_size, most))
    parts, left = [], most + 1  # a file that grows while it is read stops here, and the reader says so
    try:
        while left > 0 and (part := os.read(descriptor, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise fault(
            "F005", name, f"the file cannot be read ({reason(error)}); copy it and try again"
        ) from None
    return b"".join(parts)


def fault(code: str, name: str, message: str) -> InputError:
    """The error that says one thing about a file as a whole."""
    return InputError((Finding(code, message, Location(name)),))


def reason(error: Exception) -> str:
    """Why the system would not, in its words."""
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def _not_permitted(name: str, endings: tuple[str, ...]) -> InputError:
    if os.path.isdir(name):
        return fault("F002", name, _folder(name, endings))
    return fault("F004", name, "reading this file is not permitted; ask its owner, or change its permissions")


def _folder(name: str, endings: tuple[str, ...]) -> str:
    names = _names(name, endings)
    hint = f", such as {quoted(os.path.join(name, names[0]))}" if names else ""
    return f"this is a folder; name a file in it{hint}"


def _missing(name: str, instead: str, endings: tuple[str, ...]) -> str:
    folder = os.path.dirname(name) or "."
    near = nearest(os.path.basename(name), _names(folder, endings))
    if near:
        return f"there is no such file; the nearest name in its folder is {quoted(near)}"
    if os.path.isdir(folder):
        return f"there is no such file; check its name, or {instead}"
    return f"there is no such file, and no folder {quoted(folder)}; check the path"


def _names(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The files of these endings in a folder, a few hundred at most; none where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            found = [entry.name for entry, _ in zip(entries, range(2_000), strict=False)]
    except (OSError, ValueError):
        return []
    return sorted(name for name in found if name.endswith(endings))
