"""The whole conversation as plain lines: through a pipe, without a terminal, and without anything to read."""

import os
import signal
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pexpect
import pytest

from coprod_audit import files
from coprod_audit.cli import sitting, telling
from coprod_audit.errors import UsageError
from coprod_audit.interview import Asides, Given, NoteWanted, Option, Step, begin
from coprod_audit.loading import load_answers, read_questionnaire
from coprod_audit.plain import Plain
from tests.typing_kit import DETAILS, FACTS, PROGRAM, QUICK, call, environment, lines

ASIDES = Asides("the help", "the reason", "the proof", "the easy words")
CHOICE = Step(
    "told",
    "What do they hear?",
    (Option("nothing", "Nothing", "No thing."), Option("all", "All")),
    asides=ASIDES,
)
TEXT = Step("project.title", "What is it called?", default="Hub")


def asked(step: Step, *typed: str) -> tuple[object, str]:
    """Put a step to a room that types these lines; return its reply and everything that was printed."""
    out = StringIO()
    reply = Plain(StringIO("".join(f"{line}\n" for line in typed)), out).ask(step)
    return reply, out.getvalue()


@pytest.mark.parametrize("typed", ["2", "all", "ALL", " 2 "])
def test_a_choice_is_made_by_its_number_or_by_its_name(typed: str) -> None:
    assert asked(CHOICE, typed)[0] == Given("all")


@pytest.mark.parametrize("wrong", ["3", "0", "-1", "²", "two", "9" * 5000])
def test_a_wrong_line_is_told_and_the_question_put_again(wrong: str) -> None:
    reply, said = asked(CHOICE, wrong, "1")
    assert reply == Given("nothing")
    assert "is none of the numbers; please type one from 1 to 2" in " ".join(said.split())


def test_an_empty_line_is_no_answer_to_a_choice() -> None:
    assert "is none of the numbers" in asked(CHOICE, "", "1")[1]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("help", "the help"),
        ("?", "the help"),
        ("why", "the reason"),
        ("evidence", "the proof"),
        ("easy", "No thing."),
    ],
)
def test_words_are_commands_and_the_question_is_still_open(word: str, told: str) -> None:
    reply, said = asked(CHOICE, word, "1")
    assert (reply, told in said) == (Given("nothing"), True)


def test_a_note_can_be_wanted_instead_of_answering() -> None:
    assert asked(CHOICE, "note")[0] == NoteWanted()


def test_stop_stops_as_ctrl_c_does_and_the_end_of_the_input_is_told_apart() -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(CHOICE, "stop")
    with pytest.raises(EOFError):
        asked(CHOICE)


def test_nothing_typed_stands_for_the_default_and_where_there_is_none_something_has_to_stand() -> None:
    assert asked(TEXT, "")[0] == Given("Hub")
    assert "Something has to stand here" in asked(TEXT._replace(default=""), "", "Hub")[1]


def test_what_strangers_wrote_moves_no_cursor() -> None:
    out = StringIO()
    step = CHOICE._replace(ask="\x1b[2J\x9b31mClear?\r\u202e", before=("a\x07b\nc",))
    Plain(StringIO("1\n"), out).ask(step)
    assert not set(out.getvalue()) & set("\x1b\x9b\r\x07\u202e")


def test_a_whole_interview_through_a_pipe(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    assert done.returncode == 0, done.stderr.decode()
    assert b"\x1b" not in done.stdout + done.stderr
    said = done.stdout.decode()
    for word in ("Question 8 of 8", "first steps", "The audit is in a-audit.md and a-audit.svg", "co-design"):
        assert word in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-audit.md", "a-audit.svg", "a.yaml"]
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire())
    assert answers.facts["decisions.judging"] == "unknown"
    assert answers.facts["differences.design"] == "people"
    assert answers.project.claims == "co-production"


def test_every_question_of_all_can_be_answered_through_a_pipe(tmp_path: Path) -> None:
    done = call("run", "a.yaml", cwd=tmp_path, given=lines(*DETAILS, *["1"] * 60))
    assert done.returncode == 0, done.stderr.decode()
    assert b"Section 5 of 5" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_note_goes_to_the_answer_before_and_who_reads_it_is_said_first_and_once(tmp_path: Path) -> None:
    noted = ("4", "note", "Posters in three places", "photo of 3 May", "note", "And a letter", "", *FACTS[1:])
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, *noted))
    assert done.returncode == 0, done.stderr.decode()
    said = " ".join(done.stdout.decode().split())
    assert said.count("everybody who is given either of them can read them") == 1
    assert said.index("can read them") < said.index("Posters in three places")
    told = load_answers(tmp_path / "a.yaml", read_questionnaire())[0].by_fact["told"]
    assert (told.note, told.evidence) == ("Posters in three places\nAnd a letter", ("photo of 3 May",))


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
    assert "coprod-audit questionnaire answers-file > answers.yaml" in said
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
    assert "The audit is in b.md and b.svg" in done.stdout.decode()


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
    texts = [b"", bad, b"photo"] if where == "evidence" else [bad, b"A letter", b""]
    given = lines(*DETAILS, "4", "note") + b"\n".join([*texts, lines(*FACTS[1:])])
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=given)
    assert done.returncode == 0, done.stderr.decode()
    told = load_answers(tmp_path / "a.yaml", read_questionnaire())[0].by_fact["told"]
    assert (told.note, told.evidence) == (("", ("photo",)) if where == "evidence" else ("A letter", ()))


def test_two_notes_that_are_too_long_together_are_refused(tmp_path: Path) -> None:
    noted = ("4", "note", "a" * 15_000, "", "note", "b" * 5_000, "c", "")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, *noted, *FACTS[1:]))
    assert done.returncode == 0, done.stderr.decode()
    assert b"longer than 4,999 characters" in b" ".join(done.stdout.split())


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
        sitting.hold(sitting.Wanted(tmp_path / "a.yaml", None, quick=True, plain=True))


@pytest.mark.parametrize("name", [".", "/", "..", "a" * 5000])
def test_a_folder_is_no_other_name_for_the_audit_and_another_is_asked_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-audit.md").write_text("my own notes\n", encoding="utf-8")
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK, "1", name, "b.md"))
    assert done.returncode == 0, done.stderr.decode()
    assert b" -o" not in done.stdout


def test_stop_says_where_everything_is_and_how_to_go_on(tmp_path: Path) -> None:
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK[:15], "stop"))
    assert done.returncode == 130
    assert (
        b"Everything answered so far is in a.yaml. Go on with:\ncoprod-audit run a.yaml --quick\n"
        in done.stderr
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
    assert [p.name[:8] for p in tmp_path.iterdir()] == [".a.yaml."], "the planted kill leaves one"
    call("run", "a.yaml", cwd=tmp_path, given=lines("Hub"))
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


BELOW = ("1",) * 3 + ("1",) * 5 + ("1",) * 3


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_ladder_shows_where_it_stands_also_below_and_on_a_narrow_screen(
    tmp_path: Path, columns: str
) -> None:
    assert call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*DETAILS, *BELOW)).returncode == 0
    questionnaire = read_questionnaire()
    interview = begin(
        questionnaire, load_answers(tmp_path / "a.yaml", questionnaire)[0], quick=True, today="2026-05-12"
    )
    out = StringIO()
    telling.tell(interview, Plain(StringIO(), out, int(columns)), tmp_path / "b.yaml")
    said = out.getvalue()
    line = next(line for line in said.splitlines() if line.lstrip().startswith("below the ladder"))
    if columns == "40":
        assert line.split("<-")[1].strip() == "described"
        assert said.index("\n  information") < said.index(line)
