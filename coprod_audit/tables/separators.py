"""Which character separates the cells of a text file: what Excel was told, or what makes the first rows a table."""

import re
from collections.abc import Sequence
from typing import Final

SEPARATORS: Final = (",", ";", "\t", "|")
"""What cells are separated by, the commonest first."""

_TOLD = re.compile(r"sep=([^\r\n])[\r\n]*")
_ENDS = re.compile(r"\r\n|\r|\n")
_IN_MARKS = "x"
_LOOKED_AT = 50


def told(first_line: str) -> str:
    """The separator that a first line such as `sep=;` names, which Excel obeys and others write for it; "" if none."""
    found = _TOLD.fullmatch(first_line)
    return found[1] if found else ""


def found(sample: Sequence[str], *, likely: str = ",") -> str:
    """The separator of a table that begins with these lines; `likely` where none makes more than one column of it.

    That one is taken by which most rows have as many cells as the header, weighed by how many cells that is. What
    stands in quotation marks does not count.
    """
    outside = _IN_MARKS.join("".join(sample).split('"')[::2])
    rows = [row for row in _ENDS.split(outside)[:_LOOKED_AT] if row.strip()]
    order = (likely, *(one for one in SEPARATORS if one != likely))
    return max(order, key=lambda one: _table_likeness(rows, one))


def _table_likeness(rows: Sequence[str], separator: str) -> float:
    counts = [row.count(separator) for row in rows]
    return counts[0] * counts.count(counts[0]) / len(counts) if counts else 0
