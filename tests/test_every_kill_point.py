"""A1: a sitting of twenty answers in a real terminal, killed at every call that touches its files."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit import answers_reader
from coprod_audit.answers import Answers
from coprod_audit.interview import Scope, begin, details
from coprod_audit.loading import read_questionnaire
from coprod_audit.session import Changed, Missing, Owner, Session, Whole
from tests.kill_kit import CALLS, FIXED_NUMBER, traced, was_hit
from tests.terminal_kit import ASKS, PATIENCE, ROWS, Room, Wanted, asked, question, row
from tests.typing_kit import DETAILS

PROGRAM = FIXED_NUMBER + (
    "import sys\nfrom coprod_audit.cli.boundary import main\nsys.exit(main(['run', sys.argv[1], '--quick']))"
)
DONE = asked("What is the biggest thing")
STEPS: list[tuple[Wanted, str, str, str]] = [
    *(
        (asked(ask), typed.replace("2026-05-12", ""), one.id, "")
        for ask, typed, one in zip(
            ASKS,
            DETAILS,
            [d for d in details.DETAILS if d.id != details.WHO_FIXED_IT and ".groups." not in d.id],
            strict=True,
        )
    ),
    (question(1, 7), "4", "told", "what-and-why-in-time"),
    (question(2, 7), "4", "asked", "while-open"),
    *((row(name), "4", f"decisions.{fact}", "talked") for name, fact in zip(
        ROWS, ("purpose", "money", "design", "running", "judging"), strict=True
    )),
]  # fmt: skip
STEPS.insert(15, (question(3, 7), "3", "came-back", "same-people"))


class KilledError(Exception):
    """The program is no more."""


class Doomed(Room):
    """A terminal whose program may be killed while one waits."""

    def wait(self, wanted: Wanted) -> None:
        """Wait as any room does, or until the program is gone."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            words = self.words()
            if wanted in words if isinstance(wanted, str) else wanted(words):
                return
            if not self.child.isalive():
                raise KilledError
            self._read()
        raise AssertionError(f"waited for {wanted!r} in vain:\n{self.look()}")


def type_until_killed(here: Room) -> int:
    """Type all the answers; return how many were acknowledged: the next question was on the screen."""
    for number, (wanted, typed, _, _) in enumerate(STEPS):
        try:
            here.wait(wanted)
        except KilledError:
            return max(number - 1, 0)
        here.press(typed, "\r")
    try:
        here.wait(DONE)
    except KilledError:
        return len(STEPS) - 1
    return len(STEPS)


def found(path: Path) -> Answers | None:
    """What the next sitting begins with; a file that was changed is put back, as it offers."""
    questionnaire = read_questionnaire()
    with Session.open(path, now="2026-05-12T15:00", owner=Owner("ann", "desk", 1)) as session:
        match session.found:
            case Missing(saved) | Changed(_, saved, _) if saved:
                session.restore()
        if not isinstance(session.found, Whole):
            return None
        data = session.found.data
    return answers_reader.read(data, str(path), questionnaire, unit_needed=False)[0]


def lost(path: Path, acknowledged: int) -> list[str]:
    """The acknowledged answers that the next sitting does not begin with."""
    answers = found(path)
    begin(read_questionnaire(), answers, Scope(quick=True), "2026-05-12")
    return [
        step_id
        for _, _, step_id, choice in STEPS[:acknowledged]
        if not (answers is not None and _stands(answers, step_id, choice))
    ]


def _stands(answers: Answers, step_id: str, choice: str) -> bool:
    one = details.detail(step_id)
    return answers.facts.get(step_id) == choice if one is None else bool(one.stands(answers))


def killed_at(strace: str, folder: Path, call: str, n: int) -> tuple[bool, int, list[str]]:
    """Whether there was an n-th such call, how many answers were acknowledged before, and which of them are lost."""
    here = folder / f"{call}-{n}"
    here.mkdir()
    log, path = folder / f"{call}-{n}.log", here / "a.yaml"
    command = (*traced(strace, path, call, n, log), sys.executable, "-c", PROGRAM)
    room = Doomed(here, str(path), rows=40, program=command, PYTHONDONTWRITEBYTECODE="1")
    acknowledged = type_until_killed(room)
    room.child.close(force=True)
    return was_hit(log), acknowledged, lost(path, acknowledged)


def swept(strace: str, folder: Path, call: str, numbers: range) -> int:
    """Kill at each of these calls, as far as there are so many; return how many points that were."""
    points = 0
    for n in numbers:
        hit, acknowledged, gone = killed_at(strace, folder, call, n)
        assert gone == [], f"killed at {call} {n} after {acknowledged} answers"
        if not hit:
            assert acknowledged == len(STEPS)
            return points
        points += 1
    return points


@pytest.mark.slow
@pytest.mark.parametrize(("call", "n"), [("rename", 21), ("fsync", 40), ("write", 30), ("unlink", 12)])
def test_a_kill_in_a_sitting_of_twenty_answers_loses_none(
    tmp_path: Path, require_tool: Callable[[str], str], call: str, n: int
) -> None:
    assert swept(require_tool("strace"), tmp_path, call, range(n, n + 1)) == 1


@pytest.mark.exhaustive
@pytest.mark.parametrize("call", CALLS)
def test_no_kill_at_any_call_of_a_sitting_of_twenty_answers_loses_one(
    tmp_path: Path, require_tool: Callable[[str], str], call: str, capsys: pytest.CaptureFixture[str]
) -> None:
    points = swept(require_tool("strace"), tmp_path, call, range(1, 1000))
    with capsys.disabled():
        print(f"\n{call}: {points} kill points, 0 answers lost")
    assert points > 0


def test_answers_that_are_not_there_are_found_missing(tmp_path: Path) -> None:
    """The planted fault: without it, nothing here would show that the harness can fail."""
    assert lost(tmp_path / "a.yaml", 2) == ["project.title", "project.organisation"]
