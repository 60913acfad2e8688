"""What people answered, as frozen values. `answers_reader` makes them, `answers_writer` writes them."""

from functools import cached_property
from typing import Literal, NamedTuple

from coprod_audit.conditions import UNKNOWN

View = Literal["staff", "people", "carers", "partners", "leaders", "mixed"]
VIEWS: tuple[View, ...] = ("staff", "people", "carers", "partners", "leaders", "mixed")
PEOPLE_VIEWS = ("people", "carers")
"""The views that count as people (DESIGN, section 3)."""

PROJECT_TEXTS = ("title", "organisation", "organisation-short", "people", "unit", "about")
"""The details of a project that are texts, as files and tables call them."""

PROJECT_DETAILS = (*PROJECT_TEXTS, "date")
"""All that is said of a project itself, and not of what it claims, intends or leaves out."""


class OffTheTable(NamedTuple):
    """A matter that was not open, and who fixed it."""

    what: str
    who: str


class Project(NamedTuple):
    """What the answers are about. Empty text where nothing was said; `unit` is never empty in a report.

    `coded_from` is where the text stands from which somebody else took the answers, as `000, Case study 1`: then
    `respondent` says whose view that text tells, and nobody who took part has answered.
    """

    title: str = ""
    organisation: str = ""
    organisation_short: str = ""
    people: str = ""
    unit: str = ""
    about: str = ""
    off_the_table: tuple[OffTheTable, ...] | None = None
    claims: str | None = None
    intends: str | None = None
    date: str = ""
    made_up: bool = False
    coded_from: str = ""


class Respondent(NamedTuple):
    """Who answered. `size` is a number of people; `groups` only for the view `mixed`."""

    view: View | None = None
    size: int | None = None
    groups: tuple[tuple[View, int], ...] = ()

    @property
    def people(self) -> bool | None:
        """Whether anybody the matter is for answered; None where the file does not say."""
        match self.view:
            case None:
                return None
            case "mixed":
                if not self.groups:
                    return None
                return any(view in PEOPLE_VIEWS and n > 0 for view, n in self.groups)
            case view:
                return view in PEOPLE_VIEWS


class Answer(NamedTuple):
    """One answer to one fact: a choice id, `unknown` or `not-applicable`.

    `date` is the day it was given, as `2026-05-12`, where that is another than the project's.
    """

    choice: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    date: str = ""


class _AnswersFields(NamedTuple):
    questionnaire: str
    version: str
    project: Project
    respondent: Respondent
    answers: tuple[tuple[str, Answer], ...]
    set_aside: tuple[tuple[str, Answer], ...] = ()
    ask_again: tuple[str, ...] = ()


class Answers(_AnswersFields):
    """A whole answers file. `answers` maps fact addresses to answers, in questionnaire order.

    An address that is missing was not asked; `unknown` was asked and nobody could say. What is `set_aside` was
    answered while it applied, or to a question that the questionnaire no longer has: it is kept and never judged.
    The facts to `ask_again` have answers from before their questions were changed: those count until they are given
    anew.
    """

    @cached_property
    def by_fact(self) -> dict[str, Answer]:
        """The answers by fact address."""
        return dict(self.answers)

    @cached_property
    def facts(self) -> dict[str, str]:
        """Fact address to choice id, `unknown` included."""
        return {fact: answer.choice for fact, answer in self.answers}

    def known(self, fact: str) -> bool:
        """Whether the fact was asked and somebody could say."""
        return self.facts.get(fact, UNKNOWN) != UNKNOWN
