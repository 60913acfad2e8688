"""A sitting's hold on its file: what it finds, what it says where nothing can be kept, drafts, and other places."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import disk, files
from coprod_audit.errors import InputError, OutputError, UsageError
from coprod_audit.session import Busy, Missing, Session, Whole
from tests.saving_kit import ANN, BEN, NAME, NOW, names, opened

SIDE = f".{NAME}.saved"


def test_during_a_sitting_the_lock_lies_beside_the_file_and_afterwards_the_last_save_and_what_was_being_typed(
    tmp_path: Path,
) -> None:
    session = opened(tmp_path)
    assert session.found == Missing()
    assert session.save("one\n") is None
    session.draft("told", "half a sent")
    assert names(tmp_path) == [f".{NAME}.draft", f".{NAME}.lock", SIDE, NAME]
    session.close()
    session.close()
    assert names(tmp_path) == [f".{NAME}.draft", SIDE, NAME]
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names(tmp_path)}
    assert modes == {0o600}


def test_the_draft_of_a_sitting_that_was_ended_is_found_and_an_answer_clears_it(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.draft("told", "Zoë said:\n\nwe were ask")
    with opened(tmp_path) as session:
        assert session.drafted == ("told", "Zoë said:\n\nwe were ask")
        session.clear_draft()
        assert names(tmp_path) == [f".{NAME}.lock"]
    with opened(tmp_path) as session:
        assert session.drafted is None


@pytest.mark.parametrize(
    "data", [b"", bytes(40), b"coprod-audit: draft/1\n", b"coprod-audit: draft/2\ntold\nx", b"\xff"]
)
def test_a_draft_that_is_not_whole_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / f".{NAME}.draft").write_bytes(data)
    with opened(tmp_path) as session:
        assert session.drafted is None


def test_a_draft_that_cannot_be_kept_is_not_worth_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with opened(folder) as session:
        folder.rename(tmp_path / "away")
        session.draft("told", "half")
        assert names(tmp_path / "away") == [f".{NAME}.lock"]
        session.clear_draft()
    assert names(tmp_path) == ["away"]


@given(st.text())
def test_any_draft_is_found_as_it_was_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("draft")
    session = opened(folder)
    session.draft("told", text)
    data = (folder / f".{NAME}.draft").read_bytes()
    session.close()
    (folder / f".{NAME}.draft").write_bytes(data)
    with opened(folder) as session:
        assert session.drafted == (None if "\0" in text else ("told", text))


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_found_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    with opened(folder) as session:
        session.save(text)
    with opened(folder) as session:
        assert session.found == Whole(text.encode())


def test_half_a_character_is_refused_and_what_was_saved_stands(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.save("one\n")
        with pytest.raises(OutputError):
            session.save("\ud800")
        assert session.save("two\n") is None
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "two\n"


@pytest.mark.parametrize("name", ["x" * 240 + ".yaml", "\u5b57" * 82 + ".yaml", ".hidden", "no ending"])
def test_a_long_or_odd_name_is_no_obstacle(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Session.open(path, now=NOW, owner=ANN) as session:
        session.save("one\n")
        session.draft("told", "half")
        with pytest.raises(Busy):
            Session.open(path, now=NOW, owner=BEN)
    with Session.open(path, now=NOW, owner=ANN) as session:
        assert session.found == Whole(b"one\n")


def test_two_long_names_that_end_alike_do_not_share_what_lies_beside_them(tmp_path: Path) -> None:
    paths = [tmp_path / (letter * 100 + "x" * 120 + ".yaml") for letter in "ab"]
    for path in paths:
        with Session.open(path, now=NOW, owner=ANN) as session:
            session.save(f"{path.name[0]}\n")
    for path in paths:
        with Session.open(path, now=NOW, owner=ANN) as session:
            assert session.found == Whole(f"{path.name[0]}\n".encode())


def test_a_link_a_folder_and_a_missing_folder_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "folder.yaml").mkdir()
    before = names(tmp_path)
    for name, said in (
        ("link.yaml", "is a link"),
        ("folder.yaml", "is not a plain file; name another file"),
        ("nowhere/a.yaml", "there is no folder"),
    ):
        with pytest.raises(UsageError, match=said):
            Session.open(tmp_path / name, now=NOW, owner=ANN)
    assert names(tmp_path) == before


def test_a_file_that_is_too_large_is_refused_and_the_lock_let_go(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x" * 2000)
    with pytest.raises(InputError):
        Session.open(tmp_path / NAME, now=NOW, owner=ANN, most=1000)
    assert names(tmp_path) == [NAME]


def test_a_link_put_in_the_place_of_the_file_is_not_written_through(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    with opened(tmp_path) as session:
        session.save("one\n")
        (tmp_path / NAME).unlink()
        (tmp_path / NAME).symlink_to(secret)
        moved = session.save("two\n")
    assert moved is not None
    assert moved.ours.read_text(encoding="utf-8") == "two\n"
    assert secret.read_text(encoding="utf-8") == "secret"


def test_a_file_that_was_taken_away_meanwhile_is_written_again(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.save("one\n")
        (tmp_path / NAME).unlink()
        assert session.save("two\n") is None
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "two\n"


def test_the_time_of_the_last_save_is_told_with_what_was_saved(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.save("one\n", now="2026-05-12T15:30")
    (tmp_path / NAME).unlink()
    with opened(tmp_path) as session:
        assert session.found == Missing("one\n", "2026-05-12T15:30")


def test_one_can_go_on_in_another_place(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with opened(tmp_path) as session:
        session.save("one\n")
        session.draft("told", "half")
        session.move(other / "mine.yaml")
        assert names(tmp_path) == [SIDE, NAME, "other"]
        assert session.save("two\n") is None
        assert session.path == other / "mine.yaml"
        with pytest.raises(Busy):
            Session.open(other / "mine.yaml", now=NOW, owner=BEN)
        opened(tmp_path, BEN).close()
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "one\n"
    assert names(other) == [".mine.yaml.saved", "mine.yaml"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("there.yaml", "is there already, and stays as it is; name another file"),
        ("held.yaml", "is being answered by Ben on laptop"),
        ("nowhere/a.yaml", "there is no folder"),
        ("link.yaml", "is a link"),
    ],
)
def test_what_may_not_be_replaced_is_refused_and_the_sitting_stays_where_it_is(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "there.yaml").write_text("theirs\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "there.yaml")
    held = Session.open(tmp_path / "held.yaml", now=NOW, owner=BEN)
    with opened(tmp_path) as session:
        with pytest.raises(UsageError, match=said):
            session.move(tmp_path / name)
        assert session.path == tmp_path / NAME
        assert session.save("one\n") is None
    held.close()
    assert (tmp_path / "there.yaml").read_text(encoding="utf-8") == "theirs\n"


def test_moving_to_where_one_is_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as session:
        session.move(tmp_path / NAME)
        assert session.save("one\n") is None


def test_what_a_killed_save_left_is_tidied_away(tmp_path: Path) -> None:
    gone = 2**22 + 7  # beyond the largest number of a process
    for name in (NAME, f"{NAME}.saved", f"{NAME}.draft"):
        (tmp_path / f".{name}.{gone}.tmp").write_text("half", encoding="utf-8")
    (tmp_path / f".{NAME}.{os.getpid()}.tmp").write_text("ours", encoding="utf-8")
    opened(tmp_path).close()
    assert names(tmp_path) == [f".{NAME}.{os.getpid()}.tmp"]


def test_nothing_is_written_past_the_module_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every call of the module fails, nothing changes: so a layer in its place sees everything."""
    session = opened(tmp_path)
    session.save("one\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    for name in ("create", "write", "replace", "unlink", "link", "read"):
        monkeypatch.setattr(disk, name, fail)
    with pytest.raises(OutputError):
        session.save("two\n")
    session.draft("told", "half")
    session.close()
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert files.PRIVATE == 0o600
