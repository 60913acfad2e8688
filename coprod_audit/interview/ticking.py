"""Questions in which several rows can be ticked: what there is to tick, what is ticked so far, and what somebody means."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import UNKNOWN
from coprod_audit.interview.steps import Option, Step, ticked, ticks
from coprod_audit.questionnaire import Question

NOTHING: Final = ticks(())
"""What stands where it was asked and nothing was ticked."""

NOT_ALONE: Final = "alone"
"""What is wrong where the one that stands alone, or none of them, is given with others."""

NONE_OF_THESE: Final = Option(NOTHING, "None of these", "None of these.", key="0")
"""The answer that nothing applies, where it stands among what can be ticked."""

_NONE: Final = frozenset(("0", "none", "none of these", "none of them", "nothing", NOTHING))
_PARTS = re.compile(r"[;\n]")
_BETWEEN: Final = frozenset(("and", "&", "+"))
_LONGEST_NUMBER = 4


class Picked(NamedTuple):
    """What a text ticks, as `ticks` has it; None where it cannot be taken, and then the part of it that means nothing."""

    value: str | None
    wrong: str = ""


def so_far(question: Question, answers: Answers) -> str:
    """What is ticked, `unknown` where nobody could say of any row, "" where nothing is answered.

    Rows of which nobody could say count as not ticked beside others.
    """
    given = {row.id: answers.facts.get(fact) for row, fact in zip(question.rows, question.facts, strict=True)}
    known = set(given.values()) - {None}
    if known <= {UNKNOWN}:
        return UNKNOWN if known else ""
    return ticks(row for row, choice in given.items() if choice == question.choices[-1].id)


def in_words(stands: str) -> str:
    """How many are ticked."""
    return f"{len(ticked(stands)) or 'none'} ticked"


def with_none(step: Step) -> Step:
    """The step with the answer that nothing applies to choose, before those that stand alone as it does."""
    rows, alone = ([one for one in step.options if bool(one.key) is keyed] for keyed in (False, True))
    return step._replace(options=(*rows, NONE_OF_THESE, *alone))


def choices_of(question: Question, facts: Sequence[str | None], text: str, *, same: bool) -> Iterator[str]:
    """The choice for each row, where a text was given.

    Where the `same` was given as before, what was not known of a row stays so, and of one that had no answer nobody said anything.
    """
    no_tick, tick = (choice.id for choice in question.choices)
    chosen = set(ticked(text))
    for row, before in zip(question.rows, facts, strict=True):
        if text == UNKNOWN or (same and before in (UNKNOWN, None)):
            yield UNKNOWN
        else:
            yield tick if row.id in chosen else no_tick


def picked(options: Sequence[Option], text: str) -> Picked:
    """What somebody means who types numbers, names or words of options, in any order; 0 for none of them.

    The option with a key of its own stands alone.
    """
    plain = text.strip().strip("[]").strip().lower()
    if plain in _NONE or (not plain and text.strip()):
        return Picked(NOTHING)
    found: list[Option] = []
    for part in _split(options, plain):
        if part in _NONE:
            return Picked(None, NOT_ALONE)
        one = _named(options, part)
        if one is None:
            return Picked(None, part)
        found.append(one)
    alone = [one for one in found if one.key]
    if alone and len(set(found)) > 1:
        return Picked(None, NOT_ALONE)
    if alone or not found:
        return Picked(alone[0].value if alone else None)
    return Picked(ticks(one.value for one in options if one in found))


def _split(options: Sequence[Option], text: str) -> Iterator[str]:
    """What stands between semicolons and commas, as far as it names something, commas among it; else single words."""
    for part in _PARTS.split(text):
        pieces = part.split(",")
        while pieces:
            ends = range(len(pieces), 0, -1)
            end = next((end for end in ends if _named(options, ",".join(pieces[:end]).strip())), 0)
            stretch, pieces = ",".join(pieces[: end or 1]).strip(), pieces[end or 1 :]
            yield from [stretch] if end else [word for word in stretch.split() if word not in _BETWEEN]


def _named(options: Sequence[Option], text: str) -> Option | None:
    if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    said = text.rstrip(".")
    for one in options:
        names = (one.value, one.label, one.easy, one.key, one.also)
        if said and said in {name.lower().rstrip(".") for name in names if name}:
            return one
    return None
