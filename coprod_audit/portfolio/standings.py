"""Where the responses of a portfolio stand: over the ladder, against what is claimed, and who says so."""

from typing import Any, NamedTuple

from coprod_audit.ladder import Ladder
from coprod_audit.narrative.words import capital, number
from coprod_audit.portfolio.counting import FAR, far_apart
from coprod_audit.portfolio.tally import Span, Tally, Where

Data = dict[str, Any]


class Far(NamedTuple):
    """An outlier with its place, and why it is one."""

    where: Where
    why: str


def part(n: int, of: int) -> Data:
    """A number with its denominator, in words for a sentence, `12 of 1,400`, and as it is written in a table."""
    return {"n": n, "of": of, "says": f"{n:,} of {of:,}", "figure": figure(n)}


def figure(n: int) -> str:
    """A number as it is written in a table."""
    return f"{n:,}"


def figures(n: int) -> str:
    """A number as it stands in a sentence: in words up to twelve."""
    words = number(n)
    return figure(n) if words.isdigit() else words


def counted(n: int, one: str, many: str) -> str:
    """A number with its noun, for a sentence: `one response`, `1,200 responses`."""
    return f"{figures(n)} {one if n == 1 else many}"


def span_title(ladder: Ladder, span: Span) -> str:
    """How a place or a range of places is called in a table."""
    lowest, highest = (ladder.at(place).title for place in span)
    if span[0] == span[1]:
        return capital(lowest)
    if span == (ladder.places[0], ladder.places[-1]):
        return f"Not enough is known (from {lowest} to {highest})"
    return f"From {lowest} to {highest}"


def spans(tally: Tally) -> dict[Span, int]:
    """How many responses stand from where to where."""
    counted: dict[Span, int] = {}
    for (_, lowest, highest, _), n in tally.standings.items():
        counted[lowest, highest] = counted.get((lowest, highest), 0) + n
    return counted


def ordered(ladder: Ladder, counted: dict[Span, int]) -> list[Span]:
    """Every place, lowest first, then the ranges that there are, in the order of their lowest and highest places."""
    height = ladder.height
    ranges = sorted((s for s in counted if s[0] != s[1]), key=lambda s: (height(s[0]), height(s[1])))
    return [*((place, place) for place in ladder.places), *ranges]


def distribution(ladder: Ladder, tally: Tally) -> Data:
    """How many stand surely at each place, and how many somewhere in each range."""
    counted, of = spans(tally), tally.responses
    surely = sum(n for (lowest, highest), n in counted.items() if lowest == highest)
    return {
        "rows": [
            {
                "lowest": span[0],
                "highest": span[1],
                "surely": span[0] == span[1],
                "title": span_title(ladder, span),
                **part(counted.get(span, 0), of),
            }
            for span in ordered(ladder, counted)
        ],
        "says": _settled(surely, of),
    }


_IN_A_RANGE = "stands somewhere in a range, and is counted once, in the row of its range"


def _settled(surely: int, of: int) -> str:
    left = of - surely
    if not left:
        return "In every response the answers settle the place."
    if not surely:
        return f"In no response do the answers settle the place. In each too much is not known: it {_IN_A_RANGE}."
    others, each = ("other one", "it") if left == 1 else ("others", f"each of these {left:,}")
    settled = f"In {surely:,} of {of:,} responses the answers settle the place."
    return f"{settled} In the {others} too much is not known: {each} {_IN_A_RANGE}."


def claimed(ladder: Ladder, tally: Tally) -> Data:
    """What is claimed against what the answers show: a row for each place and range, a column for each claim."""
    counted = spans(tally)
    claims: list[str | None] = [rung.id for rung in ladder.rungs]
    cells: dict[tuple[Span, str | None], int] = {}
    for (claim, lowest, highest, _), n in tally.standings.items():
        cells[(lowest, highest), claim] = cells.get(((lowest, highest), claim), 0) + n
    claims += [None] if any(claim is None for _, claim in cells) else []
    totals = [sum(n for (_, at), n in cells.items() if at == claim) for claim in claims]
    return {
        "columns": [
            {"claim": claim, "title": _claim_title(ladder, claim), **part(n, tally.responses)}
            for claim, n in zip(claims, totals, strict=True)
        ],
        "rows": [
            {
                "lowest": span[0],
                "highest": span[1],
                "title": span_title(ladder, span),
                "cells": [cells.get((span, claim), 0) for claim in claims],
                "figures": [figure(cells.get((span, claim), 0)) for claim in claims],
                **part(counted.get(span, 0), tally.responses),
            }
            for span in ordered(ladder, counted)
        ],
        **_against(ladder, tally),
    }


def _claim_title(ladder: Ladder, claim: str | None) -> str:
    return "Nothing claimed" if claim is None else capital(ladder.at(claim).title)


def _against(ladder: Ladder, tally: Tally) -> Data:
    """How many claim more than is possible, more than is shown, no more than is shown."""
    height = ladder.height
    above = not_shown = shown = 0
    for (claim, lowest, highest, _), n in tally.standings.items():
        if claim is None:
            continue
        if height(claim) > height(highest):
            above += n
        elif height(claim) > height(lowest):
            not_shown += n
        else:
            shown += n
    of = above + not_shown + shown
    return {
        "claiming": part(of, tally.responses),
        "above": part(above, of),
        "not_shown": part(not_shown, of),
        "shown": part(shown, of),
    }


def answered_by(tally: Tally) -> Data:
    """In how many responses people themselves were among those who answered."""
    by: dict[bool | None, int] = {}
    for (_, _, _, people), n in tally.standings.items():
        by[people] = by.get(people, 0) + n
    names = {"people": True, "staff_only": False, "not_said": None}
    return {name: part(by.get(key, 0), tally.responses) for name, key in names.items()}


def far_claims(ladder: Ladder, tally: Tally) -> tuple[Data, list[Far]]:
    """How many claim two rungs or more above or below all that is possible; and the places of some of them."""
    above = below = of = 0
    for (claim, lowest, highest, _), n in tally.standings.items():
        apart = far_apart(ladder, claim, lowest, highest)
        of += n if claim is not None else 0
        above += n if apart >= FAR else 0
        below += n if apart <= -FAR else 0
    found = [
        Far(where, f"claims {ladder.at(claim).title}, the answers show {_shown(ladder, (lowest, highest))}")
        for (group, claim, lowest, highest), places in tally.places.items()
        for where in places
        if group is None and claim is not None
    ]
    return {"claims_above": part(above, of), "claims_below": part(below, of)}, found


def _shown(ladder: Ladder, span: Span) -> str:
    lowest, highest = (ladder.at(place).title for place in span)
    return lowest if span[0] == span[1] else f"something from {lowest} to {highest}"
