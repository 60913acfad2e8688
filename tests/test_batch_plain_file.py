"""The short way from an answers file to a response: it takes what is as expected, and never anything that the reader would not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit import answers_reader, answers_writer
from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent
from coprod_audit.batch import flat, plain_file
from coprod_audit.blank_sheet import blank
from coprod_audit.errors import InputError
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.questionnaire_reader import SourceFile
from coprod_audit.questionnaire_reader import read as questionnaire_of
from coprod_audit.responses import Response
from tests.batch_kit import questionnaire

FLAT = flat.flat_of(questionnaire())
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


def quickly(data: bytes) -> Response | None:
    return plain_file.response(data, "a.yaml", FLAT)


def by_the_reader(data: bytes) -> Response | None:
    try:
        answers, warnings = answers_reader.read(data, "a.yaml", questionnaire())
    except InputError:
        return None
    assert not warnings
    return flat.of_answers(answers, "a.yaml", 0)


def agree(data: bytes) -> bool:
    """Whether the short way took it; where it did, the reader says the same."""
    found = quickly(data)
    if found is not None:
        assert found == by_the_reader(data), data.decode()
    return found is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_goes_the_short_way(path: Path) -> None:
    assert agree(path.read_bytes())


def test_a_file_as_the_program_writes_it_goes_the_short_way() -> None:
    assert quickly(
        b"# yaml-language-server: $schema=answers.schema.json\n"
        b"coprod-audit: answers/1\n"
        b"questionnaire: coprod-ladder 1.0\n"
        b"project:\n"
        b"  title: The youth hub\n"
        b"  unit: >-\n"
        b"    Decisions of the council about the youth hub, over the year in which it was planned and built,\n"
        b"    and the year after\n"
        b"  off-the-table:\n"
        b"    the total sum: the council\n"
        b"  claims: co-design\n"
        b'  date: "2026-05-12"\n'
        b"respondent:\n"
        b"  view: mixed\n"
        b"  size: 8\n"
        b"  groups:\n"
        b"    staff: 5\n"
        b"    people: 3\n"
        b"answers:\n"
        b"  told:\n"
        b"    answer: too-late\n"
        b"    date: 2026-05-12\n"
        b"    note: |-\n"
        b"      Two lines,\n"
        b"      as typed\n"
        b"    evidence:\n"
        b"      - minutes.pdf\n"
        b'      - "Letter: to all"\n'
        b"  asked: while-open\n"
        b"  decisions:\n"
        b"    money: told\n"
        b"    design:\n"
        b"      answer: agreed\n"
        b"      note: So it was said.\n"
        b"  after: unknown\n"
    ) == Response(
        "a.yaml",
        0,
        {
            "title": "The youth hub",
            "unit": "Decisions of the council about the youth hub, over the year in which it was planned and built, "
            "and the year after",
            "date": "2026-05-12",
        },
        "mixed",
        True,
        "co-design",
        None,
        {
            "told": "too-late",
            "asked": "while-open",
            "decisions.money": "told",
            "decisions.design": "agreed",
            "after": "unknown",
        },
        True,
    )


def test_a_sheet_that_was_filled_in_by_hand_goes_the_short_way() -> None:
    filled = (
        blank(questionnaire())
        .replace("\n  unit:\n", "\n  unit: Decisions of the council, 2025-26\n")
        .replace("\n  view:\n", "\n  view: staff\n")
        .replace("\n  told:\n", "\n  told: too-late\n")
        .replace("\n    money:\n", "\n    money: agreed\n", 1)
    )
    assert quickly(filled.encode()) == Response(
        "a.yaml",
        0,
        {"unit": "Decisions of the council, 2025-26"},
        "staff",
        False,
        None,
        None,
        {"told": "too-late", "decisions.money": "agreed"},
    )


TEXTS = st.text(
    st.one_of(st.sampled_from("aZé9£ :#'\"\\,.-()[]{}&*!|>%@`~?\n\t\r"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=30,
) | st.sampled_from(["no", "null", "12:30", "a: b", "a #b", "a:", "long " * 30, "- a", "2026-05-12", "x\ny"])
COUNTS = st.integers(1, 9)


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Any answers that a file can hold, with notes, evidence and rooms."""
    asked = questionnaire()
    facts = draw(st.lists(st.sampled_from(list(asked.by_fact)), unique=True, max_size=8))
    given_ = {
        fact: Answer(
            draw(st.sampled_from(sorted(asked.by_fact[fact][0].possible))),
            draw(st.just("") | TEXTS),
            tuple(draw(st.just(()) | st.lists(TEXTS, max_size=3))),
            draw(st.sampled_from(["", "", "2026-05-12"])),
        )
        for fact in facts
    }
    rungs = st.none() | st.sampled_from([rung.id for rung in asked.ladder.rungs])
    matters = st.lists(st.builds(OffTheTable, TEXTS, TEXTS), max_size=2, unique_by=lambda one: one.what)
    project = Project(
        title=draw(st.just("") | TEXTS),
        organisation=draw(st.just("") | TEXTS),
        people=draw(st.just("") | TEXTS),
        unit=draw(st.just("Decisions of the council") | TEXTS),
        off_the_table=draw(st.none() | matters.map(tuple)),
        claims=draw(rungs),
        intends=draw(rungs),
        date=draw(st.sampled_from(["", "2026-05-12"])),
        made_up=draw(st.booleans()),
        coded_from=draw(st.just("") | TEXTS),
    )
    room = draw(st.booleans())
    who = (
        Respondent("mixed", None, (("staff", draw(COUNTS)), ("people", draw(COUNTS))))
        if room
        else Respondent(draw(st.sampled_from(["staff", "people"])), draw(st.none() | COUNTS))
    )
    ordered = tuple((fact, given_[fact]) for fact in asked.by_fact if fact in given_)
    return Answers(asked.id, asked.version, project, who, ordered)


@given(answers())
def test_what_the_program_writes_is_read_alike_by_both(one: Answers) -> None:
    agree(answers_writer.write(one, questionnaire()).encode())


GOOD = EXAMPLES[0].read_text(encoding="utf-8")
SHORT = """\
# A comment
coprod-audit: answers/1
questionnaire: coprod-ladder 1.0
project:
  title: The hub
  unit: >-
    Decisions of the council
    about the hub
  off-the-table:
    the total sum: the council
  claims: co-design
respondent:
  view: mixed
  groups: {staff: 3, people: 2}
answers:
  told:
    answer: too-late
    note: >-
      One line

    evidence: ["a", b c]
  # More
  asked: never
  decisions:
    money: told
    design:
      answer: agreed
      evidence:
        - minutes
        - >-
          of two
          days
  differences: {money: people}
  after: unknown
"""
PIECES = (
    *('"', "'", ": ", ":", " #", "#", "- ", "-", "? ", "&a ", "*a", "!t ", "<<: ", "|", ">-", ">+", "|2", "%", "@"),
    *("`", "~", "null", "{", "}", "{}", "[", "]", ", ", "\\", "\t", "\r", "\n", "\n\n", " ", "  ", "    ", "\ufeff"),
    *("\u2028", "\x85", "\xa0", "\x00", "---", "...", "--- ", "\n---\n", "\n...\n", "\n# c\n", "\n      # c\n", "é"),
    *("12:30", "answer: told", "note: x", "evidence:", "  told: never\n", "    money: told\n", "yes", "0", "mixed"),
    *("answers:", "set-aside:\n", "ask-again:\n", "date: 2026-02-30\n", "unknown", ">-\n", '""', "''", "''''"),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good file with lines moved, repeated, shifted and dropped, and pieces put in."""
    lines = draw(st.sampled_from([SHORT, GOOD])).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line, column = lines[at], draw(st.integers(0, len(lines[at])))
        match draw(
            st.sampled_from(["put in", "put in", "put over", "drop", "repeat", "shift", "move", "cut"])
        ):
            case "put in":
                lines[at] = line[:column] + draw(st.sampled_from(PIECES)) + line[column:]
            case "put over":
                lines[at] = line[:column] + draw(st.sampled_from(PIECES)) + "\n"
            case "drop":
                lines[at] = ""
            case "repeat":
                lines.insert(draw(st.integers(0, len(lines))), line)
            case "shift":
                lines[at] = draw(st.sampled_from([" ", "  ", "    "])) + line
            case "move":
                lines[at] = line.removeprefix(draw(st.sampled_from([" ", "  ", "    "])))
            case "cut":
                lines[at] = line[:column]
    return "".join(lines)


@settings(max_examples=400)
@given(damaged())
def test_a_damaged_file_is_left_to_the_reader_or_read_as_it_reads_it(text: str) -> None:
    agree(text.encode())


LINES = st.sampled_from(
    [
        *("told: never", "told:", "answer: never", "note: x", "note: >-", "note: |", "evidence:", "- a", "- >-", "a"),
        *("decisions:", "money: told", "money:", "design: {answer: told}", "decisions: {money: told}", "# c", "", "- "),
        *('evidence: ["a", b]', "evidence: [null]", 'evidence: [""]', "a: b", "date: 2026-05-12", "date: 2026-5-12"),
        *("differences:", "differences: {money: people, money: people}", "asked: null", "note: ~", "note: 'a'", "-"),
    ]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from([0, 1, 2, 2, 2, 4, 4, 4, 6, 6, 8]), LINES), max_size=8))
def test_lines_in_any_order_and_so_far_in_are_read_alike(lines: list[tuple[int, str]]) -> None:
    head = SHORT.partition("  told:")[0]
    agree((head + "".join(f"{' ' * indent}{line}\n" for indent, line in lines)).encode())


@given(st.binary(max_size=40), st.integers(0, len(SHORT)))
def test_whatever_bytes_come_are_read_alike(piece: bytes, at: int) -> None:
    data = SHORT.encode()
    agree(data[:at] + piece + data[at:])
    agree(piece)


@given(TEXTS, st.sampled_from(["title: The hub", "told", "One line", "minutes", "the total sum"]))
def test_a_text_that_somebody_typed_without_thinking_of_yaml_is_read_alike(text: str, old: str) -> None:
    agree(SHORT.replace(old, text).encode())
    agree(SHORT.replace("The hub", text).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("told:\n    answer: too-late", "told:\n    answer: no-such"),
        ("  asked: never", "  asked: no-such"),
        ("  asked: never", "  aksed: never"),
        ("  asked: never", "  asked: never\n  asked: never"),
        ("  asked: never", "  asked: never\n    note: x"),
        ("  asked: never", "  asked: *never"),
        ("  asked: never", "  asked: &a never"),
        ("  asked: never", "  asked: !!str never"),
        ("  asked: never", "   asked: never"),
        ("  asked: never", "\tasked: never"),
        ("  asked: never", "  - asked"),
        ("  asked: never", "  asked: never # or so"),
        ("    money: told", "    mony: told"),
        ("    money: told", "    money: told\n    money: told"),
        ("  decisions:\n", "  decisions: told\n"),
        ("{money: people}", "{money: people}\n    money: people"),
        ("{money: people}", "{money: people, money: people}"),
        ("{money: people}", "{money: people}\n    design: unknown"),
        ('["a", b c]', '["a", ""]'),
        ('["a", b c]', '["a", null]'),
        ('["a", b c]', f"[{', '.join(['a'] * 101)}]"),
        ("        - minutes\n", "        - minutes\n" * 100),
        ("        - minutes\n", "        - \n"),
        ("    answer: too-late\n", ""),
        ("    answer: too-late\n", "    answer: too-late\n    date: 2026-02-30\n"),
        ("    answer: too-late\n", "    answer: too-late\n    why: so\n"),
        ("view: mixed", "view: staff"),
        ("view: mixed", "view: nobody"),
        ("view: mixed", "view: mixed\n  size: 6"),
        ("view: mixed\n  groups: {staff: 3, people: 2}", "view: staff\n  size: 0"),
        ("{staff: 3, people: 2}", "{staff: 0, people: 0}"),
        ("{staff: 3, people: 2}", "{staff: 3, mixed: 2}"),
        ("claims: co-design", "claims: top"),
        ("claims: co-design", "date: 2026-02-30"),
        ("claims: co-design", "made-up: perhaps"),
        ("claims: co-design", "colour: red"),
        ("the total sum: the council", "the total sum:"),
        ("  unit: >-\n    Decisions of the council\n    about the hub\n", ""),
        ("    about the hub\n", "\n    # about the hub\n"),
        ("    about the hub\n", "     about the hub\n"),
        ("title: The hub", "title: null"),
        ("title: The hub", "title: The \\ud83d\\ude00 hub"),
        ("title: The hub", 'title: "The hub'),
        ("title: The hub", "title: The hub\n    of the town"),
        ("title: The hub", f"title: {'x' * 20_001}"),
        ("coprod-ladder 1.0", "coprod-ladder 0.9"),
        ("answers/1", "answers/2"),
        ("  after: unknown\n", "  after: unknown\n---\n"),
        ("  after: unknown\n", "  after: unknown\nset-aside:\n  x: y\n"),
        ("# A comment\n", "%YAML 1.2\n---\n"),
        (SHORT, ""),
        (SHORT, "{}\n"),
    ],
)
def test_whatever_is_out_of_the_ordinary_is_left_to_the_reader(old: str, new: str) -> None:
    assert agree(SHORT.encode())
    assert SHORT.count(old) == 1
    assert quickly(SHORT.replace(old, new).encode()) is None


@pytest.mark.parametrize("mark", [">-", "|-", ">", "|"])
def test_a_block_is_read_as_its_mark_says(mark: str) -> None:
    assert agree(SHORT.replace("unit: >-", f"unit: {mark}").encode())


def test_a_file_that_a_windows_editor_saved_goes_the_short_way() -> None:
    assert agree(SHORT.replace("\n", "\r\n").encode())


def test_no_very_large_file_goes_the_short_way() -> None:
    comment = "# " + "x" * 98 + "\n"
    just = SHORT + comment * ((100_000 - len(SHORT)) // 101)
    assert agree(just.encode())
    assert quickly((just + comment).encode()) is None


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("lines", [1, 100])
def test_no_text_over_its_limit_goes_the_short_way(lines: int, more: int) -> None:
    """Of one line, or of many in a block that are joined by as many blanks, whatever else stands in the file."""
    each = ANSWERS_LIMITS.characters // lines
    said = [*["x" * (each - 1)] * (lines - 1), "x" * (each + more)]
    text = SHORT.replace("  title: The hub\n", "  title: |-\n" + "".join(f"    {one}\n" for one in said))
    comments = ("# " + "x" * 98 + "\n") * 200
    assert agree((text + comments).encode()) == (not more and lines > 1)


TICKED = [
    "[silos, austerity]",
    "[]",
    "unknown",
    "{silos: named}",
    "\n    - silos\n    - austerity",
    '\n    answer: [silos]\n    note: Much.\n    evidence: [minutes]\n    date: "2026-05-12"',
    "\n    answer:\n      - silos\n    note: Much.",
    "\n    answer: unknown\n    note: Nobody was there.",
    "\n    silos: named\n    austerity: unknown",
    "[silos, silos]",
    "",
]


@pytest.mark.parametrize("said", TICKED)
def test_what_is_ticked_goes_the_short_way(said: str) -> None:
    assert agree(f"{SHORT}  barriers: {said}\n".replace(": \n", ":\n").encode())


@pytest.mark.parametrize(
    "said",
    [
        "[silo]",
        "[silos",
        "silos]",
        "silos",
        "not-applicable",
        "[silos]\n  barriers: []",
        "[silos]\n    austerity: named",
        "\n    - silos\n    austerity: named",
        "\n    - silo",
        "\n    answer:\n    note: Much.",
        "\n    answer: [silos]\n    what: else",
        "\n    answer: [silos]\n    date: soon",
    ],
)
def test_what_is_ticked_and_cannot_be_is_left_to_the_reader(said: str) -> None:
    data = f"{SHORT}  barriers: {said}\n".replace(": \n", ":\n").encode()
    assert quickly(data) is None
    assert by_the_reader(data) is None


ODD = """\
coprod-audit: questionnaire/1
id: odd
version: "1"
title: Odd
ladder:
  - {id: low, title: Low, has: nothing}
  - {id: high, title: High, has: much}
below: {title: Below, has: none}
sections: [{id: all, title: All}]
questions:
  - id: "null"
    section: all
    ask: Which?
    choices:
      - {id: "no", label: "No", rank: 0, says: x}
      - {id: "-", label: Dash, rank: 1, says: x}
      - {id: "null", label: Nothing, rank: 2, says: x}
      - {id: 1-, label: One, rank: 3, says: x}
  - id: "on"
    section: all
    ask: Which?
    choices:
      - {id: "no", label: "No", rank: 0, says: x}
      - {id: "yes", label: "Yes", rank: 1, says: x}
criteria:
  - {rung: low, title: t, unmet: u, when: {on: "yes"}}
  - {rung: high, title: t, unmet: u, when: {all: [{on: "yes"}, {"null": "-"}]}}
"""


@pytest.mark.parametrize(
    "lines",
    ["on: no", 'on: "no"', '"on": no', '"null": "-"', "null: no", '"null": -', '"null": null', '"null": 1-'],
)
def test_ids_that_yaml_takes_for_something_else_are_read_alike(lines: str) -> None:
    odd = questionnaire_of([SourceFile("odd.yaml", ODD.encode())], thorough=False)
    text = f"coprod-audit: answers/1\nquestionnaire: odd 1\nproject:\n  unit: x\nrespondent:\n  view: staff\nanswers:\n  {lines}\n"
    found = plain_file.response(text.encode(), "a.yaml", flat.flat_of(odd))
    if found is not None:
        answers_, _ = answers_reader.read(text.encode(), "a.yaml", odd)
        assert found == flat.of_answers(answers_, "a.yaml", 0)
    assert (found is not None) == (lines in {"on: no", 'on: "no"', '"on": no', '"null": "-"'})
