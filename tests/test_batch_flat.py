"""The short way from JSON to a response: it takes what is as expected, and never anything that the reader would not."""

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import answers_reader
from coprod_audit.batch import flat
from coprod_audit.batching.reading import by_python, marks
from coprod_audit.errors import InputError
from coprod_audit.responses import Response
from tests import batch_kit
from tests.batch_kit import as_line, held, questionnaire

FLAT = flat.flat_of(questionnaire())


def quickly(text: str) -> Response | None:
    return flat.response(json.loads(text), marks(text.encode()), FLAT, "a.jsonl", 7)


def by_the_reader(text: str) -> Response | None:
    try:
        answers, warnings = answers_reader.read(text.encode(), "a.jsonl", questionnaire())
    except InputError:
        return None
    assert not warnings
    return flat.of_answers(answers, "a.jsonl", 7)


@given(batch_kit.responses())
def test_what_the_short_way_takes_is_what_the_reader_makes_of_it(one: dict[str, Any]) -> None:
    found = quickly(as_line(one))
    if found is not None:
        assert found == by_the_reader(as_line(one))


def test_a_line_as_a_form_writes_it_goes_the_short_way() -> None:
    one = held(3, {"told": "too-late", "decisions.money": "agreed"}, claims="co-design", date="2026-05-12")
    assert quickly(as_line(one)) == Response(
        "a.jsonl",
        7,
        {
            "title": "Project 3",
            "organisation": "Riverside Council",
            "unit": "Decisions of Riverside Council about project 3, 2025-26",
            "date": "2026-05-12",
        },
        "staff",
        False,
        "co-design",
        None,
        {"told": "too-late", "decisions.money": "agreed"},
    )


GOOD = as_line(held(1, {"told": "too-late", "decisions.money": "agreed"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"told":"too-late"', '"told":"never"'),
        ('"told":"too-late"', '"told":null'),
        ('"told":"too-late"', '"told":{"answer":"too-late","note":"x"}'),
        ('"told":"too-late"', '"tld":"too-late"'),
        ('"told":"too-late"', '"told":"too-late","told":"too-late"'),
        ('"told":"too-late"', '"told" :"too-late","told":"nothing"'),
        ('"told":"too-late"', '"told"\r:"too-late"'),
        ('"told":"too-late"', '"told":["too-late"]'),
        ('"money":"agreed"', '"mony":"agreed"'),
        ('"decisions":{"money":"agreed"}', '"decisions":"agreed"'),
        ('"view":"staff"', '"view":"mixed"'),
        ('"view":"staff"', '"view":"nobody"'),
        ('"size":8', '"size":true'),
        ('"size":8', '"size":0'),
        ('"size":8', '"size":"8"'),
        ('"size":8', '"groups":{"staff":8}'),
        ('"unit":', '"about":'),
        ('"title":"Project 1"', '"title":"Project\\u00001"'),
        ('"title":"Project 1"', '"title":""'),
        ('"title":"Project 1"', '"title":" Project 1"'),
        ('"title":"Project 1"', '"date":"2026-02-30"'),
        ('"title":"Project 1"', '"claims":"top"'),
        ('"title":"Project 1"', '"off-the-table":{"x":"y"}'),
        ('"questionnaire":"coprod-ladder 1.0"', '"questionnaire":"coprod-ladder 0.9"'),
        ('"coprod-audit":"answers/1"', '"coprod-audit":"answers/2"'),
        ('"respondent":{"view":"staff","size":8}', '"respondent":null'),
        ('"answers":{', '"answers":{},"more":{'),
        (GOOD, f"\t{GOOD}"),
        (GOOD, f" {GOOD}"),
        (GOOD, "[]\n"),
        (GOOD, "3\n"),
    ],
)
def test_whatever_is_out_of_the_ordinary_is_left_to_the_reader(old: str, new: str) -> None:
    assert quickly(GOOD) is not None
    assert old in GOOD
    assert quickly(GOOD.replace(old, new)) is None


@given(st.text())
def test_a_title_that_would_be_kept_otherwise_than_it_came_is_left_to_the_reader(title: str) -> None:
    text = as_line(held(1, {"told": "too-late"}, title=title))
    found = quickly(text)
    if found is not None:
        assert found == by_the_reader(text)


def read_by(decoder: Callable[[bytes], Any], text: bytes) -> Response | None:
    try:
        held = decoder(text)
    except (ValueError, RecursionError):
        return None
    return flat.response(held, marks(text), FLAT, "a.jsonl", 7)


@given(batch_kit.responses(), st.data())
def test_both_readers_of_json_come_to_the_same(one: dict[str, Any], data: st.DataObject) -> None:
    """Python's and the extra's; of a line that somebody has spoilt, too."""
    text = as_line(one).encode()
    place, much = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 3))
    spoilt = text[:place] + data.draw(st.binary(max_size=3)) + text[place + much :]
    for given_text in (text, spoilt):
        assert read_by(orjson.loads, given_text) == read_by(by_python, given_text)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("8", "1e400"), GOOD.replace("8", "NaN"), GOOD.replace("8", "9" * 400), GOOD.replace("8", "-0"),
        GOOD.replace("Project 1", "\\ud800"), GOOD.replace("Project 1", "\ufeff"), "\ufeff" + GOOD, "[" * 100_000,
        GOOD.replace("Project 1", "a\\u0000b"), GOOD.replace("Project 1", "\x7f"), GOOD + "x", "\x00" + GOOD, "",
    ],
)  # fmt: skip
def test_both_readers_of_json_come_to_the_same_of_what_they_see_otherwise(text: str) -> None:
    given_text = text.encode("utf-8", "surrogatepass")
    assert read_by(orjson.loads, given_text) == read_by(by_python, given_text)
