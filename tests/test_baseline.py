"""The baseline: what is known stands in nobody's way, one more does, and what is gone is said."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import baseline
from coprod_audit.baseline import Baseline
from coprod_audit.checked import Checked, CheckFinding
from coprod_audit.errors import InputError
from coprod_audit.spans import Span

PATH = "docs/charter.md"
TEXT = """\
{
  "coprod-audit": "baseline/1",
  "charters": {
    "docs/charter.md": {
      "C008": 1,
      "C010": 2
    },
    "docs/other.md": {
      "C003": 1
    }
  }
}
"""


def read(text: str = TEXT) -> Baseline:
    return baseline.read(text.encode(), "known.json")


def charter(*codes: str, path: str = PATH) -> Checked:
    """A charter with a finding of each code, the first furthest down."""
    findings = [
        CheckFinding(code, f"says {code}", Span(path, 20 - line), "answers.told", "warning")
        for line, code in enumerate(codes)
    ]
    return Checked(path, "", "", None, None, None, None, "", tuple(findings))


def standings(checked: Checked) -> list[str]:
    return [f"{one.code} {one.standing}" for one in checked.findings]


def test_a_baseline_is_read_with_the_place_of_each_entry() -> None:
    found = read()
    assert found.counts == {PATH: {"C008": 1, "C010": 2}, "docs/other.md": {"C003": 1}}
    assert found.places[PATH, ""] == Span("known.json", 4, 5, 4, 22)
    assert found.places[PATH, "C010"] == Span("known.json", 6, 7, 6, 13)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["1:1 D015 the file is empty"]),
        (
            "[]",
            [
                ('1:1 G008 this is no baseline; one begins with "coprod-audit": "baseline/1", '
                "and --write-baseline writes one where there is none"),
            ],
        ),
        (
            '{"coprod-audit": "answers/1"}',
            [
                ('1:18 G008 this is no baseline; one begins with "coprod-audit": "baseline/1", '
                "and --write-baseline writes one where there is none"),
            ],
        ),
        (
            '{"coprod-audit": "baseline/1"}',
            ['1:1 G008 this baseline lacks "charters"; take the file away and write it anew with --write-baseline'],
        ),
        (
            '{"coprod-audit": "baseline/1", "charters": [], "charter": {}}',
            [
                "1:44 G008 'charters' is no mapping; take the file away and write it anew with --write-baseline",
                "1:48 G008 'charter' is not for a baseline; take it out",
            ],
        ),
        (
            '{"coprod-audit": "baseline/1", "charters": {"a.md": 3}}',
            ["1:53 G008 'a.md' is no mapping; take the file away and write it anew with --write-baseline"],
        ),
        (
            TEXT.replace('"C008": 1', '"C001": 1').replace('"C003": 1', '"C99": 1'),
            [
                "5:7 G009 no baseline knows of 'C001'; take it out",
                "9:7 G009 no baseline knows of 'C99'; take it out",
            ],
        ),
        (
            TEXT.replace('"C008": 1', '"C008": 0').replace('"C010": 2', '"C010": -2').replace(': 1\n', ': 1.5\n'),
            [
                "5:15 G009 'C008' is no whole number from 1 up; write how many there are",
                "6:15 G009 'C010' is no whole number from 1 up; write how many there are",
                "9:15 G009 'C003' is no whole number from 1 up; write how many there are",
            ],
        ),
        (
            TEXT.replace('"C008": 1', '"C008": null').replace('"C003": 1', '"C003": ٣'),
            [
                "5:15 G009 'C008' is no whole number from 1 up; write how many there are",
                "9:15 G009 'C003' is no whole number from 1 up; write how many there are",
            ],
        ),
        (
            TEXT.replace('"C010"', '"C008"'),
            ["6:7 D014 the key 'C008' stands here again; it stood in line 5, column 7, so keep one"],
        ),
    ],
)  # fmt: skip
def test_a_broken_baseline_is_refused_and_never_an_empty_one(text: str, sentences: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        read(text)
    assert [
        f"{one.location.line}:{one.location.column} {one.code} {one.message}"
        for one in refused.value.findings
    ] == sentences
    assert {one.location.path for one in refused.value.findings} == {"known.json"}


@pytest.mark.parametrize("size", range(len(TEXT) - 2))
def test_a_baseline_that_was_cut_off_anywhere_is_refused(size: int) -> None:
    with pytest.raises(InputError):
        read(TEXT[:size])


def test_what_is_known_is_marked_and_says_why() -> None:
    (marked,), idle = baseline.applied(read(), [charter("C008", "C010", "C007", "C010")])
    assert standings(marked) == ["C008 known", "C010 known", "C007 open", "C010 known"]
    assert marked.findings[0].because == "it stands in the baseline"
    assert marked.findings[2] == charter("C008", "C010", "C007", "C010").findings[2]
    assert idle == ()


def test_with_one_more_all_of_that_code_count_and_the_first_by_place_says_so() -> None:
    (marked,), idle = baseline.applied(read(), [charter("C010", "C008", "C010", "C010")])
    assert standings(marked) == ["C010 open", "C008 known", "C010 open", "C010 open"]
    assert [one.message for one in marked.findings if one.code == "C010"] == [
        "says C010",
        "says C010",
        "says C010 (2 known, 3 found)",
    ]
    assert idle == ()


def test_what_is_known_of_one_charter_is_not_of_another() -> None:
    charters, _ = baseline.applied(
        read(), [charter("C008", path="docs/new.md"), charter("C008", "C010", "C010")]
    )
    assert [standings(one)[0] for one in charters] == ["C008 open", "C008 known"]


def test_waived_findings_do_not_count() -> None:
    there = charter("C010", "C010", "C010")
    waived = there.findings[0]._replace(standing="waived")
    (marked,), _ = baseline.applied(read(), [there._replace(findings=(waived, *there.findings[1:]))])
    assert standings(marked) == ["C010 waived", "C010 known", "C010 known"]


def test_an_entry_that_is_no_longer_needed_is_a_finding_at_its_line() -> None:
    _, idle = baseline.applied(read(), [charter("C010")])
    assert [(one.code, one.message, one.span, one.about, one.severity) for one in idle] == [
        (
            "C023",
            "'docs/charter.md' has 0 of C008, and the baseline knows 1; tighten it with --write-baseline",
            Span("known.json", 5, 7, 5, 13),
            "baseline.docs/charter.md.C008",
            "warning",
        ),
        (
            "C023",
            "'docs/charter.md' has 1 of C010, and the baseline knows 2; tighten it with --write-baseline",
            Span("known.json", 6, 7, 6, 13),
            "baseline.docs/charter.md.C010",
            "warning",
        ),
    ]


def test_an_entry_for_a_charter_that_is_gone_is_said_only_where_all_were_looked_at() -> None:
    there = [charter("C008", "C010", "C010")]
    assert baseline.applied(read(), there)[1] == ()
    (gone,) = baseline.applied(read(), there, everything=True)[1]
    assert (gone.message, gone.span) == (
        (
            "the charter 'docs/other.md' was not found, and the baseline still knows it; "
            "tighten it with --write-baseline"
        ),
        Span("known.json", 8, 5, 8, 20),
    )


def test_the_first_baseline_takes_in_all_but_what_guards_the_others() -> None:
    there = [charter("C003", path="docs/other.md"), charter("C010", "C001", "C008", "C020", "C010")]
    assert baseline.renewed(None, there) == (TEXT, ())


def test_a_baseline_written_anew_from_its_own_charters_is_the_same() -> None:
    there = [charter("C003", path="docs/other.md"), charter("C010", "C008", "C010")]
    marked, _ = baseline.applied(read(), there)
    for charters in (there, marked, tuple(reversed(there))):
        assert baseline.renewed(read(), charters) == (TEXT, ())


def test_new_debt_is_refused_unless_it_is_accepted() -> None:
    there = charter("C010", "C010", "C010", "C007", "C008")
    text, refused = baseline.renewed(read(), [there])
    assert text == TEXT
    assert refused == (there.findings[3], there.findings[0])
    text, refused = baseline.renewed(read(), [there], accept_new=True)
    assert json.loads(text)["charters"][PATH] == {"C007": 1, "C008": 1, "C010": 3}
    assert refused == ()


def test_a_new_charter_is_new_debt() -> None:
    text, refused = baseline.renewed(read(), [charter("C007", path="docs/new.md")])
    assert (text, [one.code for one in refused]) == (TEXT, ["C007"])


def test_what_was_put_right_goes_out_of_the_baseline() -> None:
    assert json.loads(baseline.renewed(read(), [charter("C010")]).text)["charters"] == {
        PATH: {"C010": 1},
        "docs/other.md": {"C003": 1},
    }
    assert json.loads(baseline.renewed(read(), [charter()], everything=True).text)["charters"] == {}


def test_what_is_waived_is_no_debt() -> None:
    there = charter("C010")
    waived = there._replace(findings=(there.findings[0]._replace(standing="waived"),))
    assert json.loads(baseline.renewed(None, [waived]).text)["charters"] == {}


NAMES = st.text(min_size=1, max_size=40) | st.binary(min_size=1, max_size=20).map(os.fsdecode)
CODES = st.lists(st.sampled_from(["C007", "C003", "C010"]), min_size=1, max_size=6)


@given(st.dictionaries(NAMES, CODES, min_size=1, max_size=4))
def test_whatever_charters_are_called_what_was_written_knows_them_all(found: dict[str, list[str]]) -> None:
    charters = [charter(*codes, path=path) for path, codes in found.items()]
    text = baseline.renewed(None, charters).text
    again = read(text)
    marked, idle = baseline.applied(again, charters, everything=True)
    assert {one.standing for each in marked for one in each.findings} == {"known"}
    assert idle == ()
    assert json.loads(text)["charters"] == again.counts
    assert all(sign == "\n" or sign.isprintable() or ord(sign) > 0xFFFF for sign in text)
