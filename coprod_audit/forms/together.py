"""Many rows under a map at once, column by column: the quick way for rows in which nothing is out of the ordinary.

It takes nothing that `Applier.response` would not take, and makes the same of it. A row that surprises in any of its
cells is left to that, which says what is wrong and where.
"""

from collections.abc import Mapping, Sequence

from coprod_audit.answers import PROJECT_TEXTS, Respondent
from coprod_audit.forms.applying import COUNTED, KEPT, Applier, respondent_of
from coprod_audit.forms.cells import LONGEST, Details
from coprod_audit.forms.texts import tidy
from coprod_audit.quick import Alphabet, Packed
from coprod_audit.responses import Failure, Response
from coprod_audit.table_rows import Row

_Column = Sequence[str]
_TIDIED = frozenset(f"project.{name}" for name in PROJECT_TEXTS if name != "about")
_VIEW, _CLAIMS, _INTENDS = "respondent.view", "project.claims", "project.intends"


def responses(
    applier: Applier, alphabet: Alphabet | None, file: str, rows: Sequence[Row]
) -> list[Response | tuple[Failure, ...]]:
    """The response in each row, or every reason why there is none, as `Applier.response` has them."""
    if alphabet is None or applier.columns.tables or not rows:
        return [applier.response(file, row) for row in rows]
    cells = list(zip(*[row.cells for row in rows], strict=True))
    odd = set[int]()
    facts = _packed(applier, alphabet, cells, odd)
    for place in applier.columns.texts:
        odd.update(_too_long(cells[place]))
    fields = _fields(applier, cells, odd)
    who = _who(fields, len(rows), odd)
    none = (None,) * len(rows)
    claims, intends = ([said or None for said in fields.get(name, none)] for name in (_CLAIMS, _INTENDS))
    projects = _projects(applier, cells, fields, file, rows)
    each = zip(rows, projects, who, claims, intends, facts, strict=True)
    return [
        applier.response(file, row)
        if place in odd
        else Response(file, row.number, project, one.view or "", one.people, claim, intent, given)
        for place, (row, project, one, claim, intent, given) in enumerate(each)
    ]


def _packed(applier: Applier, alphabet: Alphabet, cells: Sequence[_Column], odd: set[int]) -> list[Packed]:
    """The answers of each row; rows with a cell that is not as the map has it are odd."""
    rows = len(cells[0])
    by_fact = dict.fromkeys(alphabet.facts, bytes(rows))
    for place, fact, _, known in applier.columns.facts.columns:
        codes = {text: alphabet.codes[choice or None] for text, choice in known.items()}
        try:
            by_fact[fact] = bytes(map(codes.__getitem__, cells[place]))
        except KeyError:
            odd.update(row for row, cell in enumerate(cells[place]) if cell not in codes)
            by_fact[fact] = bytes([codes.get(cell, 0) for cell in cells[place]])
    together = b"".join(by_fact.values())
    return [Packed(together[row::rows], alphabet) for row in range(rows)]


def _fields(applier: Applier, cells: Sequence[_Column], odd: set[int]) -> dict[str, _Column]:
    """The details of each row by name, "" where nothing is said."""
    rows = len(cells[0])
    fields: dict[str, _Column] = {name: (said,) * rows for name, said in applier.defaults.items()}
    for place, name in applier.columns.fields:
        found = _said(applier.details, name, cells[place], odd)
        usual = applier.defaults.get(name, "")
        fields[name] = [said or usual for said in found] if usual else found
    return fields


def _said(details: Details, name: str, column: _Column, odd: set[int]) -> list[str]:
    known = details.known.get(name)
    if known is not None:
        odd.update(row for row, cell in enumerate(column) if cell not in known)
        return [known.get(cell, "") for cell in column]
    if name in _TIDIED:
        odd.update(_too_long(column))
        return list(map(tidy, column))
    found = [details.value(name, cell) if cell else ("", None) for cell in column]
    odd.update(row for row, (_, reason) in enumerate(found) if reason is not None)
    return [said for said, _ in found]


def _too_long(column: _Column) -> list[int]:
    if max(map(len, column)) <= LONGEST:
        return []
    return [row for row, cell in enumerate(column) if len(cell) > LONGEST]


def _who(fields: Mapping[str, _Column], rows: int, odd: set[int]) -> list[Respondent]:
    """Who answered in each row."""
    names = [name for name in (_VIEW, *COUNTED) if name in fields]
    said = list(zip(*[fields[name] for name in names], strict=True)) if names else [()] * rows
    known = {
        one: respondent_of({n: text for n, text in zip(names, one, strict=True) if text}) for one in set(said)
    }
    odd.update(row for row, one in enumerate(said) if known[one][1] is not None)
    return [known[one][0] for one in said]


def _projects(
    applier: Applier, cells: Sequence[_Column], fields: Mapping[str, _Column], file: str, rows: Sequence[Row]
) -> list[dict[str, str]]:
    """What is kept of each project, by field, with the key that says which rows belong together."""
    kept = [(name, fields[field]) for name, field in KEPT if field in fields]
    kept += [(name, list(map(tidy, cells[place]))) for place, name in applier.columns.groups]
    names = [name for name, _ in kept]
    key = applier.columns.key
    keys = list(map(tidy, cells[key])) if key is not None else [""] * len(rows)
    texts = list(zip(*[column for _, column in kept], strict=True)) if kept else [()] * len(rows)
    projects = [{name: text for name, text in zip(names, said, strict=True) if text} for said in texts]
    for project, own, row in zip(projects, keys, rows, strict=True):
        project["key"] = own or project.get("title", "") or f"{file}:{row.number}"
    return projects
