"""Why something that stands in an answers file is no answer to its questionnaire: a fault at its place, with a way out."""

from collections.abc import Sequence

from coprod_audit.answer_sheet import Given
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.faults import SUGGESTIONS, Known, listed, no_such, quoted
from coprod_audit.questionnaire import Question, Questionnaire

_NONE = "none"
"""What somebody may write where nothing is ticked, in place of an empty list."""


def note_why(given: Given, questionnaire: Questionnaire) -> None:
    """Note why the answer cannot be one to this questionnaire."""
    faults, question = given.under.origin.faults, questionnaire.by_id.get(given.question)
    if question is None:
        known = Known("question", questionnaire.by_id, "there are")
        faults.note_no_such("A001", given.question, known, given.under.key_at)
    elif given.row is None and (given.ticked is not None or question.several):
        given.field.note("A012", _no_list(question) if given.ticked is not None else _a_list(given, question))
    elif (given.question, given.row) in questionnaire.possible:
        _wrong_choice(given, question)
    else:
        _wrong_place(given, question)


def _no_list(question: Question) -> str:
    if question.rows:
        return f"a list for {quoted(question.id)}, which is answered row by row; write {{{question.rows[0].id}: ...}}"
    return f"a list for {quoted(question.id)}, which takes one answer; write one choice"


def _a_list(given: Given, question: Question) -> str:
    choice, rows = given.answer.choice, [row.id for row in question.rows]
    if choice == _NONE and choice not in rows:
        return f"{quoted(choice)} for {quoted(question.id)}, of which several can be ticked; write [] if none of them applies"
    example = choice if choice in rows else ", ".join(rows[:2])
    return f"{quoted(choice)} for {quoted(question.id)}, of which several can be ticked; write a list of what applies, as in [{example}], [] where none does, or 'unknown'"


def _wrong_place(given: Given, question: Question) -> None:
    """A003 or A012: the question has no such place for an answer."""
    rows = [row.id for row in question.rows]
    if given.row is None:
        message = f"{quoted(question.id)} is answered row by row; write {{{rows[0]}: ...}} with the rows {listed(rows)}"
        given.field.note("A012", message)
    elif not rows:
        given.under.note(
            "A012", f"{quoted(question.id)} has no rows; write one choice, or answer, note and evidence"
        )
    elif question.several and isinstance(given.field.value, str) and given.field.key is None:
        _wrong_tick(given, question.id, rows)
    else:
        known = Known("row", rows, "there are")
        given.field.origin.faults.note_no_such("A003", given.row, known, given.field.key_at)


def _wrong_tick(given: Given, question: str, rows: Sequence[str]) -> None:
    """A012 for a word that stands for the whole answer, A003 for a row that there is not: an entry of a list."""
    found, field, faults = str(given.row), given.field, given.field.origin.faults
    if found == UNKNOWN:
        message = f"'unknown' in a list; write '{question}: unknown', without the brackets"
        field.note("A012", message)
    elif found == _NONE:
        field.note("A012", f"'none' in a list; write '{question}: []' if none of them applies")
    else:
        suggest = len(faults.found) < SUGGESTIONS
        message = no_such("row", found, rows, "there are", suggest=suggest)
        field.note("A003", f"{message}; see 'coprod-audit questionnaire show --question {question}'")


def _wrong_choice(given: Given, question: Question) -> None:
    choice = given.answer.choice
    where = given.field.value["answer"] if isinstance(given.field.value, dict) else given.field
    if choice == NOT_APPLICABLE:
        message = f"'not-applicable' for {quoted(question.id)}, which always applies; write 'unknown' if nobody could say"
        where.note("A004", message)
        return
    known = [
        *[c.id for c in question.choices],
        UNKNOWN,
        *([NOT_APPLICABLE] if question.not_applicable else []),
    ]
    where.origin.faults.note_no_such("A002", choice, Known("choice", known, f"{question.id} has"), where.at)
