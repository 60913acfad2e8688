"""The environments that are measured: ours as people install it, and one for each peer, all made on first use.

They lie in `benchmarks/.work`; ours are made anew when the package changes. The environment that the development
happens in is never measured: an editable install starts differently.
"""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = HERE / ".work"

EXTRAS = ("fast", "xlsx", "parquet")
"""Those of our extras that have to do with reading tables, as far as there are such."""


def ours() -> Path:
    """Return the folder of programs of an environment with our wheel and nothing beside what it needs."""
    return _ours("ours", ())


def ours_with_extras() -> Path:
    """Return the same with our extras. orjson is there in any case, for the loops that are run in it."""
    there = has_extras()
    return _ours("ours-with-extras", tuple(name for name in EXTRAS if name in there), "orjson")


def has_extras() -> frozenset[str]:
    """Return the names of our extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return frozenset(project.get("optional-dependencies", {}))


def yamllint() -> Path:
    """Return the folder of programs of an environment with yamllint, the peer that `--help` is held against."""
    return _peer("yamllint", "yamllint")


def plain_loops() -> Path:
    """Return that of an environment with orjson, for the loops that whole batches are held against."""
    return _peer("plain-loops", "orjson")


def check_jsonschema() -> Path:
    """Return that of an environment with check-jsonschema, which holds files against a schema."""
    return _peer("check-jsonschema", "check-jsonschema")


def pandas_and_jinja() -> Path:
    """Return that of an environment with what a consultant's script of reports needs."""
    return _peer("pandas-and-jinja", "pandas", "jinja2", "pyyaml")


def _ours(name: str, extras: tuple[str, ...], *more: str) -> Path:
    programs, mark = WORK / name / "bin", WORK / name / "digest"
    digest = _digest()
    if not mark.exists() or mark.read_text(encoding="utf-8") != digest:
        wheel = f"{_wheel()}[{','.join(extras)}]" if extras else str(_wheel())
        _make(name, wheel, *more)
        mark.write_text(digest, encoding="utf-8")
    return programs


def _wheel() -> Path:
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(WORK / "dist"), str(ROOT))
    return max((WORK / "dist").glob("*.whl"), key=lambda wheel: wheel.stat().st_mtime)


def _peer(name: str, *packages: str) -> Path:
    mark = WORK / name / "made"
    if not mark.exists():
        _make(name, *packages)
        mark.touch()
    return WORK / name / "bin"


def _make(name: str, *packages: str) -> None:
    WORK.mkdir(exist_ok=True)
    _run(sys.executable, "-m", "venv", "--clear", str(WORK / name))
    python = str(WORK / name / "bin" / "python")
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _digest() -> str:
    found = hashlib.sha256()
    folders = (".ci", "coprod_audit", "questionnaires", "templates")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in [ROOT / "pyproject.toml", *files]:
        if "__pycache__" not in path.parts:
            found.update(path.read_bytes())
    return found.hexdigest()
