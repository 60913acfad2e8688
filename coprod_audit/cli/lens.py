"""`coprod-audit lens`: the frameworks through which an audit sees the same answers; list them, show one, check one's own."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_audit.cli.usage import Limit, Plainly

app = typer.Typer(
    help="Look at lenses on the same answers: list, show, check.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Beside = Annotated[
    str | None, typer.Option("--questionnaire", metavar="NAME|PATH", help="Those of another questionnaire.")
]
Own = Annotated[
    list[str] | None,
    typer.Option("--lens", metavar="PATH", help="A file or a folder of your own besides. May be repeated."),
]


@app.command("list", cls=Plainly)
def list_(questionnaire: Beside = None, own: Own = None, limit: Limit = None) -> None:
    """List the lenses that are there.

    Example: coprod-audit lens list
    """
    from coprod_audit.cli import lens_shown, streams

    streams.give(lens_shown.listing(questionnaire, tuple(own or ()), tuple(limit or ())))


@app.command(cls=Plainly)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which one.")],
    questionnaire: Beside = None,
    own: Own = None,
    limit: Limit = None,
) -> None:
    """Show one lens: its elements, the answers they rest on, what helps.

    Example: coprod-audit lens show both-sides
    """
    from coprod_audit.cli import lens_shown, streams

    streams.give(lens_shown.lens(name, questionnaire, tuple(own or ()), tuple(limit or ())))


@app.command(cls=Plainly)
def check(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A folder or a file.", readable=False),  # our reader tells it
    ],
    questionnaire: Beside = None,
    limit: Limit = None,
) -> None:
    """Read lenses of your own and name every fault.

    Example: coprod-audit lens check my-lens.yaml
    """
    from coprod_audit.cli import lens_shown, streams

    streams.complain(lens_shown.checked(str(path), questionnaire, tuple(limit or ())))
