"""Questions in which several rows can be ticked: in files, in a terminal, as plain lines, in forms."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coprod_audit import answers_reader, answers_writer
from coprod_audit.answers import Answer, Answers
from coprod_audit.blank_sheet import blank
from coprod_audit.charter.writing import with_answers
from coprod_audit.errors import UsageError
from coprod_audit.forms.form_map import FormMap
from coprod_audit.forms.matching import exact, names_of
from coprod_audit.forms.native import native_target
from coprod_audit.forms.targets import Target
from coprod_audit.forms.ticks_in_a_cell import TicksInACell, ticks_in_a_cell
from coprod_audit.forms.wordings import wordings
from coprod_audit.interview import (
    REVIEW,
    Given,
    Interview,
    Option,
    Scope,
    Step,
    Wanted,
    Wish,
    begin,
    current,
    go_to,
    noting,
    replied,
)
from coprod_audit.interview.offered import Taken, offers, offers_of, take
from coprod_audit.interview.routing import answered_several
from coprod_audit.interview.steps import Asides, Reply, ticked, ticks
from coprod_audit.interview.ticking import NOT_ALONE, Picked, picked
from coprod_audit.page import cells
from coprod_audit.plain import Plain
from coprod_audit.prompts import STAYS
from coprod_audit.sheet import STILL_TICKED, TICK_FIRST, Sheet
from tests.parts_kit import PARTS, QUESTIONNAIRE
from tests.reading_kit import ANSWERS, changed, faults_of, read_small, told
from tests.test_prompts import Room, open_room, room
from tests.typing_kit import call

__all__ = ["open_room", "room"]  # the fixtures of a terminal

TODAY = "2026-05-12"
ROWS = ("word", "silos", "money")
ENTER, DOWN, TAB, CTRL_C = "\r", "\x1b[B", "\t", "\x03"


def read(line: str) -> Answers:
    """The answers of a file with this line about the barriers."""
    found, warnings = answers_reader.read(f"{ANSWERS}  {line}\n".encode(), "a.yaml", QUESTIONNAIRE)
    assert not warnings
    return found


def choices(answers: Answers) -> tuple[str, ...]:
    """What was answered for each row, as far as it was."""
    return tuple(answers.facts.get(f"barriers.{row}", "") for row in ROWS)


def written(answers: Answers) -> str:
    """The lines about the barriers in the file that is written."""
    text = answers_writer.write(answers, QUESTIONNAIRE)
    assert answers_reader.read(text.encode(), "a.yaml", QUESTIONNAIRE)[0] == answers
    return text.partition("  hear: why\n")[2]


NO, YES, UNKNOWN = "not-named", "named", "unknown"


@pytest.mark.parametrize(
    ("line", "rows", "again"),
    [
        ("barriers: [silos, word]", (YES, YES, NO), "  barriers: [word, silos]\n"),
        ("barriers: []", (NO, NO, NO), "  barriers: []\n"),
        ("barriers: unknown", (UNKNOWN, UNKNOWN, UNKNOWN), "  barriers: unknown\n"),
        ("barriers:", ("", "", ""), ""),
        ("barriers: {silos: named}", ("", YES, ""), "  barriers:\n    silos: named\n"),
        (
            "barriers: {word: unknown, silos: named, money: not-named}",
            (UNKNOWN, YES, NO),
            "  barriers:\n    word: unknown\n    silos: named\n    money: not-named\n",
        ),
        ("barriers: {word: named, silos: not-named, money: not-named}", (YES, NO, NO), "  barriers: [word]\n"),
        ("barriers: {answer: [money]}", (NO, NO, YES), "  barriers: [money]\n"),
        ("barriers: [silos, silos]", (NO, YES, NO), "  barriers: [silos]\n"),
    ],
)  # fmt: skip
def test_a_list_says_which_rows_are_ticked_and_is_written_where_it_loses_nothing(
    line: str, rows: tuple[str, ...], again: str
) -> None:
    answers = read(line)
    assert choices(answers) == rows
    assert written(answers) == again


def test_what_stands_beside_a_list_belongs_to_the_first_row_and_the_day_to_all() -> None:
    answers = read("barriers: {answer: [silos], note: Much., evidence: [minutes], date: 2026-05-12}")
    assert answers.by_fact["barriers.word"] == Answer(NO, "Much.", ("minutes",), "2026-05-12")
    assert answers.by_fact["barriers.silos"] == Answer(YES, date="2026-05-12")
    assert written(answers) == (
        "  barriers:\n    answer: [silos]\n"
        '    date: "2026-05-12"\n    note: Much.\n    evidence:\n      - minutes\n'
    )


def test_a_note_that_belongs_to_another_row_keeps_its_place() -> None:
    row = "barriers: {word: not-named, silos: {answer: named, note: Much.}, money: not-named}"
    assert written(read(row)) == (
        "  barriers:\n    word: not-named\n    silos:\n      answer: named\n      note: Much.\n    money: not-named\n"
    )


def test_a_long_list_stands_a_line_a_row() -> None:
    names = [f"row-with-a-long-name-{number}" for number in range(8)]
    more = "".join(f"      - {{id: {name}, label: {name}}}\n" for name in names)
    many = read_small(
        changed("      - {id: money, label: the money}\n    choices:\n      - {id: not-named", f"{more}      - {{id: money, label: the money}}\n    choices:\n      - {{id: not-named", PARTS)
    )  # fmt: skip
    facts = ["barriers.word", *[f"barriers.{name}" for name in names]]
    every = tuple(
        (fact, Answer(YES if fact in facts else NO)) for fact in many.by_fact if fact.startswith("barriers.")
    )
    text = answers_writer.write(read("barriers: []")._replace(answers=every), many)
    assert "  barriers:\n    - word\n    - row-with-a-long-name-0\n    - row-with-a-long-name-1\n" in text
    assert answers_reader.read(text.encode(), "a.yaml", many)[0].answers == every


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("barriers: [word, silo]", "7:20 A003 no row called 'silo', the nearest is 'silos'; there are word, silos, money; see 'coprod-audit questionnaire show --question barriers'"),
        ("barriers: {answer: [silo]}", "7:23 A003 no row called 'silo', the nearest is 'silos'; there are word, silos, money; see 'coprod-audit questionnaire show --question barriers'"),
        ("barriers: {silo: named}", "7:14 A003 no row called 'silo', the nearest is 'silos'; there are word, silos, money"),
        ("barriers: [unknown]", "7:14 A012 'unknown' in a list; write 'barriers: unknown', without the brackets"),
        ("barriers: [none]", "7:14 A012 'none' in a list; write 'barriers: []' if none of them applies"),
        ("barriers: none", "7:13 A012 'none' for 'barriers', of which several can be ticked; write [] if none of them applies"),
        ("barriers: [word, '']", "7:20 D023 an empty entry in 'barriers'; write something after the dash or take it out"),
        ("barriers: [[word]]", "7:14 D020 this entry holds a list, where text is expected"),
        (
            "barriers: silos",
            "7:13 A012 'silos' for 'barriers', of which several can be ticked; write a list of what applies, as in [silos], [] where none does, or 'unknown'",
        ),
        (
            "barriers: named",
            "7:13 A012 'named' for 'barriers', of which several can be ticked; write a list of what applies, as in [word, silos], [] where none does, or 'unknown'",
        ),
        ("barriers: {silos: [named]}", "7:21 D020 'silos' holds a list, where text is expected"),
        ("barriers: {silos: yes}", "7:21 A002 no choice called 'yes'; barriers has not-named, named, unknown"),
        ("surprises: [never]", "7:14 A012 a list for 'surprises', which takes one answer; write one choice"),
        ("barriers: {answer: [silos], date: soon}", "7:37 A005 the date 'soon'; write a day that there is, as year-month-day: '2016-05-01'"),
    ],
)  # fmt: skip
def test_what_cannot_be_ticked_is_told_at_its_place(line: str, said: str) -> None:
    data = f"{ANSWERS}  {line}\n".encode()
    assert faults_of(lambda: answers_reader.read(data, "a.yaml", QUESTIONNAIRE)) == [said]


def test_what_was_ticked_in_a_question_that_is_gone_is_set_aside_and_kept() -> None:
    older = changed("small 1.0", "small 0.9", ANSWERS)
    more = "  barriers: [silos, gone]\n  went: {answer: [a, b], note: Much.}\n  ended-here: []\n"
    answers, warnings = answers_reader.read(f"{older}{more}".encode(), "a.yaml", QUESTIONNAIRE)
    assert choices(answers) == (NO, YES, NO)
    assert answers.set_aside == (
        ("barriers.gone", Answer(YES)),
        ("went.a", Answer("ticked", "Much.")),
        ("went.b", Answer("ticked")),
        ("ended-here", Answer("nothing-ticked")),
    )
    assert told(warnings)[1].startswith("7:21 A020 3 answers do not fit 'small 1.0' and are set aside")
    text = answers_writer.write(answers, QUESTIONNAIRE)
    assert answers_reader.read(text.encode(), "a.yaml", QUESTIONNAIRE)[0] == answers


def test_the_blank_sheet_has_one_blank_for_the_list_and_names_what_can_be_ticked() -> None:
    text = blank(QUESTIONNAIRE)
    assert (
        "  # What gets in the way?\n"
        "  #   A list of all that apply, as in [word, silos], or [] where none does:\n"
        "  #   word: the word itself (What is meant by it.)\n"
        "  #   silos: silos, and walls\n"
        "  #   money: the money\n"
        "  #   unknown: asked, and nobody could say\n"
        "  barriers:\n"
    ) in text
    filled = text.replace("  barriers:\n", "  barriers: [money]\n")
    answers, _ = answers_reader.read(filled.encode(), "a.yaml", QUESTIONNAIRE, unit_needed=False)
    assert choices(answers) == (NO, NO, YES)


def test_a_charter_is_brought_up_to_date_and_keeps_a_list_that_says_the_same() -> None:
    front = "coprod-audit: charter/1\nquestionnaire: small 1.0\nproject:\n  unit: Decisions about the park\nanswers:\n  hear: why\n"
    charter = f"---\n{front}  # Ours.\n  barriers: [silos]  # As ever.\n---\n# A hub\n".encode()
    same = answers_writer.write(read("barriers: [silos]"), QUESTIONNAIRE)
    assert with_answers(charter, same) == charter
    other = answers_writer.write(read("barriers: []"), QUESTIONNAIRE)
    assert b"  # Ours.\n  barriers: []\n---\n# A hub\n" in with_answers(charter, other)


ONE = st.builds(
    Answer,
    st.sampled_from([NO, YES, UNKNOWN]),
    st.sampled_from(["", "Much.", "no"]),
    st.sampled_from([(), ("minutes",)]),
    st.sampled_from(["", "2026-05-12"]),
)


@given(st.tuples(*[st.none() | ONE for _ in ROWS]))
@example((Answer(UNKNOWN, "Much."), Answer(UNKNOWN), Answer(UNKNOWN)))
@example((Answer(NO, "Much."), Answer(NO), Answer(NO)))
@example((Answer(NO), Answer(NO, "Much."), Answer(NO)))
@example((None, Answer(UNKNOWN), Answer(UNKNOWN)))
def test_whatever_was_answered_row_by_row_is_read_again(rows: tuple[Answer | None, ...]) -> None:
    given = {f"barriers.{row}": one for row, one in zip(ROWS, rows, strict=True) if one is not None}
    answers = read("barriers:")._replace(answers=(("hear", Answer("why")), *given.items()))
    written(answers)


@given(st.lists(st.sampled_from(ROWS), unique=True))
def test_the_same_ticks_in_any_order_are_the_same_answer(names: list[str]) -> None:
    answers = read(f"barriers: [{', '.join(names)}]")
    assert choices(answers) == tuple(YES if row in names else NO for row in ROWS)
    listed = f"  barriers: [{', '.join(row for row in ROWS if row in names)}]\n"
    assert written(answers) == listed


# The interview.


def start(answers: Answers | None = None, **scope: object) -> Interview:
    return begin(QUESTIONNAIRE, answers, Scope(only=("barriers",)) if not scope else Scope(**scope), TODAY)  # type: ignore[arg-type]


def at_barriers(answers: Answers | None = None) -> tuple[Interview, Step]:
    interview = go_to(start(answers), "barriers.word")
    step = current(interview)
    assert step is not None
    return interview, step


def test_it_is_one_step_with_its_rows_to_choose_from() -> None:
    _, step = at_barriers()
    assert step.several
    assert (step.id, step.ask, step.rows, step.stands) == ("barriers.word", "What gets in the way?", (), "")
    assert [(one.value, one.label, one.key) for one in step.options] == [
        ("word", "The word itself", ""),
        ("silos", "Silos, and walls", ""),
        ("money", "The money", ""),
        ("unknown", "Don't know", "d"),
    ]
    assert step.in_plain_words.options[0].label == "The word."


@pytest.mark.parametrize(
    ("said", "rows", "words"),
    [
        ("[silos, money]", (NO, YES, YES), "2 ticked"),
        ("[word]", (YES, NO, NO), "1 ticked"),
        ("[]", (NO, NO, NO), "none ticked"),
        ("unknown", (UNKNOWN, UNKNOWN, UNKNOWN), "Don't know"),
    ],
)
def test_a_reply_answers_every_row_and_the_review_says_how_many_are_ticked(
    said: str, rows: tuple[str, ...], words: str
) -> None:
    interview, step = at_barriers()
    after = replied(interview, step, Given(said))
    assert choices(after.answers) == rows
    review = current(go_to(after, REVIEW))
    assert review is not None
    assert review.options[-1] == Option("barriers.word", f"What gets in the way? - {words}")
    again = current(go_to(after, "barriers.word"))
    assert again is not None
    assert again.stands == said


def test_where_some_rows_have_no_answer_it_is_still_open() -> None:
    interview = start(read("barriers: {word: named}"))
    review = current(go_to(interview, REVIEW))
    assert review is not None
    assert review.options[-1].label == "What gets in the way? - still open"
    assert start(read("barriers: {word: named, silos: named, money: unknown}")).at != REVIEW


def test_enter_on_what_stands_leaves_what_is_not_known_of_a_row() -> None:
    interview, step = at_barriers(read("barriers: {word: unknown, silos: named, money: not-named}"))
    assert step.stands == "[silos]"
    assert choices(replied(interview, step, Given("[silos]")).answers) == (UNKNOWN, YES, NO)
    assert choices(replied(interview, step, Given("[silos, money]")).answers) == (NO, YES, YES)


def test_a_note_is_kept_by_the_first_row_and_is_one_on_the_question() -> None:
    interview, step = at_barriers()
    after = replied(interview, step, Given("[silos]"))
    assert noting.noted_fact(after, "barriers.money") == "barriers.word"
    assert noting.note_step(after, "barriers.word").before == ("Note on: What gets in the way? 1 ticked",)
    noted = noting.noted(after, "barriers.word", "Much.")
    changed_ = replied(go_to(noted, step.id), step._replace(stands="[silos]"), Given("[money]"))
    assert changed_.answers.by_fact["barriers.word"] == Answer(NO, "Much.", (), TODAY)
    assert noting.noted_fact(start(read("barriers: {silos: named}")), "barriers.word") == "hear"


def test_all_rows_have_the_day_of_the_sitting_that_they_were_answered_in() -> None:
    dated = replied(go_to(start(), "project.date"), Step("project.date", ""), Given("2026-05-01"))
    there = go_to(dated, "barriers.word")
    answered = replied(there, current(there) or Step("", ""), Given("[silos]"))
    corrected = replied(go_to(answered, "project.date"), Step("project.date", ""), Given("2026-05-02"))
    assert {one.date for _, one in corrected.answers.answers} == {""}
    later = go_to(start(corrected.answers), "barriers.word")
    again = replied(later, current(later) or Step("", ""), Given("[]"))
    assert {one.date for fact, one in again.answers.answers if fact.startswith("barriers.")} == {TODAY}


def test_it_is_asked_once_more_as_one() -> None:
    unknown = start(read("barriers: unknown"), unanswered=True)
    assert unknown.answers.ask_again == ("barriers.word",)
    assert unknown.at == "project.title"
    again, step = go_to(unknown, "barriers.word"), current(go_to(unknown, "barriers.word"))
    assert step is not None
    assert replied(again, step, Given("[]")).answers.ask_again == ()
    partly = start(read("barriers: {word: named, silos: unknown, money: named}"), unanswered=True)
    assert partly.answers.ask_again == ("barriers.word",)
    stale = start(read("barriers: {answer: [silos], date: 2020-01-01}"), stale="2021-01-01")
    assert stale.answers.ask_again == ("hear", "barriers.word")


@pytest.mark.parametrize(
    "value", ["[silos, money]", "silos; money", "money,silos", "3 2", "Silos, and walls; the money"]
)
def test_values_given_beforehand_are_taken_as_a_list_and_told_once(value: str) -> None:
    interview, news = take(start(), offers([f"barriers={value}"]))
    assert choices(interview.answers) == (NO, YES, YES)
    assert news == (Taken("What gets in the way?", "2 ticked", ""),)


def test_values_of_rows_and_of_another_file_are_told_once_too() -> None:
    interview, news = take(
        start(), offers(["barriers=[silos]", "barriers.money=named", "barriers.money=unknown"])
    )
    assert choices(interview.answers) == (NO, YES, UNKNOWN)
    assert news == (Taken("What gets in the way?", "1 ticked", ""),)
    other = read("barriers: {answer: [money], note: Much.}")
    taken, news = take(start(read("barriers: [word]")), offers_of(other))
    assert taken.answers.by_fact["barriers.word"] == Answer(NO, "Much.")
    assert news == ()  # one is ticked, as before
    _, news = take(start(read("barriers: []")), offers_of(other))
    assert Taken("What gets in the way?", "1 ticked", "none ticked") in news


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("silo", "barriers: no row called 'silo', the nearest is 'silos'; there are word, silos, money"),
        ("silos, unknown", "barriers: write what is ticked, as in [word], [] or unknown"),
        ("", "barriers: write what is ticked, as in [word], [] or unknown"),
    ],
)
def test_a_value_that_cannot_be_taken_says_why(value: str, said: str) -> None:
    with pytest.raises(UsageError) as found:
        take(start(), offers([f"barriers={value}"]))
    assert str(found.value) == said


MANY = tuple(
    Option(f"row-{number}", f"The {number}th thing in the way", help=f"About {number}.")
    for number in range(1, 23)
)
DONT_KNOW = Option("unknown", "Don't know", "We do not know.", key="d")


def step_of(count: int, stands: str = "", draft: str = "") -> Step:
    """A question with so many rows to tick."""
    asides, options = Asides("Help.", "Why.", "Evidence.", "Easy?"), (*MANY[:count], DONT_KNOW)
    step = Step("b.row-1", "What gets in the way?", options, asides=asides, several=True)
    return step._replace(stands=stands, draft=draft)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2 5 9", "[row-2, row-5, row-9]"),
        ("9,2;5", "[row-2, row-5, row-9]"),
        ("2 and 5", "[row-2, row-5]"),
        ("2 2", "[row-2]"),
        ("[row-3, 4]", "[row-3, row-4]"),
        ("The 7th thing in the way; 8", "[row-7, row-8]"),
        ("0", "[]"),
        ("none", "[]"),
        ("None of these", "[]"),
        ("[]", "[]"),
        ("d", "unknown"),
        ("23", "unknown"),
        ("Don't know.", "unknown"),
        ("we do not know", "unknown"),
    ],
)
def test_whatever_names_rows_ticks_them(typed: str, meant: str) -> None:
    assert picked(step_of(22).options, typed) == Picked(meant)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("24", "24"),
        ("2 x", "x"),
        ("2 5,99", "99"),
        ("2 d", NOT_ALONE),
        ("0 2", NOT_ALONE),
        ("", ""),
        ("2-5", "2-5"),
    ],
)
def test_whatever_names_none_is_handed_back(typed: str, wrong: str) -> None:
    assert picked(step_of(22).options, typed) == Picked(None, wrong)


@given(st.lists(st.sampled_from(ROWS)))
def test_ticks_as_one_text_are_ticks_again(names: list[str]) -> None:
    assert ticked(ticks(names)) == tuple(names)


# In a terminal.


def sheet(step: Step, *keys: str) -> Sheet:
    one = Sheet(step, easy=False)
    for key in keys:
        assert one.press(key) is None
    return one


def screen(one: Sheet, width: int = 79, height: int = 60) -> list[str]:
    return [line.text for line in one.lines(width, height)]


def reply(step: Step, *keys: str) -> Reply | None:
    return sheet(step, *keys[:-1]).press(keys[-1])


def test_each_row_has_a_box_and_the_one_pointed_at_its_help() -> None:
    assert screen(sheet(step_of(3), " ", "3"))[:12] == [
        "",
        "What gets in the way?",
        "",
        "2 of 3 ticked",
        "  [x] 1) The 1th thing in the way",
        "  [ ] 2) The 2th thing in the way",
        "> [x] 3) The 3th thing in the way",
        "  [ ] 0) None of these",
        "  [ ] d) Don't know",
        "",
        "About 3.",
        "",
    ]
    words = " ".join(screen(sheet(step_of(3))))
    assert "0 of 3 ticked" in words
    assert "Space or a number ticks, and unticks. Enter when all is ticked that applies." in words


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((" ", "down", " "), "[row-1, row-2]"),
        (("1", "3"), "[row-1, row-3]"),
        (("1", "3", "1"), "[row-3]"),
        (("3", " "), TICK_FIRST),
        (("0",), "[]"),
        (("1", "0"), "[]"),
        (("0", "2"), "[row-2]"),
        (("0", "0"), TICK_FIRST),
        (("0", "d"), "unknown"),
        (("d",), "unknown"),
        (("1", "d"), "unknown"),
        (("d", "2"), "[row-2]"),
        (("d", "d"), TICK_FIRST),
        (("up", "up", "up", " "), "[row-3]"),
        (("end", "up", "up", " ", "home", " "), "[row-1, row-3]"),
    ],
)
def test_space_and_numbers_tick_and_untick(keys: tuple[str, ...], value: str) -> None:
    one = sheet(step_of(3), *keys)
    found = one.press("enter")
    assert found == (None if value == TICK_FIRST else Given(value))
    if found is None:
        assert TICK_FIRST in screen(one)


def test_in_a_long_list_a_number_leads_there_and_space_or_enter_ticks() -> None:
    assert reply(step_of(22), "1", "enter", "7", "enter", "enter") == Given("[row-1, row-7]")
    assert reply(step_of(22), "1", " ", "7", " ", "enter") == Given("[row-1, row-7]")
    assert reply(step_of(22), "1", "enter", "1", "enter", "2", " ", "enter") == Given("[row-2]")
    assert reply(step_of(22), "1", "down", "enter") is None
    assert reply(step_of(22), "1", "2", " ", "5", " ", "enter") == Given("[row-5, row-12]")
    assert reply(step_of(22), "1", " ", "2", "up", "enter") == Given("[row-1]")
    assert reply(step_of(22), "2", "2", "pageup", " ", "pagedown", "up", "enter") == Given("[row-14]")
    words = " ".join(screen(sheet(step_of(22))))
    assert "Space, or a number and then Enter, ticks and unticks. Enter alone when that is all." in words


@pytest.mark.parametrize("number", range(1, 23))
def test_in_a_long_list_enter_ticks_each_number_that_was_typed_and_stays(number: int) -> None:
    one = sheet(step_of(22), *str(number), "enter")
    assert "1 of 22 ticked" in screen(one)
    assert f"> [x] {f'{number})':<4}The {number}th thing in the way" in screen(one)
    assert one.press("enter") == Given(f"[row-{number}]")


@pytest.mark.parametrize(
    ("keys", "ticked_"),
    [
        (("1", "7", "enter"), "[row-17]"),
        (("1", "?", "enter", "enter"), "[row-1]"),
        (("1", "z", "left", "enter"), "[row-1]"),
        (("2", "5", "enter"), "[row-5]"),
        (("5", "enter", "1", "0", "enter"), "[row-5, row-10]"),
        (("2", "0", "enter"), "[row-20]"),
        (("5", "enter", "0"), "[]"),
        (("5", "enter", "d"), "unknown"),
    ],
)
def test_in_a_long_list_digits_make_a_number_until_it_is_ticked(keys: tuple[str, ...], ticked_: str) -> None:
    assert reply(step_of(22), *keys, "enter") == Given(ticked_)


def test_in_a_long_list_0_after_a_digit_only_leads_to_none_of_these() -> None:
    one = sheet(step_of(22), "5", " ", "3", "0")
    assert "1 of 22 ticked" in screen(one)
    assert "> [ ] 0)  None of these" in screen(one)
    assert reply(step_of(22), "5", " ", "3", "0", "0", "enter") == Given("[]")
    assert reply(step_of(22), "end", "0", "enter") == Given("[]")


@pytest.mark.parametrize("count", [3, 22])
def test_a_list_in_which_nothing_is_ticked_is_never_taken(count: int) -> None:
    one = sheet(step_of(count), "enter", "enter", "down", "enter")
    assert TICK_FIRST in screen(one)
    assert "0 of" in " ".join(screen(one))
    emptied = sheet(step_of(count, stands="[row-2]"), " ")
    assert emptied.press("enter") is None


@pytest.mark.parametrize("count", [3, 22])
def test_none_of_these_is_chosen_like_any_other_and_says_so(count: int) -> None:
    assert reply(step_of(count), "0", "enter") == Given("[]")
    assert reply(step_of(count), "end", "up", "enter", "enter") == Given("[]")
    assert reply(step_of(count), "end", "up", " ", "enter") == Given("[]")
    assert f"None of the {count} applies" in screen(sheet(step_of(count), "0"))
    plain = Sheet(step_of(count), easy=True)
    assert any(line.endswith("None of these.") for line in screen(plain))


def test_enter_at_the_end_of_a_list_takes_no_ticks_away() -> None:
    assert reply(step_of(22), " ", "end", "enter") == Given("[row-1]")
    assert reply(step_of(22), " ", "end", "up", "enter") == Given("[row-1]")


@pytest.mark.parametrize(
    ("stands", "at", "said"),
    [
        ("[row-12, row-15]", "12)", "2 of 22 ticked (your answer so far)"),
        ("unknown", "d)", "Don't know is ticked (your answer so far)"),
        ("[]", "0)", "None of the 22 applies (your answer so far)"),
    ],
)
def test_a_list_opens_on_what_is_ticked_and_says_whether_that_is_the_answer(
    stands: str, at: str, said: str
) -> None:
    lines = screen(sheet(step_of(22, stands=stands)))
    assert said in lines
    assert any(line.startswith(f"> [x] {at}") for line in lines)
    assert all(cells(line) <= 39 for line in screen(sheet(step_of(22, stands=stands)), 39, 23))
    drafted = screen(sheet(step_of(22, stands="[row-1]", draft=stands)))
    assert said.removesuffix(" (your answer so far)") in drafted
    changed_ = " ".join(screen(sheet(step_of(22, stands=stands), "1", " ")))
    assert "your answer so far" not in changed_


def test_that_nobody_knows_is_said_above_the_list_in_plain_words_too() -> None:
    assert "Don't know is ticked" in screen(sheet(step_of(22), "d"))
    plain = Sheet(step_of(22), easy=True)
    plain.press("d")
    assert '"We do not know" is ticked' in screen(plain)


def test_enter_keeps_what_was_the_answer_before() -> None:
    assert reply(step_of(3, stands="[]"), "enter") == Given("[]")
    assert reply(step_of(3, stands="[row-2]"), "enter") == Given("[row-2]")
    assert reply(step_of(3, stands="unknown"), "enter") == Given("unknown")


@pytest.mark.parametrize(
    ("key", "wish"),
    [("tab", Wish.FORWARD), ("s-tab", Wish.BACK), ("n", Wish.NOTE), ("s", Wish.SECTIONS), ("r", Wish.REVIEW)],
)
def test_what_is_ticked_is_not_lost_by_moving_on(key: str, wish: Wish) -> None:
    assert reply(step_of(3), "2", key) == Wanted(wish, "", "[row-2]")
    assert reply(step_of(3, stands="[row-1]"), "0", key) == Wanted(wish, "", "[]")
    assert reply(step_of(3, stands="[row-1]"), "1", key) == Wanted(wish)
    assert reply(step_of(3, stands="[row-1]"), "2", "2", key) == Wanted(wish)
    assert reply(step_of(3), "2", "2", key) == Wanted(wish)
    assert reply(step_of(3), key) == Wanted(wish)


def test_what_is_being_ticked_is_kept_at_each_tick_and_goes_on_next_time() -> None:
    kept: list[str] = []
    one = Sheet(step_of(3), easy=False, keep=kept.append)
    for key in ("1", "down", "3", "d"):
        one.press(key)
    assert kept == ["[row-1]", "[row-1, row-3]", "unknown"]
    again = sheet(step_of(3, draft="[row-1, row-3, gone]", stands="[row-2]"))
    assert "2 of 3 ticked" in screen(again)
    assert STILL_TICKED in screen(again)
    assert again.press("enter") == Given("[row-1, row-3]")


@pytest.mark.parametrize(("width", "height"), [(79, 23), (39, 23), (79, 10), (39, 8), (23, 5)])
@pytest.mark.parametrize("at", range(0, 24, 2))
def test_a_long_list_fits_the_window_and_shows_the_one_pointed_at(width: int, height: int, at: int) -> None:
    lines = screen(sheet(step_of(22), *["down"] * at), width, height)
    assert len(lines) <= height
    assert all(cells(line) <= max(width, 12) for line in lines)
    name = f"{at + 1})" if at < 22 else "0)"
    assert any(line.startswith(f"> [ ] {name}") for line in lines)


def test_at_24_lines_the_question_the_list_and_the_keys_are_seen() -> None:
    lines = screen(sheet(step_of(22)), 79, 23)
    assert lines[0] == "What gets in the way?"
    assert lines[1] == "0 of 22 ticked"
    assert "Arrow keys show more; Space, or number and Enter: tick; Enter alone: done;" in lines
    assert "Ctrl-C stop" in lines[-1]
    assert len([line for line in lines if "[ ]" in line]) >= 15


@pytest.mark.parametrize(
    ("count", "how"),
    [(9, "Space ticks, Enter when done;"), (22, "Number, Enter: tick; Enter alone: done;")],
)
def test_at_40_columns_how_one_answers_and_the_ways_out_are_seen(count: int, how: str) -> None:
    narrow = step_of(count)._replace(
        ask="What of all this stands in the way of what you would like to do? " * 5
    )
    lines = screen(sheet(narrow), 39, 23)
    assert lines[-3:] == ["Shift-Tab back; Tab forward; ? help;", how, "s sections; r review; Ctrl-C stop;"]
    told_ = " ".join(screen(sheet(narrow, "?"), 39, 90))
    assert "w why; e evidence; p plain words; n note;" in told_


def test_help_tells_of_every_row_and_closes_again() -> None:
    one = sheet(step_of(3), "2", "?")
    words = " ".join(screen(one))
    assert "The 3th thing in the way: About 3." in words
    assert one.press("enter") is None
    assert one.press("enter") == Given("[row-2]")


def test_in_a_terminal_question_and_ticks_stay_to_be_read_back(room: Room) -> None:
    assert room.type(" ", DOWN, " ", ENTER).terminal().ask(step_of(3)) == Given("[row-1, row-2]")
    lines = [line.rstrip() for line in room.look().split("\n") if line.strip()]
    assert lines == ["What gets in the way?", " > The 1th thing in the way", " > The 2th thing in the way"]
    assert room.kept == [("b.row-1", "[row-1]"), ("b.row-1", "[row-1, row-2]")]


def test_in_a_terminal_what_is_ticked_stays_where_somebody_moves_on(room: Room) -> None:
    assert room.type("2", TAB).terminal().ask(step_of(3)) == Wanted(Wish.FORWARD, "", "[row-2]")
    assert " > The 2th thing in the way" in room.look()
    assert room.type("0", ENTER).terminal().ask(step_of(3)) == Given("[]")
    assert " > None of these" in room.look()


def test_in_a_terminal_who_unticks_everything_and_moves_on_hears_that_the_answer_stays(room: Room) -> None:
    assert room.type("2", TAB).terminal().ask(step_of(3, stands="[row-2]")) == Wanted(Wish.FORWARD)
    assert STAYS in room.look()
    assert room.kept == [("b.row-1", "")]


def test_in_a_terminal_what_was_ticked_when_it_was_stopped_is_kept(room: Room) -> None:
    with pytest.raises(KeyboardInterrupt):
        room.type("2", CTRL_C).terminal().ask(step_of(3))
    assert room.kept == [("b.row-1", "[row-2]")]


# As plain lines.


def plainly(step: Step, *typed: str) -> tuple[Reply, str]:
    out = StringIO()
    asker = Plain(StringIO("".join(f"{line}\n" for line in typed)), out)
    found = asker.ask(step)
    return found, " ".join(out.getvalue().split())


def test_as_plain_lines_it_is_a_numbered_list_and_a_line_of_numbers() -> None:
    found, said = plainly(step_of(22), "2 5, 9")
    assert found == Given("[row-2, row-5, row-9]")
    assert "1. The 1th thing in the way 2. The 2th" in said
    assert "23. Don't know (or d)" in said
    assert "The numbers of all that apply, such as 2 5 9, or 0 for none: 2 5, 9" in said


@pytest.mark.parametrize(("count", "such"), [(1, "1"), (3, "2"), (6, "2 5"), (9, "2 5 9")])
def test_the_example_is_one_that_could_be_typed(count: int, such: str) -> None:
    assert f"such as {such}, or 0 for none: " in plainly(step_of(count), "0")[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("99", "'99' is none of the numbers; please type those of all that apply, from 1 to 3, such as 2, or 0 for none."),
        ("", "An empty line is no answer; please type those of all that apply, from 1 to 3, such as 2, or 0 for none."),
        ("1 d", "'Don't know', and 0 for none, stand alone; please type one of them, or the numbers of all that apply."),
        ("bak", "such as 2, or 0 for none. Did you mean back?"),
    ],
)  # fmt: skip
def test_a_line_that_ticks_nothing_says_what_to_type(typed: str, said: str) -> None:
    found, told_ = plainly(step_of(3), typed, "0")
    assert found == Given("[]")
    assert said in told_


@pytest.mark.parametrize(
    ("stands", "said"),
    [("[row-1, row-3]", "Your answer so far: 1 3 "), ("[]", "Your answer so far: 0, none of them "), ("unknown", "Your answer so far: 4 ")],
)  # fmt: skip
def test_as_plain_lines_enter_keeps_the_answer_before(stands: str, said: str) -> None:
    found, told_ = plainly(step_of(3, stands=stands), "")
    assert found == Given(stands)
    assert said in told_
    assert "or 0 for none; Enter keeps your answer:" in told_


def test_the_words_of_the_conversation_work_there_as_everywhere() -> None:
    found, said = plainly(step_of(3), "help", "choices", "easy", "back")
    assert found == Wanted(Wish.BACK)
    assert "The 2th thing in the way: About 2." in said
    assert said.count("4. Don't know (or d)") == 2
    assert "4. We do not know. (or d)" in said
    _, said = plainly(step_of(3, draft="[row-2]"), "0")
    assert "Begun earlier, and not finished: 2 " in said


# In forms.


def cell(answers: dict[str, dict[str, str]] | None = None) -> TicksInACell:
    question = QUESTIONNAIRE.by_id["barriers"]
    return ticks_in_a_cell(question, FormMap("m.yaml", (), answers or {}, {}), wordings(QUESTIONNAIRE), ())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("word;money", (YES, NO, YES)),
        ("the money; The word itself", (YES, NO, YES)),
        ("The money, silos, and walls", (NO, YES, YES)),
        ("silos, and walls, The word.", (YES, YES, NO)),
        ("word\nmoney\n", (YES, NO, YES)),
        ("word money", (YES, NO, YES)),
        ("[silos]", (NO, YES, NO)),
        ("None of these", (NO, NO, NO)),
        ("[]", (NO, NO, NO)),
        ("Don't know", (UNKNOWN, UNKNOWN, UNKNOWN)),
        ("unknown", (UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)
def test_a_cell_holds_all_that_is_ticked(text: str, rows: Sequence[str]) -> None:
    facts, reasons = cell().read(text)
    assert reasons == []
    assert tuple(facts.values()) == tuple(rows)


def test_an_empty_cell_was_not_asked_and_a_map_may_say_otherwise() -> None:
    assert cell().read(" ") == ({}, [])
    said = cell({"barriers": {"": NO, "all fine": NO, "y": YES}})
    assert set(said.read("")[0].values()) == {NO}
    assert set(said.read("All fine.")[0].values()) == {NO}
    assert said.read("y")[1] != []  # a tick in a column of its own, and no row


def test_a_cell_with_something_else_in_it_says_what_is_nearest() -> None:
    _, reasons = cell().read("word; silo's and walls")
    assert reasons == [
        (
            "M022",
            (
                "no row of barriers is called 'silo's and walls', the nearest is 'silos, and walls'; expected are the rows that were "
                "ticked, with ';' between them, or 'none'"
            ),
        )
    ]


def test_a_column_may_be_the_whole_question_or_one_row_of_it() -> None:
    whole, row = (native_target(name, QUESTIONNAIRE) for name in ("barriers", "barriers.silos"))
    assert whole is not None
    assert row is not None
    assert (whole.kind, row.kind) == ("table", "fact")


def test_a_column_that_is_called_like_a_detail_is_the_detail() -> None:
    clash = read_small(PARTS.replace("barriers", "organisation"))
    named = native_target("organisation", clash)
    assert named is not None
    assert named.written == "project.organisation"
    assert exact(["Organisation"], names_of(clash)) == (named,)
    assert exact(["What gets in the way?"], names_of(clash)) == (Target("table", "organisation"),)


def test_a_table_of_responses_is_judged_with_what_is_ticked_in_it(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    (tmp_path / "t.csv").write_text(
        'title,unit,view,hear,barriers,barriers.x\nA,U,staff,why,"the money, word",\nB,U,staff,why,,\n'.replace(
            ",barriers.x", ""
        ).replace(",\n", "\n"),
        encoding="utf-8",
    )
    (tmp_path / "rows.csv").write_text(
        "title,unit,view,hear,barriers.word,barriers.silos,barriers.money\nC,U,staff,why,Yes,0,x\n",
        encoding="utf-8",
    )
    done = call("batch", "t.csv", "rows.csv", "--questionnaire", "q.yaml", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    lines = (tmp_path / "out" / "answers-long.csv").read_text(encoding="utf-8").splitlines()
    found = {(line.split(",")[2], *line.split(",")[4:6]) for line in lines if ",barriers." in line}
    assert found == {
        *(("A", f"barriers.{row}", said) for row, said in zip(ROWS, (YES, NO, YES), strict=True)),
        *(("C", f"barriers.{row}", said) for row, said in zip(ROWS, (YES, NO, YES), strict=True)),
    }


def test_to_keep_an_answer_says_nothing_of_rows_that_had_none() -> None:
    """Only somebody who ticks anew has looked at all of them."""
    interview = start(read("barriers: {silos: named, word: unknown}"), only=("barriers",))
    question = QUESTIONNAIRE.by_id["barriers"]
    kept = answered_several(interview, question, "[silos]").facts
    assert [kept[fact] for fact in question.facts] == ["unknown", "named", "unknown"]
    anew = answered_several(interview, question, "[silos, money]").facts
    assert [anew[fact] for fact in question.facts] == ["not-named", "named", "named"]
