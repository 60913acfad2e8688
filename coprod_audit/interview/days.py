"""Days as people in Britain write them, and as files have them."""

import re
from datetime import date

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BRITISH_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[/. -]([0-9]{1,2}|[A-Za-z]{3,9})[/. -]([0-9]{4})")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {said: n for n, name in enumerate(_MONTH_NAMES, start=1) for said in (name, name[:3])}


def day_of(text: str) -> date | None:
    """The day that is written as 2026-05-12, 12/5/2026, 12.5.2026 or 12 May 2026; None where it is no day."""
    iso, british = _ISO_DAY.fullmatch(text), _BRITISH_DAY.fullmatch(text)
    try:
        if iso is not None:
            return date.fromisoformat(text)
        if british is not None:
            day, month, year = british.groups()
            return date(int(year), int(month) if month.isdigit() else _MONTHS[month.lower()], int(day))
    except (ValueError, KeyError):
        pass
    return None
