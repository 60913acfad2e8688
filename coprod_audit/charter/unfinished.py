"""A charter that an interview is still filling in: it may lack anything, and only what the interview owns is looked at."""

from contextlib import suppress
from typing import NamedTuple

from coprod_audit.answer_sheet import Sheet, no_sheet, shaped
from coprod_audit.charter.front_matter import ABSENT, split, why_none
from coprod_audit.charter.keys import note_slips
from coprod_audit.charter.reading import FORMAT
from coprod_audit.charter.writing import OURS
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Origin
from coprod_audit.fields import Field
from coprod_audit.guard import Limits, decoded


class Unfinished(NamedTuple):
    """What stands in the front matter, its faults in the sheet; `answers_at` is where `answers` names a file."""

    sheet: Sheet
    answers_at: Field | None = None


def read(data: bytes, path: str, limits: Limits) -> Unfinished | None:
    """The answers in a Markdown charter as far as they are there; None where there is no front matter, or an empty one.

    Nothing is raised, whatever the bytes.
    """
    origin = Origin(path, Faults())
    text = _text(data, origin, limits)
    matter = split(text) if text is not None else None
    if matter is not None and not matter.empty:
        with no_collecting():
            return _read(read_document(matter.numbered.encode(), origin, limits), limits)
    if text is not None and (matter is not None or why_none(text) == ABSENT):
        return None
    if text is not None:
        Field(None, None, origin).note("C001", why_none(text))
    origin.faults.fatal = True
    return Unfinished(no_sheet(origin.faults))


def _text(data: bytes, origin: Origin, limits: Limits) -> str | None:
    """The text of a file, or None with the fault noted. What only YAML cannot have may stand in prose."""
    if len(data) <= limits.size and 0 not in data:
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    return decoded(data, origin, limits)


def _read(top: Field, limits: Limits) -> Unfinished:
    faults = top.origin.faults
    if faults.fatal or not isinstance(top.value, dict):
        top.entries()  # notes what stands there instead
        faults.fatal = True
        return Unfinished(no_sheet(faults))
    if "coprod-audit" in top.value and not top.format(FORMAT):
        return Unfinished(no_sheet(faults))
    note_slips(top)
    ours = {name: field for name, field in top.value.items() if name in OURS}
    record = Field(ours, top.mark, top.origin).mapping(optional=OURS)
    answers = record["answers"]
    if not isinstance(answers.value, str):
        return Unfinished(shaped(top, record, limits))
    blank = Field(None, answers.mark, answers.origin, answers.key)
    return Unfinished(shaped(top, record | {"answers": blank}, limits), answers)
