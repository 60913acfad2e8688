"""Exports of six form tools are read as they come: recognised, drafted for, applied, and every fault told with its place."""

from pathlib import Path

import pytest

from coprod_audit.forms import SHAPES, shape_of, unfinished_finding
from coprod_audit.responses import Response
from coprod_audit.table_rows import Head
from tests.exports_kit import as_workbook, book_of, opened
from tests.forms_kit import (
    EXPORTS,
    MALFORMED,
    SAMPLES,
    Table,
    applied,
    drafted,
    expected,
    faults,
    ladder,
    lines_of,
    responses,
    sample,
    table,
    told,
)

TOOLS = {
    "limesurvey-codes": "limesurvey",
    "qualtrics-numbers": "qualtrics",
}

TOLD = "After a decision, what do the people who were not in the room hear?"
DECISIONS = "Take the last real decision about each of these. How was it settled?"
TOLD_IN = (TOLD, "told", "Q6", "deciding/told")
IN_MAP = "; say in the map what this means, under 'answers'"
DECISION_IDS = (
    "it has not-told, told, asked, talked, worked-out, agreed, people, fixed-outside, not-come-up, unknown"
)

# What is said of each malformed twin when the map drafted from the well-formed one is laid over it.
TWINS = {
    "microsoft-forms": [
        f"2 | {TOLD} | M020 no choice of told says 'They hear in time what was decidid and why', the nearest is 'They hear in time what was decided and why' (what-and-why-in-time); it has nothing, too-late, what-in-time, what-and-why-in-time, unknown{IN_MAP}",
        f"4 | what the money goes on | M020 no choice of decisions says 'It depends'; {DECISION_IDS}{IN_MAP}",
        "4 | What is the biggest thing that turned out differently because of people here? | M021 2 choices in one cell, how-we-meet and name-or-look, where made-different takes one; keep the one that counts",
    ],
    "google-forms": [
        "2 | When were people asked for their views? | M021 2 choices in one cell, while-open and several-options-open, where asked takes one; keep the one that counts",
        f"5 | Who is answering today? | M024 no view says 'Neighbours'; there are staff, people, carers, partners, leaders, mixed{IN_MAP}",
        f"5 | {TOLD} | M027 'Not applicable' for 'told', which always applies; say in the map what it means, under 'answers', as 'unknown' or 'not asked'",
        f"6 | Which of these do you say this is, in what you publish about it? | M025 no rung says 'engagment', the nearest is 'engagement'; the ladder has information, consultation, engagement, co-design, co-production{IN_MAP}",
    ],
    "limesurvey": [
        f"3 | {DECISIONS} [what is offered] | M020 no choice of decisions says 'It was worked out togehter or by people', the nearest is 'It was worked out together or by people; the organisation c…' (worked-out); {DECISION_IDS}{IN_MAP}",
        f"3 | How much of the work do people here do? | M020 no choice of work-people says '50 %'; it has little, some, much, unknown{IN_MAP}",
    ],
    "kobotoolbox": [
        "2 | deciding/made-different | M021 2 choices in one cell, what-people-get and purpose-or-money, where made-different takes one; keep the one that counts",
        f"4 | deciding/came-back | M020 no choice of came-back says 'one_ocasion', the nearest is 'one-occasion'; it has one-occasion, different-people, same-people, standing, unknown{IN_MAP}",
    ],
    "qualtrics": [
        f"5 | Q6 | M020 no choice of told says 'We hear nothing at all of it, ever'; it has nothing, too-late, what-in-time, what-and-why-in-time, unknown{IN_MAP}",
        "5 | Q9_5 | M021 2 choices in one cell, asked and told, where decisions takes one; keep the one that counts",
        f"7 | Q3 | M024 no view says '-99'; there are staff, people, carers, partners, leaders, mixed{IN_MAP}",
    ],
    "jotform": [
        f"2 | {DECISIONS} | M022 no row of decisions begins 'what the mony goes on: It could not go ahead unless people …', the nearest is 'what the money goes on'; expected is a line for each row, as in 'what this is for: ...'",
        f"2 | {DECISIONS} | M020 no choice of decisions says 'People setled it', the nearest is 'People settled it' (people); {DECISION_IDS}{IN_MAP}",
        f"7 | {DECISIONS} | M022 no row of decisions begins 'People settled it'; expected is a line for each row, as in 'what this is for: ...'",
        f"8 | {DECISIONS} | M022 decisions.design stands twice in this cell, as people and as agreed; keep one",
    ],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_an_export_is_recognised(name: str) -> None:
    shape = shape_of(sample(name).head)
    assert shape is not None
    assert shape.id == TOOLS.get(name, name)


def test_every_shape_has_a_sample_with_its_documentation_and_a_malformed_twin() -> None:
    readme = (EXPORTS / "README.md").read_text(encoding="utf-8")
    for shape in SHAPES:
        assert shape.id in SAMPLES
        assert shape.id in MALFORMED
        assert f"## {shape.id}" in readme


def test_a_table_of_nobody_s_is_no_export() -> None:
    assert shape_of(Head("t.csv", ("told", "title"), ())) is None


@pytest.mark.parametrize("name", SAMPLES)
def test_the_draft_applied_to_its_export_gives_every_answer_as_it_was_coded(name: str) -> None:
    given = sample(name)
    applier = applied(drafted(given), given)
    for result, row, coded in zip(responses(applier, given), given.rows, expected(name), strict=True):
        assert isinstance(result, Response), told([result])
        assert result.facts == {fact: coded[fact] for fact in ladder().by_fact if coded.get(fact)}
        assert (str(result.row), result.project["title"]) == (coded["row"], coded["title"])
        assert result.project["organisation"] == coded["organisation"]
        assert (result.view, result.claims or "") == (coded["view"], coded["claims"])
        assert applier.unfinished(row) == (coded["unfinished"] == "yes")


LEFT_OPEN = {
    "microsoft-forms": ["'Anything to add?' (column 29)"],
    "google-forms": ["'Which part of town is it in?' (column 26)", "'Anything to add?' (column 27)"],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_only_what_nobody_can_tell_is_left_open_by_a_draft(name: str) -> None:
    given = sample(name)
    said = " ".join(finding.message for finding in applied(drafted(given), given).findings)
    assert [one for one in LEFT_OPEN.get(name, []) if one in said] == LEFT_OPEN.get(name, [])
    assert bool(said) == (name in LEFT_OPEN)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in TOOLS])
def test_what_is_exported_in_words_or_ids_is_certain(name: str) -> None:
    """Only columns that nobody has answered yet cannot be told from their namesakes (Microsoft's statements)."""
    lines = [line for line in drafted(sample(name)).splitlines() if "to be checked:" in line]
    assert all(line.startswith("  ") and "2: differences." in line for line in lines), lines


def renamed(text: str) -> str:
    """The map of LimeSurvey's sample for its twin, in which two headers are the same."""
    text = text.replace(f'  "{TOLD}": told', "  column 11: told").replace(
        '  "Once something is decided, what part do people still have in it?": after',
        "  column 26: after",
    )
    return text.replace("  after:\n", "  after:\n    They hear of it at once: hear-results\n")


@pytest.mark.parametrize("name", TWINS)
def test_a_malformed_twin_is_told_cell_by_cell_with_row_and_column(name: str) -> None:
    text, given = drafted(sample(name)), sample(f"{name}.malformed")
    if name == "limesurvey":
        text = renamed(text)
    applier = applied(text, given)
    found = told(responses(applier, given))
    assert found == TWINS[name]
    broken = {line.split(" | ")[0] for line in found}
    whole = [r for r in responses(applier, given) if isinstance(r, Response)]
    assert len(whole) == len(given.rows) - len(broken), "the other rows are responses"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_workbook_of_an_export_gives_the_same_answers_as_its_text(tmp_path: Path, name: str) -> None:
    found = opened(as_workbook(tmp_path, name))
    given = Table(found.head, found.rows)
    assert shape_of(given.head) == shape_of(sample(name).head)
    applier = applied(drafted(given), given)
    for result, row, coded in zip(responses(applier, given), given.rows, expected(name), strict=True):
        assert isinstance(result, Response), told([result])
        assert result.facts == {fact: coded[fact] for fact in ladder().by_fact if coded.get(fact)}
        assert result.project["title"] == (coded["title"] if not lost(name, coded["title"]) else "0")
        assert result.project["organisation"] == coded["organisation"]
        assert (result.view, result.claims or "") == (coded["view"], coded["claims"])
        assert applier.unfinished(row) == (coded["unfinished"] == "yes")
    assert [row.number for row in given.rows] == [
        2 + len(given.head.more) + n for n in range(len(given.rows))
    ]


def lost(name: str, text: str) -> bool:
    """Whether the exporter itself makes a formula of a text, of which nothing is left but nought."""
    return book_of(name).formulas and text.startswith("=")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_map_drafted_from_the_text_is_the_one_drafted_from_the_workbook(tmp_path: Path, name: str) -> None:
    found = opened(as_workbook(tmp_path, name))
    assert drafted(Table(found.head, found.rows)) == drafted(sample(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_sheets_beside_the_responses_are_named_and_not_read(tmp_path: Path, name: str) -> None:
    more = list(book_of(name).more)
    said = [one.message for one in opened(as_workbook(tmp_path, name)).warnings if one.code == "S019"]
    assert len(said) == len(more)
    assert all(f"'{sheet}'" in said[0] for sheet in more)


@pytest.mark.parametrize("name", TWINS)
def test_a_malformed_workbook_is_told_cell_by_cell_with_row_and_column(tmp_path: Path, name: str) -> None:
    found = opened(as_workbook(tmp_path, f"{name}.malformed"))
    given = Table(found.head, found.rows)
    lines = {
        str(row.number): str(number) for number, row in enumerate(lines_of(f"{name}.malformed"), start=1)
    }
    expected_twins = [
        f"{lines[number]} | {rest}" for number, _, rest in (line.partition(" | ") for line in TWINS[name])
    ]
    text = drafted(sample(name))
    if name == "limesurvey":
        text = renamed(text)
    assert told(responses(applied(text, given), given)) == expected_twins


@pytest.mark.parametrize("name", SAMPLES)
def test_an_error_in_a_cell_of_a_workbook_takes_its_row_alone(tmp_path: Path, name: str) -> None:
    headers = 1 + len(sample(name).head.more)
    column = sample(name).head.columns.index(next(c for c in sample(name).head.columns if c in TOLD_IN))
    found = opened(as_workbook(tmp_path, name, error_at=(headers + 1, column)))
    assert [(one.number, one.column, one.code) for one in found.torn] == [
        (headers + 2, sample(name).head.columns[column], "S016")
    ]
    assert len(found.rows) == len(sample(name).rows) - 1


def test_question_marks_that_an_old_writer_of_workbooks_takes_away_make_a_column_one_to_be_checked() -> None:
    """LimeSurvey's older writer puts a hyphen for every question mark in a header."""
    text = drafted(table([TOLD.replace("?", "-"), "When were people asked for their views-"], ["", ""]))
    assert '": told  # to be checked: nearest are told and' in text
    assert ": asked  # to be checked: nearest are asked and" in text


def test_a_header_that_changed_in_the_export_stops_the_table_with_both_names() -> None:
    assert faults(drafted(sample("limesurvey")), sample("limesurvey.malformed")) == [
        "1:1 M011 2 columns are left out, because nothing says what they are: 'After a decision, what do the people who were not in the ro…' (column 11, the nearest is told), 'After a decision, what do the people who were not in the ro…' (column 26, the nearest is told); name each in the map, as 'ignored' where it is not needed",
        "18:3 M004 2 columns of limesurvey.malformed.csv are called 'After a decision, what do the people who were not in the ro…'; name each by its number instead: 'column 11', 'column 26'",
        "33:3 M003 no column of limesurvey.malformed.csv is called 'Once something is decided, what part do people still have i…'; write the header as it is exported, or take the line out",
    ]


def test_respondents_of_one_project_stay_two_views_with_one_key() -> None:
    given = sample("google-forms")
    first, second, *_ = responses(applied(drafted(given), given), given)
    assert isinstance(first, Response)
    assert isinstance(second, Response)
    assert first.project["key"] == second.project["key"] == "Flood wardens of Mill Lane"
    assert (first.view, second.view, first.people, second.people) == ("staff", "people", False, True)


def test_a_report_is_made_from_the_whole_of_a_row_with_its_notes() -> None:
    given = sample("limesurvey-codes")
    answers = applied(drafted(given), given).answers(given.rows[0])
    assert answers.by_fact["told"].note == "On the board by the door."
    assert answers.project.title == "Flood wardens of Mill Lane"
    assert answers.respondent.view == "staff"
    assert list(answers.facts) == [fact for fact in ladder().by_fact if fact in answers.facts]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            1,
            "1 row was not finished by whoever answered and is judged like any other; what was not answered counts as not asked",
        ),
        (
            1200,
            "1,200 rows were not finished by whoever answered and are judged like any other; what was not answered counts as not asked",
        ),
    ],
)
def test_unfinished_rows_are_counted_in_one_warning(rows: int, message: str) -> None:
    finding = unfinished_finding("t.csv", rows)
    assert (finding.code, finding.severity, finding.message) == ("M012", "warning", message)


@pytest.mark.parametrize(
    ("shape", "header", "split"),
    [
        ("google-forms", "How? [the money]", ("How?", "the money")),
        ("limesurvey", "decisions[SQ001]", ("decisions", "SQ001")),
        ("kobotoolbox", "deciding/decisions/money", ("decisions", "money")),
        ("qualtrics", "How was it settled? - what is offered", ("How was it settled?", "what is offered")),
        ("jotform", "How? >> the money", ("How?", "the money")),
        ("google-forms", "How?", None),
    ],
)
def test_the_header_of_a_matrix_column_is_taken_apart(
    shape: str, header: str, split: tuple[str, str] | None
) -> None:
    assert next(one for one in SHAPES if one.id == shape).split(header) == split


def test_only_the_first_columns_called_name_are_microsoft_s_own() -> None:
    shape = shape_of(Head("t.csv", ("ID", "Start time", "Completion time"), ()))
    assert shape is not None
    assert [shape.is_own("Name", place) for place in (4, 20)] == [True, False]
