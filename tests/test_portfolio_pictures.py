"""The two pictures of a portfolio: the numbers of the tables beside them, readable without colour, and no more."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from coprod_audit.portfolio import drawing, pictures
from coprod_audit.portfolio.drawing import SHADES, shade
from tests.payloads import PAYLOADS
from tests.rendered import even
from tests.test_portfolio import at, golden_data, hostile, standing, told

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("portfolio-ladder.svg", "portfolio-decisions.svg")


def drawn(name: str) -> ET.Element:
    return ET.fromstring(pictures(golden_data())[name])  # noqa: S314 - our own picture


def words(picture: ET.Element, kind: str = "") -> list[str]:
    return [even(e.text or "") for e in picture.iter(f"{SVG}text") if kind in (e.get("class") or "")]


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_title_a_description_and_the_mark_of_our_files(name: str) -> None:
    picture = drawn(name)
    assert ["title", "desc", "metadata"] == [child.tag.removeprefix(SVG) for child in picture][:3]
    assert ("img", "title desc") == (picture.get("role"), picture.get("aria-labelledby"))
    data = golden_data()["picture"]
    assert picture[1].text in {data["ladder"]["says"], data["decisions"]["says"]}


def test_the_ladder_has_the_numbers_of_the_table_in_its_order() -> None:
    rows = golden_data()["distribution"]["rows"]
    numbers = [word for word in words(drawn(NAMES[0]), "name") if word.isdigit()]
    assert [str(row["n"]) for row in rows] == numbers
    assert "Where 120 responses stand" in words(drawn(NAMES[0]))


def test_the_heat_map_has_the_numbers_of_the_table_each_in_its_cell() -> None:
    rows = golden_data()["decisions"]["rows"]
    numbers = [word for word in words(drawn(NAMES[1])) if word.isdigit()]
    assert [str(cell["n"]) for row in rows for cell in row["cells"]] == numbers


def test_a_range_is_a_bracket_and_never_a_bar() -> None:
    data = told(((standing(None, "below", "engagement")),) * 6, ())
    picture = ET.fromstring(pictures(data)[NAMES[0]])  # noqa: S314 - our own picture
    assert [] == [e for e in picture.iter() if e.get("class") == "bar"]
    assert 1 == len([e for e in picture.iter() if e.get("class") == "range"])


@pytest.mark.parametrize("number", [5, 1_289, 40_000])
def test_the_line_of_a_bracket_leaves_room_for_its_number(number: int) -> None:
    data = told((standing(None, "consultation", "engagement"),) * number, ())
    picture = ET.fromstring(pictures(data)[NAMES[0]])  # noqa: S314 - our own picture
    (bracket,) = [e.get("d") or "" for e in picture.iter() if e.get("class") == "range"]
    found = re.search(r"H([0-9]+)M([0-9]+)", bracket)
    assert found
    assert int(found[2]) - int(found[1]) >= 9 * len(f"{number:,}")
    assert f"{number:,}" in words(picture, "name")


def light(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("found", SHADES)
def test_every_number_can_be_read_on_its_shade(found: drawing.Shade) -> None:
    written = light("#ffffff" if found.number == "light" else "#1f2328")
    low, high = sorted((written, light(found.fill)))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_shades_darken_also_in_black_and_white() -> None:
    assert all(light(a.fill) > light(b.fill) * 1.2 for a, b in pairwise(SHADES))


@pytest.mark.parametrize(
    ("n", "of", "says"),
    [
        (0, 40, "none"), (1, 40, "up to a tenth"), (4, 40, "up to a tenth"), (5, 40, "up to a quarter"),
        (20, 40, "up to half"), (21, 40, "up to three quarters"), (31, 40, "more"), (40, 40, "more"),
    ],
)  # fmt: skip
def test_the_shade_says_how_large_a_part_it_is(n: int, of: int, says: str) -> None:
    assert says == shade(n, of).says


@pytest.mark.parametrize("name", NAMES)
def test_it_brings_its_own_background_and_no_script_link_or_outside_font(name: str) -> None:
    text = pictures(golden_data())[name]
    assert not re.search(r"href|url\(|@import|script|http(?!://www\.w3\.org/2000/svg)", text)
    assert 'class="sheet"' in text


def test_nothing_runs_off_the_sheet() -> None:
    for name in NAMES:
        picture = drawn(name)
        wide, high = (int(picture.get(side) or 0) for side in ("width", "height"))
        for text in picture.iter(f"{SVG}text"):
            x, y, letters = float(text.get("x") or 0), float(text.get("y") or 0), len(text.text or "")
            half = letters * 9 / 2 if "head" not in (text.get("class") or "") else 0
            middle = re.search("mid|name|light", text.get("class") or "")
            assert 0 < y < high - 2
            assert half <= x <= wide - half if middle else x + letters * 7 < wide, text.text


@pytest.mark.parametrize("where", ["groups", "the questionnaire"])
def test_a_picture_of_any_text_holds_the_same_elements(where: str) -> None:
    harmless = [{e.tag for e in ET.fromstring(svg).iter()} for svg in hostile("word", where)[1].values()]  # noqa: S314
    for payload in PAYLOADS:
        pictures_ = [ET.fromstring(svg) for svg in hostile(payload, where)[1].values()]  # noqa: S314 - our own
        assert harmless == [{e.tag for e in picture.iter()} for picture in pictures_], payload
        for picture in pictures_:
            assert not [a for e in picture.iter() for a in e.attrib if a.startswith("on") or "href" in a]


def test_no_name_of_a_group_is_in_a_picture() -> None:
    data = told((*at("consultation", 9, "Netherby"), *at("below", 9, "Westmere")))
    assert "Netherby" not in "".join(pictures(data).values())
