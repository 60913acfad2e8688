"""Conditions over answers, in three values: yes, no, and unknown (None).

A condition is a frozen value of one of the types below, read from a questionnaire and never an
expression that is run. Row quantifiers and named definitions are expanded while reading, so what
stands here is only tests of single facts and the four ways of joining them.

A *fact* is addressed as `question` or `question.row`. Facts map addresses to choice ids; an address
that is missing or maps to `UNKNOWN` is not known (METHOD, principle 8: unknown is not zero and not yes).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

UNKNOWN = "unknown"
NOT_APPLICABLE = "not-applicable"

Facts = Mapping[str, str]
Truth = bool | None


class Among(NamedTuple):
    """The fact is one of these choices. `at-least`, `at-most` and `any-of` all come down to this."""

    fact: str
    choices: frozenset[str]


class NobodyKnows(NamedTuple):
    """The question was put and the answer was `unknown`. Two-valued; never part of a criterion."""

    fact: str


class AtLeast(NamedTuple):
    """At least `n` of these hold: `any` is n=1, `all` is n=len(of)."""

    n: int
    of: tuple["Condition", ...]


class Not(NamedTuple):
    """The condition does not hold. Never part of a criterion."""

    condition: "Condition"


Condition = Among | NobodyKnows | AtLeast | Not


def holds(condition: Condition, facts: Facts) -> Truth:
    """Whether the condition holds: True, False, or None where the facts leave it open."""
    if isinstance(condition, Among):  # tests and counts are nearly all there is; `match` takes twice as long
        known = facts.get(condition.fact, UNKNOWN)
        return None if known == UNKNOWN else known in condition.choices
    if isinstance(condition, AtLeast):
        return _at_least(condition, facts)
    if isinstance(condition, Not):
        truth = holds(condition.condition, facts)
        return None if truth is None else not truth
    return facts.get(condition.fact) == UNKNOWN


def _at_least(condition: AtLeast, facts: Facts) -> Truth:
    """Stop at the part that settles it."""
    wanted, spare = condition.n, len(condition.of) - condition.n
    if wanted <= 0:
        return True
    for part in condition.of:
        truth = holds(part, facts)
        if truth:
            wanted -= 1
            if wanted == 0:
                return True
        elif truth is False:
            spare -= 1
            if spare < 0:
                return False
    return None if spare >= 0 else False


def addresses(condition: Condition) -> Iterator[str]:
    """Every fact the condition speaks of, in order, repeats included."""
    match condition:
        case Among(fact, _) | NobodyKnows(fact):
            yield fact
        case Not(inner):
            yield from addresses(inner)
        case AtLeast(_, of):
            for part in of:
                yield from addresses(part)


def deciding(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The facts that made the condition come out as it does, in order, each once.

    For a condition that holds: the facts of the parts that hold. For one that does not: the facts of
    the parts that fail. For an open one: the facts that are not known.
    """
    found: dict[str, None] = {}
    _gather(condition, facts, holds(condition, facts), found)
    return tuple(found)


def _gather(condition: Condition, facts: Facts, truth: Truth, found: dict[str, None]) -> None:
    if isinstance(condition, AtLeast):
        for part in condition.of:
            if holds(part, facts) is truth:
                _gather(part, facts, truth, found)
    elif isinstance(condition, Not):
        _gather(condition.condition, facts, None if truth is None else not truth, found)
    else:
        found[condition.fact] = None
