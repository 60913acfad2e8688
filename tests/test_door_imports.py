"""What the small door loads: a guard of its start-up time that needs no clock (`benchmarks/check.py` has the clock)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_audit.compiled import ENDING, copy_of
from coprod_audit.loading import read_questionnaire
from tests.test_imports import rooms

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "camden-after.yaml"

MOST_MODULES = 135
"""How many modules checking a charter may load beyond bare Python's, each of them a fraction of a millisecond."""

HEAVY = (
    "asyncio",
    "click",
    "concurrent.futures",
    "dataclasses",
    "difflib",
    "hashlib",
    "importlib.metadata",
    "inspect",
    "jinja2",
    "logging",
    "markdown_it",
    "multiprocessing",
    "pathlib",
    "prompt_toolkit",
    "pydantic",
    "questionary",
    "rich",
    "shutil",
    "subprocess",
    "tempfile",
    "tomllib",
    "typer",
    "urllib",
    "yaml",
)
"""What nobody has time for who waits for a commit. PyYAML is loaded where a charter is not written plainly, tomllib is loaded where there is a configuration, subprocess for git."""

OURS = (
    "assessment",
    "narrative",
    "questionnaire_reader",
    "loading",
    "resources",
    "report",
    "interview",
    "batch",
    "batching",
    "quick",
    "lens",
    "lenses",
    "lens_copy",
    "lens_checks",
    "lens_files",
    "lens_picture",
    "lens_reader",
)
"""Rooms of ours that checking has no business in: lenses among them, which are for audits."""

# As the console script starts it, in a package that has the compiled questionnaire, as a wheel does.
START = """
import sys
sys.argv[0] = "coprod-audit-check"
before = set(sys.modules)
from coprod_audit import compiled
compiled.FOLDER = {folder!r}
from coprod_audit.hook import call
try:
    code = call()
except SystemExit as end:
    code = end.code
loaded = sorted(set(sys.modules) - before)
import json
with open({out!r}, "w", encoding="utf-8") as file:
    json.dump([code or 0, loaded], file)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of questionnaires as a wheel has it."""
    folder = tmp_path_factory.mktemp("package") / "questionnaires"
    shutil.copytree(ROOT / "questionnaires", folder)
    copy = copy_of(read_questionnaire(), "coprod-ladder", str(folder))
    (folder / f"coprod-ladder{ENDING}").write_text(copy, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a charter, and the same answers as a plain file."""
    answers = EXAMPLE.read_text(encoding="utf-8")
    matter = answers.replace("answers/1", "charter/1", 1)
    (tmp_path / "charter.md").write_text(f"---\n{matter}---\n# A charter\n\n## Goals\n", encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
    return tmp_path


def loaded(project: Path, folder: Path, *arguments: str) -> tuple[set[str], str]:
    """Call the door in a fresh interpreter; return the modules it loaded beyond bare Python's, and what it said."""
    out = project / "loaded.json"
    done = subprocess.run(
        [sys.executable, "-S", "-c", START.format(out=str(out), folder=str(folder)), *arguments],
        cwd=project,
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert out.exists(), done.stderr
    code, modules = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0, done.stdout + done.stderr
    return set(modules), done.stdout


@pytest.mark.parametrize("name", ["charter.md", "answers.yaml"])
def test_checking_a_charter_loads_nothing_heavy_and_not_much(project: Path, folder: Path, name: str) -> None:
    modules, said = loaded(project, folder, name, "--fail-on", "never")
    assert "1 charter:" in said, "it did the work"
    assert {"coprod_audit.placing", "coprod_audit.compiled"} <= modules
    assert rooms(modules, *HEAVY) == set()
    assert rooms(modules, *[f"coprod_audit.{room}" for room in OURS]) == set()
    assert len(modules) <= MOST_MODULES, sorted(modules)


def test_without_the_compiled_copy_more_is_loaded(project: Path, tmp_path: Path) -> None:
    """Planted: the guard sees what reading the YAML of the questionnaire takes."""
    modules, _ = loaded(project, tmp_path / "nowhere", "answers.yaml", "--fail-on", "never")
    assert rooms(modules, *HEAVY) >= {"pathlib", "hashlib", "yaml"}
    assert "coprod_audit.lens_reader" in modules


def test_help_needs_nothing_heavy_either(project: Path, folder: Path) -> None:
    modules, said = loaded(project, folder, "--help")
    assert "--min-rung" in said
    assert rooms(modules, *HEAVY) <= {"shutil"}, "argparse asks it how wide the terminal is"
