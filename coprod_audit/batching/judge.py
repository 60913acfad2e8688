"""What one process does with a piece: every response in it judged and put into the tables as text."""

import hashlib
from typing import NamedTuple

from coprod_audit import loading
from coprod_audit.answers import Answers
from coprod_audit.assessment import assess
from coprod_audit.batch import columns, out_names, result_row
from coprod_audit.batching.pieces import Ceilings, Piece
from coprod_audit.batching.reading import Found, Reader
from coprod_audit.batching.records import record
from coprod_audit.csv_cells import line
from coprod_audit.errors import InputError
from coprod_audit.forms import FormMap
from coprod_audit.inputs import STATE
from coprod_audit.portfolio import Counting
from coprod_audit.quick import judging
from coprod_audit.responses import Failure, Response, Short
from coprod_audit.result import as_data


class Wanted(NamedTuple):
    """What every process of a batch has to know."""

    questionnaire: str | None
    limits: Ceilings
    form: FormMap | None = None
    by: tuple[str, ...] = ()
    full: bool = False
    notes: bool = False
    reports: bool = True
    places: int = 0


class Done(NamedTuple):
    """What came of a piece: how many responses, how many that could not be judged, and a text for each of `TABLES`."""

    piece: int
    file: str
    digest: bytes
    responses: int
    failed: int
    texts: tuple[bytes, ...]
    size: int
    new: bool = True


RESULTS, CELLS, LONG, FAILURES = "results.jsonl", "results.csv", "answers-long.csv", "failures.csv"
COUNTS, MAY_HAVE = f"{STATE}/counts.jsonl", f"{STATE}/reports.jsonl"
TABLES = (RESULTS, CELLS, LONG, FAILURES, COUNTS, MAY_HAVE)
"""The tables that grow. The last two have a line a piece: what it counts, and the reports that its responses may get."""


class Judge:
    """Judges pieces, in one process. What it makes depends on nothing but the piece and what is wanted."""

    def __init__(self, wanted: Wanted) -> None:
        """Read the questionnaire. Raises InputError where it cannot be used."""
        self._wanted = wanted
        self.questionnaire = loading.read_questionnaire(
            wanted.questionnaire, limits=wanted.limits.questionnaire
        )
        self.reader = Reader(self.questionnaire, wanted.limits.answers, wanted.form)
        self.results = columns.results_of(self.questionnaire, wanted.by)
        self._long = columns.Long(self.questionnaire)
        self._judging = judging(self.questionnaire)

    def nothing_counted(self) -> Counting:
        """Counts to begin with."""
        return Counting(self.questionnaire, self._wanted.by, places=self._wanted.places)

    def judged(self, piece: Piece) -> Done:
        """Everything that comes of a piece."""
        counting, reports, unfinished = self.nothing_counted(), list[MayHave](), 0
        keys, fields, failed = list[int](), set[str](), set[int]()
        results, cells, long, failures = list[str](), list[str](), list[str](), list[str]()
        for found in self.reader.found(piece):
            if isinstance(found, Failure):
                failures.append(line(columns.failure_cells(found)))
                failed.add(found.row if piece.whole is None else 0)
                continue
            response, short = found.response, self._short(found.response)
            try:
                whole = self._answers(piece, found) if self._wanted.notes or self._wanted.full else None
            except InputError as error:
                faults = (
                    Failure(response.file, response.row, "", one.code, one.message) for one in error.findings
                )
                failures.extend(line(columns.failure_cells(fault)) for fault in faults)
                failed.add(response.row)
                continue
            counting.add(self._grouped(response), short)
            unfinished += found.unfinished
            keys.append(_key(response))
            fields.update(response.project)
            results.append(self._result(found, short, whole))
            cells.append(self.results.line(response, short))
            long.append(self._long.lines(response, whole if self._wanted.notes else None))
            if self._wanted.reports:
                reports.append(_may_have(found))
        texts = (
            *map("".join, (results, cells, long, failures)),
            record([counting.as_data(), unfinished, keys, sorted(fields)]),
            record(reports),
        )
        encoded = tuple(text.encode("utf-8", "surrogatepass") for text in texts)
        return Done(piece.number, piece.file, piece.digest, len(results), len(failed), encoded, piece.size)

    def _grouped(self, said: Response) -> Response:
        """The response with whatever it may be grouped by among the project's fields."""
        return (
            said._replace(project={**said.project, "view": said.view}) if "view" in self._wanted.by else said
        )

    def _short(self, said: Response) -> Short:
        return self._judging.short(said.facts, said.claims, said.intends, said.people, said.off_the_table)

    def _result(self, found: Found, short: Short, whole: Answers | None) -> str:
        if not self._wanted.full or whole is None:
            return result_row.line(found.response, short)
        data = as_data(assess(self.questionnaire, whole), public=not self._wanted.notes)
        return record({"file": found.response.file, "row": found.response.row, "result": data})

    def _answers(self, piece: Piece, found: Found) -> Answers:
        return found.answers or self.reader.answers(piece, found.response.row)


class MayHave(NamedTuple):
    """A report that a response may get: its place, the digest of what it is made of, the name it would like, its view."""

    file: str
    row: int
    digest: str
    base: str
    view: str


def _may_have(found: Found) -> MayHave:
    response = found.response
    where = f"{response.file}\0{response.row}\0".encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(where + found.made_of, digest_size=16).hexdigest()
    base = out_names.base(response.project.get("title", ""), response.file)
    return MayHave(response.file, response.row, digest, base, response.view)


def _key(response: Response) -> int:
    """What tells the projects apart: a number made of the key that its table gives it, or else of its title."""
    project = response.project
    named = project.get("key") or project.get("title") or f"{response.file}\0{response.row}"
    said = f"{project.get('organisation', '')}\0{named}"
    return int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=7).digest())
