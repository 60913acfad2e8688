"""Workbooks, made by programs that mean well and by people who do not."""

import datetime as dt
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from coprod_audit.errors import InputError, UsageError
from coprod_audit.table_rows import TABLE_LIMITS, Head, Row, TableLimits, Torn
from coprod_audit.tables.sheet_scan import Scan, column_number
from tests.tables_kit import (
    FAR,
    PASSWORD,
    SIMPLE,
    bomb,
    cells,
    linux_only,
    ods,
    ods_cell,
    peak,
    read,
    refused,
    repacked,
    sheet_of,
    text,
    torn,
    with_sheet,
    workbook,
)


def test_a_sheet_has_a_head_and_rows_with_the_numbers_they_have_on_the_screen(tmp_path: Path) -> None:
    path = workbook(tmp_path, sheet_of(["id", "told"], [1, "nothing"], [], ["'=2", "'tis", "", ""]))
    assert read(path) == (
        Head(path.as_posix(), ("id", "told"), ()),
        [Row(2, ("1", "nothing")), Row(4, ("=2", "'tis"))],
        [],
    )


def test_numbers_days_and_truths_are_the_text_that_people_see(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day, both = (book.add_format({"num_format": way}) for way in ("dd/mm/yyyy", "d mmm yyyy hh:mm"))
        hours = book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, "abcdefghijk")
        sheet.write_row(1, 0, [3.0, 0.1 + 0.2, -5, 1e20, 1234567890123456, True, False, "007"])
        sheet.write_datetime(1, 8, dt.date(2026, 5, 12), day)
        sheet.write_datetime(1, 9, dt.datetime.fromisoformat("2026-05-12T13:04:05"), both)
        sheet.write_datetime(1, 10, dt.timedelta(hours=30), hours)

    (row,) = cells(read(workbook(tmp_path, fill))[1])
    assert row == (
        *("3", "0.3", "-5", "1e+20", "1234567890123456", "TRUE", "FALSE", "007"),
        *("2026-05-12", "2026-05-12T13:04:05", "30:00:00"),
    )


def test_of_merged_cells_the_first_holds_the_value(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "told", "asked"])
        sheet.merge_range(1, 0, 2, 1, "both")
        sheet.write_row(1, 2, ["x"])
        sheet.write_row(2, 2, ["y"])

    assert cells(read(workbook(tmp_path, fill))[1]) == [("both", "", "x"), ("", "", "y")]


def test_the_result_of_a_formula_counts_and_one_without_is_told(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "a", "b", "c"])
        sheet.write(1, 0, 1)
        sheet.write_formula(1, 1, '="ag"&"reed"', None, "agreed")
        sheet.write_formula(1, 2, "=1+1", None, "")
        sheet.write_formula(1, 3, '=IF(1=1,"","x")', None, "")

    path = workbook(tmp_path, fill)
    repacked(path, lambda part, data: data.replace(b'<c r="D2">', b'<c r="D2" t="str">'))
    _, rows, warnings = read(path)
    assert cells(rows) == [("1", "agreed", "", "")]
    assert [(one.code, one.message) for one in warnings] == [
        (
            "S017",
            "1 formula has no result beside it and counts as empty; save the workbook from a spreadsheet program",
        )
    ]


def test_a_row_with_an_error_in_it_is_torn_where_the_error_stands(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(3, 2, ["id", "told", "asked"])
        sheet.write_row(4, 2, ["1", "a", "b"])
        sheet.write_row(5, 2, ["2", "a"])
        sheet.write_formula(5, 4, "=NA()", None, "#N/A")

    assert read(workbook(tmp_path, fill))[1] == [
        Row(5, ("1", "a", "b")),
        Torn(
            6, "asked", "the cell holds an error, such as #N/A; mend its formula, or empty the cell", "S016"
        ),
    ]


def test_the_first_sheet_with_anything_in_it_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Cover")
        book.add_chartsheet("Picture")
        for name in ("Responses", "Old & <new>"):
            book.add_worksheet(name).write_column(0, 0, ["id", name])

    path = workbook(tmp_path, fill)
    assert read(path)[0].file == path.as_posix()
    assert cells(read(path)[1]) == [("Responses",)]
    assert cells(read(f"{path}#Old & <new>")[1]) == [("Old & <new>",)]
    assert read(f"{path}#Responses")[0].file == f"{path.as_posix()}#Responses"
    assert refused(f"{path}#Respones") == (
        "S008",
        "no sheet called 'Respones', the nearest is 'Responses'; the workbook has Cover, Picture, Responses, Old & <new>",
    )
    assert refused(f"{path}#Cover")[0] == "S002"


def test_a_workbook_without_anything_in_it_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, lambda book: book.add_worksheet())
    assert refused(path) == (
        "S008",
        "no sheet of the workbook has anything in it; was the right one saved?",
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "this is no workbook, or only a part of one (File is not a zip file); save it again, or copy it anew"),
        (b"id,told\n", "this is no workbook, or only a part of one (File is not a zip file); save it again, or copy it anew"),
        (PASSWORD, "this is a workbook behind a password, or an old .xls under another name; save it as .xlsx, without a password"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    assert refused(text(tmp_path, data, "t.xlsx")) == ("S005", says)


def test_a_workbook_cut_short_anywhere_is_a_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path, SIMPLE).read_bytes()
    for size in range(0, len(whole), 97):
        assert refused(text(tmp_path, whole[:size], "cut.xlsx"))[0] == "S005"


def test_a_workbook_with_broken_bytes_anywhere_is_read_or_a_sentence(tmp_path: Path) -> None:
    """Also where the library calls it a panic, which is not even an Exception."""
    whole = repacked(workbook(tmp_path, SIMPLE), lambda _, data: data, zipfile.ZIP_STORED).read_bytes()
    codes: set[str] = set()
    for place in range(0, len(whole), 61):
        damaged = whole[:place] + b"\xff<" + whole[place + 2 :]
        try:
            read(text(tmp_path, damaged, "damaged.xlsx"))
        except InputError as error:
            codes.update(finding.code for finding in error.findings)
    assert codes <= {"S005", "S009"}
    assert codes


@pytest.mark.parametrize(
    ("part", "put", "code"),
    [
        ("xl/workbook.xml", b"<workbook>", "S009"),
        ("xl/workbook.xml", b"", "S009"),
        ("xl/_rels/workbook.xml.rels", b"", "S009"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c", "S009"),
        ("xl/worksheets/sheet1.xml", b'<worksheet><sheetData><row><c r="ZZZZZZZZ1"><v>1</v></c>', "S004"),
        ("xl/sharedStrings.xml", b"<sst>", "S009"),
    ],
)
def test_whatever_the_library_says_it_is_our_sentence(
    tmp_path: Path, part: str, put: bytes, code: str
) -> None:
    path = repacked(workbook(tmp_path, SIMPLE), lambda name, data: put if name == part else data)
    assert refused(path)[0] == code


def test_a_bomb_is_refused_by_what_it_says(tmp_path: Path) -> None:
    assert refused(bomb(tmp_path, 60_000_000)) == (
        "S006",
        (
            "the workbook unpacks to more than 50,000,000 bytes; save its sheet as CSV, or raise the limit with --limit "
            "inflated=100000000"
        ),
    )


def test_a_bomb_that_lies_is_refused_by_what_it_does(tmp_path: Path) -> None:
    path = bomb(tmp_path, 60_000_000)
    size = (60_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("xl/media/image1.png").file_size == 100, "it lies"
    assert refused(path)[0] == "S006"
    assert refused(path, TABLE_LIMITS._replace(inflated=100_000_000, ratio=10_000)) == (
        "S005",
        "its part 'xl/media/image1.png' says that it has 100 bytes, and has 60,000,000; save it again",
    )


def test_a_part_that_unpacks_to_more_than_a_hundred_times_its_size_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path, 2_000_000)
    code, says = refused(path)
    assert (code, "save the sheet as CSV, or raise the limit with --limit ratio=" in says) == ("S006", True)
    assert "its part 'xl/media/image1.png' unpacks to more than 100 times as large as it is packed" in says
    assert cells(read(path, TABLE_LIMITS._replace(ratio=2_000))[1]) == [("1", "nothing")]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_cannot_be_read_in_pieces_are_refused(tmp_path: Path, way: int) -> None:
    assert refused(repacked(workbook(tmp_path, SIMPLE), lambda _, data: data, way))[0] == "S005"


def test_a_packed_file_behind_a_password_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, SIMPLE)
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1  # the flag that says so, in the directory
    assert refused(text(tmp_path, bytes(data), "t.xlsx"))[0] == "S005"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, SIMPLE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/Workbook.xml", "x")
    assert refused(path)[0] == "S006"


def test_a_file_that_is_too_large_is_not_even_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path, SIMPLE)
    assert refused(path, TABLE_LIMITS._replace(size=1_000))[0] == "S006"


ODD = [
    '<c r="{column}{row}"><v>1</v></c>',
    '<c  r = "{column}{row}" ><v>1</v></c>',
    "<c s='>' r='{column}{row}'><v>1</v></c>",
    '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="{column}{row}"><x:v>1</x:v></x:c>',
    '<c r="{column}{row}" t="inlineStr"><is><t>x</t></is></c>',
]


@pytest.mark.parametrize("cell", ODD)
@pytest.mark.parametrize(
    ("row", "column", "code"),
    [(1_048_576, "A", "S007"), (2, "XFD", "S004"), (100_000, "BXX", "S007"), (100_001, "A", "S007")],
)
def test_one_stray_cell_does_not_take_gigabytes(
    tmp_path: Path, cell: str, row: int, column: str, code: str
) -> None:
    path = with_sheet(tmp_path, FAR.format(row=row, cell=cell.format(row=row, column=column)))
    assert refused(path)[0] == code


@pytest.mark.parametrize(
    "tag", ["<row {}r='900000'><c><v>1</v></c></row>", "<row><c {}r='A900000'><v>1</v></c></row>"]
)
@pytest.mark.parametrize("between", [" " * 1_500_000, "s='>' " * 300_000, "s='<' "])
def test_a_tag_that_is_hard_to_read_hides_nothing(tmp_path: Path, tag: str, between: str) -> None:
    limits = TABLE_LIMITS._replace(ratio=10_000)
    assert refused(with_sheet(tmp_path, tag.format(between)), limits)[0] in {"S005", "S007"}


def test_cells_that_do_not_say_where_they_are_count_too(tmp_path: Path) -> None:
    many = "<row>" + "<c><v>1</v></c>" * 2_001 + "</row>"
    assert refused(with_sheet(tmp_path, many))[0] == "S004"
    assert refused(with_sheet(tmp_path, f'<row r="100000"/>{"<row><c><v>1</v></c></row>"}'))[0] == "S007"
    few = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c t='e'><v>#N/A</v></c></row>"
    assert torn(read(with_sheet(tmp_path, few))[1]) == [(2, "2", "S016")]


def test_a_million_empty_columns_are_none(tmp_path: Path) -> None:
    """Cells with a colour and nothing in it, as far to the right as a sheet goes, in rows as far down."""
    empty = '<c r="XFD{row}" s="1"/>'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c>{empty.format(row=row)}</row>'
        for row in (1, 2, 3, 1_000)
    )
    path = with_sheet(tmp_path, rows + f'<row r="1048576">{empty.format(row=1_048_576)}</row>')
    assert cells(read(path)[1]) == [("2",), ("3",), ("1000",)]


def test_the_sentence_about_a_stray_cell_names_sheet_row_and_the_way_out(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, FAR.format(row=200_000, cell='<c r="B200000"><v>1</v></c>'))
    assert refused(path)[1] == (
        "'sheet1.xml' goes down to row 200,000, and 100,000 are read; delete what stands far below, save the sheet as "
        "CSV, or raise the limit with --limit sheet-rows=200000"
    )
    assert len(read(path, TABLE_LIMITS._replace(rows=200_000))[1]) == 1


@pytest.mark.parametrize("size", [1, 2, 7, 50, 10_000])
def test_a_sheet_is_seen_alike_in_pieces_of_any_size(size: int) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="AB{n}" t="e"><f>x</f><v>#N/A</v></c></row>'
        for n in range(1, 40)
    )
    data = f'<sheetData>{rows}<row r="77"><c t="e"><v>x</v></c></row></sheetData>'.encode()
    scan = Scan()
    for start in range(0, len(data), size):
        scan.look(data[start : start + size])
    assert scan.seen() == (77, 28, {**dict.fromkeys(range(1, 40), 27), 77: 0}, 0)


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"xfd", 16_384)])
def test_letters_are_the_number_of_a_column(letters: bytes, number: int) -> None:
    assert column_number(letters) == number


def rows_of_ods(*rows: str) -> str:
    """A sheet of an .ods."""
    return f'<table:table table:name="R">{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}</table:table>'


def test_an_ods_is_read_with_its_errors(tmp_path: Path) -> None:
    head = ods_cell("id") + ods_cell("told")
    far = '<table:table-cell table:number-columns-repeated="16382"/>'
    error = ods_cell("#N/A", 'calcext:value-type="error"')
    body = rows_of_ods(head + far, ods_cell("1") + ods_cell("nothing") + far, ods_cell("2") + error)
    end = (
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table>"
    )
    _, rows, _ = read(ods(tmp_path, body.replace("</table:table>", end)))
    assert (rows[0], torn(rows)) == (Row(2, ("1", "nothing")), [(3, "told", "S016")])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (rows_of_ods(ods_cell("x", 'table:number-columns-repeated="1000000000"')), "S004"),
        (rows_of_ods('<table:table-cell table:number-columns-repeated="9999999"/>' + ods_cell("x")), "S004"),
        (rows_of_ods("x").replace("<table:table-row>x", f'<table:table-row table:number-rows-repeated="999999999">{ods_cell("x")}'), "S007"),
        (rows_of_ods(ods_cell("x", 'table:number-columns-repeated="2000"')).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3000">'), "S007"),
        (rows_of_ods(ods_cell("x", 'table:number-columns-repeated="2000"')).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="2000">') * 2, "S007"),
    ],
)  # fmt: skip
def test_an_ods_that_repeats_itself_without_end_is_refused(tmp_path: Path, body: str, code: str) -> None:
    assert refused(ods(tmp_path, body))[0] == code


@pytest.mark.parametrize("name", ["t.xlsx", "t.xlsm", "t.ods"])
def test_without_the_extra_the_way_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = workbook(tmp_path, SIMPLE, name)
    with pytest.raises(UsageError) as caught:
        read(path)
    ending = path.suffix
    assert str(caught.value) == f"reading {ending} files needs an extra: pip install 'coprod-audit[xlsx]'"


@linux_only
@pytest.mark.parametrize("make", [
    lambda folder: bomb(folder, 45_000_000),
    lambda folder: with_sheet(folder, FAR.format(row=100_000, cell='<c r="BXX100000"><v>1</v></c>')),
])  # fmt: skip
def test_what_is_refused_costs_little(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    code, size = peak(make(tmp_path))
    assert code in {"S006", "S007"}
    assert size < 100_000


def test_the_usual_limits_are_those_of_the_threat_model() -> None:
    assert TableLimits() == (20_000, 2_000, 100_000, 5_000_000, 20_000_000, 50_000_000, 100)
