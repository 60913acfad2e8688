"""Conditions mean what `questionnaires/README.md` says, and whether one can hold is settled exactly."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.condition_reader import Budget, Scope, read_condition
from coprod_audit.conditions import (
    UNKNOWN,
    Among,
    AtLeast,
    Condition,
    NobodyKnows,
    Not,
    addresses,
    deciding,
    holds,
)
from coprod_audit.documents import read
from coprod_audit.faults import Faults, Origin
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.names import Scale, derived_facts
from coprod_audit.reach import can_hold

HEAR = Scale({"nothing": 0, "what": 1, "why": 2, "law": None})
MATTER = Scale({"alone": 0, "talked": 1, "agreed": 2}, not_applicable=True)
SCOPE = Scope(
    {"hear": HEAR, "matters.aim": MATTER, "matters.money": MATTER, **derived_facts(("low", "high"))},
    {"matters": ("aim", "money")},
    {"joint": {"aim": Among("matters.aim", frozenset(("agreed",)))}},
    Budget(),
)


def condition(text: str) -> Condition:
    faults = Faults()
    top = read(f"when: {text}".encode(), Origin("c.yaml", faults), QUESTIONNAIRE_LIMITS)
    found = read_condition(top.mapping("when")["when"], SCOPE)
    faults.stop()
    return found


def among(fact: str, *choices: str) -> Among:
    return Among(fact, frozenset(choices))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{hear: what}", among("hear", "what")),
        ("{hear: law}", among("hear", "law")),
        ("{hear: {at-least: what}}", among("hear", "what", "why")),
        ("{hear: {at-most: what}}", among("hear", "nothing", "what")),
        ("{hear: {any-of: [law, why]}}", among("hear", "law", "why")),
        ("{hear: unknown}", NobodyKnows("hear")),
        ("{matters.aim: not-applicable}", among("matters.aim", "not-applicable")),
        ("{none: [{hear: why}]}", Not(AtLeast(1, (among("hear", "why"),)))),
        (
            "{at-least-n: {n: 2, of: [{hear: why}, {hear: what}]}}",
            AtLeast(2, (among("hear", "why"), among("hear", "what"))),
        ),
        (
            "{rows: {where: {matters: agreed}}}",
            AtLeast(1, (among("matters.aim", "agreed"), among("matters.money", "agreed"))),
        ),
        ("{rows: {of: [money], where: {matters: agreed}}}", AtLeast(1, (among("matters.money", "agreed"),))),
        ("{rows: {where: {is: joint}}}", AtLeast(1, (among("matters.aim", "agreed"),))),
        ("{result.lowest: {at-most: low}}", among("result.lowest", "below", "low")),
        ("{project.claims: {at-least: low}}", among("project.claims", "low", "high")),
    ],
)
def test_a_condition_is_written_out(text: str, expected: Condition) -> None:
    assert condition(text) == expected


def test_a_choice_outside_the_scale_is_neither_more_nor_less() -> None:
    """`fixed-outside` counts as no (METHOD, The decisive facts)."""
    for text in ("{hear: {at-least: nothing}}", "{hear: {at-most: why}}"):
        assert holds(condition(text), {"hear": "law"}) is False


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("{hear: why}", {}, None),
        ("{hear: why}", {"hear": UNKNOWN}, None),
        ("{hear: unknown}", {}, False),
        ("{hear: unknown}", {"hear": UNKNOWN}, True),
        ("{all: [{hear: why}, {matters.aim: agreed}]}", {"hear": "what"}, False),
        ("{any: [{hear: why}, {matters.aim: agreed}]}", {"hear": "what"}, None),
        ("{any: [{hear: why}, {matters.aim: agreed}]}", {"hear": "why"}, True),
        ("{none: [{hear: why}]}", {}, None),
    ],
)
def test_conditions_have_three_values(text: str, facts: dict[str, str], expected: bool | None) -> None:
    assert holds(condition(text), facts) is expected


VALUES = ("a", "b", "c")
DOMAINS = {fact: frozenset((*VALUES, UNKNOWN)) for fact in "xyz"}
LEAVES = st.one_of(
    st.builds(Among, st.sampled_from("xyz"), st.frozensets(st.sampled_from(VALUES), max_size=3)),
    st.builds(NobodyKnows, st.sampled_from("xyz")),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=4).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda n: AtLeast(n, tuple(parts)))
        ),
    ),
    max_leaves=8,
)


@given(CONDITIONS)
def test_whether_a_condition_can_hold_equals_trying_everything(one: Condition) -> None:
    tried = any(
        holds(one, dict(zip("xyz", values, strict=True))) is True
        for values in itertools.product((*VALUES, UNKNOWN), repeat=3)
    )
    assert can_hold(one, DOMAINS) == tried


@given(CONDITIONS, st.fixed_dictionaries({fact: st.sampled_from((*VALUES, UNKNOWN)) for fact in "xyz"}))
def test_what_decided_is_enough_to_decide(one: Condition, facts: dict[str, str]) -> None:
    """Keeping only the deciding facts of a condition that came out leaves it as it came out, but for `unknown`."""
    truth = holds(one, facts)
    decided = deciding(one, facts)
    assert set(decided) <= set(addresses(one))
    if truth is not None and not any(isinstance(leaf, NobodyKnows) for leaf in _leaves(one)):
        assert holds(one, {fact: facts[fact] for fact in decided}) is truth


def _leaves(one: Condition) -> list[Condition]:
    match one:
        case Not(inner):
            return _leaves(inner)
        case AtLeast(_, of):
            return [leaf for part in of for leaf in _leaves(part)]
        case _:
            return [one]
