"""The map of a table that needs none: its headers are addresses, and its cells ids or the words of the questionnaire."""

from coprod_audit.faults import Faults
from coprod_audit.findings import Location
from coprod_audit.forms.form_map import Column, FormMap, note_twice
from coprod_audit.forms.targets import FIELDS, PROJECT_FIELDS, Target, target_of
from coprod_audit.forms.texts import plainly
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import Head

_ALONE = {
    **{name: f"project.{name}" for name in PROJECT_FIELDS},
    "view": "respondent.view",
    "size": "respondent.size",
}


def native_map(head: Head, questionnaire: Questionnaire) -> FormMap:
    """What the headers say by themselves; other columns are left for `plan` to report.

    Raises `InputError` where two columns are the same thing.
    """
    faults, columns = Faults(), []
    for number, header in enumerate(head.columns, start=1):
        target = native_target(header, questionnaire)
        if target is not None:
            columns.append(Column(header, number, target, Location(head.file)))
    note_twice(columns, questionnaire, faults)
    faults.stop()
    return FormMap(head.file, tuple(columns), {}, {})


def native_target(header: str, questionnaire: Questionnaire) -> Target | None:
    """What a column is by its header alone; a detail may go without its first word: `title`, `view`."""
    name = plainly(header)
    if name in questionnaire.by_fact or name in FIELDS:
        return target_of(name, questionnaire)
    if name in _ALONE:  # before a table that is called the same: it can stand in columns of its own
        return Target("field", _ALONE[name])
    if name in questionnaire.by_id:
        return target_of(name, questionnaire)
    if name.startswith("group:"):
        return target_of(f"group:{header.strip().partition(':')[2]}", questionnaire)
    return target_of(name, questionnaire)
