"""The ladder of engagement: rungs from lowest to highest, and the places a project can stand.

Source of the rungs as shipped: 000, Box A. A place is the id of a rung, or `BELOW`.
"""

from functools import cached_property
from typing import NamedTuple

BELOW = "below"
"""The place of a project that meets the criteria of no rung."""


class Rung(NamedTuple):
    """One rung: `has` says what people have on it, as a clause, and `easy` the same in plain sentences.

    `note` is what readers should know of how the rung was read from its source.
    """

    id: str
    title: str
    has: str
    source: tuple[str, ...]
    easy: str = ""
    note: str = ""


class _LadderFields(NamedTuple):
    rungs: tuple[Rung, ...]
    below_title: str
    below_has: str
    below_easy: str = ""


class Ladder(_LadderFields):
    """The rungs, lowest first, and how standing below all of them is named."""

    @cached_property
    def steps(self) -> tuple[Rung, ...]:
        """What stands at each place: below the ladder, and every rung from the lowest."""
        return (Rung(BELOW, self.below_title, self.below_has, (), self.below_easy), *self.rungs)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Every place from `BELOW` up to the highest rung."""
        return tuple(step.id for step in self.steps)

    def height(self, place: str) -> int:
        """0 for `BELOW`, 1 for the lowest rung, and so on. Raises ValueError for no place."""
        return self.places.index(place)

    def at(self, place: str) -> Rung:
        """How a place is called and what people have there. Raises ValueError for no place."""
        return self.steps[self.height(place)]
