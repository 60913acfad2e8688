"""F3 and F4: answers are their owner's business, and a fault of our own tells nothing of them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import CTRL_C, Room, asked, begun, kept, question, resume, rooms
from tests.typing_kit import DETAILS, environment, lines

MARKER = "Zacharias said so in the corridor"
FAULTY = """
import sys
from coprod_audit.interview import noting
def faulty(interview, fact, evidence):
    raise RuntimeError(f"{evidence}: {interview.answers}")
noting.evidenced = faulty
sys.argv[0] = "coprod-audit"
from coprod_audit.__main__ import run; sys.exit(run())
"""
"""The program with a fault that has all the answers in its words, and in its frames."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def modes(folder: Path, pattern: str) -> dict[str, int]:
    """The permissions of the files that are called like that."""
    return {path.name: path.stat().st_mode & 0o777 for path in sorted(folder.glob(pattern))}


def test_the_answers_and_what_lies_beside_them_are_for_their_owner_only(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 1)
    before = os.umask(0)
    try:
        here = room("run", path.name, "--quick")
    finally:
        os.umask(before)
    resume(here)
    here.answer(question(2, 7), "4")
    here.wait(question(3, 7))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    here.press(MARKER)
    here.wait(f"> {MARKER}")
    here.press(CTRL_C)
    assert here.leave() == 130
    assert modes(tmp_path, "*a.yaml*") == {".a.yaml.draft": 0o600, ".a.yaml.saved": 0o600, "a.yaml": 0o600}


def test_copies_that_are_kept_of_a_file_are_for_their_owner_only(tmp_path: Path) -> None:
    path = begun(tmp_path, 1)
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    subprocess.run(
        ["sh", "-c", f'umask 0; exec "{sys.executable}" -m coprod_audit run a.yaml --quick'],
        cwd=tmp_path,
        env=environment(),
        input=lines("1", "yes", "4"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert kept(path).facts == {"told": "what-and-why-in-time", "asked": "while-open"}
    assert set(modes(tmp_path, "*a.yaml*").values()) == {0o600}
    assert set(modes(tmp_path, "*.bak")) == {"a.yaml.found.bak", "a.yaml.saved.bak"}


def test_a_fault_of_our_own_tells_where_its_log_is_and_nothing_of_what_was_answered(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, "run", "a.yaml", "--quick"],
        cwd=tmp_path,
        env=environment(TMPDIR=str(logs)),
        input=lines(*DETAILS, "4", "note", MARKER, "a photo of it"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    said = done.stderr.decode()
    log = next(logs.iterdir())
    assert str(log) in said
    assert "What was saved before is whole." in said
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    for answer in (MARKER, "a photo of it", *(one for one in DETAILS if len(one) > 8)):
        assert answer not in said
        assert answer not in written
    assert log.stat().st_mode & 0o777 == 0o600
    told = kept(tmp_path / "a.yaml").by_fact["told"]
    assert (told.choice, told.note) == ("what-and-why-in-time", MARKER)


def test_a_fault_in_a_terminal_leaves_the_terminal_as_it_was_and_everything_on_the_disk(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 1)
    here = room("run", path.name, "--quick", program=(sys.executable, "-c", FAULTY), TMPDIR=str(tmp_path))
    resume(here)
    here.answer(question(2, 7), "4")
    here.wait(question(3, 7))
    here.press("n")
    here.answer(asked("Note (Enter for none):"), MARKER)
    here.answer(asked("Evidence, and where to find it"), "a photo of it")
    assert here.leave() == 3
    assert "Traceback" not in here.told()
    report = here.told().rpartition("coprod-audit has met a fault")[2]
    assert report
    assert MARKER not in report
    assert "a photo of it" not in report
    assert not here.screen.cursor.hidden
    log = next(tmp_path.glob("coprod-audit-fault-*"))
    assert MARKER not in log.read_text(encoding="utf-8")
    assert kept(path).by_fact["asked"].note == MARKER
