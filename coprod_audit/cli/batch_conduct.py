"""What a batch does with what was asked for, and what it says of it: the inputs, the tables, the reports, the ending."""

import os
from pathlib import Path
from typing import Final, cast

from coprod_audit import bytes_of, loading, tables
from coprod_audit.batch import columns
from coprod_audit.batching import course, folder, growing, judge, reporting, standing
from coprod_audit.batching.course import Batch, Judging
from coprod_audit.batching.lenses import Lenses
from coprod_audit.batching.pieces import Ceilings
from coprod_audit.batching.reports import Making, told
from coprod_audit.batching.standing import DICTIONARY, PICTURES, PORTFOLIO, PORTFOLIO_DATA, REPORTS_INDEX
from coprod_audit.cli import audit, batch_scarce, batch_telling, exits, lens_choice, limiting, streams
from coprod_audit.cli.batch_asked import Asked, fields_of, form_of, given_by
from coprod_audit.cli.batch_progress import Progress
from coprod_audit.csv_cells import line
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.faults import no_such
from coprod_audit.findings import Finding
from coprod_audit.forms import draft
from coprod_audit.guard import Limits
from coprod_audit.portfolio import MOST_PLACES, LookedAt, Views, pictures, portfolio_data
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import Row
from coprod_audit.template_faults import LONGEST_TEMPLATE

FINDINGS: Final = 1
_SAMPLE: Final = 200


def draft_map(table: Path, questionnaire: str | None, limits: tuple[str, ...]) -> None:
    """Print a map for a table. Raises InputError and UsageError where the table cannot be read."""
    wanted = limiting.limits(limits)
    asked = loading.read_questionnaire(questionnaire, limits=wanted.questionnaire)
    warnings = list[Finding]()
    with tables.opened(table, wanted.tables, warnings.append) as (head, rows):
        sample = [row for _, row in zip(range(_SAMPLE), rows, strict=False) if isinstance(row, Row)]
    streams.complain_of(tuple(warnings))
    drafted = draft(head, sample, asked, _in_other_languages(asked))
    streams.give(drafted)
    batch_telling.drafted(drafted)


def _in_other_languages(asked: Questionnaire) -> list[Questionnaire]:
    """What ships beside it: where the same is asked in other words, a draft looks for those as well."""
    shipped = (loading.read_questionnaire(name) for name in loading.shipped_questionnaires())
    return [one for one in shipped if one.digest != asked.digest]


def conduct(asked: Asked) -> int:
    """Carry out a batch and return the exit code.

    Raises InputError, UsageError and OutputError where nothing could start, or nothing more can be written.
    """
    if asked.output is None:
        raise UsageError("a batch needs a folder to write into; name it with -o, as in -o out")
    out, limits = asked.output, limiting.limits(asked.limits)
    questionnaire = loading.read_questionnaire(asked.questionnaire, limits=limits.questionnaire)
    lenses = _lenses(asked, questionnaire, limits.questionnaire)
    form = form_of(asked, questionnaire)
    given = given_by(asked, out, limits.tables)
    wanted = judge.Wanted(
        questionnaire=asked.questionnaire,
        limits=Ceilings(*limits),
        form=form,
        by=fields_of(asked, given, form, questionnaire, limits.tables),
        full=asked.full,
        notes=asked.notes,
        reports=asked.reports != "none",
        places=MOST_PLACES if asked.notes else 0,
        long=asked.answers,
        lenses=lenses if asked.full else Lenses(),
    )
    settings = course.settings_of(wanted, questionnaire.digest.encode())
    jobs = asked.jobs or os.cpu_count() or 1
    batch = Batch(given.inputs, given.failures, wanted, jobs, settings, asked.reports == "all")
    with batch_scarce.told(), folder.held(out, standing.names(long=asked.answers), force=asked.force) as held:
        return _Conduct(asked, batch, held, lenses, out).carry_out()


def _lenses(asked: Asked, questionnaire: Questionnaire, limits: Limits) -> Lenses:
    """The lenses that are asked for. Raises UsageError and InputError."""
    _, shown, files = lens_choice.choice(
        asked.lenses, questionnaire, limits=limits, beside=asked.questionnaire
    )
    return Lenses(shown, files)


class _Conduct:
    """One batch under way."""

    def __init__(self, asked: Asked, batch: Batch, held: folder.Held, lenses: Lenses, out: Path) -> None:
        self._asked = asked
        self._batch = batch
        self._held = held
        self._ledger = held.ledger
        self._lenses = lenses
        self._out = out
        self._own = judge.Judge(batch.wanted)
        self._progress = Progress(sum(_size(one.path) for one in batch.inputs), quiet=asked.quiet)
        self._written = 0

    def carry_out(self) -> int:
        """Judge, write, tell; what was finished is whole wherever it breaks off."""
        run = self._ledger.next_run()
        if not self._asked.quiet:
            batch_telling.remembers_nothing(self._held, self._out)
        names = standing.tables(long=self._asked.answers)
        with growing.Growing(self._out, run, names).held() as growing_:
            judging = Judging(self._batch, self._ledger, growing_, run, self._own)
            try:
                with batch_scarce.told():
                    refused, changed = self._all(judging, growing_, run)
            except KeyboardInterrupt:
                return self._stopped(judging, exits.INTERRUPTED)
            except exits.Ended as end:
                return self._stopped(judging, cast(int, end.code))
            except OutputError:
                batch_telling.stopped(judging.tally, self._written)
                raise
        streams.complain_of(tuple(judging.warnings))
        reports = changed if self._asked.reports != "none" else None
        batch_telling.ended(judging.tally, self._out, reports, quiet=self._asked.quiet)
        return FINDINGS if judging.tally.failed or refused else exits.DONE

    def _stopped(self, judging: Judging, code: int) -> int:
        exits.hear_no_more()
        batch_telling.stopped(judging.tally, self._written)
        return code

    def _all(self, judging: Judging, growing_: growing.Growing, run: int) -> tuple[int, int]:
        """Every step; return how many reports could not be written, and how many are new or others than before."""
        with self._progress:
            judging.carry_out(self._progress.told)
        self._refuse_unknown_fields(judging)
        folder.keep(self._out, self._held.unknown)
        growing_.finish(self._ledger)
        self._withdrawn(judging)
        self._ledger.forget_but(run)
        self._portfolio(judging)
        self._dictionary()
        refused, changed = self._reports(judging) if self._asked.reports != "none" else (0, 0)
        batch_telling.kept(folder.settled(self._out))
        return refused, changed

    def _refuse_unknown_fields(self, judging: Judging) -> None:
        """Raise UsageError for a field to group by that no response has, before anything takes the place of anything."""
        for field in self._batch.wanted.by if judging.tally.judged else ():
            if field not in judging.fields:
                known = sorted(judging.fields - {"key"})
                raise UsageError(f"--by: {no_such('field', field, known, 'there are')}")

    def _withdrawn(self, judging: Judging) -> None:
        """Tell of responses that were there the last time; where an input could not be read, that is told already."""
        given, rows = {one.name for one in self._batch.inputs}, judging.rows
        gone = [
            (name, before - rows[name])
            for name, before in self._ledger.given().items()
            if (name not in given and before) or 0 < rows[name] < before
        ]
        self._ledger.keep_given(rows)
        if not self._asked.quiet:
            batch_telling.withdrawn(gone)

    def _portfolio(self, judging: Judging) -> None:
        import json

        projects = self._ledger.projects()
        data = portfolio_data(
            judging.counting,
            self._own.questionnaire,
            LookedAt(projects.all, judging.tally.judged + judging.tally.failed, Views(*projects[1:])),
            min_group=self._asked.min_group,
            include_notes=self._asked.notes,
        )
        drawn = pictures(data)
        for name, text in drawn.items():
            folder.write(self._out, self._ledger, name, text)
        folder.take_away(self._out, self._held, [name for name in PICTURES if name not in drawn])
        folder.write(
            self._out, self._ledger, PORTFOLIO_DATA, json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        )
        folder.write(self._out, self._ledger, PORTFOLIO, audit.rendered(data, "portfolio.md.j2"))

    def _dictionary(self) -> None:
        """Say what the columns mean, of the tables that there are."""
        if not self._asked.answers:
            folder.take_away(self._out, self._held, (judge.LONG,))
        told_of = [
            row
            for row in columns.dictionary(self._own.results)
            if self._asked.answers or row[0] != judge.LONG
        ]
        rows = (columns.DICTIONARY, *told_of)
        folder.write(self._out, self._ledger, DICTIONARY, "".join(map(line, rows)))

    def _reports(self, judging: Judging) -> tuple[int, int]:
        """Write the reports; return how many could not be written, and how many are new or others than before."""
        asked, refused, changed = self._asked, 0, 0
        making = Making(
            self._batch.wanted,
            self._out / folder.REPORTS,
            asked.public,
            asked.force,
            asked.template,
            self._lenses,
        )
        settings = course.settings_of(
            self._batch.wanted,
            repr(making).encode("utf-8", "surrogatepass"),
            self._own.questionnaire.digest.encode(),
            _template(asked.template),
        )
        folder.refuse_links(self._out)  # again: it may have been put there meanwhile
        folder.clear_reports(self._out)
        reporting.name_reports(self._ledger)
        kept = folder.edited_reports if asked.force else folder.unknown_reports
        folder.keep(self._out, kept(self._out, self._ledger))
        self._progress.reports_follow(self._ledger.waiting(settings.hex()))
        with self._progress:
            for written in reporting.write_reports(
                self._batch, making, settings.hex(), self._ledger, judging.digests
            ):
                refused += bool(written.refused)
                changed += written.changed
                if written.refused:
                    streams.complain(f"coprod-audit: {told(written)}")
                else:
                    self._written += 1
                self._progress.written()
        waiting = 0 if refused else self._ledger.waiting(settings.hex())
        batch_telling.not_written(waiting)
        self._reports_index()
        batch_telling.left_over(self._out / folder.REPORTS, self._ledger.left_over())
        return refused + waiting, changed

    def _reports_index(self) -> None:
        """Say which report is whose: names alone do not tell where two projects are called alike."""
        rows = (
            (file, str(row or ""), f"{folder.REPORTS}/{name}.md") for file, row, name in self._ledger.named()
        )
        folder.write(self._out, self._ledger, REPORTS_INDEX, "".join(map(line, (columns.REPORTS, *rows))))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _template(own: Path | None) -> bytes:
    """What the reports are written by: our own templates come with the version."""
    return bytes_of.read_bytes(own, LONGEST_TEMPLATE, "name another template") if own is not None else b""
