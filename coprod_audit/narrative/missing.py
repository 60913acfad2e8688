"""What alone is missing for a rung that is met in part, as a sentence: never a thing that people said they have."""

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.changes import clauses
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import counted, listed
from coprod_audit.verdict import Assessment, Change

MISSING_AT_MOST = 2
"""How many changes are told in a sentence as what is missing for the next rung."""


def what_is_missing(assessment: Assessment, voice: Voice, rung: str) -> str | None:
    """Return what alone is missing for a rung, in a sentence; None where it is more than two things.

    What nobody knows yet is not told as missing, nor is anything where the rung is neither claimed nor intended.
    """
    found = next((ways for ways in assessment.raises if ways.reaches[:1] == (rung,)), None)
    if found is None or len(found.shown[0]) > MISSING_AT_MOST:
        return None
    title = assessment.questionnaire.ladder.at(rung).title
    known = [change for change in found.shown[0] if change.old]
    ways = [way for way, reached in zip(found.shown, found.reaches, strict=True) if reached == rung]
    all_told = found.number <= len(found.shown)
    always = all_told and all(change in way for change in known for way in ways)
    unknown = [change for change in found.shown[0] if change.old is None]
    hangs = _hangs(voice, unknown, only=all_told and len(ways) == 1)
    if not known:
        return f"As to {title}, {hangs}."
    lacks = _lacks(title, len(known), always=always, wished=_wished(assessment, rung))
    if hangs:
        lacks = lacks.replace("All that is", "All that is surely")
    sure = ", and ".join(f"that {clause}" for clause in clauses(voice, known))
    return f"{lacks} {sure}{f'; besides, {hangs}' if hangs else ''}."


def _hangs(voice: Voice, unknown: list[Change], *, only: bool) -> str | None:
    if not unknown:
        return None
    whether = listed([f"whether {clause}" for clause in clauses(voice, unknown)])
    return f"it hangs on {'' if only else 'such things as '}{whether}, which is not known"


def _wished(assessment: Assessment, rung: str) -> bool:
    ladder = assessment.questionnaire.ladder
    wishes = (assessment.claims or BELOW, assessment.intends or BELOW)
    return max(map(ladder.height, wishes)) >= ladder.height(rung)


def _lacks(title: str, things: int, *, always: bool, wished: bool) -> str:
    if not wished:
        return f"It does not read {title}: that would also ask{'' if always else ', for instance,'}"
    if always:
        return f"All that is missing for {title} is"
    return f"For {title} it would take {counted(things, 'more thing', 'more things')}, for instance"
