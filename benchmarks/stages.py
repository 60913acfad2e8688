"""Where the time of a batch goes, in microseconds a response, stage by stage, in one process.

    python -m benchmarks.stages [LINES]        # 20,000 where no number is given; wants a quiet machine

The stages are those that `Judge.judged` goes through, called here one after the other for each piece. The first pieces
are left out: what is remembered for all responses is found in them.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import coprod_audit
from benchmarks import inputs
from coprod_audit.batch import columns, flat, result_row
from coprod_audit.batching import reading
from coprod_audit.batching.pieces import Piece, pieces
from coprod_audit.inputs import Input
from coprod_audit.portfolio import Counting
from coprod_audit.quick import judging

FIRST = 10
"""So many pieces are left out."""


class Stages:
    """Adds up how long each stage took, and over how many responses."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def took(self, stage: str, do: Callable[[], Any]) -> Any:
        """Do it, and return what it came to."""
        began = time.process_time()
        done = do()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began
        return done


def carry_out(piece: Piece, stages: Stages, tools: Any) -> int:
    """Take one piece through all stages; return how many responses it has."""
    expected, judge, questionnaire, results, long = tools
    held = stages.took("parse JSON", lambda: [reading.parsed(text) for text in piece.lines])
    marks = stages.took(
        "count marks, against keys that stand twice", lambda: [*map(reading.marks, piece.lines)]
    )
    rows = range(piece.first, piece.first + len(held))
    responses = stages.took(
        "check, and pack the answers into bytes",
        lambda: [
            flat.response(one, count, expected, piece.file, row)
            for one, count, row in zip(held, marks, rows, strict=True)
        ],
    )
    shorts = stages.took("judge", lambda: judge.shorts(responses))
    counting = Counting(questionnaire)
    stages.took("count for the portfolio", lambda: counting.add_all(responses, shorts))
    stages.took("results.jsonl", lambda: "".join(map(result_row.line, responses, shorts)))
    stages.took("results.csv", lambda: "".join(map(results.line, responses, shorts)))
    stages.took("answers-long.csv", lambda: "".join(map(long.lines, responses)))
    return len(responses)


def cut(path: Any, stages: Stages) -> Iterator[Piece]:
    """The pieces of a file of lines."""
    coming = pieces([Input(path.name, path, "lines")], bytes(16))
    while (piece := stages.took("read, cut, and take the digest", lambda: next(coming, None))) is not None:
        yield piece


def main() -> None:
    """Measure, and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    inputs.given(str(count) + ".jsonl")
    questionnaire = coprod_audit.read_questionnaire(thorough=False)
    tools = (
        flat.flat_of(questionnaire),
        judging(questionnaire),
        questionnaire,
        columns.results_of(questionnaire),
        columns.Long(questionnaire),
    )
    stages, responses = Stages(), 0
    for number, piece in enumerate(cut(inputs.lines(count), stages)):
        if number == FIRST:
            stages.seconds, responses = dict.fromkeys(stages.seconds, 0.0), 0
        responses += carry_out(piece, stages, tools)
    print("| stage | microseconds a response |\n| --- | ---: |")
    for stage, seconds in stages.seconds.items():
        print(f"| {stage} | {seconds / responses * 1e6:.1f} |")
    print(f"| all of these | {sum(stages.seconds.values()) / responses * 1e6:.1f} |")


if __name__ == "__main__":
    main()
