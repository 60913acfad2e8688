"""The inputs of a batch cut into pieces that can be judged by themselves: one answer file, or some hundred rows."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from coprod_audit import bytes_of, tables
from coprod_audit.errors import InputError, OutputError
from coprod_audit.findings import Finding
from coprod_audit.guard import ANSWERS_LIMITS, QUESTIONNAIRE_LIMITS, Limits
from coprod_audit.inputs import Input
from coprod_audit.responses import Failure
from coprod_audit.table_rows import TABLE_LIMITS, Head, Row, TableLimits, Torn
from coprod_audit.taken import reason

ROWS = 500
"""So many rows of a table are one piece."""

_NONE = "there is nothing in it"


class Ceilings(NamedTuple):
    """How much is read of each kind of file."""

    questionnaire: Limits = QUESTIONNAIRE_LIMITS
    answers: Limits = ANSWERS_LIMITS
    tables: TableLimits = TABLE_LIMITS


_USUAL = Ceilings()


class Piece(NamedTuple):
    """Something to judge: the whole of an answer file, lines of JSON, or rows of a table with its head.

    `first` is the line of the first of `lines`. `digest` is that of what stands in it and where, `size` about how many
    bytes it takes in its file.
    """

    number: int
    file: str
    digest: bytes
    whole: bytes | None = None
    first: int = 0
    lines: tuple[bytes, ...] = ()
    head: Head | None = None
    rows: tuple[Row | Torn, ...] = ()
    size: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """What goes to another process: the cells of rows as one text, for thousands of small ones take long."""
        rows = [row for row in self.rows if isinstance(row, Row)]
        joined = _ENDED.join([_BETWEEN.join(row.cells) for row in rows])
        between = sum(len(row.cells) - 1 for row in rows)
        if (
            not rows
            or len(rows) < len(self.rows)
            or (joined.count(_BETWEEN), joined.count(_ENDED)) != (between, len(rows) - 1)
        ):
            return _piece, (tuple(self), None, "")
        return _piece, (tuple(self._replace(rows=())), tuple([row.number for row in rows]), joined)

    def part(self, rows: Collection[int]) -> "Piece":
        """The piece with no more of its rows, or lines, than those with these numbers need; there is one at least."""
        if self.whole is not None:
            return self
        if self.head is not None:
            return self._replace(rows=tuple([row for row in self.rows if row.number in rows]))
        first, last = min(rows), max(rows)
        return self._replace(first=first, lines=self.lines[first - self.first : last - self.first + 1])


def _unsaid(_: Finding) -> None:
    """Whoever asks for no warnings gets none."""


def pieces(
    inputs: Iterable[Input],
    settings: bytes,
    limits: Ceilings = _USUAL,
    *,
    headers: int = 0,
    warn: Callable[[Finding], None] = _unsaid,
) -> Iterator[Piece | Failure]:
    """Every piece in order, or the reason why an input cannot be read. `settings` is the digest of all else.

    `headers` is how many rows of a table are further headers, where somebody has said so; `warn` is told of a table what
    stands in nobody's way.
    """
    number = 0
    for one in inputs:
        some = False
        try:
            for piece in _cut(one, settings, limits, headers, warn):
                number += 1
                yield piece._replace(number=number)
                some = True
            if not some:
                yield Failure(one.name, 0, "", "", _NONE)
        except InputError as error:
            for finding in error.findings:
                yield Failure(one.name, finding.location.line or 0, "", finding.code, finding.message)
        except (OSError, OutputError) as error:
            yield Failure(one.name, 0, "", "", f"it cannot be read: {reason(error)}")


def _cut(
    one: Input, settings: bytes, limits: Ceilings, headers: int, warn: Callable[[Finding], None]
) -> Iterator[Piece]:
    match one.kind:
        case "answers":
            data = bytes_of.read_bytes(one.path, limits.answers.size, "take it out of the batch")
            yield Piece(0, one.name, _digest(settings, one.name, 0, [data]), whole=data, size=len(data))
        case "lines":
            with one.path.open("rb") as lines:
                yield from _of_lines(one, settings, lines, limits.answers.size)
        case "table":
            with tables.opened(one.table, limits.tables, warn) as (head, rows):
                yield from _of_rows(one, settings, _with_headers(head, rows, headers), rows)


def _with_headers(head: Head, rows: Iterator[Row | Torn], headers: int) -> Head:
    """The head with so many rows below the first, taken from the rows where they are not in it yet."""
    more = [row.cells for row in islice(rows, max(headers - len(head.more), 0)) if isinstance(row, Row)]
    return head._replace(more=(*head.more, *more))


def _of_rows(one: Input, settings: bytes, head: Head, rows: Iterator[Row | Torn]) -> Iterator[Piece]:
    first = 1
    while (
        chosen := tuple(islice(rows, ROWS))
    ) or first == 1:  # whether the head fits is told without rows too
        texts = [repr(head).encode(), *(_row(row).encode("utf-8", "surrogatepass") for row in chosen)]
        digest = _digest(settings, one.name, first, texts)
        yield Piece(0, one.name, digest, first=first, head=head, rows=chosen, size=sum(map(len, texts)))
        first += len(chosen) or 1


def _of_lines(one: Input, settings: bytes, lines: BinaryIO, longest: int) -> Iterator[Piece]:
    first = 1
    while chosen := tuple(_lines(lines, longest)):
        if any(map(bytes.strip, chosen)):
            digest = _digest(settings, one.name, first, chosen)
            yield Piece(0, one.name, digest, first=first, lines=chosen, size=sum(map(len, chosen)))
        first += len(chosen)


def _lines(lines: BinaryIO, longest: int) -> Iterator[bytes]:
    """Some hundred lines; of one that is too long only so much that it is seen, and the rest is passed over."""
    for _ in range(ROWS):
        line = lines.readline(longest + 2)
        if not line:
            return
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = lines.readline(longest + 2)
            if not line:
                return


def _row(row: Row | Torn) -> str:
    """A row as a text that no other row has."""
    if isinstance(row, Torn):
        return repr(row)
    joined = _BETWEEN.join(row.cells)
    return f"{row.number}{_BETWEEN}{joined}" if joined.count(_BETWEEN) < len(row.cells) else repr(row)


_BETWEEN, _ENDED = "\x1f", "\x1e"


def _piece(values: tuple[Any, ...], numbers: tuple[int, ...] | None, joined: str) -> Piece:
    """A piece as it came from another process."""
    piece = Piece(*values)
    if numbers is None:
        return piece
    cells = [tuple(text.split(_BETWEEN)) for text in joined.split(_ENDED)]
    return piece._replace(rows=tuple(map(Row, numbers, cells)))


def _digest(settings: bytes, name: str, first: int, texts: Sequence[bytes]) -> bytes:
    made = hashlib.blake2b(settings, digest_size=16)
    lengths = ",".join(map(str, map(len, texts)))
    made.update(f"{name}\0{first}\0{lengths}\0".encode("utf-8", "surrogatepass"))
    made.update(b"".join(texts))
    return made.digest()
