"""What the commands make of a day that was given for an option."""

from pathlib import Path

import pytest

from coprod_audit.cli.usage import day
from coprod_audit.errors import UsageError
from tests.typing_kit import QUICK, call, lines


@pytest.mark.parametrize(
    "typed", ["2027-01-01", "1/1/2027", "01.01.2027", "1 January 2027", "1st Jan 2027", "1-jan-2027"]
)
def test_a_day_for_an_option_is_read_as_it_is_at_the_prompt(typed: str) -> None:
    assert day("--stale", typed) == "2027-01-01"


def test_no_day_for_an_option_stays_none() -> None:
    assert day("--stale", "") == ""


@pytest.mark.parametrize("typed", ["last May", "31/2/2027", "20270101", "2027-W01-1", " "])
def test_what_is_no_day_is_refused_with_the_option_and_two_ways_to_write_one(typed: str) -> None:
    with pytest.raises(UsageError) as found:
        day("--stale", typed)
    assert str(found.value) == f"--stale: '{typed}' is not a date; write it as 2026-05-12 or '12 May 2026'"


def test_a_sitting_asks_again_what_is_older_than_a_british_day_and_names_the_day_as_files_have_it(
    tmp_path: Path,
) -> None:
    assert call("run", "a.yaml", "--quick", cwd=tmp_path, given=lines(*QUICK)).returncode == 0
    stale = ("run", "a.yaml", "--quick", "--stale", "1st January 2027")
    done = call(*stale, cwd=tmp_path, given=lines("yes"))
    assert done.returncode == 2
    assert b"On which day are these questions answered?" in done.stdout
    assert b"coprod-audit run a.yaml --stale 2027-01-01 --quick\n" in done.stderr
