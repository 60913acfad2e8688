"""The samples of `tests/exports/`, and small tables made on the spot, as the tables room hands them over."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from coprod_audit import loading
from coprod_audit.errors import InputError
from coprod_audit.forms import Applier, draft, plan, read_map, shape_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Failure, Response
from coprod_audit.table_rows import Head, Row
from tests.conftest import ROOT

EXPORTS = ROOT / "tests" / "exports"
SAMPLES = (
    "microsoft-forms",
    "google-forms",
    "limesurvey",
    "limesurvey-codes",
    "kobotoolbox",
    "qualtrics",
    "qualtrics-numbers",
    "jotform",
)
MALFORMED = tuple(name for name in SAMPLES if (EXPORTS / f"{name}.malformed.csv").is_file())


class Table(NamedTuple):
    """A table as it is handed to the forms."""

    head: Head
    rows: tuple[Row, ...]


@cache
def ladder() -> Questionnaire:
    """The questionnaire that ships."""
    return loading.read_questionnaire()


def sample(name: str) -> Table:
    """An export in `tests/exports/`: the rows with the lines they begin in, further header rows in the head."""
    lines = lines_of(name)
    first = Head(f"{name}.csv", lines[0].cells, ())
    shape = shape_of(first)
    more = shape.more_rows if shape else 0
    head = first._replace(more=tuple(row.cells for row in lines[1 : 1 + more]))
    return Table(head, tuple(lines[1 + more :]))


def lines_of(name: str) -> list[Row]:
    """All rows of an export, headers among them, with the lines they begin in."""
    return list(_lines(EXPORTS / f"{name}.csv"))


def _lines(path: Path) -> Iterator[Row]:
    text = path.read_bytes().decode("utf-8-sig")
    begins = 1
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if '";"' in text else ",", strict=True)
    for cells in reader:
        yield Row(begins, tuple(cells))
        begins = reader.line_num + 1


def expected(name: str) -> list[dict[str, str]]:
    """What the responses of a sample come to, as they were coded from the text."""
    with (EXPORTS / f"{name}.facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(columns: Iterable[str], *rows: Iterable[str]) -> Table:
    """A small table."""
    made = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2))
    return Table(Head("t.csv", tuple(columns), ()), made)


def applied(text: str, given: Table) -> Applier:
    """A map laid over a table."""
    return plan(read_map(text.encode(), "map.yaml", ladder())[0], given.head, ladder())


def mapped(columns: str, more: str = "") -> str:
    """A map with these lines under `columns`, and more keys after them."""
    indented = "\n".join(f"  {line}" for line in columns.strip().splitlines())
    return f"coprod-audit: map/1\nquestionnaire: coprod-ladder 1.0\ncolumns:\n{indented}\n{more}"


def drafted(given: Table) -> str:
    """The map drafted for a table."""
    return draft(given.head, given.rows, ladder())


def responses(applier: Applier, given: Table) -> list[Response | tuple[Failure, ...]]:
    """What every row comes to."""
    return [applier.response(given.head.file, row) for row in given.rows]


def told(results: Iterable[Response | tuple[Failure, ...]]) -> list[str]:
    """The failures, a line each: row, column, code and sentence."""
    return [
        f"{one.row} | {one.column} | {one.code} {one.reason}"
        for result in results
        if not isinstance(result, Response)
        for one in result
    ]


def faults(text: str, given: Table | None = None) -> list[str]:
    """What is wrong with a map, or with how it fits a table: `line:column code sentence`."""
    try:
        read = read_map(text.encode(), "map.yaml", ladder())
        found = read[1] if given is None else (*read[1], *plan(read[0], given.head, ladder()).findings)
    except InputError as error:
        found = error.findings
    return [f"{f.location.line}:{f.location.column} {f.code} {f.message}" for f in found]
