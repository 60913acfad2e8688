"""Groups of responses beside each other, in the order of the alphabet, as far as they may be shown.

Where a response stands is the one thing told by group; the docstring of `suppression` says why there is no second.
Ranges stand in one column. What is said of outliers in groups is worked out from shown numbers alone, so that it
gives nothing away.
"""

from itertools import accumulate
from typing import Any, NamedTuple

from coprod_audit.ladder import Ladder
from coprod_audit.narrative.words import capital, listed
from coprod_audit.portfolio.counting import FAR
from coprod_audit.portfolio.standings import Far, figure, figures, part
from coprod_audit.portfolio.suppression import Suppressed, suppressed
from coprod_audit.portfolio.tally import MOST_GROUPS, Group, Tally

Data = dict[str, Any]

NOT_SHOWN, NOT_SAID = "not shown", "(not said)"
ANOTHER = (
    "What is hidden here can be worked out by whoever also has a portfolio of the same responses, or of nearly the same,"
    " that is grouped by something else or hides less: publish one of them."
)
"""What no portfolio can see to by itself."""


class Grouped(NamedTuple):
    """Groups in their order, how many of each stand at each place and in a range, and what of it may be shown."""

    groups: list[Group]
    table: list[list[int]]
    shown: Suppressed


def grouped(ladder: Ladder, tally: Tally, least: int) -> Grouped | None:
    """The groups of a tally; None where there are not at least two, or too many."""
    if tally.groups is None or len(tally.groups) < 2:
        return None
    groups = sorted(tally.groups, key=_alphabetical)
    table = [_row(ladder, tally.groups[group]) for group in groups]
    return Grouped(groups, table, suppressed(table, least))


def _alphabetical(group: Group) -> tuple[Any, ...]:
    """By letter, great and small alike, and what was not said last."""
    return (*((not value, value.casefold()) for value in group), group)


def _row(ladder: Ladder, spans: dict[tuple[str, str], int]) -> list[int]:
    surely = [spans.get((place, place), 0) for place in ladder.places]
    return [*surely, sum(spans.values()) - sum(surely)]


def told(ladder: Ladder, tally: Tally, by: tuple[str, ...], found: Grouped | None, least: int) -> Data | None:
    """The table of groups, or a sentence why there is none; None where no groups were asked for."""
    if not by:
        return None
    titles = [capital(step.title) for step in ladder.steps]
    heading = listed([field.replace("-", " ") for field in by])
    none: Data = {
        "by": list(by),
        "heading": heading,
        "columns": [*titles, "A range"],
        "rows": [],
        "hidden": None,
    }
    if found is None:
        return none | {"says": _no_table(tally, heading)}
    rows = [
        {
            "group": list(group),
            "name": ", ".join(value or NOT_SAID for value in group),
            **part(sum(numbers), tally.responses),
            "cells": [_cell(n, is_shown) for n, is_shown in zip(numbers, cells, strict=True)],
        }
        for group, numbers, is_shown, cells in zip(*found[:2], *found.shown, strict=True)
        if is_shown
    ]
    if not rows:
        return none | {
            "says": f"No group can be shown without telling about one of fewer than {figures(least)} responses."
        }
    return none | {"rows": rows, "hidden": _hidden(found), "says": _says(found, least)}


def _cell(n: int, is_shown: bool) -> Data:
    return {"shown": is_shown, "n": n if is_shown else None, "says": figure(n) if is_shown else NOT_SHOWN}


def _no_table(tally: Tally, heading: str) -> str:
    if tally.groups is None:
        return f"There are more than {MOST_GROUPS:,} different values of {heading}: too many to stand beside each other. Group by something that several responses share."
    return f"All responses have the same {heading}, so that there is nothing to set side by side."


def _hidden(found: Grouped) -> Data | None:
    """How many groups are not shown, and how many responses are in them: both follow from what is shown."""
    sizes = [sum(row) for row, shown in zip(found.table, found.shown.rows, strict=True) if not shown]
    return {"groups": len(sizes), **part(sum(sizes), sum(map(sum, found.table)))} if sizes else None


def _says(found: Grouped, least: int) -> str:
    hidden, parts = _hidden(found), ["The groups stand in the order of the alphabet, and that is no ranking."]
    if any(
        not cell
        for row, shown in zip(found.shown.cells, found.shown.rows, strict=True)
        if shown
        for cell in row
    ):
        parts.append(
            f"“Not shown” stands for a number below {figures(least)}, 0 among them, or for another that would give such a number away."
        )
    if hidden:
        parts.append(
            f"{capital(figures(hidden['groups']))} groups with {hidden['says']} responses are not shown: each has fewer than {figures(least)}, or keeps such a group from being worked out."
        )
    if len(parts) > 1:
        parts.append(ANOTHER)
    return " ".join(parts)


def far_from_group(ladder: Ladder, tally: Tally, found: Grouped | None) -> tuple[Data | None, list[Far]]:
    """How many stand two rungs or more from the middle of their group, of the groups of which everything is shown.

    The middle is the median of those who stand at one place surely; of two in the middle, the nearer one counts.
    """
    if found is None:
        return None, []
    far, of, places = 0, 0, []
    for group, numbers, cells in zip(found.groups, found.table, found.shown.cells, strict=True):
        surely = numbers[:-1]
        if not all(cells) or not sum(surely):
            continue
        low, high = _middle(surely)
        of += sum(surely)
        for height, n in enumerate(surely):
            if height <= low - FAR or height >= high + FAR:
                far += n
                place = ladder.places[height]
                why = f"stands at {ladder.at(place).title}, far from most of its group"
                places += [Far(where, why) for where in tally.places.get((group, None, place, place), ())]
    return (part(far, of) if of else None), places


def _middle(numbers: list[int]) -> tuple[int, int]:
    """The lower and the upper median of so many at each height."""
    upto, of = list(accumulate(numbers)), sum(numbers)
    low, high = (next(h for h, n in enumerate(upto) if n > at) for at in ((of - 1) // 2, of // 2))
    return low, high
