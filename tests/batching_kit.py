"""Runs whole batches, and reads what they wrote."""

import csv
import json
import subprocess
from pathlib import Path

from tests.typing_kit import PROGRAM, environment

Done = subprocess.CompletedProcess[str]


def batch(here: Path, *arguments: str, given: str = "") -> Done:
    return subprocess.run(
        [*PROGRAM, "batch", *arguments],
        cwd=here,
        env=environment(),
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


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
