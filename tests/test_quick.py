"""Judging quickly says of every response what a whole assessment says of it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coprod_audit
from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.errors import UsageError
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick import judging, machine
from coprod_audit.quick.standings import stood_machine
from tests.judging_kit import (
    DIFFERENCES,
    METHOD,
    OUTSIDE,
    PRACTICE,
    Parts,
    advice,
    alarm,
    all_of,
    any_of,
    criterion,
    question,
    tiny,
)
from tests.quick_kit import Given, all_quick, as_assessed, drawn, quick, shipped

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))


def answers_to(questionnaire: Questionnaire) -> st.SearchStrategy[Given]:
    """Any fact answered in any way that is allowed, or not asked; anything said beside."""
    facts = {fact: st.sampled_from(sorted(of.possible)) for fact, (of, _) in questionnaire.by_fact.items()}
    rungs = st.sampled_from([None, *(rung.id for rung in questionnaire.ladder.rungs)])
    said = st.sampled_from([None, False, True])
    return st.builds(Given, st.fixed_dictionaries({}, optional=facts), rungs, rungs, said, said)


JUDGE = judging(shipped())


@settings(max_examples=300)
@given(answers_to(shipped()))
def test_it_says_what_an_assessment_says(response: Given) -> None:
    """Of the questionnaire that ships, whatever was asked, answered, claimed and intended."""
    assert quick(JUDGE, response) == as_assessed(shipped(), response)


@pytest.mark.parametrize("seed", range(3))
def test_it_says_so_of_thousands_of_responses(seed: int) -> None:
    """Drawn by lot, some as a room would answer them and some as nobody would."""
    responses = list(drawn(shipped(), random.Random(seed), 1000))  # noqa: S311 (a lot, not a secret)
    expected = [as_assessed(shipped(), response) for response in responses]
    assert all_quick(JUDGE, responses) == expected
    assert [quick(JUDGE, response) for response in responses[:100]] == expected[:100], (
        "one alone as with others"
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_says_so_of_every_example(path: Path) -> None:
    read = coprod_audit.read_answers(path, shipped())
    project, off = read.project, read.project.off_the_table
    response = Given(
        dict(read.facts),
        project.claims,
        project.intends,
        read.respondent.people,
        None if off is None else bool(off),
    )
    assert quick(JUDGE, response) == as_assessed(shipped(), response)


@pytest.mark.parametrize("seed", range(2))
def test_it_says_so_of_the_rule_of_the_method(seed: int) -> None:
    """With the alarms and the advice of another questionnaire."""
    judge = judging(METHOD)
    for response in drawn(METHOD, random.Random(seed), 300):  # noqa: S311
        assert quick(judge, response) == as_assessed(METHOD, response), response


CHOICES = {
    "a": ("0", "1", "2", "fixed-outside"),
    "b": ("0", "1", "not-come-up"),
    "d.x": ("0", "1", "2"),
    "d.y": ("0", "1", "2"),
    "e.x": DIFFERENCES,
    "e.y": DIFFERENCES,
}
BESIDE = {
    "p": PRACTICE,
    "r": PRACTICE,
    "project.claims": ("rung-1", "rung-2", "rung-3"),
    "project.intends": ("rung-1", "rung-2", "rung-3"),
    "project.off-the-table": ("none", "some"),
    "respondent.people": ("none", "some"),
    "result.lowest": ("below", "rung-1", "rung-2", "rung-3"),
    "result.highest": ("below", "rung-1", "rung-2", "rung-3"),
    "result.claim": ("shown", "not-shown", "above"),
    "result.intent": ("below-facts", "at-facts", "above-facts"),
}


def single(choices: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Condition]:
    def among(fact: str) -> st.SearchStrategy[Condition]:
        return st.frozensets(st.sampled_from(choices[fact]), min_size=1).map(lambda some: Among(fact, some))

    return st.sampled_from(sorted(choices)).flatmap(among)


def joins(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    counted = several.flatmap(lambda of: st.integers(0, len(of)).map(lambda n: AtLeast(n, of)))
    return counted | parts.map(Not)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Three rungs, a table and one that waits for it, practice; alarms and advice about anything at all."""
    rule = st.recursive(single(CHOICES), joins, max_leaves=5)
    asked = single({**CHOICES, **BESIDE}) | st.sampled_from(["a", "d.x", "e.x", "p"]).map(NobodyKnows)
    speaks = st.recursive(asked, joins, max_leaves=6)
    alarms = [alarm(f"alarm-{n}", when) for n, when in enumerate(draw(st.lists(speaks, max_size=9)))]
    some = st.lists(st.sampled_from([one.id for one in alarms]), max_size=2) if alarms else st.just([])
    recommendations = [
        advice(
            f"advice-{n}",
            when,
            alarms=draw(some),
            treads=draw(st.lists(st.sampled_from(["rung-1", "rung-2"]), max_size=1)),
            unlocks=draw(st.lists(st.sampled_from(["a", "b", "d", "d.x", "e.y"]), max_size=2)),
            practice=draw(st.lists(st.sampled_from(["p", "r"]), max_size=2, unique=True)),
        )
        for n, when in enumerate(draw(st.lists(speaks, max_size=8)))
    ]
    waits = tuple((row, Among(f"d.{row}", frozenset({"1"}))) for row in ("x", "y"))
    return Parts(
        tuple(criterion(f"rung-{n}", draw(rule)) for n in (1, 2, 3)),
        (
            question("a", CHOICES["a"][:-1], outside=OUTSIDE[:1]),
            question("b", CHOICES["b"][:-1], outside=OUTSIDE[1:]),
            question("d", CHOICES["d.x"], rows=("x", "y")),
            question("e", DIFFERENCES, rows=("x", "y"), row_when=waits),
            question("p", PRACTICE, "goals", matters_from="rung-1"),
            question("r", PRACTICE, "goals", matters_from="rung-2"),
        ),
        tuple(alarms),
        tuple(recommendations),
    ).questionnaire()


@settings(max_examples=150, deadline=None)
@given(questionnaires(), st.integers(0, 1000))
def test_it_says_so_for_any_questionnaire(questionnaire: Questionnaire, seed: int) -> None:
    """Rules that nobody would write among them."""
    responses = list(drawn(questionnaire, random.Random(seed), 20))  # noqa: S311
    expected = [as_assessed(questionnaire, response) for response in responses]
    assert all_quick(judging(questionnaire), responses) == expected


@given(st.randoms(use_true_random=False))
def test_what_was_judged_before_makes_no_difference(chance: random.Random) -> None:
    """Shuffled, or to somebody who has judged nothing yet."""
    responses = list(drawn(shipped(), random.Random(1), 30))  # noqa: S311
    before = [quick(JUDGE, response) for response in responses]
    order = list(range(len(responses)))
    chance.shuffle(order)
    fresh = judging(shipped())
    assert {place: quick(fresh, responses[place]) for place in order} == dict(enumerate(before))


def test_nobody_asked_anything_leaves_everything_open() -> None:
    """Each decisive fact is unsaid, but for the rows that need not be asked."""
    short = quick(judging(METHOD), Given({}))
    assert (short.rung, short.lowest, short.highest) == (None, "below", "co-production")
    assert short.rows == tuple(
        (f"decisions.{row}", "") for row in ("purpose", "money", "design", "running", "judging")
    )
    assert short.unknown == tuple(fact for fact in METHOD.decisive if not fact.startswith("differences."))
    assert (short.alarms, short.missing_treads, short.recommendations) == ((), (), ())


def test_a_row_that_waits_is_unsaid_only_where_it_applies() -> None:
    """How differences ended is asked of what was worked out; not of what was agreed, even if somebody did ask."""
    facts = {"decisions.money": "worked-out", "decisions.design": "agreed", "differences.design": UNKNOWN}
    unknown = quick(judging(METHOD), Given(facts)).unknown
    assert [fact for fact in unknown if fact.startswith("differences.")] == ["differences.money"]


def test_more_facts_than_can_be_judged_are_refused_at_once() -> None:
    """When the judging is made, and not at some response."""
    many = {f"f{n}": ("0", "1") for n in range(61)}
    with pytest.raises(UsageError, match="more than the 60 that can be judged"):
        judging(tiny([any_of(*(Among(fact, frozenset({"1"})) for fact in many))], many))


@pytest.mark.parametrize("room", [0, 300])
def test_it_says_the_same_when_there_is_no_room_to_remember(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "MOST_KEPT", room)
    judge = judging(shipped())
    for response in drawn(shipped(), random.Random(5), 60):  # noqa: S311
        assert quick(judge, response) == as_assessed(shipped(), response)


def test_an_entangled_questionnaire_is_judged_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs that stand far from each other: hardly two sheets alike, and more states than are kept."""
    monkeypatch.setattr(machine, "MOST_KEPT", 1000)
    pairs = [(f"f{n}", f"g{n}") for n in range(7)]
    choices = dict.fromkeys([*(f for f, _ in pairs), *(g for _, g in pairs)], ("0", "1"))
    both = [all_of(Among(f, frozenset({"1"})), Among(g, frozenset({"1"}))) for f, g in pairs]
    entangled = tiny([AtLeast(2, tuple(both))], choices)
    stood, judge = stood_machine(entangled), judging(entangled)
    for response in drawn(entangled, random.Random(3), 250):  # noqa: S311
        short = quick(judge, response)
        assert short == as_assessed(entangled, response)
        answers = [response.facts.get(fact) for fact in stood.facts]
        assert stood.read(answers) == (*short[:3], short.missing_treads)
    assert stood.room == 0


def test_no_responses_come_to_nothing() -> None:
    assert JUDGE.shorts([]) == []


@pytest.mark.parametrize("most", ["packed.MOST_WORDS", "lanes.MOST_PARTS", "offering.MOST_ADVICE"])
def test_what_is_too_large_for_bytes_is_judged_the_same(most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, by a whole assessment of each."""
    monkeypatch.setattr(f"coprod_audit.quick.{most}", 1)
    large = METHOD._replace()  # another one, of which nothing is remembered
    judge = judging(large)
    assert judge._together is None
    responses = list(drawn(large, random.Random(9), 5))  # noqa: S311
    assert all_quick(judge, responses) == [as_assessed(large, response) for response in responses]
