"""The plain shapes of `report`, read without typer, whose import alone costs more than the whole report.

Each option is written down once, here: typer is told of it by `cli.report`, and `wanted` reads it itself where a call
has the one shape that leaves no doubt: every word spelt out, no option twice that may stand only once, nothing that
begins like an option where a value belongs. Every other call, a mistake and `--help` among them, is typer's. A test sends many calls both ways.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

FORMATS: Final = ("md", "json")

LENS_METAVAR: Final = "NAME|PATH"
LENS_HELP: Final = "Show these lenses: names, all, none, or a file of your own. May be repeated."
"""What is said of `--lens`, by which every command that writes audits chooses lenses."""


class Wanted(NamedTuple):
    """What was asked for on the command line."""

    answers: Path
    output: Path | None = None
    format: str = "md"
    template: Path | None = None
    public: bool = False
    one_page: bool = False
    no_picture: bool = False
    force: bool = False
    questionnaire: str | None = None
    lenses: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()  # only typer reads it


class Option(NamedTuple):
    """One option of `report`. Without `metavar` it is a switch; `read` says None to what only typer may judge.

    One that may be given several times fills its field with all that was given.
    """

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    read: Callable[[str], object | None] = str
    several: bool = False


def _format(text: str) -> str | None:
    return text if text in FORMATS else None


OPTIONS: Final = {
    "output": Option(("-o", "--output"), "Write to a file, picture beside it; - is stdout.", "FILE", Path),
    "format": Option(("--format",), "Markdown, or the result as JSON.", "|".join(FORMATS), _format),
    "template": Option(("--template",), "A template of your own.", "PATH", Path),
    "public": Option(("--public",), "Leave out notes, evidence and names."),
    "one_page": Option(("--one-page",), "One page in plain words, for everybody who took part."),
    "no_picture": Option(("--no-picture",), "Write no picture."),
    "force": Option(("--force",), "Replace a file that coprod-audit did not write."),
    "questionnaire": Option(("--questionnaire",), "Another questionnaire.", "NAME|PATH"),
    "lenses": Option(("--lens",), LENS_HELP, LENS_METAVAR, several=True),
}
"""By the name of the field of `Wanted` that it fills."""

_FIELDS = {name: field for field, option in OPTIONS.items() for name in option.names}


def wanted(arguments: Sequence[str]) -> Wanted | None:
    """What a call of `report` asks for, or None where typer has to read it."""
    if not arguments or arguments[0] != "report":
        return None
    words, given = iter(arguments[1:]), dict[str, Any]()
    for word in words:
        field = _FIELDS.get(word, "answers")
        value = True if _is_switch(field) else _value(field, next(words, "") if field in OPTIONS else word)
        if value is None or (field in given and not _is_several(field)):
            return None
        given[field] = (*given.get(field, ()), value) if _is_several(field) else value
    return Wanted(**given) if "answers" in given else None


def _is_switch(field: str) -> bool:
    return field in OPTIONS and OPTIONS[field].metavar is None


def _is_several(field: str) -> bool:
    return field in OPTIONS and OPTIONS[field].several


def _value(field: str, word: str) -> object | None:
    if not word or word.startswith("-"):
        return None
    return OPTIONS[field].read(word) if field in OPTIONS else Path(word)
