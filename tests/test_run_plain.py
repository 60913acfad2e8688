"""The whole conversation as plain lines: through a pipe, without a terminal, and without anything to read."""

import os
import signal
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pexpect
import pytest

from coprod_audit import files, words
from coprod_audit.assessment import assess
from coprod_audit.cli import sitting, telling
from coprod_audit.errors import UsageError
from coprod_audit.interview import Scope
from coprod_audit.loading import load_answers, read_questionnaire
from coprod_audit.plain import Plain
from tests.typing_kit import DETAILS, FACTS, PROGRAM, QUICK, call, environment, lines


def test_a_whole_interview_through_a_pipe(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    assert done.returncode == 0, done.stderr.decode()
    assert b"\x1b" not in done.stdout + done.stderr
    said = done.stdout.decode()
    written = "The audit is in a-audit.md, a-audit.svg and a-audit-four-values.svg."
    for word in ("Question 8 of 8", "first steps", written, "co-design"):
        assert word in " ".join(said.split())
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".a.yaml.saved",
        "a-audit-four-values.svg",
        "a-audit.md",
        "a-audit.svg",
        "a.yaml",
    ]
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire())
    assert answers.facts["decisions.judging"] == "unknown"
    assert answers.facts["differences.design"] == "people"
    assert answers.project.claims == "co-production"


def test_in_an_interview_the_choices_of_a_table_are_told_once(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    said = " ".join(done.stdout.decode().split())
    told = said[said.index("row 1 of 5") : said.index("another, how did it usually end?")]
    assert [told.count(f"row {number} of 5") for number in range(1, 6)] == [1] * 5
    assert [told.count(one) for one in ("1. ", "10. Don't know (or d)", words.AS_BEFORE)] == [1, 1, 4]


def test_a_section_may_be_named_by_its_title_and_the_command_to_go_on_names_it_so(tmp_path: Path) -> None:
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    done = call("run", "a.yaml", "--only", "who DECIDES", cwd=tmp_path, given=lines("yes", "1"))
    assert b"After a decision, what do the people who were not in the room hear?" in done.stdout
    assert b"\ncoprod-audit run a.yaml --only 'who DECIDES'\n" in done.stderr


def test_every_question_of_all_can_be_answered_through_a_pipe(tmp_path: Path) -> None:
    done = call("run", "a.yaml", cwd=tmp_path, given=lines(*DETAILS, *["1"] * 60))
    assert done.returncode == 0, done.stderr.decode()
    assert b"Section 5 of 5" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_note_goes_to_the_answer_before_and_who_reads_it_is_said_first_and_once(tmp_path: Path) -> None:
    noted = (
        "4",
        "note",
        "Posters in three places",
        "photo of 3 May",
        "",
        "note",
        "",
        "letter",
        "",
        *FACTS[1:],
    )
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, *noted))
    assert done.returncode == 0, done.stderr.decode()
    said = " ".join(done.stdout.decode().split())
    assert said.count("everybody who is given either of them can read them") == 1
    assert said.index("can read them") < said.index("Posters in three places")
    told = load_answers(tmp_path / "a.yaml", read_questionnaire())[0].by_fact["told"]
    assert (told.note, told.evidence) == ("Posters in three places", ("photo of 3 May", "letter"))


def test_when_the_input_ends_what_is_missing_is_said_and_what_was_answered_is_kept(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK[:-1]))
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "this is still missing" in said
    assert "what part do people still have in it" in said
    assert "coprod-audit run a.yaml --quick" in said
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire())
    assert answers.facts["agenda"] == "people-suggest"
    resumed = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("yes", "2"))
    assert resumed.returncode == 0, resumed.stderr.decode()
    assert resumed.stdout.decode().count("Question ") == 1


def test_nothing_to_read_never_hangs_and_says_what_to_do(tmp_path: Path) -> None:
    done = call("run", "a.yaml", cwd=tmp_path)
    assert done.returncode == 2
    said = " ".join(done.stderr.decode().split())
    assert "What is the project called?" in said
    assert "coprod-audit questionnaire answers-file > filled-in.yaml" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_reason_to_fall_over(tmp_path: Path, closed: str) -> None:
    command = " ".join([*PROGRAM, "run", "a.yaml", "</dev/null", closed])
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_answer_is_told_in_the_pipe_and_asked_again(tmp_path: Path) -> None:
    typed = list(QUICK)
    typed[4:5] = ["the twelfth of May", "2026-05-12"]
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*typed))
    assert done.returncode == 0, done.stderr.decode()
    assert b"'the twelfth of May' is not a date" in done.stdout


def test_bytes_that_are_no_text_are_refused_and_asked_again(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=b"caf\xe9\n\x1b[2J\n" + lines(*QUICK))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.count(b"cannot be kept") == 2
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_stream_that_lacks_letters_never_crashes(tmp_path: Path, encoding: str) -> None:
    typed = list(QUICK)
    typed[0] = "Café ‘Überall’ 日本 → 👩‍👧"
    env = environment(PYTHONIOENCODING=f"{encoding}:strict") if encoding != "utf-8" else environment()
    given = lines(*typed) if encoding == "utf-8" else lines(*QUICK)
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=given, env=env)
    assert done.returncode == 0, done.stderr.decode()
    done.stdout.decode(encoding)


def test_a_file_that_is_there_is_gone_on_with_only_after_asking(tmp_path: Path) -> None:
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK[:15]))
    before = (tmp_path / "a.yaml").read_bytes()
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("no"))
    assert done.returncode == 0, "nothing failed"
    assert (
        b"Nothing was changed. To begin another, name another file: coprod-audit run NAME.yaml"
        in b" ".join(done.stdout.split())
    )
    assert (tmp_path / "a.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "broken", [b"", b"coprod-audit: answers/1\nnonsense: [", b"\0\0\0", b"# My own notes\n"]
)
def test_a_file_that_cannot_be_read_is_refused_and_never_overwritten(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(broken)
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("yes", *QUICK))
    assert done.returncode == 2
    assert done.stderr.decode().startswith("a.yaml:")
    assert (tmp_path / "a.yaml").read_bytes() == broken


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    assert done.returncode == 2
    assert "is a link" in done.stderr.decode()
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_foreign_file_where_the_audit_would_go_is_left_alone_and_another_name_is_asked_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "a-audit.md").write_text("my own notes\n", encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK, "1", "b.md"))
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "a-audit.md").read_text(encoding="utf-8") == "my own notes\n"
    assert "The audit is in b.md, b.svg and b-four-values.svg." in done.stdout.decode()


@pytest.mark.parametrize("title", ["Demo {{x}}", "{% raw %} {{{ {#", "{{{{"])
def test_an_audit_about_something_that_looks_like_a_template_can_be_written_again(
    tmp_path: Path, title: str
) -> None:
    for given in (lines(title, *QUICK[1:], "1"), lines("yes", "1")):
        done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=given)
        assert done.returncode == 0, done.stderr.decode()
        assert "The audit is in a-audit.md, a-audit.svg and a-audit-four-values.svg." in done.stdout.decode()


def test_the_answers_are_not_taken_for_a_place_to_write_the_audit_to(tmp_path: Path) -> None:
    (tmp_path / "a-audit.md").write_text("my own notes\n", encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK, "1", "a.yaml", ""))
    assert done.returncode == 2
    assert "make it with: coprod-audit report a.yaml" in " ".join(done.stdout.decode().split())
    assert (tmp_path / "a.yaml").read_bytes().count(b"coprod-audit: answers/1") == 1


def test_a_line_without_an_end_is_refused_and_not_read(tmp_path: Path) -> None:
    given = lines("Hub", "Council") + b"\0" * 200_000
    done = call("run", "a.yaml", "--plain", cwd=tmp_path, given=given)
    assert done.returncode == 2
    assert b"a line of the input is longer than 100,000 characters" in done.stderr
    assert b"Everything answered so far is in a.yaml" in done.stderr


@pytest.mark.parametrize("bad", [b"caf\xe9", b"\x1b[2J", b"a" * 20_001])
@pytest.mark.parametrize("where", ["note", "evidence"])
def test_a_note_that_cannot_be_kept_is_refused_where_it_is_asked_for(
    tmp_path: Path, bad: bytes, where: str
) -> None:
    texts = [b"", bad, b"photo", b""] if where == "evidence" else [bad, b"A letter", b""]
    given = lines(*DETAILS, "4", "note") + b"\n".join([*texts, lines(*FACTS[1:])])
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=given)
    assert done.returncode == 0, done.stderr.decode()
    told = load_answers(tmp_path / "a.yaml", read_questionnaire())[0].by_fact["told"]
    assert (told.note, told.evidence) == (("", ("photo",)) if where == "evidence" else ("A letter", ()))


def test_parts_of_the_unit_sentence_that_are_too_long_are_refused_at_the_part(tmp_path: Path) -> None:
    typed = list(QUICK)
    typed[5:6] = ["a" * 19_900, "the hub"]
    typed[2:3] = ["b" * 1_001, "the council"]
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*typed))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.count(b"please say it more briefly") == 2


@pytest.mark.parametrize(
    "name", [".", "", "/dev/zero", "a" * 5000, f"{'a' * 5000}/b.yaml", "there.txt/b.yaml"]
)
def test_a_name_under_which_nothing_can_be_kept_is_refused_before_anything_is_asked(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "there.txt").write_text("mine\n", encoding="utf-8")
    done = call("run", name, cwd=tmp_path, given=lines(*QUICK))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"coprod-audit: ")
    assert b" -o" not in done.stderr


def test_a_folder_that_cannot_be_written_is_noticed_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever is root may write everywhere
    with pytest.raises(UsageError, match="nothing can be written in the folder"):
        sitting.hold(sitting.Wanted(tmp_path / "a.yaml", None, Scope(quick=True), plain=True))


@pytest.mark.parametrize("name", [".", "/", "..", "a" * 5000])
def test_a_folder_is_no_other_name_for_the_audit_and_another_is_asked_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-audit.md").write_text("my own notes\n", encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK, "1", name, "b.md"))
    assert done.returncode == 0, done.stderr.decode()
    assert b"with -o" not in done.stdout


def test_stop_says_where_everything_is_and_how_to_go_on(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK[:15], "stop"))
    assert done.returncode == 130
    assert (
        b"Everything answered so far is in a.yaml. About 10 minutes left. Go on with:\n"
        b"coprod-audit run a.yaml --quick\n" in done.stderr
    )


@pytest.mark.parametrize("variable", [{"TERM": "dumb"}, {"TERM": "xterm", "ACCESSIBLE": "1"}])
def test_a_terminal_that_cannot_draw_is_given_plain_lines(tmp_path: Path, variable: dict[str, str]) -> None:
    child = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "run", "a.yaml"], cwd=tmp_path, env=environment(**variable), timeout=30
    )
    child.logfile_read = BytesIO()
    child.expect_exact("What is the project called?")
    child.expect_exact(": ")
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert b"\x1b" not in child.logfile_read.getvalue()
    assert b"Nothing was answered" in child.logfile_read.getvalue()


def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_what_a_killed_sitting_left_behind_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    dead = gone()
    kept = {
        f".a.yaml.{os.getpid()}.tmp",  # somebody is at it
        ".a.yaml.0.tmp",
        ".a.yaml.99999999999.tmp",
        ".a.yaml.x.tmp",
        f".b.yaml.{dead}.tmp",
        f"a.yaml.{dead}.tmp",
        f".a.yaml.{dead}.tmp~",
        f".axyaml.{dead}.tmp",
    }
    for name in (*kept, f".a.yaml.{dead}.tmp"):
        (tmp_path / name).write_text("half\n", encoding="utf-8")
    call("run", "a.yaml", cwd=tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == kept


def test_a_link_or_a_folder_is_no_leftover(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine\n", encoding="utf-8")
    link, folder = tmp_path / f".a.yaml.{gone()}.tmp", tmp_path / f".a.yaml.{gone()}.tmp"
    link.symlink_to("mine")
    folder.mkdir()
    files.clear_leftovers(tmp_path / "a.yaml")
    assert link.is_symlink()
    assert folder.is_dir()


def test_a_sitting_killed_while_it_saves_leaves_nothing_behind_after_the_next(tmp_path: Path) -> None:
    killed = (
        "import os, signal\nos.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from coprod_audit.cli.boundary import main; main(['run', 'a.yaml'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", killed],
        cwd=tmp_path,
        env=environment(),
        input=lines("Hub"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert any(p.suffix == ".tmp" for p in tmp_path.iterdir()), "the planted kill leaves one"
    call("run", "a.yaml", cwd=tmp_path, given=lines("Hub"))
    assert sorted(p.name for p in tmp_path.iterdir()) == [".a.yaml.saved", "a.yaml"]


BELOW = ("1",) * 3 + ("1",) * 5 + ("1",) * 3


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_ladder_shows_where_it_stands_also_below_and_on_a_narrow_screen(
    tmp_path: Path, columns: str
) -> None:
    assert call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, *BELOW)).returncode == 0
    questionnaire = read_questionnaire()
    answers = load_answers(tmp_path / "a.yaml", questionnaire)[0]
    out = StringIO()
    telling.show(assess(questionnaire, answers), Plain(StringIO(), out, int(columns)))
    said = out.getvalue()
    line = next(line for line in said.splitlines() if line.lstrip().startswith("below the ladder"))
    if columns == "40":
        assert line.split("<-")[1].strip() == "described"
        assert said.index("\n  information") < said.index(line)


def test_after_a_change_that_moves_nothing_the_first_steps_are_told_again_only_where_they_are_others(
    tmp_path: Path,
) -> None:
    assert call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK)).returncode == 0
    questionnaire = read_questionnaire()
    answers = load_answers(tmp_path / "a.yaml", questionnaire)[0]

    def told(**others: str) -> list[str]:
        given = tuple(
            (fact, one._replace(choice=others.get(fact, one.choice))) for fact, one in answers.answers
        )
        out, before = StringIO(), assess(questionnaire, answers)
        after = assess(questionnaire, answers._replace(answers=given))
        assert after.standing == before.standing
        telling.show_change(after, before, Plain(StringIO(), out, 1000))
        return out.getvalue().split("\n")

    same = told(asked="several-options-open")
    assert same[1] == "What has changed leaves it where it was."
    assert not [line for line in same if line.startswith("1. ")]
    others = told(told="nothing")
    assert others[1] == same[1]
    assert [line[:3] for line in others if line[:1].isdigit()] == ["1. ", "2. ", "3. "]
