"""Diagnostics for reviewdog, read as its definition of them says: one message a line, no field that it does not know."""

from typing import Any

import pytest

from coprod_audit.formats import rdjsonl
from coprod_audit.spans import Span
from tests.formats_kit import GARDEN, GARDEN_TEXT, HUB, SAMPLE, alike, charter, finding, report, strict

FIELDS: dict[str, Any] = {
    "message": str,
    "location": {"path": str, "range": {"start": {"line": int, "column": int}, "end": {"line": int, "column": int}}},
    "severity": ("ERROR", "WARNING", "INFO"),
    "source": {"name": str},
    "code": {"value": str},
}  # fmt: skip


def read(text: str) -> list[dict[str, Any]]:
    found = [strict(line) for line in text.splitlines()]
    assert text.count("\n") == len(found)
    for one in found:
        assert set(one) == set(FIELDS)
        fits(one, FIELDS)
    return found


def fits(value: Any, kind: Any) -> None:
    """As a reader of protocol buffers takes it: other fields, other kinds and half letters make it stop."""
    match kind:
        case dict():
            assert isinstance(value, dict), value
            assert set(value) <= set(kind)
            for key in value:
                fits(value[key], kind[key])
        case tuple():
            assert value in kind
        case _:
            assert type(value) is kind
            str(value).encode("utf-8")


def test_a_diagnostic_has_its_rule_severity_and_both_ends_of_its_place() -> None:
    assert read(rdjsonl.written(report(charter(finding())))) == [
        {
            "message": "the claim lies above the facts",
            "location": {
                "path": "docs/hub.md",
                "range": {"start": {"line": 4, "column": 3}, "end": {"line": 4, "column": 9}},
            },
            "severity": "ERROR",
            "source": {"name": "coprod-audit"},
            "code": {"value": "C003"},
        }
    ]


def test_the_sample_can_be_read_and_holds_open_findings_alone() -> None:
    assert [one["code"]["value"] for one in read(rdjsonl.written(SAMPLE))] == [
        "C024", "C003", "C008", "C009", "C003",
    ]  # fmt: skip


def test_severities_are_those_of_reviewdog() -> None:
    found = report(charter(*alike(1, "error"), *alike(1, "warning"), *alike(1, "note")))
    assert [one["severity"] for one in read(rdjsonl.written(found))] == ["ERROR", "WARNING", "INFO"]


def test_columns_count_bytes_and_cut_out_what_is_meant() -> None:
    line = GARDEN_TEXT.splitlines()[2]
    begins = line.index("claims")
    span = Span(GARDEN, 3, begins + 1, 3, begins + 7)
    (one,) = read(rdjsonl.written(report(charter(finding(span=span)))))
    start, end = (one["location"]["range"][which]["column"] for which in ("start", "end"))
    assert line.encode("utf-8")[start - 1 : end - 1] == b"claims"
    assert (start, end) == (begins + 1 + 5, begins + 7 + 5), "ŷ and Ŵ have two bytes, the seedling four"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_found_whatever_ends_them(end: str) -> None:
    span = Span(HUB, 2, 2, 2, 3)
    found = report(charter(finding(span=span)))._replace(texts={HUB: f"ŵŵŵ{end}ŵb{end}c"})
    (one,) = read(rdjsonl.written(found))
    assert one["location"]["range"] == {
        "start": {"line": 2, "column": 3},
        "end": {"line": 2, "column": 4},
    }


def test_a_place_behind_the_end_of_a_line_or_file_is_its_end() -> None:
    found = report(charter(finding(span=Span(HUB, 1, 9, 7, 2))))._replace(texts={HUB: "ŵ\nb"})
    (one,) = read(rdjsonl.written(found))
    assert one["location"]["range"] == {"start": {"line": 1, "column": 3}, "end": {"line": 7, "column": 1}}


def test_no_column_is_told_of_a_file_that_could_not_be_read() -> None:
    found = report(charter(finding(span=Span(HUB, 2, 1, 5, 4))))._replace(texts={})
    (one,) = read(rdjsonl.written(found))
    assert one["location"]["range"] == {"start": {"line": 2}, "end": {"line": 5}}


def test_messages_are_markdown_since_they_become_comments() -> None:
    (one,) = read(rdjsonl.written(report(charter(finding(message="[x](https://evil.example) <b>")))))
    assert one["message"] == r"\[x\](https://evil.example) &lt;b>"
