"""The conversation as plain lines: numbered choices out, one line in, and nothing but text.

For screen readers, pipes and terminals that cannot draw. The streams are given; no control sequence is ever written,
and everything stands in one text from top to bottom, never side by side (what-users-ask, 107 to 111).
"""

import textwrap
from typing import TextIO

from coprod_audit import words
from coprod_audit.escapes import show
from coprod_audit.interview import Given, Option, Reply, Step, Wanted, Wish, complaint
from coprod_audit.interview.steps import ticked
from coprod_audit.interview.ticking import NOT_ALONE, picked
from coprod_audit.line_reader import LineReader

_YES = frozenset({"", "y", "yes", "1", Wish.FORWARD.value})
_NO = frozenset({"n", "no", "2", Wish.BACK.value})
_SHOWN = 60  # of a line that is no answer

_CUT = "The end of this line is missing, as a terminal takes no more than 4,095 bytes; please say it more briefly."
_YES_OR_NO = "At this one, back means no and forward means yes."
_YES_AND_NO = ("1. yes", "2. no")


class Plain:
    """Asks over two streams of text; `easy` puts the plain wording first.

    Raises EOFError at the end of the input, KeyboardInterrupt for `stop`, UsageError for a line that nobody can have
    typed. Whatever is raised while it waits, it can be asked again.
    """

    def __init__(self, given: TextIO, out: TextIO, width: int = 80, *, easy: bool = False) -> None:
        self._lines = LineReader(given)
        self._out = out
        self.width = max(width, 20)
        self._hangs = out.isatty()
        self._told = False
        self._easy = easy
        self._heard = ("", tuple[Option, ...]())  # the question of the row before, and its choices

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, each wrapped, with a blank line before the first."""
        self._line("")
        self._paragraphs(*paragraphs)

    def draw(self, lines: str) -> None:
        """Print lines as they are, not wrapped."""
        self._line("")
        for line in lines.splitlines():
            self._line(line)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; Enter and going on mean yes, going back means no. Raises KeyboardInterrupt for `stop`."""
        self.say(question, *_YES_AND_NO)
        while True:
            line = self._read("yes or no (Enter for yes): ")
            name = words.word(line)
            if line.lower() in _YES:
                return True
            if line.lower() in _NO:
                return False
            if name == words.STOP:
                raise KeyboardInterrupt
            if name == words.HELP:
                self._paragraphs(*words.everything_about(Step("confirm", question), easy=False), _YES_OR_NO)
            elif name == words.WORDS:
                self._paragraphs(*words.meanings())
            elif name == words.CHOICES:
                self._paragraphs(*_YES_AND_NO)
            elif name:
                self._paragraphs(words.nothing_to_do(name))
            else:
                self._paragraphs(f"'{_shortened(line)}' is neither yes nor no.{_did_you_mean(line)}")

    def ask(self, step: Step) -> Reply:
        """Put the step until it is answered, or something else is wanted."""
        self.say(*(part for part in (step.where, *step.before) if part))
        self._put(step)
        self._tell_words()
        return self._reply(step, _prompt(step))

    def _put(self, step: Step) -> None:
        """The question, then its choices, a line each, then what was answered before."""
        shown = step.in_plain_words if self._easy else step
        self._paragraphs(*(part for part in (shown.stem, shown.ask, shown.hint) if part))
        heard = (step.stem, shown.options) if step.rows else ("", ())
        if step.rows and heard == self._heard:
            self._paragraphs(words.AS_BEFORE)
        else:
            self._put_choices(shown)
        self._heard = heard
        stands = _standing(step)
        if step.several and (step.stands or step.draft):
            self._say_what_is_ticked(step)
        elif stands:
            self._paragraphs(f"Your answer so far: {stands}. {shown.options[stands - 1].label}")
        elif step.stands:
            self._paragraphs(f"What stands so far: {step.stands}")
        if step.draft and not step.several:
            self._paragraphs(f"Begun earlier, and not finished: {step.draft}")

    def _say_what_is_ticked(self, step: Step) -> None:
        for lead, value in (
            ("Your answer so far", step.stands),
            ("Begun earlier, and not finished", step.draft),
        ):
            if value:
                self._paragraphs(f"{lead}: {_numbers(step, value)}")

    def _put_choices(self, shown: Step) -> None:
        for number, option in enumerate(shown.options, start=1):
            letter = f" (or {option.key})" if option.key else ""
            self._paragraph(f"{number}. {option.label}{letter}", hanging=len(f"{number}. "))

    def _tell_words(self) -> None:
        if not self._told:
            self._told = True
            self._paragraphs(words.IN_SHORT)

    def _reply(self, step: Step, prompt: str) -> Reply:
        while True:
            line = self._read(prompt)
            name = words.word(line)
            wish = words.wish(name)
            if wish is not None:
                return Wanted(wish)
            if name:
                self._tell(name, step)
                continue
            value = _chosen(step, line)
            wrong = _wrong(step, line, value)
            if wrong is None and value is not None:
                return Given(value)
            self._paragraphs(wrong or "")

    def _tell(self, name: str, step: Step) -> None:
        match name:
            case words.STOP:
                raise KeyboardInterrupt
            case words.HELP:
                self._paragraphs(*words.everything_about(step, easy=self._easy))
            case words.EASY:
                self._change_wording(step)
            case words.WORDS:
                self._paragraphs(*words.meanings())
            case words.CHOICES if step.options:
                self._put_choices(step.in_plain_words if self._easy else step)
            case _:
                told = words.told(step, name, easy=self._easy)
                self._paragraphs(*(told or (words.nothing_to_do(name),)))

    def _change_wording(self, step: Step) -> None:
        self._easy = not self._easy
        kind = "plain" if self._easy else "usual"
        if step.asides.easy:
            self._paragraphs(f"From here on in {kind} wording.")
            self._put(step)
        else:
            self._paragraphs(f"{words.NO_PLAINER} The questions from here on are in {kind} wording.")

    def _read(self, prompt: str) -> str:
        """The next line that can be kept; whatever else was typed is told, and asked for again."""
        while True:
            self._out.write(show(prompt))
            self._out.flush()
            try:
                line = self._lines.read()
            except EOFError:
                self._line("")
                raise
            if not self._lines.typed:
                self._line(line.text)  # a terminal shows what is typed; a pipe's lines are shown here
            if line.more:
                self._paragraphs(words.SEVERAL)
            wrong = _CUT if line.cut else complaint(Step("", "", room=len(line.text)), line.text)
            if wrong is None:
                return line.text
            self._paragraphs(wrong)

    def _paragraphs(self, *paragraphs: str) -> None:
        for paragraph in paragraphs:
            self._paragraph(paragraph)

    def _paragraph(self, text: str, hanging: int = 0) -> None:
        indent = " " * hanging if self._hangs else ""
        for part in text.split("\n"):
            lines = textwrap.wrap(show(part), self.width, subsequent_indent=indent, break_on_hyphens=False)
            for line in lines or [""]:
                self._line(line)

    def _line(self, text: str) -> None:
        self._out.write(f"{show(text)}\n")


def _prompt(step: Step) -> str:
    if step.several:
        keeps = "; Enter keeps your answer" if step.stands else ""
        return f"The numbers of all that apply, such as {_such_as(step)}, or 0 for none{keeps}: "
    if step.options:
        stands = _standing(step)
        return f"A number from 1 to {len(step.options)}{f' (Enter keeps {stands})' if stands else ''}: "
    if step.stands:
        return "(Enter keeps what stands): "
    if step.edit and step.default:
        return "(Enter keeps it): "
    return f"(Enter for {step.default}): " if step.default else ": "


def _numbers(step: Step, value: str) -> str:
    """The numbers of what is ticked, in words where it is nothing."""
    chosen = {value, *ticked(value)}
    numbers = [str(n) for n, option in enumerate(step.options, start=1) if option.value in chosen]
    return " ".join(numbers) or "0, none of them"


def _such_as(step: Step) -> str:
    """Numbers as they can be typed."""
    count = len([option for option in step.options if not option.key])
    return " ".join(str(number) for number in (2, 5, 9) if number <= count) or "1"


def _standing(step: Step) -> int:
    """The number of the choice that was made before; 0 where there is none among the choices."""
    values = [option.value for option in step.options]
    return values.index(step.stands) + 1 if step.stands in values and step.stands else 0


def _chosen(step: Step, line: str) -> str | None:
    """The value that a line stands for: a number, a letter, the name or the words of an option; or the text."""
    text = words.meant(line)
    if not line and (_standing(step) or not step.options):
        return step.stands or step.default
    if not step.options:
        return text
    if step.several:
        return picked(step.options, text).value if line else step.stands or None
    name = text.lower()
    if name.isascii() and name.isdigit() and len(name) < 4 and 1 <= int(name) <= len(step.options):
        return step.options[int(name) - 1].value
    return next((option.value for option in step.options if text and name in _names(option)), None)


def _names(option: Option) -> frozenset[str]:
    return frozenset(name.lower() for name in option if name)


def _wrong(step: Step, line: str, value: str | None) -> str | None:
    if value is None and step.several:
        return _wrong_numbers(step, line)
    if value is None:
        typed = f"'{_shortened(line)}'" if line else "An empty line"
        please = f"please type one from 1 to {len(step.options)}."
        return f"{typed} is none of the numbers; {please}{_did_you_mean(line)}"
    return words.wrong(step, value)


def _wrong_numbers(step: Step, line: str) -> str:
    wrong = picked(step.options, words.meant(line)).wrong
    if wrong == NOT_ALONE:
        alone = next(option.label for option in step.options if option.key)
        return f"'{alone}', and 0 for none, stand alone; please type one of them, or the numbers of all that apply."
    typed = f"'{_shortened(wrong)}' is none of the numbers" if wrong else "An empty line is no answer"
    last = len([option for option in step.options if not option.key])
    please = (
        f"please type those of all that apply, from 1 to {last}, such as {_such_as(step)}, or 0 for none."
    )
    return f"{typed}; {please}{_did_you_mean(line)}"


def _shortened(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


def _did_you_mean(line: str) -> str:
    near = words.nearest_to(line)
    return f" Did you mean {near}?" if near else ""
