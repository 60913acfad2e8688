"""E1: in every environment it is no reason to fall over: no traceback, the exit code that is documented, and a way out.

Where nobody can be asked, the sentence that says how to answer by file is there.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal_kit import CTRL_C, ENTER, ROWS, UP, Room, asked, begun, kept, question, resume, rooms, row
from tests.typing_kit import EXAMPLE, PROGRAM, QUICK, ROOT, environment, lines

RUN = "run a.yaml --quick"
REPORT = f"report {EXAMPLE}"
CHECK = f"questionnaire check {ROOT / 'questionnaires' / 'coprod-ladder'}"
BY_FILE = (
    "Where nobody can be asked, fill in a file: coprod-audit questionnaire answers-file > filled-in.yaml"
)


class Ending(NamedTuple):
    """What came of a call in the shell."""

    code: int
    out: bytes
    err: str


def shell(folder: Path, command: str, **variables: str) -> Ending:
    """Run a line of the shell; `$P` is the program, and `in` holds the lines of a whole interview."""
    (folder / "in").write_bytes(lines(*QUICK))
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        env=environment(P=" ".join(PROGRAM), **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return Ending(done.returncode, done.stdout, " ".join(done.stderr.decode("utf-8", "replace").split()))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


@pytest.mark.parametrize("given", ["</dev/null", "<&-", "< <(true)"], ids=["null", "closed", "empty pipe"])
def test_where_nobody_can_be_asked_it_says_how_to_answer_by_file(tmp_path: Path, given: str) -> None:
    ended = shell(tmp_path, f"$P {RUN} {given}")
    assert ended.code == 2
    assert "What is the project called?" in ended.err
    assert BY_FILE in ended.err
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_a_pipe_that_ends_early_keeps_what_was_answered_and_says_how_to_answer_by_file(
    tmp_path: Path,
) -> None:
    ended = shell(tmp_path, f"head -n 14 in | $P {RUN}; exit ${{PIPESTATUS[1]}}")
    assert ended.code == 2
    assert BY_FILE in ended.err
    assert "Everything answered so far is in a.yaml." in ended.err
    assert kept(tmp_path / "a.yaml").facts == {"told": "what-and-why-in-time"}


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (f"{RUN} <in >&-", 0, ""),  # whoever answers from a pipe need not listen
        (f"{RUN} <in >/dev/full", 2, "coprod-audit: cannot write any more: no space left on device"),
        pytest.param(f"{RUN} <in 2>&-", 0, "", marks=pytest.mark.slow),
        pytest.param(f"{RUN} <in 2>/dev/full", 0, "", marks=pytest.mark.slow),
        (f"{REPORT} >&-", 2, "coprod-audit: there is no stdout to write to; name a file with -o"),
        (f"{REPORT} >/dev/full", 2, "coprod-audit: cannot write to stdout: no space left on device"),
        pytest.param(f"{REPORT} 2>&-", 0, "", marks=pytest.mark.slow),
        pytest.param(f"{REPORT} | true", 0, "", marks=pytest.mark.slow),
        pytest.param(f"{CHECK} >&-", 0, "36 questions, 8 of them", marks=pytest.mark.slow),
        pytest.param(f"{CHECK} >/dev/full", 0, "36 questions", marks=pytest.mark.slow),
        pytest.param(f"{CHECK} 2>/dev/full", 0, "", marks=pytest.mark.slow),
        pytest.param(f"{CHECK} | true", 0, "36 questions", marks=pytest.mark.slow),
    ],
)
def test_streams_that_are_closed_or_full_or_lead_nowhere(
    tmp_path: Path, command: str, code: int, said: str
) -> None:
    ended = shell(tmp_path, f"$P {command}")
    assert ended.code == code
    assert said in ended.err
    if command.startswith("run") and code == 0:
        assert kept(tmp_path / "a.yaml").facts["after"] == "hear-results"
        assert (tmp_path / "a-audit.md").exists()


def test_a_reader_that_goes_away_loses_no_answer_and_makes_no_fuss(tmp_path: Path) -> None:
    path = begun(tmp_path, 3)
    before = kept(path).facts
    ended = shell(tmp_path, f"$P {RUN} <in | head -c 200 >/dev/null")
    assert "fault" not in ended.err
    assert before.items() <= kept(path).facts.items()


@pytest.mark.slow
def test_without_any_terminal_a_whole_interview_goes_through(tmp_path: Path) -> None:
    ended = shell(tmp_path, f"setsid -w $P {RUN} <in >out")
    assert ended.code == 0
    assert b"\x1b" not in (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("home", ["/proc", pytest.param("/nowhere/at/all", marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "command", [RUN, *(pytest.param(one, marks=pytest.mark.slow) for one in (REPORT, CHECK))]
)
def test_a_home_in_which_nothing_can_be_written_does_not_matter(
    tmp_path: Path, home: str, command: str
) -> None:
    assert shell(tmp_path, f"$P {command} <in", HOME=home, XDG_CACHE_HOME=home, TMPDIR=home).code == 0


UNREADABLE = ["folder", pytest.param("pipe", marks=pytest.mark.slow), *(["locked"] if os.geteuid() else [])]
"""What cannot be read as a file; whoever is root may read everything that is one."""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("run a.yaml", "'a.yaml' is not a plain file"),
        ("report a.yaml", "a.yaml"),
        ("questionnaire check a.yaml", "a.yaml"),
        ("run --from a.yaml b.yaml", "a.yaml"),
        ("run --questionnaire ./a.yaml b.yaml", "a.yaml"),
    ],
)
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_name(
    tmp_path: Path, command: str, said: str, kind: str
) -> None:
    path = tmp_path / "a.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_text("coprod-audit: answers/1\n", encoding="utf-8")
        path.chmod(0)
        said = "a.yaml"
    ended = shell(tmp_path, f"$P {command}")
    assert ended.code == 2
    assert said in ended.err
    assert not (tmp_path / "b.yaml").exists()


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CP1252 = {"PYTHONIOENCODING": "cp1252"}


@pytest.mark.parametrize(("variables", "encoding"), [(ASCII, "ascii"), (CP1252, "cp1252")])
@pytest.mark.parametrize(
    "command",
    [RUN, REPORT, *(pytest.param(one, marks=pytest.mark.slow) for one in (CHECK, f"{REPORT} -o audit.md"))],
)
def test_streams_that_lack_letters(
    tmp_path: Path, command: str, variables: dict[str, str], encoding: str
) -> None:
    ended = shell(tmp_path, f"$P {command} <in", **variables)
    assert ended.code == 0
    ended.out.decode("utf-8" if command == REPORT else encoding)


@pytest.mark.slow
@pytest.mark.parametrize("variables", [ASCII, CP1252])
def test_a_terminal_that_lacks_letters_can_be_answered_in(
    room: Callable[..., Room], tmp_path: Path, variables: dict[str, str]
) -> None:
    path = begun(tmp_path, 11)
    here = room("run", path.name, "--quick", rows=60, **variables)
    resume(here)
    here.answer(question(8, 8), "2")
    here.answer(asked("What now?"))
    assert here.leave() == 0
    assert "Traceback" not in here.told()
    assert kept(path).facts["after"] == "hear-results"


def test_a_window_of_twenty_columns_and_five_lines_can_be_answered_in(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 2)
    here = room("run", path.name, "--quick", columns=20, rows=5)
    here.wait("> y) yes")
    here.press(ENTER)
    here.wait("Who came back")
    here.wait("(nothing")
    here.press("3", ENTER)
    here.wait("> What this is for:")
    here.press("4", ENTER)
    here.wait("> What the money")
    here.press("n")
    here.wait("Note (Enter")
    here.press("in a small window", ENTER)
    here.wait("Evidence")
    assert all(len(line) <= 20 for line in here.look().splitlines())
    here.press(CTRL_C)
    assert here.leave() == 130
    assert "Traceback" not in here.told()
    given = kept(path)
    assert given.facts["decisions.purpose"] == "talked"
    assert "in a small window" in {one.note for one in given.by_fact.values()}


@pytest.mark.parametrize("term", ["dumb", pytest.param("", marks=pytest.mark.slow)])
def test_a_terminal_that_cannot_draw_is_asked_in_plain_lines(
    room: Callable[..., Room], tmp_path: Path, term: str
) -> None:
    path = begun(tmp_path, 11)
    here = room("run", path.name, "--quick", rows=100, TERM=term)
    here.answer(lambda words: words.endswith("yes or no (Enter for yes):"))
    here.answer(lambda words: words.endswith("A number from 1 to 5:"), "2")
    here.answer(lambda words: bool(words.endswith(":") and "What now?" in words), "3")
    assert here.leave() == 0
    assert b"\x1b" not in here.raw
    assert kept(path).facts["after"] == "hear-results"


def test_a_window_that_is_dragged_about_during_a_question_loses_nothing(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 3)
    here = room("run", path.name, "--quick", rows=40)
    resume(here)
    here.wait(row(ROWS[0]))
    here.press("4")
    for n in range(60):
        here.resize(20 + 37 * n % 120, 5 + 11 * n % 50)
    here.resize(100, 50)
    here.wait(lambda words: "4) The organisation settled it after several talks" in words)
    here.wait(row(ROWS[0]))
    here.press(ENTER)
    here.wait(row(ROWS[1]))
    here.press("n")
    here.wait(asked("Note (Enter for none):"))
    here.press("Dragged")
    for n in range(60):
        here.resize(20 + 53 * n % 100, 5 + 7 * n % 40)
    here.resize(80, 30)
    here.wait("> Dragged")
    here.press(" about", ENTER)
    here.wait(asked("Evidence, and where to find it"))
    here.press(CTRL_C)
    assert here.leave() == 130
    assert "Traceback" not in here.told()
    given = kept(path)
    assert given.facts["decisions.purpose"] == "talked"
    assert "Dragged about" in {one.note for one in given.by_fact.values()}


@pytest.mark.slow
def test_arrow_keys_work_where_the_window_shows_one_choice_at_a_time(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    path = begun(tmp_path, 2)
    here = room("run", path.name, "--quick", columns=20, rows=5)
    here.wait("> y) yes")
    here.press(ENTER)
    here.wait("Who came back")
    here.press(UP, UP)
    here.wait("> 4) There is a")
    here.press(ENTER)
    here.wait("> What this is for:")
    here.press(CTRL_C)
    assert here.leave() == 130
    assert kept(path).facts["came-back"] == "standing"
