"""A stretch of a file: where something begins and where it ends, as findings about charters tell it."""

from collections.abc import Sequence
from typing import NamedTuple

from coprod_audit.findings import Location

_CLOSING = {"[": "]", "{": "}"}


class Span(NamedTuple):
    """From the first character to the one behind the last, both one-based, counted in characters.

    `path` is relative to the root of the repository (or to the folder that is checked), with `/` between its parts.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def location(self) -> Location:
        """Where it begins."""
        return Location(self.path, self.line, self.column)


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends: those that Markdown and YAML count."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def stretch(lines: Sequence[str], at: Location) -> Span:
    """What begins at a place of a YAML text: a key, a value, or the rest of the line. Never empty where the line goes on.

    `lines` are those of the whole file, without their ends. A place beyond them gives an empty stretch there.
    """
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    length = _length(line[at.column - 1 :])
    return Span(at.path, at.line, at.column, at.line, at.column + length)


def whole_line(lines: Sequence[str], path: str, number: int) -> Span:
    """A line from its first letter to its last."""
    line = lines[number - 1] if number <= len(lines) else ""
    text = line.strip()
    begins = len(line) - len(line.lstrip()) + 1 if text else 1
    return Span(path, number, begins, number, begins + len(text))


def _length(text: str) -> int:
    if text[:1] in {'"', "'"}:
        return _quoted(text)
    if text[:1] in _CLOSING:
        end = text.rfind(_CLOSING[text[0]])
        return end + 1 if end > 0 else len(text.rstrip())
    ends = [place for mark in (": ", " #", ", ", "]", "}") if (place := text.find(mark)) > 0]
    plain = text[: min(ends)] if ends else text
    return len(plain.rstrip().removesuffix(":"))


def _quoted(text: str) -> int:
    """To the quotation mark that closes what the first one opens; to the end of the line where it goes on."""
    mark, place = text[0], 1
    while place < len(text):
        if mark == '"' and text[place] == "\\":
            place += 2
        elif text[place] != mark:
            place += 1
        elif mark == "'" and text[place + 1 : place + 2] == "'":
            place += 2
        else:
            return place + 1
    return len(text.rstrip())
