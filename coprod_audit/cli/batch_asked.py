"""What was asked for of a batch on the command line, and what that comes to: its map, its inputs, its groups."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from coprod_audit import bytes_of, tables
from coprod_audit.answers import PROJECT_DETAILS
from coprod_audit.cli import batch_telling, limiting, streams
from coprod_audit.errors import CoprodAuditError, UsageError
from coprod_audit.forms import FormMap, native_map, read_map
from coprod_audit.inputs import Given, Input, inputs
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import TableLimits


class Asked(NamedTuple):
    """What was asked for on the command line."""

    named: tuple[str, ...]
    output: Path | None
    form: Path | None = None
    reports: str = "changed"
    full: bool = False
    answers: bool = True
    by: tuple[str, ...] = ()
    min_group: int = 5
    notes: bool = False
    public: bool = False
    template: Path | None = None
    questionnaire: str | None = None
    lenses: tuple[str, ...] = ()
    jobs: int | None = None
    quiet: bool = False
    force: bool = False
    limits: tuple[str, ...] = ()


def form_of(asked: Asked, questionnaire: Questionnaire) -> FormMap | None:
    """The map, if there is one; its warnings are said. Raises InputError."""
    if asked.form is None:
        return None
    data = bytes_of.read_bytes(asked.form, limiting.limits(asked.limits).answers.size, "name another map")
    form, findings = read_map(data, str(asked.form), questionnaire)
    streams.complain_of(findings)
    return form


def given_by(asked: Asked, out: Path, limits: TableLimits) -> Given:
    """The inputs; what is read once or not at all is said. Raises UsageError where there are none."""
    given = inputs(
        _named(asked.named), (out, *filter(None, (asked.form,))), lambda path: _first_sheet(path, limits)
    )
    if not given.inputs:
        batch_telling.led_to_nothing(given.failures)
        raise UsageError("there is nothing to judge; name answer files, folders or tables")
    if not asked.quiet:
        batch_telling.read_once(given.again)
        batch_telling.passed_over(given.passed)
    return given


def _named(names: tuple[str, ...]) -> Iterator[str]:
    """The inputs; - stands for a list on standard input, a name a line."""
    for name in names:
        if name == "-":
            if sys.stdin is None:
                raise UsageError("- stands for a list on standard input, and there is none")
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        else:
            yield name


def _first_sheet(path: Path, limits: TableLimits) -> str:
    """The sheet that a workbook is read from where none is named; "" where it cannot be read, which is told later."""
    from coprod_audit.tables import workbooks

    try:
        return workbooks.first_filled(path, limits)
    except (CoprodAuditError, OSError):
        return ""


def fields_of(
    asked: Asked, given: Given, form: FormMap | None, questionnaire: Questionnaire, limits: TableLimits
) -> tuple[str, ...]:
    """The fields to group by as they are called; one that was named in other letters is said.

    One that fits none stands as it was named: whether there is such a field shows when all has been read.
    """
    known = {"view", *PROJECT_DETAILS}
    if not known.issuperset(asked.by):
        for more in _groups(given.inputs, form, questionnaire, limits):
            known.update(more)
            if known.issuperset(asked.by):
                break
    fields = tuple(dict.fromkeys(_called(one, known) for one in asked.by))
    if not asked.quiet:
        batch_telling.taken_for([(one, _called(one, known)) for one in asked.by])
    return fields


def _groups(
    given: Iterable[Input], form: FormMap | None, questionnaire: Questionnaire, limits: TableLimits
) -> Iterator[set[str]]:
    """The further columns of each table, as the map calls them, or its head."""
    if form is not None:
        yield _further(form)
        return
    for one in given:
        if one.kind == "table":
            try:
                with tables.opened(one.table, limits) as (head, _):
                    yield _further(native_map(head, questionnaire))
            except (CoprodAuditError, OSError):
                continue  # told when it is judged


def _further(form: FormMap) -> set[str]:
    return {column.target.name for column in form.columns if column.target.kind == "group"}


def _called(name: str, known: set[str]) -> str:
    """The one field whose name differs in nothing but capitals, blanks, hyphens and underscores; else the name itself."""
    alike = [one for one in known if _plain(one) == _plain(name)]
    return alike[0] if name not in known and len(alike) == 1 else name


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.casefold())
