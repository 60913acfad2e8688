"""How far a batch is: a bar on a terminal, a line every few seconds elsewhere, nothing where nobody wants to hear."""

import sys
import time
from types import TracebackType
from typing import Any, Final, Self

from coprod_audit.batching.course import Tally
from coprod_audit.cli import streams

_EVERY: Final = 5.0
"""Seconds between two lines."""


class Progress:
    """Tells how far a batch is. `size` is how many bytes there are to be read, about."""

    def __init__(self, size: int, *, quiet: bool) -> None:
        self._size = size
        self._quiet = quiet
        self._bar: Any = None
        self._began = self._said = time.monotonic()
        self._reports = 0

    def __enter__(self) -> Self:
        """Begin to tell."""
        self._began = self._said = time.monotonic()
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            from coprod_audit.bar import Bar

            self._bar = Bar(sys.stderr, self._size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it; a bar goes."""
        if self._bar is not None:
            self._bar.end()
            self._bar = None

    def told(self, tally: Tally) -> None:
        """Tell how many responses have been judged."""
        self._tell(f"{tally.judged:,} responses", tally.size, tally.judged)

    def reports_follow(self, number: int) -> None:
        """From now on about so many reports are written, and what is told is how many of them there are."""
        self._size = number

    def written(self) -> None:
        """Tell that one more report has been written."""
        self._reports += 1
        self._tell(f"{self._reports:,} reports", self._reports, self._reports)

    def _tell(self, what: str, size: int, number: int) -> None:
        if self._quiet:
            return
        now = time.monotonic()
        rate = number / max(now - self._began, 0.001)
        if self._bar is not None:
            self._bar.show(what, rate, size)
        elif now - self._said >= _EVERY:
            self._said = now
            streams.complain(f"{what}, {rate:,.0f} a second")
