"""Makes answers from the text of a file: the sheet as it stands, then held against its questionnaire.

Faults of both steps come in one run, each with its place. What was answered to an earlier version of the
questionnaire and does not fit this one is no fault: it is set aside, kept and not judged.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from coprod_audit.answer_sheet import Given, Sheet, parse
from coprod_audit.answers import Answer, Answers
from coprod_audit.conditions import UNKNOWN
from coprod_audit.faults import Known, listed, quoted
from coprod_audit.findings import Finding
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.versions import later

_TICKED, _NOTHING_TICKED = "ticked", "nothing-ticked"
"""What is kept of a list that was answered to a question which is no longer there."""


class _Matched(NamedTuple):
    """What stands in a sheet, by fact. `given` fits the questionnaire; what is `aside` need not."""

    given: dict[str, Answer]
    aside: dict[str, Answer]
    again: tuple[str, ...] = ()


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
    same = _same_questionnaire(sheet, questionnaire)
    given, aside, again = _matched(sheet, questionnaire) if same else _Matched({}, {})
    faults.stop()
    result = Answers(
        *(sheet.questionnaire, sheet.version, sheet.project, sheet.respondent),
        answers=tuple([(fact, given[fact]) for fact in questionnaire.by_fact if fact in given]),
        set_aside=tuple(aside.items()),
        ask_again=again,
    )
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
        message = f"these are answers to version {_two_versions(sheet.version, questionnaire)}"
        sheet.faults.note("A010", message, field.at, "warning")
    return True


def _two_versions(theirs: str, questionnaire: Questionnaire) -> str:
    """The end of a sentence: their version, ours, and what to do where the two are not the same."""
    ours = f"'{questionnaire.id} {questionnaire.version}'"
    if later(theirs, questionnaire.version):
        return f"{quoted(theirs)}, which is newer than {ours}; name the newer questionnaire with --questionnaire, or check them"
    if later(questionnaire.version, theirs):
        return f"{quoted(theirs)}, read with {ours}; 'coprod-audit run FILE' asks what is new and what has changed"
    return f"{quoted(theirs)}, read with {ours}; check them and write the new version here"


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


def _matched(sheet: Sheet, questionnaire: Questionnaire) -> _Matched:
    """Everything that was answered, in its place; what is wrong with it is noted, faults before warnings."""
    given: dict[str, Answer] = {}
    misfits = [one for one in _by_row(sheet.given, questionnaire) if not _fits(one, questionnaire, given)]
    strict = sheet.version in ("", questionnaire.version) or later(sheet.version, questionnaire.version)
    if misfits and strict:
        from coprod_audit.misfits import note_why  # there is seldom one

        for misfit in misfits:
            note_why(misfit, questionnaire)
    kept = _by_row(sheet.set_aside, questionnaire, words=False)
    aside = _set_aside((*kept, *(() if strict else misfits)))
    again = _again(sheet, questionnaire, strict=strict)
    if misfits and not strict:
        _warn_of_misfits(misfits, questionnaire)
    _warn_of_again(sheet, again, given, aside)
    return _Matched(given, aside, tuple([fact for fact in again if fact in given or fact in aside]))


def _by_row(given: Sequence[Given], questionnaire: Questionnaire, *, words: bool = True) -> Sequence[Given]:
    """The same with an answer for every row of a question in which several can be ticked; `words`: `unknown` too."""
    several = {question.id: question for question in questionnaire.questions if question.several}
    if not several:
        return given
    found = list[Given]()
    for one in given:
        question = several.get(one.question) if one.row is None else None
        unknown = words and one.answer.choice == UNKNOWN
        if question is not None and (one.ticked is not None or unknown):
            found += _rows_of(one, question)
        else:
            found.append(one)
    return found


def _rows_of(given: Given, question: Question) -> Iterator[Given]:
    """What was ticked, row by row: the day is that of each, a note and evidence stand by the first.

    Ticks that no row is called by come last.
    """
    no_tick, tick = question.choices
    ticked = {item.text(): item for item in given.ticked or ()}
    _, note, evidence, day = given.answer
    for row in question.rows:
        choice = UNKNOWN if given.ticked is None else (tick if row.id in ticked else no_tick).id
        field = ticked.pop(row.id, given.field)
        yield Given(given.question, row.id, Answer(choice, note, evidence, day), field, given.under)
        note, evidence = "", ()
    for name, item in ticked.items():
        yield Given(given.question, name, Answer(tick.id), item, given.under)


def _fits(given: Given, questionnaire: Questionnaire, answers: dict[str, Answer]) -> bool:
    """Whether this is an answer to the questionnaire; it is taken in where it is."""
    fact, possible = questionnaire.possible.get((given.question, given.row), ("", ()))
    if given.answer.choice not in possible:
        return False
    answers[fact] = given.answer
    return True


def _set_aside(kept: Collection[Given]) -> dict[str, Answer]:
    """What is kept, as it stands. A016 for an answer that would take the place of another."""
    aside: dict[str, Answer] = {}
    for one in [tick for several in kept for tick in _ticks(several)]:
        if one.fact in aside:
            message = f"an answer to {quoted(one.fact)} is set aside already; keep one of the two"
            one.field.note("A016", message, one.field.key_at)
        aside[one.fact] = one.answer
    return aside


def _ticks(given: Given) -> Iterator[Given]:
    """What is ticked in a question that has no such rows any more, each by itself; anything else as it is."""
    if given.ticked is None:
        yield given
    elif not given.ticked:
        yield given._replace(answer=given.answer._replace(choice=_NOTHING_TICKED), ticked=None)
    beside = given.answer
    for name, item in {item.text(): item for item in given.ticked or ()}.items():
        yield Given(given.question, name, beside._replace(choice=_TICKED), item, given.under)
        beside = Answer("", date=beside.date)


def _again(sheet: Sheet, questionnaire: Questionnaire, *, strict: bool) -> tuple[str, ...]:
    """What is to be asked again, each once. A017 for what the questionnaire does not have, unless it may once have had it."""
    known = Known("question or row", questionnaire.by_fact, "there are")
    for fact, field in sheet.again if strict else ():
        if fact not in questionnaire.by_fact:
            sheet.faults.note_no_such("A017", fact, known, field.at)
    return tuple(dict.fromkeys([fact for fact, _ in sheet.again if fact in questionnaire.by_fact]))


def _warn_of_misfits(misfits: Sequence[Given], questionnaire: Questionnaire) -> None:
    """A020: what does not fit any more."""
    one = len(misfits) == 1
    number = "1 answer does" if one else f"{len(misfits):,} answers do"
    message = f"{number} not fit '{questionnaire.id} {questionnaire.version}' and {'is' if one else 'are'} set aside, kept and not judged: {listed([quoted(one.fact) for one in misfits])}"
    first = misfits[0].field
    first.origin.faults.note("A020", message, first.key_at, "warning")


def _warn_of_again(
    sheet: Sheet, again: tuple[str, ...], given: Collection[str], aside: Collection[str]
) -> None:
    """A018 for questions that nobody has answered, A019 for those that have to be asked again."""
    place = sheet.places["ask-again"].key_at
    unanswered = [fact for fact in again if fact not in given and fact not in aside]
    if unanswered:
        message = f"to be asked again, and not answered yet: {listed(unanswered)}; what has no answer is asked anyway, so take it out here"
        sheet.faults.note("A018", message, place, "warning")
    waiting = [fact for fact in again if fact in given]
    if waiting:
        sheet.faults.note("A019", _waiting(waiting), place, "warning")


def _waiting(facts: Collection[str]) -> str:
    if len(facts) == 1:
        return f"1 answer is to be asked again: {listed(facts)}; 'coprod-audit run FILE' asks it"
    return f"{len(facts):,} answers are to be asked again: {listed(facts)}; 'coprod-audit run FILE' asks them"
