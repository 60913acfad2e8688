"""Fields from YAML that can be read in one way only, without a parser: loading one takes longer than all the rest of a check.

That is what most people write: keys and lists further in at each step, texts on one line with or without quotes, blocks,
braces and brackets that close on their line, comments on lines of their own. Nothing is guessed. For any other line, for
text that readers of YAML treat in ways of their own, and for whatever may be a fault, the answer is None, and `composing`
is asked, which reads all YAML and says what is wrong. So what this takes, that takes too, and makes the same of it.
"""

import re
from typing import Final, NamedTuple

from coprod_audit.faults import Origin
from coprod_audit.fields import Field
from coprod_audit.guard import Limits

_WORDS = r"[^\W_](?:[\w .()'’&/–-]{0,200}[\w.)])?"
_ENTRY = rf"({_WORDS}):(?: +(.+))?"
_PLAIN = r"[^\x00-'\x29-/:-@\[-`{-\x7f](?:[^:#]++|:(?! |$)|(?<! )#)*+(?<! )"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_TEXT = rf"(?P<plain>{_PLAIN})|{_QUOTED}"
_TOKEN = rf" *(?:(?P<mark>[\[\]{{}},])|(?P<key>{_WORDS}): +|(?P<plain>{_WORDS})|(?P<quoted>{_QUOTED}))"
_BLOCKS: Final = frozenset((">-", "|-", ">", "|"))
_NOTHING: Final = frozenset(("null", "Null", "NULL"))
_DEEPEST = 8


class Place(NamedTuple):
    """Lines above a value, and characters before it in its line."""

    line: int
    column: int


class _Unusual(Exception):  # noqa: N818 - not an error: it only says that another reader is to be asked
    """Something that is not read here."""


_Line = tuple[int, int, str]
"""The number of a line, how far in it begins, and what stands there."""


def plain_fields(text: str, origin: Origin, limits: Limits) -> Field | None:
    """The top field of a text that has passed the guard; None where anything in it is out of the ordinary."""
    if len(text) > min(limits.characters, limits.nodes) or not text.endswith("\n"):
        return None  # within these, no single text is too long, and there are not too many
    lines = text.split("\n")
    if "\r" in text or "\t" in text or lines.pop():
        return None
    try:
        return _Reader(lines, origin, min(limits.depth, _DEEPEST)).top()
    except _Unusual:
        return None


class _Reader:
    """Reads lines from the first to the last. `at` is the next one that says something, None at the end."""

    def __init__(self, lines: list[str], origin: Origin, depth: int) -> None:
        self.lines = lines
        self.origin = origin
        self.depth = depth
        self.next = 0
        self.entry = re.compile(_ENTRY).fullmatch
        self.text = re.compile(_TEXT).fullmatch
        self.token = re.compile(_TOKEN).match

    def top(self) -> Field:
        """The whole text: a mapping at the left edge."""
        first = self._line()
        if first is None or first[1]:
            raise _Unusual
        found = self._mapping(first, 1)
        if self._line() is not None:
            raise _Unusual
        return found

    def _line(self) -> _Line | None:
        """The next line that says something, which stays."""
        while self.next < len(self.lines):
            line = self.lines[self.next]
            rest = line.lstrip(" ")
            if rest and rest[0] != "#":
                return self.next, len(line) - len(rest), rest
            self.next += 1
        return None

    def _mapping(self, line: _Line, depth: int) -> Field:
        """What begins with this line, which may stand behind a dash: keys that are all as far in.

        A line that stands further in than what it follows belongs to nothing here, and is still there at the end.
        """
        if depth > self.depth:
            raise _Unusual
        indent, values = line[1], dict[str, Field]()
        whole = Field(values, Place(line[0], indent), self.origin)
        following: _Line | None = line
        while following is not None and following[1] == indent:
            number, _, rest = following
            found = self.entry(rest)
            if found is None or (name := found[1]) in values or name in _NOTHING:
                raise _Unusual
            self.next = number + 1
            key = Field(name, Place(number, indent), self.origin)
            if found[2] is None:
                value = self._below(number, indent, found.end(1) + indent + 1, depth)
            else:
                value = self._behind((number, indent + found.start(2), found[2]), indent, depth)
            value.key = key
            values[name] = value
            following = self._line()
        return whole

    def _below(self, number: int, indent: int, column: int, depth: int) -> Field:
        """What stands below a key: a list, a mapping, or nothing."""
        following = self._line()
        if following is not None and following[2][:2] == "- " and following[1] >= indent:
            return self._list(following, depth + 1)
        if following is not None and following[1] > indent:
            return self._mapping(following, depth + 1)
        return Field(None, Place(number, column), self.origin)

    def _list(self, line: _Line, depth: int) -> Field:
        if depth > self.depth:
            raise _Unusual
        indent, items = line[1], list[Field]()
        whole = Field(items, Place(line[0], indent), self.origin)
        following: _Line | None = line
        while following is not None and following[1] == indent and following[2][:2] == "- ":
            number, _, rest = following
            inner = rest[2:].lstrip(" ")
            if not inner:
                raise _Unusual
            at = (number, indent + len(rest) - len(inner), inner)
            if self.entry(inner):
                items.append(self._mapping(at, depth + 1))
            else:
                self.next = number + 1
                items.append(self._behind(at, indent, depth))
            following = self._line()
        return whole

    def _behind(self, line: _Line, indent: int, depth: int) -> Field:
        """What stands behind a key or a dash, on its line or as a block that begins there."""
        number, column, rest = line
        if rest[0] in "[{":
            return self._flow(line, depth)
        place = Place(number, column)
        if rest in _BLOCKS:
            return Field(self._block(rest, indent), place, self.origin)
        found = self.text(rest)
        if found is None:
            raise _Unusual
        value = rest[1:-1] if found["plain"] is None else None if rest in _NOTHING else rest
        return Field(value, place, self.origin)

    def _block(self, mark: str, indent: int) -> str:
        """The lines of a block, none of them empty or further in than the first."""
        first = self.lines[self.next] if self.next < len(self.lines) else ""
        inside = len(first) - len(first.lstrip(" "))
        lead, found = " " * inside, list[str]()
        if inside <= indent:
            raise _Unusual
        while self.next < len(self.lines) and self.lines[self.next].startswith(lead):
            found.append(self.lines[self.next][inside:])
            self.next += 1
        if any(line[:1] in {"", " "} for line in found):
            raise _Unusual
        for line in self.lines[
            self.next :
        ]:  # more of the block below an empty line, or a comment that is none
            if line.strip(" "):
                if len(line) - len(line.lstrip(" ")) > indent:
                    raise _Unusual
                break
        return (" " if mark[0] == ">" else "\n").join(found) + ("" if mark[1:] else "\n")

    def _flow(self, line: _Line, depth: int) -> Field:
        """Braces or brackets that close on their line."""
        found, end = self._flow_value(line, 0, depth)
        if end != len(line[2]):
            raise _Unusual
        return found

    def _token(self, line: _Line, at: int) -> tuple[str, str, Place, int]:
        """What stands next in braces or brackets: its kind, its text, where it begins, and where it ends."""
        found = self.token(line[2], at)
        if found is None or found.lastgroup is None:
            raise _Unusual
        kind = found.lastgroup
        return kind, found[kind], Place(line[0], line[1] + found.start(kind)), found.end()

    def _flow_value(self, line: _Line, at: int, depth: int) -> tuple[Field, int]:
        """One value, and where it ends."""
        kind, text, place, at = self._token(line, at)
        if kind == "plain":
            return Field(None if text in _NOTHING else text, place, self.origin), at
        if kind == "quoted":
            return Field(text[1:-1], place, self.origin), at
        if text not in {"[", "{"} or depth >= self.depth:
            raise _Unusual
        inside: list[Field] | dict[str, Field] = [] if text == "[" else {}
        end = self._flow_inside(inside, line, at, depth + 1)
        return Field(inside, place, self.origin), end

    def _flow_inside(self, inside: list[Field] | dict[str, Field], line: _Line, at: int, depth: int) -> int:
        """What stands between braces or brackets, up to the closing one; where that ends."""
        closing = "]" if isinstance(inside, list) else "}"
        kind, text, _, end = self._token(line, at)
        while (kind, text) != ("mark", closing):
            at = self._flow_one(inside, line, at, depth)
            kind, text, _, end = self._token(line, at)
            if kind != "mark" or text not in {",", closing}:
                raise _Unusual
            at = end
        return end

    def _flow_one(self, inside: list[Field] | dict[str, Field], line: _Line, at: int, depth: int) -> int:
        """One item or one pair, and where it ends."""
        if isinstance(inside, list):
            value, at = self._flow_value(line, at, depth)
            inside.append(value)
            return at
        kind, name, place, at = self._token(line, at)
        if kind != "key" or name in inside or name in _NOTHING:
            raise _Unusual
        inside[name], at = self._flow_value(line, at, depth)
        inside[name].key = Field(name, place, self.origin)
        return at
