"""What each command loads: a guard of the start-up time that needs no clock (benchmarks/ has the clock)."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = str(ROOT / "examples" / "camden-after.yaml")
QUESTIONNAIRE = str(ROOT / "questionnaires" / "coprod-ladder")

# As the console script starts it; what was loaded goes to a file, since the streams belong to the command.
START = """
import sys
sys.argv[0] = "coprod-audit"
before = set(sys.modules)
from coprod_audit.__main__ import run
try:
    code = run()
except SystemExit as end:
    code = end.code
loaded = sorted(set(sys.modules) - before)
import json
import re
with open({out!r}, "w", encoding="utf-8") as file:
    json.dump([code or 0, loaded], file)
"""


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Run a command in a fresh interpreter and return the modules it loaded beyond bare Python's."""
    out = tmp_path / "loaded.json"
    done = subprocess.run(
        [sys.executable, "-c", START.format(out=str(out)), *arguments],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert out.exists(), done.stderr
    code, modules = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0, done.stderr
    return set(modules)


def rooms(modules: set[str], *forbidden: str) -> set[str]:
    """Return which of the forbidden packages, or modules of them, were loaded."""
    return {name for name in forbidden if any(m == name or m.startswith(f"{name}.") for m in modules)}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_two_quick_answers_load_nothing_but_the_door(tmp_path: Path, option: str) -> None:
    expected = {"coprod_audit", "coprod_audit.__main__", "coprod_audit._version"}
    assert loaded(tmp_path, option) <= expected


@pytest.mark.parametrize(
    "options", [(), ("--format", "json"), ("-o", "audit.md"), ("--one-page", "--public")], ids=" ".join
)
def test_a_report_loads_nothing_that_asks_questions_or_paints(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    modules = loaded(tmp_path, "report", EXAMPLE, *options)
    assert "coprod_audit.assessment" in modules, "it did the work"
    heavy = (
        "typer",
        "click",
        "pydantic",
        "rich",
        "questionary",
        "prompt_toolkit",
        "multiprocessing",
        "asyncio",
    )
    assert rooms(modules, *heavy) == set()


def test_a_result_as_json_needs_no_template(tmp_path: Path) -> None:
    assert rooms(loaded(tmp_path, "report", EXAMPLE, "--format", "json"), "jinja2") == set()


def test_checking_a_questionnaire_loads_no_templates_and_asks_nothing(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "questionnaire", "check", QUESTIONNAIRE)
    assert "yaml" in modules, "it did the work"
    assert rooms(modules, "jinja2", "questionary", "prompt_toolkit", "rich.markdown") == set()


def test_explaining_a_code_reads_no_file_format(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "explain", "Q003")
    assert rooms(modules, "yaml", "jinja2", "questionary", "prompt_toolkit") == set()


def test_for_scripts_judging_needs_neither_command_line_nor_terminal(tmp_path: Path) -> None:
    code = f"""
import coprod_audit, sys, json
questionnaire = coprod_audit.read_questionnaire()
coprod_audit.assess(questionnaire, coprod_audit.read_answers({EXAMPLE!r}, questionnaire))
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert rooms(set(json.loads(done.stdout)), "typer", "rich", "jinja2", "questionary", "pydantic") == set()


def test_the_guard_sees_what_it_should_see(tmp_path: Path) -> None:
    """The planted fault: a module loaded by mistake is noticed, at any depth, and its namesakes are not."""
    assert rooms({"rich.markdown", "yaml"}, "rich.markdown", "yaml", "jinja2") == {"rich.markdown", "yaml"}
    assert rooms({"rich.console", "yamlish", "jinja"}, "rich.markdown", "yaml", "jinja2") == set()
    assert rooms({"typer.core"}, "typer") == {"typer"}


CONTRIBUTING = ROOT / "CONTRIBUTING.md"


def floors() -> list[list[str]]:
    """The modules of each floor, the ground first, as import-linter is told of them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[name.strip(" ()") for name in re.split("[:|]", layer)] for layer in reversed(layers)]


def in_words(modules: list[str]) -> str:
    """The modules of one floor as the table tells them."""
    folder = ROOT / "coprod_audit"
    return ", ".join(f"`{name}{'/' if (folder / name).is_dir() else ''}`" for name in modules)


def with_modules(text: str, plan: list[list[str]]) -> str:
    """The text with the modules of each floor in the third column of its table."""
    lines = text.splitlines()
    for number, modules in enumerate(plan):
        (at,) = (n for n, line in enumerate(lines) if line.startswith(f"| {number} | "))
        cells = lines[at].split("|")
        lines[at] = "|".join([*cells[:3], f" {in_words(modules)} ", *cells[4:]])
    return "\n".join(lines) + "\n"


def test_the_floor_plan_in_words_is_the_one_that_is_checked(golden: Callable[[Path, str], None]) -> None:
    """`--update-golden` writes the table anew."""
    golden(CONTRIBUTING, with_modules(CONTRIBUTING.read_text(encoding="utf-8"), floors()))


def test_a_module_on_another_floor_changes_the_table() -> None:
    """Planted."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    ground, *others = floors()
    assert text != with_modules(text, [[*ground, "attic"], *others])
    with pytest.raises(ValueError, match="not enough values"):
        with_modules(text, [*floors(), ["roof"]])
