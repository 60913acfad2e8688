"""A7: two sittings on one file. The second is told; and where locks do not work, nobody's answers are overwritten."""

import errno
import itertools
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coprod_audit import disk, place, turn
from coprod_audit.session import Busy, Missing, Moved, Owner, Session, Whole
from tests.conftest import ROOT
from tests.saving_kit import ANN, BEN, NAME, NOW, SAVING, opened

HOLD = """
import sys, pathlib
from coprod_audit.session import Owner, Session
session = Session.open(pathlib.Path(sys.argv[1]), now="2026-05-12T14:05", owner=Owner("Ann", "library-pc", 4711))
session.save("by Ann\\n")
print("held", flush=True)
sys.stdin.read()
"""
RACE = """
import errno, os, sys, pathlib
from coprod_audit import disk
from coprod_audit.session import Owner, Session
def refuse(descriptor):
    raise OSError(errno.ENOLCK, "No locks available")
disk.lock = refuse
name = sys.argv[2]
session = Session.open(pathlib.Path(sys.argv[1]), now="2026-05-12T14:05", owner=Owner(name, name, os.getpid()))
print("open", flush=True)
sys.stdin.readline()
for number in range(1, 21):
    session.save("".join(f"{name} {n}\\n" for n in range(1, number + 1)))
session.close()
"""
ANSWERS = 4


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process with a sitting on the file."""
    process = started(HOLD, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def started(program: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder / NAME), *more],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_second_is_refused_within_a_second_and_told_who_where_and_since_when(tmp_path: Path) -> None:
    process = holder(tmp_path)
    began = time.perf_counter()
    with pytest.raises(Busy, match="by Ann on library-pc since 14:05 "):
        opened(tmp_path, BEN)
    took = time.perf_counter() - began
    process.communicate()
    assert took <= 1
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "by Ann\n"


def test_a_sitting_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    assert (tmp_path / f".{NAME}.lock").exists()
    with opened(tmp_path, BEN) as session:
        assert session.found == Whole(b"by Ann\n")
        assert session.save("by Ben\n") is None


def test_without_the_lock_the_harness_sees_that_nobody_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = holder(tmp_path)
    monkeypatch.setattr(disk, "lock", lambda descriptor: None)
    opened(tmp_path, BEN).close()
    process.communicate()


def test_what_an_editor_changed_meanwhile_stays_and_ours_goes_on_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.save("ours 1\n")
        (tmp_path / NAME).write_text("theirs\n", encoding="utf-8")
        assert session.save("ours 2\n") == Moved(tmp_path / NAME, tmp_path / "answers.2.yaml")
        assert session.path == tmp_path / "answers.2.yaml"
        assert session.save("ours 3\n") is None
        with pytest.raises(Busy):
            Session.open(session.path, now=NOW, owner=BEN)
    assert contents(tmp_path) == {NAME: "theirs\n", "answers.2.yaml": "ours 3\n"}
    assert (tmp_path / "answers.2.yaml").stat().st_mode & 0o777 == 0o600


def test_a_third_version_has_the_next_free_name(tmp_path: Path) -> None:
    (tmp_path / "answers.2.yaml").write_text("older\n", encoding="utf-8")
    with opened(tmp_path) as session:
        for number in (3, 4):
            theirs = session.path
            theirs.write_text(f"theirs {number}\n", encoding="utf-8")
            assert session.save("ours\n") == Moved(theirs, tmp_path / f"answers.{number}.yaml")
    assert contents(tmp_path)["answers.2.yaml"] == "older\n"


def contents(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.iterdir()) if p.name[0] != "."}


class Schedule:
    """Lets several people act in turn, one call to the disk each time, in an order drawn by lot (always the same)."""

    def __init__(self, seed: int, people: tuple[Owner, ...]) -> None:
        self._lots = random.Random(seed)  # noqa: S311 - nothing is secret here
        self._here = [owner.user for owner in people]
        self._whose = self._lots.choice(self._here)
        self._waiting = threading.Condition()
        self._local = threading.local()
        self._processes = {ANN.user: os.getpid(), BEN.user: os.getppid()}

    def run(self, deeds: dict[str, Callable[[], None]]) -> list[BaseException]:
        """Run all of them to their end, and return what they raised."""
        raised: list[BaseException] = []
        threads = [threading.Thread(target=self._act, args=(*deed, raised)) for deed in deeds.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return raised

    def _act(self, user: str, deed: Callable[[], None], raised: list[BaseException]) -> None:
        self._local.user = user
        self._wait()
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits
            raised.append(error)
        with self._waiting:
            self._here.remove(user)
            self._next()

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Let somebody else go first, or not."""

        def call(*given: Any) -> Any:
            with self._waiting:
                self._next()
            self._wait()
            return real(*given)

        return call

    def _next(self) -> None:
        if self._here:
            self._whose = self._lots.choice(self._here)
            self._waiting.notify_all()

    def _wait(self) -> None:
        with self._waiting:
            self._waiting.wait_for(lambda: self._whose == self._local.user)

    def process(self) -> int:
        """The number of a process that is alive, another one for each."""
        return self._processes[getattr(self._local, "user", ANN.user)]


def interleaved(folder: Path, seed: int, patch: pytest.MonkeyPatch) -> list[str]:
    """Let two people answer the same file at once, where locks do not work; return the answers that are nowhere."""
    folder.mkdir()
    (folder / NAME).write_text("common\n", encoding="utf-8")
    schedule = Schedule(seed, (ANN, BEN))

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    for name in SAVING:
        patch.setattr(disk, name, schedule.before(getattr(disk, name)))
    patch.setattr(disk, "lock", refuse)
    patch.setattr(disk, "pause", schedule.before(lambda: None))
    patch.setattr(os, "getpid", schedule.process)
    raised = schedule.run({owner.user: answering(folder, owner) for owner in (ANN, BEN)})
    assert raised == []
    kept = "".join(contents(folder).values())
    return [line for owner in (ANN, BEN) for line in lines(owner, ANSWERS) if line not in kept]


def answering(folder: Path, owner: Owner) -> Callable[[], None]:
    def answer() -> None:
        with opened(folder, owner) as session:
            for number in range(1, ANSWERS + 1):
                session.save("".join(lines(owner, number)))

    return answer


def lines(owner: Owner, number: int) -> list[str]:
    return [f"{owner.user} {n}\n" for n in range(1, number + 1)]


def lost(folder: Path, seeds: range, plant: Callable[[pytest.MonkeyPatch], None] | None = None) -> list[int]:
    """The interleavings in which an answer is lost."""
    found = []
    for seed in seeds:
        with pytest.MonkeyPatch.context() as patch:
            if plant is not None:
                plant(patch)
            if interleaved(folder / str(seed), seed, patch):
                found.append(seed)
    return found


def test_where_locks_do_not_work_nobody_loses_an_answer(tmp_path: Path) -> None:
    assert lost(tmp_path, range(20)) == []


@pytest.mark.slow
@pytest.mark.exhaustive
def test_in_two_hundred_interleavings_nobody_loses_an_answer(tmp_path: Path) -> None:
    assert lost(tmp_path, range(200)) == []


def no_look(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(place.Place, "_digest", lambda self: "")


def no_turn(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(turn, "_begun", lambda path, owner: True)


@pytest.mark.parametrize("plant", [no_look, no_turn])
def test_a_save_that_does_not_look_or_does_not_wait_is_caught(
    tmp_path: Path, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    assert lost(tmp_path, range(20), plant) != []


def test_two_processes_that_race_without_locks_both_keep_everything(tmp_path: Path) -> None:
    people = [started(RACE, tmp_path, name) for name in ("Ann", "Ben")]
    for process in people:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    for process in people:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in people:
        process.communicate(timeout=60)
        assert process.returncode == 0
    kept = "".join(contents(tmp_path).values())
    expected = [f"{name} {n}\n" for name, n in itertools.product(("Ann", "Ben"), range(1, 21))]
    assert [line for line in expected if line not in kept] == []


def test_a_turn_that_nobody_ends_makes_us_go_on_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's machine went away while it saved: nobody can tell from here."""
    monkeypatch.setattr(disk, "pause", lambda: None)
    with opened(tmp_path) as session:
        session.save("ours 1\n")
        (tmp_path / f".{NAME}.saving").write_bytes(Owner("Cem", "far-away", 1).told(""))
        assert session.save("ours 2\n") == Moved(tmp_path / NAME, tmp_path / "answers.2.yaml")
    assert contents(tmp_path) == {NAME: "ours 1\n", "answers.2.yaml": "ours 2\n"}


def test_a_turn_left_by_a_killed_process_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.saving").write_bytes(Owner("Cem", ANN.host, 1).told(""))
    with opened(tmp_path) as session:
        assert session.found == Missing()
        assert session.save("ours\n") is None
