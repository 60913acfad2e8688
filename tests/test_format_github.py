"""Annotations on GitHub, read back as its runner reads a log."""

import pytest

from coprod_audit.formats import github, text
from coprod_audit.spans import Span
from tests.formats_kit import HUB, RULES, Command, alike, charter, finding, obeyed, report


def test_an_annotation_has_both_ends_of_its_place_and_the_title_of_its_rule() -> None:
    assert obeyed(github.written(report(charter(finding())), RULES)) == [
        Command(
            "error",
            {
                "file": "docs/hub.md",
                "line": "4",
                "endLine": "4",
                "col": "3",
                "endColumn": "9",
                "title": "C003 the project claims more than its answers carry",
            },
            "the claim lies above the facts",
        )
    ]


def test_columns_are_left_out_where_a_place_has_several_lines() -> None:
    found = report(charter(finding(span=Span(HUB, 2, 1, 5, 4))))
    (command,) = obeyed(github.written(found))
    assert command.properties == {"file": HUB, "line": "2", "endLine": "5", "title": "C003"}


def test_severities_are_those_of_github() -> None:
    found = report(charter(*alike(1, "note"), *alike(1, "error"), *alike(1, "warning")))
    assert [command.name for command in obeyed(github.written(found))] == ["error", "warning", "notice"]


def test_waived_and_known_findings_are_not_annotated() -> None:
    assert github.written(report(charter(finding(standing="waived"), finding(standing="known")))) == ""


def test_percent_signs_colons_and_commas_arrive_as_they_were() -> None:
    path, said = "a%0A,b:c::d.md", "100% of %0A, a: b::c"
    (command,) = obeyed(github.written(report(charter(finding(message=said, span=Span(path, 1, 1, 1, 2))))))
    assert (command.properties["file"], command.data) == (path, said)
    assert github.written(report(charter(finding(message="50%, a: b")))).endswith("::50%25, a: b\n")
    assert "file=a%250A%2Cb%3Ac%3A%3Ad.md,line=1," in github.written(
        report(charter(finding(span=Span(path))))
    )


def test_ten_of_each_kind_are_shown_and_nothing_is_cut_as_long_as_they_fit() -> None:
    found = report(charter(*alike(10, "error"), *alike(10, "warning"), *alike(10, "note")))
    names = [command.name for command in obeyed(github.written(found))]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


def test_what_is_cut_is_counted_in_the_tenth_notice() -> None:
    found = report(charter(*alike(13, "error"), *alike(11, "warning"), *alike(10, "note")))
    commands = obeyed(github.written(found))
    assert [command.name for command in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert commands[9].data == "the 10th error"
    assert commands[-1] == Command(
        "notice",
        {"title": "coprod-audit"},
        "5 findings more (3 errors, 1 warning, 1 note) without an annotation: GitHub shows 10 of a kind for each step."
        " The log and the summary of the job have them all.",
    )


def test_another_number_of_annotations_can_be_asked_for() -> None:
    commands = obeyed(github.written(report(charter(*alike(3, "warning"), *alike(2, "note"))), most=2))
    assert [command.name for command in commands] == ["warning", "warning", "notice", "notice"]
    assert commands[-1].data.startswith("2 findings more (1 warning, 1 note) without an annotation: ")


def test_text_between_stop_commands_is_given_as_it_stands() -> None:
    token = "c0ffee-c0ffee-c0ffee"  # noqa: S105 - nobody's secret
    assert github.stopped("a\n::error::b", token) == f"::stop-commands::{token}\na\n::error::b\n::{token}::\n"
    said = text.written(report(charter(finding())))
    assert github.stopped(said, token) == f"::stop-commands::{token}\n{said}::{token}::\n"


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("::c0ffee-c0ffee-C0FFEE::", "c0ffee-c0ffee-c0ffee"),
        ("a", "short"),
        ("a", ""),
        ("a", "error::forged-by-nobody"),
    ],
)
def test_a_token_that_could_be_foreseen_is_refused(said: str, token: str) -> None:
    with pytest.raises(ValueError, match="this token cannot end what it begins"):
        github.stopped(said, token)


def test_the_reader_of_these_tests_obeys_what_the_runner_obeys() -> None:
    """Or it would see nothing wrong in anything."""
    assert obeyed("  ::error file=a%2Cb,line=1::100%25%0A") == [
        Command("error", {"file": "a,b", "line": "1"}, "100%\n")
    ]
    assert obeyed("x ##[error]forged") == [Command("error", {}, "forged")]
    assert obeyed("a ::error::b") == obeyed("::error") == obeyed("## [a]") == []
