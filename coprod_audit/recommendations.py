"""Which advice is given, and in which order.

METHOD, Recommendations: alarms, missing treads, what unlocks the intended rung, then practice at the
present rung. Advice is active only if its condition surely holds. What is intended lower than the facts is
never nudged upwards.
"""

from collections.abc import Iterator
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Facts, Trigger, addresses, pulled, trigger
from coprod_audit.derived import Judged, grounded
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire, Recommendation
from coprod_audit.verdict import ChosenRecommendation, Practice, RaisedAlarm, ReasonKind, Ways


class Wanted(NamedTuple):
    """What advice is wanted for: everything that is amiss or in the way, in the order of telling."""

    alarms: tuple[RaisedAlarm, ...]
    missing_treads: tuple[str, ...]
    unlocks: tuple[str, ...]
    practice: Practice


class _Piece(NamedTuple):
    """A recommendation with its trigger, and the first answer it asks for: most advice goes no further.

    `plain` says that it speaks of nothing but answers, so that there is nothing to lead back to them. `alone` is that
    answer where it asks for nothing else, else None.
    """

    fact: str
    answers: frozenset[str | None]
    recommendation: Recommendation
    by: Trigger
    plain: bool
    alone: tuple[str, ...] | None


_Advice = dict[tuple[ReasonKind, str], list[_Piece]]


def recommended(
    questionnaire: Questionnaire, wanted: Wanted, facts: Facts, judged: Judged
) -> tuple[ChosenRecommendation, ...]:
    """The active advice, each once and where it is wanted first. `facts` hold the derived ones too."""
    advice = _advice(questionnaire)
    chosen: dict[str, ChosenRecommendation] = {}
    for reason in _reasons(wanted, facts):
        for fact, given, recommendation, by, plain, alone in advice.get(reason, ()):
            if facts.get(fact) in given and recommendation.id not in chosen:
                because = alone or pulled(by, facts)
                if because is not None:
                    grounds = because if plain else grounded(because, judged)
                    chosen[recommendation.id] = ChosenRecommendation(recommendation, *reason, grounds)
    return tuple(chosen.values())


def unlocks(judged: Judged, raises: tuple[Ways, ...]) -> tuple[str, ...]:
    """The facts on the ways to the intended rung, best way first; if only a claim stands above, to the next place."""
    target = judged.intends if judged.intends is not None else judged.claims
    if target is None or not raises or judged.height(target) <= judged.height(judged.standing.lowest):
        return ()
    way = raises[-1] if judged.intends is not None else raises[0]
    return tuple(dict.fromkeys(change.fact for changes in way.shown for change in changes))


def _reasons(wanted: Wanted, facts: Facts) -> Iterator[tuple[ReasonKind, str]]:
    """In METHOD's order; practice that is missing before practice that is partly there, then what nobody knows."""
    nobody_knows = tuple(fact for fact in wanted.practice.not_known if facts.get(fact) == UNKNOWN)
    practice = (*wanted.practice.not_in_place, *wanted.practice.partly, *nobody_knows)
    yield from (("alarm", raised.alarm.id) for raised in wanted.alarms)
    yield from (("tread", rung) for rung in wanted.missing_treads)
    yield from (("unlock", fact) for fact in wanted.unlocks)
    yield from (("practice", fact) for fact in practice)


@made_once
def _advice(questionnaire: Questionnaire) -> _Advice:
    """The advice by what it helps with."""
    advice: _Advice = {}
    for recommendation in questionnaire.recommendations:
        for reason in helped(recommendation, questionnaire):
            advice.setdefault(reason, []).append(_piece(recommendation, questionnaire))
    return advice


def _piece(recommendation: Recommendation, questionnaire: Questionnaire) -> _Piece:
    by = trigger(recommendation.when)
    fact, given = by.gates[0] if by.gates else ("", (None,))
    plain = all(one in questionnaire.by_fact for one in addresses(recommendation.when))
    alone = by.because if len(by.gates) == 1 and by.because else None
    return _Piece(fact, frozenset(given), recommendation, by, plain, alone)


def helped(recommendation: Recommendation, questionnaire: Questionnaire) -> Iterator[tuple[ReasonKind, str]]:
    """What a recommendation helps with. What unlocks a question unlocks each of its rows."""
    helps = recommendation.helps
    yield from (("alarm", alarm) for alarm in helps.alarms)
    yield from (("tread", rung) for rung in helps.treads)
    for unlocked in helps.unlocks:
        question = questionnaire.by_id.get(unlocked)
        yield from (("unlock", fact) for fact in (question.facts if question else (unlocked,)))
    yield from (("practice", fact) for fact in helps.practice)
