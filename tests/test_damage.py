"""A6: a file that was damaged, or changed by hand. It is noticed, named, never overwritten, and the last save is offered."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from coprod_audit import loading
from coprod_audit.beside import Saved
from coprod_audit.errors import InputError
from coprod_audit.session import Changed, Missing, Whole
from tests.saving_kit import NAME, NOW, names, opened, questionnaire, text

GOOD = text(3).encode()
SIDE = f".{NAME}.saved"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with the file of a sitting in which three questions were answered."""
    folder = tmp_path / "saved"
    folder.mkdir()
    with opened(folder) as session:
        session.save(text(2))
        session.save(text(3))
    return folder


def unnoticed(folder: Path, damaged: Iterable[bytes]) -> list[bytes]:
    """The damage that is not told, or not kept as it is, or for which the last save is not offered."""
    found = []
    for data in damaged:
        (folder / NAME).write_bytes(data)
        with opened(folder) as session:
            told = session.found == Changed(data, text(3), NOW)
        if not told or (folder / NAME).read_bytes() != data:
            found.append(data)
    return found


def flipped(data: bytes, times: int) -> Iterable[bytes]:
    """The data with one bit turned, so many times, by lot (always the same)."""
    lots = random.Random(11)  # noqa: S311 - nothing is secret here
    for _ in range(times):
        place, bit = lots.randrange(len(data)), 1 << lots.randrange(8)
        yield data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]


def test_every_beginning_of_the_file_is_known_to_be_cut(saved: Path) -> None:
    assert unnoticed(saved, (GOOD[:length] for length in range(len(GOOD)))) == []


@pytest.mark.parametrize("size", [1, 100, len(GOOD), 5000])
def test_zeros_are_known_for_what_they_are(saved: Path, size: int) -> None:
    assert unnoticed(saved, [bytes(size)]) == []


def test_a_bit_that_turned_is_noticed(saved: Path) -> None:
    assert unnoticed(saved, flipped(GOOD, 300)) == []


@pytest.mark.slow
@pytest.mark.exhaustive
def test_ten_thousand_turned_bits_are_noticed(saved: Path) -> None:
    assert unnoticed(saved, flipped(GOOD, 10_000)) == []


def test_a_harness_that_compares_nothing_is_caught(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Saved, "vouches_for", lambda self, data, cut_off: True)
    assert unnoticed(saved, [GOOD[:-20]]) == [GOOD[:-20]]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("coprod-ladder 1.0", "another 1.0", "A009"),
        ("answers/1", "answers/99", "D025"),
        ("answers/1", "questionnaire/1", "D025"),
    ],
)
def test_what_cannot_be_used_is_noticed_and_named(saved: Path, before: str, after: str, code: str) -> None:
    data = text(3).replace(before, after).encode()
    assert unnoticed(saved, [data]) == []
    with pytest.raises(InputError) as refused:
        loading.load_answers(saved / NAME, questionnaire())
    assert code in {finding.code for finding in refused.value.findings}


def test_answers_to_another_version_are_noticed_and_warned_of(saved: Path) -> None:
    data = text(3).replace("coprod-ladder 1.0", "coprod-ladder 0.9").encode()
    assert unnoticed(saved, [data]) == []
    warnings = loading.load_answers(saved / NAME, questionnaire())[1]
    assert [warning.code for warning in warnings] == ["A010"]


@pytest.mark.parametrize("data", [b"", bytes(100), b"\xff\xfe", GOOD[:40]])
def test_with_nothing_beside_it_the_readers_name_the_fault_and_nothing_is_touched(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / NAME).write_bytes(data)
    with opened(tmp_path) as session:
        assert session.found == Whole(data, vouched=False)
    with pytest.raises(InputError):
        loading.load_answers(tmp_path / NAME, questionnaire())
    assert names(tmp_path) == [NAME]
    assert (tmp_path / NAME).read_bytes() == data


def test_a_side_file_that_is_damaged_alarms_nobody(saved: Path) -> None:
    side = (saved / SIDE).read_bytes()
    cut = [side[:length] for length in range(0, len(side), 7)]
    deep = [b"[" * 100_000, b"{}", b"[]", b"null", b'{"coprod-audit": "saved/2"}', bytes(300)]
    for data in [*cut, *flipped(side, 300), *deep]:
        (saved / SIDE).write_bytes(data)
        with opened(saved) as session:
            assert isinstance(session.found, Whole)
            assert session.found.data == GOOD


def test_a_side_file_that_is_a_link_is_not_followed(saved: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (saved / SIDE).rename(elsewhere)
    (saved / SIDE).symlink_to(elsewhere)
    kept = elsewhere.read_bytes()
    with opened(saved) as session:
        assert session.found == Whole(GOOD, vouched=False)
        session.save(text(4))
    assert elsewhere.read_bytes() == kept


def test_putting_back_what_was_saved_keeps_what_was_found(saved: Path) -> None:
    (saved / NAME).write_bytes(GOOD[:100])
    with opened(saved) as session:
        copy = session.restore()
        assert copy == saved / f"{NAME}.found.bak"
        assert session.kept == (copy,)
        assert session.found == Whole(GOOD)
        session.save(text(4))
    assert copy.read_bytes() == GOOD[:100]
    assert (saved / NAME).read_text(encoding="utf-8") == text(4)
    assert names(saved) == [SIDE, NAME, f"{NAME}.found.bak"]


def test_using_what_was_found_keeps_both_it_and_what_was_saved(saved: Path) -> None:
    by_hand = b"# Zo\xc3\xab was not there.\n" + GOOD
    (saved / NAME).write_bytes(by_hand)
    with opened(saved) as session:
        session.accept()
        assert session.kept == (saved / f"{NAME}.saved.bak", saved / f"{NAME}.found.bak")
        assert (saved / NAME).read_bytes() == by_hand
        session.save(text(4))
    assert [path.read_bytes() for path in session.kept] == [GOOD, by_hand]
    assert [path.stat().st_mode & 0o777 for path in session.kept] == [0o600, 0o600]


def test_what_was_accepted_once_is_no_change_the_next_time(saved: Path) -> None:
    by_hand = b"# by hand\n" + GOOD
    (saved / NAME).write_bytes(by_hand)
    with opened(saved) as session:
        session.accept()
    with opened(saved) as session:
        assert session.found == Whole(by_hand)


def test_a_save_that_nobody_decided_upon_keeps_everything(saved: Path) -> None:
    (saved / NAME).write_bytes(b"# by hand\n" + GOOD)
    with opened(saved) as session:
        assert session.save(text(4)) is None
    assert names(saved) == [SIDE, NAME, f"{NAME}.found.bak", f"{NAME}.saved.bak"]


def test_the_same_copy_is_not_made_twice_and_another_one_has_another_name(saved: Path) -> None:
    for data in (GOOD[:50], GOOD[:50], GOOD[:60]):
        (saved / NAME).write_bytes(data)
        with opened(saved) as session:
            session.restore()
    assert names(saved) == [SIDE, NAME, f"{NAME}.found.2.bak", f"{NAME}.found.bak"]
    assert (saved / f"{NAME}.found.2.bak").read_bytes() == GOOD[:60]


def test_a_first_file_by_hand_is_kept_with_its_comments(tmp_path: Path) -> None:
    by_hand = b"# as we said on Monday\n" + GOOD
    (tmp_path / NAME).write_bytes(by_hand)
    with opened(tmp_path) as session:
        assert session.found == Whole(by_hand, vouched=False)
        session.save(text(4))
        assert session.kept == (tmp_path / f"{NAME}.found.bak",)
    assert (tmp_path / f"{NAME}.found.bak").read_bytes() == by_hand


def test_a_file_that_was_taken_away_can_be_put_back(saved: Path) -> None:
    (saved / NAME).unlink()
    with opened(saved) as session:
        assert session.found == Missing(text(3), NOW)
        assert session.restore() is None
    with opened(saved) as session:
        assert session.found == Whole(GOOD)
    assert (saved / NAME).read_bytes() == GOOD


def test_whoever_begins_anew_where_a_file_was_taken_away_loses_nothing(saved: Path) -> None:
    (saved / NAME).unlink()
    with opened(saved) as session:
        session.save(text(1))
    assert (saved / f"{NAME}.saved.bak").read_bytes() == GOOD


def test_damage_is_still_damage_where_putting_right_was_cut_off(saved: Path) -> None:
    """The side file is written first, and must not vouch for the damage that it is about to put right."""
    (saved / NAME).write_bytes(GOOD[:100])
    with opened(saved) as session:
        session.restore()
    (saved / NAME).write_bytes(GOOD[:100])
    (saved / f".{NAME}.lock").touch()
    with opened(saved) as session:
        assert session.found == Changed(GOOD[:100], text(3), NOW)
