"""The conversation in a terminal that can draw: arrow keys or numbers, and a key for each thing one may ask.

The one room of questionary. What is asked stays on the screen above its answer, so that the room can read back.
"""

import textwrap
from typing import Any, NamedTuple

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import Dimension, ScrollOffsets, Window
from questionary import Choice, Question, Separator
from questionary.prompts.common import InquirerControl

from coprod_audit import menu
from coprod_audit.console import Screen
from coprod_audit.escapes import show
from coprod_audit.interview import Given, NoteWanted, Option, Reply, Step, complaint

_HELP, _WHY, _EVIDENCE, _PLAIN, _NOTE = "?", "w", "e", "p", "n"
_KEYS = {
    _HELP: "help",
    _WHY: "why we ask",
    _EVIDENCE: "what counts as evidence",
    _PLAIN: "plain words",
    _NOTE: "note on the answer before",
}
_IN_SHORT = {_HELP: "help", _WHY: "why", _EVIDENCE: "evidence", _PLAIN: "plain words", _NOTE: "note"}
_LOOK = questionary.Style([("pointer", "bold"), ("highlighted", "bold"), ("separator", ""), ("qmark", "")])
_POINTER = ">"
_HOW = "Arrow keys or numbers, then Enter."
_HOW_IN_PART = "Arrow keys show more."
_NOTHING_YET = "(nothing chosen yet)"
_CHOOSE_FIRST = "Choose first, then press Enter."
_FEWEST = 5  # lines of choices, however low the screen is


class _Pressed(NamedTuple):
    """A key that asks for something instead of answering, and where the pointer stood."""

    key: str
    at: int


class Terminal:
    """Asks in a terminal. Raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._easy = False

    @property
    def width(self) -> int:
        """The columns there are."""
        return self._screen.width

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, with a blank line before the first."""
        self._screen.blank()
        for paragraph in paragraphs:
            self._screen.say(paragraph)

    def draw(self, lines: str) -> None:
        """Print lines as they are, not wrapped."""
        self._screen.blank()
        self._screen.draw(lines)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; Enter means yes."""
        options = (Option("yes", "yes", key="y"), Option("no", "no", key="n"))
        self._screen.blank()
        self._screen.say(question, "question")
        return self._select(Step("confirm", question, options, default="yes"), {}, None) == "yes"

    def text(self, prompt: str) -> str:
        """Ask for a line of text; empty when there is none."""
        return str(_asked(_guarded(questionary.text(show(prompt), qmark="", style=_LOOK)))).strip()

    def ask(self, step: Step) -> Reply:
        """Put the step until it is answered, or a note is wanted."""
        shown = self._shown(step)
        self._screen.blank()
        if shown.where:
            self._screen.say(shown.where, "quiet")
        for paragraph in (*shown.before, *filter(None, [shown.stem])):
            self._screen.say(paragraph)
        self._screen.say(shown.ask, "question")
        if shown.hint:
            self._screen.say(shown.hint)
        return self._chosen(step) if step.options else self._typed(step)

    def _shown(self, step: Step) -> Step:
        return step.in_plain_words if self._easy else step

    def _chosen(self, step: Step) -> Reply:
        told = {_PLAIN} if self._easy else set[str]()
        at: int | None = None
        while True:
            value = self._select(self._shown(step), _offered(step), at)
            match value:
                case _Pressed(key, _) if key == _NOTE:
                    return NoteWanted()
                case _Pressed(key, at):
                    self._aside(step, key, told)
                case _:
                    return Given(str(value))

    def _aside(self, step: Step, key: str, told: set[str]) -> None:
        """Tell what a key asks for; plain words come and go with their key, for the questions to come as well."""
        name, text = _asides(step)[key]
        if key == _PLAIN:
            self._easy = not self._easy
            if not self._easy:
                name, text = "In the usual words", step.ask
        self._screen.say(f"{name}, as above." if name in told else f"{name}: {text}", indent=2)
        if key == _PLAIN:
            told.add(name)

    def _select(self, step: Step, keys: dict[str, str], at: int | None) -> object:
        start = 0 if step.default and not keys else 1
        question = self._listed(step, keys, [Separator(_NOTHING_YET)][:start])
        _point(question, step, start, at)
        value = _asked(_with_keys(question, keys))
        if not isinstance(value, _Pressed):
            said = next(option.label for option in step.options if option.value == value)
            self._screen.say(f"> {said}", "answer", indent=1)
        return value

    def _listed(self, step: Step, keys: dict[str, str], head: list[Separator]) -> Question:
        """The list, with the keys below it, or above it where not all of it is on the screen."""
        width, height = self._screen.width - 1, self._screen.height - self._height_of(step)
        labels = zip(menu.labels(step, width), step.options, strict=True)
        lines: list[Choice] = [*head, *(Choice(label, option.value) for label, option in labels)]
        footer = [Separator(menu.footer(keys, width))] if keys else []
        if sum(str(line.title).count("\n") + 1 for line in (*lines, *footer)) <= height:
            return _limited(_list([*lines, *footer], _HOW), height)
        hints = menu.hints({key: _IN_SHORT[key] for key in keys}, width)
        return _limited(_list(lines, "\n ".join((_HOW_IN_PART, *hints))), height - len(hints))

    def _height_of(self, step: Step) -> int:
        """The lines that the question takes, with the two around the choices."""
        parts = (step.where, *step.before, step.stem, step.ask, step.hint)
        return 2 + sum(len(textwrap.wrap(part, self._screen.width)) for part in parts)

    def _typed(self, step: Step) -> Given:
        stands = step.default if step.edit else ""
        if step.default and not step.edit:
            self._screen.say(f"Enter for: {step.default}", "quiet")
        while True:
            text = _line(stands)
            if text == _HELP:
                self._screen.say(step.asides.help or "There is no more to say about this one.", indent=2)
                continue
            wrong = _wrong(step, text)
            if wrong is None:
                return Given(text)
            self._screen.say(wrong, "warning", indent=2)


def _line(stands: str) -> str:
    question = questionary.text("", default=show(stands), qmark=_POINTER, style=_LOOK)
    return str(_asked(_guarded(question))).strip()


def _asides(step: Step) -> dict[str, tuple[str, str]]:
    return {
        _HELP: ("Help", step.asides.help),
        _WHY: ("Why we ask", step.asides.why),
        _EVIDENCE: ("What counts as evidence", step.asides.evidence),
        _PLAIN: ("In plain words", step.asides.easy),
    }


def _offered(step: Step) -> dict[str, str]:
    told = {key: text for key, (_, text) in _asides(step).items()} | {_NOTE: step.asides.why}
    return {key: name for key, name in _KEYS.items() if told[key]}


def _wrong(step: Step, text: str) -> str | None:
    if not (text or step.default or step.optional):
        return "Something has to stand here; please type it."
    return complaint(step, text or step.default)


def _list(lines: list[Choice], how: str) -> Question:
    return questionary.select(
        "",
        choices=lines,
        qmark="",
        pointer=_POINTER,
        instruction=how,
        use_jk_keys=False,
        style=_LOOK,
        erase_when_done=True,
    )


def _limited(question: Question, height: int) -> Question:
    """Let long lists scroll, so that the question above them stays on the screen."""
    for window in _lists(question):
        window.height = Dimension(max=max(height, _FEWEST))
        window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
    return question


def _lists(question: Question) -> list[Window]:
    windows = question.application.layout.find_all_windows()
    return [window for window in windows if isinstance(window.content, InquirerControl)]


def _point(question: Question, step: Step, start: int, at: int | None) -> None:
    """Point at where the pointer stood, else at the default or at nothing; what is before an option can be typed."""
    options: Any = _lists(question)[0].content
    if at is not None:
        options.pointed_at = at
    else:
        values = [option.value for option in step.options]
        options.pointed_at = 0 if start else values.index(step.default)
    bindings, pointer = KeyBindings(), menu.Pointer(menu.names(step))

    def bind(key: str) -> None:
        @bindings.add(key, eager=True)
        def _(_: KeyPressEvent) -> None:
            options.pointed_at = start + pointer.type(key, options.pointed_at - start)

    for key in set("".join(menu.names(step))):
        bind(key)
    _add(question, bindings)


def _with_keys(question: Question, keys: dict[str, str]) -> Question:
    options: Any = _lists(question)[0].content
    bindings = KeyBindings()

    def bind(key: str) -> None:
        @bindings.add(key, eager=True)
        def _(event: KeyPressEvent) -> None:
            _leave(event, result=_Pressed(key, options.pointed_at))

    for key in keys:
        bind(key)

    @bindings.add("enter", eager=True)
    def _(event: KeyPressEvent) -> None:
        chosen = options.get_pointed_at()
        if isinstance(chosen, Separator):
            chosen.title = _CHOOSE_FIRST
        else:
            _leave(event, result=chosen.value)

    @bindings.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        _leave(event, exception=EOFError)

    _add(question, bindings)
    return _guarded(question)


def _guarded(question: Question) -> Question:
    """Let Ctrl-C and an interrupting signal stop the question once, however many of them come."""
    bindings = KeyBindings()

    @bindings.add("c-c", eager=True)
    @bindings.add("c-q", eager=True)
    @bindings.add("<sigint>", eager=True)
    def _(event: KeyPressEvent) -> None:
        _leave(event, exception=KeyboardInterrupt)

    _add(question, bindings)
    return question


def _leave(event: KeyPressEvent, **outcome: Any) -> None:
    if event.app.is_running and not event.app.is_done:
        event.app.exit(**outcome)


def _add(question: Question, bindings: KeyBindings) -> None:
    old = question.application.key_bindings
    question.application.key_bindings = merge_key_bindings([old, bindings]) if old else bindings


def _asked(question: Question) -> Any:
    return question.unsafe_ask()
