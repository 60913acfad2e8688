"""The environments that are measured: ours as people install it, and one for a peer, both made on first use.

They lie in `benchmarks/.work`; ours is made anew when the package changes. The environment that the development
happens in is never measured: an editable install starts differently.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = HERE / ".work"


def ours() -> Path:
    """Return the folder of programs of an environment with our wheel and nothing beside what it needs."""
    WORK.mkdir(exist_ok=True)
    programs, mark = WORK / "ours" / "bin", WORK / "ours" / "digest"
    digest = _digest()
    if not mark.exists() or mark.read_text(encoding="utf-8") != digest:
        _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(WORK / "dist"), str(ROOT))
        _run(sys.executable, "-m", "venv", "--clear", str(WORK / "ours"))
        newest = max((WORK / "dist").glob("*.whl"), key=lambda wheel: wheel.stat().st_mtime)
        _install(programs, str(newest))
        mark.write_text(digest, encoding="utf-8")
    return programs


def yamllint() -> Path:
    """Return the folder of programs of an environment with yamllint, the peer that `--help` is held against."""
    WORK.mkdir(exist_ok=True)
    programs = WORK / "yamllint" / "bin"
    if not (programs / "yamllint").exists():
        _run(sys.executable, "-m", "venv", "--clear", str(WORK / "yamllint"))
        _install(programs, "yamllint")
    return programs


def _install(programs: Path, what: str) -> None:
    _run(str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what)


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def _digest() -> str:
    found = hashlib.sha256()
    folders = ("coprod_audit", "questionnaires", "templates")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in [ROOT / "pyproject.toml", *files]:
        if "__pycache__" not in path.parts:
            found.update(path.read_bytes())
    return found.hexdigest()
