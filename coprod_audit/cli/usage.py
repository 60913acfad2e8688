"""What commands have in common: how their usage line looks, and the option that raises limits."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand


class Plainly(TyperCommand):
    """A command whose usage line names what has to be given as it is, not in the braces that typer sets round it."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The pieces of the usage line."""
        return [piece.removeprefix("{").removesuffix("}") for piece in super().collect_usage_pieces(ctx)]


Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="Read more than usual; the message that refuses a file says what to write. May be repeated.",
    ),
]


def day(option: str, text: str) -> str:
    """A day that was given for an option, as 2026-05-12, or "" for none. Raises UsageError where it is no date."""
    from coprod_audit.errors import UsageError
    from coprod_audit.interview.days import day_of

    if not text:
        return ""
    found = day_of(text)
    if found is None:
        raise UsageError(f"{option}: '{text}' is not a date; write it as 2026-05-12 or '12 May 2026'")
    return found.isoformat()
