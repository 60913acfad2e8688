"""`coprod-audit questionnaire`: look at questionnaires, check one, and print an answers file to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.usage import Limit, Plainly

app = typer.Typer(
    help="Look at questionnaires: list, show, check, answers-file.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Named = Annotated[
    str | None, typer.Argument(metavar="NAME|PATH", help="Which one; the one we ship if left out.")
]


@app.command("list", cls=Plainly)
def list_() -> None:
    """List the questionnaires that are there.

    Example: coprod-audit questionnaire list
    """
    from coprod_audit.cli import shown, streams

    streams.give(shown.listing())


@app.command(cls=Plainly)
def show(
    name: Named = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="One question, in full.")
    ] = None,
    advice: Annotated[bool, typer.Option("--advice", help="List the recommendations instead.")] = False,
    stories: Annotated[bool, typer.Option("--stories", help="List the stories instead.")] = False,
    limit: Limit = None,
) -> None:
    """Show the questions.

    Example: coprod-audit questionnaire show --question told
    """
    from coprod_audit.cli import shown, streams

    limits = tuple(limit or ())
    what = shown.wanted(question, advice=advice, stories=stories)
    if question:
        streams.give(shown.question(name, question, limits))
    else:
        streams.give(shown.titles(name, what, limits) if what else shown.overview(name, limits))


@app.command(cls=Plainly)
def check(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A folder or a file.", readable=False),  # our reader tells it
    ],
    limit: Limit = None,
) -> None:
    """Read a questionnaire and name every fault.

    Example: coprod-audit questionnaire check my-ladder/
    """
    from coprod_audit.cli import shown, streams

    streams.complain(shown.checked(str(path), tuple(limit or ())))


@app.command("answers-file", cls=Plainly)
def answers_file(name: Named = None, limit: Limit = None) -> None:
    """Print an answers file to fill in.

    Example: coprod-audit questionnaire answers-file > answers.yaml
    """
    from coprod_audit.cli import shown, streams

    streams.give(shown.blank(name, tuple(limit or ())))
