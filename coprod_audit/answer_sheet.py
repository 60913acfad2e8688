"""The shape of an answers file: what stands in it and where, not yet held against a questionnaire.

What is blank was not asked: a file with every question and no answer loads, and is filled in bit by bit.
"""

import re
from typing import Final, NamedTuple

from coprod_audit.answers import PROJECT_TEXTS, VIEWS, Answer, OffTheTable, Project, Respondent, View
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Origin, quoted
from coprod_audit.fields import LOST, Field
from coprod_audit.guard import ANSWERS_LIMITS, Limits, raising

FORMAT: Final = "answers/1"

LONG_FORM: Final = ("answer", "date", "note", "evidence")
"""The keys of an answer in its long form; no row can be called so."""

PARTS: Final = ("coprod-audit", "project", "respondent", "answers", "set-aside", "ask-again")
"""What an answers file may hold beside its questionnaire."""

_LONG = frozenset(LONG_FORM)
_NAME = re.compile(r"([a-z0-9-]{1,64}) ([A-Za-z0-9._+-]{1,40})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PROJECT = (*PROJECT_TEXTS, "off-the-table", "claims", "intends", "date", "made-up", "coded-from")


class Given(NamedTuple):
    """One answer as it stands in the file: `row` is None where the question was answered as a whole.

    `under` is the field of the whole question, `field` that of this answer; without rows the same. Where a list stands
    in the place of a choice, `ticked` are its entries, and the answer's choice is "".
    """

    question: str
    row: str | None
    answer: Answer
    field: Field
    under: Field
    ticked: tuple[Field, ...] | None = None

    @property
    def fact(self) -> str:
        """The address of what is answered, whether or not a questionnaire knows it."""
        return self.question if self.row is None else f"{self.question}.{self.row}"


class Sheet(NamedTuple):
    """An answers file of the right shape, not yet held against a questionnaire.

    `again` are the facts to ask again, each with its field; `places` the fields that `match` may have to point at;
    `faults` what was found so far.
    """

    questionnaire: str
    version: str
    project: Project
    respondent: Respondent
    given: tuple[Given, ...]
    set_aside: tuple[Given, ...]
    again: tuple[tuple[str, Field], ...]
    places: dict[str, Field]
    faults: Faults


def parse(data: bytes, path: str, *, limits: Limits = ANSWERS_LIMITS) -> Sheet:
    """The shape of the file, its faults in `faults`: nothing is raised, whatever the bytes."""
    with no_collecting():
        return sheet_of(read_document(data, Origin(path, Faults()), limits), limits)


def sheet_of(top: Field, limits: Limits) -> Sheet:
    """The shape of an answers file that has been read as far as its fields; its faults join those of the fields."""
    faults = top.origin.faults
    if faults.fatal or not top.format(FORMAT):
        return no_sheet(faults)
    return shaped(top, top.mapping("questionnaire", optional=PARTS, called="the file"), limits)


def no_sheet(faults: Faults) -> Sheet:
    """What stands for a sheet where nothing could be read."""
    return Sheet("", "", Project(), Respondent(), (), (), (), {}, faults)


def shaped(top: Field, record: dict[str, Field], limits: Limits) -> Sheet:
    """The shape of what stands under the keys `questionnaire` and `PARTS` of a mapping; other keys may stand beside them."""
    name, version = _questionnaire(record["questionnaire"])
    project = record["project"].mapping(optional=_PROJECT)
    respondent = record["respondent"].mapping(optional=("view", "size", "groups"))
    return Sheet(
        *(name, version, _project(project), _respondent(respondent)),
        given=_all_given(record["answers"], limits),
        set_aside=_all_given(record["set-aside"], limits),
        again=tuple([(fact, item) for item in record["ask-again"].items() if (fact := item.text())]),
        places={"top": top, **record, **project, **respondent},
        faults=top.origin.faults,
    )


def _questionnaire(field: Field) -> tuple[str, str]:
    found = _NAME.fullmatch(field.text())
    if found:
        return found[1], found[2]
    if isinstance(field.value, str):
        message = (
            f"the questionnaire {quoted(field.value)}; write its id and version, as in 'coprod-ladder 1.0'"
        )
        field.note("A013", message)
    return "", ""


def _project(record: dict[str, Field]) -> Project:
    title, organisation, short, people, unit, about = [record[name].text() for name in PROJECT_TEXTS]
    off = record["off-the-table"]
    return Project(
        *(title, organisation, short, people, unit, about),
        off_the_table=None if off.value is None else tuple([_off_the_table(f) for f in off.entries()]),
        claims=record["claims"].text() or None,
        intends=record["intends"].text() or None,
        date=_date(record["date"]),
        made_up=record["made-up"].yes(),
        coded_from=record["coded-from"].text(),
    )


def _off_the_table(field: Field) -> OffTheTable:
    what = field.key.text() if field.key else ""
    if field.blank:
        field.note("D021", f"{field.name} is empty; write after the colon who fixed it", field.key_at)
    return OffTheTable(what, field.text())


def _date(field: Field) -> str:
    text = field.text()
    if text and not is_day(text):
        message = f"the date {quoted(text)}; write a day that there is, as year-month-day: '2016-05-01'"
        field.note("A005", message)
    return text


def is_day(text: str) -> bool:
    """Whether the text is a day that there is, as in 2016-05-01."""
    if not _DATE.fullmatch(text):
        return False
    year, month, day = map(int, text.split("-"))
    return year > 0 and 0 < month < 13 and 0 < day <= _days(year, month)


def _days(year: int, month: int) -> int:
    """How many days a month has. `datetime` knows as well, and would have to be imported first."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _respondent(record: dict[str, Field]) -> Respondent:
    groups = [(_view(f.key, VIEWS[:-1]), f) for f in record["groups"].entries() if f.key is not None]
    for _, field in groups:
        if field.blank:
            field.note(
                "D021", f"{field.name} is empty; write after the colon how many there were", field.key_at
            )
    numbers = [(view, field.number()) for view, field in groups]
    if numbers and all(number == 0 for _, number in numbers):
        message = "the groups come to nobody; write how many there were of each, or take the groups out"
        record["groups"].note("A007", message, record["groups"].key_at)
    sizes = tuple([(view, number or 0) for view, number in numbers if view is not None])
    return Respondent(_view(record["view"], VIEWS), record["size"].number(1), sizes)


def _view(field: Field, views: tuple[View, ...]) -> View | None:
    found = field.choice(views, "A006", "view", "there are")
    return next((view for view in views if view == found), None)


def _all_given(field: Field, limits: Limits) -> tuple[Given, ...]:
    given = list[Given]()
    for entry in field.entries():
        given += _given(entry, limits.evidence)
    return tuple(given)


def _given(field: Field, most_evidence: int) -> list[Given]:
    """The answers under one question: one, or one a row; none where nothing was filled in."""
    question = field.key.text() if field.key else ""
    value = field.value
    if isinstance(value, str):  # what `_answer` comes to as well; most answers are one word
        return [Given(question, None, Answer(value), field, field)] if value else []
    if isinstance(value, list):
        return [Given(question, None, Answer(""), field, field, _ticked(field))]
    if not isinstance(value, dict) or "answer" in value or value.keys() <= _LONG:
        return _as_a_whole(question, field, most_evidence)
    given = []
    for row, inner in value.items():
        if row == LOST:
            continue
        word = inner.value
        answer = Answer(word) if isinstance(word, str) and word else _answer(inner, most_evidence)
        if answer is not None:
            given.append(Given(question, row, answer, inner, field))
    return given


def _as_a_whole(question: str, field: Field, most_evidence: int) -> list[Given]:
    """The answer to a question without rows; in the long form a list can stand for what is ticked."""
    answer = field.value.get("answer") if isinstance(field.value, dict) else None
    if answer is not None and isinstance(answer.value, list):
        given = _long_form(field.mapping(optional=LONG_FORM), "", most_evidence)
        return [Given(question, None, given, field, field, _ticked(answer))]
    one = _answer(field, most_evidence)
    return [] if one is None else [Given(question, None, one, field, field)]


def _ticked(field: Field) -> tuple[Field, ...]:
    return tuple([item for item in field.items() if item.text()])


def _answer(field: Field, most_evidence: int) -> Answer | None:
    """Short form or long form; None for a blank."""
    value = field.value
    if isinstance(value, str):
        return Answer(value) if value else None
    if not isinstance(value, dict):
        field.text()
        return None
    record = field.mapping(optional=LONG_FORM)
    given = _long_form(record, record["answer"].text(), most_evidence)
    if not given.choice and given != Answer(""):
        has = "a note or evidence" if given.note or given.evidence else "a date"
        message = f"{field.name} has {has} and no answer; write 'answer: unknown' if nobody could say"
        field.note("D021", message, field.key_at)
    return given if given.choice else None


def _long_form(record: dict[str, Field], choice: str, most_evidence: int) -> Answer:
    """The choice with what stands beside it."""
    note, evidence, day = record["note"].text(), record["evidence"].texts(), _date(record["date"])
    if len(evidence) > most_evidence:
        message = _too_much(len(evidence), most_evidence)
        record["evidence"].note("A015", message, record["evidence"].key_at)
    return Answer(choice, note, evidence, day)


def _too_much(evidence: int, most: int) -> str:
    advice = f"name the best, or {raising('evidence', most, evidence)}"
    return f"{evidence} pieces of evidence; at most {most} are taken, so {advice}"
