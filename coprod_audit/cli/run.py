"""`coprod-audit run`: the interview."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.front import LENS_HELP, LENS_METAVAR
from coprod_audit.cli.usage import Limit

_USUAL = "answers.yaml"


def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    answers: Annotated[
        Path | None,
        typer.Argument(
            metavar="ANSWERS",
            readable=False,  # ours to say, in our own words
            help=f"The file for the answers, {_USUAL} unless named; one that is there is gone on with.",
        ),
    ] = None,
    charter: Annotated[
        Path | None,
        typer.Option(
            "--charter",
            metavar="FILE",
            readable=False,
            help="Write the answers into the front matter of this charter instead; its prose stays as it is.",
        ),
    ] = None,
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
    lenses: Annotated[list[str] | None, typer.Option("--lens", metavar=LENS_METAVAR, help=LENS_HELP)] = None,
    easy: Annotated[bool, typer.Option("--easy", help="Show the plain wording first.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Numbered lines and nothing but text.")] = False,
    limit: Limit = None,
) -> None:
    """Ask the questions and make the audit.

    Example: coprod-audit run answers.yaml --quick

    The audit and its picture lie beside the answers, as in docs/charter-audit.md for docs/charter.md.
    """
    from coprod_audit.cli import sitting
    from coprod_audit.cli.usage import day
    from coprod_audit.errors import UsageError
    from coprod_audit.interview import Scope

    if answers is not None and charter is not None:
        raise UsageError(
            "both a file of answers and --charter are named; the answers go into one of them, so leave out the other"
        )
    scope = Scope(quick, tuple(only or ()), unanswered, day("--stale", stale))
    wanted = sitting.Wanted(
        path=charter or answers or Path(_USUAL),
        questionnaire=questionnaire,
        scope=scope,
        plain=plain,
        easy=easy,
        values=tuple(values or ()),
        other=other,
        limits=tuple(limit or ()),
        charter=charter is not None,
        lenses=tuple(lenses or ()),
    )
    raise typer.Exit(sitting.hold(wanted))
