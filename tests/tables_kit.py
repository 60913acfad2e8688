"""Tables made for tests, and reading them in one line."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from coprod_audit import tables
from coprod_audit.errors import InputError
from coprod_audit.findings import Finding
from coprod_audit.table_rows import TABLE_LIMITS, Head, Row, TableLimits, Torn
from tests.conftest import ROOT


def read(
    path: Path | str, limits: TableLimits = TABLE_LIMITS
) -> tuple[Head, list[Row | Torn], list[Finding]]:
    """Everything that a table gives: its head, its rows, and the warnings."""
    warnings: list[Finding] = []
    with tables.opened(path, limits, warnings.append) as (head, rows):
        return head, list(rows), warnings


def refused(path: Path | str, limits: TableLimits = TABLE_LIMITS) -> tuple[str, str]:
    """The code and the sentence with which a table is refused, without what the library says."""
    with pytest.raises(InputError) as caught:
        read(path, limits)
    (finding,) = caught.value.findings
    assert finding.location.path.startswith(str(path).partition("#")[0])
    return finding.code, finding.message


def text(tmp_path: Path, data: bytes | str, name: str = "t.csv") -> Path:
    """A text file of these bytes."""
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def cells(rows: Sequence[Row | Torn]) -> list[tuple[str, ...]]:
    """What stands in the rows that are none of them torn."""
    assert not [row for row in rows if isinstance(row, Torn)]
    return [row.cells for row in rows if isinstance(row, Row)]


def torn(rows: Sequence[Row | Torn]) -> list[tuple[int, str, str]]:
    """Number, column and code of the rows that are torn."""
    return [(row.number, row.column, row.code) for row in rows if isinstance(row, Torn)]


_MEASURED = """
import re, sys
from coprod_audit import tables
from coprod_audit.errors import InputError
said = 0
try:
    with tables.opened(sys.argv[1]) as (head, rows):
        for row in rows:
            said += 1
except InputError as error:
    said = error.findings[0].code
with open("/proc/self/status", encoding="ascii") as status:
    print(said, re.search("VmHWM: *\t* *([0-9]+)", status.read())[1])
"""


def peak(path: Path) -> tuple[str, int]:
    """How many rows a fresh process reads, or the code it is refused with; and the most memory it had, in KiB.

    Not `ru_maxrss`: that begins with what the process had that started this one.
    """
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    said, size = done.stdout.split()
    return said, int(size)


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

Fill = Callable[[xlsxwriter.Workbook], None]


def workbook(tmp_path: Path, fill: Fill, name: str = "t.xlsx") -> Path:
    """A workbook as a spreadsheet program writes it."""
    path = tmp_path / name
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book)
    return path


def sheet_of(*rows: Sequence[object]) -> Fill:
    """One sheet with these rows."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Responses")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return fill


SIMPLE = sheet_of(["id", "told"], [1, "nothing"])


def repacked(path: Path, change: Callable[[str, bytes], bytes], way: int = zipfile.ZIP_DEFLATED) -> Path:
    """The same archive, with each part as `change` makes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", way) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    path.write_bytes(made.getvalue())
    return path


def with_sheet(tmp_path: Path, xml: str, name: str = "t.xlsx") -> Path:
    """A workbook whose only sheet has this XML between the tags of its data."""
    path = workbook(tmp_path, SIMPLE, name)
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    data = f"{start}<sheetData>{xml}</sheetData></worksheet>".encode()
    return repacked(path, lambda part, old: data if part.endswith("sheet1.xml") else old)


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(tmp_path: Path, body: str, name: str = "t.ods") -> Path:
    """An .ods with this XML in the body of its content."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{spaces}:office:1.0" '
        f'xmlns:table="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{spaces}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    parts: Mapping[str, str] = {
        "mimetype": ODS_TYPE,
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def ods_cell(text: str, more: str = "") -> str:
    """A cell with a text in it."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}">{cell}</row>'
"""A sheet with one cell far down or far to the right."""

PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
"""How a workbook behind a password begins."""


def bomb(tmp_path: Path, size: int) -> Path:
    """A workbook with a part of zeros."""
    path = workbook(tmp_path, SIMPLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * size)
    return path
