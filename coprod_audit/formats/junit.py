"""JUnit XML: a suite for each charter and a test for each rule, for services that show tests and nothing else."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from coprod_audit.checked import Checked, CheckFinding, Report, RuleText, counts
from coprod_audit.escapes import svg
from coprod_audit.formats.wording import by_place, place

_GENERAL: Final = "rules, waivers and baseline"
_TOLD: Final = ("title", "unit", "claims", "intends", "lowest", "highest", "verdict")


class _Suite(NamedTuple):
    """One suite: its tests are named by codes."""

    name: str
    properties: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]
    findings: tuple[CheckFinding, ...]


def written(report: Report, rules: Sequence[RuleText]) -> str:
    """The report as XML, valid by the schema of Ant's JUnit reports.

    A test fails for what makes the check fail, and for nothing else; what else was found stands in its suite's
    output. What is about no single charter has a suite of its own, where there is any.
    """
    titles = {rule.code: f"{rule.code} {rule.title}" for rule in rules}
    suites = [_of_charter(charter, titles) for charter in report.charters]
    suites += [_Suite(_GENERAL, (), _codes(report.findings), report.findings)] if report.findings else []
    lines = [line for number, suite in enumerate(suites) for line in _suite(number, suite, titles, report)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *lines, "</testsuites>", ""])


def _of_charter(charter: Checked, codes: Iterable[str]) -> _Suite:
    told = charter._asdict()
    properties = tuple((name, told[name]) for name in _TOLD if told[name])
    tests = tuple(dict.fromkeys([*codes, *_codes(charter.findings)]))
    return _Suite(charter.path, properties, tests, charter.findings)


def _codes(findings: Iterable[CheckFinding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sorted(one.code for one in findings)))


def _suite(number: int, suite: _Suite, titles: dict[str, str], report: Report) -> list[str]:
    failing = [one for one in by_place(suite.findings) if counts(one, report.fail_on)]
    others = [one for one in by_place(suite.findings) if not counts(one, report.fail_on)]
    name = _name(suite.name)
    numbers = f'tests="{len(suite.tests)}" failures="{len(_codes(failing))}" errors="0" time="0"'
    when = f'timestamp="{report.today}T00:00:00" hostname="localhost"'
    return [
        f'  <testsuite id="{number}" package="coprod-audit" name="{name}" {when} {numbers}>',
        "    <properties>",
        *[f'      <property name="{key}" value="{svg(value)}"/>' for key, value in suite.properties],
        "    </properties>",
        *[line for code in suite.tests for line in _case(name, code, titles.get(code, code), failing)],
        f"    <system-out>{_lines(others)}</system-out>",
        "    <system-err></system-err>",
        "  </testsuite>",
    ]


def _case(suite: str, code: str, title: str, failing: Iterable[CheckFinding]) -> list[str]:
    begins = f'    <testcase name="{_name(title)}" classname="{suite}" time="0"'
    found = [one for one in failing if one.code == code]
    if not found:
        return [f"{begins}/>"]
    more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
    says = f'message="{svg(found[0].message)}{more}" type="{found[0].severity}"'
    return [f"{begins}>", f"      <failure {says}>{_lines(found)}</failure>", "    </testcase>"]


def _lines(findings: Iterable[CheckFinding]) -> str:
    return "\n".join(map(_line, findings))


def _line(one: CheckFinding) -> str:
    standing = {"open": "", "waived": " (waived)", "known": " (known)"}[one.standing]
    because = f"; {one.because}" if one.because else ""
    where = place(one.span, one.span.path)
    return svg(f"{where}: {one.severity} {one.code} {one.message}{standing}{because}")


def _name(text: str) -> str:
    return svg(text) or "."
