"""How the findings about charters are written: one module a format, which turns a report into a text and does nothing else.

Whatever a pull request's author wrote is data in each of them (threat model, O1 to O6). Every writer gives text that
can be written as UTF-8. What a format needs is imported when it is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from coprod_audit.checked import Report, RuleText
from coprod_audit.errors import UsageError

Writer: TypeAlias = Callable[[Report, Sequence[RuleText]], str]


class Output(NamedTuple):
    """A format that is asked for; `path` is None where it goes to stdout."""

    name: str
    path: str | None


def _text(report: Report, _: Sequence[RuleText]) -> str:
    from coprod_audit.formats import text

    return text.written(report)


def _json(report: Report, _: Sequence[RuleText]) -> str:
    from coprod_audit.formats import check_json

    return check_json.written(report)


def _github(report: Report, rules: Sequence[RuleText]) -> str:
    from coprod_audit.formats import github

    return github.written(report, rules)


def _summary(report: Report, rules: Sequence[RuleText]) -> str:
    from coprod_audit.formats import summary

    return summary.written(report, rules)


def _gitlab(report: Report, _: Sequence[RuleText]) -> str:
    from coprod_audit.formats import gitlab

    return gitlab.written(report)


def _sarif(report: Report, rules: Sequence[RuleText]) -> str:
    from coprod_audit.formats import sarif

    return sarif.written(report, rules)


def _junit(report: Report, rules: Sequence[RuleText]) -> str:
    from coprod_audit.formats import junit

    return junit.written(report, rules)


def _rdjsonl(report: Report, _: Sequence[RuleText]) -> str:
    from coprod_audit.formats import rdjsonl

    return rdjsonl.written(report)


FORMATS: Final[Mapping[str, Writer]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "summary": _summary,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "junit": _junit,
    "rdjsonl": _rdjsonl,
}
"""Each format with what writes it; for text in colour there is `text.written`."""


def parse(word: str) -> Output:
    """What `--output` asks for: `sarif`, or `sarif=out.sarif`. Raises UsageError where there is no such format."""
    name, equals, path = word.partition("=")
    if name not in FORMATS:
        from coprod_audit.faults import no_such

        raise UsageError(no_such("format", name, FORMATS, "the formats are"))
    if equals and not path:
        raise UsageError(f"--output {name}= names no file; write {name}=FILE, or {name} alone for stdout")
    return Output(name, path or None)


def usual(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is written where nobody says: words that `parse` reads, by the service that runs the check."""
    if environment.get("GITHUB_ACTIONS") == "true":
        page = environment.get("GITHUB_STEP_SUMMARY", "")
        return ("text", "github", f"summary={page}") if page else ("text", "github")
    if environment.get("GITLAB_CI") == "true":
        return ("text", "gitlab=gl-code-quality-report.json")
    return ("text",)
