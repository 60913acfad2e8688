"""The decision diagram: it says of every answer sheet exactly what the criteria say."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not, holds
from coprod_audit.diagram import Diagram, diagram_of, weave
from coprod_audit.errors import UsageError
from coprod_audit.ladder import BELOW
from coprod_audit.loom import NO, OPEN, YES, Loom, classes_of
from tests.judging_kit import METHOD, RUNGS, all_of, any_of, tiny

LETTERS = {"a": ("0", "1", "2"), "b": ("0", "1"), "c": ("0", "1", "2"), "d": ("0", "1")}


def single_tests() -> st.SearchStrategy[Among]:
    def among(fact: str) -> st.SearchStrategy[Among]:
        chosen = st.frozensets(st.sampled_from(LETTERS[fact]))
        return chosen.map(lambda choices: Among(fact, choices))

    return st.sampled_from(sorted(LETTERS)).flatmap(among)


def joins(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    counted = several.flatmap(lambda of: st.integers(1, len(of)).map(lambda n: AtLeast(n, of)))
    return counted | parts.map(Not)


def conditions() -> st.SearchStrategy[Condition]:
    return st.recursive(single_tests(), joins, max_leaves=6)


def rules() -> st.SearchStrategy[list[Condition]]:
    return st.lists(conditions(), min_size=1, max_size=3)


def partial_facts() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({f: st.sampled_from([*c, UNKNOWN]) for f, c in LETTERS.items()})


def completions(
    facts: Mapping[str, str], choices: Mapping[str, Sequence[str]] = LETTERS
) -> Iterator[dict[str, str]]:
    """Every way the unknown facts could turn out."""
    known = {fact: facts.get(fact, UNKNOWN) for fact in choices}
    ways = [choices[f] if choice == UNKNOWN else [choice] for f, choice in known.items()]
    return (dict(zip(known, way, strict=True)) for way in itertools.product(*ways))


def by_hand(rule: Sequence[Condition], facts: Mapping[str, str]) -> str:
    """The highest rung whose criterion is met, said by `holds` alone."""
    met = [f"rung-{n}" for n, when in enumerate(rule, start=1) if holds(when, facts)]
    return met[-1] if met else BELOW


def diagram(rule: Sequence[Condition]) -> Diagram:
    return weave(rule, (BELOW, *(f"rung-{n}" for n in range(1, len(rule) + 1))), LETTERS)


@given(rules())
def test_place_is_the_highest_rung_whose_own_criterion_is_met(rule: list[Condition]) -> None:
    """For every sheet of a small questionnaire, monotone or not."""
    made = diagram(rule)
    assert all(made.place(facts) == by_hand(rule, facts) for facts in completions({}))


@given(rules(), partial_facts())
def test_possible_is_every_place_that_some_completion_leads_to(
    rule: list[Condition], facts: dict[str, str]
) -> None:
    """No more and no fewer: there can be holes."""
    made = diagram(rule)
    expected = {by_hand(rule, whole) for whole in completions(facts)}
    assert made.possible(facts) == tuple(place for place in made.places if place in expected)


@given(rules())
def test_counts_say_how_many_sheets_stand_on_each_place(rule: list[Condition]) -> None:
    """Exactly, although nobody walks through them."""
    made = diagram(rule)
    expected = Counter(by_hand(rule, facts) for facts in completions({}))
    assert made.counts() == {place: expected[place] for place in made.places}


@given(conditions(), partial_facts())
def test_a_condition_over_unknown_answers_ends_as_it_holds(
    condition: Condition, facts: dict[str, str]
) -> None:
    """With `unknown` as one more choice the diagram is three-valued, as conditions are."""
    either = any_of(condition, NobodyKnows("a"))
    choices = {fact: (*ids, UNKNOWN) for fact, ids in LETTERS.items()}
    loom = Loom(tuple(choices), [classes_of(fact, ids, (either,)) for fact, ids in choices.items()])
    levels, children, node = loom.finish(loom.condition(either))
    while node >= 0:
        fact = tuple(choices)[levels[node]]
        node = children[node][[facts[fact] in members for members in loom.classes[levels[node]]].index(True)]
    assert node == {True: YES, False: NO, None: OPEN}[holds(either, facts)]


def test_answers_that_no_criterion_tells_apart_are_one_class() -> None:
    """In METHOD's rule hearing nothing, too late, and only what was decided come to the same."""
    made = diagram_of(METHOD)
    told = made.classes[made.facts.index("told")]
    assert told == (("nothing", "too-late", "what-in-time"), ("what-and-why-in-time",))


def test_each_row_is_followed_by_how_its_differences_ended() -> None:
    """Facts that wait for another stand right after it; tables stand first."""
    expected = ("decisions.purpose", "differences.purpose", "decisions.money", "differences.money")
    assert diagram_of(METHOD).facts[:4] == expected


def test_the_diagram_of_the_rule_is_small() -> None:
    """A few dozen nodes stand for more than four million classes of sheets."""
    made = diagram_of(METHOD)
    assert (len(made.levels), math.prod(map(len, made.classes))) == (55, 4_194_304)
    assert math.prod(sum(map(len, c)) for c in made.classes) == sum(made.counts().values())


def test_a_diagram_is_made_once_for_each_questionnaire() -> None:
    """Judging thousands of files builds it once."""
    assert diagram_of(METHOD) is diagram_of(METHOD)


def test_with_nothing_known_every_place_is_possible() -> None:
    """From below the ladder to co-production."""
    assert diagram_of(METHOD).possible({}) == (BELOW, *RUNGS)


def test_a_rule_that_can_only_end_in_one_way_has_no_nodes() -> None:
    """A criterion that always holds needs no question."""
    always = tiny(
        [any_of(Among("a", frozenset({"0"})), Not(Among("a", frozenset({"0"}))))], {"a": ("0", "1")}
    )
    made = diagram_of(always)
    assert made.possible({}) == ("rung-1",)
    never = tiny([all_of(Among("a", frozenset({"0"})), Among("a", frozenset({"1"})))], {"a": ("0", "1")})
    assert (diagram_of(never).counts(), diagram_of(never).place({})) == ({BELOW: 2, "rung-1": 0}, BELOW)


def test_more_facts_than_can_be_judged_are_refused_in_a_sentence() -> None:
    """A questionnaire of somebody's own may ask for anything."""
    many = {f"f{n}": ("0", "1") for n in range(61)}
    with pytest.raises(UsageError, match="rest on 61 answers, more than the 60 that can be judged"):
        diagram_of(tiny([any_of(*(Among(fact, frozenset({"1"})) for fact in many))], many))


def test_criteria_too_entangled_to_be_judged_are_refused_in_a_sentence() -> None:
    """Pairs of facts that stand far from each other double the nodes with every pair."""
    pairs = [(f"f{n}", f"g{n}") for n in range(20)]
    facts = dict.fromkeys([*(f for f, _ in pairs), *(g for _, g in pairs)], ("0", "1"))
    both = [all_of(Among(f, frozenset({"1"})), Among(g, frozenset({"1"}))) for f, g in pairs]
    with pytest.raises(UsageError, match="too entangled to be judged"):
        diagram_of(tiny([any_of(*both)], facts))
