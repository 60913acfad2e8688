"""A2: whatever interrupts a sitting, wherever it stands: what was acknowledged is on the disk, and it ends in order.

Eight events at eight places are 64 cells. Sixteen of them, with every event and every place, run with the slow tests;
the others only before a release. An answer is acknowledged when the next prompt is on the screen.
"""

import contextlib
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal_kit import (
    CTRL_C,
    CTRL_D,
    DOWN,
    ENTER,
    ROWS,
    Room,
    asked,
    begun,
    kept,
    question,
    resume,
    rooms,
    row,
)
from tests.typing_kit import DETAILS, call, lines

TOGETHER = 0.02
"""Seconds between two Ctrl-C; at most 0.05 (A2)."""

ARRIVED = 0.03
"""Seconds that the system may take to hand over a key or a hang-up while nobody reads."""

SOON = 1.0
"""Seconds in which the process is gone after a hang-up (A2)."""

PAUSING = """
import os, sys, time
from coprod_audit import disk
from coprod_audit.cli import audit

def pausing(name, call):
    armed = os.path.join(os.environ["PAUSES"], name)
    def paused(*arguments, **options):
        if os.path.exists(armed):
            with open(armed, encoding="utf-8") as file:
                left = int(file.read())
            if left:
                with open(armed, "w", encoding="utf-8") as file:
                    file.write(str(left - 1))
            else:
                os.rename(armed, armed + ".here")
                until = time.monotonic() + 20
                while not os.path.exists(armed + ".sent") and time.monotonic() < until:
                    time.sleep(0.002)
        return call(*arguments, **options)
    return paused

disk.sync = pausing("sync", disk.sync)
audit.write = pausing("write", audit.write)
sys.argv[0] = "coprod-audit"
"""
"""The program with two calls that wait where a test has asked for it, so that an event can be sent just then."""

START = "from coprod_audit.__main__ import run; sys.exit(run())"


class Scene(NamedTuple):
    """A sitting that has been brought to a place, and what was acknowledged by then, by facts."""

    room: Room
    path: Path
    acknowledged: Mapping[str, str]
    pauses: Path
    paused: str = ""


class Event(NamedTuple):
    """How a sitting is interrupted, and the exit code that says so."""

    send: Callable[[Room], None]
    code: int


def twice(room: Room) -> None:
    """Ctrl-C, and again before anybody can have answered."""
    room.press(CTRL_C)
    time.sleep(TOGETHER)
    room.press(CTRL_C)


def by_signal(number: signal.Signals) -> Callable[[Room], None]:
    """Send a signal."""
    return lambda room: room.child.kill(number)


EVENTS = {
    "ctrl-c": Event(lambda room: room.press(CTRL_C), 130),
    "ctrl-c-twice": Event(twice, 130),
    "ctrl-d": Event(lambda room: room.press(CTRL_D), 130),
    "sigint": Event(by_signal(signal.SIGINT), 130),
    "sigterm": Event(by_signal(signal.SIGTERM), 143),
    "sighup": Event(by_signal(signal.SIGHUP), 129),
    "closed": Event(Room.hang_up, 129),
    "sigkill": Event(by_signal(signal.SIGKILL), -signal.SIGKILL),
}


class Start:
    """Opens the program in a folder, at the first prompt."""

    def __init__(self, folder: Path, open_: Callable[..., Room], pauses: Path) -> None:
        self.folder = folder
        self.pauses = pauses
        self._open = open_

    def at(self, facts: int | None) -> Room:
        """At its first prompt, with so many facts in the file; None for no file at all."""
        if facts is not None:
            begun(self.folder, facts)
        return self._open("run", "a.yaml", "--quick", PAUSES=str(self.pauses))

    def going_on(self, facts: int) -> Room:
        """At the first open question."""
        here = self.at(facts)
        resume(here)
        return here

    def scene(self, here: Room, acknowledged: dict[str, str] | None = None, paused: str = "") -> Scene:
        """What an event is sent into."""
        return Scene(here, self.folder / "a.yaml", acknowledged or {}, self.pauses, paused)


def first_question(start: Start) -> Scene:
    here = start.at(None)
    here.wait(asked("What is the project called?"))
    return start.scene(here)


def middle_question(start: Start) -> Scene:
    here = start.going_on(3)
    here.answer(row(ROWS[0]), "4")
    here.wait(row(ROWS[1]))
    return start.scene(here, {**FIRST_THREE, "decisions.purpose": "talked"})


def last_question(start: Start) -> Scene:
    here = start.going_on(10)
    here.answer(question(7, 8), "2")
    here.wait(question(8, 8))
    return start.scene(here, {**FIRST_THREE, "agenda": "people-suggest"})


def in_a_text(start: Start) -> Scene:
    here = start.going_on(1)
    here.answer(question(2, 7), "4")
    here.wait(question(3, 7))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    here.press("Half a no")
    here.wait("> Half a no")
    return start.scene(here, dict(list(FIRST_THREE.items())[:2]))


def in_a_choice(start: Start) -> Scene:
    here = start.going_on(1)
    here.answer(question(2, 7), "4")
    here.wait(question(3, 7))
    here.press("1", DOWN)
    here.wait("> 2) There were several occasions")
    return start.scene(here, dict(list(FIRST_THREE.items())[:2]))


def in_a_confirmation(start: Start) -> Scene:
    here = start.at(3)
    here.wait(asked("Go on with it?"))
    return start.scene(here, FIRST_THREE)


def while_reporting(start: Start) -> Scene:
    here = start.going_on(11)
    here.answer(question(8, 8), "2")
    here.wait(asked("What now?"))
    _arm(start.pauses, "write", 0)
    here.press(ENTER)
    return start.scene(here, {**FIRST_THREE, "agenda": "people-suggest", "after": "hear-results"}, "write")


def while_saving(start: Start) -> Scene:
    here = start.going_on(1)
    here.answer(question(2, 7), "4")
    here.wait(question(3, 7))
    _arm(start.pauses, "sync", 1)  # what lies beside the file is on the disk by then, the file itself is not
    here.press("3", ENTER)
    return start.scene(here, dict(list(FIRST_THREE.items())[:2]), "sync")


FIRST_THREE = {"told": "what-and-why-in-time", "asked": "while-open", "came-back": "same-people"}
PLACES: dict[str, Callable[[Start], Scene]] = {
    "first-question": first_question,
    "middle-question": middle_question,
    "last-question": last_question,
    "in-a-text": in_a_text,
    "in-a-choice": in_a_choice,
    "in-a-confirmation": in_a_confirmation,
    "while-reporting": while_reporting,
    "while-saving": while_saving,
}
SAMPLE = {
    ("ctrl-c", "middle-question"), ("ctrl-c", "while-saving"),
    ("ctrl-c-twice", "in-a-choice"), ("ctrl-c-twice", "while-reporting"),
    ("ctrl-d", "first-question"), ("ctrl-d", "in-a-text"),
    ("sigint", "in-a-confirmation"), ("sigint", "last-question"),
    ("sigterm", "in-a-text"), ("sigterm", "while-saving"),
    ("sighup", "while-reporting"), ("sighup", "in-a-choice"),
    ("closed", "last-question"), ("closed", "middle-question"),
    ("sigkill", "while-saving"), ("sigkill", "middle-question"),
}  # fmt: skip
CELLS = [
    pytest.param(event, place, marks=pytest.mark.slow if (event, place) in SAMPLE else pytest.mark.exhaustive)
    for event in EVENTS
    for place in PLACES
]
NOT_HEARD = {("ctrl-d", "while-reporting"), ("ctrl-d", "while-saving")}
"""Nobody reads then, and the end of the input is a key like any other: the program goes on."""


def _arm(pauses: Path, name: str, after: int) -> None:
    (pauses / name).write_text(str(after), encoding="utf-8")


@contextlib.contextmanager
def sitting(tmp_path: Path, planted: str = "") -> Iterator[Start]:
    """What opens the program in a folder of its own."""
    folder, pauses = tmp_path / "here", tmp_path / "pauses"
    folder.mkdir(parents=True)
    pauses.mkdir()
    program = (sys.executable, "-c", PAUSING + planted + START)
    with rooms(folder) as open_:
        yield Start(folder, lambda *a, **k: open_(*a, program=program, **k), pauses)


def interrupt(start: Start, event: str, place: str) -> float:
    """Interrupt a sitting, hold everything that was promised against what came of it, and return how long it took."""
    scene = PLACES[place](start)
    seconds = send(scene, event, place)
    code = scene.room.leave() if event != "closed" else scene.room.code()
    assert code == (0 if (event, place) == ("ctrl-d", "while-reporting") else EVENTS[event].code)
    assert "Traceback" not in scene.room.told()
    assert_kept(scene)
    if event not in {"closed", "sigkill"} and (event, place) != ("ctrl-d", "while-reporting"):
        assert_told(scene, place)
    assert_goes_on(scene, place)
    return seconds


def send(scene: Scene, event: str, place: str) -> float:
    """Send the event at the place, and return how long the process lived on after a hang-up."""
    here, paused = scene.room, scene.pauses / f"{scene.paused}.here"
    if scene.paused:
        here.wait(lambda _: paused.exists())
    EVENTS[event].send(here)
    if scene.paused:
        time.sleep(ARRIVED)
        paused.with_suffix(".sent").touch()
    if (event, place) == ("ctrl-d", "while-saving"):
        here.wait(row(ROWS[0]))
        here.press(CTRL_D)
    if event != "closed":
        return 0.0
    seconds = here.gone()
    assert seconds <= SOON
    return seconds


def assert_kept(scene: Scene) -> None:
    """Everything acknowledged is in the file, for its owner only; what was merely pointed at is not."""
    if not scene.acknowledged:
        assert not scene.path.exists()
        return
    facts = kept(scene.path).facts
    assert scene.acknowledged.items() <= facts.items()
    assert kept(scene.path).project.title == DETAILS[0]
    assert scene.path.stat().st_mode & 0o777 == 0o600
    allowed = (
        {"came-back": "same-people"} if scene.paused == "sync" else {}
    )  # on its way when it was interrupted
    if "agenda" not in scene.acknowledged:
        assert facts.items() <= {**scene.acknowledged, **allowed}.items()


def assert_told(scene: Scene, place: str) -> None:
    """Where everything is and how to go on was said, once."""
    said = scene.room.told()
    if place == "first-question":
        assert said.count("Nothing was answered, and no file was made.") == 1
        return
    if place == "in-a-confirmation":
        assert said.count("Nothing was changed in a.yaml. Go on with: coprod-audit run a.yaml --quick") == 1
        return
    where = r"Everything answered so far is in a\.yaml\. (?:[^.]* left\. )?Go on with: coprod-audit run a\.yaml --quick"
    assert len(re.findall(where, said)) == 1, said


def assert_goes_on(scene: Scene, place: str) -> None:
    """The next start knows the file as its own, asks whether to go on, and leaves nothing behind that is not its own."""
    folder = scene.path.parent
    before = kept(scene.path).facts if scene.path.exists() else {}
    done = call("run", "a.yaml", "--quick", cwd=folder, given=lines(*(["yes"] if before else [])))
    said = " ".join((done.stdout + done.stderr).decode().split())
    assert "Traceback" not in said
    assert done.returncode == (0 if place == "while-reporting" else 2)
    if before:
        assert "a.yaml is there already" in said
        assert "changed since the last save" not in said
        assert kept(scene.path).facts == before
    left = {path.name for path in folder.glob(".*")} - {".a.yaml.saved", ".a.yaml.draft"}
    assert left == set()


@pytest.mark.parametrize(("event", "place"), CELLS)
def test_what_was_acknowledged_outlives_every_interruption(tmp_path: Path, event: str, place: str) -> None:
    with sitting(tmp_path) as start:
        seconds = interrupt(start, event, place)
    if event == "closed":
        print(f"closed {place}: gone after {seconds:.3f} s")


def test_the_cells_of_every_day_have_every_event_and_every_place() -> None:
    assert len(CELLS) == 64
    assert len(SAMPLE) == 16
    assert {event for event, _ in SAMPLE} == set(EVENTS)
    assert {place for _, place in SAMPLE} == set(PLACES)


SAVED_AT_THE_END_ONLY = """
from coprod_audit.cli.keeping import Keeping
Keeping.save = lambda self, answers: None
"""
SLOW_TO_SPEAK = """
import time
from coprod_audit.interview import wording
saved = wording.saved
def slowly(*arguments, **options):
    time.sleep(0.2)
    return saved(*arguments, **options)
wording.saved = slowly
"""
HEARD_AGAIN = """
import signal
from coprod_audit.cli import exits
exits.hear_no_more = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)
"""


@pytest.mark.slow
@pytest.mark.parametrize("event", ["sigkill", "ctrl-c"])
def test_a_program_that_saves_only_at_the_end_is_caught(tmp_path: Path, event: str) -> None:
    with sitting(tmp_path, SAVED_AT_THE_END_ONLY) as start, pytest.raises(AssertionError):
        interrupt(start, event, "middle-question")


@pytest.mark.slow
def test_a_program_that_hears_the_second_ctrl_c_is_caught(tmp_path: Path) -> None:
    with sitting(tmp_path / "heard-once", SLOW_TO_SPEAK) as start:
        interrupt(start, "ctrl-c-twice", "in-a-choice")
    with sitting(tmp_path / "heard-twice", SLOW_TO_SPEAK + HEARD_AGAIN) as start:
        scene = PLACES["in-a-choice"](start)
        send(scene, "ctrl-c-twice", "in-a-choice")
        scene.room.leave()
        with pytest.raises(AssertionError):
            assert_told(scene, "in-a-choice")
