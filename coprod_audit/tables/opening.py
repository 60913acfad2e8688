"""A table by its name, whatever kind it is: its head, then its rows one by one."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from coprod_audit.csv_cells import unguarded
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding
from coprod_audit.guard import raising
from coprod_audit.table_rows import TABLE_LIMITS, Head, Row, TableLimits, Torn
from coprod_audit.tables import separated
from coprod_audit.tables.sources import fault
from coprod_audit.tables.squaring import Broken, Found, Raw, Singly, squared, too_long

TEXTS: Final = (".csv", ".tsv", ".txt")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".ods")
PARQUET: Final = (".parquet",)
"""The endings of what is read."""

_IMPORT_IDS = '{"importid"'


def _unsaid(_: Finding) -> None:
    """Whoever asks for no warnings gets none."""


@contextlib.contextmanager
def opened(
    path: str | Path, limits: TableLimits = TABLE_LIMITS, warn: Callable[[Finding], None] = _unsaid
) -> Iterator[tuple[Head, Iterator[Row | Torn]]]:
    """The head of a table, and its rows as a stream that ends with the context.

    `path` ends in .csv, .tsv, .txt, .xlsx, .xlsm, .ods or .parquet; behind a workbook `#` may name a sheet. Columns are
    named as the first row that is not empty names them, less what is nameless at the end; names may be empty or stand
    twice. Rows in which nothing stands are left out. The guard of `csv_cells` is taken off every header and cell: ours
    can be told from what people typed, and in others' files a `'` before a formula means the same.

    `warn` is told what stands in nobody's way. Raises InputError for what cannot be read at all (F001 to F005, S001 to
    S010), also while the rows are read, where a disk fails or a library gives up; and UsageError where an extra is
    missing.
    """
    file, sheet = _file_and_sheet(path)
    with _found(file, sheet, limits, warn) as found:
        raws = Singly(found)
        name = file.as_posix() + (f"#{sheet}" if sheet else "")
        columns = _columns(raws, name, limits)
        more, first = _more_headers(raws, len(columns))
        yield Head(name, columns, more), squared(chain(first, raws.rest()), columns, limits)


def is_table(path: str | Path) -> bool:
    """Whether the name ends as a table's does."""
    return _file_and_sheet(path)[0].suffix.lower() in {*TEXTS, *WORKBOOKS, *PARQUET}


def _file_and_sheet(path: str | Path) -> tuple[Path, str]:
    """The file, and the sheet that is named behind it; a file that has the whole name goes first."""
    text = str(path)
    file, sign, sheet = text.rpartition("#")
    workbook = Path(file).suffix.lower() in WORKBOOKS
    behind = sign and sheet and workbook and not os.path.exists(text)
    return (Path(file), sheet) if behind else (Path(text), "")


def _found(
    path: Path, sheet: str, limits: TableLimits, warn: Callable[[Finding], None]
) -> contextlib.AbstractContextManager[Iterator[Found]]:
    """The rows by the reader for the ending. Raises InputError (S001) where there is none."""
    ending = path.suffix.lower()
    if ending in TEXTS:
        return separated.opened(path, limits, warn)
    if ending in WORKBOOKS:
        from coprod_audit.tables import workbooks

        return workbooks.opened(path, sheet, limits, warn)
    if ending in PARQUET:
        from coprod_audit.tables import parquet

        return parquet.opened(path, limits)
    what = f"the ending {quoted(ending)} is not a table's" if ending else "the file has no ending"
    known = f"tables end in {', '.join((*TEXTS, *WORKBOOKS, *PARQUET))}"
    raise fault("S001", path, f"{what}; {'save it as .xlsx' if ending in {'.xls', '.xlsb'} else known}")


def _columns(raws: Singly, name: str, limits: TableLimits) -> tuple[str, ...]:
    """The names of the columns. Raises InputError where there are none, or too many."""
    head = next((raw for raw in raws if isinstance(raw, Broken) or any(map(str.strip, raw.cells))), None)
    if head is None:
        raise fault("S002", name, "there is nothing in it; the first row has to name the columns")
    if isinstance(head, Broken):
        raise fault("S002", name, f"the header cannot be read: {head.reason.partition(';')[0]}", head.number)
    cells = list(head.cells)
    while not cells[-1].strip():
        cells.pop()
    _check_header(head.number, cells, name, limits)
    return tuple(map(unguarded, cells))


def _check_header(number: int, cells: list[str], name: str, limits: TableLimits) -> None:
    if len(cells) > limits.columns:
        advice = raising("columns", limits.columns, len(cells))
        message = (
            f"the header names {len(cells):,} columns, and at most {limits.columns:,} are read; {advice}"
        )
        raise fault("S004", name, message, number)
    torn = too_long(number, cells, (), limits)
    if torn:
        raise fault("S002", name, f"the header cannot be read: in {torn.column} {torn.reason}", number)


def _more_headers(raws: Singly, width: int) -> tuple[tuple[tuple[str, ...], ...], Sequence[Raw | Broken]]:
    """The header rows below the first, which Qualtrics ends with one of import ids; and rows that were none of them."""
    looked_at = list(islice((raw for raw in raws if isinstance(raw, Broken) or any(raw.cells)), 2))
    for place, raw in enumerate(looked_at):
        if isinstance(raw, Broken):
            break
        if raw.cells and raw.cells[0].replace(" ", "").casefold().startswith(_IMPORT_IDS):
            headers = [_filled(one.cells, width) for one in looked_at[: place + 1] if isinstance(one, Raw)]
            return tuple(headers), looked_at[place + 1 :]
    return (), looked_at


def _filled(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*map(unguarded, cells[:width]), *[""] * (width - len(cells)))
