"""`coprod-audit report`: where the audit goes, what is said about it, and what is never overwritten."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_audit import __main__
from tests.typing_kit import EXAMPLE, call, environment

NOTE = "ZEBRA-NOTE-5512"
FULL = f"""coprod-audit: answers/1
questionnaire: coprod-ladder 1.0
project:
  title: Riverside Hub
  organisation: Riverside Council
  unit: Decisions of the council about the hub, 2025-26
  date: "2026-05-12"
respondent: {{view: staff, size: "8"}}
answers:
  told:
    answer: too-late
    note: {NOTE}
    evidence: [{NOTE}.pdf]
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(FULL, encoding="utf-8")
    return path


def test_without_a_file_it_goes_to_stdout_without_a_picture_and_without_chatter(answers: Path) -> None:
    done = call("report", answers, cwd=answers.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"# ")
    assert b".svg" not in done.stdout
    assert [p.name for p in answers.parent.iterdir()] == ["answers.yaml"]


def test_into_a_file_with_its_picture_and_a_summary_on_stderr(answers: Path) -> None:
    done = call("report", EXAMPLE, "-o", "audit.md", "--lens", "none", cwd=answers.parent)
    assert (done.returncode, done.stdout) == (0, b"")
    folder = answers.parent
    assert sorted(p.name for p in folder.iterdir()) == ["answers.yaml", "audit.md", "audit.svg"]
    assert b"audit.svg" in (folder / "audit.md").read_bytes()
    said = done.stderr.decode().splitlines()
    assert said[0].startswith("The text describes")
    assert said[-1] == "The audit is in audit.md and audit.svg."
    assert sum(line[:3] in {"1. ", "2. ", "3. "} for line in said) == 3


def test_a_lens_that_has_a_picture_gets_it_beside_the_audit(answers: Path) -> None:
    folder = answers.parent
    done = call("report", EXAMPLE, "-o", "audit.md", "--lens", "four-values,barriers,both-sides", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode().splitlines()[-1] == (
        "The audit is in audit.md, audit.svg, audit-both-sides.svg and audit-four-values.svg."
    )
    assert sorted(p.name for p in folder.iterdir()) == [
        "answers.yaml",
        *("audit-both-sides.svg", "audit-four-values.svg", "audit.md", "audit.svg"),
    ]
    text = (folder / "audit.md").read_text(encoding="utf-8")
    for name in ("audit-both-sides.svg", "audit-four-values.svg"):
        assert f"]({name})" in text
        assert (
            (folder / name).read_text(encoding="utf-8").startswith('<svg xmlns="http://www.w3.org/2000/svg"')
        )


@pytest.mark.parametrize("options", [("--no-picture",), ("--format", "json"), ("--lens", "none")])
def test_no_picture_of_a_lens_where_none_is_wanted(answers: Path, options: tuple[str, ...]) -> None:
    lens = () if "none" in options else ("--lens", "both-sides")
    done = call("report", EXAMPLE, "-o", "audit.md", *options, *lens, cwd=answers.parent)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in answers.parent.glob("audit-*.svg")] == []
    assert "-both-sides.svg" not in (answers.parent / "audit.md").read_text(encoding="utf-8")


def test_one_page_has_no_lenses_and_no_pictures_of_them(answers: Path) -> None:
    done = call("report", EXAMPLE, "-o", "page.md", "--one-page", cwd=answers.parent)
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (
        0,
        "The audit is in page.md and page.svg.",
    )


def test_a_picture_of_a_lens_that_is_not_ours_stops_all_of_it(answers: Path) -> None:
    folder, command = answers.parent, ("report", EXAMPLE, "-o", "audit.md", "--lens", "both-sides")
    (folder / "audit-both-sides.svg").write_text("mine\n", encoding="utf-8")
    done = call(*command, cwd=folder)
    assert done.returncode == 2
    assert b"'audit-both-sides.svg' is not an audit that coprod-audit wrote" in done.stderr
    assert sorted(p.name for p in folder.iterdir()) == ["answers.yaml", "audit-both-sides.svg"]
    assert (folder / "audit-both-sides.svg").read_text(encoding="utf-8") == "mine\n"
    for forced in (("--force",), ()):
        assert call(*command, *forced, cwd=folder).returncode == 0
    assert b"mine" not in (folder / "audit-both-sides.svg").read_bytes()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_a_picture_of_a_lens_is_never_written_through_a_link(answers: Path) -> None:
    folder = answers.parent
    (folder / "audit-both-sides.svg").symlink_to(answers)
    done = call("report", EXAMPLE, "-o", "audit.md", "--lens", "both-sides", "--force", cwd=folder)
    assert (done.returncode, b"'audit-both-sides.svg'" in done.stderr) == (2, True), done.stderr
    assert answers.read_text(encoding="utf-8") == FULL
    assert not (folder / "audit.md").exists()


def test_a_template_of_ones_own_is_given_the_lenses(answers: Path) -> None:
    (answers.parent / "own.md.j2").write_text(
        "{% for lens in lenses.shown %}{{ lens.id }} {{ lens.picture.file }}\n{% endfor %}", encoding="utf-8"
    )
    done = call(
        *("report", answers, "--template", "own.md.j2", "--lens", "both-sides", "-o", "own.md"),
        cwd=answers.parent,
    )
    assert done.returncode == 0, done.stderr
    text = (answers.parent / "own.md").read_text(encoding="utf-8").replace("\\", "")
    assert text.startswith("both-sides own-both-sides.svg\n")
    assert (answers.parent / "own-both-sides.svg").exists()


def test_no_picture_where_none_is_wanted(answers: Path) -> None:
    done = call("report", answers, "-o", "audit.md", "--no-picture", cwd=answers.parent)
    assert done.returncode == 0
    assert sorted(p.name for p in answers.parent.iterdir()) == ["answers.yaml", "audit.md"]
    assert b".svg" not in (answers.parent / "audit.md").read_bytes()


def test_the_result_as_json(answers: Path) -> None:
    done = call("report", answers, "--format", "json", cwd=answers.parent)
    data = json.loads(done.stdout)
    assert (done.returncode, data["coprod-audit"], data["project"]["title"]) == (
        0,
        "result/1",
        "Riverside Hub",
    )
    call("report", answers, "--format", "json", "-o", "r.json", cwd=answers.parent)
    assert json.loads((answers.parent / "r.json").read_bytes()) == data
    assert not (answers.parent / "r.svg").exists()


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--one-page",)])
def test_public_leaves_out_notes_and_evidence(answers: Path, options: tuple[str, ...]) -> None:
    done = call("report", answers, "--public", *options, cwd=answers.parent)
    assert done.returncode == 0, done.stderr
    assert NOTE.encode() not in done.stdout


def test_notes_stand_in_the_appendix_otherwise(answers: Path) -> None:
    assert NOTE in call("report", answers, cwd=answers.parent).stdout.decode().replace("\\", "")


def test_the_same_input_gives_the_same_bytes(answers: Path) -> None:
    one, two = (call("report", answers, *("--format", "json"), cwd=answers.parent).stdout for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    "output", [("-o", "audit.md"), ("-o", "r.json", "--format", "json"), ("-o", "page.md", "--one-page")]
)
def test_what_it_wrote_it_may_replace(answers: Path, output: tuple[str, ...]) -> None:
    for _ in range(2):
        done = call("report", answers, *output, cwd=answers.parent)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("foreign", ["audit.md", "audit.svg"])
def test_what_it_did_not_write_is_replaced_only_by_force(answers: Path, foreign: str) -> None:
    (answers.parent / foreign).write_text("mine\n", encoding="utf-8")
    done = call("report", answers, "-o", "audit.md", cwd=answers.parent)
    assert done.returncode == 2
    assert f"'{foreign}' is not an audit that coprod-audit wrote".encode() in done.stderr
    assert sorted(p.name for p in answers.parent.iterdir()) == sorted(["answers.yaml", foreign])
    assert (answers.parent / foreign).read_text(encoding="utf-8") == "mine\n"
    forced = call("report", answers, "-o", "audit.md", "--force", cwd=answers.parent)
    assert forced.returncode == 0
    assert (answers.parent / foreign).read_text(encoding="utf-8") != "mine\n"


def test_the_answers_are_never_written_over(answers: Path) -> None:
    for target in ("answers.yaml", "../" + answers.parent.name + "/answers.yaml"):
        done = call("report", answers, "-o", target, "--force", cwd=answers.parent)
        assert done.returncode == 2
        assert b"holds the answers" in done.stderr
    assert answers.read_text(encoding="utf-8") == FULL


def test_what_is_read_is_never_written_over(answers: Path) -> None:
    """Not even by force, not by the picture, not through another spelling of the name."""
    folder = answers.parent
    (folder / "tpl.svg").write_text("{{ headline }}\n", encoding="utf-8")
    (folder / "mine").mkdir()
    (folder / "mine" / "q.yaml").write_text("x\n", encoding="utf-8")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for what, options in {
        b"template": ("--template", "tpl.svg", "-o", "./mine/../tpl.md"),
        b"template;": ("--template", "tpl.svg", "-o", "tpl.svg", "--no-picture"),
        b"questionnaire": ("--questionnaire", "./mine", "-o", "mine/q.yaml"),
    }.items():
        done = call("report", answers, *options, "--force", cwd=folder)
        assert (done.returncode, b"holds the " + what in done.stderr) == (2, True), done.stderr
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("a.svg", "'a.svg' would be the audit and its picture"),
        (".", "'.' is a folder"),
        ("/", "'/' is a folder"),
        ("", "is a folder"),
        (
            "nofolder/x.md",
            "cannot write 'nofolder/x.md': there is no such folder; make it with 'mkdir -p nofolder'",
        ),
    ],
)
def test_a_name_that_no_audit_can_have_is_a_sentence(answers: Path, output: str, said: str) -> None:
    done = call("report", answers, "-o", output, cwd=answers.parent)
    assert (done.returncode, said in done.stderr.decode()) == (2, True), done.stderr
    assert [p.name for p in answers.parent.iterdir()] == ["answers.yaml"]


def test_a_dash_is_standard_output(answers: Path) -> None:
    done = call("report", answers, "-o", "-", cwd=answers.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == call("report", answers, cwd=answers.parent).stdout


def test_where_the_audit_does_not_fit_both_old_files_stay(answers: Path) -> None:
    folder = answers.parent
    assert call("report", answers, "-o", "audit.md", cwd=folder).returncode == 0
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    most = len(before["audit.svg"]) + 100
    assert most < len(before["audit.md"])
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
        "from coprod_audit.__main__ import run; sys.exit(run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "report", "answers.yaml", "-o", "audit.md", "--public"],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, b"file too large" in done.stderr) == (2, True), done.stderr
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_questionnaire_without_a_name_is_refused(answers: Path) -> None:
    done = call("report", answers, "--questionnaire", "", cwd=answers.parent)
    assert (done.returncode, b"F007" in done.stderr) == (2, True), done.stderr


def test_a_folder_of_too_much_is_refused_before_any_of_it_is_parsed(answers: Path) -> None:
    folder = answers.parent / "mine"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.yaml").write_text("- {\n" * 180_000, encoding="utf-8")
    done = call("report", answers, "--questionnaire", "./mine", cwd=answers.parent)
    assert done.returncode == 2
    assert b"D001 the folder's files have more than 4,000,000 bytes together" in done.stderr


def test_streams_in_utf_16_are_written_as_utf_8(answers: Path) -> None:
    done = call("report", "gone.yaml", cwd=answers.parent, env=environment(PYTHONIOENCODING="utf-16"))
    assert done.returncode == 2
    assert b"gone.yaml:1:1: F001" in done.stderr


def test_an_interruption_while_it_starts_is_told_by_the_exit_code_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "_run", interrupted)
    assert __main__.run() == 130


def test_a_link_at_the_target_is_not_followed(answers: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine\n", encoding="utf-8")
    (tmp_path / "audit.md").symlink_to(secret)
    done = call("report", answers, "-o", "audit.md", "--force", cwd=answers.parent)
    assert done.returncode == 2
    assert b"is a link" in done.stderr
    assert secret.read_text(encoding="utf-8") == "mine\n"


def test_a_template_of_ones_own(answers: Path) -> None:
    (answers.parent / "own.md.j2").write_text("{{ project.title }}: {{ headline }}\n", encoding="utf-8")
    done = call("report", answers, "--template", "own.md.j2", cwd=answers.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"Riverside Hub: Not enough is known")
    for _ in range(2):
        kept = call(
            "report", answers, "--template", "own.md.j2", "-o", "own.md", "--no-picture", cwd=answers.parent
        )
        assert kept.returncode == 0, kept.stderr


@pytest.mark.slow
def test_it_ends_with_0_whatever_the_rung(tmp_path: Path) -> None:
    for example in sorted(EXAMPLE.parent.glob("*.yaml")):
        done = call("report", example, "-o", f"{example.stem}.md", cwd=tmp_path)
        assert done.returncode == 0, (example.name, done.stderr.decode())


def test_an_audit_is_as_readable_as_the_system_has_it(answers: Path) -> None:
    before = os.umask(0o027)
    try:
        call("report", answers, "-o", "audit.md", cwd=answers.parent)
    finally:
        os.umask(before)
    assert stat.S_IMODE((answers.parent / "audit.md").stat().st_mode) == 0o640


def test_every_fault_of_a_file_is_named_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        FULL.replace("too-late", "to-late").replace("staff", "stuff"), encoding="utf-8"
    )
    done = call("report", "a.yaml", cwd=tmp_path)
    assert done.returncode == 2
    said = done.stderr.decode().splitlines()
    assert [line.split(":")[:2] for line in said[:2]] == [["a.yaml", "8"], ["a.yaml", "11"]]
    assert "too-late" in said[1]
    assert said[-1].startswith("coprod-audit explain A0")
