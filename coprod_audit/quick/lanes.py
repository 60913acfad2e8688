"""Conditions over many rows at once: each truth is one long number with a byte for each row, 0 or 1.

Adding two such numbers adds up every row by itself, as long as no byte overflows; so counting how many parts of a
condition hold costs one addition for each part, whatever the number of rows. What comes out for a row is what
`conditions.holds` says of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.quick.machine import Choice

MOST_PARTS = 126
"""So many parts of one condition can be counted in a byte, with a bit to spare that says whether there are enough."""

Lane = int


class _Test(NamedTuple):
    """Which bytes of a fact's column become 1."""

    fact: str
    table: bytes


class _Count(NamedTuple):
    """At least so many of these lanes hold, by their numbers."""

    n: int
    of: tuple[int, ...]


class TooManyError(Exception):
    """A condition has more parts than can be counted in a byte."""


class Program:
    """Conditions made ready, to be found for many rows at once. What several of them have in common is found once."""

    def __init__(self, codes: Mapping[Choice, int]) -> None:
        """Answers are bytes, told apart by `codes`; that of None is 0."""
        self._codes = codes
        self._known = frozenset(codes.values()) - {0, codes[UNKNOWN]}
        self._steps: list[_Test | _Count] = []
        self._numbers: dict[tuple[Condition, bool], int] = {}

    def number(self, condition: Condition, *, holds: bool = True) -> int:
        """The number of the lane of rows where a condition surely holds, or where it surely does not.

        Raises `TooManyError`.
        """
        if isinstance(condition, Not):
            return self.number(condition.condition, holds=not holds)
        found = self._numbers.get((condition, holds))
        if found is None:
            step = self._step(condition, holds)  # its parts come before it
            found = self._numbers[condition, holds] = len(self._steps)
            self._steps.append(step)
        return found

    def _step(self, condition: Among | AtLeast | NobodyKnows, holds: bool) -> _Test | _Count:
        if isinstance(condition, AtLeast):
            if len(condition.of) > MOST_PARTS:
                raise TooManyError
            n = condition.n if holds else len(condition.of) - condition.n + 1
            return _Count(n, tuple([self.number(part, holds=holds) for part in condition.of]))
        if isinstance(condition, Among):
            chosen = {self._codes[choice] for choice in condition.choices if choice in self._codes}
            among = self._known & chosen if holds else self._known - chosen
        else:
            unknown = {self._codes[UNKNOWN]}
            among = frozenset(unknown if holds else set(range(256)) - unknown)
        return _Test(condition.fact, bytes([code in among for code in range(256)]))

    def run(self, columns: Mapping[str, bytes], rows: int) -> list[Lane]:
        """All lanes, by number. `columns` hold a byte for each row, by fact."""
        everywhere, done = ones(rows), list[Lane]()
        for step in self._steps:
            if isinstance(step, _Test):
                done.append(lane(columns[step.fact].translate(step.table)))
            else:
                done.append(_enough([done[number] for number in step.of], step.n, everywhere))
        return done


def _enough(parts: Sequence[Lane], n: int, everywhere: Lane) -> Lane:
    """Where at least so many hold."""
    if n <= 0:
        return everywhere
    if n > len(parts):
        return 0
    if n == 1:
        found = 0
        for part in parts:
            found |= part
        return found
    if n == len(parts):
        found = everywhere
        for part in parts:
            found &= part
        return found
    return (sum(parts) + everywhere * (128 - n)) >> 7 & everywhere


def ones(rows: int) -> Lane:
    """A lane that holds in every row."""
    return lane(b"\1" * rows)


def lane(column: bytes) -> Lane:
    """A lane from a column of bytes."""
    return int.from_bytes(column, "little")


def column(given: Lane, rows: int) -> bytes:
    """A lane as a column of bytes, one for each row."""
    return given.to_bytes(rows, "little")


def patterns(lanes: Sequence[Lane], rows: int) -> list[bytes]:
    """Columns in which each row has a bit for each lane, eight to a byte: which of the lanes hold there."""
    packed = []
    for first in range(0, len(lanes), 8):
        together = 0
        for bit, one in enumerate(lanes[first : first + 8]):
            together |= one << bit
        packed.append(column(together, rows))
    return packed
