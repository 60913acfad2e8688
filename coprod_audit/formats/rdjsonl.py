"""Diagnostics for reviewdog, a line of JSON each. Its columns count bytes of UTF-8, where ours count characters."""

import re
from functools import lru_cache
from typing import Any, Final

from coprod_audit.checked import CheckFinding, Level, Report
from coprod_audit.escapes import md, show
from coprod_audit.formats.strict_json import as_json
from coprod_audit.formats.wording import still_open
from coprod_audit.spans import Span

_SEVERITIES: Final[dict[Level, str]] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")

Data = dict[str, Any]


def written(report: Report) -> str:
    """The open findings in the order of the report; each line ends with a line break.

    Paths are as the person who runs the check would type them, for reviewdog takes them from the folder it is run in.
    Messages are Markdown there, since reviewdog puts them into comments.
    """
    return "".join([f"{as_json(_diagnostic(one, report), indent=None)}\n" for one in still_open(report)])


def _diagnostic(one: CheckFinding, report: Report) -> Data:
    path = one.span.path
    return {
        "message": md(one.message),
        "location": {
            "path": show(report.shown.get(path, path)),
            "range": _range(one.span, report.texts.get(path)),
        },
        "severity": _SEVERITIES[one.severity],
        "source": {"name": "coprod-audit"},
        "code": {"value": one.code},
    }


def _range(span: Span, text: str | None) -> Data:
    """Both ends; whole lines where nothing is known of what stands in them, so that no wrong column is told."""
    if text is None:
        return {"start": {"line": span.line}, "end": {"line": span.end_line}}
    lines = _lines(text)
    return {
        "start": {"line": span.line, "column": _bytes(lines, span.line, span.column)},
        "end": {"line": span.end_line, "column": _bytes(lines, span.end_line, span.end_column)},
    }


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return _LINE_ENDS.split(text)


def _bytes(lines: list[str], number: int, column: int) -> int:
    """The column in bytes, one-based; behind the end of a line it is the one after the last."""
    line = lines[number - 1] if number <= len(lines) else ""
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
