"""What is left of a condition once some of its facts have been looked at, one after the other.

A condition that is settled has come to a `Truth`; one that is not is a smaller condition over the facts still to be
looked at. Two ways of answering that leave the same condition need not be told apart any more: that is why following
conditions fact by fact comes through few states, however many answers there are.
"""

from typing import Final

from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, Not, Truth

Residue = Condition | Truth

_OPEN: Final = Among("", frozenset())
"""Stands among the parts of a count for one that came to None: no fact is called so, and nobody looks at it again."""


def after(residue: Residue, fact: str, choice: str | None) -> Residue:
    """What is left once this fact is looked at; `choice` is None where nobody was asked.

    Once every fact of a condition has been looked at, this is what `holds` says of it.
    """
    if residue is None or isinstance(residue, bool):
        return residue
    if isinstance(residue, AtLeast):
        return _counted(residue, fact, choice)
    if isinstance(residue, Not):
        inner = after(residue.condition, fact, choice)
        return not inner if isinstance(inner, bool) else None if inner is None else Not(inner)
    if residue.fact != fact:
        return residue
    if isinstance(residue, Among):
        return None if choice is None or choice == UNKNOWN else choice in residue.choices
    return choice == UNKNOWN


def _counted(residue: AtLeast, fact: str, choice: str | None) -> Residue:
    """The parts that hold are counted off, those that fail are dropped, and those that came to None stand last."""
    n, of = residue
    left: list[Condition] = []
    open_parts = 0
    for part in of:
        if (
            type(part) is Among and part.fact != fact
        ):  # as `after` does it, without the call: most parts are tests
            rest: Residue = None if part is _OPEN else part
        else:
            rest = after(part, fact, choice)
        if rest is True:
            n -= 1
        elif rest is None:
            open_parts += 1
        elif rest is not False:
            left.append(rest)
    if n <= 0:
        return True
    if len(left) + open_parts < n:
        return False
    return AtLeast(n, (*left, *(_OPEN,) * open_parts)) if left else None


def begun(condition: Condition) -> Residue:
    """What is left of a condition before anything is looked at: there may be nothing to look at."""
    return after(condition, "nothing at all", None)
