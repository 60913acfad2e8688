"""What must hold for a questionnaire as a whole, beyond each entry being right."""

from coprod_audit.names import Names
from coprod_audit.questionnaire import Questionnaire


def check_names(questionnaire: Questionnaire, names: Names) -> None:
    """Note what lacks or is used by nothing."""


def check_reach(questionnaire: Questionnaire, names: Names) -> None:
    """Note what no answers can reach."""
