"""Link reference definitions (`[label]: address "title"`): lines of a paragraph that nobody sees."""

import re
from collections.abc import Sequence

_ADDRESS = r"""[ \t\n]*(?:<(?:[^<>\n\\]|\\.)*+>|(?!<)(?P<bare>[^\x00-\x20\x7f]+))"""
_DEFINITION = rf"\[(?P<label>(?:[^\[\]\\]|\\.)++)\]:{_ADDRESS}"
_TITLE = r"""[ \t\n]+(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))[ \t]*(?:\n|\Z)"""
_REST = r"[ \t]*(?:\n|\Z)"
_DEEPEST = 32


def defined(lines: Sequence[str]) -> int:
    """How many of the lines of a paragraph, from the first, are definitions; they come without their indentation."""
    if not lines or not lines[0].startswith("["):
        return 0
    text, at = "\n".join(lines), 0
    patterns = [re.compile(pattern, re.DOTALL) for pattern in (_DEFINITION, _TITLE, _REST)]
    while text.startswith("[", at) and (after := _after(text, at, *patterns)):
        at = after
    return len(lines) if at == len(text) else text.count("\n", 0, at)


def _after(
    text: str, at: int, definition: re.Pattern[str], title: re.Pattern[str], rest: re.Pattern[str]
) -> int:
    """Where the definition at a place ends; 0 where there is none."""
    found = definition.match(text, at)
    if found is None or not found["label"].strip() or not _balanced(found["bare"] or ""):
        return 0
    end = title.match(text, found.end()) or rest.match(text, found.end())
    return end.end() if end else 0


def _balanced(address: str) -> bool:
    """Whether parentheses open and close in pairs, save those that are escaped."""
    depth = 0
    for mark in re.findall(r"\\.|[()]", address) if "(" in address or ")" in address else ():
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0
