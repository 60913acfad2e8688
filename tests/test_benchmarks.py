"""What the benchmarks say of what they measured, and that a command that fails is never a figure."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.paired import Command, Goal, Run, run_once, verdict, verdicts

SCRIPTS = Path(__file__).parent.parent / "benchmarks" / "scripts"


@pytest.mark.parametrize(
    ("low", "high", "at_most", "word"),
    [
        (0.5, 0.7, 0.7, "reached"),
        (0.71, 0.9, 0.7, "missed"),
        (0.6, 0.8, 0.7, "too close to say"),
        (0.6, 0.8, None, ""),
    ],
)
def test_a_goal_is_reached_only_where_the_upper_quartile_is_within_it(
    low: float, high: float, at_most: float | None, word: str
) -> None:
    assert verdict(low, high, at_most) == word


def test_a_ratio_is_that_of_the_same_round_and_of_what_the_goal_is_about() -> None:
    runs = {
        "ours": [Run(20, 10, 30), Run(40, 10, 30), Run(60, 10, 30)],
        "theirs": [Run(10, 40, 10), Run(20, 40, 10), Run(30, 40, 10)],
    }
    goals = (
        Goal("ours", "theirs", 2.0),
        Goal("ours", "theirs", 0.2, "cpu"),
        Goal("ours", "theirs", None, "peak"),
    )
    assert verdicts(runs, goals).splitlines()[2:] == [
        "| ours ÷ theirs | 2.00 | 2.00 | 2.00 to 2.00 | reached |",
        "| ours ÷ theirs, processor time | 0.20 | 0.25 | 0.25 to 0.25 | missed |",
        "| ours ÷ theirs, peak memory |  | 3.00 | 3.00 to 3.00 |  |",
    ]


def test_a_command_that_fails_is_no_figure_and_what_it_said_is_told(tmp_path: Path) -> None:
    failing = Command("it", (sys.executable, "-c", "raise SystemExit('no such table')"))
    with pytest.raises(RuntimeError, match=r"'it' ended with 1: .*\nno such table"):
        run_once(failing, tmp_path)


def test_only_the_folders_that_are_to_be_fresh_are_gone_when_a_command_begins(tmp_path: Path) -> None:
    for name in ("gone", "kept"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    look = "import os; assert not os.path.exists('gone') and os.path.exists('kept/file')"
    run_once(Command("looking", (sys.executable, "-c", look), (tmp_path / "gone",)), tmp_path)


def test_the_plain_loop_over_a_table_adds_up_the_weights_of_questions_and_of_their_rows(
    tmp_path: Path,
) -> None:
    table, weights, out = tmp_path / "a.csv", tmp_path / "weights.json", tmp_path / "out.csv"
    table.write_text("title,told,decisions.money\nHub,in-time,\nClub,too-late,asked\n", encoding="utf-8")
    weights.write_text(
        json.dumps({"told": {"too-late": 1, "in-time": 2}, "decisions": {"money": {"asked": 3}}}),
        encoding="utf-8",
    )
    script = (sys.executable, str(SCRIPTS / "plain_rows.py"), str(table), str(weights), str(out))
    assert subprocess.run(script, capture_output=True, check=True, encoding="utf-8").stdout == "6\n"
    assert out.read_text(encoding="utf-8") == "Hub,2\nClub,4\n"
