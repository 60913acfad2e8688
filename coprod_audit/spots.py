"""Where answers lead while some of them are unknown, made as far as somebody asks.

An unknown answer follows every branch, so a walk through a diagram stands on several nodes at once: a *spot*.
A spot leads on with each class of choices of its level, and with `NOT_KNOWN`; whatever is known, a walk is a
single path of spots, and its last one says which places are possible. Spots belong to the diagram and not to
any answers: they are found once and serve every sheet after.
"""

from coprod_audit.conditions import UNKNOWN, Facts
from coprod_audit.diagram import Diagram

NOT_KNOWN = -1
"""The turn of an answer that is not known; a known one turns with the number of its class."""

MOST_SPOTS = 20_000
"""So many are remembered between two sheets. The rule that ships has about a thousand."""


class Spot:
    """Nodes and ends where a walk can be at once; `level` is asked next.

    Past the last level `heights` says which heights are possible, as bits, and `low` the lowest; above it they
    are 0. `nexts` holds what was found so far: a spot for each class, and last for `NOT_KNOWN`.
    """

    __slots__ = ("heights", "level", "low", "nexts", "nodes")

    def __init__(self, nodes: frozenset[int], diagram: Diagram) -> None:
        self.nodes = nodes
        self.level = min(map(diagram.depths.__getitem__, nodes))
        self.heights, self.low = 0, 0
        self.nexts: list[Spot | None] = []
        if self.level == len(diagram.facts):
            self.heights = sum(1 << ~node for node in nodes)
            self.low = min(~node for node in nodes)
        else:
            self.nexts = [None] * (len(diagram.classes[self.level]) + 1)


class Spots:
    """The spots of a diagram that were found so far."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._found: dict[frozenset[int], Spot] = {}

    def root(self) -> Spot:
        """Where every walk begins. Forgets what is too much to remember, so ask once a sheet."""
        if len(self._found) > MOST_SPOTS:
            self._found = {}
        return self._at(frozenset((self.diagram.root,)))

    def _at(self, nodes: frozenset[int]) -> Spot:
        known = self._found.get(nodes)
        return self._found.setdefault(nodes, Spot(nodes, self.diagram)) if known is None else known

    def after(self, spot: Spot, turn: int) -> Spot:
        """Where a turn leads, which has not been asked before: later it stands in `spot.nexts`."""
        depths, children, level = self.diagram.depths, self.diagram.children, spot.level
        nodes: set[int] = set()
        for node in spot.nodes:
            if depths[node] != level:
                nodes.add(node)
            elif turn == NOT_KNOWN:
                nodes.update(children[node])
            else:
                nodes.add(children[node][turn])
        found = spot.nexts[turn] = self._at(frozenset(nodes))
        return found


class Walk:
    """One sheet on its way: `path` are the spots it comes through, `heights` and `low` those of its end.

    `turns` has one turn a level of the diagram.
    """

    def __init__(self, spots: Spots, facts: Facts) -> None:
        self.spots, self.diagram = spots, spots.diagram
        self.turns = [
            numbers.get(facts.get(fact, UNKNOWN), NOT_KNOWN) for fact, numbers in self.diagram.numbers
        ]
        self.root = spots.root()
        self._ends: dict[Spot, Spot] = {}
        self.path = self._path()
        end = self.end(self.root)
        self.heights, self.low = end.heights, end.low

    def _path(self) -> list[Spot]:
        path, spot, turns = [], self.root, self.turns
        while spot.nexts:
            path.append(spot)
            turn = turns[spot.level]
            spot = spot.nexts[turn] or self.spots.after(spot, turn)
        self._ends.update(dict.fromkeys(path, spot))
        return path

    def end(self, spot: Spot) -> Spot:
        """Where the sheet ends from a spot, which need not be on its path."""
        found = self._ends.get(spot)
        if found is not None:
            return found
        ends, turns, passed = self._ends, self.turns, []
        while spot.nexts and spot not in ends:
            passed.append(spot)
            turn = turns[spot.level]
            spot = spot.nexts[turn] or self.spots.after(spot, turn)
        end = ends.get(spot, spot)
        for one in passed:
            ends[one] = end
        return end

    def end_after(self, spot: Spot, turn: int) -> Spot:
        """Where the sheet ends from a spot if it took this turn there."""
        return self.end(spot.nexts[turn] or self.spots.after(spot, turn))


def heights_of(bits: int) -> list[int]:
    """The heights that are given as bits, lowest first."""
    return [height for height in range(bits.bit_length()) if bits >> height & 1]
