"""`coprod-audit schema`: the JSON Schemas of our formats."""

from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """The formats that have a schema."""

    answers = "answers"
    charter = "charter"
    questionnaire = "questionnaire"
    result = "result"
    portfolio = "portfolio"
    result_row = "result-row"
    check = "check"


def command(
    name: Annotated[Schema, typer.Argument(metavar="NAME", help="Which format.")],
) -> None:
    """Print the JSON Schema of a format.

    Example: coprod-audit schema answers > answers.schema.json
    """
    from coprod_audit.cli import streams
    from coprod_audit.resources import schemas_folder

    streams.give((schemas_folder() / f"{name.value}.schema.json").read_text(encoding="utf-8"))
