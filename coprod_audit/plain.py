"""The conversation as plain lines: numbered choices out, one line in, and nothing but text.

For screen readers, pipes and terminals that cannot draw. The streams are given; no control sequence is ever written.
"""

import textwrap
from typing import TextIO

from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.interview import Given, NoteWanted, Option, Reply, Step, complaint

COMMANDS = "You can also type: help, why, evidence, easy, note or stop."

_LONGEST_LINE = 100_000  # what is longer was not typed: it is not even read to its end
_YES = frozenset({"y", "yes", "1"})
_NO = frozenset({"n", "no", "2"})


class Plain:
    """Asks over two streams of text. Raises EOFError at the end of the input, KeyboardInterrupt for `stop`.

    A line that nobody can have typed raises UsageError.
    """

    def __init__(self, given: TextIO, out: TextIO, width: int = 80) -> None:
        self._given = given
        self._out = out
        self.width = max(width, 20)
        self._told = False
        self._typed = given.isatty()
        self._easy = False

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, each wrapped, with a blank line before the first."""
        self._line("")
        for paragraph in paragraphs:
            self._paragraph(paragraph)

    def draw(self, lines: str) -> None:
        """Print lines as they are, not wrapped."""
        self._line("")
        for line in lines.splitlines():
            self._line(line)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; Enter means yes."""
        self.say(question, "1. yes", "2. no")
        while True:
            line = self._read("yes or no [yes]: ").lower()
            if not line or line in _YES:
                return True
            if line in _NO:
                return False
            self._paragraph(f"'{line}' is neither yes nor no.")

    def text(self, prompt: str) -> str:
        """Ask for a line of text in which no word is a command; empty when there is none."""
        return self._read(prompt)

    def ask(self, step: Step) -> Reply:
        """Put the step until it is answered, or a note is wanted."""
        self._put(step)
        while True:
            line = self._read(_prompt(step))
            reply = self._command(step, line.lower()) if line else None
            if reply is not None:
                return reply
            if line.lower() in {"?", "help", "why", "evidence", "easy"}:
                continue
            value = _chosen(step, line)
            wrong = _wrong(step, line, value)
            if wrong is None and value is not None:
                return Given(value)
            self._paragraph(wrong or "")

    def _put(self, step: Step) -> None:
        self.say(*(part for part in (step.where, *step.before) if part))
        self._put_again(step)
        if not self._told:
            self._told = True
            self._paragraph(COMMANDS)

    def _put_again(self, step: Step) -> None:
        shown = step.in_plain_words if self._easy else step
        for part in (shown.stem, shown.ask, shown.hint):
            if part:
                self._paragraph(part)
        for number, option in enumerate(shown.options, start=1):
            self._paragraph(f"{number}. {option.label}", hanging=len(f"{number}. "))

    def _command(self, step: Step, word: str) -> Reply | None:
        match word:
            case "stop":
                raise KeyboardInterrupt
            case "note":
                return NoteWanted()
            case "?" | "help":
                self._paragraph(_told("Help", step.asides.help))
                self._paragraph(COMMANDS)
            case "why":
                self._paragraph(
                    step.asides.why or "It is asked so that readers know what the audit is about."
                )
            case "evidence":
                self._paragraph(_told("What counts as evidence", step.asides.evidence))
            case "easy":
                self._easy = not self._easy
                self._put_again(step)
        return None

    def _read(self, prompt: str) -> str:
        self._out.write(_plain(prompt))
        self._out.flush()
        line = self._given.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise UsageError(f"a line of the input is longer than {_LONGEST_LINE:,} characters")
        if not self._typed:
            self._line(line.strip())  # a terminal shows what is typed; a pipe's lines are shown here
        if not line:
            raise EOFError
        return line.strip()

    def _paragraph(self, text: str, hanging: int = 0) -> None:
        for part in text.split("\n"):
            lines = textwrap.wrap(
                _plain(part), self.width, subsequent_indent=" " * hanging, break_on_hyphens=False
            )
            for line in lines or [""]:
                self._line(line)

    def _line(self, text: str) -> None:
        self._out.write(f"{_plain(text)}\n")


def _told(name: str, aside: str) -> str:
    return f"{name}: {aside}" if aside else f"{name}: there is no more to say about this one."


def _plain(text: str) -> str:
    return show(text)


def _prompt(step: Step) -> str:
    if step.options:
        return f"A number from 1 to {len(step.options)}: "
    return f"[{step.default}]: " if step.default else ": "


def _chosen(step: Step, line: str) -> str | None:
    """The value that a line stands for: a number, a letter, the name or the words of an option; or the text."""
    if not step.options:
        return line or step.default
    word = line.lower()
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= len(step.options):
        return step.options[int(word) - 1].value
    return next((option.value for option in step.options if line and word in _names(option)), None)


def _names(option: Option) -> frozenset[str]:
    return frozenset(name.lower() for name in (option.value, option.label, option.easy, option.key) if name)


def _wrong(step: Step, line: str, value: str | None) -> str | None:
    if value is None:
        return f"'{line}' is none of the numbers; please type one from 1 to {len(step.options)}."
    if not value and not step.optional:
        return "Something has to stand here; please type it."
    return complaint(step, value)
