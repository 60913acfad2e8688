"""The smallest sets of changes that raise or lower a project, searched in the decision diagram.

METHOD, Explanation is part of the result: fewest questions (a row counts one), then fewest ranks (an
unknown counts from the lowest choice), then questionnaire order, unknowns first. Two readings are ours. A
raise counts only if it is *guaranteed*: facts that stay unknown may turn out as badly as they can. And
where the present answer is `not-come-up` the matter may come up, so that row may change (counted from the
lowest choice, like an unknown); `fixed-outside` never changes, and neither is ever what something changes to.

A row that is not asked (`differences` of a row that was not worked out) is never suggested: where no
criterion looks at it, a set with it would not be among the smallest.
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Facts
from coprod_audit.diagram import Diagram, Sheet, diagram_of, made_once, step
from coprod_audit.questionnaire import Choice, Questionnaire
from coprod_audit.verdict import Change, Ways

FIXED = "fixed-outside"
"""The choice that says others settled it (a law, a funder): nobody here can change it."""

SHOWN = 3
"""How many ways are shown; the others are counted."""

_NEVER = 1_000_000


class Move(NamedTuple):
    """The cheapest change of one fact into one class of choices. `ranks` is how far that is."""

    ranks: int
    rank: int
    choice: str
    to: int


class _Way(NamedTuple):
    """Changes that lead there: (place in the order of facts, move, level) of each, in that order.

    Of two ways with the same facts the smaller value is better: fewer ranks, then fewer in earlier facts.
    """

    ranks: int
    changes: tuple[tuple[int, Move, int], ...]


_Found = dict[frozenset[int], _Way]


class Board(NamedTuple):
    """What every hunt for changes with one questionnaire needs.

    `moves` and `lower` say, for each level and present choice, which classes the fact can change to, and
    which of them hold a lower choice; `order` where the fact of a level stands in the questionnaire.
    """

    diagram: Diagram
    order: tuple[int, ...]
    moves: tuple[dict[str, tuple[Move, ...]], ...]
    lower: tuple[dict[str, frozenset[int]], ...]


def raises(board: Board, facts: Facts, sheet: Sheet, target: int) -> Ways:
    """What would make sure of the place at this height, or of a higher one."""
    ends = {~height for height in range(target, len(board.diagram.places))}
    return _Search(board, facts, sheet, frozenset(ends), surely=True).smallest(board.diagram.places[target])


def lowers(board: Board, facts: Facts, sheet: Sheet, lowest: int) -> Ways | None:
    """What would let the lowest place fall below this height: to the target or lower. None at height 0."""
    if lowest == 0:
        return None
    ends = frozenset(~height for height in range(lowest))
    return _Search(board, facts, sheet, ends, surely=False).smallest(board.diagram.places[lowest - 1])


class _Search:
    """The hunt for the smallest sets of changes after which the ends are good.

    `surely`: every end that can still be reached has to be good, else one is enough. Sets of nodes are
    where the diagram can be, given what stays unknown; the fewest changes from each single node bound
    the hunt from below.
    """

    def __init__(
        self, board: Board, facts: Facts, sheet: Sheet, good: frozenset[int], *, surely: bool
    ) -> None:
        self.board, self.diagram, self.good = board, board.diagram, good
        self.worst = max if surely else min
        self.facts, self.depths = facts, board.diagram.depths
        self.sheet = sheet
        self.moves = tuple(
            moves.get(facts.get(fact, UNKNOWN), ())
            for fact, moves in zip(board.diagram.facts, board.moves, strict=True)
        )
        self.fewest = self._fewest()
        self._ways: dict[tuple[frozenset[int], int], _Found] = {}
        self._counts: dict[tuple[frozenset[frozenset[int]], int], int] = {}

    def smallest(self, target: str) -> Ways:
        """All smallest sets, counted; the best of them in METHOD's order."""
        root = frozenset({self.diagram.root})
        for budget in range(self.bound(root), len(self.sheet) + 1):
            if found := self.ways(root, budget):
                count = len(found) if len(found) < SHOWN else self.count(frozenset({root}), budget)
                return Ways(target, count, tuple(self._told(way) for way in found.values()))
        return Ways(target, 0, ())

    def _told(self, way: _Way) -> tuple[Change, ...]:
        facts = ((self.diagram.facts[level], move.choice) for _, move, level in way.changes)
        return tuple(Change(fact, self._known(fact), choice) for fact, choice in facts)

    def _known(self, fact: str) -> str | None:
        choice = self.facts.get(fact, UNKNOWN)
        return None if choice == UNKNOWN else choice

    def bound(self, nodes: frozenset[int]) -> int:
        """At least this many changes are needed from here."""
        return self.worst(map(self.fewest.__getitem__, nodes))

    def _fewest(self) -> list[int]:
        """For each node, and behind them by negative number for each end: the fewest changes to good ends."""
        levels, children, nodes = self.diagram.levels, self.diagram.children, len(self.diagram.levels)
        ends = [0 if ~height in self.good else _NEVER for height in range(len(self.diagram.places))]
        fewest = [0] * nodes + ends[::-1]
        for node in reversed(range(nodes)):
            level, kids = levels[node], children[node]
            chosen = self.sheet[level]
            best = self.worst(fewest[kid] for kid in kids) if chosen is None else fewest[kids[chosen]]
            for move in self.moves[level]:
                best = min(best, 1 + fewest[kids[move.to]])
            fewest[node] = best
        return fewest

    def ways(self, nodes: frozenset[int], budget: int) -> _Found:
        """The best sets of exactly `budget` changes that lead from these nodes to good ends, best first.

        Promises nothing where fewer would do: `smallest` asks for the least budget first. The best of
        the parts make the best of the whole, so no more than are shown are ever kept.
        """
        if self.bound(nodes) > budget:
            return {}
        level = min(map(self.depths.__getitem__, nodes))
        if level == len(self.sheet):
            return {frozenset(): _Way(0, ())}
        if (nodes, budget) not in self._ways:
            found = self._branch(nodes, level, budget)
            if len(found) > 1:
                found = dict(sorted(found.items(), key=_in_order)[:SHOWN])
            self._ways[nodes, budget] = found
        return self._ways[nodes, budget]

    def _branch(self, nodes: frozenset[int], level: int, budget: int) -> _Found:
        found = dict(self.ways(step(self.diagram, nodes, level, self.sheet[level]), budget))
        place = self.board.order[level] + (self.sheet[level] is not None) * len(self.sheet)
        for move in self.moves[level]:
            change = (place, move, level)
            for levels, rest in self.ways(step(self.diagram, nodes, level, move.to), budget - 1).items():
                way = _Way(rest.ranks + move.ranks, tuple(sorted((change, *rest.changes))))
                key = levels | {level}
                found[key] = min(found.get(key, way), way)
        return found

    def count(self, family: frozenset[frozenset[int]], budget: int) -> int:
        """How many sets of facts lead there with `budget` changes, whatever the facts change to.

        The family is where the diagram can be, one member for each way to choose the values so far.
        """
        family = frozenset(nodes for nodes in family if self.bound(nodes) <= budget)
        if not family:
            return 0
        level = min(self.depths[node] for nodes in family for node in nodes)
        if level == len(self.sheet):
            return 1
        if (family, budget) not in self._counts:
            left = (step(self.diagram, nodes, level, self.sheet[level]) for nodes in family)
            changed = (step(self.diagram, nodes, level, m.to) for nodes in family for m in self.moves[level])
            counted = self.count(frozenset(left), budget) + self.count(frozenset(changed), budget - 1)
            self._counts[family, budget] = counted
        return self._counts[family, budget]


def _in_order(found: tuple[frozenset[int], _Way]) -> tuple[int, list[int]]:
    """METHOD's order: fewest ranks, then questionnaire order, unknowns first."""
    return found[1].ranks, [change[0] for change in found[1].changes]


@made_once
def board_of(questionnaire: Questionnaire) -> Board:
    """The board of a questionnaire, made once."""
    diagram = diagram_of(questionnaire)
    order = {fact: place for place, fact in enumerate(questionnaire.decisive)}
    choices = [questionnaire.by_fact[fact][0].choices for fact in diagram.facts]
    return Board(
        diagram,
        tuple(order[fact] for fact in diagram.facts),
        tuple(_moves(diagram, level, given) for level, given in enumerate(choices)),
        tuple(_lower_classes(diagram, level, given) for level, given in enumerate(choices)),
    )


def _moves(diagram: Diagram, level: int, choices: tuple[Choice, ...]) -> dict[str, tuple[Move, ...]]:
    """From each choice that may change, and from unknown, the cheapest way into every other class."""
    ranks = {choice.id: choice.rank for choice in choices if choice.rank is not None}
    starts = [choice.id for choice in choices if choice.id != FIXED]
    return {start: tuple(_cheapest(diagram.classes[level], ranks, start)) for start in (UNKNOWN, *starts)}


def _cheapest(classes: tuple[tuple[str, ...], ...], ranks: dict[str, int], start: str) -> Iterable[Move]:
    origin = ranks.get(start, min(ranks.values(), default=0))
    for number, members in enumerate(classes):
        if start not in members and (inside := [choice for choice in members if choice in ranks]):
            ranked = min((abs(ranks[choice] - origin), ranks[choice], choice) for choice in inside)
            yield Move(*ranked, number)


def _lower_classes(diagram: Diagram, level: int, choices: tuple[Choice, ...]) -> dict[str, frozenset[int]]:
    ranks = {choice.id: choice.rank for choice in choices if choice.rank is not None}
    numbers = diagram.numbers[level][1]
    return {
        start: frozenset(numbers[c] for c in ranks if ranks[c] < rank) - {numbers[start]}
        for start, rank in ranks.items()
    }
