"""Reads lenses, and the matters in which sources disagree. Their conditions speak of answers alone."""

from collections.abc import Mapping
from typing import Final

from coprod_audit.condition_reader import ALWAYS, Scope, read_condition
from coprod_audit.faults import SUGGESTIONS, no_such, quoted
from coprod_audit.fields import Field, few
from coprod_audit.lens import (
    ALL,
    NONE,
    Column,
    Corner,
    Disagreement,
    Drawing,
    Element,
    Idea,
    Lens,
    Side,
    Stage,
    StageGrid,
    TwoByTwo,
)
from coprod_audit.names import Names

_NO_SIDE: Final = Side("", ALWAYS, ())
_CORNERS: Final = ("both", "only-across", "only-up", "neither")
_ALL_ADVICE: Final = "'coprod-audit questionnaire show --advice'"
_ALL_STORIES: Final = "'coprod-audit questionnaire show --stories'"


def read_lens(field: Field, names: Names, scope: Scope) -> Lens:
    """One lens with its elements and its picture."""
    record = field.mapping(
        *("id", "title", "about", "elements"),
        optional=("note", "looks-for", "both-ways", "on-request", "source", "two-by-two", "stages"),
    )
    name = names.new(record["id"], "lens")
    if name in (ALL, NONE):
        record["id"].note("Q001", f"{quoted(name)} is what asks for {name} of them; give the lens another id")
    looks_for = record["looks-for"].choice(
        ("practice", "barriers"), "Q043", "thing that a lens looks for", "there are"
    )
    scope = scope._replace(answers_only=True)
    elements = _some(record["elements"], names.limits.elements, "elements", "elements")
    return Lens(
        id=name,
        title=record["title"].text(),
        about=record["about"].text(),
        note=record["note"].text(),
        looks_for="barriers" if looks_for == "barriers" else "practice",
        both_ways=record["both-ways"].yes(),
        on_request=record["on-request"].yes(),
        elements=tuple([_element(item, name, names, scope) for item in elements]),
        drawing=_drawing(record, name, names, scope),
        source=names.sources(record["source"]),
    )


def _element(field: Field, lens: str, names: Names, scope: Scope) -> Element:
    record = field.mapping(
        *("id", "title", "when", "source"), optional=("part", "means", "partly", "advice", "story", "ideas")
    )
    return Element(
        id=names.new(record["id"], f"element of {lens}"),
        part=record["part"].text(),
        title=record["title"].text(),
        means=record["means"].text(),
        when=read_condition(record["when"], scope),
        partly=None if record["partly"].blank else read_condition(record["partly"], scope),
        advice=_listed(record["advice"], names, "recommendation", "Q038", _ALL_ADVICE),
        story=_listed(record["story"], names, "story", "Q009", _ALL_STORIES),
        ideas=tuple([_idea(item, names) for item in record["ideas"].items()]),
        source=_own_source(record["source"], names),
    )


def _listed(field: Field, names: Names, kind: str, code: str, command: str) -> str | None:
    """An id that the questionnaire has; None for nothing, and with a fault, which ends with how to see them all."""
    found, known, faults = field.text(), names.of(kind), field.origin.faults
    if not found or found in known:
        return found or None
    suggest = len(faults.found) < SUGGESTIONS
    see = f"; see {command}" if known else ""
    field.note(code, f"{no_such(kind, found, known, 'there are', suggest=suggest)}{see}")
    return None


def _own_source(field: Field, names: Names) -> tuple[str, ...]:
    """The source of an element: at least one."""
    if field.value == []:
        message = f'{field.name} is empty; write where this comes from, as in ["000, page 1"]'
        field.note("D021", message, field.key_at)
    return names.sources(field)


def _idea(field: Field, names: Names) -> Idea:
    record = field.mapping("idea", "source")
    return Idea(record["idea"].text(), names.sources(record["source"]))


def _drawing(record: Mapping[str, Field], lens: str, names: Names, scope: Scope) -> Drawing | None:
    two, stages = record["two-by-two"], record["stages"]
    if two.value is None and stages.value is None:
        return None
    if two.value is not None and stages.value is not None:
        stages.note(
            "Q043", "a picture of stages beside one of two directions; keep one of the two", stages.key_at
        )
    return _two_by_two(two, lens, names) if two.value is not None else _stages(stages, names, scope)


def _two_by_two(field: Field, lens: str, names: Names) -> TwoByTwo:
    record = field.mapping("across", "up", *_CORNERS)
    (across, across_label), (up, up_label) = (
        _direction(record[key], lens, names) for key in ("across", "up")
    )
    if across and across == up:
        message = f"both directions are the element {quoted(across)}; name another for one of them"
        record["up"].note("Q043", message, record["up"].key_at)
    return TwoByTwo(across, up, across_label, up_label, *[_corner(record[key]) for key in _CORNERS])


def _direction(field: Field, lens: str, names: Names) -> tuple[str, str]:
    record = field.mapping("element", "label")
    element = names.one(record["element"], f"element of {lens}", "Q038", "this lens has")
    return element, record["label"].text()


def _corner(field: Field) -> Corner:
    record = field.mapping("title", optional=("means",))
    return Corner(record["title"].text(), record["means"].text())


def _stages(field: Field, names: Names, scope: Scope) -> StageGrid:
    record = field.mapping("table", "columns", "lines")
    table = record["table"].choice(scope.tables, "Q038", "table", "there are")
    rows = scope.tables.get(table, ())
    scale = scope.facts[f"{table}.{rows[0]}"].ranks if rows else {}
    taken: dict[str, str] = {}
    columns = _some(record["columns"], names.limits.choices, "choices", "columns of a picture")
    lines = _some(record["lines"], names.limits.rows, "rows", "lines of a picture")
    return StageGrid(
        tuple([_column(item, scale, taken) for item in columns]),
        tuple([_line(item, table, rows) for item in lines]),
    )


def _some(field: Field, most: int, limit: str, what: str) -> list[Field]:
    """The entries of a list that is not empty, and not too long: Q035 for more than so many."""
    return few(_not_empty(field), most, limit, what)


def _not_empty(field: Field) -> list[Field]:
    """The entries of a list. Q043 where it has none."""
    if field.value == []:
        field.note("Q043", f"{field.name} is an empty list; name at least one", field.key_at)
    return field.items()


def _column(field: Field, scale: Mapping[str, int | None], taken: dict[str, str]) -> Column:
    """One column; `taken` are the choices of those before it, each with the title of its column. Q045 for one of these."""
    record = field.mapping("title", "choices")
    title, choices = record["title"].text(), list[str]()
    for item in _not_empty(record["choices"]) if scale else ():
        choice = item.choice(scale, "Q005", "choice", "the table has")
        if choice in taken:
            message = f"{quoted(choice)} stands in the column {quoted(taken[choice])} already; leave it in one of the two"
            item.note("Q045", message)
        elif choice:
            choices.append(choice)
    taken.update(dict.fromkeys(choices, title))
    return Column(title, frozenset(choices))


def _line(field: Field, table: str, rows: tuple[str, ...]) -> Stage:
    record = field.mapping("title", "rows")
    items = _not_empty(record["rows"]) if rows else []
    named = [item.choice(rows, "Q006", "row", "the rows are") for item in items]
    return Stage(record["title"].text(), tuple(dict.fromkeys([f"{table}.{row}" for row in named if row])))


def read_disagreement(field: Field, names: Names, scope: Scope) -> Disagreement:
    """A matter in which sources disagree, with its two sides."""
    record = field.mapping("id", "title", "sides")
    scope = scope._replace(answers_only=True)
    name = names.new(record["id"], "disagreement")
    sides = [_side(item, names, scope) for item in record["sides"].items()]
    if len(sides) != 2 and isinstance(record["sides"].value, list):
        found = "one side" if len(sides) == 1 else f"{len(sides)} sides"
        message = f"a disagreement with {found}; name two, and make another of more"
        record["sides"].note("Q043", message, record["sides"].key_at)
    first, second = (*sides, _NO_SIDE, _NO_SIDE)[:2]
    return Disagreement(name, record["title"].text(), (first, second))


def _side(field: Field, names: Names, scope: Scope) -> Side:
    record = field.mapping("view", "when", optional=("source",))
    return Side(record["view"].text(), read_condition(record["when"], scope), names.sources(record["source"]))
