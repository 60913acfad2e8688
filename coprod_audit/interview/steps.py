"""The values of the interview: where it stands, the step that comes next, and what can come back from a step."""

from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.questionnaire import Questionnaire


class Option(NamedTuple):
    """One thing to choose. `key` is what is typed for it beside its number, where it has one of its own."""

    value: str
    label: str
    easy: str = ""
    key: str = ""


class Asides(NamedTuple):
    """What is told about a step only when somebody asks for it."""

    help: str = ""
    why: str = ""
    evidence: str = ""
    easy: str = ""


class Step(NamedTuple):
    """One thing to ask: a choice where there are options, else a line of text.

    `where` is the progress in words, `before` is said first, `hint` after the question, `asides` on request. An `optional` step may be
    answered with nothing; `default` is what nothing stands for, or the option that is pointed at first, and where
    `edit` is set it stands there to be changed. `id` is a fact address or `project.…`.
    """

    id: str
    ask: str
    options: tuple[Option, ...] = ()
    default: str = ""
    optional: bool = False
    edit: bool = False
    asides: Asides = Asides()
    where: str = ""
    before: tuple[str, ...] = ()
    hint: str = ""


class Given(NamedTuple):
    """An answer to the step: the value of an option, or the text."""

    value: str


class NoteWanted(NamedTuple):
    """Somebody wants to add a note to the answer given last; the step is put again afterwards."""


Reply = Given | NoteWanted


class Interview(NamedTuple):
    """Where a conversation stands.

    What is on disk is `answers` alone. `history` holds the ids of the steps answered in this sitting, in the
    order they were shown: optional steps that were passed over are not put twice, and going back has a home.
    """

    questionnaire: Questionnaire
    answers: Answers
    quick: bool
    today: str
    history: tuple[str, ...] = ()
