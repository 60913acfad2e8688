"""What a batch does with what was asked for, and what it says of it: the inputs, the tables, the reports, the ending."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from coprod_audit import loading, tables
from coprod_audit.batch import columns
from coprod_audit.batching import course, folder, growing, judge
from coprod_audit.batching.course import Batch, Judging
from coprod_audit.batching.ledger import Ledger
from coprod_audit.batching.pieces import Ceilings
from coprod_audit.batching.reports import Making, told
from coprod_audit.cli import audit, batch_telling, exits, limiting, streams
from coprod_audit.cli.batch_progress import Progress
from coprod_audit.cli.batch_telling import PORTFOLIO
from coprod_audit.csv_cells import line
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.faults import no_such
from coprod_audit.findings import Finding
from coprod_audit.forms import FormMap, draft, read_map
from coprod_audit.inputs import inputs
from coprod_audit.portfolio import LookedAt, pictures, portfolio_data
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import Row

FINDINGS = 1
PORTFOLIO_DATA, DICTIONARY = "portfolio.json", "data-dictionary.csv"
REPORTS_INDEX = "reports.csv"
PICTURES = ("portfolio-ladder.svg", "portfolio-decisions.svg")
_SAMPLE = 200
_PLACES = 20


class Asked(NamedTuple):
    """What was asked for on the command line."""

    named: tuple[str, ...]
    output: Path | None
    form: Path | None = None
    reports: str = "changed"
    full: bool = False
    by: tuple[str, ...] = ()
    min_group: int = 5
    notes: bool = False
    public: bool = False
    template: Path | None = None
    questionnaire: str | None = None
    jobs: int | None = None
    quiet: bool = False
    force: bool = False
    limits: tuple[str, ...] = ()


def draft_map(table: Path, questionnaire: str | None, limits: tuple[str, ...]) -> None:
    """Print a map for a table. Raises InputError and UsageError where the table cannot be read."""
    wanted = limiting.limits(limits)
    asked = loading.read_questionnaire(questionnaire, limits=wanted.questionnaire)
    with tables.opened(table, wanted.tables) as (head, rows):
        sample = [row for _, row in zip(range(_SAMPLE), rows, strict=False) if isinstance(row, Row)]
    drafted = draft(head, sample, asked)
    streams.give(drafted)
    batch_telling.drafted(drafted)


def conduct(asked: Asked) -> int:
    """Carry out a batch and return the exit code.

    Raises InputError, UsageError and OutputError where nothing could start, or nothing more can be written.
    """
    if asked.output is None:
        raise UsageError("a batch needs a folder to write into; name it with -o, as in -o out")
    out, limits = asked.output, limiting.limits(asked.limits)
    questionnaire = loading.read_questionnaire(asked.questionnaire, limits=limits.questionnaire)
    form, findings = _form(asked, questionnaire)
    streams.complain_of(findings)
    found, failures = inputs(_named(asked.named), (out, *filter(None, (asked.form,))))
    if not found:
        for failure in failures:
            streams.complain(f"coprod-audit: '{failure.file}': {failure.reason}")
        raise UsageError("there is nothing to judge; name answer files, folders or tables")
    wanted = judge.Wanted(
        questionnaire=asked.questionnaire,
        limits=Ceilings(*limits),
        form=form,
        by=asked.by,
        full=asked.full,
        notes=asked.notes,
        reports=asked.reports != "none",
        places=_PLACES if asked.notes else 0,
    )
    settings = course.settings_of(wanted, questionnaire.digest.encode())
    batch = Batch(
        found, failures, wanted, asked.jobs or os.cpu_count() or 1, settings, asked.reports == "all"
    )
    with folder.held(out) as ledger:
        if not asked.force:
            folder.refuse_foreign(
                out, ledger, (*judge.TABLES, PORTFOLIO, PORTFOLIO_DATA, DICTIONARY, REPORTS_INDEX, *PICTURES)
            )
        return _Conduct(asked, batch, ledger, out).carry_out()


def _named(names: tuple[str, ...]) -> Iterator[str]:
    """The inputs; - stands for a list on standard input, a name a line."""
    for name in names:
        if name == "-":
            if sys.stdin is None:
                raise UsageError("- stands for a list on standard input, and there is none")
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        else:
            yield name


def _form(asked: Asked, questionnaire: Questionnaire) -> tuple[FormMap | None, tuple[Finding, ...]]:
    if asked.form is None:
        return None, ()
    data = loading.read_bytes(asked.form, limiting.limits(asked.limits).answers.size, "name another map")
    return read_map(data, str(asked.form), questionnaire)


class _Conduct:
    """One batch under way."""

    def __init__(self, asked: Asked, batch: Batch, ledger: Ledger, out: Path) -> None:
        self._asked = asked
        self._batch = batch
        self._ledger = ledger
        self._out = out
        self._own = judge.Judge(batch.wanted)
        self._progress = Progress(sum(_size(one.path) for one in batch.inputs), quiet=asked.quiet)

    def carry_out(self) -> int:
        """Judge, write, tell; what was finished is whole wherever it breaks off."""
        run = self._ledger.next_run()
        with growing.Growing(self._out, run, judge.TABLES).held() as tables_:
            judging = Judging(self._batch, self._ledger, tables_, run, self._own)
            try:
                with self._progress:
                    judging.carry_out(self._progress.told)
                self._refuse_unknown_fields(judging)
                tables_.finish(self._ledger)
                self._ledger.forget_but(run)
                self._portfolio(judging)
                self._dictionary()
                refused, changed = self._reports(judging) if self._asked.reports != "none" else (0, 0)
            except KeyboardInterrupt:
                exits.hear_no_more()
                batch_telling.stopped(judging.tally)
                return exits.INTERRUPTED
            except OutputError:
                batch_telling.stopped(judging.tally)
                raise
        streams.complain_of(tuple(judging.warnings))
        reports = changed if self._asked.reports != "none" else None
        batch_telling.ended(judging.tally, self._out, reports, quiet=self._asked.quiet)
        return FINDINGS if judging.tally.failed or refused else exits.DONE

    def _refuse_unknown_fields(self, judging: Judging) -> None:
        """Raise UsageError for a field to group by that no response has, before anything takes the place of anything."""
        for field in self._asked.by if judging.tally.judged else ():
            if field not in judging.fields:
                known = sorted(judging.fields - {"key"})
                raise UsageError(f"--by: {no_such('field', field, known, 'there are')}")

    def _portfolio(self, judging: Judging) -> None:
        import json

        data = portfolio_data(
            judging.counting,
            self._own.questionnaire,
            LookedAt(self._ledger.projects(), judging.tally.judged + judging.tally.failed),
            min_group=self._asked.min_group,
            include_notes=self._asked.notes,
        )
        for name, text in pictures(data).items():
            folder.write(self._out, self._ledger, name, text)
        folder.write(
            self._out, self._ledger, PORTFOLIO_DATA, json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        )
        folder.write(self._out, self._ledger, PORTFOLIO, audit.rendered(data, "portfolio.md.j2"))

    def _dictionary(self) -> None:
        rows = (columns.DICTIONARY, *columns.dictionary(self._own.results))
        folder.write(self._out, self._ledger, DICTIONARY, "".join(map(line, rows)))

    def _reports(self, judging: Judging) -> tuple[int, int]:
        """Write the reports; return how many could not be written, and how many are new or others than before."""
        asked, refused, changed = self._asked, 0, 0
        making = Making(
            self._batch.wanted, self._out / folder.REPORTS, asked.public, asked.force, asked.template
        )
        settings = course.settings_of(
            self._batch.wanted,
            repr(making).encode("utf-8", "surrogatepass"),
            self._own.questionnaire.digest.encode(),
            _template(asked.template),
        )
        course.name_reports(self._ledger)
        with self._progress:
            for written in course.write_reports(
                self._batch, making, settings.hex(), self._ledger, judging.digests
            ):
                refused += bool(written.refused)
                changed += written.changed
                if written.refused:
                    streams.complain(f"coprod-audit: {told(written)}")
                self._progress.written()
        self._reports_index()
        batch_telling.left_over(self._out / folder.REPORTS, self._ledger.left_over())
        return refused, changed

    def _reports_index(self) -> None:
        """Say which report is whose: names alone do not tell where two projects are called alike."""
        rows = (
            (file, str(row or ""), f"{folder.REPORTS}/{name}.md") for file, row, name in self._ledger.named()
        )
        folder.write(
            self._out, self._ledger, REPORTS_INDEX, "".join(map(line, (("file", "row", "report"), *rows)))
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _template(own: Path | None) -> bytes:
    """What the reports are written by: our own templates come with the version."""
    return loading.read_bytes(own, 1_000_000, "name another template") if own is not None else b""
