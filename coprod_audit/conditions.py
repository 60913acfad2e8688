"""Conditions over answers, in three values: yes, no, and unknown (None).

A condition is a frozen value of one of the types below, read from a questionnaire and never an
expression that is run. Row quantifiers and named definitions are expanded while reading, so what
stands here is only two tests of single facts (`Among`, `NobodyKnows`) and two ways of joining them (`AtLeast`, `Not`).

A *fact* is addressed as `question` or `question.row`. Facts map addresses to choice ids; an address
that is missing or maps to `UNKNOWN` is not known (METHOD, principle 8: unknown is not zero and not yes).
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    _Inner: TypeAlias = "Condition"
else:
    _Inner = tuple  # a field with a name in quotes has Python get its compiler ready, which takes as long as ten values

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

    condition: _Inner


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
        if type(part) is Among:  # as `holds` does it, without the call: most parts are tests
            fact, choices = part
            known = facts.get(fact, UNKNOWN)
            truth: Truth = None if known == UNKNOWN else known in choices
        else:
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
    return weighed(condition, facts)[1]


def weighed(condition: Condition, facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    """Whether the condition holds, and the facts that made it come out so: `holds` and `deciding` in one go."""
    truth, because = _weighed(condition, facts)
    return truth, because if len(because) < 2 else tuple(dict.fromkeys(because))


def _weighed(condition: Condition, facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    if isinstance(condition, Among):
        known = facts.get(condition.fact, UNKNOWN)
        return None if known == UNKNOWN else known in condition.choices, condition[:1]
    if isinstance(condition, AtLeast):
        return _weighed_parts(condition, facts)
    if isinstance(condition, Not):
        inner, because = _weighed(condition.condition, facts)
        return None if inner is None else not inner, because
    return facts.get(condition.fact) == UNKNOWN, condition[:1]


def _weighed_parts(condition: AtLeast, facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    n, of = condition
    yes: list[str] = []
    no: list[str] = []
    unknown: list[str] = []
    spare = len(of) - n
    because: tuple[str, ...]
    for part in of:
        if type(part) is Among:  # as `_weighed` does it, without the call: most parts are tests
            fact, choices = part
            known = facts.get(fact, UNKNOWN)
            truth: Truth = None if known == UNKNOWN else known in choices
            because = part[:1]
        else:
            truth, because = _weighed(part, facts)
        if truth:
            n -= 1
            yes += because
        elif truth is None:
            unknown += because
        else:
            spare -= 1
            no += because
    if n <= 0:
        return True, tuple(yes)
    return (None, tuple(unknown)) if spare >= 0 else (False, tuple(no))


_Clause = tuple[tuple[str, frozenset[str]], ...]


class Trigger(NamedTuple):
    """A condition, and what can be told of it from afar.

    It holds only if every fact of `gates` has one of the answers beside it, and one fact of each of the `wide`
    ones. `whole` says that nothing else is asked: then it does hold, because of those. Most conditions of
    alarms and advice are so, and most of them have gates alone, and `because` stands ready.
    """

    condition: Condition
    gates: tuple[tuple[str, frozenset[str]], ...]
    wide: tuple[_Clause, ...]
    whole: bool
    because: tuple[str, ...]


def trigger(condition: Condition) -> Trigger:
    """The condition, looked at once so that it can be tried many times."""
    clauses, whole = _clauses(condition)
    gates = tuple(clause[0] for clause in clauses if len(clause) == 1)
    wide = tuple(clause for clause in clauses if len(clause) > 1)
    because = tuple(dict.fromkeys(fact for fact, _ in gates)) if whole and not wide else ()
    return Trigger(condition, gates, wide, whole, because)


def pulled(by: Trigger, facts: Facts) -> tuple[str, ...] | None:
    """The facts that make the condition hold, as `deciding` says; None if it does not surely hold."""
    for fact, choices in by.gates:
        if facts.get(fact) not in choices:
            return None
    for clause in by.wide:
        for fact, choices in clause:
            if facts.get(fact) in choices:
                break
        else:
            return None
    if by.because:
        return by.because
    return deciding(by.condition, facts) if by.whole or holds(by.condition, facts) else None


def _clauses(condition: Condition) -> tuple[tuple[_Clause, ...], bool]:
    """What must be so for the condition to hold, and whether that is all it asks for."""
    match condition:
        case Among(fact, choices):
            return (((fact, choices - {UNKNOWN}),),), True
        case NobodyKnows(fact):
            return (((fact, frozenset((UNKNOWN,))),),), True
        case AtLeast(n, of) if of and n == len(of):
            parts = [_clauses(part) for part in of]
            return tuple(one for clauses, _ in parts for one in clauses), all(whole for _, whole in parts)
        case AtLeast(1, of) if of:
            return _either([_clauses(part) for part in of])
    return (), False


def _either(parts: list[tuple[tuple[_Clause, ...], bool]]) -> tuple[tuple[_Clause, ...], bool]:
    """One of the parts: a single clause, where each of them is."""
    if any(len(clauses) != 1 for clauses, _ in parts):
        return (), False
    answers: dict[str, frozenset[str]] = {}
    for fact, some in (test for clauses, _ in parts for test in clauses[0]):
        answers[fact] = answers.get(fact, frozenset()) | some
    return (tuple(answers.items()),), all(whole for _, whole in parts)
