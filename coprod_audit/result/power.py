"""The judged part of `result/1`: criteria, the decision table, treads, alarms, sections and practice."""

from typing import Any

from coprod_audit.conditions import UNKNOWN, Truth
from coprod_audit.narrative import standing
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import stopped
from coprod_audit.verdict import Assessment, CriterionResult, Practice, RaisedAlarm, RowResult, SectionReading

_READINGS = {
    "helps": "helps",
    "partly": "partly helps",
    "holds-back": "holds back",
    "not-known": "not known",
}


def judged(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return the judged part of the result, every entry with the answers that decided it."""
    alarms = [(raised.alarm.kind, _alarm(voice, raised)) for raised in assessment.alarms]
    intended = assessment.practice_intended
    return {
        "criteria": [_criterion(assessment, voice, result) for result in assessment.criteria],
        "rows": [_row(voice, row) for row in assessment.rows],
        "missing_treads": standing.treads(assessment, assessment.missing_treads, missing=True),
        "unknown_treads": standing.treads(assessment, assessment.unknown_treads, missing=False),
        "alarms": [alarm for kind, alarm in alarms if kind == "alarm"],
        "contradictions": [alarm for kind, alarm in alarms if kind == "contradiction"],
        "sections": [_section(voice, reading) for reading in assessment.sections],
        "practice": {
            "present": _practice(assessment, voice, assessment.practice_present),
            "intended": _practice(assessment, voice, intended) if intended else None,
        },
    }


def because(voice: Voice, facts: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the answers behind a verdict: the fact, and what was said of it. Derived facts have no sentence."""
    return [{"fact": fact, "says": voice.said(fact)} for fact in facts if fact in voice.questionnaire.by_fact]


def _known(truth: Truth) -> str:
    return "unknown" if truth is None else "yes" if truth else "no"


def _criterion(assessment: Assessment, voice: Voice, result: CriterionResult) -> dict[str, Any]:
    criterion = result.criterion
    return {
        "rung": criterion.rung,
        "title": assessment.questionnaire.ladder.title(criterion.rung),
        "met": _known(result.met),
        "says": criterion.unmet if result.met is False else criterion.title,
        "because": because(voice, result.because),
        "source": [voice.source(where) for where in criterion.source],
    }


def _row(voice: Voice, result: RowResult) -> dict[str, Any]:
    _, row = voice.place(result.fact)
    choice = voice.choice(result.fact)
    return {
        "fact": result.fact,
        "label": row.label if row else "",
        "choice": voice.answers.facts.get(result.fact),
        "settled": voice.label(result.fact),
        "says": voice.said(result.fact),
        "outside": choice is not None and choice.rank is None,
        "shared": _known(result.shared),
        "who": _who_decides(voice, result),
        "differed": _differed(voice, result),
    }


def _who_decides(voice: Voice, result: RowResult) -> str:
    """Say in two or three words who decides: what the table shows beside how it was settled."""
    choice = voice.choice(result.fact)
    if choice is not None and choice.rank is None:
        return "not open here"
    if result.shared is None:
        return "not known"
    if not result.shared:
        return voice.organisation
    top = max(c.rank or 0 for c in voice.place(result.fact)[0].choices)
    return voice.people if choice and choice.rank == top else "shared"


def _differed(voice: Voice, result: RowResult) -> str | None:
    """Say how differences about the row ended, where that was asked and is a part of whether it is shared."""
    name = result.fact.partition(".")[2]
    others = [f for f in voice.answers.facts if f != result.fact and f.partition(".")[2] == name and name]
    return voice.label(others[0]) if others else None


def _alarm(voice: Voice, raised: RaisedAlarm) -> dict[str, Any]:
    alarm = raised.alarm
    return {
        "id": alarm.id,
        "title": stopped(voice.fill(alarm.title)),
        "text": stopped(voice.fill(alarm.text)) if alarm.text else "",
        "section": alarm.section,
        "because": because(voice, raised.because),
        "source": [voice.source(where) for where in alarm.source],
    }


def _section(voice: Voice, reading: SectionReading) -> dict[str, Any]:
    return {
        "id": reading.section.id,
        "title": reading.section.title,
        "state": reading.state,
        "says": _READINGS[reading.state],
        "because": because(voice, reading.because),
    }


def _practice(assessment: Assessment, voice: Voice, practice: Practice) -> dict[str, Any]:
    def told(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"fact": id_, "says": voice.said(id_)} for id_ in ids]

    return {
        "place": practice.place,
        "title": assessment.questionnaire.ladder.title(practice.place),
        "in_place": told(practice.in_place),
        "partly": told(practice.partly),
        "not_in_place": told(practice.not_in_place),
        "not_known": [{"fact": i, "says": voice.says(i, UNKNOWN)} for i in practice.not_known],
    }
