"""The values of the interview: where it stands, the step that comes next, and what can come back from a step."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.questionnaire import Questionnaire

LONGEST = 20_000
"""The most characters of one text."""


class Option(NamedTuple):
    """One thing to choose. `key` is what is typed for it beside its number, where it has one of its own.

    `also` is said nowhere, and taken for the label. `help` is told of the option that is pointed at.
    """

    value: str
    label: str
    easy: str = ""
    key: str = ""
    also: str = ""
    help: str = ""


class Asides(NamedTuple):
    """What is told about a step only when somebody asks for it."""

    help: str = ""
    why: str = ""
    evidence: str = ""
    easy: str = ""


class TableRow(NamedTuple):
    """One row of a table that is asked: its fact, how it is called, and the value that stands there so far."""

    fact: str
    label: str
    easy: str = ""
    help: str = ""
    stands: str = ""


class Step(NamedTuple):
    """One thing to ask: a choice where there are options, else a line of text.

    `where` is the progress in words, `before` is said first, then the `stem` of a row's question, `hint` after the
    question, `asides` on request. No answer is longer than `room` characters. An `optional` step may be answered
    with nothing; `default` is what nothing stands for, or the option that is pointed at first, and where `edit` is
    set it stands there to be changed. `id` is a fact address or `project.…`.

    `stands` is the answer given before, where the room has come back: the option pointed at, or the text to be
    changed; Enter keeps it. `draft` is what somebody had begun to type when the sitting ended, to be gone on with.
    `rows` are those of the table that the step belongs to: whoever can draw shows all of them, and may answer any
    (`Given.fact`); whoever cannot puts the one of `id`. Of the options of `several` any number can be ticked, or none
    of them: `Given.value` is then what `ticks` makes of them, and so are `stands` and `draft`. The one with a key of
    its own stands alone, and is given as in any other step.
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
    stands: str = ""
    draft: str = ""
    rows: tuple[TableRow, ...] = ()
    several: bool = False

    @property
    def in_plain_words(self) -> "Step":
        """The same step in plain words, where it has some."""
        if not self.asides.easy:
            return self
        options = tuple(option._replace(label=option.easy or option.label) for option in self.options)
        rows = tuple(row._replace(label=row.easy or row.label) for row in self.rows)
        return self._replace(ask=self.asides.easy, options=options, rows=rows, hint="", stem="")


def ticks(values: Iterable[str]) -> str:
    """What is ticked as one text: as it stands in a file of answers."""
    return f"[{', '.join(values)}]"


def ticked(text: str) -> tuple[str, ...]:
    """What is ticked in such a text; nothing where it is none."""
    inner = text[1:-1].strip() if text[:1] == "[" and text[-1:] == "]" else ""
    return tuple([one.strip() for one in inner.split(",") if one.strip()])


class Given(NamedTuple):
    """An answer: the value of an option, or the text. `fact` is the row of a table, where it is not the step's own.

    `then` is the row that somebody has moved on to, where they have.
    """

    value: str
    fact: str = ""
    then: str = ""


class Wish(Enum):
    """What somebody may want instead of answering; the word is what is typed for it in the plain conversation."""

    BACK = "back"
    FORWARD = "forward"
    NOTE = "note"
    SECTIONS = "sections"
    REVIEW = "review"


class Wanted(NamedTuple):
    """Somebody wants something else than to answer; `fact` is the row of a table that was pointed at.

    `ticked` is what was ticked before that, which is an answer: nobody should lose it by moving on.
    """

    wish: Wish
    fact: str = ""
    ticked: str = ""


Reply = Given | Wanted


class Scope(NamedTuple):
    """What a sitting asks: everything, only what decides the rung (`quick`), or only what matches a pattern.

    A pattern is like a file name's: `power.*`, `told`, `decisions.money`. What matches is asked once more, and asked
    though it is optional. So is, with `unanswered`, what nobody could say, and with `stale`, a day, what was answered before that day.
    """

    quick: bool = False
    only: tuple[str, ...] = ()
    unanswered: bool = False
    stale: str = ""


class Interview(NamedTuple):
    """Where a conversation stands. What is on disk is `answers` alone.

    `at` is the step that is put now, or one of the menus (`SECTIONS`, `REVIEW`); None when nothing is open. `history`
    holds the steps that were really shown before it, in order, so that going back has a home. `done` are the steps
    answered in this sitting: optional ones that were left empty are not put twice. `passed` were left open for
    later. `again` are the facts with an answer that are to be asked once more. `reviewing` says that a changed
    answer leads back to the review; `section` is one that the room has gone to, to stay there while it has open questions.
    `opened` are the optional sections that the room wants to be asked.
    """

    questionnaire: Questionnaire
    answers: Answers
    scope: Scope
    today: str
    at: str | None = None
    history: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    reviewing: bool = False
    section: str = ""
    opened: frozenset[str] = frozenset()


SECTIONS, REVIEW = "sections", "review"
"""The menus one can go to from everywhere: the sections with their state, and every answer."""
