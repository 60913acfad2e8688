"""A3: what somebody was typing when a sitting ended stands in the field at the next start."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import (
    CTRL_C,
    CTRL_D,
    ENTER,
    PATIENCE,
    SHIFT_TAB,
    Room,
    asked,
    begun,
    kept,
    question,
    resume,
    rooms,
)
from tests.typing_kit import call, lines

STILL_THERE = "What was typed here last time is still there."
TYPED = "Posters in three places, and"
LOST_AT_MOST = 5.0
"""Seconds of typing that a kill may cost (A3)."""


def closed(here: Room) -> None:
    """Close the terminal, and wait until nobody is at it."""
    here.hang_up()
    here.gone()


INTERRUPTIONS: dict[str, Callable[[Room], object]] = {
    "ctrl-c": lambda here: here.press(CTRL_C),
    "ctrl-d": lambda here: here.press(CTRL_D),
    "sigint": lambda here: here.child.kill(signal.SIGINT),
    "sigterm": lambda here: here.child.kill(signal.SIGTERM),
    "sighup": lambda here: here.child.kill(signal.SIGHUP),
    "closed": closed,
}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def typing(room: Callable[..., Room], field: str) -> Room:
    """A sitting in which a text is being typed, in the field of a detail or of a note."""
    here = room("run", "a.yaml", "--quick")
    if field == "detail":
        here.answer(asked("What is the project called?"), "Riverside Hub")
        here.wait(asked("Which organisation is behind it?"))
    else:
        resume(here)
        here.answer(question(2, 7), "4")
        here.wait(question(3, 7))
        here.press("n")
        here.wait(asked("Note (Enter for none):"))
    here.press(TYPED)
    here.wait(f"> {TYPED}")
    return here


def stands_there(room: Callable[..., Room], tmp_path: Path, field: str) -> None:
    """At the next start it stands in the field, is gone on with, and is then forgotten as a draft."""
    again = room("run", "a.yaml", "--quick")
    resume(again)
    again.wait(asked("Which organisation is behind it?" if field == "detail" else "Note (Enter for none):"))
    assert f"> {TYPED}" in again.words()
    assert STILL_THERE in again.words()
    again.press(" a radio", ENTER)
    again.wait(asked("for short?" if field == "detail" else "Evidence, and where to find it"))
    again.press(CTRL_C)
    assert again.leave() == 130
    answers = kept(tmp_path / "a.yaml")
    held = answers.project.organisation if field == "detail" else answers.by_fact["asked"].note
    assert held == f"{TYPED} a radio"
    assert not (tmp_path / ".a.yaml.draft").exists()


@pytest.mark.parametrize(
    ("how", "field"),
    [
        pytest.param("ctrl-c", "detail"),
        pytest.param("closed", "note", marks=pytest.mark.slow),
        pytest.param("sigterm", "note", marks=pytest.mark.slow),
        *(
            pytest.param(how, field, marks=pytest.mark.exhaustive)
            for how in INTERRUPTIONS
            for field in ("detail", "note")
            if (how, field) not in {("ctrl-c", "detail"), ("closed", "note"), ("sigterm", "note")}
        ),
    ],
)
def test_what_is_being_typed_when_a_sitting_is_interrupted_stands_there_at_the_next(
    room: Callable[..., Room], tmp_path: Path, how: str, field: str
) -> None:
    if field == "note":
        begun(tmp_path, 1)
    here = typing(room, field)
    INTERRUPTIONS[how](here)
    if how != "closed":
        here.leave()
    draft = tmp_path / ".a.yaml.draft"
    assert TYPED in draft.read_text(encoding="utf-8")
    assert draft.stat().st_mode & 0o777 == 0o600
    stands_there(room, tmp_path, field)


@pytest.mark.slow
@pytest.mark.parametrize("field", ["note", pytest.param("detail", marks=pytest.mark.exhaustive)])
def test_a_kill_costs_at_most_the_last_seconds_of_typing(
    room: Callable[..., Room], tmp_path: Path, field: str
) -> None:
    if field == "note":
        begun(tmp_path, 1)
    since = time.monotonic()
    here = typing(room, field)
    draft = tmp_path / ".a.yaml.draft"
    while TYPED not in (draft.read_text(encoding="utf-8") if draft.exists() else ""):
        assert time.monotonic() < since + PATIENCE
        time.sleep(0.01)
    typed_at = time.monotonic()
    here.press(" more that nobody waits for")
    here.child.kill(signal.SIGKILL)
    assert here.leave() == -signal.SIGKILL
    print(f"the draft was on the disk {typed_at - since:.1f} s after the program was started")
    stands_there(room, tmp_path, field)


@pytest.mark.slow
def test_a_draft_is_on_the_disk_within_five_seconds_of_typing(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    here = typing(room, "detail")
    draft = tmp_path / ".a.yaml.draft"
    since = time.monotonic()
    while not draft.exists():
        assert time.monotonic() < since + LOST_AT_MOST
        time.sleep(0.01)
    here.press(CTRL_C)
    here.leave()


@pytest.mark.slow
def test_a_draft_that_is_left_by_going_back_is_still_there(room: Callable[..., Room], tmp_path: Path) -> None:
    here = typing(room, "detail")
    here.press(SHIFT_TAB)
    here.wait(asked("What is the project called?"))
    here.press(CTRL_C)
    assert here.leave() == 130
    stands_there(room, tmp_path, "detail")


def test_without_a_terminal_a_draft_is_left_for_those_who_have_one(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    here = typing(room, "detail")
    here.press(CTRL_C)
    here.leave()
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("yes"))
    assert done.returncode == 2
    assert TYPED in (tmp_path / ".a.yaml.draft").read_text(encoding="utf-8")
    assert kept(tmp_path / "a.yaml").project.organisation == ""
