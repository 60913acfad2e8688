"""A charter together with the file of answers that it names."""

from collections.abc import Iterator
from typing import Any, Final

from coprod_audit.answer_sheet import Sheet, sheet_of
from coprod_audit.answers import Project, Respondent
from coprod_audit.charter.values import Charter
from coprod_audit.documents import no_collecting
from coprod_audit.documents import read as read_document
from coprod_audit.faults import Origin, quoted
from coprod_audit.fields import Field
from coprod_audit.guard import ANSWERS_LIMITS, Limits

_NOT_SAID = (None, False, "", ())

ALIKE: Final = ("questionnaire", "title", "unit", "claims", "intends", "date", "view", "size")
"""What must be the same where both say it; of the rest the charter's own counts."""


def joined(charter: Charter, data: bytes, path: str, limits: Limits = ANSWERS_LIMITS) -> Charter:
    """The charter with the answers of a file, whose faults join its own.

    What only one of the two says, of the project, of those who answered and of the questionnaire, is as it says. Where
    both say it and differ, C001 stands at the charter's. Every place knows which of the two files it is in.
    """
    with no_collecting():
        top = read_document(data, Origin(path, charter.faults), limits)
        theirs = sheet_of(top, limits)
    texts = charter.texts | {path: data[: limits.size].decode("utf-8", "replace").removeprefix("\ufeff")}
    if charter.faults.fatal or not theirs.places:
        return charter._replace(texts=texts)
    for ours, said in _at_odds(charter.sheet, theirs):
        text = ours.text()
        ours.note(
            "C001", f"the charter says {quoted(text)} and {quoted(path)} says {quoted(said)}; make them agree"
        )
    _note_groups(charter.sheet, theirs, path)
    sheet = _together(charter.sheet, theirs)
    places = charter.places | sheet.places | {"answers": charter.places["answers"]}
    return charter._replace(sheet=sheet, places=places, texts=texts)


def _at_odds(ours: Sheet, theirs: Sheet) -> Iterator[tuple[Field, str]]:
    """What the charter says otherwise than its answers, with what those say."""
    for name in ALIKE:
        one, other = ours.places[name], theirs.places[name]
        said, otherwise = _text(one), _text(other)
        if said and otherwise and said.split() != otherwise.split():
            yield one, otherwise


def _text(field: Field) -> str:
    return field.value if isinstance(field.value, str) else ""


def _note_groups(ours: Sheet, theirs: Sheet, path: str) -> None:
    one, other = ours.respondent.groups, theirs.respondent.groups
    if one and other and sorted(one) != sorted(other):
        field = ours.places["groups"]
        field.note(
            "C001", f"the groups here differ from those in {quoted(path)}; make them agree", field.key_at
        )


def _together(ours: Sheet, theirs: Sheet) -> Sheet:
    places = {name: _place(field, theirs.places.get(name)) for name, field in ours.places.items()}
    return Sheet(
        questionnaire=ours.questionnaire or theirs.questionnaire,
        version=ours.version or theirs.version,
        project=Project(*map(_said, ours.project, theirs.project)),
        respondent=Respondent(*map(_said, ours.respondent, theirs.respondent)),
        given=theirs.given,
        set_aside=(*ours.set_aside, *theirs.set_aside),
        again=(*ours.again, *theirs.again),
        places=places | {name: ours.places[name] for name in ("top", "answers")},
        faults=ours.faults,
    )


def _place(ours: Field, theirs: Field | None) -> Field:
    """The field that says something; the charter's where both do, or neither."""
    return theirs if theirs is not None and ours.blank and not theirs.blank else ours


def _said(ours: Any, theirs: Any) -> Any:
    return theirs if ours in _NOT_SAID and theirs is not None else ours
