"""What a room types into a terminal, and what it sees: real keys through a pipe, a screen that is emulated."""

import contextlib
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from coprod_audit.console import Screen
from coprod_audit.interview.steps import Asides, Given, Option, Step, Wanted, Wish
from coprod_audit.prompts import STILL_THERE, Terminal
from coprod_audit.words import SEVERAL
from tests.asking_kit import asked, table
from tests.typing_kit import ROOT, environment

ENTER, UP, DOWN, RIGHT, TAB, SHIFT_TAB = "\r", "\x1b[A", "\x1b[B", "\x1b[C", "\t", "\x1b[Z"
CTRL_C, CTRL_D, CTRL_Z, NUL = "\x03", "\x04", "\x1a", "\x00"
TITLE = Step("project.title", "What is the project called?", asides=Asides(help="A short name."))
NOTE = Step("note:told", "Note (Enter for none):", optional=True)
PATIENCE = 20.0
TYPED = "XYZ"  # letters that stand nowhere else on the screen


def pasted(text: str) -> str:
    """A text as a terminal with bracketed paste sends it."""
    return f"\x1b[200~{text}\x1b[201~"


class Room:
    """A terminal in this process. What is typed beforehand is read when something is asked."""

    encoding = "utf-8"

    def __init__(self, keyboard: PipeInput, columns: int, rows: int) -> None:
        self.size = Size(rows=rows, columns=columns)
        self.screen = pyte.HistoryScreen(columns, rows, history=2000)
        self.screen.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self.screen)
        self._keyboard = keyboard
        self._script: list[tuple[str, str | Callable[[], None]]] = []
        self.raw = ""
        self.kept: list[tuple[str, str]] = []

    def write(self, text: str) -> int:
        self.raw += text
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        """What was waited for is on the screen now: do what was to be done then."""
        while self._script and self._script[0][0] in " ".join(self.look().split()):
            _, keys = self._script.pop(0)
            if callable(keys):
                keys()
            else:
                self._keyboard.send_text(keys)

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no descriptor")

    def look(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def told(self) -> str:
        gone = ["".join(line[x].data for x in sorted(line)).rstrip() for line in self.screen.history.top]
        return " ".join(" ".join([*gone, self.look()]).split())

    def type(self, *keys: str) -> "Room":
        """Type keys, all at once."""
        self._keyboard.send_text("".join(keys))
        return self

    def when(self, seen: str, keys: str | Callable[[], None]) -> "Room":
        """Type keys, or do something else, once that can be seen on the screen (and what was waited for before)."""
        self._script.append((seen, keys))
        return self

    def terminal(self, *, easy: bool = False) -> Terminal:
        return Terminal(Screen(self), easy=easy, keep_draft=lambda *draft: self.kept.append(draft))  # type: ignore[arg-type]


@pytest.fixture
def open_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Room]]:
    """Open a room; afterwards Ctrl-C means again what it meant."""
    heard = signal.getsignal(signal.SIGINT)
    with contextlib.ExitStack() as stack:

        def open_(columns: int = 80, rows: int = 40) -> Room:
            monkeypatch.setenv("COLUMNS", str(columns))
            monkeypatch.setenv("LINES", str(rows))
            keyboard = stack.enter_context(create_pipe_input())
            one = Room(keyboard, columns, rows)
            output = Vt100_Output(one, lambda: one.size, term="xterm")  # type: ignore[arg-type]
            stack.enter_context(create_app_session(input=keyboard, output=output))
            return one

        yield open_
    signal.signal(signal.SIGINT, heard)


@pytest.fixture
def room(open_room: Callable[..., Room]) -> Room:
    return open_room()


def test_question_and_answer_stay_on_the_screen(room: Room) -> None:
    step = asked("told")._replace(before=("Now the heart of it.",))
    assert room.type("4", ENTER).terminal().ask(step) == Given("what-and-why-in-time")
    assert room.look().split("\n")[:7] == [
        "",
        "Now the heart of it.",
        "",
        "Question 1 of 8.",
        "After a decision, what do the people who were not in the room hear?",
        " > They hear in time what was decided and why",
        "",
    ]


def test_what_is_said_before_a_step_is_said_once(room: Room) -> None:
    terminal, step = room.terminal(), asked("told")._replace(before=("Now the heart of it.",))
    room.type("n")
    terminal.ask(step)
    room.type("4", ENTER)
    terminal.ask(step)
    assert room.told().count("Now the heart of it.") == 1


PROMPTS: dict[str, Callable[[Terminal], object]] = {
    "choice": lambda terminal: terminal.ask(asked("told")),
    "table": lambda terminal: terminal.ask(table("money")),
    "menu": lambda terminal: terminal.ask(Step("menu", "What now?", (Option("a", "Go on"),))),
    "text": lambda terminal: terminal.ask(TITLE),
    "text that stands": lambda terminal: terminal.ask(TITLE._replace(stands="Hub")),
    "note": lambda terminal: terminal.ask(NOTE),
    "confirm": lambda terminal: terminal.confirm("Go on with it?"),
}


@pytest.mark.parametrize("rows", [24, 6])
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_one_key_goes_back_and_one_forward_from_every_prompt_and_each_says_so(
    open_room: Callable[..., Room], prompt: str, columns: int, rows: int
) -> None:
    for key, wish in ((SHIFT_TAB, Wish.BACK), (TAB, Wish.FORWARD)):
        room = open_room(columns, rows).when("Shift-Tab back; Tab forward;", key)
        reply = PROMPTS[prompt](room.terminal())
        fact = "decisions.money" if prompt == "table" else ""
        assert reply == (wish is Wish.FORWARD if prompt == "confirm" else Wanted(wish, fact))


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize(("key", "raised"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_one_key_stops_every_prompt(room: Room, prompt: str, key: str, raised: type[BaseException]) -> None:
    room.type(key)
    with pytest.raises(raised):
        PROMPTS[prompt](room.terminal())


def test_after_a_stop_no_other_ctrl_c_is_heard(room: Room) -> None:
    room.type(CTRL_C, CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        room.terminal().ask(TITLE)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_after_an_answer_ctrl_c_means_what_it_meant_before(room: Room) -> None:
    before = signal.getsignal(signal.SIGINT)
    room.type("Hub", ENTER)
    room.terminal().ask(TITLE)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("keys", "answer"), [(ENTER, True), ("y\r", True), ("n\r", False), (DOWN + ENTER, False)]
)
def test_yes_is_what_enter_means(room: Room, keys: str, answer: bool) -> None:
    room.type(keys)
    assert room.terminal().confirm("Go on with it?") is answer
    assert f"Go on with it? > {'yes' if answer else 'no'}" in room.told()


def test_rows_of_a_table_are_left_standing_as_lines_below_one_question(room: Room) -> None:
    terminal = room.terminal()
    given = []
    for row, keys in (("purpose", "4"), ("money", "d"), ("design", DOWN + "2")):
        room.type(keys, ENTER)
        given.append(terminal.ask(table(row)))
    assert given == [
        Given("talked", "decisions.purpose"),
        Given("unknown", "decisions.money"),
        Given("told", "decisions.running"),
    ]
    assert room.told() == (
        "Section 1 of 5, question 4 of 8. About 20 minutes left. "
        "Take the last real decision about each of these. How was it settled? "
        "> What this is for: The organisation settled it after several talks with the same people "
        "> What the money goes on: Don't know "
        "> How it runs day to day: The organisation settled it and told people why"
    )


def test_the_question_of_a_table_is_said_again_after_something_else(room: Room) -> None:
    terminal = room.terminal()
    for row, keys in (("purpose", "4"), ("money", "d")):
        room.type(keys, ENTER)
        terminal.ask(table(row))
        terminal.say("A note is kept.")
    assert room.told().count("Take the last real decision about each of these.") == 2


def test_plain_words_stay_for_the_questions_to_come(room: Room) -> None:
    terminal = room.terminal()
    room.type("p1", ENTER)
    terminal.ask(asked("told"))
    room.type("1", ENTER)
    terminal.ask(asked("asked"))
    assert "Think of people who were not there. What do they hear about a decision?" in room.told()
    assert "When were people asked what they think?" in room.told()


def test_easy_begins_with_the_plain_words(room: Room) -> None:
    room.type("p1", ENTER)
    room.terminal(easy=True).ask(asked("told"))
    assert "After a decision, what do the people who were not in the room hear? > Nothing" in room.told()


def test_a_text_is_typed_and_stays_below_its_question(room: Room) -> None:
    assert room.type("Hub", ENTER).terminal().ask(TITLE) == Given("Hub")
    assert room.told() == "What is the project called? > Hub"


def test_what_stands_can_be_kept_or_changed(room: Room) -> None:
    step, terminal = TITLE._replace(stands="Riverside Hub"), room.terminal()
    room.type(ENTER)
    assert terminal.ask(step) == Given("Riverside Hub")
    room.type("\x7f\x7f\x7f", "Club", ENTER)
    assert terminal.ask(step) == Given("Riverside Club")
    room.type("\x15", ENTER).when("Something has to stand here", "Hub\r")
    assert terminal.ask(TITLE) == Given("Hub")


def test_a_sentence_to_be_edited_stands_in_the_field(room: Room) -> None:
    room.type(" of 2025", ENTER)
    step = Step("project.unit", "Better:", default="Decisions", optional=True, edit=True)
    assert room.terminal().ask(step) == Given("Decisions of 2025")


def test_a_draft_is_gone_on_with(room: Room) -> None:
    room.when(STILL_THERE, "side\r")
    assert room.terminal().ask(TITLE._replace(draft="River", stands="Hub")) == Given("Riverside")
    assert room.kept == []


def test_nothing_stands_for_the_default(room: Room) -> None:
    step = Step("project.people", "Called?", default="people", optional=True)
    room.when("Enter alone means: people", ENTER)
    assert room.terminal().ask(step) == Given("")
    assert room.told() == "Called? > people"


def test_help_on_a_text_and_an_answer_that_cannot_be_kept(room: Room) -> None:
    step = Step("project.date", "On which day?", asides=Asides(help="Year, month, day."))
    room.type("?", ENTER).when("Help: Year, month, day.", "May\r").when("'May' is not a date", "2026-05-12\r")
    assert room.terminal().ask(step) == Given("2026-05-12")
    assert "'May'" not in room.look()


def test_help_on_a_text_that_has_none_says_that_there_is_no_more_to_say(room: Room) -> None:
    room.type("?", ENTER).when("There is no more to say about this one.", "Hub\r")
    assert room.terminal(easy=True).ask(TITLE._replace(asides=Asides())) == Given("Hub")
    assert "In the usual words" not in room.told()


def test_a_key_that_has_nothing_to_do_at_a_yes_or_no_says_so(room: Room) -> None:
    room.type("w").when("There is nothing for 'w' to do here.", SHIFT_TAB)
    assert room.terminal().confirm("Go on with it?") is False


def test_a_text_that_is_too_long_stays_to_be_shortened(room: Room) -> None:
    step = Step("project.title", "Called?", room=5)
    room.type("Riverside", ENTER).when("longer than 5 characters", "\x7f\x7f\x7f\x7f\r")
    assert room.terminal().ask(step) == Given("River")


def test_a_line_of_text_is_asked_for_with_its_own_limit(room: Room) -> None:
    terminal = room.terminal()
    room.type("On posters", ENTER)
    assert terminal.ask(NOTE) == Given("On posters")
    room.type(ENTER)
    assert terminal.ask(NOTE._replace(room=5)) == Given("")
    room.when("On po", "sters\r").when("longer than 9 characters", SHIFT_TAB)
    assert terminal.ask(NOTE._replace(room=9, draft="On po")) == Wanted(Wish.BACK)
    assert room.kept == [("note:told", "On posters")]


def test_a_text_that_was_refused_for_its_length_is_kept_when_it_is_left(room: Room) -> None:
    room.type("On posters", ENTER).when("longer than 9 characters", CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        room.terminal().ask(NOTE._replace(room=9))
    assert room.kept == [("note:told", "On posters")]


@pytest.mark.parametrize(
    ("key", "raised"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError), (SHIFT_TAB, None), (TAB, None)]
)
def test_what_is_being_typed_is_kept_when_it_is_interrupted_or_left(
    room: Room, key: str, raised: type[BaseException] | None
) -> None:
    room.type("Riverside", key)
    with pytest.raises(raised) if raised else contextlib.nullcontext():
        room.terminal().ask(TITLE)
    assert room.kept == [("project.title", "Riverside")]


@pytest.mark.parametrize("key", [CTRL_C, SHIFT_TAB])
def test_no_draft_is_kept_where_nothing_was_typed(room: Room, key: str) -> None:
    room.type(key)
    with contextlib.suppress(KeyboardInterrupt):
        room.terminal().ask(TITLE._replace(stands="Hub"))
    assert room.kept == []


def test_while_somebody_types_drafts_are_kept_though_not_with_every_key(room: Room) -> None:
    def keep(step: str, text: str) -> None:
        room.kept.append((step, text))
        room.type(ENTER)  # not before, so that it is the passing of a second that made it

    room.type("River")
    terminal = Terminal(Screen(room), keep_draft=keep)  # type: ignore[arg-type]
    assert terminal.ask(TITLE) == Given("River")
    assert room.kept == [("project.title", "River")]


def test_lines_pasted_with_brackets_are_one_answer(room: Room) -> None:
    room.type(pasted("one\r\n two\rthree\n"), ENTER)
    assert room.terminal().ask(TITLE) == Given("one two three")
    assert SEVERAL not in room.told()


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_pasted_without_brackets_answer_one_question_and_no_other(room: Room, end: str) -> None:
    terminal = room.terminal()
    room.type(end.join(("one", "two", "three", "")))
    assert terminal.ask(TITLE) == Given("one")
    room.when("behind it? >", "Council\r")
    assert terminal.ask(Step("project.organisation", "Who is behind it?")) == Given("Council")
    assert room.told().count(SEVERAL) == 1


def test_lines_pasted_into_a_choice_answer_no_other_question(room: Room) -> None:
    terminal = room.terminal()
    room.type("4\r3\r2\r")
    assert terminal.ask(asked("told")) == Given("what-and-why-in-time")
    room.when("were people asked for their views?", "1\r")
    assert terminal.ask(asked("asked")) == Given("never")
    assert room.told().count(SEVERAL) == 1


def test_what_is_pasted_with_brackets_into_a_choice_chooses_nothing(room: Room) -> None:
    room.type(pasted("4\r3\r")).when("please choose with a key", "2\r")
    assert room.terminal().ask(asked("told")) == Given("too-late")


def test_a_refused_line_takes_the_lines_pasted_after_it_along(room: Room) -> None:
    step = Step("project.date", "On which day?")
    room.type("May\r2026-01-01\r").when("'May' is not a date", "2026-05-12\r")
    assert room.terminal().ask(step) == Given("2026-05-12")
    assert room.told().count(SEVERAL) == 1


def test_ctrl_c_in_the_same_moment_as_an_answer_keeps_the_answer_and_stops_at_the_next_question(
    room: Room,
) -> None:
    terminal = room.terminal()
    room.type("Hub", ENTER, CTRL_C)
    assert terminal.ask(TITLE) == Given("Hub")
    with pytest.raises(KeyboardInterrupt):
        terminal.ask(TITLE)


@pytest.mark.parametrize("sign", [CTRL_Z, NUL, "\x11\x1a", "\x16", "\x1b", "\x9b", "\x02", "\x0c"])
def test_control_keys_do_not_get_into_the_text(room: Room, sign: str) -> None:
    room.type("Hub").when("> Hub", sign).when("> Hub", ENTER).when(
        "signs in it that cannot be kept", SHIFT_TAB
    )
    assert room.terminal().ask(TITLE) == Given("Hub")


def test_control_signs_in_what_is_pasted_are_left_out_and_that_is_said(room: Room) -> None:
    room.type(pasted("Hu\x1bb\x00\x1a")).when("they were left out", ENTER)
    assert room.terminal().ask(TITLE) == Given("Hub")


@pytest.mark.parametrize(
    "text", ["مركز", "👩‍🔧 Hub", "Llanfairpwll ŵŷ", "\u202egnp", "日本語" * 30, "=1+1", "no"]
)
def test_what_is_typed_is_what_is_given(room: Room, text: str) -> None:
    room.type(text, ENTER)
    assert room.terminal().ask(TITLE) == Given(text)
    assert "\u202e" not in room.raw


def test_what_stands_is_kept_as_it_is_though_it_is_shown_spelled_out(room: Room) -> None:
    room.when(r"> Hub\u202egnp", ENTER)
    assert room.terminal().ask(TITLE._replace(stands="Hub\u202egnp")) == Given("Hub\u202egnp")
    assert "\u202e" not in room.raw


def test_words_of_strangers_move_no_cursor(room: Room) -> None:
    nasty = "[bold]x[/] \x1b[2J\x1b]8;;https://example.org\x07 :smile:"
    step = Step(
        "a", nasty, (Option("a", nasty, key="a"),), asides=Asides(nasty, nasty, nasty, nasty), where=nasty
    )
    room.type("?", ENTER, "a", ENTER)
    room.terminal().ask(step)
    assert "\x1b[2J" not in room.raw
    assert "\x1b]8" not in room.raw
    assert r"[bold]x[/] \x1b[2J" in room.told()


def test_no_colour_is_used_where_none_is_wanted(
    open_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    room = open_room()
    room.type("4", ENTER)
    room.terminal().ask(table())
    assert not re.findall(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|38;|48;)[0-9;]*m", room.raw)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_window_that_is_made_small_keeps_the_question(room: Room, prompt: str) -> None:
    asks = {"menu": "What now?", "note": "Note (Enter for", "confirm": "Go on with it?"}
    asks |= {"table": "Take the last real", "choice": "After a decision,"}
    ask = asks.get(prompt, "What is the project")
    seen: list[str] = []

    def shrink() -> None:
        room.size = Size(rows=5, columns=20)
        room.screen.resize(5, 20)
        room.screen.reset()
        room.screen.set_mode(pyte.modes.LNM)
        signal.raise_signal(signal.SIGWINCH)

    def look() -> None:
        seen.extend(room.look().split("\n"))
        room.type(SHIFT_TAB)

    room.when("Shift-Tab back;", shrink).when(ask, lambda: None).when("Shift-Tab back;", look)
    PROMPTS[prompt](room.terminal())
    assert len(seen) == 5
    assert ask in " ".join(" ".join(seen).split())
    assert "Shift-Tab back;" in seen
    assert room.kept == [], "nothing was typed"


class Asking:
    """The asking child in a pseudo-terminal; one waits for what can be read there, never for time."""

    def __init__(self, prompt: str, folder: Path, *, hang_up: bool = True, columns: int = 80) -> None:
        self._drafts = folder / "drafts"
        program = [sys.executable, "-m", "tests.asking_child", prompt, str(self._drafts)]
        self.child = pexpect.spawn(
            *(program[0], program[1:]),
            cwd=ROOT,
            env=environment(TERM="xterm-256color"),
            dimensions=(24, columns),
            timeout=PATIENCE,
            preexec_fn=None if hang_up else lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
        )
        self.wait("Shift-Tab")

    def wait(self, wanted: str) -> None:
        self.child.expect_exact(wanted)

    def type(self, keys: str) -> None:
        """Type keys and wait until the last of them can be seen."""
        self.child.send(keys)
        self.wait(keys[-1])

    def drafts(self) -> list[str]:
        return self._drafts.read_text(encoding="utf-8").splitlines() if self._drafts.exists() else []

    def leave(self) -> tuple[int, str]:
        """The exit code, and all that was said until then."""
        self.child.expect(pexpect.EOF)
        said = str(self.child.before.decode(errors="replace"))
        self.child.close()
        return 128 + self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus), said


@pytest.mark.parametrize(
    ("prompt", "pause"),
    [("text", 0), ("text", 0.005), ("text", 0.02), ("text", 0.05), ("choice", 0), ("table", 0.02)],
)
def test_ctrl_c_twice_stops_once(tmp_path: Path, prompt: str, pause: float) -> None:
    asking = Asking(prompt, tmp_path)
    if prompt == "text":
        asking.type(TYPED)
    asking.child.send(CTRL_C)
    time.sleep(pause)
    asking.child.send(CTRL_C)
    code, said = asking.leave()
    assert (code, said.count("STOPPED"), "Traceback" in said) == (130, 1, False)
    assert asking.drafts() == ([f"project.title {TYPED}"] if prompt == "text" else [])


@pytest.mark.parametrize("numbers", [(2,), (15,), (1,), (2, 2), (15, 15), (2, 15), (15, 1)])
def test_a_signal_ends_typing_in_order_and_what_was_typed_is_kept(
    tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    asking = Asking("text", tmp_path)
    asking.type(TYPED)
    for number in numbers:
        asking.child.kill(number)
    code, said = asking.leave()
    assert code in {128 + number for number in numbers}
    assert "Traceback" not in said
    assert asking.drafts() == [f"project.title {TYPED}"]


@pytest.mark.parametrize("hang_up", [True, False])
def test_a_terminal_that_is_closed_keeps_what_was_typed(tmp_path: Path, hang_up: bool) -> None:
    asking = Asking("text", tmp_path, hang_up=hang_up)
    asking.type(TYPED)
    asking.child.ptyproc.delayafterclose = 2.0
    asking.child.close(force=False)
    assert asking.child.exitstatus == (129 if hang_up else 7)
    assert asking.drafts() == [f"project.title {TYPED}"]


def test_a_killed_program_has_lost_only_what_was_typed_last(tmp_path: Path) -> None:
    asking = Asking("text", tmp_path)
    asking.type(TYPED)
    until = time.monotonic() + 5
    while not asking.drafts() and time.monotonic() < until:
        time.sleep(0.05)
    asking.child.kill(signal.SIGKILL)
    assert asking.leave()[0] == 128 + signal.SIGKILL
    assert asking.drafts() == [f"project.title {TYPED}"]


@pytest.mark.parametrize("lines", [("one", "two", "three"), ("x" * 3_000, "y" * 3_000, "z" * 3_000)])
def test_a_paste_in_a_real_terminal_answers_one_question(tmp_path: Path, lines: tuple[str, ...]) -> None:
    asking = Asking("text", tmp_path)
    asking.child.send("\r".join((*lines, "")))
    asking.wait(f"REPLY Given(value='{lines[0]}'" if len(lines[0]) < 9 else "REPLY Given")
    asking.wait("Who is behind it?")
    asking.wait("Shift-Tab")
    asking.child.send("Council\r")
    code, said = asking.leave()
    assert code == 0
    assert "REPLY Given(value='Council', fact='', then='')" in said


@pytest.mark.parametrize("prompt", ["text", "choice", "table"])
def test_a_storm_of_resizing_does_no_harm(tmp_path: Path, prompt: str) -> None:
    asking = Asking(prompt, tmp_path)
    if prompt == "text":
        asking.type(TYPED)
    for n in range(60):
        asking.child.setwinsize(*((5, 20), (24, 80), (40, 120), (12, 40), (1, 1))[n % 5])
        time.sleep(0.002)
    asking.child.setwinsize(24, 80)
    asking.child.send("4\r")
    asking.wait(
        "REPLY Given(value='" + {"text": f"{TYPED}4", "choice": "what-and", "table": "talked"}[prompt]
    )
    asking.wait("Shift-Tab")
    asking.child.send("Council\r")
    assert asking.leave()[0] == 0
