"""Practice in `result/1`: what is in place at the present and the intended rung, and what helps or holds back.

These answers never move the rung (METHOD, The other questions). Scope is described, not judged, and only who decides
is placed on the ladder, so only sections with a reading say whether they help.
"""

from typing import Any

from coprod_audit.conditions import UNKNOWN
from coprod_audit.narrative import sentences
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import Wording, remembered
from coprod_audit.narrative.words import small
from coprod_audit.once import made_once
from coprod_audit.questionnaire import IN_PLACE, NOT_IN_PLACE, PARTLY, Questionnaire, Section
from coprod_audit.verdict import Assessment, Practice, SectionReading

_READINGS = {
    "helps": "helps",
    "partly": "helps in part",
    "holds-back": "holds back",
    "not-known": "not known",
}
_STATES = {IN_PLACE: "In place", PARTLY: "Partly", NOT_IN_PLACE: "Not in place", UNKNOWN: "Not known"}


def practice(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return practice by section, each answer once, and by rung as lists of question ids."""
    present, intended = assessment.practice_present, assessment.practice_intended
    readings = {reading.section.id: reading for reading in assessment.sections}
    now = frozenset(_ids(present))
    matters = now.union(_ids(intended)) if intended else now
    only_for = _for_the_intended(assessment) if now else None
    asked, silent = list[dict[str, Any]](), list[Section]()
    for section, facts, single in _asked(assessment.questionnaire):
        if voice.facts.keys().isdisjoint(facts):
            silent += [] if section.optional else [section]  # what nobody has to answer is not missed
        else:
            questions = [(id_, None if id_ in now else only_for) for id_ in single if id_ in matters]
            asked.append(_section(voice, section, questions, readings.get(section.id)))
    return {
        "sections": [section for section in asked if section["state"] or section["practice"]],
        "sections_not_asked": [section.id for section in silent],
        "not_asked_says": _not_asked(silent),
        "practice": {
            "present": _at(assessment, present),
            "intended": _at(assessment, intended) if intended else None,
            "says": _for_what_is_intended(assessment),
        },
    }


@made_once
def _asked(questionnaire: Questionnaire) -> tuple[tuple[Section, frozenset[str], tuple[str, ...]], ...]:
    """Every section with all of its facts, and the ids of its questions."""
    found = []
    for section in questionnaire.sections:
        here = [question for question in questionnaire.questions if question.section == section.id]
        facts = frozenset(fact for question in here for fact in question.facts)
        found.append((section, facts, tuple(question.id for question in here)))
    return tuple(found)


def _not_asked(silent: list[Section]) -> str | None:
    """Say which sections nobody was asked about; None where something of each was asked."""
    titles = [small(section.title) for section in silent]
    return f"Not asked this time: {', '.join(titles)}." if titles else None


def _for_what_is_intended(assessment: Assessment) -> str | None:
    """Say once for all of it that it matters for what is intended, where nothing matters for the present place."""
    intended = assessment.practice_intended
    if intended is None or _ids(assessment.practice_present):
        return None
    return f"All of this matters for {assessment.questionnaire.ladder.at(intended.place).title}, which is what is intended."


def _at(assessment: Assessment, found: Practice) -> dict[str, Any]:
    return {
        "place": found.place,
        "title": assessment.questionnaire.ladder.at(found.place).title,
        "in_place": list(found.in_place),
        "partly": list(found.partly),
        "not_in_place": list(found.not_in_place),
        "not_known": list(found.not_known),
    }


def _section(
    voice: Voice, section: Section, questions: list[tuple[str, str | None]], reading: SectionReading | None
) -> dict[str, Any]:
    """One section; of its `questions` those that matter, each with the rung for which alone it does."""
    words, facts = voice.words, voice.facts
    told = [_told(words, id_, facts[id_], only_for) for id_, only_for in questions if id_ in facts]
    return {
        "id": section.id,
        "title": section.title,
        "state": reading.state if reading else None,
        "says": _READINGS[reading.state] if reading else None,
        "because": voice.told(reading.because) if reading else [],
        "practice": [answer for answer in told if answer],
        "not_asked": len(questions) - len(told),
    }


def _ids(found: Practice) -> tuple[str, ...]:
    return (*found.in_place, *found.partly, *found.not_in_place, *found.not_known)


@remembered(512)
def _told(words: Wording, question: str, choice: str, only_for: str | None) -> dict[str, Any] | None:
    if choice not in _STATES:
        return None
    return {
        "fact": question,
        "state": choice,
        "stands": _STATES[choice],
        "says": sentences.said(words, question, choice),
        "only_for": only_for,
    }


def _for_the_intended(assessment: Assessment) -> str | None:
    """The intended rung, for which alone a question matters where others matter already."""
    if assessment.intends is None:
        return None
    return assessment.questionnaire.ladder.at(assessment.intends).title
