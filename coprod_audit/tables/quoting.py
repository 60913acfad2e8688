"""From lines to rows of cells, by the rules of CSV taken strictly, without one bad quotation mark taking the file along.

A cell in quotation marks may go over several lines. Where its end does not come within `longest` characters, or comes
in the middle of a text, the row is broken, and reading goes on from the line after its first one: lines that looked
like a part of it are read again, as the rows that they probably are. How much is read twice is limited, too; then
cells may not go over several lines any more, and the rows say so.

Lines that are rows by themselves are cut, which is quicker (`splitting`); the csv module reads those that are not.
"""

import csv
from collections import deque
from collections.abc import Iterator

from coprod_audit.tables.decoding import unreadable
from coprod_audit.tables.lines import Lines
from coprod_audit.tables.splitting import cells_of, whole_lines
from coprod_audit.tables.squaring import Broken, Found, Lot, Raw

_READ_TWICE = 50_000_000
_A_LINE = 50


class _TooLong(Exception):  # noqa: N818 - it is no error but a way out of the csv module's loop
    """More belongs to the row than a row may have."""


class Rows:
    """The rows of a text file, numbered by the line they begin in: an iterator of `Lot`, `Raw` and `Broken`."""

    def __init__(self, found: Iterator[Lines], separator: str, *, longest: int, cell: int, line: int) -> None:
        self._found = found
        self._separator = separator
        self._longest = longest
        self._cell = cell
        self._line = line
        self._waiting = deque[str]()
        self._now = Lines([], odd=True)
        self._simple = False
        self._row = list[str]()
        self._closely = False
        self._unreadable = ""
        self._left = _READ_TWICE
        # A larger limit of the module's own does nobody any harm: ours is looked at first.
        csv.field_size_limit(max(csv.field_size_limit(), longest + 1))

    def __iter__(self) -> Iterator[Found]:
        while self._waiting or self._more():
            if self._simple:
                yield from self._cut()
            if self._waiting:
                try:
                    yield from self._strictly()
                except (csv.Error, _TooLong) as error:
                    yield self._broken(error)
                    self._read_again()

    def _cut(self) -> Iterator[Lot]:
        """The rows of lines that are rows by themselves, up to one that is none or may be guarded."""
        waiting = self._waiting
        if self._now.marks or self._now.guards:
            rows = self._cut_singly()
        else:
            rows = whole_lines(waiting, self._separator)
        if len(rows) == len(waiting):
            waiting.clear()
        else:
            for _ in rows:
                waiting.popleft()
        if rows:
            yield Lot(self._line, rows)
        self._line += len(rows)

    def _cut_singly(self) -> list[list[str]]:
        rows, separator, guards = list[list[str]](), self._separator, self._now.guards
        for line in self._waiting:
            if guards and "'" in line and self._may_be_guarded(line):
                break
            cells = cells_of(line, separator)
            if cells is None:
                break
            rows.append(cells)
        return rows

    def _strictly(self) -> Iterator[Raw | Broken]:
        """The rows of the lines that wait; where those after the first can be cut, that one alone."""
        row = self._row
        for cells in csv.reader(self._lines(), delimiter=self._separator, strict=True):
            if self._unreadable:
                yield Broken(self._line, None, "S014", self._unreadable)
                self._unreadable = ""
            elif cells:
                yield Raw(self._line, cells, self._closely)
            self._line += len(row)
            self._closely = False
            row.clear()
            if self._simple:
                return

    def _lines(self) -> Iterator[str]:
        """The lines that wait, and as many more as it takes to end a row."""
        row, waiting, longest, cell, size = self._row, self._waiting, self._longest, self._cell, 0
        while waiting or (row and self._more()):
            line = waiting.popleft()
            size = size + len(line) if row else len(line)
            row.append(line)
            if size > cell:
                self._closely = True
                if size > longest:
                    raise _TooLong
            if len(row) > 1 and self._left < 0:
                raise _TooLong
            if "'" in line and self._may_be_guarded(line):
                self._closely = True
            if self._now.odd and (what := unreadable(line)):
                where = f" {len(row)} of the row" * (len(row) > 1)
                self._unreadable = f"{what}{where} cannot be read; save the table as UTF-8, or mend the text"
            yield line

    def _may_be_guarded(self, line: str) -> bool:
        """Whether some cell, or some line of one, may begin with an apostrophe."""
        return line[0] == "'" or f"{self._separator}'" in line or "\"'" in line

    def _more(self) -> bool:
        for some in self._found:
            self._waiting.extend(some.texts)
            self._now = some
            self._simple = not some.odd and max(map(len, some.texts), default=0) <= self._cell
            if some.texts:
                return True
        return False

    def _read_again(self) -> None:
        """Go on from the line after the first of the row; those that follow may be what could not be read before."""
        _, *others = self._row
        self._waiting.extendleft(reversed(others))
        self._now, self._simple = Lines([], odd=True), False
        self._left -= sum(map(len, others)) + _A_LINE * len(others)
        self._line += 1
        self._row.clear()
        self._closely, self._unreadable = False, ""

    def _broken(self, error: Exception) -> Broken:
        if isinstance(error, _TooLong) and len(self._row) == 1:
            reason = (
                f"the line has more than {self._longest:,} characters, which no row may have; break it up"
            )
            return Broken(self._line, None, "S015", reason)
        if not isinstance(error, _TooLong) and "end of data" not in str(error):
            reason = 'a quotation mark ends a cell and text follows; double those inside a cell, as in ""'
            return Broken(self._line, None, "S013", f"{reason}{self._goes_on()}")
        opened = next(csv.reader([self._row[0].rstrip("\r\n")], delimiter=self._separator), [])
        reason = f"the quotation mark that begins this cell never ends{self._goes_on()}"
        return Broken(self._line, max(0, len(opened) - 1), "S013", reason)

    def _goes_on(self) -> str:
        lines = len(self._row)
        return f"; looked for over {lines:,} lines, reading goes on from the next" if lines > 1 else ""
