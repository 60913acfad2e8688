"""Fingerprints: a finding is known again when lines move, and no two of a report are alike."""

from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.checked import CheckFinding
from coprod_audit.formats.fingerprints import fingerprints
from coprod_audit.spans import Span
from tests.formats_kit import HUB, SAMPLE, charter, finding, report

WORDS = st.sampled_from(["", "a", "b", '"', '", "', "\0", "\udcff", "a\0b", '["a"]', "ŵ"])


def marks(*findings: CheckFinding) -> tuple[str, ...]:
    return fingerprints(report(charter(*findings)))


def test_a_fingerprint_is_this_one_for_ever() -> None:
    """Services remember them: another one for the same finding would open every alert anew."""
    assert marks(finding()) == ("0723255574e4400b377cb44010e08322",)


def test_it_stays_when_lines_move_words_change_or_a_waiver_comes() -> None:
    later = Span(HUB, 40, 1, 41, 2)
    moved = finding(message="said otherwise", span=later, severity="warning", standing="waived", because="x")
    assert marks(moved) == marks(finding())


def test_it_differs_by_rule_file_and_what_the_finding_is_about() -> None:
    others = (finding("C004"), finding(span=Span("docs/b.md", 4, 3, 4, 9)), finding(about="project.unit"))
    assert len({*marks(finding()), *marks(*others)}) == 4


def test_alike_ones_are_told_apart_by_their_order_and_the_first_stays_when_others_come() -> None:
    one, two = marks(finding(), finding())
    assert one != two
    assert marks(finding(), finding(), finding())[:2] == (one, two)


def test_there_is_one_for_every_finding_the_general_ones_first() -> None:
    assert len(fingerprints(SAMPLE)) == 7
    assert fingerprints(SAMPLE)[0] == fingerprints(report(general=SAMPLE.findings))[0]


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=20))
def test_no_two_of_a_report_are_ever_alike(named: list[tuple[str, str, str]]) -> None:
    found = marks(*(finding(code, span=Span(path), about=about) for code, path, about in named))
    assert len(set(found)) == len(found)
    assert all(len(mark) == 32 and set(mark) <= set("0123456789abcdef") for mark in found)
