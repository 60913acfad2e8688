"""`coprod-audit report`: the audit of answers that are in a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What a report can be written as."""

    md = "md"
    json = "json"


def command(  # noqa: PLR0913, PLR0917 - a parameter an option
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="The file with the answers.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to a file, with the picture beside it."),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", metavar="md|json", help="Markdown, or the result as JSON.")
    ] = Format.md,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="PATH", help="A template of your own.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Leave out notes, evidence and names.")] = False,
    one_page: Annotated[
        bool, typer.Option("--one-page", help="One page in plain words, for everybody who took part.")
    ] = False,
    no_picture: Annotated[bool, typer.Option("--no-picture", help="Write no picture.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that coprod-audit did not write.")
    ] = False,
    questionnaire: Annotated[
        str | None, typer.Option("--questionnaire", metavar="NAME|PATH", help="Another questionnaire.")
    ] = None,
) -> None:
    """Write the audit of an answers file.

    Example: coprod-audit report answers.yaml -o audit.md
    """
    from coprod_audit.cli import reporting

    wanted = reporting.Wanted(
        answers, output, format_.value, template, public, one_page, no_picture, force, questionnaire
    )
    reporting.report(wanted)
