"""What raises, lowers and settles a standing, against trying out everything on small questionnaires."""

import itertools
import math
from collections.abc import Callable, Mapping
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, Not
from coprod_audit.explanation import explain
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.verdict import Change, Settling, Support
from tests.judging_kit import tiny
from tests.test_diagram import by_hand, completions

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
        assert (ways.number, [list(way) for way in ways.shown]) == expected
    if found.lowers is None:
        assert lowest == 0
    else:
        expected = ways_by_hand(facts, lambda new: truth.lowest(new) < lowest)
        assert (found.lowers.number, [list(way) for way in found.lowers.shown]) == expected


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
    falls = {
        fact: [
            height
            for lower in CHOICES[fact]
            if facts[fact].isdigit() and lower < facts[fact]
            for height in [truth.lowest({**facts, fact: lower})]
            if height < lowest
        ]
        for fact in IN_ORDER
    }
    places = all_in_use(rule).ladder.places
    expected = tuple(
        Support(fact, places[max(heights)], places[min(heights)])
        for fact, heights in falls.items()
        if heights
    )
    assert explain(all_in_use(rule), facts).rests_on == expected


def test_ways_are_counted_and_not_listed() -> None:
    """Any twenty of forty would do: the best three are shown, and the others counted without being made."""
    many = {f"f{n:02}": ("0", "1", "2") for n in range(40)}
    half = AtLeast(20, tuple(Among(fact, frozenset({"2"})) for fact in many))
    found = explain(tiny([half], many), dict.fromkeys(many, "0") | {"f03": "1", "f05": UNKNOWN})
    (up,) = found.raises
    assert up.number == math.comb(40, 20)
    facts = [[change.fact for change in way] for way in up.shown]
    assert facts[0] == ["f05", "f00", "f01", "f02", "f03", "f04", *(f"f{n:02}" for n in range(6, 20))]
    assert [set(way) - set(facts[0]) for way in facts] == [set(), {"f20"}, {"f21"}]
    nothing = explain(tiny([half], many), {}).settle
    assert nothing == (Settling(tuple(many), 1),)
