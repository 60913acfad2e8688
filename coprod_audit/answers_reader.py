"""Makes answers from the text of a file: the sheet as it stands, then held against its questionnaire.

Faults of both steps come in one run, each with its place.
"""

from coprod_audit.answer_sheet import Given, Sheet, parse
from coprod_audit.answers import Answer, Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.faults import Known, listed, quoted
from coprod_audit.findings import Finding
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.questionnaire import Question, Questionnaire


def read(
    data: bytes,
    path: str,
    questionnaire: Questionnaire,
    *,
    limits: Limits = ANSWERS_LIMITS,
    unit_needed: bool = True,
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers, and warnings that do not stand in the way. Raises `InputError` with every fault.

    `unit_needed`: the rung is never printed without the sentence that says whose decisions about what
    (METHOD, principle 1); only a file that is still being answered may lack it.
    """
    return match(parse(data, path, limits=limits), questionnaire, unit_needed=unit_needed)


def match(
    sheet: Sheet, questionnaire: Questionnaire, *, unit_needed: bool = True
) -> tuple[Answers, tuple[Finding, ...]]:
    """Hold a sheet against its questionnaire. Raises `InputError` with the faults of both steps."""
    faults = sheet.faults
    if faults.fatal:
        faults.stop()
    _check_project(sheet, questionnaire, unit_needed=unit_needed)
    _check_groups(sheet)
    answers: dict[str, Answer] = {}
    if _same_questionnaire(sheet, questionnaire):
        for given in sheet.given:
            _match_one(given, questionnaire, answers)
    faults.stop()
    ordered = [(fact, answers[fact]) for fact in questionnaire.by_fact if fact in answers]
    result = Answers(sheet.questionnaire, sheet.version, sheet.project, sheet.respondent, tuple(ordered))
    return result, faults.warnings


def _same_questionnaire(sheet: Sheet, questionnaire: Questionnaire) -> bool:
    field = sheet.places["questionnaire"]
    expected = f"'{questionnaire.id} {questionnaire.version}'"
    if sheet.questionnaire != questionnaire.id:
        if sheet.questionnaire:
            message = f"these are answers to {quoted(sheet.questionnaire)}, and the questionnaire is {expected}; name theirs with --questionnaire"
            field.note("A009", message)
        return not sheet.questionnaire
    if sheet.version != questionnaire.version:
        message = f"these are answers to version {quoted(sheet.version)}, read with {expected}; check them and write the new version here"
        sheet.faults.note("A010", message, field.at, "warning")
    return True


def _check_project(sheet: Sheet, questionnaire: Questionnaire, *, unit_needed: bool) -> None:
    if unit_needed and not sheet.project.unit.strip():
        unit = sheet.places["unit"]
        place = unit.key_at if unit.key else sheet.places["project"].key_at
        message = "the project lacks its unit, without which no rung is printed; write one sentence: whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2015-16'"
        sheet.faults.note("A011", message, place)
    rungs = [rung.id for rung in questionnaire.ladder.rungs]
    for name in ("claims", "intends"):
        sheet.places[name].choice(rungs, "A008", "rung", "the ladder has")


def _check_groups(sheet: Sheet) -> None:
    field, (view, size, groups) = sheet.places["groups"], sheet.respondent
    if field.value is None:
        return
    together = sum(number for _, number in groups)
    if view != "mixed":
        field.note("A007", "groups without 'view: mixed'; write that, or take the groups out", field.key_at)
    elif size is not None and size != together:
        field.note(
            "A007", f"the groups come to {together}, and the size says {size}; make them agree", field.key_at
        )


def _match_one(given: Given, questionnaire: Questionnaire, answers: dict[str, Answer]) -> None:
    fact, possible = questionnaire.possible.get((given.question, given.row), ("", ()))
    if given.answer.choice in possible:
        answers[fact] = given.answer
    else:
        _mismatch(given, questionnaire)


def _mismatch(given: Given, questionnaire: Questionnaire) -> None:
    """Note why the answer cannot be one to this questionnaire."""
    faults, question = given.under.origin.faults, questionnaire.by_id.get(given.question)
    if question is None:
        known = Known("question", questionnaire.by_id, "there are")
        faults.note_no_such("A001", given.question, known, given.under.key_at)
    elif (given.question, given.row) in questionnaire.possible:
        _wrong_choice(given, question)
    else:
        _wrong_place(given, question)


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
    else:
        known = Known("row", rows, "there are")
        given.field.origin.faults.note_no_such("A003", given.row, known, given.field.key_at)


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
