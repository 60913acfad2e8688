"""How long it takes to read and judge 1,000 answer files in one process, against only parsing the same files.

    python -m benchmarks.judging [ROUNDS]        # 9 where no number is given; wants a quiet machine

Two lots of files. *Examples*: those in `examples/`, fifty times over, with the notes and evidence people write.
*Bare*: the same answers with nothing but the choices, so there is less to parse and as much to judge.
"""

import platform
import shutil
import sys
from itertools import cycle, islice

import yaml

from benchmarks.environments import HERE, ROOT, WORK, ours
from benchmarks.paired import Command, Goal, busy, in_turn, table, verdicts

FILES = 1000
LOTS = ("examples", "bare")
GOALS = tuple(Goal(f"judging, {lot}", f"parsing, {lot}", 2.5) for lot in LOTS)


def write_lots() -> None:
    """Write both lots of files anew, from the examples as they are now."""
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    for lot in LOTS:
        shutil.rmtree(WORK / lot, ignore_errors=True)
        (WORK / lot).mkdir(parents=True)
    for number, path in enumerate(islice(cycle(examples), FILES)):
        text = path.read_text(encoding="utf-8")
        _write("examples", number, text)
        _write("bare", number, bare(text))


def bare(text: str) -> str:
    """Return the same answers in their short form, without notes and evidence."""
    content = yaml.load(text, Loader=yaml.BaseLoader)
    content["answers"] = {question: _bare_answer(answer) for question, answer in content["answers"].items()}
    return str(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))


def _bare_answer(answer: object) -> object:
    if not isinstance(answer, dict):
        return answer
    rows = {row: _bare_answer(of_row) for row, of_row in answer.items() if row not in ("note", "evidence")}
    return rows.get("answer", rows)


def _write(lot: str, number: int, text: str) -> None:
    (WORK / lot / f"{number:04}.yaml").write_text(text, encoding="utf-8")


def commands() -> list[Command]:
    """Return what is measured: for each lot, parsing it and judging it."""
    python, scripts = str(ours() / "python"), HERE / "scripts"
    return [
        Command(f"{word}, {lot}", (python, str(scripts / f"{script}.py"), str(WORK / lot)))
        for lot in LOTS
        for word, script in (("parsing", "parse_folder"), ("judging", "judge_folder"))
    ]


def main() -> None:
    """Measure, and print the goals and what each command took."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    measured = commands()
    write_lots()
    print(
        f"Python {platform.python_version()}, {platform.system()}, {busy()}, {FILES} files, {rounds} rounds\n",
        flush=True,
    )
    runs = in_turn(measured, rounds, WORK)
    print(verdicts(runs, GOALS), table(runs), sep="\n\n")


main()
