"""Reads conditions: one key each, closed grammar, nothing that is run (contract in `questionnaires/README.md`).

Row quantifiers, definitions, and `at-least` and `at-most` are expanded here, so that what judges sees
only sets of choices. A choice outside the scale is in no set made by `at-least` or `at-most`.
"""

from collections.abc import Callable, Iterator, Mapping
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
from coprod_audit.faults import Known, quoted
from coprod_audit.fields import LOST, Field, few
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.names import Scale

ALWAYS: Final = AtLeast(0, ())
"""Stands where a condition could not be read; its fault is noted."""

MOST_TESTS: Final = 100_000
"""How many tests the conditions of one questionnaire may come to when rows are written out."""


class Budget:
    """Counts the tests of all conditions: rows within rows of a small file could come to millions."""

    left = MOST_TESTS


class Scope(NamedTuple):
    """What a condition can speak of. `row` is set inside `where`, `row-when` and definitions, `answers_only` in lenses.

    `parts` is how many conditions one `at-least-n` may count: what can come of counting grows with every one.
    """

    facts: Mapping[str, Scale]
    tables: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, Mapping[str, Condition]]
    budget: Budget
    row: str | None = None
    criterion: bool = False
    answers_only: bool = False
    parts: int = QUESTIONNAIRE_LIMITS.parts


def read_condition(field: Field, scope: Scope) -> Condition:
    """One condition. Q012 where the grammar has no such thing, Q004 to Q006 for unknown names."""
    if field.value is None or scope.budget.left < 0:
        return ALWAYS
    if not isinstance(field.value, dict) or len(field.value) != 1:
        keys = len(field.value) if isinstance(field.value, dict) else 0
        found = f"{keys} keys" if keys else "no key"
        field.note(
            "Q012", f"a condition with {found}; each has one, such as {{told: nothing}} or {{all: [...]}}"
        )
        return ALWAYS
    ((name, inner),) = field.value.items()
    reader = _JOINS.get(name)
    return _test(name, inner, scope) if reader is None else reader(inner, scope)


def _all(field: Field, scope: Scope) -> Condition:
    parts = _parts(field, scope)
    return AtLeast(len(parts), parts)


def _any(field: Field, scope: Scope) -> Condition:
    return AtLeast(1, _parts(field, scope))


def _parts(field: Field, scope: Scope, most: int | None = None) -> tuple[Condition, ...]:
    items = field.items()
    if most is not None:
        items = few(items, most, "parts", "conditions in one 'at-least-n'")
    if not items and not field.origin.faults.fatal:
        field.note("Q012", f"{field.name} joins no conditions; list at least one", field.key_at)
    return tuple([read_condition(item, scope) for item in items])


def _none(field: Field, scope: Scope) -> Condition:
    if scope.criterion:
        field.note("Q016", "'none' in a criterion; a criterion says only what must be true", field.key_at)
    return Not(AtLeast(1, _parts(field, scope)))


def _at_least_n(field: Field, scope: Scope) -> Condition:
    record = field.mapping("n", "of")
    parts = _parts(record["of"], scope, scope.parts)
    given = len(record["of"].value or ())
    return AtLeast(record["n"].number(1, max(1, given)) or 1, parts)


def _rows(field: Field, scope: Scope) -> Condition:
    if scope.row is not None:
        field.note(
            "Q012", "'rows' inside a condition about one row; join them with 'all' outside", field.key_at
        )
        return ALWAYS
    record = field.mapping("where", optional=("of", "at-least"))
    known = rows_spoken_of(record["where"], scope, "'rows'")
    if not known:
        return ALWAYS
    named = [item.choice(known, "Q006", "row", "the rows are") for item in record["of"].items()]
    rows = tuple(dict.fromkeys(filter(None, named))) or known
    n = record["at-least"].number(1, len(rows)) or 1
    return AtLeast(n, tuple([read_condition(record["where"], scope._replace(row=row)) for row in rows]))


def rows_spoken_of(field: Field, scope: Scope, what: str) -> tuple[str, ...]:
    """The rows that every table named in a condition has, in the order of the first table.

    Q012, or Q011 for an unknown definition, where there are none; `what` begins the sentence.
    """
    noted = len(field.origin.faults.found)
    tables = list(dict.fromkeys(_tables(field, scope)))
    rows = [row for row in tables[0] if all(row in table for table in tables)] if tables else []
    if not rows and not field.blank and noted == len(field.origin.faults.found):
        field.note("Q012", f"{what} about no table; it must speak of a question with rows")
    return tuple(rows)


def _tables(field: Field, scope: Scope) -> Iterator[tuple[str, ...]]:
    match field.value:
        case list():
            for item in field.value:
                yield from _tables(item, scope)
        case dict():
            for name, inner in field.value.items():
                if name in scope.tables:
                    yield scope.tables[name]
                elif name == "is":
                    if definition := inner.choice(scope.definitions, "Q011", "definition", "defined are"):
                        yield tuple(scope.definitions[definition])
                else:
                    yield from _tables(inner, scope)


def _is(field: Field, scope: Scope) -> Condition:
    if scope.row is None:
        field.note("Q012", "'is' outside 'where'; a definition speaks of one row", field.key_at)
        return ALWAYS
    name = field.choice(scope.definitions, "Q011", "definition", "defined are")
    condition = scope.definitions[name].get(scope.row) if name else None
    if condition is None or not _spend(field, scope, sum(1 for _ in addresses(condition))):
        return ALWAYS
    return condition


def _spend(field: Field, scope: Scope, tests: int) -> bool:
    scope.budget.left -= tests
    if scope.budget.left >= 0:
        return True
    field.origin.faults.fatal = True
    if scope.budget.left + tests >= 0:
        field.note(
            "Q031", f"the conditions come to more than {MOST_TESTS:,} tests with their rows; use fewer"
        )
    return False


def _test(name: str, field: Field, scope: Scope) -> Condition:
    fact = _fact(name, field, scope) if _spend(field, scope, 1) else ""
    if not fact:
        return ALWAYS
    scale = scope.facts[fact]
    if scope.criterion and (scale.derived or scale.not_applicable):
        why = "is worked out from the rung" if scale.derived else "can be not applicable"
        field.note(
            "Q016",
            f"{quoted(name)} in a criterion, which {why}; use questions that everybody answers",
            field.key_at,
        )
    if scope.answers_only and (scale.derived or field.value == UNKNOWN):
        why = "is not known" if field.value == UNKNOWN else "is worked out"
        field.note(
            "Q039", f"{quoted(name)} {why}; a lens looks at what was answered, so name answers", field.key_at
        )
    if isinstance(field.value, dict):
        return Among(fact, _compared(name, field, scale, scope))
    if field.value == UNKNOWN:
        if scope.criterion:
            field.note("Q016", "'unknown' in a criterion; not knowing must never lift or lower a rung")
        return NobodyKnows(fact)
    choice = _choice(field, name, scale)
    return Among(fact, frozenset((choice,)))


def _fact(name: str, field: Field, scope: Scope) -> str:
    """The address of a fact: a question, a row of a table, or inside `where` this row of a table."""
    if name in scope.tables:
        if scope.row is None:
            example = _example(name, field, scope)
            field.note(
                "Q006", f"{quoted(name)} has rows; name one, as in {example}, or use 'rows'", field.key_at
            )
            return ""
        name = f"{name}.{scope.row}"
    if name in scope.facts:
        return name
    table, dot, row = name.partition(".")
    if dot and table in scope.tables:
        rows = Known("row", scope.tables[table], f"the rows of {table} are")
        field.origin.faults.note_no_such("Q006", row, rows, field.key_at)
    elif name != LOST:
        known = Known("question", [*scope.facts, *scope.tables], "there are")
        field.origin.faults.note_no_such("Q004", name, known, field.key_at)
    return ""


def _example(name: str, field: Field, scope: Scope) -> str:
    """A row of a table as a condition names it, of what stands here if it is one, with the answer of highest rank."""
    rows, given = scope.tables[name], field.value
    first = given[0].value if isinstance(given, list) and given else given
    word = first if isinstance(first, str) else ""
    row = word if word in rows else next(iter(rows), "ROW")
    scale = scope.facts.get(f"{name}.{row}")
    ranks = scale.ranks if scale else {}
    best = max(ranks, key=lambda choice: ranks[choice] or 0, default="...")
    return f"{{{name}.{row}: {word if word in ranks else best}}}"


def _choice(field: Field, name: str, scale: Scale) -> str:
    if field.value == NOT_APPLICABLE and scale.not_applicable:
        return NOT_APPLICABLE
    if field.value is None:
        field.note("Q012", f"{quoted(name)} is compared with nothing; name a choice", field.key_at)
    return field.choice(scale.ranks, "Q005", "choice", f"{name} has")


def _compared(name: str, field: Field, scale: Scale, scope: Scope) -> frozenset[str]:
    record = field.mapping(optional=("at-least", "at-most", "any-of"))
    given = [key for key, value in record.items() if not value.blank]
    if len(given) != 1:
        if given or not field.value:
            field.note(
                "Q012", f"{quoted(name)} is compared in {len(given)} ways; use one of {', '.join(record)}"
            )
        return frozenset()
    way, inner = given[0], record[given[0]]
    if way == "any-of":
        items = inner.items()
        return frozenset([_choice(item, name, scale) for item in items if _spend(item, scope, 1)])
    if way == "at-most" and scope.criterion:
        inner.note(
            "Q016", "'at-most' in a criterion; a better answer must never lower the rung", inner.key_at
        )
    choice = _choice(inner, name, scale)
    rank = scale.ranks.get(choice)
    if rank is None:
        if choice:
            why = "stands outside the scale" if scale.ordered else "has no order"
            inner.note("Q013", f"{quoted(choice)} of {quoted(name)} {why}; use any-of")
        return frozenset()
    return frozenset(
        c for c, r in scale.ranks.items() if r is not None and (r >= rank if way == "at-least" else r <= rank)
    )


_JOINS: Final[Mapping[str, Callable[[Field, Scope], Condition]]] = {
    "all": _all,
    "any": _any,
    "none": _none,
    "at-least-n": _at_least_n,
    "rows": _rows,
    "is": _is,
}
