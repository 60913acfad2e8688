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
        ("9" * 40, "1" + "0" * 39 + ".1"),
    ],
)
def test_versions_follow_each_other_by_their_numbers(earlier: str, one: str) -> None:
    expected = (True, False) if len(one) < 40 else (False, True)
    assert (later(one, earlier), later(earlier, one)) == expected


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
