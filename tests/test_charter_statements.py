"""A prose states a rung where it says so plainly; whatever else is said of rungs is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.charter.headings import prose
from coprod_audit.charter.statements import MOST, stated
from coprod_audit.spans import Span

RUNGS = ("information", "consultation", "engagement", "co-design", "co-production")
NAMES = {rung: (rung,) for rung in RUNGS}


def says(text: str) -> list[str]:
    return [f"{one.kind} {one.rung}" for one in stated(prose(text), NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rung: co-design", ["claims co-design"]),
        ("**Claimed rung:** Co-production", ["claims co-production"]),
        ("- Level: consultation", ["claims consultation"]),
        ("## Rung: engagement", ["claims engagement"]),
        ("Rung – co-design (agreed in May)", ["claims co-design"]),
        ("The project:\nRung: co-design\nDate: May", ["claims co-design"]),
        ("Intended level: co-production", ["intends co-production"]),
        (
            "| Rung | co-design |\n| Intended rung | Co-production |",
            ["claims co-design", "intends co-production"],
        ),
        ("This is a co-production project.", ["claims co-production"]),
        ("This is CO-PRODUCTION.", ["claims co-production"]),
        ("This is coproduction in practice.", ["claims co-production"]),
        ("this project is co-produced with residents", ["claims co-production"]),
        ("Our service is co designed.", ["claims co-design"]),
        ("We claim co-production", ["claims co-production"]),
        ("We claim engagement", ["claims engagement"]),
        ("This project claims\nco-production", ["claims co-production"]),
        ("We’re at co-design now.", ["claims co-design"]),
        ("our rung is [co-design](https://example.org)", ["claims co-design"]),
        ("We are on the rung of engagement.", ["claims engagement"]),
        ("This is a consultation project.", ["claims consultation"]),
        ("So this is a genuine co-production project, and proud of it.", ["claims co-production"]),
        ("Much is new. This is *co-design*.", ["claims co-design"]),
        ("While much is new, we are at co-design.", ["claims co-design"]),
        ("We aim for co-production.", ["intends co-production"]),
        ("We want to reach co-production by 2027.", ["intends co-production"]),
        ("We are working towards co-production", ["intends co-production"]),
        ("Our aim is co-production", ["intends co-production"]),
        ("The rung we aim for is co-production", ["intends co-production"]),
        ("We are at co-design and aim for co-production.", ["claims co-design", "intends co-production"]),
    ],
)
def test_what_is_said_plainly_is_a_statement(text: str, expected: list[str]) -> None:
    assert says(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "this is not co-production",
        "This isn’t co-production.",
        "We do not claim co-production.",
        "We never claim co-production",
        "We are not yet at co-production and aim for engagement",
        "Co-production is not what we claim",
        "Rung: not co-production",
        "is this co-production?",
        "Is this a co-production project?",
        "This is co-production?",
        "Why is this a co-production project and not a consultation?",
        "Rung: co-production?",
        "Rung: co-design or co-production",
        "Rung: co-produced",
        "We claim co-design and co-production",
        "We do not share and aim for co-production",
        "Rung: co-design/co-production",
        "We claim co-design or co-production",
        "Co-production means sharing power",
        "Co-production: people share.",
        "| Level | Co-design | Co-production |",
        '"This is a co-production project"',
        "They say “we claim co-production”.",
        "`Rung: co-design`",
        "> This is a co-production project",
        "    Rung: co-design",
        "<!-- Rung: co-design -->",
        "If we share power, this is co-production.",
        "When we share power this is co-production.",
        "This is co-production when people share power.",
        "We claim co-production is hard.",
        "Nobody thinks that this is a co-production project.",
        "Some say: this is co-production",
        "This is a co-production handbook.",
        "We would like to learn about co-production",
        "We did co-design with 30 people.",
        "We are at consultation stage",
        "Our aim is engagement with young people",
        "This project is informed by residents",
        "We claim cö-production and ınformation",
        "We claim coproductions",
        *(
            "Rung: ~~co-production~~",
            "<del>Rung: co-production</del>",
            "Rung 3: co-production",
            "&quot;Rung: co-production&quot;",
            "“This is co&#45;production”",
        ),
        *("This is not co&#45;production", "Rung &amp; level co-production", "Rung: co_production"),
        *("Level:\n\nco-production", "Level:\nCo-production means", "Rung:\nco-design or co-production"),
        *("Stage: co-production", "Status: consultation", "The next rung is co-production"),
        *(
            "<script>\nRung: co-production\n</script>",
            "<style>Rung: co-production</style>",
            "<? Rung: co-production ?>",
        ),
    ],
)
def test_what_is_not_said_plainly_is_no_statement(text: str) -> None:
    assert says(text) == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Rung: co&#45;production", "co&#45;production"),
        ("Rung: co&#x2D;production", "co&#x2D;production"),
        ("Rung&colon; co&hyphen;production", "co&hyphen;production"),
        ("&#82;ung: &#99;o-productio&#110;.", "&#99;o-productio&#110;"),
        ("Rung: co\\-production", "co\\-production"),
        ("Rung: *co*-production", "co*-production"),
        ("R**un**g: co-pro**duc**tion", "co-pro**duc**tion"),
        ("Rung: [co-production][1]", "co-production"),
        ("Rung: [co-production][]", "co-production"),
        ('Rung: [co-production](<a b> "c")', "co-production"),
        ("Rung: co-production[^1]", "co-production"),
        ("Rung: co-pro\u00adduction", "co-pro\u00adduction"),
        ("Rung: co-pro&shy;duction", "co-pro&shy;duction"),
        ("Rung: co\u200b-\u200dproduction", "co\u200b-\u200dproduction"),
        ("Rung: co\u2011production", "co\u2011production"),
        ("Rung: co\u2013production", "co\u2013production"),
        ("Rung: co\u2212production", "co\u2212production"),
        ("Rung: ~~co-design~~ co-production", "co-production"),
        ("Rung: <s>co-design</s> co-production", "co-production"),
        ("1. Rung: co-production", "co-production"),
        ("Rung:\nco-production", "co-production"),
        ("**Rung:**\\\n*co-production*", "co-production"),
        ("Rung: \u200b" + " " * 400 + "co-production", "co-production"),
        ("Rung is co-production", "co-production"),
        ("Our rung is now co-production.", "co-production"),
        ("<pre>\nRung: co-production\n</pre>", "co-production"),
        ("<textarea>Rung: co-production</textarea>", "co-production"),
        ("<style>a {}</style> Rung: co-production", "co-production"),
        ("<div>\n`\nRung: co-production\n`\n</div>", "co-production"),
        ("<p>Words</p><p>Rung: co-production</p>", "co-production"),
        ("<table><tr><td>Rung</td><td>co-production</td></tr></table>", "co-production"),
        ("<table>\n<tr>\n<th>Rung</th>\n<td>co-production</td>\n</tr>\n</table>", "co-production"),
        ("<dl><dt>Rung</dt><dd>co-production</dd></dl>", "co-production"),
        ("Rung: co-pro<wbr>duction", "co-pro<wbr>duction"),
        ("Rung: co-<b>pro</b>duction", "co-<b>pro</b>duction"),
        ("Rung: co-pro<!-- x -->duction", "co-pro<!-- x -->duction"),
    ],
)
def test_what_is_shown_as_a_statement_is_one_however_it_is_written(text: str, there: str) -> None:
    (one,) = stated(prose(text), NAMES)
    line = text.split("\n")[one.span.line - 1]
    assert (one.kind, one.rung) == ("claims", "co-production")
    assert line[one.span.column - 1 : one.span.end_column - 1] == there


@pytest.mark.parametrize(
    "before",
    [
        "co-production ",
        "We are told of co-production. ",
        "Rung: consultation\n\n",
        "we claim consultation\n\n",
    ],
)
def test_a_statement_is_found_behind_any_number_of_others(before: str) -> None:
    text = f"{before * (MOST * 3)}\n\nRung: co-production"
    found = stated(prose(text), NAMES)
    assert found[-1].rung == "co-production"
    assert len(found) <= MOST + 1


def test_a_statement_has_the_place_of_the_name_in_the_file() -> None:
    text = "# Hub\n\nWe are at *co-design*, and\nwe aim for co-\nproduction.\n"
    assert [one.span for one in stated(prose(text, 11, "c.md"), NAMES)] == [
        Span("c.md", 13, 12, 13, 21),
        Span("c.md", 14, 12, 15, 11),
    ]


def test_rungs_of_another_ladder_are_found_by_all_their_names() -> None:
    names = {"gyda": ("gyda", "Gyda’n gilydd"), "dros": ("dros",)}
    found = stated(prose("Rung: Gyda'n gilydd\n\nRung: DROS"), names)
    assert [(one.kind, one.rung) for one in found] == [("claims", "gyda"), ("claims", "dros")]
    assert stated(prose("Rung: co-design"), {}) == ()


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "co-production ",
            "we claim co-production ",
            "“",
            "“co-design",
            "Rung: co-design\n",
            "*",
            "co- ",
            "co-design| ",
        ),
        *(
            "this is a co-production, ",
            "co-design\n",
            "if co-design or ",
            "‘",
            "](",
            "we claim co-production\n\n",
        ),
        *(
            "co&#45;design ",
            "co-design](",
            "co-design][",
            "co-design[^",
            "co-design](a '",
            "~~co-design",
            "co-design](   ",
        ),
        *("<td>co-design", "<b>co-design", "&shy;", "\u200b", "\\", "   co-design"),
    ],
)
def test_a_large_text_of_any_kind_comes_to_an_end(piece: str) -> None:
    """What grew faster than its text would go on for hours, and be stopped as a hang."""
    text = prose(piece * (300_000 // len(piece)))
    assert len(stated(text, NAMES)) <= MOST * 2


words = st.sampled_from(
    [
        *RUNGS,
        "we",
        "claim",
        "this",
        "is",
        "a",
        "project",
        "Rung:",
        "not",
        "and",
        "|",
        ".",
        "?",
        "\n",
        "“",
        "”",
        "#",
    ]
)


@given(st.lists(words, max_size=20).map(" ".join))
def test_every_statement_is_where_its_rung_is_named(text: str) -> None:
    lines = text.split("\n")
    for one in stated(prose(text), NAMES):
        line = lines[one.span.line - 1]
        assert line[one.span.column - 1 : one.span.end_column - 1].lower() == one.rung
