"""A drafted map as text: it loads as it is, and every line says how sure it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coprod_audit.forms.draft_answers import (
    LONGEST_KEY,
    Asked,
    answer_lines,
    entry_line,
    numbers_in,
    open_line,
    sayable,
)
from coprod_audit.forms.drafting import CERTAIN, OPEN, Drafted, drafted
from coprod_audit.forms.map_reader import FORMAT
from coprod_audit.forms.shapes import Shape, shape_of
from coprod_audit.forms.texts import plainly
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.sheet_lines import scalar
from coprod_audit.table_rows import Head, Row

_PLACE = re.compile(r"column [0-9]+")
_HOW = (
    "# 'certain': the words are those of the questionnaire. 'to be checked': they are like them; look at the line and",
    "# take the remark away. Where ... stands, nobody can tell: write what it is, or 'ignored' where it is not needed,",
    "# and take the first # away; until then the column is left out, and each run says so.",
)
_DEFAULTS = (
    "# What stands for every row where the table says nothing; without project.unit no rung is printed:",
    "# defaults:",
    "#   project.unit: Decisions of the council about the youth hub, 2025-26",
)


def draft(
    head: Head,
    sample_rows: Iterable[Row],
    questionnaire: Questionnaire,
    others: Sequence[Questionnaire] = (),
) -> str:
    """The text of a map for this table, with a remark on each line of how sure it is. What it says loads as a map.

    The others are the questionnaire in further languages, whose words are looked for as well.
    """
    times = Counter(map(plainly, head.columns))
    columns, shape = drafted(head, sample_rows, questionnaire, others), shape_of(head)
    numbers = numbers_in(columns, questionnaire)
    lines = [
        f"coprod-audit: {FORMAT}",
        f"questionnaire: {questionnaire.id} {questionnaire.version}",
        *_HOW,
        *_form(shape, head),
        *([f"numbers: {numbers}  # to be checked: whether 1 is the lowest or 0"] if numbers != "no" else []),
        "columns:" if any(column.target != OPEN for column in columns) else "columns: {}",
        *[line for column in columns for line in _column(column, times)],
        *answer_lines(columns, Asked(questionnaire, others), numbers, shape.absent if shape else ()),
        *_DEFAULTS,
    ]
    return "\n".join(lines) + "\n"


def _form(shape: Shape | None, head: Head) -> Iterator[str]:
    if shape is not None:
        yield f"form: {shape.id}  # {CERTAIN}"
    if head.more:
        yield f"skip-rows: {len(head.more)}  # {CERTAIN}"
    elif shape is not None and shape.more_rows:
        what = f"{shape.title} writes {shape.more_rows} more rows of headers, which are not here"
        yield f"# skip-rows: {shape.more_rows}  # to be checked: {what}"


def _column(column: Drafted, times: Mapping[str, int]) -> Iterator[str]:
    number = f"column {column.place + 1}"
    header = column.header
    said = (
        header if times[plainly(header)] == 1 and sayable(header) and not _PLACE.fullmatch(header) else number
    )
    more = [] if said == header else [scalar(header[:LONGEST_KEY], None)]
    more += [scalar(column.wording[:LONGEST_KEY], None)] if column.wording else []
    remark = _printable(f"{column.remark} ({'; '.join(more)})" if more else column.remark)
    if column.target == OPEN:
        yield open_line(2, said if len(said) <= LONGEST_KEY else number, remark)
    else:
        yield entry_line(2, said, column.target.written, remark)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
