"""What a map says, as frozen values: `map_reader` makes one from a file, `native_map` from a table that needs none."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from coprod_audit.faults import Faults, quoted
from coprod_audit.findings import Location
from coprod_audit.forms.shapes import Shape
from coprod_audit.forms.targets import Target, facts_of
from coprod_audit.questionnaire import Questionnaire

Dates = Literal["iso", "day-first", "month-first"]
Numbers = Literal["no", "yes", "from 1"]

DATES: Final[tuple[Dates, ...]] = ("iso", "day-first", "month-first")
NUMBERS: Final[tuple[Numbers, ...]] = ("no", "yes", "from 1")

EVERYTHING: Final = "all"
"""Under `answers`, what is said of every question."""


class Column(NamedTuple):
    """What one column is: named by its header, or by its number from 1 where that says too little."""

    header: str
    number: int | None
    target: Target
    at: Location

    @property
    def named(self) -> str:
        """The column in quotes, as the map names it."""
        return f"column {self.number}" if self.number else quoted(self.header)


class FormMap(NamedTuple):
    """A whole map. `answers` gives for a fact, a question, a detail or `all` which text is which choice.

    The texts are kept as they are compared; "" is what was not asked. `skip_rows` is None where the map does not say
    how many header rows follow the first; `shape` is None where it does not say which tool exported the table.
    """

    path: str
    columns: tuple[Column, ...]
    answers: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, str]
    shape: Shape | None = None
    skip_rows: int | None = None
    dates: Dates = "iso"
    numbers: Numbers = "no"


def note_twice(columns: Iterable[Column], questionnaire: Questionnaire, faults: Faults) -> None:
    """M002 for two columns that are the same thing, a table in one cell and a row of it in another among them."""
    taken: dict[tuple[str, str], Column] = {}
    for column in columns:
        facts = facts_of(column.target, questionnaire)
        things = [("fact", fact) for fact in facts] or [(column.target.kind, column.target.name)]
        if column.target.kind == "ignored":
            continue
        first = next((taken[thing] for thing in things if thing in taken), None)
        if first is not None:
            message = f"{column.named} is {column.target.written}, and so is {first.named}; keep one of the two and write 'ignored' for the other"
            faults.note("M002", message, column.at)
        taken.update(dict.fromkeys(things, column))
