"""`coprod-audit run`: the interview."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.usage import Limit


def command(
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="ANSWERS",
            help="The file for the answers; one that is there is gone on with.",
            readable=False,  # our reader tells it
        ),
    ] = Path("answers.yaml"),
    questionnaire: Annotated[
        str | None, typer.Option("--questionnaire", metavar="NAME|PATH", help="Another questionnaire.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask only what decides the rung.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Numbered lines and nothing but text.")] = False,
    limit: Limit = None,
) -> None:
    """Ask the questions and make the audit.

    Example: coprod-audit run answers.yaml --quick
    """
    from coprod_audit.cli import sitting

    raise typer.Exit(sitting.hold(sitting.Wanted(answers, questionnaire, quick, plain, tuple(limit or ()))))
