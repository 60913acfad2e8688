"""`coprod-audit explain`: what a code means, and how to put right what it names."""

from typing import Annotated

import typer


def command(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="The code, as it stands in a message. Without it: all."),
    ] = None,
) -> None:
    """Say what a code in a message means and what to do.

    Example: coprod-audit explain Q003
    """
    from coprod_audit.cli import catalogued, streams

    streams.give(catalogued.page(code) if code else catalogued.contents())
