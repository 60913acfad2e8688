"""The compiled copies of the questionnaires that ship: made where the wheel is built, beside the YAML they are made from.

A copy says which files it was made from, and it is passed over where these are no longer the same: whoever changes the
YAML of an installed package gets what it says, only more slowly. A checkout has none. On the way of the small door, so without
pathlib.
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from coprod_audit._version import VERSION
from coprod_audit.bytes_of import ENDINGS
from coprod_audit.diagram import diagram_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_copy import from_json, to_json

FORMAT: Final = "questionnaire-copy/1"
ENDING: Final = ".copy.json"
"""What the name of a copy ends in, after the name of the questionnaire."""

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "questionnaires")
"""Where the questionnaires lie in a package that was installed from a wheel."""


def compiled(name: str, *, advice: bool = True, folder: str | None = None) -> Questionnaire | None:
    """The questionnaire of that name from its copy; None where there is no such copy, or it is not of what lies here.

    Without `advice` it has none, and no stories, and is there in half the time.
    """
    text = _copy(name, folder or FOLDER, 4 if advice else 3)
    return None if text is None else _rebuilt(text, advice)


def _copy(name: str, folder: str, lines: int) -> str | None:
    """As many lines of a copy as are wanted, the first one checked and left out."""
    if not name or os.path.basename(name) != name:
        return None
    try:
        with open(os.path.join(folder, f"{name}{ENDING}"), encoding="utf-8") as file:
            head, *text = [file.readline().rstrip("\n") for _ in range(lines)]
        return "\n".join(text) if head == _head(folder, name) else None
    except (OSError, ValueError):  # a ValueError where the name is none
        return None


@lru_cache(maxsize=2)
def _rebuilt(text: str, advice: bool) -> Questionnaire:
    """What a copy holds: whoever asks again gets the value that was made, which is frozen."""
    return from_json(text, advice=advice)


def copy_of(questionnaire: Questionnaire, name: str, folder: str) -> str:
    """The text of the copy of a questionnaire that lies in a folder under that name."""
    return f"{_head(folder, name)}\n{to_json(questionnaire, diagram_of(questionnaire))}"


def _head(folder: str, name: str) -> str:
    """The first line of a copy: what it is, of which version of the program, and from which files."""
    return " ".join([FORMAT, VERSION, *sorted(_checksums(folder, name))])


def _checksums(folder: str, name: str) -> Iterator[str]:
    from binascii import crc32  # is there already: the YAML reader brings it

    inside = os.path.join(folder, name)
    names = os.listdir(inside) if os.path.isdir(inside) else [name + ending for ending in ENDINGS]
    within = inside if os.path.isdir(inside) else folder
    for one in names:
        path = os.path.join(within, one)
        if one.endswith(ENDINGS) and os.path.isfile(path):
            with open(path, "rb") as file:
                yield f"{one}:{crc32(file.read()):08x}"
