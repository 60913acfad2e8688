"""The same answers through another framework: how each element of a lens comes out, and which lenses say most.

METHOD, Lenses. Nothing here is part of a rung, and nothing of a rung goes into it: a lens sees answers alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from coprod_audit.conditions import (
    AtLeast,
    Condition,
    Facts,
    Not,
    holds,
    weighed,
)
from coprod_audit.errors import UsageError
from coprod_audit.faults import no_such
from coprod_audit.lens import ALL, NONE, Disagreement, Element, Lens, TwoByTwo

State = Literal["evident", "partly", "not-evident", "not-known"]
"""How an element comes out."""

CornerId = Literal["both", "only-across", "only-up", "neither"]
Leans = Literal["first", "second", "both", "neither", "not-known"]

SHOWN = 3
"""How many lenses an audit shows where nobody says which."""


class ElementResult(NamedTuple):
    """How an element came out, and the facts that decided it.

    `already` are facts whose answers speak for it, `further` those whose answers do not, `unknown` those that nobody knows.
    """

    element: Element
    state: State
    because: tuple[str, ...]
    already: tuple[str, ...]
    further: tuple[str, ...]
    unknown: tuple[str, ...]


class Placement(NamedTuple):
    """Where a project stands in a picture of two directions; `corner` is None between the corners and where too little is known."""

    across: State
    up: State
    corner: CornerId | None


class LensResult(NamedTuple):
    """A lens, with every element as it came out."""

    lens: Lens
    elements: tuple[ElementResult, ...]
    placement: Placement | None

    def count(self, *states: State) -> int:
        """How many elements came out in one of these ways."""
        return sum(result.state in states for result in self.elements)


class Chosen(NamedTuple):
    """The lenses to show, and how they were chosen: those that `say-most`, `all`, `none`, or those that were `named`."""

    shown: tuple[LensResult, ...]
    how: Literal["say-most", "all", "none", "named"]


class Leaning(NamedTuple):
    """To which side of a disagreement between sources a project leans, and the facts by which it does."""

    disagreement: Disagreement
    leans: Leans
    because: tuple[str, ...]


def seen(lens: Lens, facts: Facts) -> LensResult:
    """The answers through a lens."""
    elements = tuple([_come_out(element, facts) for element in lens.elements])
    return LensResult(lens, elements, _placed(lens, elements))


def say_most(results: Iterable[LensResult], n: int = SHOWN) -> tuple[LensResult, ...]:
    """The lenses that say most of a project, at most `n`, in the order given.

    First those of which the largest share of elements is known; of equals those that tell most apart, because what is
    evident and what is not are there in more equal numbers; of equals those that come first. One of which nothing is known
    says nothing, and one that is shown on request alone is none of them.
    """
    every = [result for result in results if not result.lens.on_request]
    telling = [result for result in every if result.count("not-known") < len(result.elements)]
    most = sorted(telling, key=lambda result: (-_known(result), -_evenness(result)))[:n]
    return tuple([result for result in every if result in most])


def chosen(results: Iterable[LensResult], wanted: Sequence[str] = ()) -> Chosen:
    """The lenses that are wanted: by id, `all` or `none`; those that say most where nothing is said.

    Raises `UsageError`, with the nearest name, for one that there is not.
    """
    every = tuple(results)
    if not wanted:
        return Chosen(say_most(every), "say-most")
    known = [result.lens.id for result in every]
    for name in wanted:
        if name not in (*known, ALL, NONE):
            raise UsageError(f"{no_such('lens', name, known, 'there are')}; 'all' and 'none' choose too")
    if ALL in wanted:
        return Chosen(every, "all")
    named = tuple(result for result in every if result.lens.id in wanted)
    return Chosen(named, "named" if named else "none")


def leaning(disagreement: Disagreement, facts: Facts) -> Leaning:
    """To which side a project leans: to both, or neither, where the answers say so."""
    (first, why), (second, why_too) = (weighed(side.when, facts) for side in disagreement.sides)
    match first, second:
        case True, True:
            return Leaning(disagreement, "both", tuple(dict.fromkeys((*why, *why_too))))
        case True, _:
            return Leaning(disagreement, "first", why)
        case _, True:
            return Leaning(disagreement, "second", why_too)
        case False, False:
            return Leaning(disagreement, "neither", tuple(dict.fromkeys((*why, *why_too))))
    unknown = (*(why if first is None else ()), *(why_too if second is None else ()))
    return Leaning(disagreement, "not-known", tuple(dict.fromkeys(unknown)))


def _come_out(element: Element, facts: Facts) -> ElementResult:
    state = state_of(element, facts)
    return ElementResult(element, state, _because(element, state, facts), *_sorted(element, facts))


def state_of(element: Element, facts: Facts) -> State:
    """In what way an element comes out."""
    evident = holds(element.when, facts)
    if evident:
        return "evident"
    partly = False if element.partly is None else holds(element.partly, facts)
    if partly:
        return "partly"
    return "not-known" if evident is None or partly is None else "not-evident"


def _because(element: Element, state: State, facts: Facts) -> tuple[str, ...]:
    """The facts by which an element came out so; where that is not known, those that nobody knows."""
    weighings = [weighed(condition, facts) for condition in element.conditions]
    if state == "not-known":
        return tuple(dict.fromkeys(fact for truth, why in weighings if truth is None for fact in why))
    return weighings[1 if state == "partly" else 0][1]


def _sorted(element: Element, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """The facts that `when` looks at: those that speak for it, if only in part, those that do not, and those that nobody knows.

    Of what is settled without them, those that nobody knows are left out: they may never have come up.
    """
    found: dict[bool | None, dict[str, None]] = {True: {}, False: {}, None: {}}
    for part in element.when.of if isinstance(element.when, AtLeast) else (element.when,):
        settled = holds(part, facts) is not None
        for fact, speaks_for_it in _tests(part, facts):
            if speaks_for_it is not None or not settled:
                found[speaks_for_it][fact] = None
    in_part = {fact for fact, truth in _tests(element.partly, facts) if truth} if element.partly else set()
    told = {fact: None for fact in (*found[True], *found[False]) if fact in found[True] or fact in in_part}
    return tuple(told), tuple(fact for fact in found[False] if fact not in told), tuple(found[None])


def _tests(condition: Condition, facts: Facts, *, wanted: bool = True) -> Iterator[tuple[str, bool | None]]:
    """Every test of a single fact, and whether its answer speaks for the whole."""
    match condition:
        case Not(inner):
            yield from _tests(inner, facts, wanted=not wanted)
        case AtLeast(_, of):
            for part in of:
                yield from _tests(part, facts, wanted=wanted)
        case test:
            truth = holds(test, facts)
            yield test.fact, None if truth is None else truth is wanted


def _placed(lens: Lens, elements: tuple[ElementResult, ...]) -> Placement | None:
    if not isinstance(lens.drawing, TwoByTwo):
        return None
    state = {result.element.id: result.state for result in elements}
    across, up = state[lens.drawing.across], state[lens.drawing.up]
    corners: dict[tuple[State, State], CornerId] = {
        ("evident", "evident"): "both",
        ("evident", "not-evident"): "only-across",
        ("not-evident", "evident"): "only-up",
        ("not-evident", "not-evident"): "neither",
    }
    return Placement(across, up, corners.get((across, up)))


def _known(result: LensResult) -> float:
    """The share that is known; equal shares are equal numbers, rounded alike."""
    return (len(result.elements) - result.count("not-known")) / len(result.elements)


def _evenness(result: LensResult) -> float:
    """How nearly half of what is known is evident: from 0, all or nothing, to a half."""
    known = len(result.elements) - result.count("not-known")
    there = (2 * result.count("evident") + result.count("partly")) / (2 * known)
    return min(there, 1 - there)
