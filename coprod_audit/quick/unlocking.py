"""Which answers stand on the best ways to a place: what advice is looked for where an intention stands above.

`changes` says it with everything that an audit tells of the ways; here only the facts are wanted, for many responses.
So the diagram is cut down to one question, whether the place is surely reached: most facts and choices drop out.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from coprod_audit.board import Board
from coprod_audit.changes import SHOWN
from coprod_audit.conditions import UNKNOWN
from coprod_audit.diagram import Diagram
from coprod_audit.loom import Loom
from coprod_audit.quick.machine import Choice, Remembered
from coprod_audit.spots import NOT_KNOWN, Spot, Spots

MOST_WAYS = 256
"""The ways of so many sets of answers are remembered, those that were asked for last."""

_NEVER = 1_000_000
_SHORT, _THERE = ~0, ~1


class _Step(NamedTuple):
    """What an answer leads to at its level, and what it could change to: what that adds to a way, and which turn then."""

    turn: int
    moves: tuple[tuple[int, int], ...]


_Way = int
"""How many ranks all changes of a way come to, times two to the power of `_Places.bits`, less a bit for each change.

The bit is the higher the earlier METHOD's order tells of the change, so that the least number is the best way.
"""


class _Places(NamedTuple):
    """Where changes stand in METHOD's order: those of answers that are not known first, then the others."""

    facts: tuple[str, ...]

    @property
    def bits(self) -> int:
        """How many places there are."""
        return 2 * len(self.facts)

    def change(self, place: int, ranks: int, *, known: bool) -> _Way:
        """What a change of so many ranks adds to a way."""
        return (ranks << self.bits) - (1 << self.bits - 1 - place - known * len(self.facts))

    def of(self, ways: Iterable[_Way]) -> tuple[str, ...]:
        """The facts that are changed on the ways, in that order, each once."""
        found: dict[str, None] = {}
        for way in ways:
            changes = -way & (1 << self.bits) - 1
            while changes:
                bit = changes.bit_length() - 1
                changes ^= 1 << bit
                found[self.facts[~bit % len(self.facts)]] = None
        return tuple(found)


Ways = Callable[[tuple[Choice, ...]], tuple[str, ...]]
"""The facts on the best ways to a place, best way first, each once, from the answers that it depends on."""


class Goal:
    """A place to be surely reached, by its height. `facts` are all that have a say in it."""

    def __init__(self, board: Board, height: int) -> None:
        diagram = reaching(board.diagram, height)
        levels = sorted(set(diagram.levels))
        in_order = {place: diagram.facts[level] for level, place in enumerate(board.order)}
        self.facts = tuple(diagram.facts[level] for level in levels)
        self._places = _Places(tuple(in_order[place] for place in range(len(in_order))))
        self._spots = Spots(diagram)
        self._steps = [(level, Remembered(_Steps(board, diagram, level, self._places))) for level in levels]
        self.ways: Ways = lru_cache(MOST_WAYS)(self._ways)

    def _ways(self, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        """The facts on the best ways there, best way first, each once; `choices` are the answers to `facts`."""
        steps = {level: known[choice] for (level, known), choice in zip(self._steps, choices, strict=True)}
        search = _Search(self._spots, steps, (1 << self._places.bits) - 1)
        return self._places.of(search.best(self._spots.root()))


def reaching(diagram: Diagram, height: int) -> Diagram:
    """The diagram cut down to two places: below a height, and there or higher."""
    loom = Loom(diagram.facts, diagram.classes)
    cut = {~place: _THERE if place >= height else _SHORT for place in range(len(diagram.places))}
    for node in diagram.upwards():
        cut[node] = loom.node(diagram.levels[node], tuple(map(cut.__getitem__, diagram.children[node])))
    levels, children, root = loom.finish(cut[diagram.root])
    return diagram._replace(
        places=(diagram.places[0], diagram.places[height]), levels=levels, children=children, root=root
    )


class _Steps:
    """Makes the step of each answer at one level. Turns that lead to the same are one move, at its least cost."""

    def __init__(self, board: Board, diagram: Diagram, level: int, places: _Places) -> None:
        here = [children for node, children in enumerate(diagram.children) if diagram.levels[node] == level]
        self._leads = list(zip(*here, strict=True))
        self._moves, self._numbers = board.moves[level], diagram.numbers[level][1]
        self._place, self._places = board.order[level], places

    def __call__(self, choice: Choice) -> _Step:
        given = UNKNOWN if choice is None else choice
        turn = self._numbers.get(given, NOT_KNOWN)
        here = self._leads[turn] if turn != NOT_KNOWN else None
        moves: dict[tuple[int, ...], tuple[int, int]] = {}
        for move in sorted(self._moves.get(given, ())):
            if self._leads[move.to] != here:
                change = self._places.change(self._place, move.ranks, known=turn != NOT_KNOWN)
                moves.setdefault(self._leads[move.to], (change, move.to))
        return _Step(turn, tuple(moves.values()))


class _Search:
    """The hunt for the fewest changes of one sheet, and among those for the best."""

    def __init__(self, spots: Spots, steps: dict[int, _Step], changes: int) -> None:
        self._after, self._steps, self._changes = spots.after, steps, changes
        self._fewest: dict[Spot, int] = {}
        self._best: dict[Spot, list[_Way]] = {}

    def best(self, spot: Spot) -> list[_Way]:
        """The best ways from a spot with the fewest changes, in METHOD's order; none where none leads there."""
        known = self._best.get(spot)
        if known is None:
            fewest = self._count(spot)
            known = [0] if fewest == 0 else self._found(spot, fewest) if fewest < _NEVER else []
            self._best[spot] = known
        return known

    def _found(self, spot: Spot, fewest: int) -> list[_Way]:
        turn, moves = self._steps[spot.level]
        unchanged = spot.nexts[turn] or self._after(spot, turn)
        ways = list(self.best(unchanged)) if self._count(unchanged) == fewest else []
        for change, to in moves:
            changed = spot.nexts[to] or self._after(spot, to)
            if self._count(changed) == fewest - 1:
                ways += [way + change for way in self.best(changed)]
        if len(ways) < 2:
            return ways
        found: dict[int, _Way] = {}
        for way in sorted(ways):
            found.setdefault(-way & self._changes, way)  # of two that change the same the better one
        return list(found.values())[:SHOWN]

    def _count(self, spot: Spot) -> int:
        """How many changes are needed from a spot on, whatever the unknown answers turn out to be."""
        known = self._fewest
        if spot in known:
            return known[spot]
        if (
            not spot.nexts or _SHORT in spot.nodes
        ):  # a branch that has ended short stays so, whatever the others do
            known[spot] = fewest = _NEVER if _SHORT in spot.nodes else 0
            return fewest
        turn, moves = self._steps[spot.level]
        nexts, after = spot.nexts, self._after
        then = nexts[turn] or after(spot, turn)
        fewest = known[then] if then in known else self._count(then)
        for _, to in moves:
            if fewest <= 1:
                break
            then = nexts[to] or after(spot, to)
            count = known[then] if then in known else self._count(then)
            if count < fewest:
                fewest = count + 1
        known[spot] = fewest
        return fewest
