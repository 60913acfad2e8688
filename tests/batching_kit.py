"""Runs whole batches, and reads what they wrote."""

import csv
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.typing_kit import PROGRAM, environment

Done = subprocess.CompletedProcess[str]


def batch(
    here: Path,
    *arguments: str,
    given: str = "",
    by: Sequence[str] = (),
    begun: Callable[[], object] | None = None,
) -> Done:
    """A whole batch; `by` is a command that carries it out, and `begun` what its process does first."""
    return subprocess.run(
        [*by, *PROGRAM, "batch", *arguments],
        cwd=here,
        env=environment(),
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=begun,
    )


def with_ulimit(limit: str) -> tuple[str, ...]:
    """What carries out a batch within a limit of the shell's, as `-f 40`."""
    return "bash", "-c", f'ulimit {limit}; exec "$@"', "bash"


def everything(top: Path) -> dict[str, bytes]:
    """All that a batch wrote, but for what it remembers."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and ".coprod-audit" not in path.parts
    }


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
