"""What judging answers comes to: plain values, every one naming the facts that decided it.

`because` is always a tuple of fact addresses (`told`, `decisions.money`). It is empty only where no condition was
asked: a row of which the questionnaire does not say when it is shared. `assessment` makes these values; `result` turns them into data that a report can print.
"""

from typing import Literal, NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import Truth
from coprod_audit.questionnaire import Alarm, Criterion, Questionnaire, Recommendation, Section

ClaimState = Literal["none", "shown", "not-shown", "above"]
"""A claim is shown (at or below lowest), not shown (above lowest), above the facts (above highest)."""

IntentState = Literal["none", "below-facts", "at-facts", "above-facts"]
"""The intended rung against `lowest`."""

ReadingState = Literal["helps", "partly", "holds-back", "not-known"]
ReasonKind = Literal["alarm", "tread", "unlock", "practice"]


class Standing(NamedTuple):
    """Where a project stands. `rung` is a place of the ladder, or None where it is a range.

    `possible` holds every place that some completion of the unknown facts leads to, lowest first;
    there can be holes. `enough_known` is False when both `below` and the highest rung are possible.
    """

    rung: str | None
    lowest: str
    highest: str
    possible: tuple[str, ...]
    enough_known: bool


class CriterionResult(NamedTuple):
    """Whether one rung's criterion is met (None: unknown), and by which facts."""

    criterion: Criterion
    met: Truth
    because: tuple[str, ...]


class RowResult(NamedTuple):
    """One row of the decision table: whether it is shared, and by which facts.

    `shared` is None where that is unknown, and where the questionnaire does not say when a row is shared; then
    `because` is empty.
    """

    fact: str
    shared: Truth
    because: tuple[str, ...]


class RaisedAlarm(NamedTuple):
    """An alarm (or contradiction) that the facts raise."""

    alarm: Alarm
    because: tuple[str, ...]


class Change(NamedTuple):
    """One fact that would have to be otherwise. `old` is None for an unknown: find out whether."""

    fact: str
    old: str | None
    new: str


class Ways(NamedTuple):
    """The smallest sets of changes that lead to `target` or beyond (raise) or below (lower).

    `reaches` holds, for each way shown, the place it makes sure of, which may lie above the target;
    it is empty for what would lower. `shown` holds at most three, best first; `number` says how many sets of that size there are.
    `number` is 0 where no change of what can change leads there.
    """

    target: str
    number: int
    shown: tuple[tuple[Change, ...], ...]
    reaches: tuple[str, ...] = ()


class Support(NamedTuple):
    """A fact that carries the lowest place alone: one lower answer to it and the project reads lower.

    `falls_to` is the place after the mildest such answer, `at_worst` after the gravest.
    """

    fact: str
    falls_to: str
    at_worst: str


class Settling(NamedTuple):
    """What to find out first: the facts, and how many places can be left in the worst case."""

    facts: tuple[str, ...]
    places_left: int


class SectionReading(NamedTuple):
    """Whether a section's practice helps or holds back what is intended (METHOD, The other questions)."""

    section: Section
    state: ReadingState
    because: tuple[str, ...]


class Practice(NamedTuple):
    """The practice that matters at a place, sorted by answer; question ids in questionnaire order."""

    place: str
    in_place: tuple[str, ...]
    partly: tuple[str, ...]
    not_in_place: tuple[str, ...]
    not_known: tuple[str, ...]


class ChosenRecommendation(NamedTuple):
    """A recommendation, why it stands where it stands, and the answers that triggered it.

    `helps` is the id of the alarm, the rung of the missing tread, the fact or the practice question.
    """

    recommendation: Recommendation
    reason: ReasonKind
    helps: str
    because: tuple[str, ...]


class Assessment(NamedTuple):
    """Everything that can be said about one set of answers. The result of `assess`."""

    questionnaire: Questionnaire
    answers: Answers
    standing: Standing
    claims: str | None
    intends: str | None
    claim: ClaimState
    intent: IntentState
    corroborated: bool
    criteria: tuple[CriterionResult, ...]
    missing_treads: tuple[str, ...]
    unknown_treads: tuple[str, ...]
    rests_on: tuple[Support, ...]
    rows: tuple[RowResult, ...]
    alarms: tuple[RaisedAlarm, ...]
    raises: tuple[Ways, ...]
    lowers: Ways | None
    settle: tuple[Settling, ...]
    work_people: str | None
    work_organisation: str | None
    community_led: Truth
    sections: tuple[SectionReading, ...]
    practice_present: Practice
    practice_intended: Practice | None
    recommendations: tuple[ChosenRecommendation, ...]
