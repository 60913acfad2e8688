"""Reports for the tests of output formats: a sample that holds one of everything, and the places a stranger's text reaches."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from coprod_audit.checked import Checked, CheckFinding, FailOn, Level, Report, RuleText, Standing
from coprod_audit.spans import Span
from tests.conftest import ROOT

HUB: Final = "docs/hub.md"
GARDEN: Final = "docs/gardd lysiau.yaml"
BASELINE: Final = "coprod-audit-baseline.json"

HUB_TEXT: Final = """\
---
project:
  title: The youth hub
  claims: co-production
---
# The hub

## Goals
"""
GARDEN_TEXT: Final = """\
project:
  title: Gardd lysiau
  unit: {Tŷ Ŵyn 🌱: pwy sy'n penderfynu, claims: co-design}
"""

RULES: Final = (
    RuleText("C003", "the project claims more than its answers carry", "error", "People who read it expect more. Claim the rung that is there."),
    RuleText("C008", "nobody has answered but staff", "warning", "A charter that only staff have answered tells one side. Ask people too."),
    RuleText("C016", "a section is missing from the text", "warning", "Write it under a heading, as in `## Goals`."),
    RuleText("C024", "the rules themselves change", "warning", "Whoever reviews this must see that the rules are not the old ones."),
)  # fmt: skip


def finding(
    code: str = "C003",
    message: str = "the claim lies above the facts",
    span: Span | None = None,
    about: str = "project.claims",
    severity: Level = "error",
    standing: Standing = "open",
    because: str = "",
) -> CheckFinding:
    """One finding, about the claim of the hub unless told otherwise."""
    return CheckFinding(code, message, span or Span(HUB, 4, 3, 4, 9), about, severity, standing, because)


def charter(*findings: CheckFinding, path: str = HUB, verdict: str = "") -> Checked:
    """A charter with these findings."""
    return Checked(path, "The youth hub", "Decisions about the hub", "co-production", None, "co-design", "co-design", verdict, findings)  # fmt: skip


def report(*charters: Checked, general: tuple[CheckFinding, ...] = (), fail_on: FailOn = "error") -> Report:
    """A report of these charters."""
    return Report(charters, general, fail_on, "2026-05-01", "1.2.3", {}, {HUB: HUB_TEXT, GARDEN: GARDEN_TEXT})


def alike(number: int, severity: Level) -> tuple[CheckFinding, ...]:
    """So many findings of one severity, a line each."""
    return tuple(
        finding(message=f"the {n}th {severity}", span=Span(HUB, n, 1, n, 4), severity=severity)
        for n in range(1, number + 1)
    )


SAMPLE: Final = report(
    charter(
        finding(
            message="the project claims 'co-production', and its answers carry 'co-design' at most; claim 'co-design'"
        ),
        finding("C008", "only staff have answered; ask people too, and say so under 'respondent'", Span(HUB, 2, 1, 5, 4), "respondent", "warning"),
        finding("C016", "no section says who is involved; add one", Span(HUB, 6, 1, 6, 10), "prose.people", "warning", "known", "it stands in coprod-audit-baseline.json"),
        finding("C009", "nobody hears back", Span(HUB, 2, 1, 2, 8), "alarms.nobody-hears", "note"),
        verdict="At co-design: Decisions about the hub.",
    ),
    charter(
        finding("C003", "the claim lies above the facts", Span(GARDEN, 3, 40, 3, 46), severity="error"),
        finding("C008", "only staff have answered", Span(GARDEN, 3, 10, 3, 18), "respondent", "warning", "waived", "the panel meets in June; A. Person, until 2026-07-01"),
        path=GARDEN,
    )._replace(title="Gardd lysiau", unit="Pwy sy'n penderfynu: Tŷ Ŵyn 🌱", lowest=None, highest=None),
    general=(
        finding("C024", "the baseline differs from that of 'main'; look at both", Span(BASELINE, 1, 1, 1, 1), "baseline", "warning"),
    ),
)._replace(shown={HUB: "../docs/hub.md"})  # fmt: skip
"""Two charters, one of them with letters of several bytes; open, waived and known findings, and a general one."""


def in_the_path(text: str) -> Report:
    """Every file is called so, also in what the person typed."""
    one = finding(span=Span(text, 2, 3, 2, 5))
    return report(charter(one, path=text, verdict="Nearest rung: co-design."), general=(one,))._replace(
        shown={text: text}, texts={text: text}
    )


def in_the_message(text: str) -> Report:
    """Findings of each standing say so."""
    others = (finding(message=text, standing=how, because="it is") for how in ("waived", "known"))
    return report(charter(finding(message=text), *others), general=(finding(message=text, severity="note"),))


def in_the_reason(text: str) -> Report:
    """The reason of a waiver says so."""
    return report(charter(finding(standing="waived", because=text), finding(standing="known", because=text)))


def in_the_charter(text: str) -> Report:
    """Title, unit and verdict of a charter say so."""
    one = charter(finding(), verdict=text)
    return report(one._replace(title=text, unit=text, claims=text, intends=text))


def in_the_rules(text: str) -> Report:
    """What findings are about is called so, as rows of a stranger's questionnaire may be."""
    return report(charter(finding(about=text), finding(about=text)))


PLACES: Final[dict[str, Callable[[str], Report]]] = {
    "path": in_the_path,
    "message": in_the_message,
    "reason": in_the_reason,
    "charter": in_the_charter,
    "about": in_the_rules,
}
"""Where in a report a text from outside can stand."""


def shared(name: str) -> Path:
    """A schema of others, which lies beside the repository; where it is absent the test is skipped and counted."""
    path = ROOT.parent / "shared" / "data" / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the repository, in ../shared/data")
    return path


def strict(text: str) -> Any:
    """What a strict reader of JSON makes of a text: no NaN, no key twice, and UTF-8 in the file."""
    assert text.encode("utf-8").decode("utf-8") == text
    return json.loads(text, parse_constant=_refused, object_pairs_hook=_once)


def _refused(name: str) -> None:
    raise AssertionError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(pairs) == len(dict(pairs)), pairs
    return dict(pairs)


def shape(data: Any) -> Any:
    """The data with every text as one and the same: what a text from outside may never change."""
    match data:
        case dict():
            return {key: shape(value) for key, value in data.items()}
        case list():
            return [shape(value) for value in data]
        case str():
            return ""
        case _:
            return data


class Command(NamedTuple):
    """What the runner of GitHub Actions was told to do."""

    name: str
    properties: dict[str, str]
    data: str


def obeyed(log: str) -> list[Command]:
    """The commands in a log, as the runner finds them: at the start of a line after blanks, or the old form anywhere."""
    return [command for line in log.splitlines() if (command := _new_form(line) or _old_form(line))]


def _new_form(line: str) -> Command | None:
    begins, _, rest = line.lstrip().partition("::")
    said, colons, data = rest.partition("::")
    if begins or not colons or line.lstrip()[:2] != "::":
        return None
    name, _, given = said.partition(" ")
    pairs = [pair.split("=", 1) for pair in given.strip().split(",") if "=" in pair]
    return Command(name, {key: _unescaped(value, ":,") for key, value in pairs}, _unescaped(data))


def _old_form(line: str) -> Command | None:
    _, prefix, rest = line.partition("##[")
    name, bracket, data = rest.partition("]")
    return Command(name, {}, data) if prefix and bracket else None


def _unescaped(text: str, others: str = "") -> str:
    for sign in f"\r\n{others}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text
