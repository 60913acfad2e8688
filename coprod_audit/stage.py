"""Where a prompt is played: keys from the terminal in, lines out, and order when somebody stops or pastes.

The room of prompt_toolkit and questionary, with `entry`. What is drawn here is taken away again when it is answered;
what stays on the screen is said by `prompts`.
"""

import errno
import logging
import signal
from collections.abc import Callable
from functools import cached_property
from select import select
from types import FrameType, TracebackType
from typing import Any

from prompt_toolkit import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output.vt100 import Vt100_Output
from questionary import Question, Style

from coprod_audit.interview.steps import Reply, Step
from coprod_audit.page import Line
from coprod_audit.sheet import Sheet

LOOK = Style([("strong", "bold")])

_GRACE = 0.01
"""Seconds after an answer in which more keys mean that several lines came at once: nobody types so fast."""

_AT_ONCE = 5_000
"""So often the grace is given anew; who sends more than that never stops."""

_LOW = 8
"""Lines of a window in which none can be left free."""

_NAMES = {
    Keys.Up: "up",
    Keys.Down: "down",
    Keys.Left: "left",
    Keys.Right: "right",
    Keys.Home: "home",
    Keys.End: "end",
    Keys.PageUp: "pageup",
    Keys.PageDown: "pagedown",
    Keys.ControlM: "enter",
    Keys.ControlJ: "enter",
    Keys.ControlI: "tab",
    Keys.BackTab: "s-tab",
    Keys.Escape: "escape",
    Keys.BracketedPaste: "paste",
}


logging.getLogger("asyncio").setLevel(
    logging.CRITICAL
)  # what the loop says when two signals break it off is no news


class Stage:
    """Plays prompts one after the other. `several` is whether more than the answer came at once, last time."""

    def __init__(self) -> None:
        _ask_no_cursor()
        self.several = False
        self._stopped = False
        self._sheet = Sheet(Step("", ""), easy=False)

    def choose(self, sheet: Sheet) -> Reply:
        """Put a sheet until a key makes a reply.

        Raises KeyboardInterrupt for Ctrl-C, after which another is not heard, and EOFError for Ctrl-D or a terminal
        that is gone.
        """
        self._sheet = sheet
        reply: Reply = self.play(self._choosing)
        return reply

    @cached_property
    def _choosing(self) -> Question:
        """One for all choices of a sitting: making it takes longer than asking."""
        window = Window(FormattedTextControl(lambda: drawn(self._sheet.lines(*size())), show_cursor=False))
        app: Application[Reply] = Application(
            layout=Layout(window), key_bindings=self._pressing(), style=LOOK, erase_when_done=True
        )
        return Question(app)

    def play(self, question: Question) -> Any:
        """Ask a question of questionary's; what comes at once with the answer is dropped. Raises as `choose` does."""
        self.several = False
        if self._stopped:
            raise KeyboardInterrupt
        keyboard = get_app_session().input
        with keyboard.raw_mode(), _HeardOnce():
            try:
                answer = _asked(question)
            finally:  # when it was stopped, too: what follows is no command for a shell
                dropped = _at_once(keyboard)
        self.several = bool(dropped)
        self._stopped = any(key.key == Keys.ControlC for key in dropped)
        return answer

    def _pressing(self) -> KeyBindings:
        """Every key goes to the sheet that is put; a reply ends the prompt."""
        bindings = stopping()

        def press(event: KeyPressEvent, name: str) -> None:
            reply = self._sheet.press(name)
            if reply is not None:
                leave(event.app, result=reply)

        def bind(key: Keys, name: str) -> None:
            @bindings.add(key, eager=key is not Keys.Escape)
            def _(event: KeyPressEvent) -> None:
                press(event, name)

        for key, name in _NAMES.items():
            bind(key, name)

        @bindings.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            press(event, event.data)

        return bindings


def stopping() -> KeyBindings:
    """The keys that stop every prompt, once, however many of them come."""
    bindings = KeyBindings()

    @bindings.add("c-c", eager=True)
    @bindings.add("<sigint>", eager=True)
    def _(event: KeyPressEvent) -> None:
        leave(event.app, exception=KeyboardInterrupt)

    @bindings.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        leave(event.app, exception=EOFError)

    @bindings.add(Keys.Vt100MouseEvent, eager=True)
    def _(event: KeyPressEvent) -> None:
        """Nobody asked for the mouse; coloured text that is pasted looks like it, and the library would stumble."""

    return bindings


def leave(app: Application[Any], **outcome: Any) -> None:
    """End a prompt, unless it has ended."""
    if app.is_running and not app.is_done:
        app.exit(**outcome)


def size() -> tuple[int, int]:
    """The columns and lines to write to, as the window stands now.

    A line is left free above: some terminals, when a whole screen is cleared, put it among what can be scrolled back to.
    """
    found = get_app_session().output.get_size()
    rows = found.rows - 1 if found.rows > _LOW else found.rows
    return max(found.columns - 1, 1), max(rows, 1)


def drawn(lines: list[Line]) -> StyleAndTextTuples:
    """Lines as the library draws them."""
    return [
        ("class:strong" if line.strong else "", f"{line.text}{end}")
        for line, end in zip(lines, ["\n"] * (len(lines) - 1) + [""], strict=True)
    ]


def _asked(question: Question) -> Any:
    """Ask it; where the terminal is gone so that nothing can be drawn, the input has ended."""
    try:
        return question.unsafe_ask()
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise EOFError from error


def _ask_no_cursor() -> None:
    """Never ask the terminal where its cursor is: the reply could be taken for something typed."""
    output = get_app_session().output
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False


def _at_once(keyboard: Input) -> list[KeyPress]:
    """Take away what came in one go with the answer: keys already read, and those that follow without a pause."""
    found = get_typeahead(keyboard)
    for _ in range(_AT_ONCE):
        try:
            ready = select([keyboard.fileno()], [], [], _GRACE)[0]
        except (OSError, ValueError, NotImplementedError):
            break  # no terminal that one could wait for
        if not ready or keyboard.closed:
            break
        found.extend(keyboard.read_keys())
    found.extend(keyboard.flush_keys())
    return [key for key in found if key.key != Keys.CPRResponse]


class _HeardOnce:
    """Lets Ctrl-C and SIGINT interrupt once; from then on they are not heard, so that stopping goes on in order."""

    def __init__(self) -> None:
        self._heard = False
        self._before: Callable[[int, FrameType | None], Any] | int | None = None

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGINT, self._hear)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stopped = self._heard or (kind is not None and issubclass(kind, KeyboardInterrupt))
        signal.signal(signal.SIGINT, signal.SIG_IGN if stopped else self._before)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if not self._heard:
            self._heard = True
            raise KeyboardInterrupt
