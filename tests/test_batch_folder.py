"""The folder that a batch writes into: what it never overwrites, never follows, and does when its memory is lost."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from coprod_audit.batching import folder
from tests.batch_kit import drawn, write_files, write_lines
from tests.batching_kit import Done, batch, everything, table

LEDGER = ".coprod-audit/ledger.sqlite"
ANEW = "everything is judged anew."


def judged(here: Path, *more: str) -> str:
    """Judge `in`, which goes well, and return what was said."""
    done = batch(here, "in", "-o", "out", *more)
    assert done.returncode == 0, done.stderr
    return done.stderr


def damaged(ledger: Path) -> None:
    ledger.write_bytes(b"no database " * 100)


def cut(ledger: Path) -> None:
    os.truncate(ledger, ledger.stat().st_size - 3000)


def of_another_version(ledger: Path) -> None:
    with sqlite3.connect(ledger) as held:
        held.execute("PRAGMA user_version = 77")
    held.close()


def with_another_table(ledger: Path) -> None:
    with sqlite3.connect(ledger) as held:
        held.execute("ALTER TABLE pieces ADD COLUMN mood TEXT")
    held.close()


def with_a_run_that_is_none(ledger: Path) -> None:
    with sqlite3.connect(ledger) as held:
        held.execute("PRAGMA ignore_check_constraints = ON")
        held.execute("UPDATE pieces SET run = '../../elsewhere'")
    held.close()


def a_folder(ledger: Path) -> None:
    ledger.unlink()
    ledger.mkdir()


@pytest.mark.parametrize(
    "harm", [damaged, cut, of_another_version, with_another_table, with_a_run_that_is_none, a_folder]
)
def test_a_memory_that_is_of_no_use_is_put_beside_and_all_is_judged_anew(
    harm: object, tmp_path: Path
) -> None:
    write_files(tmp_path / "in", drawn(6))
    judged(tmp_path)
    before = everything(tmp_path / "out")
    assert callable(harm)
    harm(tmp_path / "out" / LEDGER)
    said = judged(tmp_path).splitlines()
    assert said[0].startswith("What was remembered in 'out' is of no use (")
    assert said[0].endswith(f"); {ANEW}")
    assert said[1] == "6 responses judged. 0 reports written or changed."
    assert everything(tmp_path / "out") == before
    assert (tmp_path / "out/.coprod-audit/ledger.lost").exists()
    assert "6 unchanged since the last time" in judged(tmp_path)


def as_anybody(here: Path, *arguments: str) -> Done:
    """A batch by somebody to whom files can be closed: root without its special rights is such a one."""
    rights = "-dac_override,-dac_read_search"
    command = ["setpriv", "--bounding-set", rights, "--inh-caps", rights] if os.getuid() == 0 else []
    return batch(here, *arguments, by=command)


@pytest.mark.skipif(
    os.name != "posix" or (os.getuid() == 0 and not shutil.which("setpriv")),
    reason="nothing is closed to root",
)
def test_a_memory_that_is_closed_to_us_is_put_beside_too_and_a_closed_folder_is_a_sentence(
    tmp_path: Path,
) -> None:
    write_files(tmp_path / "in", drawn(2))
    judged(tmp_path)
    (tmp_path / "out" / LEDGER).chmod(0)
    done = as_anybody(tmp_path, "in", "-o", "out")
    assert done.stderr.startswith(
        f"What was remembered in 'out' is of no use (permission denied); {ANEW}\n2 responses judged. 0 reports"
    )
    for name in ("out/reports", "out/.coprod-audit", "out"):
        (tmp_path / name).chmod(0o555)
        done = as_anybody(tmp_path, "in", "-o", "out")
        (tmp_path / name).chmod(0o755)
        said = f"coprod-audit: cannot write 'out': nothing may be written into '{Path(name).name}'\n"
        assert (done.returncode, done.stderr) == (2, said)


def test_without_memory_what_only_looks_like_ours_is_kept_where_it_would_be_another(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(6))
    judged(tmp_path)
    shutil.rmtree(tmp_path / "out/.coprod-audit")
    before = everything(tmp_path / "out")
    (tmp_path / "in/00003.yaml").unlink()
    with (tmp_path / "out/results.csv").open("a", encoding="utf-8") as file:
        file.write("my,own,line\n")
    said = judged(tmp_path)
    assert said.splitlines()[0].endswith(f"and nothing is remembered of it; {ANEW}")
    assert (
        "What stood there before and is not the same now is kept in 'out/earlier': answers-long.csv, "
        "portfolio-decisions.svg, portfolio-ladder.svg, portfolio.json, portfolio.md, reports.csv, results.csv, results.jsonl."
    ) in said.splitlines()
    kept = everything(tmp_path / "out/earlier")
    assert kept.pop("results.csv") == before["results.csv"] + b"my,own,line\n"
    assert kept == {name: before[name] for name in kept}
    batch(tmp_path, "in", "-o", "anew")
    after = {name: data for name, data in everything(tmp_path / "out").items() if "earlier" not in name}
    assert {name: after[name] for name in everything(tmp_path / "anew")} == everything(tmp_path / "anew")


def test_without_memory_a_report_that_would_be_another_is_kept_as_well(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    judged(tmp_path)
    report = tmp_path / "out/reports/project-1.md"
    by_hand = report.read_text("utf-8").replace("Project 1", "Project one")
    report.write_text(by_hand, encoding="utf-8")
    shutil.rmtree(tmp_path / "out/.coprod-audit")
    assert "is kept in 'out/earlier': reports/project-1.md." in judged(tmp_path)
    assert (tmp_path / "out/earlier/reports/project-1.md").read_text("utf-8") == by_hand
    assert list(everything(tmp_path / "out/earlier")) == ["reports/project-1.md"]
    assert "Project one" not in report.read_text("utf-8")


def test_what_an_unfinished_run_kept_is_not_lost_by_the_next(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(6))
    judged(tmp_path)
    whole = everything(tmp_path / "out")
    shutil.rmtree(tmp_path / "out/.coprod-audit")
    by_hand = tmp_path / "out/reports/project-1.md"
    changed = whole["reports/project-1.md"].replace(b"Project 1", b"Project one")
    by_hand.write_bytes(changed)
    names = ["results.csv", "reports/project-1.md"]
    folder.keep(tmp_path / "out", names)  # as a run does before it writes
    by_hand.unlink()
    by_hand.write_bytes(whole["reports/project-1.md"])
    folder.keep(tmp_path / "out", names)
    assert "is kept in 'out/earlier': reports/project-1.md." in judged(tmp_path)
    assert everything(tmp_path / "out") == {**whole, "earlier/reports/project-1.md": changed}


def test_a_report_that_somebody_changed_is_kept_when_its_response_changes(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    judged(tmp_path)
    report, picture = (tmp_path / f"out/reports/project-1{ending}" for ending in (".md", ".svg"))
    by_hand = report.read_text("utf-8").replace("Project 1", "Our project")
    report.write_text(by_hand, encoding="utf-8")
    drawn_before = picture.read_bytes()
    assert "0 reports written or changed." in judged(tmp_path)
    for one in sorted((tmp_path / "in").iterdir()):
        one.write_text(
            one.read_text("utf-8").replace("Riverside Council about", "the council about"), encoding="utf-8"
        )
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 1
    assert (
        "coprod-audit: no report of 'in/00001.yaml': 'out/reports/project-1.md' is not as it was left: somebody changed "
        "it since; take it away, or replace it with --force"
    ) in done.stderr.splitlines()
    assert "1 report written or changed." in done.stderr
    assert (report.read_text("utf-8"), picture.read_bytes()) == (by_hand, drawn_before)
    judged(tmp_path, "--force")
    assert "Our project" not in report.read_text("utf-8")
    assert "0 reports written or changed." in judged(tmp_path)


def test_what_is_not_even_like_ours_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/results.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "out/portfolio.md").write_text("# My portfolio\n", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 2
    assert "in 'out' there are results.csv, portfolio.md, which no batch wrote" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["portfolio.md", "results.csv"]


@pytest.mark.parametrize("name", ["reports", ".coprod-audit"])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_no_link_leads_out_of_the_folder(name: str, force: tuple[str, ...], tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).symlink_to("../elsewhere")
    done = batch(tmp_path, "in", "-o", "out", *force)
    assert done.returncode == 2
    assert f"'out/{name}' is a link, and links are not followed when writing; take it away" in done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


@pytest.mark.parametrize("name", ["ledger.sqlite", "ledger.sqlite-journal", "run-1", "counts.jsonl"])
def test_no_link_in_the_memory_is_followed_either(name: str, tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    judged(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs", encoding="utf-8")
    (tmp_path / "out/.coprod-audit" / name).unlink(missing_ok=True)
    (tmp_path / "out/.coprod-audit" / name).symlink_to(elsewhere)
    done = batch(tmp_path, "in", "-o", "out", "--force")
    assert done.returncode == 2
    assert f"'out/.coprod-audit/{name}' is a link" in done.stderr
    assert elsewhere.read_text("utf-8") == "theirs"


@pytest.mark.parametrize("name", ["results.csv", "portfolio.md", "reports/project-1.md"])
def test_a_link_in_place_of_a_file_is_left_alone_and_what_it_leads_to_as_well(
    name: str, tmp_path: Path
) -> None:
    write_files(tmp_path / "in", drawn(2))
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs", encoding="utf-8")
    (tmp_path / "out/reports").mkdir(parents=True)
    (tmp_path / "out" / name).symlink_to(theirs)
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == (1 if name.startswith("reports") else 2)
    assert (tmp_path / "out" / name).is_symlink()
    batch(tmp_path, "in", "-o", "out", "--force")
    assert theirs.read_text("utf-8") == "theirs"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to("elsewhere")
    judged(tmp_path)
    assert (tmp_path / "elsewhere/portfolio.md").exists()


def test_a_ledger_that_counts_wrongly_is_not_believed(tmp_path: Path) -> None:
    write_lines(tmp_path / "in", drawn(6)).rename(tmp_path / "in.jsonl")
    batch(tmp_path, "in.jsonl", "-o", "out")
    before = everything(tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / LEDGER) as held:
        held.execute("UPDATE pieces SET responses = 500")
    held.close()
    done = batch(tmp_path, "in.jsonl", "-o", "out")
    assert done.stderr.splitlines()[0] == "6 responses judged. 0 reports written or changed."
    assert everything(tmp_path / "out") == before


def test_pictures_of_a_portfolio_that_shows_nothing_any_more_are_taken_away(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(6))
    judged(tmp_path)
    assert (tmp_path / "out/portfolio-ladder.svg").exists()
    for number in (1, 2, 3):
        (tmp_path / f"in/0000{number}.yaml").unlink()
    judged(tmp_path)
    assert [path.name for path in (tmp_path / "out").glob("*.svg")] == []


def test_half_a_report_that_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    judged(tmp_path)
    for name in (".project-1.md.4711.tmp", ".mine.tmp"):
        (tmp_path / "out/reports" / name).write_text("ha", encoding="utf-8")
    judged(tmp_path)
    assert [path.name for path in (tmp_path / "out/reports").glob(".*")] == [".mine.tmp"]


def test_without_the_answers_everything_else_is_the_same(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", drawn(700))
    for out, options in (("with", ()), ("without", ("--no-answers",))):
        done = batch(tmp_path, "in.jsonl", "-o", out, "--reports", "none", *options)
        assert done.returncode == 0
    whole, less = everything(tmp_path / "with"), everything(tmp_path / "without")
    assert set(whole) - set(less) == {"answers-long.csv"}
    assert {name for name in less if less[name] != whole[name]} == {"data-dictionary.csv"}
    said = table(tmp_path / "with/data-dictionary.csv")
    assert table(tmp_path / "without/data-dictionary.csv") == [
        row for row in said if row["table"] != "answers-long.csv"
    ]


def test_the_answers_of_an_earlier_run_are_taken_away_where_they_are_not_wanted_any_more(
    tmp_path: Path,
) -> None:
    write_files(tmp_path / "in", drawn(3))
    judged(tmp_path)
    judged(tmp_path, "--no-answers")
    assert not (tmp_path / "out/answers-long.csv").exists()
    assert "3 unchanged since the last time" in judged(tmp_path, "--no-answers")
    (tmp_path / "out/answers-long.csv").write_text("mine", encoding="utf-8")
    judged(tmp_path, "--no-answers")
    assert (tmp_path / "out/answers-long.csv").read_text("utf-8") == "mine"
    assert batch(tmp_path, "in", "-o", "out").returncode == 2


def test_a_folder_that_was_copied_goes_on_where_it_was(tmp_path: Path) -> None:
    """Copies have other dates; what stands in them is the same."""
    write_files(tmp_path / "in", drawn(3))
    judged(tmp_path)
    shutil.copytree(tmp_path / "out", tmp_path / "copy", copy_function=shutil.copyfile)
    done = batch(tmp_path, "in", "-o", "copy")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        0,
        "3 responses: 0 judged now, 3 unchanged since the last time. 0 reports written or changed.",
    )
    assert not (tmp_path / "copy/earlier").exists()


def test_a_table_of_the_same_length_with_another_word_is_kept(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    judged(tmp_path)
    results = tmp_path / "out/results.csv"
    changed = results.read_bytes().replace(b"Project 1", b"Project X", 1)
    results.write_bytes(changed)
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "is kept in 'out/earlier': results.csv." in done.stderr
    assert (tmp_path / "out/earlier/results.csv").read_bytes() == changed


def test_force_replaces_a_report_that_somebody_changed_and_keeps_what_it_held(tmp_path: Path) -> None:
    said = drawn(2)
    write_files(tmp_path / "in", said)
    judged(tmp_path)
    report = tmp_path / "out/reports/project-1.md"
    edited = f"{report.read_text('utf-8')}\nSeen by Ann.\n"
    report.write_text(edited, encoding="utf-8")
    said[1]["project"]["unit"] = "Decisions of the council about the park, 2025-26"
    write_files(tmp_path / "in", said)
    done = batch(tmp_path, "in", "-o", "out", "--force")
    assert done.returncode == 0, done.stderr
    assert "is kept in 'out/earlier': reports/project-1.md." in done.stderr
    assert (tmp_path / "out/earlier/reports/project-1.md").read_text("utf-8") == edited
    assert "Seen by Ann." not in report.read_text("utf-8")


def test_reports_that_a_killed_run_was_writing_are_written_again_whatever_they_hold_by_now(
    tmp_path: Path,
) -> None:
    """Nobody knows whether the run or somebody else left them so: they are replaced, and what they held is kept."""
    said = drawn(2)
    write_files(tmp_path / "in", said)
    judged(tmp_path)
    with sqlite3.connect(tmp_path / "out/.coprod-audit/ledger.sqlite") as ledger:
        ledger.execute("UPDATE reports SET writing = 1")
    ledger.close()
    report = tmp_path / "out/reports/project-1.md"
    half_way = report.read_text("utf-8").replace("Riverside Council", "Hillside Council")
    report.write_text(half_way, encoding="utf-8")
    said[0]["project"]["unit"] = "Decisions of Lakeside Council about the park, 2025-26"
    write_files(tmp_path / "in", said)
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "Lakeside Council" in report.read_text("utf-8")
    kept = tmp_path / "out/earlier/reports"
    assert {path.name: path.read_text("utf-8") for path in kept.iterdir()} == {"project-1.md": half_way}
    assert "0 reports written or changed." in judged(tmp_path)
