"""How long whole batches take, each against something plain that reads the same inputs, run in turn with it.

    python -m benchmarks.batch [ROUNDS]        # 3 where no number is given; wants a quiet machine, orjson and 30 minutes

JSON lines and CSV are held against a loop that parses every row and scores it with a dictionary of weights; a thousand
answer files against PyYAML's C parser alone; and two processes against one.
"""

import csv
import json
import platform
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coprod_audit
from benchmarks.environments import ROOT, WORK, ours
from benchmarks.paired import Command, Goal, busy, in_turn, table, verdicts
from benchmarks.quick import drawn
from tests.batch_kit import as_line, held, write_files

RESPONSES = 100_000
FILES = 1_000
FOLDER = WORK / "batch"
GOALS = (
    Goal("JSON lines", "plain loop over JSON lines", 2.0),
    Goal("CSV", "plain loop over CSV", 0.8),
    Goal("1,000 files", "parsing 1,000 files", 1.6),
    Goal("JSON lines, two processes", "JSON lines", 0.70),
    Goal("1,000 lines, two processes", "1,000 lines", 1.2),
)


def responses(count: int) -> Iterator[dict[str, Any]]:
    """Draw so many responses as answers files have them, always the same."""
    questionnaire = coprod_audit.read_questionnaire()
    chance = random.Random(7)  # noqa: S311 - nothing is secret here
    for number in range(count):
        one = drawn(questionnaire, number, chance)
        rungs = {name: one[name] for name in ("claims", "intends") if one[name]}
        yield held(number, one["answers"], **rungs)


def written() -> None:
    """Write the inputs: lines, a table and files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    facts = list(coprod_audit.read_questionnaire().by_fact)
    with (
        (FOLDER / "a.jsonl").open("w", encoding="utf-8") as lines,
        (FOLDER / "few.jsonl").open("w", encoding="utf-8") as few,
        (FOLDER / "a.csv").open("w", encoding="utf-8", newline="") as file,
    ):
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["title", "organisation", "unit", "view", "claims", "intends", *facts])
        for number, one in enumerate(responses(RESPONSES)):
            lines.write(as_line(one))
            if number < FILES:
                few.write(as_line(one))
            rows.writerow(_row(one, facts))
    write_files(FOLDER / "files", list(responses(FILES)))


def _row(one: dict[str, Any], facts: list[str]) -> list[str]:
    project, answers = one["project"], one["answers"]
    flat = {
        f"{name}.{row}" if row else name: choice
        for name, given in answers.items()
        for row, choice in (given.items() if isinstance(given, dict) else [("", given)])
    }
    said = [project["title"], project["organisation"], project["unit"], one["respondent"]["view"]]
    rungs = [project.get("claims", ""), project.get("intends", "")]
    return [*said, *rungs, *[flat.get(fact, "") for fact in facts]]


def _weights() -> dict[str, dict[str, int]]:
    questionnaire = coprod_audit.read_questionnaire(thorough=False)
    return {
        fact: {choice.id: place for place, choice in enumerate(question.choices)}
        for fact, (question, _) in questionnaire.by_fact.items()
    }


def plain_lines() -> None:
    """Parse each line and add up the weights of its answers."""
    import orjson

    weights, scores = _weights(), list[int]()
    with (FOLDER / "a.jsonl").open("rb") as lines:
        for line in lines:
            score = 0
            for name, given in orjson.loads(line)["answers"].items():
                if isinstance(given, dict):
                    for row, choice in given.items():
                        score += weights[f"{name}.{row}"].get(choice, 0)
                else:
                    score += weights[name].get(given, 0)
            scores.append(score)
    print(json.dumps(sum(scores)))


def plain_table() -> None:
    """The same with the rows of the table, as csv.DictReader gives them."""
    weights, scores = _weights(), list[int]()
    with (FOLDER / "a.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            score = 0
            for fact, ranks in weights.items():
                score += ranks.get(row[fact], 0)
            scores.append(score)
    print(json.dumps(sum(scores)))


WAYS = {"plain loop over JSON lines": plain_lines, "plain loop over CSV": plain_table}


def commands() -> list[Command]:
    """Return everything that is timed; each batch begins from nothing."""
    program = str(ours() / "coprod-audit")

    def batch(name: str, given: str, *more: str) -> Command:
        out = FOLDER / f"out-{name.replace(' ', '-').replace(',', '')}"
        call = f'rm -rf "{out}"; exec "{program}" batch "{given}" -o "{out}" --reports none --quiet {" ".join(more)}'
        return Command(name, ("bash", "-c", call))

    plain = [Command(way, (sys.executable, "-m", "benchmarks.batch", way)) for way in WAYS]
    parse = (
        sys.executable,
        str(Path(__file__).parent / "scripts" / "parse_folder.py"),
        str(FOLDER / "files"),
    )
    return [
        *plain,
        Command("parsing 1,000 files", parse),
        batch("JSON lines", str(FOLDER / "a.jsonl"), "--jobs 1"),
        batch("JSON lines, two processes", str(FOLDER / "a.jsonl"), "--jobs 2"),
        batch("CSV", str(FOLDER / "a.csv"), "--jobs 1"),
        batch("1,000 files", str(FOLDER / "files"), "--jobs 1"),
        batch("1,000 lines", str(FOLDER / "few.jsonl"), "--jobs 1"),
        batch("1,000 lines, two processes", str(FOLDER / "few.jsonl"), "--jobs 2"),
    ]


def main() -> None:
    """Measure, and print the goals and what each took."""
    if len(sys.argv) > 1 and sys.argv[1] in WAYS:
        WAYS[sys.argv[1]]()
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    written()
    print(
        f"Python {platform.python_version()}, {busy()}, {rounds} rounds, {RESPONSES:,} responses", end="\n\n"
    )
    runs = in_turn(commands(), rounds, ROOT)
    print(verdicts(runs, GOALS), table(runs), sep="\n\n")


if __name__ == "__main__":
    main()
