"""Conditions that are watched together: which of them hold is found by reading the answers they speak of."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from coprod_audit.conditions import Condition, addresses
from coprod_audit.quick.machine import FEW, Choice, Machine, Reader, reader
from coprod_audit.quick.residue import Residue, after, begun

MOST_TOGETHER = 6
"""So many conditions over many facts are watched by one machine: its states say of each how far it has come."""

Residues = tuple[Residue, ...]
Named = tuple[str, Condition]


def watched(
    conditions: Iterable[Condition], told: Callable[[Residues], Any], order: Sequence[str]
) -> Machine[Residues]:
    """A machine that reads the facts that the conditions speak of; their truths are what it is `told` from."""
    given = tuple(conditions)
    spoken = [_spoken((condition,)) for condition in given]
    facts = [fact for fact in order if any(fact in some for some in spoken)]
    concerned = [[place for place, some in enumerate(spoken) if fact in some] for fact in facts]

    def looked(held: Residues, level: int, choice: Choice) -> Residues:
        left = list(held)
        for place in concerned[level]:
            left[place] = after(left[place], facts[level], choice)
        return tuple(left)

    return Machine(facts, tuple(map(begun, given)), looked, told)


def holding(named: Iterable[Named], order: Sequence[str]) -> tuple[Reader, ...]:
    """What reads from a sheet which of the conditions surely hold: tuples of names, together in the order given."""
    return tuple(_holding(group, order) for group in _groups(named))


def _holding(group: Sequence[Named], order: Sequence[str]) -> Reader:
    def told(truths: Residues) -> tuple[str, ...]:
        return tuple([name for (name, _), truth in zip(group, truths, strict=True) if truth is True])

    return reader(watched([condition for _, condition in group], told, order), order)


def _groups(named: Iterable[Named]) -> list[list[Named]]:
    """Neighbours together: as long as they speak of few facts between them, or some of those that speak of many each."""
    groups: list[list[Named]] = []
    spoken: set[str] = set()
    for name, condition in named:
        here = _spoken((condition,))
        few = len(spoken | here) <= FEW
        many = min(len(spoken), len(here)) > FEW and len(groups[-1]) < MOST_TOGETHER
        if groups and (few or many):
            groups[-1].append((name, condition))
            spoken |= here
        else:
            groups.append([(name, condition)])
            spoken = here
    return groups


def _spoken(conditions: Iterable[Condition]) -> set[str]:
    return {fact for condition in conditions for fact in addresses(condition)}
