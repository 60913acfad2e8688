"""From the data of a result and a template to text: the only room of jinja2.

A template loops and prints; it decides nothing. It sees plain data and a short list of pure filters, and it can
reach nothing else: no attribute of any Python object, no call but its own macros. Nothing is read here: a function
gives the text of a template by its bare name, and of those that a template includes.

What a template prints is written for Markdown by itself, as if `|md` stood after it: a filter that was forgotten
shows nothing but a backslash too many. `|cell`, `|block`, `|fence` and `|link` write for their places instead.
Text from outside is always a value and never a template (threat model, T1).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.environment import Environment, TemplateModule
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coprod_audit import escapes
from coprod_audit.faults import nearest
from coprod_audit.template_faults import LONGEST_OUTPUT, MEGABYTES, TemplateError

Source = Callable[[str], str | None]
"""Gives the text of a template by its name; None where there is none. May raise TemplateError."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_PILED_UP = re.compile(r"\n{3,}")  # what loops that print nothing leave behind
_FILTERS = (
    "batch", "capitalize", "default", "dictsort", "first", "groupby", "indent", "int", "items", "join", "last",
    "length", "list", "lower", "map", "reject", "rejectattr", "replace", "reverse", "select", "selectattr", "slice",
    "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount", "wordwrap",
)  # fmt: skip


class Written(str):
    """Text that is already written for its place; everything else is escaped on its way out."""

    __slots__ = ()


def _written(escape: Callable[..., str]) -> Callable[..., Written]:
    def filter_(text: object, *arguments: str) -> Written:
        return Written(escape(str(text), *arguments))

    return filter_


def _finalize(value: object) -> object:
    """Write for Markdown what no filter has written for another place; None prints nothing."""
    if isinstance(value, Written | StrictUndefined):
        return value
    return "" if value is None else Written(escapes.md(str(value)))


class _Given(BaseLoader):
    """Templates as a source gives them, by bare names alone: no path leads out of wherever it takes them from."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        text = self.source(template) if _NAME.fullmatch(template) else None
        if text is None:
            raise TemplateNotFound(template)
        return text, template, lambda: True


class _Room(ImmutableSandboxedEnvironment):
    """The sandbox, stricter than jinja2's: keys of plain data, the loop, and macros are all there is."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, StrictUndefined):
            return obj  # of what is not there, it is the first name that is told
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self._missing(obj, attribute)
        if isinstance(obj, LoopContext | TemplateModule) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, StrictUndefined):
            return obj
        if type(obj) in {dict, list, str, tuple, Written}:
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self._missing(obj, argument)
        return self.unsafe_undefined(obj, str(argument))

    def _missing(self, obj: Any, name: object) -> StrictUndefined:
        there = ", ".join(sorted(map(str, obj))) if isinstance(obj, dict) else f"{len(obj)} of them"
        near = nearest(str(name), [str(key) for key in obj]) if isinstance(obj, dict) else ""
        hint = f"; the nearest is '{near}'" if near else ""
        return StrictUndefined(hint=f"'{name}' is not there (there is: {there}){hint}", name=str(name))

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro | LoopContext | BlockReference)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if isinstance(obj, StrictUndefined):
            str(obj)  # what is not there cannot be called either, and says so in its own words
        result = super().call(context, obj, *args, **kwargs)
        return Written(result) if isinstance(obj, Macro) else result


@lru_cache(maxsize=8)
def _room(source: Source) -> _Room:
    room = _Room(
        loader=_Given(source),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # Markdown, not HTML: `_finalize` escapes every value that is printed
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    room.globals.clear()
    room.filters.clear()
    room.filters.update({name: FILTERS[name] for name in _FILTERS})
    for name in ("md", "cell", "block", "fence", "link"):
        room.filters[name] = _written(getattr(escapes, name))
    room.filters["plain"] = _written(escapes.visible)
    return room


def render(data: dict[str, Any], template: str, source: Source) -> str:
    """Return what a template makes of the data of a result; `source` gives its text and those it includes.

    Every key of the data is a name in the template, and `result` is the whole of it. A template is compiled once
    a process for each source. Raises the errors of jinja2, which for what we ship are faults of ours.
    """
    return tidied(_room(source).get_template(template).render(data, result=data))


def tidied(text: str) -> str:
    """Return the text with no more than one empty line in a row: whose template it was makes no difference."""
    return _PILED_UP.sub("\n\n", text)


def told_pieces(data: dict[str, Any], template: str, source: Source) -> Iterator[str]:
    """Yield what `render` returns piece by piece, for a template of somebody's own.

    Raises TemplateError, with the template's name and line where they are known, for everything that goes wrong.
    """
    try:
        yield from _pieces(data, template, source)
    except TemplateError:
        raise
    except TemplateSyntaxError as error:
        raise TemplateError("T002", _one_line(error), error.filename or "", error.lineno) from None
    except Exception as error:  # noqa: BLE001 - whatever a stranger's template brings about is theirs to mend
        raise _fault(error, (*data, "result")) from None


def _pieces(data: dict[str, Any], template: str, source: Source) -> Iterator[str]:
    length = 0
    for piece in _room(source).get_template(template).generate(data, result=data):
        length += len(piece)
        if length > LONGEST_OUTPUT:
            raise TemplateError("T008", "the template writes more than 10 MB; look for a loop inside a loop")
        yield piece


def _fault(error: Exception, names: tuple[str, ...]) -> TemplateError:
    name, line = _where(error)
    match error:
        case SecurityError():
            code, says = "T004", f"the template reaches for something it may not touch: {_one_line(error)}"
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
        if _NAME.fullmatch(name):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _unknown(error: Exception, names: tuple[str, ...]) -> str:
    said = _one_line(error)
    found = re.match(r"'(\w+)' is undefined", said)
    near = nearest(found[1], names) if found else ""
    return f"{said}; the nearest name is '{near}'" if near else said


def _why(error: Exception) -> str:
    """In the words of jinja2, which are about templates; those of Python would be about the inside of this program."""
    match error:
        case TemplateRuntimeError():
            return _one_line(error)
        case ZeroDivisionError():
            return "something is divided by zero"
        case OverflowError():
            return "a number is too large"
        case _:
            return "a filter, a macro or a sign was given something it cannot work with"


def _one_line(error: Exception) -> str:
    return escapes.show(str(error)).rstrip(".")


def warm_up() -> None:
    """Fill in a small template, so that nothing has to be imported any more when a stranger's comes."""
    source = (
        "{{ 'd'|wordwrap(9) }}{% for a in b|sort %}{{ loop.index }}{{ a|title }}{{ 'd' }}{% endfor %}{{ c }}"
    )
    with suppress(UndefinedError):
        _room(_nothing).from_string(source).render(b=["x", "y"])


def _nothing(_: str) -> None:
    """The source of no template at all."""
