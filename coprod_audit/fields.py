"""Fields: values from a file that know their place, and small readers that note faults instead of raising.

A reader such as `text` or `mapping` hands back what was asked for; where the file holds something else
it notes a fault at the place and hands back an empty value, so that one run reports every fault. What
is absent or blank reads as empty without a word: only `mapping` knows which keys are needed.
"""

import re
from collections.abc import Collection
from typing import Final, Protocol

from coprod_audit.faults import Hush, Known, Origin, quoted
from coprod_audit.findings import Location
from coprod_audit.guard import raising

LOST: Final = "\udfff"
"""Stands for a key that was refused. No file can hold it, and no reader complains of it again."""

_BLANK = (None, "")
_YES = {"yes": True, "no": False}


class Mark(Protocol):
    """A place as the parser gives it: zero-based line and column, in characters."""

    @property
    def line(self) -> int:
        """Lines above it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


class Field:
    """A value and its place. `value` is text, a list of fields, a mapping to fields, or None for nothing.

    `key` is the field of the key where this is the value of a mapping, else None.
    """

    __slots__ = ("key", "mark", "origin", "value")

    def __init__(self, value: "Value", mark: Mark | None, origin: Origin, key: "Field | None" = None) -> None:
        self.value = value
        self.mark = mark
        self.origin = origin
        self.key = key

    @property
    def at(self) -> Location:
        """Where the value begins."""
        if self.mark is None:
            return Location(self.origin.path)
        return Location(self.origin.path, self.mark.line + 1, self.mark.column + 1)

    @property
    def key_at(self) -> Location:
        """Where the key of this value begins, or the value itself where it has none."""
        return self.at if self.key is None else self.key.at

    @property
    def name(self) -> str:
        """The key of this value in quotes, for sentences; "this entry" where it has none."""
        return "this entry" if self.key is None else quoted(str(self.key.value))

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return self.value in _BLANK

    def note(self, code: str, message: str, at: Location | None = None) -> None:
        """Note a fault here, or at another place of the same file."""
        self.origin.faults.note(code, message, at or self.at)

    def format(self, expected: str) -> bool:
        """Whether this, the top of a file, says that it is of this format; D025, and the file counts as unread, if not."""
        found = self.value.get("coprod-audit") if isinstance(self.value, dict) else None
        if found is not None and found.value == expected:
            return True
        if found is None:
            self.note("D025", f"the file does not say what it is; begin it with 'coprod-audit: {expected}'")
        else:
            says = quoted(f"coprod-audit: {found.value if isinstance(found.value, str) else '...'}")
            found.note("D025", f"the file says {says}; what is read here is 'coprod-audit: {expected}'")
        self.origin.faults.fatal = True
        return False

    def text(self) -> str:
        """The text that was typed; "" for nothing. D020 for a list or a mapping."""
        value = self.value
        if isinstance(value, str):
            return value
        self._expect("text")
        return ""

    def items(self) -> list["Field"]:
        """The entries of a list; none for nothing. D020 for anything else, D023 for an entry left empty."""
        if not isinstance(self.value, list):
            self._expect("a list")
            return []
        for item in self.value:
            if item.blank:
                item.note(
                    "D023", f"an empty entry in {self.name}; write something after the dash or take it out"
                )
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The entries of a list of texts."""
        return tuple([item.text() for item in self.items()])

    def entries(self) -> list["Field"]:
        """The values of a mapping whose keys are free, in the order of the file; each knows its `key`."""
        if not isinstance(self.value, dict):
            self._expect("a mapping of keys to values")
            return []
        return [field for name, field in self.value.items() if name != LOST]

    def mapping(self, *needed: str, optional: tuple[str, ...] = (), called: str = "") -> dict[str, "Field"]:
        """The values of a mapping whose keys are fixed; what is absent is there as a blank field.

        D021 for a needed key that lacks or is blank, D022 for a key that is not known.
        """
        value = self.value
        if not isinstance(value, dict):
            self._expect("a mapping of keys to values")
            value, needed, optional = {}, (), (*needed, *optional)
        for name in needed:
            if name not in value or value[name].value in _BLANK:
                self._lacks(name, value.get(name), called or self.name)
        names = (*needed, *optional)
        record = {name: value[name] for name in names if name in value}
        if len(record) < len(value):
            self._unknown(value, names)
        if len(record) < len(names):
            absent = Field(None, self.mark, Origin(self.origin.path, Hush()))
            for name in names:
                record.setdefault(name, absent)
        return record

    def _lacks(self, name: str, there: "Field | None", where: str) -> None:
        if there is None:
            self.note("D021", f"{where} lacks {quoted(name)}; write '{name}: ...'")
        else:
            self.note("D021", f"{quoted(name)} is empty; write something after the colon", there.key_at)

    def _unknown(self, value: "dict[str, Field]", known: tuple[str, ...]) -> None:
        faults = self.origin.faults
        for name, field in value.items():
            if faults.full:
                faults.more += name not in known
            elif name not in known and name != LOST:
                faults.note_no_such("D022", name, Known("key", known, "here stand"), field.key_at)

    def _expect(self, what: str) -> None:
        if self.value is not None:
            self.note("D020", f"{self.name} holds {_kind(self.value)}, where {what} is expected")

    def choice(self, names: Collection[str], code: str, what: str, have: str) -> str:
        """One of the names; "" with a fault of that code for any other."""
        found = self.text()
        if found in names or self.blank:
            return found
        if isinstance(self.value, str):
            self.origin.faults.note_no_such(code, found, Known(what, names, have), self.at)
        return ""

    def number(self, least: int = 0, most: int = 1_000_000) -> int | None:
        """A whole number in these bounds; None for nothing, or with D024 for anything else."""
        found = self.text()
        if re.fullmatch(r"[0-9]{1,9}", found) and least <= int(found) <= most:
            return int(found)
        if found:
            self.note(
                "D024",
                f"{self.name} is {quoted(found)}, where a whole number from {least} to {most:,} is expected",
            )
        return None

    def yes(self) -> bool:
        """Whether `yes` stands here; False for `no` and for nothing, D026 for anything else."""
        found = self.text()
        if found and found not in _YES:
            self.note("D026", f"{self.name} is {quoted(found)}, where 'yes' or 'no' is expected")
        return _YES.get(found, False)


def few(items: list[Field], most: int, limit: str, what: str = "") -> list[Field]:
    """The entries, which may be so many. Q035 for more, and the file counts as unread.

    `limit` is what `--limit` calls this, and `what` the sentence, where that is something else.
    """
    if len(items) > most:
        advice = f"leave some out, or {raising(limit, most, len(items))}"
        message = f"{len(items):,} {what or limit}, and at most {most} are read; {advice}"
        items[most].note("Q035", message)
        items[most].origin.faults.fatal = True
    return items[:most]


Value = str | list[Field] | dict[str, Field] | None


def _kind(value: Value) -> str:
    match value:
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case dict():
            return "a mapping of keys to values"
        case None:
            return "nothing"
