"""The one thing to know first, chosen by rule, and the word of caution about whose view it is."""

from typing import Any

from coprod_audit.ladder import BELOW, Ladder
from coprod_audit.portfolio.tally import Tally

Data = dict[str, Any]


def one_thing(ladder: Ladder, tally: Tally, claimed: Data) -> str:
    """Say the one thing to know: that many claim too much, where that is a third of those who claim; else the half.

    The half is said from below, by the lowest place that at least half of the responses surely do not pass; where that
    would be the top, from above.
    """
    above = claimed["above"]
    if above["n"] and above["n"] * 3 >= above["of"]:
        return f"More is claimed than the answers show in {above['says']} responses that claim a rung."
    return _half_below(ladder, tally) or _half_above(ladder, tally)


def _half_below(ladder: Ladder, tally: Tally) -> str:
    for place in ladder.places[:-1]:
        n = sum(
            n
            for (_, _, highest, _), n in tally.standings.items()
            if ladder.height(highest) <= ladder.height(place)
        )
        if n * 2 >= tally.responses:
            title = ladder.at(place).title
            if place == BELOW:
                return f"{_responses(n, tally)} {'stands' if n == 1 else 'stand'} {title}."
            return f"{_responses(n, tally)} {_describe(n)} {title} or less."
    return ""


def _half_above(ladder: Ladder, tally: Tally) -> str:
    for place in reversed(ladder.places[1:]):
        n = sum(
            n
            for (_, lowest, _, _), n in tally.standings.items()
            if ladder.height(lowest) >= ladder.height(place)
        )
        if n * 2 >= tally.responses:
            return f"{_responses(n, tally)} {_describe(n)} {ladder.at(place).title}{_or_more(ladder, place)}."
    return "Most responses leave it open where the project stands: too much is not known."


def _responses(n: int, tally: Tally) -> str:
    return "The one response" if tally.responses == 1 else f"{n:,} of {tally.responses:,} responses"


def _describe(n: int) -> str:
    return "describes" if n == 1 else "describe"


def _or_more(ladder: Ladder, place: str) -> str:
    return "" if place == ladder.places[-1] else " or more"


_OFTEN = "People often see fewer chances to take part than staff report."


def staff_caution(by: Data) -> str | None:
    """Say whose view this is, where people themselves answered in fewer than half of the responses."""
    people, staff, not_said = by["people"], by["staff_only"], by["not_said"]
    if people["n"] * 2 >= people["of"]:
        return None
    if staff["n"] * 2 < staff["of"]:
        return (
            f"Nobody can tell whose view this mostly is: people themselves answered in {people['says']} responses, and in"
            f" {not_said['says']} nobody said who answered. {_OFTEN}"
        )
    if not people["n"]:
        return f"This is how staff and their partners see it: in no response is it said that people themselves answered. {_OFTEN}"
    return f"This is mostly how staff and their partners see it: people themselves answered in {people['says']} responses. {_OFTEN}"
