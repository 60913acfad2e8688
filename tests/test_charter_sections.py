"""Sections are found by what their headings mean, in whatever words, at whatever level and in any order."""

import pytest

from coprod_audit.charter.headings import prose
from coprod_audit.charter.sections import SECTIONS, found


def sections_of(heading: str) -> list[str]:
    text = prose(f"# A charter\n\n## {heading}\n\nwords\n\n## Another\n")
    return [section for section, parts in found(text, SECTIONS).items() if parts]


@pytest.mark.parametrize(
    ("section", "wording"), [(s, w) for s, wordings in SECTIONS.items() for w in wordings]
)
def test_every_wording_is_found_as_it_stands(section: str, wording: str) -> None:
    assert section in sections_of(wording.capitalize())


@pytest.mark.parametrize(
    ("heading", "sections"),
    [
        ("Goals", ["goals"]),
        ("GOALS:", ["goals"]),
        ("2. Our goals", ["goals"]),
        ("1.2 Scope of the charter", ["scope"]),
        ("Section 3: People", ["people"]),
        ("b) Aims & objectives", ["goals"]),
        ("IV. Culture", ["culture"]),
        ("🎯 **Goals**", ["goals"]),
        ("Goals of the youth hub", ["goals"]),
        ("Project goals", ["goals"]),
        ("Goals and scope", ["goals", "scope"]),
        ("Vision, mission and values", ["goals", "culture"]),
        ("What we want to change", ["goals"]),
        ("Who is involved?", ["people"]),
        ("Who’s involved", ["people"]),
        ("Who takes part, and how they came to", ["people"]),
        ("Power-sharing", ["power"]),
        ("Power sharing", ["power"]),
        ("Who decides what, and how", ["power"]),
        ("How are decisions made?", ["power"]),
        ("How will decisions be made", []),
        ("What can’t change", ["scope"]),
        ("Ways of working", ["culture"]),
        ("How do we work together?", ["culture"]),
        ("Non-goals", ["scope"]),
        ("Out of scope", ["scope"]),
        ("Not in scope", ["scope"]),
        ("Not our goals", []),
        ("Power supply", []),
        ("Telescope", []),
        ("People's panel", []),
        ("History", []),
        ("2026", []),
        ("", []),
        ("!?", []),
    ],
)
def test_a_heading_means_what_it_says(heading: str, sections: list[str]) -> None:
    assert sections_of(heading) == sections


def test_parts_come_in_the_order_of_the_text_at_any_level() -> None:
    text = prose("#### Aims\nwords\n# Scope\n## Our goals\n")
    there = found(text, SECTIONS)
    assert [part.heading.text for part in there["goals"]] == ["Aims", "Our goals"]
    assert [part.heading.level for part in there["scope"]] == [1]
    assert there["culture"] == ()


def test_the_title_of_the_text_is_a_section_only_where_it_is_nothing_else() -> None:
    title = prose("# Power-sharing in the youth hub\n\n## Goals\nwords\n")
    assert found(title, SECTIONS)["power"] == ()
    assert len(found(prose("# Power-sharing\n\n## Other\nwords\n"), SECTIONS)["power"]) == 1
    assert len(found(prose("# Power-sharing in the youth hub\n\n# Goals\n"), SECTIONS)["power"]) == 1


def test_a_section_of_ones_own_is_found_by_its_wordings() -> None:
    text = prose("## T\n## Arian\n## Pwy sy’n penderfynu?\n")
    wanted = {"money": ("arian",), "power": ("Pwy sy'n penderfynu",), "none": ()}
    there = found(text, wanted)
    assert {name: [part.heading.text for part in parts] for name, parts in there.items()} == {
        "money": ["Arian"],
        "power": ["Pwy sy’n penderfynu?"],
        "none": [],
    }
