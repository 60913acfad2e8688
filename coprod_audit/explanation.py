"""Why a project stands where it stands: what would raise it, lower it, settle it, and what it rests on.

Everything is read off the decision diagram and exact (METHOD, Explanation is part of the result).
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.changes import Board, board_of, lowers, raises
from coprod_audit.conditions import UNKNOWN, Facts
from coprod_audit.diagram import Diagram, Sheet
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.settling import settle
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
    diagram = board.diagram
    sheet = diagram.sheet(facts)
    standing = standing_of(diagram, diagram.heights(sheet))
    return Explanation(
        standing,
        tuple(raises(board, facts, sheet, target) for target in _targets(diagram, standing.lowest, intends)),
        lowers(board, facts, sheet, diagram.places.index(standing.lowest)),
        settle(diagram, board.order, sheet),
        _rests_on(board, facts, sheet),
    )


def standing_of(diagram: Diagram, heights: Iterable[int]) -> Standing:
    """The standing of a project that may turn out at any of these heights of the ladder."""
    possible = tuple(diagram.places[height] for height in sorted(heights))
    lowest, highest = possible[0], possible[-1]
    enough = not (lowest == diagram.places[0] and highest == diagram.places[-1])
    return Standing(lowest if len(possible) == 1 else None, lowest, highest, possible, enough)


def _targets(diagram: Diagram, lowest: str, intends: str | None) -> tuple[int, ...]:
    """The height just above, and the intended one where that is higher still."""
    above = diagram.places.index(lowest) + 1
    intended = diagram.places.index(intends) if intends is not None else 0
    if above == len(diagram.places):
        return ()
    return (above, intended) if intended > above else (above,)


def _rests_on(board: Board, facts: Facts, sheet: Sheet) -> tuple[Support, ...]:
    """The known facts of which a lower answer alone would bring the lowest place down, and to where."""
    lowest = min(board.diagram.heights(sheet))
    asked = {board.diagram.level(node) for node in board.diagram.reached(sheet) if node >= 0}
    supports = (
        _support(board, facts, sheet, level, lowest) for level in sorted(asked, key=board.order.__getitem__)
    )
    return tuple(support for support in supports if support is not None)


def _support(board: Board, facts: Facts, sheet: Sheet, level: int, lowest: int) -> Support | None:
    diagram = board.diagram
    fact = diagram.facts[level]
    lower = board.lower[level].get(facts.get(fact, UNKNOWN), frozenset())
    heights = [min(diagram.heights((*sheet[:level], to, *sheet[level + 1 :]))) for to in lower]
    falls = [height for height in heights if height < lowest]
    return Support(fact, diagram.places[max(falls)], diagram.places[min(falls)]) if falls else None
