"""What a questionnaire is, as frozen values. `questionnaire_reader` makes them from files.

Once read, a questionnaire is valid by construction: every id it refers to exists, every condition
speaks of known facts and choices, every rung has a criterion. Nobody checks it again.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Condition, addresses
from coprod_audit.ladder import Ladder

if TYPE_CHECKING:
    from coprod_audit.lens import Disagreement, Lens
else:
    Disagreement = Lens = tuple  # whoever judges has no need of lenses, and their values take time to make

IN_PLACE, PARTLY, NOT_IN_PLACE = "in-place", "partly", "not-in-place"
"""The choices of every practice question (METHOD, The other questions)."""

FIXED = "fixed-outside"
"""The choice that says others settled it (a law, a funder): nobody here can change it."""

SHARED = "shared"
"""The definition that says of a row whether people share in it (METHOD, The rule)."""


class Source(NamedTuple):
    """A document the questionnaire rests on. `id` is what `source: ["000, Box A"]` begins with."""

    id: str
    author: str
    title: str
    publisher: str
    year: str


class Section(NamedTuple):
    """One part of the interview. `reading`: whether it helps or holds back is judged (METHOD).

    An `optional` one is a module: it is asked only where somebody wants it.
    """

    id: str
    title: str
    aloud: str
    reading: bool
    optional: bool = False


class Choice(NamedTuple):
    """One answer to choose. `rank` is None for choices outside the scale (`fixed-outside`)."""

    id: str
    rank: int | None
    label: str
    easy: str
    says: str


class Row(NamedTuple):
    """One row of a table question; `label` fits into a sentence ("what the money goes on")."""

    id: str
    label: str
    easy: str
    help: str


class Question(NamedTuple):
    """A question with everything said about it. `choices` stand lowest rank first, outside ones last.

    `rows` is empty for a single choice. `row_when` maps row ids to the condition under which the row
    is asked. `matters_from` is the lowest rung at which a practice question matters, else None. `changed` is the
    version of the questionnaire in which the question last came to mean something else, or "". `dont_know` says what
    "don't know" takes in here, as "Don't know, or we never differed", or "". Of `several` any number of rows can be
    ticked: its choices are no tick and a tick, in this order.
    """

    id: str
    section: str
    ask: str
    easy: str
    why: str
    evidence: str
    facilitator: str
    source: tuple[str, ...]
    covers: tuple[str, ...]
    matters_from: str | None
    not_applicable: bool
    if_unknown: str
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...] = ()
    row_when: tuple[tuple[str, Condition], ...] = ()
    changed: str = ""
    dont_know: str = ""
    several: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """The addresses this question answers: its id, or one address a row."""
        return tuple(f"{self.id}.{row.id}" for row in self.rows) or (self.id,)

    @property
    def possible(self) -> frozenset[str]:
        """Everything that may be answered: the choices, `unknown`, and `not-applicable` where it is allowed."""
        reserved = (UNKNOWN, NOT_APPLICABLE) if self.not_applicable else (UNKNOWN,)
        return frozenset((*reserved, *(choice.id for choice in self.choices)))

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, or None for reserved values."""
        return next((c for c in self.choices if c.id == choice_id), None)


class Criterion(NamedTuple):
    """What must be true for a rung. Only decisive facts, only monotone joins."""

    rung: str
    title: str
    unmet: str
    when: Condition
    source: tuple[str, ...]


class Alarm(NamedTuple):
    """Something that stands beside the rung and is never hidden below it."""

    id: str
    kind: Literal["alarm", "contradiction"]
    title: str
    text: str
    when: Condition
    section: str
    source: tuple[str, ...]


class View(NamedTuple):
    """One side where the sources disagree."""

    view: str
    source: tuple[str, ...]


class Story(NamedTuple):
    """Somebody who did it, told as the source tells it."""

    id: str
    title: str
    tells: str
    source: tuple[str, ...]


class Helps(NamedTuple):
    """What a recommendation is for: ids of alarms, rungs with a missing tread, facts, practice questions."""

    alarms: tuple[str, ...]
    treads: tuple[str, ...]
    unlocks: tuple[str, ...]
    practice: tuple[str, ...]


class Recommendation(NamedTuple):
    """A piece of advice with a first step for the next two weeks; `easy`, where there is one, says that step in plain words."""

    id: str
    title: str
    text: str
    first_step: str
    effort: str
    owner: str
    when: Condition
    helps: Helps
    story: str | None
    source: tuple[str, ...]
    views: tuple[View, ...] = ()
    easy: str = ""


class Definition(NamedTuple):
    """A named condition over one row, kept for each row: `shared` for `purpose`, `money`, ..."""

    id: str
    title: str
    rows: tuple[tuple[str, Condition], ...]


class CommunityLed(NamedTuple):
    """When people decide and do nearly everything (METHOD, principle 10), and what support remains."""

    when: Condition
    support: str


class Work(NamedTuple):
    """The two questions that say who does the work: people, and the organisation."""

    people: str
    organisation: str


class _QuestionnaireFields(NamedTuple):
    id: str
    version: str
    title: str
    language: str
    licence: str
    about: str
    digest: str
    ladder: Ladder
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    definitions: tuple[Definition, ...]
    criteria: tuple[Criterion, ...]
    alarms: tuple[Alarm, ...]
    recommendations: tuple[Recommendation, ...]
    stories: tuple[Story, ...]
    work: Work | None
    community_led: CommunityLed | None
    lenses: tuple[Lens, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


class Questionnaire(_QuestionnaireFields):
    """A whole questionnaire. `criteria` stand in the order of the ladder, one a rung.

    `questions` stand in the order of the sections, then of the files. `digest` is the SHA-256 (hex)
    of the files' names and bytes.
    """

    @cached_property
    def by_fact(self) -> dict[str, tuple[Question, Row | None]]:
        """Which question, and which row of it, a fact address belongs to."""
        return {
            address: (question, row)
            for question in self.questions
            for address, row in zip(question.facts, question.rows or (None,), strict=True)
        }

    def question_of(self, fact: str) -> Question:
        """The question that a fact is an answer to. Raises KeyError for what nobody is asked."""
        return self.by_fact[fact][0]

    def row_of(self, fact: str) -> Row | None:
        """The row of its table that a fact is about; None where the question has no rows. Raises KeyError as well."""
        return self.by_fact[fact][1]

    @cached_property
    def possible(self) -> dict[tuple[str, str | None], tuple[str, frozenset[str]]]:
        """For each question and row (None without rows) the address, and what may be answered there."""
        return {
            (question.id, row and row.id): (fact, question.possible)
            for fact, (question, row) in self.by_fact.items()
        }

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def decisive(self) -> tuple[str, ...]:
        """The facts that the criteria speak of, in questionnaire order."""
        spoken = {fact for criterion in self.criteria for fact in addresses(criterion.when)}
        return tuple(fact for fact in self.by_fact if fact in spoken)

    @property
    def decision_table(self) -> Question | None:
        """The table of who decides what: the first decisive one that asks about every row; None where there is none."""
        return next((one for one in self.decisive_questions if one.rows and not one.row_when), None)

    @cached_property
    def decisive_questions(self) -> tuple[Question, ...]:
        """The questions with at least one decisive fact: the quick mode."""
        spoken = {fact.partition(".")[0] for fact in self.decisive}
        return tuple(question for question in self.questions if question.id in spoken)
