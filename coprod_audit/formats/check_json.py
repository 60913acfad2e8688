"""`check/1`: a whole check as data, for programs. `schemas/check.schema.json` describes it.

It is the one format in which texts stand as they were typed: whoever prints them escapes them.
"""

from collections.abc import Iterator
from typing import Any

from coprod_audit.checked import Checked, CheckFinding, Report, counts, every_finding, failed
from coprod_audit.formats.fingerprints import fingerprints
from coprod_audit.formats.strict_json import as_json

Data = dict[str, Any]


def written(report: Report) -> str:
    """The report as JSON, with a line break at the end."""
    return f"{as_json(as_data(report))}\n"


def as_data(report: Report) -> Data:
    """The report made of dict, list, str, int, bool and None alone; findings stand in the order of the report."""
    marks = iter(fingerprints(report))
    general = [_finding(one, report, marks) for one in report.findings]
    return {
        "coprod-audit": "check/1",
        "version": report.version,
        "today": report.today,
        "fail_on": report.fail_on,
        "failed": failed(report),
        "counts": _counts(report),
        "charters": [_charter(charter, report, marks) for charter in report.charters],
        "findings": general,
    }


def _counts(report: Report) -> Data:
    kinds = [one.severity if one.standing == "open" else one.standing for one in every_finding(report)]
    return {kind: kinds.count(kind) for kind in ("error", "warning", "note", "waived", "known")}


def _charter(charter: Checked, report: Report, marks: Iterator[str]) -> Data:
    return {**charter._asdict(), "findings": [_finding(one, report, marks) for one in charter.findings]}


def _finding(one: CheckFinding, report: Report, marks: Iterator[str]) -> Data:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        **one.span._asdict(),
        "about": one.about,
        "standing": one.standing,
        "because": one.because,
        "counts": counts(one, report.fail_on),
        "fingerprint": next(marks),
    }
