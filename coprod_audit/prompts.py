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
_LOOK = questionary.Style([("pointer", "bold"), ("highlighted", "bold"), ("separator", ""), ("qmark", "")])
_POINTER = ">"
_HOW = "Arrow keys or numbers, then Enter."
_HOW_IN_PART = "Arrow keys show more; ? is help."
_FEWEST = 5  # lines of choices, however low the screen is


class _Pressed(NamedTuple):
    """A key that asks for something instead of answering."""

    key: str


class Terminal:
    """Asks in a terminal. Raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

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
        step = Step("confirm", question, options=(Option("yes", "yes", key="y"), Option("no", "no", key="n")))
        self._screen.blank()
        self._screen.say(question, "question")
        return self._select(step, easy=False, keys={}) == "yes"

    def text(self, prompt: str) -> str:
        """Ask for a line of text; empty when there is none."""
        return str(_asked(questionary.text(show(prompt), qmark="", style=_LOOK))).strip()

    def ask(self, step: Step) -> Reply:
        """Put the step until it is answered, or a note is wanted."""
        self._screen.blank()
        if step.where:
            self._screen.say(step.where, "quiet")
        for paragraph in step.before:
            self._screen.say(paragraph)
        self._screen.say(step.ask, "question")
        if step.hint:
            self._screen.say(step.hint)
        return self._chosen(step) if step.options else self._typed(step)

    def _chosen(self, step: Step) -> Reply:
        easy = False
        while True:
            value = self._select(step, easy=easy, keys=_offered(step))
            match value:
                case _Pressed(key) if key == _NOTE:
                    return NoteWanted()
                case _Pressed(key):
                    easy = easy or key == _PLAIN
                    self._aside(step, key)
                case _:
                    return Given(str(value))

    def _aside(self, step: Step, key: str) -> None:
        asides = {
            _HELP: f"Help: {step.asides.help}",
            _WHY: f"Why we ask: {step.asides.why}",
            _EVIDENCE: f"What counts as evidence: {step.asides.evidence}",
            _PLAIN: f"In plain words: {step.asides.easy}",
        }
        self._screen.say(asides[key], indent=2)

    def _select(self, step: Step, *, easy: bool, keys: dict[str, str]) -> object:
        width = self._screen.width - 1
        labels = menu.labels(step, width, easy=easy)
        choices = [Choice(label, option.value) for label, option in zip(labels, step.options, strict=True)]
        footer = [Separator(menu.footer(keys, width))] if keys else []
        height = self._screen.height - self._height_of(step)
        fits = sum(str(choice.title).count("\n") + 1 for choice in (*choices, *footer)) <= height
        question = questionary.select(
            "",
            choices=[*choices, *footer],
            qmark="",
            pointer=_POINTER,
            instruction=_HOW if fits else _HOW_IN_PART,
            use_jk_keys=False,
            style=_LOOK,
            erase_when_done=True,
        )
        _point(_limited(question, height), step)
        value = _asked(_with_keys(question, keys))
        if not isinstance(value, _Pressed):
            said = next(option.label for option in step.options if option.value == value)
            self._screen.say(f"> {said}", "answer", indent=1)
        return value

    def _height_of(self, step: Step) -> int:
        """The lines that the question takes, with the two around the choices."""
        parts = (step.where, *step.before, step.ask, step.hint)
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
            stands = text


def _line(stands: str) -> str:
    return str(_asked(questionary.text("", default=show(stands), qmark=_POINTER, style=_LOOK))).strip()


def _offered(step: Step) -> dict[str, str]:
    asides = step.asides
    told = {
        _HELP: asides.help,
        _WHY: asides.why,
        _EVIDENCE: asides.evidence,
        _PLAIN: asides.easy,
        _NOTE: asides.why,
    }
    return {key: name for key, name in _KEYS.items() if told[key]}


def _wrong(step: Step, text: str) -> str | None:
    if not (text or step.default or step.optional):
        return "Something has to stand here; please type it."
    return complaint(step, text or step.default)


def _limited(question: Question, height: int) -> Question:
    """Let long lists scroll, so that the question above them stays on the screen."""
    for window in _lists(question):
        window.height = Dimension(max=max(height, _FEWEST))
        window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
    return question


def _lists(question: Question) -> list[Window]:
    windows = question.application.layout.find_all_windows()
    return [window for window in windows if isinstance(window.content, InquirerControl)]


def _point(question: Question, step: Step) -> None:
    """Point at the step's default, and let what stands before an option be typed for it."""
    options: Any = _lists(question)[0].content
    if step.default:
        options.pointed_at = [option.value for option in step.options].index(step.default)
    bindings, pointer = KeyBindings(), menu.Pointer(menu.names(step))

    def bind(key: str) -> None:
        @bindings.add(key, eager=True)
        def _(_: KeyPressEvent) -> None:
            options.pointed_at = pointer.type(key, options.pointed_at)

    for key in set("".join(menu.names(step))):
        bind(key)
    _add(question, bindings)


def _with_keys(question: Question, keys: dict[str, str]) -> Question:
    bindings = KeyBindings()

    def bind(key: str) -> None:
        @bindings.add(key, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=_Pressed(key))

    for key in keys:
        bind(key)

    @bindings.add("<sigint>", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    _add(question, bindings)
    return question


def _add(question: Question, bindings: KeyBindings) -> None:
    old = question.application.key_bindings
    question.application.key_bindings = merge_key_bindings([old, bindings]) if old else bindings


def _asked(question: Question) -> Any:
    return question.unsafe_ask()
