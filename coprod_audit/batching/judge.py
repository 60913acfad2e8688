"""What one process does with a piece: every response in it judged and put into the tables as text."""

import hashlib
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from coprod_audit import loading
from coprod_audit.answers import Answers
from coprod_audit.assessment import assess
from coprod_audit.batch import columns, out_names, result_row
from coprod_audit.batching.lenses import Lenses
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
    """What every process of a batch has to know; `lenses` are those of whole results."""

    questionnaire: str | None
    limits: Ceilings
    form: FormMap | None = None
    by: tuple[str, ...] = ()
    full: bool = False
    notes: bool = False
    reports: bool = True
    places: int = 0
    long: bool = True
    lenses: Lenses = Lenses()


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
        self._told = wanted.lenses.beside(self.questionnaire, wanted.limits.questionnaire)
        self.reader = Reader(self.questionnaire, wanted.limits.answers, wanted.form)
        self.results = columns.results_of(self.questionnaire, wanted.by)
        self._long = columns.Long(self.questionnaire)
        self._heights = {place: at for at, place in enumerate(self.questionnaire.ladder.places)}
        self._judging = judging(self.questionnaire)

    def nothing_counted(self) -> Counting:
        """Counts to begin with."""
        return Counting(self.questionnaire, self._wanted.by, places=self._wanted.places)

    def judged(self, pieces: Sequence[Piece]) -> tuple[Done, ...]:
        """Everything that comes of each piece; judging them together costs less than one by one."""
        read = [self._read(piece) for piece in pieces]
        shorts = iter(self._judging.shorts([one.found.response for said in read for one in said.made]))
        return tuple(
            [
                Done(
                    *(piece.number, piece.file, piece.digest, len(said.made), said.failed),
                    self._texts(said, list(islice(shorts, len(said.made)))),
                    piece.size,
                )
                for piece, said in zip(pieces, read, strict=True)
            ]
        )

    def _read(self, piece: Piece) -> "_Said":
        failures, failed, made = list[Failure](), set[int](), list[_Made]()
        for found in self.reader.found(piece):
            if isinstance(found, Failure):
                failures.append(found)
                failed.add(found.row if piece.whole is None else 0)
                continue
            try:
                made.append(_Made(found, self._answers(piece, found) if self._whole else None))
            except InputError as error:
                place = (found.response.file, found.response.row, "")
                failures += [Failure(*place, one.code, one.message) for one in error.findings]
                failed.add(found.response.row)
        return _Said(made, failures, len(failed))

    def _texts(self, said: "_Said", shorts: Sequence[Short]) -> tuple[bytes, ...]:
        """What each table gets."""
        wanted, responses = self._wanted, [one.found.response for one in said.made]
        counting = self.nothing_counted()
        counting.add_all(responses if "view" not in wanted.by else list(map(_grouped, responses)), shorts)
        fields = sorted(set[str]().union(*[response.project for response in responses]))
        unfinished = sum(one.found.unfinished for one in said.made)
        results = (
            map(self._result, said.made, shorts) if wanted.full else map(result_row.line, responses, shorts)
        )
        texts = (
            "".join(results),
            "".join(map(self.results.line, responses, shorts)),
            "".join(map(self._long_lines, said.made)) if wanted.long else "",
            "".join([line(columns.failure_cells(failure)) for failure in said.failures]),
            record([counting.as_data(), unfinished, self._views(responses, shorts), fields]),
            record([_may_have(one.found) for one in said.made] if wanted.reports else []),
        )
        return tuple([text.encode("utf-8", "surrogatepass") for text in texts])

    def _views(self, responses: Sequence[Response], shorts: Sequence[Short]) -> list[tuple[int, int, int]]:
        """For each response its project, and the lowest and the highest place where it may stand, as heights."""
        height = self._heights
        return [
            (_key(said), height[short.lowest], height[short.highest])
            for said, short in zip(responses, shorts, strict=True)
        ]

    def _long_lines(self, made: "_Made") -> str:
        return self._long.lines(made.found.response, made.whole if self._wanted.notes else None)

    def _result(self, made: "_Made", short: Short) -> str:
        response, whole = made.found.response, made.whole
        if whole is None:
            return result_row.line(response, short)
        data = as_data(
            assess(self._told, whole), public=not self._wanted.notes, lenses=self._wanted.lenses.shown
        )
        return record({"file": response.file, "row": response.row, "result": data})

    @property
    def _whole(self) -> bool:
        """Whether the whole answers are needed, and not only what is chosen."""
        return self._wanted.notes or self._wanted.full

    def _answers(self, piece: Piece, found: Found) -> Answers:
        return found.answers or self.reader.answers(piece, found.response.row)


class _Made(NamedTuple):
    """A response as it was found, with the whole answers where they are needed."""

    found: Found
    whole: Answers | None


class _Said(NamedTuple):
    """What a piece says: its responses, why others are none, and how many those are."""

    made: Sequence[_Made]
    failures: Sequence[Failure]
    failed: int


def _grouped(said: Response) -> Response:
    """The response with its view among the project's fields, to be grouped by."""
    return said._replace(project={**said.project, "view": said.view})


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
    made_of = found.made_of
    what = made_of if isinstance(made_of, bytes) else repr(made_of).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(where + what, digest_size=16).hexdigest()
    base = out_names.base(response.project.get("title", ""), response.file)
    return MayHave(response.file, response.row, digest, base, response.view)


def _key(response: Response) -> int:
    """What tells the projects apart: a number made of the key that its table gives it, or else of its title."""
    project = response.project
    named = project.get("key") or project.get("title") or f"{response.file}\0{response.row}"
    said = f"{project.get('organisation', '')}\0{named}"
    return int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=7).digest())
