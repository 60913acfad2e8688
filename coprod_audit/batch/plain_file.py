"""An answers file as a response: the short way for what this program writes and most people write, and nothing else.

Whatever surprises is left to the reader that everybody uses (`answers_reader`), which says what is wrong and where. So
what this takes, that reader takes too, and makes the same of it.
"""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

from coprod_audit.answer_sheet import FORMAT, LONG_FORM, is_day
from coprod_audit.answers import PROJECT_DETAILS, VIEWS, Respondent, View
from coprod_audit.batch.flat import Flat
from coprod_audit.batch.plain_lines import NOTHING, Lines, Unusual, empty, lines_of
from coprod_audit.conditions import UNKNOWN
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.once import made_once
from coprod_audit.quick import Alphabet, Packed
from coprod_audit.responses import Response
from coprod_audit.sheet_lines import scalar

_PROJECT = frozenset((*PROJECT_DETAILS, "claims", "intends", "off-the-table", "made-up", "coded-from"))
_RESPONDENT = frozenset(("view", "size", "groups"))
_VIEWS: Mapping[str, View] = {view: view for view in VIEWS}
_GROUPS = frozenset(VIEWS) - {"mixed"}
_LONG = frozenset(LONG_FORM)
_MOST_EVIDENCE = ANSWERS_LIMITS.evidence

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}|1000000")
_ITEM = r"""(?:"[^"\\]+"|(?!(?:null|Null|NULL)[,\]])[^\W_](?:[\w .;()'’&/–-]*[\w.)])?)"""
_ITEMS = re.compile(rf"\[{_ITEM}(?:, {_ITEM})*\]")


class _Line(NamedTuple):
    """What a line among the answers says: the byte for an answer, 0 for none yet, None where the rows of a table begin.

    `place` is that of the fact in the alphabet, and beyond all of them for a table; `rows` are the lines that may follow
    it, a step further in.
    """

    place: int
    code: int | None
    rows: Mapping[str, "_Line"]


class _Several(NamedTuple):
    """A question in which several rows can be ticked: the places of its rows by their names, and what a tick says."""

    rows: Mapping[str, int]
    no_tick: int
    tick: int
    unknown: int


class _Known(NamedTuple):
    """What is looked up in each file: every line that can give an answer, and what may be answered at each place.

    `several` are the questions in which several can be ticked, by the line that such a one begins with.
    """

    alphabet: Alphabet
    tables: int
    written_for: str
    rungs: frozenset[str]
    lines: Mapping[str, _Line]
    possible: Mapping[int, Mapping[str, int]]
    several: Mapping[str, _Several]


def response(data: bytes, file: str, flat: Flat) -> Response | None:
    """The response in an answers file; None where anything in it is out of the ordinary."""
    lines, known = lines_of(data), _known(flat)
    try:
        return None if lines is None or known is None else _response(Lines(lines), file, known)
    except Unusual:
        return None


def _response(lines: Lines, file: str, known: _Known) -> Response:
    if lines.top("coprod-audit") != FORMAT or lines.top("questionnaire") != known.written_for:
        raise Unusual
    if lines.top("project"):
        raise Unusual
    said = lines.record(2, {"off-the-table": lambda *at: _matters(lines, *at)})
    project, claims, intends, off = _project(said, known.rungs)
    if lines.top("respondent"):
        raise Unusual
    said = lines.record(2, {"groups": lambda *at: _groups(lines, *at)})
    view, people = _respondent(said)
    if lines.top("answers"):
        raise Unusual
    return Response(file, 0, project, view, people, claims, intends, _facts(lines, known), off)


def _project(
    said: Mapping[str, Any], rungs: frozenset[str]
) -> tuple[dict[str, str], str | None, str | None, bool | None]:
    """The texts of a project, the rungs it claims and intends, and whether some matter was not open."""
    texts = {name: said[name] for name in PROJECT_DETAILS if said.get(name)}
    claims, intends = said.get("claims") or None, said.get("intends") or None
    if said.keys() - _PROJECT or said.get("made-up", "") not in {"", "yes", "no"}:
        raise Unusual
    if not texts.get("unit", "").strip() or not _is_date(texts.get("date", "")):
        raise Unusual
    if {claims, intends} - {None, *rungs}:
        raise Unusual
    return texts, claims, intends, said.get("off-the-table")


def _matters(lines: Lines, behind: str, indent: int) -> bool | None:
    """Whether there is something off the table; None where that is not said."""
    if behind == "{}":
        return False
    matters = {} if behind else lines.record(indent + 2)
    if behind or not all(matters.values()):
        raise Unusual
    return True if matters else None


def _respondent(said: Mapping[str, Any]) -> tuple[str, bool | None]:
    """Who answered, and whether they are people the matter is for; None where a room does not say who was in it."""
    view, size, groups = _VIEWS.get(said.get("view", "")), str(said.get("size", "")), said.get("groups", {})
    if said.keys() - _RESPONDENT or view is None:
        raise Unusual
    if size == "0" or (size and not _NUMBER.fullmatch(size)):
        raise Unusual
    together = sum(groups.values())
    if groups and (view != "mixed" or not together or (size and int(size) != together)):
        raise Unusual
    return view, Respondent(view, None, tuple(groups.items())).people


def _groups(lines: Lines, behind: str, indent: int) -> dict[str, int]:
    """How many there were of each group."""
    if behind:
        lines.spread(behind, indent)
    groups = lines.record(indent + 2)
    if groups.keys() - _GROUPS or not all(map(_NUMBER.fullmatch, groups.values())):
        raise Unusual
    return {view: int(number) for view, number in groups.items()}


def _facts(lines: Lines, known: _Known) -> Packed:
    """The answers by fact, to the end of the file."""
    left, top, width = lines.left, known.lines, len(known.alphabet.facts)
    codes: list[int | None] = [None] * (width + known.tables)
    rows: Mapping[str, _Line] = {}
    while left:
        line = left.pop()
        found, head, behind = rows.get(line) or top.get(line), line, ""
        if found is None and line.endswith(("]", UNKNOWN)):
            head, _, behind = line.replace(": ", ":: ", 1).partition(": ")
            found = top.get(head) if head in known.several else None
        if found is None:
            if not empty(line):
                lines.spread_line(line)
            continue
        place, code, rows = found
        if codes[place] is not None:
            raise Unusual  # it stands there twice
        if code == 0:
            code = _long(lines, 6 if rows else 4, known.possible[place])
        codes[place] = code or 0
        if code is None and (several := known.several.get(head)):
            rows = {} if _ticks(lines, several, behind, codes) else rows
    return Packed(bytes([code or 0 for code in codes[:width]]), known.alphabet)


def _ticks(lines: Lines, several: _Several, behind: str, codes: list[int | None]) -> bool:
    """Take the rows that are ticked, behind the name of their question or below it; False where rows follow one by one."""
    if not behind and lines.following().startswith(f"{' ' * 4}answer:"):
        said = lines.record(
            4, {"answer": lambda *at: _listed(lines, *at), "evidence": lambda *at: _evidence(lines, *at)}
        )
        if said.keys() - _LONG or not _is_date(said.get("date", "")):
            raise Unusual
        names = said["answer"]
    elif behind or lines.following().startswith(f"{' ' * 4}- "):
        names = _listed(lines, behind, 2)
    else:
        return False
    if not all(name in several.rows for name in names or ()):
        raise Unusual
    codes_of = dict.fromkeys(several.rows.values(), several.unknown if names is None else several.no_tick)
    codes_of |= {several.rows[name]: several.tick for name in names or ()}
    for place, code in codes_of.items():
        codes[place] = code
    return True


def _listed(lines: Lines, behind: str, indent: int) -> list[str] | None:
    """The names in a list, behind a key or below it; None for `unknown`."""
    if behind == UNKNOWN:
        return None
    names = [] if behind else list(lines.items(indent + 2))
    if names or behind[:1] != "[" or behind[-1] != "]":
        if not names:
            raise Unusual
        return names
    return behind[1:-1].split(", ") if behind != "[]" else []


def _long(lines: Lines, indent: int, possible: Mapping[str, int]) -> int:
    """The answer in its long form, where one follows; 0 where none does. Notes and evidence are only looked at."""
    said = lines.record(indent, {"evidence": lambda *at: _evidence(lines, *at)})
    if not said:
        return 0
    if said.keys() - _LONG or said.get("answer") not in possible or not _is_date(said.get("date", "")):
        raise Unusual
    return possible[said["answer"]]


def _evidence(lines: Lines, behind: str, indent: int) -> None:
    """Look at a list of texts, behind its key or below it."""
    if behind and (not _ITEMS.fullmatch(behind) or behind.count(",") >= _MOST_EVIDENCE):
        raise Unusual
    if not behind and sum(1 for _ in lines.items(indent + 2)) > _MOST_EVIDENCE:
        raise Unusual


def _is_date(text: str) -> bool:
    return not text or is_day(text)


@made_once
def _known(flat: Flat) -> _Known | None:
    """What is looked up; None where answers do not fit into bytes."""
    alphabet = flat.alphabet
    if alphabet is None:
        return None
    width, lines, possible = len(alphabet.facts), dict[str, _Line](), dict[int, Mapping[str, int]]()
    codes = {word: code for word, code in alphabet.codes.items() if word is not None}
    for fact, choices in flat.single.items():
        place = alphabet.places[fact]
        possible[place] = {word: codes[word] for word in choices}
        lines |= _answering(2, fact, place, possible[place], {})
    for number, (question, rows) in enumerate(flat.tables.items()):
        below = dict[str, _Line]()
        for row, (fact, choices) in rows.items():
            place = alphabet.places[fact]
            possible[place] = {word: codes[word] for word in choices}
            below |= _answering(4, row, place, possible[place], below)
        lines |= {f"  {name}:": _Line(width + number, None, below) for name in _written(question)}
    several = _several(flat, alphabet.places, codes)
    return _Known(alphabet, len(flat.tables), flat.written_for, flat.rungs, lines, possible, several)


def _several(flat: Flat, places: Mapping[str, int], codes: Mapping[str, int]) -> dict[str, _Several]:
    """The questions in which several can be ticked, by their first line."""
    found = dict[str, _Several]()
    for question, (no_tick, tick) in flat.several.items():
        rows = {
            name: places[fact] for row, (fact, _) in flat.tables[question].items() for name in _written(row)
        }
        one = _Several(rows, codes[no_tick], codes[tick], codes[UNKNOWN])
        found |= {f"  {name}:": one for name in _written(question)}
    return found


def _answering(
    indent: int, name: str, place: int, possible: Mapping[str, int], rows: Mapping[str, _Line]
) -> dict[str, _Line]:
    """Every line that can stand under this name, so far in, with what it says."""
    heads = [f"{' ' * indent}{one}:" for one in _written(name)]
    words = [(word, code) for choice, code in possible.items() for word in _written(choice)]
    said = {f"{head} {word}": _Line(place, code, rows) for head, (word, code) in product(heads, words)}
    return said | {head: _Line(place, 0, rows) for head in heads}


def _written(name: str) -> set[str]:
    """How an id may be written: as this program does, and as it is where that is a text to every reader."""
    return {scalar(name, None)} | ({name} if _ID.fullmatch(name) and name not in NOTHING else set())
