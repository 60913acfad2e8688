"""What a column of a table can be: an answer, a detail, a note, a key, a group, or nothing that is needed."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from coprod_audit.answers import PROJECT_DETAILS, VIEWS
from coprod_audit.questionnaire import Questionnaire

PROJECT_FIELDS: Final = (*PROJECT_DETAILS, "claims", "intends")
GROUPS: Final = "respondent.groups."
FIELDS: Final = (
    *(f"project.{name}" for name in PROJECT_FIELDS),
    "respondent.view",
    "respondent.size",
    *(f"{GROUPS}{view}" for view in VIEWS if view != "mixed"),
)
"""Every detail that a column or a default can be."""

LONGEST_NAME: Final = 64
_LEADS: Final = (("note of ", "note"), ("evidence for ", "evidence"))

Kind = Literal["fact", "table", "field", "group", "key", "note", "evidence", "ignored"]


class Target(NamedTuple):
    """What a column is. `name` is a fact, a table question, a detail or a group; "" for a key and for what is ignored."""

    kind: Kind
    name: str = ""

    @property
    def written(self) -> str:
        """How a map says it."""
        match self.kind:
            case "note":
                return f"note of {self.name}"
            case "evidence":
                return f"evidence for {self.name}"
            case "group":
                return f"group: {self.name}"
            case "key" | "ignored":
                return self.kind
            case _:
                return self.name


IGNORED: Final = Target("ignored")
KEY: Final = Target("key")


def target_of(text: str, questionnaire: Questionnaire) -> Target | None:
    """What a map means by this; None where there is no such thing."""
    if text in {"key", "ignored"}:
        return KEY if text == "key" else IGNORED
    if text.startswith("group:"):
        return group_of(text.removeprefix("group:"))
    for lead, kind in _LEADS:
        if text.startswith(lead):
            fact = text.removeprefix(lead).strip()
            return Target(kind, fact) if fact in questionnaire.by_fact else None  # type: ignore[arg-type]
    if text in questionnaire.by_fact:
        return Target("fact", text)
    if text in questionnaire.by_id:
        return Target("table", text)
    return Target("field", text) if text in FIELDS else None


def group_of(name: str) -> Target | None:
    """A further field of that name; None where the name is taken, empty or long."""
    name = name.strip()
    if name and name not in {*PROJECT_FIELDS, "key"} and len(name) <= LONGEST_NAME and name.isprintable():
        return Target("group", name)
    return None


def known_targets(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Everything that a column can be, as a map says it, but for notes, evidence and groups."""
    return (*_tables_and_facts(questionnaire), *FIELDS, "key", "ignored")


def _tables_and_facts(questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions:
        yield from question.facts
        if question.rows:
            yield question.id


def facts_of(target: Target, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The facts that a column answers."""
    if target.kind == "fact":
        return (target.name,)
    return questionnaire.by_id[target.name].facts if target.kind == "table" else ()
