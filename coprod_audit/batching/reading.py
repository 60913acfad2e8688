"""The responses in a piece: read the short way where all is as expected, else by the reader that everybody uses."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from coprod_audit import answers_reader, files
from coprod_audit.answers import Answers
from coprod_audit.batch import flat, plain_file
from coprod_audit.batching.pieces import Piece
from coprod_audit.errors import InputError
from coprod_audit.findings import Finding
from coprod_audit.forms import Applier, FormMap, native_map, plan
from coprod_audit.forms.together import responses as form_responses
from coprod_audit.guard import Limits
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Failure, Response
from coprod_audit.table_rows import Row, Torn

_NO_UNIT = (
    "the project lacks its unit, without which no rung is printed; add a column 'unit', or give one for all rows in the map: "
    "'defaults: {project.unit: Decisions of the council about the youth hub, 2025-26}'"
)


def _misfit(file: str, findings: tuple[Finding, ...]) -> Failure:
    """That the map does not fit a table, in one line: the first reason with its place in the map, and how many more."""
    faults = [one for one in findings if one.severity == "error"]
    first, more = faults[0], len(faults) - 1
    others = f", and {more} more like it" if more else ""
    place = f"{first.location.path}:{first.location.line}"
    return Failure(
        file, 0, "", first.code, f"the table as a whole is not judged: {place}: {first.message}{others}"
    )


class Found(NamedTuple):
    """A response, what it was made of, and the whole answers where they were read on the way.

    It was made of the bytes of a file or a line, or of the cells of a row with their headers. `unfinished` is one of which
    the form says that whoever answered did not come to the end.
    """

    response: Response
    made_of: bytes | tuple[tuple[str, ...], tuple[str, ...]]
    answers: Answers | None = None
    unfinished: bool = False


class Reader:
    """Reads the pieces of a batch. `form` says how tables are to be read, where one was given."""

    def __init__(self, questionnaire: Questionnaire, limits: Limits, form: FormMap | None) -> None:
        self._questionnaire = questionnaire
        self._limits = limits
        self._form = form
        self._flat = flat.flat_of(questionnaire)
        self._appliers = dict[str, Applier]()

    def found(self, piece: Piece) -> Iterator[Found | Failure]:
        """Every response of a piece in order, or why there is none; a response with several faults has several."""
        if piece.whole is not None:
            quick = plain_file.response(piece.whole, piece.file, self._flat)
            if quick is not None:
                yield Found(quick, piece.whole)
            else:
                yield from self._read(piece.whole, piece.file, 0)
        elif piece.head is not None:
            yield from self._of_rows(piece)
        else:
            yield from self._of_lines(piece)

    def answers(self, piece: Piece, row: int) -> Answers:
        """The whole answers of the response in that row, as a report needs them. Raises InputError, and LookupError."""
        if piece.whole is not None:
            return self._whole(piece.whole, piece.file)
        if piece.head is None:
            return self._whole(piece.lines[row - piece.first], piece.file)
        applier = self._applier(piece)
        for one in piece.rows:
            if isinstance(one, Row) and one.number == row:
                return applier.answers(one)
        raise LookupError(row)

    def warnings(self, piece: Piece) -> tuple[Finding, ...]:
        """What there is to say of the table that a piece is part of, and stands in nobody's way."""
        try:
            return self._applier(piece).findings
        except InputError:
            return ()  # told with its first piece

    def _of_lines(self, piece: Piece) -> Iterator[Found | Failure]:
        file, expected = piece.file, self._flat
        for row, text in enumerate(piece.lines, start=piece.first):
            try:
                held = parsed(text)
            except (ValueError, RecursionError):
                held = None
            quick = flat.response(held, marks(text), expected, file, row)
            if quick is not None:
                yield Found(quick, text)
            elif text.strip():
                yield from self._read(text, file, row)

    def _read(self, data: bytes, file: str, row: int) -> Iterator[Found | Failure]:
        """By the reader that everybody uses; each fault is a failure with its place."""
        try:
            answers = self._whole(data, file)
        except InputError as error:
            for one in error.findings:
                yield Failure(file, row or one.location.line, "", one.code, one.message)
            return
        yield Found(flat.of_answers(answers, file, row), data, answers)

    def _of_rows(self, piece: Piece) -> Iterator[Found | Failure]:
        try:
            applier = self._applier(piece)
        except InputError as error:
            if piece.first == 1:
                yield _misfit(piece.file, error.findings)
            return
        if piece.first == 1 and not piece.rows:
            yield Failure(piece.file, 0, "", "", "there are no rows in it")
        rows = [row for row in piece.rows if isinstance(row, Row)]
        read = iter(form_responses(applier, self._flat.alphabet, piece.file, rows))
        for row in piece.rows:
            if isinstance(row, Torn):
                yield Failure(piece.file, row.number, row.column, row.code, row.reason)
                continue
            found = next(read)
            if not isinstance(found, Response):
                yield from found
            elif not found.project.get("unit"):
                yield Failure(piece.file, row.number, "", "A011", _NO_UNIT)
            else:
                yield Found(found, (applier.headers, row.cells), unfinished=applier.unfinished(row))

    def _applier(self, piece: Piece) -> Applier:
        """What lays the map over the table. Raises InputError where it does not fit."""
        if piece.head is None:
            raise LookupError(piece.file)
        if piece.file not in self._appliers:
            form = self._form or native_map(piece.head, self._questionnaire)
            self._appliers[piece.file] = plan(form, piece.head, self._questionnaire)
        return self._appliers[piece.file]

    def _whole(self, data: bytes, file: str) -> Answers:
        return answers_reader.read(_joined(data), file, self._questionnaire, limits=self._limits)[0]


def marks(text: bytes) -> int:
    """How many quotation marks begin or end a text in a line of JSON; -1 where that takes more than a look.

    A line that begins with a blank or a tab, or has a carriage return in it, is left to the reader, too: these mean other
    things in YAML.
    """
    if text[:1] != b"{":
        return -1
    found = text.count(b'"')
    if b"\\" in text:
        found = -1 if b"\\\\" in text else found - text.count(b'\\"')
    return found if text.find(b"\r", 0, -2) < 0 else -1


_HALVES = re.compile(rb"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def _joined(data: bytes) -> bytes:
    """The text with letters that JSON writes as two halves of an escape as what they are: YAML knows no halves."""
    return _HALVES.sub(_letter, data) if b"\\u" in data else data


def _letter(found: re.Match[bytes]) -> bytes:
    high, low = int(found[2], 16), int(found[3], 16)
    return found[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()


def _refused(_: str) -> Mapping[str, Any]:
    raise ValueError("no number")


_JSON = json.JSONDecoder(parse_constant=_refused)


def by_python(text: bytes) -> Any:
    """What a line of JSON holds, by the reader that comes with Python. Raises ValueError, and RecursionError."""
    return _JSON.decode(text.decode("utf-8"))


def _decoder() -> Callable[[bytes], Any]:
    """What reads a line of JSON: the extra `fast` where it is there. What it refuses goes to the reader for everybody."""
    with files.signals_held():  # one that comes while a library in C begins may end the process
        try:
            import orjson
        except ImportError:
            return by_python
    return orjson.loads


parsed = _decoder()
