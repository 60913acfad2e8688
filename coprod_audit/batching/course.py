"""The course of a batch: what is new is judged, the tables are written, then the reports; a second run goes on from there."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from coprod_audit import files
from coprod_audit._version import VERSION
from coprod_audit.batch import columns, out_names
from coprod_audit.batching import judge, reports
from coprod_audit.batching.crew import Crew, Ready, Trade
from coprod_audit.batching.growing import Growing
from coprod_audit.batching.judge import COUNTS, MAY_HAVE, TABLES, Done, Judge
from coprod_audit.batching.ledger import Ledger, Remembered, Want
from coprod_audit.batching.pieces import Piece, pieces
from coprod_audit.batching.records import read
from coprod_audit.batching.reports import Making, Report, Task, Written
from coprod_audit.csv_cells import line
from coprod_audit.findings import Finding
from coprod_audit.forms import unfinished_finding
from coprod_audit.inputs import Input
from coprod_audit.portfolio import Counting
from coprod_audit.responses import Failure

TOGETHER: Final = 100
"""So many answer files are one task: sending each alone would cost more than judging it."""

_RESULTS, _COUNTS, _MAY_HAVE = (TABLES.index(name) for name in (judge.RESULTS, COUNTS, MAY_HAVE))


class Tally(NamedTuple):
    """How far a batch is, in responses and about so many bytes; `new` were judged in this run, the others are as they were."""

    judged: int = 0
    new: int = 0
    failed: int = 0
    size: int = 0


Tell = Callable[[Tally], None]
"""Told after each piece how far it is."""


class Batch(NamedTuple):
    """Everything that a batch is to do. `settings` is the digest of all that results depend on but the inputs."""

    inputs: tuple[Input, ...]
    failures: tuple[Failure, ...]
    wanted: judge.Wanted
    jobs: int
    settings: bytes
    every_report: bool = False


def cut(batch: Batch, warn: Callable[[Finding], None] | None = None) -> Iterator[Piece | Failure]:
    """The pieces of a batch; `warn` is told what there is to say of tables."""
    wanted = batch.wanted
    headers = (wanted.form.skip_rows or 0) if wanted.form is not None else 0
    heard = {"warn": warn} if warn is not None else {}
    yield from pieces(batch.inputs, batch.settings, wanted.limits, headers=headers, **heard)


def settings_of(wanted: judge.Wanted, *texts: bytes) -> bytes:
    """The digest of what is wanted and of the files that it rests on, in this version."""
    made = hashlib.blake2b(f"{VERSION}\0{wanted!r}".encode("utf-8", "surrogatepass"), digest_size=16)
    for text in texts:
        made.update(len(text).to_bytes(8) + text)
    return made.digest()


class Judging:
    """Judges every piece and lets the tables grow. `counting`, `tally` and `rows` (by input) are those of all, afterwards."""

    def __init__(self, batch: Batch, ledger: Ledger, growing: Growing, run: int, own: Judge) -> None:
        self._batch = batch
        self._ledger = ledger
        self._growing = growing
        self._run = run
        self._own = own
        self.counting = own.nothing_counted()
        self.tally = Tally()
        self.digests: list[bytes] = []
        self.fields = {"view"}
        self.warnings: list[Finding] = []
        self._unfinished = Counter[str]()
        self.rows = Counter[str]()

    def carry_out(self, tell: Tell) -> None:
        """Judge all. Raises OutputError where the tables cannot be written, and whatever a fault of ours raises."""
        self._growing.add(_heads(self._own.results, notes=self._batch.wanted.notes))
        for failure in self._batch.failures:
            self._failed(failure)
        crew = Crew[Any, Any](self._batch.jobs, Trade(Judge, self._batch.wanted, _judged, self._own))
        for several in crew.done(_together(self._tasks())):
            self._take_all([one for one in several if not isinstance(one, Failure)])
            for one in several:
                if isinstance(one, Failure):
                    self._failed(one)
            tell(self.tally)
        self._growing.flush()
        self._ledger.commit()
        self.warnings += [unfinished_finding(*one) for one in sorted(self._unfinished.items())]

    def _tasks(self) -> Iterator[Piece | Ready]:
        for piece in cut(self._batch, self.warnings.append):
            if isinstance(piece, Failure):
                yield Ready(piece)
                continue
            if piece.head is not None and piece.first == 1:
                self.warnings += self._own.reader.warnings(piece)
            known = self._ledger.piece(piece.digest)
            texts = self._growing.found(known.run, known.stretches) if known is not None else None
            if known is None or texts is None or texts[_RESULTS].count(b"\n") != known.responses:
                yield piece
            else:
                yield Ready(
                    Done(
                        piece.number,
                        piece.file,
                        piece.digest,
                        known.responses,
                        known.failures,
                        texts,
                        piece.size,
                        new=False,
                    )
                )

    def _take_all(self, several: Sequence[Done]) -> None:
        """Take what came of some pieces: the ledger tells of it when it is in the tables."""
        stretches = [self._growing.add(done.texts) for done in several]
        self._growing.flush()
        for done, places in zip(several, stretches, strict=True):
            self._ledger.keep(done.digest, Remembered(self._run, done.responses, done.failed, places))
            self._take(done)

    def _take(self, done: Done) -> None:
        counts, unfinished, keys, fields = read(done.texts[_COUNTS])
        self.counting.include(Counting.from_data(self._own.questionnaire, counts))
        self._ledger.meet(keys)
        self.fields.update(fields)
        if unfinished:
            self._unfinished[done.file] += unfinished
        self._ledger.want(Want(done.piece, *one) for one in read(done.texts[_MAY_HAVE]))
        self.digests.append(done.digest)
        self.rows[done.file] += done.responses + done.failed
        tally = self.tally
        self.tally = tally._replace(
            judged=tally.judged + done.responses,
            new=tally.new + (done.responses if done.new else 0),
            failed=tally.failed + done.failed,
            size=tally.size + done.size,
        )

    def _failed(self, failure: Failure) -> None:
        self._growing.add_to(
            judge.FAILURES, line(columns.failure_cells(failure)).encode("utf-8", "surrogatepass")
        )
        self.tally = self.tally._replace(failed=self.tally.failed + 1)


def _heads(results: columns.Results, *, notes: bool) -> tuple[bytes, ...]:
    """What stands at the top of each table: the names of its columns, where it has some."""
    heads = {
        judge.CELLS: results.head,
        judge.LONG: columns.WITH_NOTES if notes else columns.LONG,
        judge.FAILURES: columns.FAILURES,
    }
    return tuple(line(heads[name]).encode() if name in heads else b"" for name in TABLES)


def _judged(own: Judge, several: tuple[Piece, ...]) -> tuple[Done, ...]:
    return own.judged(several)


def _together(tasks: Iterable[Piece | Ready]) -> Iterator[tuple[Piece, ...] | Ready]:
    """Pieces that follow each other as one task, while they are small; what is ready as one result."""
    todo = list[Piece]()
    for task in tasks:
        if isinstance(task, Ready):
            if todo:
                yield tuple(todo)
                todo = []
            yield Ready((task.result,))
            continue
        todo.append(task)
        if task.whole is None or len(todo) == TOGETHER:
            yield tuple(todo)
            todo = []
    if todo:
        yield tuple(todo)


def name_reports(ledger: Ledger) -> None:
    """Give every wanted report its name: after the project; with the view, or with its place, where two would be alike."""
    wanted = list(ledger.alike())
    names = [out_names.with_view(want.base, want.view) if same > 1 else want.base for _, want, same in wanted]
    often = Counter(names)
    for tries in count():  # none but the first, unless a project is called like what tells another one apart
        again = [place for place, name in enumerate(names) if often[name] > 1]
        if not again:
            break
        for place in again:
            _, want, _ = wanted[place]
            names[place] = out_names.told_apart(want.base, want.file, want.row, tries)
        often = Counter(names)
    ledger.name((name, number) for name, (number, _, _) in zip(names, wanted, strict=True))


def write_reports(
    batch: Batch, making: Making, settings: str, ledger: Ledger, digests: list[bytes]
) -> Iterator[Written]:
    """Write the reports that are wanted and not there as they would be, in order; `digests` are those of the pieces."""
    with files.told(making.folder):
        making.folder.mkdir(exist_ok=True)
    crew = Crew[Task, tuple[Written, ...]](batch.jobs, Trade(reports.Maker, making, reports.made), alone=1)
    failed, tasks = reports.tried(making, _report_tasks(batch, making, settings, ledger, digests))
    if failed is not None:
        yield failed
        return
    for several in crew.done(_noted(tasks, ledger)):
        for written in several:
            if written.refused:
                ledger.leave_report(written.report.name)
            else:
                ledger.keep_report(written.report.name, written.report.digest, written.left)
            yield written
    ledger.commit()


def _noted(tasks: Iterable[Task], ledger: Ledger) -> Iterator[Task]:
    """The tasks, each when the ledger knows that its reports are being written: some at a time, for that takes a while."""
    coming = iter(tasks)
    while some := list(islice(coming, _NOTED_AT_ONCE)):
        ledger.about_to_write_reports([report.name for task in some for report in task.reports])
        yield from some


_NOTED_AT_ONCE: Final = 20
"""So many tasks are noted with one wait for the disk."""


_AT_ONCE: Final = 20
"""So many reports are one task: enough to be worth sending, few enough that progress shows."""


def _report_tasks(
    batch: Batch, making: Making, settings: str, ledger: Ledger, digests: list[bytes]
) -> Iterator[Task]:
    for piece in cut(batch):
        if (
            isinstance(piece, Failure)
            or piece.number > len(digests)
            or digests[piece.number - 1] != piece.digest
        ):
            continue  # told of when it was judged; or it has changed since, which the next run sees
        todo = [
            Report(row, name, f"{digest}-{settings}") for row, name, digest in ledger.reports_of(piece.number)
        ]
        if not batch.every_report:
            todo = [
                one
                for one in todo
                if not (ledger.has_report(one.name, one.digest) and _are_there(making.folder, one.name))
            ]
        todo = [one._replace(left=ledger.left_as(one.name)) for one in todo]
        for start in range(0, len(todo), _AT_ONCE):
            some = tuple(todo[start : start + _AT_ONCE])
            yield Task(piece.part([report.row for report in some]), some)


def _are_there(folder: Path, name: str) -> bool:
    return all((folder / f"{name}{ending}").exists() for ending in out_names.ENDINGS)
