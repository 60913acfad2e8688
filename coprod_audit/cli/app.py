"""The command line: which commands there are. What each of them does stands in a module of its own."""

from typing import Annotated

import typer

from coprod_audit.cli import batch, check, explain, lens, questionnaire, report, run, schema
from coprod_audit.cli.usage import Plainly

app = typer.Typer(
    name="coprod-audit",
    help="Find out, together, who really decides in a project.",
    epilog="Start with: coprod-audit run",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
app.command("run", cls=Plainly)(run.command)
app.command("report", cls=Plainly)(report.command)
app.command("batch", cls=Plainly)(batch.command)
app.command("check", cls=Plainly, add_help_option=False, context_settings=check.AS_THEY_ARE)(check.command)
app.add_typer(questionnaire.app, name="questionnaire")
app.add_typer(lens.app, name="lens")
app.command("explain", cls=Plainly)(explain.command)
app.command("schema", cls=Plainly)(schema.command)


def _version(asked: bool) -> None:
    if asked:
        from coprod_audit._version import VERSION
        from coprod_audit.cli import streams

        streams.give(f"coprod-audit {VERSION}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Find out, together, who really decides in a project."""
