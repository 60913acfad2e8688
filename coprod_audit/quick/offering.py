"""The first recommendations of many responses at once: each is offered in METHOD's order to all rows that it is for.

The order is that of `recommendations`: alarms, missing treads, what unlocks the intended rung, practice. What unlocks
depends on the ways of each row, which `unlocking` finds one by one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Among, Condition, NobodyKnows, Not
from coprod_audit.questionnaire import NOT_IN_PLACE, PARTLY, Questionnaire, Recommendation
from coprod_audit.quick.lanes import Lane, Program, TooManyError, column, ones
from coprod_audit.recommendations import helped
from coprod_audit.responses import FIRST
from coprod_audit.verdict import ReasonKind
from coprod_audit.worked_out import RESULT_LOWEST

Named = tuple[str, Condition]
"""Something with a name, and when it holds."""

_Advice = dict[tuple[ReasonKind, str], list[Recommendation]]

MOST_ADVICE = 255
"""So many recommendations can be told apart by a byte, besides none."""


class Offer(NamedTuple):
    """A recommendation by its number, and the conditions, by theirs, that all have to hold for it."""

    advice: int
    conditions: tuple[int, ...]


class Offers(NamedTuple):
    """What is offered first, what for each fact on the ways to an intended rung, and what after; `ids` name the numbers."""

    first: tuple[Offer, ...]
    unlocks: Mapping[str, tuple[Offer, ...]]
    practice: tuple[Offer, ...]
    ids: tuple[str, ...]

    def named(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The recommendations of these numbers; 0 is none."""
        ids = self.ids
        return tuple([ids[number - 1] for number in numbers if number])


def offers_of(questionnaire: Questionnaire, program: Program, alarms: Sequence[Named]) -> Offers:
    """Everything there is to offer, its conditions made ready. Raises `TooManyError` where a byte cannot number it."""
    ids = tuple([one.id for one in questionnaire.recommendations])
    if len(ids) > MOST_ADVICE:
        raise TooManyError
    making = _Making(_advice(questionnaire), program, ids)
    treads = _treads(questionnaire)
    first = [*making.offers("alarm", alarms), *making.offers("tread", treads)]
    unlocks = {fact: tuple(making.offers("unlock", [(fact,)])) for fact in questionnaire.by_fact}
    return Offers(tuple(first), unlocks, tuple(making.offers("practice", _practice(questionnaire))), ids)


class _Making(NamedTuple):
    advice: _Advice
    program: Program
    ids: tuple[str, ...]

    def offers(
        self, kind: ReasonKind, reasons: Iterable[tuple[str, *tuple[Condition, ...]]]
    ) -> Iterator[Offer]:
        """The advice for each reason of a kind, where its conditions hold and that of the advice does."""
        for helps, *conditions in reasons:
            for one in self.advice.get((kind, helps), ()):
                needed = dict.fromkeys(map(self.program.number, (*conditions, one.when)))
                yield Offer(self.ids.index(one.id) + 1, tuple(needed))


def _advice(questionnaire: Questionnaire) -> _Advice:
    """The advice by what it helps with, in the order of the questionnaire."""
    advice: _Advice = {}
    for recommendation in questionnaire.recommendations:
        for reason in helped(recommendation, questionnaire):
            advice.setdefault(reason, []).append(recommendation)
    return advice


def _treads(questionnaire: Questionnaire) -> Iterator[tuple[str, Condition, Condition]]:
    """The rungs that may be missing below: their criterion surely fails, and the lowest place is above them."""
    places = questionnaire.ladder.places
    for height, criterion in enumerate(questionnaire.criteria[:-1], start=1):
        yield criterion.rung, Not(criterion.when), _lowest_among(places[height + 1 :])


def _practice(questionnaire: Questionnaire) -> Iterator[tuple[str, Condition, Condition]]:
    """Practice that is amiss and matters at the lowest place: what is missing, what is partly there, what nobody knows."""
    ladder = questionnaire.ladder
    for amiss in (NOT_IN_PLACE, PARTLY, UNKNOWN):
        for question in questionnaire.questions:
            if question.matters_from:
                found = (
                    NobodyKnows(question.id) if amiss == UNKNOWN else Among(question.id, frozenset((amiss,)))
                )
                yield question.id, found, _lowest_among(ladder.places[ladder.height(question.matters_from) :])


def _lowest_among(places: Iterable[str]) -> Condition:
    return Among(RESULT_LOWEST, frozenset(places))


def held(offer: Offer, found: Sequence[Lane], among: Lane) -> Lane:
    """The rows, among some, for which an offer is."""
    for condition in offer.conditions:
        among &= found[condition]
    return among


class Chosen:
    """The first recommendations of so many rows, while they are offered."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._codes = [0] * FIRST
        self._full = [0] * FIRST
        self._given: dict[int, Lane] = {}
        self.room = ones(rows)
        """The rows that have not enough yet."""

    def offer(self, offers: Iterable[Offer], found: Sequence[Lane]) -> None:
        """Offer one after the other to every row where its conditions hold; each counts once in a row."""
        for offer in offers:
            wanted = held(offer, found, self.room)
            if wanted:
                self._give(offer.advice, wanted)

    def _give(self, number: int, wanted: Lane) -> None:
        given = self._given.get(number, 0)
        wanted ^= wanted & given
        self._given[number] = given | wanted
        for place, full in enumerate(self._full):
            free = wanted ^ (wanted & full)
            self._codes[place] |= free * number
            self._full[place] |= free
            wanted ^= free
            if not wanted:
                break
        self.room ^= self.room & self._full[-1]

    def take(self, row: int, numbers: Iterable[int]) -> None:
        """Give one row these, as long as there is room in it."""
        shift = 8 * row
        for number in numbers:
            if self._given.get(number, 0) >> shift & 1:
                continue
            if not self.room >> shift & 1:
                return
            self._give(number, 1 << shift)

    def numbers(self) -> list[tuple[int, ...]]:
        """The numbers of the recommendations of each row, first one first; 0 for none."""
        return list(zip(*[column(codes, self._rows) for codes in self._codes], strict=True))
