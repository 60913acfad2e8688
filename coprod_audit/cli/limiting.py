"""`--limit NAME=NUMBER`: the limits on what is read, raised by whoever knows why (reliability goal B2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from coprod_audit.errors import UsageError
from coprod_audit.faults import no_such, quoted
from coprod_audit.guard import ANSWERS_LIMITS, DEEPEST, QUESTIONNAIRE_LIMITS, RAISED_BY, Limits
from coprod_audit.table_rows import TABLE_LIMITS, TABLES_RAISED_BY, TableLimits

_GIVEN = re.compile(r"([^=]*)=([0-9]{1,10})")


_Limits = TypeVar("_Limits", Limits, TableLimits)
_NAMES: Final = {**RAISED_BY, **TABLES_RAISED_BY}


class Raised(NamedTuple):
    """The limits for each kind of file."""

    questionnaire: Limits
    answers: Limits
    tables: TableLimits


def limits(given: Sequence[str]) -> Raised:
    """The limits with those raised that were named; none is ever lowered. Raises UsageError for what is no limit."""
    found = [_one(text) for text in given]
    return Raised(
        _raised(QUESTIONNAIRE_LIMITS, RAISED_BY, found),
        _raised(ANSWERS_LIMITS, RAISED_BY, found),
        _raised(TABLE_LIMITS, TABLES_RAISED_BY, found),
    )


def raised(usual: Limits, given: Sequence[str]) -> Limits:
    """The limits of one kind of file, raised in the same way."""
    return _raised(usual, RAISED_BY, [_one(text) for text in given])


def _raised(usual: _Limits, names: Mapping[str, str], found: list[tuple[str, int]]) -> _Limits:
    for name, number in found:
        if name in names:
            field = names[name]
            usual = usual._replace(**{field: max(number, getattr(usual, field))})
    return usual


def _one(text: str) -> tuple[str, int]:
    match = _GIVEN.fullmatch(text)
    if match is None:
        raise UsageError(f"--limit {quoted(text)} is not understood; write NAME=NUMBER, as in text=40000")
    name, number = match[1], int(match[2])
    if name not in _NAMES:
        raise UsageError(no_such("limit", name, tuple(_NAMES), "there are"))
    if name == "depth" and number > DEEPEST:
        raise UsageError(f"the limit 'depth' can be raised to {DEEPEST}, not to {number:,}; flatten the file")
    return name, number
