"""The headings of a prose, and what stands under each of them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from coprod_audit.charter.blocks import Blocks, RawHeading, blocks
from coprod_audit.charter.inline import plain
from coprod_audit.charter.prose_lines import has_content, said
from coprod_audit.spans import Span, lines_of, whole_line

MOST: Final = 2_000


class Heading(NamedTuple):
    """A heading without its marks, and the lines of its text."""

    level: int
    text: str
    span: Span


class Part(NamedTuple):
    """A heading with what stands under it, down to the next of its level or a higher one.

    It is `empty` where there are only blanks, comments, rules, link definitions, words such as "TBC", and headings with
    nothing under them.
    """

    heading: Heading
    empty: bool


class Prose(NamedTuple):
    """The prose of a charter. `span` is its first line, where something that is missing belongs.

    `lines` are its lines with code, comments, tags and block quotes blanked (see `prose_lines`), the first of which is
    line `first_line`. `too_many` is the heading with which there were more than `MOST`, below which nothing was read.
    """

    span: Span
    parts: tuple[Part, ...]
    lines: tuple[str, ...]
    first_line: int
    too_many: Span | None = None


def headings(text: str, first_line: int = 1, path: str = "") -> tuple[Heading, ...]:
    """The headings of a text whose first line has that number, those in lists and block quotes left out.

    They are those that markdown-it-py finds, with the differences that `blocks` and `inline` name.
    """
    lines = lines_of(text)
    return tuple([_heading(raw, lines, path, first_line) for raw in blocks(lines).headings])


def prose(text: str, first_line: int = 1, path: str = "") -> Prose:
    """A prose whose first line has that number."""
    lines = lines_of(text)
    found = blocks(lines, MOST)
    lines = lines[: len(found.kinds)]
    words = said(lines, found.kinds)
    parts = [
        Part(_heading(raw, lines, path, first_line), empty)
        for raw, empty in zip(found.headings, _empty(found, lines, words), strict=True)
    ]
    too_many = parts.pop().heading.span if len(parts) > MOST else None
    return Prose(_beginning(lines, path, first_line), tuple(parts), words, first_line, too_many)


def _heading(raw: RawHeading, lines: Sequence[str], path: str, first_line: int) -> Heading:
    first, last = lines[raw.first], raw.first
    if "\n" in raw.content:
        last += raw.content.count("\n")
    begins = len(first) - len(first.lstrip()) + 1
    ends = len(lines[last].rstrip()) + 1
    span = Span(path, raw.first + first_line, begins, last + first_line, ends)
    return Heading(raw.level, plain(raw.content), span)


def _beginning(lines: Sequence[str], path: str, first_line: int) -> Span:
    """The first line with anything in it; the line above the prose where there is none."""
    number = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    span = whole_line(lines, path, number) if number else Span(path)
    line = max(1, span.line + first_line - 1 if number else first_line - 1)
    return span._replace(line=line, end_line=line)


def _empty(found: Blocks, lines: Sequence[str], words: Sequence[str]) -> list[bool]:
    """Whether nothing stands under each heading, from the last to the first and told from the first."""
    empty, ends = list[bool](), [len(lines)] * 7
    next_heading = next_content = len(lines)
    for raw in reversed(found.headings):
        there = range(raw.end, next_heading)
        own = (line for line in there if has_content(lines[line], words[line], found.kinds[line]))
        next_heading, next_content = raw.first, next(own, next_content)
        empty.append(next_content >= ends[raw.level])
        ends[raw.level :] = [raw.first] * (7 - raw.level)
    return empty[::-1]
