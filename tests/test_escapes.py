"""Every way out gives back exactly what was typed, and nothing that was typed acts."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import escapes
from tests.payloads import PAYLOADS
from tests.rendered import even, read

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | st.text(
    "#*_`|<>[]()!&\\-+=~.:\n \t1a$\"'", max_size=30
)
PLACES = ("{0}", "# {0}", "- {0}", "**{0}**", "1. x\n\n   *y.* {0}", "> {0}", "before {0} after")
BOUND = "one\n\n{0}\n\nlast"


def typed(text: str) -> str:
    return even(escapes.visible(text))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_line_of_markdown_reads_as_typed(payload: str, place: str) -> None:
    """In a heading, an item, emphasis or running text, the reader sees the text and the same elements as ever."""
    page = read(BOUND.format(place.format(escapes.md(payload))))
    harmless = read(BOUND.format(place.format("word")))
    assert even(harmless.text.replace("word", typed(payload))) == page.text
    assert (harmless.elements if payload.strip() else page.elements) == page.elements


@given(ANY_TEXT, st.sampled_from(PLACES))
def test_any_line_of_markdown_reads_as_typed(text: str, place: str) -> None:
    page = read(BOUND.format(place.format(escapes.md(f"x{text}x"))))
    harmless = read(BOUND.format(place.format("word")))
    assert (even(harmless.text.replace("word", typed(f"x{text}x"))), harmless.elements) == (
        page.text,
        page.elements,
    )


@given(ANY_TEXT)
def test_any_text_at_the_start_of_a_line_stays_text(text: str) -> None:
    page = read(BOUND.format(escapes.md(text)))
    assert set(page.elements) <= {"p"}
    assert even(f"one {typed(text)} last") == page.text


@given(ANY_TEXT)
def test_a_cell_keeps_the_shape_of_its_table(text: str) -> None:
    page = read(f"| a | b |\n| --- | --- |\n| {escapes.cell(text)} | c |\n")
    assert (["table", "th", "th", "td", "td"], even(f"a b {typed(text)} c")) == (
        [e for e in page.elements if e in {"table", "th", "td", "h1", "h2"}],
        page.text,
    )
    assert set(page.elements) <= {"table", "thead", "tbody", "tr", "th", "td", "br"}


@given(ANY_TEXT)
def test_a_block_stays_in_its_quotation(text: str) -> None:
    page = read(f"- item\n\n{escapes.block(f'x{text}', '  > ')}\n\n- item\n\nlast")
    assert set(page.elements) <= {"ul", "li", "p", "blockquote", "br"}
    assert ("blockquote", 1) == ("blockquote", page.elements.count("blockquote"))
    assert even(f"item {typed(f'x{text}')} item last") == page.text


def test_a_block_keeps_paragraphs_and_lines() -> None:
    assert "> one\\\n> two\n>\n> three" == escapes.block("one\ntwo\n\n\nthree")


@given(ANY_TEXT)
def test_a_fence_cannot_be_closed_from_inside(text: str) -> None:
    page = read(f"{escapes.fence(text)}\n\nlast")
    assert ("pre", "code", "p") == page.elements
    assert even(f"{typed(text)} last") == page.text


@given(ANY_TEXT)
def test_a_link_goes_to_a_file_beside_it_and_nowhere_else(name: str) -> None:
    assert set(escapes.link(name)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~%"
    )


@given(ANY_TEXT)
def test_an_svg_holds_the_text_as_typed_in_elements_and_attributes(text: str) -> None:
    root = ET.fromstring(f'<svg a="{escapes.svg(text)}"><t>{escapes.svg(text)}</t></svg>')  # noqa: S314 - our own
    assert (typed(text), typed(text), 1) == (even(root.get("a") or ""), even(root[0].text or ""), len(root))


@given(ANY_TEXT)
def test_a_terminal_gets_no_control_and_no_turned_letters(text: str) -> None:
    shown = escapes.show(text)
    assert not [
        c for c in shown if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029\u202e\u2066\ud800"
    ]
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202etxt", "\\u202etxt"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\ud800", "\\ud800"),
        ("עברית 👩‍👧 ŵ", "עברית 👩‍👧 ŵ"),
        ("[bold]x[/]", "[bold]x[/]"),
    ],
)
def test_hidden_characters_are_spelled_out_and_the_others_left_alone(text: str, shown: str) -> None:
    assert shown == escapes.show(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Bread & butter", "Bread & butter"),
        ("R&D", "R&amp;D"),
        ("a < b", "a &lt; b"),
        ("=1+1", "\\=1+1"),
        ("1.0 or 2.5", "1.0 or 2.5"),
        ("3. May", "3\\. May"),
        ("Cllr O'Neill's £50,000 (once)", "Cllr O'Neill's £50,000 (once)"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_markdown_stays_readable_in_a_plain_editor(text: str, written: str) -> None:
    """Only what would act is escaped; a formula is text in Markdown and keeps its letters."""
    assert written == escapes.md(text)


def test_a_link_names_the_very_bytes_of_a_name_that_is_not_utf_8() -> None:
    assert escapes.link("caf\udce9.svg") == "caf%E9.svg"
    assert escapes.link("\ud800.svg") == "%ED%A0%80.svg"
