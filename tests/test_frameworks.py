"""What is said of lenses in sentences: whole sentences, for one, two and more."""

import pytest

from coprod_audit.lens import Element, Lens
from coprod_audit.lenses import Chosen, ElementResult, LensResult, State
from coprod_audit.narrative import frameworks
from tests.lens_kit import among, element, lens


def seen(looks_for: str, *states: State) -> LensResult:
    """A lens whose elements came out so."""
    what: Element = element("e", "E", among("told", "why"))
    found: Lens = lens("one", "One", what, looks_for=looks_for)
    return LensResult(found, tuple(ElementResult(what, state, (), (), (), ()) for state in states), None)


@pytest.mark.parametrize(
    ("looks_for", "states", "says"),
    [
        ("practice", ("evident",), "Its one element is evident."),
        ("practice", ("evident", "evident"), "Both elements are evident."),
        ("practice", ("not-evident", "not-evident"), "Neither of the two elements is evident."),
        ("practice", ("not-evident",) * 3, "None of the three elements is evident."),
        ("practice", ("not-known",), "Nothing is known of its one element."),
        ("practice", ("not-known",) * 4, "Nothing is known of the four elements."),
        ("practice", ("partly",) * 3, "All three elements are partly evident."),
        (
            "practice",
            ("evident", "partly", "not-evident", "not-evident"),
            "Of four elements, one is evident, one is partly evident and two are not evident.",
        ),
        (
            "barriers",
            ("evident", "partly", "not-evident", "not-known"),
            "Of four barriers, one is named, one is named in part, one is not named and one is not known.",
        ),
    ],
)
def test_a_lens_is_summed_up_in_a_sentence(looks_for: str, states: tuple[State, ...], says: str) -> None:
    assert frameworks.summary(seen(looks_for, *states)) == says


@pytest.mark.parametrize(
    ("looks_for", "words"),
    [
        ("practice", ["evident", "partly", "not evident", "not known"]),
        ("barriers", ["named", "named in part", "not named", "not known"]),
    ],
)
def test_how_an_element_comes_out_is_said_in_a_word_or_two(looks_for: str, words: list[str]) -> None:
    states: tuple[State, ...] = ("evident", "partly", "not-evident", "not-known")
    assert [frameworks.stands(looks_for, state) for state in states] == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "how", "every", "says"),
    [
        (1, "all", 1, "This is the one framework there is."),
        (2, "all", 2, "Both frameworks are shown."),
        (10, "all", 10, "All ten frameworks are shown."),
        (1, "say-most", 1, "This is the one framework there is."),
        (2, "say-most", 2, "Both frameworks are shown."),
        (1, "say-most", 9, "Of nine frameworks, this is the one of which anything is known."),
        (2, "say-most", 9, "Of nine frameworks, these are the two of which anything is known."),
        (1, "named", 9, "Shown is the framework that was asked for."),
        (2, "named", 9, "Shown are the frameworks that were asked for."),
    ],
)
def test_the_rule_by_which_lenses_were_chosen_is_said(shown: int, how: str, every: int, says: str) -> None:
    results = tuple(seen("practice", "evident") for _ in range(shown))
    assert frameworks.how_chosen(Chosen(results, how), every) == says  # type: ignore[arg-type]


def test_what_is_only_named_stands_under_a_heading_of_its_own() -> None:
    headings = {
        ("practice", "not-evident"): "Not evident either",
        ("practice", "partly"): "Partly evident",
        ("barriers", "evident"): "Also named",
        ("barriers", "partly"): "Named in part",
    }
    assert {key: frameworks.also(*key) for key in headings} == headings  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("across", "up", "corners", "says"),
    [
        ("evident", "evident", ["A"], "This project stands at “A”."),
        ("evident", "partly", ["A", "B"], "This project stands between “A” and “B”."),
        ("partly", "partly", ["A", "B", "C", "D"], "This project stands in the middle, between all four."),
        (
            "not-known",
            "evident",
            ["A", "B"],
            "This project stands at “A” or “B”, or between them: “Across” is not known.",
        ),
        (
            "not-known",
            "not-known",
            ["A", "B", "C", "D"],
            "Where this project stands is not known: neither “Across” nor “Up” is.",
        ),
    ],
)
def test_a_place_in_two_directions_is_said_in_words(
    across: State, up: State, corners: list[str], says: str
) -> None:
    assert frameworks.place(across, up, corners, ["Across", "Up"]) == says
