"""The tables of a batch while they grow: each run has a folder of its own, and the whole takes its place at the end.

What an earlier run wrote, whether it came to its end or not, is read again by stretches: nothing is judged twice.
"""

import contextlib
import os
import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from coprod_audit import disk, files
from coprod_audit.batching.ledger import Ledger, Stretch
from coprod_audit.inputs import STATE


class Growing:
    """The tables that one run writes, by name. Every method raises OutputError where the system refuses."""

    def __init__(self, folder: Path, run: int, names: Sequence[str]) -> None:
        """Begin empty tables in a folder for the run, below `folder`, where the whole ones stand."""
        self._folder = folder
        self._own = _run_folder(folder, run)
        self._names = tuple(names)
        with files.told(self._own):
            shutil.rmtree(self._own, ignore_errors=True)
            self._own.mkdir()  # a link that somebody put there is in the way, and not followed
            (self._own / STATE).mkdir()
            self._tables = [self._path(name).open("xb") for name in self._names]
        self._sources: dict[tuple[int, int], BinaryIO | None] = {}

    def _path(self, name: str) -> Path:
        return self._own / name

    def add(self, texts: Sequence[bytes]) -> tuple[Stretch, ...]:
        """Add a text to each table, in their order, and return where they stand."""
        stretches = list[Stretch]()
        for table, text in zip(self._tables, texts, strict=True):
            with files.told(Path(table.name)):
                stretches.append(Stretch(table.tell(), len(text), zlib.crc32(text)))
                table.write(text)
        return tuple(stretches)

    def add_to(self, name: str, text: bytes) -> None:
        """Add a text to one table, which no piece tells of."""
        table = self._tables[self._names.index(name)]
        with files.told(Path(table.name)):
            table.write(text)

    def found(self, run: int, stretches: Sequence[Stretch]) -> tuple[bytes, ...] | None:
        """What an earlier run wrote in those places; None where it does not stand there any more as it was."""
        if len(stretches) != len(self._names):
            return None
        texts = list[bytes]()
        for number, stretch in enumerate(stretches):
            source = self._source(run, number)
            if source is None:
                return None
            try:
                source.seek(stretch.start)
                text = source.read(stretch.length)
            except (OSError, ValueError, OverflowError, MemoryError):
                return None
            if zlib.crc32(text) != stretch.check or len(text) != stretch.length:
                return None
            texts.append(text)
        return tuple(texts)

    def _source(self, run: int, number: int) -> BinaryIO | None:
        """The table of an earlier run: the one in its folder, or the whole one where the run came to its end."""
        if (run, number) not in self._sources:
            name = self._names[number]
            opened = None
            for path in (_run_folder(self._folder, run) / name, self._folder / name):
                with contextlib.suppress(OSError):
                    opened = path.open("rb")
                    break
            self._sources[run, number] = opened
        return self._sources[run, number]

    def flush(self) -> None:
        """Hand over to the system what was added, before the ledger tells of it."""
        for table in self._tables:
            with files.told(Path(table.name)):
                table.flush()

    def finish(self, ledger: Ledger) -> None:
        """Let every table take its name in the folder, whole and on the disk; what earlier runs left goes."""
        self._close()
        for table in self._tables:
            with files.told(Path(table.name)), open(table.name, "rb") as written:
                disk.sync(written.fileno())
        with files.signals_held():  # so that all are of one run
            for name in self._names:
                made = self._path(name)
                with files.told(self._folder / name):
                    ledger.about_to_write(name, made)
                    disk.replace(made, self._folder / name)
        for left in _run_folders(self._folder):
            shutil.rmtree(left, ignore_errors=True)

    def _close(self) -> None:
        for table in self._tables:
            with files.told(Path(table.name)):
                table.close()
        for source in self._sources.values():
            if source is not None:
                source.close()

    @contextlib.contextmanager
    def held(self) -> Iterator["Growing"]:
        """Hold the tables until the end; what was added stays, for the next run."""
        try:
            yield self
        finally:
            with contextlib.suppress(Exception):
                self._close()


def _run_folder(folder: Path, run: int) -> Path:
    return folder / STATE / f"run-{run}"


def _run_folders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError), os.scandir(folder / STATE) as entries:
        return [Path(entry.path) for entry in entries if entry.name.startswith("run-")]
    return []
