"""What people install: a wheel, in an environment with nothing else, used from a folder of their own."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COPROD_AUDIT", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the repository, so that nothing is built beside what is being worked on."""
    source = tmp_path_factory.mktemp("wheel") / "source"
    left_out = shutil.ignore_patterns(".venv", ".git", "demo", "*cache*", ".hypothesis", ".work")
    shutil.copytree(ROOT, source, ignore=left_out)
    return source


@pytest.fixture(scope="module")
def wheel(source: Path) -> Path:
    """Build the source archive, and the wheel from it: so a file that the archive forgets is missed here."""
    folder = source.parent
    run(sys.executable, "-m", "build", "--outdir", folder / "dist", cwd=source)
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program as installed from the wheel into an empty environment."""
    environment = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=environment)
    return environment / "bin" / "coprod-audit"


def test_the_wheel_holds_what_is_not_code_too_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in ("questionnaires/coprod-ladder/questionnaire.yaml", "py.typed", "_version.py"):
        assert f"coprod_audit/{wanted}" in names
    for folder in ("questionnaires", "templates"):
        shipped = {n.removeprefix("coprod_audit/") for n in names if n.startswith(f"coprod_audit/{folder}/")}
        there = {str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*") if p.is_file()}
        made = {"questionnaires/coprod-ladder.copy.json"} if folder == "questionnaires" else set()
        assert shipped == {name for name in there if "__pycache__" not in name} | made
    assert {name.split("/")[0] for name in names} == {"coprod_audit", "coprod_audit-0.1.0.dist-info"}
    licences = {Path(name).name for name in names if "dist-info/licenses" in name}
    assert licences == {"LICENSE", "LICENSE-questionnaire"}


def test_it_says_its_version_wherever_one_stands(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path).strip().endswith("0.1.0")


def test_it_audits_an_example_from_another_folder(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "camden-after.yaml", tmp_path / "answers.yaml")
    run(installed, "report", "answers.yaml", "-o", "audit.md", cwd=tmp_path)
    audit = (tmp_path / "audit.md").read_text(encoding="utf-8")
    assert "Camden" in audit
    assert "ladder" in audit


def test_it_audits_the_same_as_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    example = str(ROOT / "examples" / "camden-after.yaml")
    from_checkout = run(sys.executable, "-m", "coprod_audit", "report", example, cwd=ROOT)
    assert run(installed, "report", example, cwd=tmp_path) == from_checkout


def test_it_finds_its_own_questionnaire_and_not_a_folder_of_that_name(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "templates").mkdir()
    ready_to_fill = run(installed, "questionnaire", "answers-file", cwd=tmp_path)
    assert "coprod-audit: answers/1" in ready_to_fill


def test_for_scripts_it_can_be_imported_from_anywhere(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "camden-after.yaml", tmp_path / "answers.yaml")
    code = (
        "import coprod_audit as c; q = c.read_questionnaire(); "
        "print(c.assess(q, c.read_answers('answers.yaml', q)).standing.lowest, c.__version__)"
    )
    assert run(installed.with_name("python"), "-c", code, cwd=tmp_path).split()[-1] == "0.1.0"


def test_the_compiled_questionnaire_is_the_one_that_its_yaml_tells_and_so_is_its_diagram(
    installed: Path, tmp_path: Path
) -> None:
    code = (
        "from coprod_audit import compiled, diagram, loading; copy = compiled.compiled('coprod-ladder'); "
        "read = loading.read_questionnaire(thorough=True); assert '_diagram' in vars(copy); "
        "print(loading.read_questionnaire() is copy, copy == read, diagram.diagram_of(copy) == diagram.diagram_of(read))"
    )
    assert run(installed.with_name("python"), "-c", code, cwd=tmp_path) == "True True True\n"


def test_changing_the_yaml_of_an_installed_package_changes_the_questionnaire(
    installed: Path, tmp_path: Path
) -> None:
    code = "import coprod_audit; print(coprod_audit.read_questionnaire().title, coprod_audit.__file__)"
    title, package = run(installed.with_name("python"), "-c", code, cwd=tmp_path).rsplit(maxsplit=1)
    head = Path(package).parent / "questionnaires" / "coprod-ladder" / "questionnaire.yaml"
    before = head.read_bytes()
    try:
        head.write_bytes(before.replace(title.encode(), title[::-1].encode()))
        assert run(installed.with_name("python"), "-c", code, cwd=tmp_path).startswith(title[::-1])
    finally:
        head.write_bytes(before)


def test_built_again_from_the_same_files_it_has_the_same_bytes(wheel: Path, source: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", source.parent / "again", cwd=source)
    assert (source.parent / "again" / wheel.name).read_bytes() == wheel.read_bytes()
