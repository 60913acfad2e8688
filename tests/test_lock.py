"""The lock on a file of answers: one sitting at a time, and who has it."""

import errno
import os
from pathlib import Path

import pytest

from coprod_audit import disk
from coprod_audit.errors import UsageError
from coprod_audit.lock import Busy, Lock
from tests.saving_kit import ANN, BEN, NOW, names


def take(folder: Path, owner: object = BEN, now: str = NOW) -> Lock:
    assert owner in {ANN, BEN}
    return Lock.take(folder / "lock", Path("answers.yaml"), ANN if owner == ANN else BEN, now)


@pytest.mark.parametrize(
    ("since", "now", "told"),
    [
        ("2026-05-12T14:05:33", "2026-05-12T16:00", "since 14:05 "),
        ("2026-05-11T14:05", "2026-05-12T09:00", "since 2026-05-11 14:05 "),
    ],
)
def test_the_second_is_told_who_and_since_when_and_what_to_do(
    tmp_path: Path, since: str, now: str, told: str
) -> None:
    lock = take(tmp_path, ANN, since)
    with pytest.raises(Busy) as refused:
        take(tmp_path, BEN, now)
    assert str(refused.value) == (
        f"'answers.yaml' is being answered by Ann on library-pc {told}(process 4711); "
        "join in there, wait until that sitting ends, or name another file"
    )
    lock.release()
    take(tmp_path).release()
    assert names(tmp_path) == []


def test_a_lock_file_left_behind_is_taken_over_and_tells_that_a_sitting_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(ANN.told(NOW))
    lock = take(tmp_path)
    assert (lock.held, lock.left_behind) == (True, True)
    assert (tmp_path / "lock").read_bytes() == BEN.told(NOW)
    lock.release()
    lock = take(tmp_path)
    assert (lock.held, lock.left_behind) == (True, False)
    lock.release()


def test_where_the_name_was_taken_away_in_the_meantime_the_lock_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sitting ends between our opening the file and our locking it: the lock would be on a file nobody sees."""
    real, tries = disk.lock, []

    def after_somebody_ended(descriptor: int) -> None:
        tries.append(descriptor)
        if len(tries) == 1:
            (tmp_path / "lock").unlink()
        real(descriptor)

    monkeypatch.setattr(disk, "lock", after_somebody_ended)
    lock = take(tmp_path)
    assert len(tries) == 2
    with pytest.raises(Busy):
        take(tmp_path, ANN)
    lock.release()


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_where_locks_do_not_work_one_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(disk, "lock", refuse)
    lock = take(tmp_path)
    assert not lock.held
    lock.release()
    assert names(tmp_path) == []


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EMFILE])
def test_where_no_lock_file_can_be_made_one_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def refuse(path: Path) -> int:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(disk, "open_lock", refuse)
    assert not take(tmp_path).held


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_of_ours_is_named_and_left_alone(tmp_path: Path, kind: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("secret", encoding="utf-8")
    make = {"link": lambda p: p.symlink_to(elsewhere), "folder": Path.mkdir, "pipe": os.mkfifo}
    make[kind](tmp_path / "lock")
    with pytest.raises(UsageError, match="stands where the lock belongs; take it away"):
        take(tmp_path)
    assert elsewhere.read_text(encoding="utf-8") == "secret"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\0", b"one line\n", b"x\n" * 500])
def test_a_lock_file_that_says_nothing_names_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(disk, "pause", lambda: None)
    lock = take(tmp_path, ANN)
    (tmp_path / "lock").write_bytes(data)
    with pytest.raises(Busy, match="is being answered by somebody else; join in there"):
        take(tmp_path)
    lock.release()


def test_a_name_in_the_lock_file_does_not_act_in_a_terminal(tmp_path: Path) -> None:
    lock = take(tmp_path, ANN)
    (tmp_path / "lock").write_bytes(b"\x1b[2JMallory\nhost\n1\n2026-05-12T14:05\n")
    with pytest.raises(Busy, match=r"by \\x1b\[2JMallory on host"):
        take(tmp_path)
    lock.release()
