"""Going round: ask, take the answer, have it saved, ask again. Who asks and who saves is passed in."""

from collections.abc import Callable
from typing import Protocol

from coprod_audit.answers import Answers
from coprod_audit.interview import (
    Given,
    Interview,
    Reply,
    Step,
    Wanted,
    Wish,
    current,
    must_be_answered,
    noting,
    replied,
    wording,
)


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

    def ask(self, step: Step) -> Reply:
        """Put a step until it is answered, or something else is wanted."""


class Keeper(Protocol):
    """Whoever keeps what is answered, and what is being typed."""

    def save(self, answers: Answers) -> None:
        """Have the answers on the disk before it comes back, or tell the room why they are not."""

    @property
    def drafted_step(self) -> str:
        """The step for which something was being typed when an earlier sitting ended, or ""."""

    def drafted(self, step_id: str) -> str:
        """What was being typed for this step when an earlier sitting ended, or ""."""

    def forget_draft(self) -> None:
        """Forget it: the answer is given."""


Edit = Callable[[str], str | None]
"""Has a text changed in the editor of whoever types; None where there is no editor."""


class Conversation:
    """One sitting. `interview` is where it stands, and what of it is answered is saved, at every moment."""

    def __init__(self, interview: Interview, asker: Asker, keeper: Keeper, edit: Edit) -> None:
        self.interview = interview
        self._asker = asker
        self._keeper = keeper
        self._edit = edit
        self._warned = False

    def hold(self) -> None:
        """Ask everything that is open, and whatever the room goes back to; first a note that was being written."""
        begun = noting.begun(self._keeper.drafted_step)
        if begun in self.interview.answers.by_fact:
            self._note(begun)
        while (step := current(self.interview)) is not None:
            self._take(step, self._put(step))

    def keep(self, interview: Interview) -> None:
        """Go on from there, with the answers saved if they have changed."""
        if interview.answers != self.interview.answers:
            self._keeper.save(interview.answers)
        self.interview = interview

    def _put(self, step: Step) -> Reply:
        draft = "" if step.options else self._keeper.drafted(step.id)
        reply = self._asker.ask(step._replace(draft=draft) if draft else step)
        if isinstance(reply, Given) and not step.options:
            self._keeper.forget_draft()
        return reply

    def _take(self, step: Step, reply: Reply) -> None:
        match reply:
            case Wanted(Wish.NOTE, fact):
                self._note(fact or step.id)
                return
            case Wanted(Wish.FORWARD) if must_be_answered(self.interview, step.id):
                self._asker.say(wording.NEEDED)
        before = self.interview
        self.keep(replied(before, step, reply))
        if isinstance(reply, Wanted) and reply.wish is Wish.BACK and self.interview == before:
            self._asker.say(wording.NOTHING_BEFORE)

    def _note(self, at: str) -> None:
        fact = noting.noted_fact(self.interview, at)
        if fact is None:
            self._asker.say(wording.NOTHING_TO_NOTE)
            return
        if not self._warned:
            self._asker.say(wording.BEFORE_A_NOTE)
            self._warned = True
        reply = self._put(noting.note_step(self.interview, fact))
        if isinstance(reply, Given):
            self.keep(noting.noted(self.interview, fact, self._edited(fact, reply.value)))
            reply = self._evidence(fact)
        if isinstance(reply, Wanted) and reply.wish in {Wish.SECTIONS, Wish.REVIEW}:
            self.keep(replied(self.interview, Step(at, ""), reply))

    def _evidence(self, fact: str) -> Reply:
        """Ask for evidence until there is no more, or something else is wanted."""
        while True:
            reply = self._put(noting.evidence_step(self.interview, fact))
            if not isinstance(reply, Given) or not reply.value:
                return reply
            self.keep(noting.evidenced(self.interview, fact, reply.value))

    def _edited(self, fact: str, typed: str) -> str:
        """What was typed; or, where somebody asks for it, what they wrote in their editor."""
        stands = self.interview.answers.by_fact[fact].note
        if typed.lower() != noting.EDITOR:
            return typed
        written = self._edit(stands)
        if written is None:
            self._asker.say(noting.NO_EDITOR)
        return stands if written is None else written
