"""Checks as tests run them: in this process, in a folder of their own, with the day told."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from coprod_audit.cli.boundary import main

ROOT = Path(__file__).resolve().parent.parent
CHARTERS = ROOT / "tests" / "charters"
TODAY = "2026-11-22"

GOOD = (CHARTERS / "ok" / "engagement.md").read_text(encoding="utf-8")
"""A charter of which there is nothing to say on that day."""


class Checked(NamedTuple):
    """What a check came to, said and left behind."""

    code: int
    out: str
    err: str


def check(
    folder: Path, *arguments: str, today: str | None = TODAY, env: Mapping[str, str] | None = None
) -> Checked:
    """Run `coprod-audit check` in a folder. Nothing of this machine's environment changes what it says."""
    day = ("--today", today) if today else ()
    out, err = _Stream(), _Stream()
    with _in(folder, env or {}), redirect_stdout(out), redirect_stderr(err):
        code = main(["check", *day, *arguments])
    return Checked(code, out.text(), err.text())


class _Stream(io.TextIOWrapper):
    """A stream that keeps what is written, bytes and all."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.kept.getvalue().decode("utf-8")


_OURS = ("COPROD_AUDIT_", "GITHUB_", "GITLAB_", "SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "GIT_")


@contextmanager
def _in(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    before, kept = os.getcwd(), dict(os.environ)
    for name in kept:
        if name.startswith(_OURS):
            del os.environ[name]
    os.environ.update(env)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(kept)


class Repository:
    """A real git repository in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """Run git as somebody, without what this machine says of git."""
        who = ("-c", "user.name=A. Person", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *who, *arguments],
            capture_output=True,
            check=True,
            env=env,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Write a file of the repository."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, message: str = "change") -> str:
        """Commit all that is there and return the name of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def check(
        self, *arguments: str, env: Mapping[str, str] | None = None, today: str | None = TODAY
    ) -> Checked:
        """Run a check at the top of the repository."""
        return check(self.folder, *arguments, env=env, today=today)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A charter with other words in some places, each of which must be there."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def door(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the small door in a process of its own."""
    command: Sequence[str] = (
        sys.executable,
        "-c",
        "from coprod_audit.hook import run; run()",
        *arguments,
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return subprocess.run(
        command,
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
