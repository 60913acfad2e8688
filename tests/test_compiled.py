"""Which questionnaires are taken from a compiled copy, and when a copy is passed over."""

import os
from pathlib import Path

import pytest

from coprod_audit import compiled as compiled_room
from coprod_audit import loading
from coprod_audit.compiled import ENDING, compiled, copy_of
from coprod_audit.errors import InputError
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.shipped import shipped_questionnaire
from tests.reading_kit import SMALL, changed, faults_of, read_small


@pytest.fixture(params=["file", "folder"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a questionnaire that is one file, or a folder of such, and its copy."""
    if request.param == "file":
        (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    else:
        head, _, questions = SMALL.partition("questions:\n")
        (tmp_path / "small").mkdir()
        (tmp_path / "small" / "a.yaml").write_text(head, encoding="utf-8")
        (tmp_path / "small" / "b.yaml").write_text(
            f"coprod-audit: questionnaire/1\nquestions:\n{questions}", encoding="utf-8"
        )
    write_copy(tmp_path)
    return tmp_path


def write_copy(folder: Path) -> None:
    """Copy what lies there under the name `small`, with a title of its own by which it is known."""
    found = read_small()._replace(title="From the copy")
    (folder / f"small{ENDING}").write_text(copy_of(found, "small", str(folder)), encoding="utf-8")


def source(folder: Path) -> Path:
    """The file that holds the questions."""
    whole = folder / "small.yaml"
    return whole if whole.exists() else folder / "small" / "b.yaml"


def test_a_copy_is_taken_where_it_is_of_what_lies_beside_it(folder: Path) -> None:
    found = compiled("small", folder=str(folder))
    assert found == read_small()._replace(title="From the copy")
    assert compiled("small", folder=str(folder)) is found, (
        "made once, so that what is worked out of it is too"
    )
    light = compiled("small", advice=False, folder=str(folder))
    assert light is not None
    assert light.recommendations == ()


@pytest.mark.parametrize("size", ["another", "the same"])
def test_a_copy_is_passed_over_where_the_yaml_was_changed(folder: Path, size: str) -> None:
    text = source(folder).read_text(encoding="utf-8")
    new = changed("Tell why", "Tell who" if size == "the same" else "Tell it all", text)
    source(folder).write_text(new, encoding="utf-8")
    assert compiled("small", folder=str(folder)) is None
    write_copy(folder)
    assert compiled("small", folder=str(folder)) is not None


def test_a_copy_is_passed_over_where_a_file_came_or_went(folder: Path) -> None:
    if (folder / "small").is_dir():
        (folder / "small" / "c.yaml").write_text("coprod-audit: questionnaire/1\n", encoding="utf-8")
        assert compiled("small", folder=str(folder)) is None
        (folder / "small" / "c.yaml").unlink()
        assert compiled("small", folder=str(folder)) is not None
    source(folder).unlink()
    assert compiled("small", folder=str(folder)) is None


def test_what_is_no_yaml_does_not_matter(folder: Path) -> None:
    (folder / "README.md").touch()
    if (folder / "small").is_dir():
        (folder / "small" / "notes.txt").touch()
    assert compiled("small", folder=str(folder)) is not None


def test_a_copy_of_another_version_of_the_program_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_room, "VERSION", "99.0")
    assert compiled("small", folder=str(folder)) is None


@pytest.mark.parametrize("name", ["", ".", "..", "other", "../small", "a/small", "small\0", "x" * 5_000])
def test_a_name_that_has_no_copy_or_leads_elsewhere_has_none(folder: Path, name: str) -> None:
    (folder / "a").mkdir()
    assert compiled(name, folder=str(folder / "a")) is None


def test_a_checkout_has_no_copies_so_that_what_one_changes_counts_at_once() -> None:
    assert compiled("coprod-ladder") is None
    assert not [name for name in os.listdir("questionnaires") if name.endswith(ENDING)]


def test_the_copy_is_taken_for_what_ships_unless_it_is_to_be_checked_or_limits_are_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = compiled("small", folder=str(folder))
    monkeypatch.setattr(loading, "compiled", lambda name: copied if name == "coprod-ladder" else None)
    read = loading.read_questionnaire()
    assert read is copied
    assert loading.read_questionnaire("coprod-ladder") is copied
    others = {
        "checked": loading.read_questionnaire(thorough=True),
        "with limits": loading.read_questionnaire(limits=QUESTIONNAIRE_LIMITS._replace(rows=49)),
        "by its path": loading.read_questionnaire("questionnaires/coprod-ladder", thorough=False),
    }
    assert {name: found.id for name, found in others.items()} == dict.fromkeys(others, "coprod-ladder")


def test_the_small_door_gets_what_everybody_gets() -> None:
    assert shipped_questionnaire("coprod-ladder") == loading.read_questionnaire()


@pytest.mark.parametrize("name", ["coprod-lader", "", "questionnaires/coprod-ladder", "small", "../small"])
def test_the_small_door_gets_only_what_ships_whatever_lies_here(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "small").mkdir()
    monkeypatch.chdir(tmp_path)
    (fault,) = faults_of(lambda: shipped_questionnaire(name))
    assert fault.split()[1] == "F007"


def test_the_small_door_takes_the_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = compiled("small", folder=str(folder))
    assert copied is not None
    monkeypatch.setattr("coprod_audit.shipped.compiled", lambda *_, **__: copied)
    assert shipped_questionnaire("small") is copied
    monkeypatch.undo()
    with pytest.raises(InputError, match="no questionnaire called 'small'"):
        shipped_questionnaire("small")
