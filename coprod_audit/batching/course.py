"""The course of a batch: what is new is judged, and the tables grow; a second run goes on from there. Reports come after it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from coprod_audit._version import VERSION
from coprod_audit.batch import columns
from coprod_audit.batching import judge
from coprod_audit.batching.crew import Crew, Ready, Trade
from coprod_audit.batching.growing import Growing
from coprod_audit.batching.judge import COUNTS, MAY_HAVE, TABLES, Done, Judge
from coprod_audit.batching.ledger import Ledger, Remembered, Want
from coprod_audit.batching.pieces import Piece, pieces
from coprod_audit.batching.records import read
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
