"""What is said of a file that cannot be read, by those who open one without pathlib."""

from pathlib import Path

import pytest

from coprod_audit.bytes_of import read_bytes
from tests.reading_kit import faults_of


def said(path: str, **options: tuple[str, ...]) -> str:
    """The fault of a file."""
    (fault,) = faults_of(lambda: read_bytes(path, 100, "make one", **options))
    return fault.removeprefix("1:1 ")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a charter in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "charter.md").write_text("# A charter\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["docs/charter.md", "./docs//charter.md", "docs/charter.md/"])
def test_a_file_is_read_however_its_name_is_written(here: Path, name: str) -> None:
    assert read_bytes(name, 100, "") == b"# A charter\n"
    assert read_bytes(here / name, 100, "") == b"# A charter\n"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("docs/chartr.md", "F001 there is no such file; check its name, or make one"),
        ("chartr.md", "F001 there is no such file; check its name, or make one"),
        ("doc/charter.md", "F001 there is no such file, and no folder 'doc'; check the path"),
        ("docs", "F002 this is a folder; name a file in it"),
        ("docs/", "F002 this is a folder; name a file in it"),
        ("", "F002 this is a folder; name a file in it"),
        ("/", "F002 this is a folder; name a file in it"),
        ("docs/charter.md/x", "F005 the file cannot be opened (not a directory); check its name"),
        ("a\0b", "F005 the file cannot be opened (valueerror); check its name"),
        ("/dev/null", "F003 this is a pipe or a device; only files are read, so save it into one first"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_cannot_be_read_is_said_with_a_way_out(name: str, sentence: str) -> None:
    assert said(name) == sentence


@pytest.mark.usefixtures("here")
def test_the_names_that_are_proposed_end_as_what_was_wanted_does() -> None:
    endings = (".md",)
    near = "F001 there is no such file; the nearest name in its folder is 'charter.md'"
    assert said("docs/chartr.md", endings=endings) == near
    assert (
        said("docs", endings=endings) == "F002 this is a folder; name a file in it, such as 'docs/charter.md'"
    )


def test_a_file_with_more_than_is_read_is_refused_by_what_it_says_it_has(tmp_path: Path) -> None:
    (tmp_path / "long.yaml").write_bytes(b"x" * 101)
    assert said(str(tmp_path / "long.yaml")).startswith("D001 the file has 101 bytes; at most 100 are read")
