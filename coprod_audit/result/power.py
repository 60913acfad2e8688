"""The judged part of `result/1`: criteria, the decision table, treads and alarms."""

from typing import Any

from coprod_audit.conditions import Truth, addresses
from coprod_audit.narrative import standing
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, stopped
from coprod_audit.questionnaire import FIXED, SHARED, Row
from coprod_audit.verdict import Assessment, CriterionResult, RaisedAlarm, RowResult

LOUD, LOUD_OF_MANY = 3, 2
"""How many alarms a first page tells with what to do about them, where that is all and where there are more.

The others stand there with their heading: more than a few lines of warnings are not read.
"""


def judged(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return the judged part of the result, every entry with the answers that decided it."""
    alarms = [(raised.alarm.kind, _alarm(voice, raised)) for raised in assessment.alarms]
    both = sorted(alarms, key=lambda told: told[0] != "contradiction")
    loud = LOUD if len(both) <= LOUD else LOUD_OF_MANY
    shows_who = any(definition.id == SHARED for definition in assessment.questionnaire.definitions)
    rows = [_row(voice, row, shows_who=shows_who) for row in assessment.rows]
    unknown = standing.treads(assessment, voice, assessment.unknown_treads, missing=False)
    return {
        "criteria": [_criterion(assessment, voice, result) for result in assessment.criteria],
        "rows": rows,
        "who_decides": shows_who,
        "missing_treads": standing.treads(assessment, voice, assessment.missing_treads, missing=True),
        "unknown_treads": unknown,
        "attention": bool(alarms or assessment.missing_treads or unknown),
        "attention_first": [alarm for _, alarm in both[:loud]],
        "attention_also": [alarm for _, alarm in both[loud:]],
        "alarms": [alarm for kind, alarm in alarms if kind == "alarm"],
        "contradictions": [alarm for kind, alarm in alarms if kind == "contradiction"],
    }


def _known(truth: Truth) -> str:
    return "unknown" if truth is None else "yes" if truth else "no"


def _criterion(assessment: Assessment, voice: Voice, result: CriterionResult) -> dict[str, Any]:
    criterion = result.criterion
    return {
        "rung": criterion.rung,
        "title": assessment.questionnaire.ladder.at(criterion.rung).title,
        "met": _known(result.met),
        "says": criterion.unmet if result.met is False else criterion.title,
        "because": voice.told(result.because),
        "source": voice.sources(criterion.source),
    }


def _row(voice: Voice, result: RowResult, *, shows_who: bool) -> dict[str, Any]:
    _, row = voice.place(result.fact)
    choice = voice.choice(result.fact)
    return {
        "fact": result.fact,
        "label": capital(row.label) if row else "",
        "choice": voice.answers.facts.get(result.fact),
        "settled": voice.of_this(result.fact),
        "says": voice.said(result.fact),
        "outside": choice is not None and choice.rank is None,
        "shared": _known(result.shared) if shows_who else None,
        "because": voice.told(result.because),
        "who": _who_decides(voice, result) if shows_who else None,
        "differed": _differed(voice, result),
    }


def _who_decides(voice: Voice, result: RowResult) -> str:
    """Say in two or three words who decides: what the table shows beside how it was settled."""
    choice = voice.choice(result.fact)
    if choice is not None and choice.rank is None:
        return "others, from outside" if choice.id == FIXED else "nobody yet"
    if result.shared is None:
        return "not known"
    if not result.shared and _differed(voice, result):
        return f"{voice.organisation}, which could still have changed it"
    if not result.shared:
        return voice.organisation
    top = max(c.rank or 0 for c in voice.place(result.fact)[0].choices)
    return voice.people if choice and choice.rank == top else "shared"


def _differed(voice: Voice, result: RowResult) -> str | None:
    """Say how differences about the row ended, where that was asked and is a part of whether it is shared."""
    _, row = voice.place(result.fact)
    others = (fact for fact in voice.answers.facts if fact != result.fact and _is_about(voice, fact, row))
    other = next(others, None)
    return voice.of_this(other) if other else None


def _is_about(voice: Voice, fact: str, row: Row | None) -> bool:
    _, here = voice.place(fact)
    return row is not None and here is not None and here.id == row.id


def _alarm(voice: Voice, raised: RaisedAlarm) -> dict[str, Any]:
    alarm = raised.alarm
    because = voice.told(raised.because)
    asked = {fact for fact in addresses(alarm.when) if fact in voice.questionnaire.by_fact}
    speaks_of_one = because and len(asked) == 1 and asked == {*raised.because}
    in_passing = not speaks_of_one and len(because) == 1 and asked.issuperset(raised.because)
    return {
        "id": alarm.id,
        "title": stopped(voice.fill(alarm.title)),
        "heading": because[0]["says"] if speaks_of_one else stopped(voice.fill(alarm.title)),
        "text": stopped(voice.fill(alarm.text)) if alarm.text else "",
        "section": alarm.section,
        "because": because,
        "answered": because[0]["says"] if in_passing else None,
        "source": voice.sources(alarm.source),
    }
