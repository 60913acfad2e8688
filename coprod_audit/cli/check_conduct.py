"""A call of `check` from its words to its exit code."""

import os
from collections.abc import Sequence

from coprod_audit.checked import failed
from coprod_audit.checking import course
from coprod_audit.cli import streams
from coprod_audit.cli.check_front import Asked, asked
from coprod_audit.guard import ANSWERS_LIMITS, QUESTIONNAIRE_LIMITS, Limits

CLEAN, FOUND = 0, 1


def conduct(arguments: Sequence[str], program: str = "coprod-audit check") -> int:
    """Carry out one call and return its exit code. Raises InputError, UsageError and OutputError (exit 2)."""
    wanted = asked(arguments, program)
    if wanted.list:
        from coprod_audit.cli.check_telling import rules

        streams.give(rules())
        return CLEAN
    if wanted.init is not None:
        return _begin(wanted)
    return _check(wanted)


def _begin(wanted: Asked) -> int:
    from coprod_audit.checking.starting import start
    from coprod_audit.cli import clock
    from coprod_audit.loading import read_questionnaire

    name = wanted.flags.get("questionnaire")
    questionnaire = read_questionnaire(str(name) if name else None)
    today = str(wanted.flags.get("today") or clock.today())
    streams.complain(*start(wanted.init or "", wanted.extras, questionnaire=questionnaire, today=today))
    return CLEAN


def _check(wanted: Asked) -> int:
    order = _order(wanted)
    if wanted.show_config:
        from coprod_audit.settings.together import shown

        streams.give(shown(course.ground(order).settled.on(order.clock())))
        return CLEAN
    ran = course.check(order)
    if wanted.write_baseline:
        from coprod_audit.cli.check_baseline import write

        return write(ran, order.folder, accept_new=wanted.accept_new_debt)
    from coprod_audit.cli.check_output import give

    give(ran, os.environ, force=wanted.force)
    return FOUND if failed(ran.report) else CLEAN


def _order(wanted: Asked) -> course.Order:
    answers, questionnaire = _limits(wanted.limits)
    return course.Order(
        flags=wanted.flags,
        environment=os.environ,
        folder=os.getcwd(),
        clock=_clock,
        charter_limits=questionnaire,  # 1 MB, as for a file of a questionnaire
        answers_limits=answers,
        questionnaire_limits=questionnaire,
        config=wanted.config,
        no_config=wanted.no_config,
        writes_baseline=wanted.write_baseline,
    )


def _limits(given: Sequence[str]) -> tuple[Limits, Limits]:
    """The limits on answers, and on questionnaires and charters."""
    if not given:
        return ANSWERS_LIMITS, QUESTIONNAIRE_LIMITS
    from coprod_audit.cli import limiting

    raised = limiting.limits(given)
    return raised.answers, raised.questionnaire


def _clock() -> str:
    from coprod_audit.cli import clock

    return clock.today()
