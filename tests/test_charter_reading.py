"""A charter is read whatever its shape: every fault has its place from the top of the file, and nothing is raised."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coprod_audit.answer_sheet import is_day
from coprod_audit.charter.keys import OURS
from coprod_audit.charter.reading import CHARTER_LIMITS, Charter, joined, read
from coprod_audit.findings import Location
from tests.reading_kit import told

CHARTER = """\
---
coprod-audit: charter/1
questionnaire: small 1.0
title: The page of the hub
project:
  title: The hub
  unit: Decisions about the hub
  claims: shared
answers:
  hear: why
  matters: {aim: agreed}
review: 2027-05-01
plan:
  - {step: Agree the budget, by: 2026-12-01, owner: Head of youth}
waivers:
  - {code: C008, reason: In June, owner: A. Person, until: 2026-07-01}
---
# The hub

## Goals
"""
ANSWERS = """\
coprod-audit: answers/1
questionnaire: small 1.0
project: {unit: Decisions about the hub, date: 2026-05-01}
respondent: {view: staff}
answers: {hear: what}
"""
NO_PROJECT = (
    "the charter lacks 'project'; write 'project:' and, indented below it, 'unit: ...' and 'claims: ...'"
)
NO_ANSWERS = "the charter lacks 'answers'; write 'answers:' and the answers indented below it, or name their file, as in 'answers: answers.yaml'"
HERE_STAND = "here stand coprod-audit, project, respondent, answers, set-aside, ask-again, questionnaire, review, plan, waivers"


def faults(charter: Charter) -> list[str]:
    return told(charter.faults.found)


def markdown(yaml: str) -> Charter:
    return read(f"---\n{yaml}---\n# Text\n".encode(), "c.md")


def test_a_whole_charter_is_read_with_its_places() -> None:
    charter = read(CHARTER.encode(), "docs/c.md")
    assert (charter.path, charter.kind, charter.text, faults(charter)) == (
        "docs/c.md",
        "markdown",
        CHARTER,
        [],
    )
    assert charter.sheet.project.unit == "Decisions about the hub"
    assert [one.fact for one in charter.sheet.given] == ["hear", "matters.aim"]
    assert charter.sheet.given[0].field.at == Location("docs/c.md", 10, 9)
    assert charter.places["unit"].key_at == Location("docs/c.md", 7, 3)
    assert charter.review.at == Location("docs/c.md", 12, 9)
    assert [item.at.line for item in (*charter.plan.items(), *charter.waivers.items())] == [14, 16]
    assert charter.answers_at is None
    assert charter.prose is not None
    assert [(part.heading.text, part.heading.span.line) for part in charter.prose.parts] == [
        ("The hub", 18),
        ("Goals", 20),
    ]


def test_line_ends_and_a_byte_order_mark_change_no_place() -> None:
    plain, other = (
        read(CHARTER.encode(), "c.md"),
        read(f"\ufeff{CHARTER}".replace("\n", "\r\n").encode(), "c.md"),
    )
    assert other.sheet.given[1].field.at == plain.sheet.given[1].field.at
    assert other.prose == plain.prose


@pytest.mark.parametrize("path", ["c.yaml", "c.yml", "c.json", "c.YAML", "c"])
def test_plain_yaml_is_a_charter_without_prose(path: str) -> None:
    yaml = CHARTER.partition("---\n")[2].partition("---\n")[0].replace("title: The page of the hub\n", "")
    charter = read(yaml.encode(), path)
    assert (charter.kind, charter.prose, faults(charter)) == ("yaml", None, [])
    assert charter.places["unit"].key_at == Location(path, 5, 3)


def test_a_file_of_answers_is_read_as_that() -> None:
    charter = read(ANSWERS.encode(), "a.yaml")
    assert (charter.kind, faults(charter), charter.review.blank) == ("answers", [], True)
    assert charter.sheet.respondent.view == "staff"
    assert faults(read(f"{ANSWERS}review: 2027-01-01\n".encode(), "a.yaml")) == [
        "6:1 D022 no key called 'review'; here stand questionnaire, coprod-audit, project, respondent, answers, set-aside, ask-again"
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "1:1 C001 the file has no front matter; let its first line be '---', then project and answers, then a line '---'"),
        (b"---\na: 1\n", "1:1 C001 the front matter is not closed; write a line '---' where it ends"),
        (b"+++\n+++\n", "1:1 C001 the front matter is TOML ('+++'); write it in YAML, between two lines '---'"),
        (b"---\n# none\n---\nx", "1:1 C001 the front matter is empty; write 'project:' and 'answers:' between its two lines of dashes"),
        (b"---\na: 1\n---\n\xff", "4:1 D004 the byte 0xFF is not UTF-8; save the file as UTF-8"),
        ("---\n".encode("utf-16"), "1:1 D003 the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"---\na: 1\n---\n\0", "4:1 D002 NUL (U+0000); take it out, or write it as an escape in double quotes"),
        (b"x" * 1_000_001, "1:1 D001 the file has 1,000,001 bytes; at most 1,000,000 are read, so split it, shorten its texts, or raise the limit with --limit bytes=2000000"),
        (b"---\nproject: {\n---\n", "3:1 D006 this cannot be read as YAML (did not find expected node content); put the text in quotes, or check the indentation"),
        (b"---\n\tproject: 1\n---\n", "2:1 D005 a tab indents this line; indent with spaces"),
        (b"---\ncoprod-audit: answers/1\n---\n", "2:15 D025 the file says 'coprod-audit: answers/1'; what is read here is 'coprod-audit: charter/1'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_fault(data: bytes, expected: str) -> None:
    charter = read(data, "c.md")
    assert faults(charter) == [expected]
    assert charter.faults.fatal
    assert charter.places["top"].blank or "coprod-audit" in expected


def test_prose_may_hold_what_yaml_may_not() -> None:
    charter = read(f"{CHARTER}\n\tcode\x0c\u2028\ufeff\n".encode(), "c.md")
    assert faults(charter) == []


def test_prose_is_read_even_where_the_front_matter_is_not() -> None:
    charter = read(b"---\nproject: {\n---\n# Text\n", "c.md")
    assert charter.prose is not None
    assert [part.heading.span.line for part in charter.prose.parts] == [4]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: x\n", [f"1:1 C001 {NO_PROJECT}", f"1:1 C001 {NO_ANSWERS}"]),
        ("project: {unit: u}\n", [f"1:1 C001 {NO_ANSWERS}"]),
        (
            "answers: {a: b}\nproject:\n",
            [
                "3:1 C001 'project' is empty; write 'project:' and, indented below it, 'unit: ...' and 'claims: ...'"
            ],
        ),
        ("- project\n", ["2:1 D020 this entry holds a list, where a mapping of keys to values is expected"]),
        (
            "project: {unit: u}\nanswers: [a]\n",
            ["3:10 D020 'answers' holds a list, where a mapping of keys to values is expected"],
        ),
    ],
)
def test_project_and_answers_must_be_there(yaml: str, expected: list[str]) -> None:
    assert faults(markdown(yaml)) == expected


def test_what_plain_yaml_lacks_belongs_where_its_keys_begin() -> None:
    charter = read(b"# a remark\nreview: 2027-01-01\n", "c.yaml")
    assert faults(charter) == [f"2:1 C001 {NO_PROJECT}", f"2:1 C001 {NO_ANSWERS}"]


WHOLE = "project: {unit: u}\nanswers: {a: b}\n"


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("review: soon\n", ["4:9 C001 the day of the review is 'soon'; write a day that there is, as year-month-day: '2027-05-01'"]),
        ("review: 2027-02-29\n", ["4:9 C001 the day of the review is '2027-02-29'; write a day that there is, as year-month-day: '2027-05-01'"]),
        ("plan: later\n", ["4:7 D020 'plan' holds the text 'later', where a list is expected"]),
        ("plan: [{by: 2027-01-01}]\n", ["4:8 D021 a step of the plan lacks 'step'; write 'step: ...'"]),
        ("plan: [{step: a, by: June}]\n", ["4:22 C001 the day of a step is 'June'; write a day that there is, as year-month-day: '2027-05-01'"]),
        ("plan: [{step: a, who: b}]\n", ["4:18 D022 no key called 'who'; here stand step, by, owner"]),
        ("plan: [{step: [a]}]\n", ["4:15 D020 'step' holds a list, where text is expected"]),
        ("plan: [step]\n", ["4:8 D020 this entry holds the text 'step', where a mapping of keys to values is expected"]),
        ("plan: []\n", []),
        ("review:\nplan:\nwaivers:\n", []),
    ],
)  # fmt: skip
def test_review_and_plan_have_days_that_there_are(yaml: str, expected: list[str]) -> None:
    assert faults(markdown(WHOLE + yaml)) == expected


@pytest.mark.parametrize(
    "key",
    [
        *(
            "title",
            "layout",
            "lang",
            "language",
            "tags",
            "date",
            "author",
            "permalink",
            "aliases",
            "description",
            "draft",
        ),
        *(
            "preview",
            "overview",
            "projects",
            "place",
            "plans",
            "weight",
            "slug",
            "keywords",
            "categories",
            "answered",
        ),
        *(
            "toc",
            "image",
            "type",
            "status",
            "version",
            "owner",
            "reviewers",
            "reviews",
            "template",
            "parent",
            "order",
        ),
    ],
)
def test_keys_of_other_tools_are_left_alone_in_markdown_and_a_fault_in_yaml(key: str) -> None:
    assert faults(markdown(f"{WHOLE}{key}: x\n")) == []
    (fault,) = faults(read(f"{WHOLE}{key}: x\n".encode(), "c.yaml"))
    assert fault.startswith(f"3:1 D022 no key called '{key}'")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("reveiw", "review"),
        ("Review", "review"),
        ("waiver", "waivers"),
        ("anwsers", "answers"),
        ("projekt", "project"),
        ("set_aside", "set-aside"),
        ("questionaire", "questionnaire"),
        ("questionare", "questionnaire"),
        ("respondant", "respondent"),
        ("coprod_audit", "coprod-audit"),
    ],
)
def test_a_key_that_is_nearly_ours_is_a_fault_in_markdown_too(slip: str, meant: str) -> None:
    assert faults(markdown(f"{WHOLE}{slip}: x\n")) == [
        f"4:1 D022 no key called '{slip}', the nearest is '{meant}'; {HERE_STAND}"
    ]


@pytest.mark.parametrize(
    ("key", "under"),
    [
        *((key, "project") for key in ("claims", "intends", "unit", "Claims", "off_the_table", "made-up", "coded-from")),
        ("view", "respondent"),
    ],
)  # fmt: skip
def test_a_key_that_belongs_under_another_is_a_fault_where_it_stands(key: str, under: str) -> None:
    others = "".join(f"other{number}: x\n" for number in range(300))
    assert faults(markdown(f"{WHOLE}{others}{key}: x\n")) == [
        f"304:1 D022 '{key}' means nothing here; move it under '{under}', and indent it there"
    ]


def test_very_many_headings_are_a_fault_at_the_first_too_many() -> None:
    heading = "# a\n"
    charter = read(f"---\n{WHOLE}---\n{heading * 2_500}".encode(), "c.md")
    assert faults(charter) == [
        "2005:1 C001 more than 2,000 headings; keep the charter to what it says itself, and put the rest into another file"
    ]
    assert not charter.faults.fatal
    assert faults(markdown(f"{WHOLE}---\n{heading * 1_999}")) == []


def test_answers_may_stand_in_another_file() -> None:
    charter = markdown("project: {unit: Decisions about the hub, claims: shared}\nanswers: a.yaml\n")
    assert charter.answers_at is not None
    assert (charter.answers_at.text(), charter.answers_at.at.line, charter.sheet.given) == ("a.yaml", 3, ())
    whole = joined(charter, ANSWERS.encode(), "docs/a.yaml")
    assert faults(whole) == []
    assert (whole.sheet.questionnaire, whole.sheet.version) == ("small", "1.0")
    assert (whole.sheet.project.claims, whole.sheet.project.date) == ("shared", "2026-05-01")
    assert whole.sheet.respondent.view == "staff"
    assert whole.sheet.given[0].field.at == Location("docs/a.yaml", 5, 17)
    assert whole.places["date"].at == Location("docs/a.yaml", 3, 48)
    assert whole.places["claims"].at == Location("c.md", 2, 50)
    assert whole.places["unit"].at.path == "c.md"
    assert whole.places["title"].key_at.path == "c.md"
    assert whole.places["answers"].at == Location("c.md", 3, 10)
    assert whole.places["answers"].text() == "a.yaml"
    assert whole.texts == {"c.md": charter.text, "docs/a.yaml": ANSWERS}


@pytest.mark.parametrize(
    ("key", "here", "there", "column"),
    [
        ("project", "{unit: One hub}", "{unit: Two hubs}", 17),
        ("project", "{claims: shared}", "{claims: told}", 19),
        ("project", "{intends: shared}", "{intends: told}", 20),
        ("project", "{title: One}", "{title: Two}", 18),
        ("project", "{date: 2026-01-01}", "{date: 2025-01-01}", 17),
        ("respondent", "{view: people}", "{view: staff}", 20),
        ("respondent", "{size: 3}", "{size: 4}", 20),
        ("questionnaire", "small 1.1", "small 1.0", 16),
    ],
)
def test_what_charter_and_answers_both_say_must_agree(key: str, here: str, there: str, column: int) -> None:
    ours = "" if key == "project" else "project: {about: x}\n"
    charter = markdown(f"{ours}{key}: {here}\nanswers: a.yaml\n")
    theirs = "" if key == "questionnaire" else "questionnaire: small 1.0\n"
    whole = joined(charter, f"coprod-audit: answers/1\n{theirs}{key}: {there}\n".encode(), "a.yaml")
    one, other = [text.strip("{}").partition(": ")[2] or text for text in (here, there)]
    line = 2 if key == "project" else 3
    assert faults(whole) == [
        f"{line}:{column} C001 the charter says '{one}' and 'a.yaml' says '{other}'; make them agree"
    ]
    assert (
        faults(
            joined(
                markdown(f"{ours}{key}: {there}\nanswers: a.yaml\n"),
                f"coprod-audit: answers/1\n{theirs}{key}: {there}\n".encode(),
                "a.yaml",
            )
        )
        == []
    )


def test_groups_must_agree_whatever_their_order() -> None:
    def both(here: str, there: str) -> list[str]:
        charter = markdown(f"project: {{unit: u}}\nrespondent: {{groups: {here}}}\nanswers: a.yaml\n")
        answers = f"coprod-audit: answers/1\nquestionnaire: small 1.0\nrespondent: {{groups: {there}}}\n"
        return faults(joined(charter, answers.encode(), "a.yaml"))

    assert both("{staff: 1, people: 2}", "{people: 2, staff: 1}") == []
    assert both("{staff: 1}", "{staff: 2}") == [
        "3:14 C001 the groups here differ from those in 'a.yaml'; make them agree"
    ]


def test_faults_of_the_named_file_join_those_of_the_charter() -> None:
    charter = markdown("project: {unit: u}\nanswers: a.yaml\nreview: soon\n")
    whole = joined(charter, b"coprod-audit: answers/1\nanswers: {a: {note: x}}\n", "a.yaml")
    assert [(fault.location.path, fault.code) for fault in whole.faults.found] == [
        ("c.md", "C001"),
        ("a.yaml", "D021"),
        ("a.yaml", "D021"),
    ]
    assert not whole.faults.fatal


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: [", b"coprod-audit: charter/1\n"])
def test_a_named_file_that_is_no_answers_leaves_the_charter_unread(data: bytes) -> None:
    charter = joined(markdown("project: {unit: u}\nanswers: a.yaml\n"), data, "a.yaml")
    assert [fault.location.path for fault in charter.faults.found] == ["a.yaml"]
    assert charter.faults.fatal


def test_limits_are_those_that_were_given() -> None:
    charter = read(CHARTER.encode(), "c.md", CHARTER_LIMITS._replace(depth=2))
    assert faults(charter) == [
        "11:12 D007 nested more than 2 deep; flatten it, or raise the limit with --limit depth=4"
    ]


pieces = st.sampled_from(
    [
        *OURS,
        ": ",
        "\n",
        "  ",
        "- ",
        "---\n",
        "{",
        "}",
        "[",
        "]",
        "a",
        "'",
        '"',
        "2026-01-01",
        "#",
        "\t",
        "é",
        "&a ",
        "*a",
        "!t ",
    ]
)


@given(
    st.lists(pieces, max_size=25).map("".join) | st.binary(max_size=40), st.sampled_from(["c.md", "c.yaml"])
)
@example("---\n---\n", "c.md")
def test_whatever_the_bytes_nothing_is_raised(text: str | bytes, path: str) -> None:
    data = text if isinstance(text, bytes) else f"---\n{text}\n---\n".encode()
    charter = read(data, path)
    again = joined(charter, data, "other.yaml")
    assert {finding.location.path for finding in again.faults.found} <= {path, "other.yaml"}
    assert charter.faults.found or charter.sheet.places


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
@example(2024, 2, 29)
@example(1900, 2, 29)
@example(2400, 2, 29)
def test_a_day_is_one_that_the_calendar_has(year: int, month: int, day: int) -> None:
    try:
        there = date(year, month % 14, day % 33) is not None
    except ValueError:
        there = False
    assert is_day(f"{year:04}-{month % 14:02}-{day % 33:02}") is there
