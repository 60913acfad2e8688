"""Answers that are wrong are refused with every fault, each at its place with a way out."""

import gc
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit import answer_sheet, answers_reader, loading
from coprod_audit.answers import Answer, Answers, OffTheTable, Respondent
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import QUESTIONNAIRE_LIMITS, Limits
from coprod_audit.questionnaire import Questionnaire
from tests.hostile_child import SECONDS
from tests.reading_kit import ANSWERS, SMALL, answers_faults, changed, faults_of, read_small, told
from tests.test_hostile_files import HEAD, judged, lines, text_of

SMALL_QUESTIONNAIRE = read_small()

# What is changed in the small answers file, into what, and what is said about it.
CASES: list[tuple[str, str, list[str]]] = [
    (
        "hear: why",
        "heer: why",
        [
            "6:3 A001 no question called 'heer', the nearest is 'hear'; there are hear, matters, ended, leaders"
        ],
    ),
    (
        "hear: why",
        "hear: whi",
        ["6:9 A002 no choice called 'whi', the nearest is 'why'; hear has nothing, what, why, law, unknown"],
    ),
    (
        "hear: why",
        "hear: not-applicable",
        ["6:9 A004 'not-applicable' for 'hear', which always applies; write 'unknown' if nobody could say"],
    ),
    ("hear: why", "leaders: not-applicable", []),
    (
        "hear: why",
        "hear: {aim: why}",
        ["6:9 A012 'hear' has no rows; write one choice, or answer, note and evidence"],
    ),
    (
        "hear: why",
        "matters: agreed",
        ["6:12 A012 'matters' is answered row by row; write {aim: ...} with the rows aim, money"],
    ),
    (
        "hear: why",
        "matters: {aym: agreed}",
        ["6:13 A003 no row called 'aym', the nearest is 'aim'; there are aim, money"],
    ),
    (
        "hear: why",
        "matters: {aim: agred}",
        [
            "6:18 A002 no choice called 'agred', the nearest is 'agreed'; matters has alone, talked, agreed, unknown"
        ],
    ),
    (
        "hear: why",
        "matters: {answer: agreed, note: x}",
        ["6:12 A012 'matters' is answered row by row; write {aim: ...} with the rows aim, money"],
    ),
    (
        "hear: why",
        "hear: {answer: whi, note: x}",
        ["6:18 A002 no choice called 'whi', the nearest is 'why'; hear has nothing, what, why, law, unknown"],
    ),
    (
        "hear: why",
        "hear: {note: x}",
        ["6:3 D021 'hear' has a note or evidence and no answer; write 'answer: unknown' if nobody could say"],
    ),
    (
        "hear: why",
        "hear: {answer: why, nota: x}",
        ["6:23 D022 no key called 'nota', the nearest is 'note'; here stand answer, date, note, evidence"],
    ),
    (
        "hear: why",
        "hear: {answer: why, evidence: x}",
        ["6:33 D020 'evidence' holds the text 'x', where a list is expected"],
    ),
    (
        "hear: why",
        "hear: {answer: why, date: 2026-02-30}",
        ["6:29 A005 the date '2026-02-30'; write a day that there is, as year-month-day: '2016-05-01'"],
    ),
    (
        "hear: why",
        "matters: {aim: {answer: agreed, date: [2026-02-03]}}",
        ["6:41 D020 'date' holds a list, where text is expected"],
    ),
    (
        "hear: why",
        "hear: {date: 2026-05-12}",
        ["6:3 D021 'hear' has a date and no answer; write 'answer: unknown' if nobody could say"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nset-aside: [hear]\n",
        ["7:12 D020 'set-aside' holds a list, where a mapping of keys to values is expected"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nset-aside: {gone: {answer: x, date: soon}}\n",
        ["7:37 A005 the date 'soon'; write a day that there is, as year-month-day: '2016-05-01'"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nset-aside: {gone: {row: x}, gone.row: y}\n",
        ["7:29 A016 an answer to 'gone.row' is set aside already; keep one of the two"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nask-again: hear\n",
        ["7:12 D020 'ask-again' holds the text 'hear', where a list is expected"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nask-again: [[hear], ]\n",
        ["7:13 D020 this entry holds a list, where text is expected"],
    ),
    (
        "  hear: why\n",
        "  hear: why\nask-again: [heer]\n",
        [
            "7:13 A017 no question or row called 'heer', the nearest is 'hear'; there are hear, matters.aim, matters.money, ended.aim, ended.money, leaders"
        ],
    ),
    (
        "hear: why",
        "hear: [why]",
        ["6:9 A012 a list for 'hear', which takes one answer; write one choice"],
    ),
    (
        "hear: why",
        "matters: [aim]",
        ["6:12 A012 a list for 'matters', which is answered row by row; write {aim: ...}"],
    ),
    ("hear: why", "matters: {aim: [agreed]}", ["6:18 D020 'aim' holds a list, where text is expected"]),
    (
        "hear: why",
        "heer: {aim: why, money: what}",
        [
            "6:3 A001 no question called 'heer', the nearest is 'hear'; there are hear, matters, ended, leaders"
        ],
    ),
    ("hear: why", "hear: unknown", []),
    ("hear: why", "hear: law", []),
    ("hear: why", "hear:", []),
    (
        "small 1.0",
        "smal 1.0",
        [
            "2:16 A009 these are answers to 'smal', and the questionnaire is 'small 1.0'; name theirs with --questionnaire"
        ],
    ),
    ("small 1.0", "small 2.0", []),
    (
        "small 1.0",
        "small",
        ["2:16 A013 the questionnaire 'small'; write its id and version, as in 'coprod-ladder 1.0'"],
    ),
    (
        "questionnaire: small 1.0\n",
        "",
        ["1:1 D021 the file lacks 'questionnaire'; write 'questionnaire: ...'"],
    ),
    (
        "answers/1",
        "answers/2",
        ["1:15 D025 the file says 'coprod-audit: answers/2'; what is read here is 'coprod-audit: answers/1'"],
    ),
    (
        "  unit: Decisions about the park\n",
        "  title: A park\n",
        [
            "3:1 A011 the project lacks its unit, without which no rung is printed; write one sentence: whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2015-16'"
        ],
    ),
    (
        "project:\n  unit: Decisions about the park\n",
        "",
        [
            "1:1 A011 the project lacks its unit, without which no rung is printed; write one sentence: whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2015-16'"
        ],
    ),
    (
        "unit: Decisions about the park",
        'unit: "  "',
        [
            "4:3 A011 the project lacks its unit, without which no rung is printed; write one sentence: whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2015-16'"
        ],
    ),
    (
        "unit: Decisions about the park",
        "uint: Decisions about the park",
        [
            "3:1 A011 the project lacks its unit, without which no rung is printed; write one sentence: whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2015-16'",
            "4:3 D022 no key called 'uint', the nearest is 'unit'; here stand title, organisation, organisation-short, people, unit, about, off-the-table, claims, intends, date, made-up, coded-from",
        ],
    ),
    (
        "  unit",
        "  date: 2024-02-30\n  unit",
        ["4:9 A005 the date '2024-02-30'; write a day that there is, as year-month-day: '2016-05-01'"],
    ),
    (
        "  unit",
        "  date: 30.2.2024\n  unit",
        ["4:9 A005 the date '30.2.2024'; write a day that there is, as year-month-day: '2016-05-01'"],
    ),
    (
        "  unit",
        "  claims: sharde\n  unit",
        ["4:11 A008 no rung called 'sharde', the nearest is 'shared'; the ladder has told, shared"],
    ),
    ("  unit", "  intends: below\n  unit", ["4:12 A008 no rung called 'below'; the ladder has told, shared"]),
    ("  unit", "  made-up: true\n  unit", ["4:12 D026 'made-up' is 'true', where 'yes' or 'no' is expected"]),
    (
        "  unit",
        "  off-the-table: {the budget: }\n  unit",
        ["4:19 D021 'the budget' is empty; write after the colon who fixed it"],
    ),
    (
        "  unit",
        "  off-the-table: the budget\n  unit",
        [
            "4:18 D020 'off-the-table' holds the text 'the budget', where a mapping of keys to values is expected"
        ],
    ),
    (
        "answers:\n",
        "respondent: {view: stuff}\nanswers:\n",
        [
            "5:20 A006 no view called 'stuff', the nearest is 'staff'; there are staff, people, carers, partners, leaders, mixed"
        ],
    ),
    (
        "answers:\n",
        "respondent: {view: staff, size: eight}\nanswers:\n",
        ["5:33 D024 'size' is 'eight', where a whole number from 1 to 1,000,000 is expected"],
    ),
    (
        "answers:\n",
        "respondent: {view: staff, groups: {staff: 5}}\nanswers:\n",
        ["5:27 A007 groups without 'view: mixed'; write that, or take the groups out"],
    ),
    (
        "answers:\n",
        "respondent: {view: mixed, size: 9, groups: {staff: 5, people: 3}}\nanswers:\n",
        ["5:36 A007 the groups come to 8, and the size says 9; make them agree"],
    ),
    (
        "answers:\n",
        "respondent: {view: mixed, groups: {mixed: 5}}\nanswers:\n",
        ["5:36 A006 no view called 'mixed'; there are staff, people, carers, partners, leaders"],
    ),
    (
        "answers:\n",
        "respondent: {view: mixed, groups: {staff: }}\nanswers:\n",
        ["5:36 D021 'staff' is empty; write after the colon how many there were"],
    ),
]


@pytest.mark.parametrize(("old", "new", "faults"), CASES)
def test_each_fault_is_said_in_one_sentence(old: str, new: str, faults: list[str]) -> None:
    assert answers_faults(changed(old, new, ANSWERS)) == faults


def read(answers: str, project: str = "") -> Answers:
    text = changed("  hear: why", answers, changed("  unit", f"{project}  unit", ANSWERS))
    return answers_reader.read(text.encode(), "a.yaml", SMALL_QUESTIONNAIRE)[0]


def test_short_and_long_form_both_load() -> None:
    answers = read("""\
  leaders: not-applicable
  matters:
    money: {answer: agreed, note: In the minutes., evidence: [minutes.pdf, "https://x"]}
    aim: unknown
  hear: {answer: why}
""")
    assert answers.answers == (
        ("hear", Answer("why")),
        ("matters.aim", Answer("unknown")),
        ("matters.money", Answer("agreed", "In the minutes.", ("minutes.pdf", "https://x"))),
        ("leaders", Answer("not-applicable")),
    )


def test_an_answer_has_the_day_it_was_given_where_the_file_says_one() -> None:
    answers = read("""\
  hear: {answer: why, date: 2026-05-12}
  matters: {aim: {answer: agreed, date: "2024-02-29", note: n}, money: {answer: talked, date: }}
""")
    assert answers.answers == (
        ("hear", Answer("why", date="2026-05-12")),
        ("matters.aim", Answer("agreed", "n", (), "2024-02-29")),
        ("matters.money", Answer("talked")),
    )


@pytest.mark.parametrize(
    "blank",
    ["  hear:", "  hear: ~", "  hear: ''", "  hear: {}", "  hear: {answer: , note: }", "  matters: {aim: }"],
)
def test_what_is_blank_was_not_asked(blank: str) -> None:
    assert read(blank).answers == ()


def test_nothing_off_the_table_is_not_the_same_as_nothing_said() -> None:
    assert read("  hear: why").project.off_the_table is None
    assert read("  hear: why", "  off-the-table:\n").project.off_the_table is None
    assert read("  hear: why", "  off-the-table: {}\n").project.off_the_table == ()
    expected = (OffTheTable("the budget", "council"),)
    assert read("  hear: why", "  off-the-table: {the budget: council}\n").project.off_the_table == expected


def test_who_answered_is_read() -> None:
    text = changed(
        "answers:\n", "respondent: {view: mixed, groups: {staff: 5, people: 3}}\nanswers:\n", ANSWERS
    )
    answers, _ = answers_reader.read(text.encode(), "a.yaml", SMALL_QUESTIONNAIRE)
    assert answers.respondent == Respondent("mixed", None, (("staff", 5), ("people", 3)))


def test_another_version_is_a_warning() -> None:
    text = changed("small 1.0", "small 0.9", ANSWERS)
    answers, warnings = answers_reader.read(text.encode(), "a.yaml", SMALL_QUESTIONNAIRE)
    message = "these are answers to version '0.9', read with 'small 1.0'; 'coprod-audit run FILE' asks what is new and what has changed"
    assert warnings == (Finding("A010", message, Location("a.yaml", 2, 16), "warning"),)
    assert (answers.version, answers.facts) == ("0.9", {"hear": "why"})


NEWER = changed(
    "      - {id: money, label: the money}\n",
    "      - {id: rent, label: the rent}\n",
    changed(
        'version: "1.0"',
        'version: "1.10"',
        changed("      - {id: law, rank: outside", "      - {id: rule, rank: outside"),
    ),
)
NEWER_QUESTIONNAIRE = read_small(NEWER)
OLD_ANSWERS = """\
coprod-audit: answers/1
questionnaire: small 1.9
project:
  unit: Decisions about the park
answers:
  hear: {answer: law, note: By statute., date: 2026-05-12}
  "gone\\t": x
  matters: {money: agreed, aim: talked}
  ended: theirs
  leaders: unknown
"""


def read_both(text: str, questionnaire: Questionnaire = SMALL_QUESTIONNAIRE) -> tuple[Answers, list[str]]:
    """The answers, and the warnings as lines."""
    answers, warnings = answers_reader.read(text.encode(), "a.yaml", questionnaire)
    assert {finding.severity for finding in warnings} <= {"warning"}
    return answers, told(warnings)


def test_what_an_earlier_version_asked_and_this_one_does_not_is_set_aside_as_it_stands() -> None:
    answers, warnings = read_both(OLD_ANSWERS, NEWER_QUESTIONNAIRE)
    assert answers.answers == (("matters.aim", Answer("talked")), ("leaders", Answer("unknown")))
    assert answers.set_aside == (
        ("hear", Answer("law", "By statute.", (), "2026-05-12")),
        ("gone\t", Answer("x")),
        ("matters.money", Answer("agreed")),
        ("ended", Answer("theirs")),
    )
    assert warnings == [
        "2:16 A010 these are answers to version '1.9', read with 'small 1.10'; 'coprod-audit run FILE' asks what is new and what has changed",
        r"6:3 A020 4 answers do not fit 'small 1.10' and are set aside, kept and not judged: 'hear', 'gone\t', 'matters.money', 'ended'",
    ]


def test_what_is_set_aside_already_comes_first_and_nothing_takes_its_place() -> None:
    text = f"{OLD_ANSWERS}set-aside: {{older: {{a: y}}}}\n"
    answers, _ = read_both(text, NEWER_QUESTIONNAIRE)
    assert [fact for fact, _ in answers.set_aside] == ["older.a", "hear", "gone\t", "matters.money", "ended"]
    faults = faults_of(
        lambda: read_both(f"{OLD_ANSWERS}set-aside: {{matters: {{money: talked}}}}\n", NEWER_QUESTIONNAIRE)
    )
    assert faults[2:] == ["8:13 A016 an answer to 'matters.money' is set aside already; keep one of the two"]


def test_a_single_answer_that_fits_no_more_is_told_in_the_singular() -> None:
    _, warnings = read_both(changed("hear: why", "heer: why", changed("small 1.0", "small 0.9", ANSWERS)))
    assert warnings[1:] == [
        "6:3 A020 1 answer does not fit 'small 1.0' and is set aside, kept and not judged: 'heer'"
    ]


@pytest.mark.parametrize("version", ["1.0", "1.0.1", "2.0", "10"])
def test_for_the_same_or_a_newer_version_an_unknown_question_is_the_fault_it_was(version: str) -> None:
    text = changed("hear: why", "heer: why", changed("small 1.0", f"small {version}", ANSWERS))
    assert [fault.split()[1] for fault in answers_faults(text) if "A010" not in fault] == ["A001"]


def test_a_file_of_a_newer_version_is_read_as_far_as_it_fits_and_told_to_be_newer() -> None:
    answers, warnings = read_both(changed("small 1.0", "small 1.10", ANSWERS))
    assert answers.facts == {"hear": "why"}
    assert warnings == [
        "2:16 A010 these are answers to version '1.10', which is newer than 'small 1.0'; name the newer questionnaire with --questionnaire, or check them"
    ]


@pytest.mark.parametrize("version", ["1", "1.0.0", "1.0-draft"])
def test_a_version_that_is_neither_newer_nor_older_is_told_as_another(version: str) -> None:
    _, warnings = read_both(changed("small 1.0", f"small {version}", ANSWERS))
    assert warnings == [
        f"2:16 A010 these are answers to version '{version}', read with 'small 1.0'; check them and write the new version here"
    ]


def test_what_is_set_aside_is_kept_as_it_stands_and_not_held_against_the_questionnaire() -> None:
    text = f"""{ANSWERS}set-aside:
  ended: {{aim: theirs, money: {{answer: ours, note: n, evidence: [e], date: 2026-05-12}}}}
  hear: nothing
  never heard of: {{row: choice}}
  matters:
"""
    answers, warnings = read_both(text)
    assert answers.facts == {"hear": "why"}
    assert answers.set_aside == (
        ("ended.aim", Answer("theirs")),
        ("ended.money", Answer("ours", "n", ("e",), "2026-05-12")),
        ("hear", Answer("nothing")),
        ("never heard of.row", Answer("choice")),
    )
    assert warnings == []


def test_what_is_to_be_asked_again_counts_and_is_told() -> None:
    answers, warnings = read_both(f"{ANSWERS}ask-again: [hear]\n")
    assert (answers.facts, answers.ask_again) == ({"hear": "why"}, ("hear",))
    assert warnings == ["7:1 A019 1 answer is to be asked again: hear; 'coprod-audit run FILE' asks it"]
    answers, warnings = read_both(f"{ANSWERS}  leaders: unknown\nask-again: [leaders, hear, leaders]\n")
    assert answers.ask_again == ("leaders", "hear")
    assert warnings == [
        "8:1 A019 2 answers are to be asked again: leaders, hear; 'coprod-audit run FILE' asks them"
    ]


def test_only_what_has_an_answer_can_be_asked_again() -> None:
    answers, warnings = read_both(f"{ANSWERS}ask-again: [leaders, matters.aim]\n")
    assert answers.ask_again == ()
    assert warnings == [
        "7:1 A018 to be asked again, and not answered yet: leaders, matters.aim; what has no answer is asked anyway, so take it out here"
    ]


def test_what_is_set_aside_is_asked_again_when_it_applies_again() -> None:
    """No warning: today nobody is asked."""
    answers, warnings = read_both(f"{ANSWERS}set-aside: {{ended: {{aim: ours}}}}\nask-again: [ended.aim]\n")
    assert (answers.ask_again, warnings) == (("ended.aim",), [])


def test_what_an_earlier_version_wanted_asked_again_is_let_go_where_nobody_can_be_asked() -> None:
    answers, warnings = read_both(
        f'{OLD_ANSWERS}ask-again: ["gone\\t", hear, matters.aim]\n', NEWER_QUESTIONNAIRE
    )
    assert answers.ask_again == ("hear", "matters.aim")
    assert [warning.split()[1] for warning in warnings] == ["A010", "A020", "A019"]
    assert warnings[2].endswith("to be asked again: matters.aim; 'coprod-audit run FILE' asks it")


def test_neither_stands_for_anything_in_answers_to_another_questionnaire() -> None:
    text = f"{changed('small 1.0', 'other 1.0', ANSWERS)}set-aside: {{x: y}}\nask-again: [x]\n"
    assert [fault.split()[1] for fault in answers_faults(text)] == ["A009"]


def test_many_names_under_ask_again_hide_no_fault() -> None:
    """A hundred findings are told apart: warnings must not use them up."""
    text = f"{ANSWERS}ask-again: [{'leaders, ' * 200}heer]\n"
    assert [fault.split()[1] for fault in answers_faults(text)] == ["A018", "A017"]


def many() -> str:
    return lines("  a-{}: x\n", 24_000)


OLD_HEAD = HEAD.replace("coprod-ladder 1.0", "coprod-ladder 0.9")
# As much as a file can hold, and what is said of it first; "" for a file that is read.
HUGE: dict[str, tuple[Callable[[], str], str]] = {
    "set aside": (lambda: f"{HEAD}set-aside:\n" + lines("  gone-{}: x\n"), ""),
    "rows set aside": (lambda: f"{HEAD}set-aside:\n  gone:\n" + lines("    row-{}: x\n"), ""),
    "the same set aside": (lambda: f"{HEAD}set-aside:\n" + lines("  a{0}: {{b: x}}\n  a{0}.b: x\n", 16_000), "A016"),
    "evidence set aside": (lambda: f"{HEAD}set-aside: {{a: {{answer: x, evidence: [{text_of('e, ', 250_000)}]}}}}\n", "A015"),
    "days": (lambda: f"{HEAD}set-aside:\n" + lines("  a{}: {{answer: x, date: 2026-02-30}}\n", 16_000), "A005"),
    "an endless day": (lambda: f"{HEAD}set-aside: {{a: {{answer: x, date: {'2' * 19_000}}}}}\n", "A005"),
    "answers to an earlier version": (lambda: f"{OLD_HEAD}answers:\n" + lines("  gone-{}: x\n"), ""),
    "answers set aside twice": (
        lambda: f"{OLD_HEAD}answers:\n{many()}set-aside:\n{many()}", "A010"
    ),
    "the same asked again": (lambda: f"{HEAD}ask-again: [{text_of('told, ', 590_000)}]\n", ""),
    "unknown asked again": (lambda: f"{HEAD}ask-again: [" + lines("tolld-{}, ", 98_000) + "]\n", "A017"),
    "lists asked again": (lambda: f"{HEAD}ask-again: [{text_of('[], ', 390_000)}]\n", "D020"),
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_however_much_is_set_aside_or_asked_again_it_is_read_or_refused_at_once(
    name: str, tmp_path: Path
) -> None:
    make, code = HUGE[name]
    (tmp_path / "a.yaml").write_text(make(), encoding="utf-8")
    (seen,) = judged(["a.yaml"], tmp_path)
    assert not seen.died
    assert seen.seconds < SECONDS
    assert (seen.faults[0][2] if seen.faults else "") == code
    assert len(seen.faults) <= 101


def test_a_file_that_is_still_being_answered_may_lack_its_unit() -> None:
    text = changed("  unit: Decisions about the park\n", "  title: A park\n", ANSWERS)
    assert answers_faults(text, unit_needed=False) == []


def test_every_fault_of_shape_and_of_names_comes_in_one_run() -> None:
    text = changed(
        "  unit", "  date: x\n  unit", changed("hear: why", "hear: whi\n  heer: why\n  <<: a", ANSWERS)
    )
    assert [fault.split()[1] for fault in answers_faults(text)] == ["A005", "A002", "A001", "D012"]


def test_more_than_a_hundred_pieces_of_evidence_are_refused() -> None:
    text = changed("hear: why", "hear: {answer: why, evidence: [" + "x, " * 101 + "]}", ANSWERS)
    assert answers_faults(text) == [
        "6:23 A015 101 pieces of evidence; at most 100 are taken, so name the best, or raise the limit with --limit evidence=200"
    ]


def test_a_sheet_is_parsed_without_a_questionnaire() -> None:
    sheet = answer_sheet.parse(ANSWERS.encode(), "a.yaml")
    assert (sheet.questionnaire, sheet.version, sheet.faults.found) == ("small", "1.0", [])
    assert [(given.question, given.row, given.answer) for given in sheet.given] == [
        ("hear", None, Answer("why"))
    ]


def test_reading_leaves_the_garbage_collector_as_it_was() -> None:
    assert gc.isenabled()
    answers_faults(ANSWERS)
    answers_faults("a: [")
    assert gc.isenabled()
    gc.disable()
    try:
        answers_faults(ANSWERS)
        assert not gc.isenabled()
    finally:
        gc.enable()


# Files: only regular ones, opened once, judged by what was opened.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def load(path: Path | str) -> list[str]:
    return faults_of(lambda: loading.load_answers(path, SMALL_QUESTIONNAIRE))


def test_a_file_loads(folder: Path) -> None:
    assert loading.read_answers(folder / "answers.yaml", SMALL_QUESTIONNAIRE).facts == {"hear": "why"}
    assert loading.read_answers(str(folder / "answers.yaml"), SMALL_QUESTIONNAIRE).facts == {"hear": "why"}


def test_a_missing_file_is_told_with_the_nearest_name(folder: Path) -> None:
    assert load(folder / "answer.yaml") == [
        "1:1 F001 there is no such file; the nearest name in its folder is 'answers.yaml'"
    ]
    assert load(folder / "zzz") == [
        "1:1 F001 there is no such file; check its name, or make one with 'coprod-audit questionnaire answers-file'"
    ]
    gone = folder / "no" / "such"
    assert load(gone)[0].startswith("1:1 F001 there is no such file, and no folder '")


def test_a_folder_is_told_with_a_file_in_it(folder: Path) -> None:
    (fault,) = load(folder)
    assert fault.startswith("1:1 F002 this is a folder; name a file in it, such as '")


@pytest.mark.parametrize("name", ["\0", "a" * 300, ""])
def test_a_name_that_no_file_can_have_is_told(folder: Path, name: str) -> None:
    assert load(str(folder) + "/" + name)[0].split()[1] in {"F002", "F005"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    started = time.monotonic()
    assert load(folder / "pipe.yaml") == [
        "1:1 F003 this is a pipe or a device; only files are read, so save it into one first"
    ]
    assert time.monotonic() - started < 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused_at_once() -> None:
    assert load("/dev/zero")[0].startswith("1:1 F003")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_protected_file_is_told(folder: Path) -> None:
    (folder / "answers.yaml").chmod(0)
    assert load(folder / "answers.yaml") == [
        "1:1 F004 reading this file is not permitted; ask its owner, or change its permissions"
    ]


def test_a_protected_file_is_told_by_whoever_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert load(folder / "answers.yaml") == [
        "1:1 F004 reading this file is not permitted; ask its owner, or change its permissions"
    ]


def test_a_disk_that_fails_while_reading_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    assert load(folder / "answers.yaml") == [
        "1:1 F005 the file cannot be read (input/output error); copy it and try again"
    ]


def test_a_large_file_is_refused_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "answers.yaml").open("r+b") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(os, "read", None)
    assert load(folder / "answers.yaml") == [
        "1:1 D001 the file has 100,000,000 bytes; at most 5,000,000 are read, so split it, shorten its texts, or raise the limit with --limit bytes=100000000"
    ]


def test_a_file_that_grows_while_it_is_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `fstat` says is not believed: at most one byte beyond the limit is read."""
    path = folder / "answers.yaml"
    small = os.stat_result([stat.S_IFREG, 0, 0, 0, 0, 0, 10, 0, 0, 0])
    path.write_bytes(b"# " + b"x" * 5_000_000)
    monkeypatch.setattr(os, "fstat", lambda _: small)
    assert load(path)[0].startswith("1:1 D001 the file has 5,000,001 bytes")


def test_other_limits_can_be_passed(folder: Path) -> None:
    limits = Limits(size=10)
    faults = faults_of(
        lambda: loading.read_answers(folder / "answers.yaml", SMALL_QUESTIONNAIRE, limits=limits)
    )
    assert faults[0].startswith("1:1 D001")


# Questionnaires are looked up by name or read from a path.


def test_without_a_name_the_shipped_questionnaire_is_read() -> None:
    assert loading.read_questionnaire().id == "coprod-ladder"
    assert "coprod-ladder" in loading.shipped_questionnaires()


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    (fault,) = faults_of(lambda: loading.read_questionnaire("coprod-lader"))
    assert fault.startswith(
        "1:1 F007 no questionnaire called 'coprod-lader', the nearest is 'coprod-ladder'; there are "
    )


@pytest.mark.parametrize(
    "name", ["a" * 300, "a/" * 3_000, "\0", "a\0.yaml", "", "../" * 2_000 + "x", "a\n:b.yaml"]
)
def test_a_name_that_no_questionnaire_can_have_is_told(name: str) -> None:
    (fault,) = faults_of(lambda: loading.read_questionnaire(name))
    assert fault.split()[1] in {"F001", "F002", "F005", "F007", "F008"}


def test_a_folder_of_the_same_name_is_not_taken_for_what_ships(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that happens to lie where the command is run changes the rule (threat model, C4)."""
    (folder / "coprod-ladder").mkdir()
    (folder / "coprod-ladder" / "q.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "mine").mkdir()
    (folder / "mine" / "q.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert loading.read_questionnaire().id == "coprod-ladder"
    assert loading.read_questionnaire("coprod-ladder").id == "coprod-ladder"
    assert loading.read_questionnaire("./coprod-ladder").id == "small"
    assert loading.read_questionnaire("mine").id == "small"


def test_a_questionnaire_that_stands_there_as_it_did_is_not_made_anew(folder: Path) -> None:
    """A batch asks for it several times, and making it takes longer than judging some hundred answers."""
    first = loading.read_questionnaire(folder / "small.yaml")
    assert loading.read_questionnaire(folder / "small.yaml") is first
    (folder / "small.yaml").write_text(SMALL.replace("title: ", "title: Not ", 1), encoding="utf-8")
    assert loading.read_questionnaire(folder / "small.yaml").title == f"Not {first.title}"
    (folder / "small.yaml").write_text("[", encoding="utf-8")
    for _ in range(2):
        assert faults_of(lambda: loading.read_questionnaire(folder / "small.yaml"))


def test_a_questionnaire_is_read_from_a_file_or_a_folder(folder: Path) -> None:
    assert loading.read_questionnaire(folder / "small.yaml").id == "small"
    (folder / "answers.yaml").unlink()
    assert loading.read_questionnaire(str(folder)).id == "small"


def test_a_folder_without_questionnaire_is_told(tmp_path: Path) -> None:
    assert faults_of(lambda: loading.read_questionnaire(tmp_path)) == [
        "1:1 F008 the folder holds no questionnaire; its files end in .yaml"
    ]
    for n in range(101):
        (tmp_path / f"{n}.yaml").touch()
    assert faults_of(lambda: loading.read_questionnaire(tmp_path)) == [
        "1:1 F008 the folder holds 101 YAML files; at most 100 are read, so join some, or raise the limit with --limit files=200"
    ]


def test_a_questionnaire_that_is_not_there_is_told_with_where_to_find_one(tmp_path: Path) -> None:
    assert faults_of(lambda: loading.read_questionnaire(tmp_path / "mine.yaml")) == [
        "1:1 F001 there is no such file; check its name, or see with 'coprod-audit questionnaire list' which ones there are"
    ]


def test_the_files_of_a_folder_may_have_four_times_the_limit_together(tmp_path: Path) -> None:
    (tmp_path / "0.yaml").write_bytes(SMALL.encode().ljust(10_000, b"#"))
    for n in range(1, 4):
        (tmp_path / f"{n}.yaml").write_bytes(b"coprod-audit: questionnaire/1\n".ljust(10_000, b"#"))
    limits = QUESTIONNAIRE_LIMITS._replace(size=10_000)
    assert loading.read_questionnaire(tmp_path, limits=limits).id == "small"
    for n in range(4, 9):
        (tmp_path / f"{n}.yaml").write_bytes(b"coprod-audit: questionnaire/1\n")
    assert faults_of(lambda: loading.read_questionnaire(tmp_path, limits=limits)) == [
        "1:1 D001 the folder's files have more than 40,000 bytes together; shorten their texts, or raise the limit with --limit bytes=20000"
    ]
    assert loading.read_questionnaire(tmp_path, limits=limits._replace(size=20_000)).id == "small"


def test_the_limit_to_raise_for_a_folder_is_enough_for_all_of_its_files(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.yaml").write_bytes(b"#" * 10_000)
    limits = QUESTIONNAIRE_LIMITS._replace(size=10_000)
    (fault,) = faults_of(lambda: loading.read_questionnaire(tmp_path, limits=limits))
    assert fault.endswith("raise the limit with --limit bytes=30000")


def test_a_questionnaire_of_one_s_own_is_checked_thoroughly(folder: Path) -> None:
    unreachable = changed("{leaders: not-in-place}", "{all: [{hear: why}, {hear: what}]}")
    (folder / "small.yaml").write_text(unreachable, encoding="utf-8")
    assert [f.split()[1] for f in faults_of(lambda: loading.read_questionnaire(folder / "small.yaml"))] == [
        "Q021"
    ]


@pytest.mark.parametrize("key", ["<<", "[a]", "&a *b", "*b"])
def test_a_key_that_is_refused_brings_no_second_fault(key: str) -> None:
    faults = answers_faults(changed("  hear: why\n", f"  matters: {{{key} : talked}}\n", ANSWERS))
    assert [fault for fault in faults if " A0" in fault] == []
    assert faults != []


def test_groups_of_nobody_are_refused() -> None:
    text = changed(
        "answers:\n", "respondent: {view: mixed, groups: {staff: 0, people: 0}}\nanswers:\n", ANSWERS
    )
    expected = (
        "5:27 A007 the groups come to nobody; write how many there were of each, or take the groups out"
    )
    assert answers_faults(text) == [expected]
    assert answers_faults(text.replace("staff: 0", "staff: 1")) == []
