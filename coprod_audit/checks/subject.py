"""What the rules look at: one charter, what it comes to, and what was found out about the world around it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.charter.headings import Part
from coprod_audit.charter.reading import Charter
from coprod_audit.charter.sections import SECTIONS, found
from coprod_audit.conditions import UNKNOWN
from coprod_audit.derived import Judged
from coprod_audit.faults import quoted
from coprod_audit.fields import Field
from coprod_audit.findings import Finding, Location
from coprod_audit.placing import Placed
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.settings.values import Settings
from coprod_audit.spans import Span, stretch

EvidenceState = Literal["there", "missing", "outside"]


class Found(NamedTuple):
    """What a rule says: a sentence without a full stop, where, and about what (see `checked.CheckFinding`)."""

    message: str
    span: Span
    about: str


class Base(NamedTuple):
    """The same charter in the version that it is compared with; `name` is what that version is called."""

    name: str
    answers: Answers
    lowest: str


class _SubjectFields(NamedTuple):
    charter: Charter
    questionnaire: Questionnaire
    settings: Settings
    today: str
    lines: Mapping[str, Sequence[str]]
    answers: Answers | None = None
    placed: Placed | None = None
    faults: tuple[Finding, ...] = ()
    evidence: Mapping[str, EvidenceState] = {}
    base: Base | None = None


class Subject(_SubjectFields):
    """One charter with all that a rule may want to know of it.

    `answers` and `placed` are None where the charter cannot be read, and `faults` say why. `today` is a day, as
    `2026-05-12`. `evidence` says of each piece of evidence that is a path whether it is there. `lines` are those of
    the files that places speak of. `base` is None where nothing is compared, and for a new charter.
    """

    def at(self, field: Field) -> Span:
        """Where a value stands."""
        return self.stretch(field.at)

    def key(self, name: str, under: str = "") -> Span:
        """Where a key of the charter stands; where it is absent, the key that it belongs under, or the top."""
        for one in (name, under):
            field = self.charter.places.get(one)
            if field is not None and field.key is not None:
                return self.at(field.key)
        return self.top

    def value(self, name: str, under: str = "") -> Span:
        """Where the value of a key stands, or what `key` says where there is none."""
        field = self.charter.places.get(name)
        return self.key(name, under) if field is None or field.key is None or field.blank else self.at(field)

    def fact(self, fact: str) -> Span:
        """Where a fact is answered: its own key, else that of its question, else where answers belong."""
        for name in (fact, fact.partition(".")[0]):
            if name in self.given:
                key = self.given[name].key
                return self.at(key) if key is not None else self.at(self.given[name])
        return self.key("answers")

    @cached_property
    def given(self) -> dict[str, Field]:
        """The fields of all answers, by fact; those of tables by question too."""
        fields = dict[str, Field]()
        for one in self.charter.sheet.given:
            fields.setdefault(one.question, one.under)
            fields[one.fact] = one.field
        return fields

    @cached_property
    def sections(self) -> dict[str, tuple[Part, ...]]:
        """For each section of the questionnaire the parts of the prose that are about it; none where there is no prose.

        Optional sections are left out: nobody has to answer them, or to write about them.
        """
        if self.charter.prose is None:
            return {}
        more = self.settings.sections
        wanted = {
            one.id: (one.title, *SECTIONS.get(one.id, ()), *more.get(one.id, ()))
            for one in self.questionnaire.sections
            if not one.optional
        }
        return found(self.charter.prose, wanted)

    @cached_property
    def top(self) -> Span:
        """Where the charter begins to say anything about itself."""
        top = self.charter.places.get("top")
        return self.stretch(top.at if top is not None else Location(self.charter.path))

    def stretch(self, at: Location) -> Span:
        """What begins at a place."""
        return stretch(self.lines.get(at.path, ()), at)

    @property
    def unit(self) -> str:
        """The sentence that says whose decisions about what, in quotes."""
        return f"'{' '.join(self.charter.sheet.project.unit.split())}'"

    def title(self, place: str) -> str:
        """What a place of the ladder is called, in quotes."""
        return quoted(self.questionnaire.ladder.at(place).title)

    @property
    def judged(self) -> Judged | None:
        """What the answers come to; None where no rung may be told, which without a unit is none (METHOD, principle 1)."""
        return self.placed.judged if self.placed is not None and self.has_unit else None

    @property
    def has_unit(self) -> bool:
        """Whether a sentence says whose decisions about what."""
        return bool(self.charter.sheet.project.unit.strip())

    def known(self, fact: str) -> bool:
        """Whether somebody could say."""
        return self.answers is not None and self.answers.facts.get(fact, UNKNOWN) != UNKNOWN
