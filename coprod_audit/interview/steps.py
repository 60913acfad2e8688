"""The values of the interview: where it stands, the step that comes next, and what can come back from a step."""

from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.questionnaire import Questionnaire

LONGEST = 20_000
"""The most characters of one text."""


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

    `where` is the progress in words, `before` is said first, then the `stem` of a row's question, `hint` after the
    question, `asides` on request. No answer is longer than `room` characters. An `optional` step may be with nothing; `default` is what nothing stands for, or the option that is pointed at first, and where
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
    stem: str = ""
    room: int = LONGEST

    @property
    def in_plain_words(self) -> "Step":
        """The same step in plain words, where it has some."""
        if not self.asides.easy:
            return self
        options = tuple(option._replace(label=option.easy or option.label) for option in self.options)
        return self._replace(ask=self.asides.easy, options=options, hint="", stem="")


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
