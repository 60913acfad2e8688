"""Judge a folder of Parquet files with PySpark, on this machine or on a cluster: with_spark.py IN OUT.

The columns are called as the facts of the questionnaire (`told`, `decisions.money`), with `claims` and `intends`; whatever else is
there passes through. Needs `pip install 'coprod-audit[parquet]' pyspark` and Java.
"""

import sys
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

from coprod_audit import judge_table, read_questionnaire

OUT = ("rung", "lowest", "highest", "fault")
DOT = "__"
"""What stands for the dot in `decisions.money` while Spark holds it, which would take it for a part of something."""


def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Judge the batches of one partition; Spark knows no dictionaries, so the rungs go out as plain text."""
    questionnaire = read_questionnaire()
    facts = {fact.replace(".", DOT): fact for fact in questionnaire.by_fact}
    for batch in batches:
        named = batch.rename_columns([facts.get(name, name) for name in batch.schema.names])
        table = pa.Table.from_batches([judge_table(named, questionnaire)])
        plain = pa.schema(
            pa.field(field.name, pa.string() if field.name in OUT else field.type) for field in table.schema
        )
        yield from table.cast(plain).combine_chunks().to_batches()


def main(source: str, target: str) -> None:
    """Read, judge, write."""
    spark = SparkSession.builder.appName("coprod-audit").getOrCreate()
    rows = spark.read.parquet(source)
    facts = read_questionnaire().by_fact
    through = [field for field in rows.schema.fields if field.name not in facts]
    schema = StructType([*through, *(StructField(name, StringType()) for name in OUT)])
    held = rows.toDF(*[name.replace(".", DOT) if name in facts else name for name in rows.columns])
    held.mapInArrow(judged, schema).write.mode("overwrite").parquet(target)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
