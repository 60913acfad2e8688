"""From the data of a result and a template to text: the only room of jinja2.

A template loops and prints; it decides nothing. It sees plain data and a short list of pure filters, and it can
reach nothing else: no attribute of any Python object, no call but its own macros, no file but those beside it.

What a template prints is written for Markdown by itself, as if `|md` stood after it: a filter that was forgotten
shows nothing but a backslash too many. `|cell`, `|block`, `|fence` and `|link` write for their places instead.
Text from outside is always a value and never a template (threat model, T1).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.environment import Environment, TemplateModule
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coprod_audit import escapes
from coprod_audit.template_faults import LONGEST_OUTPUT, LONGEST_TEMPLATE, TemplateError

_PACKAGE = Path(__file__).resolve().parent
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
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


class _OneFolder(BaseLoader):
    """Templates of one folder: no path, no link out of it, nothing but plain files of a bounded size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self.folder / template
        if not _NAME.fullmatch(template) or path.is_symlink() or not path.is_file():
            raise TemplateNotFound(template)
        raw = path.read_bytes()
        if len(raw) > LONGEST_TEMPLATE:
            raise TemplateError("T001", f"{template} is larger than 1 MB", str(path))
        try:
            return raw.decode("utf-8-sig"), str(path), lambda: True
        except UnicodeDecodeError:
            raise TemplateError("T001", f"{template} is not UTF-8 text", str(path)) from None


class _Room(ImmutableSandboxedEnvironment):
    """The sandbox, stricter than jinja2's: keys of plain data, the loop, and macros are all there is."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext | TemplateModule) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) in {dict, list, str, tuple, Written}:
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=argument)
        return self.unsafe_undefined(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro | LoopContext | BlockReference)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        result = super().call(context, obj, *args, **kwargs)
        return Written(result) if isinstance(obj, Macro) else result


@lru_cache(maxsize=8)
def _room(folder: Path) -> _Room:
    room = _Room(
        loader=_OneFolder(folder),
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


def render(data: dict[str, Any], template: str = "audit.md.j2", folder: Path | None = None) -> str:
    """Return what a template of the folder (by default: of those we ship) makes of the data of a result.

    Every key of the data is a name in the template, and `result` is the whole of it. A template is compiled once
    a process. Raises the errors of jinja2, which for what we ship are faults of ours.
    """
    found = _room(folder or _shipped()).get_template(template)
    return found.render(data, result=data)


def pieces(data: dict[str, Any], template: str, folder: Path) -> Iterator[str]:
    """Yield what `render` returns piece by piece, and stop with a TemplateError where it grows too long."""
    length = 0
    for piece in _room(folder).get_template(template).generate(data, result=data):
        length += len(piece)
        if length > LONGEST_OUTPUT:
            raise TemplateError("T008", "the template writes more than 10 MB")
        yield piece


@lru_cache(maxsize=1)
def _shipped() -> Path:
    inside = _PACKAGE / "templates"  # as a wheel installs it; in a checkout it lies beside the package
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"
