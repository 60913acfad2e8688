"""Which facts a sitting asks, as the answers stand: everything, the decisive ones, or those that match a pattern."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from coprod_audit.conditions import Condition, Facts, holds
from coprod_audit.faults import no_such
from coprod_audit.interview.steps import Interview
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Question, Questionnaire, Row


class Place(NamedTuple):
    """One fact to ask, with the question and the row it belongs to."""

    fact: str
    question: Question
    row: Row | None


def places(interview: Interview) -> tuple[Place, ...]:
    """Every fact that is asked as the answers stand, in questionnaire order, answered or not.

    A row with a condition is asked only where the condition holds; quick mode asks what is decisive.
    """
    every, scope, given = _every(interview.questionnaire), interview.scope, interview.answers.facts
    return tuple(
        [
            place
            for place, condition, decisive in every
            if (decisive or not scope.quick)
            and (condition is None or holds(condition, given) is True)
            and (not scope.only or any(matches(pattern, place) for pattern in scope.only))
        ]
    )


@made_once
def _every(questionnaire: Questionnaire) -> tuple[tuple[Place, Condition | None, bool], ...]:
    """Every fact, with the condition under which it is asked, and whether it decides the rung."""
    decisive = frozenset(questionnaire.decisive)
    every = (Place(fact, *found) for fact, found in questionnaire.by_fact.items())
    return tuple((place, _condition(place), place.fact in decisive) for place in every)


def applying(questionnaire: Questionnaire, facts: Facts) -> frozenset[str]:
    """The facts with a condition under which they are asked that surely holds."""
    conditions = ((place.fact, condition) for place, condition, _ in _every(questionnaire) if condition)
    return frozenset(fact for fact, condition in conditions if holds(condition, facts) is True)


def applies(questionnaire: Questionnaire, facts: Facts, fact: str) -> bool:
    """Whether a fact is asked as the answers stand."""
    condition = _condition(Place(fact, *questionnaire.by_fact[fact]))
    return condition is None or holds(condition, facts) is True


def _condition(place: Place) -> Condition | None:
    return dict(place.question.row_when).get(place.row.id) if place.row is not None else None


def open_places(interview: Interview) -> tuple[Place, ...]:
    """The facts that are asked and have no answer yet, or are to be asked once more."""
    given = interview.answers.facts
    again = interview.again.union(interview.answers.ask_again)
    return tuple(place for place in places(interview) if place.fact not in given or place.fact in again)


def matches(pattern: str, place: Place) -> bool:
    """Whether a pattern names a fact: by its address, its question or its section, with `*` for anything."""
    question, pattern = place.question, pattern.lower()
    names = (place.fact, question.id, question.section)
    return any(
        fnmatchcase(name, pattern) for name in (*names, *(f"{question.section}.{n}" for n in names[:2]))
    )


def unmatched(questionnaire: Questionnaire, patterns: Iterable[str]) -> str | None:
    """What to say of the first pattern that names nothing, with the nearest name; None where each names something."""
    every = [Place(fact, *found) for fact, found in questionnaire.by_fact.items()]
    names = list(dict.fromkeys(f"{one.question.section}.{one.question.id}" for one in every))
    sections = [f"{section.id}.*" for section in questionnaire.sections]
    for pattern in patterns:
        if not any(matches(pattern, one) for one in every):
            return no_such("question", pattern, (*sections, *names), "there are")
    return None
