"""The summary of a job, read as rendered Markdown."""

import pytest

from coprod_audit.formats import summary
from tests.formats_kit import RULES, SAMPLE, alike, charter, finding, report
from tests.rendered import read


def rows(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("| ")][2:]


def test_there_is_a_table_of_what_is_open_and_a_list_of_what_charters_come_to() -> None:
    page = read(summary.written(SAMPLE, RULES))
    assert page.elements.count("tr") == 1 + 5
    assert page.elements.count("li") == 2
    assert "docs/hub.md: At co-design: Decisions about the hub." in page.text
    assert "2 charters: 2 errors, 2 warnings, 1 note; 1 waived, 1 known. The check fails." in page.text


def test_a_row_has_severity_rule_place_and_message() -> None:
    assert rows(summary.written(report(charter(finding())), RULES)) == [
        "| error | C003 the project claims more than its answers carry | docs/hub.md:4:3 | the claim lies above the facts |"
    ]


def test_where_nothing_is_open_there_is_no_table() -> None:
    assert summary.written(report(charter(verdict="At co-design: the hub."))) == (
        "## Charters\n\n1 charter: nothing found. The check passes.\n\n### What they come to\n\n"
        "- docs/hub.md: At co-design: the hub.\n\n"
    )


def test_where_no_charter_was_checked_none_is_listed() -> None:
    assert summary.written(report()) == "## Charters\n\n0 charters: nothing found. The check passes.\n\n"


@pytest.mark.parametrize("most", [2_000, 10_000, 1_000_000])
def test_a_page_stays_below_its_limit_and_says_how_many_rows_and_charters_it_leaves_out(most: int) -> None:
    long = "ŵ|" * 400
    charters = [
        charter(*alike(3, "error"), finding(message=long, severity="warning"), path=f"{n}.md", verdict=long)
        for n in range(600)
    ]
    page = summary.written(report(*charters), most=most)
    assert most * 0.6 < len(page.encode("utf-8")) <= most
    shown = rows(page)
    listed = [line for line in page.splitlines() if line.startswith("- ")]
    assert f"And {2400 - len(shown):,} findings more, for which there is no room here." in page
    assert f"And {600 - len(listed):,} charters more, for which there is no room here." in page
    assert all(line.startswith("| error |") for line in shown[:1800])


def test_a_single_text_without_end_does_not_push_out_the_others() -> None:
    found = report(charter(finding(message="\x1b" * 2_000_000), finding(message="the other")))
    page = summary.written(found)
    assert len(rows(page)) == 2
    assert "\\\\x1b…" in page
