"""How many responses a second the scripts of examples/scale judge, whole processes, on this machine in local mode.

python -m benchmarks.scale [ROWS]      # a million where no number is given; wants the environment of `make test-scale`
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from coprod_audit import judge_table, read_questionnaire
from tests.batch_kit import drawn_facts

ROOT = Path(__file__).resolve().parent.parent
DRAWN = 20_000
"""So many responses are drawn, and repeated until there are enough."""


def table(rows: int) -> pa.Table:
    """So many responses in columns."""
    random = Random(3)  # noqa: S311 - made-up data, the same every time
    facts = [drawn_facts(random) for _ in range(min(rows, DRAWN))]
    once = pa.table({fact: [one.get(fact) for one in facts] for fact in read_questionnaire().by_fact})
    return pa.concat_tables([once] * -(-rows // once.num_rows)).slice(0, rows).combine_chunks()


def timed(script: str, source: Path, target: Path) -> float:
    """Seconds from the start of a script to its end."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    began = time.monotonic()
    command = [sys.executable, str(ROOT / "examples" / "scale" / script), str(source), str(target)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.monotonic() - began


def main() -> None:
    """Measure, and print rows a second."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        whole = table(rows)
        for part in range(8):
            size = -(-rows // 8)
            pq.write_table(whole.slice(part * size, size), folder / "in" / f"{part}.parquet")
        questionnaire = read_questionnaire()
        began = time.monotonic()
        for batch in whole.to_batches(max_chunksize=100_000):
            judge_table(batch, questionnaire)
        print(f"judge_table alone, in memory: {rows / (time.monotonic() - began):,.0f} rows a second")
        for script in ("with_ray.py", "with_spark.py"):
            seconds = timed(script, folder / "in", folder / script)
            print(
                f"{script}: {seconds:.1f} s for {rows:,} rows, {rows / seconds:,.0f} rows a second, its start included"
            )


if __name__ == "__main__":
    main()
