"""Where responses stand: the decision diagram as a machine, with unknown answers following every branch."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN
from coprod_audit.diagram import Diagram, diagram_of
from coprod_audit.placing import standing_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.machine import Choice, Machine
from coprod_audit.quick.residue import Residue, after, begun

Residues = tuple[Residue, ...]

Nodes = frozenset[int]
"""Where a sheet with unknown answers can be at once in a diagram: nodes, and ends."""


class Stood(NamedTuple):
    """What the decisive answers come to, and all that follows from them alone."""

    rung: str | None
    lowest: str
    highest: str
    missing_treads: tuple[str, ...]


def standing_machine(questionnaire: Questionnaire) -> Machine[Nodes]:
    """Says which heights of the ladder are possible, lowest first. Raises `UsageError` as `diagram_of` does."""
    diagram = diagram_of(questionnaire)
    return Machine(diagram.facts, frozenset((diagram.root,)), _follow(diagram), heights)


def heights(ends: Nodes) -> tuple[int, ...]:
    """The heights that ends of a diagram stand for."""
    return tuple(sorted(~end for end in ends))


def stood_machine(questionnaire: Questionnaire) -> Machine[tuple[Nodes, Residues]]:
    """Says how a response stood, missing treads and all, in one go. Raises `UsageError` as `diagram_of` does."""
    diagram = diagram_of(questionnaire)
    facts, follow = diagram.facts, _follow(diagram)
    lower = tuple(begun(criterion.when) for criterion in questionnaire.criteria[:-1])
    rungs = [criterion.rung for criterion in questionnaire.criteria]

    def looked(held: tuple[Nodes, Residues], level: int, choice: Choice) -> tuple[Nodes, Residues]:
        nodes, criteria = held
        left = tuple([after(criterion, facts[level], choice) for criterion in criteria])
        return follow(nodes, level, choice), left

    def told(held: tuple[Nodes, Residues]) -> Stood:
        standing = standing_of(diagram, heights(held[0]))
        return Stood(standing.rung, standing.lowest, standing.highest, _missing(rungs, *held))

    return Machine(facts, (frozenset((diagram.root,)), lower), looked, told)


def _missing(rungs: Sequence[str], ends: Nodes, criteria: Residues) -> tuple[str, ...]:
    """The rungs below the lowest possible place whose own criterion is surely not met."""
    below = max(min(heights(ends)) - 1, 0)
    return tuple([rung for rung, met in zip(rungs[:below], criteria, strict=False) if met is False])


def _follow(diagram: Diagram) -> Callable[[Nodes, int, Choice], Nodes]:
    depths, children, numbers = diagram.depths, diagram.children, diagram.numbers

    def followed(nodes: Nodes, level: int, choice: Choice) -> Nodes:
        number = numbers[level][1].get(UNKNOWN if choice is None else choice)
        found: set[int] = set()
        for node in nodes:
            if depths[node] != level:
                found.add(node)
            elif number is None:
                found.update(children[node])
            else:
                found.add(children[node][number])
        return frozenset(found)

    return followed
