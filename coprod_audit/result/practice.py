"""Practice in `result/1`: what is in place at the present and the intended rung, and what helps or holds back.

These answers never move the rung (METHOD, The other questions). Scope is described, not judged, and only who decides
is placed on the ladder, so only sections with a reading say whether they help.
"""

from typing import Any

from coprod_audit.conditions import UNKNOWN
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import small
from coprod_audit.questionnaire import IN_PLACE, NOT_IN_PLACE, PARTLY, Question, Section
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
    asked = [s for s in assessment.questionnaire.sections if asked_about(voice, s.id)]
    sections = [_section(assessment, voice, s, readings.get(s.id)) for s in asked]
    silent = [s for s in assessment.questionnaire.sections if s not in asked]
    return {
        "sections": [section for section in sections if section["state"] or section["practice"]],
        "sections_not_asked": [section.id for section in silent],
        "not_asked_says": _not_asked(silent),
        "practice": {
            "present": _at(assessment, present),
            "intended": _at(assessment, intended) if intended else None,
            "says": _for_what_is_intended(assessment),
        },
    }


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


def asked_about(voice: Voice, section: str) -> bool:
    """Return whether any question of a section was asked."""
    here = [q for q in voice.questionnaire.questions if q.section == section]
    return any(fact in voice.answers.facts for q in here for fact in q.facts)


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
    assessment: Assessment, voice: Voice, section: Section, reading: SectionReading | None
) -> dict[str, Any]:
    asked = [
        q for q in assessment.questionnaire.questions if q.section == section.id and _matters(assessment, q)
    ]
    told = [_told(assessment, voice, q) for q in asked if q.id in voice.answers.facts]
    return {
        "id": section.id,
        "title": section.title,
        "state": reading.state if reading else None,
        "says": _READINGS[reading.state] if reading else None,
        "because": voice.told(reading.because) if reading else [],
        "practice": [answer for answer in told if answer],
        "not_asked": len(asked) - len(told),
    }


def _matters(assessment: Assessment, question: Question) -> bool:
    matters = (assessment.practice_present, assessment.practice_intended)
    return any(question.id in _ids(found) for found in matters if found)


def _ids(found: Practice) -> tuple[str, ...]:
    return (*found.in_place, *found.partly, *found.not_in_place, *found.not_known)


def _told(assessment: Assessment, voice: Voice, question: Question) -> dict[str, Any] | None:
    choice = voice.answers.facts[question.id]
    if choice not in _STATES:
        return None
    return {
        "fact": question.id,
        "state": choice,
        "stands": _STATES[choice],
        "says": voice.said(question.id),
        "only_for": _only_for(assessment, question),
    }


def _only_for(assessment: Assessment, question: Question) -> str | None:
    """The intended rung, where a question matters for that alone while others matter already."""
    now = _ids(assessment.practice_present)
    if assessment.intends is None or not now or question.id in now:
        return None
    return assessment.questionnaire.ladder.at(assessment.intends).title
