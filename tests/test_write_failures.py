"""A5: whichever call of a save fails, and however, what was saved stands, and the next save works."""

import errno
import os
import re
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from coprod_audit import disk, files
from coprod_audit.errors import OutputError
from coprod_audit.session import Session
from tests.saving_kit import NAME, Failing, names, opened, standing_in, text

ERRORS = ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EMFILE", "EFBIG")

# What may fail without anything being in doubt: what is tidied away, a folder that may not be looked into (it is
# then not synced), and whether there is a temporary file of a killed process.
FORGIVEN = {"unlink", "open_folder", "close"}


class Point(NamedTuple):
    """One save with one failure: which call, what was said, what stood there then, and what the next save left."""

    call: str
    said: str | None
    intact: bool
    retried: int
    recovered: bool
    left_over: list[str]


def sweep(folder: Path, error: int) -> Iterator[Point]:
    """Let each call of a save fail once."""
    n = 0
    while True:
        n += 1
        here = folder / f"{error}-{n}"
        here.mkdir()
        with opened(here) as session:
            session.save(text(1))
            layer = Failing(n, error)
            point = hit(session, layer, here)
        if not layer.hit:
            return
        yield point._replace(left_over=[name for name in names(here) if name not in {NAME, f".{NAME}.saved"}])


def hit(session: Session, layer: Failing, folder: Path) -> Point:
    """Save once with the failure and once without."""
    said = None
    with standing_in(layer):
        try:
            session.save(text(2))
        except OutputError as refused:
            said = str(refused)
    path = folder / NAME
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    intact = found == (text(2) if said is None else text(1)) or (
        found == text(2) and layer.hit == "sync_folder"
    )
    moved = session.save(text(3))
    recovered = moved is None and path.read_text(encoding="utf-8") == text(3)
    return Point(layer.hit, said, intact, layer.retried, recovered, [])


@pytest.mark.parametrize("name", ERRORS)
def test_what_was_saved_stands_and_the_next_save_works(tmp_path: Path, name: str) -> None:
    points = list(sweep(tmp_path, getattr(errno, name)))
    print(f"write failures: {name}: {len(points)} calls")
    assert len(points) >= 20, "the sweep hit nothing, so it has shown nothing"
    assert [p for p in points if not p.intact] == []
    assert [p for p in points if not p.recovered] == []
    assert [p for p in points if p.retried] == []
    assert [p for p in points if p.left_over] == []
    assert {p.call for p in points if p.said is None} <= FORGIVEN
    sentences = {p.said for p in points if p.said is not None}
    assert [s for s in sentences if not re.fullmatch(r"cannot write '\S+/answers\.yaml': planted", s)] == []


def test_a_failed_sync_of_the_folder_is_no_success(tmp_path: Path) -> None:
    said = [p.said for p in sweep(tmp_path, errno.EIO) if p.call == "sync_folder"]
    assert len(said) == 2
    assert None not in said


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path) -> None:
    """Some file systems know no such thing."""
    with opened(tmp_path) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _only_files(os.fsync))
        assert session.save(text(1)) is None


def _only_files(real: object) -> object:
    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.EINVAL, "Invalid argument")
        assert callable(real)
        real(descriptor)

    return fsync


def test_a_real_limit_on_the_size_of_files_is_said_and_survived(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(tmp_path) as session:
        session.save(text(1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        try:
            with pytest.raises(OutputError, match=r"answers\.yaml': file too large$"):
                session.save(text(2))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (tmp_path / NAME).read_text(encoding="utf-8") == text(1)
        assert session.save(text(3)) is None
    assert names(tmp_path) == [f".{NAME}.saved", NAME]


def test_a_folder_that_vanished_is_named_and_welcome_back(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    session = opened(folder)
    session.save(text(1))
    folder.rename(tmp_path / "away")
    with pytest.raises(OutputError, match=r"there is no such folder; make it with 'mkdir -p \S+stick'"):
        session.save(text(2))
    (tmp_path / "away").rename(folder)
    assert session.save(text(3)) is None
    session.close()
    assert (folder / NAME).read_text(encoding="utf-8") == text(3)


def test_a_sync_that_is_tried_again_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = disk.write

    def stubborn(descriptor: int, data: bytes) -> None:
        real(descriptor, data)
        try:
            disk.sync(descriptor)
        except OSError:
            disk.sync(descriptor)

    monkeypatch.setattr(disk, "write", stubborn)
    assert any(p.retried for p in sweep(tmp_path, errno.EIO))


def test_writing_in_place_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, data: bytes, mode: int = files.PRIVATE) -> None:
        with files.told(path):
            files.remove(path)
            files.fill(path, data, files.PRIVATE)

    monkeypatch.setattr(files, "put", in_place)
    assert any(not p.intact for p in sweep(tmp_path, errno.ENOSPC))
