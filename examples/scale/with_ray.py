"""Judge a folder of Parquet files with Ray Data, on this machine or on a cluster: with_ray.py IN OUT.

The columns are called as the facts of the questionnaire (`told`, `decisions.money`), with `claims` and `intends`; whatever else is
there passes through. Needs `pip install 'coprod-audit[parquet]' 'ray[data]'`.
"""

import sys

import pyarrow as pa
import ray

from coprod_audit import judge_table, read_questionnaire


class Judge:
    """Made once in each worker: the questionnaire is read there, and what was found out about it is kept."""

    def __init__(self) -> None:
        self._questionnaire = read_questionnaire()

    def __call__(self, table: pa.Table) -> pa.Table:
        """Judge one batch of rows."""
        judged = [judge_table(batch, self._questionnaire) for batch in table.combine_chunks().to_batches()]
        return pa.Table.from_batches(judged)


def main(source: str, target: str) -> None:
    """Read, judge, write."""
    rows = ray.data.read_parquet(source)
    judged = rows.map_batches(
        Judge, batch_format="pyarrow", batch_size=100_000, concurrency=(1, 2), zero_copy_batch=True
    )
    judged.write_parquet(target)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
