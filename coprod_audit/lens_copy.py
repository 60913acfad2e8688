"""Lenses from the lists that `questionnaire_copy` makes of them: values as the lists of their fields, in order."""

from collections.abc import Callable
from typing import Any

from coprod_audit.conditions import Condition
from coprod_audit.lens import (
    Column,
    Corner,
    Disagreement,
    Drawing,
    Element,
    Idea,
    Lens,
    Side,
    Stage,
    StageGrid,
    TwoByTwo,
)

_Plain = Any  # what json makes: lists, texts, numbers, booleans and None
_Conditions = Callable[[_Plain], Condition]


def lens(fields: _Plain, condition: _Conditions) -> Lens:
    """The lens that a list stands for; `condition` makes its conditions."""
    *texts, elements, drawing, source = fields
    return Lens._make(
        [*texts, tuple([_element(one, condition) for one in elements]), _drawing(drawing), tuple(source)]
    )


def disagreement(fields: _Plain, condition: _Conditions) -> Disagreement:
    """The disagreement that a list stands for."""
    name, title, (first, second) = fields
    return Disagreement(name, title, (_side(first, condition), _side(second, condition)))


def _side(fields: _Plain, condition: _Conditions) -> Side:
    view, when, source = fields
    return Side(view, condition(when), tuple(source))


def _element(fields: _Plain, condition: _Conditions) -> Element:
    *texts, when, partly, advice, story, ideas, source = fields
    several = tuple([Idea(idea, tuple(where)) for idea, where in ideas])
    return Element._make(
        [*texts, condition(when), partly and condition(partly), advice, story, several, tuple(source)]
    )


def _drawing(fields: _Plain) -> Drawing | None:
    if fields is None:
        return None
    if len(fields) > 2:
        return TwoByTwo._make([*fields[:4], *map(Corner._make, fields[4:])])
    columns, stages = fields
    return StageGrid(
        tuple([Column(title, frozenset(choices)) for title, choices in columns]),
        tuple([Stage(title, tuple(facts)) for title, facts in stages]),
    )
