"""Waivers: which let a finding through, which have run out, and which nobody needs."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import documents, globs, waivers
from coprod_audit.checked import Checked, CheckFinding
from coprod_audit.faults import Faults, Origin
from coprod_audit.findings import Location
from coprod_audit.guard import Limits
from coprod_audit.spans import Span
from coprod_audit.waivers import Waivers, Written

CODES = tuple(f"C{number:03}" for number in range(1, 26))
TODAY = "2026-06-01"
WHOLE = {"code": "C008", "reason": "The panel meets in June", "owner": "Ann", "until": "2026-07-01"}


def read(text: str) -> Waivers:
    """The waivers of a charter `docs/charter.md` that holds this YAML."""
    faults = Faults()
    top = documents.read(text.encode(), Origin("docs/charter.md", faults), Limits(100_000))
    assert not faults.found
    assert isinstance(top.value, dict)
    return waivers.of_charter(top.value["waivers"], text.split("\n"), CODES)


def said(found: Sequence[CheckFinding]) -> list[str]:
    return [
        f"{one.span.line}:{one.span.column}-{one.span.end_column} {one.code} {one.message}" for one in found
    ]


def finding(code: str, about: str = "answers.told", path: str = "docs/charter.md") -> CheckFinding:
    return CheckFinding(code, f"what {code} says", Span(path, 3), about, "warning")


def charter(*findings: CheckFinding, path: str = "docs/charter.md") -> Checked:
    return Checked(path, "", "", None, None, None, None, "", findings)


def configured(**more: str) -> Waivers:
    written = {**WHOLE, **more}
    places = {key: Span("pyproject.toml", 20 + number) for number, key in enumerate(written)}
    return waivers.of_file([Written(written, places, Span("pyproject.toml", 19))], CODES)


def standings(charters: Sequence[Checked]) -> list[list[str]]:
    return [[f"{one.code} {one.standing}" for one in each.findings] for each in charters]


CHARTER = """\
title: A charter
waivers:
  - code: C008
    reason: The panel meets in June
    owner: Ann
    until: 2026-07-01
  - {code: C010, reason: asked, owner: Ben, until: 2026-05-31, about: answers.told}
"""


def test_whole_waivers_are_read_with_their_places() -> None:
    first, second = read(CHARTER).whole
    assert first == waivers.Waiver(
        "C008",
        "The panel meets in June",
        "Ann",
        "2026-07-01",
        path="",
        about="",
        span=Span("docs/charter.md", 3, 5, 3, 9),
        ends=Span("docs/charter.md", 6, 12, 6, 22),
    )
    assert (second.about, second.ends) == ("answers.told", Span("docs/charter.md", 7, 52, 7, 62))
    assert read(CHARTER).findings == ()


def test_no_waivers_are_none() -> None:
    assert read("waivers:\n") == Waivers((), ())
    assert read("waivers: []\n") == Waivers((), ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "waivers: later\n",
            [
                (
                    "1:1-8 C021 'waivers' is not a list; write each waiver behind a hyphen, as in "
                    "'- {code: C008, reason: ..., owner: ..., until: 2026-07-01}'"
                ),
            ],
        ),
        (
            "waivers:\n  - C008\n",
            [
                (
                    "2:5-9 C021 a waiver is a mapping; "
                    "write code, reason, owner, until, each with a colon and what it says"
                ),
            ],
        ),
        (
            "waivers:\n  - {code: C008, owner: ' ', reason: x}\n",
            [
                (
                    "2:5-40 C021 this waiver lacks 'owner' (who answers for it), 'until' (the last day on which it "
                    "holds), and so lets nothing through; write it, or take the waiver out"
                ),
            ],
        ),
        (
            "waivers:\n  - {code: c008, reason: x, owner: Ann, until: 2026-02-30}\n",
            [
                "2:12-16 C021 no rule called 'c008', the nearest is 'C008'; there are 25 to choose from",
                "2:48-58 C021 '2026-02-30' is not a day; write it as in 2026-07-01",
            ],
        ),
        (
            "waivers:\n  - {code: C001, reason: x, owner: Ann, until: 2026-07-01}\n",
            ["2:12-16 C021 C001 cannot be waived; put right what it says, and take this waiver out"],
        ),
        (
            "waivers:\n  - {code: C008, reason: x, owner: Ann, untill: 2026-07-01, until: 2026-07-01, path: '**'}\n",
            [
                (
                    "2:41-47 C021 no key called 'untill', the nearest is 'until'; "
                    "here stand code, reason, owner, until, about"
                ),
                "2:80-84 C021 no key called 'path'; here stand code, reason, owner, until, about",
            ],
        ),
        (
            "waivers:\n  - {code: C008, reason: x, owner: Ann, until: 2026-07-01, about: [a, b]}\n",
            ["2:60-65 C021 'about' is not a text; write one"],
        ),
    ],
)
def test_a_waiver_that_is_not_whole_lets_nothing_through_and_is_a_finding(
    text: str, sentences: list[str]
) -> None:
    found = read(text)
    assert said(found.findings) == sentences
    assert found.whole == ()
    assert {one.severity for one in found.findings} == {"error"}


def test_beside_a_broken_waiver_the_whole_ones_hold() -> None:
    found = read(CHARTER + "  - {code: C011}\n")
    assert [one.code for one in found.whole] == ["C008", "C010"]
    assert [one.about for one in found.findings] == ["waivers.C011"]


@pytest.mark.parametrize("code", sorted(waivers.UNWAIVABLE))
def test_what_guards_the_rules_cannot_be_waived(code: str) -> None:
    (found,) = configured(code=code).findings
    assert found.message.startswith(f"{code} cannot be waived; ")
    assert found.span == Span("pyproject.toml", 20)


def test_a_pattern_of_any_length_is_not_read() -> None:
    assert configured(path="a" * 200).findings == ()
    (found,) = configured(path="a" * 201).findings
    assert found.message == "a pattern of 201 characters; at most 200 are read, so shorten it"
    assert found.span == Span("pyproject.toml", 24)


def test_a_waiver_lets_all_findings_of_its_code_through_and_says_why() -> None:
    there = charter(finding("C008"), finding("C008", "answers.money"), finding("C010"))
    (marked,), general = waivers.applied(read(CHARTER).whole[:1], [there], TODAY, everything=True)
    assert standings([marked]) == [["C008 waived", "C008 waived", "C010 open"]]
    assert marked.findings[0].because == "The panel meets in June (Ann, until 2026-07-01)"
    assert marked.findings[2] == there.findings[2]
    assert general == ()


def test_a_waiver_about_one_thing_lets_only_that_through() -> None:
    there = charter(finding("C010"), finding("C010", "answers.money"))
    (marked,), _ = waivers.applied(read(CHARTER).whole[1:], [there], "2026-05-31", everything=True)
    assert standings([marked]) == [["C010 waived", "C010 open"]]


def test_what_stands_in_the_baseline_needs_no_waiver() -> None:
    there = charter(finding("C008")._replace(standing="known"))
    (marked,), _ = waivers.applied(read(CHARTER).whole[:1], [there], TODAY, everything=True)
    assert standings([marked]) == [["C008 known", "C022 open"]]


def test_a_waiver_of_one_charter_is_for_no_other() -> None:
    other = charter(finding("C008", path="docs/b.md"), path="docs/b.md")
    there = charter(finding("C008"))
    marked, _ = waivers.applied(read(CHARTER).whole[:1], [other, there], TODAY, everything=True)
    assert standings(marked) == [["C008 open"], ["C008 waived"]]


def test_an_expired_waiver_lets_nothing_through_from_the_next_day_on() -> None:
    whole = read(CHARTER).whole[1:]
    for today, expected in (
        ("2026-05-31", ["C010 waived"]),
        ("2026-06-01", ["C010 open", "C020 open"]),
    ):
        (marked,), _ = waivers.applied(whole, [charter(finding("C010"))], today, everything=True)
        assert standings([marked]) == [expected]


def test_an_expired_waiver_is_an_error_at_its_last_day() -> None:
    (marked,), general = waivers.applied(read(CHARTER).whole[1:], [charter()], TODAY, everything=True)
    assert said(marked.findings) == [
        (
            "7:52-62 C020 the waiver for C010 that 'Ben' answers for ran out on 2026-05-31; "
            "put right what it lets through, or agree on a new day"
        ),
    ]
    assert (marked.findings[0].severity, marked.findings[0].about) == ("error", "waivers.C010.answers.told")
    assert general == ()


def test_a_waiver_that_nothing_needs_is_a_warning() -> None:
    (marked,), _ = waivers.applied(
        read(CHARTER).whole[:1], [charter(finding("C011"))], TODAY, everything=False
    )
    assert said(marked.findings[1:]) == [
        "3:5-9 C022 the waiver for C008 that 'Ann' answers for lets nothing through; take it out"
    ]
    assert (marked.findings[1].severity, marked.findings[1].about) == ("warning", "waivers.C008")


def test_two_waivers_for_one_finding_both_count_as_used() -> None:
    whole = (*read(CHARTER).whole[:1], *configured().whole)
    (marked,), general = waivers.applied(whole, [charter(finding("C008"))], TODAY, everything=True)
    assert standings([marked]) == [["C008 waived"]]
    assert general == ()


def test_a_waiver_of_the_configuration_is_for_the_charters_of_its_pattern() -> None:
    charters = [charter(finding("C008"), path=path) for path in ("a.md", "docs/a.md", "docs/old/a.md")]
    for more, expected in (
        ({}, ["waived", "waived", "waived"]),
        ({"path": "docs/*.md"}, ["open", "waived", "open"]),
        ({"path": "docs/**/*.md"}, ["open", "waived", "waived"]),
        ({"path": "docs/old"}, ["open", "open", "waived"]),
    ):
        marked, general = waivers.applied(configured(**more).whole, charters, TODAY, everything=True)
        assert [each.findings[0].standing for each in marked] == expected
        assert general == ()


def test_findings_about_the_configuration_stand_with_no_charter() -> None:
    whole = (*configured().whole, *configured(until="2026-01-01").whole)
    charters, general = waivers.applied(whole, [charter(finding("C010"))], TODAY, everything=True)
    assert standings(charters) == [["C010 open"]]
    assert [(one.code, one.span.path, one.span.line) for one in general] == [
        ("C020", "pyproject.toml", 23),
        ("C022", "pyproject.toml", 19),
    ]


@pytest.mark.parametrize(
    ("path", "everything", "idle"),
    [
        ("**", False, False),
        ("docs/*.md", False, False),
        ("docs/other.md", False, False),
        ("docs/charter.md", False, True),
        ("docs/other.md", True, True),
        ("**", True, True),
    ],
)
def test_where_not_all_charters_are_looked_at_only_what_is_known_to_be_unused_is_called_so(
    path: str, everything: bool, idle: bool
) -> None:
    _, general = waivers.applied(configured(path=path).whole, [charter()], TODAY, everything=everything)
    assert [one.code for one in general] == ["C022"] * idle


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("**", "charter.md", True),
        ("**", "a/b/charter.md", True),
        ("*", "charter.md", True),
        ("*", "docs/charter.md", False),
        ("*.md", "docs/charter.md", False),
        ("**/*.md", "charter.md", True),
        ("**/*.md", "a/b/charter.md", True),
        ("docs/*.md", "docs/a/charter.md", False),
        ("docs/**", "docs/a/charter.md", True),
        ("docs/**", "docs-old/charter.md", False),
        ("docs/**/c.md", "docs/c.md", True),
        ("docs", "docs/a/charter.md", True),
        ("./docs/", "docs/a/charter.md", True),
        ("docs/*", "docs/a/charter.md", False),
        ("doc", "docs/charter.md", False),
        ("docs/c?arter.md", "docs/charter.md", True),
        ("docs?charter.md", "docs/charter.md", False),
        ("docs/[c]harter.md", "docs/charter.md", False),
        ("docs/[c].md", "docs/[c].md", True),
        ("docs/charter.md", "DOCS/charter.md", False),
        ("docs/.*", "docs/xmd", False),
        ("a*b*c", "aXbYbZc", True),
        ("a*b*c", "aXbYbZ", False),
        ("", "charter.md", False),
    ],
)
def test_one_star_stays_in_a_folder_and_two_go_across(pattern: str, path: str, fits: bool) -> None:
    assert globs.matches(pattern, path) is fits


def by_trial(pattern: Sequence[str], items: Sequence[str], star: str) -> bool:
    """What a pattern means, by trying everything: right, and far too slow for what a stranger wrote."""
    if not pattern:
        return not items
    if pattern[0] == star:
        return any(by_trial(pattern[1:], items[more:], star) for more in range(len(items) + 1))
    if not items:
        return False
    fits = by_trial(pattern[0], items[0], "*") if star == "**" else pattern[0] in {"?", items[0]}
    return fits and by_trial(pattern[1:], items[1:], star)


PART = st.text("ab*?", min_size=1, max_size=4)


@given(
    pattern=st.lists(PART | st.just("**"), min_size=1, max_size=5).map("/".join),
    path=st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join),
)
def test_patterns_mean_what_trying_everything_comes_to(pattern: str, path: str) -> None:
    parts = pattern.split("/")
    below = [] if {"*", "?"} & set(parts[-1]) else ["**"]
    assert globs.matches(pattern, path) is by_trial([*parts, *below], path.split("/"), "**")


@pytest.mark.parametrize(
    ("pattern", "deep"),
    [
        ("*a" * 100, False),
        ("**/a/" * 40, True),
        ("a*" * 99 + "b", False),
        ("**" * 100, False),
        ("*/" * 100, False),
    ],
)
def test_no_pattern_goes_on_for_ever(pattern: str, deep: bool) -> None:
    """Tried one by one these would take longer than there is time, and be stopped as a hang."""
    assert globs.matches(pattern, "a/" * 2000) is deep
    assert not globs.matches(f"{pattern}/b", "a" * 4000)


def test_the_place_of_a_waiver_is_that_of_its_file() -> None:
    assert read(CHARTER).whole[0].span.location == Location("docs/charter.md", 3, 5)
