"""The reports of a batch after it has been judged: each gets a name, and those that would be others are written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Final

from coprod_audit import files
from coprod_audit.batch import out_names
from coprod_audit.batching import reports
from coprod_audit.batching.course import Batch, cut
from coprod_audit.batching.crew import Crew, Trade
from coprod_audit.batching.ledger import Ledger
from coprod_audit.batching.reports import Making, Report, Task, Written
from coprod_audit.responses import Failure

_AT_ONCE: Final = 20
"""So many reports are one task: enough to be worth sending, few enough that progress shows."""

_NOTED_AT_ONCE: Final = 20
"""So many tasks are noted with one wait for the disk."""


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
