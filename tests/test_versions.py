"""Which of two versions of a questionnaire comes later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.versions import later


@pytest.mark.parametrize(
    ("earlier", "one"),
    [
        ("1.9", "1.10"),
        ("1.0", "1.0.1"),
        ("1", "2.0"),
        ("", "1"),
        ("1.0", "1.0-2"),
        ("draft", "1.0"),
    ],
)
def test_versions_follow_each_other_by_their_numbers(earlier: str, one: str) -> None:
    assert (later(one, earlier), later(earlier, one)) == (True, False)


def test_numbers_of_versions_may_have_any_length() -> None:
    long, longer = "1" + "0" * 39 + ".1", "9" * 40
    assert (later(longer, long), later(long, longer)) == (True, False)


@pytest.mark.parametrize(
    ("one", "other"), [("1", "1.0"), ("1.0", "1.0.0"), ("1.0", "1.0-draft"), ("", "0"), ("01", "1")]
)
def test_of_two_ways_to_write_a_version_neither_is_later(one: str, other: str) -> None:
    assert not later(one, other)
    assert not later(other, one)


@given(st.text(), st.text())
def test_of_any_two_texts_at_most_one_is_later(one: str, other: str) -> None:
    assert not (later(one, other) and later(other, one))
    assert not later(one, one)
