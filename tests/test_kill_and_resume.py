"""A sitting that ends without warning: nothing acknowledged is lost, and the next asks only what is open."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from coprod_audit.loading import load_answers, read_questionnaire
from tests.typing_kit import DETAILS, FACTS, PROGRAM, call, environment, lines


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Begin a sitting at the end of a pipe."""
    return subprocess.Popen(
        [*PROGRAM, "run", "a.yaml", "--quick"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def answer(process: subprocess.Popen[bytes], typed: tuple[str, ...]) -> None:
    """Type the lines, each when it is asked for, and wait for the next question: then they are acknowledged."""
    assert process.stdin is not None
    prompts = 0
    for line in (*typed, None):
        while not prompts:
            prompts = read(process).count(b": ")  # nothing of the sort stands in a question of the details
        prompts = 0
        if line is not None:
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()


def read(process: subprocess.Popen[bytes]) -> bytes:
    """What has been printed so far; waits for something, and for the prompt at its end."""
    assert process.stdout is not None
    said = b""
    while not re.search(rb"(^|\n|\d|\))(: )$", said):
        more = os.read(process.stdout.fileno(), 65536)
        assert more, said
        said += more
    return said


@pytest.mark.parametrize("answered", [1, 7, len(DETAILS), len(DETAILS) + 5])
def test_kill_9_in_the_middle_loses_nothing_and_the_rest_is_asked(tmp_path: Path, answered: int) -> None:
    typed = (*DETAILS, *FACTS)
    process = start(tmp_path)
    answer(process, typed[:answered])
    process.kill()
    assert process.wait() == -signal.SIGKILL
    process.communicate()
    kept, _ = load_answers(tmp_path / "a.yaml", read_questionnaire(), unit_needed=False)
    assert len(kept.answers) == max(0, answered - len(DETAILS))
    assert kept.project.title == "Riverside Hub"
    done = call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines("yes", *typed[answered:]))
    assert done.returncode == 0, done.stderr.decode()
    asked = [
        int(n)
        for n in re.findall(r"^Question (\d) of \d(?:, row 1 of 5)?[.$]", done.stdout.decode(), re.MULTILINE)
    ]
    first = {1: 1, 7: 1, len(DETAILS): 1, len(DETAILS) + 5: 5}[answered]
    assert asked == list(range(first, 9))
    told = load_answers(tmp_path / "a.yaml", read_questionnaire())[0]
    assert kept.answers == told.answers[: len(kept.answers)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whoever_is_told_to_end_says_where_everything_is(tmp_path: Path, number: signal.Signals) -> None:
    process = start(tmp_path)
    answer(process, DETAILS)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert (
        b"Everything answered so far is in a.yaml. About 15 minutes left. Go on with:\n"
        b"coprod-audit run a.yaml --quick\n" in said
    )
    assert b"Traceback" not in said
    assert load_answers(tmp_path / "a.yaml", read_questionnaire())[0].project.intends == "co-design"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".a.yaml.saved", "a.yaml"]


def test_a_hang_up_that_should_be_ignored_is_ignored(tmp_path: Path) -> None:
    """As under nohup."""
    process = subprocess.Popen(
        ["sh", "-c", f'trap "" HUP; exec {" ".join(PROGRAM)} run a.yaml --quick'],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    answer(process, DETAILS[:2])
    process.send_signal(signal.SIGHUP)
    assert process.stdin is not None
    process.stdin.write(lines(*DETAILS[2:], *FACTS))
    process.stdin.close()
    process.stdin = None
    process.communicate(timeout=30)
    assert process.returncode == 0
