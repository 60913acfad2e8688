"""What stands before the YAML reader: limits, and checks on bytes that need no parser.

The C parser crashes on deep nesting and stalls on some small inputs (threat model, P2 and P3), and two
parsers disagree on characters that no text needs. Both are settled here and on the parser's events,
before anything is built.
"""

import re
from typing import Final, NamedTuple

from coprod_audit.faults import Origin
from coprod_audit.findings import Location


class Limits(NamedTuple):
    """How much is read (threat model, section 5). `size` is in bytes, `characters` a text, `evidence` an answer.

    The others are those of a questionnaire: `choices` a question, `rows` a table, `parts` what an `at-least-n` counts,
    `elements` a lens.
    """

    size: int
    depth: int = 32
    nodes: int = 100_000
    characters: int = 20_000
    questions: int = 1_000
    evidence: int = 100
    files: int = 100
    rungs: int = 20
    choices: int = 50
    rows: int = 50
    parts: int = 100
    lenses: int = 50
    elements: int = 100


QUESTIONNAIRE_LIMITS: Final = Limits(size=1_000_000)
ANSWERS_LIMITS: Final = Limits(size=5_000_000)

RAISED_BY: Final = {
    "bytes": "size",
    "depth": "depth",
    "nodes": "nodes",
    "text": "characters",
    "questions": "questions",
    "evidence": "evidence",
    "files": "files",
    "rungs": "rungs",
    "choices": "choices",
    "rows": "rows",
    "parts": "parts",
    "lenses": "lenses",
    "elements": "elements",
}
"""What `--limit` calls each limit (reliability goal B2), and which it is."""

DEEPEST: Final = 200
"""How deep nesting may be allowed to go: readers of what is nested call themselves for each level."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# Patterns are compiled when they are first needed, which for these is seldom.
# What no text needs, or what YAML readers disagree about: controls, line separators, marks of byte order.
_REFUSED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
# Parsers disagree about a tab after the spaces, and about one at the start of a text of several lines.
_TAB = r"(?m)^ *(\t)[ \t]*(?=[^\s#])"
_NAMES = {
    "\u2028": "the line separator",
    "\u2029": "the paragraph separator",
    "\ufeff": "a byte-order mark inside the text",
}


def decoded(data: bytes, origin: Origin, limits: Limits) -> str | None:
    """The text of a file, or None with its faults noted: too large, not UTF-8, control characters, tabs.

    A UTF-8 byte-order mark at the start is accepted and left out.
    """
    faults = origin.faults
    if len(data) > limits.size:
        faults.note("D001", too_large(len(data), limits.size), Location(origin.path))
    elif data.startswith(_UTF_16) or _looks_like_utf_16(data):
        faults.note("D003", "the file is UTF-16 or UTF-32; save it as UTF-8", Location(origin.path))
    elif (text := _utf_8(data, origin)) is not None and _clean(text, origin):
        return text
    faults.fatal = True
    return None


def too_large(size: int, limit: int) -> str:
    """The sentence for a file over the limit."""
    advice = f"split it, shorten its texts, or {raising('bytes', limit, size)}"
    return f"the file has {size:,} bytes; at most {limit:,} are read, so {advice}"


def raising(name: str, limit: int, needed: int) -> str:
    """How to raise a limit so far that what is needed fits, as the end of a sentence."""
    return f"raise the limit with --limit {name}={-(-needed // limit) * limit}"


def _looks_like_utf_16(data: bytes) -> bool:
    """Tell UTF-16 without a mark from a stray NUL: in ASCII text every second byte is zero, and no other."""
    if 0 not in data[:400]:
        return False
    even, odd = data[:400:2], data[1:400:2]
    zeros = sorted((even.count(0) / max(1, len(even)), odd.count(0) / max(1, len(odd))))
    return zeros[1] > 0.8 and zeros[0] < 0.6


def _utf_8(data: bytes, origin: Origin) -> str | None:
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line_start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
        column = len(before[line_start:].decode("utf-8")) + 1
        origin.faults.note(
            "D004",
            f"the byte 0x{error.object[error.start]:02X} is not UTF-8; save the file as UTF-8",
            Location(origin.path, _lines(before.decode("utf-8")), column),
        )
        return None


def _clean(text: str, origin: Origin) -> bool:
    """Note every character that is refused, and every tab that stands for indentation."""
    if text.replace("\n", "").isprintable():
        return True  # neither of them is: most files take no closer look
    clean = True
    for found in re.finditer(_REFUSED, text):
        clean = False
        if origin.faults.full:
            break
        origin.faults.note("D002", _control(found.group()), place(text, found.start(), origin.path))
    for found in re.finditer(_TAB, text):
        clean = False
        if origin.faults.full:
            break
        message = "a tab indents this line; indent with spaces"
        origin.faults.note("D005", message, place(text, found.start(1), origin.path))
    return clean


def _control(character: str) -> str:
    name = _NAMES.get(character, "NUL" if character == "\0" else "a control character")
    return f"{name} (U+{ord(character):04X}); take it out, or write it as an escape in double quotes"


def place(text: str, index: int, path: str) -> Location:
    """The line and column of a character."""
    before = text[:index]
    return Location(path, _lines(before), index - max(before.rfind("\n"), before.rfind("\r")))


def _lines(before: str) -> int:
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
