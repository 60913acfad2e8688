"""Time whole processes in turn, A B C A B C ..., so that a busy moment falls on all of them alike.

A figure is the median, over the rounds, of one command's time divided by the reference's time *in the same round*; the
quartiles say how far to believe it. Milliseconds are printed for orientation and mean nothing on another machine.
"""

import os
import platform
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple


class Command(NamedTuple):
    """Something to run, with the name it has in the table. The folders in `fresh` are taken away before it is timed."""

    name: str
    argv: tuple[str, ...]
    fresh: tuple[Path, ...] = ()


class Run(NamedTuple):
    """What one run took: milliseconds on the clock and of the processor, and MiB at its largest."""

    wall: float
    cpu: float
    peak: float


class Goal(NamedTuple):
    """That one command takes at most so many times what another one takes, of the time on the clock or else of `of`.

    Where `at_most` is None the ratio is told and nobody has promised anything.
    """

    name: str
    reference: str
    at_most: float | None
    of: Literal["wall", "cpu", "peak"] = "wall"


def prepare(command: Command) -> None:
    """Take away the folders that are not to be there when a command begins."""
    for folder in command.fresh:
        shutil.rmtree(folder, ignore_errors=True)


def environment() -> dict[str, str]:
    """Return the environment without what is said of Python in it: settings for developing are not what people have."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run_once(command: Command, cwd: Path) -> Run:
    """Run a command to its end with its output thrown away. Raises RuntimeError where it fails: a fault is no figure.

    The peak is never less than what this process takes itself, which a child shares until it begins its own program.
    """
    prepare(command)
    quiet = subprocess.DEVNULL
    with tempfile.TemporaryFile() as complaints:
        began = time.perf_counter()
        child = subprocess.Popen(
            command.argv, cwd=cwd, stdin=quiet, stdout=quiet, stderr=complaints, env=environment()
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            complaints.seek(0)
            raise RuntimeError(_failed(command, child.returncode, complaints.read()))
    return Run(wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024)


def _failed(command: Command, code: int, complaints: bytes) -> str:
    said = complaints.decode(errors="replace")
    return f"{command.name!r} ended with {code}: {shlex.join(command.argv)}\n{said}"


def in_turn(
    commands: Sequence[Command], rounds: int, cwd: Path, *, warm: bool = True
) -> dict[str, list[Run]]:
    """Run all commands so many rounds, after one round that only warms the caches, where they are to be warm."""
    for command in commands if warm else ():
        run_once(command, cwd)
    runs: dict[str, list[Run]] = {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            runs[command.name].append(run_once(command, cwd))
    return runs


def ratio(
    runs: dict[str, list[Run]], name: str, reference: str, of: str = "wall"
) -> tuple[float, float, float]:
    """Return lower quartile, median and upper quartile of the ratio of two commands, round by round."""
    pairs = zip(runs[name], runs[reference], strict=True)
    ratios = [getattr(one, of) / getattr(other, of) for one, other in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return low, middle, high


def table(runs: dict[str, list[Run]]) -> str:
    """Return what each command took, as a Markdown table."""
    lines = ["| command | wall ms | CPU ms | peak MiB |", "| --- | ---: | ---: | ---: |"]
    for name, of_it in runs.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*of_it, strict=True))
        lines.append(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |")
    return "\n".join(lines)


def rates(runs: dict[str, list[Run]], counts: Mapping[str, int]) -> str:
    """Return how many responses a second of the processor each of these commands comes to, as a Markdown table."""
    lines = ["| command | responses a second a core |", "| --- | ---: |"]
    for name, count in counts.items():
        cpu = statistics.median(run.cpu for run in runs[name])
        lines.append(f"| {name} | {count / cpu * 1e3:,.0f} |")
    return "\n".join(lines)


def verdicts(runs: dict[str, list[Run]], goals: Sequence[Goal]) -> str:
    """Return each goal with what was measured, as a Markdown table: reached, missed, or too close to say."""
    lines = ["| goal | at most | median | quartiles | |", "| --- | ---: | ---: | --- | --- |"]
    for goal in goals:
        low, middle, high = ratio(runs, goal.name, goal.reference, goal.of)
        lines.append(
            f"| {goal.name} ÷ {goal.reference}{_OF[goal.of]} | {_number(goal.at_most)} | {_number(middle)} "
            f"| {_number(low)} to {_number(high)} | {verdict(low, high, goal.at_most)} |"
        )
    return "\n".join(lines)


def in_cpu(goals: Sequence[Goal]) -> list[Goal]:
    """Return the same goals of processor time: what a busy machine or a slow disk changes least."""
    return [goal._replace(of="cpu") for goal in goals]


_OF = {"wall": "", "cpu": ", processor time", "peak": ", peak memory"}


def verdict(low: float, high: float, at_most: float | None) -> str:
    """Return what quartiles say of a goal, in words; nothing where there is no goal."""
    if at_most is None:
        return ""
    return "reached" if high <= at_most else "missed" if low > at_most else "too close to say"


def _number(ratio: float | None) -> str:
    """Two decimals, and three where two would say little."""
    return "" if ratio is None else f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"


def about(rounds: int, what: str) -> str:
    """Return what has to be said beside every figure: of what, how often, by which Python and how quiet a machine."""
    return f"{what}, {rounds} rounds; Python {platform.python_version()}, {platform.system()}, {busy()}"


def busy() -> str:
    """Return, in words, how busy the machine is: on a busy one run the benchmark again later."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"{cores} cores, load before the start {load:.1f}" + (
        " (busy: do not believe it yet)" if load > 0.5 else ""
    )
