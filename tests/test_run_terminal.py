"""The conversation in a real terminal: typed keys, and the screen that comes of them."""

import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coprod_audit.interview.questions import DONT_KNOW
from coprod_audit.loading import load_answers, read_questionnaire
from tests.parts_kit import PARTS
from tests.terminal_kit import (
    CTRL_C,
    CTRL_D,
    DOWN,
    ENTER,
    UP,
    Room,
    asked,
    begun,
    decide,
    give_details,
    kept,
    question,
    resume,
    rooms,
)
from tests.typing_kit import DETAILS, ROOT, call, lines


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


@pytest.mark.parametrize("columns", [80, pytest.param(40, marks=pytest.mark.slow)])
def test_a_whole_quick_interview_typed_to_the_end(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    here = room("run", "a.yaml", "--quick", columns=columns)
    give_details(here)
    here.wait(question(1, 7))
    here.press(DOWN, DOWN, DOWN, DOWN, ENTER)
    here.wait(question(2, 7))
    here.press("4", ENTER)
    here.wait(question(3, 7))
    here.press("1", DOWN, DOWN, ENTER)
    decide(here, "4", "4", "5", "2", DONT_KNOW.key)
    here.wait(question(5, 8))
    here.press(UP, UP, ENTER)
    for number, key in ((6, "4"), (7, "2"), (8, "2")):
        here.wait(question(number, 8))
        here.press(key, ENTER)
    here.wait("What now?")
    here.press(ENTER)
    assert here.leave() == 0
    for said in ("Staff describe", "first steps", "The audit is in a-audit.md, a-audit.svg", "intended"):
        assert said in here.told()
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire())
    assert (answers.facts["told"], answers.facts["came-back"]) == ("what-and-why-in-time", "same-people")
    assert (answers.facts["decisions.judging"], answers.facts["differences.design"]) == ("unknown", "people")
    assert (tmp_path / "a-audit.md").exists()


@pytest.mark.parametrize("columns", [80, pytest.param(40, marks=pytest.mark.slow)])
def test_question_and_choices_are_on_the_screen_together(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", columns=columns)
    resume(here)
    here.wait(question(1, 7))
    assert "After a decision, what do the people who were not in the room hear?" in here.words()
    assert "4) They hear in time what was decided and why" in here.words()
    assert all(len(line) <= columns for line in here.look().splitlines())


def many(folder: Path) -> None:
    """A questionnaire whose first question has a dozen choices."""
    shutil.copytree(ROOT / "questionnaires" / "coprod-ladder", folder / "many")
    path = folder / "many" / "questions-power.yaml"
    text = path.read_text(encoding="utf-8")
    more = "".join(
        f"      - {{id: more-{n}, rank: outside, label: The {n}th, easy: The {n}th., says: More.}}\n"
        for n in range(4, 30)
    )
    head, _, rest = text.partition("    choices:\n")
    path.write_text(f"{head}    choices:\n{more}{rest}", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("1", "2"), 11),
        (("3",), 2),
        ((DOWN, DOWN), 1),
        ((UP,), -1),
        (("1", DOWN, "2"), 1),
        (("2", "8", UP), 26),
        (("2", "9"), 28),
    ],
)
def test_arrow_keys_and_numbers_work_in_lists_longer_than_nine(
    room: Callable[..., Room], tmp_path: Path, keys: tuple[str, ...], chosen: int
) -> None:
    many(tmp_path)
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", "--questionnaire", "./many", rows=60)
    resume(here)
    here.wait(question(1, 7))
    here.wait("12) ")
    for key in keys:
        here.press(key)
    here.press(ENTER)
    here.wait(question(2, 7))
    there = read_questionnaire(tmp_path / "many", thorough=False)
    values = [*(choice.id for choice in there.by_id["told"].choices), "unknown"]
    assert load_answers(tmp_path / "a.yaml", there, unit_needed=False)[0].facts["told"] == values[chosen]


SAID = {
    "?": "Help: This is about the wider public",
    "w": "Why we ask: Being told",
    "e": "What counts as evidence: A notice",
    "p": "1) They hear nothing.",
}


def test_help_why_evidence_and_plain_words_on_request(room: Callable[..., Room], tmp_path: Path) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", rows=40)
    resume(here)
    here.wait(question(1, 7))
    here.press("?")
    here.wait("Enter closes this")
    assert [said for said in SAID.values() if said not in here.words()] == [SAID["p"]]
    here.press(ENTER)
    for key, said in SAID.items():
        here.wait(question(1, 7))
        assert said not in here.words()
        here.press(key)
        here.wait(said)
        here.press(*(ENTER if key != "p" else ""))


@pytest.mark.parametrize(("columns", "rows"), [(80, 40), pytest.param(40, 24, marks=pytest.mark.slow)])
def test_a_key_that_asks_for_something_leaves_the_pointer_where_it_was(
    room: Callable[..., Room], tmp_path: Path, columns: int, rows: int
) -> None:
    path = begun(tmp_path)
    here = room("run", path.name, "--quick", columns=columns, rows=rows)
    resume(here)
    here.wait(question(1, 7))
    here.press("4")
    for key, said in SAID.items():
        here.press(key)
        here.wait(said)
        here.press(*(ENTER if key != "p" else ""))
        here.wait(asked("> 4) They hear in time"))
    here.press(ENTER)
    here.wait(question(2, 7))
    assert kept(path).facts["told"] == "what-and-why-in-time"


def test_enter_answers_nothing_before_something_is_chosen(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path)
    here = room("run", path.name, "--quick")
    resume(here)
    here.wait(question(1, 7))
    assert "> (nothing chosen yet)" in here.look()
    here.press(ENTER)
    here.wait("Choose first, then press Enter.")
    here.press("w")
    here.wait(SAID["w"])
    here.press(ENTER, ENTER)
    here.wait(lambda words: SAID["w"] not in words and "Choose first, then press Enter." in words)
    here.press(UP, ENTER)
    here.wait(question(2, 7))
    assert kept(path).facts == {"told": "unknown"}


@pytest.mark.slow
def test_plain_words_come_and_go_with_their_key_and_stay_for_the_next_question(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick")
    resume(here)
    here.wait(question(1, 7))
    by_id = read_questionnaire().by_id
    told = by_id["told"]
    for said, first in (
        (told.easy, told.choices[0].easy),
        (told.ask, "Nothing"),
        (told.easy, "They hear no"),
    ):
        here.press("p")
        here.wait(lambda words, said=said, first=first: bool(  # type: ignore[misc]
            re.search(rf"{re.escape(said)} .*1\) {re.escape(first)}", words)
        ))  # fmt: skip
    here.press("1", ENTER)
    here.wait(question(2, 7))
    assert by_id["asked"].easy in here.words()
    assert by_id["asked"].ask not in here.words()


def test_easy_begins_with_the_plain_words(room: Callable[..., Room], tmp_path: Path) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", "--easy")
    resume(here)
    here.wait(question(1, 7))
    assert "Think of people who were not there. What do they hear about a decision?" in here.words()
    assert "p usual words;" in here.words()


def test_a_low_and_narrow_screen_shows_the_way_back_and_the_keys(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", columns=40, rows=16)
    resume(here)
    here.wait(question(1, 7))
    assert "Shift-Tab back; Tab forward; ? help;" in here.words()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["text", "choice"])
@pytest.mark.parametrize("numbers", [(2, 2), (2, 15), (15, 2), (1, 15)])
def test_two_signals_at_once_end_it_in_order(
    room: Callable[..., Room], tmp_path: Path, numbers: tuple[int, int], where: str
) -> None:
    if where == "choice":
        begun(tmp_path)
    here = room("run", "a.yaml", "--quick")
    if where == "choice":
        resume(here)
        here.wait(question(1, 7))
    else:
        here.wait(asked("What is the project called?"))
    for number in numbers:
        here.child.kill(number)
    # The second may find us when all is said and Python is tidying up.
    assert here.leave() in {130, *(128 + number for number in numbers), -numbers[1]}
    said = {"text": "Nothing was answered, and no file was made.", "choice": "Nothing was changed in a.yaml."}
    assert said[where] in here.told()
    assert "is not running" not in here.told()
    assert "Future" not in here.told(), "what the loop has to say is nobody's business"
    assert "Traceback" not in here.told()


@pytest.mark.parametrize(
    "wait", [0.005, *(pytest.param(seconds, marks=pytest.mark.slow) for seconds in (0, 0.02, 0.1))]
)
def test_ctrl_c_twice_is_ctrl_c_once(room: Callable[..., Room], wait: float) -> None:
    here = room("run", "a.yaml")
    here.wait(asked("What is the project called?"))
    here.press(CTRL_C)
    time.sleep(wait)
    here.press(CTRL_C)
    assert here.leave() == 130
    assert here.child.signalstatus is None


def test_a_refused_date_does_not_stay_in_the_field(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml")
    for ask, typed in (
        ("called?", "Hub"),
        ("behind it?", "Council"),
        ("for short?", ""),
        ("people it is", ""),
    ):
        here.answer(asked(ask), typed)
    here.answer(asked("On which day"), "May")
    here.answer("'May' is not a date")
    here.wait(asked("about what?"))
    assert kept(tmp_path / "a.yaml").project.date == "2026-05-12"


@pytest.mark.slow
@pytest.mark.parametrize("columns", ["0", "3"])
def test_a_window_that_says_it_has_no_width_is_no_reason_to_fall_over(
    room: Callable[..., Room], tmp_path: Path, columns: str
) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", "--quick", COLUMNS=columns)
    here.wait(lambda words: "Arrow" in words)
    here.press(CTRL_C)
    assert here.leave() == 130
    assert "Traceback" not in here.told()


def test_a_note_is_added_to_the_answer_before(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(question(1, 7))
    here.press("n")
    here.wait("There is no answer yet")
    here.answer(question(1, 7), "4")
    here.wait(question(2, 7))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    assert "can read them" in here.told()
    here.press("On posters", ENTER)
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(2, 7))
    told = kept(path).by_fact["told"]
    assert (told.choice, told.note, told.evidence) == ("what-and-why-in-time", "On posters", ())


@pytest.mark.slow
def test_a_note_can_be_written_in_an_editor(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path, 1)
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'A long\\nnote' > \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    here = room("run", path.name, "--quick", EDITOR=str(editor))
    resume(here)
    here.wait(question(2, 7))
    here.press("1", ENTER)
    here.wait(question(3, 7))
    here.press("n")
    here.answer(asked("Note (Enter for none):"), "editor")
    here.answer(asked("Evidence, and where to find it"))
    here.wait(question(3, 7))
    assert kept(path).by_fact["asked"].note == "A long\nnote"
    assert sorted(p.name for p in tmp_path.glob(".a.yaml*")) == [".a.yaml.lock", ".a.yaml.saved"]


@pytest.mark.parametrize(
    ("key", "where"),
    [
        (CTRL_C, "text"),
        pytest.param(CTRL_D, "text", marks=pytest.mark.slow),
        pytest.param(CTRL_C, "choice", marks=pytest.mark.slow),
        (CTRL_D, "choice"),
    ],
)
def test_whoever_stops_is_told_where_everything_is(
    room: Callable[..., Room], tmp_path: Path, key: str, where: str
) -> None:
    here = room("run", "a.yaml")
    here.answer(asked("What is the project called?"), "Hub")
    here.wait(asked("Which organisation is behind it?"))
    if where == "choice":
        here.press("Council", ENTER)
        for ask, typed in (("for short?", ""), ("people it", ""), ("which day", ""), ("what?", "the hub")):
            here.answer(asked(ask), typed)
        here.wait(asked("At which level were these decisions?"))
    here.press(key)
    assert here.leave() == 130
    assert (
        "Everything answered so far is in a.yaml. About 50 minutes left. Go on with: coprod-audit run a.yaml"
        in here.told()
    )
    assert kept(tmp_path / "a.yaml").project.title == "Hub"


@pytest.mark.parametrize(
    ("number", "where"),
    [
        (signal.SIGTERM, "text"),
        (signal.SIGHUP, "choice"),
        *(
            pytest.param(number, where, marks=pytest.mark.slow)
            for number, where in ((15, "choice"), (1, "text"), (2, "text"), (2, "choice"))
        ),
    ],
)
def test_a_signal_ends_it_in_order(
    room: Callable[..., Room], tmp_path: Path, number: int, where: str
) -> None:
    if where == "choice":
        begun(tmp_path)
    here = room("run", "a.yaml", "--quick")
    if where == "choice":
        resume(here)
        here.answer(question(1, 7), "1")
        here.wait(question(2, 7))
    else:
        here.answer(asked("What is the project called?"), "Riverside Hub")
        here.wait(asked("Which organisation is behind it?"))
    here.child.kill(number)
    assert here.leave() == 128 + number
    assert "Everything answered so far is in a.yaml" in here.told()
    assert "Traceback" not in here.told()
    assert kept(tmp_path / "a.yaml").project.title == "Riverside Hub"


@pytest.mark.slow
def test_a_terminal_that_is_closed_ends_it_in_order(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path)
    here = room("run", path.name, "--quick")
    resume(here)
    here.answer(question(1, 7), "1")
    here.wait(question(2, 7))
    here.hang_up()
    here.gone()
    assert here.code() == 129
    assert kept(path).facts == {"told": "nothing"}


def test_without_colour_there_is_none(room: Callable[..., Room], tmp_path: Path) -> None:
    begun(tmp_path)
    here = room("run", "a.yaml", NO_COLOR="1")
    resume(here)
    here.wait("question 1 of ")
    colours = re.findall(rb"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|38;|48;)[0-9;]*m", here.raw)
    assert colours == []


def test_what_strangers_wrote_moves_no_cursor(room: Callable[..., Room], tmp_path: Path) -> None:
    done = """coprod-audit: answers/1
questionnaire: coprod-ladder 1.0
project: {title: "[bold]x[/nonsense] :smile: https://example.org"}
"""
    (tmp_path / "a.yaml").write_text(done, encoding="utf-8")
    here = room("run", "a.yaml")
    here.wait("[bold]x[/nonsense] :smile: https://example.org")
    here.press("y", ENTER)
    here.wait(asked("Which organisation is behind it?"))
    assert b"\x1b]8;" not in here.raw


@pytest.mark.parametrize("columns", [80, 40])
def test_an_optional_part_is_opened_from_the_menu_and_what_is_ticked_outlives_a_kill(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    details = lines(*DETAILS[:-2], "1", "2", "3", "stop")
    call("run", "a.yaml", "--questionnaire", "q.yaml", cwd=tmp_path, given=details)
    command = ("run", "a.yaml", "--questionnaire", "q.yaml")
    here = room(*command, columns=columns)
    here.answer("Go on with it?", "y")
    here.wait("How was each settled?")
    here.press("s")
    here.wait("A closer look: optional, 2 questions")
    here.press("4", ENTER)
    here.wait("0 of 3 ticked")
    here.press("1", "3")
    here.wait("2 of 3 ticked")
    here.child.kill(signal.SIGKILL)
    here.leave()
    again = room(*command, "--only", "closer", columns=columns)
    again.answer("Go on with it?", "y")
    again.wait("What was ticked here last time is still there.")
    again.wait("2 of 3 ticked")
    again.press("s")
    again.wait("A closer look (optional): 1 of 2 answered")
    again.press(CTRL_C)
    assert again.leave() == 130
    assert b"  barriers: [word, money]\n" in (tmp_path / "a.yaml").read_bytes()


@pytest.mark.parametrize("columns", [80, 40])
def test_an_optional_part_is_opened_from_the_result(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    core = lines(*DETAILS[:-2], "1", "2", "3", "3", "3", "2", "stop")
    call("run", "a.yaml", "--questionnaire", "q.yaml", cwd=tmp_path, given=core)
    here = room("run", "a.yaml", "--questionnaire", "q.yaml", columns=columns)
    here.answer("Look at the result?", "y")
    here.wait("s) Answer an optional part (2 questions)")
    here.answer(asked("What now?"), "s")
    here.answer("A closer look: optional, 2 questions", "4")
    here.answer("0 of 3 ticked", "0")
    here.answer(asked("Are surprises written down?"), "1")
    here.wait(asked("What now?"))
    assert "optional part" not in here.words().rpartition("What now?")[2]
    here.press("3", ENTER)
    assert here.leave() == 0
    assert b"  barriers: []\n" in (tmp_path / "a.yaml").read_bytes()
