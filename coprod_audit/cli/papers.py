"""The kinds of file that an interview writes: a file of answers here, a charter in `charter_paper`.

A sitting keeps its promises about crashes, damage and two people for either; only what a `Paper` says differs.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from coprod_audit import answers_reader, answers_writer, files
from coprod_audit.answers import Answers
from coprod_audit.cli.limiting import raised
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.findings import Finding
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.interview import wording
from coprod_audit.questionnaire import Questionnaire

Read = tuple[Answers | None, tuple[Finding, ...]]


class Paper(Protocol):
    """A kind of file that answers are kept in."""

    @property
    def limits(self) -> Limits:
        """How much of such a file is read."""

    @property
    def option(self) -> tuple[str, ...]:
        """What stands before the name of such a file where `coprod-audit run` is to write it."""

    @property
    def mode(self) -> int:
        """Who may read it: `files.PRIVATE`, or `files.SHARED` where the file has its own say."""

    @property
    def before_a_note(self) -> str:
        """Who will read what somebody notes, said before the first note."""

    @property
    def another(self) -> str:
        """How another such file is begun, as a sentence."""

    def refused(self, path: Path) -> str | None:
        """Why no such file can have that name, as a sentence with a way out; None where it can."""

    def begin(self, path: Path) -> None:
        """Begin with no file. Raises UsageError where the interview does not make such a file."""

    def read(self, data: bytes, path: str) -> Read:
        """The answers that are there, None where there can be none yet, and warnings. Raises InputError."""

    def text(self, answers: Answers, found: bytes) -> str:
        """The whole file with these answers; `found` is what the sitting found. Raises UsageError."""

    def is_as_saved(self, data: bytes, saved: str) -> bool:
        """Whether a file that differs from what was saved last does so only in what is not the interview's."""


class AnswersFile(NamedTuple):
    """A file of answers, written anew each time."""

    questionnaire: Questionnaire
    limits: Limits
    option: tuple[str, ...] = ()
    mode: int = files.PRIVATE
    before_a_note: str = wording.BEFORE_A_NOTE
    another: str = "To begin another, name another file: coprod-audit run NAME.yaml"

    def refused(self, path: Path) -> str | None:
        """Markdown is a charter, or somebody's text, and no file of answers."""
        if not path.name.lower().endswith((".md", ".markdown")):
            return None
        run = show(shlex.join(["coprod-audit", "run", "--charter", str(path)]))
        return f"'{show(str(path))}' is Markdown, and answers stand in YAML; if it is a charter, go on with it: {run}"

    def begin(self, path: Path) -> None:
        """It is made by the first answer."""

    def read(self, data: bytes, path: str) -> Read:
        """The answers; the unit may still be missing."""
        return answers_reader.read(data, path, self.questionnaire, limits=self.limits, unit_needed=False)

    def text(self, answers: Answers, found: bytes) -> str:  # noqa: ARG002 - nothing of what stood there is kept
        """The file as it is written."""
        return answers_writer.write(answers, self.questionnaire, limits=self.limits)

    def is_as_saved(self, data: bytes, saved: str) -> bool:  # noqa: ARG002 - it is known to differ
        """All of it is the interview's."""
        return False


class Chosen(NamedTuple):
    """The file that a sitting writes. `said` is what its charter says itself, where that names a file of answers."""

    path: Path
    paper: Paper
    said: Answers | None = None
    news: str = ""


def of_answers(path: Path, questionnaire: Questionnaire, limits: Sequence[str]) -> Chosen:
    """A file of answers, there or not. Raises UsageError for what can be none by its name."""
    paper = AnswersFile(questionnaire, raised(ANSWERS_LIMITS, limits))
    refused = paper.refused(path)
    if refused is not None:
        raise UsageError(refused)
    return Chosen(path, paper)
