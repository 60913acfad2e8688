"""YAML by its parser, fields out: the only room that knows PyYAML.

Events of the parser are guarded and turned into fields one by one, so nothing is composed before it is
known to be harmless: no aliases, tags, merge keys or second document, nesting and size within limits.
Every scalar stays the text that was typed (YAML 1.2 core): `no` is not false, `12:30` not a number.
"""

import re
from collections.abc import Callable
from typing import Any, Final

import yaml

from coprod_audit.faults import Origin, quoted
from coprod_audit.fields import LOST, Field, Mark
from coprod_audit.findings import Location
from coprod_audit.guard import Limits, raising
from coprod_audit.syntax import note_syntax, refuse_directive

_SURROGATE = "[\ud800-\udfff]"  # compiled when it is first needed
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_Event = Any  # yaml's event classes carry no types of their own


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """The parser that is always there: slower, with equal results (property test)."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


class _Refused(Exception):  # noqa: N818 - not an error of ours: it only ends the reading, the fault is noted
    """The rest of the file is not looked at."""


def _fast_parser() -> Callable[[str], Any]:
    try:
        from yaml import cyaml
    except ImportError:  # PyYAML was installed without libyaml
        return _PureParser
    return vars(cyaml)["CParser"]  # type: ignore[no-any-return] # its module does not say what it exports


PURE_PARSER: Final[Callable[[str], Any]] = _PureParser
PARSER: Final = _fast_parser()


def composed(text: str, origin: Origin, limits: Limits, parser: Callable[[str], Any] = PARSER) -> Field:
    """The top field of a text that has passed the guard, the faults noted in `origin`; a blank field where nothing can be read."""
    nothing = Field(None, None, origin)
    if refuse_directive(text, origin):
        return nothing
    builder = _Builder(origin, limits)
    try:
        builder.build(parser(text))
    except _Refused:
        origin.faults.fatal = True
        return nothing
    except yaml.MarkedYAMLError as error:
        note_syntax(str(error.problem or error.context), error.context_mark, error.problem_mark, text, origin)
        return nothing
    except Exception as error:  # noqa: BLE001 - whatever a library raises is a fault of the file (P4)
        message = f"the YAML reader gave up ({type(error).__name__}); simplify the file around its end"
        Field(None, builder.last, origin).note("D006", message)
        origin.faults.fatal = True
        return nothing
    if builder.top is None or builder.top.value is None:
        origin.faults.note("D015", "the file is empty", Location(origin.path))
        origin.faults.fatal = True
    return builder.top or nothing


class _Builder:
    """Builds fields from guarded events. `container` is the open list or mapping, `key` the key just read."""

    def __init__(self, origin: Origin, limits: Limits) -> None:
        self.origin = origin
        self.limits = limits
        self.characters = limits.characters
        self.top: Field | None = None
        self.container: list[Field] | dict[str, Field] = []
        self.key: Field | None = None
        self.open: list[tuple[list[Field] | dict[str, Field], Field | None]] = []
        self.nodes = 0
        self.documents = 0
        self.last: Mark | None = None

    def build(self, parser: Any) -> None:
        """Take the events to the end. Raises `_Refused` where the rest must not be looked at."""
        take: dict[type, Callable[[_Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: _pass,
            yaml.StreamStartEvent: _pass,
            yaml.StreamEndEvent: _pass,
        }
        root = self.container
        next_event = parser.get_event
        while (event := next_event()) is not None:
            take[type(event)](event)
        self.top = root[0] if isinstance(root, list) and root else None

    def _scalar(self, event: _Event) -> None:
        value, mark = event.value, event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        if len(value) > self.characters:
            self._note("D009", _too_long(len(value), self.characters), mark)
        if event.implicit[0]:
            if len(value) < 5:
                value = self._plain(value, mark)
        elif not value.isascii() and re.search(_SURROGATE, value):
            self._note("D002", "half a character (a surrogate); write the whole character", mark)
        container, key = self.container, self.key
        field = Field(value, mark, self.origin, key)
        if self.nodes >= self.limits.nodes:
            self._put(field)
        elif key is not None:  # as `_put` does it, without the calls: nearly all texts are a key or its value
            self.nodes += 1
            self.last, self.key = mark, None
            container[key.value] = field  # type: ignore[index, call-overload] # only a mapping has keys
        elif value and type(container) is dict and value not in container:
            self.nodes += 1
            self.last, self.key = mark, field
        else:
            self._put(field)

    def _plain(self, value: str, mark: Mark) -> str | None:
        """A short text without quotes: nothing, a merge key, or what it is."""
        if value in _NOTHING:
            return None
        if value == "<<" and self.key is None and type(self.container) is dict:
            self._note("D012", "a merge key ('<<'); write the keys out", mark)
            return LOST
        return value

    def _list(self, event: _Event) -> None:
        self._start(event, [])

    def _mapping(self, event: _Event) -> None:
        self._start(event, {})

    def _start(self, event: _Event, value: list[Field] | dict[str, Field]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        if len(self.open) >= self.limits.depth:
            deep = self.limits.depth
            message = f"nested more than {deep} deep; flatten it, or {raising('depth', deep, deep + 1)}"
            self._note("D007", message, event.start_mark)
            raise _Refused
        self._put(Field(value, event.start_mark, self.origin))
        self.open.append((self.container, self.key))
        self.container, self.key = value, None

    def _end(self, _: _Event) -> None:
        self.container, self.key = self.open.pop()

    def _put(self, field: Field) -> None:
        self.nodes += 1
        self.last = field.mark
        if self.nodes > self.limits.nodes:
            most = self.limits.nodes
            message = f"more than {most:,} values; split the file, or {raising('nodes', most, self.nodes)}"
            self._note("D008", message, field.mark)
            raise _Refused
        container = self.container
        if isinstance(container, list):
            container.append(field)
        elif self.key is None:
            self.key = self._as_key(field, container)
        else:
            field.key = key = self.key
            self.key = None
            container[key.value] = field  # type: ignore[index] # a key is a text: `_as_key` sees to it

    def _as_key(self, field: Field, mapping: dict[str, Field]) -> Field:
        name = field.value
        if not isinstance(name, str) or not name:
            self._note("D016", "a key that is not a text; write a name before the colon", field.mark)
            return Field(LOST, field.mark, self.origin)
        if name in mapping and name != LOST:
            first = mapping[name].key_at
            where = f"it stood in line {first.line}, column {first.column}, so keep one"
            self._note("D014", f"the key {quoted(name)} stands here again; {where}", field.mark)
        return field

    def _alias(self, event: _Event) -> None:
        self._note(
            "D010",
            f"an alias ({quoted('*' + event.anchor)}); write out what it stands for, or quote it",
            event.start_mark,
        )
        expecting_key = type(self.container) is dict and self.key is None
        self._put(Field(LOST if expecting_key else None, event.start_mark, self.origin))

    def _decorated(self, event: _Event) -> None:
        if event.anchor is not None:
            message = f"an anchor ({quoted('&' + event.anchor)}); write the text out where it is needed, or quote it"
            self._note("D010", message, event.start_mark)
        if event.tag is not None:
            self._note(
                "D011",
                f"a tag ({quoted(event.tag)}); leave it out, every value is text, or quote it",
                event.start_mark,
            )

    def _document(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._note("D013", "a second document begins here; keep one in a file", event.start_mark)
            raise _Refused

    def _note(self, code: str, message: str, mark: Mark | None) -> None:
        Field(None, mark, self.origin).note(code, message)


def _too_long(length: int, most: int) -> str:
    advice = f"shorten it, or {raising('text', most, length)}"
    return f"a text of {length:,} characters; at most {most:,} are taken, so {advice}"


def _pass(_: _Event) -> None:
    """Take no notice: the event carries nothing."""
