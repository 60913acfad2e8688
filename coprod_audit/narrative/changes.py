"""What the result rests on and what would make it read otherwise, worded as what would have to be true."""

from typing import Any

from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, listed, number
from coprod_audit.verdict import Assessment, Change, Settling, Ways


def rests_on(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return the answers that carry the rung alone, and what it would read without any one of them."""
    says = [voice.said(fact) for fact in assessment.rests_on]
    if not says:
        return {"answers": [], "says": None, "otherwise": None}
    return {
        "answers": says,
        "says": f"It rests on {counted(len(says), 'answer', 'answers')}",
        "otherwise": _otherwise(assessment, len(says)),
    }


def _otherwise(assessment: Assessment, answers: int) -> str | None:
    if assessment.lowers is None or not assessment.lowers.count:
        return None
    title = assessment.questionnaire.ladder.title(assessment.lowers.target)
    if_one = {1: "If it were otherwise", 2: "If either were otherwise"}.get(
        answers, "If any one of them were otherwise"
    )
    return f"{if_one}, this would read {title}."


def ways(assessment: Assessment, voice: Voice, found: Ways, upwards: bool) -> dict[str, Any]:
    """Return the smallest sets of changes that lead to one target, each change as a sentence."""
    title = assessment.questionnaire.ladder.title(found.target)
    shown = [[_change(voice, change) for change in changes] for changes in found.shown]
    return {
        "target": found.target,
        "title": title,
        "heading": _heading(title, found, upwards),
        "count": found.count,
        "shown": shown,
        "others": _others(found.count - len(shown)),
    }


def _heading(title: str, found: Ways, upwards: bool) -> str:
    if not found.shown:
        return f"Nothing that can change here would make this read {title}."
    if not upwards:
        return f"It would read {title} if {'this were' if len(found.shown) == 1 else 'one of these were'} so instead:"
    needed = len(found.shown[0])
    all_of_it = {1: "this were true", 2: "both of these were true"}.get(
        needed, f"all {number(needed)} were true"
    )
    return f"It would read {title} if {all_of_it}:"


def _others(more: int) -> str | None:
    if more <= 0:
        return None
    return (
        f"There {'is' if more == 1 else 'are'} {counted(more, 'other way', 'other ways')} as small as these."
    )


def _change(voice: Voice, change: Change) -> dict[str, str | None]:
    would_be = voice.clause(change.fact, change.new)
    find_out = change.old is None
    return {
        "fact": change.fact,
        "from": change.old,
        "to": change.new,
        "says": f"Find out if this is so: {would_be}." if find_out else f"{capital(would_be)}.",
        "now": None if find_out else voice.said(change.fact),
    }


def settle(voice: Voice, settling: Settling) -> dict[str, Any]:
    """Return what to find out first, as the questions themselves, and how far that would settle it."""
    left = settling.places_left
    promise = "That settles it." if left == 1 else f"At most {counted(left, 'rung', 'rungs')} would be left."
    rows: dict[str, list[str]] = {}
    for fact in settling.facts:
        question, row = voice.place(fact)
        rows.setdefault(question.id, []).extend([row.label] if row and voice.arises(fact) else [])
    asked = [
        _asked(voice, id_, labels)
        for id_, labels in rows.items()
        if labels or not voice.questionnaire.by_id[id_].rows
    ]
    return {"facts": list(settling.facts), "questions": asked, "promise": promise}


def _asked(voice: Voice, question: str, rows: list[str]) -> str:
    asked = voice.fill(voice.questionnaire.by_id[question].ask, listed(rows))
    return f"{asked} ({listed(rows)})" if rows and listed(rows) not in asked else asked
