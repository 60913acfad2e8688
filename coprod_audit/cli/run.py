"""`coprod-audit run`: the interview."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.usage import Limit


def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="ANSWERS",
            readable=False,  # ours to say, in our own words
            help="The file for the answers; one that is there is gone on with.",
        ),
    ] = Path("answers.yaml"),
    questionnaire: Annotated[
        str | None, typer.Option("--questionnaire", metavar="NAME|PATH", help="Another questionnaire.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask only what decides the rung.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PATTERN", help="Ask only these (again), such as 'power.*' or told."),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Ask what has no answer yet, and what nobody could say.")
    ] = False,
    stale: Annotated[
        str, typer.Option("--stale", metavar="DATE", help="Ask again what was answered before that day.")
    ] = "",
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Take this answer, whatever stands in the file."),
    ] = None,
    other: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", readable=False, help="Take the answers of another file."),
    ] = None,
    easy: Annotated[bool, typer.Option("--easy", help="Show the plain wording first.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Numbered lines and nothing but text.")] = False,
    limit: Limit = None,
) -> None:
    """Ask the questions and make the audit.

    Example: coprod-audit run answers.yaml --quick
    """
    from coprod_audit.cli import sitting
    from coprod_audit.cli.usage import day
    from coprod_audit.interview import Scope

    scope = Scope(quick, tuple(only or ()), unanswered, day("--stale", stale))
    wanted = sitting.Wanted(
        answers, questionnaire, scope, plain, easy, tuple(values or ()), other, tuple(limit or ())
    )
    raise typer.Exit(sitting.hold(wanted))
