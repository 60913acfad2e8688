"""The rows of a table as they come in: its head, its rows, what was torn, and how much is read. Frozen values."""

from typing import Final, NamedTuple


class Head(NamedTuple):
    """The top of a table: `more` are further header rows as they were found (Qualtrics has two)."""

    file: str
    columns: tuple[str, ...]
    more: tuple[tuple[str, ...], ...]


class Row(NamedTuple):
    """A row. `number` is its line, or the sheet's row, 1-based with headers counted; a cell for each column, "" if empty."""

    number: int
    cells: tuple[str, ...]


class Torn(NamedTuple):
    """A row that is no row: too few or too many cells, a broken quote, a bad byte. `code` has a page in the catalogue.

    `column` is its header, or `column 12` where it has none, and "" where no column is to blame.
    """

    number: int
    column: str
    reason: str
    code: str = ""


class TableLimits(NamedTuple):
    """How much of a table is read (threat model, section 5). CSV and Parquet stream and may have any number of rows.

    `characters` a cell (a row of CSV has at most 20 times as many), `columns` a table. The others are a workbook's,
    which is read whole: `rows` and `cells` of a sheet, empty ones within it counted; `size` in bytes, `inflated` what
    they unpack to, and `ratio` the one to the other.
    """

    characters: int = 20_000
    columns: int = 2_000
    rows: int = 100_000
    cells: int = 5_000_000
    size: int = 20_000_000
    inflated: int = 50_000_000
    ratio: int = 100


TABLE_LIMITS: Final = TableLimits()

TABLES_RAISED_BY: Final = {
    "text": "characters",
    "columns": "columns",
    "sheet-rows": "rows",
    "sheet-cells": "cells",
    "workbook": "size",
    "inflated": "inflated",
    "ratio": "ratio",
}
"""What `--limit` calls each limit of a table, and which it is."""
