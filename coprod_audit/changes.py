"""The smallest sets of changes that raise or lower a project, searched in the decision diagram.

METHOD, Explanation is part of the result: fewest questions (a row counts one), then fewest ranks (an
unknown counts from the lowest choice), then questionnaire order, unknowns first. Two readings are ours. A
raise counts only if it is *guaranteed*: facts that stay unknown may turn out as badly as they can. And
where the present answer is `not-come-up` the matter may come up, so that row may change (counted from the
lowest choice, like an unknown); `fixed-outside` never changes, and neither is ever what something changes to.

A row that is not asked (`differences` of a row that was not worked out) is never suggested: where no
criterion looks at it, a set with it would not be among the smallest.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from coprod_audit.board import Move, Present
from coprod_audit.conditions import UNKNOWN
from coprod_audit.spots import NOT_KNOWN, Spot
from coprod_audit.verdict import Change, Ways

SHOWN = 3
"""How many ways are shown; the others are counted."""

_NEVER = 1_000_000


class _Way(NamedTuple):
    """Changes that lead there: (place in the order of facts, move, level) of each, in that order.

    Of two ways with the same facts the smaller value is better: fewer ranks, then fewer in earlier facts.
    """

    ranks: int
    changes: tuple[tuple[int, Move, int], ...]


_Found = dict[frozenset[int], _Way]


def raises(now: Present, target: int) -> Ways:
    """What would make sure of the place at this height, or of a higher one."""
    return _Search(now, target, surely=True).smallest(now.board.diagram.places[target])


def lowers(now: Present) -> Ways | None:
    """What would let the lowest place fall: to the target or lower. None at height 0."""
    lowest = now.walk.low
    if lowest == 0:
        return None
    return _Search(now, lowest, surely=False).smallest(now.board.diagram.places[lowest - 1])


class _Search:
    """The hunt for the smallest sets of changes after which an end is good.

    `surely`: it is good if no height below `height` is possible any more, else if one is. The hunt walks
    along spots; the fewest changes from each single node bound it from below.
    """

    def __init__(self, now: Present, height: int, *, surely: bool) -> None:
        self.board, self.diagram, self.spots = now.board, now.board.diagram, now.board.spots
        self.facts, self.walk, self.turns, self.moves = now.facts, now.walk, now.walk.turns, now.moves
        self.height, self.surely = height, surely
        self._bounds: dict[Spot, int] = {}
        self._ways: dict[tuple[Spot, int], _Found] = {}
        self._counts: dict[tuple[frozenset[Spot], int], int] = {}

    def smallest(self, target: str) -> Ways:
        """All smallest sets, counted; the best of them in METHOD's order."""
        if single := self._single():
            return self._ways_to(target, len(single), single)
        self.fewest = self._fewest()
        root = self.walk.root
        for budget in range(max(2, self.bound(root)), len(self.turns) + 1):
            if found := self.ways(root, budget):
                count = len(found) if len(found) < SHOWN else self.count(frozenset((root,)), budget)
                return self._ways_to(target, count, found.values())
        return Ways(target, 0, ())

    def _single(self) -> list[_Way]:
        """The best single change of each fact that leads there, best first: off the path and straight on."""
        walk, height, surely = self.walk, self.height, self.surely
        found = []
        for spot in walk.path:
            level = spot.level
            good = [
                move for move in self.moves[level] if (walk.end_after(spot, move.to).low >= height) is surely
            ]
            if good:
                best = min(good)
                found.append((best.ranks, self._place(level), best, level))
        return [_Way(ranks, ((place, move, level),)) for ranks, place, move, level in sorted(found)]

    def _ways_to(self, target: str, number: int, found: Iterable[_Way]) -> Ways:
        shown = list(islice(found, SHOWN))
        reaches = tuple(map(self._reached, shown)) if self.surely else ()
        return Ways(target, number, tuple(map(self._told, shown)), reaches)

    def _told(self, way: _Way) -> tuple[Change, ...]:
        facts = self.diagram.facts
        return tuple(
            [Change(facts[level], self._known(facts[level]), move.choice) for _, move, level in way.changes]
        )

    def _reached(self, way: _Way) -> str:
        """The place that a way makes sure of, which may lie above the target."""
        turns, spot = self.turns.copy(), self.walk.root
        for _, move, level in way.changes:
            turns[level] = move.to
        while spot.nexts:
            turn = turns[spot.level]
            spot = spot.nexts[turn] or self.spots.after(spot, turn)
        return self.diagram.places[spot.low]

    def _known(self, fact: str) -> str | None:
        choice = self.facts.get(fact, UNKNOWN)
        return None if choice == UNKNOWN else choice

    def _place(self, level: int) -> int:
        """Where a change of this level stands in METHOD's order: unknowns first."""
        return self.board.order[level] + (self.turns[level] != NOT_KNOWN) * len(self.turns)

    def bound(self, spot: Spot) -> int:
        """At least this many changes are needed from here."""
        known = self._bounds.get(spot)
        if known is None:
            worst = max if self.surely else min
            known = self._bounds[spot] = worst(map(self.fewest.__getitem__, spot.nodes))
        return known

    def _fewest(self) -> list[int]:
        """For each node, and behind them by negative number for each end: the fewest changes to good ends."""
        levels, children, turns = self.diagram.levels, self.diagram.children, self.turns
        worst = max if self.surely else min
        ends = [
            0 if (height >= self.height) is self.surely else _NEVER
            for height in range(len(self.diagram.places))
        ]
        fewest = [0] * len(levels) + ends[::-1]
        ways_out = [[move.to for move in moves] for moves in self.moves]
        for node in reversed(range(len(levels))):
            level, kids = levels[node], children[node]
            turn = turns[level]
            best = fewest[kids[turn]] if turn >= 0 else worst([fewest[kid] for kid in kids])
            for to in ways_out[level]:
                if fewest[kids[to]] < best:
                    best = fewest[kids[to]] + 1
            fewest[node] = best
        return fewest

    def ways(self, spot: Spot, budget: int) -> _Found:
        """The best sets of exactly `budget` changes that lead from this spot to good ends, best first.

        Promises nothing where fewer would do: `smallest` asks for the least budget first. The best of
        the parts make the best of the whole, so no more than are shown are ever kept.
        """
        if self.bound(spot) > budget:
            return {}
        if not spot.nexts:
            return {frozenset(): _Way(0, ())}
        found = self._ways.get((spot, budget))
        if found is None:
            found = self._branch(spot, budget)
            if len(found) > 1:
                found = dict(sorted(found.items(), key=_in_order)[:SHOWN])
            self._ways[spot, budget] = found
        return found

    def _branch(self, spot: Spot, budget: int) -> _Found:
        level, nexts, after = spot.level, spot.nexts, self.spots.after
        turn = self.turns[level]
        found = dict(self.ways(nexts[turn] or after(spot, turn), budget))
        place = self._place(level)
        for move in self.moves[level]:
            rests = self.ways(nexts[move.to] or after(spot, move.to), budget - 1)
            for levels, rest in rests.items():
                way = _Way(rest.ranks + move.ranks, tuple(sorted(((place, move, level), *rest.changes))))
                key = levels | {level}
                found[key] = min(found.get(key, way), way)
        return found

    def count(self, family: frozenset[Spot], budget: int) -> int:
        """How many sets of facts lead there with `budget` changes, whatever the facts change to.

        The family is where the diagram can be, one member for each way to choose the values so far.
        """
        family = frozenset([spot for spot in family if self.bound(spot) <= budget])
        if not family:
            return 0
        level = min(spot.level for spot in family)
        if level == len(self.turns):
            return 1
        counted = self._counts.get((family, budget))
        if counted is None:
            left = self._stepped(family, level, (self.turns[level],))
            changed = self._stepped(family, level, [move.to for move in self.moves[level]])
            counted = self.count(left, budget) + self.count(changed, budget - 1)
            self._counts[family, budget] = counted
        return counted

    def _stepped(self, family: frozenset[Spot], level: int, turns: Sequence[int]) -> frozenset[Spot]:
        after = self.spots.after
        here = [spot for spot in family if spot.level == level]
        beyond = [spot for spot in family if spot.level != level] if turns else ()
        return frozenset(
            (*beyond, *[spot.nexts[turn] or after(spot, turn) for spot in here for turn in turns])
        )


def _in_order(found: tuple[frozenset[int], _Way]) -> tuple[int, list[int]]:
    """METHOD's order: fewest ranks, then questionnaire order, unknowns first."""
    return found[1].ranks, [change[0] for change in found[1].changes]
