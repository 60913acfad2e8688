"""The room of the plain conversation alone: what is said line by line, and what each line typed does."""

import os
import pty
import signal
import termios
import unicodedata
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit import line_reader, words
from coprod_audit.errors import UsageError
from coprod_audit.interview import Asides, Given, Option, Reply, Step, Wanted, Wish, complaint
from coprod_audit.interview.questions import options
from coprod_audit.plain import Plain
from tests.asking_kit import QUESTIONS, table

ASIDES = Asides("Read it aloud.", "It opens the rest.", "A letter.", "What do they get told?")
CHOICE = Step(
    "told",
    "What do they hear?",
    (
        Option("nothing", "Nothing", "No thing."),
        Option("all", "All of it"),
        Option("unknown", "Don't know", key="d"),
    ),
    asides=ASIDES,
)
TEXT = Step("project.title", "What is it called?", asides=Asides("A short name."))
NOTE = Step("note:told", "Note (Enter for none):", optional=True)
PASTED = "Several lines came at once; only the first was taken."


def asked(step: Step, *typed: str, easy: bool = False) -> tuple[object, str]:
    """Put a step to a room that types these lines; return its reply and everything that was printed."""
    out = StringIO()
    reply = Plain(StringIO("".join(f"{line}\n" for line in typed)), out, 200, easy=easy).ask(step)
    return reply, out.getvalue()


def test_all_is_said_in_one_text_the_question_before_its_choices_and_each_choice_on_its_own_line() -> None:
    step = CHOICE._replace(
        where="Question 2 of 9, row 2 of 5",
        before=("A new section.",),
        stem="Who decides on this?",
        hint="Only what was new.",
    )
    assert asked(step, "2")[1] == (
        "\n"
        "Question 2 of 9, row 2 of 5\n"
        "A new section.\n"
        "Who decides on this?\n"
        "What do they hear?\n"
        "Only what was new.\n"
        "1. Nothing\n"
        "2. All of it\n"
        "3. Don't know (or d)\n"
        "At every prompt you can also type one of these words: back, forward, help, choices, why, evidence, easy, note, "
        "sections, review, stop, words. The last of them, words, tells what each does; help (or ?)\n"
        "tells about the question.\n"
        "A number from 1 to 3: 2\n"
    )


@pytest.mark.parametrize("typed", ["2", "all", "ALL of it", " 2 "])
def test_a_choice_is_made_by_its_number_or_by_its_name(typed: str) -> None:
    assert asked(CHOICE, typed)[0] == Given("all")
    assert asked(CHOICE, "d")[0] == Given("unknown")


def test_dont_know_is_taken_also_where_the_choice_says_what_more_it_takes_in() -> None:
    dont_know = next(one for one in options(QUESTIONS.by_id["differences"]) if one.value == "unknown")
    step = CHOICE._replace(options=(*CHOICE.options[:2], dont_know))
    for typed in ("don't know", "d", "3", "unknown", dont_know.label):
        reply, said = asked(step, typed)
        assert reply == Given("unknown")
    assert "3. Don't know, or we never differed (or d)\n" in said


def test_a_choice_that_is_called_like_a_word_is_made_by_its_number_or_in_quotes() -> None:
    step = Step("ending", "What now?", (Option("audit", "Make it"), Option("stop", "Stop here")))
    assert asked(step, "2")[0] == asked(step, '"stop"')[0] == Given("stop")


def test_the_words_are_told_once() -> None:
    out = StringIO()
    asker = Plain(StringIO("1\nA letter\n2\n"), out)
    asker.ask(CHOICE)
    asker.ask(NOTE)
    asker.ask(CHOICE)
    assert out.getvalue().count("At every prompt") == 1


WISHES = tuple((wish.value, wish) for wish in Wish)


@pytest.mark.parametrize(("typed", "wish"), [*WISHES, ("BACK", Wish.BACK), (" back ", Wish.BACK)])
@pytest.mark.parametrize("step", [CHOICE, TEXT, NOTE, Step("ending", "What now?", (Option("stop", "Stop"),))])
def test_every_wish_is_a_word_at_every_question_text_and_menu(step: Step, typed: str, wish: Wish) -> None:
    assert asked(step, typed)[0] == Wanted(wish)


@pytest.mark.parametrize("word", ["stop", "STOP"])
def test_stop_stops_at_every_prompt_as_ctrl_c_does(word: str) -> None:
    for prompt in PROMPTS:
        with pytest.raises(KeyboardInterrupt):
            prompt(Plain(StringIO(f"{word}\n"), StringIO()))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("why", "Why we ask: It opens the rest."),
        ("evidence", "What counts as evidence: A letter."),
        ("easy", "From here on in plain wording.\nWhat do they get told?\n1. No thing.\n2. All of it"),
    ],
)
def test_a_word_tells_and_the_question_is_still_open(word: str, told: str) -> None:
    reply, said = asked(CHOICE, word, "1")
    assert (reply, f"{word}\n{told}\n" in said) == (Given("nothing"), True)


EVERYTHING = """\
Help: Read it aloud.
Why we ask: It opens the rest.
What counts as evidence: A letter.
In plain words: What do they get told?
You can also type back, forward, help, choices, why, evidence, easy, note, sections, review, stop; or words, to hear \
what these do.
"""
MEANINGS = """\
At every prompt you can type:
back: go back to the question before; what you answered after it is kept.
forward: go on to the next question; one without an answer is left open for later.
help: hear everything there is to tell about the question; ? does the same.
choices: hear the choices again.
why: hear why it is asked.
evidence: hear what would count as evidence.
easy: change to plain wording, and back to the usual.
note: add a note to an answer.
sections: list the sections, to go to one of them.
review: look at all the answers, and change any.
stop: stop here; what is answered is kept.
words: hear what these words do.
If your answer is one of these words, put it in quotes, such as "back".
"""


@pytest.mark.parametrize("word", ["help", "?", "Help"])
def test_help_tells_everything_about_the_question_and_names_the_words(word: str) -> None:
    reply, said = asked(CHOICE, word, "1")
    assert (reply, f": {word}\n{EVERYTHING}A number from 1 to 3: " in said) == (Given("nothing"), True)


def test_what_each_word_does_is_told_at_every_prompt_by_the_word_words() -> None:
    for prompt in PROMPTS:
        out = StringIO()
        prompt(Plain(StringIO("words\n1\n"), out, 200))
        assert f": words\n{MEANINGS}" in out.getvalue()
        assert out.getvalue().count("hear the choices again") == 1


def test_the_choices_are_told_again_by_the_word_choices_in_the_wording_that_is_read() -> None:
    usual = "1. Nothing\n2. All of it\n3. Don't know (or d)\n"
    assert f": choices\n{usual}A number from 1 to 3: 1\n" in asked(CHOICE, "choices", "1")[1]
    plain = usual.replace("Nothing", "No thing.")
    assert f": Choices\n{plain}A number from 1 to 3: 1\n" in asked(CHOICE, "Choices", "1", easy=True)[1]


def test_where_there_is_nothing_to_choose_from_the_word_choices_says_so() -> None:
    assert "choices\nThere is nothing for 'choices' to do here.\n" in asked(TEXT, "choices", "Hub")[1]


def test_a_choice_that_has_a_letter_names_it_and_no_other_does() -> None:
    does_not_apply = Option("not-applicable", "Does not apply here", key="x")
    said = asked(CHOICE._replace(options=(*CHOICE.options, does_not_apply)), "x")[1]
    assert "1. Nothing\n2. All of it\n3. Don't know (or d)\n4. Does not apply here (or x)\n" in said


AS_BEFORE = "The choices are those of the row before; type choices to hear them again.\n"


def rows(*steps: Step, typed: tuple[str, ...]) -> list[str]:
    """What is printed at each of the steps, put one after the other by the same asker."""
    asker_out, said = StringIO(), list[str]()
    asker = Plain(StringIO("".join(f"{line}\n" for line in typed)), asker_out, 200)
    for step in steps:
        asker.ask(step)
        said.append(asker_out.getvalue()[sum(map(len, said)) :])
    return said


def choices_told(said: str) -> int:
    """How often a text tells the choices of the decision table."""
    return said.count("\n1. ")


def test_the_choices_of_a_table_are_told_at_its_first_row_and_then_when_somebody_asks() -> None:
    said = rows(table("purpose"), table("money"), table("design"), typed=("1", "1", "choices", "1"))
    assert [choices_told(one) for one in said] == [1, 0, 1]
    assert [one.count(AS_BEFORE) for one in said] == [0, 1, 1]
    first = said[0][said[0].index("\n1. ") + 1 : said[0].index("At every prompt")]
    assert said[1].endswith(f"{AS_BEFORE}A number from 1 to 10: 1\n")
    assert said[2].endswith(f"{AS_BEFORE}A number from 1 to 10: choices\n{first}A number from 1 to 10: 1\n")


def test_the_answer_so_far_is_told_with_its_words_also_where_the_choices_are_not() -> None:
    again = table("money", money="told")._replace(stands="told")
    said = rows(table("purpose"), again, typed=("1", ""))
    label = next(option.label for option in again.options if option.value == "told")
    assert f"{AS_BEFORE}Your answer so far: 2. {label}\nA number from 1 to 10 (Enter keeps 2): \n" in said[1]


def test_the_choices_are_told_again_where_something_else_was_asked_in_between() -> None:
    said = rows(table("purpose"), NOTE, table("money"), typed=("1", "", "1"))
    assert [choices_told(one) for one in said] == [1, 0, 1]


def test_the_choices_are_told_again_where_they_are_not_those_of_the_row_before() -> None:
    shorter = table("money")._replace(options=table("money").options[1:])
    said = rows(table("purpose"), shorter, table("design"), typed=("1", "1", "1"))
    assert [choices_told(one) for one in said] == [1, 1, 1]


def test_the_choices_are_told_at_the_first_row_of_another_table_though_they_are_the_same() -> None:
    another = table("money")._replace(stem="And the time before that?")
    said = rows(table("purpose"), another, typed=("1", "1"))
    assert [choices_told(one) for one in said] == [1, 1]


def test_a_change_of_wording_tells_the_choices_in_the_new_words_and_the_next_row_does_not() -> None:
    said = rows(table("purpose"), table("money"), table("design"), typed=("1", "easy", "1", "1"))
    assert [choices_told(one) for one in said] == [1, 1, 0]
    easy = next(option.easy for option in table("money").options)
    assert f"\n1. {easy}\n" in said[1]


def test_two_questions_that_are_no_rows_each_tell_their_choices() -> None:
    assert [one.count("\n1. Nothing\n") for one in rows(CHOICE, CHOICE, typed=("1", "1"))] == [1, 1]


def test_help_in_plain_words_tells_the_usual_words_as_well() -> None:
    said = asked(CHOICE, "help", "1", easy=True)[1]
    assert "In the usual words: What do they hear?\n" in said
    assert "In plain words:" not in said
    assert "In the usual words" not in asked(TEXT, "help", "Hub", easy=True)[1]


def test_of_a_row_in_plain_words_help_tells_what_the_row_is_about_and_the_usual_question_whole() -> None:
    question = QUESTIONS.by_id["decisions"]
    said = asked(table("money"), "help", "1", easy=True)[1].replace("\n", " ")
    assert question.ask not in said[: said.index(": help ")]
    told = said[said.index(": help ") :]
    assert f": help About this row: {question.rows[1].help} Help: {question.facilitator} " in told
    assert f" In the usual words: {question.ask} What the money goes on You can also type back," in told


def test_a_word_tells_of_a_row_only_what_it_is_there_for() -> None:
    question = QUESTIONS.by_id["decisions"]
    said = asked(table("money"), "why", "1", easy=True)[1].replace("\n", " ")
    assert f": why Why we ask: {question.why} A number from 1 to" in said


NOTHING = {
    "help": "There is no more to say about this one.",
    "why": "There is nothing for 'why' to do here.",
    "evidence": "There is nothing for 'evidence' to do here.",
    "easy": "There is no plainer wording of this one. The questions from here on are in plain wording.",
}


@pytest.mark.parametrize("word", NOTHING)
def test_a_word_that_has_nothing_to_tell_says_so(word: str) -> None:
    assert f"{word}\n{NOTHING[word]}\n" in asked(TEXT._replace(asides=Asides()), word, "Hub")[1]
    menu = Step("ending", "What now?", (Option("audit", "Make it"),))
    assert f"{word}\n{NOTHING[word]}\n" in asked(menu, word, "1")[1]


def test_yes_or_no_has_the_same_words_and_says_which_have_nothing_to_do() -> None:
    out = StringIO()
    assert Plain(StringIO("note\n?\nno\n"), out, 200).confirm("Go on?") is False
    said = out.getvalue()
    assert said.startswith("\nGo on?\n1. yes\n2. no\nyes or no (Enter for yes): note\n")
    assert "note\nThere is nothing for 'note' to do here.\nyes or no (Enter for yes): ?\n" in said
    assert (
        "?\nThere is no more to say about this one.\nYou can also type back, forward, help, choices," in said
    )
    assert said.endswith("At this one, back means no and forward means yes.\nyes or no (Enter for yes): no\n")


def test_yes_and_no_are_told_again_by_the_word_choices() -> None:
    out = StringIO()
    assert Plain(StringIO("choices\n2\n"), out).confirm("Go on?") is False
    again = "yes or no (Enter for yes): choices\n1. yes\n2. no\nyes or no (Enter for yes): 2\n"
    assert out.getvalue() == f"\nGo on?\n1. yes\n2. no\n{again}"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        *(("", True), ("1", True), ("Yes", True), ("N", False), ("2", False)),
        *(("back", False), ("BACK", False), ("forward", True)),
    ],
)
def test_yes_or_no_is_answered_by_word_letter_or_number_enter_means_yes_and_going_back_means_no(
    typed: str, answer: bool
) -> None:
    assert Plain(StringIO(f"perhaps\n{typed}\n"), StringIO()).confirm("Go on?") is answer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('"back"', "back"),
        ("'Stop'", "Stop"),
        ("“help”", "help"),
        ('"?"', "?"),
        ('"choices"', "choices"),
        ("'Words'", "Words"),
        ('"the hub"', '"the hub"'),
        ("back again", "back again"),
        ('"', '"'),
        ('“back"', '“back"'),
    ],
)
def test_a_text_that_is_a_word_is_given_in_quotes_and_other_quotes_are_kept(typed: str, kept: str) -> None:
    assert asked(TEXT, typed)[0] == Given(kept)
    assert asked(NOTE, typed)[0] == Given(kept)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("bak", "back"),
        ("helpp", "help"),
        ("Stpo", "stop"),
        ("quit", "stop"),
        ("next", "forward"),
        ("choice", "choices"),
    ],
)
def test_a_misspelt_word_at_a_choice_is_told_with_the_nearest(typed: str, near: str) -> None:
    sentence = f"'{typed}' is none of the numbers; please type one from 1 to 3. Did you mean {near}?\n"
    assert sentence in asked(CHOICE, typed, "1")[1]
    out = StringIO()
    Plain(StringIO(f"{typed}\n1\n"), out).confirm("Go on?")
    assert f"'{typed}' is neither yes nor no. Did you mean {near}?\n" in out.getvalue()


@pytest.mark.parametrize("wrong", ["4", "0", "-1", "²", "two", "0" * 60])
def test_a_line_that_is_no_choice_is_told_and_the_question_stays_open(wrong: str) -> None:
    reply, said = asked(CHOICE, wrong, "1")
    assert f"'{wrong}' is none of the numbers; please type one from 1 to 3.\n" in said
    assert reply == Given("nothing")


def test_of_a_long_line_that_is_no_choice_only_the_beginning_is_said_again() -> None:
    said = asked(CHOICE, "9" * 5000, "1")[1]
    assert f"'{'9' * 60}...' is none of the numbers; please type one from 1 to 3.\n" in said


def test_an_empty_line_is_no_answer_to_a_choice_also_where_one_is_pointed_at_first() -> None:
    sentence = "An empty line is none of the numbers; please type one from 1 to 3.\n"
    assert sentence in asked(CHOICE, "", "1")[1]
    assert sentence in asked(CHOICE._replace(default="all"), "", "1")[1]


def test_the_answer_so_far_stands_after_the_choices_and_enter_keeps_it() -> None:
    reply, said = asked(CHOICE._replace(stands="all"), "")
    assert reply == Given("all")
    assert "3. Don't know (or d)\nYour answer so far: 2. All of it\nAt every prompt" in said
    assert said.endswith("A number from 1 to 3 (Enter keeps 2): \n")


def test_the_answer_so_far_can_be_changed_and_is_told_in_the_wording_of_the_choices() -> None:
    assert asked(CHOICE._replace(stands="all"), "1")[0] == Given("nothing")
    assert "Your answer so far: 1. No thing.\n" in asked(CHOICE._replace(stands="nothing"), "1", easy=True)[1]


def test_an_answer_so_far_that_is_no_choice_any_more_is_not_kept_by_enter() -> None:
    said = asked(CHOICE._replace(stands="gone"), "", "1")[1]
    assert "An empty line is none of the numbers" in said
    assert "Your answer so far" not in said


def test_the_text_so_far_stands_after_the_question_and_enter_keeps_it() -> None:
    step = TEXT._replace(stands="The hub", default="Hub")
    reply, said = asked(step, "")
    assert "\nWhat is it called?\nWhat stands so far: The hub\nAt every prompt" in said
    assert (reply, said.splitlines()[-1]) == (Given("The hub"), "(Enter keeps what stands): ")
    assert asked(step, "Another")[0] == Given("Another")


def test_a_text_that_may_be_left_out_is_taken_away_by_empty_quotes_and_help_says_so() -> None:
    step = TEXT._replace(stands="The hub", optional=True)
    assert asked(step, '""')[0] == Given("")
    assert 'Type "" to leave it empty.\n' in asked(step, "help", "")[1]
    assert "leave it empty" not in asked(TEXT._replace(optional=True), "help", "")[1]
    assert "Something has to stand here; please type it.\n" in asked(TEXT._replace(stands="Hub"), '""', "")[1]


def test_a_sentence_that_is_there_to_be_written_better_is_not_repeated_at_the_prompt() -> None:
    step = TEXT._replace(default="Decisions of the council", edit=True, before=("Decisions of the council",))
    reply, said = asked(step, "")
    assert (reply, said.splitlines()[-1]) == (Given("Decisions of the council"), "(Enter keeps it): ")


def test_nothing_typed_stands_for_the_default_and_where_there_is_none_something_has_to_stand() -> None:
    reply, said = asked(TEXT._replace(default="Hub"), "")
    assert (reply, said.splitlines()[-1]) == (Given("Hub"), "(Enter for Hub): ")
    assert "Something has to stand here; please type it.\n" in asked(TEXT, "", "Hub")[1]
    assert asked(TEXT._replace(optional=True), "")[0] == Given("")
    assert asked(NOTE, "")[0] == Given("")


def test_what_was_begun_in_another_sitting_is_said() -> None:
    assert "Begun earlier, and not finished: The hu\n" in asked(TEXT._replace(draft="The hu"), "Hub")[1]


def test_a_text_that_cannot_be_kept_is_asked_for_again() -> None:
    reply, said = asked(NOTE._replace(room=10), "a" * 11, "a" * 10)
    assert reply == Given("a" * 10)
    assert "That is longer than 10 characters; please say it more briefly.\n" in said
    assert "'soon' is not a date" in asked(Step("project.date", "When?"), "soon", "2026-05-12")[1]


def test_plain_wording_comes_first_where_it_is_asked_for_and_goes_by_the_same_word() -> None:
    said = asked(CHOICE, "easy", "1", easy=True)[1]
    assert said.index("What do they get told?") < said.index(
        "From here on in usual wording.\nWhat do they hear?"
    )


def test_plain_wording_stays_for_the_questions_to_come() -> None:
    out = StringIO()
    asker = Plain(StringIO("easy\n1\n1\n"), out)
    asker.ask(CHOICE)
    asker.ask(CHOICE)
    assert out.getvalue().count("1. No thing.") == 2


def test_long_choices_hang_in_a_terminal_and_begin_like_every_line_elsewhere() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    for out, lead in ((Terminal(), "   "), (StringIO(), "")):
        step = CHOICE._replace(options=(Option("a", "They hear what was decided"),))
        Plain(StringIO("1\n"), out, 20).ask(step)
        assert f"1. They hear what\n{lead}was decided\n" in out.getvalue()


def test_what_strangers_wrote_moves_no_cursor() -> None:
    out = StringIO()
    step = CHOICE._replace(ask="\x1b[2J\x9b31mClear?\r\u202e", before=("a\x07b\nc",))
    Plain(StringIO("1\n"), out).ask(step)
    assert not set(out.getvalue()) & set("\x1b\x9b\r\x07\u202e")


REFUSED = "That has signs in it that cannot be kept, such as a control key; please type it again.\n"
PROMPTS: tuple[Callable[[Plain], object], ...] = (
    lambda asker: asker.ask(CHOICE),
    lambda asker: asker.ask(TEXT),
    lambda asker: asker.ask(NOTE),
    lambda asker: asker.confirm("Go on?"),
)


@pytest.mark.parametrize("sign", ["\x1a", "\x1b[A", "\0", "\x7f", "\x85", "\x1c", "caf\udce9"])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_control_signs_are_refused_with_a_sentence_at_every_prompt(
    prompt: Callable[[Plain], object], sign: str
) -> None:
    for line in (sign, f"1{sign}", f"{sign}1"):
        out = StringIO()
        prompt(Plain(StringIO(f"{line}\n1\n"), out, 200))
        assert out.getvalue().count(REFUSED) == 1


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_end_of_the_input_is_told_apart_from_stopping(prompt: Callable[[Plain], object]) -> None:
    out = StringIO()
    with pytest.raises(EOFError):
        prompt(Plain(StringIO(), out))
    assert out.getvalue().endswith(": \n"), "what is said next begins on a line of its own"


def test_the_last_line_of_a_pipe_needs_no_end() -> None:
    assert Plain(StringIO("1"), StringIO()).ask(CHOICE) == Given("nothing")


def test_from_a_pipe_every_line_counts() -> None:
    out = StringIO()
    asker = Plain(StringIO("2\r\n1\r\nThe hub\r\n"), out)
    assert [asker.ask(step) for step in (CHOICE, CHOICE, TEXT)] == [
        Given("all"),
        Given("nothing"),
        Given("The hub"),
    ]
    assert PASTED not in out.getvalue()


def test_a_line_that_nobody_can_have_typed_is_not_read_to_its_end() -> None:
    given_lines = StringIO("a" * 300_000)
    with pytest.raises(UsageError, match="a line of the input is longer than 100,000 characters"):
        Plain(given_lines, StringIO()).ask(TEXT)
    assert given_lines.tell() == 100_001


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), ValueError("I/O on closed file")])
def test_a_stream_that_breaks_is_the_end_of_the_input(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> str:
        raise error

    lines = StringIO()
    monkeypatch.setattr(lines, "readline", broken)
    with pytest.raises(EOFError):
        Plain(lines, StringIO()).ask(CHOICE)


class Keyboard:
    """A terminal of which the test holds the keyboard: what is typed waits there until somebody asks."""

    def __init__(self) -> None:
        self.keys, self.screen = pty.openpty()
        self.out = StringIO()
        self.given = open(self.screen, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        self.asker = Plain(self.given, self.out, 200)

    def ask(self, step: Step, typed: str) -> Reply:
        os.write(self.keys, typed.encode())
        return self.asker.ask(step)

    @property
    def modes(self) -> object:
        return termios.tcgetattr(self.screen)

    def hang_up(self) -> None:
        os.close(self.keys)
        self.keys = -1

    def close(self) -> None:
        self.given.close()
        for descriptor in {self.keys, self.screen} - {-1}:
            os.close(descriptor)


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    one = Keyboard()
    yield one
    one.close()


@pytest.mark.parametrize("pasted", ["2\n1\n1\n", "2\n1\n1", "2\n1", "2\n\n", "2\n" + "1\n" * 500])
def test_of_pasted_lines_only_the_first_is_taken_and_it_is_said_once(keyboard: Keyboard, pasted: str) -> None:
    before = keyboard.modes
    assert keyboard.ask(CHOICE, pasted) == Given("all")
    assert keyboard.out.getvalue().count(PASTED) == 1
    assert keyboard.modes == before
    assert keyboard.ask(CHOICE, "2\n") == Given("all"), "no pasted line answered this one"
    assert keyboard.out.getvalue().count(PASTED) == 1


def test_lines_pasted_into_a_text_a_note_or_yes_and_no_answer_nothing_else(keyboard: Keyboard) -> None:
    assert keyboard.ask(TEXT, "The hub\nKing Street\n") == Given("The hub")
    os.write(keyboard.keys, b"A letter\nno\nno\n")
    assert keyboard.asker.ask(NOTE) == Given("A letter")
    os.write(keyboard.keys, b"yes\n2\n")
    assert keyboard.asker.confirm("Go on?") is True
    assert keyboard.ask(CHOICE, "1\n") == Given("nothing")
    assert keyboard.out.getvalue().count(PASTED) == 3


def test_of_a_paste_whose_first_line_is_no_answer_nothing_is_taken(keyboard: Keyboard) -> None:
    def later(*_: object) -> None:
        os.write(keyboard.keys, b"2\n")

    with alarm(later):
        assert keyboard.ask(CHOICE, "We talked\n1\n1\n") == Given("all")
    assert f"{PASTED}\n'We talked' is none of the numbers" in keyboard.out.getvalue()


def test_one_line_typed_at_a_terminal_is_shown_by_the_terminal_alone(keyboard: Keyboard) -> None:
    assert keyboard.ask(CHOICE, "2\n") == Given("all")
    assert keyboard.out.getvalue().endswith("A number from 1 to 3: ")


@pytest.mark.parametrize("typed", ["\x04", "half a name\x04\x04"])
def test_ctrl_d_ends_the_input_and_no_half_line_is_taken_for_an_answer(
    keyboard: Keyboard, typed: str
) -> None:
    with pytest.raises(EOFError):
        keyboard.ask(TEXT, typed)


def test_a_terminal_that_has_gone_is_the_end_of_the_input(keyboard: Keyboard) -> None:
    keyboard.hang_up()
    assert line_reader._drop_the_rest(keyboard.screen) is False, "also where it goes just after a line"
    with pytest.raises(EOFError):
        keyboard.asker.ask(CHOICE)


def test_escape_typed_at_a_terminal_is_refused(keyboard: Keyboard) -> None:
    def later(*_: object) -> None:
        os.write(keyboard.keys, b"The hub\n")

    with alarm(later):
        assert keyboard.ask(TEXT, "\x1b[A\n") == Given("The hub")
    assert keyboard.out.getvalue().count(REFUSED) == 1


def test_a_line_of_which_the_terminal_dropped_the_end_is_never_kept_without_a_word(
    keyboard: Keyboard,
) -> None:
    def later(*_: object) -> None:
        os.write(keyboard.keys, b"Shorter\n")

    with alarm(later):
        assert keyboard.ask(TEXT, "a" * 5_000 + "\n") == Given("Shorter")
    assert (
        "The end of this line is missing, as a terminal takes no more than 4,095 bytes; please say it more briefly.\n"
    ) in keyboard.out.getvalue()


class alarm:  # noqa: N801 - reads as a verb
    """Have something done a tenth of a second after it is asked for, whatever waits by then."""

    def __init__(self, done: Callable[..., None]) -> None:
        self._done = done

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGALRM, self._done)
        signal.setitimer(signal.ITIMER_REAL, 0.1)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_whatever_interrupts_while_it_waits_is_passed_on_and_it_can_ask_again(
    keyboard: Keyboard, end: type[BaseException]
) -> None:
    def interrupt(*_: object) -> None:
        raise end

    before = keyboard.modes
    assert keyboard.ask(CHOICE, "2\n") == Given("all")
    with alarm(interrupt), pytest.raises(end):
        keyboard.asker.ask(CHOICE)
    assert keyboard.modes == before
    assert keyboard.ask(CHOICE, "1\n") == Given("nothing")
    assert "Traceback" not in keyboard.out.getvalue()


def test_a_signal_that_is_only_noted_interrupts_nothing(keyboard: Keyboard) -> None:
    noted = []

    def note(*_: object) -> None:
        noted.append(True)
        os.write(keyboard.keys, b"2\n")

    with alarm(note):
        assert keyboard.asker.ask(CHOICE) == Given("all")
    assert noted == [True]


texts = st.text(st.characters(exclude_characters="\n"), max_size=12) | st.sampled_from(
    ["", "\x1b[2J", "\x9b", "\0", *words.MEANINGS, "?", '"back"', "bak", "1", "2", "all"]
)
steps = st.builds(
    Step,
    id=st.sampled_from(["told", "project.date", "respondent.size", "note"]),
    ask=texts,
    options=st.lists(st.builds(Option, texts, texts, texts, texts), max_size=3).map(tuple),
    default=texts,
    optional=st.booleans(),
    asides=st.builds(Asides, texts, texts, texts, texts),
    where=texts,
    before=st.lists(texts, max_size=2).map(tuple),
    hint=texts,
    stem=texts,
    room=st.sampled_from([0, 5, 20_000]),
    stands=texts,
    draft=texts,
)


def outcome(step: Step, typed: list[str], *, easy: bool) -> tuple[object, str]:
    out = StringIO()
    asker = Plain(StringIO("".join(f"{line}\n" for line in typed)), out, easy=easy)
    try:
        return asker.ask(step), out.getvalue()
    except (KeyboardInterrupt, EOFError) as error:
        return type(error), out.getvalue()


@given(steps, texts, st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_at_whatever_step_is_an_answer_a_wish_or_asked_again_in_plain_text(
    step: Step, line: str, easy: bool
) -> None:
    reply, said = outcome(step, [line], easy=easy)
    assert not {sign for sign in said if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"}}
    match reply:
        case Given(value, fact):
            assert fact == ""
            assert complaint(step, value) is None
            values = [option.value for option in step.options]
            several = step.several and (value == step.stands or value[:1] + value[-1:] == "[]")
            assert not step.options or value in values or several
        case Wanted(wish, fact, before):
            assert (wish.value, fact, before) == (line.strip().lower(), "", "")
        case _ if reply is KeyboardInterrupt:
            assert line.strip().lower() == "stop"
        case _:
            assert reply is EOFError, "it asked again, and there was no more to read"
            more = said.strip("\n").count("\n") - outcome(step, [], easy=easy)[1].strip("\n").count("\n")
            assert more >= 2, "and it said why, before it asked again"


@given(st.sampled_from([1, 2, 3]), texts)
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_at_any_other_prompt_is_answered_or_asked_again_in_plain_text(
    at: int, line: str
) -> None:
    out = StringIO()
    try:
        reply = PROMPTS[at](Plain(StringIO(f"{line}\n"), out))
    except (KeyboardInterrupt, EOFError) as error:
        reply = error
    assert isinstance(reply, Given | Wanted | bool | KeyboardInterrupt | EOFError)
    assert not {
        sign for sign in out.getvalue() if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"}
    }


def test_the_words_told_at_the_start_are_those_that_work_and_every_wish_is_among_them() -> None:
    told = words.IN_SHORT.split(": ")[1].split(". ")[0].split(", ")
    assert told == list(words.MEANINGS)
    assert {wish.value for wish in Wish} <= set(told)
    assert [words.word(one) for one in told] == told
    assert [words.nearest_to(one) for one in told] == told
