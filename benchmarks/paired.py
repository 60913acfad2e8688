"""Time whole processes in turn, A B C A B C ..., so that a busy moment falls on all of them alike.

A figure is the median, over the rounds, of one command's time divided by the reference's time *in the same round*; the
quartiles say how far to believe it. Milliseconds are printed for orientation and mean nothing on another machine.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Command(NamedTuple):
    """Something to run, with the name it has in the table."""

    name: str
    argv: tuple[str, ...]


class Run(NamedTuple):
    """What one run took: milliseconds on the clock and of the processor, and MiB at its largest."""

    wall: float
    cpu: float
    peak: float


class Goal(NamedTuple):
    """That one command takes at most so many times what another one takes."""

    name: str
    reference: str
    at_most: float


def run_once(command: Command, cwd: Path) -> Run:
    """Run a command to its end with its output thrown away. Raises RuntimeError where it fails: a fault is no figure."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command.argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{command.name!r} ended with {child.returncode}: {' '.join(command.argv)}")
    return Run(wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024)


def in_turn(commands: Sequence[Command], rounds: int, cwd: Path) -> dict[str, list[Run]]:
    """Run all commands so many rounds, after one round that only warms the caches."""
    for command in commands:
        run_once(command, cwd)
    runs: dict[str, list[Run]] = {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            runs[command.name].append(run_once(command, cwd))
    return runs


def ratio(runs: dict[str, list[Run]], name: str, reference: str) -> tuple[float, float, float]:
    """Return lower quartile, median and upper quartile of the ratio of two commands, round by round."""
    ratios = [one.wall / other.wall for one, other in zip(runs[name], runs[reference], strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return low, middle, high


def table(runs: dict[str, list[Run]]) -> str:
    """Return what each command took, as a Markdown table."""
    lines = ["| command | wall ms | CPU ms | peak MiB |", "| --- | ---: | ---: | ---: |"]
    for name, of_it in runs.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*of_it, strict=True))
        lines.append(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |")
    return "\n".join(lines)


def verdicts(runs: dict[str, list[Run]], goals: Sequence[Goal]) -> str:
    """Return each goal with what was measured, as a Markdown table: reached, missed, or too close to say."""
    lines = ["| goal | at most | median | quartiles | |", "| --- | ---: | ---: | --- | --- |"]
    for goal in goals:
        low, middle, high = ratio(runs, goal.name, goal.reference)
        word = "reached" if high <= goal.at_most else "missed" if low > goal.at_most else "too close to say"
        lines.append(
            f"| {goal.name} ÷ {goal.reference} | {goal.at_most:.1f} | {middle:.2f} | {low:.2f} to {high:.2f} | {word} |"
        )
    return "\n".join(lines)


def busy() -> str:
    """Return, in words, how busy the machine is: on a busy one run the benchmark again later."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"{cores} cores, load before the start {load:.1f}" + (
        " (busy: do not believe it yet)" if load > 0.5 else ""
    )
