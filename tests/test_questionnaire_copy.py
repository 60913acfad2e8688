"""A questionnaire and its copy are the same value, whatever is in it."""

from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod_audit.assessment import assess
from coprod_audit.conditions import Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.diagram import diagram_of
from coprod_audit.lens import Disagreement, Lens
from coprod_audit.loading import read_answers, read_questionnaire
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_copy import from_json, to_json
from tests.reading_kit import read_small
from tests.typing_kit import EXAMPLE

TEXTS = st.text(max_size=4)
LENSES = {"lenses": tuple[Lens, ...], "disagreements": tuple[Disagreement, ...]}
"""The fields of a questionnaire that know their types only while these are checked."""


@cache
def conditions() -> st.SearchStrategy[Condition]:
    """Conditions of every kind, one inside the other."""
    tests = st.builds(Among, TEXTS, st.frozensets(TEXTS, max_size=3)) | st.builds(NobodyKnows, TEXTS)
    return st.recursive(
        tests,
        lambda inner: (
            st.builds(AtLeast, st.integers(0, 3), st.lists(inner, max_size=2).map(tuple))
            | st.builds(Not, inner)
        ),
        max_leaves=4,
    )


@cache
def every(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type as the fields of a questionnaire have them: a field that is added later is drawn too."""
    if kind == Condition:
        return conditions()
    if hasattr(kind, "_fields"):
        hints = get_type_hints(kind) | (LENSES if kind is Questionnaire else {})
        return st.builds(kind, *[every(hints[name]) for name in kind._fields])
    if get_origin(kind) is None:
        return TEXTS if kind is str else st.from_type(kind)
    return joined(get_origin(kind), get_args(kind))


def joined(kind: Any, members: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Values of a type that is made of others."""
    if kind is Literal:
        return st.sampled_from(members)
    if kind is UnionType:
        if Among in members:  # a condition, or none
            return st.none() | conditions()
        return st.one_of(*map(every, members))
    if kind is frozenset:
        return st.frozensets(every(members[0]), max_size=3)
    assert kind is tuple, "another kind of type needs a line here"
    if members[-1] is Ellipsis:
        return st.lists(every(members[0]), max_size=2).map(tuple)
    return st.tuples(*map(every, members))


def alike(one: object, other: object) -> bool:
    """Whether two values are equal and of the same types all through: a set would equal a frozen one."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(every(Questionnaire))
def test_what_is_read_from_a_copy_is_what_was_copied(questionnaire: Questionnaire) -> None:
    assert alike(from_json(to_json(questionnaire)), questionnaire)


@settings(deadline=None)
@given(conditions())
def test_a_condition_comes_back_as_the_condition_it_was(condition: Condition) -> None:
    """Planted too: were two kinds told apart by nothing, one would come back as the other."""
    small = read_small()
    asked = small._replace(alarms=(small.alarms[0]._replace(when=condition),))
    assert alike(from_json(to_json(asked)).alarms[0].when, condition)


def test_the_questionnaire_that_ships_and_its_diagram_come_back_from_one_line_each() -> None:
    shipped = read_questionnaire()
    diagram = diagram_of(shipped)
    text = to_json(shipped, diagram)
    back = from_json(text)
    assert alike(back, shipped)
    assert hash(back) == hash(shipped)
    assert alike(diagram_of(back), diagram)
    assert diagram_of(back) is diagram_of(back)
    assert text.count("\n") == 2
    assert to_json(back, diagram_of(back)) == text


def test_a_copy_without_a_diagram_weaves_its_own() -> None:
    small = read_small()
    assert alike(diagram_of(from_json(to_json(small))), diagram_of(small))


def test_the_diagram_that_came_along_is_the_one_that_judges() -> None:
    """Planted: with the diagram of another rule the place would be another."""
    small = read_small()
    right = diagram_of(small)
    wrong = right._replace(places=("told", "below", *right.places[2:]))
    back = from_json(to_json(small, wrong))
    assert diagram_of(back).place({"hear": "nothing"} | dict.fromkeys(right.facts[:2], "alone")) == "told"


def test_without_advice_there_is_none_and_all_else_is_the_same() -> None:
    shipped = read_questionnaire()
    back = from_json(to_json(shipped, diagram_of(shipped)), advice=False)
    left_out = {
        name: getattr(shipped, name) for name in ("recommendations", "stories", "lenses", "disagreements")
    }
    assert [getattr(back, name) for name in left_out] == [()] * 4
    assert alike(back._replace(**left_out), shipped)


def test_a_copy_judges_as_the_questionnaire_does_and_without_advice_says_all_but_that() -> None:
    shipped = read_questionnaire()
    text = to_json(shipped, diagram_of(shipped))
    answers = read_answers(EXAMPLE, shipped)
    judged = assess(shipped, answers)
    assert judged.recommendations
    assert assess(from_json(text), answers) == judged
    light = from_json(text, advice=False)
    assert assess(light, answers) == judged._replace(questionnaire=light, recommendations=())
