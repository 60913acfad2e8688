"""What was ticked in a question that takes several, in one cell: the rows one after the other, as forms export them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from coprod_audit.conditions import UNKNOWN
from coprod_audit.faults import quoted
from coprod_audit.forms.cells import LONGEST, Reason, too_long
from coprod_audit.forms.form_map import EVERYTHING, FormMap
from coprod_audit.forms.texts import nearest, plainly
from coprod_audit.forms.wordings import NOT_ASKED, Wording, choice_wordings
from coprod_audit.questionnaire import Question

_NONE: Final = ("none", "none of these", "none of the above", "none of them", "nothing", "[]")
_SURE = re.compile(r"[;\n|]")
_COMMA = ","


class TicksInACell(NamedTuple):
    """How such cells are read: `rows` gives the fact by what its row is called, `whole` what a cell means that is no list.

    What a cell means as a whole is a choice for every row, "" for what was not asked.
    """

    question: Question
    rows: Mapping[str, str]
    whole: Mapping[str, str]

    def read(self, cell: str) -> tuple[dict[str, str], list[Reason]]:
        """The answers by fact, and why a part of the cell is none: every row is answered, or none is."""
        if len(cell) > LONGEST:
            return {}, [too_long(cell)]
        choice = self.whole.get(plainly(cell))
        if choice is not None:
            return dict.fromkeys(self.question.facts, choice) if choice else {}, []
        no_tick, tick = (choice.id for choice in self.question.choices)
        ticked, reasons = set[str](), list[Reason]()
        for part in self._parts(cell.strip().removeprefix("[").removesuffix("]")):
            if (fact := self.rows.get(plainly(part))) is not None:
                ticked.add(fact)
            else:
                reasons.append(self._no_row(part))
        return {fact: tick if fact in ticked else no_tick for fact in self.question.facts}, reasons

    def _parts(self, cell: str) -> Iterator[str]:
        """What stands between semicolons and line ends; between commas, too, where a row has none of them in it."""
        for part in filter(None, (one.strip() for one in _SURE.split(cell))):
            words = part.split()
            if len(words) > 1 and all(plainly(word) in self.rows for word in words):
                yield from words  # ids with blanks between them
            else:
                yield from self._between_commas(part.split(_COMMA))

    def _between_commas(self, pieces: list[str]) -> Iterator[str]:
        """The longest stretches that are rows, one after the other, since a row may itself hold a comma."""
        at = 0
        while at < len(pieces):
            ends = range(len(pieces), at, -1)
            end = next((end for end in ends if plainly(_COMMA.join(pieces[at:end])) in self.rows), at + 1)
            if text := _COMMA.join(pieces[at:end]).strip():
                yield text
            at = end

    def _no_row(self, part: str) -> Reason:
        names = [name for row in self.question.rows for name in (row.label, row.id)]
        near = nearest(part, names)
        hint = f", the nearest is {quoted(near)}" if near else ""
        message = f"no row of {self.question.id} is called {quoted(part)}{hint}; expected are the rows that were ticked, with ';' between them, or 'none'"
        return "M022", message


def ticks_in_a_cell(
    question: Question, form_map: FormMap, wording: Mapping[str, Wording], absent: tuple[str, ...]
) -> TicksInACell:
    """How the cells of this question are read."""
    rows: dict[str, str] = {}
    for row, fact in zip(question.rows, question.facts, strict=True):
        rows.update({plainly(text): fact for text in (*wording[fact].rows, row.id)})
    whole = {plainly(text): question.choices[0].id for text in _NONE}
    whole |= {plainly(text): UNKNOWN for text in (UNKNOWN, *choice_wordings(question)[UNKNOWN])}
    whole |= {plainly(text): "" for text in ("", NOT_ASKED, *absent)}
    alike = {"", UNKNOWN, question.choices[0].id}  # what can be meant of all rows at once
    for name in (EVERYTHING, question.id):
        said = form_map.answers.get(name, {}).items()
        whole |= {plainly(text): choice for text, choice in said if choice in alike}
    return TicksInACell(question, rows, {text: one for text, one in whole.items() if text not in rows})
