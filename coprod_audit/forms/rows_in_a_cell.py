"""A table that was put into one cell: a line a row, as `what the money goes on: People settled it` (Jotform)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from coprod_audit.faults import quoted
from coprod_audit.forms.cells import LONGEST, Reason, known_answers, no_answer, too_long
from coprod_audit.forms.form_map import FormMap
from coprod_audit.forms.texts import nearest, plainly
from coprod_audit.forms.wordings import Wording
from coprod_audit.questionnaire import Question

_COLON = re.compile(r":")
_LONGEST_NAME = 500


class RowsInACell(NamedTuple):
    """How the lines of such a cell are read: `rows` gives the fact by what its row is called, as it is compared."""

    question: Question
    rows: Mapping[str, str]
    known: Mapping[str, Mapping[str, str]]

    def read(self, cell: str) -> tuple[dict[str, str], list[Reason]]:
        """The answers by fact, and why a line is none."""
        facts: dict[str, str] = {}
        if len(cell) > LONGEST:
            return facts, [too_long(cell)]
        reasons = [self._line(line, facts) for line in cell.splitlines() if line.strip()]
        return facts, [reason for reason in reasons if reason is not None]

    def _line(self, line: str, facts: dict[str, str]) -> Reason | None:
        fact, rest = self._row(line)
        if not fact:
            row, colon, _ = line.partition(":")
            names = [row.label for row in self.question.rows]
            near = nearest(row, names) if colon else ""
            hint = f", the nearest is {quoted(near)}" if near else ""
            message = f"no row of {self.question.id} begins {quoted(line.strip())}{hint}; expected is a line for each row, as in '{names[0]}: ...'"
            return "M022", message
        known = self.known[fact]
        choice = known.get(plainly(rest))
        if choice is None:
            return no_answer(self.question, rest.strip(), known)
        if choice and facts.setdefault(fact, choice) != choice:
            return "M022", f"{fact} stands twice in this cell, as {facts[fact]} and as {choice}; keep one"
        return None

    def _row(self, line: str) -> tuple[str, str]:
        """The fact and what is said of it; a row's name may itself hold a colon."""
        for colon in _COLON.finditer(line, 0, _LONGEST_NAME):
            fact = self.rows.get(plainly(line[: colon.start()]))
            if fact:
                return fact, line[colon.end() :]
        return "", ""


def rows_in_a_cell(
    question: Question, form_map: FormMap, wording: Mapping[str, Wording], absent: tuple[str, ...]
) -> RowsInACell:
    """How the cells of this table are read."""
    rows: dict[str, str] = {}
    for row, fact in zip(question.rows, question.facts, strict=True):
        rows.update({plainly(text): fact for text in (*wording[fact].rows, row.id)})
    known = {
        fact: known_answers(question, fact, form_map.answers, form_map.numbers, absent)
        for fact in question.facts
    }
    return RowsInACell(question, rows, known)
