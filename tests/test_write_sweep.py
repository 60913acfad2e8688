"""A11: whatever fails, or ends, at whichever call: `report -o` leaves the old file or the new one, whole.

The program runs under strace, which lets the n-th call that touches the output fail or kills the process there, for
n = 1, 2, ... until there is no n-th. A planted fault, writing in place, has to be caught by the same harness.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.typing_kit import EXAMPLE, ROOT, call, environment

CALLS = ("openat", "write", "fsync", "close", "rename")
DEEDS = ("error=ENOSPC", pytest.param("error=EIO", marks=pytest.mark.slow), "signal=KILL")

# The number in the name of the temporary file has to be known beforehand, so that strace can look out for it.
START = "import os, sys; os.getpid = lambda: 7; sys.argv[0] = 'coprod-audit'\n"
RUN = "from coprod_audit.__main__ import run; sys.exit(run())"
IN_PLACE = """
import coprod_audit.files as files
def in_place(texts, mode):
    for path, data in texts:
        with open(path, "wb", buffering=0) as file:
            for start in range(0, len(data), 4096):
                file.write(data[start:start + 4096])
files._replace = in_place
"""


class Point(NamedTuple):
    """One run that was hit: at which call, by what, and what stood in the files afterwards."""

    call: str
    n: int
    code: int
    whole: bool
    said: str


def sweep(strace: str, folder: Path, call_name: str, deed: str, planted: str = "") -> list[Point]:
    """Hit every call of one kind that touches the output, one a run."""
    old = written(folder / "old")
    new = written(folder / "new", "--public")
    points: list[Point] = []
    while len(points) < 40:
        n = len(points) + 1
        here = folder / f"{call_name}-{n}"
        here.mkdir()
        for name, text in old.items():
            (here / name).write_bytes(text)
        code, said, hit = run_hit(strace, here, f"{call_name}:{deed}:when={n}", planted)
        found = {name: (here / name).read_bytes() for name in old}
        if not hit:
            return points
        whole = all(found[name] in {old[name], new[name]} for name in old)
        points.append(Point(call_name, n, code, whole, said))
    raise AssertionError(f"{call_name} never came to an end")


def written(folder: Path, *options: str) -> dict[str, bytes]:
    """What a run that nothing happens to writes."""
    folder.mkdir()
    done = call("report", EXAMPLE, "-o", "audit.md", *options, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return {name: (folder / name).read_bytes() for name in ("audit.md", "audit.svg")}


def run_hit(strace: str, folder: Path, injection: str, planted: str) -> tuple[int, str, bool]:
    """One run under strace; returns how it ended, what it said, and whether the call was reached."""
    names = ("audit.md", "audit.svg", ".audit.md.7.tmp", ".audit.svg.7.tmp")
    watched = [option for name in (*names, "") for option in ("-P", str(folder / name).rstrip("/"))]
    log = folder.parent / f"{folder.name}.log"
    done = subprocess.run(
        [
            *(strace, "-f", "-o", str(log), "-e", "trace=" + ",".join((*CALLS, "unlink")), *watched, "-e", f"inject={injection}"),
            *(sys.executable, "-c", START + planted + RUN, "report", str(EXAMPLE), "-o", str(folder / "audit.md"), "--public"),
        ],
        cwd=ROOT,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        timeout=60,
        check=False,
    )  # fmt: skip
    traced = log.read_text(encoding="utf-8", errors="replace")
    hit = "(INJECTED)" in traced or "killed by SIGKILL" in traced
    return done.returncode, done.stderr.decode("utf-8", "replace"), hit


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("call_name", CALLS)
def test_old_or_new_and_nothing_between(
    tmp_path: Path, require_tool: Callable[[str], str], call_name: str, deed: str
) -> None:
    points = sweep(require_tool("strace"), tmp_path, call_name, deed)
    print(f"write sweep: {call_name} {deed}: {len(points)} points, {sum(not p.whole for p in points)} torn")
    assert len(points) >= 2, "the sweep hit nothing, so it has shown nothing"
    assert [p for p in points if not p.whole] == []
    assert [p for p in points if "Traceback" in p.said or p.code == 3] == []
    if deed == "signal=KILL":
        assert {p.code for p in points} <= {-9, 137}
    elif call_name in {"write", "rename"}:
        assert {p.code for p in points} == {2}


def test_writing_in_place_is_caught(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    torn = [
        p for p in sweep(require_tool("strace"), tmp_path, "write", "signal=KILL", IN_PLACE) if not p.whole
    ]
    assert torn, "the harness does not see a file that is half written"
