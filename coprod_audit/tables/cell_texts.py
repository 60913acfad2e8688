"""What stands in a cell of a workbook or a Parquet file, as the text that people see there."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

_EXACT = 1e16


def text(value: object) -> str:
    """A value as text: `3` for 3.0, `2026-05-12` for a day, `TRUE` and `FALSE`, "" for nothing.

    Several values are joined with semicolons, as form exports do; what has names is written as JSON. Raises
    UnicodeDecodeError for bytes that are not UTF-8.
    """
    return _WAYS.get(type(value), str)(value)


def _number(value: float) -> str:
    """A number as a spreadsheet shows it, which is to 15 places; "" for what is none."""
    if value != value:  # noqa: PLR0124 - only what is not a number differs from itself
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else f"{value:.15g}"


def _moment(value: dt.date | dt.time) -> str:
    """A day, a time, or both, in the ISO way; a day that begins at midnight is a day."""
    if isinstance(value, dt.datetime):
        value = _rounded(value)
        if value.tzinfo is None and value.time() == dt.time():
            value = value.date()
    return value.isoformat()


def _rounded(value: dt.datetime) -> dt.datetime:
    """To the second where it is that but for a thousandth: a workbook keeps times as parts of a day."""
    second = value.replace(microsecond=0)
    if value.microsecond > 999_000:
        return second + dt.timedelta(seconds=1) if second.year < dt.MAXYEAR else second
    return second if value.microsecond < 1_000 else value


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _several(values: Sequence[object]) -> str:
    return ";".join([text(one) for one in values])


def _by_name(values: Mapping[object, object]) -> str:
    return json.dumps({text(name): text(one) for name, one in values.items()}, ensure_ascii=False)


_WAYS: Final[Mapping[type, Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: lambda value: "TRUE" if value else "FALSE",
    float: _number,
    dt.date: _moment,
    dt.datetime: _moment,
    dt.time: _moment,
    dt.timedelta: _duration,
    Decimal: lambda value: f"{value:f}",
    bytes: lambda value: value.decode("utf-8"),
    list: _several,
    tuple: _several,
    dict: _by_name,
}
