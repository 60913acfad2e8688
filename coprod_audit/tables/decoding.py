"""Which encoding a text file has, and its text in it.

What is promised: a byte-order mark decides. Without one the file is UTF-8, until a byte comes that does not belong
there. If everything before it, and the 64 KiB around it, would be plain ASCII otherwise, the file is Windows-1252 from
there on, and `warn` is told (S011); no letter read before could have been another. If not, it is UTF-8 with a fault,
and the bad bytes stand in the text as half characters, for `unreadable` to find. The file is read once.
"""

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from coprod_audit.faults import quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.tables.sources import fault

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NO_TEXTS = {
    b"PK\x03\x04": "a workbook or another packed file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a packed file",
    b"%PDF": "a PDF",
}
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


def unreadable(line: str) -> str:
    """What cannot be read in a line, and where, for a sentence; "" where all of it can."""
    found = _UNREADABLE.search(line)
    if found is None:
        return ""
    code = ord(found.group())
    byte = f"the byte 0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else "half a character"
    return f"{byte if code else 'a NUL'} at character {found.start() + 1} of the line"


class Decoder:
    """Decodes a file piece by piece. Raises InputError (S003) for what begins like no text."""

    def __init__(self, first: bytes, path: Path, warn: Callable[[Finding], None]) -> None:
        self._path, self._warn = path, warn
        marked = next((mark for mark in _MARKS if first.startswith(mark)), b"")
        if not marked:
            _check_is_text(first, path)
        self._left_out = len(marked)
        self._name = _MARKS.get(marked, "utf-8")
        self._decoder = codecs.getincrementaldecoder(self._name)()
        self._may_be_other = not marked

    def text(self, piece: bytes, *, final: bool = False) -> tuple[str, bool]:
        """The text of the next piece, and whether something in it may be unreadable."""
        piece, self._left_out = piece[self._left_out :], 0
        try:
            text = self._decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            return self._text_otherwise(error, piece, final), True
        self._may_be_other = self._may_be_other and text.isascii()
        return text, "\0" in text

    def _text_otherwise(self, error: UnicodeDecodeError, piece: bytes, final: bool) -> str:
        if self._may_be_other and not _BEYOND_ASCII.search(error.object.decode("utf-8", "surrogateescape")):
            self._warn(_read_as_another(error, self._path))
            self._name, self._decoder = "cp1252", codecs.getincrementaldecoder("cp1252")()
            piece = error.object
        self._may_be_other = False
        self._decoder.errors = "replace" if self._name.startswith("utf-16") else "surrogateescape"
        text = self._decoder.decode(piece, final)
        self._decoder.errors = "strict"
        return text.replace("\ufffd", "\ud800") if self._name.startswith("utf-16") else text


def _check_is_text(first: bytes, path: Path) -> None:
    for sign, what in _NO_TEXTS.items():
        if first.startswith(sign):
            raise fault(
                "S003",
                path,
                f"this is {what}, and its name says text; give it the ending that it should have",
            )
    if first[:400].count(0) * 4 > len(first[:400]):
        raise fault("S003", path, "this is no text, or UTF-16 without a byte-order mark; save it as UTF-8")


def _read_as_another(error: UnicodeDecodeError, path: Path) -> Finding:
    around = error.object[max(0, error.start - 20) : error.start + 20].decode("cp1252", "replace")
    before = around[: min(20, error.start)].splitlines()[-1:]
    after = around[min(20, error.start) :].splitlines()[:1]
    message = (
        f"the byte 0x{error.object[error.start]:02X} does not belong to UTF-8, so the table is read as "
        f"Windows-1252, as in {quoted(''.join([*before, *after]))}; if that looks wrong, save it as 'CSV UTF-8'"
    )
    return Finding("S011", message, Location(str(path)), "warning")
