"""What checking charters comes to: plain values that every output format reads, and nothing else."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from coprod_audit.spans import Span

Level = Literal["error", "warning", "note"]
LEVELS: Final[tuple[Level, ...]] = ("note", "warning", "error")
"""From the least to the gravest."""

FailOn = Literal["error", "warning", "note", "never"]
Standing = Literal["open", "waived", "known"]
"""Open counts; waived was let through by a waiver; known stands in the baseline."""


class CheckFinding(NamedTuple):
    """One thing to say about a charter, or about the rules it is judged by.

    `code` is that of a rule. `message` is one sentence without a full stop. `about` says what it is about without
    saying where that stands (`project.claims`, `answers.decisions.money`, `prose.goals`), so that it stays the same
    when lines move. `because` says why a finding is waived or known, and is empty where it is open.
    """

    code: str
    message: str
    span: Span
    about: str
    severity: Level
    standing: Standing = "open"
    because: str = ""


class Checked(NamedTuple):
    """One charter with what was found. `lowest` and `highest` are places of the ladder, None where it is not judged.

    `verdict` is a sentence with the unit and the rung, for people; empty where nothing may be said of a rung.
    """

    path: str
    title: str
    unit: str
    claims: str | None
    intends: str | None
    lowest: str | None
    highest: str | None
    verdict: str
    findings: tuple[CheckFinding, ...]


class Report(NamedTuple):
    """A whole check. `findings` are those about no single charter: rules that changed, entries no longer needed.

    `shown` maps a path to how the person who runs the check would type it; `texts` to what the file holds, as far as
    it could be read. `version` is the program's, `today` the day that was taken as today.
    """

    charters: tuple[Checked, ...]
    findings: tuple[CheckFinding, ...]
    fail_on: FailOn
    today: str
    version: str
    shown: Mapping[str, str]
    texts: Mapping[str, str]


class RuleText(NamedTuple):
    """What there is to say of a rule whether or not it found anything."""

    code: str
    title: str
    severity: Level
    text: str


def every_finding(report: Report) -> tuple[CheckFinding, ...]:
    """All findings, by place, the general ones first."""
    return (*report.findings, *(one for charter in report.charters for one in charter.findings))


def counts(finding: CheckFinding, fail_on: FailOn) -> bool:
    """Whether a finding makes the check fail."""
    if finding.standing != "open" or fail_on == "never":
        return False
    return LEVELS.index(finding.severity) >= LEVELS.index(fail_on)


def failed(report: Report) -> bool:
    """Whether anything found makes the check fail: the exit code follows from this alone, whatever the format."""
    return any(counts(finding, report.fail_on) for finding in every_finding(report))
