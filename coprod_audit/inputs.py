"""What a batch is given: files, folders, patterns and lists, as inputs in one order, each once.

Nothing is passed over in silence: a name that leads to nothing is a failure with its reason. In a folder whatever has
an ending that we read is an input; hidden files, and what the batch itself writes, are not.
"""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from coprod_audit.escapes import show
from coprod_audit.responses import Failure
from coprod_audit.taken import reason

Kind = Literal["answers", "lines", "table"]

KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys((".yaml", ".yml", ".json"), "answers"),
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet"), "table"),
}
"""What a file is taken for, by its ending."""

_IN_FOLDERS: Final = frozenset(KINDS) - {".txt"}
STATE: Final = ".coprod-audit"
"""The folder in which a batch remembers what it did: where it lies, results lie beside it."""

_SHEET: Final = "#"
"""What stands between a workbook and the name of a sheet in it."""


class Input(NamedTuple):
    """One file to be read: `name` is what people call it, with / between folders; `sheet` one sheet of a workbook."""

    name: str
    path: Path
    kind: Kind
    sheet: str = ""


def inputs(
    named: Iterable[str], leave_out: Iterable[Path] = ()
) -> tuple[tuple[Input, ...], tuple[Failure, ...]]:
    """Every input, sorted by name, and a failure for each name that leads to none.

    `leave_out` are files and folders that are no inputs wherever they lie: the map, and the folder of results. A file
    that was named twice is read once.
    """
    apart = {_resolved(path) for path in leave_out}
    found, failures = dict[tuple[Path, str], Input](), list[Failure]()
    for name in named:
        some = False
        for one in _named(name, apart):
            some = True
            if isinstance(one, Failure):
                failures.append(one)
            else:
                found.setdefault((_resolved(one.path), one.sheet), one)
        if not some:
            failures.append(_failure(name, "there is nothing in it that can be read"))
    return tuple(sorted(found.values(), key=_order)), tuple(sorted(failures, key=_place))


def _order(one: Input) -> tuple[str, str]:
    return one.name, one.sheet


def _place(one: Failure) -> str:
    return one.file


def _named(name: str, apart: set[Path]) -> Iterator[Input | Failure]:
    path = Path(name)
    file, _, sheet = name.rpartition(_SHEET)
    if not name.strip():
        yield _failure("(nothing)", "an empty name; name a file or a folder")
    elif path.is_dir():
        yield from _in_folder(path, apart)
    elif os.path.lexists(path):
        yield _file(path, "", name)
    elif file and sheet and Path(file).is_file():
        yield _file(Path(file), sheet, name)
    elif glob.has_magic(name):
        matching = sorted(glob.glob(name, recursive=True))
        for one in matching:
            yield from _named(one, apart)
        if not matching:
            yield _failure(name, "no file has such a name")
    else:
        yield _failure(name, "there is no such file or folder")


def _file(path: Path, sheet: str, name: str) -> Input | Failure:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        endings = ", ".join(sorted(KINDS))
        return _failure(
            name, f"files that end in '{show(path.suffix)}' are not read; those that are end in {endings}"
        )
    if not path.is_file():
        return _failure(name, "it is no file, or leads to none")
    return Input(_readable(path.as_posix()) + (f"#{_readable(sheet)}" if sheet else ""), path, kind, sheet)


def _readable(name: str) -> str:
    """A name as it can be written down; what is no letter in it is spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that lead round in a ring
        return path.absolute()


def _in_folder(folder: Path, apart: set[Path]) -> Iterator[Input | Failure]:
    """What can be read below a folder; links to other folders are not followed, so that nothing is met twice."""
    closed = list[OSError]()
    for here, folders, names in os.walk(folder, onerror=closed.append):
        inside = Path(here)
        if _resolved(inside) in apart or os.path.isdir(inside / STATE):
            folders.clear()
            continue  # what a batch wrote is nothing to be judged
        folders[:] = sorted(one for one in folders if not _apart(inside / one, apart))
        for name in sorted(names):
            path = inside / name
            if path.suffix.lower() in _IN_FOLDERS and not _apart(path, apart):
                yield _file(path, "", path.as_posix())
    for error in closed:
        yield _failure(str(error.filename), f"the folder cannot be looked into: {reason(error)}")


def _apart(path: Path, apart: set[Path]) -> bool:
    return path.name.startswith(".") or _resolved(path) in apart


def _failure(name: str, why: str) -> Failure:
    return Failure(_readable(Path(name).as_posix()), 0, "", "", why)
