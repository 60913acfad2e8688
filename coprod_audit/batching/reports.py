"""The reports of a batch: each is written whole beside its picture, and one that would be the same is left alone."""

import hashlib
import os
from collections.abc import Container, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from coprod_audit import disk, files, lens_picture
from coprod_audit.answers import Answers
from coprod_audit.assessment import assess
from coprod_audit.batching.judge import Judge, Wanted
from coprod_audit.batching.lenses import Lenses, pictures
from coprod_audit.batching.pieces import Piece
from coprod_audit.errors import InputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.picture import ladder
from coprod_audit.report import names_read, render
from coprod_audit.resources import shipped_template
from coprod_audit.result import EVERYTHING, as_data
from coprod_audit.taken import Helps, refusal

AUDIT = "audit.md.j2"

_DRAWN: Final = frozenset(("headline", "ladder", "lenses", "picture", "project"))
"""What the pictures read of a result."""


class Report(NamedTuple):
    """A report to be made: the row of its response, what it is called, and the digest of what it is made of.

    `left` is the digest of what a run before wrote under that name, "" where that is not known.
    """

    row: int
    name: str
    digest: str
    left: str = ""


class Task(NamedTuple):
    """The reports of one piece."""

    piece: Piece
    reports: tuple[Report, ...]


class Written(NamedTuple):
    """What came of a report: whether the file is another than before, or why there is none ("" where there is).

    `left` is the digest of what stands there now.
    """

    report: Report
    file: str
    changed: bool
    refused: str = ""
    left: str = ""


class Making(NamedTuple):
    """What every process that writes reports has to know. `own` is a template of somebody's own, `lenses` are those to show."""

    judged: Wanted
    folder: Path
    public: bool
    force: bool
    own: Path | None = None
    lenses: Lenses = Lenses()


class _Told(NamedTuple):
    """A report as text, the picture of its ladder, and those of the lenses that it shows, by the ends of their names."""

    text: str
    ladder: str
    lenses: Mapping[str, str]


class Maker:
    """Writes reports, in one process. What a report says depends on its response alone, whichever came before."""

    def __init__(self, making: Making) -> None:
        """Read the questionnaire. Raises InputError where it cannot be used."""
        self._making = making
        self._judge = Judge(making.judged)
        self._questionnaire = making.lenses.beside(
            self._judge.questionnaire, making.judged.limits.questionnaire
        )
        self._endings = pictures(self._questionnaire)
        names = names_read(AUDIT, shipped_template) if making.own is None else None
        self._read: Container[str] = EVERYTHING if names is None else names | _DRAWN
        self._temporary = making.folder / f".report.md.{os.getpid()}.tmp"

    def made(self, task: Task) -> tuple[Written, ...]:
        """Write the reports of a piece. Raises OutputError where the system refuses."""
        return tuple([self._made(task.piece, report) for report in task.reports])

    def fails(self, task: Task) -> str:
        """Why the first report of a piece cannot be filled in, "" where it can be; nothing is written."""
        try:
            answers = self._judge.reader.answers(task.piece, task.reports[0].row)
        except InputError:
            return ""  # told with the report
        try:
            self._told(answers, "")
        except InputError as error:
            return str(error)
        return ""

    def _made(self, piece: Piece, report: Report) -> Written:
        try:
            answers = self._judge.reader.answers(piece, report.row)
            return self._write(answers, report, piece.file)
        except (InputError, UsageError) as error:
            return Written(report, piece.file, changed=False, refused=str(error))

    def _told(self, answers: Answers, name: str) -> _Told:
        """The report of that name and its pictures as text."""
        making = self._making
        data = as_data(
            assess(self._questionnaire, answers),
            making.public,
            f"{name}.svg",
            self._read,
            lenses=making.lenses.shown,
            lens_pictures={lens: f"{name}{ending}" for lens, ending in self._endings.items()},
        )
        drawn = {
            self._endings[lens["id"]]: lens_picture.drawn(lens)
            for lens in data["lenses"]["shown"]
            if lens["id"] in self._endings
        }
        if making.own is None:
            return _Told(render(data, AUDIT, shipped_template), ladder(data), drawn)
        from coprod_audit.render_child import render as render_own

        return _Told(render_own(data, making.own), ladder(data), drawn)

    def _write(self, answers: Answers, report: Report, file: str) -> Written:
        """Write the report and its pictures, and say whether any is another than before."""
        told = self._told(answers, report.name)
        self._refuse_changed(report, told.text)
        with files.signals_held():
            changed = self._put(f"{report.name}.svg", told.ladder)
            for ending in self._endings.values():
                changed |= self._put_or_take_away(f"{report.name}{ending}", told.lenses.get(ending))
            # last: where the report stands, its pictures do
            changed |= self._put(f"{report.name}.md", told.text, report.left)
        return Written(report, file, changed, left=_left(told.text))

    def _put_or_take_away(self, name: str, image: str | None) -> bool:
        """Write the picture of a lens; that of one which is not shown any more goes, if it is ours."""
        if image is not None:
            return self._put(name, image)
        path = Path(f"{self._making.folder}/{name}")
        if not _is_free(path) and refusal(path) is None:
            files.remove(path)
            return True
        return False

    def _refuse_changed(self, report: Report, text: str) -> None:
        """Raise UsageError where somebody changed the report since it was written, whatever mark it has."""
        path = self._making.folder / f"{report.name}.md"
        there = _content(path) if report.left and not self._making.force else b""
        if there and report.left != content_digest(there) and there != files.encoded(path, text):
            raise UsageError(
                f"'{show(str(path))}' is not as it was left: somebody changed it since; take it away, or replace it with --force"
            )

    def _put(self, name: str, text: str, left: str = "") -> bool:
        """Write a file whole where it is not there as it would be, without waiting for the disk."""
        path = Path(f"{self._making.folder}/{name}")
        data = files.encoded(path, text)
        if _is_free(path):
            with files.told(path):
                self._put_new(path, data)
            return True
        there = _content(path)
        if there == data:
            return False
        refused = refusal(path, force=self._making.force)
        if refused is not None and not (
            refused.helps is Helps.FORCE and left and left == content_digest(there)
        ):
            raise UsageError(f"{refused.why}; take it away, or replace it with --force")
        files.put_lightly(path, data, files.SHARED)
        return True

    def _put_new(self, path: Path, data: bytes) -> None:
        """By way of a name that is this process's own: it writes one file at a time."""
        try:
            files.fill(self._temporary, data, None, durable=False)
        except FileExistsError:  # left by a process that was killed and had the same number
            disk.unlink(self._temporary)
            files.fill(self._temporary, data, None, durable=False)
        try:
            disk.replace(self._temporary, path)
        except BaseException:
            files.remove(self._temporary)
            raise


def _is_free(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        pass  # whoever writes there says what is wrong
    return False


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _left(text: str) -> str:
    return content_digest(text.encode("utf-8", "surrogateescape"))


def content_digest(data: bytes) -> str:
    """What the ledger knows the bytes of a report by."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def begun(making: Making) -> Maker:
    """Make one process ready to write."""
    return Maker(making)


def made(maker: Maker, task: Task) -> tuple[Written, ...]:
    """Write the reports of a piece."""
    return maker.made(task)


def tried(making: Making, tasks: Iterator[Task]) -> tuple[Written | None, Iterator[Task]]:
    """Try a template of somebody's own on the first report; return what came of it where it fails, and all the tasks.

    What fails there would fail, or take all of its time, for every response: whoever calls tells it once and goes no
    further. A template that fails for a later response is told of with that report.
    """
    first = next(tasks, None) if making.own is not None else None
    if first is None:
        return None, tasks
    why = Maker(making).fails(first)
    failed = f"{why}; the template would fail for the others too, so no more reports were tried"
    report, file = first.reports[0], first.piece.file
    return (Written(report, file, changed=False, refused=failed) if why else None), chain((first,), tasks)


def told(written: Written) -> str:
    """Why a report could not be written, as a sentence."""
    return f"no report of '{show(written.file)}': {written.refused}"
