"""The clock, looked at here and nowhere else: what it says goes on as a value."""

import os
from datetime import UTC, date, datetime


def today() -> str:
    """The day to offer: SOURCE_DATE_EPOCH where it is set, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()  # noqa: DTZ011 - the day as the room's wall calendar has it


def now() -> str:
    """The time on the wall, as `2026-05-12T14:05`."""
    return datetime.now().isoformat(timespec="minutes")  # noqa: DTZ005 - the time as the room's wall clock has it
