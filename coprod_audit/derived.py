"""Facts that nobody is asked, because they follow: what is claimed and intended, against what came out.

Alarms and recommendations may speak of them, criteria never (the rung rests on decisions alone). Every one
of them leads back to answers: `grounded` says to which.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.ladder import BELOW, Ladder
from coprod_audit.verdict import ClaimState, CriterionResult, IntentState, Standing
from coprod_audit.worked_out import (
    NONE,
    PROJECT_CLAIMS,
    PROJECT_INTENDS,
    PROJECT_OFF_THE_TABLE,
    RESPONDENT_PEOPLE,
    RESULT_CLAIM,
    RESULT_HIGHEST,
    RESULT_INTENT,
    RESULT_LOWEST,
    RESULTS,
    SAID,
    SOME,
)

_DISTANCE = {**dict.fromkeys(SAID, 1), **dict.fromkeys(RESULTS, 2)}
"""How far a derived fact is from an answer, which is at no distance at all."""


class Judged(NamedTuple):
    """What derived facts follow from: a standing, the criteria behind it, and what is claimed and intended."""

    ladder: Ladder
    standing: Standing
    criteria: tuple[CriterionResult, ...]
    claims: str | None
    intends: str | None

    def height(self, place: str) -> int:
        """How high a place is: 0 for `BELOW`."""
        return self.ladder.height(place)

    @property
    def claim(self) -> ClaimState:
        """Whether the facts show what is claimed (DESIGN, section 4)."""
        if self.claims is None:
            return "none"
        height = self.height(self.claims)
        if height > self.height(self.standing.highest):
            return "above"
        return "not-shown" if height > self.height(self.standing.lowest) else "shown"

    @property
    def intent(self) -> IntentState:
        """The intended rung against the lowest place."""
        if self.intends is None:
            return "none"
        above = self.height(self.intends) - self.height(self.standing.lowest)
        return "above-facts" if above > 0 else "below-facts" if above < 0 else "at-facts"


def derived(judged: Judged, answers: Answers) -> dict[str, str]:
    """The derived facts by address; what cannot be said is left out, and so is unknown."""
    project, people = answers.project, answers.respondent.people
    said = {
        PROJECT_CLAIMS: judged.claims,
        PROJECT_INTENDS: judged.intends,
        PROJECT_OFF_THE_TABLE: _some(None if project.off_the_table is None else bool(project.off_the_table)),
        RESPONDENT_PEOPLE: _some(people),
    }
    return {address: choice for address, choice in said.items() if choice is not None} | results(judged)


def _some(said: bool | None) -> str | None:
    return None if said is None else SOME if said else NONE


def results(judged: Judged) -> dict[str, str]:
    """The derived facts that follow from a standing: `result.lowest` and so on."""
    claim = {} if judged.claims is None else {RESULT_CLAIM: judged.claim}
    intent = {} if judged.intends is None else {RESULT_INTENT: judged.intent}
    return {RESULT_LOWEST: judged.standing.lowest, RESULT_HIGHEST: judged.standing.highest, **claim, **intent}


def grounded(because: Iterable[str], judged: Judged) -> tuple[str, ...]:
    """The same facts led back to answers: those first, then claim, intention and respondent, then results."""
    given = tuple(because)
    if _GROUNDS.keys().isdisjoint(given):
        return given
    grounds = [ground for fact in given for ground in (*_GROUNDS.get(fact, _itself)(judged), fact)]
    return tuple(dict.fromkeys(sorted(grounds, key=_distance)))


def _distance(fact: str) -> int:
    return _DISTANCE.get(fact, 0)


def _itself(_: Judged) -> tuple[str, ...]:
    return ()


def _behind(judged: Judged, place: str) -> tuple[str, ...]:
    """The answers behind a place: those of its criterion, or for `BELOW` of the first that is not met."""
    return judged.criteria[max(judged.height(place), 1) - 1].because


def _behind_lowest(judged: Judged) -> tuple[str, ...]:
    return _behind(judged, judged.standing.lowest)


def _behind_highest(judged: Judged) -> tuple[str, ...]:
    return _behind(judged, judged.standing.highest)


def _behind_claim(judged: Judged) -> tuple[str, ...]:
    """What shows the claim; what speaks against it; or what is not known where it could still be so."""
    behind = {
        "none": (),
        "shown": _behind_lowest(judged),
        "not-shown": _behind_highest(judged),
        "above": _behind(judged, judged.claims or BELOW),
    }
    return (*behind[judged.claim], PROJECT_CLAIMS)


def _behind_intent(judged: Judged) -> tuple[str, ...]:
    return (*_behind_lowest(judged), PROJECT_INTENDS)


_GROUNDS: Mapping[str, Callable[[Judged], tuple[str, ...]]] = {
    RESULT_LOWEST: _behind_lowest,
    RESULT_HIGHEST: _behind_highest,
    RESULT_CLAIM: _behind_claim,
    RESULT_INTENT: _behind_intent,
}
