"""`coprod-audit report`: the audit of answers that are in a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from coprod_audit.cli import front
from coprod_audit.cli.usage import Limit


class Format(StrEnum):
    """What a report can be written as: `front.FORMATS`, as typer wants it told (tested)."""

    md = "md"
    json = "json"


def _option(field: str) -> Any:
    option = front.OPTIONS[field]
    return typer.Option(
        *option.names, metavar=option.metavar, help=option.help, readable=False
    )  # our reader tells it


def command(  # noqa: PLR0913, PLR0917 - a parameter an option
    answers: Annotated[
        Path, typer.Argument(metavar="ANSWERS", help="The file with the answers.", readable=False)
    ],
    output: Annotated[Path | None, _option("output")] = None,
    format_: Annotated[Format, _option("format")] = Format.md,
    template: Annotated[Path | None, _option("template")] = None,
    public: Annotated[bool, _option("public")] = False,
    one_page: Annotated[bool, _option("one_page")] = False,
    no_picture: Annotated[bool, _option("no_picture")] = False,
    force: Annotated[bool, _option("force")] = False,
    questionnaire: Annotated[str | None, _option("questionnaire")] = None,
    lenses: Annotated[list[str] | None, _option("lenses")] = None,
    limit: Limit = None,
) -> None:
    """Write the audit of an answers file.

    Example: coprod-audit report answers.yaml -o audit.md
    """
    from coprod_audit.cli import reporting

    reporting.report(
        front.Wanted(
            answers=answers,
            output=output,
            format=format_.value,
            template=template,
            public=public,
            one_page=one_page,
            no_picture=no_picture,
            force=force,
            questionnaire=questionnaire,
            lenses=tuple(lenses or ()),
            limits=tuple(limit or ()),
        )
    )
