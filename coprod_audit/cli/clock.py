"""The clock, looked at here and nowhere else: what it says goes on as a value."""

import os
import time


def today() -> str:
    """The day to offer: SOURCE_DATE_EPOCH where it is set, else the day as the room's wall calendar has it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)))
    return time.strftime("%Y-%m-%d")


def now() -> str:
    """The time as the room's wall clock has it, as `2026-05-12T14:05`."""
    return time.strftime("%Y-%m-%dT%H:%M")
