"""Parquet: the same rows, some thousand at a time."""

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from coprod_audit.errors import InputError, UsageError
from coprod_audit.table_rows import TABLE_LIMITS, Head, Row, Torn
from tests.tables_kit import cells, linux_only, peak, read, refused, text, torn


def written(
    tmp_path: Path, columns: dict[str, object], name: str = "t.parquet", rows: int = 1_000_000
) -> Path:
    """A Parquet file of these columns."""
    path = tmp_path / name
    parquet.write_table(pa.table(columns), path, row_group_size=rows)
    return path


def test_a_parquet_file_has_a_head_and_rows_numbered_from_one(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": [1, 2, None, 4], "'=told": ["nothing", "'=1", None, "'tis"]}, rows=3)
    assert read(path) == (
        Head(path.as_posix(), ("id", "=told"), ()),
        [Row(1, ("1", "nothing")), Row(2, ("2", "=1")), Row(4, ("4", "'tis"))],
        [],
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([3.0, 0.1 + 0.2, float("nan"), None]), ["3", "0.3", "", ""]),
        (pa.array([True, False, None]), ["TRUE", "FALSE", ""]),
        (pa.array([dt.date(2026, 5, 12)]), ["2026-05-12"]),
        (pa.array([dt.time(13, 4)]), ["13:04:00"]),
        (pa.array([1_747_055_045_000, 1_747_008_000_000], pa.timestamp("ms")), ["2025-05-12T13:04:05", "2025-05-12"]),
        (pa.array([1_747_055_045_000], pa.timestamp("ms", tz="UTC")), ["2025-05-12T13:04:05+00:00"]),
        (pa.array([1_500], pa.timestamp("ms")), ["1970-01-01T00:00:01.500000"]),
        (pa.array([5_400], pa.duration("s")), ["1:30:00"]),
        (pa.array([Decimal("1.50")]), ["1.50"]),
        (pa.array([b"Zo\xc3\xab"]), ["Zoë"]),
        (pa.array(["u", "v", "u", None]).dictionary_encode(), ["u", "v", "u", ""]),
        (pa.array(["u", "v"], pa.large_string()), ["u", "v"]),
        (pa.array([["a", "b"], [], None]), ["a;b", "", ""]),
        (pa.array([{"x": 1, "y": [True]}]), ['{"x": "1", "y": "TRUE"}']),
    ],
    ids=str,
)  # fmt: skip
def test_values_are_text_as_in_a_workbook(tmp_path: Path, values: pa.Array, expected: list[str]) -> None:
    path = written(tmp_path, {"id": ["x"] * len(values), "value": values})
    assert [row[1] for row in cells(read(path)[1])] == expected


def test_bytes_that_are_no_text_tear_their_row_alone(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": [1, 2], "note": [b"\xff", b"ok"]})
    assert read(path)[1] == [
        Torn(1, "note", "the cell holds bytes that are not UTF-8; write the column as text", "S018"),
        Row(2, ("2", "ok")),
    ]


def test_a_long_cell_and_too_many_columns_are_told(tmp_path: Path) -> None:
    assert torn(read(written(tmp_path, {"id": [1], "note": ["x" * 20_001]}))[1]) == [(1, "note", "S015")]
    path = written(tmp_path, {f"c{n}": [1] for n in range(4)})
    assert refused(path, TABLE_LIMITS._replace(columns=3)) == (
        "S004",
        "it has 4 columns, and at most 3 are read; raise the limit with --limit columns=6",
    )


@linux_only
def test_a_long_text_repeated_many_times_stays_one(tmp_path: Path) -> None:
    """A thousand rows at a time would be a gigabyte."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 2_000, pa.int32()), pa.array(["x" * 900_000]))
    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"note": column}), path, store_schema=False)
    assert {row.code for row in read(path)[1] if isinstance(row, Torn)} == {"S015"}
    rows, size = peak(path)
    assert (rows, size < 300_000) == ("2000", True)


def test_a_column_that_unpacks_to_far_more_than_there_is_is_refused(tmp_path: Path) -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["x" * 9_000_000]))
    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"note": column}), path, compression="zstd")
    assert refused(path) == (
        "S010",
        (
            "its column 'note' unpacks to more than 100 times as large as it is packed; write it again as CSV, or raise "
            "the limit with --limit ratio=200"
        ),
    )


def test_what_is_no_parquet_file_is_a_sentence(tmp_path: Path) -> None:
    for data in (b"", b"id,told\n", b"PAR1" + b"\xff" * 100 + b"PAR1"):
        code, says = refused(text(tmp_path, data, "t.parquet"))
        assert (code, says.startswith("the file cannot be read as Parquet (")) == ("S010", True)
        assert says.endswith("); write it again")


def test_a_damaged_file_is_read_or_a_sentence_also_in_the_middle(tmp_path: Path) -> None:
    whole = written(tmp_path, {"id": list(range(3_000)), "note": ["a"] * 3_000}, rows=1_000).read_bytes()
    codes: set[str] = set()
    for place in range(4, len(whole), len(whole) // 60):
        damaged = whole[:place] + bytes(byte ^ 0xFF for byte in whole[place : place + 8]) + whole[place + 8 :]
        try:
            read(text(tmp_path, damaged, "damaged.parquet"))
        except InputError as error:
            codes.update(finding.code for finding in error.findings)
    assert codes == {"S010"}


def test_without_the_extra_the_way_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "t.parquet")
    assert str(caught.value) == "reading .parquet files needs an extra: pip install 'coprod-audit[parquet]'"


@linux_only
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def of(rows: int) -> Path:
        columns = {
            "id": list(range(rows)),
            "note": [f"a note {n}" for n in range(rows)],
            "told": ["x"] * rows,
        }
        return written(tmp_path, dict(columns), f"{rows}.parquet", rows=50_000)

    (few, before), (many, after) = peak(of(50_000)), peak(of(400_000))
    assert (few, many) == ("50000", "400000")
    assert after < before * 1.1
