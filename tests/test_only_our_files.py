"""C3 and C5: nothing but the answers, what lies beside them and the audit is opened for writing, and no socket is made.

Watched twice: from inside by an audit hook, from outside by strace. A planted fault has to be caught by both.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal_kit import CTRL_C, Room, asked, begun, question, resume
from tests.typing_kit import EXAMPLE, QUICK, call, environment, lines

# Written with the bare calls of the system, so that the watching is not among what is watched.
WATCH = """
import os, sys
log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if writes and not isinstance(path, int):
            os.write(log, f"write {{path}}\\n".encode())
    elif (event.startswith("socket.") and event != "socket.gethostname") or event in {{"os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink"}}:
        os.write(log, f"{{event}} {{arguments}}\\n".encode())
sys.addaudithook(watch)
sys.argv[0] = "coprod-audit"
"""
RUN = "from coprod_audit.__main__ import run; sys.exit(run())"
PLANTED = """
import pathlib, socket
import coprod_audit.loading
pathlib.Path.home().joinpath("visits.log").write_text("once more", encoding="utf-8")
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
"""
SITTING = ("run", "a.yaml", "--quick")
REPORT = ("report", str(EXAMPLE), "-o", "audit.md")
OTHERS = (("report", str(EXAMPLE)), ("questionnaire", "list"), ("explain",), ("schema", "result"))
OURS = re.compile(
    r"a\.yaml|a(-audit|udit)(-[a-z-]+)?\.(md|svg)"  # what people know of
    r"|\.a\.yaml\.(saved|lock|draft|saving)"  # what lies beside the answers
    r"|\.(a\.yaml(\.saved|\.draft)?|a(-audit|udit)(-[a-z-]+)?\.(md|svg))\.\d+\.tmp"
)


class Seen(NamedTuple):
    """What a run did to the world outside: the paths it wrote to, and the sockets it asked for."""

    written: frozenset[str]
    sockets: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the files it wrote, without their folders."""
        return frozenset(Path(p).name for p in self.written)

    @property
    def foreign(self) -> list[str]:
        """The paths that are neither ours nor nowhere."""
        return sorted(
            p for p in self.written if not OURS.fullmatch(Path(p).name) and p not in {"/dev/null", "/dev/tty"}
        )


def hooked(folder: Path, command: tuple[str, ...], planted: str = "") -> Seen:
    """Run a command with an audit hook inside."""
    log = folder.parent / f"{folder.name}.log"
    subprocess.run(
        [sys.executable, "-B", "-c", WATCH.format(log=str(log)) + planted + RUN, *command],
        cwd=folder,
        env=environment(HOME=str(folder)),
        input=lines(*QUICK),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return heard(log.read_text(encoding="utf-8"))


def heard(log: str) -> Seen:
    """What the audit hook wrote down."""
    written = [line.split(" ", 1)[1] for line in log.splitlines() if line.startswith("write ")]
    return Seen(frozenset(written), tuple(line for line in log.splitlines() if line.startswith("socket.")))


def traced(strace: str, folder: Path, command: tuple[str, ...], planted: str = "") -> Seen:
    """Run a command with strace outside."""
    log = folder.parent / f"{folder.name}.strace"
    program = (sys.executable, "-B", "-c", f"import sys; sys.argv[0] = 'coprod-audit'\n{planted}{RUN}")
    subprocess.run(
        [strace, "-f", "-o", str(log), "-e", "trace=%file,%network", *program, *command],
        cwd=folder,
        env=environment(HOME=str(folder), USER="room"),  # else the C library asks this machine's name service
        input=lines(*QUICK),
        capture_output=True,
        timeout=60,
        check=False,
    )
    text = log.read_text(encoding="utf-8", errors="replace")
    opened = re.findall(r'open(?:at)?\((?:[^",]*, )?"([^"]*)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)', text)
    others = re.findall(
        r'\b(?:creat|mkdir|mkdirat|truncate|rename|link|symlink)\(.*?"([^"]*)"(?:, "([^"]*)")?', text
    )
    made = [name for pair in others for name in pair if name]
    return Seen(frozenset((*opened, *made)), tuple(re.findall(r"\b(?:socket|connect|bind)\(.*", text)))


@pytest.mark.parametrize("command", [SITTING, REPORT, *OTHERS], ids=" ".join)
def test_seen_from_inside_only_our_files_are_written(tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    seen = hooked(folder, command)
    print(f"{' '.join(command[:2])}: {len(seen.written)} paths written, {len(seen.sockets)} sockets")
    assert (seen.foreign, seen.sockets) == ([], ())
    assert bool(seen.written) == (command in {SITTING, REPORT})


@pytest.mark.parametrize("command", [SITTING, REPORT], ids=" ".join)
def test_seen_from_outside_only_our_files_are_written(
    tmp_path: Path, require_tool: Callable[[str], str], command: tuple[str, ...]
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    seen = traced(require_tool("strace"), folder, command)
    assert (seen.foreign, seen.sockets) == ([], ())
    assert seen.written


def test_a_visit_that_is_written_down_elsewhere_is_caught(
    tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    for name, watch in (("in", hooked), ("out", lambda *a: traced(require_tool("strace"), *a))):
        folder = tmp_path / name
        folder.mkdir()
        seen = watch(folder, REPORT, PLANTED)
        assert [Path(p).name for p in seen.foreign] == ["visits.log"]
        assert seen.sockets


def test_in_a_drawing_terminal_too_only_our_files_are_written(tmp_path: Path) -> None:
    """The event loop wakes itself through a pair of sockets that lead nowhere; none is connected or bound."""
    folder = tmp_path / "here"
    folder.mkdir()
    log = tmp_path / "here.log"
    program = (sys.executable, "-B", "-c", WATCH.format(log=str(log)) + RUN)
    begun(folder)
    here = Room(folder, *SITTING, program=program)
    resume(here)
    here.answer(question(1, 7), "4")
    here.wait(question(2, 7))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    here.press("Posters")
    here.wait("> Posters")
    here.press(CTRL_C)
    assert here.leave() == 130
    seen = heard(log.read_text(encoding="utf-8"))
    assert seen.foreign == []
    assert {re.sub(r"\d+", "N", one) for one in seen.names} - {"null", "tty"} == {
        ".a.yaml.N.tmp",
        ".a.yaml.draft.N.tmp",
        ".a.yaml.lock",
        ".a.yaml.saved.N.tmp",
        ".a.yaml.saving",
    }
    assert [one for one in seen.sockets if not one.startswith("socket.__new__")] == []
    assert all("1" in one.split("(")[-1] for one in seen.sockets)  # family 1: AF_UNIX


def test_the_folder_holds_what_it_should(tmp_path: Path) -> None:
    assert call(*SITTING, cwd=tmp_path, given=lines(*QUICK)).returncode == 0
    assert call(*REPORT, cwd=tmp_path).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".a.yaml.saved",
        "a-audit-four-values.svg",
        "a-audit.md",
        "a-audit.svg",
        "a.yaml",
        "audit-four-values.svg",
        "audit.md",
        "audit.svg",
    ]
