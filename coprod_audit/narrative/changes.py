"""What the result rests on and what would make it read otherwise, worded as what would have to be true."""

from typing import Any

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, listed, number
from coprod_audit.verdict import Assessment, Change, Settling, Ways


def rests_on(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return the answers that carry the rung alone, and what it would read without any one of them."""
    says = [voice.said(support.fact) for support in assessment.rests_on]
    if not says:
        return {"facts": [], "answers": [], "says": None, "otherwise": None}
    return {
        "facts": [support.fact for support in assessment.rests_on],
        "answers": says,
        "says": f"It rests on {counted(len(says), 'answer', 'answers')}",
        "otherwise": _otherwise(assessment),
    }


def _otherwise(assessment: Assessment) -> str:
    ladder, supports = assessment.questionnaire.ladder, assessment.rests_on
    if_one = {1: "If it were otherwise", 2: "If either were otherwise"}.get(
        len(supports), "If any one of them were otherwise"
    )
    best = max((support.falls_to for support in supports), key=ladder.height)
    or_lower = (
        "" if {best} == {s.at_worst for s in supports} | {s.falls_to for s in supports} else " or lower"
    )
    where = f"stand {ladder.title(best)}" if best == BELOW else f"read {ladder.title(best)}"
    return f"{if_one}, this would {where}{or_lower}."


def raising(assessment: Assessment, voice: Voice, found: Ways) -> dict[str, Any]:
    """Return the smallest sets of changes that lead to a rung: what all that are shown share, and where they differ.

    The heading is None where so little is known that finding out comes first.
    """
    title = assessment.questionnaire.ladder.title(found.target)
    return {
        **_ways(voice, found),
        "title": title,
        "heading": _if_true(title, found) if assessment.standing.enough_known else None,
        "others": _others(found),
    }


def lowering(assessment: Assessment, voice: Voice, found: Ways) -> dict[str, Any]:
    """Return the smallest sets of changes after which it would read lower.

    The heading is None where `rests_on` has said the same already: one answer is enough to lower it.
    """
    title = assessment.questionnaire.ladder.title(found.target)
    now = assessment.questionnaire.ladder.title(assessment.standing.lowest)
    heading = f"It would read lower than {now} if {'this' if len(found.shown) == 1 else 'one of these'} were so instead:"
    told = bool(assessment.rests_on) or not found.shown
    return {
        **_ways(voice, found),
        "title": title,
        "heading": None if told else heading,
        "others": _others(found),
    }


def _ways(voice: Voice, found: Ways) -> dict[str, Any]:
    shared = [change for change in (found.shown or ((),))[0] if all(change in way for way in found.shown)]
    rest = [[change for change in way if change not in shared] for way in found.shown]
    return {
        "target": found.target,
        "count": found.number,
        "shown": [[_change(voice, change) for change in way] for way in found.shown],
        "all_of": [_change(voice, change)["says"] for change in shared],
        "one_of": [" ".join(_change(voice, c)["says"] for c in way) for way in rest if way],
    }


def _if_true(title: str, found: Ways) -> str:
    if not found.shown:
        return f"Nothing that can change here would make this read {title}."
    if len(found.shown) > 1:
        nothing_shared = not set.intersection(*map(set, found.shown))
        return f"It would read {title} if {'one of these' if nothing_shared else 'this'} were true:"
    needed = len(found.shown[0])
    all_of_it = {1: "this were", 2: "both were"}.get(needed, f"all {number(needed)} were")
    return f"It would read {title} if {all_of_it} true:"


def _others(found: Ways) -> str | None:
    more = found.number - len(found.shown)
    if more <= 0:
        return None
    return (
        f"There {'is' if more == 1 else 'are'} {counted(more, 'other way', 'other ways')} as small as these."
    )


def _change(voice: Voice, change: Change) -> dict[str, Any]:
    would_be = voice.clause(change.fact, change.new)
    find_out = change.old is None
    return {
        "fact": change.fact,
        "from": change.old,
        "to": change.new,
        "says": f"Find out if this is so: {would_be}." if find_out else f"{capital(would_be)}.",
        "now": None if find_out else voice.said(change.fact),
    }


def settle(voice: Voice, found: tuple[Settling, ...]) -> dict[str, Any]:
    """Return what to find out first, as the questions themselves, and how far that would settle it.

    One set of questions is told with its promise; several, of which each narrows the range alone, are told in order.
    """
    told: list[dict[str, Any]] = [
        {"facts": list(s.facts), "questions": _questions(voice, s.facts), "left": s.places_left}
        for s in found
    ]
    if len(told) == 1:
        then = {1: "With that it is settled.", 2: "Two rungs at most would then be left."}.get(
            found[0].places_left
        )
        return {"lead": "Find out first:", "ask": told[0]["questions"], "then": then, "sets": told}
    asked = [" ".join(one["questions"]) for one in told]
    return {
        "lead": "Find out first, in this order:" if told else None,
        "ask": asked,
        "then": None,
        "sets": told,
    }


def _questions(voice: Voice, facts: tuple[str, ...]) -> list[str]:
    by_question: dict[str, list[str]] = {}
    for fact in facts:
        by_question.setdefault(voice.place(fact)[0].id, []).append(fact)
    return [_asked(voice, id_, same) for id_, same in by_question.items()]


def _asked(voice: Voice, question: str, facts: list[str]) -> str:
    asked = voice.fill(voice.questionnaire.by_id[question].ask)
    sure = [row.label for fact in facts if (row := voice.place(fact)[1]) and voice.surely_arises(fact)]
    if "." in facts[0] and len(sure) < len(facts):
        sure.append("wherever else it arises" if sure else "wherever it arises")
    return f"{asked} ({listed(sure)})" if sure else asked
