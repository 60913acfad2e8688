"""Where in a TOML text its keys and values stand, which Python's own reader of TOML does not tell.

The text is one that the reader has taken, so that nothing is checked here a second time: the scanner only has to know
where a key ends, where a value ends, and into which table it goes.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final, NamedTuple

from coprod_audit.spans import Span

Path = tuple[str | int, ...]
"""Keys from the top, and numbers for the entries of lists."""

_SKIPPED: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS: Final = re.compile(r"[ \t]*")
_TEXT: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN: Final = re.compile(r"[^,\]}#\n]*")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Place(NamedTuple):
    """Where a key stands, and its value. A table that only has a header has that in both."""

    key: Span
    value: Span


def places(text: str, path: str) -> Mapping[Path, Place]:
    """For each key and each entry of a list its place. `text` is TOML that `tomllib` has read."""
    scanner = _Scanner(text, path)
    scanner.scan()
    return scanner.found


class _Scanner:
    """Goes through the text once. `at` is how far it is, `table` where the keys that follow go."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.table: Path = ()
        self.found: dict[Path, Place] = {}
        self.entries: dict[Path, int] = {}
        self.begins = [0, *[found.end() for found in re.finditer("\n", text)]]

    def scan(self) -> None:
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.table)
            self._skip()

    def _skip(self) -> None:
        self._past(_SKIPPED)

    def _past(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:  # a text that tomllib would not have taken
            raise ValueError(f"no TOML at {self.at}")
        self.at = found.end()
        return found.group()

    def _header(self) -> None:
        begin, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = [name for name, _ in self._keys()]
        self.at += 2 if many else 1
        here = self._span(begin)
        self.table = (*self._within(keys[:-1], here), keys[-1])
        self.found.setdefault(self.table, Place(here, here))
        if many:
            number = self.entries[self.table] = self.entries.get(self.table, -1) + 1
            self.table += (number,)
            self.found[self.table] = Place(here, here)

    def _within(self, keys: list[str], here: Span) -> Path:
        """The table that keys of a header lead to from the top: of a list of tables its last one."""
        path: Path = ()
        for key in keys:
            path += (key,)
            self.found.setdefault(path, Place(here, here))
            if path in self.entries:
                path += (self.entries[path],)
        return path

    def _pair(self, table: Path) -> None:
        path, key = table, Span(self.path)
        for name, key in self._keys():
            path += (name,)
            self.found.setdefault(path, Place(key, key))
        self.at += 1  # the sign of equality
        self._past(_BLANKS)
        self.found[path] = Place(key, self._value(path))

    def _keys(self) -> list[tuple[str, Span]]:
        keys = []
        while True:
            self._past(_BLANKS)
            begin = self.at
            quoted = self.text[begin] in "\"'"
            name = self._past(_TEXT if quoted else _BARE)
            keys.append((_unquoted(name) if quoted else name, self._span(begin)))
            self._past(_BLANKS)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _value(self, path: Path) -> Span:
        begin, sign = self.at, self.text[self.at]
        if sign in "\"'":
            self._past(_TEXT)
        elif sign == "[":
            self._list(path)
        elif sign == "{":
            self._inline(path)
        else:
            self.at += len(self._peeked(_PLAIN).rstrip())
        return self._span(begin)

    def _peeked(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        return found.group() if found else ""

    def _list(self, path: Path) -> None:
        self.at += 1
        self._skip()
        number = 0
        while self.text[self.at] != "]":
            here = self._value((*path, number))
            self.found[*path, number] = Place(here, here)
            number += 1
            self._comma()
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        self._skip()
        while self.text[self.at] != "}":
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._skip()
        if self.text[self.at] == ",":
            self.at += 1
            self._skip()

    def _span(self, begin: int) -> Span:
        return Span(self.path, *self._place(begin), *self._place(self.at))

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.begins, index)
        return line, index - self.begins[line - 1] + 1


def _unquoted(text: str) -> str:
    """What a key in quotes says."""
    return text[1:-1] if text[0] == "'" else _ESCAPE.sub(_spelt, text[1:-1])


def _spelt(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _LETTERS.get(found[3], found[3])
