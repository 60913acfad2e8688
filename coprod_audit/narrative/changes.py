"""What the result rests on and what would make it read otherwise, worded as what would have to be true."""

from collections.abc import Callable, Sequence
from typing import Any

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, listed
from coprod_audit.verdict import Assessment, Change, Settling, Ways

_Say = Callable[[Voice, Sequence[Change]], str]
"""How one way to another rung is said."""


def rests_on(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return the answers that carry the rung alone, and what it would read without any one of them."""
    says = [voice.said(support.fact) for support in assessment.rests_on]
    if not says:
        return {"facts": [], "answers": [], "says": _on_several(assessment), "otherwise": None}
    return {
        "facts": [support.fact for support in assessment.rests_on],
        "answers": says,
        "says": f"It rests on {counted(len(says), 'answer', 'answers')}",
        "otherwise": _otherwise(assessment),
    }


def _on_several(assessment: Assessment) -> str | None:
    standing = assessment.standing
    if standing.lowest == BELOW:
        return None
    lowest = assessment.questionnaire.ladder.at(standing.lowest).title
    change = "change it" if standing.rung else f"bring it below {lowest}"
    return f"It rests on several answers together: no single one of them, answered lower, would {change}."


def _otherwise(assessment: Assessment) -> str:
    ladder, supports = assessment.questionnaire.ladder, assessment.rests_on
    if_one = {1: "If it were otherwise", 2: "If either were otherwise"}.get(
        len(supports), "If any one of them were otherwise"
    )
    best = max((support.falls_to for support in supports), key=ladder.height)
    or_lower = (
        "" if {best} == {s.at_worst for s in supports} | {s.falls_to for s in supports} else " or lower"
    )
    where = f"stand {ladder.at(best).title}" if best == BELOW else f"read {ladder.at(best).title}"
    return f"{if_one}, this would {where}{or_lower}."


def raising(assessment: Assessment, voice: Voice, found: Ways, *, whole: bool = True) -> dict[str, Any]:
    """Return the smallest sets of changes that lead to a rung: what all that are shown share, and where they differ.

    The heading is None where so little is known that finding out comes first. `whole` tells each change by itself too.
    """
    title = _where(assessment, found)
    return {
        **_ways(voice, found, _would_have_to_be, whole=whole),
        "title": title,
        "heading": _if_true(title, found) if assessment.standing.enough_known else None,
        "others": _others(found),
    }


def lowering(assessment: Assessment, voice: Voice, found: Ways, *, whole: bool = True) -> dict[str, Any]:
    """Return the smallest sets of changes after which it would read lower.

    The heading is None where `rests_on` has said the same already: one answer is enough to lower it. `whole` tells
    each change by itself too.
    """
    title = assessment.questionnaire.ladder.at(found.target).title
    now = assessment.questionnaire.ladder.at(assessment.standing.lowest).title
    heading = f"It would read lower than {now} if {_what(found)} were so instead:"
    told = bool(assessment.rests_on) or not found.shown
    return {
        **_ways(voice, found, _would_be, whole=whole),
        "title": title,
        "heading": None if told else heading,
        "others": _others(found),
    }


def otherwise(ways: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ways that are worth a heading, as a page tells them; `besides` where some of a list holds for all."""
    return [
        {
            "heading": way["heading"],
            "all_of": way["all_of"],
            "besides": bool(way["all_of"] and way["one_of"]),
            "one_of": way["one_of"],
            "others": way["others"],
        }
        for way in ways
        if way["heading"]
    ]


def _where(assessment: Assessment, found: Ways) -> str:
    ladder = assessment.questionnaire.ladder
    reaches = set(found.reaches) or {found.target}
    surely = ladder.at(min(reaches, key=ladder.height)).title
    return surely if len(reaches) == 1 else f"at least {surely}"


def _ways(voice: Voice, found: Ways, say: _Say, *, whole: bool) -> dict[str, Any]:
    shared = [change for change in (found.shown or ((),))[0] if all(change in way for way in found.shown)]
    rest = [[change for change in way if change not in shared] for way in found.shown]
    shown = [[_change(voice, change, say) for change in way] for way in found.shown] if whole else []
    return {
        "target": found.target,
        "count": found.number,
        "shown": shown,
        "all_of": [say(voice, alike) for alike in _together(voice, shared)],
        "one_of": [say(voice, way) for way in rest if way],
    }


def _would_have_to_be(voice: Voice, way: Sequence[Change]) -> str:
    """What would have to be true, what is not known yet first: `That ... (not known yet), and that ...`."""
    asked = clauses(voice, [change for change in way if change.old is None])
    others = clauses(voice, [change for change in way if change.old])
    told = _they(asked + others, voice)
    open_still = [f"{clause} (not known yet)" for clause in told[: len(asked)]]
    return f"That {', and that '.join(open_still + told[len(asked) :])}."


def _would_be(voice: Voice, way: Sequence[Change]) -> str:
    """What would be otherwise, in sentences of their own."""
    return " ".join(f"{capital(clause)}." for clause in clauses(voice, way))


def clauses(voice: Voice, way: Sequence[Change]) -> list[str]:
    """Return what would be so after these changes, to go on with: rows that change alike in one clause."""
    return [voice.clause(tuple(c.fact for c in alike), alike[0].new) for alike in _together(voice, way)]


def _together(voice: Voice, way: Sequence[Change]) -> list[list[Change]]:
    """The changes that one clause can say: the same new answer to rows of one table, all of them known or none."""
    alike: dict[tuple[str, str, bool], list[Change]] = {}
    for change in way:
        question, _ = voice.place(change.fact)
        alike.setdefault((question.id, change.new, change.old is None), []).append(change)
    return list(alike.values())


def _they(clauses: list[str], voice: Voice) -> list[str]:
    """Say `they` of people who were the subject of the clause before."""
    people = f"{voice.people} "
    return [
        f"they {clause.removeprefix(people)}"
        if before.startswith(people) and clause.startswith(people) and not clause.startswith(f"{people}and ")
        else clause
        for before, clause in zip(["", *clauses], clauses, strict=False)
    ]


def _if_true(title: str, found: Ways) -> str:
    if not found.shown:
        return f"Nothing that can change here would make this read {title}."
    return f"For it to read {title}, {_what(found)} would have to be true:"


def _what(found: Ways) -> str:
    """What the list under a heading is: one of several ways, or what all of them share."""
    several = len(found.shown) > 1 and not set.intersection(*map(set, found.shown))
    return "one of these" if several else "this"


def _others(found: Ways) -> str | None:
    more = found.number - len(found.shown)
    if more <= 0:
        return None
    return f"{capital(counted(more, 'other way', 'other ways'))} would do the same with as few changes."


def _change(voice: Voice, change: Change, say: _Say) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "from": change.old,
        "to": change.new,
        "says": say(voice, (change,)),
        "now": None if change.old is None else voice.said(change.fact),
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
        then = {1: "Those answers would settle it.", 2: "Two rungs at most would then be left."}.get(
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
    if not sure:
        return asked if voice.place(facts[0])[1] is None else f"{asked} Ask it wherever it arises."
    if len(sure) < len(facts):
        sure.append("wherever else it arises")
    return f"{asked} Ask it about {listed(sure)}."
