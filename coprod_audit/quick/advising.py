"""The first pieces of advice for a response, looked for only until there are enough.

The order is METHOD's, as in `recommendations`: alarms, missing treads, what unlocks the intended rung, practice.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from coprod_audit.board import board_of
from coprod_audit.conditions import UNKNOWN
from coprod_audit.questionnaire import NOT_IN_PLACE, PARTLY, Questionnaire, Recommendation
from coprod_audit.quick.machine import Choice, Reader, Remembered, picker
from coprod_audit.quick.unlocking import Goal
from coprod_audit.quick.watching import holding
from coprod_audit.recommendations import helped
from coprod_audit.verdict import ReasonKind
from coprod_audit.worked_out import RESULT_LOWEST

FIRST = 3
"""So many recommendations stand in a `Short`."""

Sheet = tuple[Choice, ...]
"""All answers of a response, and behind them what was said beside them and what follows, always in the same order."""

_Pick = Callable[[Sheet], Sheet]
_Readers = tuple[Reader, ...]
_Advice = dict[tuple[ReasonKind, str], list[Recommendation]]

_AMISS = (NOT_IN_PLACE, PARTLY, UNKNOWN)
"""The answers about practice that are a reason for advice, in the order of telling."""


class Advising:
    """Finds the first recommendations for sheets that hold the facts of `order`."""

    def __init__(self, questionnaire: Questionnaire, order: Sequence[str]) -> None:
        self._questionnaire, self._order = questionnaire, order
        self._lowest = order.index(RESULT_LOWEST)
        advice = _advice(questionnaire)
        self._alarms = Remembered(partial(self._readers, advice, "alarm"))
        self._treads = Remembered(partial(self._readers, advice, "tread"))
        self._unlocks = Remembered(partial(self._readers, advice, "unlock"))
        self._practice = Remembered(partial(self._practice_at, advice))
        self._goals = Remembered(self._goal)

    def first(
        self, sheet: Sheet, alarms: Sequence[str], missing_treads: Sequence[str], goal: int | None
    ) -> tuple[str, ...]:
        """The ids of the first recommendations. `goal` is the height of the place to be unlocked, if there is one."""
        found: list[str] = []
        wanted = chain(map(self._alarms.__getitem__, alarms), map(self._treads.__getitem__, missing_treads))
        if not _enough(found, wanted, sheet):
            _enough(found, chain(self._unlocking(sheet, goal), self._practising(sheet)), sheet)
        return tuple(dict.fromkeys(found))[:FIRST]

    def _unlocking(self, sheet: Sheet, goal: int | None) -> Iterator[_Readers]:
        if goal is not None:
            pick, ways = self._goals[goal]
            yield from map(self._unlocks.__getitem__, ways(pick(sheet)))

    def _practising(self, sheet: Sheet) -> Iterator[_Readers]:
        pick, readers = self._practice[sheet[self._lowest]]
        given = pick(sheet)
        for amiss in _AMISS:
            if amiss in given:
                yield from [read for answer, read in zip(given, readers, strict=True) if answer == amiss]

    def _readers(self, advice: _Advice, kind: ReasonKind, helps: str) -> _Readers:
        """What reads from a sheet which advice is active that helps with this."""
        return holding([(one.id, one.when) for one in advice.get((kind, helps), ())], self._order)

    def _practice_at(self, advice: _Advice, place: Choice) -> tuple[_Pick, list[_Readers]]:
        """What picks the practice that matters at a place, and the readers of the advice for each."""
        height = self._questionnaire.ladder.height
        most = height(place or "")
        asked = [
            q for q in self._questionnaire.questions if q.matters_from and height(q.matters_from) <= most
        ]
        readers = [self._readers(advice, "practice", question.id) for question in asked]
        return picker([question.id for question in asked], self._order), readers

    def _goal(self, height: int) -> tuple[_Pick, Callable[[Sheet], tuple[str, ...]]]:
        goal = Goal(board_of(self._questionnaire), height)
        return picker(goal.facts, self._order), goal.ways


def _enough(found: list[str], wanted: Iterator[_Readers], sheet: Sheet) -> bool:
    """Look for advice until enough is found; what is found more than once counts once."""
    for pick, find in chain.from_iterable(wanted):
        if active := find(pick(sheet)):
            found += active
            if len(found) >= FIRST and len(set(found)) >= FIRST:
                return True
    return False


def _advice(questionnaire: Questionnaire) -> _Advice:
    advice: _Advice = {}
    for recommendation in questionnaire.recommendations:
        for reason in helped(recommendation, questionnaire):
            advice.setdefault(reason, []).append(recommendation)
    return advice
