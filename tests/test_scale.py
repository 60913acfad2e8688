"""The same judging under engines that work on many machines, here on one in local mode: the scripts of examples/scale."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coprod_audit import judge_table
from tests.batch_kit import drawn_facts, questionnaire
from tests.conftest import ROOT

SCRIPTS = ROOT / "examples" / "scale"
OUT = ("number", "claims", "rung", "lowest", "highest", "fault")


def written(folder: Path, rows: int) -> pa.Table:
    """Responses in two files, with a number to know them by, and one answer that there is not."""
    random = Random(11)  # noqa: S311 - made-up data, the same every time
    facts = [drawn_facts(random) for _ in range(rows)]
    facts[3]["told"] = "perhaps"
    columns = {fact: [one.get(fact) for one in facts] for fact in questionnaire().by_fact}
    rungs = [rung.id for rung in questionnaire().ladder.rungs]
    table = pa.table(
        {"number": list(range(rows)), "claims": [random.choice(rungs) for _ in range(rows)], **columns}
    )
    folder.mkdir()
    pq.write_table(table.slice(0, rows // 2), folder / "a.parquet")
    pq.write_table(table.slice(rows // 2), folder / "b.parquet")
    return table


def rows_of(table: pa.Table) -> list[tuple[object, ...]]:
    return sorted(zip(*(table.column(name).to_pylist() for name in OUT), strict=True), key=str)


@pytest.mark.scale
@pytest.mark.parametrize(("script", "engine"), [("with_ray.py", "ray"), ("with_spark.py", "pyspark")])
def test_an_engine_judges_every_row_as_the_function_does(script: str, engine: str, tmp_path: Path) -> None:
    pytest.importorskip(engine)
    table = written(tmp_path / "in", 2_000)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / script), str(tmp_path / "in"), str(tmp_path / "out")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    expected = pa.Table.from_batches(
        [judge_table(batch, questionnaire()) for batch in table.combine_chunks().to_batches()]
    )
    assert rows_of(pq.read_table(tmp_path / "out")) == rows_of(expected)
    assert sum(fault == "told" for *_, fault in rows_of(expected)) == 1
