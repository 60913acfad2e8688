"""A row of cells becomes the response that it says, or every reason why it is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.answers import VIEWS
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.errors import InputError
from coprod_audit.forms import native_map, plan
from coprod_audit.forms.wordings import VIEW_WORDINGS, choice_wordings
from coprod_audit.responses import Failure, Response
from tests.forms_kit import Table, applied, ladder, mapped, responses, table, told


def one(text: str, given_table: Table) -> Response:
    """The only response of a table."""
    (result,) = responses(applied(text, given_table), given_table)
    assert isinstance(result, Response), told([result])
    return result


def refused(text: str, given_table: Table) -> list[str]:
    """Why the rows of a table are none."""
    return told(responses(applied(text, given_table), given_table))


def of_cell(cell: str, more: str = "") -> str | None:
    """What a cell of `told` comes to; None for not asked."""
    return one(mapped("A: told", more), table(["A"], [cell])).facts.get("told")


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ("too-late", "too-late"),
        ("They hear of it, but too late to do anything with it", "too-late"),
        ("they hear of it,\u00a0 but TOO late\nto do anything with it. ", "too-late"),
        ("They hear it too late.", "too-late"),
        ("They hear in time what was decided\u200b and why", "what-and-why-in-time"),
        ("unknown", UNKNOWN),
        ("Don’t know", UNKNOWN),
        ("", None),
        ("  ", None),
        ("not asked", None),
        ("-", None),
    ],
)
def test_a_cell_is_an_id_a_label_or_what_people_read_instead(cell: str, choice: str | None) -> None:
    assert of_cell(cell, 'answers: {told: {"-": not asked}}') == choice


def test_what_the_map_says_stands_over_the_words_of_the_questionnaire_the_nearer_the_more() -> None:
    more = "answers: {all: {x: not asked, y: unknown}, told: {x: unknown, nothing: too-late}}"
    assert [of_cell(cell, more) for cell in ("x", "y", "nothing")] == [UNKNOWN, UNKNOWN, "too-late"]
    rows = mapped(
        "A: decisions.money\nB: decisions.design",
        "answers: {decisions: {x: told}, decisions.money: {x: asked}}",
    )
    assert one(rows, table(["A", "B"], ["x", "x"])).facts == {
        "decisions.money": "asked",
        "decisions.design": "told",
    }


@pytest.mark.parametrize(
    ("numbers", "cells", "choices"),
    [
        ("yes", ("0", "3", "3.0"), ["nothing", "what-and-why-in-time", "what-and-why-in-time"]),
        ("from 1", ("1", "4", "4.0"), ["nothing", "what-and-why-in-time", "what-and-why-in-time"]),
    ],
)
def test_numbers_are_places_on_the_scale_if_the_map_says_so(
    numbers: str, cells: tuple[str, ...], choices: list[str]
) -> None:
    assert [of_cell(cell, f"numbers: {numbers}") for cell in cells] == choices
    assert refused(mapped("A: told"), table(["A"], [cells[0]]))[0].startswith(
        "2 | A | M020 no choice of told"
    )


def test_counted_from_1_the_choices_outside_the_scale_come_last() -> None:
    given_table = table(["A"], ["9"])
    assert one(mapped("A: decisions.money", "numbers: from 1"), given_table).facts == {
        "decisions.money": "not-come-up"
    }
    assert refused(mapped("A: decisions.money", "numbers: yes"), given_table) != []


@pytest.mark.parametrize(
    ("dates", "cell", "day"),
    [
        ("iso", "2026-05-12", "2026-05-12"),
        ("iso", "2026/5/12 9:14:03 am GMT+1", "2026-05-12"),
        ("iso", "2026-05-12T09:00:00.000+01:00", "2026-05-12"),
        ("day-first", "12/5/2026", "2026-05-12"),
        ("day-first", "12.05.26 10:30", "2026-05-12"),
        ("day-first", "2026-05-12", "2026-05-12"),
        ("month-first", "5/12/26 9:01:22", "2026-05-12"),
    ],
)
def test_days_are_read_as_the_map_says(dates: str, cell: str, day: str) -> None:
    text = mapped("A: told\nB: project.date", f"dates: {dates}")
    assert one(text, table(["A", "B"], ["nothing", cell])).project["date"] == day


@pytest.mark.parametrize(
    ("target", "cell", "said"),
    [
        (
            "project.date",
            "12/5/2026",
            "M023 no day in '12/5/2026'; expected is one that there is, as in '2026-05-12'; where days come first, write 'dates: day-first' in the map",
        ),
        (
            "project.date",
            "2026-02-30",
            "M023 no day in '2026-02-30'; expected is one that there is, as in '2026-05-12'; where days come first, write 'dates: day-first' in the map",
        ),
        (
            "respondent.view",
            "Stuff",
            "M024 no view says 'Stuff', the nearest is 'staff'; there are staff, people, carers, partners, leaders, mixed; say in the map what this means, under 'answers'",
        ),
        (
            "project.intends",
            "shared",
            "M025 no rung says 'shared'; the ladder has information, consultation, engagement, co-design, co-production; say in the map what this means, under 'answers'",
        ),
        (
            "respondent.size",
            "a dozen",
            "M026 'a dozen' where a number of people is expected; write it in figures",
        ),
        (
            "project.title",
            "x" * 20_001,
            "M028 a text of 20,001 characters; at most 20,000 are taken, so shorten it",
        ),
        (
            "note of told",
            "x" * 20_001,
            "M028 a text of 20,001 characters; at most 20,000 are taken, so shorten it",
        ),
        (
            "asked",
            "x" * 30_000,
            f"M020 no choice of asked says '{'x' * 59}…'; it has never, after-it-was-settled, on-a-settled-proposal, while-open, several-options-open, before-options, unknown; say in the map what this means, under 'answers'",
        ),
        (
            "asked",
            "N/A\x1b[31m",
            "M020 no choice of asked says 'N/A\\x1b[31m'; it has never, after-it-was-settled, on-a-settled-proposal, while-open, several-options-open, before-options, unknown; say in the map what this means, under 'answers'",
        ),
        (
            "asked",
            "not-applicable",
            "M027 'not-applicable' for 'asked', which always applies; say in the map what it means, under 'answers', as 'unknown' or 'not asked'",
        ),
        (
            "asked",
            "never;while-open",
            "M021 2 choices in one cell, never and while-open, where asked takes one; keep the one that counts",
        ),
        (
            "asked",
            "never\nwhile-open\nunknown",
            "M021 3 choices in one cell, never, while-open and unknown, where asked takes one; keep the one that counts",
        ),
    ],
)
def test_a_cell_that_means_nothing_is_told(target: str, cell: str, said: str) -> None:
    found = refused(mapped(f"A: told\nB: {target}"), table(["A", "B"], ["nothing", cell]))
    assert found == [f"2 | B | {said}"]


def test_all_faults_of_a_row_are_told_at_once_from_left_to_right_and_other_rows_are_kept() -> None:
    text = mapped("V: respondent.view\nA: told\nD: project.date\nB: asked")
    given_table = table(["V", "A", "D", "B"], ["x", "y", "z", "w"], ["staff", "nothing", "", "never"])
    first, second = responses(applied(text, given_table), given_table)
    assert not isinstance(first, Response)
    assert [(f.file, f.row, f.column, f.code) for f in first] == [
        ("t.csv", 2, "V", "M024"),
        ("t.csv", 2, "A", "M020"),
        ("t.csv", 2, "D", "M023"),
        ("t.csv", 2, "B", "M020"),
    ]
    assert isinstance(second, Response)


def test_a_column_without_a_header_is_named_by_its_number() -> None:
    (failures,) = responses(applied(mapped("column 2: told"), t := table(["A", ""], ["", "x"])), t)
    assert not isinstance(failures, Response)
    assert failures[0].column == "column 2"


def test_defaults_stand_where_the_table_says_nothing() -> None:
    text = mapped(
        "A: told\nV: respondent.view",
        "defaults: {respondent.view: staff, project.unit: Decisions of the council, project.claims: Co-production}",
    )
    given_table = table(["A", "V"], ["nothing", ""], ["nothing", "carers"])
    first, second = responses(applied(text, given_table), given_table)
    assert isinstance(first, Response)
    assert isinstance(second, Response)
    assert (first.view, first.people, first.claims) == ("staff", False, "co-production")
    assert (second.view, second.people, second.project["unit"]) == (
        "carers",
        True,
        "Decisions of the council",
    )


@pytest.mark.parametrize(
    ("cells", "key"),
    [(("P 1", "Park"), "P 1"), (("", "Park\n café"), "Park café"), (("", ""), "t.csv:2")],
)
def test_the_key_is_what_the_table_says_or_the_title_or_the_row_itself(
    cells: tuple[str, ...], key: str
) -> None:
    text = mapped("K: key\nT: project.title\nA: told\nR: {group: Region}")
    result = one(text, table(["K", "T", "A", "R"], [*cells, "nothing", "North  West"]))
    assert result.project["key"] == key
    assert result.project["Region"] == "North West"


@pytest.mark.parametrize(
    ("view", "size", "staff", "people", "said"),
    [
        ("mixed", "", "5", "3", True),
        ("mixed", "8", "5.0", "3", True),
        ("mixed", "", "5", "", False),
        ("mixed", "", "", "", None),
        ("people", "3", "", "", True),
        ("", "", "", "", None),
    ],
)
def test_whether_people_answered_is_said_by_view_and_groups(
    view: str, size: str, staff: str, people: str, said: bool | None
) -> None:
    text = mapped(
        "A: told\nV: respondent.view\nN: respondent.size\nS: respondent.groups.staff\nP: respondent.groups.people"
    )
    result = one(text, table(["A", "V", "N", "S", "P"], ["nothing", view, size, staff, people]))
    assert (result.view, result.people) == (view, said)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            ("staff", "", "5"),
            "the groups come to 5 where the view is 'staff', and only a mixed one has groups; put the view right, or empty the cells",
        ),
        (("mixed", "9", "5"), "the groups come to 5, and the size says 9; make them agree"),
    ],
)
def test_groups_that_do_not_fit_are_told_of_the_row(cells: tuple[str, ...], said: str) -> None:
    text = mapped("A: told\nV: respondent.view\nN: respondent.size\nS: respondent.groups.staff")
    assert refused(text, table(["A", "V", "N", "S"], ["nothing", *cells])) == [f"2 |  | M026 {said}"]


def test_a_table_in_one_cell_takes_rows_by_label_and_by_id() -> None:
    cell = "what the money goes on: People settled it\n\nDESIGN: agreed\nWhat it is for.: Don't know"
    result = one(mapped("A: decisions"), table(["A"], [cell]))
    assert result.facts == {
        "decisions.money": "people",
        "decisions.design": "agreed",
        "decisions.purpose": UNKNOWN,
    }


def test_notes_and_evidence_are_in_the_answers_and_never_in_a_response() -> None:
    text = mapped("A: told\nN: note of told\nE: evidence for told\nM: note of asked\nB: asked")
    given_table = table(
        ["A", "N", "E", "M", "B"], ["nothing", " A private\nmatter. ", "a.pdf\n\nb.pdf", "x", ""]
    )
    applier = applied(text, given_table)
    assert "private" not in repr(applier.response("t.csv", given_table.rows[0]))
    answers = applier.answers(given_table.rows[0])
    assert answers.by_fact["told"].note == "A private\nmatter."
    assert answers.by_fact["told"].evidence == ("a.pdf", "b.pdf")
    assert "asked" not in answers.facts, "a note without an answer has nothing to stand by"


def native(columns: list[str], *rows: list[str]) -> list[Response | tuple[Failure, ...]]:
    """What a table without a map comes to."""
    made = table(columns, *rows)
    return responses(plan(native_map(made.head, ladder()), made.head, ladder()), made)


def test_a_table_of_addresses_and_ids_needs_no_map() -> None:
    (result,) = native(
        [
            "title",
            "View",
            "claims",
            "respondent.size",
            "told",
            "decisions.money",
            "safe",
            "key",
            "note of told",
        ],
        [
            "Park",
            "staff",
            "co-design",
            "4",
            "nothing",
            "It could not go ahead unless people agreed",
            NOT_APPLICABLE,
            "P1",
            "n",
        ],
    )
    assert isinstance(result, Response)
    assert result.facts == {"told": "nothing", "decisions.money": "agreed", "safe": NOT_APPLICABLE}
    assert result.project == {"title": "Park", "key": "P1"}
    assert (result.view, result.claims) == ("staff", "co-design")


def test_two_columns_of_one_address_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        native(["told", "Told"], ["nothing", "nothing"])
    assert [f.message for f in caught.value.findings] == [
        "column 2 is told, and so is column 1; keep one of the two and write 'ignored' for the other"
    ]


FACTS = tuple(ladder().by_fact)
ANSWERS = st.fixed_dictionaries(
    {}, optional={fact: st.sampled_from(sorted(ladder().question_of(fact).possible)) for fact in FACTS}
).filter(bool)
NOISE = st.sampled_from(["{}", " {} ", "{}.", "\u00a0{}", "{} ."])


@settings(max_examples=40)
@given(ANSWERS, st.sampled_from(VIEWS), st.randoms(use_true_random=False), st.booleans(), NOISE)
def test_facts_written_into_a_table_are_read_back_whatever_the_order_of_columns(
    facts: dict[str, str], view: str, chance: object, in_words: bool, noise: str
) -> None:
    """By ids, or by any of the words for them, with the noise that exporters add."""
    columns = [*facts, "view", "title"]
    chance.shuffle(columns)  # type: ignore[attr-defined] # hypothesis' random is one of Python's

    def cell(column: str) -> str:
        if column == "title":
            return "Park"
        if column == "view":
            return chance.choice(VIEW_WORDINGS[view]) if in_words else view  # type: ignore[attr-defined]
        if not in_words:
            return facts[column]
        said = choice_wordings(ladder().question_of(column))[facts[column]]
        return noise.format(said[0])

    (result,) = native(columns, [cell(column) for column in columns])
    assert isinstance(result, Response), told([result])
    assert (result.facts, result.view, result.project["title"]) == (facts, view, "Park")


@settings(max_examples=40)
@given(st.lists(st.text(), min_size=5, max_size=5))
def test_any_text_in_any_cell_is_a_response_or_a_failure_and_never_an_error(cells: list[str]) -> None:
    text = mapped("A: told\nB: decisions\nC: project.date\nD: respondent.size\nE: respondent.view")
    given_table = table(["A", "B", "C", "D", "E"], cells)
    (result,) = responses(applied(text, given_table), given_table)
    if not isinstance(result, Response):
        assert all(one_of.reason and one_of.code for one_of in result)
