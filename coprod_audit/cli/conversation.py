"""Going round: ask, take the answer, have it saved, ask again. Who asks and who saves is passed in."""

from collections.abc import Callable
from typing import Protocol

from coprod_audit.answers import Answers
from coprod_audit.interview import (
    LONGEST,
    Given,
    Interview,
    Reply,
    Step,
    answered,
    complaint,
    last_fact,
    next_step,
    noted,
    wording,
)

Save = Callable[[Answers], None]


class Asker(Protocol):
    """Somebody who can put a step: `prompts.Terminal` or `plain.Plain`.

    Each raises KeyboardInterrupt when the room wants to stop, and EOFError when the input has ended.
    """

    @property
    def width(self) -> int:
        """The columns there are."""

    def say(self, *paragraphs: str) -> None:
        """Say paragraphs, with some space before them."""

    def draw(self, lines: str) -> None:
        """Show lines as they are."""

    def confirm(self, question: str) -> bool:
        """Ask for yes or no."""

    def text(self, prompt: str) -> str:
        """Ask for a line of text."""

    def ask(self, step: Step) -> Reply:
        """Put a step until it is answered."""


class Conversation:
    """One sitting. `interview` is where it stands, and what of it is answered is saved, at every moment."""

    def __init__(self, interview: Interview, asker: Asker, save: Save) -> None:
        self.interview = interview
        self._asker = asker
        self._save = save
        self._warned = False

    def hold(self) -> bool:
        """Ask everything that is open; return whether the audit is wanted now."""
        if next_step(self.interview) is None:
            return True
        while (step := next_step(self.interview)) is not None:
            match self._asker.ask(step):
                case Given(value):
                    self._keep(answered(self.interview, step, value))
                case _:
                    self._note()
        return self._end()

    def _end(self) -> bool:
        while True:
            try:
                reply = self._asker.ask(wording.ENDING)
            except EOFError:
                return True  # everything is answered, so that piped answers need no last line
            match reply:
                case Given(wording.MAKE):
                    return True
                case Given(wording.STOP):
                    return False
                case _:
                    self._note()

    def _note(self) -> None:
        fact = last_fact(self.interview)
        if fact is None:
            self._asker.say(wording.NOTHING_TO_NOTE)
            return
        if not self._warned:
            self._asker.say(wording.BEFORE_A_NOTE)
            self._warned = True
        self._asker.say(wording.about_note(self.interview, fact))
        room = LONGEST - len(self.interview.answers.by_fact[fact].note) - 1
        note = self._text("Note (Enter for none): ", room)
        evidence = self._text("Evidence, and where to find it (Enter for none): ")
        self._keep(noted(self.interview, fact, note, (evidence,) if evidence else ()))

    def _text(self, prompt: str, room: int = LONGEST) -> str:
        """Ask for a text until it can be kept."""
        step = Step("note", prompt, room=room)
        while (wrong := complaint(step, text := self._asker.text(prompt))) is not None:
            self._asker.say(wrong)
        return text

    def _keep(self, interview: Interview) -> None:
        if interview.answers != self.interview.answers:
            self._save(interview.answers)
        self.interview = interview
