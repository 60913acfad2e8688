"""Which facts a sitting asks, as the answers stand: everything, the decisive ones, or those that match a pattern."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import Condition, Facts, holds
from coprod_audit.faults import no_such
from coprod_audit.interview.steps import Interview, Scope
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Question, Questionnaire, Row, Section


class Place(NamedTuple):
    """One fact to ask, with the question and the row it belongs to.

    A question in which several rows can be ticked is one place: its first fact stands for all of them, without a row.
    """

    fact: str
    question: Question
    row: Row | None

    @property
    def facts(self) -> tuple[str, ...]:
        """What is answered here."""
        return self.question.facts if self.question.several else (self.fact,)


def place_of(questionnaire: Questionnaire, fact: str) -> Place:
    """Where a fact is asked. Raises KeyError for what nobody is asked."""
    question, row = questionnaire.by_fact[fact]
    return Place(question.facts[0], question, None) if question.several else Place(fact, question, row)


def places(interview: Interview) -> tuple[Place, ...]:
    """Every fact that is asked as the answers stand, in questionnaire order, answered or not.

    A row with a condition is asked only where the condition holds; quick mode asks what is decisive. An optional
    section is asked where the room has opened it, or where something of it is answered already.
    """
    questionnaire = interview.questionnaire
    apply = applying(questionnaire, interview.answers)
    return _asked(questionnaire)(interview.scope, apply, _wanted(interview))


def parts_left(interview: Interview) -> tuple[Section, ...]:
    """The optional sections that are not asked, and could be."""
    if interview.scope.quick or interview.scope.only:
        return ()
    wanted, there = _wanted(interview), _parts(interview.questionnaire)
    return tuple(
        section
        for section in interview.questionnaire.sections
        if section.id in there and section.id not in wanted
    )


def _wanted(interview: Interview) -> frozenset[str]:
    """The optional sections that are asked."""
    given = interview.answers.by_fact.keys()
    begun = [name for name, facts in _parts(interview.questionnaire).items() if not given.isdisjoint(facts)]
    return interview.opened.union(begun)


@made_once
def _parts(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """The facts of each optional section that has questions."""
    found: dict[str, tuple[str, ...]] = {}
    optional = {section.id for section in questionnaire.sections if section.optional}
    for question in questionnaire.questions:
        if question.section in optional:
            found[question.section] = (*found.get(question.section, ()), *question.facts)
    return found


def open_places(interview: Interview) -> tuple[Place, ...]:
    """The facts that are asked and have no answer yet, or are to be asked once more."""
    return _open_places(places(interview), interview.answers, interview.again)


@made_once
def _asked(
    questionnaire: Questionnaire,
) -> Callable[[Scope, frozenset[str], frozenset[str]], tuple[Place, ...]]:
    """What is asked within a scope where so many of the facts with a condition apply: the same for most answers."""
    names, optional = _names(questionnaire), _parts(questionnaire)

    @lru_cache(maxsize=8)
    def asked(scope: Scope, apply: frozenset[str], wanted: frozenset[str]) -> tuple[Place, ...]:
        return tuple(
            place
            for place, condition, decisive in _every(questionnaire)
            if (decisive or not scope.quick)
            and (condition is None or place.fact in apply)
            and (named(place, scope.only) if scope.only else unasked_for(place, scope, wanted))
        )

    def named(place: Place, only: tuple[str, ...]) -> bool:
        return any(matches(pattern, names[fact]) for pattern in only for fact in place.facts)

    def unasked_for(place: Place, scope: Scope, wanted: frozenset[str]) -> bool:
        section = place.question.section
        return section not in optional or (section in wanted and not scope.quick)

    return asked


@made_once
def _open_places(asked: tuple[Place, ...], answers: Answers, again: frozenset[str]) -> tuple[Place, ...]:
    given, again = answers.by_fact, again.union(answers.ask_again)
    return tuple(
        [place for place in asked if any(fact not in given or fact in again for fact in place.facts)]
    )


@made_once
def _every(questionnaire: Questionnaire) -> tuple[tuple[Place, Condition | None, bool], ...]:
    """Every fact, with the condition under which it is asked, and whether it decides the rung."""
    decisive = frozenset(questionnaire.decisive)
    places_of = {
        place.fact: place for place in (place_of(questionnaire, one) for one in questionnaire.by_fact)
    }
    every = places_of.values()
    return tuple((place, _condition(place), not decisive.isdisjoint(place.facts)) for place in every)


def applying(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The facts with a condition under which they are asked that surely holds."""
    conditions = _conditions(questionnaire)
    facts = answers.facts if conditions else {}
    return frozenset([fact for fact, condition in conditions if holds(condition, facts) is True])


@made_once
def _conditions(questionnaire: Questionnaire) -> tuple[tuple[str, Condition], ...]:
    return tuple((place.fact, condition) for place, condition, _ in _every(questionnaire) if condition)


def applies(questionnaire: Questionnaire, facts: Facts, fact: str) -> bool:
    """Whether a fact is asked as the answers stand."""
    condition = _condition(Place(fact, *questionnaire.by_fact[fact]))
    return condition is None or holds(condition, facts) is True


def _condition(place: Place) -> Condition | None:
    return dict(place.question.row_when).get(place.row.id) if place.row is not None else None


class _Names(NamedTuple):
    """What a fact may be called, in small letters: by ids, and in the words that people read."""

    ids: frozenset[str]
    words: frozenset[str]


def matches(pattern: str, names: _Names) -> bool:
    """Whether a pattern names a fact; `*` stands for anything in an id, and words are taken whole."""
    wanted = pattern.lower()
    return wanted in names.words or any(fnmatchcase(name, wanted) for name in names.ids)


def unmatched(questionnaire: Questionnaire, patterns: Iterable[str]) -> str | None:
    """What to say of the first pattern that names nothing, with the nearest name; None where each names something."""
    every, titles = _names(questionnaire), [section.title for section in questionnaire.sections]
    questions = list(dict.fromkeys(f"{one.section}.{one.id}" for one in questionnaire.questions))
    sections = [f"{section.id}.*" for section in questionnaire.sections]
    for pattern in patterns:
        if not any(matches(pattern, names) for names in every.values()):
            return no_such("question", pattern, (*sections, *questions, *titles), "there are")
    return None


@made_once
def _names(questionnaire: Questionnaire) -> dict[str, _Names]:
    """What each fact may be called: its address, its question or its section."""
    titles = {section.id: section.title for section in questionnaire.sections}
    names: dict[str, _Names] = {}
    for fact, (question, row) in questionnaire.by_fact.items():
        section, words = question.section, (question.ask, titles[question.section], row.label if row else "")
        ids = (fact, question.id, section, f"{section}.{fact}", f"{section}.{question.id}")
        names[fact] = _Names(*(frozenset(map(str.lower, filter(None, one))) for one in (ids, words)))
    return names
