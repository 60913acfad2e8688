"""Annotations for GitHub Actions: workflow commands, of which a step may give ten of each kind.

What GitHub hides silently beyond that is counted here, in the last of the notices.
"""

import re
from collections.abc import Sequence
from typing import Final

from coprod_audit.checked import LEVELS, CheckFinding, Level, Report, RuleText
from coprod_audit.formats.wording import by_severity, counted, inside, still_open, worst_first
from coprod_audit.spans import Span

MOST: Final = 10
"""How many annotations of a kind GitHub keeps for a step."""

_KINDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def written(report: Report, rules: Sequence[RuleText] = (), most: int = MOST) -> str:
    """The open findings as annotations, a line each: the worst first, of each kind at most so many."""
    titles = {rule.code: f"{rule.code} {rule.title}" for rule in rules}
    found = worst_first(still_open(report))
    kept = _kept(found, most)
    lines = [_annotation(one, titles.get(one.code, one.code)) for one in kept]
    lines += [_about_the_others(found, kept, most)] if len(kept) < len(found) else []
    return "".join([f"{one}\n" for one in lines])


def stopped(text: str, token: str) -> str:
    """Text for the log that holds no command for the runner, whatever stands in it.

    `token` is a word that nobody can have foreseen. Raises ValueError where the text has it all the same.
    """
    if not re.fullmatch(r"[A-Za-z0-9-]{16,}", token) or token.lower() in text.lower():
        raise ValueError("this token cannot end what it begins")
    return f"::stop-commands::{token}\n{text}{'' if text.endswith(chr(10)) else chr(10)}::{token}::\n"


def _kept(found: list[CheckFinding], most: int) -> list[CheckFinding]:
    """The first of each kind; where any are cut, one notice fewer, which is needed to say so."""
    alike = {level: [one for one in found if one.severity == level] for level in reversed(LEVELS)}
    if any(len(those) > most for those in alike.values()):
        alike["note"] = alike["note"][: most - 1]
    return [one for those in alike.values() for one in those[:most]]


def _annotation(one: CheckFinding, title: str) -> str:
    values = {"file": one.span.path, **_region(one.span), "title": title}
    said = ",".join([f"{name}={_property(str(value))}" for name, value in values.items()])
    return f"::{_KINDS[one.severity]} {said}::{_data(one.message)}"


def _region(span: Span) -> dict[str, int]:
    """The lines; and the columns, which GitHub takes within one line alone."""
    lines = {"line": span.line, "endLine": span.end_line}
    return (
        lines if span.line != span.end_line else {**lines, "col": span.column, "endColumn": span.end_column}
    )


def _about_the_others(found: list[CheckFinding], kept: list[CheckFinding], most: int) -> str:
    shown = set(map(id, kept))
    cut = [one for one in found if id(one) not in shown]
    said = (
        f"{counted(len(cut), 'finding')} more ({by_severity(cut)}) without an annotation: GitHub shows {most} of a kind"
        " for each step. The log and the summary of the job have them all."
    )
    return f"::notice title=coprod-audit::{_data(said)}"


def _data(text: str) -> str:
    return inside(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
