"""What is remembered between two reports: the same text, for the same values, and an end to how much is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import escapes, report
from coprod_audit.narrative import sentences, wording
from tests import telling_kit as kit
from tests.payloads import MARKDOWN, MARKUP, TERMINAL


def source(**templates: str) -> report.Source:
    return templates.get


def test_the_names_that_a_template_reads_are_those_of_what_it_includes_too() -> None:
    given_by = source(a="{{ one }}{% include 'b' %}", b="{% for x in two.three %}{{ x }}{% endfor %}")
    names = report.names_read("a", given_by)
    assert names is not None
    assert names >= {"one", "two"}
    assert "three" not in names


@pytest.mark.parametrize("template", ["{{ result.one }}", "{% include name %}", "{% include 'a' %}"])
def test_a_template_that_may_read_anything_is_said_to(template: str) -> None:
    assert report.names_read("a", source(a=template, b="")) is None


@pytest.mark.parametrize(
    "text", [*TERMINAL, *MARKUP, *MARKDOWN, "a plain text, and (another)", "", "a ", "5 b", "ab\x1c"]
)
def test_plain_words_are_told_from_what_acts_without_looking_twice(text: str) -> None:
    assert not escapes._nothing_acts(text) or escapes._markdown(escapes.visible(text).strip()) == text
    assert escapes._nothing_acts("a plain text, and (another)")


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=12))
def test_what_is_taken_for_plain_words_would_be_written_as_it_is(text: str) -> None:
    if escapes._nothing_acts(text):
        blanks = re.sub(escapes._BLANKS, " ", escapes.visible(text)).strip()
        assert escapes._markdown(blanks) == text


def test_long_names_are_filled_in_and_not_kept() -> None:
    asked = kit.QUESTIONNAIRE
    short, long = (wording.wording(asked, people, "it", coded=False) for people in ("we", "w" * 300))
    assert short is wording.wording(asked, "we", "it", coded=False)
    assert long is not wording.wording(asked, "w" * 300, "it", coded=False)
    assert sentences.fill(long, "{People} said so.") == f"W{'w' * 299} said so."
    assert (short.remembers, long.remembers) == (True, False)
