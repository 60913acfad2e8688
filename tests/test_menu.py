"""A list to choose from: names, numbers of several digits, and where the pointer goes."""

import pytest

from coprod_audit.interview.steps import Given, Option, Step
from coprod_audit.menu import NOTHING_YET, Choices, Pointer, listed, names
from coprod_audit.page import Line

DONT_KNOW = Option("unknown", "Don't know", key="d")
STEP = Step(
    "told", "What do they hear?", (Option("a", "Nothing"), Option("b", "All of it, in good time"), DONT_KNOW)
)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_an_option_is_called_by_its_number_or_by_a_key_of_its_own() -> None:
    assert names(STEP) == ("1", "2", "d")


def test_the_pointer_starts_at_nothing_and_the_list_says_so() -> None:
    choices = Choices(STEP)
    (part,) = choices.parts(STEP, 80)
    assert choices.chosen() is None
    assert texts(part.lines) == [
        f"> {NOTHING_YET}", "  1) Nothing", "  2) All of it, in good time", "  d) Don't know",
    ]  # fmt: skip


def test_a_label_that_is_too_long_goes_on_below_itself() -> None:
    assert texts(listed(STEP, 18, 1, "").lines) == [
        "  1) Nothing", "> 2) All of it, in", "     good time", "  d) Don't know",
    ]  # fmt: skip


def test_the_answer_given_before_is_pointed_at_and_told_in_words() -> None:
    step = STEP._replace(stands="b", default="a")
    choices = Choices(step)
    assert choices.chosen() == Given("b")
    assert "> 2) All of it, in good time (your answer so far)" in texts(choices.parts(step, 80)[0].lines)


def test_a_default_is_pointed_at_where_there_is_no_answer_yet() -> None:
    assert Choices(STEP._replace(default="a")).chosen() == Given("a")


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["down"], "a"),
        (["up"], "unknown"),
        (["down", "down", "up"], "a"),
        (["down", "up"], "unknown"),
        (["up", "down"], "a"),
        (["2"], "b"),
        (["d"], "unknown"),
        (["2", "9"], "b"),
        (["home"], "a"),
        (["end"], "unknown"),
        (["2", "left", "right", "z"], "b"),
    ],
)
def test_arrow_keys_go_round_and_names_lead_straight_to_their_option(keys: list[str], chosen: str) -> None:
    choices = Choices(STEP)
    for key in keys:
        choices.move(key)
    assert choices.chosen() == Given(chosen)


@pytest.mark.parametrize(
    ("typed", "leads_to"), [("1", 0), ("12", 11), ("28", 7), ("9", 8), ("123", 2), ("0", None)]
)
def test_digits_that_follow_each_other_make_one_number_where_there_is_such_a_one(
    typed: str, leads_to: int | None
) -> None:
    pointer, at = Pointer([str(n) for n in range(1, 13)]), None
    for key in typed:
        at = pointer.type(key, at)
    assert at == leads_to


def test_a_digit_after_an_arrow_key_begins_a_new_number() -> None:
    pointer = Pointer([str(n) for n in range(1, 13)])
    assert pointer.type("2", pointer.type("1", None)) == 11
    pointer = Pointer([str(n) for n in range(1, 13)])
    pointer.type("1", None)
    assert pointer.type("2", 5) == 1
