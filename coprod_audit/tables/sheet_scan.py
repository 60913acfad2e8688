"""What can be seen of a sheet in its XML as it streams by: how far it goes, and which cells hold no answer.

Calamine keeps a place for every cell between the first and the last, so one stray cell in the last corner of a sheet
would take gigabytes; and it gives an error such as #N/A as an empty cell. So both are looked for here. What is seen is
never less than calamine will see: cells in comments and other oddities are counted as well.
"""

import re
from typing import NamedTuple

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: [a-z]+="[^"<>]*")*) ?(/?)>')
_ANY = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])")
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
# What looks different from cells and rows as nearly everybody writes them; then it is gone through the long way.
_ODD = (
    *[sign + end for sign in (b"<c", b"<row") for end in (b">", b"/", b"\t", b"\n", b"\r")],
    *(b":c", b":row"),
)
ATTRIBUTES = rb"((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>"
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])" + ATTRIBUTES)
_PLACE = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']([A-Za-z]*)([0-9]*)[\"']")
_ERROR = re.compile(rb"(?<![\w:.-])t\s*=\s*[\"']e[\"']")
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)?>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
LONGEST_TAG = 1 << 20


class Seen(NamedTuple):
    """How far a sheet goes, in rows and columns; the first error of a row by the row's number; formulas without result."""

    rows: int
    columns: int
    errors: dict[int, int]
    no_result: int


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class Scan:
    """Looks through the XML of one sheet of an .xlsx, piece by piece."""

    def __init__(self) -> None:
        self._tail = b""
        self._rows = self._columns = self._no_result = 0
        self._errors = dict[int, int]()
        self._at = (0, 0)

    def look(self, piece: bytes) -> None:
        """Look through the next piece. Raises ValueError for tags that no spreadsheet writes."""
        text = self._tail + piece
        cut = max(text.rfind(b"<c "), 0) or max(text.rfind(b"<"), 0)
        self._through(text[:cut])
        self._tail = text[cut:]
        if len(self._tail) > LONGEST_TAG:
            if _ANY.match(self._tail) and b">" not in self._tail:
                raise ValueError("a tag that never ends")
            self._through(self._tail[:-1])
            self._tail = self._tail[-1:]

    def seen(self) -> Seen:
        """What there was, once all has been looked through."""
        self._through(self._tail)
        self._tail = b""
        return Seen(self._rows, self._columns, self._errors, self._no_result)

    def _through(self, text: bytes) -> None:
        cells, rows = _CELL.findall(text), _ROW.findall(text)
        plain = len(cells) == text.count(b"<c ") and len(rows) == text.count(b"<row ")
        if plain and not any(sign in text for sign in _ODD):
            self._through_plain(cells, errors=b't="e"' in text)
            if text.rfind(b"<row") > text.rfind(b"<c "):
                self._at = (int(rows[-1]), 0)
        else:
            self._through_odd(text)
        if b"<f" in text or b":f" in text:
            found = _NO_RESULT.findall(text)
            self._no_result += sum(b'"str"' not in attributes for attributes in found)

    def _through_plain(self, cells: list[tuple[bytes, bytes, bytes, bytes]], *, errors: bool) -> None:
        if cells:
            self._at = (int(cells[-1][1]), column_number(cells[-1][0]))
        filled = [cell for cell in cells if not cell[3]]
        if not filled:
            return
        self._columns = max(self._columns, *map(column_number, {cell[0] for cell in filled}))
        self._rows = max(self._rows, *map(int, {cell[1] for cell in filled}))
        if errors:
            for letters, row, attributes, _ in filled:
                if b't="e"' in attributes:
                    self._errors.setdefault(int(row), column_number(letters) - 1)

    def _through_odd(self, text: bytes) -> None:
        """The long way: cells that do not say where they are follow the one before."""
        tags = _TAG.findall(text)
        if len(tags) < len(_ANY.findall(text)):
            raise ValueError("a tag that is not well formed")
        for name, attributes, empty in tags:
            place = _PLACE.search(attributes)
            letters, digits = place.groups() if place else (b"", b"")
            row, column = self._at
            if name == b"row":
                self._at = (int(digits or row + 1), 0)
                continue
            self._at = (int(digits or row), column_number(letters) or column + 1)
            if not empty:
                self._filled(*self._at, error=bool(_ERROR.search(attributes)))

    def _filled(self, row: int, column: int, *, error: bool) -> None:
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if error:
            self._errors.setdefault(row, column - 1)
