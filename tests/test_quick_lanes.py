"""Answers as bytes, and conditions found for many rows at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not, holds
from coprod_audit.quick.lanes import MOST_PARTS, Program, TooManyError, column, lane, ones, patterns
from coprod_audit.quick.offering import Chosen
from coprod_audit.quick.packed import Packed, alphabet_of, columns
from tests.quick_kit import shipped
from tests.test_diagram import LETTERS
from tests.test_quick import answers_to
from tests.test_quick_machine import answers, with_nobody_knows

WORDS = (None, *sorted({word for words in LETTERS.values() for word in words}), UNKNOWN, "not-applicable")
CODES = {word: code for code, word in enumerate(WORDS)}
ALPHABET = alphabet_of(shipped())


def both(condition: Condition, sheets: Sequence[dict[str, str]]) -> list[bool | None]:
    """What a program says of every sheet: True, False, or None for neither."""
    program = Program(CODES)
    yes, no = program.number(condition), program.number(condition, holds=False)
    given = {fact: bytes([CODES[sheet.get(fact)] for sheet in sheets]) for fact in LETTERS}
    found = program.run(given, len(sheets))
    rows = zip(column(found[yes], len(sheets)), column(found[no], len(sheets)), strict=True)
    return [{(1, 0): True, (0, 1): False, (0, 0): None}[row] for row in rows]


@given(with_nobody_knows(), st.lists(answers(), min_size=1, max_size=40))
def test_a_condition_comes_out_in_every_row_as_it_does_by_itself(
    condition: Condition, sheets: list[dict[str, str]]
) -> None:
    assert both(condition, sheets) == [holds(condition, sheet) for sheet in sheets]


@given(
    st.integers(0, 5),
    st.lists(st.sampled_from(sorted(LETTERS)), min_size=1, max_size=40),
    st.lists(answers(), min_size=1),
)
def test_counting_does_not_spill_into_the_next_row(
    n: int, facts: list[str], sheets: list[dict[str, str]]
) -> None:
    """Many parts, all of which may hold in one row and none in its neighbour."""
    condition = AtLeast(n, tuple(Among(fact, frozenset(LETTERS[fact][:1])) for fact in facts))
    assert both(condition, sheets) == [holds(condition, sheet) for sheet in sheets]


def test_as_many_parts_are_counted_as_a_byte_can_hold_and_no_more() -> None:
    part = Among("a", frozenset(LETTERS["a"][:1]))
    most = AtLeast(MOST_PARTS - 1, (part,) * MOST_PARTS)
    sheets = [{"a": LETTERS["a"][0]}, {"a": LETTERS["a"][1]}, {}]
    assert both(most, sheets) == [True, False, None]
    with pytest.raises(TooManyError):
        Program(CODES).number(AtLeast(1, (part,) * (MOST_PARTS + 1)))


def test_what_two_conditions_have_in_common_is_found_once() -> None:
    program = Program(CODES)
    part = AtLeast(2, (Among("a", frozenset({"0"})), Among("b", frozenset({"0"})), NobodyKnows("c")))
    assert program.number(part) == program.number(Not(Not(part)))
    assert program.number(AtLeast(1, (part,))) == program.number(part) + 1


def test_patterns_hold_a_bit_for_each_lane_eight_to_a_byte() -> None:
    lanes = [lane(bytes(row == place for row in range(9))) for place in range(9)]
    assert patterns([*lanes, ones(9)], 9) == [
        bytes([1, 2, 4, 8, 16, 32, 64, 128, 0]),
        bytes([2, 2, 2, 2, 2, 2, 2, 2, 3]),
    ]


def test_the_first_three_are_chosen_and_none_of_them_twice() -> None:
    """The first row is offered four, the second one twice, the third nothing; then two rows are given some by name."""
    chosen = Chosen(3)
    for number, rows in ((7, b"\1\1\0"), (7, b"\1\1\0"), (200, b"\1\0\0"), (9, b"\1\0\0"), (3, b"\1\0\0")):
        chosen._give(number, lane(rows) & chosen.room)
    assert chosen.numbers() == [(7, 200, 9), (7, 0, 0), (0, 0, 0)]
    assert column(chosen.room, 3) == b"\0\1\1"
    chosen.take(1, [7, 5])
    chosen.take(2, [1, 2, 3, 4])
    assert chosen.numbers() == [(7, 200, 9), (7, 5, 0), (1, 2, 3)]


@settings(max_examples=50)
@given(answers_to(shipped()))
def test_packed_answers_are_the_answers(response: object) -> None:
    facts = response.facts  # type: ignore[attr-defined]
    assert ALPHABET is not None
    packed = ALPHABET.packed(facts)
    assert packed == facts
    assert list(packed) == [fact for fact in shipped().by_fact if fact in facts], (
        "in the questionnaire's order"
    )
    assert len(packed) == len(facts)
    assert ALPHABET.packed(packed) is packed
    assert ("told" in packed, packed.get("told")) == ("told" in facts, facts.get("told"))


def test_a_word_that_the_questionnaire_does_not_know_is_not_packed() -> None:
    assert ALPHABET is not None
    with pytest.raises(KeyError):
        ALPHABET.packed({"told": "never-heard-of"})
    with pytest.raises(KeyError):
        Packed(bytes(len(ALPHABET.facts)), ALPHABET)["told"]


def test_rows_turn_into_columns() -> None:
    assert columns([b"abc", b"def"], 3) == [b"ad", b"be", b"cf"]
    assert columns([], 2) == [b"", b""]
