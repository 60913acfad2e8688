"""SARIF, held against the official schema and against what code scanning services ask for beyond it."""

import json
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from coprod_audit.checked import Report
from coprod_audit.formats import sarif
from coprod_audit.spans import Span
from tests.formats_kit import HUB, PLACES, RULES, SAMPLE, charter, finding, report, shared, strict
from tests.payloads import PAYLOADS


def official() -> Any:
    schema = json.loads(shared("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def run(found: Report) -> dict[str, Any]:
    """The one run of the log, after a look at what services refuse."""
    log = strict(sarif.written(found, RULES))
    (only,) = log["runs"]
    for result in only["results"]:
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert min(region.values()) >= 1
        assert result["message"]["text"]
        assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return dict(only)


def results(*findings: Any) -> list[dict[str, Any]]:
    return list(run(report(charter(*findings)))["results"])


def test_the_sample_is_valid_by_the_official_schema() -> None:
    official().validate(strict(sarif.written(SAMPLE, RULES)))


def test_a_check_of_nothing_is_valid_by_the_official_schema() -> None:
    official().validate(strict(sarif.written(report(), ())))


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_leave_it_valid_by_the_official_schema(place: str) -> None:
    validator = official()
    for payload in PAYLOADS[::5]:
        validator.validate(strict(sarif.written(PLACES[place](payload), RULES)))


def test_the_official_schema_notices_a_column_of_nought() -> None:
    """Planted: the validator is no decoration."""
    log = strict(sarif.written(SAMPLE, RULES))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] = 0
    assert not official().is_valid(log)


def test_rules_are_there_whether_or_not_they_found_anything() -> None:
    driver = run(report())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("coprod-audit", "1.2.3")
    assert driver["rules"][2] == {
        "id": "C016",
        "shortDescription": {"text": "a section is missing from the text"},
        "fullDescription": {"text": "Write it under a heading, as in `## Goals`."},
        "help": {
            "text": "Write it under a heading, as in `## Goals`.",
            "markdown": "Write it under a heading, as in `## Goals`.",
        },
        "defaultConfiguration": {"level": "warning"},
    }


def test_a_result_has_its_rule_place_and_fingerprint() -> None:
    assert results(finding("C008", span=Span(HUB, 2, 1, 5, 4), severity="warning")) == [
        {
            "ruleId": "C008",
            "ruleIndex": 1,
            "level": "warning",
            "message": {"text": "the claim lies above the facts"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "docs/hub.md", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 2, "startColumn": 1, "endLine": 5, "endColumn": 4},
                    }
                }
            ],
            "partialFingerprints": {"coprodAudit/v1": "8cde1434690fd54eaffb81c2505de4ec"},
            "suppressions": [],
        }
    ]


def test_a_rule_that_nobody_described_has_no_index() -> None:
    (result,) = strict(sarif.written(report(charter(finding())), ()))["runs"][0]["results"]
    assert "ruleIndex" not in result


def test_columns_count_characters_whatever_bytes_they_have() -> None:
    only = run(report())
    assert only["columnKind"] == "unicodeCodePoints"
    assert list(only["originalUriBaseIds"]) == ["%SRCROOT%"]


def test_what_is_let_through_is_suppressed_and_says_why() -> None:
    waived, known, silent = results(
        finding(standing="waived", because="the panel\nmeets"),
        finding(standing="known", because="it stands in b.json"),
        finding(standing="known"),
    )
    assert waived["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": r"the panel\nmeets"}
    ]
    assert known["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "it stands in b.json"}
    ]
    assert silent["suppressions"] == [{"kind": "external", "status": "accepted"}]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/hub.md", "docs/hub.md"),
        ("docs/gardd lysiau #1?.md", "docs/gardd%20lysiau%20%231%3F.md"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("Tŷ.md", "T%C5%B7.md"),
        ("bad\udcff.md", "bad%FF.md"),
        ("half\ud800.md", "half%ED%A0%80.md"),
        ("a\nb%0A.md", "a%0Ab%250A.md"),
        ("back\\slash.md", "back%5Cslash.md"),
        ("../beside.md", "../beside.md"),
    ],
)
def test_paths_are_relative_uris_of_the_very_bytes(path: str, uri: str) -> None:
    assert sarif.artifact(path) == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    how = "surrogatepass" if "\ud800" in path else "surrogateescape"
    assert unquote_to_bytes(uri) == path.encode("utf-8", how)


@pytest.mark.parametrize("path", ["/etc/hosts", "//evil.example/x"])
def test_a_path_from_the_top_of_the_disk_never_names_a_host(path: str) -> None:
    assert sarif.artifact(path) == {"uri": f"file://{path}"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[a link](https://evil.example)", "[a link] (https://evil.example)"),
        ("[x](0)", "[x] (0)"),
        ("a list [1, 2] and (3)", "a list [1, 2] and (3)"),
        ("{0} and {12}", "{{0}} and {{12}}"),
        ("groups: {staff: 5}", "groups: {staff: 5}"),
        ("two\nlines \ud800", r"two\nlines \ud800"),
        ("", "(no text)"),
    ],
)
def test_a_message_holds_no_link_and_nothing_that_is_filled_in(typed: str, shown: str) -> None:
    assert sarif.plain(typed) == shown


def test_no_hostile_message_becomes_a_link() -> None:
    for payload in PAYLOADS:
        (first, *_) = results(finding(message=payload))
        assert not re.search(r"\[[^\]]*\]\(|(?<!\{)\{\d+\}", first["message"]["text"]), payload
