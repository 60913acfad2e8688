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
    ],
)
def test_what_is_not_said_plainly_is_no_statement(text: str) -> None:
    assert says(text) == []


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
    ],
)
def test_a_large_text_of_any_kind_comes_to_an_end(piece: str) -> None:
    """What grew faster than its text would go on for hours, and be stopped as a hang."""
    text = prose(piece * (300_000 // len(piece)))
    assert len(stated(text, NAMES)) <= MOST


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
