"""What is answered, kept on the disk through a session; and what is said while that cannot be done.

A full disk or a vanished folder does not stop a workshop: the interview goes on in memory, says so once and offers
another place (reliability goal A5).
"""

from pathlib import Path

from coprod_audit.answers import Answers
from coprod_audit.cli import clock
from coprod_audit.cli.conversation import Asker
from coprod_audit.cli.papers import Paper
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.interview import Given, Step, wording
from coprod_audit.session import Moved, Session


class Keeping:
    """The keeper of one sitting.

    `safe` says whether everything that was answered is on the disk, and `saved` whether this sitting put anything there.
    """

    def __init__(self, session: Session, paper: Paper, asker: Asker) -> None:
        self._session = session
        self._paper = paper
        self._asker = asker
        self._copies = 0
        self.safe = True
        self.saved = False
        self.text = ""

    @property
    def path(self) -> Path:
        """Where the answers are now."""
        return self._session.path

    @property
    def before_a_note(self) -> str:
        """Who will read what somebody notes."""
        return self._paper.before_a_note

    def save(self, answers: Answers) -> None:
        """Have the answers on the disk, or tell the room once why they are not and offer another place."""
        self.text = self._paper.text(answers, self._session.stood)
        try:
            self._saved(self._session.save(self.text, now=clock.now()))
        except OutputError as error:
            self._not_saved(error)

    def try_once_more(self) -> bool:
        """At the end: whether everything is on the disk after all, perhaps in another place."""
        if not self.safe:
            self._elsewhere()
        return self.safe

    def _saved(self, moved: Moved | None) -> None:
        self.saved = True
        if not self.safe:
            self.safe = True
            self._asker.say(wording.STILL_SAVED)
        if moved is not None:
            self._asker.say(wording.moved(str(moved.theirs), str(moved.ours)))
        if len(self._session.kept) > self._copies:
            self._copies = len(self._session.kept)
            self._asker.say(wording.kept_beside(str(self.path), [str(one) for one in self._session.kept]))

    def _not_saved(self, error: OutputError) -> None:
        if self.safe:
            self.safe = False
            self._asker.say(wording.not_saved(str(error)))
            self._elsewhere()

    def _elsewhere(self) -> None:
        while not self.safe and (name := self._another_name()):
            try:
                self._move(Path(name))
                self._saved(self._session.save(self.text, now=clock.now()))
            except (OutputError, UsageError) as error:
                self._asker.say(f"That does not work either: {error}.")

    def _move(self, path: Path) -> None:
        wrong = self._paper.refused(path)
        if wrong is not None:
            raise UsageError(wrong)
        self._session.move(path)

    def _another_name(self) -> str:
        try:
            reply = self._asker.ask(Step("elsewhere", "Another file name (Enter for none):", optional=True))
        except EOFError:
            return ""
        return reply.value if isinstance(reply, Given) else ""
