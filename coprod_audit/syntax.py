"""What a YAML parser stumbled over, in our words: both parsers and all their versions, one sentence a kind."""

import re

from coprod_audit.faults import Origin
from coprod_audit.fields import Field, Mark
from coprod_audit.guard import place

# What both parsers say, in part, and what it means for the person who wrote the file.
_FITS = "this line does not fit the lines above; check its indentation, dashes and quotes"
_SENTENCES = (
    ("mapping values", "a colon where none may stand; put the text in quotes, or check the indentation"),
    ("found character", "nothing begins with this character; put the text in quotes"),
    (
        "could not find expected ':'",
        "a key without a colon; write 'key: value', and indent texts that run on",
    ),
    ("unexpected end of stream", "a quotation mark opens here and is never closed; close it"),
    ("document separator", "a quotation mark opens here and is not closed before '---'; close it"),
    ("expected <block end>", _FITS),
    ("expected '-' indicator", _FITS),
    ("expected key", _FITS),
    ("expected ',' or", "a bracket was opened and not closed before this; close it or add a comma"),
    (
        "sequence entries",
        "a dash where no list may begin; put the list on lines of its own, or quote the text",
    ),
    ("character escape code", "half a character (a surrogate); write the whole character"),
    ("unknown escape", "an unknown escape after the backslash; double the backslash, or use single quotes"),
    ("decimal number", "an unknown escape after the backslash; double the backslash, or use single quotes"),
    ("comment or", "nothing but a comment can follow here; put the text in quotes"),
    ("chomping or indentation", "nothing but a comment can follow here; put the text in quotes"),
    ("incompatible YAML", "the %YAML line asks for another YAML than 1.2; leave it out"),
    ("directive", "a line that begins with a percent sign; leave it out, or put the text in quotes"),
    (
        "document start",
        "the text goes on where it should have ended; check the lines above that begin with % or ...",
    ),
    ("undefined tag handle", "a tag; leave it out, every value is text, or quote it"),
)
_BARE_CONDITION = (
    r"\s*(?:-\s+)?(?:when|partly|where|row-when):\s+[a-z0-9.-]+"  # compiled when it is first needed
)
_LONGEST_KEY = 1_024
_DIRECTIVE = r"(?m)^(?!%YAML[ \t]+1\.2[ \t]*(?:#.*)?\r?$)(%(?:YAML|TAG)?)"  # compiled when it is first needed
_AT_THE_START = ("could not find expected ':'", "unexpected end of stream", "document separator")


def note_syntax(problem: str, began: Mark | None, mark: Mark | None, text: str, origin: Origin) -> None:
    """Note what the parser stumbled over, at its place: where it stands, or where what is unfinished began."""
    known = next((pair for pair in _SENTENCES if pair[0] in problem), None)
    if mark is None or (known and known[0] in _AT_THE_START):
        mark = began or mark
    message = (
        known[1]
        if known
        else f"this cannot be read as YAML ({problem}); put the text in quotes, or check the indentation"
    )
    if mark is not None:
        message = _from_the_line(_line(text, mark), mark.column) or message
    conflict = re.search(r"^<{7}(?= |$)", text, re.MULTILINE)
    if conflict:
        message = "a merge conflict that is not settled; keep one of the two sides, and take its marks out"
        origin.faults.note("D006", message, place(text, conflict.start(), origin.path))
    else:
        Field(None, mark, origin).note("D006", message)
    origin.faults.fatal = True


def refuse_directive(text: str, origin: Origin) -> bool:
    """Note a file that begins with a line for the parser: they differ in what they make of one."""
    found = re.search(_DIRECTIVE, text) if "%" in text else None
    if found and _at_the_top(text[: found.start()]):
        yaml = f"a {found[1]} line; leave it out, every file is read as YAML 1.2"
        percent = "a line that begins with a percent sign; leave it out, or put the text in quotes"
        message = percent if found[1] == "%" else yaml
        origin.faults.note("D006", message, place(text, found.start(1), origin.path))
        origin.faults.fatal = True
        return True
    return False


def _at_the_top(before: str) -> bool:
    """Whether nothing stands before but comments and lines for the parser."""
    return all(not line.strip() or line.startswith(("#", "%")) for line in before.splitlines())


def _from_the_line(line: str, column: int) -> str:
    """What the line shows and the parser does not say: a tab, or a key that it gave up on; "" for neither."""
    if line[column : column + 1] == "\t":
        return "a tab indents this line; indent with spaces"
    if line[column : column + 1] == ":" and re.fullmatch(_BARE_CONDITION, line[:column]):
        return "a colon where none may stand; put the condition in braces, as in 'when: {told: nothing}'"
    before = line[max(0, column - _LONGEST_KEY) : column]
    if line[column : column + 1] == ":" and len(before) == _LONGEST_KEY and ": " not in before:
        return "more than 1,024 characters before this colon, too long for a key; shorten the key, or put a text that holds a colon in quotes"
    return ""


def _line(text: str, mark: Mark) -> str:
    """The line of a place. Lines are counted as the parsers do: by line feeds and carriage returns."""
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[mark.line : mark.line + 1]
    return line[0] if line else ""
