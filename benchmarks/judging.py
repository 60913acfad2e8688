"""How long it takes to read and judge 1,000 answer files in one process, against only parsing the same files.

    python -m benchmarks.judging [ROUNDS]        # 9 where no number is given; wants a quiet machine

Two lots of files. *Examples*: those in `examples/`, fifty times over, with the notes and evidence people write.
*Drawn*: no two alike, each answer drawn by lot (always the same lots), one in twenty unknown, and no word beyond the
choices, so that there is little to parse, all the work of judging, and nothing to remember from one file to the next.
"""

import platform
import random
import shutil
import sys
from itertools import cycle, islice

import coprod_audit
from benchmarks.environments import HERE, ROOT, WORK, ours
from benchmarks.paired import Command, Goal, busy, in_turn, table, verdicts
from coprod_audit.conditions import UNKNOWN, holds
from coprod_audit.questionnaire import Question, Questionnaire

FILES = 1000
LOTS = ("examples", "drawn")
GOALS = tuple(Goal(f"judging, {lot}", f"parsing, {lot}", 2.5) for lot in LOTS)
HEAD = """\
coprod-audit: answers/1
questionnaire: {questionnaire.id} {questionnaire.version}
project:
  title: Project {number}
  organisation: A council
  unit: Decisions of a council about service {number} over the last twelve months
  claims: co-production
  intends: co-design
respondent:
  view: staff
answers:
"""


def write_lots() -> None:
    """Write both lots of files anew, from the examples and the questionnaire as they are now."""
    examples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]
    chance = random.Random(7)  # noqa: S311 - nothing is secret here
    questionnaire = coprod_audit.read_questionnaire()
    for lot in LOTS:
        shutil.rmtree(WORK / lot, ignore_errors=True)
        (WORK / lot).mkdir(parents=True)
    for number, text in enumerate(islice(cycle(examples), FILES)):
        (WORK / "examples" / f"{number:04}.yaml").write_text(text, encoding="utf-8")
        (WORK / "drawn" / f"{number:04}.yaml").write_text(
            drawn(questionnaire, number, chance), encoding="utf-8"
        )


def drawn(questionnaire: Questionnaire, number: int, chance: random.Random) -> str:
    """Return an answers file with every question answered by lot."""
    lines, facts = [HEAD.format(questionnaire=questionnaire, number=number)], dict[str, str]()
    for question in questionnaire.questions:
        of_it = {fact: _choice(question, chance) for fact in _asked(question, facts)}
        facts |= of_it
        if question.rows and of_it:
            lines.append(f"  {question.id}:\n")
        lines += [f"  {fact.replace(f'{question.id}.', '  ')}: {choice}\n" for fact, choice in of_it.items()]
    return "".join(lines)


def _asked(question: Question, facts: dict[str, str]) -> list[str]:
    when = dict(question.row_when)
    rows = [row.id for row in question.rows if row.id not in when or holds(when[row.id], facts) is True]
    return [f"{question.id}.{row}" for row in rows] if question.rows else [question.id]


def _choice(question: Question, chance: random.Random) -> str:
    return UNKNOWN if chance.random() < 0.05 else chance.choice(question.choices).id


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
    about = (
        f"Python {platform.python_version()}, {platform.system()}, {busy()}, {FILES} files, {rounds} rounds"
    )
    print(about, end="\n\n", flush=True)
    runs = in_turn(measured, rounds, WORK)
    print(verdicts(runs, GOALS), table(runs), sep="\n\n")


if __name__ == "__main__":
    main()
