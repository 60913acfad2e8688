"""coprod-audit tells a project honestly how far it shares power, why, and what to do next.

For scripts, four calls, versioned with the package:

    questionnaire = coprod_audit.read_questionnaire()          # or a name, or a path
    answers = coprod_audit.read_answers("answers.yaml", questionnaire)
    assessment = coprod_audit.assess(questionnaire, answers)
    judged = coprod_audit.judge_table(batch, questionnaire)    # an Arrow record batch in, one out (extra `parquet`)

`read_questionnaire` and `read_answers` raise `InputError`, whose `findings` name every fault with its
file, line and column. `assess` is pure and raises nothing on what they read; only where a questionnaire of
one's own was read with `thorough=False` may it raise `UsageError`, because nobody checked beforehand that it
can be judged. Names load on first use, so that importing the package costs next to nothing.
"""

from coprod_audit._version import VERSION as __version__

# Type checkers take this for True; importing it from typing would double the start of --version.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from coprod_audit.assessment import assess
    from coprod_audit.errors import InputError
    from coprod_audit.loading import read_answers, read_questionnaire
    from coprod_audit.quick.table import judge_table

__all__ = ["InputError", "__version__", "assess", "judge_table", "read_answers", "read_questionnaire"]

_HOMES = {
    "InputError": "errors",
    "assess": "assessment",
    "judge_table": "quick.table",
    "read_answers": "loading",
    "read_questionnaire": "loading",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'coprod_audit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"coprod_audit.{_HOMES[name]}"), name)
