"""Parquet files, some thousand rows at a time. Needs the extra `parquet`; the only room of pyarrow but `judge_table`'s."""

import contextlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import quoted
from coprod_audit.guard import raising
from coprod_audit.table_rows import TableLimits
from coprod_audit.tables import sources
from coprod_audit.tables.cell_texts import text
from coprod_audit.tables.sources import fault
from coprod_audit.tables.squaring import Broken, Raw

_AT_A_TIME = 1_000
_BUFFER = 1 << 16
_DICTIONARY = 8_000_000
_NEVER_TOO_MUCH = 1_000_000


class _Bytes(str):
    """Stands for bytes that are no text."""

    __slots__ = ()


@contextlib.contextmanager
def opened(path: Path, limits: TableLimits) -> Iterator[Iterator[Raw | Broken]]:
    """The names of the columns as the first row, then the rows, numbered from 1. Raises InputError (S004, S010)."""
    try:
        import pyarrow as pa  # noqa: F401 - so that what is missing is told before the file is looked at
    except ImportError:
        way_out = "pip install 'coprod-audit[parquet]'"
        raise UsageError(f"reading {path.suffix} files needs an extra: {way_out}") from None
    with sources.descriptor(path) as file:
        with _told(path):
            found = _file(file)
            names = [str(name) for name in found.schema_arrow.names]
            swollen = _swollen(found.metadata, limits.ratio)
        if len(names) > limits.columns:
            advice = raising("columns", limits.columns, len(names))
            message = f"it has {len(names):,} columns, and at most {limits.columns:,} are read; {advice}"
            raise fault("S004", path, message)
        if swollen:
            ratio = f"more than {limits.ratio} times as large as it is packed"
            message = f"its column {quoted(swollen)} unpacks to {ratio}; write it again as CSV"
            raise fault("S010", path, f"{message}, or {raising('ratio', limits.ratio, limits.ratio + 1)}")
        yield chain([Raw(0, names, closely=True)], _rows(found, path))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise InputError for whatever the library raises."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a stranger's bytes may bring about anything (threat model, P4)
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        message = f"the file cannot be read as Parquet ({show(reason)}); write it again"
        raise fault("S010", path, message) from None


def _file(file: int) -> Any:
    """The open file. Texts of small columns are left in their dictionaries: one repeated a million times stays one."""
    from pyarrow import PythonFile, parquet, types

    first = parquet.ParquetFile(PythonFile(sources.stream(file)))
    texts = {
        one.name for one in first.schema_arrow if types.is_string(one.type) or types.is_large_string(one.type)
    }
    large = {
        part.path_in_schema for part in _parts(first.metadata) if part.total_uncompressed_size > _DICTIONARY
    }
    source = PythonFile(sources.stream(file))
    repeated = sorted(texts - large)
    return parquet.ParquetFile(source, read_dictionary=repeated, buffer_size=_BUFFER, pre_buffer=False)


def _parts(metadata: Any) -> Iterator[Any]:
    """What the file says of each stretch of each column."""
    for group in range(metadata.num_row_groups):
        found = metadata.row_group(group)
        for column in range(found.num_columns):
            yield found.column(column)


def _swollen(metadata: Any, ratio: int) -> str:
    """The first column that says it unpacks to far more than there is, as what is made to crash readers does."""
    for part in _parts(metadata):
        if part.total_uncompressed_size > max(_NEVER_TOO_MUCH, ratio * part.total_compressed_size):
            return str(part.path_in_schema)
    return ""


def _rows(found: Any, path: Path) -> Iterator[Raw | Broken]:
    with _told(path):
        batches = found.iter_batches(batch_size=_AT_A_TIME, use_threads=False)
    before = 0
    while (rows := _next(batches, path)) is not None:
        for number, cells in enumerate(rows, start=before + 1):
            bad = next((place for place, cell in enumerate(cells) if isinstance(cell, _Bytes)), None)
            if bad is None:
                yield Raw(number, cells, closely=True)
            else:
                reason = "the cell holds bytes that are not UTF-8; write the column as text"
                yield Broken(number, bad, "S018", reason)
        before += len(rows)


def _next(batches: Any, path: Path) -> list[tuple[str, ...]] | None:
    with _told(path):
        batch = next(batches, None)
        return None if batch is None else list(zip(*map(_texts, batch.columns), strict=True))


def _texts(column: Any) -> list[str]:
    """The values of a column as text."""
    from pyarrow import types

    if types.is_dictionary(column.type):
        used = column.indices.unique()
        words = dict(zip(used.to_pylist(), map(_text, column.dictionary.take(used).to_pylist()), strict=True))
        return [words[index] for index in column.indices.to_pylist()]
    return [_text(value) for value in column.to_pylist()]


def _text(value: object) -> str:
    try:
        return text(value)
    except UnicodeDecodeError:
        return _Bytes()
