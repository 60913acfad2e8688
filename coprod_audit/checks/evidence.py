"""Rules about evidence that is a file: whether it is there, and whether others have it too."""

import re
from collections.abc import Iterable, Iterator

from coprod_audit.answer_sheet import Sheet
from coprod_audit.checks.subject import EvidenceState, Found, Subject
from coprod_audit.faults import quoted
from coprod_audit.fields import Field

_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)")
_OF_A_MACHINE = re.compile(r"/|~|[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
_RELATIVE = re.compile(r"\.{1,2}/")
_ENDING = re.compile(r"[^,;]*[^\s,;]\.[A-Za-z][A-Za-z0-9]{0,4}(?:#\S*)?")


def is_path(text: str) -> bool:
    """Whether a piece of evidence reads like a path: it begins like one, or ends like the name of a file."""
    if _OF_A_MACHINE.match(text) or _RELATIVE.match(text):
        return True
    return not _LINK.match(text) and "\n" not in text and _ENDING.fullmatch(text) is not None


def paths(sheet: Sheet) -> dict[str, str | None]:
    """Every piece of evidence that reads like a path, with the path in it; None for one that is of one machine."""
    return {text: _path(text) for _, text, _ in _pieces(sheet) if is_path(text)}


def _path(text: str) -> str | None:
    """The path without the place in the file, as in `notes.pdf#page=3`."""
    return None if _OF_A_MACHINE.match(text) else text.partition("#")[0]


def not_there(subject: Subject) -> Iterator[Found]:
    """Evidence that reads like a path to which there is no file."""
    for fact, text, field in _in_state(subject, "missing"):
        message = f"there is no file {quoted(text)}, beside the charter or from the root of the repository; correct the path, add the file, or give a link"
        yield Found(message, subject.at(field), f"answers.{fact}.evidence")


def outside(subject: Subject) -> Iterator[Found]:
    """Evidence that leads out of the repository."""
    for fact, text, field in _in_state(subject, "outside"):
        message = f"{quoted(text)} leads out of the repository, where others cannot follow; put the file into the repository, or give a link"
        yield Found(message, subject.at(field), f"answers.{fact}.evidence")


def _in_state(subject: Subject, state: EvidenceState) -> Iterator[tuple[str, str, Field]]:
    for fact, text, field in _pieces(subject.charter.sheet):
        if subject.evidence.get(text) == state:
            yield fact, text, field


def _pieces(sheet: Sheet) -> Iterable[tuple[str, str, Field]]:
    """Every piece of evidence with the fact it is for and its place."""
    for one in sheet.given:
        if one.answer.evidence and isinstance(one.field.value, dict):
            for text, field in zip(
                one.answer.evidence, one.field.value["evidence"].value or (), strict=False
            ):
                if isinstance(field, Field):
                    yield one.fact, text, field
