"""Pairs of files: a charter and what is said of it. Dropping in a charter adds a test; `--update-golden` writes what is said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit.checks import AROUND, RULES
from tests.check_kit import CHARTERS, check

FILES = sorted(
    path for kind in ("ok", "err") for path in (CHARTERS / kind).iterdir() if path.suffix in {".md", ".yaml"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_charter_is_told_what_stands_beside_it(path: Path, golden: Callable[[Path, str], None]) -> None:
    given = path.with_suffix(".args")
    arguments = given.read_text(encoding="utf-8").split("\n") if given.exists() else []
    found = check(path.parent, "--no-config", *filter(None, arguments), path.name)
    assert found.err == ""
    assert found.code in {0, 1}
    if path.parent.name == "ok":
        assert not re.search(rf"^{re.escape(path.name)}:\d", found.out, re.MULTILINE)
        assert found.code == 0
    else:
        assert re.search(rf"^{re.escape(path.name)}:\d", found.out, re.MULTILINE)
    golden(path.with_name(f"{path.name}.out"), found.out)


@pytest.mark.parametrize("code", [rule.code for rule in RULES] + ["C020", "C021", "C022"])
def test_each_rule_about_a_charter_has_a_pair_that_it_finds_and_one_that_it_passes(code: str) -> None:
    said = [
        path.with_name(f"{path.name}.out").read_text(encoding="utf-8")
        for path in FILES
        if path.parent.name == "err" and path.name.startswith(code)
    ]
    assert said
    assert all(f" {code} " in text for text in said)
    if code not in {"C004", "C022"}:  # what passes these is every other charter
        assert [path for path in FILES if path.parent.name == "ok" and path.name.startswith(code)]


def test_every_pair_that_is_found_fault_with_is_named_after_the_rule_or_is_hostile() -> None:
    codes = {rule.code for rule in RULES} | set(AROUND)
    names = {path.name.partition("-")[0] for path in FILES if path.parent.name == "err"}
    assert names <= codes | {"hostile"}
