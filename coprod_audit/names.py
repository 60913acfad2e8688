"""The names that a questionnaire gives and where it gave them, and the names of facts that are worked out."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from coprod_audit.faults import Faults, Known, quoted
from coprod_audit.fields import Field
from coprod_audit.findings import Location
from coprod_audit.guard import Limits
from coprod_audit.ladder import BELOW
from coprod_audit.worked_out import (
    CLAIM_STATES,
    FAMILIES,
    INTENT_STATES,
    NONE,
    PROJECT_CLAIMS,
    PROJECT_INTENDS,
    PROJECT_OFF_THE_TABLE,
    RESPONDENT_PEOPLE,
    RESULT_CLAIM,
    RESULT_HIGHEST,
    RESULT_INTENT,
    RESULT_LOWEST,
    SOME,
)

CONDITION_WORDS: Final = ("all", "any", "none", "at-least-n", "rows", "is")
"""What a condition can begin with; no question can be called so."""

_ID = re.compile(r"[a-z0-9-]{1,64}")


class Names:
    """Ids by kind (`rung`, `question`, `choice of told`, ...), each with the place where it stands.

    `limits` says how many things of a kind there may be.
    """

    def __init__(self, faults: Faults, limits: Limits) -> None:
        self.faults = faults
        self.limits = limits
        self.places: dict[tuple[str, str], Location] = {}
        self._kinds: dict[str, list[str]] = {}

    def new(self, field: Field, kind: str) -> str:
        """Take an id in. Q001 where it is none, Q002 where it was given before."""
        found = field.text()
        if field.blank:
            return ""
        if not _ID.fullmatch(found):
            message = f"{quoted(found)} is no id; ids have 1 to 64 small letters, digits and hyphens"
            field.note("Q001", message)
        elif kind == "question" and found in (*CONDITION_WORDS, *FAMILIES):
            field.note("Q001", f"{quoted(found)} is a word of the conditions; give the question another id")
        elif (kind, found) in self.places:
            first = self.places[kind, found]
            where = f"{first.path}, line {first.line}, column {first.column}" if first.line else first.path
            field.note(
                "Q002",
                f"there is {'an' if kind[0] in 'aeiou' else 'a'} {kind} called {quoted(found)} already ({where}); give this one another id",
            )
        else:
            self.also(found, kind, field.at)
        return found

    def also(self, name: str, kind: str, at: Location) -> None:
        """Take in what an id stands for besides."""
        self.places[kind, name] = at
        self._kinds.setdefault(kind, []).append(name)

    def of(self, kind: str) -> list[str]:
        """All ids of a kind, in the order of the files."""
        return self._kinds.get(kind, [])

    def one(self, field: Field, kind: str, code: str, have: str) -> str:
        """An id of a kind that must exist; "" with a fault of that code where it does not."""
        return field.choice(self.of(kind), code, kind, have)

    def some(self, field: Field, kind: str, code: str, have: str) -> tuple[str, ...]:
        """A list of ids of a kind, those that exist."""
        return tuple(filter(None, [self.one(item, kind, code, have) for item in field.items()]))

    def sources(self, field: Field) -> tuple[str, ...]:
        """A list of "SOURCE, section". Q008 for a source that is not listed, or where the section lacks."""
        known = self.of("source")
        for item in field.items():
            text = item.text()
            source, _, section = text.partition(",")
            if text and source not in known:
                self.faults.note_no_such("Q008", source, Known("source", known, "listed are"), item.at)
            elif text and not section.strip():
                item.note(
                    "Q008", f"the source {quoted(text)} names no section; write '{source}, the section'"
                )
        return field.texts()


class Scale(NamedTuple):
    """What a fact can be: each choice with its rank, None for choices outside the scale or without order."""

    ranks: Mapping[str, int | None]
    ordered: bool = True
    not_applicable: bool = False
    derived: bool = False


def derived_facts(rungs: tuple[str, ...]) -> dict[str, Scale]:
    """The facts that are worked out rather than asked, with their choices."""
    places = Scale({place: rank for rank, place in enumerate((BELOW, *rungs))}, derived=True)
    claims = Scale({rung: rank for rank, rung in enumerate(rungs)}, derived=True)
    return {
        PROJECT_CLAIMS: claims,
        PROJECT_INTENDS: claims,
        PROJECT_OFF_THE_TABLE: _unordered(NONE, SOME),
        RESPONDENT_PEOPLE: _unordered(NONE, SOME),
        RESULT_LOWEST: places,
        RESULT_HIGHEST: places,
        RESULT_CLAIM: _unordered(*CLAIM_STATES),
        RESULT_INTENT: _unordered(*INTENT_STATES),
    }


def _unordered(*choices: str) -> Scale:
    return Scale(dict.fromkeys(choices), ordered=False, derived=True)
