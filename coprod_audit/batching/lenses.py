"""The lenses that a batch shows, as every process has to know them."""

from typing import Final, NamedTuple

from coprod_audit.guard import Limits
from coprod_audit.lens_files import joined
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.questionnaire_reader import SourceFile

_APART: Final = "--"
"""What stands between the name of a report and that of a lens: no report has it in its name, so none is called so."""


class Lenses(NamedTuple):
    """Which are shown (none named where the rule decides), and the files that hold somebody's own."""

    shown: tuple[str, ...] = ()
    files: tuple[SourceFile, ...] = ()

    def beside(self, questionnaire: Questionnaire, limits: Limits) -> Questionnaire:
        """The questionnaire with these lenses. Raises InputError where they cannot be used."""
        return joined(questionnaire, self.files, limits=limits) if self.files else questionnaire


def pictures(questionnaire: Questionnaire) -> dict[str, str]:
    """What the file of each lens that has a picture ends in, after the name of the report."""
    return {lens.id: f"{_APART}{lens.id}.svg" for lens in questionnaire.lenses if lens.drawing is not None}
