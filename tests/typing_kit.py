"""What the tests of the doors share: starting the program, typing into it, and the answers of a quick interview."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, "-m", "coprod_audit")
EXAMPLE = ROOT / "examples" / "camden-after.yaml"

DETAILS = (
    "Riverside Hub",
    "Riverside Council",
    "the council",
    "young people",
    "2026-05-12",
    "the youth hub",
    "2",  # a service or project
    "",  # the unit sentence as it was built
    "",  # nothing off the table
    "1",  # staff
    "8",
    "5",  # claims co-production
    "4",  # intends co-design
)
FACTS = (
    "4",  # told: what and why in time
    "4",  # asked: while it could still be changed
    "3",  # came-back: the same people
    "4",  # purpose: talked
    "4",  # money: talked
    "5",  # design: worked out
    "2",  # running: told
    "don't know",  # judging
    "4",  # differences on design: people
    "4",  # made-different: what people get
    "2",  # agenda: people suggest
    "2",  # after: hear results
)
QUICK = (*DETAILS, *FACTS)


def environment(**more: str) -> dict[str, str]:
    """An environment of which the tests know everything."""
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH", "SYSTEMROOT") if name in os.environ
    }
    return (
        {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "dumb", "SOURCE_DATE_EPOCH": "1778544000"}
        | kept
        | more
    )


def call(
    *arguments: str | Path, cwd: Path, given: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end with lines on stdin, or with none to read, and return what came of it."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env=env or environment(),
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        timeout=60,
        check=False,
    )


def lines(*typed: str) -> bytes:
    """What somebody types, a line each."""
    return "".join(f"{line}\n" for line in typed).encode()
