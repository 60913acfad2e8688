"""Why a project stands where it stands: what would raise it, lower it, settle it, and what it rests on.

Everything is read off the decision diagram and exact (METHOD, Explanation is part of the result).
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from coprod_audit.board import Present, board_of, present
from coprod_audit.changes import lowers, raises
from coprod_audit.conditions import UNKNOWN, Facts
from coprod_audit.diagram import Diagram
from coprod_audit.placing import standing_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.settling import settle
from coprod_audit.spots import Spot, heights_of
from coprod_audit.verdict import Settling, Standing, Support, Ways


class Explanation(NamedTuple):
    """Where a project stands, and everything that says why."""

    standing: Standing
    raises: tuple[Ways, ...]
    lowers: Ways | None
    settle: tuple[Settling, ...]
    rests_on: tuple[Support, ...]


def explain(questionnaire: Questionnaire, facts: Facts, intends: str | None = None) -> Explanation:
    """Where the facts place a project, and why. `intends` is a rung to be reached as well, if it is higher."""
    board = board_of(questionnaire)
    now = present(board, facts)
    standing = standing_of(board.diagram, heights_of(now.walk.heights))
    return Explanation(
        standing,
        _raises(now, _targets(board.diagram, standing.lowest, intends)),
        lowers(now),
        settle(now.walk, board.order),
        _rests_on(now),
    )


def _targets(diagram: Diagram, lowest: str, intends: str | None) -> tuple[int, ...]:
    """The height just above, and the intended one where that is higher still."""
    above = diagram.places.index(lowest) + 1
    intended = diagram.places.index(intends) if intends is not None else 0
    if above == len(diagram.places):
        return ()
    return (above, intended) if intended > above else (above,)


def _raises(now: Present, targets: Iterable[int]) -> tuple[Ways, ...]:
    """What leads to each height, with the place it really leads to; nothing is said twice."""
    found = [raises(now, target) for target in targets]
    return tuple(ways for ways, above in zip_longest(found, found[1:]) if not _same(ways, above))


def _same(ways: Ways, above: Ways | None) -> bool:
    return above is not None and bool(ways.shown) and ways.shown == above.shown


def _rests_on(now: Present) -> tuple[Support, ...]:
    """The known facts of which a lower answer alone would bring the lowest place down, and to where."""
    order = now.board.order
    supports = [_support(now, spot) for spot in sorted(now.walk.path, key=lambda spot: order[spot.level])]
    return tuple([support for support in supports if support is not None])


def _support(now: Present, spot: Spot) -> Support | None:
    board, walk = now.board, now.walk
    fact, places = board.diagram.facts[spot.level], board.diagram.places
    lower = board.lower[spot.level].get(now.facts.get(fact, UNKNOWN), ())
    falls = [height for to in lower if (height := walk.end_after(spot, to).low) < walk.low]
    return Support(fact, places[max(falls)], places[min(falls)]) if falls else None
