"""Text: what people read at a terminal and editors jump from."""

from coprod_audit.formats import text
from coprod_audit.spans import Span
from tests.formats_kit import GARDEN, HUB, alike, charter, finding, report


def test_a_finding_is_a_line_as_compilers_write_them() -> None:
    assert text.written(report(charter(finding())), summary=False) == (
        "docs/hub.md:4:3: error C003 the claim lies above the facts\n"
    )


def test_a_file_is_called_what_the_person_would_type() -> None:
    found = report(charter(finding(), verdict="At co-design: the hub."))
    assert text.written(found._replace(shown={HUB: "../hub.md"})) == (
        "../hub.md:4:3: error C003 the claim lies above the facts\n"
        "../hub.md: At co-design: the hub.\n"
        "1 charter: 1 error\n"
    )


def test_findings_stand_by_place_and_general_ones_before_the_charters() -> None:
    first, second = finding(span=Span(HUB, 2, 1, 2, 2)), finding(span=Span(HUB, 10, 1, 10, 2))
    other = finding(span=Span(GARDEN, 1, 1, 1, 2))
    found = report(charter(second, first), charter(other, path=GARDEN), general=(finding("C024"),))
    places = [line.split(" ", 1)[0] for line in text.written(found, summary=False).splitlines()]
    assert places == ["docs/hub.md:4:3:", "docs/hub.md:2:1:", "docs/hub.md:10:1:", "docs/gardd"]


def test_waived_and_known_findings_are_only_counted() -> None:
    found = report(charter(finding(standing="waived"), finding(standing="known"), verdict="At co-design."))
    assert text.written(found) == "docs/hub.md: At co-design.\n1 charter: nothing found; 1 waived, 1 known\n"


def test_a_charter_of_which_nothing_may_be_said_has_no_verdict_line() -> None:
    assert text.written(report(charter())) == "1 charter: nothing found\n"


def test_colour_is_there_where_it_is_asked_for_and_changes_no_word() -> None:
    found = report(
        charter(*alike(1, "error"), *alike(1, "warning"), *alike(1, "note"), verdict="At co-design.")
    )
    assert "\x1b" not in text.written(found)
    coloured = text.written(found, colour=True)
    assert coloured.startswith("\x1b[1mdocs/hub.md:1:1:\x1b[0m \x1b[1;31merror\x1b[0m C003 the 1th error\n")
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == text.written(found)
