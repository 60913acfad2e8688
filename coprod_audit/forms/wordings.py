"""What each fact, choice and detail may be called in a form: the words of the questionnaire, in further languages too."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.ladder import Ladder
from coprod_audit.questionnaire import Question, Questionnaire, Row

NOT_ASKED: Final = "not asked"
"""What a map writes where a cell says that the question was not put."""


class Wording(NamedTuple):
    """What a fact may be called: the texts of its question, and those of its row (none where it has no rows)."""

    questions: tuple[str, ...]
    rows: tuple[str, ...] = ()


FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "project.title": (
        "What is the project called?",
        "Project",
        "Project title",
        "Project name",
        "Name of the project",
        "Title of the project",
    ),
    "project.organisation": (
        "Which organisation is behind it?",
        "Organisation",
        "Organization",
        "Name of the organisation",
    ),
    "project.organisation-short": ("What is the organisation called for short?",),
    "project.people": ("What do you call the people it is for?",),
    "project.date": ("On which day are these questions answered?",),
    "project.claims": (
        "Which of these do you say this is, in what you publish about it?",
        "What do you say this is?",
    ),
    "project.intends": ("Which of these do you want it to be?", "What do you want it to be?"),
    "project.about": ("What is the project, in a sentence or two?", "About the project"),
    "project.unit": ("Whose decisions about what, over the last twelve months?",),
    "respondent.view": ("Who is answering today?", "Who is answering?", "Who are you?"),
    "respondent.size": ("How many of you are there?", "How many of you are there? (Enter to leave it open)"),
}
"""What the details of a project and of those who answer may be called; the interview's own words among them."""

VIEW_WORDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "staff": ("Staff of the organisation",),
    "people": ("People it is for, or residents", "People it is for"),
    "carers": ("Carers of people it is for",),
    "partners": ("Partner organisations",),
    "leaders": ("Leaders: board members, councillors, senior managers",),
    "mixed": ("A mixed group",),
}

RESERVED_WORDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    UNKNOWN: ("Don't know", "Do not know", "Not known", "Don't know.", "We do not know."),
    NOT_APPLICABLE: ("Not applicable", "Does not apply here", "Does not apply", "This is not about us."),
}


def wordings(questionnaire: Questionnaire, others: Iterable[Questionnaire] = ()) -> dict[str, Wording]:
    """What each fact may be called, by its address, in questionnaire order.

    The others are the same in further languages: they add their words where they ask the same thing.
    """
    found = {
        fact: Wording((question.ask, question.easy), _of_row(row))
        for fact, (question, row) in questionnaire.by_fact.items()
    }
    for other in others:
        for fact, (question, row) in other.by_fact.items():
            if fact in found and same_question(question, questionnaire.question_of(fact)):
                before = found[fact]
                found[fact] = Wording(
                    (*before.questions, question.ask, question.easy), (*before.rows, *_of_row(row))
                )
    return found


def _of_row(row: Row | None) -> tuple[str, ...]:
    return () if row is None else (row.label, row.easy)


def same_question(one: Question, other: Question) -> bool:
    """Whether two questions are the same in two languages: alike but for their words."""
    return (one.id, one.possible, one.facts) == (other.id, other.possible, other.facts)


def in_others(question: Question, others: Iterable[Questionnaire]) -> tuple[Question, ...]:
    """The same question in other languages, as far as it is there."""
    found = (other.by_id.get(question.id) for other in others)
    return tuple([one for one in found if one is not None and same_question(one, question)])


def choice_wordings(question: Question, others: Iterable[Question] = ()) -> dict[str, tuple[str, ...]]:
    """What each answer to a question may be called, by its id: the choices, then what may always be said.

    The others are the same question in further languages; their words come after its own.
    """
    languages = (question, *others)
    said = {
        name: tuple(
            [text for one in languages for c in one.choices if c.id == name for text in (c.label, c.easy)]
        )
        for name in [choice.id for choice in question.choices]
    }
    own = tuple([one.dont_know for one in languages if one.dont_know])
    said[UNKNOWN] = (*RESERVED_WORDINGS[UNKNOWN], *own)
    if question.not_applicable:
        said[NOT_APPLICABLE] = RESERVED_WORDINGS[NOT_APPLICABLE]
    return said


def rung_wordings(ladder: Ladder) -> dict[str, tuple[str, ...]]:
    """What each rung may be called, by its id, and under "" how people say that they have not said."""
    said = {r.id: (r.title, f"{r.title}. People have {r.has}", r.easy) for r in ladder.rungs}
    return {**said, "": ("We have not said", "We have not decided")}
