"""The reports of a batch: each is written whole beside its picture, and one that would be the same is left alone."""

import contextlib
from pathlib import Path
from typing import NamedTuple

from coprod_audit import files
from coprod_audit.answers import Answers
from coprod_audit.assessment import assess
from coprod_audit.batching.judge import Judge, Wanted
from coprod_audit.batching.pieces import Piece
from coprod_audit.errors import InputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.picture import ladder
from coprod_audit.report import render
from coprod_audit.resources import shipped_template
from coprod_audit.result import as_data
from coprod_audit.taken import refusal

AUDIT = "audit.md.j2"


class Report(NamedTuple):
    """A report to be made: the row of its response, what it is called, and the digest of what it is made of."""

    row: int
    name: str
    digest: str


class Task(NamedTuple):
    """The reports of one piece."""

    piece: Piece
    reports: tuple[Report, ...]


class Written(NamedTuple):
    """What came of a report: whether the file is another than before, or why there is none ("" where there is)."""

    report: Report
    file: str
    changed: bool
    refused: str = ""


class Making(NamedTuple):
    """What every process that writes reports has to know. `own` is a template of somebody's own."""

    judged: Wanted
    folder: Path
    public: bool
    force: bool
    own: Path | None = None


class Maker:
    """Writes reports, in one process."""

    def __init__(self, making: Making) -> None:
        """Read the questionnaire. Raises InputError where it cannot be used."""
        self._making = making
        self._judge = Judge(making.judged)

    def made(self, task: Task) -> tuple[Written, ...]:
        """Write the reports of a piece. Raises OutputError where the system refuses."""
        return tuple([self._made(task.piece, report) for report in task.reports])

    def _made(self, piece: Piece, report: Report) -> Written:
        try:
            answers = self._judge.reader.answers(piece, report.row)
            return Written(report, piece.file, self._write(answers, report.name))
        except (InputError, UsageError) as error:
            return Written(report, piece.file, changed=False, refused=str(error))

    def _write(self, answers: Answers, name: str) -> bool:
        """Write the report and its picture; return whether either is another than before."""
        audit, picture = (self._making.folder / f"{name}{ending}" for ending in (".md", ".svg"))
        data = as_data(
            assess(self._judge.questionnaire, answers), public=self._making.public, picture=picture.name
        )
        if self._making.own is not None:
            from coprod_audit.render_child import render as render_own

            text = render_own(data, self._making.own)
        else:
            text = render(data, AUDIT, shipped_template)
        drawn = self._put(picture, ladder(data))
        told = self._put(audit, text)  # last: where the report stands, its picture does
        return drawn or told

    def _put(self, path: Path, text: str) -> bool:
        data = files.encoded(path, text)
        with contextlib.suppress(OSError):
            if path.read_bytes() == data:
                return False
        refused = refusal(path, force=self._making.force)
        if refused is not None:
            raise UsageError(f"{refused.why}; take it away, or replace it with --force")
        files.put_lightly(path, data, files.SHARED)
        return True


def begun(making: Making) -> Maker:
    """Make one process ready to write."""
    return Maker(making)


def made(maker: Maker, task: Task) -> tuple[Written, ...]:
    """Write the reports of a piece."""
    return maker.made(task)


def told(written: Written) -> str:
    """Why a report could not be written, as a sentence."""
    return f"no report of '{show(written.file)}': {written.refused}"
