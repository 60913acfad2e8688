"""A questionnaire as text for people: which there are, what they ask, one question in full."""

import textwrap
from collections.abc import Iterator
from typing import Literal

from coprod_audit import loading
from coprod_audit.cli import limiting
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import nearest
from coprod_audit.questionnaire import Choice, Question, Questionnaire, Row, Section

Listed = Literal["advice", "stories"]
"""What a lens names beside questions, by id."""

_WIDTH = 80


def listing() -> str:
    """Every questionnaire that ships, a line each."""
    read = (loading.read_questionnaire(name) for name in loading.shipped_questionnaires())
    return "".join(f"{show(q.id)} {show(q.version)}: {show(q.title)} {_size(q)}\n" for q in read)


def overview(name: str | None, limits: tuple[str, ...] = ()) -> str:
    """All questions by section, with the ids that answers files use."""
    questionnaire = loading.read_questionnaire(name, limits=limiting.limits(limits).questionnaire)
    lines = [f"{show(questionnaire.title)} ({show(questionnaire.id)} {show(questionnaire.version)})", ""]
    lines += [*_wrapped(questionnaire.about), ""]
    for section in questionnaire.sections:
        lines += _section(questionnaire, section)
    if questionnaire.lenses:
        lenses = ", ".join(lens.id for lens in questionnaire.lenses)
        lines += [*_wrapped(f"Lenses, which see the same answers another way: {lenses}"), ""]
    lines += _wrapped("One question in full: coprod-audit questionnaire show --question ID")
    lines += _wrapped("Advice and stories: coprod-audit questionnaire show --advice (or --stories)")
    return "\n".join(lines) + "\n"


def question(name: str | None, question_id: str, limits: tuple[str, ...] = ()) -> str:
    """One question with everything that is said about it. Raises UsageError where there is none of that id."""
    questionnaire = loading.read_questionnaire(name, limits=limiting.limits(limits).questionnaire)
    found = questionnaire.by_id.get(question_id)
    if found is None:
        raise UsageError(_no_such_question(questionnaire, question_id))
    return "\n".join(_in_full(questionnaire, found)) + "\n"


def wanted(question_id: str | None, *, advice: bool, stories: bool) -> Listed | None:
    """Which list is asked for, if any. Raises UsageError for more than one thing."""
    given = [("--question", bool(question_id)), ("--advice", advice), ("--stories", stories)]
    first, *others = [*(option for option, is_there in given if is_there), ""]
    if len(others) > 1:
        raise UsageError(f"{first} and {others[0]} each show something else; leave one of the two out")
    return "advice" if advice else "stories" if stories else None


def titles(name: str | None, what: Listed, limits: tuple[str, ...] = ()) -> str:
    """The id and the title of every recommendation or story, a line each, which is never broken."""
    questionnaire = loading.read_questionnaire(name, limits=limiting.limits(limits).questionnaire)
    every = questionnaire.recommendations if what == "advice" else questionnaire.stories
    lines = [f"{one.id}: {' '.join(one.title.split())}" for one in every]
    return "".join(f"{show(line)}\n" for line in lines or [f"{questionnaire.id} has no {what}."])


def checked(path: str, limits: tuple[str, ...] = ()) -> str:
    """A line that says that a questionnaire is in order. Raises InputError with every fault where it is not."""
    usual = limiting.limits(limits).questionnaire
    questionnaire = loading.read_questionnaire(path, limits=usual, thorough=True)
    return f"{path}: no faults found; {questionnaire.id} {questionnaire.version} {_size(questionnaire)}"


def blank(name: str | None, limits: tuple[str, ...] = ()) -> str:
    """An answers file to fill in, with every question and choice as a comment."""
    from coprod_audit.blank_sheet import blank as written

    return written(loading.read_questionnaire(name, limits=limiting.limits(limits).questionnaire))


def _size(questionnaire: Questionnaire) -> str:
    optional = {section.id for section in questionnaire.sections if section.optional}
    more = len([one for one in questionnaire.questions if one.section in optional])
    asked, decisive = len(questionnaire.questions) - more, len(questionnaire.decisive_questions)
    others = f"; {more} more {'is' if more == 1 else 'are'} optional" if more else ""
    return (
        f"({asked} {'question' if asked == 1 else 'questions'}, {decisive} of them decide the rung{others})"
    )


def _no_such_question(questionnaire: Questionnaire, question_id: str) -> str:
    close = nearest(question_id, tuple(questionnaire.by_id))
    advice = f"did you mean '{close}'?" if close else "see them all: coprod-audit questionnaire show"
    return f"there is no question '{question_id}'; {advice}"


def _section(questionnaire: Questionnaire, section: Section) -> Iterator[str]:
    title = show(f"{section.title} (optional)" if section.optional else section.title)
    yield from (title, "-" * len(title))
    for one in (q for q in questionnaire.questions if q.section == section.id):
        mark = " (decides the rung)" if one in questionnaire.decisive_questions else ""
        mark = " (several can be ticked)" if one.several else mark
        yield from _wrapped(f"{one.id}{mark}: {one.ask}")
        for row in one.rows:
            yield from _wrapped(f"{row.id}: {row.label}", 4)
    yield ""


def _in_full(questionnaire: Questionnaire, one: Question) -> Iterator[str]:
    yield from _wrapped(f"{one.id}: {one.ask}")
    yield from _wrapped(f"In plain words: {one.easy}")
    for row in one.rows:
        yield from _row(row)
    yield ""
    if one.several:
        some = ", ".join(row.id for row in one.rows[:2])
        yield from _wrapped(
            f"Any number of rows can be ticked. In a file: {one.id}: [{some}], or [] for none.", 2
        )
    for choice in one.choices:
        yield from _choice(choice)
    yield from _wrapped("unknown: don't know", 2)
    if one.not_applicable:
        yield from _wrapped("not-applicable: does not apply here", 2)
    for name, text in (("Why it is asked", one.why), ("What would count as evidence", one.evidence)):
        yield from ("", *_wrapped(f"{name}: {text}"))
    yield from ("", *_wrapped(f"For whoever leads the conversation: {one.facilitator}"))
    yield from ("", *_wrapped(f"Source: {'; '.join(_source(questionnaire, where) for where in one.source)}"))


def _row(row: Row) -> Iterator[str]:
    yield from _wrapped(f"row {row.id}: {row.label}. {row.help}", 2)


def _choice(choice: Choice) -> Iterator[str]:
    outside = " (outside the scale)" if choice.rank is None else ""
    yield from _wrapped(f"{choice.id}: {choice.label}{outside}", 2)
    yield from _wrapped(f"in plain words: {choice.easy}", 4)


def _source(questionnaire: Questionnaire, where: str) -> str:
    seed, _, section = where.partition(",")
    known = next((s for s in questionnaire.sources if s.id == seed.strip()), None)
    return f"{known.author} {known.title}, {section.strip()}" if known else where


def _wrapped(text: str, indent: int = 0) -> list[str]:
    blanks = " " * indent
    return textwrap.wrap(
        show(" ".join(text.split())), _WIDTH, initial_indent=blanks, subsequent_indent=f"{blanks}  "
    )
