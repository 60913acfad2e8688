"""Counting: the same numbers whoever counts, in whatever order, and no more memory for more responses."""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.portfolio import Counting, counting, tally
from coprod_audit.responses import Response, Short
from tests import portfolio_kit as kit

BY = ("organisation",)
PAIRS = kit.pairs(60)


def merged(countings: Sequence[Counting]) -> Counting:
    total, *others = countings
    for other in others:
        total = Counting.merged(total, other)
    return total


def written(counted: Counting) -> str:
    return json.dumps(counted.as_data())


@given(st.permutations(PAIRS), st.lists(st.integers(0, 60), max_size=4))
def test_however_the_responses_are_dealt_out_the_counts_are_the_same(
    pairs: list[kit.Pair], cuts: list[int]
) -> None:
    edges = [0, *sorted(cuts), len(pairs)]
    workers = [kit.counted(pairs[a:b], BY, places=3) for a, b in pairwise(edges)]
    assert written(kit.counted(PAIRS, BY, places=3)) == written(merged(workers))


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_merging_is_commutative_and_associative_and_changes_neither(cuts: list[int]) -> None:
    a, b, c = (kit.counted(PAIRS[cut : cut + 9], BY, places=2) for cut in cuts)
    before = written(a), written(b), written(c)
    assert written(a.merged(b)) == written(b.merged(a))
    assert written(a.merged(b).merged(c)) == written(a.merged(b.merged(c)))
    assert before == (written(a), written(b), written(c))


def test_folding_now_and_then_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = written(kit.counted(PAIRS, BY, places=3))
    monkeypatch.setattr(counting, "_FOLD", 7)
    assert at_once == written(kit.counted(PAIRS, BY, places=3))


def test_what_was_merged_can_be_added_to() -> None:
    total = kit.counted(PAIRS[:30], BY).merged(kit.counted((), BY))
    for one, short in PAIRS[30:]:
        total.add(one, short)
    assert written(kit.counted(PAIRS, BY)) == written(total)


@pytest.mark.parametrize("by", [(), BY, ("organisation", "title")])
@pytest.mark.parametrize("places", [0, 4])
def test_counts_can_be_written_down_and_read_back(by: tuple[str, ...], places: int) -> None:
    counted = kit.counted(PAIRS, by, places=places)
    back = Counting.from_data(kit.asked(), json.loads(written(counted)))
    assert written(counted) == written(back)
    assert written(counted.merged(counted)) == written(back.merged(back))


def test_counts_of_another_questionnaire_or_of_other_groups_are_refused() -> None:
    counted, other = kit.counted(PAIRS), kit.asked()._replace(digest="another")
    with pytest.raises(ValueError, match="of other groups"):
        counted.merged(kit.counted(PAIRS, BY))
    with pytest.raises(ValueError, match="of other groups"):
        counted.merged(Counting(other))
    with pytest.raises(ValueError, match="count anew"):
        Counting.from_data(other, counted.as_data())
    with pytest.raises(ValueError, match="count anew"):
        Counting.from_data(kit.asked(), {})


def size(value: Any) -> int:
    inner = value.items() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return sys.getsizeof(value) + sum(map(size, inner))


def test_ten_times_as_many_responses_take_no_more_room() -> None:
    once = kit.counted(PAIRS * 100, BY, places=3)
    ten = kit.counted(PAIRS * 1000, BY, places=3)
    assert size(once.tally()) == pytest.approx(size(ten.tally()), rel=0.05)
    waiting = [
        name for name in Counting.__slots__ if isinstance(getattr(ten, name), list) and getattr(ten, name)
    ]
    assert [] == waiting


def response(number: int, group: str) -> tuple[Response, Short]:
    one, short = PAIRS[0]
    return one._replace(row=number, project={"organisation": group}), short


def test_too_many_groups_are_given_up_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_GROUPS", 3)
    a, b = ([response(n, f"{side}{n}") for n in range(2)] for side in "ab")
    enough = kit.counted([*a, *a], BY, places=1)
    assert {("a0",): 2, ("a1",): 2} == {
        group: sum(spans.values()) for group, spans in (enough.tally().groups or {}).items()
    }
    for many in (kit.counted([*a, *b], BY, 1), kit.counted(a, BY, 1).merged(kit.counted(b, BY, 1))):
        assert many.tally().groups is None
        assert 4 == many.tally().responses
        assert [] == [spot for spot in many.tally().places if spot[0] is not None]
        assert many.merged(enough).tally().groups is None


def test_a_field_nobody_filled_in_makes_a_group_of_its_own() -> None:
    assert {("",)} == set(kit.counted(PAIRS, ("region",)).tally().groups or {})


def test_two_fields_make_a_group_of_each_pair_of_values() -> None:
    groups = kit.counted([response(1, "a"), response(2, "b"), response(3, "a")], ("organisation", "region"))
    assert {("a", ""), ("b", "")} == set(groups.tally().groups or {})


def test_no_place_is_kept_unless_names_may_be_shown() -> None:
    assert {} == kit.counted(PAIRS, BY).tally().places
    assert kit.counted(PAIRS, BY, places=1).tally().places


@pytest.mark.parametrize(
    ("claim", "lowest", "highest", "apart"),
    [
        (None, "below", "below", 0),
        ("co-production", "below", "consultation", 3),
        ("co-production", "below", "co-production", 0),
        ("information", "engagement", "co-design", -2),
        ("engagement", "engagement", "engagement", 0),
        ("engagement", "consultation", "co-design", 0),
    ],
)
def test_a_claim_is_far_only_from_all_that_is_possible(
    claim: str | None, lowest: str, highest: str, apart: int
) -> None:
    assert apart == counting.far_apart(kit.asked().ladder, claim, lowest, highest)
