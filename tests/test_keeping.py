"""A sitting goes on while nothing can be saved: it is said once, another place is offered, and nothing is lost."""

import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pytest

from coprod_audit import disk
from coprod_audit.answers import Answers
from coprod_audit.cli.conversation import Conversation
from coprod_audit.cli.drafts import Drafts
from coprod_audit.cli.keeping import Keeping
from coprod_audit.cli.papers import AnswersFile
from coprod_audit.editor import Unused, Written
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.interview import Scope, begin
from coprod_audit.loading import load_answers, read_questionnaire
from coprod_audit.plain import Plain
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.session import Owner, Session
from tests.typing_kit import DETAILS, call, environment, lines

NOW = "2026-05-12T14:05"


@lru_cache
def asked() -> Questionnaire:
    return read_questionnaire()


class NoEditor:
    """Nobody writes in an editor here."""

    def edit(self, text: str, subject: str) -> Written | Unused:
        """Say so."""
        return Unused(f"no editor for {subject}: {text}")

    def forget(self, subject: str) -> None:
        """Nothing is there to be forgotten."""


class Sitting:
    """A quick interview through plain lines, with the disk as the test wants it."""

    def __init__(self, path: Path, *typed: str) -> None:
        self.out = StringIO()
        asker = Plain(StringIO("".join(f"{line}\n" for line in typed)), self.out)
        self.session = Session.open(path, now=NOW, owner=Owner("ann", "desk", 1))
        self.keeping = Keeping(self.session, AnswersFile(asked(), ANSWERS_LIMITS), asker)
        interview = begin(asked(), None, Scope(quick=True), "2026-05-12")
        self.conversation = Conversation(interview, asker, self.keeping, Drafts(self.session), NoEditor())

    def hold(self) -> str:
        """Ask until the input ends; return what was said, as one line."""
        with pytest.raises(EOFError):
            self.conversation.hold()
        self.session.close()
        return " ".join(self.out.getvalue().split())


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Fill the disk, and make room again."""
    create = disk.create

    def no_room(*_: object) -> int:
        raise OSError(28, "No space left on device")

    def fill(is_full: bool) -> None:
        monkeypatch.setattr(disk, "create", no_room if is_full else create)

    return fill


def test_a_full_disk_is_told_once_and_the_interview_goes_on_in_memory(
    tmp_path: Path, full: Callable[[bool], None]
) -> None:
    sitting = Sitting(tmp_path / "a.yaml", "Hub", "", "Council", "the council")
    full(True)
    said = sitting.hold()
    assert said.count("Your answers cannot be saved: cannot write") == 1
    assert "no space left on device. The interview goes on, and they are kept in memory." in said
    assert said.count("Another file name (Enter for none):") == 1
    assert "What do you call the people it is for?" in said
    assert not sitting.keeping.safe
    assert sitting.conversation.interview.answers.project.organisation_short == "the council"
    assert "organisation-short: the council" in sitting.keeping.text


def test_when_there_is_room_again_everything_is_saved_and_it_is_said(
    tmp_path: Path, full: Callable[[bool], None]
) -> None:
    sitting = Sitting(tmp_path / "a.yaml", "Hub", "", "Council")
    full(True)
    save = sitting.keeping.save

    def room_after_the_title(answers: Answers) -> None:
        full(not answers.project.organisation)
        save(answers)

    sitting.keeping.save = room_after_the_title  # type: ignore[method-assign]
    said = sitting.hold()
    assert "Saved again: everything answered so far is on the disk." in said
    assert sitting.keeping.safe
    kept = load_answers(tmp_path / "a.yaml", asked(), unit_needed=False)[0]
    assert (kept.project.title, kept.project.organisation) == ("Hub", "Council")


def test_another_place_that_is_named_is_used_and_one_that_is_taken_is_not(
    tmp_path: Path, full: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text("mine\n", encoding="utf-8")
    other = tmp_path / "other.yaml"
    sitting = Sitting(tmp_path / "a.yaml", "Hub", str(tmp_path / "mine.yaml"), str(other), "Council")
    full(True)
    move = sitting.session.move

    def room_elsewhere(path: Path) -> None:
        full(False)
        move(path)

    monkeypatch.setattr(sitting.session, "move", room_elsewhere)
    said = sitting.hold()
    assert "That does not work either:" in said
    assert "mine.yaml' is there already, and stays as it is; name another file." in said
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine\n"
    assert load_answers(other, asked(), unit_needed=False)[0].project.organisation == "Council"
    assert sitting.keeping.path == other


def test_what_could_not_be_saved_to_the_end_is_printed_and_the_call_fails(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    planted = (
        "import sys\nfrom coprod_audit import disk\n"
        "def no_room(*_): raise OSError(28, 'No space left on device')\n"
        "disk.create = no_room\nfrom coprod_audit.cli.boundary import main\n"
        "sys.exit(main(['run', 'a.yaml', '--quick']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", planted],
        cwd=folder,
        env=environment(),
        input=lines("Hub", "", *DETAILS[1:], "4", "stop", ""),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 130
    assert b"the last answers are lost unless they are saved elsewhere" in done.stderr
    assert b"copy the lines below into a file" in done.stderr
    assert b"told: what-and-why-in-time" in done.stdout


def test_a_file_that_somebody_changed_meanwhile_stays_and_ours_goes_on_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    sitting = Sitting(path, "Hub", "Council", "the council")
    save = sitting.keeping.save

    def changed_in_between(answers: Answers) -> None:
        if sitting.conversation.interview.answers.project.title:
            path.write_text("somebody else\n", encoding="utf-8")
        save(answers)

    sitting.keeping.save = changed_in_between  # type: ignore[method-assign]
    said = sitting.hold()
    assert f"Somebody else changed {path} meanwhile." in said
    assert "your answers go on in" in said
    assert path.read_text(encoding="utf-8") == "somebody else\n"
    assert (
        load_answers(tmp_path / "a.2.yaml", asked(), unit_needed=False)[0].project.organisation == "Council"
    )


def test_a_file_written_by_hand_is_kept_with_its_comments_when_it_is_saved_over(tmp_path: Path) -> None:
    by_hand = (
        "# my own remark\ncoprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\nproject: {title: Hub}\n"
    )
    (tmp_path / "a.yaml").write_text(by_hand, encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("yes", "Council", "stop"))
    assert "a.yaml as it was before this sitting is kept in a.yaml.found.bak." in " ".join(
        done.stdout.decode().split()
    )
    assert (tmp_path / "a.yaml.found.bak").read_text(encoding="utf-8") == by_hand


@pytest.mark.parametrize(("choice", "title"), [("1", "By hand"), ("3", "Riverside Hub"), ("2\n1", "By hand")])
def test_a_file_changed_since_the_last_save_is_used_compared_or_put_back(
    tmp_path: Path, choice: str, title: str
) -> None:
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, "4", "stop"))
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("Riverside Hub", "By hand"), encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*choice.split("\n"), "yes", "stop"))
    said = " ".join(done.stdout.decode().split())
    assert "a.yaml was changed since the last save (" in said
    assert ", by hand or by damage. It can be read, and is welcome." in said
    assert f"answered about {title}" in said
    if choice.startswith("2"):
        assert "- title: Riverside Hub + title: By hand" in said
    kept = load_answers(tmp_path / "a.yaml", asked(), unit_needed=False)[0]
    assert kept.project.title == title


def test_a_damaged_file_is_named_and_what_was_saved_is_offered(tmp_path: Path) -> None:
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, "4", "stop"))
    (tmp_path / "a.yaml").write_bytes(b"\0" * 400)
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("2", "yes", "stop"))
    said = " ".join(done.stdout.decode().split())
    assert "As it is, it cannot be read:" in said
    assert "Use the file as it is now" not in said
    assert "What was saved last is back in a.yaml; the changed file is kept in a.yaml.found.bak." in said
    assert load_answers(tmp_path / "a.yaml", asked())[0].facts == {"told": "what-and-why-in-time"}
    assert (tmp_path / "a.yaml.found.bak").read_bytes() == b"\0" * 400


@pytest.mark.parametrize(("answer", "there"), [("yes", True), ("no", False)])
def test_a_file_that_is_gone_can_be_brought_back(tmp_path: Path, answer: str, there: bool) -> None:
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, "4", "stop"))
    (tmp_path / "a.yaml").unlink()
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(answer, "yes", "stop"))
    said = " ".join(done.stdout.decode().split())
    assert "a.yaml is gone, but what was saved last (" in said
    assert ("1 question is answered about Riverside Hub" in said) == there
