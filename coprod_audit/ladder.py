"""The ladder of engagement: rungs from lowest to highest, and the places a project can stand.

Source of the rungs as shipped: 000, Box A. A place is the id of a rung, or `BELOW`.
"""

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


class Ladder(NamedTuple):
    """The rungs, lowest first, and how standing below all of them is named."""

    rungs: tuple[Rung, ...]
    below_title: str
    below_has: str
    below_easy: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Every place from `BELOW` up to the highest rung."""
        return (BELOW, *(rung.id for rung in self.rungs))

    def height(self, place: str) -> int:
        """0 for `BELOW`, 1 for the lowest rung, and so on. Raises ValueError for no place."""
        return self.places.index(place)

    def title(self, place: str) -> str:
        """How readers call a place."""
        return self.below_title if place == BELOW else self.rungs[self.height(place) - 1].title

    def has(self, place: str) -> str:
        """What people have at a place, as a clause."""
        return self.below_has if place == BELOW else self.rungs[self.height(place) - 1].has

    def easy(self, place: str) -> str:
        """What people have at a place, in plain sentences; empty where the questionnaire does not say."""
        return self.below_easy if place == BELOW else self.rungs[self.height(place) - 1].easy
