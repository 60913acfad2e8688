"""What a batch remembers between two runs, in one SQLite file beside its results: so that a run goes on where one ended.

A *piece* is one answer file, or some hundred rows of a table. What was judged of it is found again by the digest of
everything that it depends on, as stretches of the tables that were written. Nothing of a response is kept here but
names and digests.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from coprod_audit import files
from coprod_audit.batching.ledger_file import connected
from coprod_audit.errors import OutputError
from coprod_audit.escapes import show

_MOST_WAITING = 200
"""How many pieces are noted together: a run that is killed does that much again."""


class Stretch(NamedTuple):
    """A part of one table: where it begins, how long it is, and the check sum of its bytes."""

    start: int
    length: int
    check: int


class Remembered(NamedTuple):
    """What is known of a piece: the run that judged it, and a stretch in each table that the run wrote."""

    run: int
    responses: int
    failures: int
    stretches: tuple[Stretch, ...]


class Want(NamedTuple):
    """A report that is wanted: the number of the piece its response stands in, the place, and a digest of what it is made of.

    `base` is the name it would like to have, `view` whose view it is.
    """

    piece: int
    file: str
    row: int
    digest: str
    base: str
    view: str


class Projects(NamedTuple):
    """How many projects there are in a run, and how many have several views.

    In `apart` of these no place fits all views, and in `far` of them they are two places apart or more.
    """

    all: int
    several: int
    apart: int
    far: int


class Ledger:
    """The memory of one folder of results. `open` makes it; each of its methods may raise OutputError."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lost: str = "") -> None:
        self._connection = connection
        self._path = path
        self._waiting = 0
        self.lost = lost

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Open the file, made where it is not there or of no use; `lost` says why it was of none.

        Raises UsageError where another batch has it, OutputError where the system refuses.
        """
        connection, lost = connected(path)
        return cls(connection, path, lost)

    def piece(self, digest: bytes) -> Remembered | None:
        """What an earlier run made of a piece."""
        found = self._do(
            "SELECT run, responses, failures, stretches FROM pieces WHERE digest = ?", (digest,)
        ).fetchone()
        if found is None:
            return None
        run, responses, failures, stretches = found
        try:
            return Remembered(run, responses, failures, _stretches(stretches))
        except (ValueError, TypeError, AttributeError):
            return None

    def keep(self, digest: bytes, known: Remembered) -> None:
        """Remember a piece; what it tells of has to be in the tables by then."""
        self._do(
            "INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?, ?)",
            (digest, *known[:3], _as_text(known.stretches)),
        )
        self._waiting += 1
        if self._waiting >= _MOST_WAITING:
            self.commit()

    def next_run(self) -> int:
        """The number of a run that no piece bears yet."""
        found = self._do("SELECT max(run) FROM pieces").fetchone()[0]
        return int(found or 0) + 1

    def forget_but(self, run: int) -> None:
        """Forget the pieces that the run did not use: their tables are gone."""
        self._do("DELETE FROM pieces WHERE run != ?", (run,))
        self.commit()

    def given(self) -> dict[str, int]:
        """How many rows each input of the last whole run had."""
        return dict(self._do("SELECT name, rows FROM given ORDER BY name"))

    def keep_given(self, rows: Mapping[str, int]) -> None:
        """Remember how many rows each input of a whole run has."""
        self._do("DELETE FROM given")
        self._many("INSERT INTO given VALUES (?, ?)", rows.items())

    def knows(self, name: str) -> bool:
        """Whether it is remembered how a file was left, whatever became of it."""
        return self._do("SELECT 1 FROM written WHERE name = ?", (name,)).fetchone() is not None

    def may_be_touched(self, name: str, path: Path) -> bool:
        """Whether a file has the size that it was left with: it may have been copied, or only got another date."""
        found = self._do("SELECT 1 FROM written WHERE (name, size) = (?, ?)", (name, path.lstat().st_size))
        return found.fetchone() is not None

    def is_ours(self, name: str, path: Path) -> bool:
        """Whether a file in the folder is as we left it: as the last run wrote it, or the one before."""
        there = path.lstat()
        as_it_is = (name, there.st_size, there.st_mtime_ns)
        found = self._do("SELECT 1 FROM written WHERE (name, size, changed) = (?, ?, ?)", as_it_is)
        return found.fetchone() is not None

    def about_to_write(self, name: str, made: Path) -> None:
        """Note a file as ours before it takes its name; the one that has it stays noted, for the step may fail."""
        there = made.lstat()
        self._do("INSERT INTO written VALUES (?, ?, ?)", (name, there.st_size, there.st_mtime_ns))
        self._do(
            "DELETE FROM written WHERE name = ? AND rowid NOT IN"
            " (SELECT rowid FROM written WHERE name = ? ORDER BY rowid DESC LIMIT 2)",
            (name, name),
        )
        self.commit()

    def meet(self, views: Iterable[tuple[int, int, int]]) -> None:
        """Note the projects that responses are about, by numbers that tell them apart, and from where to where they stand."""
        self._many("INSERT INTO views VALUES (?, ?, ?)", views)

    def projects(self) -> Projects:
        """What the views that were noted come to."""
        found = self._do(
            "SELECT count(*), total(several), total(several AND apart > 0), total(several AND apart >= 2) FROM"
            " (SELECT count(*) > 1 AS several, max(low) - min(high) AS apart FROM views GROUP BY project)"
        )
        return Projects(*map(int, found.fetchone()))

    def want(self, reports: Iterable[Want]) -> None:
        """Note that responses want reports; `name` gives them their names when all are known."""
        self._many("INSERT INTO wanted VALUES (?, ?, ?, ?, ?, ?, NULL)", reports)

    def alike(self) -> Iterator[tuple[int, Want, int]]:
        """The reports that want a name: number, what is wanted, and how many have that base."""
        found = self._do(
            "SELECT rowid, piece, file, row, digest, base, view, count(*) OVER (PARTITION BY base)"
            " FROM wanted ORDER BY rowid"
        )
        for number, *want, same_base in found:
            yield number, Want(*want), same_base

    def name(self, names: Iterable[tuple[str, int]]) -> None:
        """Give reports their names, as pairs of name and rowid."""
        self._many("UPDATE wanted SET name = ? WHERE rowid = ?", names)

    def reports_of(self, piece: int) -> tuple[tuple[int, str, str], ...]:
        """Row, name and digest of the reports that responses of a piece want."""
        found = self._do("SELECT row, name, digest FROM wanted WHERE piece = ? ORDER BY rowid", (piece,))
        return tuple(found)

    def named(self) -> Iterator[tuple[str, int, str]]:
        """File, row and name of every report that is wanted, in order."""
        yield from self._do("SELECT file, row, name FROM wanted ORDER BY rowid")

    def has_report(self, name: str, digest: str) -> bool:
        """Whether the report of that name was made of the very same."""
        found = self._do("SELECT digest FROM reports WHERE name = ?", (name,)).fetchone()
        return found is not None and found[0] == digest

    def left_as(self, name: str) -> str:
        """The digest of what the report of that name held when it was written; "" where nobody knows."""
        found = self._do("SELECT content FROM reports WHERE name = ? AND NOT writing", (name,)).fetchone()
        return found[0] if found is not None else ""

    def about_to_write_reports(self, names: Iterable[str]) -> None:
        """Note that these are being written, until `keep_report` says how they were left: a run may be killed meanwhile."""
        self._many("UPDATE reports SET writing = 1 WHERE name = ?", ((name,) for name in names))
        self.commit()

    def keep_report(self, name: str, digest: str, content: str) -> None:
        """Remember what a report was made of, when it stands there, and the digest of what it holds."""
        self._do("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, 0)", (name, digest, content))
        self._waiting += 1
        if self._waiting >= _MOST_WAITING:
            self.commit()

    def waiting(self, settings: str) -> int:
        """How many wanted reports are not there as they would be by these settings."""
        found = self._do(
            "SELECT count(*) FROM wanted LEFT JOIN reports USING (name)"
            " WHERE reports.digest IS NOT wanted.digest || '-' || ?",
            (settings,),
        )
        return int(found.fetchone()[0])

    def unremembered(self) -> Iterator[str]:
        """The names of wanted reports that nothing is known of."""
        found = self._do("SELECT DISTINCT name FROM wanted WHERE name NOT IN (SELECT name FROM reports)")
        return (name for (name,) in found)

    def half_written(self) -> Iterator[tuple[str, str]]:
        """The wanted reports that a run was writing when it was killed, and the digest of what they held before."""
        yield from self._do(
            "SELECT name, content FROM reports WHERE writing AND name IN (SELECT name FROM wanted)"
        )

    def leave_report(self, name: str) -> None:
        """Note that a report was left as it was."""
        self._do("UPDATE reports SET writing = 0 WHERE name = ?", (name,))

    def left_over(self) -> tuple[str, ...]:
        """The reports of earlier runs whose responses are gone."""
        found = self._do(
            "SELECT name FROM reports WHERE name NOT IN (SELECT name FROM wanted WHERE name IS NOT NULL) ORDER BY name"
        )
        return tuple(name for (name,) in found)

    def commit(self) -> None:
        """Have everything that was noted so far on the disk."""
        with files.signals_held():  # one that came between the two would leave nothing to be ended
            self._do("COMMIT")
            self._do("BEGIN")
        self._waiting = 0

    def _do(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        with self._told():
            return self._connection.execute(statement, values)

    def _many(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        with self._told():
            self._connection.executemany(statement, values)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"cannot write '{show(str(self._path))}': {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with contextlib.suppress(*((OutputError,) if error is not None else ())):
                self.commit()
        finally:
            self._connection.close()


def _as_text(stretches: Iterable[Stretch]) -> str:
    return ";".join(" ".join(map(str, stretch)) for stretch in stretches)


def _stretches(text: str) -> tuple[Stretch, ...]:
    return tuple(Stretch(*map(int, one.split())) for one in text.split(";"))
