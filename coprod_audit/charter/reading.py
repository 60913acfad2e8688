"""Charters, read: what stands in the file and where, whatever its shape. Nothing is raised, whatever the bytes.

What is wrong is among the faults, those of the charter itself as C001; a charter is judged only where there are none.
"""

from typing import Final

from coprod_audit.answer_sheet import FORMAT as ANSWERS
from coprod_audit.answer_sheet import Sheet, is_day, no_sheet, shaped, sheet_of
from coprod_audit.charter.front_matter import EMPTY, split, why_none
from coprod_audit.charter.headings import MOST, Prose, prose
from coprod_audit.charter.joining import joined
from coprod_audit.charter.keys import OURS, note_slips, note_whole
from coprod_audit.charter.values import Charter, Kind
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Faults, Origin, quoted
from coprod_audit.fields import Field
from coprod_audit.guard import Limits, decoded

__all__ = ["CHARTER_LIMITS", "FORMAT", "MARKDOWN", "Charter", "joined", "read"]

FORMAT: Final = "charter/1"
CHARTER_LIMITS: Final = Limits(size=1_000_000)
MARKDOWN: Final = (".md", ".markdown")

_TOO_MANY = f"more than {MOST:,} headings; keep the charter to what it says itself, and put the rest into another file"


def read(data: bytes, path: str, limits: Limits = CHARTER_LIMITS) -> Charter:
    """The charter in the bytes of a file, by the ending of its name: Markdown with front matter, or YAML."""
    origin = Origin(path, Faults())
    text = _text(data, origin, limits)
    with no_collecting():
        if path.lower().endswith(MARKDOWN):
            return _markdown(text, origin, limits)
        top = Field(None, None, origin) if text is None else read_document(data, origin, limits)
        if _says(top) == ANSWERS:
            sheet = sheet_of(top, limits)
            return _charter("answers", top, sheet.places, sheet, text)
        return _whole("yaml", top, text, None, limits)


def _text(data: bytes, origin: Origin, limits: Limits) -> str | None:
    """The text of a file, or None with the fault noted. What only YAML cannot have may stand in prose."""
    if len(data) <= limits.size and 0 not in data:
        try:
            return data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass  # which byte it is, and where, is found below
    return decoded(data, origin, limits)


def _markdown(text: str | None, origin: Origin, limits: Limits) -> Charter:
    matter = split(text) if text is not None else None
    nothing = Field(None, None, origin)
    if text is None or matter is None:
        if text is not None:
            _note(nothing, why_none(text))
            origin.faults.fatal = True
        return _whole("markdown", nothing, text, None, limits)
    below = prose(text[matter.prose :], matter.first_line, origin.path)
    if below.too_many is not None:
        origin.faults.note("C001", _TOO_MANY, below.too_many.location)
    if matter.empty:
        _note(nothing, EMPTY)
        origin.faults.fatal = True
        return _whole("markdown", nothing, text, below, limits)
    top = read_document(matter.numbered.encode(), origin, limits)
    return _whole("markdown", top, text, below, limits)


def _whole(kind: Kind, top: Field, text: str | None, below: Prose | None, limits: Limits) -> Charter:
    """The charter whose keys stand in `top`, unless something was wrong already that leaves none."""
    faults = top.origin.faults
    if faults.fatal or (_says(top) is not None and not top.format(FORMAT)):
        return _charter(kind, top, {}, no_sheet(faults), text, below)
    record = _record(kind, top)
    answers = record["answers"]
    if isinstance(answers.value, str) and answers.value:
        blank = Field(None, answers.mark, answers.origin, answers.key)
        sheet = shaped(top, record | {"answers": blank}, limits)
        return _charter(kind, top, record, sheet, text, below, answers)
    return _charter(kind, top, record, shaped(top, record, limits), text, below)


def _record(kind: Kind, top: Field) -> dict[str, Field]:
    """The keys of the charter; in Markdown other tools may have theirs beside them."""
    if kind == "yaml" or not isinstance(top.value, dict):
        record = top.mapping(optional=OURS, called="the charter")
    else:
        note_slips(top)
        ours = {name: field for name, field in top.value.items() if name in OURS}
        record = Field(ours, top.mark, top.origin).mapping(optional=OURS)
    if isinstance(top.value, dict):
        note_whole(record, top if kind == "yaml" else Field(None, None, top.origin))
    _check_day(record["review"], "the day of the review")
    _check_plan(record["plan"])
    return record


def _charter(  # noqa: PLR0913, PLR0917 - these are all there is of one
    kind: Kind,
    top: Field,
    record: dict[str, Field],
    sheet: Sheet,
    text: str | None,
    below: Prose | None = None,
    answers_at: Field | None = None,
) -> Charter:
    path, faults = top.origin
    blank = Field(None, top.mark, top.origin)
    review, plan, waivers = [record.get(name, blank) for name in ("review", "plan", "waivers")]
    places = {"top": top, **sheet.places, **record}
    return Charter(
        *(path, kind, sheet, answers_at, below, review, plan, waivers, places, faults),
        texts={path: text or ""},
    )


def _says(top: Field) -> str | None:
    """What a file says that it is; "" where that is no text, None where it says nothing."""
    field = top.value.get("coprod-audit") if isinstance(top.value, dict) else None
    if field is None:
        return None
    return field.value if isinstance(field.value, str) else ""


def _check_plan(field: Field) -> None:
    for item in field.items():
        record = item.mapping("step", optional=("by", "owner"), called="a step of the plan")
        record["step"].text()
        record["owner"].text()
        _check_day(record["by"], "the day of a step")


def _check_day(field: Field, what: str) -> None:
    text = field.text()
    if text and not is_day(text):
        _note(field, f"{what} is {quoted(text)}; write a day that there is, as year-month-day: '2027-05-01'")


def _note(field: Field, message: str) -> None:
    field.note("C001", message)
