"""Headings come from a small scanner, which finds what markdown-it-py finds; and under each of them something stands or not."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from coprod_audit.charter.blocks import blocks
from coprod_audit.charter.front_matter import split
from coprod_audit.charter.headings import MOST, Heading, headings, prose
from coprod_audit.charter.inline import BREAK, CELL, NARROW, plain, shown
from coprod_audit.spans import Span

MARKDOWN = MarkdownIt("commonmark")
REPOSITORY = Path(__file__).parents[1]

# Lines that mean something, or nearly do, at the start of a line or behind what opens a quote or an item.
SIGNS = [
    *(
        "# H",
        "## H ##",
        "#",
        "####### seven",
        "#\ttab #",
        "#no",
        "\\# x",
        "# a \\#",
        "## ##",
        "# b ### c",
        "#### d#",
    ),
    *("foo", "bar\\", "*e*", "`code", "`", "===", "=", "---", "--", "-", "== =", "--- ", "= "),
    *("```", "````", "~~~", "~~~~", "```js", "~~~ a `b", "``` a`b", "``", "~~"),
    *("<!-- c", "-->", "<!--x-->", "<!-- y --> z", "<!-->", "<?php", "?>", "<![CDATA[", "]]>", "<!X", ">"),
    *(
        "<div>",
        "</div>",
        "<b>",
        "<b",
        "</b >",
        "<a href='x'>",
        "<a href=x y>",
        "<pre>",
        "</pre>",
        "<script>",
        "</style>",
    ),
    *("<hr/>", "<h1x>", "<https://x.y>"),
    *("***", "* * *", "___", "_ _", "- - -", "**"),
    *("", " ", "\t", "    ", "[z]: /u\n", "[y]: /u 't'\n"),
]
OPENERS = [
    *("- ", "* ", "+ ", "-", "-\t", "1. ", "2. ", "1) ", "10. ", "1.", "-     ", "> ", ">", ">\t", ">  ")
]
INDENTS = ["", " ", "  ", "   ", "    ", "     ", "\t", " \t", "      "]

lines = st.builds(
    lambda indent, openers, sign: f"{indent}{''.join(openers)}{sign}",
    st.sampled_from(INDENTS) | st.just(""),
    st.lists(st.sampled_from(OPENERS), max_size=3) | st.just(list[str]()),
    st.sampled_from(SIGNS),
)
# A definition is whole and stands in no list, and has a blank line, a plain word or an underline below it; in lists and
# quotes it has a blank line below it. What else may follow is told apart on purpose (see `blocks`).
definitions = st.builds(
    lambda indent, definition, below: f"\n{indent}{definition}\n{below}",
    st.sampled_from(["", " "]),
    st.sampled_from(
        [
            *(
                "[a]: /u",
                "[b]: <u v>",
                '[c]: /u "t"',
                "[d]:\n/u\n't'",
                '[e]: /u "t\nu"',
                "[f]: /u 't' x",
                "[g]:\n/u",
                "[h] /u",
            ),
            *(
                "[i\nj]: /u",
                "[k]: /u (t)",
                "[l]: u(v)w",
                "[m]: u(v",
                "[n]: <u",
                "[\\]]: /u",
                "[]: /u",
                "[ ]: /u",
                "[o]: /u\n[p]: /v",
            ),
        ]
    ),
    st.sampled_from(["", "foo", "foo\n===", "===", "foo\n---", "---\nfoo", "'t\nfoo\n==="]),
)
documents = st.lists(lines | definitions, max_size=12).map("\n".join)


def theirs(text: str) -> list[tuple[int, int, Token]]:
    """Level, line and inline token of the headings, as markdown-it-py finds them."""
    tokens = MARKDOWN.parse(text)
    return [
        (int(token.tag[1]), (token.map or [0])[0] + 1, tokens[place + 1])
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def their_texts(text: str) -> list[tuple[int, int, str]]:
    return [(level, line, said(inline)) for level, line, inline in theirs(text)]


def said(inline: Token) -> str:
    """The text of a piece of Markdown, as markdown-it-py reads it."""
    pieces = {"softbreak": " ", "hardbreak": " ", "html_inline": ""}
    texts = [
        said(one) if one.type == "image" else pieces.get(one.type, one.content)
        for one in inline.children or ()
    ]
    return "".join(texts).strip()


def ours(text: str) -> list[tuple[int, int, str]]:
    return [(one.level, one.span.line, one.text) for one in headings(text)]


@settings(max_examples=300, deadline=None)
@example("-\n\n  foo\n===", "\n")
@example("-     code\nfoo\n===", "\n")
@example("foo\n<hr>\nbar\n===", "\n")
@given(documents, st.sampled_from(["\n", "\r\n", "\r"]))
def test_headings_are_those_that_markdown_it_finds(document: str, end: str) -> None:
    """As they were written: what their text comes to is held against markdown-it below, without reference links."""
    expected = [(level, line, inline.content) for level, line, inline in theirs(document)]
    found = blocks(document.split("\n")).headings
    assert [(one.level, one.first + 1, one.content) for one in found] == expected
    assert ours(document.replace("\n", end)) == ours(document)
    assert [(level, line) for level, line, _ in ours(document)] == [one[:2] for one in expected]


def markdown_files() -> list[Path]:
    folders = ("docs", "examples", "questionnaires", "templates", "tests", "benchmarks", ".github")
    found = [*REPOSITORY.glob("*.md"), *(p for name in folders for p in (REPOSITORY / name).rglob("*.md"))]
    return sorted(path for path in found if ".work" not in path.parts)


def test_headings_of_every_markdown_file_of_the_repository_are_those_that_markdown_it_finds() -> None:
    files = markdown_files()
    assert len(files) > 10
    for path in files:
        text = path.read_bytes().decode()
        matter = split(text)
        below = text[matter.prose :] if matter else text
        assert ours(below) == their_texts(below), path


inline = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b",
                " ",
                "word",
                "é",
                "(",
                ")",
                "!",
                ".",
                "*",
                "**",
                "***",
                "_",
                "__",
                "`",
                "``",
                "\\*",
                "\\`",
                "\n",
            ),
            *(
                "[a](u)",
                "![i](u 't')",
                "[**x** y](<u v>)",
                "<b>",
                "</b>",
                "<!-- c -->",
                "&amp;",
                "&#65;",
                "&nosuch;",
            ),
            *("<http://x.y>", "<a@b.c>"),
        ]
    ),
    max_size=10,
).map(lambda pieces: "".join(pieces).strip())


@settings(max_examples=300, deadline=None)
@given(inline)
def test_the_text_of_a_heading_is_what_markdown_it_shows(text: str) -> None:
    assert plain(text) == said(MARKDOWN.parseInline(text)[0])


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("[a]: /u\n    deep\n===", [(1, 2, "deep")]),
        ("[a]: /u\n2. two\n===", [(1, 2, "2. two")]),
        ("[a]: /u\n<b>\n# in", [(1, 3, "in")]),
        ("> [a]: /u\nfoo\n===", []),
        ("[a]:\n===\n", [(1, 1, "[a]:")]),
        ("[a]: javascript:x\n===", []),
        (f"{'> ' * 25}# deep", []),
    ],
)
def test_where_the_scanner_differs_on_purpose(document: str, expected: list[tuple[int, int, str]]) -> None:
    assert ours(document) == expected


def test_a_heading_spans_its_lines_from_the_top_of_the_file() -> None:
    text = "\n  ## Goals ##\n\nWho is\n   involved?  \n---\n\u00e9\n===\n"
    assert headings(text, 11, "c.md") == (
        Heading(2, "Goals", Span("c.md", 12, 3, 12, 14)),
        Heading(2, "Who is involved?", Span("c.md", 14, 1, 15, 13)),
        Heading(1, "\u00e9", Span("c.md", 17, 1, 17, 2)),
    )


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        " \n\t\n",
        "<!-- what to write here -->",
        "<!-- over\n\nlines -->",
        "### Sub\n\n#### Subsub\n",
        "---\n***",
        "[a]: https://example.org 'title'",
        "TBC",
        "*To be written.*",
        '<a id="here"></a>',
        "-\n",
        ">\n>",
        "<?php echo ?>",
    ],
)
def test_a_part_with_nothing_under_its_heading_is_empty(nothing: str) -> None:
    parts = prose(f"# Title\n\n## Goals\n{nothing}\n## Scope\nwords\n").parts
    by_text = {part.heading.text: part.empty for part in parts}
    assert (by_text["Goals"], by_text["Scope"], by_text["Title"]) == (True, False, False)


@pytest.mark.parametrize(
    "something",
    [
        "words",
        "<!-- a prompt --> words",
        "<!-- a\nprompt -->\nwords",
        "a <!-- b",
        "### Sub\nwords",
        "- item",
        "> what somebody said",
        "```\ncode\n```",
        "    code",
        "<div>words</div>",
        '<img src="map.png">',
        "![map](map.png)",
        "| a |",
        "TBC with the panel",
        "[a] is not defined",
    ],
)
def test_a_part_with_something_under_its_heading_is_not_empty(something: str) -> None:
    parts = prose(f"## Goals\n{something}\n## Scope\n").parts
    assert {part.heading.text: part.empty for part in parts}["Goals"] is False


def test_a_comment_that_is_never_closed_leaves_the_rest_empty() -> None:
    parts = prose("## Goals\n<!-- never closed\n## Scope\nwords\n").parts
    assert [(part.heading.text, part.empty) for part in parts] == [("Goals", True)]


def test_a_heading_ends_only_parts_of_its_level_or_below() -> None:
    parts = prose("# A\n### B\n## C\nwords\n# D\n").parts
    assert [(part.heading.text, part.empty) for part in parts] == [
        ("A", False),
        ("B", True),
        ("C", False),
        ("D", True),
    ]


def test_lines_are_kept_in_their_places_without_what_nobody_says() -> None:
    text = "We `say` <!-- or --> <b>do</b>\nthis <!-- a\nb --> now\n\n```\ncode\n```\n> quoted\nlazily\n\n    code\n<?x?>\n# A `b`\n\\`c `d\n"
    assert prose(text, 7).lines == (
        f"We       {NARROW * 11} {NARROW * 3}do{NARROW * 4}",
        f"this {NARROW * 6}",
        f"{NARROW * 5} now",
        *("", "", "", "", "", "", "", "", ""),
        "# A    ",
        "\\`c `d",
        "",
    )
    assert [len(line) for line in prose(text).lines[:3]] == [len(line) for line in text.split("\n")[:3]]


def test_tags_leave_words_whole_or_part_them_by_what_they_are() -> None:
    text = "<pre>\n`a` <td>b</td>\n</pre>\n\nc<br>d <https://x.y> <x-y>e\n\n<style>\nf\n</style> g\n"
    assert prose(text).lines == (
        f"{BREAK}    ",
        f"`a` {CELL}   b{CELL}    ",
        f"{BREAK}     ",
        "",
        f"c{BREAK}   d {' ' * 13} {NARROW * 5}e",
        "",
        *(" " * 7, " ", f"{' ' * 8} g"),
        "",
    )


@pytest.mark.parametrize("heading", ["#\n", "# a\n", "a\n===\n", "--\n--\n"])
def test_of_very_many_headings_the_first_are_read_and_the_next_is_told(heading: str) -> None:
    few, many = prose(heading * MOST), prose(heading * (MOST * 3), 11, "c.md")
    assert (len(few.parts), few.too_many) == (MOST, None)
    assert len(many.parts) == MOST
    assert many.too_many is not None
    assert many.too_many.line == 11 + MOST * heading.count("\n")
    assert len(many.lines) == (MOST + 1) * heading.count("\n")


@given(st.text(alphabet=f"a*\\\\[]()^& \t\n-#38;{NARROW}{BREAK}{CELL}", max_size=40))
@example("&shy;a &#97;*b*[c](d)  [e][f] \\\\* g")
def test_what_is_shown_knows_where_it_stands_in_its_source(text: str) -> None:
    there = shown(text)
    places = [there.source(at, at + 1) for at in range(len(there.text))]
    assert all(begins < ends for begins, ends in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    changed = f"&\\ \t{BREAK}{CELL}"
    assert all(
        text[at] == sign or text[at] in changed for (at, _), sign in zip(places, there.text, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("\n\n  Words here \n", Span("c.md", 7, 3, 7, 13)),
        ("# A\n", Span("c.md", 5, 1, 5, 4)),
        ("\n\n", Span("c.md", 4, 1, 4, 1)),
        ("", Span("c.md", 4, 1, 4, 1)),
    ],
)
def test_a_prose_begins_with_its_first_words_or_with_the_line_above_it(text: str, span: Span) -> None:
    assert prose(text, 5, "c.md").span == span


HOSTILE = [
    *(
        "#",
        "`",
        "<!--",
        "[",
        "> ",
        "- ",
        "*",
        "_",
        "<a ",
        "(",
        "-",
        "=",
        "\t",
        "\\",
        "``` ",
        "1. ",
        "]",
        "&",
        "~",
    ),
    *(
        "[a]: b\n",
        "[a]: (\n",
        "[a]: b '",
        "[a]:\n",
        "[a]: b 'x\n[a]: b (y\n",
        "<!--\n",
        "`a",
        "``a`b",
        "\\`",
        "a <!--",
    ),
    *(
        "# `\n",
        "<x\n",
        "- a `x\n",
        "a\n===\n",
        "# *a _b `c [d](e &amp;\n",
        "> > > a\n",
        "<a b=c ",
        "\u2028",
        "\x0c",
        "<pre>\n",
        "<script>",
        "<b",
    ),
]


@pytest.mark.parametrize("piece", [*HOSTILE, f"# {'*a' * 140}\n", f"# {'[' * 290}\n", f"# {'`a``b' * 50}\n"])
def test_a_large_text_of_any_kind_comes_to_an_end(piece: str) -> None:
    """What grew faster than its text would go on for hours, and be stopped as a hang."""
    text = piece * (300_000 // len(piece))
    assert len(prose(text).lines) >= 1


def test_many_blank_lines_below_deep_lists_come_to_an_end() -> None:
    lines = ["- " * 500, *[""] * 300_000]
    assert blocks(lines).headings == []


@given(st.text(alphabet="#=-`~<>!*_[]()\\&;:. \t\n\r\x00\x0b\x85\u2028\ud800aA1é", max_size=60))
def test_any_text_has_a_prose(text: str) -> None:
    found = prose(text)
    assert len(found.lines) == len(re.split(r"\r\n|\r|\n", text))
    assert all(0 < part.heading.level < 7 for part in found.parts)
