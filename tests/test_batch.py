"""A batch from end to end: what it writes, that nothing depends on order or on how many work, and what a second run does."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from coprod_audit import loading
from coprod_audit.assessment import assess
from coprod_audit.batching import folder
from coprod_audit.csv_cells import unguarded
from coprod_audit.result import as_data
from tests.batch_kit import as_line, drawn, questionnaire, write_files, write_lines
from tests.batching_kit import Done, batch, everything, lines, table, with_ulimit
from tests.typing_kit import PROGRAM, environment

SAID = ("results.jsonl", "results.csv", "answers-long.csv", "failures.csv", "data-dictionary.csv")
TOGETHER = ("portfolio.md", "portfolio.json", "portfolio-ladder.svg", "portfolio-decisions.svg")


def test_a_folder_of_answers_becomes_reports_tables_and_a_portfolio(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(7))
    done = batch(tmp_path, "in", "-o", "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "7 responses judged. 7 reports written or changed.",
        "What they say together is in out/portfolio.md.",
    ]
    written = everything(tmp_path / "out")
    reports = {f"reports/project-{n}{ending}" for n in range(1, 8) for ending in (".md", ".svg")}
    lenses = {name for name in written if "--" in name}
    assert set(written) - lenses == {*SAID, *TOGETHER, "reports.csv", *reports}
    assert table(tmp_path / "out/reports.csv")[2] == {
        "file": "in/00003.yaml",
        "row": "",
        "report": "reports/project-3.md",
    }
    assert written["reports/project-3.md"].startswith(b"# ")
    assert "# What seven responses say together" in written["portfolio.md"].decode()


def test_what_is_judged_in_a_batch_is_what_is_judged_singly(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(30))
    batch(tmp_path, "in", "-o", "out", "--reports", "none")
    for line in lines(tmp_path / "out/results.jsonl"):
        answers, _ = loading.load_answers(tmp_path / str(line["file"]), questionnaire())
        singly = assess(questionnaire(), answers)
        assert (line["rung"], line["lowest"], line["highest"]) == singly.standing[:3]
        assert line["alarms"] == [raised.alarm.id for raised in singly.alarms]
        assert line["recommendations"] == [one.recommendation.id for one in singly.recommendations[:3]]
        assert line["missing_treads"] == list(singly.missing_treads)
        assert (line["claims"], line["intends"], line["view"]) == (singly.claims, singly.intends, "staff")


def test_the_same_answers_as_files_and_as_lines_give_the_same_results(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(20))
    write_lines(tmp_path / "in.jsonl", drawn(20))
    batch(tmp_path, "in", "-o", "files", "--reports", "none")
    batch(tmp_path, "in.jsonl", "-o", "lines", "--reports", "none")

    def said(out: str) -> list[dict[str, object]]:
        return [line | {"file": "", "row": 0} for line in lines(tmp_path / out / "results.jsonl")]

    assert said("files") == said("lines")
    assert (tmp_path / "files/portfolio.md").read_bytes() == (tmp_path / "lines/portfolio.md").read_bytes()


def test_neither_the_order_of_inputs_nor_the_number_of_processes_changes_a_byte(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(150, seed=5))
    write_lines(tmp_path / "b.jsonl", drawn(1200, seed=6))
    names = [path.relative_to(tmp_path).as_posix() for path in sorted((tmp_path / "in").iterdir())]
    wanted = {}
    for number, jobs in enumerate(("1", "2", "2")):
        given = [*names, "b.jsonl"]
        Random(number).shuffle(given)  # noqa: S311
        done = batch(
            tmp_path, "-", "-o", f"out{number}", "--jobs", jobs, "--reports", "none", given="\n".join(given)
        )
        assert done.returncode == 0, done.stderr
        wanted[number] = everything(tmp_path / f"out{number}")
    assert wanted[0] == wanted[1] == wanted[2]


def test_one_bad_input_stops_nothing_and_is_told_with_its_place_and_reason(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    bad = tmp_path / "in" / "00002.yaml"
    bad.write_text(bad.read_text("utf-8").replace("told: ", "tolt: "), encoding="utf-8")
    (tmp_path / "in" / "notes.yaml").write_text("a: [", encoding="utf-8")
    write_lines(tmp_path / "b.jsonl", drawn(2))
    with (tmp_path / "b.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n\n[]\n")
    done = batch(tmp_path, "in", "b.jsonl", "missing.yaml", "-o", "out", "--reports", "none")
    assert done.returncode == 1
    told = [(one["file"], one["row"], one["code"]) for one in table(tmp_path / "out/failures.csv")]
    line = next(n for n, text in enumerate(bad.read_text("utf-8").splitlines(), start=1) if "tolt" in text)
    assert told == [
        ("missing.yaml", "", ""),
        ("b.jsonl", "3", "D006"),
        ("b.jsonl", "5", "D025"),
        ("in/00002.yaml", str(line), "A001"),
        ("in/notes.yaml", "2", "D006"),
    ]
    assert len(lines(tmp_path / "out/results.jsonl")) == 4
    assert done.stderr.splitlines()[0] == "4 responses judged."
    assert "Not judged: 5 files or rows; out/failures.csv says why." in done.stderr


@pytest.mark.parametrize("given", [(), ("nothing.yaml",), ("empty",), ("*.yaml",)])
def test_where_nothing_can_start_it_says_why_and_ends_with_2(tmp_path: Path, given: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    done = batch(tmp_path, *given, "-o", "out")
    assert done.returncode == 2
    assert "there is nothing to judge; name answer files, folders or tables" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_second_run_judges_only_what_has_changed_and_leaves_the_same_as_one_from_nothing(
    tmp_path: Path,
) -> None:
    write_files(tmp_path / "in", drawn(12))
    batch(tmp_path, "in", "-o", "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/reports").iterdir()}
    same = batch(tmp_path, "in", "-o", "out")
    assert same.stderr.splitlines()[0] == (
        "12 responses: 0 judged now, 12 unchanged since the last time. 0 reports written or changed."
    )
    changed = tmp_path / "in/00004.yaml"
    changed.write_text(changed.read_text("utf-8").replace("project 4", "project four"), encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out")
    assert done.stderr.splitlines()[0] == (
        "12 responses: 1 judged now, 11 unchanged since the last time. 1 report written or changed."
    )
    others = {path.name for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert {"project-4.md", "project-4.svg"} <= others
    assert [name for name in others if not re.fullmatch(r"project-4(--[a-z-]+\.svg|\.svg|\.md)", name)] == []
    batch(tmp_path, "in", "-o", "anew")
    assert everything(tmp_path / "out") == everything(tmp_path / "anew")


def test_two_projects_of_one_name_and_several_views_get_names_of_their_own(tmp_path: Path) -> None:
    said = drawn(5)
    for one, title in zip(said, ("Hub", "HUB", "Húb", "CON", "../../etc"), strict=True):
        one["project"]["title"] = title
    said[1]["respondent"] = {"view": "people"}
    write_lines(tmp_path / "a.jsonl", said)
    assert batch(tmp_path, "a.jsonl", "-o", "out").returncode == 0
    names = sorted(path.stem for path in (tmp_path / "out/reports").glob("*.md"))
    assert [name for name in names if not name.startswith("hub-") or name == "hub-people"] == [
        "etc",
        "hub-people",
        "project-con",
    ]
    assert len(names) == 5
    assert len({name.casefold() for name in names}) == 5


def test_nothing_that_no_batch_wrote_is_replaced(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    (tmp_path / "out/reports").mkdir(parents=True)
    (tmp_path / "out/results.csv").write_text("mine", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 2
    assert "results.csv, which no batch wrote" in done.stderr
    assert (tmp_path / "out/results.csv").read_text("utf-8") == "mine"
    (tmp_path / "out/results.csv").unlink()
    (tmp_path / "out/reports/project-1.md").write_text("mine", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 1
    assert "no report of 'in/00001.yaml'" in done.stderr
    assert (tmp_path / "out/reports/project-1.md").read_text("utf-8") == "mine"
    assert batch(tmp_path, "in", "-o", "out", "--force").returncode == 0
    assert (tmp_path / "out/reports/project-1.md").read_text("utf-8") != "mine"


def test_what_was_changed_by_hand_is_not_replaced_either(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    batch(tmp_path, "in", "-o", "out", "--reports", "none")
    with (tmp_path / "out/results.csv").open("a", encoding="utf-8") as file:
        file.write("my,own,line\n")
    done = batch(tmp_path, "in", "-o", "out", "--reports", "none")
    assert done.returncode == 2
    assert "results.csv, which no batch wrote as it stands" in done.stderr


def test_notes_stay_out_of_the_tables_unless_they_are_wanted(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(6))
    one = tmp_path / "in/00001.yaml"
    text = one.read_text("utf-8")
    told = next(line for line in text.splitlines() if line.startswith("  told: "))
    choice = told.partition(": ")[2]
    long_form = (
        f"  told:\n    answer: {choice}\n    note: Mrs Secret said so\n    evidence:\n    - minutes.pdf"
    )
    one.write_text(text.replace(told, long_form), encoding="utf-8")
    batch(tmp_path, "in", "-o", "without", "--reports", "none")
    assert not [name for name, data in everything(tmp_path / "without").items() if b"Secret" in data]
    batch(tmp_path, "in", "-o", "with", "--reports", "none", "--include-notes")
    rows = table(tmp_path / "with/answers-long.csv")
    assert [(row["fact"], row["note"], row["evidence"]) for row in rows if row["note"]] == [
        ("told", "Mrs Secret said so", "minutes.pdf")
    ]


def test_groups_are_made_by_any_field_and_a_field_that_nobody_has_is_told_with_the_nearest(
    tmp_path: Path,
) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(60))
    grouped = batch(tmp_path, "a.jsonl", "-o", "out", "--reports", "none", "--by", "organisation")
    assert "a field" not in grouped.stderr
    assert "Council 3" in (tmp_path / "out/portfolio.md").read_text("utf-8")
    done = batch(tmp_path, "a.jsonl", "-o", "other", "--reports", "none", "--by", "organization")
    assert done.returncode == 2
    assert not (tmp_path / "other/portfolio.md").exists()
    assert "coprod-audit: --by: no field called 'organization', the nearest is 'organisation'" in done.stderr


def limited(here: Path, blocks: int, *arguments: str) -> Done:
    """A batch that can write no file longer than so many blocks of 1,024 bytes: as on a disk that is full."""
    return batch(here, *arguments, by=with_ulimit(f"-f {blocks}"))


@pytest.mark.skipif(os.name != "posix", reason="needs ulimit")
def test_a_full_disk_is_a_sentence_and_the_same_command_goes_on_when_there_is_room(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(1200))
    done = limited(tmp_path, 6000, "a.jsonl", "-o", "out", "--reports", "none", "--jobs", "1")
    assert done.returncode == 2
    assert (
        "Stopped after 500 responses. What is finished is whole; the same command goes on from here."
        in done.stderr
    )
    assert "answers-long.csv': file too large" in done.stderr
    assert everything(tmp_path / "out") == {}
    again = batch(tmp_path, "a.jsonl", "-o", "out", "--reports", "none")
    assert (
        again.stderr.splitlines()[0] == "1,200 responses: 700 judged now, 500 unchanged since the last time."
    )
    batch(tmp_path, "a.jsonl", "-o", "anew", "--reports", "none")
    assert everything(tmp_path / "out") == everything(tmp_path / "anew")


def test_two_batches_never_write_into_one_folder_at_a_time(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    with folder.held(tmp_path / "out"):
        done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 2
    assert "another batch is writing there" in done.stderr
    assert batch(tmp_path, "in", "-o", "out").returncode == 0


@pytest.mark.parametrize(
    ("out", "said"), [("file", "cannot write 'file': not a directory"), ("file/out", "not a directory")]
)
def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, out: str, said: str) -> None:
    write_files(tmp_path / "in", drawn(1))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", out)
    assert (done.returncode, said in done.stderr) == (2, True)


def test_a_line_may_hold_the_whole_result(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    assert batch(tmp_path, "in", "-o", "out", "--reports", "none", "--results", "full").returncode == 0
    first = lines(tmp_path / "out/results.jsonl")[0]
    assert (first["file"], first["row"]) == ("in/00001.yaml", 0)
    answers, _ = loading.load_answers(tmp_path / "in/00001.yaml", questionnaire())
    assert first["result"] == json.loads(json.dumps(as_data(assess(questionnaire(), answers), public=True)))


EXPORTS = Path(__file__).parent / "exports"
UNIT = "defaults:\n  project.unit: Decisions of the council about the youth hub, 2025-26\n"


@pytest.mark.parametrize(
    "export", ["google-forms", "jotform", "kobotoolbox", "limesurvey", "microsoft-forms", "qualtrics"]
)
def test_the_export_of_a_form_is_drafted_completed_and_judged(export: str, tmp_path: Path) -> None:
    shutil.copy(EXPORTS / f"{export}.csv", tmp_path / "export.csv")
    drafted = batch(tmp_path, "--draft-map", "export.csv")
    assert drafted.returncode == 0
    assert "Look the map through before you use it." in drafted.stderr
    assert "or nothing is judged." in drafted.stderr
    (tmp_path / "map.yaml").write_text(drafted.stdout, encoding="utf-8")
    without = batch(tmp_path, "export.csv", "--map", "map.yaml", "-o", "without")
    assert without.returncode == 1
    assert {one["code"] for one in table(tmp_path / "without/failures.csv")} == {"A011"}
    (tmp_path / "map.yaml").write_text(drafted.stdout + UNIT, encoding="utf-8")
    done = batch(tmp_path, "export.csv", "--map", "map.yaml", "-o", "out")
    assert (done.returncode, done.stderr.count("judged.")) == (0, 1), done.stderr
    with (EXPORTS / f"{export}.facts.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    titles = [unguarded(one["title"]) for one in table(tmp_path / "out/results.csv")]
    assert titles == [one["title"] for one in expected]
    given = {(one["row"], one["fact"]): one["answer"] for one in table(tmp_path / "out/answers-long.csv")}
    said = {
        (one["row"], fact): one[fact] for one in expected for fact in questionnaire().by_fact if one.get(fact)
    }
    assert given == said
    assert len(list((tmp_path / "out/reports").glob("*.md"))) == len(expected)


def test_a_table_that_asks_nothing_is_told_of_even_where_it_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Other,Columns\n", encoding="utf-8")
    done = batch(tmp_path, "a.csv", "-o", "out")
    assert done.returncode == 1
    reasons = [one["reason"] for one in table(tmp_path / "out/failures.csv")]
    assert len(reasons) == 1
    assert reasons[0].startswith(
        "the table as a whole is not judged: a.csv:1: no column of the table is a question"
    )


def test_reports_whose_responses_are_gone_are_named_and_left(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    batch(tmp_path, "in", "-o", "out")
    (tmp_path / "in/00002.yaml").unlink()
    done = batch(tmp_path, "in", "-o", "out")
    assert (
        "1 report belongs to a response that is not there any more, or called otherwise now: project-2.md."
        in done.stderr
    )
    assert (tmp_path / "out/reports/project-2.md").exists()


def test_quiet_says_nothing_while_it_goes_well_and_what_could_not_be_judged(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    assert batch(tmp_path, "in", "-o", "out", "--quiet").stderr == ""
    (tmp_path / "in/bad.yaml").write_text("a: [\nb: [", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", "--quiet")
    assert done.stderr == "Not judged: 1 file or row; out/failures.csv says why.\n"
    assert "One more file or row could not be judged" in (tmp_path / "out/portfolio.md").read_text("utf-8")


def test_letters_that_json_writes_in_two_halves_are_read_by_either_way(tmp_path: Path) -> None:
    said = drawn(2)
    said[0]["project"]["title"] = "Garden 😀 club"
    said[1]["project"]["title"] = "Back\\ud83d"
    text = "".join(f"{json.dumps(one)}\n" for one in said)
    assert "\\ud83d\\ude00" in text
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    done = batch(tmp_path, "a.jsonl", "-o", "out", "--include-notes")
    assert done.returncode == 0, done.stderr
    assert [line["project"]["title"] for line in lines(tmp_path / "out/results.jsonl")] == [  # type: ignore[index]
        "Garden 😀 club",
        "Back\\ud83d",
    ]
    assert "Garden 😀 club" in (tmp_path / "out/reports/garden-club.md").read_text("utf-8")


@pytest.mark.parametrize("option", ["--include-notes", "--results=full", "--reports=all"])
def test_a_key_that_stands_twice_is_a_failure_however_it_is_written(option: str, tmp_path: Path) -> None:
    good, bad = (as_line(one) for one in drawn(2))
    told = bad[bad.index('"told":') :].partition(",")[0]
    (tmp_path / "a.jsonl").write_text(good + bad.replace(told, f'"told" :"nothing",{told}'), encoding="utf-8")
    done = batch(tmp_path, "a.jsonl", "-o", "out", option)
    assert done.returncode == 1
    assert [(one["row"], one["code"]) for one in table(tmp_path / "out/failures.csv")] == [("2", "D014")]
    assert len(lines(tmp_path / "out/results.jsonl")) == 1


def test_each_sheet_of_a_workbook_is_read_by_its_own_head(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "two.xlsx")
    for name, head in (("A", ("title", "organisation")), ("B", ("organisation", "title"))):
        sheet = book.add_worksheet(name)
        for column, text in enumerate((*head, "unit", "told")):
            sheet.write(0, column, text)
        for column, text in enumerate(
            (f"{head[0]} {name}", f"{head[1]} {name}", "What we settle", "nothing")
        ):
            sheet.write(1, column, text)
    book.close()
    done = batch(tmp_path, "two.xlsx#A", "two.xlsx#B", "-o", "out", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    found = [(one["file"], one["title"], one["organisation"]) for one in table(tmp_path / "out/results.csv")]
    assert found == [("two.xlsx#A", "title A", "organisation A"), ("two.xlsx#B", "title B", "organisation B")]


def test_no_two_reports_have_one_name_whatever_projects_are_called(tmp_path: Path) -> None:
    said = drawn(6)
    titles = ("A", "A", "A staff", "A people", f"{'x' * 60}aaaa", f"{'x' * 60}bbbb")
    for one, title, view in zip(
        said, titles, ("staff", "people", "staff", "people", "staff", "staff"), strict=True
    ):
        one["project"]["title"], one["respondent"] = title, {"view": view}
    write_lines(tmp_path / "a.jsonl", said)
    assert batch(tmp_path, "a.jsonl", "-o", "out").returncode == 0
    listed = [one["report"] for one in table(tmp_path / "out/reports.csv")]
    assert len(set(listed)) == 6
    assert sorted(listed) == sorted(
        f"reports/{path.name}" for path in (tmp_path / "out/reports").glob("*.md")
    )


def test_what_a_batch_wrote_is_no_input_of_the_next(tmp_path: Path) -> None:
    write_files(tmp_path, drawn(3))
    for _ in range(2):
        done = batch(tmp_path, ".", "-o", "out")
        assert done.stderr.splitlines()[0].startswith("3 responses")
        batch(tmp_path, ".", "-o", "elsewhere/results")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_links_to_nowhere_and_pipes_are_failures_and_keep_nobody_waiting(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(1))
    (tmp_path / "in/gone.yaml").symlink_to("nowhere")
    (tmp_path / "in/ring.yaml").symlink_to("ring.yaml")
    os.mkfifo(tmp_path / "in/pipe.jsonl")
    done = batch(tmp_path, "in", "-o", "out")
    assert done.returncode == 1
    assert [(one["file"], one["reason"]) for one in table(tmp_path / "out/failures.csv")] == [
        ("in/gone.yaml", "it is no file, or leads to none"),
        ("in/pipe.jsonl", "it is no file, or leads to none"),
        ("in/ring.yaml", "it is no file, or leads to none"),
    ]


def test_a_report_is_made_anew_when_its_questionnaire_or_its_columns_mean_something_else(
    tmp_path: Path,
) -> None:
    head = ["title", "unit", "told", "agenda", "safe", "support"]
    rows = [["Hub", "What we settle", "nothing", "both", "partly", "in-place"]]
    facts = [fact for fact in questionnaire().by_fact if questionnaire().question_of(fact).matters_from]
    head[4:] = facts[:2]

    def written(columns: list[str]) -> str:
        (tmp_path / "a.csv").write_text(
            "\n".join(",".join(row) for row in (columns, *rows)), encoding="utf-8"
        )
        assert batch(tmp_path, "a.csv", "-o", "out").returncode == 0
        return (tmp_path / "out/reports/hub.md").read_text("utf-8")

    assert written(head) != written([*head[:4], head[5], head[4]])


@pytest.mark.slow
def test_a_batch_killed_at_any_time_goes_on_and_ends_as_one_that_was_not(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(60))
    write_lines(tmp_path / "b.jsonl", drawn(1500, seed=2))
    began = time.monotonic()
    batch(tmp_path, "in", "-o", "whole")
    takes = (
        time.monotonic() - began
    )  # how long a run is left alone goes by this machine, or few would be killed
    wanted = everything(tmp_path / "whole")
    random = Random(3)  # noqa: S311
    killed = 0
    for _ in range(12):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        while True:
            running = subprocess.Popen(
                [*PROGRAM, "batch", "in", "-o", "out", "--jobs", str(random.choice((1, 2)))],
                cwd=tmp_path,
                env=environment(),
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                running.wait(random.uniform(0.1, 1.2) * takes)
                break
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, 9)
                running.wait()
                killed += 1
        assert running.returncode == 0
        assert everything(tmp_path / "out") == wanted
    assert killed > 5


def test_a_title_that_aims_at_the_name_of_another_report_misses_it(tmp_path: Path) -> None:
    where = hashlib.sha256(b"a.jsonl\x001").hexdigest()[:16]
    said = drawn(3)
    for one, title in zip(said, ("Park", "Park", f"Park {where}"), strict=True):
        one["project"]["title"] = title
        one["respondent"]["view"] = "staff"
    write_lines(tmp_path / "a.jsonl", said)
    assert batch(tmp_path, "a.jsonl", "-o", "out").returncode == 0
    names = [one["report"] for one in table(tmp_path / "out/reports.csv")]
    assert len(set(names)) == len(list((tmp_path / "out/reports").glob("*.md"))) == 3
    assert "0 reports written or changed." in batch(tmp_path, "a.jsonl", "-o", "out").stderr
