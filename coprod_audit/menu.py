"""A list to choose from: what is typed for each option, and how the options stand below each other."""

import itertools
import textwrap
from collections.abc import Sequence

from coprod_audit.escapes import show
from coprod_audit.interview import Step

MARGIN = 3
"""The pointer and a blank on each side of it."""


def names(step: Step) -> tuple[str, ...]:
    """What is typed for each option: a key of its own, or its number."""
    numbers = itertools.count(1)
    return tuple(option.key or str(next(numbers)) for option in step.options)


def labels(step: Step, width: int, *, easy: bool) -> tuple[str, ...]:
    """Each option with its name before it, wrapped, its further lines under the first."""
    named = names(step)
    lead = max(map(len, named), default=1) + 2
    indent = "\n" + " " * (MARGIN + lead)
    texts = ((easy and option.easy) or option.label for option in step.options)
    return tuple(
        f"{name})".ljust(lead) + indent.join(_wrapped(show(text), width - MARGIN - lead))
        for name, text in zip(named, texts, strict=True)
    )


def footer(keys: dict[str, str], width: int) -> str:
    """What the keys do that ask for something, below a free line."""
    # Blanks inside a key's words do not break, so that a key stands on one line with what it does.
    words = " ".join(f"{key} {name};".replace(" ", "\xa0") for key, name in keys.items())
    lines = _wrapped(f"{words} Ctrl-C\xa0stop", width - MARGIN)
    return "\n".join(["", *(" " * MARGIN + line.replace("\xa0", " ") for line in lines)])


class Pointer:
    """Where typing leads: digits that follow each other make one number, where the list has such a one."""

    def __init__(self, named: Sequence[str]) -> None:
        self._names = list(named)
        self._typed = ""
        self._led_to = -1

    def type(self, key: str, stands: int) -> int:
        """Where the pointer goes from where it stands; what was typed before counts only if it led there."""
        before = self._typed if stands == self._led_to else ""
        self._typed = before + key if before + key in self._names else key
        if self._typed not in self._names:
            return stands
        self._led_to = self._names.index(self._typed)
        return self._led_to


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 10), break_on_hyphens=False) or [""]
