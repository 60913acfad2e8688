"""The conversation in a real terminal: typed keys, and the screen that comes of them."""

import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from coprod_audit.interview.questions import DONT_KNOW
from coprod_audit.loading import load_answers, read_questionnaire
from tests.typing_kit import DETAILS, PROGRAM, ROOT, environment

DOWN, UP, ENTER, CTRL_C, CTRL_D = "\x1b[B", "\x1b[A", "\r", "\x03", "\x04"
PATIENCE = 30.0
READY = "(Arrow keys or numbers|Arrow keys show more)"


class Room:
    """A terminal with the program in it: keys go in, and one looks at the screen, never at the clock."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        program: tuple[str, ...] = PROGRAM,
        **variables: str,
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            cwd=folder,
            env=environment(TERM="xterm-256color", PROMPT_TOOLKIT_NO_CPR="1", **variables),
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )

    def look(self) -> str:
        """The screen as it stands."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def told(self) -> str:
        """Everything that was on the screen, what has scrolled off included, as one line of words."""
        gone = ["".join(line[x].data for x in sorted(line)).rstrip() for line in self.screen.history.top]
        return " ".join(" ".join([*gone, self.look()]).split())

    def wait(self, wanted: str | Callable[[str], bool]) -> None:
        """Wait for a text on the screen (blanks and line breaks are the same), or for something to be true of it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            words = " ".join(self.look().split())
            if wanted in words if isinstance(wanted, str) else wanted(words):
                return
            self._read()
        raise AssertionError(f"waited for {wanted!r} in vain:\n{self.look()}")

    def press(self, *keys: str) -> None:
        """Type keys."""
        for key in keys:
            self.child.send(key)

    def leave(self) -> int:
        """Wait for the program to end and return its exit code."""
        until = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < until:
            self._read()
        self._read()
        self.child.close()
        return 128 + self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus)

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        self._stream.feed(data)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    opened: list[Room] = []

    def open_(*arguments: str, **settings: object) -> Room:
        opened.append(Room(tmp_path, *arguments, **settings))  # type: ignore[arg-type]
        return opened[-1]

    yield open_
    for one in opened:
        one.child.close(force=True)


def question(number: int, of: int) -> Callable[[str], bool]:
    """Whether the question of that number is on the screen and can be answered."""
    return lambda words: bool(re.search(rf"uestion {number} of {of}\b(?!.*uestion \d).*{READY}", words))


def give_details(room: Room) -> None:
    """Type the project's details."""
    asks = (
        "What is the project called?", "Which organisation is behind it?", "What is it called for short?",
        "What do you call the people", "On which day", "about what?", "At which level", "write it better:",
        "off the table from the start?", "Who is answering today?", "How many of you", "do you say this is",
        "do you want it to be?",
    )  # fmt: skip
    for ask, typed in zip(asks, DETAILS, strict=True):
        room.wait(lambda words, ask=ask: bool(re.search(rf"{re.escape(ask)}.*(>|{READY})", words)))  # type: ignore[misc]
        time.sleep(0.05)
        room.press(*(typed.replace("2026-05-12", "")), ENTER)


def row(name: str) -> Callable[[str], bool]:
    """Whether that row of the table is on the screen and can be answered."""
    return lambda words: bool(re.search(rf"{name}(?!.*uestion \d).*{READY}", words))


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
    for name, key in (("row 1 of 5", "4"), ("row 2 of 5", "4"), ("row 3 of 5", "5"), ("row 4 of 5", "2")):
        here.wait(row(name))
        here.press(key, ENTER)
    here.wait(row("row 5 of 5"))
    here.press(DONT_KNOW.key, ENTER)
    here.wait(question(5, 8))
    here.press(UP, UP, ENTER)
    for number, key in ((6, "4"), (7, "2"), (8, "2")):
        here.wait(question(number, 8))
        here.press(key, ENTER)
    here.wait("What now?")
    here.press(ENTER)
    assert here.leave() == 0
    for said in ("Staff describe", "first steps", "The audit is in a-audit.md and a-audit.svg", "intended"):
        assert said in here.told()
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire())
    assert (answers.facts["told"], answers.facts["came-back"]) == ("what-and-why-in-time", "same-people")
    assert (answers.facts["decisions.judging"], answers.facts["differences.design"]) == ("unknown", "people")
    assert (tmp_path / "a-audit.md").exists()


@pytest.mark.parametrize("columns", [80, 40])
def test_question_and_choices_are_on_the_screen_together(room: Callable[..., Room], columns: int) -> None:
    here = room("run", "a.yaml", "--quick", columns=columns)
    give_details(here)
    here.wait(question(1, 7))
    words = " ".join(here.look().split())
    assert "After a decision, what do the people who were not in the room hear?" in words
    assert "4) They hear in time what was decided and why" in words
    assert all(len(line) <= columns for line in here.look().splitlines())


def many(folder: Path) -> None:
    """A questionnaire whose first question has a dozen choices."""
    shutil.copytree(ROOT / "questionnaires" / "coprod-ladder", folder / "many")
    path = folder / "many" / "questions-power.yaml"
    text = path.read_text(encoding="utf-8")
    more = "".join(
        f"      - {{id: more-{n}, rank: outside, label: The {n}th, easy: The {n}th., says: More.}}\n"
        for n in range(4, 50)
    )
    head, _, rest = text.partition("    choices:\n")
    path.write_text(f"{head}    choices:\n{more}{rest}", encoding="utf-8")


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("1", "2"), 11),
        (("3",), 2),
        ((DOWN, DOWN), 1),
        ((UP,), -1),
        (("1", DOWN, "2"), 1),
        (("2", "8", UP), 26),
    ],
)
def test_arrow_keys_and_numbers_work_in_lists_longer_than_nine(
    room: Callable[..., Room], tmp_path: Path, keys: tuple[str, ...], chosen: int
) -> None:
    many(tmp_path)
    here = room("run", "a.yaml", "--quick", "--questionnaire", "./many", rows=60)
    give_details(here)
    here.wait(question(1, 7))
    here.wait("12) ")
    for key in keys:
        here.press(key)
        time.sleep(0.1)
    here.press(ENTER)
    here.wait(question(2, 7))
    asked = read_questionnaire(tmp_path / "many", thorough=False)
    values = [*(choice.id for choice in asked.by_id["told"].choices), "unknown"]
    kept = load_answers(tmp_path / "a.yaml", asked, unit_needed=False)[0]
    assert kept.facts[asked.by_id["told"].id] == values[chosen]


def test_help_why_evidence_and_plain_words_on_request(room: Callable[..., Room]) -> None:
    here = room("run", "a.yaml", "--quick", rows=60)
    give_details(here)
    here.wait(question(1, 7))
    for key, said in (
        ("?", "Help: This is about the wider public"),
        ("w", "Why we ask: Being told"),
        ("e", "What counts as evidence: A notice"),
        ("p", "1) They hear nothing."),
    ):
        here.press(key)
        here.wait(said)
        here.wait(question(1, 7))


@pytest.mark.parametrize(("columns", "rows"), [(80, 40), (40, 24)])
def test_a_key_that_asks_for_something_leaves_the_pointer_where_it_was(
    room: Callable[..., Room], tmp_path: Path, columns: int, rows: int
) -> None:
    here = room("run", "a.yaml", "--quick", columns=columns, rows=rows)
    give_details(here)
    here.wait(question(1, 7))
    here.press("4")
    for key, said in (
        ("?", "Help: "),
        ("w", "Why we ask: "),
        ("e", "as evidence: "),
        ("p", "In plain words: "),
    ):
        here.press(key)
        here.wait(lambda _, said=said: bool(re.search(f"{said}.*{READY}.*> 4", here.told())))  # type: ignore[misc]
    here.press(ENTER)
    here.wait(question(2, 7))
    assert load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)[0].facts["told"] == (
        "what-and-why-in-time"
    )


def test_enter_answers_nothing_before_something_is_chosen(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml", "--quick", rows=40)
    give_details(here)
    here.wait(question(1, 7))
    assert "> (nothing chosen yet)" in here.look()
    here.press(ENTER)
    here.wait("Choose first, then press Enter.")
    here.press("?", ENTER)
    here.wait(lambda words: bool(re.search("Help: .*Choose first", words)))
    here.press(UP, ENTER)
    here.wait(question(2, 7))
    assert load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)[0].facts == {
        "told": "unknown"
    }


def test_plain_words_come_and_go_with_their_key_and_stay_for_the_next_question(
    room: Callable[..., Room],
) -> None:
    here = room("run", "a.yaml", "--quick", rows=50)
    give_details(here)
    here.wait(question(1, 7))
    asked = read_questionnaire().by_id
    for said, first in (
        (f"In plain words: {asked['told'].easy}", asked["told"].choices[0].easy),
        (f"In the usual words: {asked['told'].ask}", asked["told"].choices[0].label),
        ("In plain words, as above.", asked["told"].choices[0].easy),
    ):
        here.press("p")
        here.wait(lambda words, said=said, first=first: bool(  # type: ignore[misc]
            re.search(rf"{re.escape(said)}.*1\) {re.escape(first)}", words)
        ))  # fmt: skip
    here.press("1", ENTER)
    here.wait(question(2, 7))
    words = " ".join(here.look().split())
    assert asked["asked"].easy in words
    assert asked["asked"].ask not in words


def test_a_low_and_narrow_screen_shows_every_key(room: Callable[..., Room]) -> None:
    here = room("run", "a.yaml", "--quick", columns=40, rows=16)
    give_details(here)
    here.wait(question(1, 7))
    here.wait("? help; w why; e evidence; p plain words; n note;")


@pytest.mark.parametrize("where", ["text", "choice"])
@pytest.mark.parametrize("numbers", [(2, 2), (2, 15), (15, 2), (1, 15)])
def test_two_signals_at_once_end_it_in_order(
    room: Callable[..., Room], numbers: tuple[int, int], where: str
) -> None:
    here = room("run", "a.yaml", "--quick")
    if where == "choice":
        give_details(here)
        here.wait(question(1, 7))
    else:
        here.wait("What is the project called? >")
    for number in numbers:
        here.child.kill(number)
    assert here.leave() in {130, *(128 + number for number in numbers)}
    assert "is not running" not in here.told()
    assert "Traceback" not in here.told()


@pytest.mark.parametrize("wait", [0, 0.005, 0.02, 0.1])
def test_ctrl_c_twice_is_ctrl_c_once(room: Callable[..., Room], wait: float) -> None:
    here = room("run", "a.yaml")
    here.wait("What is the project called? >")
    here.press(CTRL_C)
    time.sleep(wait)
    here.press(CTRL_C)
    assert here.leave() == 130
    assert here.child.signalstatus is None


def test_a_refused_date_does_not_stay_in_the_field(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml")
    for ask, typed in (("called? >", "Hub"), ("behind it? >", "Council"), ("short", ""), ("people", "")):
        here.wait(ask)
        time.sleep(0.1)
        here.press(*typed, ENTER)
    here.wait("On which day")
    here.press(*"May", ENTER)
    here.wait("'May' is not a date")
    time.sleep(0.1)
    here.press(ENTER)
    here.wait("about what?")
    kept = load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)[0]
    assert kept.project.date == "2026-05-12"


@pytest.mark.parametrize("columns", ["0", "3"])
def test_a_window_that_says_it_has_no_width_is_no_reason_to_fall_over(
    room: Callable[..., Room], columns: str
) -> None:
    here = room("run", "a.yaml", "--quick", COLUMNS=columns)
    give_details(here)
    here.wait(lambda words: "Arrow" in words)
    here.press(CTRL_C)
    assert here.leave() == 130


def test_a_note_is_added_to_the_answer_before(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml", "--quick", rows=40)
    give_details(here)
    here.wait(question(1, 7))
    here.press("n")
    here.wait("There is no answer yet")
    here.wait(question(1, 7))
    here.press("4", ENTER)
    here.wait(question(2, 7))
    here.press("n")
    here.wait("Note (Enter for none):")
    assert "can read them" in here.told()
    here.press(*"On posters", ENTER)
    here.wait("Evidence, and where to find it")
    here.press(ENTER)
    here.wait(question(2, 7))
    told = load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)[0].by_fact["told"]
    assert (told.choice, told.note, told.evidence) == ("what-and-why-in-time", "On posters", ())


@pytest.mark.parametrize(
    ("key", "where"), [(CTRL_C, "text"), (CTRL_D, "text"), (CTRL_C, "choice"), (CTRL_D, "choice")]
)
def test_whoever_stops_is_told_where_everything_is(
    room: Callable[..., Room], tmp_path: Path, key: str, where: str
) -> None:
    here = room("run", "a.yaml")
    here.wait("What is the project called? >")
    here.press(*"Hub", ENTER)
    here.wait("Which organisation is behind it? >")
    if where == "choice":
        here.press(ENTER, *"Council", ENTER)
        for _ in range(3):
            here.press(ENTER)
        here.press(*"the hub", ENTER)
        here.wait("Arrow keys or numbers")
    here.press(key)
    assert here.leave() == 130
    assert "Everything answered so far is in a.yaml. Go on with: coprod-audit run a.yaml" in here.told()
    assert (
        load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)[0].project.title == "Hub"
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("where", ["text", "choice"])
def test_a_signal_ends_it_in_order(
    room: Callable[..., Room], tmp_path: Path, number: signal.Signals, where: str
) -> None:
    here = room("run", "a.yaml", "--quick")
    if where == "choice":
        give_details(here)
        here.wait(question(1, 7))
    else:
        here.wait("What is the project called? >")
        here.press(*"Riverside Hub", ENTER)
        here.wait("Which organisation is behind it? >")
    here.child.kill(number)
    assert here.leave() == 128 + number
    assert "Everything answered so far is in a.yaml" in here.told()
    assert "Traceback" not in here.told()
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)
    assert answers.project.title == "Riverside Hub"


def test_a_terminal_that_is_closed_ends_it_in_order(room: Callable[..., Room], tmp_path: Path) -> None:
    here = room("run", "a.yaml", "--quick")
    give_details(here)
    here.wait(question(1, 7))
    here.child.ptyproc.delayafterclose = 2.0
    here.child.close(force=False)
    assert here.child.exitstatus == 129
    assert (tmp_path / "a.yaml").exists()


def test_without_colour_there_is_none(room: Callable[..., Room]) -> None:
    here = room("run", "a.yaml", NO_COLOR="1")
    give_details(here)
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
    here.wait("Arrow keys or numbers")
    here.press("y", ENTER)
    here.wait("Which organisation is behind it?")
    assert b"\x1b]8;" not in here.raw
