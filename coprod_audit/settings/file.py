"""Settings from a file: `coprod-audit.toml`, or the table `[tool.coprod-audit]` of a `pyproject.toml`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

from coprod_audit.faults import Faults, Known, quoted
from coprod_audit.settings.toml_places import Path, Place, places
from coprod_audit.settings.toml_text import decoded, parsed
from coprod_audit.settings.values import BY_KEY, OPTIONS, Given, Option, grade
from coprod_audit.spans import Span
from coprod_audit.waivers import KEYS, UNWAIVABLE, Written

Table = Literal["pyproject", "own"]
"""Where in a file the settings stand: in a table of a `pyproject.toml`, or at the top of a file of their own."""

_OUTSIDE: Final = {option.field.replace("_", "-"): option for option in OPTIONS if not option.key}
_WAIVER: Final = (*KEYS, "path")


def read(data: bytes, path: str, table: Table) -> Given | None:
    """The settings in a file; None for a `pyproject.toml` without a table of ours, whatever else is wrong with it.

    Raises InputError with all faults: G003 for what is no TOML, G001 for what nobody knows, others for values.
    """
    if table == "pyproject" and b"coprod-audit" not in data and b"\\u" not in data.lower():
        return None
    faults = Faults()
    text = decoded(data, path, faults)
    record = None if text is None else parsed(text, path, faults)
    faults.stop()
    if text is None or record is None:
        return None
    top: Path = ("tool", "coprod-audit") if table == "pyproject" else ()
    ours = _at(record, top)
    if ours is None:
        return None
    return _Reader(path, places(text, path), faults).settings(ours, top)


def _at(record: Any, path: Path) -> Any:
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record


class _Reader:
    """Turns what TOML holds into values, and notes what is at fault."""

    def __init__(self, path: str, found: Mapping[Path, Place], faults: Faults) -> None:
        self.path = path
        self.found = found
        self.faults = faults
        self.by_shape: Mapping[str, Callable[[Option, Any, Path], object]] = {
            "text": self._text,
            "number": self._number,
            "yes": self._yes,
            "texts": self._texts,
            "levels": self._levels,
            "words": self._words,
            "waivers": self._waivers,
        }

    def settings(self, record: Any, top: Path) -> Given:
        """All that the table holds. Raises InputError with its faults."""
        values: dict[str, object] = {}
        spans: dict[str, Span] = {}
        for key, value, at in self._entries(record, top, "settings"):
            option = BY_KEY.get(key)
            if option is None:
                self._unknown(key, at)
            else:
                values[option.field] = self.by_shape[option.shape](option, value, at)
                spans[option.field] = self._place(at).key
        self.faults.stop()
        return Given(self.path, values, spans)

    def _unknown(self, key: str, at: Path) -> None:
        beside = _OUTSIDE.get(key.replace("_", "-"))
        if beside is None:
            self._no_such("key", key, tuple(BY_KEY), at)
        else:
            message = f"{quoted(key)} is not for a file to say; write {beside.flag} or set {beside.variable}"
            self.faults.note("G004", message, self._place(at).key.location)

    def _no_such(self, what: str, name: str, names: tuple[str, ...], at: Path) -> None:
        known = Known(what, names, "here stand")
        self.faults.note_no_such("G001", name, known, self._place(at).key.location)

    def _place(self, at: Path) -> Place:
        return self.found.get(at) or Place(Span(self.path), Span(self.path))

    def _note(self, code: str, message: str, at: Path) -> None:
        self.faults.note(code, message, self._place(at).value.location)

    def _expect(self, what: str, value: object, at: Path) -> None:
        name = next(key for key in reversed(at) if isinstance(key, str))
        self._note("G002", f"{quoted(name)} holds {_kind(value)}, where {what} is expected", at)

    def _entries(self, value: Any, at: Path, what: str) -> Iterator[tuple[str, Any, Path]]:
        if isinstance(value, dict):
            yield from [(key, one, (*at, key)) for key, one in value.items()]
        else:
            self._expect(f"a table of {what}", value, at)

    def _items(self, value: Any, at: Path, what: str) -> Iterator[tuple[Any, Path]]:
        if isinstance(value, list):
            yield from [(one, (*at, number)) for number, one in enumerate(value)]
        else:
            self._expect(f"a list of {what}", value, at)

    def _text(self, option: Option, value: object, at: Path) -> object:
        if not isinstance(value, str):
            self._expect("a text", value, at)
            return None
        if not value.strip():
            self._note("G006", "an empty text; write something between the quotation marks", at)
        elif option.guarded and _leads_out(value):
            message = f"{quoted(value)} leads out of the folder of this file; name something inside"
            self._note("G005", message, at)
        elif option.field == "output" and "=" in value:
            message = f"{quoted(value)} names a file to write, which is not for a file to say; write --output {value}"
            self._note("G004", message, at)
        else:
            return self._as_read(option.read, value, at)
        return None

    def _as_read(self, read: Callable[[str], object], text: str, at: Path) -> object:
        try:
            return read(text)
        except ValueError as error:
            self._note("G006", str(error), at)
            return None

    def _number(self, option: Option, value: object, at: Path) -> object:
        if isinstance(value, bool) or not isinstance(value, int | str):
            self._expect("a whole number, or 'none'", value, at)
            return None
        return self._as_read(option.read, value if isinstance(value, str) else _digits(value), at)

    def _yes(self, _: Option, value: object, at: Path) -> object:
        if not isinstance(value, bool):
            self._expect("true or false", value, at)
        return value

    def _texts(self, option: Option, value: object, at: Path) -> object:
        return tuple([self._text(option, one, here) for one, here in self._items(value, at, "texts")])

    def _levels(self, option: Option, value: object, at: Path) -> object:
        from coprod_audit.catalogue import CATALOGUE

        codes = tuple([entry.code for entry in CATALOGUE if entry.code.startswith("C")])
        levels = {}
        for code, one, here in self._entries(value, at, "codes"):
            if code not in codes:
                self._no_such("rule", code, codes, here)
            elif code in UNWAIVABLE and one != "error":
                message = f"{code} guards the other rules; its severity can be made 'error' and nothing less"
                self._note("G007", message, here)
            else:
                levels[code] = self._text(option._replace(read=grade), one, here)
        return levels

    def _words(self, option: Option, value: object, at: Path) -> object:
        words = {}
        for name, one, here in self._entries(value, at, "sections"):
            words[name] = self._texts(option, one, here)
        return words

    def _waivers(self, _: Option, value: object, at: Path) -> object:
        return tuple([self._waiver(one, here) for one, here in self._items(value, at, "waivers")])

    def _waiver(self, value: object, at: Path) -> Written:
        said, spans = {}, {}
        for key, one, here in self._entries(value, at, "what a waiver says"):
            if key not in _WAIVER:
                self._no_such("key", key, _WAIVER, here)
            elif (text := _day_or_text(one)) is None:
                self._expect("a text", one, here)
            else:
                said[key], spans[key] = text, self._place(here).value
        return Written(said, spans, self._place(at).value)


def _day_or_text(value: object) -> str | None:
    from datetime import date, datetime

    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str) else None


def _leads_out(text: str) -> bool:
    """Whether a path is absolute or goes up, in the way of any system."""
    parts = text.replace("\\", "/").split("/")
    return parts[0] in {"", "~"} or ".." in parts or parts[0].endswith(":")


def _digits(number: float) -> str:
    """A number for a sentence; of one with very many digits Python tells none."""
    return str(number) if abs(number) < 1e9 else "1000000000 or more"


def _kind(value: object) -> str:
    match value:
        case str():
            return f"the text {quoted(value)}"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {_digits(value)}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a day or a time"
