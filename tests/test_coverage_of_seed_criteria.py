"""The questionnaire covers what its sources ask for, and `questionnaires/README.md` says where.

The sources contain 254 criteria; 62 decide a rung (kind R) and 8 are alarms (kind A). The table in the README lists
these 70 with the questions that cover them, or the reason why they are not asked. Here the
table and the questions are held in step, in both directions.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "questionnaires"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
TABLE_ROW = re.compile(
    r"^\| ([A-Z]\d\d) \| ([RA]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
    re.MULTILINE,
)


class Line(NamedTuple):
    """One line of the README's table."""

    criterion: str
    kind: str
    words: str
    asked_in: frozenset[str]
    used_in: str


def in_quotes(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"`([^`]+)`", text))


TABLE = [
    Line(criterion, kind, words, in_quotes(asked_in), used_in)
    for criterion, kind, words, asked_in, used_in in TABLE_ROW.findall(README)
]


def everything(key: str) -> list[dict[str, Any]]:
    """All entries of one kind, from every file of the questionnaire."""
    files = [
        yaml.safe_load(path.read_text("utf-8")) for path in sorted((FOLDER / "coprod-ladder").glob("*.yaml"))
    ]
    return [entry for file in files for entry in file.get(key, ())]


QUESTIONS = everything("questions")
SOURCES = {source["id"] for source in everything("sources")}
SOURCED = [
    (f"{kind} {entry.get('id') or entry['rung']}", entry["source"])
    for kind, key in (
        ("question", "questions"),
        ("criterion", "criteria"),
        ("alarm", "alarms"),
        ("rung", "ladder"),
    )
    for entry in everything(key)
]


def questions_on(criterion: str) -> frozenset[str]:
    return frozenset(question["id"] for question in QUESTIONS if criterion in question["covers"])


def test_the_table_holds_every_criterion_of_both_kinds_once() -> None:
    """62 that decide a rung and 8 alarms, each in one line."""
    assert len({line.criterion for line in TABLE}) == len(TABLE)
    assert [line.kind for line in TABLE].count("R") == 62
    assert [line.kind for line in TABLE].count("A") == 8


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.criterion)
def test_table_and_questions_agree(line: Line) -> None:
    """The questions named in the table are those that say that they cover the criterion."""
    assert questions_on(line.criterion) == line.asked_in


def test_what_is_not_asked_has_a_reason() -> None:
    """A criterion that no question covers says why, and no other does."""
    unasked = [line.criterion for line in TABLE if not line.asked_in]
    assert unasked == [line.criterion for line in TABLE if line.used_in.startswith("not asked: ")]
    assert unasked == ["C15", "C26"]


def test_rows_criteria_and_alarms_in_the_table_exist() -> None:
    """What the table says is used can be found under that name."""
    rows = {f"row {question['id']}.{row['id']}" for question in QUESTIONS for row in question.get("rows", ())}
    criteria = {f"criterion {criterion['rung']}" for criterion in everything("criteria")}
    alarms = {f"alarm {alarm['id']}" for alarm in everything("alarms")}
    named = {
        " ".join(found)
        for line in TABLE
        for found in re.findall(r"(row|criterion|alarm) `([^`]+)`", line.used_in)
    }
    assert named - rows - criteria - alarms == set()


def test_the_other_criteria_are_listed_too() -> None:
    """What questions cover beyond the table stands in one sentence below it."""
    listed = re.search(r"These are covered too:\s+([^.]+)\.", README)
    assert listed
    covered = {criterion for question in QUESTIONS for criterion in question["covers"]}
    assert set(re.findall(r"[A-Z]\d\d", listed[1])) == covered - {line.criterion for line in TABLE}


@pytest.mark.parametrize(("name", "source"), SOURCED, ids=[name for name, _ in SOURCED])
def test_everything_names_a_source_that_is_listed(name: str, source: list[str]) -> None:
    """Every rung, question, criterion and alarm says which document it rests on, and where in it."""
    assert source
    for reference in source:
        document, comma, place = reference.partition(", ")
        assert document in SOURCES
        assert comma
        assert place


def test_there_are_eight_decisive_questions_twenty_eight_others_and_eighteen_optional_ones() -> None:
    """As the README promises: eight decide the rung, the others describe practice or the work, and four parts are optional."""
    decisive = ["told", "asked", "came-back", "decisions", "differences", "made-different", "agenda", "after"]
    optional = {section["id"] for section in everything("sections") if section.get("optional") == "yes"}
    core = [question["id"] for question in QUESTIONS if question["section"] not in optional]
    assert [name for name in core if name in decisive] == decisive
    assert len(core) == len(decisive) + 28
    assert optional == {"closer", "together", "access", "around"}
    assert len(QUESTIONS) == len(core) + 18
