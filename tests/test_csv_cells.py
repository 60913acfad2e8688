"""No cell of ours acts in a spreadsheet (O2), and every guard comes off again."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coprod_audit.csv_cells import guarded, line, unguarded

BLANKS = " \t\u00a0\u2003\u200b\ufeff\x0b"
RISKY = st.text(st.sampled_from("=+-@＝＋－＠'\"\t\r\n ,;|a1\u00a0\u200b"), max_size=12)
TEXTS = RISKY | st.text(max_size=30)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20",
        "-5",
        "@SUM(A1)",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u00a0=1",
        "\t=1",
        "\t",
        "\rx",
        "\n=1",
        "\u200b=1",
        "'=1",
        "''=1",
    ],
)
def test_what_a_spreadsheet_would_run_has_a_quote_before_it(text: str) -> None:
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "''", "1-2", "a\nb", "nobody@home", "it's", "' a"])
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert (guarded(text), unguarded(text)) == (text, text)


def test_each_line_of_a_cell_is_guarded() -> None:
    assert guarded("a\n=1\r\n+2\r@3\n'=4") == "a\n'=1\r\n'+2\r'@3\n''=4"


def test_what_people_typed_like_a_guard_comes_back_as_they_typed_it() -> None:
    assert [unguarded(text) for text in ("'=1", "''=1", "'tis")] == ["=1", "'=1", "'tis"]


@given(TEXTS)
@example("'\n=1")
@example("\r'\n=")
@example("'\r\n'=1")
def test_every_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_line_of_a_guarded_cell_begins_like_a_formula(text: str) -> None:
    for one in re.split(r"\r\n|\r|\n", guarded(text)):
        assert not one.lstrip(BLANKS).startswith(tuple("=+-@＝＋－＠"))
    assert not guarded(text).startswith(("\t", "\r", "\n"))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_line_is_read_by_any_strict_reader_as_its_guarded_cells(cells: list[str]) -> None:
    (found,) = csv.reader(io.StringIO(line(cells), newline=""), strict=True)
    assert found == [guarded(cell.replace("\0", r"\x00")) for cell in cells]


@given(st.lists(st.text(st.sampled_from("ab1, ;=-'\"\n"), max_size=6), min_size=1, max_size=5))
def test_the_short_way_for_plain_lines_writes_what_the_long_way_would(cells: list[str]) -> None:
    written = line(cells)
    long_way = line([*cells, "="])
    shown = "" if written == '""\n' else written[:-1]
    assert long_way == f"{shown},'=\n"


def test_a_nul_is_spelled_out_since_few_readers_take_a_file_that_has_one() -> None:
    assert line(["A\0B", "\0=1", "b,\0"]) == 'A\\x00B,\\x00=1,"b,\\x00"\n'


def test_lines_end_with_a_line_feed_and_quote_only_where_needed() -> None:
    assert line(["a", "b c", ""]) == "a,b c,\n"
    assert line(["a,b", 'say "x"', "c\nd", "e;f"]) == '"a,b","say ""x""","c\nd","e;f"\n'
    assert line([""]) == '""\n'
    assert line(["sep=;"]) == '"sep=;"\n'
