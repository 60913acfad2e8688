"""What a batch is given: each thing once, and nothing passed over in silence."""

import os
from itertools import permutations
from pathlib import Path

import pytest

from coprod_audit.batching.pieces import Ceilings, pieces
from coprod_audit.inputs import inputs
from coprod_audit.responses import Failure
from tests.batch_kit import as_line, drawn, write_files, write_lines
from tests.batching_kit import batch, lines, table


def test_a_file_of_several_names_is_read_once_by_the_first_of_them_whatever_the_order(tmp_path: Path) -> None:
    write_lines(tmp_path / "b.jsonl", drawn(3))
    os.link(tmp_path / "b.jsonl", tmp_path / "a.jsonl")
    (tmp_path / "c.jsonl").symlink_to("b.jsonl")
    for names in permutations(("b.jsonl", "./a.jsonl", "c.jsonl")):
        done = batch(tmp_path, *names, "-o", "out", "--reports", "none")
        assert done.stderr.splitlines()[0] == (
            "2 names lead to what was named already; each is read once: b.jsonl, c.jsonl."
        )
        assert {line["file"] for line in lines(tmp_path / "out/results.jsonl")} == {"a.jsonl"}
        assert len(lines(tmp_path / "out/results.jsonl")) == 3


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (("in/00001.yaml", "in"), "'in/00001.yaml' was named more than once, and is read once."),
        (("in/00001.yaml", "in/x.yaml"), "'in/x.yaml' is the same as 'in/00001.yaml', and is read once."),
        (("in/00001.yaml",), "1 response judged."),
    ],
)
def test_what_is_named_twice_is_told(named: tuple[str, ...], said: str, tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(1))
    if "in/x.yaml" in named:
        (tmp_path / "in/x.yaml").symlink_to("00001.yaml")
    done = batch(tmp_path, *named, "-o", "out", "--reports", "none")
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, said)
    assert len(lines(tmp_path / "out/results.jsonl")) == 1


def two_sheets(path: Path) -> None:
    """A workbook with an empty sheet, two that hold a response each, and one of notes."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(path)
    for name in ("Empty", "A", "B", "Notes"):
        sheet = book.add_worksheet(name)
        if name != "Empty":
            sheet.write_row(0, 0, ("title", "unit", "told"))
            sheet.write_row(1, 0, (f"Project {name}", "What we settle", "nothing"))
    book.close()


def test_sheets_that_are_not_read_are_told(tmp_path: Path) -> None:
    two_sheets(tmp_path / "book.xlsx")
    warning = (
        "book.xlsx:1:1: S019 warning: there are 2 more sheets with something in them, which are not read: 'B', "
        "'Notes'; name each that should be, as 'book.xlsx#B'"
    )
    done = batch(tmp_path, "book.xlsx", "-o", "out")
    assert done.returncode == 0
    assert warning in done.stderr.splitlines()
    assert warning in batch(tmp_path, "--draft-map", "book.xlsx").stderr.splitlines()
    assert "S019" not in batch(tmp_path, "book.xlsx#A", "-o", "out").stderr


def test_a_sheet_is_read_once_whether_it_is_named_or_comes_first(tmp_path: Path) -> None:
    two_sheets(tmp_path / "book.xlsx")
    for names in permutations(("book.xlsx", "book.xlsx#B", "book.xlsx#A")):
        done = batch(tmp_path, *names, "-o", "out", "--reports", "none")
        assert done.returncode == 0
        assert "'book.xlsx#A' is the same as 'book.xlsx', and is read once." in done.stderr
        found = [(one["file"], one["title"]) for one in table(tmp_path / "out/results.csv")]
        assert found == [("book.xlsx", "Project A"), ("book.xlsx#B", "Project B")]


@pytest.mark.parametrize("text", ["", "\n", "\n \r\n\n" * 400])
def test_a_file_in_which_nothing_stands_is_a_failure(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    done = batch(tmp_path, "a.jsonl", "-o", "out")
    assert done.returncode == 1
    assert [(one["file"], one["reason"]) for one in table(tmp_path / "out/failures.csv")] == [
        ("a.jsonl", "there is nothing in it")
    ]


def test_many_blank_lines_are_passed_over_and_those_after_them_keep_their_numbers(tmp_path: Path) -> None:
    one, other = map(as_line, drawn(2))
    (tmp_path / "a.jsonl").write_text(f"{one}{chr(10) * 1500}{other}", encoding="utf-8")
    assert batch(tmp_path, "a.jsonl", "-o", "out").returncode == 0
    assert [line["row"] for line in lines(tmp_path / "out/results.jsonl")] == [1, 1502]
    assert len(table(tmp_path / "out/reports.csv")) == 2


def test_what_is_not_read_in_folders_is_counted_by_how_it_ends(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    for name in ("a.docx", "b.DOCX", "README", ".hidden.docx", "notes.txt"):
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "in/link").symlink_to("../elsewhere")
    done = batch(tmp_path, "in", "-o", "out", "--reports", "none")
    assert done.returncode == 0
    assert done.stderr.splitlines()[:2] == [
        "In the folders 4 files are not read, for what they end in: nothing (1), .docx (2), .txt (1).",
        "1 link to a folder is not followed; name what should be read.",
    ]


def test_an_empty_folder_is_a_failure_beside_others(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(1))
    (tmp_path / "empty").mkdir()
    assert batch(tmp_path, "in", "empty", "-o", "out").returncode == 1
    assert [(one["file"], one["reason"]) for one in table(tmp_path / "out/failures.csv")] == [
        ("empty", "there is nothing in it that can be read")
    ]


def test_a_file_that_vanishes_after_it_was_listed_is_a_failure(tmp_path: Path) -> None:
    write_files(tmp_path, drawn(3))
    write_lines(tmp_path / "b.jsonl", drawn(2))
    given = inputs([str(tmp_path)])
    (tmp_path / "00002.yaml").unlink()
    (tmp_path / "b.jsonl").unlink()
    gone = [one for one in pieces(given.inputs, b"", Ceilings()) if isinstance(one, Failure)]
    assert [(Path(one.file).name, one.reason) for one in gone] == [
        ("00002.yaml", "there is no such file; the nearest name in its folder is '00003.yaml'"),
        ("b.jsonl", "it cannot be read: no such file or directory"),
    ]


@pytest.mark.parametrize("named", ["Organisation", "ORGANISATION", " organi sation", "organi-sation"])
def test_a_field_in_other_letters_is_taken_for_the_one_that_is_meant(named: str, tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(30))
    batch(tmp_path, "a.jsonl", "-o", "exact", "--reports", "none", "--by", "organisation")
    done = batch(tmp_path, "a.jsonl", "-o", "out", "--reports", "none", "--by", named)
    assert done.stderr.splitlines()[0] == f"--by '{named}': the field 'organisation' is meant."
    exact, other = (tmp_path / out / "portfolio.md" for out in ("exact", "out"))
    assert other.read_bytes() == exact.read_bytes()


def test_a_further_column_of_a_table_is_found_in_other_letters_too(tmp_path: Path) -> None:
    rows = "".join(f"Project {n},What we settle,nothing,Ward {n % 2}\n" for n in range(12))
    (tmp_path / "a.csv").write_text(f"title,unit,told,group:Home Ward\n{rows}", encoding="utf-8")
    done = batch(tmp_path, "a.csv", "-o", "out", "--reports", "none", "--by", "home-ward")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0] == "--by 'home-ward': the field 'Home Ward' is meant."
    assert "Ward 1" in (tmp_path / "out/portfolio.md").read_text("utf-8")


def test_a_name_that_fits_two_fields_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "title,unit,told,group:Ward,group:ward\nA,What we settle,nothing,x,y\n", encoding="utf-8"
    )
    done = batch(tmp_path, "a.csv", "-o", "out", "--by", "WARD")
    assert done.returncode == 2
    assert "--by: no field called 'WARD'" in done.stderr


def test_responses_that_are_not_given_any_more_are_counted_once(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    write_lines(tmp_path / "b.jsonl", drawn(9))
    batch(tmp_path, "in", "b.jsonl", "-o", "out", "--reports", "none")
    write_lines(tmp_path / "b.jsonl", drawn(5))
    (tmp_path / "in/00002.yaml").unlink()
    (tmp_path / "in/00003.yaml").write_text("a: [", encoding="utf-8")
    said = "5 responses of the last time are not among the inputs any more: b.jsonl, in/00002.yaml."
    done = batch(tmp_path, "in", "b.jsonl", "-o", "out", "--reports", "none")
    assert done.stderr.splitlines()[0] == said
    again = batch(tmp_path, "in", "b.jsonl", "-o", "out", "--reports", "none")
    assert "of the last time are" not in again.stderr


def test_a_folder_that_a_batch_wrote_into_is_no_input_and_that_is_said(tmp_path: Path) -> None:
    write_files(tmp_path, drawn(2))
    assert batch(tmp_path, "00001.yaml", "00002.yaml", "-o", ".", "--reports", "none").returncode == 0
    done = batch(tmp_path, ".", "-o", "out")
    assert (done.returncode, "a batch wrote into it, so what stands there is passed over" in done.stderr) == (
        2,
        True,
    )
