"""A folder of hostile spreadsheets, judged as one batch: each is told with its reason, and the good one beside them is judged."""

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from coprod_audit.inputs import inputs
from tests.batching_kit import Done, batch, with_ulimit
from tests.tables_kit import (
    FAR,
    PASSWORD,
    SIMPLE,
    bomb,
    linux_only,
    ods,
    ods_cell,
    repacked,
    sheet_of,
    text,
    with_sheet,
    workbook,
)

UNIT = "Decisions of the council about the hub, 2025-26"
HEAD = ["title", "unit", "told", "decisions.money", "date", "size", "view"]
LINK = '=HYPERLINK("http://127.0.0.1/","x")'
KIBIBYTES = 600_000
"""How much memory a batch may have over these, places for libraries and all: a bomb that was unpacked would take more."""


def hostile(folder: Path) -> None:
    """Everything that the threat model fears of spreadsheets, a file each, and one that means well."""
    folder.mkdir()
    bomb(folder, 60_000_000).rename(folder / "a-bomb.xlsx")
    with_sheet(folder, FAR.format(row=1_048_576, cell='<c r="A1048576"><v>1</v></c>'), "b-far-down.xlsx")
    with_sheet(folder, FAR.format(row=2, cell='<c r="XFD2"><v>1</v></c>'), "c-far-right.xlsx")
    text(folder, PASSWORD, "d-password.xlsx")
    text(folder, workbook(folder, SIMPLE, "whole.xlsx").read_bytes()[:1_000], "e-cut.xlsx")
    (folder / "whole.xlsx").unlink()
    endless = ods_cell("x", 'table:number-columns-repeated="1000000000"')
    ods(
        folder,
        f'<table:table table:name="R"><table:table-row>{endless}</table:table-row></table:table>',
        "f-endless.ods",
    )
    text(folder, ",".join(f"c{n}" for n in range(3_000)) + "\n", "g-wide.csv")
    text(folder, b"\x7fELF" + b"\0" * 1_000, "h-no-text.csv")
    repacked(
        workbook(folder, SIMPLE, "i-damaged.xlsx"),
        lambda part, data: b"<sst>" if part == "xl/sharedStrings.xml" else data,
    )
    workbook(folder, mixed, "j-mixed.xlsx")
    empty = "".join(f'<c r="{column}1" s="1"/>' for column in ("XFA", "XFB", "XFD"))
    names = "".join(
        f'<c r="{chr(65 + n)}1" t="inlineStr"><is><t>{name}</t></is></c>' for n, name in enumerate(HEAD[:3])
    )
    row = "".join(
        f'<c r="{chr(65 + n)}2" t="inlineStr"><is><t>{said}</t></is></c>'
        for n, said in enumerate(("Wide", UNIT, "nothing"))
    )
    with_sheet(
        folder,
        f'<row r="1">{names}{empty}</row><row r="2">{row}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>',
        "k-a-million-empty-columns.xlsx",
    )
    workbook(folder, sheet_of(HEAD[:3], ["Good", UNIT, "nothing"]), "l-good.xlsx")


def mixed(book: xlsxwriter.Workbook) -> None:
    """Formulas with and without a result, an error, merged cells, numbers as text, days, and what is no answer."""
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["Formulas", UNIT])
    sheet.write_formula(1, 2, '="not"&"hing"', None, "nothing")
    sheet.write_formula(1, 3, "=A1", None, "")
    sheet.write_row(2, 0, ["Error", UNIT, "nothing"])
    sheet.write_formula(2, 3, "=NA()", None, "#N/A")
    sheet.merge_range(3, 0, 4, 0, "Merged")
    sheet.write_row(3, 1, [UNIT, "nothing"])
    sheet.write_row(4, 1, [UNIT, "too-late"])
    sheet.write_row(5, 0, ["Numbers", UNIT, "nothing"])
    sheet.write_number(5, 4, 46_154, day)
    sheet.write_string(5, 5, "7")
    sheet.write_row(6, 0, ["A number for an answer", UNIT, 3])
    sheet.write_row(7, 0, ["A number for a day", UNIT, "nothing", "", 46_154])
    sheet.write_string(8, 0, LINK)
    sheet.write_row(8, 1, [UNIT, "nothing"])


def judged(folder: Path) -> Done:
    """A batch over the folder, in a process that can have only so much memory."""
    return batch(
        folder, *("in", "-o", "out", "--reports", "none", "--jobs", "1"), by=with_ulimit(f"-v {KIBIBYTES}")
    )


@linux_only
def test_a_folder_of_hostile_spreadsheets_is_told_file_by_file_and_the_good_ones_are_judged(
    tmp_path: Path,
) -> None:
    hostile(tmp_path / "in")
    done = judged(tmp_path)
    assert done.returncode == 1, done.stderr
    with (tmp_path / "out/failures.csv").open(encoding="utf-8", newline="") as file:
        failures = [
            (Path(one["file"]).name, one["row"], one["column"], one["code"]) for one in csv.DictReader(file)
        ]
    assert failures == [
        ("a-bomb.xlsx", "1", "", "S006"),
        ("b-far-down.xlsx", "1", "", "S007"),
        ("c-far-right.xlsx", "1", "", "S004"),
        ("d-password.xlsx", "1", "", "S005"),
        ("e-cut.xlsx", "1", "", "S005"),
        ("f-endless.ods", "1", "", "S004"),
        ("g-wide.csv", "1", "", "S004"),
        ("h-no-text.csv", "1", "", "S003"),
        ("i-damaged.xlsx", "1", "", "S009"),
        ("j-mixed.xlsx", "3", "decisions.money", "S016"),
        ("j-mixed.xlsx", "7", "told", "M020"),
        ("j-mixed.xlsx", "8", "date", "M023"),
    ]
    results = [json.loads(line) for line in (tmp_path / "out/results.jsonl").read_text("utf-8").splitlines()]
    titles = [one["project"].get("title", "") for one in results]
    assert titles == [
        "Formulas",
        "Merged",
        "",
        "Numbers",
        LINK,
        "Wide",
        "Good",
    ]
    assert results[3]["project"]["date"] == "2026-05-12"
    with (tmp_path / "out/results.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)][4] == f"'{LINK}"
    assert "1 formula has no result beside it and counts as empty" in done.stderr


@pytest.mark.parametrize("name", ["old.xls", "large.XLSB", "mac.numbers"])
def test_a_spreadsheet_of_a_kind_that_is_not_read_is_told_what_to_save_it_as(
    tmp_path: Path, name: str
) -> None:
    path = text(tmp_path, PASSWORD, name)
    (failure,) = inputs([str(path)]).failures
    assert failure.reason == f"files that end in '{path.suffix}' are not read; save it as .xlsx or .csv"
