"""Text files whose cells are separated by commas, semicolons, tabs or bars."""

import contextlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from coprod_audit.findings import Finding
from coprod_audit.table_rows import TableLimits
from coprod_audit.tables import separators, sources
from coprod_audit.tables.lines import Lines, lines
from coprod_audit.tables.quoting import Rows
from coprod_audit.tables.squaring import Found

_ROW = 20


@contextlib.contextmanager
def opened(path: Path, limits: TableLimits, warn: Callable[[Finding], None]) -> Iterator[Iterator[Found]]:
    """The rows of a text file. Raises InputError (F001 to F005, S003)."""
    longest = _ROW * limits.characters
    with sources.descriptor(path) as file:
        found = lines(sources.pieces(file, path), path, longest, warn)
        yield iter(_rows(found, path, limits.characters, longest))


def _rows(found: Iterator[Lines], path: Path, cell: int, longest: int) -> Rows:
    """The rows behind a line that names the separator, or separated as the first rows show."""
    first = next((some for some in found if some.texts), Lines([]))
    told = separators.told(first.texts[0]) if first.texts else ""
    if told:
        first = first._replace(texts=first.texts[1:])
    likely = "\t" if path.suffix.lower() == ".tsv" else ","
    separator = told or separators.found(first.texts, likely=likely)
    line = 2 if told else 1
    return Rows(chain([first], found), separator, longest=longest, cell=cell, line=line)
