"""What would raise, lower and settle a standing: exact, smallest first, and never a change nobody can make."""

import itertools
import math
import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, Not
from coprod_audit.diagram import diagram_of
from coprod_audit.explanation import Explanation, explain
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.verdict import Change, Settling, Ways
from tests.judging_kit import METHOD, RUNGS, tiny
from tests.test_diagram import by_hand, completions

BUDGET_ONCE = {
    "told": "what-in-time",
    "asked": "before-options",
    "came-back": "one-occasion",
    "decisions.purpose": "told",
    "decisions.money": "people",
    "decisions.design": "told",
    "decisions.running": "not-told",
    "decisions.judging": "fixed-outside",
    "made-different": "purpose-or-money",
    "agenda": "organisation",
    "after": "hear-results",
}
"""Residents decided what £50,000 goes on, once."""


def but(**changes: str) -> dict[str, str]:
    return BUDGET_ONCE | {
        fact.replace("__", ".").replace("_", "-"): choice for fact, choice in changes.items()
    }


def of(facts: Mapping[str, str], intends: str | None = None) -> Explanation:
    return explain(METHOD, facts, intends)


def test_a_budget_decided_once_stands_on_co_design() -> None:
    """Nothing is unknown that matters, so there is one place and nothing to settle."""
    found = of(BUDGET_ONCE)
    assert found.standing == ("co-design", "co-design", "co-design", ("co-design",), True)
    assert found.settle == ()


def test_what_would_raise_it_is_the_smallest_set_of_changes() -> None:
    """Running shared as well counts as seeing it through, and so is smaller than changing `after` too."""
    way = (
        Change("came-back", "one-occasion", "standing"),
        Change("decisions.running", "not-told", "agreed"),
        Change("agenda", "organisation", "both"),
    )
    assert of(BUDGET_ONCE).raises == (Ways("co-production", 1, (way,)),)


def test_a_fixed_row_never_changes() -> None:
    """Judging is fixed by law here, so no way goes through it, though one would be as small."""
    assert all(c.fact != "decisions.judging" for way in of(BUDGET_ONCE).raises[0].shown for c in way)
    opened = of(but(decisions__judging="not-told")).raises[0]
    assert any(c.fact == "decisions.judging" for way in opened.shown for c in way)


def test_what_has_not_come_up_may_come_up() -> None:
    """It is counted from the lowest choice; and nothing ever changes into it."""
    found = of(but(decisions__judging="not-come-up")).raises[0]
    assert Change("decisions.judging", "not-come-up", "agreed") in {c for way in found.shown for c in way}


def test_what_would_lower_it_is_told_too() -> None:
    """Everything rests on the one decision that people took."""
    found = of(BUDGET_ONCE)
    assert found.lowers == Ways("engagement", 1, ((Change("decisions.money", "people", "worked-out"),),))
    assert found.rests_on == ("decisions.money",)


def test_below_the_ladder_nothing_lowers() -> None:
    """And nothing is rested on."""
    nothing = dict.fromkeys(BUDGET_ONCE, "x") | {f: METHOD.by_fact[f][0].choices[0].id for f in BUDGET_ONCE}
    found = of(nothing)
    assert (found.standing.rung, found.lowers, found.rests_on) == ("below", None, ())


def test_on_the_highest_rung_nothing_raises() -> None:
    """There is nothing above it."""
    top = {
        f: next(c.id for c in reversed(METHOD.by_fact[f][0].choices) if c.rank is not None)
        for f in BUDGET_ONCE
    }
    assert (of(top).standing.rung, of(top, "co-production").raises) == ("co-production", ())


def test_the_intended_rung_is_a_second_target_only_if_it_is_higher_than_the_next() -> None:
    """A lower one is no target at all: it is never nudged upwards beyond what would come next."""
    survey = but(asked="on-a-settled-proposal", decisions__money="asked", told="what-and-why-in-time")
    targets = {intends: [w.target for w in of(survey, intends).raises] for intends in (None, *RUNGS)}
    assert targets == {
        None: ["consultation"],
        "information": ["consultation"],
        "consultation": ["consultation"],
        "engagement": ["consultation", "engagement"],
        "co-design": ["consultation", "co-design"],
        "co-production": ["consultation", "co-production"],
    }


def test_what_nobody_knows_is_found_out_first() -> None:
    """Of changes of the same size and ranks, the unknown one comes first and has no old answer."""
    facts = but(asked="never", decisions__money="told", told=UNKNOWN)
    (up,) = of(facts).raises
    assert up.shown[0] == (Change("told", None, "what-and-why-in-time"),)


def test_fewer_ranks_come_before_questionnaire_order() -> None:
    """Asking a little earlier is nearer than telling everybody everything, though `told` stands first."""
    (up,) = of(but(told="nothing", asked="on-a-settled-proposal", decisions__money="told")).raises
    assert up.shown[:2] == (
        (Change("asked", "on-a-settled-proposal", "while-open"),),
        (Change("told", "nothing", "what-and-why-in-time"),),
    )


def test_a_range_is_settled_by_the_question_that_leaves_fewest_places() -> None:
    """Nothing is known: only what people hear narrows it for sure, because only that decides information."""
    assert of({}).settle == (Settling(("told",), 5),)


def test_where_no_single_question_narrows_a_range_the_smallest_set_does() -> None:
    """Once `told` is known two answers together are needed."""
    assert of({"told": "nothing"}).settle == (Settling(("asked", "came-back"), 4),)


def test_a_row_that_need_not_be_asked_is_never_suggested() -> None:
    """How differences ended matters only where something was worked out."""
    rng = random.Random(7)  # noqa: S311
    for _ in range(60):
        facts = sheet(METHOD, rng, 0.2)
        found = of(facts, "co-production")
        ways = [way for ways in found.raises for way in ways.shown]
        for way in [*ways, *(found.lowers.shown if found.lowers else ())]:
            after = facts | {change.fact: change.new for change in way}
            for change in way:
                kind, _, row = change.fact.partition(".")
                assert kind != "differences" or after.get(f"decisions.{row}", UNKNOWN) in {
                    "worked-out",
                    UNKNOWN,
                }


# By brute force


CHOICES = {
    "a": ("0", "1", "2", "fixed-outside"),
    "b": ("0", "1", "2"),
    "c": ("0", "1", "not-come-up"),
    "d": ("0", "1"),
}
IN_ORDER = tuple(CHOICES)


def small_rules() -> st.SearchStrategy[list[Condition]]:
    """Rules in which facts meet: counts over counts of single tests, some of them turned round."""

    def among(fact: str) -> st.SearchStrategy[Condition]:
        return st.frozensets(st.sampled_from(CHOICES[fact]), min_size=1).map(
            lambda chosen: Among(fact, chosen)
        )

    def counted(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return several.flatmap(lambda of: st.integers(1, len(of)).map(lambda n: AtLeast(n, of)))

    test = st.sampled_from(sorted(CHOICES)).flatmap(among)
    clause = counted(test | test.map(Not))
    return st.lists(counted(clause | test), min_size=1, max_size=3)


def small_facts() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({f: st.sampled_from([*c, UNKNOWN]) for f, c in CHOICES.items()})


def all_in_use(rule: list[Condition]) -> Questionnaire:
    """All four facts are decisive, whether or not the rule looks at them."""
    idle = AtLeast(4, tuple(Not(Among(fact, frozenset())) for fact in CHOICES))
    return tiny([AtLeast(2, (rule[0], idle)), *rule[1:]], CHOICES)


def ways_by_hand(
    facts: Mapping[str, str], good: Callable[[dict[str, str]], bool]
) -> tuple[int, list[list[Change]]]:
    """Every set of changes, smallest first, tried out; the best values of each; then METHOD's order."""
    changeable = [fact for fact in IN_ORDER if facts[fact] != "fixed-outside"]
    for size in range(len(changeable) + 1):
        found = []
        for chosen in itertools.combinations(changeable, size):
            targets = [[c for c in CHOICES[f] if c.isdigit() and c != facts[f]] for f in chosen]
            tried = (dict(zip(chosen, values, strict=True)) for values in itertools.product(*targets))
            found += sorted(cost(facts, new) for new in tried if good({**facts, **new}))[:1]
        if found:
            found.sort(key=lambda way: (way[0], [change[0] for change in way[1]]))
            return len(found), [[change[-1] for change in way[1]] for way in found[:3]]
    return 0, []


_Cost = tuple[int, list[tuple[int, int, int, Change]]]


def cost(facts: Mapping[str, str], new: Mapping[str, str]) -> _Cost:
    """Ranks, an unknown and what has not come up counted from the lowest; unknown facts first."""
    changes = []
    for fact, choice in new.items():
        known = facts[fact] != UNKNOWN
        start = int(facts[fact]) if facts[fact].isdigit() else 0
        place = IN_ORDER.index(fact) + known * len(IN_ORDER)
        change = Change(fact, facts[fact] if known else None, choice)
        changes.append((place, abs(int(choice) - start), int(choice), change))
    return sum(change[1] for change in changes), sorted(changes)


class _ByHand:
    """The places of a small rule, said by `holds` alone."""

    def __init__(self, rule: list[Condition]) -> None:
        self.places = ("below", *(f"rung-{n}" for n in range(1, len(rule) + 1)))
        self.at = {tuple(f.values()): self.places.index(by_hand(rule, f)) for f in completions({}, CHOICES)}

    def heights(self, facts: Mapping[str, str]) -> set[int]:
        return {self.at[tuple(whole.values())] for whole in completions(facts, CHOICES)}

    def lowest(self, facts: Mapping[str, str]) -> int:
        return min(self.heights(facts))

    def stands(self, height: int, facts: Mapping[str, str]) -> bool:
        return self.lowest(facts) >= height


@given(small_rules(), small_facts())
def test_the_ways_up_and_down_are_those_that_brute_force_finds(
    rule: list[Condition], facts: dict[str, str]
) -> None:
    """The same number, the same best three in the same order, for rules that are monotone or not."""
    truth, found = _ByHand(rule), explain(all_in_use(rule), facts, f"rung-{len(rule)}")
    lowest = truth.lowest(facts)
    for ways in found.raises:
        target = truth.places.index(ways.target)
        expected = ways_by_hand(facts, partial(truth.stands, target))
        assert (ways.count, [list(way) for way in ways.shown]) == expected
    if found.lowers is None:
        assert lowest == 0
    else:
        expected = ways_by_hand(facts, lambda new: truth.lowest(new) < lowest)
        assert (found.lowers.count, [list(way) for way in found.lowers.shown]) == expected


@given(small_rules(), small_facts())
def test_what_settles_a_range_is_what_brute_force_finds(rule: list[Condition], facts: dict[str, str]) -> None:
    """Every unknown fact, or set of them, tried with every answer to it."""
    truth, found = _ByHand(rule), explain(all_in_use(rule), facts)
    unknown = [fact for fact in IN_ORDER if facts[fact] == UNKNOWN]
    now = len(truth.heights(facts))
    expected: list[tuple[int, tuple[str, ...]]] = []
    for size in range(1, len(unknown) + 1 if now > 1 else 0):
        for asked in itertools.combinations(unknown, size):
            answers = (
                dict(zip(asked, a, strict=True)) for a in itertools.product(*(CHOICES[f] for f in asked))
            )
            left = max(len(truth.heights({**facts, **answer})) for answer in answers)
            expected += [(left, asked)] if left < now else []
        if expected:
            expected = sorted(expected, key=lambda n: n[0])[: None if size == 1 else 1]
            break
    assert [(settling.places_left, settling.facts) for settling in found.settle] == expected


@given(small_rules(), small_facts())
def test_a_standing_rests_on_the_answers_that_alone_would_lower_it(
    rule: list[Condition], facts: dict[str, str]
) -> None:
    """Each known answer on the scale, made lower."""
    truth = _ByHand(rule)
    lowest = truth.lowest(facts)
    expected = tuple(
        fact
        for fact in IN_ORDER
        if facts[fact].isdigit()
        and any(
            truth.lowest({**facts, fact: lower}) < lowest for lower in CHOICES[fact] if lower < facts[fact]
        )
    )
    assert explain(all_in_use(rule), facts).rests_on == expected


def test_ways_are_counted_and_not_listed() -> None:
    """Any twenty of forty would do: the best three are shown, and the others counted without being made."""
    many = {f"f{n:02}": ("0", "1", "2") for n in range(40)}
    half = AtLeast(20, tuple(Among(fact, frozenset({"2"})) for fact in many))
    found = explain(tiny([half], many), dict.fromkeys(many, "0") | {"f03": "1", "f05": UNKNOWN})
    (up,) = found.raises
    assert up.count == math.comb(40, 20)
    facts = [[change.fact for change in way] for way in up.shown]
    assert facts[0] == ["f05", "f00", "f01", "f02", "f03", "f04", *(f"f{n:02}" for n in range(6, 20))]
    assert [set(way) - set(facts[0]) for way in facts] == [set(), {"f20"}, {"f21"}]
    nothing = explain(tiny([half], many), {}).settle
    assert nothing == (Settling(tuple(many), 1),)


# On the rule of METHOD


def sheet(questionnaire: Questionnaire, rng: random.Random, unknown: float) -> dict[str, str]:
    """Decisive answers by chance; `differences` only where something was worked out."""
    facts: dict[str, str] = {}
    for fact in questionnaire.decisive:
        question, row = questionnaire.by_fact[fact]
        if row and question.row_when and facts[f"decisions.{row.id}"] != "worked-out":
            continue
        facts[fact] = UNKNOWN if rng.random() < unknown else rng.choice(question.choices).id
    return facts


def smaller_changes(facts: Mapping[str, str], size: int) -> Iterator[dict[str, str]]:
    """Every set of `size` changes to the best answer: no better one could help a raise."""
    best = {
        f: next(c.id for c in reversed(METHOD.by_fact[f][0].choices) if c.rank is not None)
        for f in METHOD.decisive
    }
    changeable = [f for f in METHOD.decisive if facts.get(f) != "fixed-outside"]
    rows = [f for f in changeable if facts.get(f) != best[f]]
    for chosen in itertools.combinations(rows, size):
        yield {**facts, **{fact: best[fact] for fact in chosen}}


@pytest.mark.parametrize("seed", range(12))
def test_each_way_leads_there_and_no_smaller_set_does(seed: int) -> None:
    """Tried out on answers by chance to the rule of METHOD."""
    rng, diagram = random.Random(seed), diagram_of(METHOD)  # noqa: S311
    facts = sheet(METHOD, rng, rng.choice((0, 0.1, 0.4)))
    height = METHOD.ladder.height
    for ways in of(facts, "co-production").raises:
        assert ways.count >= len(ways.shown) > 0 or ways.count == 0
        for way in ways.shown:
            assert [facts.get(c.fact, UNKNOWN) for c in way] == [c.old or UNKNOWN for c in way]
            assert height(diagram.possible(facts | {c.fact: c.new for c in way})[0]) >= height(ways.target)
        for size in range(len(ways.shown[0]) if ways.shown else 0):
            tried = smaller_changes(facts, size)
            assert all(height(diagram.possible(new)[0]) < height(ways.target) for new in tried)
