"""The project's details: what is asked before the first question, and how each answer is kept.

One unit before any question, and the claimed and the intended rung before the facts (METHOD, principles 1 and 2).
A detail that may stay empty is open only until something after it is answered, so that a file that is resumed is
not asked again for what was left empty on purpose.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.interview import asking, keeping
from coprod_audit.interview.steps import Interview, Step


class Detail(NamedTuple):
    """One detail: whether it stands in the answers, whether it may stay empty, how it is asked and kept.

    `kept` is None for steps that only work on what another step has put there.
    """

    id: str
    optional: bool
    kept: Callable[[Answers], bool] | None
    step: Callable[[Interview], Step]
    put: Callable[[Interview, str], Answers]


def next_detail(interview: Interview) -> Detail | None:
    """The first detail that is still open, or None when the questions can begin."""
    return next((d for i, d in enumerate(DETAILS) if _is_open(interview, i, d)), None)


def detail(step_id: str) -> Detail | None:
    """The detail of that id, or None where the id is a fact."""
    return next((d for d in DETAILS if d.id == step_id), None)


def open_details(interview: Interview) -> Iterator[str]:
    """The required details that are missing, in words, in order."""
    for i, one in enumerate(DETAILS):
        if not one.optional and _is_open(interview, i, one):
            yield one.step(interview).ask


def _is_open(interview: Interview, index: int, one: Detail) -> bool:
    answers = interview.answers
    off = answers.project.off_the_table
    match one.id:
        case "off-the-table.who":
            return bool(off) and off is not None and off[-1].who == keeping.NOT_SAID
        case "respondent.size" if answers.respondent.view == "mixed":
            return False
        case "respondent.groups" if answers.respondent.view != "mixed":
            return False
    kept = one.kept is not None and one.kept(answers) and not (one.id == "off-the-table" and off)
    if kept or one.id in interview.history:
        return False
    return not one.optional or not _anything_after(answers, index)


def _anything_after(answers: Answers, index: int) -> bool:
    return bool(answers.answers) or any(d.kept is not None and d.kept(answers) for d in DETAILS[index + 1 :])


DETAILS: tuple[Detail, ...] = (
    Detail(
        "project.title",
        False,
        lambda a: bool(a.project.title),
        asking.ask_title,
        partial(keeping.put_field, "title"),
    ),
    Detail(
        "project.organisation",
        False,
        lambda a: bool(a.project.organisation),
        asking.ask_organisation,
        partial(keeping.put_field, "organisation"),
    ),
    Detail(
        "project.organisation-short",
        True,
        lambda a: bool(a.project.organisation_short),
        asking.ask_short,
        partial(keeping.put_field, "organisation_short"),
    ),
    Detail(
        "project.people",
        True,
        lambda a: bool(a.project.people),
        asking.ask_people,
        partial(keeping.put_field, "people"),
    ),
    Detail(
        "project.date",
        False,
        lambda a: bool(a.project.date),
        asking.ask_date,
        partial(keeping.put_field, "date"),
    ),
    Detail("unit.about", False, lambda a: bool(a.project.unit), asking.ask_about, keeping.put_about),
    Detail(
        "unit.level", True, lambda a: keeping.LEVEL in a.project.unit, asking.ask_level, keeping.put_level
    ),
    Detail("project.unit", True, None, asking.ask_unit, partial(keeping.put_field, "unit")),
    Detail("off-the-table.who", False, None, asking.ask_who_fixed_it, keeping.put_who_fixed_it),
    Detail(
        "off-the-table",
        True,
        lambda a: a.project.off_the_table is not None,
        asking.ask_off_the_table,
        keeping.put_off_the_table,
    ),
    Detail(
        "respondent.view", False, lambda a: a.respondent.view is not None, asking.ask_view, keeping.put_view
    ),
    Detail(
        "respondent.size", True, lambda a: a.respondent.size is not None, asking.ask_size, keeping.put_size
    ),
    Detail(
        "respondent.groups", True, lambda a: bool(a.respondent.groups), asking.ask_groups, keeping.put_groups
    ),
    Detail(
        "project.claims",
        True,
        lambda a: a.project.claims is not None,
        asking.ask_claims,
        partial(keeping.put_rung, "claims"),
    ),
    Detail(
        "project.intends",
        True,
        lambda a: a.project.intends is not None,
        asking.ask_intends,
        partial(keeping.put_rung, "intends"),
    ),
)
"""Every detail, in the order in which they are asked."""
