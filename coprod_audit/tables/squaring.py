"""From the cells of a row as they were found to a row with a cell for each column, or the reason why it is none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coprod_audit.csv_cells import unguarded
from coprod_audit.faults import quoted
from coprod_audit.guard import raising
from coprod_audit.table_rows import Row, TableLimits, Torn


class Raw(NamedTuple):
    """The cells of a row as found. `closely` says that some may be guarded or too long."""

    number: int
    cells: Sequence[str]
    closely: bool


class Broken(NamedTuple):
    """A row that could not be taken apart; `place` is that of the column to blame, from 0, or None."""

    number: int
    place: int | None
    code: str
    reason: str


def named(columns: Sequence[str], place: int | None) -> str:
    """What a column is called in a message."""
    if place is None:
        return ""
    name = columns[place].strip() if place < len(columns) else ""
    return name or f"column {place + 1}"


def squared(
    raws: Iterable[Raw | Broken], columns: tuple[str, ...], limits: TableLimits
) -> Iterator[Row | Torn]:
    """The rows of a table, without those in which nothing stands."""
    width = len(columns)
    for raw in raws:
        if isinstance(raw, Broken):
            yield Torn(raw.number, named(columns, raw.place), raw.reason, raw.code)
            continue
        number, cells, closely = raw
        if closely or len(cells) != width:
            if any(map(str.strip, cells)):
                yield _closely(number, cells, columns, limits)
        elif cells[0].strip() or any(map(str.strip, cells)):
            yield Row(number, tuple(cells))


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
