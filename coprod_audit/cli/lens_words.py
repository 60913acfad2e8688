"""A condition in words of the questionnaire: what was asked, and the answers that make it true."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.questionnaire import Question, Questionnaire

_RESERVED: Final = {UNKNOWN: "don't know", NOT_APPLICABLE: "does not apply here"}


class Line(NamedTuple):
    """A line, and how far it is indented."""

    depth: int
    text: str


def told(condition: Condition, questionnaire: Questionnaire, depth: int = 0) -> Iterator[Line]:
    """The condition, a line for each of its parts."""
    match condition:
        case Among(fact, choices):
            yield Line(depth, _answered(questionnaire, fact, choices))
        case NobodyKnows(fact):
            yield Line(depth, _answered(questionnaire, fact, frozenset((UNKNOWN,))))
        case Not(inner):
            yield Line(depth, "not so:")
            yield from told(inner, questionnaire, depth + 1)
        case AtLeast(_, (only,)):
            yield from told(only, questionnaire, depth)
        case AtLeast(n, of):
            yield from _counted(n, of, questionnaire, depth)


def _counted(n: int, of: Sequence[Condition], questionnaire: Questionnaire, depth: int) -> Iterator[Line]:
    """Several parts, of which some have to hold; rows of one table that ask for the same answers are told together."""
    yield Line(depth, f"{_how_many(n, len(of))}:")
    alike = _of_one_table(of, questionnaire)
    if alike is None:
        for part in of:
            yield from told(part, questionnaire, depth + 1)
        return
    question, choices = alike
    rows = {f"{question.id}.{row.id}": row.label for row in question.rows}
    joint = "" if question.several and len(choices) == 1 else " for"
    yield Line(depth + 1, f"{_quoted(question.ask)} {_verb(question, choices)}{joint}")
    for part in of:
        if isinstance(part, Among):
            yield Line(depth + 2, f"{rows[part.fact]} ({part.fact})")


def _how_many(n: int, of: int) -> str:
    if n == of:
        return "both of these" if of == 2 else f"all {of} of these"
    return "at least one of these" if n == 1 else f"at least {n} of these {of}"


def _of_one_table(
    of: Sequence[Condition], questionnaire: Questionnaire
) -> tuple[Question, frozenset[str]] | None:
    """The question and the answers, where every part asks for the same of another row."""
    tests = [part for part in of if isinstance(part, Among)]
    if len(tests) < len(of) or len({part.choices for part in tests}) != 1:
        return None
    places = [questionnaire.by_fact[part.fact] for part in tests]
    one_table = len({question.id for question, _ in places}) == 1 and all(row for _, row in places)
    return (places[0][0], tests[0].choices) if one_table else None


def _answered(questionnaire: Questionnaire, fact: str, choices: frozenset[str]) -> str:
    question, row = questionnaire.by_fact[fact]
    asked = _quoted(question.ask)
    if row is None:
        return f"{asked} {_verb(question, choices)} ({fact})"
    if question.several:
        return f"{asked} {_verb(question, choices)} {_quoted(row.label)} ({fact})"
    return f"{asked}, {_quoted(row.label)}, {_verb(question, choices)} ({fact})"


def _verb(question: Question, choices: frozenset[str]) -> str:
    if question.several and len(choices) == 1:
        return "has a tick at" if question.choices[1].id in choices else "has no tick at"
    labels = [choice.label for choice in question.choices if choice.id in choices]
    labels += [text for name, text in _RESERVED.items() if name in choices]
    return f"is answered {' or '.join(map(_quoted, labels))}"


def _quoted(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text.rstrip('.')}\N{RIGHT DOUBLE QUOTATION MARK}"
