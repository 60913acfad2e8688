"""What follows from where a response stands and from what is said beside its answers."""

from typing import NamedTuple

from coprod_audit.derived import Judged, results
from coprod_audit.ladder import Ladder
from coprod_audit.quick.machine import Choice
from coprod_audit.verdict import Standing
from coprod_audit.worked_out import NONE, RESULTS, SOME

Beside = tuple[str, str, str | None, str | None, bool | None, bool | None]
"""The lowest place and the highest, the claim, the intention, whether people answered, and whether a matter was closed."""


class Follows(NamedTuple):
    """What the addresses of `SAID` and `RESULTS` come to, in their order, and the height that is to be unlocked."""

    words: tuple[Choice, ...]
    goal: int | None


def follows(ladder: Ladder, beside: Beside) -> Follows:
    """What follows from that."""
    lowest, highest, claims, intends, people, off_the_table = beside
    judged = Judged(ladder, Standing(None, lowest, highest, (), True), (), claims, intends)
    follow = results(judged)
    said = (claims, intends, _some(off_the_table), _some(people))
    return Follows((*said, *map(follow.get, RESULTS)), _goal(judged))


def _some(said: bool | None) -> str | None:
    return None if said is None else SOME if said else NONE


def _goal(judged: Judged) -> int | None:
    """The height of what is intended; if only a claim stands above, that of the next place; None where nothing does."""
    target = judged.intends if judged.intends is not None else judged.claims
    lowest = judged.height(judged.standing.lowest)
    if target is None or judged.height(target) <= lowest:
        return None
    return lowest + 1 if judged.intends is None else judged.height(target)
