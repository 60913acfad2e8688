"""The lines of a plain YAML file, read one by one without a parser, as long as each can be read in one way only.

That is a small part of YAML: keys two spaces further in at each step, texts on one line with or without quotes, blocks,
mappings of single words in braces, comments on lines of their own. Nothing is guessed: for any other line, and for text
that readers of YAML treat in ways of their own, `Unusual` is raised, and a reader of all YAML has to be asked.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coprod_audit.guard import ANSWERS_LIMITS

NOTHING = frozenset(("null", "Null", "NULL"))
"""Words that are no text where they stand without quotes."""

# No file of this size is over any limit but that of a text; limits are raised, and never lowered.
_LARGEST = 100_000
_LONGEST = ANSWERS_LIMITS.characters
_ENTRY = re.compile(r"( *)([^\W_](?:[\w ,.()'’&/–-]{0,200}[\w.)])?):(?: (.+))?")
_PLAIN = r"[^\x00-'\x29-/:-@\[-`{-\x7f](?:[^:#]++|:(?! |$)|(?<! )#)*+(?<! )"
_TEXT = re.compile(rf"""({_PLAIN})|"([^"\\]+)"|'([^']+)'""")
_PAIR = r"[a-z0-9-]+: [a-z0-9-]+"
_PAIRS = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*\}}")
_BLOCKS = frozenset((">-", "|-", ">", "|"))


class Unusual(Exception):  # noqa: N818 - not an error: it only says that another reader is to be asked
    """Something that is not read here."""


def lines_of(data: bytes) -> list[str] | None:
    """The lines of a text, without what they end in; None where its size, its characters or its end are not as usual."""
    if len(data) > _LARGEST or b"\\" in data:
        return None
    try:
        lines = data.replace(b"\r\n", b"\n").decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    whole = lines.pop() == "" and "".join(lines).isprintable()
    return lines if whole and (len(data) <= _LONGEST or max(map(len, lines)) <= _LONGEST) else None


def empty(line: str) -> bool:
    """Whether a line says nothing: blanks, or a comment."""
    return line.lstrip(" ")[:1] in {"", "#"}


class Lines:
    """A file that is read from its top to its end. `left` are the lines still to come, the next one last.

    Every method raises `Unusual`. A key, and what belongs to it, stands so far in: `indent` is the spaces before it.
    """

    def __init__(self, lines: list[str]) -> None:
        self.left = lines[::-1]

    def top(self, name: str) -> str:
        """The text of a key that must stand here at the left edge."""
        found = self._entry(0)
        if found is None or found[0] != name:
            raise Unusual
        return self.text(found[1], 0)

    def record(
        self, indent: int, others: Mapping[str, Callable[[str, int], object]] | None = None
    ) -> dict[str, Any]:
        """What stands under each key that follows here: a text, "" for none; `others` are read in another way.

        They are given what stands behind the key on its line, and its indent.
        """
        said, read = dict[str, Any](), others or {}
        while (found := self._entry(indent)) is not None:
            name, behind = found
            if name in said or name in NOTHING:
                raise Unusual
            said[name] = read.get(name, self.text)(behind, indent)
        return said

    def text(self, behind: str, indent: int) -> str:
        """The text that stands behind a key: on its line, or as a block below."""
        if not behind:
            return ""
        if behind in _BLOCKS:
            return self._block(behind, indent + 2)
        found = _TEXT.fullmatch(behind)
        if found is None or behind in NOTHING:
            raise Unusual
        return found[1] or found[2] or found[3]

    def items(self, indent: int) -> Iterator[str]:
        """The texts of a list that follows here, each behind a dash."""
        lead = f"{' ' * indent}- "
        while self.following().startswith(lead):
            text = self.text(self.left.pop().removeprefix(lead), indent)
            if not text:
                raise Unusual
            yield text

    def spread(self, behind: str, indent: int) -> None:
        """Let a mapping in braces behind a key stand below it, as if it had been written so."""
        if not _PAIRS.fullmatch(behind) or self.following().startswith(" " * (indent + 1)):
            raise Unusual
        self.left += [" " * (indent + 2) + pair for pair in reversed(behind[1:-1].split(", "))]

    def spread_line(self, line: str) -> None:
        """The same for a whole line, which was the next."""
        found = _ENTRY.fullmatch(line)
        if found is None or not found[3]:
            raise Unusual
        self.spread(found[3], len(found[1]))
        self.left.append(f"{found[1]}{found[2]}:")

    def following(self) -> str:
        """The next line that says something, which stays; "" at the end."""
        left = self.left
        while left and empty(left[-1]):
            left.pop()
        return left[-1] if left else ""

    def _entry(self, indent: int) -> tuple[str, str] | None:
        """The next key, and what stands behind it; None where no such line follows."""
        left = self.left
        found = _ENTRY.fullmatch(left[-1] if left else "") or _ENTRY.fullmatch(self.following())
        if found is None or len(found[1]) != indent:
            return None
        left.pop()
        return found[2], found[3] or ""

    def _block(self, mark: str, indent: int) -> str:
        """The lines of a block, none of them empty or further in than the first."""
        left, lead, lines = self.left, " " * indent, list[str]()
        while left and left[-1].startswith(lead):
            lines.append(left.pop()[indent:])
        while left and not left[-1].strip(" "):
            left.pop()
        if not lines or any(line[:1] in {"", " "} for line in lines):
            raise Unusual
        if left and left[-1].startswith(lead):
            raise Unusual  # more of the block stands below an empty line
        text = (" " if mark[0] == ">" else "\n").join(lines) + ("" if mark[1:] else "\n")
        if len(text) > _LONGEST:
            raise Unusual
        return text
