"""A drafted map loads, says how sure each line is, and never makes two columns one thing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.errors import InputError
from coprod_audit.forms import FormMap, draft, plan, read_map, wordings
from coprod_audit.forms.texts import alike, bare, nearest, plainly
from coprod_audit.forms.wordings import FIELDS, RESERVED_WORDINGS, VIEW_WORDINGS
from coprod_audit.interview import asking
from coprod_audit.interview.questions import DOES_NOT_APPLY, DONT_KNOW
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Response
from coprod_audit.table_rows import Head, Row
from tests.forms_kit import SAMPLES, applied, drafted, ladder, responses, sample, table

TOLD = "After a decision, what do the people who were not in the room hear?"
TABLE = "Take the last real decision about each of these. How was it settled?"


def line(header: str, *cells: str) -> str:
    """The line that is drafted for one column."""
    text = drafted(table([header], *[[cell] for cell in cells]))
    return re.split(r"columns:(?: {})?\n", text)[1].splitlines()[0].strip()


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("told", "told: told  # certain"),
        (TOLD, f'"{TOLD}": told  # certain'),
        ("Think of people who were not there. What do they hear about a decision?", ": told  # certain"),
        ("decisions.money", "decisions.money: decisions.money  # certain"),
        ("decisions_money", ": decisions.money  # certain"),
        ("madedifferent", "madedifferent: made-different  # certain"),
        (f"{TABLE} [what the money goes on]", ": decisions.money  # certain"),
        (f"{TABLE} [What the money goes on.]", ": decisions.money  # certain"),
        (f"{TABLE} >> what is offered", ": decisions.design  # certain"),
        (f"{TABLE} - what is offered", ": decisions.design  # certain"),
        ("deciding/decisions/judging", ": decisions.judging  # certain"),
        (f"told. {TOLD}", ": told  # certain"),
        (TABLE, ": decisions  # certain"),
        ("told[comment]", ": note of told  # certain"),
        ("made-different/nothing", ": ignored  # certain: it is one choice of made-different"),
        ("Project name", "Project name: project.title  # certain"),
        ("view", "view: respondent.view  # certain"),
        ("Project ID", "Project ID: key  # certain"),
        ("decisions[SQ002]", ": decisions.money  # to be checked: a row by its number, decisions.money"),
        ("decisions_3", ": decisions.design  # to be checked: a row by its number, decisions.design"),
        (
            "After a decision, what do people who were not there hear?",
            ": told  # to be checked: nearest are told and seldom-heard.communicate-differently",
        ),
        ("Favourite colour", "# Favourite colour: ...  # nothing like it in the questionnaire"),
        (
            "What do people say of it?",
            '# "What do people say of it?": ...  # nothing like it in the questionnaire; nearest is after',
        ),
        ("column 7", "# column 1: ...  # nothing like it in the questionnaire (column 7)"),
    ],
)
def test_a_column_is_matched_and_marked(header: str, says: str) -> None:
    assert line(header, "x").endswith(says)


def test_rows_that_two_tables_share_are_told_apart_by_what_was_answered() -> None:
    text = drafted(
        table(
            ["what is offered", "what is offered2"],
            ["It ended somewhere in between", "People settled it"],
            ["", "It was fixed from outside, by law or by a funder"],
        )
    )
    assert "  what is offered: differences.design  # certain\n" in text
    assert "  what is offered2: decisions.design  # certain\n" in text


def test_what_was_answered_decides_only_where_all_of_it_fits() -> None:
    text = drafted(table(["what is offered"], ["People settled it"], ["It was left open"]))
    assert (
        "  what is offered: decisions.design  # to be checked: nearest are decisions.design and differences.design\n"
        in text
    )


def test_what_is_certain_goes_before_what_is_alike_and_nothing_is_named_twice() -> None:
    text = drafted(
        table(
            ["What do the people who were not in the room hear after a decision?", "told", TOLD], ["", "", ""]
        )
    )
    assert "  told: told  # certain\n" in text
    assert f'  # "{TOLD}": ...  # to be checked: told is column 2 already\n' in text
    assert (
        '  # "What do the people who were not in the room hear after a decision?": ...'
        "  # to be checked: nearest is told, which is column 2 already\n"
    ) in text
    assert text.count(": told  #") == 1


def test_nothing_is_ignored_that_is_not_certain_to_be_of_no_use_and_every_run_names_what_is_left_open() -> (
    None
):
    given_so = table(["Favourite colour", "told", TOLD, "Region"], ["red", "nothing", "nothing", "N"])
    text = drafted(given_so)
    assert "ignored" not in text.split("columns:\n")[1]
    assert [finding.message for finding in applied(text, given_so).findings] == [
        (
            "3 columns are left out, because nothing says what they are: 'Favourite colour' (column 1), "
            "'After a decision, what do the people who were not in the ro…' (column 3, the nearest is told), "
            "'Region' (column 4); name each in the map, as 'ignored' where it is not needed"
        )
    ]


def test_a_line_left_open_needs_only_its_first_mark_taken_away() -> None:
    given_so = table(["Room #3: colour", "told"], ["red", "nothing"])
    text = drafted(given_so)
    opened = text.replace('  # "Room #3: colour": ...  #', '  "Room #3: colour": ignored  #')
    assert opened != text
    assert applied(opened, given_so).findings == ()


def test_what_the_form_asked_stands_beside_a_column_that_has_only_a_code() -> None:
    head = Head("q.csv", ("StartDate", "Q6", "Q7"), (("Start Date", f"{TOLD}\n(one answer)", "Colour"),))
    lines = draft(head, [], ladder()).split("columns:\n")[1].splitlines()
    assert lines[1:3] == [
        f'  Q6: told  # to be checked: nearest are told and project.people ("{TOLD} (one answer)")',
        "  # Q7: ...  # nothing like it in the questionnaire (Colour)",
    ]


def test_header_rows_are_skipped_only_where_they_are() -> None:
    given_so = sample("qualtrics")
    assert "\nskip-rows: 2  # certain\n" in drafted(given_so)
    bare_head = given_so._replace(head=given_so.head._replace(more=()))
    assert (
        "\n# skip-rows: 2  # to be checked: Qualtrics writes 2 more rows of headers, which are not here\n"
    ) in drafted(bare_head)


def test_texts_of_cells_are_matched_and_those_that_are_not_leave_a_line_to_fill_in() -> None:
    text = drafted(
        table(
            ["told", "asked"],
            ["They hear in time what was decided and why.", "never"],
            ["They hear of it, but too late to do something with it", "A2"],
            ["Who knows", "Nobody asked them."],
        )
    )
    assert text.split("answers:\n")[1].split("# What stands")[0] == (
        "  told:\n"
        "    They hear in time what was decided and why.: what-and-why-in-time  # certain\n"
        "    They hear of it, but too late to do something with it: too-late  # to be checked: nearest are too-late and what-in-time\n"
        "    # Who knows: ...  # nothing like it in the questionnaire\n"
        "  asked:\n"
        "    A2: after-it-was-settled  # to be checked: the choice in that place\n"
        "    Nobody asked them.: never  # certain\n"
    )


def test_a_text_between_two_choices_is_not_guessed() -> None:
    """The better answer of two that are nearly as like would raise the rung unseen."""
    text = drafted(table(["told"], ["They hear in time, what was decided"]))
    assert (
        "# answers:\n"
        "#  told:\n"
        "#    They hear in time, what was decided: ...  # to be checked: nearest are what-and-why-in-time and what-in-time\n"
    ) in text


@pytest.mark.parametrize(
    ("cells", "says"), [(("1", "4"), "from 1"), (("0", "3"), "yes"), (("nothing", "4x"), "")]
)
def test_numbers_are_noticed(cells: tuple[str, str], says: str) -> None:
    text = drafted(table(["told"], *[[cell] for cell in cells]))
    expected = f"numbers: {says}  # to be checked: whether 1 is the lowest or 0\n"
    assert (expected in text) if says else ("numbers:" not in text)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_line_of_a_draft_says_how_sure_it_is(name: str) -> None:
    body = drafted(sample(name)).split("columns:\n")[1].split("# What stands")[0]
    for one in body.splitlines():
        if not one.endswith(":"):
            assert re.search(r"# (certain|to be checked: |nothing like it in the questionnaire)", one), one


def elsewhere(text: str) -> str:
    """The text as it might stand in another language: no word of it is the same."""
    return " ".join([f"{word[::-1]}ü" for word in text.split()])


def translated() -> Questionnaire:
    """The questionnaire that ships, in another language."""
    return ladder()._replace(
        language="xx",
        questions=tuple([
            one._replace(
                ask=elsewhere(one.ask),
                easy=elsewhere(one.easy),
                choices=tuple([c._replace(label=elsewhere(c.label), easy=elsewhere(c.easy)) for c in one.choices]),
                rows=tuple([r._replace(label=elsewhere(r.label), easy=elsewhere(r.easy)) for r in one.rows]),
                dont_know=elsewhere("No idea"),
            )
            for one in ladder().questions
        ]),
    )  # fmt: skip


def test_words_are_looked_for_in_every_language_that_the_questionnaire_has() -> None:
    told_choice = ladder().by_id["told"].choices[-1]
    given_so = table(
        [elsewhere(TOLD), f"{elsewhere(TABLE)} [{elsewhere('what the money goes on')}]", "agenda"],
        [elsewhere(told_choice.label), elsewhere("People settled it"), elsewhere("Both together")],
        [elsewhere("No idea"), "People settled it", ""],
    )
    assert ": told  #" not in drafted(given_so)
    text = draft(given_so.head, given_so.rows, ladder(), [translated()])
    columns, answers = text.split("columns:\n")[1].split("answers:\n")
    assert [one.rpartition(": ")[2] for one in columns.splitlines()] == [
        "told  # certain",
        "decisions.money  # certain",
        "agenda  # certain",
    ]
    assert [one.rpartition(": ")[2] for one in answers.split("# What stands")[0].splitlines()] == [
        *("  told:", f"{told_choice.id}  # certain", "unknown  # certain"),
        *("  decisions:", "people  # certain", "people  # certain"),
        *("  agenda:", "both  # certain"),
    ]
    results = responses(applied(text, given_so), given_so)
    assert [one.facts for one in results if isinstance(one, Response)] == [
        {"told": told_choice.id, "decisions.money": "people", "agenda": "both"},
        {"told": "unknown", "decisions.money": "people"},
    ]


def test_another_questionnaire_lends_no_words_to_a_question_that_has_other_answers() -> None:
    other = translated()
    told = other.by_id["told"]
    fewer = tuple([one._replace(choices=one.choices[1:]) if one is told else one for one in other.questions])
    given_so = table([elsewhere(TOLD), elsewhere("Who settles what is on the agenda?")])
    text = draft(given_so.head, given_so.rows, ladder(), [other._replace(questions=fewer)])
    assert ": told  #" not in text
    assert ": agenda  # certain" in text


HEADERS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["told", TOLD, TABLE, "what is offered", "column 2", "null", "- a: b #c", "é" * 600, "\ud800"]
    ),
    st.builds("{} [{}]".format, st.sampled_from(["told", TABLE]), st.text(max_size=10)),
)
CELLS = st.one_of(st.text(max_size=20), st.sampled_from(["", "nothing", "1", "A2", "\ud800", "# x: y"]))


@settings(max_examples=150)
@given(st.lists(HEADERS, min_size=1, max_size=6), st.data())
def test_whatever_the_table_its_draft_loads_as_a_map_that_fits_it(
    columns: list[str], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=3))
    head = Head("t.csv", tuple(columns), ())
    text = draft(head, [Row(n, tuple(cells)) for n, cells in enumerate(rows, 2)], ladder())
    form_map, _ = read_map(text.encode(), "map.yaml", ladder())
    assert misfits(form_map, head) <= {"M011", "M013"}, text


def misfits(form_map: FormMap, head: Head) -> set[str]:
    """The codes of what does not fit between a map and a table."""
    try:
        return {finding.code for finding in plan(form_map, head, ladder()).findings}
    except InputError as error:
        return {finding.code for finding in error.findings}


def test_each_fact_has_the_words_that_people_were_asked_in() -> None:
    said = wordings(ladder())
    assert list(said) == list(ladder().by_fact)
    assert said["told"].questions[0] == TOLD
    assert said["decisions.money"].rows == ("what the money goes on", "What the money goes on.")


def test_the_interview_s_own_words_are_among_the_wordings() -> None:
    for step in (asking.TITLE, asking.ORGANISATION, asking.PEOPLE, asking.VIEW, asking.SIZE):
        assert step.ask in FIELDS[step.id]
    for option in asking.VIEW.options:
        assert option.label in VIEW_WORDINGS[option.value]
    for option in (DONT_KNOW, DOES_NOT_APPLY):
        assert {option.label, option.easy} <= set(RESERVED_WORDINGS[option.value])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t  know.", "don't know"),
        ("co\u2011production", "Co-production"),
        ("“A”\u00a0b:", '"a" b'),
        ("e\u0301t\u00e9", "\u00e9te\u0301"),
        ("a\u200bb;", "AB"),
        ("STRASSE", "straße"),
    ],
)
def test_texts_that_only_look_different_are_the_same(one: str, other: str) -> None:
    assert plainly(one) == plainly(other)


@pytest.mark.parametrize(("one", "other"), [("Yes", "Yes!"), ("a b", "ab"), ("what", "what?"), ("-1", "1")])
def test_texts_that_say_something_else_stay_apart(one: str, other: str) -> None:
    assert plainly(one) != plainly(other)


@given(st.text())
def test_what_is_made_plain_is_plain(text: str) -> None:
    assert plainly(plainly(text)) == plainly(text)


def test_the_nearest_text_is_the_one_with_the_same_words_or_the_same_letters() -> None:
    assert (
        nearest("how was it settled", ["How was it settled?", "Who settles the agenda?"])
        == "How was it settled?"
    )
    assert nearest("aggreed", ["agreed", "asked"]) == "agreed"
    assert nearest("something else altogether", ["agreed", "asked"]) == ""
    assert alike("one two three", "one two four") == pytest.approx(2 / 3)
    assert bare("made-different") == "madedifferent"


def test_two_choices_in_one_cell_are_left_open_whatever_stands_between_them() -> None:
    cell = "They hear of it, but too late to do anything with it;Nothing;"
    text = drafted(table(["told"], [cell], ["Nothing"]))
    assert f"#    {cell}: ...  # to be checked: 2 choices in one cell, too-late and nothing" in text
