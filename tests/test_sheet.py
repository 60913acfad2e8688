"""What stands on the screen while a choice or a table is asked, and what each key does: without a terminal."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.interview.steps import Asides, Given, Option, Reply, Step, TableRow, Wanted, Wish
from coprod_audit.page import cells, wrapped
from coprod_audit.sheet import CHOOSE_FIRST, NOT_PASTED, Sheet
from tests.asking_kit import QUESTIONS, asked, table


def sheet(step: Step, *keys: str, easy: bool = False) -> Sheet:
    """A sheet after some keys, none of which has made a reply."""
    one = Sheet(step, easy=easy)
    for key in keys:
        assert one.press(key) is None
    return one


def screen(one: Sheet, width: int = 79, height: int = 60) -> list[str]:
    return [line.text for line in one.lines(width, height)]


def reply(step: Step, *keys: str) -> Reply | None:
    one = Sheet(step, easy=False)
    replies = [one.press(key) for key in keys]
    assert replies[:-1] == [None] * (len(keys) - 1)
    return replies[-1]


def test_a_table_is_drawn_with_all_its_rows_and_what_stands_in_them() -> None:
    assert screen(sheet(table("design", purpose="talked", money="unknown"), "5"), 79)[1:11] == [
        "Section 1 of 5, question 4 of 8. About 20 minutes left.",
        "Take the last real decision about each of these. How was it settled?",
        "",
        "                                   1   2   3   4   5   6   7   8   9   d",
        "  What this is for                 .   .   .   4   .   .   .   .   .   .",
        "  What the money goes on           .   .   .   .   .   .   .   .   .   d",
        "> What is offered                  .   .   .   .  [ ]  .   .   .   .   .",
        "  How it runs day to day           .   .   .   .   .   .   .   .   .   .",
        "  The verdict on whether it works  .   .   .   .   .   .   .   .   .   .",
        "",
    ]


def test_the_row_pointed_at_shows_its_help_and_its_answer_in_words() -> None:
    words = " ".join(screen(sheet(table("design", money="told"), "up")))
    assert "What is paid for and who provides it: the tender," in words
    assert "> 2) The organisation settled it and told people why (your answer so far)" in words
    assert "What people get, where, when" not in words


def test_where_the_columns_do_not_fit_the_rows_are_a_list_with_what_was_chosen() -> None:
    assert screen(sheet(table("money", purpose="talked")), 59, 24)[3:8] == [
        "  What this is for: 4) The organisation settled it ...",
        "> What the money goes on: open",
        "  What is offered: open",
        "  How it runs day to day: open",
        "  The verdict on whether it works: open",
    ]


def test_in_a_narrow_window_an_answer_is_told_by_its_number_where_its_words_would_say_nothing() -> None:
    assert "  What this is for: 4" in screen(sheet(table("money", purpose="talked")), 39, 24)


def test_in_a_narrow_window_all_rows_are_told_alike() -> None:
    answered = table("money", purpose="talked", design="told", running="asked")
    assert screen(sheet(answered), 44, 24)[4:9] == [
        "  What this is for: 4",
        "> What the money goes on: open",
        "  What is offered: 2",
        "  How it runs day to day: 3",
        "  The verdict on whether it works: open",
    ]
    fewer = table("money", design="told")
    assert "  What is offered: 2) The organisation ..." in screen(sheet(fewer), 44, 24)


def test_a_table_with_few_choices_is_a_grid_at_60_columns_too() -> None:
    assert (
        "> What this is for                 .   .   .   .   ."
        in screen(sheet(table(name="differences")), 59, 24)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        (("4", "enter"), Given("talked", "decisions.purpose")),
        (("d", "enter"), Given("unknown", "decisions.purpose")),
        (("down", "right", "enter"), Given("not-told", "decisions.money")),
        (("down", "left", "enter"), Given("unknown", "decisions.money")),
        (("up", "2", "right", "enter"), Given("asked", "decisions.judging")),
        (("down", "down", "down", "up", "7", "left", "enter"), Given("agreed", "decisions.design")),
    ],
)
def test_arrow_keys_move_about_in_the_table_and_enter_answers_the_row(
    keys: tuple[str, ...], given: Given
) -> None:
    assert reply(table(), *keys) == given


def test_the_table_starts_at_the_row_it_was_put_for() -> None:
    assert reply(table("running"), "3", "enter") == Given("asked", "decisions.running")


def test_enter_keeps_the_answer_of_a_row_and_so_does_moving_on_to_another() -> None:
    step = table("purpose", money="told")
    assert reply(step, "down", "enter") == Given("told", "decisions.money")
    assert reply(step, "5", "down") == Given("worked-out", "decisions.purpose", "decisions.money")
    assert reply(step, "down", "5", "up") == Given("worked-out", "decisions.money", "decisions.purpose")
    assert sheet(step, "down", "up", "down") is not None, "nothing was chosen, and nothing is answered"


def test_a_row_that_is_open_is_not_answered_by_enter() -> None:
    assert CHOOSE_FIRST in screen(sheet(table(), "enter"))


def test_enter_answers_nothing_before_something_is_chosen_and_says_so_until_the_next_key() -> None:
    one = sheet(asked("told"), "enter")
    assert CHOOSE_FIRST in screen(one)
    one.press("4")
    assert CHOOSE_FIRST not in screen(one)
    assert one.press("enter") == Given("what-and-why-in-time")


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        ("s-tab", Wish.BACK), ("tab", Wish.FORWARD), ("n", Wish.NOTE), ("s", Wish.SECTIONS), ("r", Wish.REVIEW),
    ],
)  # fmt: skip
def test_a_key_wants_something_else_than_to_answer(key: str, wish: Wish) -> None:
    assert reply(asked("told"), "4", key) == Wanted(wish)
    assert reply(asked("told"), "?", key) == Wanted(wish)
    assert reply(table(), "down", key) == Wanted(wish, "decisions.money")


def test_a_menu_has_the_way_back_and_nothing_to_tell() -> None:
    menu = Step("menu", "What now?", (Option("a", "Go on"), Option("r", "Review", key="r")), default="a")
    assert screen(sheet(menu, "?", "w", "n", "s"), 79)[-1] == "Shift-Tab back; Tab forward; Ctrl-C stop"
    assert reply(menu, "r", "enter") == Given("r")


@pytest.mark.parametrize("key", ["?", "w", "e", "p", "n", "s"])
def test_a_key_that_does_something_elsewhere_says_that_there_is_nothing_to_do_for_it_here(key: str) -> None:
    menu = Step("menu", "What now?", (Option("a", "Go on"), Option("r", "Review", key="r")), default="a")
    one = sheet(menu, key)
    assert f"There is nothing for '{key}' to do here." in screen(one)
    one.press("r")
    assert "There is nothing" not in " ".join(screen(one)), "until the next key"
    assert "There is nothing" not in " ".join(screen(sheet(menu, "r"))), "nor is it said of a choice"


def test_everything_there_is_to_tell_stands_between_the_question_and_its_choices() -> None:
    question = QUESTIONS.by_id["told"]
    words = " ".join(" ".join(screen(sheet(asked("told"), "4", "?"))).split())
    assert words.index(question.ask) < words.index(f"Help: {question.facilitator}")
    for told in (
        f"Why we ask: {question.why}",
        f"What counts as evidence: {question.evidence}",
        f"In plain words: {question.easy}",
        "> 4) They hear in time what was decided and why",
    ):
        assert told in words


def test_what_is_told_of_a_table_begins_with_the_row() -> None:
    words = " ".join(" ".join(screen(sheet(table(), "down", "?"), 79, 200)).split())
    assert f"About this row: {QUESTIONS.by_id['decisions'].rows[1].help} Help: Say where" not in words
    assert words.index("About this row: What is paid for") < words.index("Help: ")


def test_what_is_told_of_a_table_is_told_of_the_row_pointed_at_in_both_wordings() -> None:
    question = QUESTIONS.by_id["decisions"]
    usual = " ".join(" ".join(screen(sheet(table(), "down", "?"), 79, 200)).split())
    assert f"In plain words: {question.easy} {question.rows[1].easy}" in usual
    plain = " ".join(" ".join(screen(sheet(table(), "down", "?", easy=True), 79, 200)).split())
    assert f"About this row: {question.rows[1].help} Help: " in plain
    assert f"In the usual words: {question.ask} What the money goes on" in plain
    assert "In plain words: " not in plain


def test_what_a_row_is_about_can_be_had_where_there_is_nothing_else_to_tell() -> None:
    bare = table()._replace(asides=Asides())
    words = " ".join(" ".join(screen(sheet(bare, "?"), 79, 200)).split())
    assert f"About this row: {QUESTIONS.by_id['decisions'].rows[0].help} " in words


@pytest.mark.parametrize(("key", "name"), [("w", "Why we ask: "), ("e", "What counts as evidence: ")])
def test_single_keys_tell_one_thing(key: str, name: str) -> None:
    words = " ".join(screen(sheet(asked("told"), key)))
    assert name in words
    assert "Help: " not in words


@pytest.mark.parametrize("closing", ["enter", "?", "escape"])
def test_closing_what_is_told_answers_nothing_and_leaves_the_pointer(closing: str) -> None:
    one = sheet(asked("told"), "4", "?", closing)
    assert "Help: " not in " ".join(screen(one))
    assert one.press("enter") == Given("what-and-why-in-time")


def test_in_a_low_window_one_can_read_on_to_the_end_of_what_is_told() -> None:
    one, seen = sheet(asked("told"), "?"), set[str]()
    for _ in range(60):
        lines = screen(one, 39, 12)
        assert len(lines) <= 12
        assert lines[0] == "After a decision, what do the people"
        seen.update(lines)
        one.press("down")
    question = QUESTIONS.by_id["told"]
    for told in (question.facilitator, question.evidence, question.easy):
        assert set(told.split()) <= set(" ".join(seen).split())
    before = screen(one, 39, 12)
    one.press("up")
    assert screen(one, 39, 12) != before


def test_a_window_too_low_for_question_and_keys_tells_both_in_full_on_request() -> None:
    one, seen = sheet(table(), "?"), list[str]()
    for _ in range(300):
        seen += [line for line in screen(one, 19, 5) if line not in seen]
        one.press("down")
    words = " ".join(seen)
    for told in ("settled?", "Keys: ", "s sections; r", "review; Ctrl-C stop"):
        assert told in words


def test_plain_words_come_and_go_with_their_key() -> None:
    question = QUESTIONS.by_id["told"]
    one = sheet(asked("told"), "p")
    assert one.easy
    words = " ".join(screen(one))
    assert question.easy in words
    assert f"4) {question.choices[3].easy}" in words
    assert question.ask not in words
    assert "p usual words;" in words
    one.press("p")
    assert question.ask in " ".join(screen(one))


def test_a_table_in_plain_words_asks_the_same_for_every_row() -> None:
    lines = screen(sheet(table("money"), "up", easy=True), 79)
    assert "Think of the last real decision. How was it made?" in lines
    assert any(line.startswith("> What it is for   ") for line in lines)
    assert "  1) Those in charge decided. They told no one." in lines


def test_nothing_is_chosen_by_what_is_pasted() -> None:
    one = sheet(asked("told"), "4", "paste")
    assert NOT_PASTED in screen(one)
    assert one.press("enter") == Given("what-and-why-in-time")


STEPS = {
    "choice": asked("told"),
    "long choice": asked("asked"),
    "table": table(),
    "rows": table(money="told"),
}


@pytest.mark.parametrize("keys", [(), ("3",), ("down", "down", "2"), ("?",), ("p", "up")])
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("size", [(79, 24), (59, 24), (39, 24), (39, 12), (19, 5), (79, 5), (5, 3), (1, 1)])
def test_in_every_window_the_question_and_the_way_back_are_seen_and_nothing_overflows(
    size: tuple[int, int], step: Step, keys: tuple[str, ...]
) -> None:
    width, height = size
    one = sheet(step, *keys)
    lines = screen(one, width, height)
    assert len(lines) <= height
    if width >= 19:
        assert all(cells(line) <= width for line in lines)
        words = " ".join(" ".join(lines).split())
        asks = one.shown.ask if width > 39 else " ".join(one.shown.ask.split()[:2])
        assert asks.rstrip(".") in words
        assert "Shift-Tab back;" in words


@pytest.mark.parametrize("height", range(4, 40))
def test_however_low_the_window_what_is_pointed_at_is_seen(height: int) -> None:
    for keys in (("1",), ("5",), ("down", "down", "d"), ("up", "9")):
        lines = screen(sheet(table(), *keys), 39, height)
        assert any(line.startswith(f"> {keys[-1]})") for line in lines)


_TEXT = st.text(max_size=60)


@given(
    ask=_TEXT,
    labels=st.lists(_TEXT, min_size=1, max_size=12),
    keys=st.lists(
        st.sampled_from(["up", "down", "left", "right", "?", "p", "1", "2", "paste", "escape", "home"]),
        max_size=8,
    ),
    size=st.tuples(st.integers(19, 90), st.integers(1, 30)),
    rows=st.integers(0, 4),
)
def test_no_text_and_no_key_makes_the_screen_overflow(
    ask: str, labels: Sequence[str], keys: Sequence[str], size: tuple[int, int], rows: int
) -> None:
    options = tuple(Option(str(number), label) for number, label in enumerate(labels))
    table_rows = tuple(TableRow(str(n), f"{ask} {n}", help=ask) for n in range(rows))
    one = Sheet(Step("0", ask, options, rows=table_rows, asides=Asides(ask, ask, ask, ask)), easy=False)
    for key in keys:
        one.press(key)
    lines = screen(one, *size)
    assert len(lines) <= size[1]
    assert all(cells(line) <= size[0] for line in lines)
    assert not any(sign in "\n\r\x1b\t" for line in lines for sign in line)


@given(text=st.text(max_size=200), width=st.integers(12, 90), indent=st.integers(0, 5))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int, indent: int) -> None:
    from coprod_audit.escapes import show

    lines = wrapped(text, width, indent)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(show(text).split())
