"""Every lens of a questionnaire at a glance: how its elements come out, remembered by the answers that each looks at.

`lenses.seen` says what comes out. An element looks at a handful of answers, which come again and again in a batch, so that
the lenses that an audit does not show cost next to nothing.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

from coprod_audit.conditions import Facts, addresses
from coprod_audit.lens import Element, Lens, TwoByTwo
from coprod_audit.lenses import ElementResult, LensResult, Placement, State, seen, state_of
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire

_ALIKE = 512
"""For so many different answers to what an element looks at it is remembered how it comes out."""


Answers = Mapping[str, str | None]
"""Every fact that a lens looks at with the choice that was answered, None where none was."""

Key = str | tuple[str | None, ...] | None
"""The answers to the facts that an element looks at; of a single one that answer itself."""


class Glance(LensResult):
    """A lens of which it is known how its elements come out, and no more of them: enough to choose by."""

    states: tuple[State, ...]

    def count(self, *states: State) -> int:
        """How many elements came out in one of these ways."""
        return sum(map(self.states.count, states))


class Looking(NamedTuple):
    """One element, and the facts that it looks at. `key` gives the answers to these, `glance` in what way it comes out."""

    element: Element
    facts: tuple[str, ...]
    alone: Lens
    key: Callable[[Answers], Key]
    glance: Callable[[Answers], ElementResult]

    def come_out(self, facts: Facts) -> ElementResult:
        """What `lenses.seen` says of the element."""
        return seen(self.alone, facts).elements[0]


class Seer(NamedTuple):
    """A lens with all that it looks at; `parts` are its headings, each with the places of the elements under it."""

    lens: Lens
    elements: tuple[Looking, ...]
    parts: tuple[tuple[str, tuple[int, ...]], ...]

    def placed(self, facts: Facts) -> Placement | None:
        """Where a project stands in the picture of the lens, as `lenses.seen` says."""
        drawing = self.lens.drawing
        if not isinstance(drawing, TwoByTwo):
            return None
        drawn = tuple([one for one in self.lens.elements if one.id in {drawing.across, drawing.up}])
        return seen(self.lens._replace(elements=drawn), facts).placement


class _Room(NamedTuple):
    """The lenses of a questionnaire by id, all their elements, and every fact that they look at, as not answered."""

    seers: dict[str, Seer]
    elements: dict[tuple[str, str], Looking]
    unanswered: dict[str, None]


@made_once
def room(questionnaire: Questionnaire) -> _Room:
    """What can be looked at through the lenses of a questionnaire."""
    seers = {lens.id: _seer(lens) for lens in questionnaire.lenses}
    elements = {(id_, one.element.id): one for id_, seer in seers.items() for one in seer.elements}
    return _Room(seers, elements, {fact: None for one in elements.values() for fact in one.facts})


def answers(questionnaire: Questionnaire, facts: Facts) -> Answers:
    """What was answered of all that the lenses of a questionnaire look at."""
    return {**room(questionnaire).unanswered, **facts}


def glances(questionnaire: Questionnaire, given: Answers) -> tuple[Glance, ...]:
    """Every lens at a glance."""
    return tuple([_at_a_glance(seer, given) for seer in room(questionnaire).seers.values()])


def _at_a_glance(seer: Seer, given: Answers) -> Glance:
    elements = tuple([one.glance(given) for one in seer.elements])
    found = Glance(seer.lens, elements, None)
    found.states = tuple([result.state for result in elements])
    return found


def _seer(lens: Lens) -> Seer:
    parts: dict[str, list[int]] = {}
    for place, element in enumerate(lens.elements):
        parts.setdefault(element.part, []).append(place)
    grouped = tuple((title, tuple(places)) for title, places in parts.items())
    return Seer(lens, tuple(_looking(lens, element) for element in lens.elements), grouped)


def _looking(lens: Lens, element: Element) -> Looking:
    facts = tuple(dict.fromkeys(fact for one in element.conditions for fact in addresses(one)))
    alone = lens._replace(elements=(element,), drawing=None)
    key: Callable[[Answers], Key] = itemgetter(*facts) if facts else lambda _: None
    return Looking(element, facts, alone, key, _glancing(element, facts, key))


def _glancing(
    element: Element, facts: tuple[str, ...], key: Callable[[Answers], Key]
) -> Callable[[Answers], ElementResult]:
    """Says how an element comes out, without the answers behind it; a few of these are remembered."""
    kept: dict[Key, ElementResult] = {}
    ways: dict[State, ElementResult] = {}

    def glance(given: Answers) -> ElementResult:
        here = key(given)
        found = kept.get(here)
        if found is None:
            if len(kept) >= _ALIKE:
                kept.clear()
            state = state_of(element, {fact: choice for fact in facts if (choice := given[fact]) is not None})
            found = kept[here] = ways.setdefault(state, ElementResult(element, state, (), (), (), ()))
        return found

    return glance
