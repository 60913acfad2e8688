"""A charter as a sitting writes it: answers above the prose, which is nobody's business here."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from coprod_audit import answers_reader, answers_writer, files
from coprod_audit.answers import Answers
from coprod_audit.beside import Beside
from coprod_audit.bytes_of import read_bytes
from coprod_audit.charter import unfinished, writing
from coprod_audit.charter.front_matter import split
from coprod_audit.charter.reading import CHARTER_LIMITS, MARKDOWN
from coprod_audit.charter.unfinished import Unfinished
from coprod_audit.checking.trees import is_inside
from coprod_audit.cli.limiting import raised
from coprod_audit.cli.papers import AnswersFile, Chosen, Read
from coprod_audit.errors import InputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import quoted
from coprod_audit.fields import Field
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.interview import wording
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.repository import root_of

_YAML = (".yaml", ".yml", ".json")


class Charter(NamedTuple):
    """A Markdown charter: the front matter gets the answers, and the prose is nobody's business here."""

    questionnaire: Questionnaire
    limits: Limits
    option: tuple[str, ...] = ("--charter",)
    mode: int = files.SHARED
    before_a_note: str = wording.BEFORE_A_NOTE_IN_A_CHARTER
    another: str = "Another charter begins with: coprod-audit check --init NAME.md"

    def refused(self, path: Path) -> str | None:
        """What is not Markdown has no prose above which answers could stand."""
        name = show(str(path))
        if path.name.lower().endswith(MARKDOWN):
            return None
        if path.suffix.lower() not in _YAML:
            return f"'{name}' is not Markdown by its name, which is how a charter is told; let it end in .md"
        run = show(shlex.join(["coprod-audit", "run", str(path)]))
        return (
            f"'{name}' is YAML, and an interview fills in a charter only where that is Markdown; if it is a file of "
            f"answers, go on with it: {run}; if it is a charter, let it say 'answers: answers.yaml', and answer that file"
        )

    def begin(self, path: Path) -> None:
        """Leave it to `check --init`, which writes the headings too."""
        init = shlex.join(["coprod-audit", "check", "--init", str(path)])
        raise UsageError(
            f"there is no charter '{show(str(path))}'; check the name, or have a skeleton written: {show(init)}"
        )

    def read(self, data: bytes, path: str) -> Read:
        """The answers in the front matter, which may lack anything; None where there is no front matter yet."""
        found = unfinished.read(data, path, self.limits)
        if found is None:
            return None, ()
        if found.answers_at is not None:
            message = (
                "the answers are in a file of their own now; start again, and the interview goes on there"
            )
            found.answers_at.note("C001", message)
        answers, warnings = answers_reader.match(found.sheet, self.questionnaire, unit_needed=False)
        if not answers.questionnaire:
            asked = self.questionnaire
            answers = answers._replace(questionnaire=asked.id, version=asked.version)
        try:
            self.text(answers, data)
        except UsageError as error:  # what would stand in the way later is said before anything is asked
            raise InputError((Finding("C001", str(error), Location(path, 1)),)) from None
        return answers, warnings

    def text(self, answers: Answers, found: bytes) -> str:
        """The charter as it was found, with these answers."""
        written = answers_writer.write(answers, self.questionnaire, limits=self.limits)
        return writing.with_answers(found, written, limits=self.limits).decode("utf-8", "surrogateescape")

    def is_as_saved(self, data: bytes, saved: str) -> bool:
        """Whether only the prose was edited, as it may be at any time; that it lost its end is damage."""
        text = data.decode("utf-8", "surrogateescape")
        now, then = split(text), split(saved)
        if now is None or then is None or text[: now.prose] != saved[: then.prose]:
            return False
        return not saved[then.prose :].startswith(text[now.prose :])


def of_charter(path: Path, questionnaire: Questionnaire, limits: Sequence[str]) -> Chosen:
    """A charter that is there, or that a sitting before has saved; or the file of answers that it names.

    Raises UsageError where there is none, or it is no Markdown, and InputError where it cannot be opened. That its front
    matter is damaged is not said here: whoever opens it may have what was saved last.
    """
    paper = Charter(questionnaire, raised(CHARTER_LIMITS, limits))
    wrong = paper.refused(path)
    if wrong is not None:
        raise UsageError(wrong)
    if not os.path.lexists(path):
        if not os.path.lexists(Beside.of(path).saved):
            paper.begin(path)
        return Chosen(path, paper)
    found = unfinished.read(read_bytes(path, paper.limits.size, ""), str(path), paper.limits)
    if found is None or found.answers_at is None or found.sheet.faults.fatal:
        return Chosen(path, paper)
    return _named(path, found, found.answers_at, AnswersFile(questionnaire, raised(ANSWERS_LIMITS, limits)))


def _named(path: Path, charter: Unfinished, at: Field, paper: AnswersFile) -> Chosen:
    """The file of answers that a charter names. Raises InputError where the charter has faults or names none of ours."""
    name = at.text()
    there = Path(os.path.normpath(path.parent / name))
    if os.path.isabs(name) or not name.endswith(_YAML):
        message = (
            f"the answers are in {quoted(name)}; name a YAML file by its way from here, as in 'answers.yaml'"
        )
        at.note("C001", message)
    elif _leads_out(path, there):
        message = (
            f"the answers are in {quoted(name)}, which leads out of the repository; put the file into it"
        )
        at.note("C001", message)
    charter.sheet.faults.stop()
    asked, sheet = paper.questionnaire, charter.sheet
    said = Answers(asked.id, asked.version, sheet.project, sheet.respondent, ())
    news = f"{path} has its answers in {there}: the interview goes on there, and {path.name} stays as it is."
    return Chosen(there, paper, said, news)


def _leads_out(charter: Path, there: Path) -> bool:
    root = root_of(str(charter.parent))
    return root is not None and not is_inside(root, os.path.abspath(there))
