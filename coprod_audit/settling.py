"""What to find out first where a project stands on a range of places (METHOD, Explanation)."""

from collections.abc import Iterable, Iterator, Sequence

from coprod_audit.spots import NOT_KNOWN, Spot, Walk
from coprod_audit.verdict import Settling

_MOST_VAIN = 64
"""So many sets that narrow nothing are gathered at once; those beyond are found when they are needed."""

Levels = frozenset[int]


def settle(walk: Walk, order: Sequence[int]) -> tuple[Settling, ...]:
    """The unknown facts that narrow a range whatever is found, best first; else the smallest set that does."""
    if walk.heights.bit_count() == 1:
        return ()
    unknown = [spot for spot in walk.path if walk.turns[spot.level] == NOT_KNOWN]
    unknown.sort(key=lambda spot: order[spot.level])
    facts = walk.diagram.facts
    left = [(most, spot.level) for spot in unknown if (most := _most_left(walk, spot))]
    if left:
        left.sort(key=lambda found: found[0])
        return tuple(Settling((facts[level],), most) for most, level in left)
    prospect = Prospect(walk)
    narrowing = _smallest_narrowing(prospect, [spot.level for spot in unknown])
    best = [(prospect.places_left(levels), levels) for levels in narrowing]
    most, levels = min(best, key=lambda found: found[0])
    return (Settling(tuple(facts[level] for level in levels), most),)


def _most_left(walk: Walk, spot: Spot) -> int:
    """How many places are left in the worst case once the fact of a spot is known; 0 if it may narrow nothing."""
    most = 0
    for answer in range(len(spot.nexts) - 1):
        heights = walk.end_after(spot, answer).heights
        if heights == walk.heights:
            return 0
        most = max(most, heights.bit_count())
    return most


def _smallest_narrowing(prospect: "Prospect", unknown: Sequence[int]) -> list[tuple[int, ...]]:
    """The smallest sets of unknown facts that narrow a range, in order. All together do, so there are some.

    A set that does not is grown as far as it stays so; whatever narrows holds one of the others.
    """
    everything = frozenset(unknown)
    needed_by_all = [level for level in unknown if not prospect.narrows(everything - {level})]
    if needed_by_all and prospect.narrows(needed_by_all):
        return [tuple(needed_by_all)]  # every set that narrows holds these, and they are enough
    needed = [everything - vain for vain in prospect.vain()]
    for size in range(1, len(unknown) + 1):
        while True:
            tried = set(_hitting(needed, frozenset(), size))
            vain = next((levels for levels in tried if not prospect.narrows(levels)), None)
            if vain is None:
                break
            needed.append(everything - prospect.grown(vain, unknown))
        if tried:
            places = sorted(
                [place for place, level in enumerate(unknown) if level in found] for found in tried
            )
            return [tuple(unknown[place] for place in found) for found in places]
    raise AssertionError("a range with nothing unknown")


def _hitting(needed: Sequence[Levels], chosen: Levels, size: int) -> Iterator[Levels]:
    """The sets of at most `size` levels with one of each that is needed, and none beyond need."""
    missing = next((one_of for one_of in needed if chosen.isdisjoint(one_of)), None)
    if missing is None:
        yield chosen
    elif len(chosen) < size:
        for level in sorted(missing):
            yield from _hitting(needed, chosen | {level}, size)


class Prospect:
    """How far the possible places would narrow if some unknown facts became known, whatever is found."""

    def __init__(self, walk: Walk) -> None:
        """Begin where the sheet stands; what is learnt about one set of facts serves the next."""
        self.walk, self.turns, self.spots = walk, walk.turns, walk.spots
        self._left: dict[tuple[Spot, tuple[int, ...]], int] = {}
        self._keeps: dict[tuple[Spot, tuple[int, ...]], bool] = {}
        self._vain: dict[Spot, list[int]] = {}
        self._unknown = sum(1 << spot.level for spot in walk.path if self.turns[spot.level] == NOT_KNOWN)

    def vain(self) -> list[Levels]:
        """The largest sets that may narrow nothing; where there are very many, some of them."""
        levels, root = range(len(self.turns)), self.walk.root
        found = [self._unknown & ((1 << root.level) - 1) | rest for rest in self._gather(root)]
        return [frozenset(level for level in levels if one >> level & 1) for one in found]

    def _gather(self, spot: Spot) -> list[int]:
        """The same from this spot on, the levels of each as bits."""
        known = self._vain.get(spot)
        if known is None:
            if self.walk.end(spot).heights != self.walk.heights:
                known = []
            else:
                known = self._gathered(spot) if spot.nexts else [0]
            self._vain[spot] = known
        return known

    def _gathered(self, spot: Spot) -> list[int]:
        level, nexts, vain = spot.level, spot.nexts, self._vain
        turn = self.turns[level]
        found: set[int] = set()
        for way in range(NOT_KNOWN, len(nexts) - 1) if turn == NOT_KNOWN else (turn,):
            after = nexts[way] or self.spots.after(spot, way)
            rests = vain.get(after)
            if rests is None:
                rests = self._gather(after)
            if rests:  # facts that are not looked at on the way to the next spot narrow nothing
                more = self._unknown & ((1 << after.level) - (2 << level)) | (way != turn) << level
                found.update([rest | more for rest in rests])
        return _largest(found) if len(found) > 1 else list(found)

    def narrows(self, levels: Iterable[int]) -> bool:
        """Whether knowing these levels rules a place out, whatever is found."""
        return not self._all_stay(self.walk.root, tuple(sorted(levels)))

    def grown(self, levels: Iterable[int], others: Iterable[int]) -> Levels:
        """A set that narrows nothing, with as many of the others as still narrow nothing."""
        grown = frozenset(levels)
        for other in others:
            if not self.narrows(grown | {other}):
                grown |= {other}
        return grown

    def places_left(self, levels: Iterable[int]) -> int:
        """The number of places that are still possible in the worst case once these levels are known."""
        return self._most(self.walk.root, tuple(sorted(levels)))

    def _all_stay(self, spot: Spot, asked: tuple[int, ...]) -> bool:
        if self.walk.end(spot).heights != self.walk.heights:
            return False
        if not asked:
            return True
        known = self._keeps.get((spot, asked))
        if known is None:
            known = self._keeps[spot, asked] = any(
                self._all_stay(*after) for after in self._nexts(spot, asked)
            )
        return known

    def _most(self, spot: Spot, asked: tuple[int, ...]) -> int:
        if not asked:
            return self.walk.end(spot).heights.bit_count()
        known = self._left.get((spot, asked))
        if known is None:
            known = self._left[spot, asked] = max(self._most(*after) for after in self._nexts(spot, asked))
        return known

    def _nexts(self, spot: Spot, asked: tuple[int, ...]) -> set[tuple[Spot, tuple[int, ...]]]:
        level, nexts, after = spot.level, spot.nexts, self.spots.after
        if asked[0] < level:
            return {(spot, asked[1:])}
        if asked[0] > level:
            turn = self.turns[level]
            return {(nexts[turn] or after(spot, turn), asked)}
        rest = asked[1:]
        return {(nexts[answer] or after(spot, answer), rest) for answer in range(len(nexts) - 1)}


def _largest(sets: Iterable[int]) -> list[int]:
    """Those of the sets, given as bits, that no other one holds; the largest where there are very many."""
    kept: list[int] = []
    for one in sorted(sets, key=int.bit_count, reverse=True):
        if not any(one & other == one for other in kept):
            kept.append(one)
            if len(kept) == _MOST_VAIN:
                break
    return kept
