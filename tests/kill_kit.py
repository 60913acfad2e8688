"""Killing a program at the n-th call that touches some files, for n = 1, 2, ... until there is no n-th.

strace lets the call be the last one of the process: it is not carried out. Whatever runs can be swept: a short script
over pipes here, a whole sitting in a pseudo-terminal elsewhere (give `traced` as the command to start).
"""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coprod_audit.beside import Beside
from tests.typing_kit import ROOT, environment

CALLS = ("openat", "write", "fsync", "close", "rename", "unlink", "flock")
PROCESS = 7
"""The number that temporary files have in their names: it must be known beforehand, so that strace can look out."""

FIXED_NUMBER = f"import os; os.getpid = lambda: {PROCESS}\n"
"""The line that makes it so; the process must run this before anything else."""


class Point(NamedTuple):
    """One run that was killed: at which call, and what it had acknowledged on its output before."""

    call: str
    n: int
    folder: Path
    said: str


def watched(path: Path) -> list[Path]:
    """The file of answers, all that lies beside it, their temporary files, and the folder."""
    names = Beside.of(path)
    files = [path, *names]
    temporary = [path.with_name(f".{file.name.removeprefix('.')}.{PROCESS}.tmp") for file in files]
    return [*files, *temporary, path.parent]


def traced(strace: str, path: Path, call: str, n: int, log: Path) -> list[str]:
    """The words to put before a command, so that it is killed at the n-th such call on those files."""
    words = [strace, "-f", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    for file in watched(path):
        words += ["-P", str(file)]
    return [*words, "-e", f"inject={call}:signal=KILL:when={n}"]


def was_hit(log: Path) -> bool:
    """Whether there was such a call."""
    text = log.read_text(encoding="utf-8", errors="replace")
    return "(INJECTED)" in text or "killed by SIGKILL" in text


def run(command: Sequence[str]) -> str:
    """Run it to its end over pipes, and return what it said."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout


def sweep(
    strace: str, folder: Path, name: str, call: str, command: Callable[[Path], Sequence[str]], most: int = 400
) -> Iterator[Point]:
    """Kill the command at each of the calls; each time it works on a file of that name in a folder of its own."""
    for n in range(1, most):
        here = folder / f"{call}-{n}"
        here.mkdir()
        log = folder / f"{call}-{n}.log"
        said = run([*traced(strace, here / name, call, n, log), *command(here / name)])
        if not was_hit(log):
            return
        yield Point(call, n, here, said)
    raise AssertionError(f"{call} never came to an end")
