"""Tables of text as they come: encodings, separators, quotation marks, ragged rows; and none of them stops the rest."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import tables
from coprod_audit.csv_cells import guarded, line
from coprod_audit.errors import InputError
from coprod_audit.table_rows import TABLE_LIMITS, TABLES_RAISED_BY, Head, Row, Torn
from coprod_audit.tables import quoting
from coprod_audit.tables.lines import Lines
from coprod_audit.tables.splitting import cells_of
from coprod_audit.tables.squaring import Broken, Lot, Raw, Singly, squared
from tests.tables_kit import cells, linux_only, peak, read, refused, text, torn


def test_a_table_has_a_head_and_rows_with_their_lines(tmp_path: Path) -> None:
    path = text(tmp_path, 'id,note\n1,a\n\n2,"b\nc"\n3,d\n')
    assert read(path) == (
        Head(path.as_posix(), ("id", "note"), ()),
        [Row(2, ("1", "a")), Row(4, ("2", "b\nc")), Row(6, ("3", "d"))],
        [],
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(tmp_path: Path, end: str) -> None:
    path = text(tmp_path, end.join(["id,note", "1,a", f'2,"b{end}c"', "3,d"]))
    assert read(path)[1] == [Row(2, ("1", "a")), Row(3, ("2", f"b{end}c")), Row(5, ("3", "d"))]


def test_nothing_else_ends_a_line(tmp_path: Path) -> None:
    path = text(tmp_path, "id,note\n1,a\x0b\x0c\x85\u2028b\n")
    assert cells(read(path)[1]) == [("1", "a\x0b\x0c\x85\u2028b")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_8_and_marked_utf_16_are_read_as_they_are(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    path = text(tmp_path, f"{mark}id;Straße\n1;Zoë 😀\n".encode(encoding))
    head, rows, warnings = read(path)
    assert (head.columns, cells(rows), warnings) == (("id", "Straße"), [("1", "Zoë 😀")], [])


def test_what_is_ascii_up_to_a_strange_byte_is_windows_1252_and_that_is_said(tmp_path: Path) -> None:
    path = text(tmp_path, b"id,name\n" + b"1,x\n" * 50_000 + "2,Zoë – “x”\n".encode("cp1252"))
    _, rows, warnings = read(path)
    assert rows[-1] == Row(50_002, ("2", "Zoë – “x”"))
    assert [(one.code, one.severity, one.message) for one in warnings] == [
        (
            "S011",
            "warning",
            (
                "the byte 0xEB does not belong to UTF-8, so the table is read as Windows-1252, as in '2,Zoë – “x”'; if "
                "that looks wrong, save it as 'CSV UTF-8'"
            ),
        )
    ]


def test_what_windows_1252_does_not_have_tears_its_row_alone(tmp_path: Path) -> None:
    path = text(tmp_path, b"id,name\n1,Zo\xeb\n2,a\x81b\n3,\xe9\n")
    _, rows, warnings = read(path)
    assert [one.code for one in warnings] == ["S011"]
    assert rows == [
        Row(2, ("1", "Zoë")),
        Torn(
            3,
            "",
            "the byte 0x81 at character 4 of the line cannot be read; save the table as UTF-8, or mend the text",
            "S014",
        ),
        Row(4, ("3", "é")),
    ]


@pytest.mark.parametrize("before", ["é", "x" * 30 + "é" + "x" * 200_000])
def test_in_a_file_with_utf_8_letters_a_strange_byte_is_a_fault_of_its_row(
    tmp_path: Path, before: str
) -> None:
    limits = TABLE_LIMITS._replace(characters=300_000)
    path = text(tmp_path, f"id,name\n1,{before}\n".encode() + b"2,\xe9\n3,x\0y\n4,\xc3\xa9\n")
    _, rows, warnings = read(path, limits)
    assert (torn(rows), warnings) == ([(3, "", "S014"), (4, "", "S014")], [])
    assert rows[-1] == Row(5, ("4", "é"))


def test_half_a_letter_at_the_end_tears_the_last_row(tmp_path: Path) -> None:
    assert torn(read(text(tmp_path, "id,é\n1,é".encode()[:-1]))[1]) == [(2, "", "S014")]
    assert torn(read(text(tmp_path, "id,é\n1,é".encode("utf-16")[:-1]))[1]) == [(2, "", "S014")]
    assert torn(read(text(tmp_path, "id,é\n1,\ud800\n2,é\n".encode("utf-16", "surrogatepass")))[1]) == [
        (2, "", "S014")
    ]


def test_letters_are_whole_wherever_the_pieces_of_a_file_end(tmp_path: Path) -> None:
    for shift in range(4):
        path = text(tmp_path, "id,name\r\n1," + "x" * shift + "é😀" * 20_000 + "\r\n2,\r\n")
        limits = TABLE_LIMITS._replace(characters=100_000)
        assert cells(read(path, limits)[1]) == [("1", "x" * shift + "é😀" * 20_000), ("2", "")]


@pytest.mark.parametrize("shift", range(3))
def test_an_end_of_line_in_two_pieces_is_one(tmp_path: Path, shift: int) -> None:
    first = "id,name\r\n1," + "x" * ((1 << 16) - 12 + shift)
    path = text(tmp_path, f"{first}\r\n2,y\r\n")
    assert read(path, TABLE_LIMITS._replace(characters=100_000))[1][-1] == Row(3, ("2", "y"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_the_separator_is_found(tmp_path: Path, separator: str, quote: str) -> None:
    rows = [["id", "Who, if anybody"], ["1", "a"], ["2", "b"]]
    made = "\n".join(separator.join(f"{quote}{one}{quote}" for one in row) for row in rows)
    if separator == "," and not quote:
        made = made.replace(", ", " ")
    path = text(tmp_path, made)
    assert cells(read(path)[1]) == [("1", "a"), ("2", "b")]


def test_other_separators_within_quotation_marks_do_not_count(tmp_path: Path) -> None:
    path = text(tmp_path, 'id,"a;b;c;d"\n1,"x;y;z;w"\n2,"x;y;z;w"\n')
    assert read(path)[0].columns == ("id", "a;b;c;d")


def test_decimal_commas_do_not_make_a_table_of_commas(tmp_path: Path) -> None:
    path = text(tmp_path, "id;size, in m;told\n1;1,5;x\n2;2,5;y\n")
    assert cells(read(path)[1]) == [("1", "1,5", "x"), ("2", "2,5", "y")]


def test_a_first_line_may_name_the_separator(tmp_path: Path) -> None:
    path = text(tmp_path, "sep=;\r\nid;a,b,c\r\n1;x,y,z\r\n")
    assert read(path)[:2] == (Head(path.as_posix(), ("id", "a,b,c"), ()), [Row(3, ("1", "x,y,z"))])


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    assert cells(read(text(tmp_path, "told\nnothing\ntoo-late\n"))[1]) == [("nothing",), ("too-late",)]


def test_names_of_columns_are_kept_as_they_are_less_the_nameless_at_the_end(tmp_path: Path) -> None:
    path = text(tmp_path, "\n,,,\n,id,id,'=x,,\n1,2,3,4,,\n1,2,3,4\n")
    head, rows, _ = read(path)
    assert head.columns == ("", "id", "id", "=x")
    assert cells(rows) == [("1", "2", "3", "4")] * 2


def test_rows_with_too_many_or_too_few_cells_are_torn_unless_those_are_empty(tmp_path: Path) -> None:
    path = text(tmp_path, "id,told,\n1,a\n2,a,,,\n3\n4,a,b,c\n,,,\n5,a, \n")
    _, rows, _ = read(path)
    assert [row for row in rows if isinstance(row, Row)] == [
        Row(2, ("1", "a")),
        Row(3, ("2", "a")),
        Row(7, ("5", "a")),
    ]
    assert [row for row in rows if isinstance(row, Torn)] == [
        Torn(
            4,
            "told",
            "the row has 1 cell and the header 2; put in what is missing, or a separator for each empty cell",
            "S012",
        ),
        Torn(
            5,
            "column 3",
            "the row has 4 cells and the header 2; 'b' stands in no column; put a text with separators in it in "
            "quotation marks",
            "S012",
        ),
    ]


def test_qualtrics_has_two_header_rows_more(tmp_path: Path) -> None:
    data = 'StartDate,Q1\nStart Date,What do people hear?\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n'
    head, rows, _ = read(text(tmp_path, f"{data}2026-05-12,nothing\n"))
    assert head.more == (
        ("Start Date", "What do people hear?"),
        ('{"ImportId":"startDate"}', '{"ImportId":"QID1"}'),
    )
    assert rows == [Row(4, ("2026-05-12", "nothing"))]


def test_the_guard_is_taken_off_and_nothing_else(tmp_path: Path) -> None:
    path = text(tmp_path, "id,note\n'=1,'tis\n''+2,\"a\n'=1\"\n1,don't\n")
    assert cells(read(path)[1]) == [("=1", "'tis"), ("'+2", "a\n=1"), ("1", "don't")]


def test_a_quotation_mark_that_never_ends_loses_its_row_and_no_other(tmp_path: Path) -> None:
    lines = [f"{number},note {number}" for number in range(10_000)]
    lines[5_000] = '5000,"note 5000'
    _, rows, _ = read(text(tmp_path, "\n".join(["id,note", *lines])))
    assert len(rows) == 10_000
    assert [row for row in rows if isinstance(row, Torn)] == [
        Torn(
            5_002,
            "note",
            "the quotation mark that begins this cell never ends; looked for over 5,000 lines, reading goes on from the "
            "next",
            "S013",
        )
    ]
    assert rows[5_001] == Row(5_003, ("5001", "note 5001"))


def test_in_a_file_all_in_quotation_marks_a_missing_one_loses_its_row_and_no_other(tmp_path: Path) -> None:
    lines = [f'"{number}","a, b","note"' for number in range(1_000)]
    lines[500] = '"500","a, b,"note"'
    lines[700] = '"700","a, b","note'
    _, rows, _ = read(text(tmp_path, "\r\n".join(['"id","who","note"', *lines])))
    assert (len(rows), torn(rows)) == (1_000, [(502, "", "S013"), (702, "", "S013")])
    assert rows[501] == Row(503, ("501", "a, b", "note"))


def test_what_is_read_again_ends_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line begins a cell that never ends: read to the limit each time, a small file would take hours."""
    monkeypatch.setattr(quoting, "_READ_TWICE", 100_000)
    never_ends = 'x",y,"z\n'
    _, rows, _ = read(text(tmp_path, "a,b,c\n" + never_ends * 2_000 + '1,2,"3\n4"\n5,6,7\n'))
    assert [row.number for row in rows if isinstance(row, Torn)] == list(range(2, 2_004))
    assert rows[-1] == Row(2_004, ("5", "6", "7"))


def test_a_bad_byte_is_seen_though_its_line_ends_in_another_piece(tmp_path: Path) -> None:
    before = "id,é\n".encode() + b"1,x\n" * 16_380
    path = text(tmp_path, before + b"2,\xff" + b"x" * 50 + b"\n3,y\n")
    assert len(before) < 1 << 16 < len(before) + 50
    assert torn(read(path)[1]) == [(16_382, "", "S014")]


def test_an_endless_line_ends_where_a_carriage_return_ends_it(tmp_path: Path) -> None:
    first = "id,note\r1,"
    path = text(tmp_path, first + "x" * ((1 << 16) - len(first) - 1) + "\r2,y\r")
    _, rows, _ = read(path, TABLE_LIMITS._replace(characters=100))
    assert (torn(rows), rows[-1]) == ([(2, "", "S015")], Row(3, ("2", "y")))


def test_an_endless_line_is_one_torn_row(tmp_path: Path) -> None:
    path = text(tmp_path, "id,note\n1," + "x" * 1_000_000 + "\r\n2,y\r\n")
    assert read(path)[1] == [
        Torn(2, "", "the line has more than 400,000 characters, which no row may have; break it up", "S015"),
        Row(3, ("2", "y")),
    ]


def test_a_long_cell_is_told_with_its_column_and_the_way_to_raise_the_limit(tmp_path: Path) -> None:
    path = text(tmp_path, f"id,note\n1,{'x' * 20_001}\n2,{'x' * 20_000}\n")
    reason = "the cell has 20,001 characters, at most 20,000 are read; shorten it, or raise the limit with --limit text=40000"
    assert read(path)[1] == [Torn(2, "note", reason, "S015"), Row(3, ("2", "x" * 20_000))]
    raised = TABLE_LIMITS._replace(**{TABLES_RAISED_BY["text"]: 40_000})
    assert torn(read(path, raised)[1]) == []


def test_cells_may_be_longer_than_the_csv_module_expects_where_the_limit_is_raised(tmp_path: Path) -> None:
    path = text(tmp_path, f'id,note\n1,"{"x" * 200_000}"\n')
    assert len(cells(read(path, TABLE_LIMITS._replace(characters=300_000))[1])[0][1]) == 200_000


@pytest.mark.parametrize(
    ("data", "name", "code", "says"),
    [
        (b"", "t.csv", "S002", "there is nothing in it; the first row has to name the columns"),
        (b"\n , ,\n", "t.csv", "S002", "there is nothing in it; the first row has to name the columns"),
        (b"\xef\xbb\xbf", "t.csv", "S002", "there is nothing in it; the first row has to name the columns"),
        (
            b'id,"note\n1,x\n',
            "t.csv",
            "S002",
            "the header cannot be read: the quotation mark that begins this cell never ends",
        ),
        (
            "id,é\n".encode("utf-16-le"),
            "t.csv",
            "S003",
            "this is no text, or UTF-16 without a byte-order mark; save it as UTF-8",
        ),
        (
            b"PK\x03\x04rest",
            "t.csv",
            "S003",
            "this is a workbook or another packed file, and its name says text; give it the ending that it should have",
        ),
        (
            b"a," * 3_000 + b"b",
            "t.csv",
            "S004",
            "the header names 3,001 columns, and at most 2,000 are read; raise the limit with --limit columns=4000",
        ),
        (b"x", "t.xls", "S001", "the ending '.xls' is not a table's; save it as .xlsx"),
        (
            b"x",
            "t",
            "S001",
            "the file has no ending; tables end in .csv, .tsv, .txt, .xlsx, .xlsm, .ods, .parquet",
        ),
        (
            b"x",
            "t.pdf",
            "S001",
            "the ending '.pdf' is not a table's; tables end in .csv, .tsv, .txt, .xlsx, .xlsm, .ods, .parquet",
        ),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_with_a_way_out(
    tmp_path: Path, data: bytes, name: str, code: str, says: str
) -> None:
    assert refused(text(tmp_path, data, name)) == (code, says)


def test_a_million_empty_columns_are_none(tmp_path: Path) -> None:
    limits = TABLE_LIMITS._replace(characters=200_000)
    commas = "," * 1_000_000
    head, rows, _ = read(text(tmp_path, f"id,told{commas}\n1,nothing{commas}\n"), limits)
    assert (head.columns, cells(rows)) == (("id", "told"), [("1", "nothing")])


def test_no_file_a_folder_and_a_pipe_are_told_as_everywhere(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    found = [refused(tmp_path / name)[0] for name in ("none.csv", "folder.csv", "pipe.csv", "a\0b.csv")]
    assert found == ["F001", "F002", "F003", "F005"]


def test_a_disk_that_fails_on_the_way_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = text(tmp_path, "id,told\n1,nothing\n")
    real = os.read

    def fails_later(file: int, size: int) -> bytes:
        monkeypatch.setattr(os, "read", fails)
        return real(file, size)

    def fails(file: int, size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fails_later)
    assert refused(path) == ("F005", "the file cannot be read (input/output error); copy it and try again")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.CSV", True), ("a.xlsx#Sheet 1", True), ("a.parquet", True), ("a.yaml", False), ("a.csv#x", False)],
)
def test_a_table_is_known_by_its_ending(name: str, expected: bool) -> None:
    assert tables.is_table(name) is expected


TYPED = st.text(st.sampled_from("=+-@'\"\t\r\n ,;|a1é\u00a0"), max_size=10) | st.text(max_size=20)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(TYPED, min_size=n, max_size=n), max_size=6)))
def test_what_a_line_of_ours_holds_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    rows = [[cell.replace("\0", "") for cell in row] for row in rows]
    width = len(rows[0]) if rows else 2
    path = tmp_path_factory.mktemp("written") / "t.csv"
    path.write_bytes("".join(map(line, [[f"c{n}" for n in range(width)], *rows])).encode("utf-8"))
    assert cells(read(path)[1]) == [tuple(row) for row in rows if any(guarded(cell).strip() for cell in row)]


@given(st.binary(max_size=300) | st.text(st.sampled_from('a,;"\n\r\0é'), max_size=60).map(str.encode))
def test_any_bytes_are_rows_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_bytes(b"id,note\n" + data)
    try:
        head, rows, _ = read(path)
    except InputError:
        return
    assert all(isinstance(row, Torn) or len(row.cells) == len(head.columns) for row in rows)


TEXTS = st.text(st.sampled_from("ab,\"' =\u00a0"), max_size=14)


@given(TEXTS, st.sampled_from(["\n", "\r\n", "\r", ""]))
def test_a_line_that_is_cut_has_the_cells_that_the_csv_module_finds(written: str, end: str) -> None:
    try:
        expected = next(csv.reader([written + end], strict=True), [""]) or [""]
    except csv.Error:
        expected = None
    assert cells_of(written + end, ",") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"a,b",c', ["a,b", "c"]),
        (',"a",,"b",', ["", "a", "", "b", ""]),
        ('"a","b"', ["a", "b"]),
        ('"""a","b ""c"""', ['"a', 'b "c"']),
        ('5" pipe,"a,b"', ['5" pipe', "a,b"]),
        ('a,"b', None),
        ('"a"b,c', None),
    ],
)
def test_marks_are_taken_where_exporters_put_them(written: str, expected: list[str] | None) -> None:
    assert cells_of(written, ",") == expected


def found(lines: list[str], *, quickly: bool, at_a_time: int) -> list[object]:
    """What is found in these lines, those that are cut or none of them."""
    some = [lines[start : start + at_a_time] for start in range(0, len(lines), at_a_time)]
    given_so = iter([Lines(texts, odd=not quickly, marks=True, guards=True) for texts in some])
    rows = iter(quoting.Rows(given_so, ",", longest=60, cell=15, line=1))
    return [
        one if isinstance(one, Broken) else (one.number, *one.cells)
        for one in Singly(rows)
        if isinstance(one, Broken) or any(one.cells)
    ]


@given(st.lists(TEXTS.map("{}\n".format), max_size=8), st.integers(1, 8))
def test_lines_that_are_cut_change_no_row_around_them(lines: list[str], at_a_time: int) -> None:
    assert found(lines, quickly=True, at_a_time=at_a_time) == found(lines, quickly=False, at_a_time=at_a_time)


@given(st.lists(st.lists(st.sampled_from(["", " ", "a", "\u00a0"]), min_size=1, max_size=4), max_size=6))
def test_a_lot_is_squared_as_its_rows_are_one_by_one(rows: list[list[str]]) -> None:
    """Beyond the first 64 KiB of a file rows come in lots."""
    columns = ("x", "y", "")
    singly = [Raw(number, row, closely=False) for number, row in enumerate(rows, start=7)]
    assert list(squared([Lot(7, rows)], columns, TABLE_LIMITS)) == list(
        squared(singly, columns, TABLE_LIMITS)
    )


def test_rows_far_down_a_file_are_what_they_are_at_its_top(tmp_path: Path) -> None:
    top = "id,note\n" + "1,plain\n" * 20_000
    _, rows, _ = read(text(tmp_path, top + '2,"a, b"\n\n3\n,\n,nameless\n4,\'=1\n5,"two\nlines"\n6,end\n'))
    assert [(row.number, row.cells if isinstance(row, Row) else row.code) for row in rows[20_000:]] == [
        *((20_002, ("2", "a, b")), (20_004, "S012"), (20_006, ("", "nameless")), (20_007, ("4", "=1"))),
        *((20_008, ("5", "two\nlines")), (20_010, ("6", "end"))),
    ]


def test_rows_of_every_kind_keep_their_order_and_their_lines(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        'id,note\n1,plain\n2,"a, b"\n3,\'=1\n4,"two\nlines"\n,\n5\n6,"torn"x\n,nameless\n7,\'tis\n',
    )
    _, rows, _ = read(path)
    assert [row.cells if isinstance(row, Row) else row.code for row in rows] == [
        *(("1", "plain"), ("2", "a, b"), ("3", "=1"), ("4", "two\nlines"), "S012", "S013"),
        *(("", "nameless"), ("7", "'tis")),
    ]
    assert [row.number for row in rows] == [2, 3, 4, 5, 8, 9, 10, 11]


@linux_only
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Quoted and plain, both ways of reading."""
    row = '{},agreed,told,"it\'s a note, with commas",unknown,x\n'
    head = "id,money,told,note,agenda,after\n"
    small = text(tmp_path, head + "".join(row.format(n) for n in range(2_000)), "small.csv")
    large = text(tmp_path, head + "".join(row.format(n) for n in range(200_000)), "large.csv")
    (few, before), (many, after) = peak(small), peak(large)
    assert (few, many) == ("2000", "200000")
    assert after < before * 1.1


@pytest.mark.parametrize("blank", ["\n", ",\n", "\r\n", ""])
def test_empty_lines_among_header_rows_are_none_of_them(blank: str, tmp_path: Path) -> None:
    ids = '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
    path = tmp_path / "a.csv"
    path.write_text(f"told,unit\n{blank}Q1,Q2\n{blank}{ids}nothing,U\n", encoding="utf-8")
    with tables.opened(path, TABLE_LIMITS) as (head, rows):
        assert head.more == (("Q1", "Q2"), ('{"ImportId":"QID1"}', '{"ImportId":"QID2"}'))
        assert [row.cells for row in rows if isinstance(row, Row)] == [("nothing", "U")]
