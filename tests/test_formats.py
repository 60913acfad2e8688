"""The formats of `check` together: which there are, how one asks for them, and what each makes of the sample."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit import formats
from coprod_audit.checked import Report
from coprod_audit.errors import UsageError
from coprod_audit.formats import FORMATS, parse, usual
from coprod_audit.formats.strict_json import as_json
from coprod_audit.formats.wording import inside, line, totals, worst_first
from tests.conftest import ROOT
from tests.formats_kit import RULES, SAMPLE, alike, charter, finding, report

GOLDEN = ROOT / "tests" / "golden" / "formats"
ENDINGS = {
    "text": "txt",
    "json": "json",
    "github": "txt",
    "summary": "md",
    "gitlab": "json",
    "sarif": "sarif",
    "junit": "xml",
    "rdjsonl": "jsonl",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_makes_of_the_sample_what_stands_in_its_file(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"{name}.{ENDINGS[name]}", FORMATS[name](SAMPLE, RULES))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_can_be_written_where_nothing_was_checked(name: str) -> None:
    written = FORMATS[name](report(), ())
    assert written in {"", "[]\n"} or written.endswith("\n")


def test_there_are_eight_formats() -> None:
    assert list(FORMATS) == ["text", "json", "github", "summary", "gitlab", "sarif", "junit", "rdjsonl"]


def test_a_format_goes_to_stdout_unless_a_file_is_named() -> None:
    assert parse("sarif") == formats.Output("sarif", None)
    assert parse("sarif=out.sarif") == formats.Output("sarif", "out.sarif")
    assert parse("summary=/tmp/a=b.md") == formats.Output("summary", "/tmp/a=b.md")  # noqa: S108 - only a name


def test_an_unknown_format_is_a_fault_that_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        parse("sarrif=out.sarif")
    assert str(caught.value) == (
        "no format called 'sarrif', the nearest is 'sarif'; "
        "the formats are text, json, github, summary, gitlab, sarif, junit, rdjsonl"
    )


def test_a_format_with_a_file_without_a_name_is_a_fault() -> None:
    with pytest.raises(UsageError) as caught:
        parse("junit=")
    assert str(caught.value) == ("--output junit= names no file; write junit=FILE, or junit alone for stdout")


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, ("text",)),
        ({"CI": "true"}, ("text",)),
        ({"GITHUB_ACTIONS": "false", "GITLAB_CI": "false"}, ("text",)),
        ({"GITHUB_ACTIONS": "true"}, ("text", "github")),
        ({"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "/r/s=1.md"}, ("text", "github", "summary=/r/s=1.md")),
        ({"GITHUB_STEP_SUMMARY": "/r/s.md"}, ("text",)),
        ({"GITLAB_CI": "true"}, ("text", "gitlab=gl-code-quality-report.json")),
    ],
)  # fmt: skip
def test_where_nobody_says_the_service_that_runs_the_check_decides(
    environment: dict[str, str], chosen: tuple[str, ...]
) -> None:
    assert usual(environment) == chosen
    assert [parse(word).name for word in chosen] == [word.split("=")[0] for word in chosen]


LOADED = """
import sys
import coprod_audit.escapes, coprod_audit.checked, coprod_audit.errors
before = set(sys.modules)
import coprod_audit.formats, coprod_audit.formats.text
print(*sorted(set(sys.modules) - before))
"""


def test_writing_text_loads_nothing_but_its_own_few_modules() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == [
        "coprod_audit.formats",
        "coprod_audit.formats.text",
        "coprod_audit.formats.wording",
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (report(), "0 charters: nothing found"),
        (report(charter()), "1 charter: nothing found"),
        (report(charter(), charter(finding(), *alike(2, "warning"))), "2 charters: 1 error, 2 warnings"),
        (report(charter(*alike(1, "note")), general=alike(1, "note")), "1 charter: 2 notes"),
        (report(charter(*alike(1234, "error"))), "1 charter: 1,234 errors"),
        (report(charter(finding(standing="waived"), finding(standing="known"))), "1 charter: nothing found; 1 waived, 1 known"),
        (report(charter(finding(standing="known")), general=(finding(),)), "1 charter: 1 error; 1 known"),
    ],
)  # fmt: skip
def test_totals_say_in_a_line_what_was_found(found: Report, said: str) -> None:
    assert totals(found) == said


def test_the_worst_come_first_and_alike_ones_by_place() -> None:
    errors, warnings, notes = alike(2, "error"), alike(2, "warning"), alike(1, "note")
    mixed = (*notes, warnings[1], errors[1], warnings[0], errors[0])
    assert tuple(worst_first(mixed)) == (*errors, *warnings, *notes)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("::error::forged", r"\x3a:error::forged"),
        ("\u3000 ::error::forged", "\u3000 \\x3a:error::forged"),
        ("a ::error::forged", "a ::error::forged"),
        ("a: b", "a: b"),
        (":a", ":a"),
        ("x ##[error]forged", r"x #\x23[error]forged"),
        ("####[group]", r"###\x23[group]"),
        ("##vso[task.complete]", r"#\x23vso[task.complete]"),
        ("## a heading [1]", "## a heading [1]"),
        ("two\nlines\x1b[2J", r"two\nlines\x1b[2J"),
    ],
)
def test_what_would_be_a_command_to_a_runner_is_spelled_out(typed: str, shown: str) -> None:
    assert line(typed) == shown


def test_inside_a_line_two_colons_are_no_command() -> None:
    assert inside("::error::forged") == "::error::forged"


def test_json_shows_what_is_hidden_and_reads_back_the_same() -> None:
    import json

    typed = "Tŷ 🌱 \x9b2J \u202eevil \ud800 \udcff \u2028 \x00\n"
    assert (
        as_json([typed], indent=None) == '["Tŷ 🌱 \\u009b2J \\u202eevil \\ud800 \\udcff \\u2028 \\u0000\\n"]'
    )
    assert json.loads(as_json([typed])) == [typed]
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json(float("inf"))
