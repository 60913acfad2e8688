"""Responses by lot, and what a batch ought to say of them: the first lines of what `assess` says."""

import random
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import coprod_audit
from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent, View
from coprod_audit.assessment import assess
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, holds
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.quick import Judging
from coprod_audit.responses import Response, Short


class Given(NamedTuple):
    """One response, as it is judged."""

    facts: dict[str, str]
    claims: str | None = None
    intends: str | None = None
    people: bool | None = None
    off_the_table: bool | None = None


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


def as_response(given: Given) -> Response:
    """The same, as a batch has it."""
    facts, claims, intends, people, off = given
    return Response("a.csv", 1, {}, "", people, claims, intends, facts, off)


def quick(judge: Judging, given: Given) -> Short:
    return judge.shorts([as_response(given)])[0]


def all_quick(judge: Judging, given: Iterable[Given]) -> list[Short]:
    """All of them together."""
    return judge.shorts([as_response(one) for one in given])


def as_assessed(questionnaire: Questionnaire, given: Given) -> Short:
    """The same, out of a whole assessment."""
    facts, claims, intends, people, off = given
    view: View | None = None if people is None else "people" if people else "staff"
    fixed = None if off is None else (OffTheTable("the total", "council"),) * off
    answers = Answers(
        questionnaire.id,
        questionnaire.version,
        Project(claims=claims, intends=intends, off_the_table=fixed),
        Respondent(view),
        tuple((fact, Answer(choice)) for fact, choice in facts.items()),
    )
    found = assess(questionnaire, answers)
    return Short(
        *found.standing[:3],
        rows=tuple((row.fact, facts.get(row.fact, "")) for row in found.rows),
        alarms=tuple(raised.alarm.id for raised in found.alarms),
        missing_treads=found.missing_treads,
        unknown=tuple(fact for fact in questionnaire.decisive if unsaid(questionnaire, facts, fact)),
        recommendations=tuple(chosen.recommendation.id for chosen in found.recommendations[:3]),
    )


def unsaid(questionnaire: Questionnaire, facts: dict[str, str], fact: str) -> bool:
    """Whether a fact applies, and nobody could say or was asked."""
    row = questionnaire.row_of(fact)
    when = dict(questionnaire.question_of(fact).row_when).get(row.id) if row else None
    return facts.get(fact, UNKNOWN) == UNKNOWN and (when is None or holds(when, facts) is True)


def drawn(questionnaire: Questionnaire, chance: random.Random, number: int) -> Iterator[Given]:
    """Responses of three kinds in turn: rows asked as they should be; anything anywhere; little asked at all."""
    rungs = (None, *(rung.id for rung in questionnaire.ladder.rungs))
    for place in range(number):
        facts: dict[str, str] = {}
        for question in questionnaire.questions:
            for fact in _asked(question, facts, orderly=place % 3 == 0):
                if chance.random() < (0.95, 0.8, 0.2)[place % 3]:
                    facts[fact] = _answer(question, chance)
        said = (chance.choice(rungs), chance.choice(rungs), chance.choice((True, False, None)))
        yield Given(facts, *said, chance.choice((True, False, None)))


def _asked(question: Question, facts: dict[str, str], *, orderly: bool) -> Iterable[str]:
    when = dict(question.row_when)
    if not orderly or not when:
        return question.facts
    return [
        f"{question.id}.{row.id}"
        for row in question.rows
        if row.id not in when or holds(when[row.id], facts) is True
    ]


def _answer(question: Question, chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice([UNKNOWN, NOT_APPLICABLE] if question.not_applicable else [UNKNOWN])
    return chance.choice(question.choices).id
