"""The drawing of a lens: by place, shape and word, the same every time, and nothing in it that acts."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from coprod_audit import lens_picture
from coprod_audit.lens_picture import drawn
from coprod_audit.picture import MARK
from coprod_audit.result import as_data
from coprod_audit.taken import _is_ours
from tests import lens_kit as kit
from tests import telling_kit
from tests.hostile_kit import PLACES
from tests.payloads import PAYLOADS
from tests.rendered import even

SVG = "{http://www.w3.org/2000/svg}"
PARTLY = kit.SIDES._replace(
    elements=(
        kit.SIDES.elements[0]._replace(partly=kit.among("work-people", "little")),
        *kit.SIDES.elements[1:],
    )
)


def picture(id_: str = "sides", facts: dict[str, str] | None = None, **how: Any) -> ET.Element:
    return ET.fromstring(drawn(kit.seen(id_, facts, **how)))  # noqa: S314 - our own picture


def words(image: ET.Element) -> list[str]:
    return [even(element.text or "") for element in image.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("id_", "title"), [("sides", "Both sides"), ("stages", "Who settled what, stage by stage")]
)
def test_it_has_a_title_a_description_and_the_mark_of_our_files(id_: str, title: str) -> None:
    image = picture(id_)
    assert ["title", "desc", "metadata"] == [child.tag.removeprefix(SVG) for child in image][:3]
    assert (title, kit.seen(id_)["drawing"]["says"], MARK) == (image[0].text, image[1].text, image[2].text)
    assert ("img", "title desc") == (image.get("role"), image.get("aria-labelledby"))
    assert _is_ours(drawn(kit.seen(id_)).encode())


@pytest.mark.parametrize("id_", ["sides", "stages"])
def test_it_brings_its_own_background_and_no_script_link_or_outside_font(id_: str) -> None:
    text = drawn(kit.seen(id_))
    assert not re.search(r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", text)
    sheet = next(element for element in picture(id_).iter(f"{SVG}rect"))
    assert ("sheet", "799") == (sheet.get("class"), sheet.get("width"))
    assert ".sheet,.field{fill:#fff" in text


@pytest.mark.parametrize("id_", ["sides", "stages"])
def test_it_has_only_black_white_and_grey(id_: str) -> None:
    """Nothing is said by colour."""
    assert {"#fff", "#1f2328", "#6e7781"} >= set(re.findall(r"#[0-9a-f]{3,6}\b", drawn(kit.seen(id_))))


@pytest.mark.parametrize("id_", ["sides", "stages"])
def test_what_was_looked_at_stands_in_it(id_: str) -> None:
    assert telling_kit.PROJECT.unit in " ".join(words(picture(id_)))


def test_a_field_has_its_four_corners_and_both_labels() -> None:
    told = words(picture())
    assert {"Together", "Provision", "Self-help", "Neither", "more", "less"} <= set(told)
    assert "How much staff do" in told
    assert "How much young people do" in " ".join(told)


def dot(facts: dict[str, str], **how: Any) -> tuple[int, int]:
    (found,) = picture("sides", facts, **how).iter(f"{SVG}circle")
    return int(found.get("cx") or 0), int(found.get("cy") or 0)


def work(people: str, staff: str) -> dict[str, str]:
    return {"work-people": people, "work-organisation": staff}


def test_the_projects_place_is_a_dot_with_its_name_in_the_corner_where_it_stands() -> None:
    places = {
        (people, staff): dot(work(people, staff))
        for people in ("little", "much")
        for staff in ("little", "much")
    }
    left, right = places["little", "little"][0], places["little", "much"][0]
    low, high = places["little", "little"][1], places["much", "little"][1]
    assert left < right
    assert high < low
    assert {
        ("little", "little"): (left, low),
        ("little", "much"): (right, low),
        ("much", "little"): (left, high),
        ("much", "much"): (right, high),
    } == places
    image = picture("sides", work("much", "much"))
    (name,) = (e for e in image.iter(f"{SVG}text") if e.text == "this project")
    assert ("here", str(right)) == (name.get("class"), name.get("x"))


def test_between_two_corners_the_dot_lies_between_the_fields() -> None:
    asked = kit.ASKED._replace(lenses=(PARTLY,))
    x, y = dot(work("little", "much"), asked=asked)
    boxes = [
        (int(b.get("y") or 0), int(b.get("height") or 0))
        for b in picture("sides", work("little", "much"), asked=asked).iter(f"{SVG}rect")
        if b.get("class") == "field"
    ]
    upper, lower = min(boxes), max(boxes)
    assert upper[0] + upper[1] < y < lower[0]
    assert x == dot(work("much", "much"))[0]


@pytest.mark.parametrize(
    ("facts", "wide", "high"),
    [
        (work("unknown", "much"), False, True),
        (work("much", "unknown"), True, False),
        (work("unknown", "unknown"), True, True),
        ({}, True, True),
    ],
)
def test_what_is_not_known_is_a_frame_of_broken_lines_with_words_and_never_a_dot(
    facts: dict[str, str], wide: bool, high: bool
) -> None:
    image = picture("sides", facts)
    (frame,) = (rect for rect in image.iter(f"{SVG}rect") if rect.get("class") == "open")
    assert (wide, high) == (int(frame.get("width") or 0) > 400, int(frame.get("height") or 0) > 100)
    assert [] == [*image.iter(f"{SVG}circle")]
    assert {"this project", "somewhere here"} <= set(words(image))


def at(image: ET.Element, text: str) -> tuple[int, int]:
    (found,) = (e for e in image.iter(f"{SVG}text") if even(e.text or "") == text)
    return int(found.get("x") or 0), int(found.get("y") or 0)


def test_a_grid_has_each_matter_under_the_column_where_it_was_settled() -> None:
    image = picture("stages")
    assert {"Alone", "Together", "Plan", "Do"} <= set(words(image))
    assert "Elsewhere, or not known" in " ".join(words(image))
    money, design = at(image, "What the money goes on"), at(image, "What is offered")
    assert money[1] == design[1] == at(image, "Plan")[1]
    assert at(image, "Alone")[0] <= money[0] < at(image, "Together")[0] <= design[0]
    aside = next(word for word in words(image) if word.startswith("How it runs"))
    assert at(image, aside)[0] > design[0]
    assert at(image, aside)[1] == at(image, "Do")[1]


def test_each_matter_of_a_grid_has_a_square_before_it() -> None:
    squares = [e for e in picture("stages").iter(f"{SVG}path") if e.get("class") == "full"]
    assert 3 == len(squares)


def test_a_grid_without_anything_beside_has_no_column_for_it() -> None:
    facts = {f"decisions.{row}": "people" for row in ("money", "design", "running")}
    assert "Elsewhere" not in " ".join(words(picture("stages", facts)))


@pytest.mark.parametrize("id_", ["sides", "stages"])
def test_long_labels_are_broken_and_nothing_runs_off_the_sheet(id_: str) -> None:
    found = kit.seen(id_)
    long = "a rather long label that somebody wrote without thinking of pictures " * 3
    if id_ == "sides":
        found["drawing"]["up"]["label"] = found["drawing"]["across"]["label"] = long
        for corner in found["drawing"]["corners"].values():
            corner["title"] = corner["means"] = long
    else:
        found["drawing"]["columns"] = [long, long]
        found["drawing"]["lines"] = [{"title": long, "cells": [[long], [long]], "beside": [long]}]
    image = ET.fromstring(drawn({**found, "title": long}))  # noqa: S314 - our own
    high = int(image.get("height") or 0)
    for element in image.iter(f"{SVG}text"):
        x, y, text = int(element.get("x") or 0), int(element.get("y") or 0), element.text or ""
        letter = {"head": 11.5, "name": 8.6}.get(element.get("class") or "", 6.9)
        starts = x - letter * len(text) * {"middle": 0.5, "end": 1}.get(element.get("text-anchor") or "", 0)
        if element.get("class") in {"mid", "here"}:
            starts = x - letter * len(text) / 2
        assert starts >= 0, text
        assert starts + letter * len(text) <= 800, text
        assert 0 < y < high


def test_a_text_without_end_is_cut_and_says_so() -> None:
    lines = lens_picture._lines("word " * 500, 20)
    assert (9, True) == (len(lines), lines[-1].endswith(" …"))
    assert ["word word"] == lens_picture._lines(" word\nword ", 20)


def test_the_same_data_gives_the_same_drawing() -> None:
    assert drawn(kit.seen("sides")) == drawn(kit.seen("sides"))


def test_a_lens_without_a_drawing_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="the lens 'barriers' has no drawing"):
        drawn(kit.seen("barriers"))


def drawings(text: str) -> list[ET.Element]:
    """Both kinds of drawing, with this text wherever a stranger's lens or answers have any."""
    project = telling_kit.PROJECT._replace(unit=text or "a unit", people=text, organisation_short=text)
    given = telling_kit.answers(project=project)
    own = as_data(telling_kit.assessment(given, asked=kit.ASKED), lenses=("sides", "stages"))
    theirs = PLACES["the lenses"](text)
    shown = [lens for data in (own, theirs) for lens in data["lenses"]["shown"] if lens["drawing"]]
    return [ET.fromstring(drawn(lens)) for lens in shown]  # noqa: S314 - our own


def test_a_drawing_of_any_text_holds_the_same_elements() -> None:
    harmless = [{e.tag for e in image.iter()} for image in drawings("word")]
    assert 4 == len(harmless)
    for payload in PAYLOADS:
        images = drawings(payload)
        assert harmless == [{e.tag for e in image.iter()} for image in images], payload
        names = [name for image in images for e in image.iter() for name in e.attrib]
        assert not [name for name in names if name.startswith("on") or "href" in name], payload
    print(f"SVG, lenses: {4 * len(PAYLOADS)} points, 0 active")


def test_the_harness_finds_a_planted_drawing_that_escapes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lens_picture, "svg", lambda text: text)
    broken = 0
    for payload in PAYLOADS:
        try:
            broken += any("script" in e.tag for image in drawings(payload) for e in image.iter())
        except (ET.ParseError, UnicodeEncodeError):
            broken += 1
    assert broken >= 10
