"""What stands on the screen while something is asked: parts of lines, and which of them give way where it is low.

The question and the footer stay in sight however low the window is; what is longer than its place shows the lines
around what is pointed at.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coprod_audit.escapes import show
from coprod_audit.interview.steps import Step

READS_WELL = 88
"""The most columns of a line that can be read with ease."""

NARROWEST = 12
"""The columns that lines are made for where a window has fewer."""

_CUT = " ..."

_YIELDING = (  # what gives way, in which order, and down to how many lines
    ("gap", 0), ("help", 2), ("keys", 3), ("body", 8), ("keys", 2), ("hint", 2), ("help", 1), ("rows", 4), ("keys", 1),
    ("where", 0), ("hint", 0), ("body", 4), ("help", 0), ("notice", 1), ("ask", 3), ("rows", 2), ("body", 3),
    ("how", 0), ("columns", 0), ("body", 2), ("ask", 2), ("rows", 1), ("body", 1), ("ask", 1), ("notice", 0),
)  # fmt: skip


class Line(NamedTuple):
    """One line of the screen; `strong` is what stands out from the others, never by colour alone."""

    text: str
    strong: bool = False


class Part(NamedTuple):
    """Lines that belong together. The lines from `first` to `last` stay in sight where not all of them fit.

    `more` is said at the end of the last line that is seen, where others below it are not.
    """

    name: str
    lines: tuple[Line, ...]
    first: int = 0
    last: int = 0
    more: str = ""


GAP = Part("gap", (Line(""),))


def paragraph(name: str, text: str, width: int, *, strong: bool = False, more: str = "") -> Part:
    """A text as a part; a part without lines where there is no text."""
    lines = wrapped(text, width) if text else []
    return Part(name, tuple(Line(line, strong) for line in lines), more=more)


def head(step: Step, width: int) -> tuple[Part, ...]:
    """Where the room is and what is asked."""
    asked = (*wrapped(step.stem, width), *wrapped(step.ask, width)) if step.stem else wrapped(step.ask, width)
    return (
        paragraph("where", step.where, width),
        Part("ask", tuple(Line(line, strong=True) for line in asked), more=_CUT),
        paragraph("hint", step.hint, width, more=_CUT),
    )


def rooms(parts: Sequence[Part], height: int) -> list[int]:
    """How many lines each part gets."""
    room = [len(part.lines) for part in parts]
    for name, least in _YIELDING:
        for at, part in enumerate(parts):
            excess = sum(room) - height
            if excess <= 0:
                return room
            if part.name == name:
                room[at] = max(room[at] - excess, min(least, room[at]))
    return room


def whole(parts: Sequence[Part], height: int, name: str) -> bool:
    """Whether every line of the parts of that name can be seen."""
    return all(
        room >= len(part.lines)
        for part, room in zip(parts, rooms(parts, height), strict=True)
        if part.name == name
    )


def fitted(parts: Sequence[Part], height: int) -> list[Line]:
    """The lines that are seen in a window of that height, never more of them."""
    seen = zip(parts, rooms(parts, height), strict=True)
    return [line for part, room in seen for line in _seen(part, room)][: max(height, 1)]


def around(parts: Sequence[Part], height: int, name: str) -> tuple[list[Line], int, list[Line]]:
    """The lines above the part of that name, how many it gets itself, and the lines below it."""
    room = rooms(parts, height)
    at = next(number for number, part in enumerate(parts) if part.name == name)
    seen = [_seen(part, lines) for part, lines in zip(parts, room, strict=True)]
    above, below = ([line for part in some for line in part] for some in (seen[:at], seen[at + 1 :]))
    return above, room[at], below


def _seen(part: Part, room: int) -> tuple[Line, ...]:
    if room >= len(part.lines):
        return part.lines
    middle = (part.first + part.last + 1 - room) // 2
    start = min(max(middle, part.last - room + 1, 0), part.first, len(part.lines) - room)
    lines = part.lines[start : start + room]
    if not (part.more and lines and start + room < len(part.lines)):
        return lines
    widest = max(cells(line.text) for line in part.lines)
    return (*lines[:-1], Line(shortened(lines[-1].text, widest, part.more), lines[-1].strong))


def shortened(text: str, width: int, more: str = _CUT) -> str:
    """The text with words taken off its end, and what is said instead of them, as far as the width allows."""
    words = text.split(" ")
    while len(words) > 1 and cells(" ".join(words)) + cells(more) > width:
        words.pop()
    said = " ".join(words) + more
    if cells(said) <= width:
        return said
    if more != _CUT:
        return shortened(text, width)
    return next((text[:n] + more for n in range(len(text), 0, -1) if cells(text[:n] + more) <= width), "...")


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """The text as lines that fit the width, broken at blanks; all but the first are indented.

    Hidden characters are spelled out. A word longer than a line is broken where the line ends.
    """
    width = max(width, NARROWEST)
    indent = min(indent, width // 2)
    lines = [""]
    for word in _pieces(show(text).split(), width - indent):
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if cells(longer) <= width or not lines[-1].strip():
            lines[-1] = longer
        else:
            lines.append(" " * indent + word)
    return lines


def unbroken(parts: Iterable[str], width: int) -> list[str]:
    """Short sayings in lines that are broken only between them, so that a key stands beside what it does.

    A saying longer than a line is broken like any text.
    """
    held = " ".join(
        part.replace(" ", "\N{NO-BREAK SPACE}") if cells(part) <= width else part for part in parts
    )
    lines = [""]
    for saying in held.split(" "):
        longer = f"{lines[-1]} {saying}".strip()
        lines = [*lines[:-1], longer] if cells(longer) <= width or not lines[-1] else [*lines, saying]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def cells(text: str) -> int:
    """The columns that a text takes: two for wide letters, none for marks on the letter before."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _pieces(words: Iterable[str], width: int) -> Iterable[str]:
    for word in words:
        rest = word
        while cells(rest) > width:
            cut = next(n for n in range(len(rest), 0, -1) if n == 1 or cells(rest[:n]) <= width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest
