"""Answers that came as JSON, as a response: the short way for what is as expected, and nothing else.

Whatever surprises is left to the reader that everybody uses (`answers_reader`), which says what is wrong and where. So
what this takes, that reader takes too, and makes the same of it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from coprod_audit.answer_sheet import FORMAT, is_day
from coprod_audit.answers import PROJECT_DETAILS, VIEWS, Answers, Respondent
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.quick import Alphabet, Packed, Remembered, alphabet_of
from coprod_audit.responses import Response

_RUNGS = frozenset(("claims", "intends"))
_PEOPLE = {view: Respondent(view).people for view in VIEWS if view != "mixed"}
_LONGEST = ANSWERS_LIMITS.characters  # no text of a project is over its limit where all together are not
_NONE: dict[str, str] = {}


class _Shape(NamedTuple):
    """Which questions are answered in which order: the bytes for each, and what puts them into the usual order."""

    codes: tuple[Mapping[str, int], ...]
    pick: Callable[[bytes], tuple[int, ...]] | None


class _Group(NamedTuple):
    """The single questions, or the rows of a table, with the shapes that their answers had so far."""

    table: str
    shapes: Mapping[tuple[str, ...], _Shape]


class Flat(NamedTuple):
    """What is looked up for each line, made once for a questionnaire.

    `several` are the questions in which several can be ticked, with what no tick says and what a tick says.
    """

    written_for: str
    single: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, tuple[str, frozenset[str]]]]
    rungs: frozenset[str]
    alphabet: Alphabet | None
    groups: tuple[_Group, ...]
    several: Mapping[str, tuple[str, ...]]


def flat_of(questionnaire: Questionnaire) -> Flat:
    """What a questionnaire allows, by question and row."""
    questions, alphabet = questionnaire.questions, alphabet_of(questionnaire)
    return Flat(
        f"{questionnaire.id} {questionnaire.version}",
        {one.id: one.possible for one in questions if not one.rows},
        {
            one.id: {row.id: (fact, one.possible) for row, fact in zip(one.rows, one.facts, strict=True)}
            for one in questions
            if one.rows
        },
        frozenset(rung.id for rung in questionnaire.ladder.rungs),
        alphabet,
        tuple(_groups(questionnaire, alphabet)) if alphabet is not None else (),
        {one.id: tuple(choice.id for choice in one.choices) for one in questions if one.several},
    )


def _groups(questionnaire: Questionnaire, alphabet: Alphabet) -> Iterator[_Group]:
    """The groups, the last of the alphabet first: single questions are what is left when tables are taken away."""

    def codes(question: Question) -> Mapping[str, int]:
        return {word: alphabet.codes[word] for word in question.possible}

    for table in reversed(questionnaire.questions):
        if table.rows:
            yield _Group(table.id, Remembered(partial(_shape, {row.id: codes(table) for row in table.rows})))
    single = {one.id: codes(one) for one in questionnaire.questions if not one.rows}
    yield _Group("", Remembered(partial(_shape, single)))


def _shape(group: Mapping[str, Mapping[str, int]], given: tuple[str, ...]) -> _Shape:
    """The shape of these questions or rows. Raises KeyError where one is none of the group."""
    codes = tuple([group[name] for name in given])
    if given == tuple(group):
        return _Shape(codes, None)
    places = [given.index(name) if name in given else len(given) for name in group]
    return _Shape(codes, itemgetter(*places, len(given)))  # of a single place it would give no tuple


def response(held: Any, marks: int, flat: Flat, file: str, row: int) -> Response | None:
    """The response in what was read from JSON, which is taken apart; None where anything in it is out of the ordinary.

    `marks` is how many quotation marks begin or end a text there. What was read explains all of them, or a key stood
    there twice: readers of JSON keep the last one and say nothing.
    """
    try:
        if held["coprod-audit"] != FORMAT or held["questionnaire"] != flat.written_for or len(held) != 5:
            return None
        project, who, answers = held["project"], held["respondent"], held["answers"]
        view = who["view"]
        if view not in _PEOPLE or (len(who) > 1 and not _sized(who)):
            return None
        said = _project(project, flat)
        if said is None:
            return None
        facts, given, tables = _facts(answers, flat)
        keys = 5 + len(project) + len(who) + given + tables
        texts = 2 + len(project) + 1 + given
        if marks != 2 * (keys + texts):
            return None
    except (KeyError, TypeError, AttributeError, _OutOfTheOrdinaryError):
        return None
    return Response(
        file, row, said, view, _PEOPLE[view], project.get("claims"), project.get("intends"), facts
    )


class _OutOfTheOrdinaryError(Exception):
    """Something is not as expected."""


def _sized(who: Mapping[str, Any]) -> bool:
    """Whether it is said besides how many answered, and nothing else."""
    return len(who) == 2 and type(who["size"]) is int and 1 <= who["size"] <= 1_000_000


def _project(project: Mapping[str, Any], flat: Flat) -> Mapping[str, str] | None:
    """The texts of a project; None where there is one that wants a second look. Raises TypeError for what is no text."""
    if "unit" not in project or not (project.keys() <= _KNOWN):
        return None
    texts = project.values()
    joined = "".join(texts)
    if len(joined) > _LONGEST or not joined.isprintable():
        return None
    for text in texts:
        if not text or text[0] == " " or text[-1] == " ":
            return None
    if "date" in project and not is_day(project["date"]):
        return None
    if _RUNGS.isdisjoint(project):
        return project
    rungs = [project[name] for name in ("claims", "intends") if name in project]
    return {n: t for n, t in project.items() if n not in _RUNGS} if flat.rungs.issuperset(rungs) else None


_KNOWN = _RUNGS.union(PROJECT_DETAILS)


def _facts(answers: dict[str, Any], flat: Flat) -> tuple[Packed, int, int]:
    """The answers, how many there are, and in how many tables some of them stand.

    Takes the tables out of the answers. Raises KeyError for a word that is no choice of its question and for what the
    questionnaire does not ask, TypeError for what is no word.
    """
    codes, given, tables = b"", 0, 0
    for group in flat.groups:
        told = answers
        if group.table:
            told = answers.pop(group.table, _NONE)
            tables += told is not _NONE
        possible, pick = group.shapes[tuple(told)]
        here = bytes(map(getitem, possible, told.values()))
        given += len(here)
        codes = here + codes if pick is None else bytes(pick(here + b"\0")[:-1]) + codes
    if flat.alphabet is None:
        raise _OutOfTheOrdinaryError
    return Packed(codes, flat.alphabet), given, tables


def of_answers(answers: Answers, file: str, row: int) -> Response:
    """The response in whole answers, however they came."""
    project, who = answers.project, answers.respondent
    texts = {name: getattr(project, name.replace("-", "_")) for name in PROJECT_DETAILS}
    said = {name: text for name, text in texts.items() if text}
    off = None if project.off_the_table is None else bool(project.off_the_table)
    return Response(
        *(file, row, said, who.view or "", who.people, project.claims, project.intends, answers.facts),
        off_the_table=off,
    )
