"""How long judging 100,000 responses takes, against a plain loop that scores the same JSON lines with a dictionary.

    python -m benchmarks.quick [ROUNDS]        # 5 where no number is given; wants a quiet machine, for 3 minutes

Responses are drawn by lot (always the same lots), forty answers each: a project has a level, its answers lie round it,
one in twelve is unknown, and most projects claim and intend something a little above. The loop parses each line and adds
up weights; *judging* parses it likewise and finds everything a batch says of it. Whole processes are measured; then
`judge_table`, in this one, on columns that lie in Arrow memory.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import coprod_audit
from benchmarks.environments import ROOT, WORK, ours_with_extras
from benchmarks.paired import Command, Goal, about, in_turn, rates, table, verdicts
from coprod_audit.batching.pieces import ROWS
from coprod_audit.conditions import UNKNOWN, holds
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.quick import judging
from coprod_audit.quick.table import judge_table
from coprod_audit.responses import Response

RESPONSES = 100_000
LINES = WORK / "responses.jsonl"
GOALS = (Goal("judging", "plain loop", 2.0),)


def write_lines(questionnaire: Questionnaire) -> None:
    """Write the responses anew, one JSON object a line."""
    chance = random.Random(7)  # noqa: S311 - nothing is secret here
    WORK.mkdir(exist_ok=True)
    with LINES.open("w", encoding="utf-8") as file:
        for number in range(RESPONSES):
            file.write(json.dumps(drawn(questionnaire, number, chance)) + "\n")


def drawn(questionnaire: Questionnaire, number: int, chance: random.Random) -> dict[str, Any]:
    """Return one response."""
    level = chance.gauss(0.5, 0.2)
    facts: dict[str, str] = {}
    for question in questionnaire.questions:
        when = dict(question.row_when)
        for fact in question.facts:
            row = fact.partition(".")[2]
            if row not in when or holds(when[row], facts) is True:
                facts[fact] = _answer(question, level, chance)
    return {
        "project": {"title": f"Project {number}", "unit": f"Decisions of a council about service {number}"},
        "people": chance.choice((True, False, False, None)),
        "claims": _rung(questionnaire, level + 0.15, chance),
        "intends": _rung(questionnaire, level + 0.2, chance),
        "answers": facts,
    }


def _answer(question: Question, level: float, chance: random.Random) -> str:
    ranked = [choice.id for choice in question.choices if choice.rank is not None]
    outside = [choice.id for choice in question.choices if choice.rank is None]
    by_lot = chance.random()
    if by_lot < 0.08:
        return UNKNOWN
    if by_lot < 0.13 and outside:
        return chance.choice(outside)
    return _round(ranked, chance.gauss(level, 0.25))


def _rung(questionnaire: Questionnaire, level: float, chance: random.Random) -> str | None:
    rungs = [rung.id for rung in questionnaire.ladder.rungs]
    return None if chance.random() < 0.1 else _round(rungs, chance.gauss(level, 0.15))


def _round(choices: list[str], level: float) -> str:
    return choices[min(max(round(level * (len(choices) - 1)), 0), len(choices) - 1)]


def responses() -> Iterator[dict[str, Any]]:
    """Parse the lines, one after the other."""
    import orjson

    with LINES.open("rb") as file:
        for line in file:
            yield orjson.loads(line)


def parsing() -> None:
    """Parse, and nothing else."""
    for _ in responses():
        pass


def plain_loop() -> None:
    """Add up the weights of each response's answers."""
    questionnaire = coprod_audit.read_questionnaire(thorough=False)
    weights = {
        fact: {choice.id: place for place, choice in enumerate(question.choices)}
        for fact, (question, _) in questionnaire.by_fact.items()
    }
    scores = []
    for response in responses():
        score = 0
        for fact, choice in response["answers"].items():
            score += weights[fact].get(choice, 0)
        scores.append(score)
    print(sum(scores))


def judge_lines() -> None:
    """Judge the responses, as many together as a batch takes; what is said of them is thrown away."""
    judge = judging(coprod_audit.read_questionnaire(thorough=False))
    found = (
        Response("", 0, {}, "", one["people"], one["claims"], one["intends"], one["answers"])
        for one in responses()
    )
    while together := list(islice(found, ROWS)):
        judge.shorts(together)


def in_columns() -> None:
    """Print how many rows a second `judge_table` judges, as a Markdown table: the best of seven times."""
    import pyarrow as pa

    questionnaire = coprod_audit.read_questionnaire()

    read = list(responses())
    cells: dict[str, Any] = {
        fact: pa.array([one["answers"].get(fact) for one in read]) for fact in questionnaire.by_fact
    }
    cells |= {name: pa.array([one[name] for one in read]) for name in ("claims", "intends")}
    encoded = {name: column.dictionary_encode() for name, column in cells.items()}
    decisive = {name: encoded[name] for name in questionnaire.decisive}
    kinds = {"text": cells, "dictionaries": encoded, "dictionaries, decisive facts alone": decisive}
    lines = ["| `judge_table`, columns of | rows a batch | million rows a second |", "| --- | ---: | ---: |"]
    for kind, columns in kinds.items():
        batch = pa.RecordBatch.from_pydict(columns)
        for size in (100_000, 10_000):
            best = min(_seconds(batch, size, questionnaire) for _ in range(7))
            lines.append(f"| {kind} | {size:,} | {RESPONSES / best / 1e6:.2f} |")
    print("\n".join(lines))


def _seconds(batch: Any, size: int, questionnaire: Questionnaire) -> float:
    began = time.perf_counter()
    for first in range(0, batch.num_rows, size):
        judge_table(batch.slice(first, size), questionnaire)
    return time.perf_counter() - began


COLUMNS = "judge_table"
WAYS: dict[str, Callable[[], None]] = {
    "parsing": parsing,
    "plain loop": plain_loop,
    "judging": judge_lines,
    COLUMNS: in_columns,
}


def main() -> None:
    """Measure, and print the goals and what each way took."""
    if len(sys.argv) > 1 and sys.argv[1] in WAYS:
        WAYS[sys.argv[1]]()
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    python = str(ours_with_extras() / "python")
    write_lines(coprod_audit.read_questionnaire())
    print(about(rounds, f"{RESPONSES:,} responses"), end="\n\n", flush=True)
    commands = [Command(way, (python, "-m", "benchmarks.quick", way)) for way in WAYS if way != COLUMNS]
    runs = in_turn(commands, rounds, ROOT)
    print(
        verdicts(runs, GOALS),
        rates(runs, dict.fromkeys(runs, RESPONSES)),
        table(runs),
        sep="\n\n",
        end="\n\n",
    )
    subprocess.run((python, "-m", "benchmarks.quick", COLUMNS), cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
