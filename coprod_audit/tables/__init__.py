"""Tables that come in, as streams of rows with their places: CSV in its many forms, workbooks, Parquet.

    with tables.opened("responses.csv") as (head, rows):
        for row in rows: ...                                       # Row, or Torn where it is none

`opening` chooses the reader by the ending, and `squaring` makes rows of what it gives. `decoding`, `lines`,
`separators`, `quoting` and `separated` read text; `packed`, `sheet_scan`, `ods_scan`, `overview` and `workbooks`
workbooks; `parquet` Parquet; `cell_texts` says what a value is as text.
"""

from coprod_audit.tables.opening import is_table, opened

__all__ = ["is_table", "opened"]
