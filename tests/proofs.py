"""What is proved of a questionnaire over the whole space of its answers, with counts and witnesses.

METHOD, What must always hold: every place is reachable, every decisive fact can change the rung, a
better-ranked answer never lowers it, and every criterion, alarm and recommendation can come out both ways.
"""

from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

from coprod_audit.conditions import Condition
from coprod_audit.diagram import Diagram, diagram_of
from coprod_audit.questionnaire import Questionnaire
from tests.sheets import Outcomes, outcomes, places_of_askable

Kind = Literal["criterion", "alarm", "recommendation"]


class PlaceProof(NamedTuple):
    """How many complete sheets of decisive answers stand on a place.

    `askable` leaves out answers to rows that are not asked; `all` has a choice for every fact.
    """

    place: str
    askable: int
    all: int


class Swing(NamedTuple):
    """Two sheets that differ in one fact alone and stand on different places."""

    fact: str
    sheet: dict[str, str]
    choices: tuple[str, str]
    places: tuple[str, str]


class Fall(NamedTuple):
    """A better-ranked answer that can lower the rung."""

    fact: str
    lower: str
    better: str


class BothWays(NamedTuple):
    """On how many sheets a condition holds, fails, and stays open.

    `beyond`: it comes out both ways only if sheets may also answer rows that were not asked, as files can.
    """

    kind: Kind
    id: str
    outcomes: Outcomes
    beyond: bool


class Proof(NamedTuple):
    """What was found. `faults` says in sentences what does not hold; it is empty for a sound questionnaire."""

    classes: int
    nodes: int
    places: tuple[PlaceProof, ...]
    swings: tuple[Swing, ...]
    falls: tuple[Fall, ...]
    conditions: tuple[BothWays, ...]
    faults: tuple[str, ...]


def prove(questionnaire: Questionnaire) -> Proof:
    """Go over the whole space of answers, exactly."""
    diagram = diagram_of(questionnaire)
    proof = Proof(
        classes=prod(map(len, diagram.classes)),
        nodes=len(diagram.levels),
        places=_places(questionnaire, diagram),
        swings=tuple(swing for fact in questionnaire.decisive for swing in _swing(diagram, fact)),
        falls=tuple(_falls(questionnaire, diagram)),
        conditions=_conditions(questionnaire),
        faults=(),
    )
    return proof._replace(faults=tuple(_faults(questionnaire, proof)))


def _faults(questionnaire: Questionnaire, proof: Proof) -> list[str]:
    swinging = {swing.fact for swing in proof.swings}
    return [
        *(f"no answers lead to '{found.place}'" for found in proof.places if not found.askable),
        *(
            f"no answer to '{fact}' changes the rung"
            for fact in questionnaire.decisive
            if fact not in swinging
        ),
        *(
            f"a better answer lowers the rung: {fall.fact}, {fall.lower} to {fall.better}"
            for fall in proof.falls
        ),
        *(f"{c.kind} '{c.id}' never holds" for c in proof.conditions if not c.outcomes.yes),
        *(f"{c.kind} '{c.id}' always holds" for c in proof.conditions if not c.outcomes.no),
    ]


def _places(questionnaire: Questionnaire, diagram: Diagram) -> tuple[PlaceProof, ...]:
    askable, counts = places_of_askable(questionnaire), diagram.counts()
    return tuple(PlaceProof(place, askable.get((place,), 0), counts[place]) for place in diagram.places)


def _conditions(questionnaire: Questionnaire) -> tuple[BothWays, ...]:
    def both(kind: Kind, name: str, when: Condition) -> BothWays:
        found = outcomes(questionnaire, when)
        if found.yes and found.no:
            return BothWays(kind, name, found, beyond=False)
        return BothWays(kind, name, outcomes(questionnaire, when, asked_rightly=False), beyond=True)

    return (
        *(both("criterion", criterion.rung, criterion.when) for criterion in questionnaire.criteria),
        *(both("alarm", alarm.id, alarm.when) for alarm in questionnaire.alarms),
        *(both("recommendation", advice.id, advice.when) for advice in questionnaire.recommendations),
    )


# Swings: a node asks a fact because two of its branches differ, so somewhere below them a place differs.


def _swing(diagram: Diagram, fact: str) -> list[Swing]:
    """The witness that a fact is decisive, if it is."""
    level = diagram.facts.index(fact)
    asking = next((node for node, at in enumerate(diagram.levels) if at == level), None)
    if asking is None:
        return []
    children = diagram.children[asking]
    other = next(k for k, child in enumerate(children) if child != children[0])
    chosen = {**_path(diagram, asking), **_apart(diagram, children[0], children[other])}
    sheet = {f: diagram.classes[at][chosen.get(at, 0)][0] for at, f in enumerate(diagram.facts)}
    first, second = (diagram.classes[level][k][0] for k in (0, other))
    places = diagram.place({**sheet, fact: first}), diagram.place({**sheet, fact: second})
    return [Swing(fact, sheet, (first, second), places)]


def _path(diagram: Diagram, node: int) -> dict[int, int]:
    """The classes that lead from the root to a node."""
    path: dict[int, int] = {}
    while node != diagram.root:
        above = next(n for n in diagram.upwards() if node in diagram.children[n])
        path[diagram.levels[above]] = diagram.children[above].index(node)
        node = above
    return path


def _apart(diagram: Diagram, one: int, other: int) -> dict[int, int]:
    """Classes for which two different nodes come to different places. Equal ones are the same node."""
    path: dict[int, int] = {}
    while one >= 0 or other >= 0:
        level = min(diagram.level(one), diagram.level(other))
        pairs = enumerate(zip(_after(diagram, one, level), _after(diagram, other, level), strict=True))
        path[level], (one, other) = next((k, pair) for k, pair in pairs if pair[0] != pair[1])
    return path


def _after(diagram: Diagram, node: int, level: int) -> tuple[int, ...]:
    """Where a node leads past a level: to itself if it does not ask there."""
    return diagram.children[node] if diagram.level(node) == level else (node,) * len(diagram.classes[level])


# Falls: compared node by node, which is every pair of sheets at once.


def _falls(questionnaire: Questionnaire, diagram: Diagram) -> list[Fall]:
    known: dict[tuple[int, int], bool] = {}

    def never_lower(one: int, other: int) -> bool:
        if one < 0 and other < 0:
            return ~one <= ~other
        if (one, other) not in known:
            level = min(diagram.level(one), diagram.level(other))
            pairs = zip(_after(diagram, one, level), _after(diagram, other, level), strict=True)
            known[one, other] = all(never_lower(*pair) for pair in pairs)
        return known[one, other]

    return [
        Fall(fact, lower, better)
        for level, (fact, numbers) in enumerate(diagram.numbers)
        for lower, better in _neighbours(questionnaire, fact)
        for asking in [[n for n, at in enumerate(diagram.levels) if at == level]]
        if not all(
            never_lower(diagram.children[n][numbers[lower]], diagram.children[n][numbers[better]])
            for n in asking
        )
    ]


def _neighbours(questionnaire: Questionnaire, fact: str) -> list[tuple[str, str]]:
    """The choices on the scale, each with the next better one."""
    ranked = sorted((c.rank, c.id) for c in questionnaire.by_fact[fact][0].choices if c.rank is not None)
    return [(lower, better) for (_, lower), (_, better) in pairwise(ranked)]
