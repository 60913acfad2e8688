"""What to find out first where a project stands on a range of places (METHOD, Explanation)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from coprod_audit.diagram import Diagram, Sheet, step
from coprod_audit.verdict import Settling


def settle(diagram: Diagram, order: Sequence[int], sheet: Sheet) -> tuple[Settling, ...]:
    """The unknown facts that narrow a range whatever is found, best first; else the smallest set that does."""
    if diagram.ends(sheet)[diagram.root].bit_count() == 1:
        return ()
    asked = {diagram.level(node) for node in diagram.reached(sheet) if node >= 0}
    unknown = sorted((level for level in asked if sheet[level] is None), key=order.__getitem__)
    prospect = Prospect(diagram, sheet)
    narrowing = _smallest_narrowing(prospect, unknown)
    left = sorted(((prospect.places_left(levels), levels) for levels in narrowing), key=lambda n: n[0])
    best = left if len(narrowing[0]) == 1 else left[:1]
    return tuple(Settling(tuple(diagram.facts[level] for level in f), n) for n, f in best)


def _smallest_narrowing(prospect: "Prospect", unknown: Sequence[int]) -> list[tuple[int, ...]]:
    """The smallest sets of unknown facts that narrow a range, in order. All together do, so there are some.

    A set that does not is grown as far as it stays so; whatever narrows holds one of the others.
    """
    needed: list[frozenset[int]] = []
    for size in range(1, len(unknown) + 1):
        while True:
            tried = set(_hitting(needed, frozenset(), size))
            vain = next((levels for levels in tried if not prospect.narrows(levels)), None)
            if vain is None:
                break
            needed.append(frozenset(unknown) - prospect.grown(vain, unknown))
        if tried:
            places = sorted(
                [place for place, level in enumerate(unknown) if level in found] for found in tried
            )
            return [tuple(unknown[place] for place in found) for found in places]
    raise AssertionError("a range with nothing unknown")


def _hitting(needed: Sequence[frozenset[int]], chosen: frozenset[int], size: int) -> Iterator[frozenset[int]]:
    """The sets of at most `size` levels with one of each that is needed, and none beyond need."""
    missing = next((one_of for one_of in needed if chosen.isdisjoint(one_of)), None)
    if missing is None:
        yield chosen
    elif len(chosen) < size:
        for level in sorted(missing):
            yield from _hitting(needed, chosen | {level}, size)


class Prospect:
    """How far the possible places would narrow if some unknown facts became known, whatever is found."""

    def __init__(self, diagram: Diagram, sheet: Sheet) -> None:
        """Begin where the sheet stands; what is learnt about one set of facts serves the next."""
        self.diagram, self.sheet = diagram, sheet
        self.root = frozenset({diagram.root})
        self.ends = diagram.ends(sheet)
        self._left: dict[tuple[frozenset[int], tuple[int, ...]], int] = {}
        self._keeps: dict[tuple[frozenset[int], tuple[int, ...]], bool] = {}

    def narrows(self, levels: Iterable[int]) -> bool:
        """Whether knowing these levels rules a place out, whatever is found."""
        return not self._all_stay(self.root, tuple(sorted(levels)))

    def grown(self, levels: Iterable[int], others: Iterable[int]) -> frozenset[int]:
        """A set that narrows nothing, with as many of the others as still narrow nothing."""
        grown = frozenset(levels)
        for other in others:
            if not self.narrows(grown | {other}):
                grown |= {other}
        return grown

    def places_left(self, levels: Iterable[int]) -> int:
        """The number of places that are still possible in the worst case once these levels are known."""
        return self._most(self.root, tuple(sorted(levels)))

    def _all_stay(self, nodes: frozenset[int], asked: tuple[int, ...]) -> bool:
        if self._reachable(nodes) != self.ends[self.diagram.root]:
            return False
        if not asked:
            return True
        if (nodes, asked) not in self._keeps:
            self._keeps[nodes, asked] = any(self._all_stay(*after) for after in self._nexts(nodes, asked))
        return self._keeps[nodes, asked]

    def _most(self, nodes: frozenset[int], asked: tuple[int, ...]) -> int:
        if not asked:
            return self._reachable(nodes).bit_count()
        if (nodes, asked) not in self._left:
            self._left[nodes, asked] = max(self._most(*after) for after in self._nexts(nodes, asked))
        return self._left[nodes, asked]

    def _nexts(
        self, nodes: frozenset[int], asked: tuple[int, ...]
    ) -> set[tuple[frozenset[int], tuple[int, ...]]]:
        level = min(self.diagram.level(node) for node in nodes)
        if asked[0] < level:
            return {(nodes, asked[1:])}
        if asked[0] > level:
            return {(step(self.diagram, nodes, level, self.sheet[level]), asked)}
        answers = range(len(self.diagram.classes[level]))
        return {(step(self.diagram, nodes, level, answer), asked[1:]) for answer in answers}

    def _reachable(self, nodes: frozenset[int]) -> int:
        return reduce(or_, map(self.ends.__getitem__, nodes))
