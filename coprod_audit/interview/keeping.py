"""What was typed for a project's detail, as a value in the answers; and what is wrong with it where it is none."""

import re
from typing import Any, NamedTuple

from coprod_audit.answers import VIEWS, Answer, Answers, OffTheTable, Project, Respondent, View
from coprod_audit.interview.days import day_of
from coprod_audit.interview.steps import LONGEST, Interview, Step

NOT_SAID = "not said"
"""Who fixed what is off the table, as long as nobody has said so."""

LEVEL = ", at the level of "
"""How the level is joined to the unit sentence."""

GROUP = "respondent.groups."
"""How the steps begin that ask how many of each group there are."""

_WHOLE = re.compile(r"decisions of\b", re.IGNORECASE)
_SPAN = re.compile(  # "2025-26", "May 2025 to April 2026", "since May 2025", "the last twelve months"
    r"\b(19|20)\d\d\s*([-–/]|to\b|until\b|and\b)|\b(from|since|to|until)\s+(\w+\s+){0,2}(19|20)\d\d\b|\b(twelve|12) months\b",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST = 1_000_000
NAME = 1_000
"""The most characters of a name that other sentences are built from."""


def complaint(step: Step, text: str) -> str | None:
    """What is wrong with a line of text given for a step, as a sentence with a way out; None when nothing is."""
    if len(text) > step.room:
        return f"That is longer than {max(step.room, 0):,} characters; please say it more briefly."
    if _NOT_TEXT.search(text):
        return "That has signs in it that cannot be kept, such as a control key; please type it again."
    match step.id:
        case "project.date" if day_of(text) is None:
            return f"'{text}' is not a date; write day, month and year, such as 12/5/2026 or 12 May 2026."
        case "respondent.size" if text and _number(text) is None:
            return f"'{text}' is not a number of people; write a whole number such as 8, or nothing."
        case fact if fact.startswith(GROUP) and text not in {"", "0"} and _number(text) is None:
            return (
                f"'{text}' is not a number; write a whole number such as 3, or nothing where there are none."
            )
        case _:
            return None


def is_built(answers: Answers) -> bool:
    """Whether the unit sentence is one that was built from its parts, and nobody's own."""
    return answers.project.unit == _sentence(answers, unit_parts(answers))


def short(answers: Answers) -> str:
    """What the organisation is called in the sentences that are built from its name."""
    return answers.project.organisation_short or answers.project.organisation or "the organisation"


def put_field(name: str, interview: Interview, text: str) -> Answers:
    """Keep a text under that name of the project; the unit sentence follows, unless somebody wrote it anew."""
    old = interview.answers
    new = _project(interview, **{name: text})
    if name != "unit" and old.project.unit and old.project.unit == _sentence(old, unit_parts(old)):
        return new._replace(project=new.project._replace(unit=_sentence(new, unit_parts(old))))
    return new


def put_date(name: str, interview: Interview, text: str) -> Answers:
    """Keep a day, however it was written, as year, month and day."""
    day = day_of(text)
    new = put_field(name, interview, day.isoformat() if day is not None else text)
    was = interview.answers.project.date
    if was in {"", new.project.date}:
        return new
    return new._replace(answers=tuple((fact, _dated(interview, fact, one, was)) for fact, one in new.answers))


def _dated(interview: Interview, fact: str, answer: Answer, was: str) -> Answer:
    """An answer of an earlier sitting keeps the day that the project had then."""
    return answer if answer.date or fact in interview.done else answer._replace(date=was)


def put_rung(name: str, interview: Interview, text: str) -> Answers:
    """Keep the claimed or the intended rung; nothing where it has not been said."""
    return _project(interview, **{name: text or None})


class UnitParts(NamedTuple):
    """What a unit sentence is made of: the heart of it, and the level; a sentence of somebody's own is all heart."""

    about: str
    level: str


def unit_parts(answers: Answers) -> UnitParts:
    """The unit sentence taken apart again."""
    whole, _, level = answers.project.unit.partition(LEVEL)
    start, end = f"Decisions of {short(answers)} about ", f", {_twelve_months(answers)}"
    if not whole.startswith(start):
        return UnitParts(whole, level)
    return UnitParts(whole.removeprefix(start).removesuffix(end), level)


def put_about(interview: Interview, text: str) -> Answers:
    """Build the unit sentence: whose decisions, about what, over which twelve months.

    What is the whole sentence already stays as it is, and so does a time that is named.
    """
    return _project(interview, unit=_sentence(interview.answers, UnitParts(text, "")))


def put_level(interview: Interview, level: str) -> Answers:
    """Add the level to the unit sentence, in the place of the one it had."""
    without = interview.answers.project.unit.partition(LEVEL)[0]
    return _project(interview, unit=f"{without}{LEVEL}{level}")


def _sentence(answers: Answers, parts: UnitParts) -> str:
    return _about(answers, parts.about) + (f"{LEVEL}{parts.level}" if parts.level else "")


def _about(answers: Answers, text: str) -> str:
    about = text.strip(" .")
    decides = f"{short(answers)} decides".lower()
    if _WHOLE.match(about) or about.lower().startswith(decides):
        return about[:1].upper() + about[1:]
    unit = f"Decisions of {short(answers)} about {about}"
    return unit if _SPAN.search(about) else f"{unit}, {_twelve_months(answers)}"


def room_for_about(answers: Answers) -> int:
    """How long the heart of the unit sentence may be, so that the whole of it can be kept."""
    return LONGEST - len(short(answers)) - 200


def _twelve_months(answers: Answers) -> str:
    day = day_of(answers.project.date)
    return f"in the twelve months to {f'{day.day} {day:%B %Y}' if day is not None else 'today'}"


def put_off_the_table(interview: Interview, text: str) -> Answers:
    """Add one matter that was not open, or take out one with a minus before it; nothing means no more."""
    so_far = interview.answers.project.off_the_table or ()
    out = text.removeprefix("-").strip().casefold()
    if text.startswith("-") and any(one.what.casefold() == out for one in so_far):
        return _project(interview, off_the_table=tuple(one for one in so_far if one.what.casefold() != out))
    others = tuple(one for one in so_far if one.what != text)
    return _project(interview, off_the_table=(*others, OffTheTable(text, NOT_SAID)) if text else so_far)


def put_who_fixed_it(interview: Interview, text: str) -> Answers:
    """Say who fixed the matter added last."""
    so_far = interview.answers.project.off_the_table or ()
    who = "nobody could say" if text == NOT_SAID else text
    last = tuple(one._replace(who=who) for one in so_far[-1:])
    return _project(interview, off_the_table=(*so_far[:-1], *last))


def put_view(interview: Interview, text: str) -> Answers:
    """Keep who is answering; how many of each is only said of a mixed room."""
    groups = interview.answers.respondent.groups if text == "mixed" else ()
    return _respondent(interview, view=text, groups=groups)


def put_size(interview: Interview, text: str) -> Answers:
    """Keep how many people are answering."""
    return _respondent(interview, size=_number(text))


def put_group(view: View, interview: Interview, text: str) -> Answers:
    """Keep how many of one group a mixed room has, and how many that makes with the others."""
    groups = dict(interview.answers.respondent.groups) | {view: _number(text) or 0}
    ordered = tuple((one, groups[one]) for one in VIEWS if groups.get(one))
    return _respondent(interview, groups=ordered, size=sum(n for _, n in ordered) or None)


def _project(interview: Interview, **changes: Any) -> Answers:
    changed: Project = interview.answers.project._replace(**changes)
    return interview.answers._replace(project=changed)


def _respondent(interview: Interview, **changes: Any) -> Answers:
    changed: Respondent = interview.answers.respondent._replace(**changes)
    return interview.answers._replace(respondent=changed)


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MOST))):
        return None
    return int(text) if 1 <= int(text) <= _MOST else None
