"""Judges responses that stand in columns: a table in, a table out, the same whatever the table was cut into.

This module alone uses pyarrow and numpy (the extra `parquet`), and loads them when it is called.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coprod_audit.diagram import Diagram, diagram_of
from coprod_audit.errors import UsageError
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.machine import Choice, Machine
from coprod_audit.quick.standings import Nodes, standing_machine

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[tuple[int], np.dtype[np.int32]]

OUT = ("rung", "lowest", "highest", "fault")
"""The columns that come out, behind those that pass through."""

RUNGS = ("claims", "intends")
"""Columns that hold rungs of the ladder."""

MOST_STATES = 20_000
"""So many states are kept between two tables. The rule that ships has some hundreds."""


def judge_table(batch: pa.RecordBatch, questionnaire: Questionnaire) -> pa.RecordBatch:
    """Say where each row of a table stands. Pure: a row's result depends on that row alone.

    In: a row is one response. A column that is named as a fact of the questionnaire (`told`, `decisions.money`) holds its
    answers: ids of choices, `unknown`, or `not-applicable` where the question allows it. `claims` and `intends` hold ids
    of rungs. Such columns are of type string, large_string or string_view, plain or dictionary-encoded, or of type null.
    They may stand in any order and any of them may lack, but one must be a fact that decides the rung.

    Missing values: null, and a column that lacks, mean that nobody was asked (for a rung: nothing was said). `unknown`
    means that somebody was and nobody could say. Both leave the place open, as `not-applicable` does. An empty text is
    no missing value: it is no choice, and a fault.

    Out: as many rows, in the same order. First all columns that hold no facts, `claims` and `intends` among them, in
    their order and untouched; then four, each dictionary<int32, string>:

    * `rung`: the place, an id of the ladder or `below`; null where the answers leave a range, and in a faulty row
    * `lowest`, `highest`: the ends of that range, both the rung where there is none; null in a faulty row
    * `fault`: null, or the name of the first column, in the order of the table, whose value is no choice of its fact
      (or no rung); such a row is not judged. What it holds is not repeated here: look it up in that row and column.

    Raises `UsageError` where no column decides the rung, where two are called the same, where one of other types is
    named as a fact, where one that passes through is called like one that comes out, and where the questionnaire is
    too entangled to be judged (`diagram_of`).
    """
    import pyarrow as pa

    levels = _tables(questionnaire)
    _check(batch, questionnaire, levels.facts)
    read = _read(batch, questionnaire, levels)
    lowest, highest = levels.heights(read.turns, batch.num_rows)
    places = pa.array(questionnaire.ladder.places)
    faulty = read.fault >= 0
    judged = (
        (lowest, faulty | (lowest != highest), places),
        (lowest, faulty, places),
        (highest, faulty, places),
        (read.fault, ~faulty, pa.array(batch.schema.names, pa.string())),
    )
    through = [name for name in batch.schema.names if name not in questionnaire.by_fact]
    out = [
        pa.DictionaryArray.from_arrays(pa.array(of, pa.int32(), mask=no), words) for of, no, words in judged
    ]
    return pa.RecordBatch.from_arrays([*map(batch.column, through), *out], [*through, *OUT])


class _Read(NamedTuple):
    """The turns of all rows, by the fact of a level, and for each row the first faulty column, else -1."""

    turns: dict[str, Numbers]
    fault: Numbers


@made_once
def _tables(questionnaire: Questionnaire) -> _Levels:
    """What was found out about the steps of a questionnaire so far serves every table after."""
    return _Levels(standing_machine(questionnaire), diagram_of(questionnaire))


def _read(batch: pa.RecordBatch, questionnaire: Questionnaire, levels: _Levels) -> _Read:
    import numpy as np

    turns: dict[str, Numbers] = {}
    fault = np.full(batch.num_rows, -1, np.int32)
    rungs = frozenset(questionnaire.ladder.places[1:])
    for number, name in enumerate(batch.schema.names):
        fact = name in questionnaire.by_fact
        if not fact and name not in RUNGS:
            continue
        possible = questionnaire.question_of(name).possible if fact else rungs
        words, codes = _encoded(batch.column(number))
        wrong = [word is not None and word not in possible for word in words]
        if any(wrong):
            fault[np.array(wrong)[codes] & (fault < 0)] = number
        if name in levels.facts:
            turns[name] = np.array([levels.turn(name, word) for word in words], np.int32)[codes]
    return _Read(turns, fault)


def _encoded(column: pa.Array) -> tuple[list[str | None], Numbers]:
    """The different words of a column, None behind them, and for each row which of them it holds."""
    import pyarrow as pa

    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    return [*words, None], encoded.indices.cast(pa.int32()).fill_null(len(words)).to_numpy()


def _check(batch: pa.RecordBatch, questionnaire: Questionnaire, decisive: Collection[str]) -> None:
    names = batch.schema.names
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise UsageError(f"two columns are called '{twice}'; leave one out, or give it another name")
    clash = next((name for name in names if name in OUT and name not in questionnaire.by_fact), None)
    if clash is not None:
        raise UsageError(f"a column is called '{clash}', as one that comes out; give it another name")
    if not any(name in decisive for name in names):
        raise UsageError(
            f"no column decides the rung; expected are some of {', '.join(questionnaire.decisive)}"
        )
    for name, kind in zip(names, batch.schema.types, strict=True):
        if (name in RUNGS or name in questionnaire.by_fact) and not _is_text(kind):
            raise UsageError(
                f"the column '{name}' holds {kind}; expected is text, as string or dictionary: cast it"
            )


def _is_text(kind: pa.DataType) -> bool:
    from pyarrow import types

    inner = kind.value_type if types.is_dictionary(kind) else kind
    texts = (types.is_string, types.is_large_string, types.is_string_view, types.is_null)
    return any(is_it(inner) for is_it in texts)


class _Levels:
    """The states of a machine as numbers, level by level, so that whole columns of answers take their steps at once.

    States and steps are found when a row first needs them. An answer is a *turn*: the number of its class, or the last
    one of its level where it is not known.
    """

    def __init__(self, machine: Machine[Nodes], diagram: Diagram) -> None:
        self.facts = machine.facts
        self._machine = machine
        self._turns = dict(diagram.numbers)
        self._choices: list[tuple[Choice, ...]] = [
            (*(members[0] for members in classes), None) for classes in diagram.classes
        ]
        self._forget()

    def turn(self, fact: str, word: str | None) -> int:
        """The turn of an answer."""
        turns = self._turns[fact]
        return turns.get(word or "", len(self._choices[self.facts.index(fact)]) - 1)

    def heights(self, turns: Mapping[str, Numbers], rows: int) -> tuple[Numbers, Numbers]:
        """The lowest and the highest height of each row. Facts that lack are not known."""
        import numpy as np

        if sum(map(len, self._held)) > MOST_STATES:
            self._forget()
        at = np.zeros(rows, np.int32)
        for level, fact in enumerate(self.facts):
            width = len(self._choices[level])
            at = self._stepped(level, at * width + turns.get(fact, width - 1))
        ends = [self._machine.told(held) for held in self._held[-1]]
        lowest, highest = (np.array([end[side] for end in ends], np.int32) for side in (0, -1))
        return lowest[at], highest[at]

    def _forget(self) -> None:
        import numpy as np

        self._held: list[list[Nodes]] = [[] for _ in range(len(self.facts) + 1)]
        self._number: list[dict[Nodes, int]] = [{} for _ in self._held]
        self._nexts = [np.empty(0, np.int32) for _ in self._held]
        self._find(0, self._machine.start)

    def _stepped(self, level: int, steps: Numbers) -> Numbers:
        """The states that steps lead to; a step is a state times the number of turns, plus a turn."""
        import numpy as np

        new = len(self._held[level]) * len(self._choices[level]) - len(self._nexts[level])
        self._nexts[level] = nexts = np.append(self._nexts[level], np.full(new, -1, np.int32))
        reached = nexts[steps]
        if (unmet := reached < 0).any():
            for step in np.unique(steps[unmet]).tolist():
                state, turn = divmod(step, len(self._choices[level]))
                choice = self._choices[level][turn]
                nexts[step] = self._find(
                    level + 1, self._machine.after(self._held[level][state], level, choice)
                )
            reached = nexts[steps]
        return reached

    def _find(self, level: int, held: Nodes) -> int:
        """The number of a state, which may be new."""
        number = self._number[level].setdefault(held, len(self._held[level]))
        if number == len(self._held[level]):
            self._held[level].append(held)
        return number
