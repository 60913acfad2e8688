"""Faults: what is wrong with an input, collected so that one run reports everything, and how it is worded."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from coprod_audit.errors import InputError
from coprod_audit.findings import Finding, Location, Severity

KEPT: Final = 100
"""How many faults are told apart in one run; the others are counted."""

_LISTED = 12
_SHOWN = 60


class Faults:
    """What was found wrong so far. Keeps the first `KEPT` and counts the rest.

    `fatal` says that a file could not be read to its end: what is missing may stand further down.
    """

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self._seen: set[Finding] = set()
        self.more = 0
        self.fatal = False

    @property
    def full(self) -> bool:
        """Whether further faults are only counted."""
        return len(self.found) >= KEPT

    def note(self, code: str, message: str, at: Location, severity: Severity = "error") -> None:
        """Keep one fault once, or count it where there are too many already."""
        finding = Finding(code, message, at, severity)
        if self.full:
            self.more += 1
        elif finding not in self._seen:
            self._seen.add(finding)
            self.found.append(finding)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What was noted and does not stand in the way."""
        return tuple(finding for finding in self.found if finding.severity == "warning")

    def stop(self) -> None:
        """Raise `InputError` with everything noted, if any of it is an error."""
        if len(self.warnings) == len(self.found):
            return
        if self.more:
            last = max(finding.location for finding in self.found)
            self.found.append(Finding("D017", f"and {self.more} more; put the ones above right first", last))
            self.more = 0
        raise InputError(tuple(self.found))


class Hush(Faults):
    """For what is absent: the key that lacks was noted already, or need not be there."""

    def note(self, code: str, message: str, at: Location, severity: Severity = "error") -> None:
        """Say nothing."""


class Origin(NamedTuple):
    """The file that fields come from, and where its faults are noted."""

    path: str
    faults: Faults


def quoted(text: str) -> str:
    """The text in quotes for a sentence: cut where it is long, with nothing in it that a screen would obey."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"'{cut if cut.isprintable() else ''.join(_visible(cut))}'"


def _visible(text: str) -> Iterator[str]:
    for character in text:
        yield character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def no_such(what: str, found: str, names: Collection[str], have: str) -> str:
    """The sentence for a name that does not exist: the nearest that does, and all of them where they are few."""
    near = nearest(found, names)
    hint = f", the nearest is {quoted(near)}" if near else ""
    if not names:
        return f"no {what} called {quoted(found)}; there is none at all"
    listed = sorted(names) if isinstance(names, set | frozenset) else list(names)
    if len(listed) <= _LISTED:
        return f"no {what} called {quoted(found)}{hint}; {have} {', '.join(listed)}"
    return f"no {what} called {quoted(found)}{hint}; there are {len(listed)} to choose from"


def nearest(found: str, names: Collection[str]) -> str:
    """The known name most like the one found, or "" where none is like it."""
    if len(found) > _SHOWN:
        return ""
    return next(iter(get_close_matches(found, names, n=1, cutoff=0.6)), "")
