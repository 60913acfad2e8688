"""The questions: which are asked, in which order, and how far along each of them stands."""

from typing import NamedTuple

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, holds
from coprod_audit.interview.steps import Asides, Interview, Option, Step
from coprod_audit.questionnaire import Question, Row

DONT_KNOW = Option(UNKNOWN, "Don't know", "We do not know.", key="d")
DOES_NOT_APPLY = Option(NOT_APPLICABLE, "Does not apply here", "This is not about us.", key="x")


class Place(NamedTuple):
    """One fact to ask, with the question and the row it belongs to."""

    fact: str
    question: Question
    row: Row | None


def places(interview: Interview) -> tuple[Place, ...]:
    """Every fact that is asked as the answers stand, in questionnaire order, answered or not.

    A row with a condition is asked only where the condition holds; quick mode asks what is decisive.
    """
    questionnaire = interview.questionnaire
    facts = questionnaire.decisive if interview.quick else tuple(questionnaire.by_fact)
    all_places = (Place(fact, *questionnaire.by_fact[fact]) for fact in facts)
    return tuple(place for place in all_places if _applies(place, interview.answers.facts))


def open_places(interview: Interview) -> tuple[Place, ...]:
    """The facts that are asked and have no answer yet."""
    facts = interview.answers.facts
    return tuple(place for place in places(interview) if place.fact not in facts)


def step_for(interview: Interview, place: Place) -> Step:
    """The step that asks one fact."""
    question, row = place.question, place.row
    return Step(
        id=place.fact,
        ask=_capital(row.label) if row else question.ask,
        options=_options(question),
        asides=_asides(question, row),
        where=_where(interview, place),
        before=_opening(interview, question),
        stem=question.ask if row else "",
        hint=row.help if row else "",
    )


def _applies(place: Place, facts: dict[str, str]) -> bool:
    conditions = dict(place.question.row_when)
    if place.row is None or place.row.id not in conditions:
        return True
    return holds(conditions[place.row.id], facts) is True


def _options(question: Question) -> tuple[Option, ...]:
    choices = tuple(Option(c.id, c.label, c.easy) for c in question.choices)
    return (*choices, DONT_KNOW, *((DOES_NOT_APPLY,) if question.not_applicable else ()))


def _asides(question: Question, row: Row | None) -> Asides:
    easy = f"{question.easy} {row.easy}" if row else question.easy
    return Asides(question.facilitator, question.why, question.evidence, easy)


def _opening(interview: Interview, question: Question) -> tuple[str, ...]:
    """What is said aloud when a section begins: once in a sitting."""
    before = interview.questionnaire.by_fact.get(interview.history[-1] if interview.history else "")
    if before is not None and before[0].section == question.section:
        return ()
    return tuple(s.aloud for s in interview.questionnaire.sections if s.id == question.section)


def _where(interview: Interview, place: Place) -> str:
    """Progress in words, counting only what is asked: sections, questions, rows of the table."""
    asked = places(interview)
    sections = list(dict.fromkeys(p.question.section for p in asked))
    here = place.question.section
    questions = list(dict.fromkeys(p.question.id for p in asked))
    rows = [p.fact for p in asked if p.question.id == place.question.id]
    parts = [f"question {questions.index(place.question.id) + 1} of {len(questions)}"]
    if len(sections) > 1:
        parts.insert(0, f"section {sections.index(here) + 1} of {len(sections)}")
    if place.row is not None and len(rows) > 1:
        parts.append(f"row {rows.index(place.fact) + 1} of {len(rows)}")
    return _capital(", ".join(parts))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
