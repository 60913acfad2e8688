"""A condition in words of the questionnaire: what was asked, and the answers that make it true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from coprod_audit.conditions import (
    NOT_APPLICABLE,
    UNKNOWN,
    Among,
    AtLeast,
    Condition,
    NobodyKnows,
    Not,
    addresses,
)
from coprod_audit.questionnaire import Definition, Question, Questionnaire

_RESERVED: Final = {UNKNOWN: "don't know", NOT_APPLICABLE: "does not apply here"}


class Line(NamedTuple):
    """A line, and how far it is indented."""

    depth: int
    text: str


class _Telling(NamedTuple):
    """What conditions are told with: the definitions by the conditions that they stand for.

    `own` are the facts of the row that a definition speaks of; it is not named where the definition itself is told.
    """

    questionnaire: Questionnaire
    defined: Mapping[Condition, Definition]
    own: frozenset[str] = frozenset()


def told(condition: Condition, questionnaire: Questionnaire) -> Iterator[Line]:
    """The condition, a line for each of its parts; what the questionnaire defines is called by its word."""
    return _told(condition, _Telling(questionnaire, _defined(questionnaire)), 0)


def words_used(conditions: Iterable[Condition], questionnaire: Questionnaire) -> tuple[Definition, ...]:
    """The definitions by whose words these conditions are told, each once."""
    defined = _defined(questionnaire)
    used = [defined[part] for condition in conditions for part in _parts(condition) if part in defined]
    return tuple({definition.id: definition for definition in used}.values())


def meaning(definition: Definition, questionnaire: Questionnaire) -> Iterator[Line]:
    """What the word of a definition means, for whichever row it is said of."""
    (_, condition), *others = definition.rows
    own = frozenset(addresses(condition)) - {fact for _, other in others for fact in addresses(other)}
    first, *more = _told(condition, _Telling(questionnaire, {}, own), 0)
    yield Line(0, f"Said of a line below, {_word(definition)} means {first.text}")
    yield from more


def _defined(questionnaire: Questionnaire) -> dict[Condition, Definition]:
    """Every definition, by its condition for each row; one that is a single answer is told as that answer."""
    return {
        condition: definition
        for definition in questionnaire.definitions
        for _, condition in definition.rows
        if isinstance(condition, AtLeast) and len(condition.of) > 1
    }


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    inner = condition.of if isinstance(condition, AtLeast) else ()
    for part in (condition.condition,) if isinstance(condition, Not) else inner:
        yield from _parts(part)


def _told(condition: Condition, telling: _Telling, depth: int) -> Iterator[Line]:
    if condition in telling.defined:
        word = _word(telling.defined[condition])
        yield Line(
            depth, f"{_row(condition, telling.questionnaire, quoted=True)} is {word}{_facts(condition)}"
        )
        return
    match condition:
        case Among(fact, choices):
            yield Line(depth, _answered(telling, fact, choices))
        case NobodyKnows(fact):
            yield Line(depth, _answered(telling, fact, frozenset((UNKNOWN,))))
        case Not(inner):
            yield Line(depth, "not so:")
            yield from _told(inner, telling, depth + 1)
        case AtLeast(_, (only,)):
            yield from _told(only, telling, depth)
        case AtLeast(n, of):
            yield from _counted(n, of, telling, depth)


def _counted(n: int, of: Sequence[Condition], telling: _Telling, depth: int) -> Iterator[Line]:
    """Several parts, of which some have to hold; what is asked alike of several rows is told together."""
    if len({definition := telling.defined.get(part) for part in of}) == 1 and definition is not None:
        yield Line(depth, f"{_how_many(n, len(of))} {'is' if n == 1 else 'are'} {_word(definition)}:")
        for part in of:
            yield Line(depth + 1, f"{_row(part, telling.questionnaire)}{_facts(part)}")
        return
    yield Line(depth, f"{_how_many(n, len(of))}:")
    alike = _of_one_table(of, telling)
    if alike is None:
        for part in of:
            yield from _told(part, telling, depth + 1)
        return
    yield from _rows_of(*alike, of, depth + 1)


def _rows_of(
    question: Question, choices: frozenset[str], of: Sequence[Condition], depth: int
) -> Iterator[Line]:
    """The rows of one table that ask for the same answers."""
    rows = {f"{question.id}.{row.id}": row.label for row in question.rows}
    joint = "" if question.several and len(choices) == 1 else " for"
    yield Line(depth, f"{_quoted(question.ask)} {_verb(question, choices)}{joint}")
    for part in of:
        if isinstance(part, Among):
            yield Line(depth + 1, f"{rows[part.fact]} ({part.fact})")


def _word(definition: Definition) -> str:
    return _quoted(definition.title or definition.id)


def _row(condition: Condition, questionnaire: Questionnaire, *, quoted: bool = False) -> str:
    """The row that a definition is said of: that of the first of its facts that has one."""
    rows = (questionnaire.by_fact[fact][1] for fact in addresses(condition))
    label = next((row.label for row in rows if row), "")
    return _quoted(label) if quoted else label


def _facts(condition: Condition) -> str:
    return f" ({', '.join(dict.fromkeys(addresses(condition)))})"


def _how_many(n: int, of: int) -> str:
    if n == of:
        return "both of these" if of == 2 else f"all {of} of these"
    return "at least one of these" if n == 1 else f"at least {n} of these {of}"


def _of_one_table(of: Sequence[Condition], telling: _Telling) -> tuple[Question, frozenset[str]] | None:
    """The question and the answers, where every part asks for the same of another row."""
    tests = [part for part in of if isinstance(part, Among) and part.fact not in telling.own]
    if len(tests) < len(of) or len({part.choices for part in tests}) != 1:
        return None
    places = [telling.questionnaire.by_fact[part.fact] for part in tests]
    one_table = len({question.id for question, _ in places}) == 1 and all(row for _, row in places)
    return (places[0][0], tests[0].choices) if one_table else None


def _answered(telling: _Telling, fact: str, choices: frozenset[str]) -> str:
    question, row = telling.questionnaire.by_fact[fact]
    asked = _quoted(question.ask)
    if row is None:
        return f"{asked} {_verb(question, choices)} ({fact})"
    if fact in telling.own:
        return f"{asked} {_verb(question, choices)}{' it' * question.several} ({question.id})"
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
