"""Workbooks, .xlsx, .xlsm and .ods. Needs the extra `xlsx`; the only room of calamine.

A workbook is read whole, so it is looked over first (`packed`, `overview`). Of merged cells the first holds the value
and the others are empty. Of a formula the result counts that the spreadsheet program stored; one without a result is
empty, and `warn` is told (S017), as it is of sheets that nobody named and that are not read (S019). A row with an
error such as #N/A is broken (S016).
"""

import contextlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_audit.errors import InputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import no_such, quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.table_rows import TableLimits
from coprod_audit.tables import sources
from coprod_audit.tables.cell_texts import text
from coprod_audit.tables.overview import Overview
from coprod_audit.tables.packed import look_over
from coprod_audit.tables.sheet_scan import Seen
from coprod_audit.tables.sources import fault
from coprod_audit.tables.squaring import Broken, Raw

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_NAMED = 12
_OURS = (InputError, KeyboardInterrupt, SystemExit, GeneratorExit)


@contextlib.contextmanager
def opened(
    path: Path, sheet: str, limits: TableLimits, warn: Callable[[Finding], None]
) -> Iterator[Iterator[Raw | Broken]]:
    """The rows of the sheet of that name, or of the first in which something stands.

    Raises InputError (F001 to F005, S004 to S009), and UsageError where the extra is missing.
    """
    workbook, overview = _looked_over(path, limits)
    with _told(path):
        found = _sheet(workbook, sheet, path)
        all_seen = overview.seen(workbook.sheet_names)
        seen = all_seen.get(found.name)
        unread = () if sheet else _also_filled(workbook, found.name, all_seen)
    if seen is None:
        raise fault(
            "S009", path, f"the workbook does not say where its sheet {found.name!r} lies; save it again"
        )
    if seen.no_result:
        warn(_no_result(seen.no_result, path))
    if unread:
        warn(_not_read(unread, path))
    yield _rows(found, seen, path)


def first_filled(path: Path, limits: TableLimits) -> str:
    """The name of the sheet that is read where none is named. Raises as `opened` does."""
    workbook, _ = _looked_over(path, limits)
    with _told(path):
        return _first_filled(workbook, path).name


def _looked_over(path: Path, limits: TableLimits) -> "tuple[CalamineWorkbook, Overview]":
    try:
        import python_calamine  # noqa: F401 - so that what is missing is told before the file is looked at
    except ImportError:
        way_out = "pip install 'coprod-audit[xlsx]'"
        raise UsageError(f"reading {path.suffix} files needs an extra: {way_out}") from None
    with sources.descriptor(path) as file:
        data = sources.whole(file, path, limits.size)
    overview = Overview()
    look_over(data, path, limits, overview.look)
    overview.check(path, limits)
    with _told(path):
        return _workbook(data), overview


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise InputError for whatever the library raises; what it calls a panic is not even an Exception."""
    try:
        yield
    except _OURS:
        raise
    except BaseException as error:  # noqa: BLE001 - a stranger's bytes may bring about anything (threat model, P4)
        reason = show(str(error)) or type(error).__name__
        message = (
            f"the workbook cannot be read ({reason}); open it in a spreadsheet program and save it again"
        )
        raise fault("S009", path, message) from None


def _workbook(data: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _sheet(workbook: "CalamineWorkbook", name: str, path: Path) -> "CalamineSheet":
    names = workbook.sheet_names
    if not name:
        return _first_filled(workbook, path)
    if name not in names:
        raise fault("S008", path, no_such("sheet", name, names, "the workbook has"))
    return workbook.get_sheet_by_name(name)


def _first_filled(workbook: "CalamineWorkbook", path: Path) -> "CalamineSheet":
    for name in _worksheets(workbook):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    raise fault("S008", path, "no sheet of the workbook has anything in it; was the right one saved?")


def _worksheets(workbook: "CalamineWorkbook") -> Iterator[str]:
    from python_calamine import SheetTypeEnum

    return (one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)


def _also_filled(workbook: "CalamineWorkbook", read: str, seen: Mapping[str, Seen]) -> tuple[str, ...]:
    """The other sheets in which something stands; those in which nothing was seen need not be opened."""
    return tuple(
        [
            name
            for name in _worksheets(workbook)
            if name != read
            and name in seen
            and seen[name].rows
            and workbook.get_sheet_by_name(name).start is not None
        ]
    )


def _not_read(names: tuple[str, ...], path: Path) -> Finding:
    sheets = ", ".join(map(quoted, names[:_NAMED]))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    one = "there is another sheet with something in it, which is not read"
    several = f"there are {len(names):,} more sheets with something in them, which are not read"
    message = f"{one if len(names) == 1 else several}: {sheets}{more}; name each that should be, as '{show(path.name)}#{show(names[0])}'"
    return Finding("S019", message, Location(str(path)), "warning")


def _no_result(formulas: int, path: Path) -> Finding:
    one = "1 formula has no result beside it and counts as empty"
    several = f"{formulas:,} formulas have no result beside them and count as empty"
    message = f"{one if formulas == 1 else several}; save the workbook from a spreadsheet program"
    return Finding("S017", message, Location(str(path)), "warning")


def _rows(sheet: "CalamineSheet", seen: Seen, path: Path) -> Iterator[Raw | Broken]:
    first_column = sheet.start[1] if sheet.start else 0
    with _told(path):
        rows = enumerate(sheet.iter_rows(), start=1)
    while (found := _next(rows, path)) is not None:
        number, cells = found
        if number in seen.errors:
            place = max(0, seen.errors[number] - first_column)
            reason = "the cell holds an error, such as #N/A; mend its formula, or empty the cell"
            yield Broken(number, place, "S016", reason)
        else:
            yield Raw(number, cells, closely=True)


def _next(rows: Iterator[tuple[int, Sequence[object]]], path: Path) -> tuple[int, list[str]] | None:
    with _told(path):
        number, cells = next(rows, (0, ()))
        return (number, [one if type(one) is str else text(one) for one in cells]) if number else None
