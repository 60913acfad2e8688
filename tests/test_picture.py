"""The ladder as a picture: by shape and by word, the same every time, and nothing in it that acts."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from coprod_audit.answers import Respondent
from coprod_audit.ladder import Ladder
from coprod_audit.picture import MARK, described, ladder, text_ladder
from coprod_audit.result import as_data
from tests import telling_kit as kit
from tests.payloads import PAYLOADS
from tests.rendered import even

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**other: Any) -> ET.Element:
    return ET.fromstring(ladder(as_data(kit.assessment(**other))))  # noqa: S314 - our own picture


def words(picture: ET.Element) -> list[str]:
    return [even(element.text or "") for element in picture.iter(f"{SVG}text")]


def titled(*titles: str, lowest: str = "below the ladder") -> dict[str, Any]:
    asked = kit.QUESTIONNAIRE
    rungs = tuple(r._replace(title=t) for r, t in zip(asked.ladder.rungs, titles, strict=True))
    return {"asked": asked._replace(ladder=Ladder(rungs, lowest, "no word"))}


def test_it_has_a_title_a_description_and_the_mark_of_our_files() -> None:
    picture = drawn()
    assert ["title", "desc", "metadata"] == [child.tag.removeprefix(SVG) for child in picture][:3]
    assert ("Staff describe consultation", MARK) == (picture[0].text, picture[2].text)
    assert ("img", "title desc") == (picture.get("role"), picture.get("aria-labelledby"))


def test_every_mark_has_a_word_and_a_shape_of_its_own() -> None:
    """Without colour it says the same."""
    picture = drawn()
    assert {"described", "intended", "claimed"} <= set(words(picture))
    shapes = [
        (e.tag, re.sub(r"[\d.]+", "", e.get("d", "")))
        for e in picture.iter()
        if e.get("class") in {"full", "open"}
    ]
    assert 3 == len(set(shapes)) == len(shapes)


def test_a_range_is_a_bracket_and_never_a_dot() -> None:
    picture = drawn(standing=kit.stands("consultation", "co-design"))
    assert ([], 1) == (
        [e for e in picture.iter() if e.get("class") == "full"],
        len([e for e in picture.iter() if e.get("class") == "range"]),
    )
    assert "described: somewhere here" in words(picture)


def test_the_sentence_that_says_what_was_looked_at_is_in_the_picture() -> None:
    """The rung is never printed without it (METHOD, principle 1), also where the picture is copied alone."""
    assert kit.PROJECT.unit in " ".join(words(drawn()))


def test_it_brings_its_own_background_and_no_script_link_or_outside_font() -> None:
    picture = drawn()
    assert {"svg", "title", "desc", "metadata", "style", "rect", "text", "path", "circle"} == {
        e.tag.removeprefix(SVG) for e in picture.iter()
    }
    assert not re.search(
        r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", ladder(as_data(kit.assessment()))
    )
    assert 800 == int(picture.get("width") or 0)


def test_the_same_data_gives_the_same_picture() -> None:
    assert ladder(as_data(kit.assessment())) == ladder(as_data(kit.assessment()))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_picture_of_any_text_holds_the_same_elements(payload: str) -> None:
    unit = f"about {payload} only"
    project = kit.PROJECT._replace(unit=unit, people=payload or "people")
    named = titled(payload or "a", "b", "c") | {"given": kit.answers(project=project)}
    harmless = {e.tag for e in drawn().iter()}
    assert harmless == {e.tag for e in drawn(**named).iter()}


@pytest.mark.parametrize(
    ("stands", "text"),
    [
        (
            kit.stands("consultation"),
            (
                "information ─── consultation ─── co-design\n                 described\n"
                "                  intended        claimed"
            ),
        ),
        (
            kit.stands("consultation", "co-design"),
            (
                "information ─── consultation ─── co-design\n                └────── described ───────┘\n"
                "                  intended        claimed"
            ),
        ),
    ],
)
def test_the_ladder_as_text_shows_the_marks_under_the_rungs(stands: Any, text: str) -> None:
    assert text == as_data(kit.assessment(standing=stands))["ladder_text"]


def test_where_anything_is_possible_the_ladder_says_so() -> None:
    steps = as_data(kit.assessment(standing=kit.stands("below", *kit.RUNGS, enough=False)))["ladder"]
    assert "not enough is known" in text_ladder(steps)
    assert "it could be anywhere on it" in described(steps)


def test_long_names_of_rungs_stand_one_below_the_other() -> None:
    steps = as_data(kit.assessment(**titled("a" * 40, "b" * 40, "c" * 40)))["ladder"]
    assert f"{'b' * 40}  <- described, intended" == text_ladder(steps).split("\n")[1]


def test_no_line_is_wider_than_a_page() -> None:
    for possible in (("below",), ("below", *kit.RUNGS), ("information", "co-design")):
        text = as_data(kit.assessment(standing=kit.stands(*possible)))["ladder_text"]
        assert 88 >= max(map(len, text.split("\n")))


def test_the_description_says_what_the_picture_shows() -> None:
    assert (
        "The ladder from low to high: information, consultation, co-design. "
        "Described: consultation. Intended: consultation. Claimed: co-design."
    ) == as_data(kit.assessment())["picture"]["says"]


def test_a_long_headline_is_broken_so_that_nothing_runs_off_the_sheet() -> None:
    people = "people who use the service, their families and their friends"
    project = kit.PROJECT._replace(people=people)
    respondent = Respondent("mixed", 20, (("staff", 5), ("people", 9), ("carers", 6)))
    given = kit.answers(project=project, respondent=respondent)
    picture = drawn(given=given, standing=kit.stands("information", "co-design"))
    heads = [even(e.text or "") for e in picture.iter(f"{SVG}text") if e.get("class") == "head"]
    assert as_data(kit.assessment(given, standing=kit.stands("information", "co-design")))[
        "headline"
    ] == " ".join(heads)
    assert 68 >= max(map(len, heads))


def test_a_range_with_a_hole_is_one_place_or_another() -> None:
    hole: dict[str, Any] = {"standing": kit.stands("information", "co-design")}
    assert ["described", "or here"] == [
        word for word in words(drawn(**hole)) if word in {"described", "or here"}
    ]
    line = as_data(kit.assessment(**hole))["ladder_text"].split("\n")[1]
    assert ["described", "or here"] == re.split(r"\s{2,}", line.strip())
