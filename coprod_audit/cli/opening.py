"""How a sitting comes by its answers: from nothing, from a file, from one that was changed behind its back."""

import difflib
from collections.abc import Iterable

from coprod_audit.cli import streams
from coprod_audit.cli.conversation import Asker
from coprod_audit.cli.papers import Paper, Read
from coprod_audit.errors import InputError
from coprod_audit.faults import shortened
from coprod_audit.findings import Finding
from coprod_audit.interview import Given, Option, Step
from coprod_audit.session import Changed, Missing, Session

_USE, _COMPARE, _RESTORE = "use", "compare", "restore"
_MOST_LINES = 60


def existing(session: Session, paper: Paper, asker: Asker) -> Read:
    """The answers that are there, and warnings about them; None where there are none yet.

    Raises InputError where the file cannot be read, UsageError where one has to be there, and KeyboardInterrupt where
    the room would rather not choose.
    """
    match session.found:
        case Missing(saved, when) if saved:
            return _brought_back(session, paper, asker, when)
        case Missing():
            return _nothing(session, paper)
        case Changed(data, saved, when):
            return _chosen(session, paper, asker, _Versions(data, saved, when))
        case whole:
            return paper.read(whole.data, str(session.path))


def _nothing(session: Session, paper: Paper) -> Read:
    paper.begin(session.path)
    return None, ()


def _brought_back(session: Session, paper: Paper, asker: Asker, when: str) -> Read:
    """What the room makes of a file that is gone while what was saved last is still there."""
    if not asker.confirm(
        f"{session.path} is gone, but what was saved last ({_said(when)}) is still here. Bring it back?"
    ):
        session.accept()
        return _nothing(session, paper)
    session.restore()
    return existing(session, paper, asker)


def _said(when: str) -> str:
    """A time as it is said."""
    return when.replace("T", " at ")


class _Versions:
    """The file as it is, and as it was saved last."""

    def __init__(self, data: bytes, saved: str, when: str) -> None:
        self.data, self.saved, self.when = data, saved, when


def _chosen(session: Session, paper: Paper, asker: Asker, versions: _Versions) -> Read:
    """What the room makes of a file that is not what the last save left."""
    found: Read = None, ()
    wrong: tuple[Finding, ...] = ()
    try:
        found = paper.read(versions.data, str(session.path))
    except InputError as error:
        wrong = error.findings
    if not wrong and paper.is_as_saved(versions.data, versions.saved):
        session.trust()
        return found
    asker.say(
        f"{session.path} was changed since the last save ({_said(versions.when)}), by hand or by damage.",
        "It can be read, and is welcome." if not wrong else "As it is, it cannot be read:",
        *(f"line {one.location.line}: {one.message}" for one in shortened(wrong)),
    )
    while True:
        match asker.ask(_question(usable=not wrong)):
            case Given("use"):
                session.accept()
                return found
            case Given("restore"):
                kept = session.restore()
                asker.say(
                    f"What was saved last is back in {session.path}; the changed file is kept in {kept}."
                )
                return existing(session, paper, asker)
            case Given():
                asker.draw("\n".join(_compared(versions)))
            case _:
                asker.say("Please choose one of these first; Ctrl-C stops, and nothing is changed.")


def _question(*, usable: bool) -> Step:
    use = (Option(_USE, "Use the file as it is now"),) if usable else ()
    return Step(
        "changed",
        "What would you like to do?",
        (
            *use,
            Option(_COMPARE, "Compare it with what was saved"),
            Option(_RESTORE, "Go back to what was saved; the changed file is kept beside it"),
        ),
    )


def _compared(versions: _Versions) -> Iterable[str]:
    """The lines that differ: - as it was saved, + as it is now."""
    now = versions.data.decode("utf-8", "replace").splitlines()
    lines = list(difflib.unified_diff(versions.saved.splitlines(), now, "saved", "now", lineterm="", n=1))
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"... and {more} more lines"] if more > 0 else [])]


_SAID_BY_THE_INTERVIEW = frozenset({"A010", "A019"})
"""Of an earlier version, and to be asked again: both send people to `run`, where they are."""


def say_warnings(warnings: tuple[Finding, ...]) -> None:
    """Say what is odd about the file, and does not stand in the way."""
    streams.complain_of(tuple(one for one in warnings if one.code not in _SAID_BY_THE_INTERVIEW))
