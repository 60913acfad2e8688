"""The day that a cell names: as year, month and day, or the other way round where the map says so."""

import re
from datetime import date
from typing import Final

from coprod_audit.forms.form_map import Dates

_REST = r"(?:[T ,].*)?"
_ISO = re.compile(rf"([0-9]{{4}})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}}){_REST}", re.DOTALL)
_OTHER = re.compile(rf"([0-9]{{1,2}})[-/. ]([0-9]{{1,2}})[-/. ]([0-9]{{4}}|[0-9]{{2}}){_REST}", re.DOTALL)
_CENTURY: Final = 2000

EXPECTED: Final = {
    "iso": "'2026-05-12'; where days come first, write 'dates: day-first' in the map",
    "day-first": "'12/5/2026' or '2026-05-12'",
    "month-first": "'5/12/2026' or '2026-05-12'",
}
"""What a day looks like, for a sentence."""


def day(text: str, dates: Dates) -> str:
    """The day as 2026-05-12, whatever time stands after it; "" where there is no such day."""
    found = _ISO.fullmatch(text)
    if found:
        return _written(*map(int, found.groups()))
    found = _OTHER.fullmatch(text)
    if found is None or dates == "iso":
        return ""
    one, other, year = map(int, found.groups())
    in_full = year + _CENTURY if len(found[3]) == 2 else year
    return _written(in_full, other, one) if dates == "day-first" else _written(in_full, one, other)


def _written(year: int, month: int, of_month: int) -> str:
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""
