"""The program and the oracle agree on every class of decisive answers, and the comparison has teeth.

`oracle.py` knows the method only from the page that describes it. Here the shipped questionnaire is asked the same
questions: first on every class of answers (in each, one set of answers drawn from all that it stands for), then with
unknowns, then with a criterion that was changed a little, which the oracle must notice.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from math import prod
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coprod_audit
from coprod_audit.conditions import Among, AtLeast, Condition, Not, addresses
from coprod_audit.diagram import diagram_of
from coprod_audit.questionnaire import Questionnaire
from tests import oracle

ROOT = Path(__file__).resolve().parent.parent

CLASSES_BY_PLACE = {
    "below": 528,
    "information": 528,
    "consultation": 64_208,
    "engagement": 27_936,
    "co-design": 281_392,
    "co-production": 25_408,
}
"""How many of the 400,000 classes of decisive answers lead to each place."""

ANSWERS_BY_PLACE = {
    "below": 15_697_440,
    "information": 5_232_480,
    "consultation": 412_370_304,
    "engagement": 277_640_448,
    "co-design": 1_138_036_608,
    "co-production": 62_052_480,
}
"""How many of the 1,911,029,760 complete sets of decisive answers do: `differences` only where it is asked."""


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire(ROOT / "questionnaires" / "coprod-ladder")


@pytest.fixture
def questionnaire() -> Questionnaire:
    return shipped()


class Drawn(NamedTuple):
    """One set of answers out of a class, where the oracle puts it, and how many the class stands for."""

    facts: dict[str, str]
    place: str
    size: int


def drawn_answers(every: int = 1) -> Iterator[Drawn]:
    """Draw answers from every class (or every so-manieth), the same ones each time."""
    chance = random.Random(1969).random  # noqa: S311  (drawn, not secret)
    for number, one_class in enumerate(oracle.every_class()):
        if number % every == 0:
            facts = dict(
                pair
                for members in one_class
                for pair in members[int(chance() * len(members)) if len(members) > 1 else 0]
            )
            yield Drawn(facts, oracle.rung(facts), oracle.size(one_class))


def test_the_program_and_the_oracle_agree_on_every_class_of_answers(
    questionnaire: Questionnaire, capsys: pytest.CaptureFixture[str]
) -> None:
    diagram = diagram_of(questionnaire)
    classes: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    sheets: Counter[str] = Counter()
    differ = []
    for drawn in drawn_answers():
        classes[drawn.place] += 1
        answers[drawn.place] += drawn.size
        sheets[drawn.place] += drawn.size * 4 ** _rows_without_differences(drawn.facts)
        if diagram.place(drawn.facts) != drawn.place:
            differ.append(drawn)
    with capsys.disabled():
        print("\n" + _table(classes, answers))
    assert not differ, f"{len(differ)} classes, the first {differ[0]}"
    assert dict(classes) == CLASSES_BY_PLACE
    assert dict(answers) == ANSWERS_BY_PLACE
    assert diagram.counts() == dict(sheets)  # the program counts `differences` on every row, asked or not


def _rows_without_differences(facts: dict[str, str]) -> int:
    return sum(f"differences.{row}" not in facts for row in oracle.ROWS)


def _table(classes: Counter[str], answers: Counter[str]) -> str:
    lines = ["the decisive answers, and where they lead: classes, complete sets of answers"]
    lines += [f"  {place:14}{classes[place]:>10,}{answers[place]:>17,}" for place in oracle.PLACES]
    return "\n".join([*lines, f"  {'all':14}{classes.total():>10,}{answers.total():>17,}"])


def test_the_whole_space_is_as_large_as_the_choices_make_it() -> None:
    scales = prod(len(choices) for choices in oracle.SCALES.values())
    a_row = len(oracle.SETTLED) - 1 + len(oracle.OFF_THE_SCALE) + len(oracle.ENDED)
    assert scales * a_row ** len(oracle.ROWS) == sum(ANSWERS_BY_PLACE.values())


def test_no_criterion_tells_answers_of_one_class_apart(questionnaire: Questionnaire) -> None:
    """So one set of answers drawn from a class speaks for the class, and the counts are exact."""
    apart = [
        (criterion.rung, test)
        for criterion in questionnaire.criteria
        for test in _tests(criterion.when)
        for members in _members(test.fact)
        if len({choice in test.choices for choice in members}) > 1
    ]
    assert not apart


def _tests(condition: Condition) -> Iterator[Among]:
    match condition:
        case Among():
            yield condition
        case AtLeast(_, of):
            for part in of:
                yield from _tests(part)
        case _:
            pytest.fail(f"a criterion may not contain {condition}")


def _members(fact: str) -> Iterator[list[str]]:
    """The choices of a fact, those together that the oracle cannot tell apart whatever else was answered."""
    if fact.startswith("differences."):
        yield from ([*oracle.ENDED[:-1]], [oracle.ENDED[-1]])
    else:
        yield from ([dict(answered)[fact] for answered in members] for members in oracle.CLASSES[fact])


def test_the_questionnaire_offers_the_choices_that_the_oracle_knows(questionnaire: Questionnaire) -> None:
    expected = {question: set(choices) for question, choices in oracle.SCALES.items()}
    expected["decisions"] = {*oracle.SETTLED, *oracle.OFF_THE_SCALE}
    expected["differences"] = set(oracle.ENDED)
    offered = {q.id: {choice.id for choice in q.choices} for q in questionnaire.decisive_questions}
    assert offered == expected
    assert tuple(row.id for row in questionnaire.by_id["decisions"].rows) == oracle.ROWS
    assert tuple(questionnaire.ladder.places) == oracle.PLACES


@st.composite
def answers_with_unknowns(draw: st.DrawFn) -> dict[str, str]:
    """Up to four questions or rows unknown, and here and there how differences ended on a row."""
    unknown = draw(st.sets(st.sampled_from(sorted(oracle.CLASSES)), max_size=4))
    facts: dict[str, str] = {}
    for question, classes in oracle.CLASSES.items():
        if question in unknown:
            facts[question] = "unknown"
        else:
            facts |= draw(st.sampled_from([answered for members in classes for answered in members]))
    hidden = draw(st.sets(st.sampled_from(oracle.ROWS), max_size=2))
    return facts | {f"differences.{row}": "unknown" for row in hidden if f"differences.{row}" in facts}


@given(facts=answers_with_unknowns())
def test_with_unknowns_they_see_the_same_places(facts: dict[str, str]) -> None:
    assert diagram_of(shipped()).possible(facts) == oracle.possible(facts)


def test_where_nothing_is_known_everything_is_possible() -> None:
    assert diagram_of(shipped()).possible({}) == oracle.possible({}) == oracle.PLACES


# Small changes to one criterion, of the kind that a hurried hand makes. The oracle has to notice each of them.

Change = Callable[[Condition], Condition]


def everywhere(condition: Condition, change: Change) -> Condition:
    """Change every part of a condition, the innermost first."""
    match condition:
        case AtLeast(n, of):
            return change(AtLeast(n, tuple(everywhere(part, change) for part in of)))
        case Not(inner):
            return change(Not(everywhere(inner, change)))
        case _:
            return change(condition)


def also(question: str, choice: str, more: str) -> Change:
    """Let in one more choice wherever this one is let in."""

    def change(condition: Condition) -> Condition:
        if isinstance(condition, Among) and condition.fact.partition(".")[0] == question:
            let_in = condition.choices | {more} if choice in condition.choices else condition.choices
            return condition._replace(choices=let_in)
        return condition

    return change


def one_will_do(parts: int) -> Change:
    """Turn `all` of so many parts, or `at least two` of them, into `any`."""

    def change(condition: Condition) -> Condition:
        if isinstance(condition, AtLeast) and len(condition.of) == parts:
            return condition._replace(n=1)
        return condition

    return change


def two_where_one_will_do(condition: Condition) -> Condition:
    """Turn `any` into `at least two` where `asked` is one of the parts."""
    if isinstance(condition, AtLeast) and any(
        isinstance(part, Among) and part.fact == "asked" for part in condition.of
    ):
        return condition._replace(n=2)
    return condition


def without(*facts: str) -> Change:
    """Leave out the parts of a join that speak of exactly these facts."""

    def change(condition: Condition) -> Condition:
        if not isinstance(condition, AtLeast):
            return condition
        kept = tuple(part for part in condition.of if set(addresses(part)) != set(facts))
        needed = (
            condition.n - (len(condition.of) - len(kept)) if condition.n == len(condition.of) else condition.n
        )
        return AtLeast(needed, kept)

    return change


def instead(of: str, other: str) -> Change:
    """Speak of another row."""

    def change(condition: Condition) -> Condition:
        if isinstance(condition, Among) and condition.fact.endswith(f".{of}"):
            return condition._replace(fact=condition.fact.replace(of, other))
        return condition

    return change


STRATEGIC = ("decisions.purpose", "differences.purpose", "decisions.money", "differences.money")

MUTANTS: dict[str, tuple[str, Change]] = {
    "told what, but not why": ("information", also("told", "what-and-why-in-time", "what-in-time")),
    "asked on a settled proposal": ("consultation", also("asked", "while-open", "on-a-settled-proposal")),
    "a talk counts as having been asked": ("consultation", also("decisions", "worked-out", "talked")),
    "asked in time, and a row worked out besides": ("consultation", two_where_one_will_do),
    "different people each time": ("engagement", also("came-back", "same-people", "different-people")),
    "asked once instead of talked": ("engagement", also("decisions", "talked", "asked")),
    "any for all in engagement": ("engagement", one_will_do(2)),
    "the row on design left out": ("co-design", without("decisions.design")),
    "running instead of design": ("co-design", instead("design", "running")),
    "worked out counts as agreed": ("co-design", also("decisions", "agreed", "worked-out")),
    "one occasion is enough": ("co-design", also("came-back", "different-people", "one-occasion")),
    "a leaflet is influence": ("co-design", also("made-different", "what-people-get", "name-or-look")),
    "one shared row instead of two": ("co-production", one_will_do(5)),
    "neither purpose nor money": ("co-production", without(*STRATEGIC)),
    "half way counts as people's way": ("co-production", also("differences", "people", "in-between")),
    "people may suggest points": ("co-production", also("agenda", "both", "people-suggest")),
    "no standing arrangement": ("co-production", also("came-back", "standing", "same-people")),
    "hearing the results is seeing it through": (
        "co-production",
        also("after", "reports-to-act-on", "hear-results"),
    ),
    "not seen through": ("co-production", without("after", "decisions.running", "decisions.judging")),
}


def mutated(questionnaire: Questionnaire, rung: str, change: Change) -> Questionnaire:
    criteria = tuple(
        criterion._replace(when=everywhere(criterion.when, change)) if criterion.rung == rung else criterion
        for criterion in questionnaire.criteria
    )
    assert criteria != questionnaire.criteria, "the change changed nothing"
    return questionnaire._replace(criteria=criteria)


@pytest.fixture(scope="module")
def some_answers() -> list[Drawn]:
    """Answers from every seventeenth class, which comes by all the classes of all the questions."""
    return list(drawn_answers(every=17))


@pytest.mark.parametrize("name", MUTANTS)
def test_a_criterion_that_was_changed_a_little_is_noticed(
    name: str, questionnaire: Questionnaire, some_answers: list[Drawn]
) -> None:
    diagram = diagram_of(mutated(questionnaire, *MUTANTS[name]))
    assert any(diagram.place(drawn.facts) != drawn.place for drawn in some_answers)


def test_what_notices_the_changes_is_quiet_about_the_rule_as_it_is(
    questionnaire: Questionnaire, some_answers: list[Drawn]
) -> None:
    diagram = diagram_of(questionnaire)
    assert all(diagram.place(drawn.facts) == drawn.place for drawn in some_answers)
