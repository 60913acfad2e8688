"""Who asks: a terminal that can draw, or plain lines, as the streams are."""

import io
import os
import sys
from typing import TextIO, cast

from coprod_audit.cli import streams
from coprod_audit.cli.conversation import Asker
from coprod_audit.cli.drafts import Drafts


def asker(drafts: Drafts, *, plain: bool, easy: bool) -> Asker:
    """Whoever draws, where the terminal can; else plain lines."""
    if not plain and _can_draw():
        from coprod_audit.console import Screen
        from coprod_audit.prompts import Terminal

        return Terminal(Screen(sys.stdout), easy=easy, keep_draft=drafts.keep)
    from coprod_audit.plain import Plain

    out = streams.Fitting(sys.stdout if sys.stdout is not None else io.StringIO())
    given = sys.stdin if sys.stdin is not None else io.StringIO()
    return Plain(given, cast(TextIO, out), columns(), easy=easy)


def _can_draw() -> bool:
    if sys.stdin is None or sys.stdout is None or os.environ.get("ACCESSIBLE"):
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def columns() -> int:
    """How wide the terminal is, less one; 79 where it does not say."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = 0
    return (columns or 80) - 1  # a terminal that does not know its own width says 0
