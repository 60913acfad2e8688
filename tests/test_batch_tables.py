"""What stands in the tables of a batch: a line a response, a line an answer, the dictionary; and names of reports."""

import csv
import io
import json
import pickle
import re

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.batch import columns, out_names, result_row
from coprod_audit.batching.pieces import Piece
from coprod_audit.csv_cells import unguarded
from coprod_audit.resources import schemas_folder
from coprod_audit.responses import Failure, Response, Short
from coprod_audit.table_rows import Head, Row, Torn
from tests.batch_kit import questionnaire

RESPONSE = Response(
    "in/a.csv",
    17,
    {"title": "Riverside Hub", "organisation": 'The "Trust"', "borough": "Camden"},
    "staff",
    False,
    "co-production",
    "co-design",
    {"told": "too-late", "decisions.money": "agreed", "evaluation": "unknown"},
)
SHORT = Short(
    None,
    "consultation",
    "engagement",
    (("decisions.purpose", ""), ("decisions.money", "agreed")),
    ("claim-above-facts",),
    ("information",),
    ("asked",),
    ("say-why", "tell-in-time"),
)


def test_a_line_of_results_says_what_was_judged_in_ids() -> None:
    line = result_row.line(RESPONSE, SHORT)
    assert line.endswith("}\n")
    assert json.loads(line) == {
        "coprod-audit": "result-row/1",
        "file": "in/a.csv",
        "row": 17,
        "project": {"title": "Riverside Hub", "organisation": 'The "Trust"', "borough": "Camden"},
        "view": "staff",
        "people": False,
        "claims": "co-production",
        "intends": "co-design",
        "rung": None,
        "lowest": "consultation",
        "highest": "engagement",
        "rows": {"decisions.purpose": "", "decisions.money": "agreed"},
        "alarms": ["claim-above-facts"],
        "missing_treads": ["information"],
        "unknown": ["asked"],
        "recommendations": ["say-why", "tell-in-time"],
    }


def test_the_schema_tells_of_a_line_of_results() -> None:
    schema = json.loads((schemas_folder() / "result-row.schema.json").read_text("utf-8"))
    line = json.loads(result_row.line(RESPONSE, SHORT))
    jsonschema.validate(line, schema)
    assert schema["required"] == list(schema["properties"]) == list(line)


@given(st.text(), st.text())
def test_whatever_people_typed_a_line_of_results_is_one_line_of_json_with_the_same_texts(
    title: str, file: str
) -> None:
    line = result_row.line(RESPONSE._replace(project={"title": title}, file=file), SHORT)
    assert line.count("\n") == 1
    held = json.loads(line)
    assert (held["project"]["title"], held["file"]) == (title, file)


def results() -> columns.Results:
    return columns.results_of(questionnaire(), ("borough", "organisation", "view"))


def test_a_row_of_results_says_the_same_with_the_gaps_in_rungs() -> None:
    cells = dict(zip(results().head, *csv.reader([results().line(RESPONSE, SHORT)]), strict=True))
    assert {name: text for name, text in cells.items() if text} == {
        "file": "in/a.csv",
        "row": "17",
        "title": "Riverside Hub",
        "organisation": 'The "Trust"',
        "borough": "Camden",
        "view": "staff",
        "lowest": "consultation",
        "highest": "engagement",
        "claims": "co-production",
        "intends": "co-design",
        "claim-gap": "3",
        "intent-gap": "2",
        "decisions.money": "agreed",
        "alarms": "claim-above-facts",
        "recommendation-1": "say-why",
        "recommendation-2": "tell-in-time",
    }


@given(st.text(), st.text())
def test_whatever_people_typed_every_line_has_as_many_cells_as_its_table_has_columns(
    title: str, organisation: str
) -> None:
    response = RESPONSE._replace(project={"title": title, "organisation": organisation})
    long = columns.Long(questionnaire()).lines(response)
    for head, text in ((results().head, results().line(response, SHORT)), (columns.LONG, long)):
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(head)}
        assert {unguarded(row[head.index("title")]) for row in rows} == {title.replace("\0", r"\x00")}
    assert len(columns.failure_cells(Failure("a", 0, "", "", "why"))) == len(columns.FAILURES)


def test_the_long_table_has_a_line_an_answer_in_the_order_of_the_questionnaire() -> None:
    facts = {"decisions.money": "agreed", "told": "unknown"}
    assert columns.Long(questionnaire()).lines(RESPONSE._replace(facts=facts)).splitlines() == [
        "in/a.csv,17,Riverside Hub,staff,told,unknown,Don't know",
        "in/a.csv,17,Riverside Hub,staff,decisions.money,agreed,It could not go ahead unless people agreed",
    ]


def test_the_dictionary_says_of_every_column_and_every_answer_what_it_means() -> None:
    rows = list(columns.dictionary(results()))
    assert {len(row) for row in rows} == {len(columns.DICTIONARY)}
    assert all(meaning for *_, meaning in rows)
    described = {column for table, column, value, _ in rows if table == "results.csv" and not value}
    assert described == set(results().head)
    answers = {(column, value) for table, column, value, _ in rows if column.startswith("answer to ")}
    possible = {
        (f"answer to {fact}", choice)
        for fact, (q, _) in questionnaire().by_fact.items()
        for choice in q.possible
    }
    assert answers == possible


def test_a_report_is_called_after_its_project_in_letters_that_every_system_knows() -> None:
    assert out_names.base("Minding the Gap: Café Olé!", "x.yaml") == "minding-the-gap-cafe-ole"
    assert out_names.base("", "in/My answers.v2.yaml") == "my-answers"
    assert out_names.base("مرحبا", "日本.yaml") == "project"
    assert out_names.base("CON", "x") == "project-con"
    assert out_names.with_view("hub", "staff") == "hub-staff"
    assert out_names.told_apart("hub", "a.csv", 3) == "hub-2f37014da6bab0c4"


@given(st.text(), st.text(), st.sampled_from(["", "staff", "people"]), st.integers(0, 10**6))
def test_no_name_leads_out_of_the_folder_or_is_too_long(title: str, file: str, view: str, row: int) -> None:
    base = out_names.base(title, file)
    for name in (base, out_names.with_view(base, view), out_names.told_apart(base, file, row)):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert len(name) <= out_names.LONGEST


def test_a_part_of_a_piece_holds_the_rows_that_are_asked_for() -> None:
    head = Head("a.csv", ("told",), ())
    rows = tuple(Row(number, (str(number),)) for number in range(2, 8))
    table = Piece(1, "a.csv", b"", first=1, head=head, rows=(*rows, Torn(9, "", "")))
    assert table.part([3, 5]).rows == (rows[1], rows[3])
    lines = Piece(1, "a.jsonl", b"", first=501, lines=(b"a", b"b", b"c", b"d"))
    assert lines.part([502, 503]) == lines._replace(first=502, lines=(b"b", b"c"))
    whole = Piece(1, "a.yaml", b"", whole=b"a: b")
    assert whole.part([0]) == whole


@given(
    st.lists(st.lists(st.text("ab\x1e\x1f\0é", max_size=3), min_size=2, max_size=2), max_size=4),
    st.booleans(),
)
def test_a_piece_comes_out_of_another_process_as_it_went_in(cells: list[list[str]], torn: bool) -> None:
    """Whatever its cells hold, and with rows that are none among them."""
    rows: list[Row | Torn] = [Row(number, tuple(one)) for number, one in enumerate(cells, start=2)]
    piece = Piece(
        3,
        "a.csv",
        b"d",
        first=1,
        head=Head("a.csv", ("a", "b"), ()),
        rows=(*rows, *[Torn(9, "a", "b")] * torn),
    )
    assert pickle.loads(pickle.dumps(piece)) == piece  # noqa: S301 - our own
    lines = Piece(1, "a.jsonl", b"", first=501, lines=(b"a", b"b"), size=2)
    assert pickle.loads(pickle.dumps(lines)) == lines  # noqa: S301
