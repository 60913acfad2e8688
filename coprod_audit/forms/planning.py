"""Lays a map over the head of a table: which column stands where, and what of the two does not fit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coprod_audit.faults import Faults, listed, quoted
from coprod_audit.findings import Location
from coprod_audit.forms.applying import Applier, Columns, OfFact, side_by_side
from coprod_audit.forms.cells import Details, known_answers
from coprod_audit.forms.form_map import Column, FormMap
from coprod_audit.forms.rows_in_a_cell import rows_in_a_cell
from coprod_audit.forms.shapes import Shape, shape_of
from coprod_audit.forms.targets import Target, known_targets
from coprod_audit.forms.texts import nearest, plainly
from coprod_audit.forms.ticks_in_a_cell import ticks_in_a_cell
from coprod_audit.forms.wordings import wordings
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import Head

_NEAREST_SOUGHT = 20


class _Placed(NamedTuple):
    place: int
    target: Target


def plan(form_map: FormMap, head: Head, questionnaire: Questionnaire) -> Applier:
    """The map laid over a table. Raises `InputError` where a column that it names is not there, or none is a question."""
    faults = Faults()
    _check_header_rows(form_map, head, faults)
    shape = form_map.shape or shape_of(head)
    placed = _placed(form_map, head, faults)
    _note_unnamed(head, {one.place for one in placed}, shape, questionnaire, faults)
    if not any(one.target.kind in {"fact", "table"} for one in placed) and not faults.fatal:
        message = "no column of the table is a question, so there is nothing to judge; 'coprod-audit batch --draft-map' drafts a map from it"
        faults.note("M013", message, Location(head.file))
    faults.stop()
    absent = shape.absent if shape else ()
    complete = shape.unfinished.finished if shape and shape.unfinished else frozenset[str]()
    return Applier(
        *(questionnaire, head.columns, _columns(placed, form_map, questionnaire, absent)),
        details=Details(questionnaire, form_map.answers, form_map.dates),
        defaults=form_map.defaults,
        complete=complete,
        finished=_finished(head, shape),
        findings=faults.warnings,
    )


def _check_header_rows(form_map: FormMap, head: Head, faults: Faults) -> None:
    """M015 where more rows are to be headers than there are, so that no response is left."""
    wanted, there = form_map.skip_rows or 0, len(head.more)
    if wanted > there:
        have = "1 row" if there == 1 else f"{there} rows"
        message = f"'skip-rows' is {wanted}, and {head.file} has only {have} below the first that can be read; write how many of them are headers, or take the line out"
        faults.note("M015", message, Location(form_map.path))


def _placed(form_map: FormMap, head: Head, faults: Faults) -> list[_Placed]:
    """Where each column of the map stands. M003 for one that is not there, M004 for one that is there twice."""
    exact: dict[str, list[int]] = {}
    plain: dict[str, list[int]] = {}
    for place, header in enumerate(head.columns):
        exact.setdefault(header, []).append(place)
        plain.setdefault(plainly(header), []).append(place)
    placed: list[_Placed] = []
    for column in form_map.columns:
        if column.number is not None:
            places = [column.number - 1] if column.number <= len(head.columns) else []
        else:
            places = exact.get(column.header) or plain.get(plainly(column.header), [])
        if len(places) == 1:
            placed.append(_Placed(places[0], column.target))
        elif column.target.kind != "ignored":
            faults.fatal = True
            _note_misplaced(column, places, head, faults)
        else:
            placed += [_Placed(place, column.target) for place in places]
    _note_named_twice(form_map, placed, head, faults)
    return placed


def _note_misplaced(column: Column, places: Sequence[int], head: Head, faults: Faults) -> None:
    if places:
        numbers = listed([f"'column {place + 1}'" for place in places])
        message = f"{len(places)} columns of {head.file} are called {column.named}; name each by its number instead: {numbers}"
        faults.note("M004", message, column.at)
    elif column.number is not None:
        message = f"{column.named} of {head.file}, which has {len(head.columns)}; correct the number, or take the line out"
        faults.note("M003", message, column.at)
    else:
        near = nearest(column.header, head.columns)
        hint = f", the nearest is {quoted(near)}" if near else ""
        message = f"no column of {head.file} is called {column.named}{hint}; write the header as it is exported, or take the line out"
        faults.note("M003", message, column.at)


def _note_named_twice(form_map: FormMap, placed: list[_Placed], head: Head, faults: Faults) -> None:
    """M004 for a column that the map names by its header and by its number, as two different things."""
    named: dict[int, Target] = {}
    for place, target in placed:
        other = named.setdefault(place, target)
        if other != target:
            faults.fatal = True
            header = head.columns[place]
            message = f"column {place + 1} of {head.file}, {quoted(header)}, is named twice, as {other.written} and as {target.written}; keep one"
            faults.note("M004", message, Location(form_map.path))


def _note_unnamed(
    head: Head, named: set[int], shape: Shape | None, questionnaire: Questionnaire, faults: Faults
) -> None:
    """M011, once for the table: columns that the map does not name, and that are not the tool's own."""
    left = [
        (place, header)
        for place, header in enumerate(head.columns)
        if place not in named and not (shape and shape.is_own(header, place))
    ]
    if not left:
        return
    said = listed(list(_unnamed(left, questionnaire)))
    one = len(left) == 1
    many = "1 column is" if one else f"{len(left):,} columns are"
    message = f"{many} left out, because nothing says what {'it is' if one else 'they are'}: {said}; name {'it' if one else 'each'} in the map, as 'ignored' where it is not needed"
    faults.note("M011", message, Location(head.file), "warning")


def _unnamed(left: Sequence[tuple[int, str]], questionnaire: Questionnaire) -> Iterator[str]:
    names = {name: name for name in known_targets(questionnaire)}
    for fact, wording in wordings(questionnaire).items():
        names.update(dict.fromkeys(wording.questions, fact.partition(".")[0]))
    for number, (place, header) in enumerate(left):
        near = nearest(header, names) if number < _NEAREST_SOUGHT else ""
        hint = f", the nearest is {names[near]}" if near else ""
        yield f"{quoted(header)} (column {place + 1}{hint})" if header.strip() else f"column {place + 1}"


def _columns(
    placed: Sequence[_Placed], form_map: FormMap, questionnaire: Questionnaire, absent: tuple[str, ...]
) -> Columns:
    """What stands where; answers in the order of the questionnaire, so that the order of columns makes no difference."""

    def of(kind: str) -> tuple[tuple[int, str], ...]:
        return tuple([(place, target.name) for place, target in placed if target.kind == kind])

    order = {fact: number for number, fact in enumerate(questionnaire.by_fact)}
    facts = []
    for place, fact in sorted(of("fact"), key=lambda one: order[one[1]]):
        question = questionnaire.question_of(fact)
        known = known_answers(question, fact, form_map.answers, form_map.numbers, absent)
        facts.append(OfFact(place, fact, question, known))
    said = wordings(questionnaire)
    tables = []
    for place, name in of("table"):
        in_a_cell = ticks_in_a_cell if questionnaire.by_id[name].several else rows_in_a_cell
        tables.append((place, in_a_cell(questionnaire.by_id[name], form_map, said, absent)))
    key = of("key")
    return Columns(
        *(side_by_side(tuple(facts)), tuple(tables), of("field"), of("group"), key[0][0] if key else None),
        notes=of("note"),
        evidence=of("evidence"),
    )


def _finished(head: Head, shape: Shape | None) -> int | None:
    """The column that says whether a respondent came to the end."""
    if shape is None or shape.unfinished is None:
        return None
    return next((p for p, header in enumerate(head.columns) if header in shape.unfinished.columns), None)
