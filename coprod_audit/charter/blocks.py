"""The blocks of a Markdown text, line by line: what each line is, and the headings that stand in no list and no quote.

It follows the CommonMark specification with its two steps: which lists and quotes go on in this line, then what begins
in it. Tabs are blanks up to the next of every fourth column. Whoever wants the same with all of Markdown takes
markdown-it-py, which a property test holds this against and which costs half the start of a check. The two differ, on
purpose, in these:

* Lists and quotes nest `DEEPEST` deep here; what is deeper is text.
* Behind a link reference definition without a blank line below it the paragraph goes on, as it does in cmark:
  what may not interrupt a paragraph (indented code, a list that begins with 2, a tag of no meaning) does not begin
  there, and a line outside of its list or quote belongs to it. For markdown-it the paragraph has ended.
* An underline below a definition that lacks its address makes a heading of it, as it does in cmark. For markdown-it
  it is the address.
* A definition whose address begins with `javascript:` or its like is a definition here as well.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from coprod_audit.charter import html_blocks
from coprod_audit.charter.definitions import defined
from coprod_audit.charter.inline import untailed

Kind = Literal["blank", "text", "heading", "code", "comment", "html", "quote", "rule", "definition"]

DEEPEST: Final = 20

_QUOTE = -1
_NO_LINE = -2
_MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?: |$)")
_BLANKS = re.compile(" *")
_SIGNS = frozenset("#`~<=-*_>+0123456789")  # what a block other than a paragraph begins with


class RawHeading(NamedTuple):
    """A heading as it was written, its lines counted from 0; `end` is the line below it and its underline."""

    level: int
    first: int
    end: int
    content: str


class Blocks(NamedTuple):
    """What every line is that was looked at, and the headings at the top level."""

    kinds: list[Kind]
    headings: list[RawHeading]


class _Container(NamedTuple):
    """A quote, or an item of a list: so wide is what indents its text. `bare` is its line, where nothing stood in it."""

    width: int
    bare: int = _NO_LINE


def blocks(lines: Sequence[str], most: int | None = None) -> Blocks:
    """Tell the blocks of a text by its lines, which come without their ends. Takes as long as the text is.

    Nothing below the heading is looked at with which there are more than `most`.
    """
    scanner, headings = _Scanner(lines), 0
    for number, line in enumerate(lines):
        scanner.kinds.append(scanner.kind_of(number, line))
        if len(scanner.headings) > headings:
            headings += 1
            if headings - 1 == most:
                break
    scanner.close(0)
    return Blocks(scanner.kinds, scanner.headings)


class _Scanner:
    """Where the scan stands: the open containers, and what is open in the last of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.kinds: list[Kind] = []
        self.headings: list[RawHeading] = []
        self.containers: list[_Container] = []
        self.fence = ""  # as it opened
        self.html: str | None = None  # what ends it
        self.html_kind: Kind = "html"
        self.texts: list[str] = []  # the paragraph so far
        self.first = 0  # its line

    def kind_of(self, number: int, line: str) -> Kind:
        """Take a line in."""
        if not self.containers and not self.fence and self.html is None:  # the short way, for most lines
            if line[:1].isalpha():
                return self._text(number, line, 0)
            if not line:
                return self._leaf(0, "blank")
        line = (line.expandtabs(4) if "\t" in line else line).rstrip(" ")
        depth, at = self._continued(number, line)
        if depth == len(self.containers):
            if self.fence:
                return self._in_fence(line, at)
            if self.html is not None:
                return self._in_html(line, at)
        return self._begun(number, line, depth, at)

    def _continued(self, number: int, line: str) -> tuple[int, int]:
        """How many containers go on in a line, and where in it their text does."""
        at = 0
        for depth, (width, bare) in enumerate(self.containers):
            first = _first(line, at)
            if width == _QUOTE:
                if first - at > 3 or not line.startswith(">", first):
                    return depth, at
                at = first + 1 + line.startswith(" ", first + 1)
            elif first == len(line):
                if bare == number - 1:
                    return depth, at
                at = first
            elif first - at < width:
                return depth, at
            else:
                at += width
        return len(self.containers), at

    def _in_fence(self, line: str, at: int) -> Kind:
        first = _first(line, at)
        end = line[first:]
        if first - at < 4 and len(end) >= len(self.fence) and not end.strip(self.fence[0]):
            self.fence = ""
        return self._shown("code")

    def _in_html(self, line: str, at: int) -> Kind:
        kind, text = self.html_kind, line[at:].lstrip(" ")
        if self.html is not None and html_blocks.ended(text, self.html):
            self.html = None
        return self._shown(kind if text else "blank")

    def _begun(self, number: int, line: str, depth: int, at: int) -> Kind:
        """What begins in a line behind the containers that go on."""
        while True:
            first = _first(line, at)
            if first == len(line):
                self.close(depth)
                return "blank"
            if first - at > 3:
                return self._text(number, line[first:], depth) if self.texts else self._leaf(depth, "code")
            if line[first] not in _SIGNS:
                return self._text(number, line[first:], depth)
            kind = self._leaf_at(number, line[first:], depth)
            if kind is not None:
                return kind
            inner = self._container_at(number, line, at, depth)
            if inner is None:
                return self._text(number, line[first:], depth)
            at, depth = inner, len(self.containers)

    def _leaf_at(self, number: int, text: str, depth: int) -> Kind | None:
        """A heading, fence, rule or piece of HTML, if one begins with this text."""
        match text[0]:
            case "#":
                return self._atx(number, text, depth)
            case "`" | "~":
                return self._fence(text, depth)
            case "<":
                return self._html(text, depth)
            case "=" | "-" if self._underlined(number, text, depth):
                return self._shown("heading")
            case "*" | "-" | "_" if _is_rule(text):
                return self._leaf(depth, "rule")
        return None

    def _atx(self, number: int, text: str, depth: int) -> Kind | None:
        level = len(text) - len(text.lstrip("#"))
        if level > 6 or text[level : level + 1] not in {"", " "}:
            return None
        self.close(depth)
        if not self.containers:
            content = untailed(self.lines[number].strip(" \t")[level:])
            self.headings.append(RawHeading(level, number, number + 1, content))
        return self._shown("heading")

    def _fence(self, text: str, depth: int) -> Kind | None:
        info = text.lstrip(text[0])
        length = len(text) - len(info)
        if length < 3 or (text[0] == "`" and "`" in info):
            return None
        kind = self._leaf(depth, "code")
        self.fence = text[:length]
        return kind

    def _html(self, text: str, depth: int) -> Kind | None:
        end = html_blocks.begins(text, interrupting=bool(self.texts))
        if end is None:
            return None
        holds: Kind = "html" if end in {html_blocks.BLANK_LINE, "</"} else "comment"
        kind = self._leaf(depth, holds)
        if not html_blocks.ended(text, end):
            self.html, self.html_kind = end, holds
        return kind

    def _underlined(self, number: int, text: str, depth: int) -> bool:
        """Whether this text makes the paragraph above it a heading, which is noted where it stands at the top level."""
        if not self.texts or depth < len(self.containers) or text.strip(text[0]):
            return False
        self._leave_out_definitions()
        if not self.texts:
            return False
        if not self.containers:
            content = "\n".join(self.lines[self.first : number]).strip()
            self.headings.append(RawHeading(1 if text[0] == "=" else 2, self.first, number + 1, content))
            self.kinds[self.first : number] = ["heading"] * len(self.texts)
        self.texts = []
        return True

    def _leave_out_definitions(self) -> None:
        """Take the definitions off the top of the paragraph."""
        count = defined(self.texts)
        if not count:
            return
        if not self.containers:
            self.kinds[self.first : self.first + count] = ["definition"] * count
        self.texts, self.first = self.texts[count:], self.first + count

    def _container_at(self, number: int, line: str, at: int, depth: int) -> int | None:
        """Open the container that begins in a line, and say where its text does; None where none begins."""
        first = _first(line, at)
        if depth >= DEEPEST:
            return None
        if line[first] == ">":
            self.close(depth)
            self.containers.append(_Container(_QUOTE))
            return first + 1 + line.startswith(" ", first + 1)
        found = _MARKER.match(line, first)
        if found is None:
            return None
        end = first + len(found[0].rstrip(" "))
        gap = _first(line, end) - end
        bare = end + gap == len(line)
        if self.texts and depth == len(self.containers) and (bare or int(found[1] or 1) != 1):
            return None  # it would interrupt a paragraph
        gap = 1 if bare or gap > 4 else gap
        self.close(depth)
        self.containers.append(_Container(end - at + gap, number if bare else _NO_LINE))
        return min(end + gap, len(line))

    def _text(self, number: int, text: str, depth: int) -> Kind:
        """A line of a paragraph, which goes on even where its containers do not."""
        if not self.texts:
            self.close(depth)
            self.first = number
        self.texts.append(text)
        return self._shown("text")

    def _leaf(self, depth: int, kind: Kind) -> Kind:
        self.close(depth)
        return self._shown(kind)

    def close(self, depth: int) -> None:
        """End what is open, and the containers from a depth on."""
        if self.texts:
            self._leave_out_definitions()
        del self.containers[depth:]
        self.texts, self.fence, self.html = [], "", None

    def _shown(self, kind: Kind) -> Kind:
        """The kind of a line, which is that of a quote where it stands in one."""
        if self.containers and kind != "blank" and any(one.width == _QUOTE for one in self.containers):
            return "quote"
        return kind


def _first(line: str, at: int) -> int:
    """Where the first character that is no blank stands, or the end of the line."""
    return _BLANKS.match(line, at).end() if line.startswith(" ", at) else at  # type: ignore[union-attr] # it matches nothing, too


def _is_rule(text: str) -> bool:
    marks = text.replace(" ", "")
    return len(marks) > 2 and not marks.strip(text[0])
