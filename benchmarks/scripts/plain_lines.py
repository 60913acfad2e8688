"""Parse each line with orjson and add up the weights of its answers. What a batch over JSON lines is held against.

python plain_lines.py RESPONSES WEIGHTS [SUMMARY]      # with SUMMARY, a line out for each response
"""

import json
import os
import sys
from pathlib import Path

import orjson


def main(responses: str, weights_file: str, summary: str = "") -> None:
    """Score every response; print the sum of the scores."""
    weights = json.loads(Path(weights_file).read_bytes())
    total = 0
    with open(responses, "rb") as lines, open(summary or os.devnull, "w", encoding="utf-8") as out:
        for line in lines:
            response = orjson.loads(line)
            score = 0
            for name, given in response["answers"].items():
                of_it = weights[name]
                if isinstance(given, dict):
                    for row, choice in given.items():
                        score += of_it[row].get(choice, 0)
                else:
                    score += of_it.get(given, 0)
            total += score
            if summary:
                out.write(f"{response['project']['title']},{score}\n")
    print(total)


main(*sys.argv[1:])
