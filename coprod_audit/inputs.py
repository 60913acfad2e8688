"""What a batch is given: files, folders, patterns and lists, as inputs in one order, each once.

Nothing is passed over in silence: a name that leads to nothing is a failure with its reason. In a folder whatever has
an ending that we read is an input, and the others are counted; hidden files, and what a batch itself writes, are none.
"""

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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

_SAVED_AS: Final = dict.fromkeys((".xls", ".xlsb", ".numbers"), "save it as .xlsx or .csv")
_LINKS: Final = "/"
_SHEET: Final = "#"
"""What stands between a workbook and the name of a sheet in it."""


class Input(NamedTuple):
    """One file to be read: `name` is what people call it, with / between folders; `sheet` one sheet of a workbook."""

    name: str
    path: Path
    kind: Kind
    sheet: str = ""

    @property
    def table(self) -> str:
        """The path as `tables.opened` takes it, with the sheet behind it where one was named."""
        return f"{self.path}{_SHEET}{self.sheet}" if self.sheet else str(self.path)


class Given(NamedTuple):
    """Every input and every failure, sorted by name, and what else there is to say.

    `again` are further names of a file that is read once, each with the name that it is read by. `passed` says how many
    files in folders end in what is not read, by ending, and how many links to folders were not followed, by "/".
    """

    inputs: tuple[Input, ...]
    failures: tuple[Failure, ...]
    again: tuple[tuple[str, str], ...] = ()
    passed: tuple[tuple[str, int], ...] = ()


_Identity = tuple[int, int] | Path
"""What a file is known by, whatever it is called: device and number, or its place where the system has no numbers."""


def _no_sheet(_: Path) -> str:
    """Whoever does not say which sheet of a workbook comes first gets it once for each way it is named."""
    return ""


def inputs(
    named: Iterable[str],
    leave_out: Iterable[Path] = (),
    first_sheet: Callable[[Path], str] = _no_sheet,
) -> Given:
    """Every input, and a failure for each name that leads to none.

    `leave_out` are files and folders that are no inputs wherever they lie: the map, and the folder of results. A file
    that was named twice, or has several names, is read once, by the name that comes first in the alphabet; so is a
    sheet, and `first_sheet` says which one is meant where a workbook is also named without any ("" for nobody knows).
    """
    gathering = _Gathering({_identity(path) for path in leave_out})
    for name in named:
        gathering.take(name)
    gathering.name_first_sheets(first_sheet)
    return gathering.given()


class _Gathering:
    """Gathers inputs by what they are. `apart` is left out."""

    def __init__(self, apart: set[_Identity]) -> None:
        self._apart = apart
        self._found = dict[tuple[_Identity, str], Input]()
        self._again = list[tuple[str, tuple[_Identity, str]]]()
        self._failures = list[Failure]()
        self._passed = Counter[str]()

    def take(self, name: str) -> None:
        """Take whatever a name leads to."""
        some = False
        for one in _named(name, self._apart, self._passed):
            some = True
            if isinstance(one, Failure):
                self._failures.append(one)
            else:
                self._add(one)
        if not some:
            why = "a batch wrote into it, so what stands there is passed over; name the files in it that are to be read"
            of_a_batch = (Path(name) / STATE).is_dir()
            self._failures.append(
                _failure(name, why if of_a_batch else "there is nothing in it that can be read")
            )

    def _add(self, one: Input) -> None:
        key = _identity(one.path), one.sheet
        other = self._found.get(key)
        self._found[key] = one if other is None else min(one, other, key=_order)
        if other is not None:
            self._again.append((max(one, other, key=_order).name, key))

    def name_first_sheets(self, first_sheet: Callable[[Path], str]) -> None:
        """Give the sheet a name where other inputs are sheets of the same workbook, for it may be one of them."""
        with_sheets = {identity for identity, sheet in self._found if sheet}
        for identity in with_sheets:
            one = self._found.get((identity, ""))
            sheet = first_sheet(one.path) if one is not None else ""
            if one is not None and sheet:
                del self._found[identity, ""]
                self._again = [
                    (name, (identity, sheet) if key == (identity, "") else key) for name, key in self._again
                ]
                self._add(one._replace(sheet=sheet))

    def given(self) -> Given:
        """All of them, in order."""
        again = sorted({(name, self._found[key].name) for name, key in self._again})
        return Given(
            tuple(sorted(self._found.values(), key=_order)),
            tuple(sorted(self._failures, key=_place)),
            tuple(again),
            tuple(sorted(self._passed.items())),
        )


def _order(one: Input) -> tuple[str, str]:
    return one.name, one.sheet


def _place(one: Failure) -> str:
    return one.file


def _named(name: str, apart: set[_Identity], passed: Counter[str]) -> Iterator[Input | Failure]:
    path = Path(name)
    file, _, sheet = name.rpartition(_SHEET)
    if not name.strip():
        yield _failure("(nothing)", "an empty name; name a file or a folder")
    elif path.is_dir():
        yield from _in_folder(path, apart, passed)
    elif os.path.lexists(path):
        yield _file(path, "", name)
    elif file and sheet and Path(file).is_file():
        yield _file(Path(file), sheet, name)
    elif glob.has_magic(name):
        matching = sorted(glob.glob(name, recursive=True))
        for one in matching:
            yield from _named(one, apart, passed)
        if not matching:
            yield _failure(name, "no file has such a name")
    else:
        yield _failure(name, "there is no such file or folder")


def _file(path: Path, sheet: str, name: str) -> Input | Failure:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        known = f"those that are end in {', '.join(sorted(KINDS))}"
        way_out = _SAVED_AS.get(path.suffix.lower(), known)
        return _failure(name, f"files that end in '{show(path.suffix)}' are not read; {way_out}")
    if not path.is_file():
        return _failure(name, "it is no file, or leads to none")
    return Input(
        _readable(path.as_posix()) + (f"{_SHEET}{_readable(sheet)}" if sheet else ""), path, kind, sheet
    )


def _readable(name: str) -> str:
    """A name as it can be written down; what is no letter in it is spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _identity(path: Path) -> _Identity:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return path.absolute()
    return (found.st_dev, found.st_ino) if found.st_ino else path.resolve()


def _in_folder(folder: Path, apart: set[_Identity], passed: Counter[str]) -> Iterator[Input | Failure]:
    """What can be read below a folder; links to other folders are not followed, so that nothing is met twice."""
    closed = list[OSError]()
    for here, folders, names in os.walk(folder, onerror=closed.append):
        inside = Path(here)
        if _identity(inside) in apart or os.path.isdir(inside / STATE):
            folders.clear()
            continue  # what a batch wrote is nothing to be judged
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        links = sum(os.path.islink(inside / one) for one in folders)
        passed.update({_LINKS: links} if links else {})
        for name in sorted(names):
            if not name.startswith("."):
                yield from _in_it(inside / name, apart, passed)
    for error in closed:
        yield _failure(str(error.filename), f"the folder cannot be looked into: {reason(error)}")


def _in_it(path: Path, apart: set[_Identity], passed: Counter[str]) -> Iterator[Input | Failure]:
    """A file in a folder, where it is one that we read; else it is counted."""
    ending = path.suffix.lower()
    if apart and _identity(path) in apart:
        return
    if ending in _IN_FOLDERS:
        yield _file(path, "", path.as_posix())
    else:
        passed[ending] += 1


def _failure(name: str, why: str) -> Failure:
    return Failure(_readable(Path(name).as_posix()), 0, "", "", why)
