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


def labels(step: Step, width: int) -> tuple[str, ...]:
    """Each option with its name before it, wrapped, its further lines under the first."""
    named = names(step)
    lead = max(map(len, named), default=1) + 2
    indent = "\n" + " " * (MARGIN + lead)
    return tuple(
        f"{name})".ljust(lead) + indent.join(_wrapped(show(option.label), width - MARGIN - lead))
        for name, option in zip(named, step.options, strict=True)
    )


def footer(keys: dict[str, str], width: int) -> str:
    """What the keys do that ask for something, below a free line."""
    lines = _unbroken([*(f"{key} {name};" for key, name in keys.items()), "Ctrl-C stop"], width)
    return "\n".join(["", *(" " * MARGIN + line for line in lines)])


def hints(keys: dict[str, str], width: int) -> tuple[str, ...]:
    """The same in few words, for a screen on which not all choices fit."""
    return tuple(_unbroken([f"{key} {name};" for key, name in keys.items()], width)) if keys else ()


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


def _unbroken(parts: Sequence[str], width: int) -> list[str]:
    # Blanks inside a part do not break, so that a key stands on one line with what it does.
    words = " ".join(part.replace(" ", "\xa0") for part in parts)
    return [line.replace("\xa0", " ") for line in _wrapped(words, width - MARGIN)]


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, max(room, 10), break_on_hyphens=False) or [""]
