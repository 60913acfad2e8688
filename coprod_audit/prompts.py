"""The conversation in a terminal that can draw: arrow keys, numbers and letters, and one way back from everywhere.

While something is asked it stands in a part of the screen that is drawn anew with each key (`stage`, `entry`). When it
is answered, question and answer stay on the screen as text, so that the room can read back.
"""

from collections.abc import Callable
from functools import cached_property, partial

from coprod_audit import keys, words
from coprod_audit.console import Screen
from coprod_audit.entry import Blank, Draft, Field
from coprod_audit.grid import label_of
from coprod_audit.interview.steps import Given, Option, Reply, Step, Wanted, Wish, ticked
from coprod_audit.menu import POINTER
from coprod_audit.page import wrapped
from coprod_audit.sheet import Sheet
from coprod_audit.stage import Stage

STILL_THERE = "What was typed here last time is still there."
STAYS = "Nothing was ticked, so your answer stays as it was."

KeepDraft = Callable[[str, str], None]


def _keep_nothing(_id: str, _text: str) -> None:
    """Where no drafts are wanted."""


class Terminal:
    """Asks in a terminal. Raises KeyboardInterrupt for Ctrl-C, once, and EOFError for Ctrl-D or a closed terminal.

    `easy` begins with the plain wording. `keep_draft` is given the id of a step and what is being typed for it: about
    once a second at the most, and at once when typing is interrupted.
    """

    def __init__(self, screen: Screen, *, easy: bool = False, keep_draft: KeepDraft = _keep_nothing) -> None:
        self._screen = screen
        self._easy = easy
        self._keep_draft = keep_draft
        self._stage = Stage()
        self._told: tuple[str, ...] = ()
        self._table = ""

    @cached_property
    def _field(self) -> Field:
        return Field()

    @property
    def width(self) -> int:
        """The columns there are."""
        return self._screen.width

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, with a blank line before the first."""
        self._table = ""
        self._screen.blank()
        for paragraph in paragraphs:
            self._screen.say(paragraph)

    def draw(self, lines: str) -> None:
        """Print lines as they are, not wrapped."""
        self._table = ""
        self._screen.blank()
        self._screen.draw(lines)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; Enter and going on mean yes, going back means no."""
        options = (Option("yes", "yes", key="y"), Option("no", "no", key="n"))
        reply = self.ask(Step("confirm", question, options, default="yes"))
        return reply in {Given("yes"), Wanted(Wish.FORWARD)}

    def ask(self, step: Step) -> Reply:
        """Put the step until it is answered, or something else is wanted."""
        if step.before and step.before != self._told:
            self.say(*step.before)
        self._told = step.before or self._told
        return self._chosen(step) if step.options else self._typed(step)

    def _chosen(self, step: Step) -> Reply:
        sheet = Sheet(step, easy=self._easy, keep=partial(self._keep_draft, step.id))
        try:
            reply = self._stage.choose(sheet)
        finally:
            self._easy = sheet.easy
        if step.several and (value := reply.value if isinstance(reply, Given) else reply.ticked):
            self._leave_ticked(sheet.shown, value)
        elif isinstance(reply, Given):
            self._leave_standing(sheet.shown, reply)
        if sheet.emptied:
            self._screen.say(STAYS, "warning", indent=1)
        self._tell_of_several()
        return reply

    def _leave_standing(self, shown: Step, given: Given) -> None:
        """Say the question and its answer; the question of a table once, and then a line for each row."""
        label = next(option.label for option in shown.options if option.value == given.value)
        row = next((label_of(row) for row in shown.rows if row.fact == given.fact), "")
        if not (row and self._table == shown.ask):
            self._say_question(shown)
        self._table = shown.ask if row else ""
        self._say_answer(f"{row}: {label}" if row else label)

    def _leave_ticked(self, shown: Step, value: str) -> None:
        """Say the question, and what is ticked, a line each."""
        self._table = ""
        self._say_question(shown)
        chosen = {value, *ticked(value)}
        for option in shown.options:
            if option.value in chosen:
                self._say_answer(option.label)

    def _say_question(self, shown: Step) -> None:
        self._screen.blank()
        if shown.where:
            self._screen.say(shown.where, "quiet")
        if shown.stem:
            self._screen.say(shown.stem)
        self._screen.say(shown.ask, "question")

    def _say_answer(self, text: str) -> None:
        for line in wrapped(POINTER + text, self._screen.width - 2, indent=len(POINTER)):
            self._screen.say(line, "answer", indent=1)

    def _tell_of_several(self) -> None:
        if self._stage.several:
            self._screen.say(words.SEVERAL, "warning", indent=1)

    def _typed(self, step: Step) -> Reply:
        notice = STILL_THERE if step.draft else ""
        stands = step.stands or (step.default if step.edit else "")
        start = step.draft or stands
        draft = Draft(partial(self._keep_draft, step.id), start)
        while True:
            shown = step.in_plain_words if self._easy else step
            reply = self._field.ask(self._stage, Blank(shown, start, _how(step, start), notice), draft)
            if isinstance(reply, Wanted):
                self._tell_of_several()
                return reply
            text = reply.strip()
            notice = "" if text == keys.EVERYTHING else words.wrong(step, text or step.default) or ""
            if text == keys.EVERYTHING:
                self._help(step)
            elif not notice:
                self._leave_typed(shown, text or step.default)
                return Given(text)
            self._tell_of_several()
            start = text if len(text) > step.room else stands

    def _leave_typed(self, shown: Step, text: str) -> None:
        self._table = ""
        self._say_question(shown)
        self._say_answer(text or "(nothing)")
        self._tell_of_several()

    def _help(self, step: Step) -> None:
        self._screen.blank()
        for told in words.told(step, words.HELP, easy=self._easy) or (words.NO_MORE,):
            self._screen.say(told, indent=2)


def _how(step: Step, start: str) -> str:
    """What Enter does, in a sentence below the field."""
    if start and start == step.draft and step.stands:
        return f"Enter keeps what stands here. The answer so far: {step.stands}"
    if start:
        return "Enter keeps what stands here; or change it."
    if step.default:
        return f"Type it, then Enter. Enter alone means: {step.default}"
    return "Type it, then Enter."
