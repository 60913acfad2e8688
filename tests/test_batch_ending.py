"""How a batch ends before its time: what is finished is whole, it says so, and the same command goes on."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_kit import as_line, drawn, write_files, write_lines
from tests.batching_kit import Done, batch, everything, lines, table
from tests.typing_kit import PROGRAM, environment

ENDS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}

ENDING_ITSELF = """
import os, signal, sys
from coprod_audit import disk
from coprod_audit.batching import judge

calls = 0

def counted(call):
    def counting(*arguments, **options):
        global calls
        calls += 1
        if calls == int(os.environ["AT"]):
            os.kill(os.getpid(), getattr(signal, os.environ["SIGNAL"]))
        return call(*arguments, **options)
    return counting

disk.replace, disk.create = counted(disk.replace), counted(disk.create)
judge.Judge.judged = counted(judge.Judge.judged)
sys.argv[0] = "coprod-audit"
from coprod_audit.__main__ import run
sys.exit(run())
"""
"""The program, which sends itself a signal at one of the calls that matter."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals and limits")


def ended(here: Path, name: str, at: int) -> Done:
    """A batch that is sent a signal at so many calls, counted from its start."""
    return subprocess.run(
        [sys.executable, "-c", ENDING_ITSELF, "batch", "in", "-o", "out", "--jobs", "1"],
        cwd=here,
        env=environment(AT=str(at), SIGNAL=name),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def is_whole_and_goes_on(here: Path, name: str, at: int, wanted: dict[str, bytes]) -> int:
    """End a batch and let it go on; return the code it ended with. Whatever file is there is as it is in the end."""
    done = ended(here, name, at)
    if done.returncode:
        assert done.returncode == ENDS[name], done.stderr
        said = done.stderr.splitlines()[-1]
        assert said.startswith("Stopped after ")
        assert said.endswith(". What is finished is whole; the same command goes on from here.")
    found = everything(here / "out")
    assert found == {path: wanted[path] for path in found}
    assert batch(here, "in", "-o", "out").returncode == 0
    assert everything(here / "out") == wanted
    return done.returncode


@pytest.fixture
def uninterrupted(tmp_path: Path) -> dict[str, bytes]:
    write_files(tmp_path / "in", drawn(6))
    batch(tmp_path, "in", "-o", "whole")
    return everything(tmp_path / "whole")


@pytest.mark.parametrize(
    ("name", "at", "said"),
    [
        ("SIGTERM", 1, "Stopped after 0 responses."),
        ("SIGHUP", 9, "Stopped after 6 responses."),
        ("SIGINT", 40, "Stopped after 6 responses and "),
    ],
)
def test_a_batch_that_is_told_to_end_says_how_far_it_came(
    name: str, at: int, said: str, tmp_path: Path, uninterrupted: dict[str, bytes]
) -> None:
    assert ended(tmp_path, name, at).stderr.splitlines()[-1].startswith(said)
    (tmp_path / "out").rename(tmp_path / "before")
    assert is_whole_and_goes_on(tmp_path, name, at, uninterrupted) == ENDS[name]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.exhaustive if name == "SIGHUP" else ()) for name in sorted(ENDS)],
)
def test_wherever_it_is_ended_every_file_is_whole_or_not_there(
    name: str, tmp_path: Path, uninterrupted: dict[str, bytes]
) -> None:
    codes = list[int]()
    for at in range(1, 200, 3):
        codes.append(is_whole_and_goes_on(tmp_path, name, at, uninterrupted))
        if codes[-1] == 0:
            break
        (tmp_path / "out").rename(tmp_path / f"out{at}")
    assert set(codes) == {0, ENDS[name]}
    assert len(codes) > 12


@pytest.mark.parametrize("name", sorted(ENDS))
def test_what_ends_a_whole_group_of_processes_is_told_as_that(name: str, tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(4000))
    running = subprocess.Popen(
        [*PROGRAM, "batch", "a.jsonl", "-o", "out", "--jobs", "2", "--reports", "none"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    results = tmp_path / "out/.coprod-audit/run-1/results.jsonl"
    while running.poll() is None and not (results.exists() and results.stat().st_size):
        time.sleep(0.005)
    os.killpg(running.pid, getattr(signal, name))
    _, said = running.communicate(timeout=60)
    assert running.returncode == ENDS[name]
    assert said.count("\n") == 2
    assert "The same command goes on from here.".casefold() in said.casefold()
    assert batch(tmp_path, "a.jsonl", "-o", "out", "--reports", "none").returncode == 0
    assert len(lines(tmp_path / "out/results.jsonl")) == 4000


def scarce(which: int, number: int) -> Callable[[], None]:
    """What lets a process have only so much of something."""
    return lambda: resource.setrlimit(which, (number, number))


def with_limit(here: Path, which: int, number: int, *arguments: str) -> Done:
    return batch(here, *arguments, begun=scarce(which, number))


@pytest.mark.parametrize("number", [8, 12, 16, 20, 22, 24, 32])
def test_where_few_files_may_be_open_it_says_so_or_works_alone(number: int, tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(3000))
    done = with_limit(
        tmp_path, resource.RLIMIT_NOFILE, number, "a.jsonl", "-o", "out", "--reports", "none", "--jobs", "2"
    )
    if done.returncode == 0:
        assert len(lines(tmp_path / "out/results.jsonl")) == 3000
    elif done.returncode == 1:
        assert "too many open files" in (tmp_path / "out/failures.csv").read_text("utf-8")
    else:
        assert done.returncode == 2
        assert "open files" in done.stderr or "no more files be opened" in done.stderr
    assert number < 16 or done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing limits it")
@pytest.mark.parametrize("megabytes", [70, 80, 90, 100])
def test_where_memory_is_short_it_is_a_sentence(megabytes: int, tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", drawn(600))
    done = with_limit(
        tmp_path,
        resource.RLIMIT_AS,
        megabytes << 20,
        "a.jsonl",
        "-o",
        "out",
        "--reports",
        "none",
        "--jobs",
        "1",
    )
    assert done.returncode in {0, 2}, done.stderr
    assert done.returncode == 0 or "there is not enough memory; end other programs" in done.stderr


def test_a_file_that_cannot_grow_among_the_reports_is_a_sentence_and_the_rest_is_whole(
    tmp_path: Path, uninterrupted: dict[str, bytes]
) -> None:
    longest = max(len(data) for name, data in uninterrupted.items() if name.startswith("reports/"))
    large = max(len(data) for name, data in uninterrupted.items() if not name.startswith("reports/"))
    assert longest < large  # so that something else is too long first
    done = with_limit(tmp_path, resource.RLIMIT_FSIZE, large - 1, "in", "-o", "out")
    assert done.returncode == 2
    assert "file too large" in done.stderr
    found = everything(tmp_path / "out")
    assert found == {path: uninterrupted[path] for path in found}
    assert batch(tmp_path, "in", "-o", "out").returncode == 0
    assert everything(tmp_path / "out") == uninterrupted


def test_an_input_that_changes_between_judging_and_its_report_is_told_and_reported_the_next_time(
    tmp_path: Path,
) -> None:
    one, other = drawn(2)
    write_lines(tmp_path / "in.jsonl", [one])
    changing = ENDING_ITSELF.replace(
        'os.kill(os.getpid(), getattr(signal, os.environ["SIGNAL"]))',
        f"open('in.jsonl', 'w', encoding='utf-8').write({as_line(other)!r})",
    )
    command = [sys.executable, "-c", changing, "batch", "in.jsonl", "-o", "out", "--jobs", "1"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment(AT="3"),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "1 report is not written: the input has changed meanwhile." in done.stderr
    assert table(tmp_path / "out/failures.csv") == []
    assert batch(tmp_path, "in.jsonl", "-o", "out").returncode == 0
    assert (tmp_path / "out/reports/project-2.md").exists()
