"""The first two minutes: what `make` says where Python lacks something, and what it leaves alone."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

Make = Callable[..., subprocess.CompletedProcess[str]]

PYTHONS = {
    "complete": f'#!/bin/sh\nexec {sys.executable} "$@"\n',
    "without venv": f'#!/bin/sh\ncase "$*" in *venv*) exit 1;; esac\nexec {sys.executable} "$@"\n',
    "too old": "#!/bin/sh\nexit 1\n",
}


@pytest.fixture
def make(tmp_path: Path, require_tool: Callable[[str], str]) -> Make:
    """Run make in a copy of what it needs, on a path that holds a shell's everyday tools and one python3."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("make", "sh", "touch", "mkdir", "echo"):
        (tools / name).symlink_to(require_tool(name))
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")

    def run(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        (tools / "python3").write_text(PYTHONS[python], encoding="utf-8")
        (tools / "python3").chmod(0o755)
        environment = {"PATH": str(tools), "HOME": str(tmp_path)}
        return subprocess.run(
            ["make", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_where_python_lacks_venv_the_package_to_install_is_named(make: Make, tmp_path: Path) -> None:
    done = make("without venv", "demo")
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr
    assert f"python{sys.version_info.major}.{sys.version_info.minor}-venv" in done.stderr
    assert not (tmp_path / ".venv").exists(), "no half-made environment is left behind"


def test_where_python_is_too_old_it_says_what_was_looked_for(make: Make) -> None:
    done = make("too old", "test")
    assert done.returncode == 2
    assert "found no Python 3.11 or later; looked for: python3 python3.14" in done.stderr


def test_a_python_that_is_named_is_the_only_one_tried(make: Make) -> None:
    done = make("complete", "demo", "PYTHON=python3.99")
    assert done.returncode == 2
    assert "looked for: python3.99." in done.stderr
    assert "make demo PYTHON=" in done.stderr


def test_an_environment_that_is_there_and_up_to_date_is_left_alone(make: Make, tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    for stamp in (".made", ".ready-to-run", ".ready-to-develop"):
        (tmp_path / ".venv" / stamp).touch()
    assert make("complete", "--question", ".venv/.ready-to-develop").returncode == 0
    later = (tmp_path / "pyproject.toml").stat().st_mtime + 5
    os.utime(tmp_path / "pyproject.toml", (later + 5, later + 5))
    assert make("complete", "--question", ".venv/.ready-to-develop").returncode == 1


def test_make_alone_says_what_there_is(make: Make) -> None:
    done = make("complete")
    assert done.returncode == 0
    for target in ("demo", "test", "check", "bench"):
        assert f"make {target}" in done.stdout


def test_check_is_format_lint_imports_types_readme_charter_and_tests_in_that_order(make: Make) -> None:
    planned = make("complete", "--dry-run", "check").stdout
    steps = [
        "ruff format --check",
        "ruff check",
        "lint-imports",
        "mypy",
        "readme_blocks",
        "coprod-audit-check docs/charter.md",
        "not slow",
        "slow and not exhaustive",
    ]
    places = [planned.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


def test_the_machine_that_checks_every_change_refuses_to_go_on_without_a_tool(
    tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    for name in ("bash", "dirname", "id", "strace"):
        (tmp_path / name).symlink_to(require_tool(name))
    done = subprocess.run(
        [tmp_path / "bash", ROOT / ".ci" / "run"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "missing: tmux git (tests need them" in done.stderr


def test_a_missing_tool_is_a_skip_that_is_counted(
    require_tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COPROD_AUDIT_CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is not installed"):
        require_tool("no-such-tool")


def test_where_every_change_is_checked_a_missing_tool_is_a_failure(
    require_tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPROD_AUDIT_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="nothing may be skipped"):
        require_tool("no-such-tool")


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(AssertionError, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.slow
def test_two_commands_set_up_a_fresh_copy_and_audit_a_real_example(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    left_out = shutil.ignore_patterns(".venv", ".git", "demo", "*cache*", ".hypothesis", "tests")
    shutil.copytree(ROOT, fresh, ignore=left_out)
    done = subprocess.run(["make", "demo"], cwd=fresh, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "demo/camden-after.md" in done.stdout + done.stderr
    assert "co-production" in done.stdout + done.stderr
    assert (fresh / "demo" / "camden-after.md").stat().st_size > 1000
