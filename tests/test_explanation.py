"""What would raise, lower and settle a standing: exact, smallest first, and never a change nobody can make."""

import itertools
import random
from collections.abc import Iterator, Mapping

import pytest

from coprod_audit.conditions import UNKNOWN
from coprod_audit.diagram import diagram_of
from coprod_audit.explanation import Explanation, explain
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.verdict import Change, Settling, Support, Ways
from tests.judging_kit import METHOD, RUNGS

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
    assert of(BUDGET_ONCE).raises == (Ways("co-production", 1, (way,), ("co-production",)),)


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
    assert found.rests_on == (Support("decisions.money", "consultation", "consultation"),)


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


# Ways by chance, tried out


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
        assert ways.number >= len(ways.shown) > 0 or ways.number == 0
        for way in ways.shown:
            assert [facts.get(c.fact, UNKNOWN) for c in way] == [c.old or UNKNOWN for c in way]
            assert height(diagram.possible(facts | {c.fact: c.new for c in way})[0]) >= height(ways.target)
        for size in range(len(ways.shown[0]) if ways.shown else 0):
            tried = smaller_changes(facts, size)
            assert all(height(diagram.possible(new)[0]) < height(ways.target) for new in tried)


def test_a_way_names_the_place_that_it_leads_to_even_if_that_lies_above_the_target() -> None:
    """Whoever agrees on what is offered has influenced it: no change to come back once is among the smallest."""
    facts = BUDGET_ONCE | {"decisions.money": "asked", "asked": "while-open"}
    (ways,) = of(facts).raises
    assert (ways.target, set(ways.reaches)) == ("engagement", {"co-design"})
