"""Code Quality for GitLab, read as its documentation describes what it takes."""

import re
from typing import Any

from coprod_audit.formats import gitlab
from coprod_audit.spans import Span
from tests.formats_kit import HUB, SAMPLE, alike, charter, finding, report, strict


def read(text: str) -> list[dict[str, Any]]:
    """As GitLab takes it: each entry whole, no fingerprint twice, a severity that it knows."""
    issues = strict(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        assert set(issue["location"]) == {"path", "lines"}
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_an_issue_has_its_rule_its_place_and_its_fingerprint() -> None:
    assert read(gitlab.written(report(charter(finding(span=Span(HUB, 2, 1, 5, 4)))))) == [
        {
            "description": "C003 the claim lies above the facts",
            "check_name": "C003",
            "fingerprint": "0723255574e4400b377cb44010e08322",
            "severity": "major",
            "location": {"path": "docs/hub.md", "lines": {"begin": 2, "end": 5}},
        }
    ]


def test_errors_are_major_warnings_minor_and_notes_for_information() -> None:
    found = report(charter(*alike(1, "error"), *alike(1, "warning"), *alike(1, "note")))
    assert [issue["severity"] for issue in read(gitlab.written(found))] == ["major", "minor", "info"]


def test_only_open_findings_are_issues_and_a_waiver_leaves_the_fingerprints_of_the_others() -> None:
    one, two = read(gitlab.written(report(charter(finding(), finding()))))
    assert read(gitlab.written(report(charter(finding(standing="waived"), finding())))) == [two]
    assert read(gitlab.written(report(charter(finding(), finding(standing="known"))))) == [one]


def test_where_nothing_is_found_there_is_an_empty_array() -> None:
    assert gitlab.written(report()) == "[]\n"


def test_the_sample_can_be_read() -> None:
    assert len(read(gitlab.written(SAMPLE))) == 5


def test_hidden_characters_are_spelled_out_for_a_database_that_keeps_none() -> None:
    (issue,) = read(gitlab.written(report(charter(finding(message="a\x00b", span=Span("n\udcff.md"))))))
    assert (issue["description"], issue["location"]["path"]) == (r"C003 a\x00b", r"n\udcff.md")
