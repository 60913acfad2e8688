"""Programs that hosts run, and small repositories for them: for the tests of the Action and of the hook."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
"""Where the programs lie that came with the packages for development."""

GOOD = """\
---
coprod-audit: charter/1
project:
  title: The flood wall
  unit: Decisions of the council about the flood wall, 2025-26
  date: 2026-05-01
respondent: {view: people, size: 3}
answers:
  told: what-and-why-in-time
  asked: never
  came-back: one-occasion
  decisions: {purpose: told, money: told, design: told, running: told, judging: told}
  made-different: nothing
  agenda: organisation
  after: nothing
---
# The flood wall

## Goals
That nobody here is flooded again.
## Scope
The wall, from the bridge to the mill.
## Who is involved
Those who live behind it.
## Power-sharing
The council decides, and says why.
## Culture
A letter each month, in plain words.
"""
BAD = GOOD.replace("  date:", "  claims: co-production\n  date:")


class Done(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str


def run(command: tuple[str | Path, ...], folder: Path, more: Mapping[str, str] | None = None) -> Done:
    """Run a program in a folder, with our environment, less what would point git elsewhere, and with more."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "COPROD_AUDIT_"))}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**ours, **(more or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = run(("git", *names, *words), folder)
    assert done.code == 0, done.err
    return done.out.strip()


def put(folder: Path, **texts: str) -> None:
    """Write files, named with `__` for `/` and `_` for `.`, and stage everything."""
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")


def commit(folder: Path, **texts: str) -> str:
    """Write files as `put` does, and commit them; return the commit."""
    put(folder, **texts)
    git(folder, "commit", "--quiet", "--message", "a commit")
    return git(folder, "rev-parse", "HEAD")


def copy_of_ours(folder: Path) -> Path:
    """This repository as it is now, without what was made from it and without its history."""
    left_out = shutil.ignore_patterns(".venv", ".git", "demo", "*cache*", ".hypothesis", ".work", "dist")
    return Path(shutil.copytree(ROOT, folder, ignore=left_out))
