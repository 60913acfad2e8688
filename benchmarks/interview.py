"""How long a room waits: from the start to the first question, and from Enter to the next one, in a real terminal.

    python -m benchmarks.interview [ROUNDS]      # 5 where no number is given; wants a quiet machine, for 8 minutes

Against copier, the best known program that asks a list of questions from a file, with the same questions. It keeps
nothing until the last one is answered; ours has each answer on the disk before the next question appears.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.environments import WORK, ours
from benchmarks.paired import Goal, Run, busy, verdicts
from benchmarks.scripts import many_questions
from benchmarks.scripts.typist import Played, Sat, sit

FEW, MANY = 40, 500
AT_MOST = 50.0
"""Milliseconds from Enter to the next question, the answer synced."""

STARTS = 5
"""So many starts to the first question for each whole sitting: they take no time."""

FRESH = "ours, a new file"
GOALS = (
    Goal(f"first question, ours, {FEW}", f"first question, copier, {FEW}", 0.9),
    Goal(f"first question, {FRESH}", f"first question, copier, {FEW}", 0.9),
    Goal(f"next question, ours, {MANY}", f"next question, ours, {FEW}", 1.0),
)
Sittings = dict[str, list[Sat]]


def copier() -> Path:
    """Return the folder of programs of an environment with copier, made on first use."""
    programs = WORK / "copier" / "bin"
    if not (programs / "copier").exists():
        subprocess.run((sys.executable, "-m", "venv", "--clear", str(WORK / "copier")), check=True)
        subprocess.run((str(programs / "python"), "-m", "pip", "install", "--quiet", "copier"), check=True)
    return programs


def played() -> dict[str, Played]:
    """Return what is played, by name: ours and copier with few and with many questions, and ours begun anew."""
    program, peer = str(ours() / "coprod-audit"), str(copier() / "copier")
    found: dict[str, Played] = {}
    for count in (FEW, MANY):
        folder = WORK / f"questions-{count}"
        many_questions.write(folder, count)
        marks = tuple(many_questions.LAST_CHOICE.format(number=number) for number in range(1, count + 1))
        run = (program, "run", "--questionnaire", str(folder / "ours"))
        copy = (peer, "copy", str(folder / "copier"), "copied")
        found[f"ours, {count}"] = Played((*run, "answers.yaml"), "n) no", marks, begin="\r", choose="1")
        found[f"copier, {count}"] = Played(copy, marks[0], marks)
    found[FRESH] = Played((*found[f"ours, {FEW}"].argv[:-1], "new.yaml"), "What is the project called?")
    return found


def once(one: Played) -> Sat:
    """Play it in a folder of its own; the answers must be in the file of ours when the next question stands there."""
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        answers = folder / "answers.yaml"
        answers.write_text(many_questions.ANSWERS, encoding="utf-8")
        sat = sit(one, folder)
        kept = answers.read_text(encoding="utf-8").count("answer: not-in-place")
    if one.begin and kept != len(sat.gaps):
        raise RuntimeError(f"{len(sat.gaps)} answers were given, and {kept} are in the file")
    return sat


def in_turn(programs: dict[str, Played], rounds: int) -> Sittings:
    """Play all of them so many rounds."""
    found: Sittings = {name: [] for name in programs}
    for _ in range(rounds):
        for name, one in programs.items():
            found[name].append(once(one))
    return found


def only_the_start(programs: dict[str, Played]) -> dict[str, Played]:
    """Return the same, each left at its first question."""
    return {name: one._replace(questions=one.questions[:1]) for name, one in programs.items()}


def verdict(starts: Sittings, whole: Sittings) -> str:
    """Return the goals with what was measured: those that are ratios, and how long one waits after Enter."""
    figures = {
        f"first question, {name}": [Run(sat.first, 0, 0) for sat in sats] for name, sats in starts.items()
    }
    for name, sats in whole.items():
        figures[f"next question, {name}"] = [Run(statistics.median(sat.gaps), 0, 0) for sat in sats]
    lines = [verdicts(figures, GOALS)]
    for count in (FEW, MANY):
        gaps = sorted(gap for sat in whole[f"ours, {count}"] for gap in sat.gaps)
        middle, most = statistics.median(gaps), percentile(gaps)
        word = "reached" if most <= AT_MOST else "missed" if middle > AT_MOST else "by the median only"
        lines.append(
            f"| next question, ours, {count}, in ms | {AT_MOST:.1f} | {middle:.1f} | 95 in 100 within {most:.1f} | {word} |"
        )
    return "\n".join(lines)


def waits(starts: Sittings, whole: Sittings) -> str:
    """Return how long one waits in milliseconds, as a table."""
    lines = [
        "| milliseconds to | the first question | the next | 95 in 100 within | the first forty | the last forty |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, sats in starts.items():
        cells = [f"{statistics.median(sat.first for sat in sats):.0f}"]
        if name in whole:
            cells += [f"{figure:.1f}" for figure in _after_enter(whole[name])]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _after_enter(sats: Sequence[Sat]) -> tuple[float, ...]:
    """The median, the 95th percentile, and the medians of the beginning and of the end of each sitting."""
    gaps = sorted(gap for sat in sats for gap in sat.gaps)
    begin = [gap for sat in sats for gap in sat.gaps[:FEW]]
    end = [gap for sat in sats for gap in sat.gaps[-FEW:]]
    return statistics.median(gaps), percentile(gaps), statistics.median(begin), statistics.median(end)


def percentile(times: Sequence[float]) -> float:
    """Return the 95th percentile of sorted times."""
    return times[int(len(times) * 0.95)]


def main() -> None:
    """Measure, and print the goals and how long one waits."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    programs = played()
    print(f"Python {platform.python_version()}, {platform.system()}, {busy()}, ", end="")
    print(f"{rounds} whole sittings and {rounds * STARTS} starts of each\n", flush=True)
    in_turn(only_the_start(programs), 1)  # warms the caches
    starts = in_turn(only_the_start(programs), rounds * STARTS)
    whole = in_turn({name: one for name, one in programs.items() if one.questions}, rounds)
    print(verdict(starts, whole), waits(starts, whole), sep="\n\n")
    print(f"\nload afterwards {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
