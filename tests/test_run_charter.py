"""The interview that fills in a charter: what is asked goes into the front matter, and the prose is nobody's business."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from coprod_audit import answers_reader, disk
from coprod_audit.answers import Answers, Project, Respondent
from coprod_audit.charter import reading
from coprod_audit.charter.front_matter import split
from coprod_audit.charter.skeleton import skeleton
from coprod_audit.cli import charter_paper
from coprod_audit.cli.keeping import Keeping
from coprod_audit.interview.questions import DONT_KNOW
from coprod_audit.loading import load_answers, read_questionnaire
from coprod_audit.plain import Plain
from coprod_audit.session import Owner, Session
from tests.conftest import ROOT
from tests.terminal_kit import (
    CTRL_C,
    ENTER,
    Room,
    asked,
    decide,
    give_details,
    question,
    resume,
    rooms,
)
from tests.typing_kit import DETAILS, PROGRAM, QUICK, call, environment, lines

PROSE = "\n# The hub \u2013 a charter\r\n\n---\ntold: this is prose\n\n\ttabs, and no end of line"
BARE = f"---\nlayout: page # for the site\nreview: 2027-05-01\n---\n{PROSE}"
NAME = "docs/charter.md"


@pytest.fixture
def charter(tmp_path: Path) -> Path:
    """A charter with keys of others and with prose, and nothing answered."""
    (tmp_path / "docs").mkdir()
    path = tmp_path / NAME
    path.write_bytes(BARE.encode())
    return path


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Open rooms, and clear them up."""
    with rooms(tmp_path) as open_:
        yield open_


def interviewed(folder: Path, *typed: str, options: tuple[str, ...] = ("--quick",)) -> tuple[int, str, str]:
    """Type lines into an interview of the charter; its code, and what it said and complained of, each as one line."""
    done = call("run", "--charter", NAME, *options, cwd=folder, given=lines(*typed))
    said, complained = done.stdout.decode(), done.stderr.decode()
    return done.returncode, " ".join(said.split()), " ".join(complained.split())


def answers_of(path: Path) -> Answers:
    """The answers that a charter is judged by."""
    charter = reading.read(path.read_bytes(), str(path))
    assert not charter.faults.found, charter.faults.found
    return answers_reader.match(charter.sheet, read_questionnaire())[0]


def prose_of(path: Path) -> str:
    text = path.read_bytes().decode()
    matter = split(text)
    assert matter is not None
    return text[matter.prose :]


def names(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_a_whole_interview_through_a_pipe_fills_the_front_matter_and_nothing_else(
    tmp_path: Path, charter: Path
) -> None:
    code, said, _ = interviewed(tmp_path, "yes", *QUICK)
    assert code == 0
    assert "Every answer is saved in docs/charter.md before the next question appears." in said
    assert (
        "The audit is in docs/charter-audit.md, docs/charter-audit.svg and docs/charter-audit-four-values.svg. "
        "The answers are in docs/charter.md." in said
    )
    assert said.endswith(
        "To change an answer later, or to go on: coprod-audit run --charter docs/charter.md --quick"
        " One page in plain words, for everybody who took part:"
        " coprod-audit report docs/charter.md --one-page -o one-page.md"
    )
    found = answers_of(charter)
    assert (found.facts["told"], found.project.title) == ("what-and-why-in-time", "Riverside Hub")
    text = charter.read_bytes().decode()
    assert text.startswith("---\nlayout: page # for the site\nreview: 2027-05-01\ncoprod-audit: charter/1\n")
    assert text.endswith(f"\n---\n{PROSE}")
    assert names(tmp_path) == [
        "docs/.charter.md.saved",
        "docs/charter-audit-four-values.svg",
        "docs/charter-audit.md",
        "docs/charter-audit.svg",
        "docs/charter.md",
        "docs/charter.md.found.bak",
    ]
    assert (tmp_path / "docs/charter.md.found.bak").read_bytes() == BARE.encode()


def test_answers_in_a_charter_are_those_that_a_file_of_answers_would_hold(
    tmp_path: Path, charter: Path
) -> None:
    interviewed(tmp_path, "yes", *QUICK)
    call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK))
    assert answers_of(charter) == load_answers(tmp_path / "a.yaml", read_questionnaire())[0]


def test_the_skeleton_is_filled_in_with_its_comments_and_blanks_around_the_answers(
    tmp_path: Path, charter: Path
) -> None:
    before = skeleton(read_questionnaire(), "Riverside Hub", "2026-05-12")
    charter.write_text(before, encoding="utf-8")
    code, said, _ = interviewed(tmp_path, "yes", *QUICK[1:])
    assert code == 0
    assert "docs/charter.md is there already: 0 questions are answered about Riverside Hub" in said
    after = charter.read_text(encoding="utf-8")
    assert "\n  told: what-and-why-in-time\n" in after
    assert [one for one in after.splitlines() if one.lstrip().startswith("#")] == [
        one for one in before.splitlines() if one.lstrip().startswith("#")
    ]


def test_a_second_sitting_changes_the_line_of_its_answer_and_no_other(tmp_path: Path, charter: Path) -> None:
    interviewed(tmp_path, "yes", *QUICK)
    before = charter.read_bytes().decode().split("\n")
    code, _, _ = interviewed(tmp_path, "yes", "3", "3", options=("--only", "told"))
    assert code == 0
    after = charter.read_bytes().decode().split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("  told: what-and-why-in-time", "  told: what-in-time")]


def test_markdown_without_front_matter_gets_some_on_top(tmp_path: Path, charter: Path) -> None:
    charter.write_bytes(PROSE.encode())
    assert interviewed(tmp_path, *QUICK)[0] == 0
    assert charter.read_bytes().decode().startswith("---\ncoprod-audit: charter/1\n")
    assert charter.read_bytes().decode().endswith(f"\n---\n{PROSE}")


def test_who_may_read_the_charter_stays_as_it_was(tmp_path: Path, charter: Path) -> None:
    charter.chmod(0o644)
    interviewed(tmp_path, "yes", "Hub")
    assert charter.stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "docs/.charter.md.saved").stat().st_mode & 0o777 == 0o600


def test_before_the_first_note_it_is_said_that_all_who_see_the_charter_read_it(
    tmp_path: Path, charter: Path
) -> None:
    _, said, _ = interviewed(tmp_path, "yes", *DETAILS, "4", "note", "Posters in three places", "", "4")
    assert "Notes and evidence are kept in the charter and stand in the appendix of the audit" in said
    assert "what was once committed stays in the history" in said
    assert "note: Posters in three places" in charter.read_text(encoding="utf-8")


def test_prose_that_was_edited_between_two_sittings_is_no_damage_and_stays(
    tmp_path: Path, charter: Path
) -> None:
    interviewed(tmp_path, "yes", "Hub")
    charter.write_bytes(charter.read_bytes().replace(b"tabs", b"more words"))
    code, said, _ = interviewed(tmp_path, "yes", "Council")
    assert code == 2
    assert "was changed since the last save" not in said
    assert "docs/charter.md is there already: 0 questions are answered about Hub" in said
    assert prose_of(charter) == PROSE.replace("tabs", "more words")
    assert names(tmp_path) == ["docs/.charter.md.saved", NAME, "docs/charter.md.found.bak"]
    assert "  organisation: Council\n" in charter.read_bytes().decode()


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-20],
        lambda data: data[: data.index(b"# The hub")],
        lambda data: data.replace(b"title: Hub", b"title: Pub"),
        lambda data: data.replace(b"title: Hub", b"title: Pub") + b" and more",
    ],
)
def test_a_charter_that_lost_its_end_or_has_other_answers_is_shown_to_the_room(
    tmp_path: Path, charter: Path, harm: Callable[[bytes], bytes]
) -> None:
    interviewed(tmp_path, "yes", "Hub")
    whole = charter.read_bytes()
    charter.write_bytes(harm(whole))
    code, said, _ = interviewed(tmp_path, "restore", "yes")
    assert "docs/charter.md was changed since the last save (" in said
    assert "It can be read, and is welcome." in said
    assert "What was saved last is back in docs/charter.md" in said
    assert code == 2
    assert charter.read_bytes() == whole


@pytest.mark.parametrize(
    ("damage", "told"),
    [(b"", "the front matter is not closed"), (b"\0", "NUL (U+0000)")],
)
def test_front_matter_that_was_damaged_can_be_put_back_as_it_was_saved(
    tmp_path: Path, charter: Path, damage: bytes, told: str
) -> None:
    interviewed(tmp_path, "yes", "Hub")
    whole = charter.read_bytes()
    charter.write_bytes(whole[:60] + damage)
    _, said, _ = interviewed(tmp_path, "restore", "yes")
    assert "As it is, it cannot be read:" in said
    assert charter.read_bytes() == whole


def test_a_charter_that_was_taken_away_can_be_brought_back_and_is_not_begun_anew(
    tmp_path: Path, charter: Path
) -> None:
    interviewed(tmp_path, "yes", "Hub")
    whole = charter.read_bytes()
    charter.unlink()
    code, _, complained = interviewed(tmp_path, "no")
    assert code == 2
    assert "there is no charter 'docs/charter.md'" in complained
    assert not charter.exists()
    (tmp_path / "docs/charter.md.saved.bak").rename(tmp_path / "docs/.x")
    interviewed(tmp_path, "yes", "no")
    assert charter.read_bytes() == whole


def test_where_there_is_no_charter_the_way_to_a_skeleton_is_told_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    for name in ("charter.md", "docs/charter.md"):
        done = call("run", "--charter", name, cwd=tmp_path, given=lines("x"))
        assert done.returncode == 2
        assert done.stderr.decode() == (
            f"coprod-audit: there is no charter '{name}'; check the name, or have a skeleton written: "
            f"coprod-audit check --init {name}\n"
        )
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("---\ntitle: The hub\n", "docs/charter.md:1:1: C001 the front matter is not closed"),
        ("+++\n+++\n", "docs/charter.md:1:1: C001 the front matter is TOML"),
        ("---\nproject: [\n---\n", "docs/charter.md:3:1: D006 "),
        ("---\nprojet:\n  title: x\n---\n", "docs/charter.md:2:1: D022 no key called 'projet'"),
        ("---\nanswers:\n  told: maybe\n---\n", "docs/charter.md:3:9: A002 no choice called 'maybe'"),
        ("---\ncoprod-audit: answers/1\n---\n", "docs/charter.md:2:15: D025 "),
        ("---\n- project\n---\n", "docs/charter.md:2:1: D020 "),
        (
            "---\n{project: {title: Hub}}\n---\n",
            "docs/charter.md:1:1: C001 the front matter is written in a way",
        ),
        (
            "---\nanswers: /etc/answers.yaml\n---\n",
            "docs/charter.md:2:10: C001 the answers are in '/etc/answers.yaml'",
        ),
        ("---\nanswers: told\n---\n", "docs/charter.md:2:10: C001 the answers are in 'told'"),
    ],
)
def test_a_charter_that_cannot_be_read_is_refused_with_its_places_and_left_alone(
    tmp_path: Path, charter: Path, text: str, complaint: str
) -> None:
    charter.write_text(text, encoding="utf-8")
    code, said, complained = interviewed(tmp_path, "yes", "Hub")
    assert (code, said) == (2, "")
    assert complained.startswith(complaint)
    assert charter.read_text(encoding="utf-8") == text
    assert names(tmp_path) == [NAME]


def test_what_is_no_markdown_is_refused_with_what_to_do(tmp_path: Path) -> None:
    for name, way_out in (
        ("a.yaml", "if it is a file of answers, go on with it: coprod-audit run a.yaml;"),
        ("a b.yml", "if it is a file of answers, go on with it: coprod-audit run 'a b.yml';"),
        ("charter", "let it end in .md"),
    ):
        (tmp_path / name).write_text("coprod-audit: answers/1\n", encoding="utf-8")
        done = call("run", "--charter", name, cwd=tmp_path, given=lines("x"))
        assert done.returncode == 2
        assert way_out in done.stderr.decode()


def test_a_file_of_answers_and_a_charter_together_are_a_mistake(tmp_path: Path, charter: Path) -> None:
    done = call("run", "a.yaml", "--charter", NAME, cwd=tmp_path, given=lines("x"))
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "coprod-audit: both a file of answers and --charter are named; the answers go into one of them, so leave out "
        "the other\n"
    )
    assert names(tmp_path) == [NAME]


NAMED = "---\nproject: {title: Hub, claims: co-design}\nanswers: ../answers/hub.yaml\n---\nProse\n"


def test_a_charter_that_names_a_file_of_answers_stays_and_the_interview_goes_on_there(
    tmp_path: Path, charter: Path
) -> None:
    charter.write_text(NAMED, encoding="utf-8")
    (tmp_path / "answers").mkdir()
    code, said, complained = interviewed(tmp_path, "", "Council")
    assert code == 2
    assert said.startswith(
        "docs/charter.md has its answers in answers/hub.yaml: the interview goes on there, and charter.md stays as it is."
    )
    assert "These come from docs/charter.md: - What is the project called? Hub" in said
    assert complained.endswith("Go on with: coprod-audit run answers/hub.yaml --quick")
    kept, _ = load_answers(tmp_path / "answers/hub.yaml", read_questionnaire(), unit_needed=False)
    assert (kept.project.title, kept.project.claims) == ("Hub", "co-design")
    assert charter.read_text(encoding="utf-8") == NAMED
    assert names(tmp_path) == ["answers/.hub.yaml.saved", "answers/hub.yaml", NAME]


def test_a_file_of_answers_outside_the_repository_is_not_written(tmp_path: Path, charter: Path) -> None:
    charter.write_text("---\nanswers: ../../hub.yaml\n---\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    code, _, complained = interviewed(tmp_path, "yes", "Hub")
    assert code == 2
    assert complained.startswith(
        "docs/charter.md:2:10: C001 the answers are in '../../hub.yaml', which leads out of the repository"
    )


def test_a_charter_that_would_grow_past_what_is_read_is_left_as_it_is(tmp_path: Path, charter: Path) -> None:
    charter.write_bytes(BARE.encode() + b"x" * (1_000_000 - len(BARE.encode())))
    before = charter.read_bytes()
    code, said, complained = interviewed(tmp_path, "yes", "Hub")
    assert "the charter comes to more than 1,000,000 bytes" in said + complained
    assert code == 2
    assert charter.read_bytes() == before


def test_an_audit_never_takes_the_place_of_a_charter(tmp_path: Path, charter: Path) -> None:
    charter.write_text(
        "---\ncoprod-audit: charter/1\n---\nText\n\n<!-- coprod-audit audit/1 -->\n", encoding="utf-8"
    )
    done = call("report", "examples/camden-after.yaml", "-o", str(charter), cwd=Path(__file__).parent.parent)
    assert done.returncode == 2
    assert b"is not an audit that coprod-audit wrote" in done.stderr


def test_where_somebody_edits_the_charter_meanwhile_theirs_stays_and_ours_goes_on_beside_it(
    tmp_path: Path, charter: Path
) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "run", "--charter", NAME, "--quick"],
        cwd=tmp_path,
        env=environment(PYTHONUNBUFFERED="1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines("yes", "Hub"))
    process.stdin.flush()
    _until(process.stdout.readline, b"Which organisation is behind it?")
    theirs = charter.read_bytes() + b"\nMore prose.\n"
    charter.write_bytes(theirs)
    said = process.communicate(lines("Council"), timeout=60)[0].decode()
    assert "Somebody else changed docs/charter.md meanwhile." in " ".join(said.split())
    assert charter.read_bytes() == theirs
    ours = tmp_path / "docs/charter.2.md"
    assert "organisation: Council" in ours.read_bytes().decode()
    assert prose_of(ours) == PROSE


def _until(line: Callable[[], bytes], wanted: bytes) -> None:
    while wanted not in (said := line()):
        assert said, "the program has ended"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
def test_a_whole_interview_in_a_terminal_killed_in_the_middle_and_gone_on_with(
    room: Callable[..., Room], tmp_path: Path, charter: Path, columns: int
) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", NAME], cwd=tmp_path, check=True)
    here = room("run", "--charter", NAME, "--quick", columns=columns)
    resume(here)
    give_details(here)
    here.wait(question(1, 7))
    here.press("4", ENTER)
    here.wait(question(2, 7))
    here.child.kill(signal.SIGKILL)
    assert here.leave() == -signal.SIGKILL
    assert prose_of(charter) == PROSE
    again = room("run", "--charter", NAME, "--quick", columns=columns)
    again.wait("docs/charter.md is there already: 1 question is answered about Riverside Hub")
    resume(again)
    again.wait(question(2, 7))
    again.press("4", ENTER)
    again.wait(question(3, 7))
    again.press("3", ENTER)
    decide(again, "4", "4", "5", "2", DONT_KNOW.key)
    for number, key in ((5, "4"), (6, "4"), (7, "2"), (8, "2")):
        again.wait(question(number, 8))
        again.press(key, ENTER)
    again.wait("What now?")
    assert all(len(line) <= columns for line in again.look().splitlines())
    again.press(ENTER)
    assert again.leave() == 0
    assert "The audit is in docs/charter-audit.md, docs/charter-audit.svg" in again.told()
    assert answers_of(charter).facts["asked"] == "while-open"
    assert prose_of(charter) == PROSE
    diff = subprocess.run(["git", "diff", "--", NAME], cwd=tmp_path, check=True, capture_output=True).stdout
    assert [line for line in diff.splitlines() if line.startswith(b"-")] == [b"--- a/docs/charter.md"]


@pytest.mark.slow
def test_what_was_being_typed_into_a_charter_is_there_again_when_it_was_ended(
    room: Callable[..., Room], tmp_path: Path, charter: Path
) -> None:
    here = room("run", "--charter", NAME)
    resume(here)
    here.answer(asked("What is the project called?"), "Hub")
    here.wait(asked("Which organisation is behind it?"))
    here.press("Riverside Cou")
    here.wait("Riverside Cou")
    here.child.kill(signal.SIGTERM)
    assert here.leave() == 128 + signal.SIGTERM
    again = room("run", "--charter", NAME)
    resume(again)
    again.wait("Riverside Cou")
    again.press("ncil", ENTER)
    again.wait(asked("What is the organisation called for short?"))
    assert "  organisation: Riverside Council\n" in charter.read_bytes().decode()


@pytest.mark.slow
def test_two_people_cannot_fill_in_one_charter_at_a_time(
    room: Callable[..., Room], tmp_path: Path, charter: Path
) -> None:
    here = room("run", "--charter", NAME)
    here.wait("Go on with it?")
    code, _, complained = interviewed(tmp_path, "yes", "Hub")
    assert code == 2
    assert complained.startswith("coprod-audit: 'docs/charter.md' is being answered by ")
    here.press(CTRL_C)
    assert here.leave() == 130
    assert (
        "Nothing was changed in docs/charter.md. Go on with: coprod-audit run --charter docs/charter.md"
        in here.told()
    )
    assert charter.read_bytes() == BARE.encode()
    assert names(tmp_path) == [NAME]


def test_where_the_disk_is_full_another_markdown_file_takes_the_whole_charter(
    tmp_path: Path, charter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, create = StringIO(), disk.create
    paper = charter_paper.Charter(read_questionnaire(), reading.CHARTER_LIMITS)
    asker = Plain(StringIO("other.yaml\nother.md\n".replace("other", str(tmp_path / "other"))), out)
    with Session.open(
        charter, now="2026-05-12T14:05", owner=Owner("ann", "desk", 1), mode=paper.mode
    ) as session:
        keeping = Keeping(session, paper, asker)
        monkeypatch.setattr(disk, "create", lambda path, *more: _full(path, create, *more))
        asked_ = read_questionnaire()
        keeping.save(Answers(asked_.id, asked_.version, Project("Hub"), Respondent(), ()))
    assert "other.yaml' is YAML" in " ".join(out.getvalue().split())
    assert keeping.safe
    assert keeping.path == tmp_path / "other.md"
    assert prose_of(tmp_path / "other.md") == PROSE
    assert charter.read_bytes() == BARE.encode()


def _full(path: Path, create: Callable[..., int], *more: int) -> int:
    if path.parent.name == "docs":
        raise OSError(28, "No space left on device")
    return create(path, *more)


def test_a_charter_is_not_taken_for_a_file_of_answers(tmp_path: Path) -> None:
    charter = tmp_path / "charter.md"
    charter.write_text("# A charter\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coprod_audit", "run", "charter.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "coprod-audit: 'charter.md' is Markdown, and answers stand in YAML; if it is a charter, go on with it:"
        " coprod-audit run --charter charter.md\n"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["charter.md"]
