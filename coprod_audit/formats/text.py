"""For people at a terminal and for editors: a line a finding, as compilers write them."""

from collections.abc import Callable
from typing import Final

from coprod_audit.checked import Checked, CheckFinding, Report
from coprod_audit.formats.wording import by_place, inside, line, place, totals

_COLOURS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_BOLD: Final = "\x1b[1m"
_USUAL: Final = "\x1b[0m"

_Paint = Callable[[str, str], str]


def written(report: Report, *, colour: bool = False, summary: bool = True) -> str:
    """Each open finding as `path:line:column: error C003 message`, after each charter its verdict, at the end the totals.

    Waived and known ones are only counted. Without `summary` there are findings alone. No line begins with `::` or
    holds `##[`, whoever wrote what stands in it.
    """
    paint = _painted if colour else _plain
    lines = _told(report.findings, report, paint)
    for charter in report.charters:
        lines += _told(charter.findings, report, paint)
        lines += _verdict(charter, report, paint) if summary else []
    lines += [totals(report)] if summary else []
    return "".join([f"{one}\n" for one in lines])


def _told(findings: tuple[CheckFinding, ...], report: Report, paint: _Paint) -> list[str]:
    return [_finding(one, report, paint) for one in by_place(findings) if one.standing == "open"]


def _finding(one: CheckFinding, report: Report, paint: _Paint) -> str:
    where = line(f"{place(one.span, report.shown.get(one.span.path, one.span.path))}:")
    severity = paint(one.severity, _COLOURS[one.severity])
    return f"{paint(where, _BOLD)} {severity} {one.code} {inside(one.message)}"


def _verdict(charter: Checked, report: Report, paint: _Paint) -> list[str]:
    if not charter.verdict:
        return []
    name = line(f"{report.shown.get(charter.path, charter.path)}:")
    return [f"{paint(name, _BOLD)} {inside(charter.verdict)}"]


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, colour: str) -> str:
    return f"{colour}{text}{_USUAL}"
