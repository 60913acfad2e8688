"""The same for .ods: all sheets stand in one part, and cells and rows say how often they are repeated."""

import re

from coprod_audit.tables.sheet_scan import ATTRIBUTES, LONGEST_TAG, Seen

_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + ATTRIBUTES)
_ANY = re.compile(rb"</?table:(?:table|table-row|table-cell|covered-table-cell)(?=[\s/>])")
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]{1,12})[\"']")
_VALUE = re.compile(rb"[a-z]+:(?:value|value-type|string-value|date-value|time-value|boolean-value)\s*=")
_ERROR = re.compile(rb"calcext:value-type\s*=\s*[\"']error[\"']")


class OdsScan:
    """Looks through the XML of an .ods, piece by piece. `sheets` are what was seen of each, in their order."""

    def __init__(self) -> None:
        self.sheets = list[Seen]()
        self._tail = b""
        self._row = self._times = self._column = self._last = 0
        self._error: int | None = None

    def look(self, piece: bytes) -> None:
        """Look through the next piece. Raises ValueError for tags that no spreadsheet writes."""
        text = self._tail + piece
        cut = max(text.rfind(b"<"), 0)
        self._tail = text[cut:] if len(text) - cut < LONGEST_TAG else b""
        tags = _TAG.findall(text[:cut])
        if len(tags) < len(_ANY.findall(text[:cut])) or not (self._tail or not text):
            raise ValueError("a tag that is not well formed")
        for end, name, attributes, empty in tags:
            self._tag(name, attributes, end=bool(end), empty=bool(empty))

    def _tag(self, name: bytes, attributes: bytes, *, end: bool, empty: bool) -> None:
        if name == b"table":
            if not end:
                self.sheets.append(Seen(0, 0, {}, 0))
                self._row = 0
        elif not self.sheets:
            raise ValueError("a row outside any table")
        elif name == b"table-row":
            if not end:
                self._times, self._column, self._last, self._error = _times(attributes), 0, 0, None
            if end or empty:
                self._row_ends()
        elif not end:
            self._cell(attributes, empty=empty)

    def _cell(self, attributes: bytes, *, empty: bool) -> None:
        if self._error is None and _ERROR.search(attributes):
            self._error = self._column
        self._column += _times(attributes)
        if not empty or _VALUE.search(attributes):
            self._last = self._column

    def _row_ends(self) -> None:
        first = self._row + 1
        self._row += self._times
        seen = self.sheets[-1]
        if self._last:
            self.sheets[-1] = seen._replace(rows=self._row, columns=max(seen.columns, self._last))
        if self._error is not None:
            seen.errors[first] = self._error


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return max(1, int(found[1])) if found else 1
