"""Going round: ask, take the answer, have it saved, ask again. Who asks and who saves is passed in."""

from typing import Protocol

from coprod_audit.answers import Answers
from coprod_audit.editor import Unused, Written
from coprod_audit.errors import UsageError
from coprod_audit.interview import (
    Given,
    Interview,
    Reply,
    Step,
    Wanted,
    Wish,
    complaint,
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

    @property
    def before_a_note(self) -> str:
        """Who will read what somebody notes, said before the first note."""

    def save(self, answers: Answers) -> None:
        """Have the answers on the disk before it comes back, or tell the room why they are not."""


class Typed(Protocol):
    """Whoever keeps what is being typed: `cli.drafts.Drafts`. `left` is the step for which an earlier sitting left some."""

    left: str

    def of(self, step: str) -> str:
        """What was being typed for a step, or ""."""

    def forget(self, step: str) -> None:
        """Forget it: the answer is given."""


class Editor(Protocol):
    """Whoever can have a text written in an editor: `editor`, for the file of this sitting."""

    def edit(self, text: str, subject: str) -> Written | Unused:
        """Have a text changed."""

    def forget(self, subject: str) -> None:
        """Let go of what was written: it is kept."""


class Conversation:
    """One sitting. `interview` is where it stands, and what of it is answered is saved, at every moment."""

    def __init__(
        self, interview: Interview, asker: Asker, keeper: Keeper, drafts: Typed, editor: Editor
    ) -> None:
        self.interview = interview
        self._asker = asker
        self._keeper = keeper
        self._drafts = drafts
        self._editor = editor
        self._warned = False

    def hold(self) -> None:
        """Ask everything that is open, and whatever the room goes back to; first a note that was being written."""
        left, self._drafts.left = self._drafts.left, ""
        if noting.begun(left) in self.interview.answers.by_fact and self._drafts.of(left):
            self._note(noting.begun(left))
        while (step := current(self.interview)) is not None:
            self.take(step, self._put(step))

    def keep(self, interview: Interview) -> None:
        """Go on from there, with the answers saved if they have changed."""
        if interview.answers != self.interview.answers:
            try:
                self._keeper.save(interview.answers)
            except UsageError as error:  # more than a file of answers may hold
                self._asker.say(f"That cannot be kept: {error}.")
                return
        before = dict(self.interview.answers.set_aside)
        self.interview = interview
        aside = [fact for fact, _ in interview.answers.set_aside if fact not in before]
        if aside:
            self._asker.say(wording.set_aside(interview, aside))

    def take(self, step: Step, reply: Reply) -> None:
        """Take a reply to a step: an answer, or a wish to go elsewhere or to add a note; what was ticked before is kept."""
        if isinstance(reply, Wanted) and reply.ticked:
            self.keep(replied(self.interview, step, Given(reply.ticked, then=step.id)))
            reply = reply._replace(ticked="")
        match reply:
            case Wanted(Wish.NOTE, fact):
                self._note(fact or step.id)
                return
            case Wanted(Wish.FORWARD) if must_be_answered(self.interview, step.id):
                self._asker.say(wording.NEEDED)
        before = self.interview
        self.keep(replied(before, step, reply))
        if len(self.interview.answers.project.off_the_table or ()) < len(
            before.answers.project.off_the_table or ()
        ):
            self._asker.say(wording.TAKEN_OUT)
        if isinstance(reply, Wanted) and reply.wish is Wish.BACK and self.interview == before:
            self._asker.say(wording.NOTHING_BEFORE)

    def _put(self, step: Step) -> Reply:
        begun = not step.options or step.several  # what is chosen at once is never half done
        draft = self._drafts.of(step.id) if begun else ""
        reply = self._asker.ask(step._replace(draft=draft) if draft else step)
        if begun and (isinstance(reply, Given) or reply.ticked):
            self._drafts.forget(step.id)
        return reply

    def _note(self, at: str) -> None:
        fact = noting.noted_fact(self.interview, at)
        if fact is None:
            self._asker.say(wording.NOTHING_TO_NOTE)
            return
        if not self._warned:
            self._asker.say(self._keeper.before_a_note)
            self._warned = True
        reply = self._note_text(fact)
        if isinstance(reply, Given):
            self.keep(noting.noted(self.interview, fact, reply.value))
            self._editor.forget(fact)
            reply = self._evidence(fact)
        if isinstance(reply, Wanted) and reply.wish in {Wish.SECTIONS, Wish.REVIEW}:
            self.keep(replied(self.interview, Step(at, ""), reply))

    def _note_text(self, fact: str) -> Reply:
        """Ask for the text of a note, typed here or written in an editor, until it can be kept."""
        step = noting.note_step(self.interview, fact)
        while True:
            reply = self._put(step)
            if not isinstance(reply, Given) or reply.value.lower() != noting.EDITOR:
                return reply
            written = self._editor.edit(step.stands, fact)
            wrong = complaint(step, written.text) if isinstance(written, Written) else written.why
            if isinstance(written, Written) and wrong is None:
                return Given(written.text)
            self._asker.say(wrong or "")

    def _evidence(self, fact: str) -> Reply:
        """Ask for evidence until there is no more, or something else is wanted."""
        while True:
            reply = self._put(noting.evidence_step(self.interview, fact))
            if not isinstance(reply, Given) or not reply.value:
                return reply
            self.keep(noting.evidenced(self.interview, fact, reply.value))
