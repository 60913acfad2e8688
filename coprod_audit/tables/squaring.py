"""From the cells of a row as they were found to a row with a cell for each column, or the reason why it is none."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count
from typing import Final, NamedTuple

from coprod_audit.csv_cells import unguarded
from coprod_audit.faults import quoted
from coprod_audit.guard import raising
from coprod_audit.table_rows import Row, TableLimits, Torn


class Raw(NamedTuple):
    """The cells of a row as found. `closely` says that some may be guarded or too long."""

    number: int
    cells: Sequence[str]
    closely: bool


class Lot(NamedTuple):
    """Rows of which each is a line, the first with this number; no cell of them is guarded or too long."""

    first: int
    rows: list[list[str]]


class Broken(NamedTuple):
    """A row that could not be taken apart; `place` is that of the column to blame, from 0, or None."""

    number: int
    place: int | None
    code: str
    reason: str


Found = Raw | Lot | Broken
"""What a reader finds in a table, one after the other."""

_row: Final = partial(tuple.__new__, Row)  # a row without the Python function that a named tuple goes through


class Singly:
    """What was found, row by row; `rest` gives what is left as it was found."""

    def __init__(self, found: Iterator[Found]) -> None:
        self._found = found
        self._now = iter(list[Raw | Broken]())

    def __iter__(self) -> Iterator[Raw | Broken]:
        return self

    def __next__(self) -> Raw | Broken:
        while (one := next(self._now, None)) is None:
            some = next(self._found)
            self._now = _apart(some) if isinstance(some, Lot) else iter([some])
        return one

    def rest(self) -> Iterator[Found]:
        """What has not been taken yet. Nothing more is to be taken row by row then."""
        return chain(self._now, self._found)


def _apart(lot: Lot) -> Iterator[Raw]:
    return (Raw(number, cells, closely=False) for number, cells in enumerate(lot.rows, start=lot.first))


def named(columns: Sequence[str], place: int | None) -> str:
    """What a column is called in a message."""
    if place is None:
        return ""
    name = columns[place].strip() if place < len(columns) else ""
    return name or f"column {place + 1}"


def squared(found: Iterable[Found], columns: tuple[str, ...], limits: TableLimits) -> Iterator[Row | Torn]:
    """The rows of a table, without those in which nothing stands."""
    return chain.from_iterable(
        _rows(one, columns, limits) if isinstance(one, Lot) else _of(one, columns, limits) for one in found
    )


def _rows(lot: Lot, columns: tuple[str, ...], limits: TableLimits) -> Iterator[Row | Torn]:
    """The rows of a lot: all at once where each has a cell for each column and something stands in it."""
    if {*map(len, lot.rows)} == {len(columns)} and all(map(_filled, lot.rows)):
        return map(_row, zip(count(lot.first), map(tuple, lot.rows)))
    return chain.from_iterable(_of(raw, columns, limits) for raw in _apart(lot))


def _filled(cells: Sequence[str]) -> bool:
    """Whether something stands in a row; mostly it does in its first cell."""
    return bool(cells and cells[0] and not cells[0].isspace()) or any(map(str.strip, cells))


def _of(raw: Raw | Broken, columns: tuple[str, ...], limits: TableLimits) -> tuple[Row | Torn, ...]:
    """The row; none where nothing stands in it."""
    if isinstance(raw, Broken):
        return (Torn(raw.number, named(columns, raw.place), raw.reason, raw.code),)
    number, cells, closely = raw
    if not _filled(cells):
        return ()
    if closely or len(cells) != len(columns):
        return (_closely(number, cells, columns, limits),)
    return (Row(number, tuple(cells)),)


def _closely(number: int, cells: Sequence[str], columns: tuple[str, ...], limits: TableLimits) -> Row | Torn:
    torn = _ragged(number, cells, columns) or too_long(number, cells, columns, limits)
    if torn:
        return torn
    missing = ("",) * (len(columns) - len(cells))
    return Row(number, (*map(unguarded, cells[: len(columns)]), *missing))


def _ragged(number: int, cells: Sequence[str], columns: tuple[str, ...]) -> Torn | None:
    """Cells that no column has, or columns that no cell has; what is empty and has no name may be either."""
    left_over = next((place for place in range(len(columns), len(cells)) if cells[place].strip()), None)
    missing = next((place for place in range(len(cells), len(columns)) if columns[place].strip()), None)
    if left_over is None and missing is None:
        return None
    place = left_over if missing is None else missing
    have = f"the row has {_counted(len(cells))} and the header {len(columns):,}"
    if left_over is not None:
        why = f"{quoted(cells[left_over])} stands in no column; put a text with separators in it in quotation marks"
    else:
        why = "put in what is missing, or a separator for each empty cell"
    return Torn(number, named(columns, place), f"{have}; {why}", "S012")


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells:,} cells"


def too_long(number: int, cells: Sequence[str], columns: tuple[str, ...], limits: TableLimits) -> Torn | None:
    """The first cell that is too long, as a torn row."""
    place = next((place for place, cell in enumerate(cells) if len(cell) > limits.characters), None)
    if place is None:
        return None
    size = len(cells[place])
    advice = raising("text", limits.characters, size)
    reason = (
        f"the cell has {size:,} characters, at most {limits.characters:,} are read; shorten it, or {advice}"
    )
    return Torn(number, named(columns, place), reason, "S015")
