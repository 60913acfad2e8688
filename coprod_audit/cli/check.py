"""`coprod-audit check`: hands its words to the parser of the small door, which alone knows the flags."""

from typing import Final

import typer

AS_THEY_ARE: Final = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Typer is to leave every word to us, `--help` among them."""


def command(context: typer.Context) -> None:
    """Check that charters carry what they claim.

    Example: coprod-audit check docs/charter.md
    """
    from coprod_audit.cli import check_conduct

    raise typer.Exit(check_conduct.conduct(context.args))
