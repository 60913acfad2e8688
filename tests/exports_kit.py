"""The samples of `tests/exports/` as the workbooks that the same tools write: `tests/exports/README.md` says from what."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from coprod_audit import tables
from coprod_audit.findings import Finding
from coprod_audit.table_rows import Head, Row, Torn
from tests.forms_kit import lines_of, sample

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
_TRUTHS = {"True": True, "False": False}


class Book(NamedTuple):
    """How a tool writes workbooks: the sheet's name, how times look by header, whether numbers are numbers.

    `table` says that the cells are a table as spreadsheets know them, `formulas` that whatever begins with = becomes
    a formula. `more` are further sheets with what stands in their first cells.
    """

    sheet: str
    times: Mapping[str, str] = {}
    shown: str = ""
    numbers: bool = False
    table: bool = False
    formulas: bool = False
    more: Mapping[str, tuple[str, ...]] = {}


_ISO = "%Y-%m-%d %H:%M:%S"
BOOKS: Mapping[str, Book] = {
    "microsoft-forms": Book(
        "Sheet1",
        dict.fromkeys(("Start time", "Completion time"), "%m/%d/%y %H:%M:%S"),
        *("m/d/yy h:mm:ss", True, True),
    ),
    "google-forms": Book(
        "Form Responses 1",
        {"Timestamp": "%Y/%m/%d %I:%M:%S %p GMT+1"},
        *("m/d/yyyy h:mm:ss", True),
        more={"d": ("told, as a number", "=IFS('Form Responses 1'!H2=\"Don't know\",1)")},
    ),
    "limesurvey": Book("Deciding together"),
    "kobotoolbox": Book(
        "Deciding together",
        *({}, "", True, False, True),
        more={"meetings": ("meeting/day", "_index", "_parent_table_name", "_parent_index")},
    ),
    "qualtrics": Book(
        "Sheet0", dict.fromkeys(("StartDate", "EndDate", "RecordedDate"), _ISO), "yyyy-mm-dd hh:mm:ss", True
    ),
    "jotform": Book("Sheet1", {"Submission Date": _ISO}, "yyyy-mm-dd hh:mm:ss"),
}


def book_of(name: str) -> Book:
    """How the tool writes that made the sample of this name."""
    return next(book for tool, book in BOOKS.items() if name.startswith(tool))


def as_workbook(folder: Path, name: str, *, error_at: tuple[int, int] | None = None) -> Path:
    """A sample as a workbook; `error_at` is the row and column, from 0, of a cell that holds #N/A instead."""
    book, rows, headers_end = book_of(name), lines_of(name), len(sample(name).head.more)
    path = folder / f"{name}.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet, shown = made.add_worksheet(book.sheet), made.add_format({"num_format": book.shown})
        headers = rows[0].cells
        if book.table:
            columns = [{"header": header} for header in headers]
            sheet.add_table(0, 0, len(rows) - 1, len(headers) - 1, {"columns": columns, "name": "Table1"})
        for number, row in enumerate(rows):
            for place, text in enumerate(row.cells):
                value = _value(book, headers[place], text) if number > headers_end else text
                _write(sheet, (number, place), value, shown, formulas=book.formulas)
        if error_at:
            sheet.write_formula(*error_at, "=NA()", None, "#N/A")
        for title, cells in book.more.items():
            made.add_worksheet(title).write_row(0, 0, cells)
    return path


def _value(book: Book, header: str, text: str) -> object:
    if text and header in book.times:
        return datetime.strptime(text, book.times[header])  # noqa: DTZ007 - a sheet knows no zones
    if book.numbers and _NUMBER.fullmatch(text):
        return float(text)
    return _TRUTHS.get(text, text)


def _write(sheet: Any, place: tuple[int, int], value: object, shown: object, *, formulas: bool) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*place, value, shown)
    elif isinstance(value, str) and not (formulas and value.startswith("=")):
        sheet.write_string(*place, value)
    else:
        sheet.write(*place, value)


class Opened(NamedTuple):
    """What a workbook gives: its head, its rows, those that were torn, and the warnings."""

    head: Head
    rows: tuple[Row, ...]
    torn: tuple[Torn, ...]
    warnings: tuple[Finding, ...]


def opened(path: Path) -> Opened:
    """Everything in a workbook, as a batch reads it."""
    warnings: list[Finding] = []
    with tables.opened(path, warn=warnings.append) as (head, found):
        rows = list(found)
    whole = tuple([row for row in rows if isinstance(row, Row)])
    return Opened(head, whole, tuple([row for row in rows if isinstance(row, Torn)]), tuple(warnings))
