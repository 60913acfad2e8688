"""The questionnaires that ship with the tool, as quickly as they can be had: for the small door, which has no time."""

from coprod_audit.compiled import compiled
from coprod_audit.questionnaire import Questionnaire


def shipped_questionnaire(name: str, *, advice: bool = True) -> Questionnaire:
    """The questionnaire of that name: its compiled copy where it has one, else what its YAML says.

    Without `advice` it may have none, and no stories, which whoever only judges does without. Raises `InputError`
    (F007) where none of that name ships.
    """
    found = compiled(name, advice=advice)
    if found is not None:
        return found
    from coprod_audit.loading import read_shipped

    return read_shipped(name)
