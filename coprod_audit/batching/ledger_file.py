"""The SQLite file that a ledger is kept in: opened or made, and put beside where it cannot be used.

What it holds is only memory. So a file that is closed to us, damaged or not of our making stands in nobody's way: it
keeps its content under another name, and everything is judged anew.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coprod_audit import disk, files
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.taken import reason

_FORMAT: Final = 2
_PATIENCE: Final = 50
"""How often a folder that somebody has just now is asked for; a pause lies between two times."""

_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CANTOPEN}
"""What the system refuses, whatever stands in the file."""

LOST: Final = "ledger.lost"
"""What a file is called that could not be used: the last one is kept."""


_TABLES: Final = (
    (
        "CREATE TABLE pieces (digest BLOB PRIMARY KEY, run INTEGER NOT NULL CHECK (run BETWEEN 1 AND 999999999),"
        " responses INTEGER NOT NULL CHECK (responses BETWEEN 0 AND 999999999),"
        " failures INTEGER NOT NULL CHECK (failures BETWEEN 0 AND 999999999), stretches TEXT NOT NULL) WITHOUT ROWID"
    ),
    "CREATE TABLE written (name TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL)",
    (
        "CREATE TABLE reports (name TEXT PRIMARY KEY, digest TEXT NOT NULL, content TEXT NOT NULL,"
        " writing INTEGER NOT NULL)"
    ),
    "CREATE TABLE given (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID",
)
"""As SQLite gives them back: a file whose tables are others is not ours."""

_CACHE: Final = 200

_OF_THIS_RUN: Final = (
    "CREATE TEMP TABLE views (project INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL)",
    (
        "CREATE TEMP TABLE wanted (piece INTEGER NOT NULL, file TEXT NOT NULL, row INTEGER NOT NULL,"
        " digest TEXT NOT NULL, base TEXT NOT NULL, view TEXT NOT NULL, name TEXT)"
    ),
)


class _UnusableError(Exception):
    """The file is no ledger that we can read; the text says why, as the end of a sentence."""


def connected(path: Path) -> tuple[sqlite3.Connection, str]:
    """The file, held for us alone, with its tables; and why what was remembered is lost, "" where it is not.

    Raises UsageError where another batch has it, OutputError where the system refuses.
    """
    with files.told(path), _alone(path):
        try:
            return _connected(path), ""
        except _UnusableError as unusable:
            _put_beside(path)
            try:
                return _connected(path), str(unusable)
            except _UnusableError as error:
                raise OSError(0, str(error)) from error


def _connected(path: Path) -> sqlite3.Connection:
    _look_at(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.5)
    try:
        with _refusals(path):
            _check(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            for schema in ("main", "temp"):  # in KiB: memory stays flat, and what is met at random is little
                connection.execute(f"PRAGMA {schema}.cache_size = -{_CACHE}")
            connection.execute("BEGIN EXCLUSIVE")
            for table in _OF_THIS_RUN:
                connection.execute(table)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_at(path: Path) -> None:
    """Raise _UnusableError for a file that is closed to us: SQLite has one word for this and for much else."""
    try:
        os.close(os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)))
    except FileNotFoundError:
        return
    except (PermissionError, IsADirectoryError) as error:
        raise _UnusableError(reason(error)) from error


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Sort what SQLite says: somebody else has the file, the system refuses, or the file is of no use."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise _busy(path, str(error)) from error
        if code in _REFUSED:
            raise OSError(0, str(error)) from error
        raise _UnusableError(str(error)) from error


def _check(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file. Raises _UnusableError where others stand there, or these are not whole."""
    there = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if not there and not found:
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    elif found != _FORMAT or there != set(_TABLES):
        raise _UnusableError("it is not as this version keeps it")
    elif (said := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise _UnusableError(str(said).replace("\n", " "))


def _put_beside(path: Path) -> None:
    """Give the file another name, and take away what SQLite keeps beside it, or the next would be mended with it."""
    disk.replace(path, path.with_name(LOST))
    for ending in ("-journal", "-wal", "-shm"):
        files.remove(path.with_name(path.name + ending))


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let nobody else put the file beside meanwhile, where the system can lock folders."""
    descriptor = disk.open_folder(path.parent)
    if descriptor is None:
        yield
        return
    try:
        _lock(descriptor, path)
        yield
    finally:
        disk.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    for _ in range(_PATIENCE):
        try:
            disk.lock(descriptor)
        except BlockingIOError:
            disk.pause()
        except OSError:
            return  # a file system that knows no locks
        else:
            return
    raise _busy(path, "it is locked")


def _busy(path: Path, why: str) -> UsageError:
    return UsageError(
        f"another batch is writing there ('{show(str(path))}': {why}); wait until it ends, or name another folder with -o"
    )
