"""The names of rungs, found in a text in all the ways that people write them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

# Hyphens and dashes of all kinds, for many of them look alike.
_BETWEEN = "[-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d\\s]*"


class Named(NamedTuple):
    """Where a rung is named in a text. It may be as what was `done` ("co-produced"), and by an `everyday` word."""

    begins: int
    ends: int
    rung: str
    done: bool
    everyday: bool


class RungNames(NamedTuple):
    """What finds names of rungs: the pattern of all, and what each means, without its blanks and hyphens."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, tuple[str, bool, bool]]

    def found(self, text: str) -> Iterator[Named]:
        """Every rung that is named in a text."""
        for one in self.pattern.finditer(text):
            meaning = self.meanings.get(_joined(one[0].casefold()))
            if (
                meaning is not None
            ):  # a letter like another one in capitals, such as a dotless i, means nothing
                yield Named(one.start(), one.end(), *meaning)


def rung_names(names: Mapping[str, Sequence[str]]) -> RungNames:
    """What finds the names of rungs, each in all its spellings. `names` are those of each rung, by its id."""
    return _made(tuple([(rung, tuple(called)) for rung, called in names.items()]))


@lru_cache(maxsize=4)
def _made(names: tuple[tuple[str, tuple[str, ...]], ...]) -> RungNames:
    meanings, spellings = dict[str, tuple[str, bool, bool]](), set[str]()
    for rung, called in names:
        for name in called:
            words = re.findall(r"[^\W_]+", name.casefold())
            for written in _forms(words) if words else ():
                done, everyday = written != words, len(words) == 1
                meanings.setdefault("".join(written), (rung, done, everyday))
                spellings.add(_BETWEEN.join(written))
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return RungNames(re.compile(rf"\b(?:{'|'.join(longest_first) or '(?!)'})\b", re.IGNORECASE), meanings)


def _forms(words: list[str]) -> list[list[str]]:
    """A name, and what it is called when it was done: "co production", "co produced"."""
    *before, last = words
    done = (f"{last[:-4]}ed", f"{last[:-3]}ed") if last.endswith("tion") else (f"{last}ed",)
    return [words, *([*before, one] for one in done)]


def _joined(name: str) -> str:
    return "".join(re.findall(r"[^\W_]", name))
