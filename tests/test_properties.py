"""METHOD, What must always hold: of the questionnaire that ships, on answers by chance."""

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import coprod_audit
from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent, View
from coprod_audit.assessment import assess
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.diagram import diagram_of
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.resources import questionnaires_folder
from coprod_audit.verdict import Assessment, Standing


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


def answered(facts: Mapping[str, str], **project: str) -> Answers:
    known = tuple((fact, Answer(choice)) for fact, choice in facts.items())
    return Answers("coprod-ladder", "1.0", Project(**project), Respondent(), known)  # type: ignore[arg-type]


def standing(facts: Mapping[str, str]) -> Standing:
    return assess(shipped(), answered(facts)).standing


def answers_to(facts: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Each fact with one of its choices, unknown, or not asked at all."""

    def one(fact: str) -> st.SearchStrategy[str]:
        return st.sampled_from([*(choice.id for choice in shipped().by_fact[fact][0].choices), UNKNOWN])

    return st.fixed_dictionaries({}, optional={fact: one(fact) for fact in facts})


def decisive() -> st.SearchStrategy[dict[str, str]]:
    return st.deferred(lambda: answers_to(shipped().decisive))


def all_answers() -> st.SearchStrategy[dict[str, str]]:
    return st.deferred(lambda: answers_to(tuple(shipped().by_fact)))


@given(decisive(), st.data())
def test_a_better_answer_never_lowers_rung_lowest_or_highest(
    facts: dict[str, str], data: st.DataObject
) -> None:
    """Whatever else is known or not."""
    fact = data.draw(st.sampled_from(shipped().decisive))
    ranked = [choice.id for choice in shipped().by_fact[fact][0].choices if choice.rank is not None]
    lower, better = sorted(data.draw(st.lists(st.integers(0, len(ranked) - 1), min_size=2, max_size=2)))
    before, after = standing({**facts, fact: ranked[lower]}), standing({**facts, fact: ranked[better]})
    height = shipped().ladder.height
    assert height(before.lowest) <= height(after.lowest)
    assert height(before.highest) <= height(after.highest)
    if before.rung is not None and after.rung is not None:
        assert height(before.rung) <= height(after.rung)


@given(decisive(), st.data())
def test_knowing_less_never_narrows_what_is_possible(facts: dict[str, str], data: st.DataObject) -> None:
    """Answers taken back leave every place possible that was, and perhaps more."""
    forgotten = data.draw(st.sets(st.sampled_from(shipped().decisive)))
    less = {fact: choice for fact, choice in facts.items() if fact not in forgotten}
    assert set(standing(facts).possible) <= set(standing(less).possible)


@given(all_answers(), st.randoms(use_true_random=False))
def test_nothing_but_the_decisive_choices_moves_the_rung(
    facts: dict[str, str], chance: random.Random
) -> None:
    """Not scope, notes, evidence, claims, who answered, the order of answers, nor any other question."""
    only = {fact: choice for fact, choice in facts.items() if fact in shipped().decisive}
    shuffled = [(f, Answer(c, f"a note on {f}", ("minutes.pdf",))) for f, c in facts.items()]
    chance.shuffle(shuffled)
    project = Project(
        unit=chance.choice(("half a street", "a borough")),
        off_the_table=(OffTheTable("everything else", "the funder"),),
        claims=chance.choice(shipped().ladder.rungs).id,
        intends=chance.choice(shipped().ladder.rungs).id,
        date="2016-05-01",
    )
    views: tuple[View, ...] = ("staff", "people", "mixed")
    whole = Answers("coprod-ladder", "1.0", project, Respondent(chance.choice(views), 8), tuple(shuffled))
    assert assess(shipped(), whole).standing == standing(only)


def reworded(question: Question) -> Question:
    choices = tuple(c._replace(label="x", easy="y", says="z") for c in question.choices)
    rows = tuple(row._replace(label="x", easy="y", help="z") for row in question.rows)
    return question._replace(ask="What?", easy="What?", why="", evidence="", choices=choices, rows=rows)


@given(decisive())
def test_wording_never_moves_the_rung(facts: dict[str, str]) -> None:
    """Neither that of questions and choices nor that of criteria."""
    criteria = tuple(c._replace(title="x", unmet="y") for c in shipped().criteria)
    other = shipped()._replace(questions=tuple(map(reworded, shipped().questions)), criteria=criteria)
    assert assess(other, answered(facts)).standing == standing(facts)


@pytest.mark.parametrize("seed", range(2))
def test_the_order_in_the_files_never_moves_the_rung(seed: int, tmp_path: Path) -> None:
    """Questions, choices, rows, criteria of conditions: shuffled, written and read again, they count the same."""
    chance = random.Random(seed)  # noqa: S311 (an order, not a secret)
    for path in sorted((questionnaires_folder() / "coprod-ladder").glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        shuffle(data, chance)
        (tmp_path / path.name).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    other = coprod_audit.read_questionnaire(tmp_path)
    assert other.decisive != shipped().decisive
    assert diagram_of(other).counts() == diagram_of(shipped()).counts()
    for facts in sheets(chance, 150):
        assert diagram_of(other).possible(facts) == diagram_of(shipped()).possible(facts)


def shuffle(data: Any, chance: random.Random) -> None:
    """Every list of things with an id, and the choices of each, in another order; the ladder stays a ladder."""
    for key in ("questions", "alarms", "recommendations", "definitions", "stories"):
        chance.shuffle(data.get(key, []))
    for question in data.get("questions", []):
        chance.shuffle(question.get("choices", []))
        chance.shuffle(question.get("rows", []))


def sheets(chance: random.Random, number: int) -> list[dict[str, str]]:
    choices = {fact: [c.id for c in shipped().by_fact[fact][0].choices] for fact in shipped().decisive}
    return [{f: chance.choice([*ids, UNKNOWN]) for f, ids in choices.items()} for _ in range(number)]


def grounds(assessment: Assessment) -> list[tuple[str, tuple[str, ...]]]:
    """Everything that was decided, with what it names as its reason."""
    return [
        *((result.criterion.rung, result.because) for result in assessment.criteria),
        *((row.fact, row.because) for row in assessment.rows),
        *((raised.alarm.id, raised.because) for raised in assessment.alarms),
        *((chosen.recommendation.id, chosen.because) for chosen in assessment.recommendations),
        *((r.section.id, r.because) for r in assessment.sections if r.state != "not-known"),
    ]


SAID = ("project.claims", "project.intends", "project.off-the-table", "respondent.people")


@given(all_answers(), st.sampled_from([None, *("information", "engagement", "co-production")]))
def test_every_result_names_the_answers_that_decided_it(facts: dict[str, str], said: str | None) -> None:
    """Answers or questions of this questionnaire, or what the file says of the project and who answered."""
    project = Project(claims=said, intends=said)
    known = tuple((fact, Answer(choice)) for fact, choice in facts.items())
    found = assess(shipped(), Answers("coprod-ladder", "1.0", project, Respondent("staff"), known))
    for name, because in grounds(found):
        assert [fact for fact in because if fact in shipped().by_fact or fact in SAID], name
    for raised in found.alarms:
        assert all(
            f in facts
            or f.startswith(("project.", "respondent.", "result."))
            or raised.because[-1].startswith("result.")
            for f in raised.because
        ), raised.alarm.id


@given(all_answers())
def test_what_is_not_applicable_counts_neither_way(facts: dict[str, str]) -> None:
    """It is in no list of practice, and moves nothing."""
    allowed = [q.id for q in shipped().questions if q.not_applicable]
    found = assess(shipped(), answered(facts | dict.fromkeys(allowed, NOT_APPLICABLE)))
    listed = {fact for state in found.practice_present[1:] for fact in state}
    assert listed.isdisjoint(allowed)
    assert found.standing == standing(facts)
