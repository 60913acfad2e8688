"""What batches are measured on: responses drawn by lot, always the same ones, no two alike; as lines, tables and files.

    python -m benchmarks.inputs NAME...          # 1000.jsonl, 100000.csv, files-100 ...

They lie in `benchmarks/.work/inputs` and are written anew when the questionnaire changes or what draws them. A process
of its own writes them, so that the one that measures stays small: a child's peak is never less than its parent's size.
"""

import csv
import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.environments import ROOT, WORK

FOLDER = WORK / "inputs"
WEIGHTS = "weights.json"
RUNGS = ("claims", "intends")


def given(*names: str) -> None:
    """See to it that these inputs are there: COUNT.jsonl, COUNT.csv, files-COUNT, weights.json."""
    digest, mark = _digest(), FOLDER / "digest"
    if not mark.exists() or mark.read_text(encoding="utf-8") != digest:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        mark.write_text(digest, encoding="utf-8")
    wanted = [name for name in names if not (FOLDER / name).exists()]
    if wanted:
        subprocess.run((sys.executable, "-m", "benchmarks.inputs", *wanted), cwd=ROOT, check=True)


def lines(count: int) -> Path:
    """Return where so many responses lie as JSON lines."""
    return FOLDER / f"{count}.jsonl"


def table(count: int) -> Path:
    """Return where they lie as a table, the columns named as the questions are."""
    return FOLDER / f"{count}.csv"


def files(count: int) -> Path:
    """Return the folder in which they lie as answer files."""
    return FOLDER / f"files-{count}"


def weights() -> Path:
    """Return where the weight of each choice stands, for a plain loop: by question, and by row where there are rows."""
    return FOLDER / WEIGHTS


def responses(count: int) -> Iterator[dict[str, Any]]:
    """Draw so many responses as answers files have them; the first of many are the same as the first of few."""
    import coprod_audit
    from benchmarks.quick import drawn
    from tests.batch_kit import held

    questionnaire = coprod_audit.read_questionnaire()
    chance = random.Random(7)  # noqa: S311 - nothing is secret here
    for number in range(count):
        one = drawn(questionnaire, number, chance)
        yield held(number, one["answers"], **{name: one[name] for name in RUNGS if one[name]})


def write(name: str) -> None:
    """Write one input; under its name stands the whole or nothing."""
    made = FOLDER / f"{name}.tmp"
    shutil.rmtree(made, ignore_errors=True)
    count, _, kind = name.partition(".")
    if name == WEIGHTS:
        made.write_text(json.dumps(_weights()), encoding="utf-8")
    elif kind == "jsonl":
        _write_lines(made, int(count))
    elif kind == "csv":
        _write_table(made, int(count))
    else:
        _write_files(made, int(name.removeprefix("files-")))
    made.rename(FOLDER / name)


def _write_lines(path: Path, count: int) -> None:
    from tests.batch_kit import as_line

    with path.open("w", encoding="utf-8") as file:
        file.writelines(map(as_line, responses(count)))


def _write_table(path: Path, count: int) -> None:
    import coprod_audit

    facts = list(coprod_audit.read_questionnaire().by_fact)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["title", "organisation", "unit", "view", *RUNGS, *facts])
        rows.writerows(_row(one, facts) for one in responses(count))


def _row(one: dict[str, Any], facts: list[str]) -> list[str]:
    project = one["project"]
    flat = {
        f"{name}.{row}" if row else name: choice
        for name, said in one["answers"].items()
        for row, choice in (said.items() if isinstance(said, dict) else [("", said)])
    }
    return [
        *(project[name] for name in ("title", "organisation", "unit")),
        one["respondent"]["view"],
        *(project.get(name, "") for name in RUNGS),
        *(flat.get(fact, "") for fact in facts),
    ]


def _write_files(folder: Path, count: int) -> None:
    from tests.batch_kit import write_files

    write_files(folder, list(responses(count)))


def _weights() -> dict[str, Any]:
    import coprod_audit

    found: dict[str, Any] = {}
    for fact, (question, row) in coprod_audit.read_questionnaire().by_fact.items():
        of_it = {choice.id: place for place, choice in enumerate(question.choices)}
        if row is None:
            found[fact] = of_it
        else:
            found.setdefault(question.id, {})[row.id] = of_it
    return found


def _digest() -> str:
    found = hashlib.sha256()
    draws = (
        ROOT / "benchmarks" / "inputs.py",
        ROOT / "benchmarks" / "quick.py",
        ROOT / "tests" / "batch_kit.py",
    )
    for path in (*draws, *sorted((ROOT / "questionnaires").rglob("*.yaml"))):
        found.update(path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        write(wanted)
