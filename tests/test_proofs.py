"""Proved of the shipped questionnaire over the whole space of its answers, with the counts printed."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coprod_audit
from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.assessment import assess
from coprod_audit.conditions import UNKNOWN, Among, Condition, NobodyKnows, Not, holds
from coprod_audit.derived import Judged, derived
from coprod_audit.diagram import diagram_of
from coprod_audit.explanation import explain
from coprod_audit.names import derived_facts
from coprod_audit.questionnaire import Questionnaire, Recommendation
from coprod_audit.verdict import ClaimState, IntentState
from coprod_audit.worked_out import (
    CLAIM_STATES,
    FAMILIES,
    INTENT_STATES,
    PROJECT_CLAIMS,
    PROJECT_INTENDS,
    PROJECT_OFF_THE_TABLE,
    RESPONDENT_PEOPLE,
    RESULTS,
    SAID,
)
from tests.judging_kit import METHOD, RUNGS, Parts, all_of, any_of, criterion, question, tiny
from tests.proofs import Fall, Proof, prove
from tests.sheets import SheetLoom, outcomes
from tests.test_diagram import joins


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


@cache
def proof() -> Proof:
    return prove(shipped())


def told(sheet: Mapping[str, str], questionnaire: Questionnaire) -> Answers:
    """A sheet as an answers file."""
    off = {"none": (), "some": (OffTheTable("the total", "council"),)}.get(
        sheet.get(PROJECT_OFF_THE_TABLE, "")
    )
    respondent = Respondent({"none": "staff", "some": "people"}.get(sheet.get(RESPONDENT_PEOPLE, "")))  # type: ignore[arg-type]
    project = Project(claims=sheet.get(PROJECT_CLAIMS), intends=sheet.get(PROJECT_INTENDS), off_the_table=off)
    given = tuple((fact, Answer(sheet[fact])) for fact in questionnaire.by_fact if fact in sheet)
    return Answers("q", "1.0", project, respondent, given)


def truth(questionnaire: Questionnaire, condition: Condition, sheet: Mapping[str, str]) -> bool | None:
    """What an assessment would make of a condition on this sheet."""
    answers = told(sheet, questionnaire)
    standing = explain(questionnaire, answers.facts).standing
    judged = Judged(questionnaire.ladder, standing, (), answers.project.claims, answers.project.intends)
    return holds(condition, answers.facts | derived(judged, answers))


def test_the_shipped_questionnaire_is_sound_and_here_are_the_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No place is out of reach, no fact idle, no better answer does harm, no condition is always or never so."""
    found = proof()
    with capsys.disabled():
        print("\nproved over every answer sheet of the decisive questions:")
        for place in found.places:
            print(
                f"  {place.place:<14} {place.askable:>15,} as asked {place.all:>19,} with every row answered"
            )
        kinds = Counter(both.kind for both in found.conditions)
        print(
            f"  {found.classes:,} classes in {found.nodes} nodes; {len(found.swings)} facts can each change the rung"
        )
        print(
            f"  {kinds['criterion']} criteria, {kinds['alarm']} alarms, {kinds['recommendation']} recommendations"
            " come out both ways"
        )
    assert found.faults == ()
    assert (found.classes, found.nodes) == (4_194_304, 55)
    assert list(found.places) == [
        ("below", 15_697_440, 16_074_178_560),
        ("information", 5_232_480, 5_358_059_520),
        ("consultation", 412_370_304, 88_625_338_368),
        ("engagement", 277_640_448, 74_003_951_616),
        ("co-design", 1_138_036_608, 266_121_749_376),
        ("co-production", 62_052_480, 14_196_954_240),
    ]


def test_every_decisive_fact_has_two_sheets_that_differ_in_it_alone_and_in_the_rung() -> None:
    """The witnesses are tried out."""
    diagram = diagram_of(shipped())
    assert [swing.fact for swing in proof().swings] == list(shipped().decisive)
    for swing in proof().swings:
        places = tuple(diagram.place(swing.sheet | {swing.fact: choice}) for choice in swing.choices)
        assert (places, len(set(places))) == (swing.places, 2)


def test_every_condition_has_a_sheet_on_which_it_holds_and_one_on_which_it_does_not() -> None:
    """The witnesses are judged as an answers file would be."""
    q = shipped()
    criteria = [(criterion.rung, criterion.when) for criterion in q.criteria]
    alarms = [(alarm.id, alarm.when) for alarm in q.alarms]
    advice = [(advice.id, advice.when) for advice in q.recommendations]
    for (name, when), both in zip([*criteria, *alarms, *advice], proof().conditions, strict=True):
        assert both.id == name
        for sheet, expected in ((both.outcomes.yes_sheet, True), (both.outcomes.no_sheet, False)):
            assert sheet is not None
            assert truth(q, when, sheet) is expected


def test_alarms_are_raised_by_their_witnesses() -> None:
    """And by nothing less than a sure yes."""
    for both in proof().conditions:
        if both.kind == "alarm" and both.outcomes.yes_sheet and both.outcomes.no_sheet:
            raised, quiet = (
                {found.alarm.id for found in assess(shipped(), told(sheet, shipped())).alarms}
                for sheet in (both.outcomes.yes_sheet, both.outcomes.no_sheet)
            )
            assert (both.id in raised, both.id in quiet) == (True, False)


def test_what_takes_an_answer_that_was_not_asked_is_known_by_name() -> None:
    """Differences are asked only where something was worked out; a file can hold them elsewhere."""
    beyond = {both.id for both in proof().conditions if both.beyond}
    assert beyond == {"agreed-yet-organisation-ends", "settle-what-agreed-means"}


@pytest.mark.slow
def test_every_recommendation_is_given_on_some_sheet() -> None:
    """Its condition alone is not enough: the alarm, tread, fact or practice it helps with must come up too."""
    dice = random.Random(3)  # noqa: S311 (drawing answers, not secrets)
    dead = [advice.id for advice in shipped().recommendations if not ever_given(advice, dice)]
    assert dead == []


def ever_given(advice: Recommendation, dice: random.Random) -> bool:
    """Try its witness with everything else by chance."""
    found = outcomes(shipped(), advice.when)
    witness = found.yes_sheet or outcomes(shipped(), advice.when, asked_rightly=False).yes_sheet or {}
    tried = (assess(shipped(), told(around(witness, dice), shipped())) for _ in range(400))
    return any(advice.id in {given.recommendation.id for given in found.recommendations} for found in tried)


def around(sheet: Mapping[str, str], dice: random.Random) -> dict[str, str]:
    """A sheet with answers by chance, now mostly low and now mostly high, where it says nothing."""
    leaning = dice.choice((0.0, 0.3, 0.6, 1.0))
    whole = {
        PROJECT_CLAIMS: dice.choice(RUNGS),
        PROJECT_INTENDS: dice.choice(RUNGS),
        RESPONDENT_PEOPLE: "none",
    }
    optional = {section.id for section in shipped().sections if section.optional}
    core = ((fact, one) for fact, (one, _) in shipped().by_fact.items() if one.section not in optional)
    for fact, asked in core:  # no advice speaks of the others
        ranked = [choice.id for choice in asked.choices if choice.rank is not None]
        whole[fact] = ranked[-1] if dice.random() < leaning else dice.choice(ranked)
        whole[fact] = ranked[0] if dice.random() > max(leaning, 0.2) else whole[fact]
    return whole | dict(sheet)


# The counting itself, against walking through every sheet of a small questionnaire


SMALL = Parts(
    (
        criterion("low", any_of(Among("a", frozenset({"1"})), Among("d.x", frozenset({"1", "2"})))),
        criterion("high", all_of(Among("d.x", frozenset({"1"})), Among("e.x", frozenset({"1"})))),
    ),
    (
        question("d", ("0", "1", "2"), rows=("x",)),
        question("e", ("0", "1"), rows=("x",), row_when=(("x", Among("d.x", frozenset({"1"}))),)),
        question("a", ("0", "1")),
        question("p", ("0", "1"), "goals", matters_from="low"),
    ),
).questionnaire()

DOMAINS = {
    "d.x": ("0", "1", "2"),
    "e.x": ("0", "1"),
    "a": ("0", "1"),
    "p": ("0", "1"),
    PROJECT_CLAIMS: ("low", "high"),
    PROJECT_INTENDS: ("low", "high"),
    RESPONDENT_PEOPLE: ("none", "some"),
    PROJECT_OFF_THE_TABLE: ("none", "some"),
    "result.lowest": ("below", "low", "high"),
    "result.highest": ("below", "low", "high"),
    "result.claim": ("shown", "not-shown", "above"),
    "result.intent": ("below-facts", "at-facts", "above-facts"),
}


def conditions() -> st.SearchStrategy[Condition]:
    def among(fact: str) -> st.SearchStrategy[Condition]:
        chosen = st.frozensets(st.sampled_from(DOMAINS[fact]), min_size=1, max_size=1)
        return chosen.map(lambda choices: Among(fact, choices))

    leaf = st.sampled_from(sorted(DOMAINS)).flatmap(among) | st.sampled_from(["d.x", "e.x", "p"]).map(
        NobodyKnows
    )
    return st.recursive(leaf, joins, max_leaves=4)


def every_sheet() -> Iterator[dict[str, str]]:
    """All sheets of the small questionnaire, asked rightly, with everything said or not said beside."""
    answers = [
        (*DOMAINS["d.x"], UNKNOWN),
        (*DOMAINS["a"], UNKNOWN),
        (*DOMAINS["p"], UNKNOWN, "not-applicable"),
    ]
    said = [
        (*DOMAINS[f], None)
        for f in (PROJECT_CLAIMS, PROJECT_INTENDS, RESPONDENT_PEOPLE, PROJECT_OFF_THE_TABLE)
    ]
    for d, a, p, *rest in itertools.product(*answers, *said):
        beside = dict(
            zip(
                (PROJECT_CLAIMS, PROJECT_INTENDS, RESPONDENT_PEOPLE, PROJECT_OFF_THE_TABLE), rest, strict=True
            )
        )
        for e in (*DOMAINS["e.x"], UNKNOWN) if d == "1" else (None,):
            whole = {"d.x": d, "e.x": e, "a": a, "p": p, **beside}
            yield {fact: choice for fact, choice in whole.items() if choice is not None}


SHEETS = tuple(every_sheet())


@given(conditions())
def test_outcomes_are_counted_as_walking_through_every_sheet_would(condition: Condition) -> None:
    """Each sheet of the facts that bear on the condition once, results worked out as an assessment does."""
    bearing = SheetLoom(SMALL, condition).facts
    sheets = {tuple((f, sheet[f]) for f in bearing if f in sheet): sheet for sheet in SHEETS}
    truths = [truth(SMALL, condition, dict(sheet)) for sheet in sheets]
    found = outcomes(SMALL, condition)
    assert [truths.count(value) for value in (True, False, None)] == [found.yes, found.no, found.open]


# Questionnaires that are not sound


def test_a_place_that_nothing_reaches_is_a_fault() -> None:
    """As is the fact that no longer decides, and the criterion that never holds."""
    never = all_of(Among("a", frozenset({"1"})), Among("a", frozenset({"0"})))
    found = prove(tiny([never], {"a": ("0", "1")}))
    assert found.faults == (
        "no answers lead to 'rung-1'",
        "no answer to 'a' changes the rung",
        "criterion 'rung-1' never holds",
    )


def test_a_better_answer_that_lowers_the_rung_is_a_fault() -> None:
    """Named with the two choices between which it falls."""
    fickle = prove(tiny([Among("a", frozenset({"1"}))], {"a": ("0", "1", "2")}))
    assert (fickle.falls, fickle.faults) == (
        (Fall("a", "1", "2"),),
        ("a better answer lowers the rung: a, 1 to 2",),
    )


def test_an_alarm_that_is_always_raised_is_a_fault() -> None:
    """As is advice that is never active."""
    parts = tiny([Among("a", frozenset({"1"}))], {"a": ("0", "1")})
    always, never = Not(NobodyKnows("b")), all_of(NobodyKnows("a"), Among("a", frozenset({"1"})))
    parts = parts._replace(questions=(*parts.questions, question("b", ("0", "1"))))
    assert (outcomes(parts, always).open, outcomes(parts, always).no, outcomes(parts, never).yes) == (0, 1, 0)


def test_the_rule_of_the_method_is_the_rule_that_ships() -> None:
    """The same counts at every place as the values written here from METHOD."""
    assert diagram_of(METHOD).counts() == diagram_of(shipped()).counts()


def test_the_facts_that_are_worked_out_are_what_judging_says_of_them() -> None:
    """One list of them: what conditions may speak of, what judging finds, and what each can be."""
    assert (*SAID, *RESULTS) == tuple(derived_facts(RUNGS))
    assert ("none", *CLAIM_STATES) == get_args(ClaimState)
    assert ("none", *INTENT_STATES) == get_args(IntentState)
    assert {*FAMILIES} == {fact.partition(".")[0] for fact in (*SAID, *RESULTS)}
    sheet = {
        PROJECT_CLAIMS: RUNGS[0],
        PROJECT_INTENDS: RUNGS[0],
        PROJECT_OFF_THE_TABLE: "some",
        RESPONDENT_PEOPLE: "none",
    }
    given = told(sheet, METHOD)
    standing = explain(METHOD, {}, None).standing
    judged = Judged(METHOD.ladder, standing, (), given.project.claims, given.project.intends)
    assert {*SAID, *RESULTS} == set(derived(judged, given))
