"""Take each row as csv.DictReader gives it and add up the weights of its cells. What a batch over a table is held against.

python plain_rows.py TABLE WEIGHTS [SUMMARY]      # with SUMMARY, a line out for each row
"""

import csv
import json
import os
import sys
from pathlib import Path


def by_column(weights_file: str) -> dict[str, dict[str, int]]:
    """Return the weights of the choices of each column."""
    found: dict[str, dict[str, int]] = {}
    for name, of_it in json.loads(Path(weights_file).read_bytes()).items():
        rows = {row: more for row, more in of_it.items() if isinstance(more, dict)}
        found |= {f"{name}.{row}": more for row, more in rows.items()} or {name: of_it}
    return found


def main(table: str, weights_file: str, summary: str = "") -> None:
    """Score every row; print the sum of the scores."""
    weights = by_column(weights_file)
    total = 0
    with (
        open(table, encoding="utf-8", newline="") as file,
        open(summary or os.devnull, "w", encoding="utf-8") as out,
    ):
        for row in csv.DictReader(file):
            score = 0
            for fact, of_it in weights.items():
                score += of_it.get(row[fact], 0)
            total += score
            if summary:
                out.write(f"{row['title']},{score}\n")
    print(total)


main(*sys.argv[1:])
