"""How much memory a command and everything that it starts takes at its largest. Linux only: it reads /proc.

Pages that several processes share are counted once among them (PSS), every twentieth of a second. Looking on takes a
little of a processor, so what is looked at is not timed.
"""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paired import Command, environment, prepare

EVERY = 0.05
_SESSION = 3
"""The place of the session in /proc/PID/stat, counted from behind the name of the program."""


def peak(command: Command, cwd: Path) -> float:
    """Run a command to its end and return the most that all its processes took together, in MiB.

    Raises RuntimeError where it fails.
    """
    prepare(command)
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        command.argv,
        cwd=cwd,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
        env=environment(),
    )
    most = 0.0
    while child.poll() is None:
        most = max(most, sum(map(_proportional, _processes(child.pid))))
        time.sleep(EVERY)
    if child.returncode != 0:
        raise RuntimeError(f"{command.name!r} ended with {child.returncode}: {' '.join(command.argv)}")
    return most


def _processes(session: int) -> Iterator[str]:
    """The numbers of the processes of a session: a program's own, which its children stay in."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                behind = Path(f"/proc/{name}/stat").read_bytes().rpartition(b")")[2].split()
                if int(behind[_SESSION]) == session:
                    yield name


def _proportional(process: str) -> float:
    """What a process takes in MiB; nothing where it has just ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
