"""Answers into the front matter of a charter. The prose stays byte for byte, and so does every key that is not ours.

What says the same as before stands as it is, down to the single answer, with its comments and blanks; what says
something else is written anew in its place. Whatever comes of it is read back before it is given out.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from coprod_audit.answer_sheet import FORMAT, PARTS
from coprod_audit.charter import reading
from coprod_audit.charter.front_matter import ABSENT, FrontMatter, split, why_none
from coprod_audit.documents import read
from coprod_audit.errors import UsageError
from coprod_audit.faults import Faults, Origin
from coprod_audit.fields import LOST, Field
from coprod_audit.guard import Limits, raising
from coprod_audit.sheet_lines import key

CHARTER: Final = reading.FORMAT

OURS: Final = ("questionnaire", *PARTS)
"""What the interview writes. All other keys belong to whoever wrote them."""

NOT_A_KEY_A_LINE: Final = (
    "the front matter is written in a way that cannot be brought up to date; write each key at the start of a line of "
    "its own, without braces round them, and texts of several lines as '|-'"
)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END_OF_LINE = re.compile(r"\r\n|\r|\n")


def with_answers(data: bytes, text: str, *, limits: Limits = reading.CHARTER_LIMITS) -> bytes:
    """The charter with the answers that `answers_writer.write` made this text of.

    A Markdown file without front matter is given some. Raises UsageError where that cannot be done without harm to
    what is there (front matter that is no YAML, is not closed, or is not written a key a line), or where it comes to more than
    would be read again.
    """
    there = data.decode("utf-8", "surrogateescape")
    given = text.replace(f"coprod-audit: {FORMAT}", f"coprod-audit: {CHARTER}", 1)
    done = _written(there, given, limits).encode("utf-8", "surrogateescape")
    if len(done) > limits.size:
        advice = f"shorten the notes or the prose, or {raising('bytes', limits.size, len(done))}"
        raise UsageError(f"the charter comes to more than {limits.size:,} bytes; {advice}")
    return done


def _written(there: str, given: str, limits: Limits) -> str:
    matter = split(there)
    end = _end_of_line(there)
    if matter is not None:
        return f"{there[: matter.begins]}{_updated(matter, given, end, limits)}{there[matter.ends :]}"
    if why_none(there) != ABSENT:
        raise UsageError(why_none(there))
    mark = "\ufeff" if there.startswith("\ufeff") else ""
    lines = ("---", *_Text(given, limits).ours(), "---")
    return f"{mark}{''.join(line + end for line in lines)}{there.removeprefix(mark)}"


def _end_of_line(text: str) -> str:
    found = _END_OF_LINE.search(text)
    return found.group() if found else "\n"


def _updated(matter: FrontMatter, given: str, end: str, limits: Limits) -> str:
    """The YAML with the new answers: as little as possible changed, or else all that is ours written anew."""
    old, new = _Text(matter.yaml, limits), _Text(given, limits)
    wanted = {name: said for name, said in old.says.items() if name not in OURS} | new.says
    for changes in (_changes(old.block, new.block, old, new, OURS), _all_anew(old, new)):
        yaml = _changed(old.lines, changes, end)
        if _says(yaml, limits) == wanted:
            return yaml
    raise UsageError(NOT_A_KEY_A_LINE)


class _Entry(NamedTuple):
    """A key and its value, in the lines from `first` to before `end`; comments below it are not its own.

    `says` is the value without blanks, None for nothing; `inner` its keys, where it is a mapping written a key a line.
    """

    name: str
    first: int
    end: int
    says: Any
    inner: "_Block | None"


class _Block(NamedTuple):
    """A mapping written a key a line: how far in its keys stand, the line before which a first key would be put."""

    column: int
    top: int
    entries: Mapping[str, _Entry]


class _Text:
    """A YAML text as lines and entries. Raises UsageError where it is not a mapping written a key a line."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.lines: list[str] = _LINE.findall(text)
        top = _read(text, limits)
        if top is None:
            raise UsageError(NOT_A_KEY_A_LINE)
        self.says: dict[str, Any] = _said(top) or {}
        block = _block(top, self.lines, 0, len(self.lines))
        if block is None and top.value is not None:
            raise UsageError(NOT_A_KEY_A_LINE)
        first = next(iter(block.entries.values())).first if block else len(self.lines)
        self.block = block._replace(top=first) if block else _Block(0, first, {})

    def of(self, entry: _Entry, old: int, new: int) -> list[str]:
        """The lines of an entry that stands `old` columns in, as they are where it stands `new` columns in."""
        lines = (line.rstrip("\r\n") for line in self.lines[entry.first : entry.end])
        return [" " * new + line[old:] if line else line for line in lines]

    def ours(self) -> list[str]:
        """The lines of all entries."""
        return [line for entry in self.block.entries.values() for line in self.of(entry, 0, 0)]


def _read(text: str, limits: Limits) -> Field | None:
    """The top of a text, with no value where only comments stand there; None where it cannot be read."""
    faults = Faults()
    top = read(text.encode("utf-8", "surrogateescape"), Origin("", faults), limits)
    empty = top.value is None and all(fault.code == "D015" for fault in faults.found)
    return top if empty or not (faults.fatal or faults.found) else None


def _says(text: str, limits: Limits) -> Any:
    top = _read(text, limits)
    return None if top is None else _said(top)


def _said(field: Field) -> Any:
    """What a value says, without what is blank: None for nothing."""
    match field.value:
        case dict() as found:
            said = {name: inner for name, one in found.items() if (inner := _said(one)) is not None}
            return said if said or not found else None
        case list() as found:
            return [_said(one) for one in found]
        case found:
            return found or None


def _block(field: Field, lines: list[str], top: int, stop: int) -> _Block | None:
    """The mapping that ends before the line `stop`; None for what is not a mapping written a key a line."""
    if not isinstance(field.value, dict) or not field.value or LOST in field.value or field.mark is None:
        return None
    marks = [one.key.mark for one in field.value.values() if one.key is not None and one.key.mark is not None]
    column, begins = marks[0].column, (field.mark.line, field.mark.column)
    if begins != (marks[0].line, column) or any(lines[mark.line][: mark.column].strip() for mark in marks):
        return None
    stops = [*(mark.line for mark in marks[1:]), stop]
    entries = [
        _entry(name, one, lines, (mark.line, below, column))
        for (name, one), mark, below in zip(field.value.items(), marks, stops, strict=True)
    ]
    return _Block(column, top, {entry.name: entry for entry in entries})


def _entry(name: str, field: Field, lines: list[str], at: tuple[int, int, int]) -> _Entry:
    first, stop, column = at
    while stop > first + 1 and _between(lines[stop - 1], column):
        stop -= 1
    return _Entry(name, first, stop, _said(field), _block(field, lines, first + 1, stop))


def _between(line: str, column: int) -> bool:
    """Whether a line below an entry is not its own: blank, or a comment no further in, which no text can hold."""
    words = line.strip()
    return not words or (words.startswith("#") and line.index("#") <= column)


class _Change(NamedTuple):
    """The lines from `first` to before `end` become these."""

    first: int
    end: int
    lines: list[str]


def _changes(
    old: _Block, new: _Block, there: _Text, given: _Text, ours: Collection[str] = ()
) -> Iterator[_Change]:
    """What has to change so that the old says what the new one says; `ours` where not all keys are."""
    at = old.top if old.entries.keys() & new.entries.keys() or not ours else len(there.lines)
    for name, entry in new.entries.items():
        stands = old.entries.get(name)
        lines = given.of(entry, new.column, old.column)
        if stands is None:
            yield _Change(at, at, lines)
            continue
        at = stands.end
        if stands.says == entry.says:
            continue
        if stands.inner and entry.inner:
            yield from _changes(stands.inner, entry.inner, there, given)
        else:
            yield _Change(stands.first, stands.end, lines)
    for name in [name for name in ours or old.entries if name in old.entries and name not in new.entries]:
        yield from _taken_out(old.entries[name], old.column, there.lines)


def _taken_out(entry: _Entry, column: int, lines: list[str]) -> Iterator[_Change]:
    """Nothing where the entry is blank; the bare key where a comment tells of it, else no line at all."""
    if entry.says is not None:
        told = entry.first > 0 and lines[entry.first - 1].lstrip().startswith("#")
        yield _Change(entry.first, entry.end, [f"{' ' * column}{key(entry.name)}:"] if told else [])


def _all_anew(old: _Text, new: _Text) -> Iterator[_Change]:
    """All that is ours goes, and stands at the end as it is now."""
    for entry in old.block.entries.values():
        if entry.name in OURS:
            yield _Change(entry.first, entry.end, [])
    column, bottom = old.block.column, len(old.lines)
    for entry in new.block.entries.values():
        yield _Change(bottom, bottom, new.of(entry, 0, column))


def _changed(lines: list[str], changes: Iterator[_Change], end: str) -> str:
    """The lines with the changes in order of their places; of those at one place, what is put in comes first."""
    done, at = list[str](), 0
    for change in sorted(changes, key=lambda one: one[:2]):
        done += lines[at : change.first]
        done += [line + end for line in change.lines]
        at = change.end
    return "".join([*done, *lines[at:]])
