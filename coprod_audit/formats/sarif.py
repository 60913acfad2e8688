"""SARIF 2.1.0, as code scanning services and editors read it: one run, one-based places, paths as relative URIs."""

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from coprod_audit.checked import CheckFinding, Report, RuleText, Standing, every_finding
from coprod_audit.escapes import show
from coprod_audit.formats.fingerprints import fingerprints
from coprod_audit.formats.strict_json import as_json
from coprod_audit.spans import Span

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT: Final = "%SRCROOT%"
_SUPPRESSED: Final[dict[Standing, str]] = {"waived": "inSource", "known": "external"}
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")

Data = dict[str, Any]


def written(report: Report, rules: Sequence[RuleText]) -> str:
    """All findings as a SARIF log, with a line break at the end; waived and known ones are suppressed, and say why."""
    return f"{as_json({'$schema': SCHEMA, 'version': '2.1.0', 'runs': [_run(report, rules)]})}\n"


def _run(report: Report, rules: Sequence[RuleText]) -> Data:
    places = {rule.code: number for number, rule in enumerate(rules)}
    found = zip(every_finding(report), fingerprints(report), strict=True)
    return {
        "tool": {
            "driver": {
                "name": "coprod-audit",
                "version": report.version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(one, mark, places) for one, mark in found],
    }


def _rule(rule: RuleText) -> Data:
    return {
        "id": rule.code,
        "shortDescription": {"text": plain(rule.title)},
        "fullDescription": {"text": plain(rule.text)},
        "help": {"text": plain(rule.text), "markdown": rule.text},  # our own words, and Markdown
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(one: CheckFinding, mark: str, places: dict[str, int]) -> Data:
    index = {"ruleIndex": places[one.code]} if one.code in places else {}
    return {
        "ruleId": one.code,
        **index,
        "level": one.severity,
        "message": {"text": plain(one.message)},
        "locations": [{"physicalLocation": _location(one.span)}],
        "partialFingerprints": {"coprodAudit/v1": mark},
        "suppressions": _suppressions(one),
    }


def _suppressions(one: CheckFinding) -> list[Data]:
    """Empty where a finding is open: SARIF wants the list for all results, or for none."""
    if one.standing == "open":
        return []
    reason = {"justification": show(one.because)} if one.because else {}
    return [{"kind": _SUPPRESSED[one.standing], "status": "accepted", **reason}]


def _location(span: Span) -> Data:
    return {
        "artifactLocation": artifact(span.path),
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def artifact(path: str) -> Data:
    """Where a file lies: relative to the root, by the very bytes of its name; or from the top of the disk."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    uri = quote(raw, safe="/")
    return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": _ROOT}


def plain(text: str) -> str:
    """Text for a message: never empty, no link in it, and nothing that a reader would fill in.

    A link is `[text](address)`, also in plain messages: a blank comes between its halves. A number in braces stands for
    an argument: its braces are doubled, as SARIF wants it; others stay, for most readers do not undo the doubling.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", show(text).replace("](", "] (")) or "(no text)"
