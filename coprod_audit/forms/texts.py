"""When two texts count as the same, and how alike they are: what a form shows is rarely what comes out of it.

Exporters and word processors change blanks, quotation marks, dashes and full stops. None of these tells a header or
an answer from another.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

ALIKE: Final = 0.6
"""How alike two texts must be for one to be offered for the other."""

_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"),
        "…": "...",
    }
)
_SLIP: Final = 0.8
_LONGEST = 400
_WORD = re.compile(r"\w+(?:['-]\w+)*")


def plainly(text: str) -> str:
    """The text as it is compared: small letters, single blanks, straight marks, nothing after the last word but ? or !."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split()).rstrip(" .;:")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.translate(_MARKS)).casefold())
    return " ".join(folded.split()).rstrip(" .;:")


def bare(text: str) -> str:
    """Letters and digits alone, for tools whose codes have no room for anything else: `madedifferent`."""
    return "".join(character for character in plainly(text) if character.isalnum())


def tidy(text: str) -> str:
    """The text in one line, without blanks around it."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of words that stand in both in the same order; 0 for hardly any."""
    words, others = _words(one[:_LONGEST]), _words(other[:_LONGEST])
    shared = len(set(words) & set(others))
    if shared * 4 < min(len(words), len(others)):
        return 0
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


@lru_cache(maxsize=5_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_short(text)))


@lru_cache(maxsize=5_000)
def _short(text: str) -> str:
    return plainly(text[:_LONGEST])


def likeness(one: str, other: str) -> float:
    """How alike two texts are in their words, or letter by letter where that is a slip of the keyboard."""
    return max(alike(one, other), _spelt_alike(one, other))


def _spelt_alike(one: str, other: str) -> float:
    """How alike two texts are letter by letter; 0 where that is no slip. The quick bounds save most comparisons."""
    letters = SequenceMatcher(None, _short(one), _short(other), autojunk=False)
    if letters.real_quick_ratio() < _SLIP or letters.quick_ratio() < _SLIP:
        return 0
    ratio = letters.ratio()
    return ratio if ratio >= _SLIP else 0


def nearest(found: str, texts: Iterable[str]) -> str:
    """The text most like the one found, in its words or its spelling; "" where none is like it."""
    if not plainly(found) or len(found) > _LONGEST:
        return ""
    best = max(((likeness(found, text), text) for text in texts), default=None)
    return best[1] if best is not None and best[0] >= ALIKE else ""
