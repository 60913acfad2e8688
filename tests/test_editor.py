"""A note that is written in an editor: the real program, a real terminal, and editors that do odd things."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import Room, asked, begun, kept, question, resume, rooms

NOTE = asked("Note (Enter for none):")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def an_editor(folder: Path, script: str) -> str:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def at_the_note(room: Callable[..., Room], folder: Path, script: str) -> Room:
    """A sitting in which `editor` has been typed for the note on the first answer."""
    begun(folder, facts=1)
    here = room("run", "a.yaml", "--quick", EDITOR=an_editor(folder, script))
    resume(here)
    here.wait(question(2, 7))
    here.press("n")
    here.answer(NOTE, "editor")
    return here


def test_a_note_of_several_lines_comes_from_the_editor(room: Callable[..., Room], tmp_path: Path) -> None:
    here = at_the_note(room, tmp_path, 'printf "First.\\n\\nThen a letter.\\n" > "$1"')
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(2, 7))
    assert kept(tmp_path / "a.yaml").by_fact["told"].note == "First.\n\nThen a letter."
    assert not list(tmp_path.glob(".*.note.txt"))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "The editor was left without saving, and nothing has changed."),
        ('rm "$1"', "That could not be written in an editor here; please type it in one line."),
        ('printf "a\\033[31mb" > "$1"', "That has signs in it that cannot be kept"),
        ('head -c 25000 /dev/zero | tr "\\0" a > "$1"', "That is longer than 20,000 characters"),
    ],
)
def test_an_editor_that_brings_nothing_usable_is_told_and_the_note_asked_again(
    room: Callable[..., Room], tmp_path: Path, script: str, said: str
) -> None:
    here = at_the_note(room, tmp_path, script)
    here.wait(said)
    here.answer(NOTE, "By letter")
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(2, 7))
    assert kept(tmp_path / "a.yaml").by_fact["told"].note == "By letter"
    assert not list(tmp_path.glob(".*.note.txt"))


def test_line_ends_of_another_system_are_line_ends(room: Callable[..., Room], tmp_path: Path) -> None:
    here = at_the_note(room, tmp_path, 'printf "First.\\r\\nThen a letter.\\r\\n" > "$1"')
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(2, 7))
    assert kept(tmp_path / "a.yaml").by_fact["told"].note == "First.\nThen a letter."


def test_what_a_failing_editor_has_saved_is_kept(room: Callable[..., Room], tmp_path: Path) -> None:
    here = at_the_note(room, tmp_path, 'printf "First words" > "$1"; exit 1')
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(2, 7))
    assert kept(tmp_path / "a.yaml").by_fact["told"].note == "First words"


def test_a_note_lies_beside_the_file_that_the_answers_are_in_now(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    """Somebody else has changed the first one: their note on the same question must not meet ours."""
    begun(tmp_path, facts=1)
    here = room("run", "a.yaml", "--quick", EDITOR=an_editor(tmp_path, 'ls -A > seen; printf "Ours" > "$1"'))
    resume(here)
    here.wait(question(2, 7))
    path = tmp_path / "a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Riverside Hub", "Theirs"), encoding="utf-8")
    here.press("4", "\r")
    here.wait(question(3, 7))
    here.press("n")
    here.answer(NOTE, "editor")
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(3, 7))
    assert ".a.2.yaml.asked.note.txt" in (tmp_path / "seen").read_text(encoding="utf-8").split()
    assert kept(tmp_path / "a.2.yaml").by_fact["asked"].note == "Ours"
