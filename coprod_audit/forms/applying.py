"""From a row of cells to a response: a map is laid over the head of a table once, and then over each of its rows.

Nothing is dropped silently. Columns that the map does not name are one warning for the table; every cell that means
nothing is a failure of its row, all of them in one go.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from coprod_audit.answers import PROJECT_DETAILS, PROJECT_TEXTS, VIEWS, Answer, Answers, Project, Respondent
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.forms.cells import LONGEST, Details, Reason, no_answer, too_long
from coprod_audit.forms.rows_in_a_cell import RowsInACell
from coprod_audit.forms.targets import GROUPS
from coprod_audit.forms.texts import plainly, tidy
from coprod_audit.forms.ticks_in_a_cell import TicksInACell
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.responses import Failure, Response
from coprod_audit.table_rows import Row

KEPT = tuple([(name, f"project.{name}") for name in PROJECT_DETAILS])
COUNTED = ("respondent.size", *(GROUPS + view for view in VIEWS[:-1]))
Fault = tuple[int, Reason]
"""The place of a column, -1 for none, and what is wrong there."""


class OfFact(NamedTuple):
    """A column that answers one fact, with what each text in it means."""

    place: int
    fact: str
    question: Question
    known: dict[str, str]


class Facts(NamedTuple):
    """The columns that answer facts: one by one, and side by side for looking a whole row up at once."""

    columns: tuple[OfFact, ...]
    facts: tuple[str, ...]
    known: tuple[dict[str, str], ...]
    pick: Callable[[tuple[str, ...]], tuple[str, ...]]

    def read(self, cells: tuple[str, ...], faults: "list[Fault]") -> dict[str, str]:
        """What the cells answer; those that mean nothing are added to the faults."""
        found = tuple(map(dict.get, self.known, self.pick(cells)))
        if all(found):
            return dict(zip(self.facts, found, strict=False))  # type: ignore[arg-type] # none of them is None
        if None in found:
            found = tuple([_plainly_known(column, cells[column.place], faults) for column in self.columns])
        return {fact: choice for fact, choice in zip(self.facts, found, strict=False) if choice}


def side_by_side(columns: tuple[OfFact, ...]) -> Facts:
    """The columns as `Facts`."""
    first, *others = [column.place for column in columns] or [0]
    pick = itemgetter(first, *others, first)  # once more at the end: of a single place it would give no tuple
    return Facts(columns, tuple([c.fact for c in columns]), tuple([c.known for c in columns]), pick)


def _plainly_known(column: OfFact, cell: str, faults: "list[Fault]") -> str:
    """What the cell means once blanks, marks and full stops are set aside; "" for nothing, with its fault."""
    choice = column.known.get(cell)
    if choice is None:
        choice = column.known.get(plainly(cell))
    if choice is None:
        faults.append((column.place, no_answer(column.question, cell, column.known)))
    return choice or ""


class Columns(NamedTuple):
    """What stands in which place, 0-based: answers, tables in one cell, details, groups, the key, notes and evidence."""

    facts: Facts
    tables: tuple[tuple[int, RowsInACell | TicksInACell], ...]
    fields: tuple[tuple[int, str], ...]
    groups: tuple[tuple[int, str], ...]
    key: int | None
    notes: tuple[tuple[int, str], ...]
    evidence: tuple[tuple[int, str], ...]

    @property
    def texts(self) -> tuple[int, ...]:
        """The places of texts that no table of meanings looks at."""
        key = () if self.key is None else (self.key,)
        return (*key, *[place for place, _ in (*self.groups, *self.notes, *self.evidence)])


class _Read(NamedTuple):
    """What a row says, and what is wrong with it."""

    facts: dict[str, str]
    fields: dict[str, str]
    faults: list[Fault]


class Applier(NamedTuple):
    """A map laid over one table. `findings` are warnings about the table as a whole.

    `finished` is the place of the column that says whether a respondent came to the end, `complete` what it then says.
    """

    questionnaire: Questionnaire
    headers: tuple[str, ...]
    columns: Columns
    details: Details
    defaults: Mapping[str, str]
    complete: frozenset[str]
    finished: int | None
    findings: tuple[Finding, ...]

    def response(self, file: str, row: Row) -> Response | tuple[Failure, ...]:
        """The response in a row, or every reason why there is none."""
        facts, fields, faults = self._read(row)
        respondent, reason = respondent_of(fields)
        if reason is not None:
            faults.append((-1, reason))
        for place in self.columns.texts:
            if len(row.cells[place]) > LONGEST:
                faults.append((place, too_long(row.cells[place])))
        if faults:
            return tuple(
                [self._failure(file, row.number, *fault) for fault in sorted(faults, key=itemgetter(0))]
            )
        return Response(
            *(file, row.number, self._project(file, row, fields), respondent.view or "", respondent.people),
            claims=fields.get("project.claims"),
            intends=fields.get("project.intends"),
            facts=facts,
        )

    def answers(self, row: Row) -> Answers:
        """The whole of a row that is a response, with its notes and evidence, for a report.

        A note beside a question that was not answered has nothing to stand by and is left out.
        """
        facts, fields, _ = self._read(row)
        notes = {fact: row.cells[place].strip() for place, fact in self.columns.notes}
        evidence = {fact: _lines(row.cells[place]) for place, fact in self.columns.evidence}
        given = tuple(
            [
                (fact, Answer(facts[fact], notes.get(fact, ""), evidence.get(fact, ())))
                for fact in self.questionnaire.by_fact
                if fact in facts
            ]
        )
        title, organisation, short, people, unit, about = [
            fields.get(f"project.{n}", "") for n in PROJECT_TEXTS
        ]
        project = Project(
            *(title, organisation, short, people, unit, about),
            claims=fields.get("project.claims"),
            intends=fields.get("project.intends"),
            date=fields.get("project.date", ""),
        )
        return Answers(
            self.questionnaire.id, self.questionnaire.version, project, respondent_of(fields)[0], given
        )

    def unfinished(self, row: Row) -> bool:
        """Whether the tool says that this respondent broke off; judged like any other, and counted in a warning."""
        place = self.finished
        if place is None:
            return False
        said = plainly(row.cells[place])
        return said not in self.complete if self.complete else not said

    def _read(self, row: Row) -> _Read:
        faults: list[Fault] = []
        cells = row.cells
        facts = self.columns.facts.read(cells, faults)
        for place, table in self.columns.tables:
            given, reasons = table.read(cells[place])
            facts.update(given)
            faults += [(place, reason) for reason in reasons]
        return _Read(facts, self._details_of(cells, faults), faults)

    def _details_of(self, cells: tuple[str, ...], faults: list[Fault]) -> dict[str, str]:
        """The details, with what stands for those that are blank; what is wrong is added to the faults."""
        fields = dict(self.defaults)
        for place, name in self.columns.fields:
            if cells[place]:
                value, reason = self.details.value(name, cells[place])
                if reason is not None:
                    faults.append((place, reason))
                elif value:
                    fields[name] = value
        return fields

    def _project(self, file: str, row: Row, fields: Mapping[str, str]) -> dict[str, str]:
        """What is kept of the project, by field: the groups, and the key that says which rows belong together.

        A row that names neither key nor title stands for itself.
        """
        found = {name: fields[field] for name, field in KEPT if field in fields}
        for place, name in self.columns.groups:
            if text := tidy(row.cells[place]):
                found[name] = text
        key = "" if self.columns.key is None else tidy(row.cells[self.columns.key])
        found["key"] = key or found.get("title", "") or f"{file}:{row.number}"
        return found

    def _failure(self, file: str, number: int, place: int, reason: Reason) -> Failure:
        column = "" if place < 0 else self.headers[place] or f"column {place + 1}"
        return Failure(file, number, column, *reason)


def unfinished_finding(file: str, rows: int) -> Finding:
    """The warning for a table in which so many respondents broke off."""
    many = (
        "1 row was not finished by whoever answered and is"
        if rows == 1
        else f"{rows:,} rows were not finished by whoever answered and are"
    )
    message = f"{many} judged like any other; what was not answered counts as not asked"
    return Finding("M012", message, Location(file), "warning")


def respondent_of(fields: Mapping[str, str]) -> tuple[Respondent, Reason | None]:
    """Who answered, and what does not fit together in that."""
    counted = tuple([(name, fields[name]) for name in COUNTED if name in fields])
    return _who(fields.get("respondent.view", ""), counted)


@lru_cache(maxsize=1_000)
def _who(said: str, counted: tuple[tuple[str, str], ...]) -> tuple[Respondent, Reason | None]:
    view, numbers = next((view for view in VIEWS if view == said), None), dict(counted)
    size = int(numbers.get("respondent.size", "0")) or None
    of_each = [(one, int(numbers.get(GROUPS + one, "0"))) for one in VIEWS[:-1]]
    groups = tuple([(one, number) for one, number in of_each if number])
    together = sum(number for _, number in groups)
    if groups and view != "mixed":
        message = f"the groups come to {together} where the view is {quoted(said)}, and only a mixed one has groups; put the view right, or empty the cells"
        return Respondent(view, size), ("M026", message)
    if groups and size is not None and size != together:
        message = f"the groups come to {together}, and the size says {size}; make them agree"
        return Respondent(view, size), ("M026", message)
    return Respondent(view, size, groups), None


def _lines(cell: str) -> tuple[str, ...]:
    return tuple([line.strip() for line in cell.splitlines() if line.strip()])
