"""The reports of a batch: what a template of somebody's own may cost, what may be replaced, and what is remembered between two."""

import json
import os
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from coprod_audit import answers_reader
from coprod_audit.answers import Answers
from coprod_audit.assessment import assess
from coprod_audit.batching import reports
from coprod_audit.batching.judge import Wanted
from coprod_audit.batching.lenses import Lenses
from coprod_audit.batching.pieces import Ceilings, Piece, pieces
from coprod_audit.batching.reports import AUDIT, Maker, Making, Report, Task
from coprod_audit.errors import InputError
from coprod_audit.inputs import Input
from coprod_audit.report import names_read, render
from coprod_audit.resources import shipped_template
from coprod_audit.result import EVERYTHING, as_data
from tests.batch_kit import as_line, drawn, questionnaire, responses, write_files, write_lines
from tests.batching_kit import batch, lines
from tests.typing_kit import call

PLAIN = "{{ title }}\n"
"""A template without our mark."""


def answers_of(one: dict[str, Any]) -> Answers:
    return answers_reader.read(as_line(one).encode(), "a", questionnaire())[0]


def audit_of(one: dict[str, Any], *, whole: bool = True) -> str:
    names = names_read(AUDIT, shipped_template) or frozenset()
    data = as_data(assess(questionnaire(), answers_of(one)), False, "a.svg", EVERYTHING if whole else names)
    return render(data, AUDIT, shipped_template)


def test_a_template_that_fails_is_told_once_and_not_tried_for_the_rest(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(30))
    (tmp_path / "own.md.j2").write_text("{{ headlin }}", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", "--template", "own.md.j2", "--jobs", "2")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "no report of" in line]
    why = "the template asks for what the result has not: 'headlin' is undefined; the nearest name is 'headline'"
    rest = "the template would fail for the others too, so no more reports were tried"
    assert told == [f"coprod-audit: no report of 'in/00001.yaml': {why}; {rest}"]
    assert list((tmp_path / "out/reports").iterdir()) == []
    assert len((tmp_path / "out/results.jsonl").read_text("utf-8").splitlines()) == 30


def test_a_template_that_takes_all_of_its_time_is_tried_once(tmp_path: Path) -> None:
    loop = "{% for a in 'x' * 99999 %}{% for b in 'x' * 99999 %}{% endfor %}{% endfor %}"
    (tmp_path / "own.md.j2").write_text(loop, encoding="utf-8")
    making, task = work(tmp_path, 3, own=tmp_path / "own.md.j2")
    failed, tasks = reports.tried(making, iter([task]))
    assert failed is not None
    assert failed.refused.startswith("the template takes longer than 5 seconds")
    assert [*tasks] == [task]


def test_a_template_that_fails_for_a_later_response_stops_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(3))
    source = "{{ title }}{% if project.title == 'Project 2' %}{{ gone }}{% endif %}"
    (tmp_path / "own.md.j2").write_text(source, encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", "--template", "own.md.j2")
    assert [line for line in done.stderr.splitlines() if "no report of" in line] == [
        "coprod-audit: no report of 'in/00002.yaml': the template asks for what the result has not: 'gone' is undefined"
    ]
    assert sorted(path.name for path in (tmp_path / "out/reports").glob("*.md")) == [
        "project-1.md",
        "project-3.md",
    ]


def test_what_a_batch_wrote_without_a_mark_may_be_replaced_by_the_next(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    own, report = tmp_path / "own.md.j2", tmp_path / "out/reports/project-1.md"
    for source in (PLAIN, f"# {PLAIN}"):
        own.write_text(source, encoding="utf-8")
        done = batch(tmp_path, "in", "-o", "out", "--template", "own.md.j2")
        assert (done.returncode, report.read_text("utf-8")) == (
            0,
            source.replace("{{ title }}", "Project 1: who decides?"),
        ), done.stderr
    assert batch(tmp_path, "in", "-o", "out").returncode == 0
    assert report.read_text("utf-8").endswith("<!-- coprod-audit audit/1 -->\n")


def test_what_somebody_changed_since_is_not_replaced(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    own, report = tmp_path / "own.md.j2", tmp_path / "out/reports/project-1.md"
    own.write_text(PLAIN, encoding="utf-8")
    batch(tmp_path, "in", "-o", "out", "--template", "own.md.j2")
    report.write_text("mine", encoding="utf-8")
    own.write_text(f"# {PLAIN}", encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", "--template", "own.md.j2")
    assert (done.returncode, report.read_text("utf-8")) == (1, "mine")
    assert (tmp_path / "out/reports/project-2.md").read_text("utf-8").startswith("# ")


def work(here: Path, count: int, own: Path | None = None) -> tuple[Making, Task]:
    """Responses to be told, as a piece of their own."""
    lines = write_lines(here / "in.jsonl", drawn(count))
    (piece,) = pieces([Input("in.jsonl", lines, "lines")], b"")
    assert isinstance(piece, Piece)
    (here / "reports").mkdir()
    making = Making(Wanted(None, Ceilings()), here / "reports", False, False, own, Lenses(("both-sides",)))
    return making, Task(piece, tuple(Report(n, f"project-{n}", "") for n in range(1, count + 1)))


def test_a_report_is_written_by_way_of_one_name_and_nothing_else_is_left(tmp_path: Path) -> None:
    making, task = work(tmp_path, 3)
    half = making.folder / f".report.md.{os.getpid()}.tmp"  # of a process that was killed and had this number
    half.write_text("half", encoding="utf-8")
    assert [one.changed for one in Maker(making).made(task)] == [True] * 3
    assert sorted(path.name for path in making.folder.iterdir()) == [
        f"project-{n}{ending}" for n in (1, 2, 3) for ending in ("--both-sides.svg", ".md", ".svg")
    ]
    assert not half.exists()
    before = {path: path.stat().st_ino for path in making.folder.iterdir()}
    assert [one.changed for one in Maker(making).made(task)] == [False] * 3
    assert before == {path: path.stat().st_ino for path in making.folder.iterdir()}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    making, task = work(tmp_path, 1)
    (making.folder / "project-1.md").symlink_to(tmp_path / "nowhere")
    (written,) = Maker(making).made(task)
    assert "is a link" in written.refused
    assert (making.folder / "project-1.md").is_symlink()


def test_a_report_does_not_depend_on_which_came_before() -> None:
    """Parts of results and of their text are remembered: whatever the order, each says the same."""
    some = drawn(4, seed=11)
    first = [audit_of(one) for one in some]
    for order in permutations(range(4)):
        assert [audit_of(some[n]) for n in order] == [first[n] for n in order]


@settings(max_examples=60, deadline=None)
@given(responses(), st.integers(0, 10**6))
def test_any_report_after_any_others_is_what_it_is_alone(one: dict[str, Any], seed: int) -> None:
    try:
        said = audit_of(one)
    except InputError:
        reject()
    for other in drawn(2, seed=Random(seed).randrange(10**6)):  # noqa: S311
        audit_of(other)
    assert said == audit_of(one) == audit_of(one, whole=False)


def test_a_report_reads_nothing_that_is_left_out_for_it() -> None:
    names = names_read(AUDIT, shipped_template)
    assert names is not None
    assert "first_steps" in names
    whole = as_data(assess(questionnaire(), answers_of(drawn(1)[0])))
    short = as_data(assess(questionnaire(), answers_of(drawn(1)[0])), read=names)
    assert {"criteria", "one_page", "recommendations"} == whole.keys() - short.keys()
    assert names.isdisjoint(whole.keys() - short.keys())
    assert all(short[name] == whole[name] for name in short.keys() & names)


def test_what_stands_in_several_results_cannot_be_changed_by_one() -> None:
    data = as_data(assess(questionnaire(), answers_of(drawn(1)[0])))
    (question, *_), again = data["answers"][0]["questions"], json.dumps(data)
    changes: tuple[Callable[[], object], ...] = (
        lambda: question.update(ask="?"),
        lambda: question.pop("ask"),
        lambda: question.setdefault("more", 1),
        question.clear,
        lambda: question.__setitem__("ask", "?"),
    )
    for change in changes:
        with pytest.raises(TypeError, match="change a copy"):
            change()
    assert again == json.dumps(data)


LENS = """\
coprod-audit: questionnaire/1
lenses:
  - {id: mine, title: Mine, about: Ours., elements: [{id: e, title: People hear nothing, when: {told: nothing}, source: ["000, Box A"]}]}
"""


@pytest.mark.parametrize(
    "lenses", [(), ("--lens", "mine.yaml,both-sides"), ("--lens", "none"), ("--lens", "all")]
)
def test_a_report_shows_the_lenses_that_are_shown_singly(tmp_path: Path, lenses: tuple[str, ...]) -> None:
    write_files(tmp_path / "in", drawn(3))
    (tmp_path / "mine.yaml").write_text(LENS, encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", *lenses)
    assert done.returncode == 0, done.stderr
    assert call("report", "in/00002.yaml", "-o", "project-2.md", *lenses, cwd=tmp_path).returncode == 0
    said = (tmp_path / "project-2.md").read_text("utf-8")
    assert (tmp_path / "out/reports/project-2.md").read_text("utf-8") == re.sub(
        r"\(project-2-([a-z-]+\.svg)\)", r"(project-2--\1)", said
    )
    singly = {
        path.name: path.read_bytes().partition(b"\n\n<!--")[0].rstrip() for path in tmp_path.glob("*.svg")
    }
    assert {
        path.name.replace("--", "-"): path.read_bytes().rstrip()
        for path in (tmp_path / "out/reports").glob("project-2*.svg")
    } == singly


def test_the_picture_of_a_lens_that_is_not_shown_any_more_goes(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    reports, lens = tmp_path / "out/reports", "project-1--both-sides.svg"
    batch(tmp_path, "in", "-o", "out", "--lens", "both-sides")
    assert len([*reports.glob("*--*.svg")]) == 2
    (reports / "project-2--both-sides.svg").write_text("somebody's own", encoding="utf-8")
    again = batch(tmp_path, "in", "-o", "out", "--lens", "four-values")
    assert again.stderr.splitlines()[0] == (
        "2 responses: 0 judged now, 2 unchanged since the last time. 2 reports written or changed."
    )
    assert not (reports / lens).exists()
    assert (reports / "project-2--both-sides.svg").read_text("utf-8") == "somebody's own"
    assert (reports / "project-1--four-values.svg").exists()
    refused = batch(tmp_path, "in", "-o", "out", "--lens", "both-sides")
    assert refused.returncode == 1
    assert "'out/reports/project-2--both-sides.svg' is not an audit that coprod-audit wrote" in refused.stderr
    assert (reports / "project-2--both-sides.svg").read_text("utf-8") == "somebody's own"


def test_a_lens_that_has_changed_has_reports_written_and_nothing_judged(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(2))
    (tmp_path / "mine.yaml").write_text(LENS, encoding="utf-8")
    command = ("in", "-o", "out", "--lens", "mine.yaml")
    batch(tmp_path, *command)
    assert batch(tmp_path, *command).stderr.splitlines()[0].endswith(" 0 reports written or changed.")
    (tmp_path / "mine.yaml").write_text(LENS.replace("Ours.", "Ours too."), encoding="utf-8")
    assert batch(tmp_path, *command).stderr.splitlines()[0] == (
        "2 responses: 0 judged now, 2 unchanged since the last time. 2 reports written or changed."
    )
    assert "Ours too." in (tmp_path / "out/reports/project-1.md").read_text("utf-8")


def test_a_whole_result_has_the_lenses_that_are_asked_for(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(1))
    (tmp_path / "mine.yaml").write_text(LENS, encoding="utf-8")
    batch(tmp_path, "in", "-o", "out", "--reports", "none", "--results", "full", "--lens", "mine.yaml")
    (line,) = lines(tmp_path / "out/results.jsonl")
    assert [lens["id"] for lens in line["result"]["lenses"]["shown"]] == ["mine"]  # type: ignore[index]


def test_a_lens_with_a_fault_is_told_before_anything_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "in", drawn(1))
    (tmp_path / "mine.yaml").write_text(LENS.replace("{told:", "{tolled:"), encoding="utf-8")
    done = batch(tmp_path, "in", "-o", "out", "--lens", "mine.yaml")
    assert (done.returncode, done.stderr.splitlines()[0][:34]) == (2, "mine.yaml:3:97: Q004 no question c")
    assert not (tmp_path / "out").exists()
