"""Writes answers as YAML that reads well in a diff. What the reader would refuse is refused here, with the reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from coprod_audit.answer_sheet import LONG_FORM, is_day
from coprod_audit.answers import PROJECT_TEXTS, Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.conditions import UNKNOWN
from coprod_audit.errors import UsageError
from coprod_audit.faults import quoted
from coprod_audit.guard import ANSWERS_LIMITS, Limits, raising
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.sheet_lines import MODELINE, WIDTH, entry, head, key, opening, scalar

_SURROGATE = re.compile("[\ud800-\udfff]")


def refusal(text: str, *, limits: Limits = ANSWERS_LIMITS) -> str | None:
    """Why a text cannot be kept, as a sentence; None where it can."""
    found, most = len(text), limits.characters
    if found > most:
        advice = f"shorten it, or {raising('text', most, found)}"
        return f"a text of {found:,} characters; at most {most:,} are kept, so {advice}"
    if _SURROGATE.search(text):
        return "half a character (a surrogate) in the text; type it again"
    return None


def write(answers: Answers, questionnaire: Questionnaire, *, limits: Limits = ANSWERS_LIMITS) -> str:
    """The answers as a file. What `answers_reader` makes of it, within the same limits, is equal to `answers`.

    Raises `UsageError` with the reason where a text cannot be kept (see `refusal`).
    """
    _refuse(answers, limits)
    lines = [
        MODELINE,
        *head(answers.questionnaire, answers.version),
        *_section("project", _project(answers.project)),
        *_section("respondent", _respondent(answers.respondent)),
        *_section("answers", _answers(answers, questionnaire, limits)),
        *_section("set-aside", _set_aside(answers.set_aside, limits)),
        *_section("ask-again", [f"  - {scalar(fact, 4)}" for fact in answers.ask_again]),
    ]
    text = "\n".join(lines) + "\n"
    if (size := len(text.encode())) > limits.size:
        advice = f"shorten the notes, or {raising('bytes', limits.size, size)}"
        raise UsageError(f"the answers come to more than {limits.size:,} bytes; {advice}")
    return text


def _refuse(answers: Answers, limits: Limits) -> None:
    """Raise `UsageError` for what no file can hold, or none within the limits; `_answer` does for each answer."""
    _refuse_matters(answers.project.off_the_table or ())
    _refuse_names(answers.set_aside)
    _refuse_day(answers.project.date)
    _refuse_texts(_texts(answers), limits)


def _refuse_matters(off_the_table: tuple[OffTheTable, ...]) -> None:
    if len({matter.what for matter in off_the_table}) < len(off_the_table):
        raise UsageError("two matters off the table with the same name; join them")
    if not all(matter.what and matter.who for matter in off_the_table):
        raise UsageError("something off the table lacks its name, or who fixed it; say both")


def _refuse_names(set_aside: tuple[tuple[str, Answer], ...]) -> None:
    if len({fact for fact, _ in set_aside}) < len(set_aside):
        raise UsageError("two answers to the same question are set aside; keep one")
    if not all(fact and answer.choice for fact, answer in set_aside):
        raise UsageError("what is set aside lacks its question, or its answer; say both")


def _refuse_day(text: str) -> None:
    if text and not is_day(text):
        raise UsageError(
            f"the date {quoted(text)}; write a day that there is, as year-month-day: '2016-05-01'"
        )


def _refuse_texts(texts: Iterable[str], limits: Limits) -> None:
    for text in texts:
        reason = refusal(text, limits=limits)
        if reason is not None:
            raise UsageError(reason)


def _refuse_evidence(evidence: tuple[str, ...], most: int) -> None:
    if len(evidence) > most:
        advice = f"name the best, or {raising('evidence', most, len(evidence))}"
        raise UsageError(
            f"{len(evidence)} pieces of evidence for one answer; at most {most} are kept, so {advice}"
        )
    if not all(evidence):
        raise UsageError("an empty piece of evidence; write something or leave it out")


def _texts(answers: Answers) -> Iterator[str]:
    """Everything that somebody typed, but for the answers."""
    project = answers.project
    yield from (answers.questionnaire, answers.version)
    yield from (project.title, project.organisation, project.organisation_short, project.people)
    yield from (project.unit, project.about, project.date, project.coded_from)
    yield from (project.claims or "", project.intends or "")
    for matter in project.off_the_table or ():
        yield from matter
    yield from (fact for fact, _ in answers.set_aside)
    yield from answers.ask_again


def _section(name: str, lines: Iterable[str]) -> list[str]:
    written = list(lines)
    return [f"{name}:", *written] if written else []


def _project(project: Project) -> Iterator[str]:
    for name in PROJECT_TEXTS:
        yield from entry(2, name, getattr(project, name.replace("-", "_")))
    yield from _off_the_table(project.off_the_table)
    yield from entry(2, "claims", project.claims or "")
    yield from entry(2, "intends", project.intends or "")
    yield from entry(2, "date", project.date)
    yield from entry(2, "made-up", "yes" if project.made_up else "")
    yield from entry(2, "coded-from", project.coded_from)


def _off_the_table(matters: tuple[OffTheTable, ...] | None) -> Iterator[str]:
    """Nothing where nobody has said; a mapping without keys where somebody said that there is nothing."""
    if matters is None:
        return
    yield "  off-the-table:" if matters else "  off-the-table: {}"
    for matter in matters:
        yield from entry(4, key(matter.what), matter.who)


def _respondent(respondent: Respondent) -> Iterator[str]:
    yield from entry(2, "view", respondent.view or "")
    if respondent.size is not None:
        yield f"  size: {respondent.size}"
    if respondent.groups:
        yield "  groups:"
        for view, number in respondent.groups:
            yield f"    {view}: {number}"


def _answers(answers: Answers, questionnaire: Questionnaire, limits: Limits) -> Iterator[str]:
    """The text of each section that has an answer; an interview writes the whole file after each of them."""
    for section in _sections(questionnaire):
        given = tuple(map(answers.by_fact.get, section.facts))
        if any(given):
            yield _section_text(section, limits, *given)


class _Section(NamedTuple):
    """Questions that follow each other, with the facts they ask."""

    questions: tuple[Question, ...]
    facts: tuple[str, ...]


@made_once
def _sections(questionnaire: Questionnaire) -> tuple[_Section, ...]:
    together = (tuple(some) for _, some in groupby(questionnaire.questions, lambda one: one.section))
    return tuple(_Section(some, tuple(fact for one in some for fact in one.facts)) for some in together)


def _text_of(section: _Section, limits: Limits, *answers: Answer | None) -> str:
    given, lines = dict(zip(section.facts, answers, strict=True)), list[str]()
    for question in section.questions:
        rows = [(row.id, given[fact]) for row, fact in zip(question.rows, question.facts, strict=False)]
        if question.several and (ticked := _ticked(question, [answer for _, answer in rows])):
            lines += _list_form(question, *ticked, limits)
            continue
        if any(answer for _, answer in rows):
            lines.append(f"  {key(question.id)}:")
        for name, answer in rows or [(question.id, given[question.id])]:
            if answer is not None:
                lines.append(_answer(4 if rows else 2, name, answer, limits))
    return "\n".join(lines)


def _ticked(
    question: Question, answers: Sequence[Answer | None]
) -> tuple[Answer, tuple[str, ...] | None] | None:
    """What stands beside the answer to the whole question, and the rows ticked: None of them where nobody could say.

    None where a list would not say all that the rows say: only the first of them has a note or evidence in it, and all
    were answered, on the same day.
    """
    first, *others = answers
    given = [one for one in answers if one is not None]
    no_tick, tick = question.choices
    choices = {one.choice for one in given}
    alike = all(one._replace(choice="") == Answer("", date=given[0].date) for one in given[1:])
    if first is None or len(given) <= len(others) or not alike:
        return None
    if choices == {UNKNOWN}:
        return first, None
    if not choices <= {no_tick.id, tick.id}:
        return None
    return first, tuple(
        [row.id for row, one in zip(question.rows, given, strict=True) if one.choice == tick.id]
    )


def _list_form(
    question: Question, beside: Answer, ticked: tuple[str, ...] | None, limits: Limits
) -> Iterator[str]:
    """A question of which several can be ticked, with the rows that are."""
    _check(beside, limits)
    if not (beside.note or beside.evidence or beside.date):
        yield from _list(2, key(question.id), ticked)
        return
    yield from opening(2, key(question.id))
    yield from _list(4, "answer", ticked)
    yield from _beside(2, beside)


def _list(indent: int, name: str, ticked: tuple[str, ...] | None) -> Iterator[str]:
    """A list on the line of its key, or below it where that would be long."""
    if ticked is None:
        yield from entry(indent, name, UNKNOWN)
        return
    names, space = [key(row) for row in ticked], " " * indent
    line = f"{space}{name}: [{', '.join(names)}]"
    yield from (line,) if len(line) <= WIDTH else (f"{space}{name}:", *(f"{space}  - {one}" for one in names))


_section_text = made_once(_text_of, most=1_000)


def _set_aside(kept: tuple[tuple[str, Answer], ...], limits: Limits) -> Iterator[str]:
    """In the order they are in; rows that follow each other stand under their question, as far as that reads back."""
    facts, opened = {fact for fact, _ in kept}, set[str]()
    for question, together in groupby(kept, lambda one: _question(one[0], facts)):
        nested = question != "" and question not in opened
        if nested:
            opened.add(question)
            yield from opening(2, key(question))
        for fact, answer in together:
            name = fact.partition(".")[2] if nested else fact
            yield _answer(4 if nested else 2, name, answer, limits)


def _question(fact: str, facts: set[str]) -> str:
    """The question under which a fact can stand as a row; "" where it has to stand by itself."""
    question, _, row = fact.partition(".")
    return question if row and row not in LONG_FORM and question not in facts else ""


def _answer(indent: int, name: str, answer: Answer, limits: Limits) -> str:
    _check(answer, limits)
    return "\n".join(_as_lines(indent, key(name), answer))


def _check(answer: Answer, limits: Limits) -> None:
    _refuse_day(answer.date)
    _refuse_evidence(answer.evidence, limits.evidence)
    _refuse_texts((answer.choice, answer.note, *answer.evidence), limits)


def _as_lines(indent: int, name: str, answer: Answer) -> Iterator[str]:
    if not (answer.note or answer.evidence or answer.date):
        yield from entry(indent, name, answer.choice)
        return
    yield from opening(indent, name)
    yield from entry(indent + 2, "answer", answer.choice)
    yield from _beside(indent, answer)


def _beside(indent: int, answer: Answer) -> Iterator[str]:
    """What stands under an answer besides its choice."""
    yield from entry(indent + 2, "date", answer.date)
    yield from entry(indent + 2, "note", answer.note)
    if answer.evidence:
        yield f"{' ' * indent}  evidence:"
    for piece in answer.evidence:
        yield f"{' ' * indent}    - {scalar(piece, indent + 6)}"
