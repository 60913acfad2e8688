"""What a lens is, as frozen values: the same answers, seen through another framework (METHOD, Lenses).

A lens never moves the rung and nothing of the rung goes into it: its conditions speak of answers alone.
"""

from typing import Literal, NamedTuple

from coprod_audit.conditions import Condition

ALL, NONE = "all", "none"
"""What asks for every lens, and for none: no lens can be called so."""

LooksFor = Literal["practice", "barriers"]
"""What an element is when it is evident: something done well, or something that stands in the way."""


class Idea(NamedTuple):
    """Something to try, in a sentence or two of our own, and who suggests it."""

    idea: str
    source: tuple[str, ...]


class Element(NamedTuple):
    """One thing that a framework looks for. `part` is the heading within the lens that it stands under, or "".

    It is evident where `when` holds, else partly so where `partly` does. `advice` and `story` name what helps where it is not
    evident (of barriers: where it is), and `ideas` what the sources suggest besides.
    """

    id: str
    part: str
    title: str
    means: str
    when: Condition
    partly: Condition | None
    advice: str | None
    story: str | None
    ideas: tuple[Idea, ...]
    source: tuple[str, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that it asks for: to be evident, and to be partly so."""
        return (self.when,) if self.partly is None else (self.when, self.partly)


class Corner(NamedTuple):
    """One field of a two-by-two picture: what it is called, and what that means."""

    title: str
    means: str


class TwoByTwo(NamedTuple):
    """A picture in two directions, each an element of the lens: high where it is evident, low where it is not.

    `both`, `only_across`, `only_up` and `neither` are the fields, by which of the two directions is high.
    """

    across: str
    up: str
    across_label: str
    up_label: str
    both: Corner
    only_across: Corner
    only_up: Corner
    neither: Corner


class Column(NamedTuple):
    """One column of a grid by stages: what it is called, and the choices of the table that belong to it."""

    title: str
    choices: frozenset[str]


class Stage(NamedTuple):
    """One line of a grid by stages, and the facts (rows of one table) that it shows."""

    title: str
    facts: tuple[str, ...]


class StageGrid(NamedTuple):
    """A picture of who settles what at each stage, straight from a table of the questionnaire."""

    columns: tuple[Column, ...]
    stages: tuple[Stage, ...]


Drawing = TwoByTwo | StageGrid


class Lens(NamedTuple):
    """A framework as data. `about` says what it is, `note` what readers must know of it (such as that a law is repealed).

    With `both_ways` the audit shows for every element what is there already and what could go further. One that is `on_request`
    is shown only where somebody asks for it.
    """

    id: str
    title: str
    about: str
    note: str
    looks_for: LooksFor
    both_ways: bool
    on_request: bool
    elements: tuple[Element, ...]
    drawing: Drawing | None
    source: tuple[str, ...]


class Side(NamedTuple):
    """One side of a disagreement between sources, and the answers by which a project leans to it."""

    view: str
    when: Condition
    source: tuple[str, ...]


class Disagreement(NamedTuple):
    """A matter in which two of the sources do not agree."""

    id: str
    title: str
    sides: tuple[Side, Side]
