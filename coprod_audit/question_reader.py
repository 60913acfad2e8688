"""Reads questions: first everything but conditions, so that every condition can know every question."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from coprod_audit.condition_reader import Budget, Scope, read_condition
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Condition
from coprod_audit.faults import quoted
from coprod_audit.fields import Field, few
from coprod_audit.guard import Limits
from coprod_audit.names import Names, Scale, derived_facts
from coprod_audit.questionnaire import IN_PLACE, NOT_IN_PLACE, PARTLY, Choice, Question, Row, Section

_NEEDED: Final = ("id", "section", "ask", "choices")
_TEXTS: Final = ("easy", "why", "evidence", "facilitator", "source", "covers", "if-unknown", "dont-know")
_SETTINGS: Final = ("kind", "matters-from", "not-applicable", "rows", "rows-of", "row-when", "changed")
_OPTIONAL: Final = (*_TEXTS, *_SETTINGS)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDERS = ("people", "People", "organisation", "Organisation")
_ROW_PLACEHOLDERS = ("row", "Row")
_LONG_FORM = ("answer", "date", "note", "evidence")
_NUMBERS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,9}")
_KINDS: Final = ("choice", "table", "several")
SEVERAL: Final = "several"
"""The kind of question in which any number of rows can be ticked."""

OUTSIDE: Final = "outside"
"""The rank of a choice that is not on the scale."""


class Draft(NamedTuple):
    """A question without its conditions, and the fields that hold them and its place."""

    question: Question
    field: Field
    rows_of: Field
    row_when: Field


def scope_of(questions: Sequence[Question], rungs: tuple[str, ...], limits: Limits) -> Scope:
    """What conditions can speak of: the facts of these questions, and those that are worked out."""
    asked = {fact: _scale(question) for question in questions for fact in question.facts}
    tables = {one.id: tuple([row.id for row in one.rows]) for one in questions if one.rows}
    return Scope({**asked, **derived_facts(rungs)}, tables, {}, Budget(), parts=limits.parts)


def _scale(question: Question) -> Scale:
    """What the facts of a question can be."""
    ranks = {choice.id: choice.rank for choice in question.choices}
    return Scale(ranks, not_applicable=question.not_applicable)


def read_section(field: Field, names: Names) -> Section:
    """One section of the interview."""
    record = field.mapping("id", "title", optional=("aloud", "reading", "optional"))
    return Section(
        names.new(record["id"], "section"),
        record["title"].text(),
        record["aloud"].text(),
        record["reading"].yes(),
        record["optional"].yes(),
    )


def read_question(field: Field, names: Names) -> Draft:
    """One question, its conditions left for `finish`."""
    record = field.mapping(*_NEEDED, optional=_OPTIONAL)
    name = names.new(record["id"], "question")
    kind = record["kind"].choice(_KINDS, "Q028", "kind of question", "there are")
    table = kind in ("table", SEVERAL)
    ask = record["ask"].text()
    question = Question(
        id=name,
        section=names.one(record["section"], "section", "Q007", "the sections are"),
        ask=ask,
        easy=record["easy"].text() or ask,
        why=record["why"].text(),
        evidence=record["evidence"].text(),
        facilitator=record["facilitator"].text(),
        source=names.sources(record["source"]),
        covers=record["covers"].texts(),
        matters_from=names.one(record["matters-from"], "rung", "Q003", "the ladder has") or None,
        not_applicable=record["not-applicable"].yes(),
        if_unknown=_says(record["if-unknown"], table=table),
        choices=_choices(record["choices"], name, names, table=table),
        rows=tuple(
            [_row(item, name, names) for item in few(record["rows"].items(), names.limits.rows, "rows")]
        ),
        changed=_changed(record["changed"], name, names),
        dont_know=record["dont-know"].text(),
        several=kind == SEVERAL,
    )
    _check_kind(field, record, table=table)
    _check_ticks(record, question)
    _check_practice(record, question, names)
    return Draft(question, field, record["rows-of"], record["row-when"])


def _changed(field: Field, question: str, names: Names) -> str:
    found = field.text()
    if found and not _NUMBERS.fullmatch(found):
        message = f"'changed' is {quoted(found)}; write the version in which the question changed, in numbers and dots, as in \"1.1\""
        field.note("Q036", message)
        return ""
    if found:
        names.also(question, "changed question", field.at)
    return found


def _check_kind(field: Field, record: dict[str, Field], *, table: bool) -> None:
    given = [key for key in ("rows", "rows-of") if record[key].value]
    if table and len(given) != 1:
        field.note("Q028", "a table needs its rows; write either 'rows' or 'rows-of'")
    for key in (*given, "row-when"):
        if not table and not record[key].blank:
            record[key].note(
                "Q028", f"'{key}' for a question that is no table; write 'kind: table'", record[key].key_at
            )


def _check_ticks(record: dict[str, Field], question: Question) -> None:
    """Q037 where several can be ticked, and what a tick says is not two choices, of rank 0 and 1."""
    ranks = [choice.rank for choice in question.choices]
    if question.several and ranks != [0, 1] and ranks:
        message = "a question of kind 'several' has two choices: what no tick says (rank 0) and what a tick says (rank 1)"
        record["choices"].note("Q037", message, record["choices"].key_at)
    for key in ("row-when", "not-applicable", "rows-of"):
        if question.several and not record[key].blank:
            message = f"'{key}' for a question of kind 'several'; take it out, or write 'kind: table'"
            record[key].note("Q037", message, record[key].key_at)


def _check_practice(record: dict[str, Field], question: Question, names: Names) -> None:
    if question.matters_from is None:
        return
    names.also(question.id, "practice question", record["id"].at)
    found = {choice.id: choice.rank for choice in question.choices}
    if found != {IN_PLACE: 2, PARTLY: 1, NOT_IN_PLACE: 0}:
        message = f"a question with 'matters-from' has the choices {NOT_IN_PLACE} (rank 0), {PARTLY} (1) and {IN_PLACE} (2), and no others"
        record["choices"].note("Q017", message, record["choices"].key_at)


def _row(field: Field, question: str, names: Names) -> Row:
    record = field.mapping("id", "label", optional=("easy", "help"))
    label = record["label"].text()
    row = names.new(record["id"], f"row of {question}")
    if row in _LONG_FORM:
        record["id"].note("Q001", f"{quoted(row)} is a key of the answers file; give the row another id")
    return Row(row, label, record["easy"].text() or label, record["help"].text())


def _choices(field: Field, question: str, names: Names, *, table: bool) -> tuple[Choice, ...]:
    choices = [
        _choice(item, question, names, table=table)
        for item in few(field.items(), names.limits.choices, "choices")
    ]
    ranks = sorted([choice.rank for choice in choices if choice.rank is not None])
    if ranks != list(range(len(ranks))):
        found = ", ".join(map(str, ranks))
        field.note(
            "Q014",
            f"the ranks are {found}; number them 0, 1, 2 and so on, each once, lowest first",
            field.key_at,
        )
    if len(choices) < 2 and isinstance(field.value, list):
        found = "one choice" if choices else "no choices"
        field.note("Q022", f"a question with {found}; offer at least two", field.key_at)
    return tuple(sorted(choices, key=lambda c: len(choices) if c.rank is None else c.rank))


def _choice(field: Field, question: str, names: Names, *, table: bool) -> Choice:
    record = field.mapping("id", "rank", "label", "says", optional=("easy",))
    name = names.new(record["id"], f"choice of {question}")
    if name in (UNKNOWN, NOT_APPLICABLE):
        record["id"].note(
            "Q001", f"{quoted(name)} is always possible or allowed by a key; give the choice another id"
        )
    label = record["label"].text()
    return Choice(
        name, _rank(record["rank"]), label, record["easy"].text() or label, _says(record["says"], table=table)
    )


def _rank(field: Field) -> int | None:
    if field.value == OUTSIDE:
        return None
    if isinstance(field.value, str) and not field.value.isdecimal():
        field.note(
            "Q014",
            f"the rank {quoted(field.value)}; write a number, lowest 0, or 'outside' for off the scale",
        )
        return None
    return field.number(0, 1_000)


def _says(field: Field, *, table: bool) -> str:
    """A sentence with placeholders. Q023 for one that nobody fills."""
    text = field.text()
    known = (*_PLACEHOLDERS, *_ROW_PLACEHOLDERS) if table else _PLACEHOLDERS
    for found in _PLACEHOLDER.findall(text):
        if found not in known:
            listed = ", ".join(f"{{{name}}}" for name in known)
            field.note("Q023", f"nothing fills {quoted('{' + found + '}')}; here one can write {listed}")
    return text


def with_rows(draft: Draft, tables: dict[str, Question], names: Names) -> Draft:
    """The draft with the rows it borrows. Q028 where it borrows from a question that has none of its own."""
    if draft.rows_of.blank:
        return draft
    lender = draft.rows_of.choice(tables, "Q028", "table", "tables with rows of their own are")
    rows = tables[lender].rows if lender else ()
    for row in rows:
        names.also(row.id, f"row of {draft.question.id}", draft.rows_of.at)
    return draft._replace(question=draft.question._replace(rows=rows))


def finish(draft: Draft, scope: Scope) -> Question:
    """The whole question: `row-when` is read once for each row."""
    question = draft.question
    if draft.row_when.blank:
        return question
    when: list[tuple[str, Condition]] = [
        (row.id, read_condition(draft.row_when, scope._replace(row=row.id))) for row in question.rows
    ]
    return question._replace(row_when=tuple(when))
