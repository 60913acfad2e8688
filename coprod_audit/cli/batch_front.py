"""The plain shapes of `batch`, read without typer, whose import alone costs more than judging some hundred responses.

As `front` does for `report`: what leaves no doubt is read here (every word spelt out, no option twice that may stand
only once, nothing that begins like an option where a value belongs), and every other call, a mistake and `--help` among
them, is typer's. A test sends many calls both ways.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coprod_audit.cli.batch_asked import Asked

REPORTS: Final = ("none", "changed", "all")
RESULTS: Final = {"short": False, "full": True}
_MOST_JOBS: Final = 64
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _jobs(text: str) -> int | None:
    number = _number(text)
    return number if number is not None and number <= _MOST_JOBS else None


def _reports(text: str) -> str | None:
    return text if text in REPORTS else None


SWITCHES: Final = {
    "--answers": ("answers", True),
    "--no-answers": ("answers", False),
    "--include-notes": ("notes", True),
    "--public": ("public", True),
    "--quiet": ("quiet", True),
    "--force": ("force", True),
}
"""The field of `Asked` that a switch fills, and with what."""

VALUES: Final[dict[str, tuple[str, Callable[[str], object | None]]]] = {
    "-o": ("output", Path),
    "--output": ("output", Path),
    "--map": ("form", Path),
    "--reports": ("reports", _reports),
    "--results": ("full", RESULTS.get),
    "--min-group": ("min_group", _number),
    "--template": ("template", Path),
    "--questionnaire": ("questionnaire", str),
    "--jobs": ("jobs", _jobs),
}
"""The field that an option fills, and what makes its value of a word: None of one that only typer may judge."""

REPEATED: Final = {"--by": "by", "--lens": "lenses", "--limit": "limits"}
"""The options that may be given several times."""


def asked(arguments: Sequence[str]) -> "Asked | None":
    """What a call of `batch` asks for, or None where typer has to read it."""
    if "batch" not in arguments[:1]:
        return None
    words, given = iter(arguments[1:]), dict[str, Any]()
    several: dict[str, list[object]] = {"named": [], **{field: [] for field in REPEATED.values()}}
    for word in words:
        field, value = _read(word, words)
        if value is None or field in given:
            return None
        if field in several:
            several[field].append(value)
        else:
            given[field] = value
    if "output" not in given:
        return None
    from coprod_audit.cli.batch_asked import Asked

    given |= {field: tuple(values) for field, values in several.items()}
    return Asked(**given)


def _read(word: str, words: Any) -> tuple[str, object | None]:
    """The field that a word fills, with its value; the value of an option is the next of the words."""
    if word in SWITCHES:
        return SWITCHES[word]
    if word in VALUES:
        field, read = VALUES[word]
        text = _text(next(words, ""))
        return field, None if text is None else read(text)
    if word in REPEATED:
        return REPEATED[word], _text(next(words, ""))
    return "named", _text(word)


def _text(word: str) -> str | None:
    """A word that can be nothing but a value."""
    return None if not word or word.startswith("-") else word
