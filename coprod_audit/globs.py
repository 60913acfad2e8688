"""Patterns of paths: `*` and `?` within a folder, `**` for any folders or none, and nothing else has a meaning.

However a pattern is written, matching takes no longer than its length times that of the path: of several stars only
the last one is ever tried again.
"""

from collections.abc import Callable, Sequence
from typing import Final

LONGEST: Final = 200
"""How many characters a pattern may have."""


def matches(pattern: str, path: str) -> bool:
    """Whether a path is of the pattern, or lies in a folder that the pattern names without a star at its end.

    Both have `/` between their parts, and `./` before a pattern says nothing.
    """
    parts = pattern.removeprefix("./").rstrip("/").split("/")
    below = ["**"] if plain(parts[-1]) else []
    return _fits([*parts, *below], path.split("/"), "**", _part_fits)


def plain(pattern: str) -> bool:
    """Whether a pattern is the name of one path."""
    return not {"*", "?"} & set(pattern)


def _part_fits(pattern: str, part: str) -> bool:
    return _fits(pattern, part, "*", lambda sign, letter: sign in {letter, "?"})


def _fits(pattern: Sequence[str], items: Sequence[str], star: str, fits: Callable[[str, str], bool]) -> bool:
    """Whether items fit a pattern in which a star stands for any number of them, none included."""
    at = place = 0
    last, tried = -1, 0
    while place < len(items):
        if at < len(pattern) and pattern[at] == star:
            last, tried = at, place
            at += 1
        elif at < len(pattern) and fits(pattern[at], items[place]):
            at, place = at + 1, place + 1
        elif last >= 0:
            tried += 1
            at, place = last + 1, tried
        else:
            return False
    return all(sign == star for sign in pattern[at:])
