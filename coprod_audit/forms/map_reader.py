"""Makes a map from the text of its file, reporting every fault in one run, each at its place.

What the file says is held against the questionnaire here, and against a table only in `applying.plan`: one map
may serve the exports of many months.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Known, Origin, no_such, quoted
from coprod_audit.fields import Field
from coprod_audit.findings import Finding, Location
from coprod_audit.forms.cells import Details, detail_wordings
from coprod_audit.forms.form_map import DATES, EVERYTHING, NUMBERS, Column, FormMap, note_twice
from coprod_audit.forms.shapes import SHAPES, shape_called
from coprod_audit.forms.targets import FIELDS, Target, group_of, known_targets, target_of
from coprod_audit.forms.texts import plainly
from coprod_audit.forms.wordings import NOT_ASKED
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.questionnaire import Questionnaire

FORMAT: Final = "map/1"

_NAME = re.compile(r"([a-z0-9-]{1,64}) ([A-Za-z0-9._+-]{1,40})")
_PLACE = re.compile(r"column ([1-9][0-9]{0,6})")
_UNCHECKED = re.compile(r"^[^#]*[^\s#].*\s# to be checked\b")
_NEEDED = ("questionnaire", "columns")
_OPTIONAL = ("coprod-audit", "form", "skip-rows", "dates", "numbers", "answers", "defaults")
_MOST_HEADER_ROWS = 20
_DETAILS = ("respondent.view", "project.claims", "project.intends")


def read_map(
    data: bytes, path: str, questionnaire: Questionnaire, *, limits: Limits = ANSWERS_LIMITS
) -> tuple[FormMap, tuple[Finding, ...]]:
    """The map in a file, and warnings that do not stand in the way. Raises `InputError` with every fault."""
    faults = Faults()
    with no_collecting():
        top = read_document(data, Origin(path, faults), limits)
        if faults.fatal or not top.format(FORMAT):
            faults.stop()
        form_map = _read(top, path, questionnaire, faults)
        faults.stop()
    unchecked = _unchecked(data.decode("utf-8", "replace"), path)
    return form_map, faults.warnings + ((unchecked,) if unchecked else ())


def _unchecked(text: str, path: str) -> Finding | None:
    """M014 for lines of a draft that are used as they stand though nobody has looked at them."""
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if _UNCHECKED.search(line)]
    if not lines:
        return None
    many = "1 line of the map still says" if len(lines) == 1 else f"{len(lines):,} lines of the map still say"
    which = f"line {lines[0]}" if len(lines) == 1 else f"the first is line {lines[0]}"
    message = f"{many} 'to be checked', and {'is' if len(lines) == 1 else 'are'} used as drafted ({which}); look at each, put it right, and take the remark away"
    return Finding("M014", message, Location(path, lines[0]), "warning")


def _read(top: Field, path: str, questionnaire: Questionnaire, faults: Faults) -> FormMap:
    record = top.mapping(*_NEEDED, optional=_OPTIONAL, called="the file")
    _check_questionnaire(record["questionnaire"], questionnaire)
    columns = tuple([_column(field, questionnaire) for field in record["columns"].entries()])
    note_twice(columns, questionnaire, faults)
    dates = record["dates"].choice(DATES, "M010", "way of writing dates", "there are")
    numbers = record["numbers"].choice(NUMBERS, "M010", "way of counting choices", "there are")
    form = record["form"].choice([shape.id for shape in SHAPES], "M010", "form tool", "known are")
    answers = _Answers(questionnaire, record["answers"])
    details = Details(questionnaire, answers.read, next((d for d in DATES if d == dates), "iso"))
    return FormMap(
        *(path, columns, answers.read),
        defaults=dict(_defaults(record["defaults"], details)),
        shape=shape_called(form),
        skip_rows=record["skip-rows"].number(0, _MOST_HEADER_ROWS),
        dates=details.dates,
        numbers=next((n for n in NUMBERS if n == numbers), "no"),
    )


def _check_questionnaire(field: Field, questionnaire: Questionnaire) -> None:
    """M009 for a map to another questionnaire, M029 for one to another version of it."""
    expected = f"'{questionnaire.id} {questionnaire.version}'"
    found = _NAME.fullmatch(field.text())
    if found is None or found[1] != questionnaire.id:
        if isinstance(field.value, str) and field.value:
            message = f"this is a map to {quoted(field.value)}, and the questionnaire is {expected}; write that here, or name theirs with --questionnaire"
            field.note("M009", message)
    elif found[2] != questionnaire.version:
        message = f"this is a map to version {quoted(found[2])}, read with {expected}; check it and write the new version here"
        field.origin.faults.note("M029", message, field.at, "warning")


def _column(field: Field, questionnaire: Questionnaire) -> Column:
    header = field.key.text() if field.key else ""
    place = _PLACE.fullmatch(header)
    number = int(place[1]) if place else None
    return Column(header, number, _target(field, questionnaire), field.key_at)


def _target(field: Field, questionnaire: Questionnaire) -> Target:
    """What the column is; for what there is not, M001 and a column that counts as ignored."""
    if isinstance(field.value, dict):  # `Region: {group: region}` needs no quotation marks
        name = field.mapping("group")["group"].text()
        found, said = group_of(name), f"group: {name}"
    else:
        said = " ".join(field.text().split())
        found = target_of(said, questionnaire)
    if found is None and said.startswith("group:"):
        field.note(
            "M001",
            f"a group cannot be called {quoted(said[6:].strip())}; choose another name, not that of a detail",
        )
    elif found is None and said:
        field.note("M001", no_such("thing", said, known_targets(questionnaire), "there are"))
    elif found is None and field.value is None:
        field.note("M001", f"{field.name} is nothing; write what it is, or 'ignored'", field.key_at)
    return found or Target("ignored")


class _Answers:
    """What the texts of cells mean, as the map says; `read` holds it by fact, question, detail or `all`."""

    def __init__(self, questionnaire: Questionnaire, field: Field) -> None:
        self.questionnaire = questionnaire
        self.read: dict[str, dict[str, str]] = {}
        for entry in field.entries():
            for name in (entry.key.text() if entry.key else "").split(","):
                self._of(name.strip(), entry)

    def _of(self, name: str, entry: Field) -> None:
        choices = self._choices(name)
        if choices is None:
            known = (EVERYTHING, *self.questionnaire.by_id, *self.questionnaire.by_fact, *_DETAILS)
            entry.origin.faults.note_no_such(
                "M005", name, Known("question", known, "there are"), entry.key_at
            )
            return
        texts = self.read.setdefault(name, {})
        for field in entry.entries():
            self._text(name, texts, field, choices)

    def _text(self, name: str, texts: dict[str, str], field: Field, choices: Collection[str]) -> None:
        """M006 for a choice that there is not, M007 for a text that already means something else."""
        said, choice = plainly(field.key.text() if field.key else ""), field.text()
        if field.value is None:
            field.note(
                "M006", f"{field.name} means nothing yet; write the choice, or '{NOT_ASKED}'", field.key_at
            )
        elif choice not in choices:
            field.note("M006", no_such("choice", choice, choices, f"{name} has"))
        elif texts.setdefault(said, "" if choice == NOT_ASKED else choice) != (
            "" if choice == NOT_ASKED else choice
        ):
            other = texts[said] or NOT_ASKED
            message = f"{field.name} is {choice} here and {other} further up, and case, blanks and full stops do not count; keep one"
            field.note("M007", message, field.key_at)

    def _choices(self, name: str) -> tuple[str, ...] | None:
        """What a cell of this may mean; None where there is no such thing."""
        if name == EVERYTHING:
            return (UNKNOWN, NOT_APPLICABLE, NOT_ASKED)
        if name in _DETAILS:
            return (*[known for known in detail_wordings(self.questionnaire, name) if known], NOT_ASKED)
        question = self.questionnaire.by_id.get(name)
        if question is None and name in self.questionnaire.by_fact:
            question = self.questionnaire.question_of(name)
        if question is None:
            return None
        reserved = (UNKNOWN, NOT_APPLICABLE) if question.not_applicable else (UNKNOWN,)
        return (*[choice.id for choice in question.choices], *reserved, NOT_ASKED)


def _defaults(field: Field, details: Details) -> Iterator[tuple[str, str]]:
    """What stands where the table says nothing. M008 for what is no detail, or says what it cannot."""
    for entry in field.entries():
        name, said = entry.key.text() if entry.key else "", entry.text()
        if name not in FIELDS:
            entry.origin.faults.note_no_such("M008", name, Known("detail", FIELDS, "there are"), entry.key_at)
            continue
        value, reason = details.value(name, said)
        if reason:
            entry.note("M008", reason[1])
        elif value:
            yield name, value
