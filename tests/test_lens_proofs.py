"""Proved of the shipped lenses over every combination of answers: each element can come out evident, and not evident."""

from functools import cache

import pytest
from hypothesis import given

import coprod_audit
from coprod_audit.assessment import assess
from coprod_audit.conditions import AtLeast, Condition, Not, addresses
from coprod_audit.lens import Disagreement, Element, Lens
from coprod_audit.lenses import leaning, seen
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.result import as_data
from tests.sheets import NOT_ASKED, Outcomes, outcomes
from tests.test_lenses import some_answers
from tests.test_proofs import told


@cache
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


LENSES = [
    "practical-considerations",
    "voluntary-sector",
    "both-sides",
    "barriers",
    "six-features",
    "organisation",
    "three-levels",
    "four-values",
    "access",
    "duty-to-involve",
]
"""One for each line of METHOD's table of lenses, in its order."""

NOBODY_TELLS_OF_IT = {"refugees", "both-sustained", "own-role", "upfront", "may-decline"}
"""Elements to which no story in the sources belongs; ideas or advice help with them."""

NEITHER_GOOD_NOR_BAD = {"settled-by-others"}
"""Elements that describe: where they are not evident there is nothing to help with."""

ELEMENTS = [(lens, element) for lens in shipped().lenses for element in lens.elements]
NAMES = [f"{lens.id}:{element.id}" for lens, element in ELEMENTS]


def witnesses(condition: Condition) -> Outcomes:
    """Sheets on which a condition holds and does not, of those that can be asked."""
    return outcomes(shipped(), condition)


def state_on(lens: Lens, element: Element, sheet: dict[str, str] | None) -> str | None:
    """How an element comes out on a sheet."""
    if sheet is None:
        return None
    facts = {fact: choice for fact, choice in sheet.items() if choice != NOT_ASKED}
    return next(r.state for r in seen(lens, facts).elements if r.element.id == element.id)


def at_all(element: Element) -> Condition:
    """Evident, or partly so."""
    return element.when if element.partly is None else AtLeast(1, (element.when, element.partly))


def test_the_ten_lenses_of_the_method_ship_in_its_order() -> None:
    assert [lens.id for lens in shipped().lenses] == LENSES


@pytest.mark.parametrize(("lens", "element"), ELEMENTS, ids=NAMES)
def test_an_element_can_come_out_evident_and_not_evident(lens: Lens, element: Element) -> None:
    yes, no = witnesses(element.when), witnesses(at_all(element))
    assert yes.yes > 0
    assert no.no > 0
    assert state_on(lens, element, dict(yes.yes_sheet or {})) == "evident"
    assert state_on(lens, element, dict(no.no_sheet or {})) == "not-evident"


PARTLY = [(lens, element) for lens, element in ELEMENTS if element.partly is not None]


@pytest.mark.parametrize(("lens", "element"), PARTLY, ids=[f"{a.id}:{b.id}" for a, b in PARTLY])
def test_an_element_that_can_be_partly_so_can_come_out_so(lens: Lens, element: Element) -> None:
    assert element.partly is not None
    found = witnesses(AtLeast(2, (element.partly, Not(element.when))))
    assert found.yes > 0
    assert state_on(lens, element, dict(found.yes_sheet or {})) == "partly"


@pytest.mark.parametrize(("lens", "element"), ELEMENTS, ids=NAMES)
def test_an_element_is_not_known_where_nothing_is(lens: Lens, element: Element) -> None:
    assert state_on(lens, element, {}) == "not-known"


@pytest.mark.parametrize("matter", shipped().disagreements, ids=lambda matter: matter.id)
def test_a_project_can_lean_to_either_side_of_a_disagreement(matter: Disagreement) -> None:
    first, second = (side.when for side in matter.sides)
    for ours, theirs, expected in ((first, second, "first"), (second, first, "second")):
        found = witnesses(AtLeast(2, (ours, Not(theirs))))
        assert found.yes_sheet is not None
        assert leaning(matter, found.yes_sheet).leans == expected


def test_the_duty_to_involve_is_told_as_history_and_shown_on_request_alone() -> None:
    """It describes law that is gone: the tool never advises on law."""
    duty = next(lens for lens in shipped().lenses if lens.id == "duty-to-involve")
    assert duty.on_request
    for words in ("has since been repealed", "history", "prompt", "check current law", "no legal advice"):
        assert words in duty.note
    assert [lens.id for lens in shipped().lenses if lens.on_request] == ["duty-to-involve"]


def test_no_lens_looks_at_anything_but_answers() -> None:
    asked = set(shipped().by_fact)
    conditions = [
        *(element.when for _, element in ELEMENTS),
        *(element.partly for _, element in ELEMENTS if element.partly is not None),
        *(side.when for matter in shipped().disagreements for side in matter.sides),
    ]
    assert {fact for when in conditions for fact in addresses(when)} <= asked


def test_every_element_names_its_source_and_its_section_and_what_helps() -> None:
    sources = {source.id for source in shipped().sources}
    for lens, element in ELEMENTS:
        for place in (*element.source, *lens.source):
            source, comma, section = place.partition(", ")
            assert source in sources, place
            assert comma, place
            assert section, place
        assert element.source, element.id
        if element.id not in NEITHER_GOOD_NOR_BAD:
            assert element.advice or element.ideas, element.id
            assert bool(element.story) != (element.id in NOBODY_TELLS_OF_IT), element.id


def test_every_question_of_an_optional_part_is_looked_at_by_a_lens() -> None:
    looked_at = {fact.partition(".")[0] for _, element in ELEMENTS for fact in addresses(at_all(element))}
    looked_at |= {
        fact.partition(".")[0]
        for matter in shipped().disagreements
        for side in matter.sides
        for fact in addresses(side.when)
    }
    optional = {section.id for section in shipped().sections if section.optional}
    assert {one.id for one in shipped().questions if one.section in optional} <= looked_at


def test_no_question_of_an_optional_part_decides_the_rung_or_raises_an_alarm() -> None:
    q = shipped()
    optional = {section.id for section in q.sections if section.optional}
    beyond = {fact for one in q.questions if one.section in optional for fact in one.facts}
    conditions = [*(c.when for c in q.criteria), *(alarm.when for alarm in q.alarms)]
    assert not beyond & {fact for when in conditions for fact in addresses(when)}


CITED = ("sources", "sources_not_cited")
"""The list of documents, which names those that lenses speak of as well."""


@given(some_answers())
def test_a_lens_never_changes_a_rung_or_anything_else(facts: dict[str, str]) -> None:
    """The same answers, judged with the lenses and without: what is said is the same, but for the lenses."""
    q, answers = shipped(), told(facts, shipped())
    bare = q._replace(lenses=(), disagreements=())
    with_lenses, without = as_data(assess(q, answers)), as_data(assess(bare, answers))
    assert with_lenses["lenses"]["others"]
    assert without["lenses"]["others"] == []
    for data in (with_lenses, without):
        data["documents"] = sorted(source["id"] for key in CITED for source in data.pop(key))
        del data["lenses"]
    assert with_lenses == without


def core(facts: dict[str, str]) -> dict[str, str]:
    """The answers to what everybody is asked."""
    optional = {section.id for section in shipped().sections if section.optional}
    return {
        fact: choice for fact, choice in facts.items() if shipped().question_of(fact).section not in optional
    }


@given(some_answers())
def test_an_optional_answer_changes_nothing_but_the_lenses_and_the_list_of_answers(
    facts: dict[str, str],
) -> None:
    every, fewer = (as_data(assess(shipped(), told(some, shipped()))) for some in (facts, core(facts)))
    for data in (every, fewer):
        for key in ("lenses", "answers", *CITED):
            del data[key]
    assert every == fewer
