"""What is wrong with a template of somebody's own, with its code and, where it is known, its place."""

import re

from jinja2 import TemplateNotFound, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from coprod_audit import escapes
from coprod_audit.faults import nearest
from coprod_audit.template_faults import MEGABYTES, TemplateError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
"""What templates are called: only bare names."""


def fault(error: Exception, names: tuple[str, ...]) -> TemplateError:
    """Return what an error says of the template; `names` are those that it could have asked for."""
    name, line = _where(error)
    match error:
        case SecurityError():
            code, says = "T004", f"the template reaches for something it may not touch: {one_line(error)}"
        case UndefinedError():
            code, says = "T003", f"the template asks for what the result has not: {_unknown(error, names)}"
        case TemplateNotFound():
            code, says = (
                "T005",
                f"there is no template '{error.name}' beside this one; only bare names are looked for",
            )
        case MemoryError():
            code, says = "T007", f"the template needs more than {MEGABYTES} MB of memory"
        case RecursionError():
            code, says = "T007", "the template includes or calls itself without end"
        case _:
            code, says = "T009", f"the template fails: {_why(error)}"
    return TemplateError(code, says, name, line)


def _where(error: Exception) -> tuple[str, int]:
    """The innermost line of a template that the error came through: only templates have bare names in a trace."""
    found, trace = ("", 1), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if NAME.fullmatch(name):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _unknown(error: Exception, names: tuple[str, ...]) -> str:
    said = one_line(error)
    found = re.match(r"'(\w+)' is undefined", said)
    near = nearest(found[1], names) if found else ""
    return f"{said}; the nearest name is '{near}'" if near else said


def _why(error: Exception) -> str:
    """In the words of jinja2, which are about templates; those of Python would be about the inside of this program."""
    match error:
        case TemplateRuntimeError():
            return one_line(error)
        case ZeroDivisionError():
            return "something is divided by zero"
        case OverflowError():
            return "a number is too large"
        case _:
            return "a filter, a macro or a sign was given something it cannot work with"


def one_line(error: Exception) -> str:
    """What an error says, on one line."""
    return escapes.show(str(error)).rstrip(".")
