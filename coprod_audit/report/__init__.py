"""From the data of a result and a template to text: the only room of jinja2.

A template loops and prints; it decides nothing. It sees plain data and a short list of pure filters, and it can
reach nothing else: no attribute of any Python object, no call but its own macros. Nothing is read here: a function
gives the text of a template by its bare name, and of those that a template includes.

What a template prints is written for Markdown by itself, as if `|md` stood after it: a filter that was forgotten
shows nothing but a backslash too many. `|cell`, `|block`, `|fence` and `|link` write for their places instead.
Text from outside is always a value and never a template (threat model, T1).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import Environment, TemplateModule
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coprod_audit import escapes
from coprod_audit.faults import nearest
from coprod_audit.once import Kept
from coprod_audit.report.reading import Reads, reads
from coprod_audit.report.telling import NAME, fault, one_line
from coprod_audit.template_faults import LONGEST_OUTPUT, TemplateError
from coprod_audit.template_faults import MEGABYTES as MEGABYTES

Source = Callable[[str], str | None]
"""Gives the text of a template by its name; None where there is none. May raise TemplateError."""

_PILED_UP = "\n\n\n"  # what loops that print nothing leave behind
_FILTERS = (
    "batch", "capitalize", "default", "dictsort", "first", "groupby", "indent", "int", "items", "join", "last",
    "length", "list", "lower", "map", "reject", "rejectattr", "replace", "reverse", "select", "selectattr", "slice",
    "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount", "wordwrap",
)  # fmt: skip


_DATA: frozenset[type] = frozenset((dict, Kept))


class Written(str):
    """Text that is already written for its place; everything else is escaped on its way out."""

    __slots__ = ()


def _written(escape: Callable[..., str]) -> Callable[..., Written]:
    def filter_(text: object, *arguments: str) -> Written:
        return Written(escape(str(text), *arguments))

    return filter_


def _finalize(value: object) -> object:
    """Write for Markdown what no filter has written for another place; None prints nothing."""
    if type(value) is str:  # nearly everything that is printed
        return escapes.md(value)
    if isinstance(value, Written | StrictUndefined):
        return value
    return "" if value is None else escapes.md(str(value))


class _Given(BaseLoader):
    """Templates as a source gives them, by bare names alone: no path leads out of wherever it takes them from."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        text = self.source(template) if NAME.fullmatch(template) else None
        if text is None:
            raise TemplateNotFound(template)
        return text, template, lambda: True


_THINGS = _DATA | {list, str, tuple, Written}


class _Room(ImmutableSandboxedEnvironment):
    """The sandbox, stricter than jinja2's: keys of plain data, the loop, and macros are all there is."""

    def __init__(self, source: Source) -> None:
        super().__init__(
            loader=_Given(source),
            undefined=StrictUndefined,
            finalize=_finalize,
            autoescape=False,  # Markdown, not HTML: `_finalize` escapes every value that is printed
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.globals.clear()
        self.filters.clear()
        self.filters.update({name: FILTERS[name] for name in _FILTERS})
        for name in ("md", "cell", "block", "fence", "link"):
            self.filters[name] = _written(getattr(escapes, name))
        self.filters["plain"] = _written(escapes.visible)
        self._reads: dict[str, Reads] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        self._reads[name or ""] = reads(parsed)
        return parsed

    def names_read(self, template: str, above: tuple[str, ...] = ()) -> frozenset[str] | None:
        """The names that a template and those it includes may read; None where they may be any."""
        self.get_template(template)
        names, includes = self._reads[template]
        if includes is None or "result" in names or template in above:
            return None
        below = [self.names_read(one, (*above, template)) for one in includes]
        known = [one for one in below if one is not None]
        return names.union(*known) if len(known) == len(below) else None

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) in _DATA:
            return obj[attribute] if attribute in obj else self._missing(obj, attribute)
        if isinstance(obj, StrictUndefined):
            return obj  # of what is not there, it is the first name that is told
        if isinstance(obj, LoopContext | TemplateModule) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, StrictUndefined):
            return obj
        if type(obj) in _THINGS:
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
    return _Room(source)


def render(data: dict[str, Any], template: str, source: Source) -> str:
    """Return what a template makes of the data of a result; `source` gives its text and those it includes.

    Every key of the data is a name in the template, and `result` is the whole of it. A template is compiled once
    a process for each source. Raises the errors of jinja2, which for what we ship are faults of ours.
    """
    return tidied(_room(source).get_template(template).render(data, result=data))


def names_read(template: str, source: Source) -> frozenset[str] | None:
    """Return the names of the data that a template can come to read, as `render` fills it in; None for any of them.

    Raises the errors of jinja2, as `render` does.
    """
    return _room(source).names_read(template)


def tidied(text: str) -> str:
    """Return the text with no more than one empty line in a row: whose template it was makes no difference."""
    while _PILED_UP in text:
        text = text.replace(_PILED_UP, "\n\n")
    return text


def told_pieces(data: dict[str, Any], template: str, source: Source) -> Iterator[str]:
    """Yield what `render` returns piece by piece, for a template of somebody's own.

    Raises TemplateError, with the template's name and line where they are known, for everything that goes wrong.
    """
    try:
        yield from _pieces(data, template, source)
    except TemplateError:
        raise
    except TemplateSyntaxError as error:
        raise TemplateError("T002", one_line(error), error.filename or "", error.lineno) from None
    except Exception as error:  # noqa: BLE001 - whatever a stranger's template brings about is theirs to mend
        raise fault(error, (*data, "result")) from None


def _pieces(data: dict[str, Any], template: str, source: Source) -> Iterator[str]:
    length = 0
    for piece in _room(source).get_template(template).generate(data, result=data):
        length += len(piece)
        if length > LONGEST_OUTPUT:
            raise TemplateError("T008", "the template writes more than 10 MB; look for a loop inside a loop")
        yield piece


def warm_up() -> None:
    """Fill in a small template, so that nothing has to be imported any more when a stranger's comes."""
    source = (
        "{{ 'd'|wordwrap(9) }}{% for a in b|sort %}{{ loop.index }}{{ a|title }}{{ 'd' }}{% endfor %}{{ c }}"
    )
    with suppress(UndefinedError):
        _room(_nothing).from_string(source).render(b=["x", "y"])


def _nothing(_: str) -> None:
    """The source of no template at all."""
