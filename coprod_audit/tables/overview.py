"""What a workbook's parts show before it is read: which sheet lies in which part, and what was seen of each."""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from coprod_audit.errors import InputError
from coprod_audit.faults import quoted
from coprod_audit.guard import raising
from coprod_audit.table_rows import TableLimits
from coprod_audit.tables.ods_scan import OdsScan
from coprod_audit.tables.sheet_scan import Scan, Seen
from coprod_audit.tables.sources import fault

_SHEETS: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_ODS: Final = "content.xml"
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_LIST = 4_000_000


class Overview:
    """Looks at the parts of a workbook as they are unpacked."""

    def __init__(self) -> None:
        self._scans = dict[str, Scan]()
        self._ods = OdsScan()
        self._lists = {_SHEETS: bytearray(), _RELATIONS: bytearray()}

    def look(self, part: str, piece: bytes) -> None:
        """Look at a piece of a part. Raises ValueError for what no spreadsheet program writes."""
        part = part.lower()
        if part in self._lists:
            self._lists[part] += piece
            if len(self._lists[part]) > _LONGEST_LIST:
                raise ValueError("a list of sheets without end")
        if part == _ODS:
            self._ods.look(piece)
        elif part.endswith(".xml"):
            self._scans.setdefault(part, Scan()).look(piece)

    def check(self, path: Path, limits: TableLimits) -> None:
        """Raise InputError (S007) where any sheet would take too much memory, whichever is going to be read."""
        for part, scan in self._scans.items():
            _check(scan.seen(), posixpath.basename(part), path, limits)
        for number, seen in enumerate(self._ods.sheets, start=1):
            _check(seen, f"table {number}", path, limits)
        together = sum(seen.rows * seen.columns for seen in self._ods.sheets)  # all of them are read at once
        if together > limits.cells:
            raise _too_many(together, "all sheets together", path, limits)

    def seen(self, names: Sequence[str]) -> Mapping[str, Seen]:
        """What was seen of each sheet, as far as the workbook says where it lies."""
        if not self._lists[_SHEETS]:
            return dict(zip(names, self._ods.sheets, strict=False))
        return {name: self._scans[part].seen() for name, part in self._parts() if part in self._scans}

    def _parts(self) -> Iterator[tuple[str, str]]:
        """The sheets by name, each with its part."""
        relations = map(_attributes, _RELATION.findall(self._lists[_RELATIONS].decode("utf-8-sig")))
        targets = {one.get("Id", ""): _part(one.get("Target", "")) for one in relations}
        for sheet in map(_attributes, _SHEET.findall(self._lists[_SHEETS].decode("utf-8-sig"))):
            key = next((value for name, value in sheet.items() if name.endswith(":id")), "")
            yield sheet.get("name", ""), targets.get(key, "")


def _attributes(tag: str) -> Mapping[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def _part(target: str) -> str:
    """The name of a part as the archive has it: a target begins at its root, or beside the list of sheets."""
    beside = target if target.startswith(("/", "xl/")) else f"xl/{target}"
    return posixpath.normpath(beside).lstrip("/").lower()


def _check(seen: Seen, what: str, path: Path, limits: TableLimits) -> None:
    if seen.rows > limits.rows:
        advice = raising("sheet-rows", limits.rows, seen.rows)
        message = f"{quoted(what)} goes down to row {seen.rows:,}, and {limits.rows:,} are read"
        raise fault(
            "S007", path, f"{message}; delete what stands far below, save the sheet as CSV, or {advice}"
        )
    if seen.columns > limits.columns:
        advice = raising("columns", limits.columns, seen.columns)
        message = f"{quoted(what)} goes as far as column {seen.columns:,}, and {limits.columns:,} are read"
        raise fault("S004", path, f"{message}; delete what stands far to the right, or {advice}")
    if seen.rows * seen.columns > limits.cells:
        raise _too_many(seen.rows * seen.columns, quoted(what), path, limits)


def _too_many(cells: int, what: str, path: Path, limits: TableLimits) -> InputError:
    advice = raising("sheet-cells", limits.cells, cells)
    message = (
        f"there are {cells:,} cells between the first and the last of {what}, and {limits.cells:,} are read"
    )
    return fault("S007", path, f"{message}; delete what stands far off, save the sheet as CSV, or {advice}")
