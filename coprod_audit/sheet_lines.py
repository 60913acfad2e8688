"""The lines of an answers file: what was typed is what is read back.

Whatever another YAML reader could take for a number, a date or a truth value stands in quotes.
"""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from coprod_audit.answer_sheet import FORMAT

MODELINE: Final = "# yaml-language-server: $schema=answers.schema.json"
"""Editors complete and check with the schema beside the file: `coprod-audit schema answers` prints it."""

WIDTH: Final = 100
_LONGEST_KEY = 500  # a plain YAML key ends within 1,024 characters, and an escape can take ten
_PLAIN = re.compile(r"[^\W\d_][\w/.,;()'’&– -]*[\w/.);]|[^\W\d_]")
# What YAML 1.1 readers take for something else than text, and single letters with them.
_AMBIGUOUS = re.compile(r"y|n|yes|no|on|off|true|false|null|[+-]?\.?(inf|nan)", re.IGNORECASE)
# Controls, separators, byte-order marks and marks that turn the order of writing round: shown as escapes.
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"\\\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}
_UNSAFE_IN_BLOCK = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def head(name: str, version: str) -> list[str]:
    """What a file begins with: what it is, and the questionnaire that it answers."""
    return [f"coprod-audit: {FORMAT}", f"questionnaire: {scalar(f'{name} {version}', 0)}"]


def opening(indent: int, name: str) -> Iterator[str]:
    """A key under which more lines follow."""
    space = " " * indent
    yield from (f"{space}? {name}", f"{space}:") if len(name) > _LONGEST_KEY else (f"{space}{name}:",)


def entry(indent: int, name: str, text: str) -> Iterator[str]:
    """A key and its text; nothing for no text."""
    if not text:
        return
    space = " " * indent
    if len(name) > _LONGEST_KEY:
        yield f"{space}? {name}"
        yield f"{space}: {scalar(text, indent + 2)}"
    else:
        yield f"{space}{name}: {scalar(text, indent + 2)}"


def key(name: str) -> str:
    """A name as it stands before a colon."""
    return scalar(name, None)


def scalar(text: str, indent: int | None) -> str:
    """The text as YAML: plain, as a block with its lines indented (`None`: no block here), or in quotes."""
    if len(text) <= WIDTH and _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
        return text
    if indent is not None and (block := _block(text, " " * indent)):
        return block
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _block(text: str, space: str) -> str:
    """The text as a block, lines as typed or one long line folded; "" where a reader might change it."""
    lines = text.removesuffix("\n").split("\n")
    if _UNSAFE_IN_BLOCK.search(text) or not lines[0] or not lines[-1] or any(_ragged(line) for line in lines):
        return ""
    if len(lines) > 1:
        mark = "|" if text.endswith("\n") else "|-"
        return "\n".join([mark, *[space + line if line else "" for line in lines]])
    if "  " in text or len(text) <= WIDTH:
        return ""
    folded = wrap(lines[0], WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join([">" if text.endswith("\n") else ">-", *[space + line for line in folded]])


def _ragged(line: str) -> bool:
    """Whether blanks stand at an end of the line, where editors and folding take liberties."""
    return line != line.strip()
