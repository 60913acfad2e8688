"""Whether any answers make a condition true: settled exactly, by trying the values of the facts that occur more than once.

A condition that would take too many tries is let pass.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not, addresses

MOST_TESTS: Final = 500_000
"""How many tests of single facts are made for all conditions together, which takes about a second."""

_DEEPEST = (
    100  # facts tried one inside the other: beyond that patience ends anyway, and so does Python's stack
)

Domains = Mapping[str, frozenset[str]]
"""Every value that each fact can have, `unknown` included."""


class Patience:
    """Counts down the tests; what a small file asks for could take years."""

    left = MOST_TESTS


def can_hold(condition: Condition, domains: Domains, patience: Patience | None = None) -> bool:
    """Whether some values of the facts make the condition true; True as well where patience ends."""
    tests = Counter(addresses(condition))
    repeated = [fact for fact, times in tests.most_common() if times > 1]
    search = _Search(condition, repeated, patience or Patience())
    return search.found({fact: domains[fact] for fact in tests})


class _Search:
    """Tries values for the facts that occur more than once; between the others the bounds are exact."""

    def __init__(self, condition: Condition, repeated: list[str], patience: Patience) -> None:
        self.condition = condition
        self.repeated = repeated
        self.leaves = list(_leaves(condition))
        self.patience = patience

    def found(self, domains: dict[str, frozenset[str]], depth: int = 0) -> bool:
        self.patience.left -= len(self.leaves)
        if self.patience.left < 0:
            return True
        if not bounds(self.condition, domains)[0]:
            return False
        if depth == min(len(self.repeated), _DEEPEST):
            return True
        fact = self.repeated[depth]
        return any(
            self.found(domains | {fact: alike}, depth + 1) for alike in self._alike(fact, domains[fact])
        )

    def _alike(self, fact: str, values: frozenset[str]) -> list[frozenset[str]]:
        """The values in groups that every test treats alike, one value of each."""
        groups: dict[tuple[bool, ...], str] = {}
        for value in sorted(values):
            treated = tuple(
                [
                    value in leaf.choices if isinstance(leaf, Among) else value == UNKNOWN
                    for leaf in self.leaves
                    if leaf.fact == fact
                ]
            )
            groups.setdefault((value == UNKNOWN, *treated), value)
        return [frozenset((value,)) for _, value in sorted(groups.items(), key=lambda pair: -sum(pair[0]))]


def _leaves(condition: Condition) -> Iterator[Among | NobodyKnows]:
    match condition:
        case Among() | NobodyKnows():
            yield condition
        case Not(inner):
            yield from _leaves(inner)
        case AtLeast(_, of):
            for part in of:
                yield from _leaves(part)


def bounds(condition: Condition, domains: Domains) -> tuple[bool, bool]:
    """Whether the condition can be true, and whether it can be false, if facts were independent of each other."""
    match condition:
        case Among(fact, choices):
            known = domains[fact] - {UNKNOWN}
            return bool(known & choices), bool(known - choices)
        case NobodyKnows(fact):
            return UNKNOWN in domains[fact], domains[fact] != {UNKNOWN}
        case Not(inner):
            true, false = bounds(inner, domains)
            return false, true
        case AtLeast(n, of):
            parts = [bounds(part, domains) for part in of]
            can_be_true = sum(true for true, _ in parts)
            can_be_false = sum(false for _, false in parts)
            return can_be_true >= n, can_be_false > len(parts) - n
