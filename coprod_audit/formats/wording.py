r"""What several formats say in the same words: places, totals, the order of findings, and lines that no service obeys.

A log is read by the service that runs the check: a line that begins with `::`, or holds `##[` or `##vso[`, is a command
to it. `inside` and `line` spell the sign that would make it one, as `\x3a` and `\x23`.
"""

import re
from collections.abc import Iterable

from coprod_audit.checked import LEVELS, CheckFinding, Report, every_finding
from coprod_audit.escapes import show
from coprod_audit.spans import Span

# As texts: few lines need them, and compiling takes longer than writing a report.
_BEGINS = r"^(\s*):(?=:)"
_HOLDS = r"##(?=\w*\[)"


def inside(text: str) -> str:
    """Text for a part of a line that something of ours begins: hidden characters visible, no command in it."""
    shown = show(text)
    return re.sub(_HOLDS, r"#\\x23", shown) if "##" in shown else shown


def line(text: str) -> str:
    """Text for a whole line, or for the beginning of one."""
    shown = inside(text)
    return re.sub(_BEGINS, r"\1\\x3a", shown) if "::" in shown else shown


def place(span: Span, path: str) -> str:
    """Where something begins, as editors and terminals jump to it; `path` is what the file is called there."""
    return f"{path}:{span.line}:{span.column}"


def still_open(report: Report) -> tuple[CheckFinding, ...]:
    """What is neither waived nor known, in the order of the report."""
    return tuple([one for one in every_finding(report) if one.standing == "open"])


def by_place(findings: Iterable[CheckFinding]) -> list[CheckFinding]:
    """Findings in the order in which they are met in the files."""
    return sorted(findings, key=lambda one: (one.span, one.code, one.message))


def worst_first(findings: Iterable[CheckFinding]) -> list[CheckFinding]:
    """The gravest before the others, alike ones by place."""
    return sorted(by_place(findings), key=lambda one: -LEVELS.index(one.severity))


def counted(number: int, one: str) -> str:
    """A number with its noun, one that takes an s."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def by_severity(findings: Iterable[CheckFinding]) -> str:
    """How many there are of each severity, as in `1 error, 2 warnings`; empty where there are none."""
    found = [one.severity for one in findings]
    return ", ".join([counted(found.count(level), level) for level in reversed(LEVELS) if level in found])


def totals(report: Report) -> str:
    """The whole check in a line, as in `2 charters: 1 error, 2 warnings; 1 waived, 3 known`."""
    standings = [one.standing for one in every_finding(report)]
    passed = [f"{standings.count(how):,} {how}" for how in ("waived", "known") if how in standings]
    found = by_severity(still_open(report)) or "nothing found"
    return "; ".join(
        filter(None, [f"{counted(len(report.charters), 'charter')}: {found}", ", ".join(passed)])
    )
