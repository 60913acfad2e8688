"""A9: several lines that come at once answer the question they were pasted into, and no other; control keys leave no trace.

With bracketed paste a terminal says where what was pasted begins and ends; without, lines come as if somebody typed
them, only faster than anybody can.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import (
    CTRL_C,
    CTRL_Z,
    ENTER,
    ESCAPE,
    NUL,
    PASTE,
    PASTED,
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

SAID = "Several lines came at once; only the first was taken."
LEFT_OUT = "What was pasted was left out; please choose with a key."
REFUSED = "That has signs in it that cannot be kept, such as a control key; please type it again."
ONE = {"told": "what-and-why-in-time"}
THREE = {**ONE, "asked": "while-open", "came-back": "same-people"}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def stop(here: Room) -> None:
    """Stop, and so have everything on the disk and on the screen."""
    here.press(CTRL_C)
    assert here.leave() == 130
    assert "Traceback" not in here.told()


def test_three_lines_pasted_into_a_text_stay_one_answer(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml", "--quick")
    here.wait(asked("What is the project called?"))
    here.press(f"{PASTE}first\nsecond line\r\nthird{PASTED}")
    here.answer("> first second line third")
    here.wait(asked("Which organisation is behind it?"))
    stop(here)
    project = kept(tmp_path / "a.yaml").project
    assert (project.title, project.organisation) == ("first second line third", "")
    assert SAID not in here.told()


def test_without_brackets_the_first_line_is_the_answer_and_the_rest_is_dropped_and_said_so(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    here = room("run", "a.yaml", "--quick")
    here.wait(asked("What is the project called?"))
    here.press("first\rsecond line\rthird\r")
    here.wait(asked("Which organisation is behind it?"))
    stop(here)
    project = kept(tmp_path / "a.yaml").project
    assert (project.title, project.organisation) == ("first", "")
    assert here.told().count(SAID) == 1


@pytest.mark.slow
@pytest.mark.parametrize("place", ["choice", "table"])
@pytest.mark.parametrize("lines", ["4\n3\n2\n", "a line\nor so\nof text\n"])
def test_what_is_pasted_in_brackets_into_a_choice_answers_nothing(
    room: Callable[..., Room], tmp_path: Path, place: str, lines: str
) -> None:
    path = begun(tmp_path, 1 if place == "choice" else 3)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(question(2, 7) if place == "choice" else row(ROWS[0]))
    here.press(f"{PASTE}{lines}{PASTED}")
    here.wait(LEFT_OUT)
    here.press(ENTER)
    here.wait("Choose first, then press Enter.")
    stop(here)
    assert kept(path).facts == (ONE if place == "choice" else THREE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("facts", "given"), [(1, {**ONE, "asked": "while-open"}), (3, {**THREE, "decisions.purpose": "talked"})]
)
def test_numbers_pasted_without_brackets_answer_one_question_at_most(
    room: Callable[..., Room], tmp_path: Path, facts: int, given: dict[str, str]
) -> None:
    path = begun(tmp_path, facts)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(question(2, 7) if facts == 1 else row(ROWS[0]))
    here.press("4\r3\r2\r")
    here.wait(question(3, 7) if facts == 1 else row(ROWS[1]))
    stop(here)
    assert kept(path).facts == given
    assert here.told().count(SAID) == 1


@pytest.mark.slow
@pytest.mark.parametrize("text", ["first line\rsecond\rthird\r", "a note\rgoes\rhere\r", "s\rr\r\t\r"])
def test_words_pasted_without_brackets_into_a_choice_answer_nothing(
    room: Callable[..., Room], tmp_path: Path, text: str
) -> None:
    path = begun(tmp_path, 1)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(question(2, 7))
    here.press(text)
    here.wait(lambda words: SAID in words or "Choose first" in words)
    stop(here)
    assert kept(path).facts == ONE


@pytest.mark.parametrize(
    ("typed", "title"), [("first\nsecond\nthird\n", "first"), (f"{PASTE}first\nsecond\n{PASTED}", "")]
)
def test_plain_at_a_terminal_takes_one_line_and_tells_that_there_were_more(
    room: Callable[..., Room], tmp_path: Path, typed: str, title: str
) -> None:
    here = room("run", "a.yaml", "--quick", "--plain", rows=40)
    here.wait(lambda words: words.endswith("tells about the question. :"))
    here.press(typed)
    here.wait(SAID)
    here.wait(lambda words: words.endswith("behind it? :" if title else f"{REFUSED} :"))
    stop(here)
    assert here.told().count(SAID) == 1
    path = tmp_path / "a.yaml"
    assert path.exists() == bool(title)
    assert not title or (kept(path).project.title, kept(path).project.organisation) == (title, "")


@pytest.mark.slow
def test_numbers_pasted_into_a_plain_choice_at_a_terminal_answer_it_alone(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 1)
    here = room("run", path.name, "--quick", "--plain", rows=60)
    here.answer(lambda words: words.endswith("yes or no (Enter for yes):"), "yes")
    here.wait(lambda words: words.endswith("A number from 1 to 7:"))
    here.press("4\n3\n2\n")
    here.wait(lambda words: words.endswith("A number from 1 to 5:"))
    stop(here)
    assert kept(path).facts == {**ONE, "asked": "while-open"}
    assert here.told().count(SAID) == 1


@pytest.mark.parametrize("typed", [CTRL_Z, NUL, "\x07", "\x1b\x1b"], ids=["Ctrl-Z", "NUL", "bell", "ESC"])
def test_a_control_key_in_a_text_leaves_nothing_in_it(
    room: Callable[..., Room], tmp_path: Path, typed: str
) -> None:
    here = room("run", "a.yaml", "--quick")
    here.wait(asked("What is the project called?"))
    here.press("Riverside")
    here.wait("> Riverside")
    here.press(typed)
    here.press(ENTER)
    here.wait(asked("Which organisation is behind it?"))
    stop(here)
    assert kept(tmp_path / "a.yaml").project.title == "Riverside"


def test_control_signs_that_are_pasted_are_left_out_and_that_is_said(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    here = room("run", "a.yaml", "--quick")
    here.wait(asked("What is the project called?"))
    here.press(f"{PASTE}River\x1a\x00\x07side{PASTED}")
    here.wait("they were left out")
    here.answer("> Riverside")
    here.wait(asked("Which organisation is behind it?"))
    stop(here)
    assert kept(tmp_path / "a.yaml").project.title == "Riverside"


@pytest.mark.slow
@pytest.mark.parametrize("typed", [ESCAPE, NUL, "\x07"])
def test_a_plain_line_with_a_control_sign_is_refused(
    room: Callable[..., Room], tmp_path: Path, typed: str
) -> None:
    here = room("run", "a.yaml", "--quick", "--plain", rows=40)
    here.wait(lambda words: words.endswith("tells about the question. :"))
    here.press(f"River{typed}side\n")
    here.wait(lambda words: words.endswith(f"{REFUSED} :"))
    stop(here)
    assert not (tmp_path / "a.yaml").exists()


def test_a_paste_that_spills_over_is_caught(room: Callable[..., Room], tmp_path: Path) -> None:
    """The planted fault: nothing that came with the answer is taken away."""
    spilling = (
        "import sys; from coprod_audit import stage; stage._at_once = lambda *_: []; sys.argv[0] = 'x'; "
    )
    start = "from coprod_audit.__main__ import run; sys.exit(run())"
    here = room("run", "a.yaml", "--quick", program=(sys.executable, "-c", spilling + start))
    here.wait(asked("What is the project called?"))
    here.press("first\rsecond line\rthird\r")
    here.wait(asked("What do you call the people"))
    stop(here)
    assert kept(tmp_path / "a.yaml").project.organisation == "second line"


@pytest.mark.parametrize("colour", ["\x1b[0m", "\x1b[31m\x1b[0m", "\x1b[;m"])
def test_coloured_text_that_is_pasted_is_no_reason_to_stumble(
    room: Callable[..., Room], tmp_path: Path, colour: str
) -> None:
    """The library takes these for the mouse, and would end in a traceback that waits for Enter."""
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick")
    resume(here)
    here.wait(question(1, 7))
    here.press(colour)
    here.answer(question(1, 7), "4")
    here.wait(question(2, 7))
    stop(here)
    assert kept(tmp_path / "a.yaml").facts == ONE
