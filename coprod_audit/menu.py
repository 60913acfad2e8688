"""A list to choose from: what is typed for each option, where the pointer stands, and how the list looks."""

import itertools
from collections.abc import Sequence

from coprod_audit.interview.steps import Given, Step
from coprod_audit.page import Line, Part, wrapped

NOTHING_YET = "(nothing chosen yet)"
SO_FAR = "(your answer so far)"
POINTER = "> "


def names(step: Step) -> tuple[str, ...]:
    """What is typed for each option: a key of its own, or its number."""
    numbers = itertools.count(1)
    return tuple(option.key or str(next(numbers)) for option in step.options)


def listed(step: Step, width: int, at: int | None, stands: str) -> Part:
    """The options below each other, the one pointed at and the one that stands told apart in signs and words."""
    named = names(step)
    lead = max(map(len, named), default=1) + 4  # the pointer, the name, its bracket and a blank
    lines: list[Line] = []
    first = last = 0
    for number, (name, option) in enumerate(zip(named, step.options, strict=True)):
        label = f"{option.label} {SO_FAR}" if stands and option.value == stands else option.label
        mark = POINTER if number == at else "  "
        texts = wrapped(label, width - lead)
        here = [f"{mark}{name})".ljust(lead) + texts[0], *(" " * lead + text for text in texts[1:])]
        if number == at:
            first, last = len(lines), len(lines) + len(here) - 1
        lines.extend(Line(text, strong=number == at) for text in here)
    return Part("body", tuple(lines), first, last)


class Choices:
    """The pointer in a list of options. It starts at the answer given before, else at the default, else at nothing."""

    fact = ""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._names = names(step)
        self._pointer = Pointer(self._names)
        values = [option.value for option in step.options]
        starts = [value for value in (step.stands, step.default) if value and value in values]
        self.at = values.index(starts[0]) if starts else None

    @property
    def keys(self) -> frozenset[str]:
        """The keys that move the pointer because an option is called so."""
        return frozenset("".join(self._names))

    def move(self, key: str) -> None:
        """Let the pointer follow a key; any other key leaves it where it is."""
        self.at = moved(self.at, key, len(self._names), "up", "down")
        if key in self.keys:
            self.at = self._pointer.type(key, self.at)

    def chosen(self) -> Given | None:
        """The answer that is pointed at."""
        return None if self.at is None else Given(self._step.options[self.at].value)

    def parts(self, shown: Step, width: int) -> tuple[Part, ...]:
        """The list in the wording given, with a line above it as long as the pointer stands at nothing."""
        part = listed(shown, width, self.at, self._step.stands)
        if self.at is not None:
            return (part,)
        nothing = (Line(text, strong=True) for text in wrapped(POINTER + NOTHING_YET, width, len(POINTER)))
        return (part._replace(lines=(*nothing, *part.lines)),)


def moved(at: int | None, key: str, count: int, back: str, on: str) -> int | None:
    """Where a key leads in a row of things; round from the last to the first, and in from either side."""
    if key == "home":
        return 0
    if key == "end":
        return count - 1
    if key == on:
        return 0 if at is None else (at + 1) % count
    if key == back:
        return (count if at is None else at) - 1 if at != 0 else count - 1
    return at


class Pointer:
    """Where typing leads: digits that follow each other make one number, where the list has such a one."""

    def __init__(self, named: Sequence[str]) -> None:
        self._names = list(named)
        self._typed = ""
        self._led_to: int | None = None

    def type(self, key: str, stands: int | None) -> int | None:
        """Where the pointer goes from where it stands; what was typed before counts only if it led there."""
        before = self._typed if self._led_to is not None and stands == self._led_to else ""
        self._typed = before + key if before + key in self._names else key
        if self._typed not in self._names:
            return stands
        self._led_to = self._names.index(self._typed)
        return self._led_to
