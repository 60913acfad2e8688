"""The rules for charters: each finds what it is about, and says it with a place and a way out.

What a rule is for, and how to put right what it finds, stands under its code in `catalogue.charters`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from coprod_audit.checked import CheckFinding, Level
from coprod_audit.checks import answering, dates, evidence, prose, readable, rung
from coprod_audit.checks.subject import Found, Subject


class Rule(NamedTuple):
    """A rule that looks at one charter."""

    code: str
    severity: Level
    finds: Callable[[Subject], Iterator[Found]]


RULES: Final = (
    Rule("C001", "error", readable.unreadable),
    Rule("C002", "error", answering.without_unit),
    Rule("C003", "error", rung.claim_above),
    Rule("C004", "warning", rung.claim_not_shown),
    Rule("C005", "warning", rung.intent_without_plan),
    Rule("C006", "error", rung.below_the_least),
    Rule("C007", "error", rung.fell),
    Rule("C008", "warning", answering.only_staff),
    Rule("C009", "warning", answering.alarms),
    Rule("C010", "warning", answering.unknown_answers),
    Rule("C011", "warning", answering.without_evidence),
    Rule("C012", "error", evidence.not_there),
    Rule("C013", "error", evidence.outside),
    Rule("C014", "warning", dates.review_passed),
    Rule("C015", "warning", dates.old),
    Rule("C016", "warning", prose.missing_sections),
    Rule("C017", "warning", prose.empty_sections),
    Rule("C018", "error", prose.other_rungs),
    Rule("C019", "warning", dates.behind),
)
"""The rules about a charter."""

AROUND: Final[dict[str, Level]] = {
    "C020": "error",
    "C021": "error",
    "C022": "warning",
    "C023": "warning",
    "C024": "warning",
    "C025": "error",
}
"""The rules about waivers, the baseline, the rules themselves and charters that are gone; how grave each is."""

SEVERITIES: Final[dict[str, Level]] = {rule.code: rule.severity for rule in RULES} | AROUND


def check(subject: Subject) -> tuple[CheckFinding, ...]:
    """All that the rules find in one charter, rule by rule."""
    found = [
        CheckFinding(rule.code, one.message, one.span, one.about, rule.severity)
        for rule in RULES
        for one in rule.finds(subject)
    ]
    return tuple(found)


def graded(findings: Iterable[CheckFinding], changed: Mapping[str, Level]) -> tuple[CheckFinding, ...]:
    """The findings, each as grave as its rule says, unless the configuration says otherwise (`changed`, by code)."""
    return tuple([one._replace(severity=changed.get(one.code, one.severity)) for one in findings])
