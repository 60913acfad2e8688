"""A list to choose from, or to tick in: what is typed for each option, where the pointer stands, and how the list looks."""

import itertools
from collections.abc import Sequence

from coprod_audit.interview.steps import Given, Step, ticked, ticks
from coprod_audit.interview.ticking import NONE_OF_THESE
from coprod_audit.page import GAP, Line, Part, paragraph, wrapped

NOTHING_YET = "(nothing chosen yet)"
SO_FAR = "(your answer so far)"
POINTER = "> "
_BOX, _TICKED = "[ ] ", "[x] "
_PAGE = 8
"""How many options a key for a page passes by, in a list of boxes."""


def names(step: Step) -> tuple[str, ...]:
    """What is typed for each option: a key of its own, or its number."""
    numbers = itertools.count(1)
    return tuple(option.key or str(next(numbers)) for option in step.options)


def listed(step: Step, width: int, at: int | None, stands: str, boxes: Sequence[str] = ()) -> Part:
    """The options below each other, the one pointed at and the one that stands told apart in signs and words.

    `boxes` stand before the options, one before each, where several can be ticked.
    """
    named, before = names(step), boxes or [""] * len(step.options)
    lead = (
        max(map(len, named), default=1) + 4 + max(map(len, before), default=0)
    )  # 4: pointer, bracket, blank
    lines: list[Line] = []
    first = last = 0
    for number, (name, option) in enumerate(zip(named, step.options, strict=True)):
        label = f"{option.label} {SO_FAR}" if stands and option.value == stands else option.label
        mark = (POINTER if number == at else "  ") + before[number]
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


class Ticks:
    """A pointer in a list of boxes, any number of which can be ticked; an option with a key of its own stands alone.

    It begins with what was being ticked when the sitting ended, else with the answer given before, at the first tick.
    """

    fact = ""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._names = names(step)
        self._pointer = Pointer(self._names)
        self._values = [option.value for option in step.options]
        self._alone = {option.value for option in step.options if option.key}
        start = step.draft or step.stands
        self._ticked = set(ticked(start) or [start]).intersection(self._values)
        self._led_to: int | None = None
        self.at = next((at for at, value in enumerate(self._values) if value in self._ticked), 0)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that move the pointer or tick."""
        return frozenset(" ".join(self._names)) | {" "}

    @property
    def by_number(self) -> bool:
        """Whether a number ticks: where one key can be the beginning of two numbers, it only leads there."""
        return all(len(name) == 1 for name in self._names)

    @property
    def value(self) -> str:
        """What is ticked now; "" where nothing is."""
        chosen = [value for value in self._values if value in self._ticked]
        return chosen[0] if self._alone.intersection(chosen) else ticks(chosen) if chosen else ""

    @property
    def changed(self) -> str:
        """What is ticked now, where that is an answer which nobody has given yet; else ""."""
        return "" if self.value == self._step.stands else self.value

    @property
    def emptied(self) -> bool:
        """Whether every tick of the answer before was taken away, and no other answer given."""
        return bool(self._step.stands) and not self._ticked

    @property
    def pending(self) -> bool:
        """Whether Enter ticks what is pointed at: a number led there, or it stands alone and nothing was ticked."""
        return self._led_to == self.at

    def move(self, key: str) -> None:
        """Let the pointer follow a key, and tick or untick."""
        if key == " ":
            self._turn()
        elif key in self.keys:
            self._type(key)
        elif key in {"pageup", "pagedown"}:
            further = self.at + (_PAGE if key == "pagedown" else -_PAGE)
            self._go(min(max(further, 0), len(self._names) - 1))
        else:
            self._go(moved(self.at, key, len(self._names), "up", "down") or 0)

    def _go(self, at: int) -> None:
        """Point there; a number that was being typed is over where that is elsewhere."""
        if at != self.at:
            alone = self._values[at] in self._alone and not self._ticked
            self.at, self._led_to, self._pointer = at, at if alone else None, Pointer(self._names)

    def _type(self, key: str) -> None:
        """Go where a key leads and tick there, unless it is a number which another digit may follow: that one waits."""
        begun = self._led_to is not None and self._values[self._led_to] not in self._alone
        self.at = self._pointer.type(key, self.at) or 0
        if self.by_number or not key.isdigit() or (self._names[self.at] == NONE_OF_THESE.key and not begun):
            self._turn()
        else:
            self._led_to = self.at

    def _turn(self) -> None:
        """Tick what is not ticked, and the other way round; what stands alone takes the other ticks away."""
        value = self._values[self.at]
        if value in self._ticked:
            self._ticked.discard(value)
        else:
            kept = set[str]() if value in self._alone else self._ticked - self._alone
            self._ticked = kept | {value}
        self._led_to, self._pointer = None, Pointer(self._names)

    def chosen(self) -> Given | None:
        """What is ticked; where nothing is, that is no answer."""
        return Given(self.value) if self._ticked else None

    def parts(self, shown: Step, width: int) -> tuple[Part, ...]:
        """What is ticked, since not all may be in sight; the boxes; what there is to know of the one pointed at."""
        boxes = [_TICKED if value in self._ticked else _BOX for value in self._values]
        so_far = f" {SO_FAR}" if self._ticked and self.value == self._step.stands else ""
        return (
            paragraph("columns", self._count(shown) + so_far, width),
            listed(shown, width, self.at, "", boxes),
            GAP,
            paragraph("help", shown.options[self.at].help, width),
        )

    def _count(self, shown: Step) -> str:
        """How many are ticked, or what is where it stands alone."""
        many = len([option for option in shown.options if not option.key])
        if self.value == NONE_OF_THESE.value:
            return f"None of the {many} applies"
        if self.value not in self._alone:
            return f"{len(self._ticked)} of {many} ticked"
        label = next(option.label for option in shown.options if option.value == self.value)
        sentence = label.rstrip(".")
        return f"{label} is ticked" if label == sentence else f'"{sentence}" is ticked'


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
