"""Faults: what is wrong with an input, collected so that one run reports everything, and how it is worded."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from coprod_audit.errors import InputError
from coprod_audit.findings import Finding, Location, Severity

KEPT: Final = 100
"""How many faults are told apart in one run; the others are counted."""

SUGGESTIONS: Final = 20
"""For how many unknown names of one run the nearest known one is looked for, which takes long."""

_LISTED = 12
_COMPARED = 50
_SHOWN_ALIKE = 10
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
        self._unknown: set[tuple[str, str, Location]] = set()

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

    def note_no_such(self, code: str, found: str, known: "Known", at: Location) -> None:
        """Note a name that does not exist, once at a place: conditions about rows are read for each row."""
        if self.full:
            self.more += 1
        elif (code, found, at) not in self._unknown:
            self._unknown.add((code, found, at))
            suggest = len(self._unknown) <= SUGGESTIONS
            self.note(code, no_such(known.what, found, known.names, known.have, suggest=suggest), at)

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


class Known(NamedTuple):
    """The names of a kind of thing, and how a sentence begins that lists them, as in "the ladder has"."""

    what: str
    names: Collection[str]
    have: str


class Hush(Faults):
    """For what is absent: the key that lacks was noted already, or need not be there."""

    def note(self, code: str, message: str, at: Location, severity: Severity = "error") -> None:
        """Say nothing."""


class Origin(NamedTuple):
    """The file that fields come from, and where its faults are noted."""

    path: str
    faults: Faults


def shortened(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """What is shown of the findings: ten of one kind, five where there are several kinds; of the others how many."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    most = _SHOWN_ALIKE if len(kinds) == 1 else _SHOWN_ALIKE // 2 if len(kinds) < 5 else 1
    shown = {id(finding) for alike in kinds.values() for finding in alike[:most]}
    last = {id(alike[most - 1]): len(alike) - most for alike in kinds.values() if len(alike) > most}
    return tuple([_with_more(f, last.get(id(f), 0)) for f in findings if id(f) in shown])


def _with_more(finding: Finding, more: int) -> Finding:
    if not more:
        return finding
    return finding._replace(
        message=f"{finding.message} (and {more:,} more like {'this' if more == 1 else 'these'})"
    )


def quoted(text: str) -> str:
    """The text in quotes for a sentence: cut where it is long, with nothing in it that a screen would obey."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"'{cut if cut.isprintable() else ''.join(_visible(cut))}'"


def _visible(text: str) -> Iterator[str]:
    for character in text:
        yield character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def no_such(what: str, found: str, names: Collection[str], have: str, *, suggest: bool = True) -> str:
    """The sentence for a name that does not exist: the nearest that does, and all of them where they are few."""
    near = nearest(found, names) if suggest else ""
    hint = f", the nearest is {quoted(near)}" if near else ""
    if not names:
        return f"no {what} called {quoted(found)}; there is none at all"
    listed = sorted(names) if isinstance(names, set | frozenset) else list(names)
    if len(listed) <= _LISTED:
        return f"no {what} called {quoted(found)}{hint}; {have} {', '.join(listed)}"
    return f"no {what} called {quoted(found)}{hint}; there are {len(listed):,} to choose from"


def nearest(found: str, names: Collection[str]) -> str:
    """The known name most like the one found, or "" where none is like it."""
    if len(found) > _SHOWN:
        return ""
    from difflib import get_close_matches  # takes longer to load than reading a file does
    from heapq import nlargest

    likely = names if len(names) <= _COMPARED else nlargest(_COMPARED, names, key=lambda n: _alike(found, n))
    return next(iter(get_close_matches(found, likely, n=1, cutoff=0.6)), "")


def _alike(one: str, other: str) -> int:
    """How alike two names look at a glance: what they begin and end with, less what one is longer."""
    return _shared(one, other) + _shared(one[::-1], other[::-1]) - abs(len(one) - len(other))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = min(len(one), len(other))
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), alike)


def listed(names: Collection[str]) -> str:
    """The names for a sentence: those beyond a dozen only counted."""
    first, more = ", ".join(list(names)[:_LISTED]), len(names) - _LISTED
    return f"{first} and {more:,} more" if more > 0 else first
