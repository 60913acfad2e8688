"""Judges the responses of a whole piece together: what `assess` would say of each, at a fraction of its work.

A response is a row of bytes here (`packed`). Where it stands is looked up row by row; whatever conditions say is found
for all rows at once (`lanes`); only where advice depends on the ways to an intended rung is a row looked at by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import add
from typing import Any, NamedTuple

from coprod_audit.board import Board, board_of
from coprod_audit.conditions import Among, AtLeast, Condition
from coprod_audit.placing import claim_first
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.following import follows
from coprod_audit.quick.lanes import Lane, Program, column, ones, patterns
from coprod_audit.quick.machine import Machine, Remembered, picker
from coprod_audit.quick.offering import Chosen, Offer, held, offers_of
from coprod_audit.quick.packed import Alphabet, columns
from coprod_audit.quick.standings import Stood, stood_machine
from coprod_audit.quick.unlocking import Goal, Ways
from coprod_audit.responses import Short
from coprod_audit.worked_out import RESULTS, SAID

Said = tuple[str | None, str | None, bool | None, bool | None]
"""The claim, the intention, whether people answered, and whether a matter was closed."""

_ALWAYS = AtLeast(0, ())
_Pick = Callable[[Sequence[Any]], tuple[Any, ...]]


class _Follows(NamedTuple):
    codes: bytes
    goal: int | None


class Together:
    """Judges many responses to one questionnaire at once. `Judging` makes it, and says what it promises."""

    def __init__(self, questionnaire: Questionnaire, alphabet: Alphabet) -> None:
        """Raises `TooManyError` where a byte a row is not enough for what a condition counts."""
        program = Program(alphabet.codes)
        alarms = [(alarm.id, alarm.when) for alarm in claim_first(questionnaire)]
        table = questionnaire.decision_table
        self._ladder, self._program, self._alphabet = questionnaire.ladder, program, alphabet
        self._order = (*alphabet.facts, *SAID, *RESULTS)
        self._stands = list[Stood]()
        self._stood = self._reading_codes(stood_machine(questionnaire))
        self._follows = Remembered(self._following)
        self._row_facts = table.facts if table is not None else ()
        self._row_answers = [[(fact, word or "") for word in alphabet.words] for fact in self._row_facts]
        self._alarms = [program.number(when) for _, when in alarms]
        self._alarm_names = _Names([name for name, _ in alarms])
        self._decisive = [
            (program.number(Among(fact, frozenset()), holds=False), program.number(when))
            for fact, when in _asked_when(questionnaire)
        ]
        self._unknown_names = _Names(questionnaire.decisive)
        self._offers = offers_of(questionnaire, program, alarms)
        self._goals = Remembered(partial(_goal, board_of(questionnaire), self._order))

    def shorts(self, rows: Sequence[bytes], said: Sequence[Said]) -> list[Short]:
        """What a batch says of each response: its answers packed, and what is said beside them."""
        if not rows:
            return []
        answered = columns(rows, len(self._alphabet.facts))
        stands = self._standings(answered, len(rows))
        follow = list(map(self._follows.__getitem__, zip(stands, said, strict=True)))
        beside = columns([one.codes for one in follow], len(self._order) - len(answered))
        by_fact = dict(zip(self._order, (*answered, *beside), strict=True))
        found, everywhere = self._program.run(by_fact, len(rows)), ones(len(rows))
        unsaid = [found[asked] & (everywhere ^ found[known]) for known, asked in self._decisive]
        each = zip(
            map(self._stands.__getitem__, stands),
            self._decided([by_fact[fact] for fact in self._row_facts], len(rows)),
            self._alarm_names.of([found[number] for number in self._alarms], len(rows)),
            self._unknown_names.of(unsaid, len(rows)),
            self._advised(found, rows, follow),
            strict=True,
        )
        return [
            Short(rung, lowest, highest, answers, alarms, treads, unknown, advice)
            for (rung, lowest, highest, treads), answers, alarms, unknown, advice in each
        ]

    def _standings(self, answered: Sequence[bytes], rows: int) -> list[int]:
        """Where the rows stand, as numbers of `_stands`."""
        places, read = self._alphabet.places, self._stood.read
        given = [answered[places[fact]] for fact in self._stood.facts]
        return list(map(read, zip(*given, strict=True))) if given else [read(())] * rows

    def _reading_codes(self, machine: Machine[Any]) -> Machine[Any]:
        """The same machine, reading bytes and telling a number of `_stands`."""
        words, numbers = self._alphabet.words, dict[Stood, int]()

        def after(held: Any, level: int, code: Any) -> Any:
            return machine.after(held, level, words[code])

        def told(held: Any) -> int:
            stood = machine.told(held)
            if stood not in numbers:
                numbers[stood] = len(numbers)
                self._stands.append(stood)
            return numbers[stood]

        return Machine(machine.facts, machine.start, after, told)

    def _following(self, given: tuple[int, Said]) -> _Follows:
        stood, said = self._stands[given[0]], given[1]
        words, goal = follows(self._ladder, (stood.lowest, stood.highest, *said))
        return _Follows(bytes(map(self._alphabet.codes.__getitem__, words)), goal)

    def _decided(self, given: Sequence[bytes], rows: int) -> Sequence[tuple[tuple[str, str], ...]]:
        """The decision rows with their answers."""
        each = [
            map(answers.__getitem__, codes) for answers, codes in zip(self._row_answers, given, strict=True)
        ]
        return list(zip(*each, strict=True)) if each else [()] * rows

    def _advised(
        self, found: Sequence[Lane], rows: Sequence[bytes], follow: Sequence[_Follows]
    ) -> list[tuple[str, ...]]:
        """The first recommendations."""
        chosen = Chosen(len(rows))
        chosen.offer(self._offers.first, found)
        room = chosen.room
        wanting = column(room, len(rows))
        active = Remembered[Offer, bytes](lambda offer: column(held(offer, found, room), len(rows)))
        for row, (codes, goal) in enumerate(follow):
            if goal is not None and wanting[row]:
                chosen.take(row, self._unlocking(active, row, rows[row] + codes, goal))
        chosen.offer(self._offers.practice, found)
        return list(map(self._offers.named, chosen.numbers()))

    def _unlocking(self, active: Mapping[Offer, bytes], row: int, sheet: bytes, goal: int) -> Iterator[int]:
        """The numbers of the advice on the ways to a goal that is active in a row."""
        words = self._alphabet.words
        pick, ways = self._goals[goal]
        for fact in ways(tuple([words[code] for code in pick(sheet)])):
            for offer in self._offers.unlocks[fact]:
                if active[offer][row]:
                    yield offer.advice


class _Names:
    """Names that are told of rows: those whose lanes hold there."""

    def __init__(self, names: Sequence[str]) -> None:
        self._eights = [
            [
                tuple([name for bit, name in enumerate(names[first : first + 8]) if byte >> bit & 1])
                for byte in range(256)
            ]
            for first in range(0, len(names), 8)
        ]

    def of(self, lanes: Sequence[Lane], rows: int) -> list[tuple[str, ...]]:
        """The names of each row in their order, by a lane for each name."""
        told: list[tuple[str, ...]] = [()] * rows
        for names, pattern in zip(self._eights, patterns(lanes, rows), strict=True):
            told = list(map(add, told, map(names.__getitem__, pattern)))
        return told


def _goal(board: Board, order: Sequence[str], height: int) -> tuple[_Pick, Ways]:
    """What picks the bytes that a height depends on, and what finds the ways there."""
    goal = Goal(board, height)
    return picker(goal.facts, order), goal.ways


def _asked_when(questionnaire: Questionnaire) -> list[tuple[str, Condition]]:
    """The decisive facts, and when each is asked."""
    when = {f"{q.id}.{row}": condition for q in questionnaire.questions for row, condition in q.row_when}
    return [(fact, when.get(fact, _ALWAYS)) for fact in questionnaire.decisive]
