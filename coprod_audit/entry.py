"""A line of text as it is typed: what stands in the field, what is pasted into it, and the draft that is kept of it.

A room of prompt_toolkit and questionary, beside `stage`.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput, Processor, Transformation, TransformationInput

from coprod_audit import keys
from coprod_audit.errors import CoprodAuditError
from coprod_audit.escapes import show
from coprod_audit.interview.steps import Step, Wanted
from coprod_audit.menu import POINTER
from coprod_audit.page import GAP, READS_WELL, Line, Part, around, cells, head, wrapped
from coprod_audit.stage import LOOK, Stage, drawn, leave, size, stopping

_EVERY = 1.0
"""Seconds between two drafts, at the least."""

_LEFT_OUT = "What was pasted held signs that no text can keep, such as a control key; they were left out."


class Draft:
    """What is kept of a text while it is typed; `last` is what was kept of it, or what it began with."""

    def __init__(self, keep: Callable[[str], None], last: str) -> None:
        self._keep = keep
        self._last = last

    def see(self, text: str) -> None:
        """Keep the text where it is another than before."""
        if text != self._last:
            self._keep(text)
            self._last = text

    def see_at_last(self, text: str) -> None:
        """The same for somebody who is being stopped; one more signal does not lose the text."""
        try:
            self.see(text)
        except (KeyboardInterrupt, SystemExit):
            self.see(text)
            raise


class Blank(NamedTuple):
    """A line to be typed: what is asked, what stands in the field, what Enter does, and what there is to say."""

    step: Step
    start: str
    how: str
    notice: str = ""


class Field:
    """The field to type in, one for all the texts of a sitting: making it takes longer than asking."""

    def __init__(self) -> None:
        self._blank = Blank(Step("", ""), "", "")
        self._draft = Draft(lambda _: None, "")
        self._notice = ""
        self._question = questionary.text("", style=LOOK, erase_when_done=True)
        self._app: Application[Any] = self._question.application
        self._buffer: Buffer = self._app.current_buffer
        self._app.layout = self._layout()
        self._app.key_bindings = self._bindings()

    def ask(self, stage: Stage, blank: Blank, draft: Draft) -> str | Wanted:
        """Let somebody type; return the line, or what is wanted instead. Raises as `Stage.choose` does.

        The draft sees the text about once a second at the most, and at once when typing is interrupted or left.
        """
        self._blank, self._draft, self._notice = blank, draft, blank.notice
        self._buffer.reset(Document(blank.start))
        self._app.pre_run_callables.append(self._begin)
        try:
            reply: str | Wanted = stage.play(self._question)
        except BaseException:
            draft.see_at_last(self._buffer.text)
            raise
        if isinstance(reply, Wanted):
            draft.see(self._buffer.text)
        return reply

    def _layout(self) -> Layout:
        field = BufferControl(self._buffer, input_processors=[_Visible(), BeforeInput(POINTER)])
        above = FormattedTextControl(lambda: drawn(self._seen()[0]))
        below = FormattedTextControl(lambda: drawn(self._seen()[2]))
        windows = [
            Window(above, height=lambda: len(self._seen()[0])),
            Window(field, height=lambda: self._seen()[1], wrap_lines=True),
            Window(below, height=lambda: len(self._seen()[2])),
        ]
        return Layout(HSplit(windows), focused_element=field)

    def _seen(self) -> tuple[list[Line], int, list[Line]]:
        columns, height = size()
        width = min(columns, READS_WELL)
        help_ = (f"{keys.EVERYTHING} and Enter: help;",) if any(self._blank.step.asides) else ()
        parts = (
            GAP,
            *head(self._blank.step, width),
            Part("body", (Line(""),) * self._lines(columns + 1)),
            GAP,
            Part("notice", tuple(Line(text, strong=True) for text in wrapped(self._notice, width) if text)),
            keys.how(self._blank.how, width),
            keys.listed((*keys.MOVING, *help_, keys.STOP), width),
        )
        return around(parts, height, "body")

    def _lines(self, columns: int) -> int:
        """How many lines the field takes for what stands in it, with room for one letter more."""
        lines = self._buffer.text.split("\n")
        return sum((cells(show(line)) + len(POINTER)) // columns + 1 for line in lines)

    def _bindings(self) -> KeyBindings:
        bindings = stopping()

        @bindings.add("enter", eager=True)
        @bindings.add("c-j", eager=True)
        def _(event: KeyPressEvent) -> None:
            leave(event.app, result=self._buffer.text)

        for key, wish in keys.MOVES.items():
            self._bind_move(bindings, key, Wanted(wish))

        @bindings.add("c-z", eager=True)
        @bindings.add("c-q", eager=True)
        def _(event: KeyPressEvent) -> None:
            """Typed by mistake; the library would put the sign itself into the text."""

        @bindings.add(Keys.BracketedPaste, eager=True)
        def _(event: KeyPressEvent) -> None:
            self._paste(event.data)

        @bindings.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            self._buffer.insert_text(_text_of(event.data))

        return bindings

    @staticmethod
    def _bind_move(bindings: KeyBindings, key: str, wanted: Wanted) -> None:
        @bindings.add(key, eager=True)
        def _(event: KeyPressEvent) -> None:
            leave(event.app, result=wanted)

    def _paste(self, data: str) -> None:
        """Lines that are pasted together stay one answer."""
        joined = " ".join(filter(None, (line.strip() for line in data.splitlines())))
        text = _text_of(joined)
        self._notice = _LEFT_OUT if text != joined else ""
        self._buffer.insert_text(text)

    def _begin(self) -> None:
        self._app.create_background_task(self._go_on_keeping())

    async def _go_on_keeping(self) -> None:
        try:
            while True:
                await asyncio.sleep(_EVERY)
                self._draft.see(self._buffer.text)
        except CoprodAuditError as error:
            leave(self._app, exception=error)


class _Visible(Processor):
    """Spells out in the field what would act on the terminal; the text itself stays as it is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        line = "".join(fragment[1] for fragment in transformation_input.fragments)
        letters = [show(letter) for letter in line]
        starts = [0]
        for letter in letters:
            starts.append(starts[-1] + len(letter))
        return Transformation(
            [("", "".join(letters))],
            source_to_display=lambda at: starts[min(at, len(letters))],
            display_to_source=lambda at: max(n for n, start in enumerate(starts) if start <= max(at, 0)),
        )


def _text_of(data: str) -> str:
    """What can stand in a text: no control signs, no halves of letters."""
    return "".join(sign for sign in data if unicodedata.category(sign) not in {"Cc", "Cs"})
