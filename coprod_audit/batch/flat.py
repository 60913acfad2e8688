"""Answers that came as JSON, as a response: the short way for what is as expected, and nothing else.

Whatever surprises is left to the reader that everybody uses (`answers_reader`), which says what is wrong and where. So
what this takes, that reader takes too, and makes the same of it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coprod_audit.answer_sheet import FORMAT, is_day
from coprod_audit.answers import PEOPLE_VIEWS, VIEWS, Answers
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Response

_PROJECT = frozenset(("title", "organisation", "organisation-short", "people", "unit", "about"))
_ONE_GROUP = frozenset(VIEWS) - {"mixed"}
_LONGEST = 20_000


class Flat(NamedTuple):
    """What is looked up for each line, made once for a questionnaire."""

    written_for: str
    single: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, tuple[str, frozenset[str]]]]
    rungs: frozenset[str]


def flat_of(questionnaire: Questionnaire) -> Flat:
    """What a questionnaire allows, by question and row."""
    questions = questionnaire.questions
    return Flat(
        f"{questionnaire.id} {questionnaire.version}",
        {one.id: one.possible for one in questions if not one.rows},
        {
            one.id: {row.id: (fact, one.possible) for row, fact in zip(one.rows, one.facts, strict=True)}
            for one in questions
            if one.rows
        },
        frozenset(rung.id for rung in questionnaire.ladder.rungs),
    )


def response(held: Any, keys: int, flat: Flat, file: str, row: int) -> Response | None:
    """The response in what was read from JSON with so many keys; None where anything in it is out of the ordinary."""
    try:
        if held["coprod-audit"] != FORMAT or held["questionnaire"] != flat.written_for:
            return None
        project, who, answers = held["project"], held["respondent"], held["answers"]
        said = _project(project, flat)
        facts = _facts(answers, flat)
        if said is None or facts is None or who.keys() - {"view", "size"} or who["view"] not in _ONE_GROUP:
            return None
        nested = sum(len(one) for one in answers.values() if type(one) is dict)
        if len(held) != 5 or len(held) + len(project) + len(who) + len(answers) + nested != keys:
            return None
        if "size" in who and not (type(who["size"]) is int and 1 <= who["size"] <= 1_000_000):
            return None
    except (KeyError, TypeError, AttributeError):
        return None
    view = who["view"]
    return Response(
        file, row, said, view, view in PEOPLE_VIEWS, project.get("claims"), project.get("intends"), facts
    )


def _project(project: Mapping[str, Any], flat: Flat) -> dict[str, str] | None:
    """The texts of a project; None where there is one that wants a second look."""
    said = dict[str, str]()
    for name, text in project.items():
        if (
            type(text) is not str
            or not text
            or len(text) > _LONGEST
            or not text.isprintable()
            or text != text.strip()
        ):
            return None
        if name in _PROJECT or (name == "date" and is_day(text)):
            said[name] = text
        elif name not in {"claims", "intends"} or text not in flat.rungs:
            return None
    return said if said.get("unit") else None


def _facts(answers: Mapping[str, Any], flat: Flat) -> dict[str, str] | None:
    """The answers by fact, in the order of the questionnaire; None where there is one that wants a second look."""
    facts = dict[str, str]()
    single, tables = flat.single, flat.tables
    for name, choice in answers.items():
        if type(choice) is str:
            if choice not in single[name]:
                return None
            facts[name] = choice
        else:
            rows = tables[name]
            for row, one in choice.items():
                fact, possible = rows[row]
                if one not in possible:
                    return None
                facts[fact] = one
    return facts


def of_answers(answers: Answers, file: str, row: int) -> Response:
    """The response in whole answers, however they came."""
    project, who = answers.project, answers.respondent
    texts = {
        name: getattr(project, name.replace("-", "_"))
        for name in ("title", "organisation", "organisation-short", "people", "unit", "about", "date")
    }
    said = {name: text for name, text in texts.items() if text}
    off = None if project.off_the_table is None else bool(project.off_the_table)
    return Response(
        *(file, row, said, who.view or "", who.people, project.claims, project.intends, answers.facts),
        off_the_table=off,
    )
