"""The examples load, say where every answer comes from, and stand where they stood when they were coded.

They were coded from the texts before anybody looked at a rung (examples/README.md). If a place changes here, it is
the rule that changed, or a fault in it: an example is never changed for the sake of its rung.
"""

from functools import cache
from pathlib import Path

import pytest

import coprod_audit
from coprod_audit.answers import Answers
from coprod_audit.conditions import UNKNOWN
from coprod_audit.loading import load_answers
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.verdict import Assessment
from tests import oracle

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"

ALL_PLACES = oracle.PLACES

POSSIBLE: dict[str, tuple[str, ...]] = {
    "camden-after": ("co-design", "co-production"),
    "camden-before": ("co-design",),
    "hertfordshire-board": ("co-design", "co-production"),
    "kirklees-gp-referral": ALL_PLACES,
    "local-area-coordination": ("co-design",),
    "made-up-budget-once": ("co-design",),
    "made-up-budget-yearly": ("co-production",),
    "made-up-carers-forum": ("engagement",),
    "made-up-closer-look": ("co-design",),
    "made-up-flood-bulletin": ("information",),
    "made-up-hall-taken-over": ("co-production",),
    "made-up-patient-leaflet": ("engagement",),
    "made-up-peer-support": ("engagement",),
    "made-up-satisfaction-survey": ("below",),
    "made-up-statutory-consultation": ("consultation",),
    "manchester-sensors": ALL_PLACES,
    "norfolk-commissioning": ("engagement", "co-design", "co-production"),
    "nurse-family-partnership": ("below", "information", "consultation", "engagement", "co-design"),
    "stockport-pathways": ALL_PLACES,
    "surrey-carers": ("consultation", "engagement", "co-design", "co-production"),
    "wigan-deal": ("co-design", "co-production"),
}
CODED = [name for name in POSSIBLE if not name.startswith("made-up-")]
MADE_UP = [name for name in POSSIBLE if name.startswith("made-up-")]
AT_LEAST_SO_MANY_RECOMMENDATIONS = 15


@cache
def questionnaire() -> Questionnaire:
    return coprod_audit.read_questionnaire(ROOT / "questionnaires" / "coprod-ladder")


@cache
def example(name: str) -> Answers:
    """Read an example. A fault in it ends the test with the faults."""
    return coprod_audit.read_answers(EXAMPLES / f"{name}.yaml", questionnaire())


@cache
def assessed(name: str) -> Assessment:
    return coprod_audit.assess(questionnaire(), example(name))


def test_every_file_stands_in_the_table_and_every_name_is_a_file() -> None:
    assert sorted(POSSIBLE) == sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("name", POSSIBLE)
def test_an_example_loads_without_so_much_as_a_warning(name: str) -> None:
    _, warnings = load_answers(EXAMPLES / f"{name}.yaml", questionnaire())
    assert not warnings


@pytest.mark.parametrize("name", POSSIBLE)
def test_an_example_stands_where_it_stood(name: str) -> None:
    places = POSSIBLE[name]
    standing = assessed(name).standing
    assert standing.possible == places
    assert (standing.lowest, standing.highest) == (places[0], places[-1])
    assert standing.rung == (places[0] if len(places) == 1 else None)
    assert standing.enough_known is (places != ALL_PLACES)


@pytest.mark.parametrize("name", POSSIBLE)
def test_the_oracle_puts_an_example_there_too(name: str) -> None:
    assert oracle.possible(example(name).facts) == POSSIBLE[name]


@pytest.mark.parametrize("name", CODED)
def test_a_coded_answer_says_what_the_passage_says_and_where_it_stands(name: str) -> None:
    seeds = {source.id for source in questionnaire().sources}
    for fact, answer in example(name).answers:
        if answer.choice != UNKNOWN:
            assert answer.note, f"{name}: {fact} has no note"
            assert answer.evidence, f"{name}: {fact} has no evidence"
        for place in answer.evidence:
            seed, _, section = place.partition(", ")
            assert seed in seeds, f"{name}: {fact}: {place} names no text that the questionnaire knows"
            assert section, f"{name}: {fact}: {place} names no section"


@pytest.mark.parametrize("name", CODED)
def test_a_coded_example_answers_every_decisive_question_if_only_with_unknown(name: str) -> None:
    facts = example(name).facts
    asked = [fact for fact in questionnaire().decisive if not fact.startswith("differences.")]
    waiting = [f"differences.{row}" for row in oracle.ROWS if facts.get(f"decisions.{row}") == "worked-out"]
    assert not [fact for fact in (*asked, *waiting) if fact not in facts]


@pytest.mark.parametrize("name", MADE_UP)
def test_a_made_up_example_is_marked_and_answers_all_that_is_asked(name: str) -> None:
    answers = example(name)
    assert answers.project.made_up
    assert answers.project.title.endswith("(made up)")
    left_out = {
        question.section
        for question in questionnaire().questions
        if not question.row_when and not all(fact in answers.facts for fact in question.facts)
    }
    optional = {section.id for section in questionnaire().sections if section.optional}
    assert left_out == (set() if name == "made-up-closer-look" else optional)


@pytest.mark.parametrize("name", CODED)
def test_a_coded_example_is_not_marked_as_made_up(name: str) -> None:
    assert not example(name).project.made_up


@pytest.mark.parametrize("name", POSSIBLE)
def test_an_example_says_from_which_text_it_was_coded(name: str) -> None:
    """The audit then says that nobody who took part has answered; a made-up example has no text."""
    where = example(name).project.coded_from
    assert bool(where) is (name in CODED)
    if where:
        seed, _, section = where.partition(", ")
        assert seed in {source.id for source in questionnaire().sources}
        assert section


@pytest.mark.parametrize("name", POSSIBLE)
def test_every_example_says_whose_decisions_about_what(name: str) -> None:
    assert example(name).project.unit.startswith("Decisions of ")
    assert example(name).respondent.view


@pytest.mark.parametrize("name", POSSIBLE)
def test_the_readme_says_what_the_audit_says(name: str) -> None:
    row = next(
        line for line in (EXAMPLES / "README.md").read_text("utf-8").splitlines() if f"({name}.yaml)" in line
    )
    assert f" {_in_words(POSSIBLE[name])} |" in row


def _in_words(places: tuple[str, ...]) -> str:
    if places == ALL_PLACES:
        return "not enough is known"
    at = questionnaire().ladder.at
    return " to ".join(dict.fromkeys((at(places[0]).title, at(places[-1]).title)))


def test_first_steps_are_not_always_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    first = {name: [r.recommendation.id for r in assessed(name).recommendations[:3]] for name in POSSIBLE}
    different = {recommendation for three in first.values() for recommendation in three}
    with capsys.disabled():
        print(f"\nfirst steps over {len(first)} examples: {len(different)} different recommendations")
    assert len(different) >= AT_LEAST_SO_MANY_RECOMMENDATIONS
