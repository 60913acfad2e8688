"""The project's details: what is asked before the first question, and how each answer is kept.

One unit before any question, and the claimed and the intended rung before the facts (METHOD, principles 1 and 2).
A detail that may stay empty is open only until something after it is answered, so that a file that is resumed is
not asked again for what was left empty on purpose.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from coprod_audit.answers import VIEWS, Answers, View
from coprod_audit.interview import asking, keeping
from coprod_audit.interview.steps import Interview, Step

_Put = Callable[[str, Interview, str], Answers]

UNIT = "project.unit"
OFF_THE_TABLE = "off-the-table"
WHO_FIXED_IT = "off-the-table.who"


class Detail(NamedTuple):
    """One detail: how it is asked, what stands in the answers for it ("" for nothing), and how it is kept."""

    ask: Callable[[Interview], Step]
    stands: Callable[[Answers], str]
    put: Callable[[Interview, str], Answers]
    id: str
    optional: bool = False


def detail(step_id: str) -> Detail | None:
    """The detail of that id, or None where the id is a fact."""
    return _BY_ID.get(step_id)


def applying(interview: Interview) -> Iterator[Detail]:
    """The details that are asked as the answers stand, answered or not."""
    return (one for one in DETAILS if _applies(interview.answers, one.id))


def open_details(interview: Interview) -> Iterator[Detail]:
    """The details that are still open, in order."""
    return (one for one in applying(interview) if _is_open(interview, one))


def step_of(interview: Interview, one: Detail) -> Step:
    """The step that asks a detail, with what stands there already."""
    step = one.ask(interview)
    if one.id in {UNIT, OFF_THE_TABLE}:
        return step  # the one shows what stands there to be changed, the other asks for more of it
    return step._replace(stands=one.stands(interview.answers))


def _applies(answers: Answers, step_id: str) -> bool:
    off, view = answers.project.off_the_table, answers.respondent.view
    if step_id == WHO_FIXED_IT:
        return bool(off) and off is not None and off[-1].who == keeping.NOT_SAID
    if step_id == "unit.level":
        return keeping.is_built(answers)
    if step_id == "respondent.size":
        return view != "mixed"
    return view == "mixed" if step_id.startswith(keeping.GROUP) else True


def _is_open(interview: Interview, one: Detail) -> bool:
    answers = interview.answers
    if one.id == WHO_FIXED_IT or one.id in interview.again:
        return True
    if one.id in interview.done or one.id in interview.passed:
        return False
    always_put = one.id == UNIT or (one.id == OFF_THE_TABLE and answers.project.off_the_table)
    if one.stands(answers) and not always_put:
        return False
    return not one.optional or not _anything_after(answers, one)


def _anything_after(answers: Answers, one: Detail) -> bool:
    after = DETAILS[DETAILS.index(one) + 1 :]
    return bool(answers.answers) or any(d.stands(answers) for d in after if d.id != UNIT)


def _always(step: Step) -> Callable[[Interview], Step]:
    return lambda _: step


def _listed(answers: Answers) -> str:
    """Nothing where nobody was asked; a text that is never typed where there is nothing off the table."""
    matters = answers.project.off_the_table
    return "" if matters is None else "; ".join(one.what for one in matters) or "nothing"


def _of_project(
    ask: Callable[[Interview], Step], name: str, put: _Put = keeping.put_field, *, optional: bool = False
) -> Detail:
    """A detail that is one field of the project."""
    return Detail(
        ask,
        lambda answers: getattr(answers.project, name) or "",
        partial(put, name),
        f"project.{name.replace('_', '-')}",
        optional,
    )


def _of_a_group(view: View) -> Detail:
    """How many of one group a mixed room has."""
    return Detail(
        partial(asking.group, view),
        lambda answers: str(dict(answers.respondent.groups).get(view, "")),
        partial(keeping.put_group, view),
        f"{keeping.GROUP}{view}",
        optional=True,
    )


DETAILS: tuple[Detail, ...] = (
    _of_project(_always(asking.TITLE), "title"),
    _of_project(_always(asking.ORGANISATION), "organisation"),
    _of_project(asking.short_name, "organisation_short", optional=True),
    _of_project(_always(asking.PEOPLE), "people", optional=True),
    _of_project(asking.date, "date", keeping.put_date),
    Detail(asking.about, lambda a: keeping.unit_parts(a).about, keeping.put_about, "unit.about"),
    Detail(
        asking.level, lambda a: keeping.unit_parts(a).level, keeping.put_level, "unit.level", optional=True
    ),
    _of_project(asking.unit, "unit", optional=True),
    Detail(asking.who_fixed_it, lambda _: "", keeping.put_who_fixed_it, WHO_FIXED_IT),
    Detail(asking.off_the_table, _listed, keeping.put_off_the_table, OFF_THE_TABLE, optional=True),
    Detail(_always(asking.VIEW), lambda a: a.respondent.view or "", keeping.put_view, "respondent.view"),
    Detail(
        _always(asking.SIZE),
        lambda a: str(a.respondent.size or ""),
        keeping.put_size,
        "respondent.size",
        True,
    ),
    *(_of_a_group(view) for view in VIEWS if view != "mixed"),
    _of_project(asking.claims, "claims", keeping.put_rung, optional=True),
    _of_project(asking.intends, "intends", keeping.put_rung, optional=True),
)
"""Every detail, in the order in which they are asked."""

_BY_ID = {one.id: one for one in DETAILS}
