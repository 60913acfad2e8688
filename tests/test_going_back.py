"""Going back, forward and about in a real terminal: from every kind of prompt by one key, and no answer is lost by it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal_kit import (
    CTRL_C,
    DOWN,
    ENTER,
    LEFT,
    RIGHT,
    ROWS,
    SHIFT_TAB,
    TAB,
    UP,
    Room,
    asked,
    begun,
    decide,
    kept,
    question,
    resume,
    rooms,
    row,
)

WHERE_TO = "Where do you want to go?"
EVERY_ANSWER = "Here is every answer. Which one do you want to change?"
MONEY = "How was it settled? What the money goes on"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def choose(here: Room, text: str) -> None:
    """Choose a line of a menu by the number that stands before it."""
    here.wait(lambda words: bool(re.search(rf"(\d+)\) +{re.escape(text)}", words)))
    found = re.findall(rf"(\d+)\) +{re.escape(text)}", here.words())
    here.press(found[-1], ENTER)


def stop(here: Room) -> None:
    """Stop, and so have everything on the disk and on the screen."""
    here.press(CTRL_C)
    assert here.leave() == 130
    assert "Traceback" not in here.told()


@pytest.mark.parametrize("columns", [80, *(pytest.param(n, marks=pytest.mark.slow) for n in (60, 40))])
def test_one_key_goes_back_from_every_kind_of_prompt_and_one_goes_forward(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    path = begun(tmp_path, 1)
    here = room("run", path.name, "--quick", columns=columns, rows=60)
    resume(here)
    here.answer(question(2, 7), "4")
    here.answer(question(3, 7), "3")
    here.answer(row(ROWS[0]), "4")
    here.wait(row(ROWS[1]))
    here.press(SHIFT_TAB)  # from the table
    here.wait(row(ROWS[0]))
    here.press(SHIFT_TAB)
    here.wait(question(3, 7))
    assert "> 3) The same people came several times" in here.words()
    here.press(SHIFT_TAB)  # from a choice
    here.wait(question(2, 7))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    here.press(SHIFT_TAB)  # from a text
    here.wait(question(2, 7))
    here.press("s")
    here.wait(asked(WHERE_TO))
    here.press(SHIFT_TAB)  # from a menu
    here.wait(question(2, 7))
    assert "> 4) While it could still be changed" in here.words()
    here.press(TAB)
    here.wait(question(3, 7))
    here.press(TAB)
    here.wait(row(ROWS[0]))
    here.press(TAB)
    here.wait(row(ROWS[1]))
    stop(here)
    assert kept(path).facts == {
        "told": "what-and-why-in-time",
        "asked": "while-open",
        "came-back": "same-people",
        "decisions.purpose": "talked",
    }


def test_going_back_from_a_confirmation_means_no_and_changes_nothing(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 3)
    before = path.read_bytes()
    here = room("run", path.name, "--quick")
    here.wait(asked("Go on with it?"))
    here.press(SHIFT_TAB)
    assert here.leave() == 0
    assert "Nothing was changed." in here.told()
    assert path.read_bytes() == before


@pytest.mark.slow
def test_back_among_the_details_shows_what_was_typed_to_be_kept_or_changed(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    here = room("run", "a.yaml", "--quick")
    here.wait(asked("What is the project called?"))
    here.press(SHIFT_TAB)
    here.wait("This is the first question; there is nothing before it.")
    here.answer(asked("What is the project called?"), "Riverside")
    here.answer(asked("Which organisation is behind it?"), "Council")
    here.wait(asked("for short?"))
    here.press(SHIFT_TAB)
    here.wait("behind it? > Council Enter keeps what stands here")
    here.press(SHIFT_TAB)
    here.wait("called? > Riverside Enter keeps what stands here")
    here.press(" Hub", ENTER)
    here.wait(asked("for short?"))
    here.press(TAB)
    here.wait(asked("What do you call the people"))
    here.press(TAB)
    here.wait(asked("On which day"))
    stop(here)
    project = kept(tmp_path / "a.yaml").project
    assert (project.title, project.organisation, project.people) == ("Riverside Hub", "Council", "")


def test_forward_leaves_an_open_question_for_later_and_the_end_offers_it(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 10)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(question(7, 8))
    here.press(TAB)
    here.answer(question(8, 8), "2")
    here.wait(asked("What now?"))
    choose(here, "Answer what is still open (1)")
    here.answer(question(7, 8), "2")
    here.wait(asked("What now?"))
    assert "still open" not in here.words().rpartition("What now?")[2]
    choose(here, "Stop here")
    assert here.leave() == 0
    assert (kept(path).facts["agenda"], kept(path).facts["after"]) == ("people-suggest", "hear-results")


@pytest.mark.parametrize("columns", [80, *(pytest.param(n, marks=pytest.mark.slow) for n in (60, 40))])
def test_one_moves_about_in_the_table_with_arrows_and_any_row_can_be_answered(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    path = begun(tmp_path, 3)
    here = room("run", path.name, "--quick", columns=columns, rows=60)
    resume(here)
    here.wait(row(ROWS[0]))
    here.press(DOWN, DOWN)
    here.wait(row(ROWS[2]))
    here.press("5", LEFT, LEFT, RIGHT)
    here.wait(asked("> 4) The organisation settled it after several talks"))
    here.press(ENTER)
    here.wait(row(ROWS[0]))
    here.press(UP)
    here.wait(row(ROWS[4]))
    here.press("d", ENTER)
    here.wait(row(ROWS[0]))
    here.press("2", ENTER)
    here.wait(row(ROWS[1]))
    stop(here)
    facts = kept(path).facts
    assert {fact: choice for fact, choice in facts.items() if fact.startswith("decisions")} == {
        "decisions.purpose": "told",
        "decisions.design": "talked",
        "decisions.judging": "unknown",
    }


@pytest.mark.slow
def test_the_sections_say_how_far_each_is_and_lead_there(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path, 3)
    here = room("run", path.name, rows=40)
    resume(here)
    here.wait(lambda words: "Section 1 of 5, question 1 of 5." in words)
    here.press("s")
    here.wait(asked(WHERE_TO))
    said = here.words().rpartition(WHERE_TO)[2]
    assert "The project itself: all answered" in said
    assert re.search(r"Who decides: 3 of \d+ answered", said)
    assert said.count("not begun") == 4
    choose(here, "Who decides: 3 of")
    here.wait(row(ROWS[0]))
    here.press(SHIFT_TAB)
    here.wait(asked(WHERE_TO))
    here.press(SHIFT_TAB)
    here.wait(asked("Section 1 of 5, question 1 of 5."))
    stop(here)


def test_an_answer_changed_in_the_review_opens_a_question_and_what_no_longer_applies_comes_back(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 12)
    here = room("run", path.name, "--quick", rows=90)
    here.answer(asked("Look at the result?"))
    here.wait(asked("What now?"))
    choose(here, "Review an answer")
    choose(here, MONEY)
    here.answer(row(ROWS[1]), "5")  # worked out together: now differences are asked about
    here.answer(asked("Question 5 of 8."), "4")
    here.wait(asked(EVERY_ANSWER))
    assert kept(path).facts["differences.money"] == "people"
    choose(here, MONEY)
    here.answer(row(ROWS[1]), "4")
    here.wait("1 answer is set aside, because its question does not arise as things stand.")
    here.wait(asked(EVERY_ANSWER))
    there = kept(path)
    assert "differences.money" not in there.facts
    assert dict(there.set_aside)["differences.money"].choice == "people"
    choose(here, MONEY)
    here.answer(row(ROWS[1]), "5")
    here.wait(lambda _: kept(path).facts.get("differences.money") == "people")
    here.wait(asked(EVERY_ANSWER))
    assert kept(path).set_aside == ()
    here.press("g", ENTER)
    here.wait(asked("What now?"))
    choose(here, "Write the audit")
    assert here.leave() == 0
    assert "The audit is in a-audit.md, a-audit.svg" in here.told()


@pytest.mark.slow
def test_going_back_from_the_end_leads_to_the_last_question(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 12)
    here = room("run", path.name, "--quick", rows=60)
    here.answer(asked("Look at the result?"))
    here.wait(asked("What now?"))
    here.press(SHIFT_TAB)
    here.wait(question(8, 8))
    stop(here)


@pytest.mark.slow
@pytest.mark.parametrize("columns", [60, 40])
def test_the_review_can_be_read_and_used_in_a_narrow_window(
    room: Callable[..., Room], tmp_path: Path, columns: int
) -> None:
    path = begun(tmp_path, 12)
    here = room("run", path.name, "--quick", columns=columns, rows=120)
    here.answer(asked("Look at the result?"))
    here.wait(asked("What now?"))
    choose(here, "Review an answer")
    choose(here, "After a decision, what do the people who were not in the room hear?")
    here.answer(question(1, 8), "1")
    here.wait(asked(EVERY_ANSWER))
    assert all(len(line) <= columns for line in here.look().splitlines())
    here.press("g", ENTER)
    here.wait(asked("What now?"))
    choose(here, "Stop here")
    assert here.leave() == 0
    assert kept(path).facts["told"] == "nothing"


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (("--only", "decisions.*"), row(ROWS[0])),
        pytest.param(("--only", "after"), asked("Once something is decided"), marks=pytest.mark.slow),
        pytest.param(("--unanswered",), row(ROWS[4]), marks=pytest.mark.slow),
    ],
)
def test_what_is_to_be_asked_again_is_asked_with_its_answer_pointed_at(
    room: Callable[..., Room],
    tmp_path: Path,
    options: tuple[str, ...],
    first: Callable[[str], bool],
) -> None:
    path = begun(tmp_path, 12)
    before = kept(path).facts
    here = room("run", path.name, "--quick", *options, rows=50)
    resume(here)
    here.wait(first)
    assert "(your answer so far)" in here.words()
    here.press(ENTER)
    here.wait(lambda words: not first(words))
    stop(here)
    assert kept(path).facts == before


def test_a_value_from_the_command_line_is_shown_first_and_beats_what_is_stored(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 12)
    here = room("run", path.name, "--quick", "--set", "told=too-late", rows=50)
    here.wait(asked("They are taken if you go on."))
    assert "(in the file: They hear in time what was decided and why)" in here.words()
    here.answer(asked("Look at the result?"))
    here.wait(asked("What now?"))
    choose(here, "Stop here")
    assert here.leave() == 0
    assert kept(path).facts["told"] == "too-late"


@pytest.mark.slow
@pytest.mark.parametrize("refused", ["n", SHIFT_TAB])
def test_a_value_from_the_command_line_can_be_refused(
    room: Callable[..., Room], tmp_path: Path, refused: str
) -> None:
    path = begun(tmp_path, 12)
    before = path.read_bytes()
    here = room("run", path.name, "--quick", "--set", "told=too-late", rows=50)
    here.wait(asked("Look at the result?"))
    here.press(refused, *(ENTER if refused == "n" else ""))
    assert here.leave() == 0
    assert path.read_bytes() == before


@pytest.mark.slow
def test_the_answers_of_another_file_are_shown_and_taken(room: Callable[..., Room], tmp_path: Path) -> None:
    begun(tmp_path, 12, "other.yaml")
    here = room("run", "new.yaml", "--quick", "--from", "other.yaml", rows=60)
    here.wait("These come from other.yaml:")
    here.wait(asked("What now?"))
    choose(here, "Stop here")
    assert here.leave() == 0
    assert kept(tmp_path / "new.yaml").facts == kept(tmp_path / "other.yaml").facts


@pytest.mark.slow
def test_plain_wording_from_the_start_goes_through_the_table(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 3)
    here = room("run", path.name, "--quick", "--easy", rows=60)
    resume(here)
    here.wait(lambda words: "p usual words;" in words and "Up and down: rows" in words)
    here.press("4", ENTER)
    here.wait(lambda _: "decisions.purpose" in kept(path).facts)
    here.press("p")
    here.wait(row(ROWS[1]))
    stop(here)


@pytest.mark.slow
def test_the_footer_of_every_prompt_shows_the_way_back(room: Callable[..., Room], tmp_path: Path) -> None:
    path = begun(tmp_path, 2)
    here = room("run", path.name, "--quick", rows=50)
    footer = "Shift-Tab back; Tab forward;"

    def shown(wanted: Callable[[str], bool]) -> None:
        here.wait(lambda words: wanted(words) and footer in words[words.rfind("then Enter") - 120 :])

    shown(asked("Go on with it?"))
    here.press(ENTER)
    shown(question(3, 7))
    here.press("s")
    shown(asked(WHERE_TO))
    here.press("r", ENTER)
    shown(asked(EVERY_ANSWER))
    here.press("g", ENTER)
    here.answer(question(3, 7), "3")
    here.wait(lambda words: row(ROWS[0])(words) and footer in words)
    decide(here, "4")
    here.wait(row(ROWS[1]))
    here.press("n")
    here.wait(lambda words: asked("Note (Enter for none):")(words) and footer in words)
    stop(here)


@pytest.mark.slow
def test_a_file_that_is_taken_up_again_is_asked_for_its_day_and_who_is_here_first(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 12)
    here = room("run", path.name, "--quick", "--stale", "2027-01-01", rows=50)
    resume(here)
    here.answer(asked("On which day are these questions answered?"))
    here.answer(asked("write it better:"))
    here.answer(asked("Who is answering today?"))
    here.answer(asked("How many of you"))
    here.wait(question(1, 8))
    assert "(your answer so far)" in here.words()
    stop(here)
