"""A1: killed at every point of a sitting, it keeps every answer that it had acknowledged, and can be gone on with."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coprod_audit.session import Missing, Whole
from tests.kill_kit import CALLS, FIXED_NUMBER, Point, sweep
from tests.saving_kit import BEN, NAME, facts, names, opened, read, text

ANSWERS = 3
SITTING = f"""{FIXED_NUMBER}
import pathlib, sys
from coprod_audit.session import Owner, Session
path, texts = pathlib.Path(sys.argv[1]), sys.argv[2:]
with Session.open(path, now="2026-05-12T14:05", owner=Owner("Ann", "library-pc", {7})) as session:
    for number, text in enumerate(texts, 1):
        session.draft("told", text[:50])
        session.save(text)
        print(number, flush=True)
"""
IN_PLACE = """
from coprod_audit import files
def in_place(path, data, mode=None):
    with open(path, "wb", buffering=0) as file:
        for start in range(0, len(data), 200):
            file.write(data[start:start + 200])
files.put = in_place
"""


def sitting(planted: str = "") -> Callable[[Path], Sequence[str]]:
    """A command that saves one answer after the other, and says so each time."""
    texts = [text(number) for number in range(1, ANSWERS + 1)]
    return lambda path: [sys.executable, "-c", planted + SITTING, str(path), *texts]


def kept(point: Point) -> int:
    """How many answers the next sitting finds as they were given; none where it finds a change that nobody made."""
    with opened(point.folder, BEN) as session:
        match session.found:
            case Missing():
                return 0
            case Whole(data):
                found = read(data)
                return len(found) if found == facts()[: len(found)] else -1
            case _:
                return -1


def acknowledged(point: Point) -> int:
    return len(point.said.split())


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_killed_at_every_call_it_keeps_what_it_acknowledged(
    tmp_path: Path, require_tool: Callable[[str], str], call: str
) -> None:
    points = list(sweep(require_tool("strace"), tmp_path, NAME, call, sitting()))
    found = [(point, kept(point)) for point in points]
    lost = [point for point, answers in found if answers < acknowledged(point)]
    print(f"kill points: {call}: {len(points)} points, {len(lost)} lost")
    assert points, "the sweep hit nothing, so it has shown nothing"
    assert lost == []
    assert [acknowledged(point) for point in points] == sorted(acknowledged(point) for point in points)
    for point in points:
        with opened(point.folder, BEN) as session:
            assert session.save(text(ANSWERS)) is None, "it can be gone on with in the same file"
        assert [name for name in names(point.folder) if name.endswith((".lock", ".saving"))] == []


@pytest.mark.slow
def test_writing_in_place_is_caught(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    points = sweep(require_tool("strace"), tmp_path, NAME, "write", sitting(IN_PLACE))
    assert any(is_torn(point) for point in points), "the harness does not see a file that is half written"


def is_torn(point: Point) -> bool:
    return kept(point) < acknowledged(point) or kept(point) < 0
