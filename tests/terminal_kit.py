"""A real terminal with the program in it, for tests that type and look: keys go in, and one waits for the screen.

The screen is kept by an emulator. Nothing here waits for time to pass; patience is only how long a test waits in vain.
"""

import contextlib
import functools
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte

from coprod_audit.answers import Answers
from coprod_audit.loading import load_answers, read_questionnaire
from tests.typing_kit import DETAILS, PROGRAM, QUICK, call, environment, lines

DOWN, UP, LEFT, RIGHT, ENTER = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C", "\r"
TAB, SHIFT_TAB = "\t", "\x1b[Z"
CTRL_C, CTRL_D, CTRL_Z, ESCAPE, NUL = "\x03", "\x04", "\x1a", "\x1b", "\0"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
PATIENCE = 30.0
NOTHING_LATER = r"(?!.*(?:uestion \d|Where do you want to go|Which one do you want to change|What now))"
CHOOSING = "(?:Arrow keys or numbers|Arrow keys show more|Up and down: rows)"
TYPING = "(?:Type it, then Enter|Enter keeps what stands here)"
READY = f"(?:{CHOOSING}|{TYPING})"
ASKS = (
    "What is the project called?", "Which organisation is behind it?", "What is the organisation called for short?",
    "What do you call the people", "On which day", "about what?", "At which level", "write it better:",
    "off the table from the start?", "Who is answering today?", "How many of you", "do you say this is",
    "do you want it to be?",
)  # fmt: skip
"""What each of the project's details is asked with, in the order of `typing_kit.DETAILS`."""

ROWS = ("What this is for", "What the money goes on", "What is offered", "How it runs", "The verdict")
"""How the rows of the decision table begin, in order."""

Wanted = str | Callable[[str], bool]


class Room:
    """A terminal with the program in it: keys go in, and one looks at the screen, never at the clock."""

    def __init__(
        self,
        folder: Path,
        *arguments: str | Path,
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
            [*program[1:], *map(str, arguments)],
            cwd=folder,
            env=environment(**({"TERM": "xterm-256color"} | variables)),
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def look(self) -> str:
        """The screen as it stands."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def words(self) -> str:
        """The screen as one line of words, as lines were never broken."""
        return " ".join(self.look().split())

    def told(self) -> str:
        """Everything that was on the screen, what has scrolled off included, as one line of words."""
        gone = ["".join(line[x].data for x in sorted(line)).rstrip() for line in self.screen.history.top]
        return " ".join(" ".join([*gone, self.look()]).split())

    def wait(self, wanted: Wanted) -> None:
        """Wait for a text on the screen (blanks and line breaks are the same), or for something to be true of it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            words = self.words()
            if wanted in words if isinstance(wanted, str) else wanted(words):
                return
            self._read()
        raise AssertionError(f"waited for {wanted!r} in vain:\n{self.look()}")

    def press(self, *keys: str) -> None:
        """Type keys."""
        for key in keys:
            self.child.send(key)

    def answer(self, wanted: Wanted, *keys: str) -> None:
        """Wait, and then type keys and Enter."""
        self.wait(wanted)
        self.press(*keys, ENTER)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def leave(self) -> int:
        """Wait for the program to end and return its exit code; minus the signal where one has killed it."""
        until = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < until:
            self._read()
        self._read()
        return self._ended()

    def hang_up(self) -> None:
        """Close the terminal, as by the cross of its window: the system tells the program, and nobody else does."""
        self.child.ptyproc.fileobj.close()

    def gone(self) -> float:
        """Wait until a program whose terminal is closed has ended; return how many seconds that took."""
        since = time.monotonic()
        while self.child.isalive() and time.monotonic() < since + PATIENCE:
            time.sleep(0.002)
        return time.monotonic() - since

    def code(self) -> int:
        """The exit code of a program that has ended, as `leave` returns it."""
        return -self.child.signalstatus if self.child.signalstatus else int(self.child.exitstatus)

    def _ended(self) -> int:
        self.child.ptyproc.delayafterclose = 0
        self.child.close(force=True)
        return self.code()

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        self._stream.feed(data)


@contextlib.contextmanager
def rooms(folder: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms in a folder, and clear them up."""
    opened: list[Room] = []

    def open_(*arguments: str | Path, **settings: object) -> Room:
        opened.append(Room(folder, *arguments, **settings))  # type: ignore[arg-type]
        return opened[-1]

    try:
        yield open_
    finally:
        for one in opened:
            one.child.ptyproc.delayafterclose = 0
            with contextlib.suppress(OSError, pexpect.ExceptionPexpect):
                one.child.close(force=True)


def asked(text: str, ready: str = READY) -> Callable[[str], bool]:
    """Whether that is what is asked now: nothing that can be answered stands on the screen after it."""
    return lambda words: bool(re.search(rf"{re.escape(text)}{NOTHING_LATER}.*{ready}", words))


def question(number: int, of: int) -> Callable[[str], bool]:
    """Whether the question of that number is on the screen and can be answered."""
    return lambda words: bool(re.search(rf"uestion {number} of {of}\b{NOTHING_LATER}.*{READY}", words))


def row(name: str) -> Callable[[str], bool]:
    """Whether the pointer stands in that row of the table, or the row is what is asked on a narrow screen."""
    return lambda words: bool(re.search(rf"> {name}{NOTHING_LATER}.*{CHOOSING}", words))


def give_details(room: Room) -> None:
    """Type the project's details."""
    for ask, typed in zip(ASKS, DETAILS, strict=True):
        room.answer(asked(ask), typed.replace("2026-05-12", ""))


def decide(room: Room, *choices: str) -> None:
    """Answer the rows of the decision table, one after the other, from the first."""
    for name, choice in zip(ROWS, choices, strict=False):
        room.answer(row(name), choice)


@functools.cache
def _files_after(answered: int) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        done = call("run", "a.yaml", "--quick", cwd=Path(folder), given=lines(*QUICK[:answered]))
        assert done.returncode in {0, 2}, done.stderr.decode()
        return {name: (Path(folder) / name).read_bytes() for name in ("a.yaml", ".a.yaml.saved")}


def begun(folder: Path, facts: int = 0, name: str = "a.yaml") -> Path:
    """A quick interview in that folder, saved with its details and so many of its facts answered, as if long ago."""
    for saved, data in _files_after(len(DETAILS) + facts).items():
        path = folder / saved.replace("a.yaml", name)
        path.write_bytes(data)
        path.chmod(0o600)
    return folder / name


def resume(room: Room) -> None:
    """Go on with the file that is there."""
    room.wait("Go on with it?")
    room.answer(asked("Go on with it?"))


def kept(path: Path) -> Answers:
    """What is in the file of answers."""
    return load_answers(path, read_questionnaire(), unit_needed=False)[0]
