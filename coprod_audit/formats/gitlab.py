"""Code Quality for GitLab: what a merge request shows as new or put right, by comparing fingerprints."""

from typing import Any, Final

from coprod_audit.checked import CheckFinding, Level, Report, every_finding
from coprod_audit.escapes import show
from coprod_audit.formats.fingerprints import fingerprints
from coprod_audit.formats.strict_json import as_json

_SEVERITIES: Final[dict[Level, str]] = {"error": "major", "warning": "minor", "note": "info"}


def written(report: Report) -> str:
    """The open findings as the array that GitLab reads, with a line break at the end.

    Hidden characters are spelled out: GitLab drops a whole report for a single one that its database cannot keep.
    """
    found = zip(every_finding(report), fingerprints(report), strict=True)
    return f"{as_json([_issue(one, mark) for one, mark in found if one.standing == 'open'])}\n"


def _issue(one: CheckFinding, mark: str) -> dict[str, Any]:
    return {
        "description": f"{one.code} {show(one.message)}",
        "check_name": one.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[one.severity],
        "location": {
            "path": show(one.span.path),
            "lines": {"begin": one.span.line, "end": one.span.end_line},
        },
    }
