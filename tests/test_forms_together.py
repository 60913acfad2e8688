"""Many rows under a map at once come out as each of them does by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.forms import Applier, native_map, plan
from coprod_audit.forms.cells import LONGEST
from coprod_audit.forms.map_reader import read_map
from coprod_audit.forms.together import responses
from coprod_audit.quick import alphabet_of
from coprod_audit.responses import Response
from coprod_audit.table_rows import Head, Row
from tests.forms_kit import ladder

COLUMNS = {
    "told": ("too-late", "nothing", "", "unknown", "They hear of it, but too late to do anything with it", " NOTHING. "),
    "decisions.money": ("agreed", "Agreed", "", "not-asked", "unknown"),
    "safe": ("in-place", "partly", "not-applicable", ""),
    "title": ("Park", "  Two  words ", "", "ünï"),
    "unit": ("Decisions about the park, 2025-26", ""),
    "about": ("A text\nof two lines", ""),
    "date": ("2026-05-12", "", "12 May 2026", "2026-02-30"),
    "claims": ("co-design", "Co-design", "", "top"),
    "intends": ("engagement", ""),
    "view": ("staff", "people", "", "mixed", "nobody"),
    "size": ("8", "", "8.0", "many"),
    "respondent.groups.staff": ("", "", "3"),
    "group:Borough": ("Camden", " Camden ", ""),
    "key": ("", "p-1"),
    "note of told": ("", "a note"),
}  # fmt: skip
HEAD = Head("a.csv", tuple(COLUMNS), ())


def native(head: Head) -> Applier:
    return plan(native_map(head, ladder()), head, ladder())


def with_defaults() -> Applier:
    text = "coprod-audit: map/1\nquestionnaire: coprod-ladder 1.0\ncolumns:\n  told: told\n  title: project.title\ndefaults:\n  project.unit: U\n  project.title: T\n  respondent.view: staff\n"
    return plan(
        read_map(text.encode(), "map.yaml", ladder())[0], Head("a.csv", ("told", "title"), ()), ladder()
    )


def rows(columns: list[str]) -> st.SearchStrategy[list[Row]]:
    odd = st.text(max_size=6) | st.just("x" * (LONGEST + 1))
    usual = {name: st.sampled_from(COLUMNS[name]) for name in columns}
    cells = st.tuples(*[one | one | one | one | odd for one in usual.values()])
    return st.lists(cells, max_size=12).map(lambda all_: [Row(n, one) for n, one in enumerate(all_, start=2)])


def alike(applier: Applier, given_rows: list[Row]) -> None:
    found = responses(applier, alphabet_of(ladder()), "a.csv", given_rows)
    singly = [applier.response("a.csv", row) for row in given_rows]
    assert found == singly
    for one, other in zip(found, singly, strict=True):
        if isinstance(one, Response) and isinstance(other, Response):
            assert list(one.project.items()) == list(other.project.items()), "in the same order, too"
            assert list(one.facts.items()) == list(other.facts.items())


@settings(max_examples=200, deadline=None)
@given(rows(list(COLUMNS)))
def test_rows_come_out_together_as_they_do_singly(given_rows: list[Row]) -> None:
    alike(native(HEAD), given_rows)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, min_size=1))
def test_whatever_columns_there_are(data: st.DataObject, columns: list[str]) -> None:
    head = Head("a.csv", ("told", *[name for name in columns if name != "told"]), ())
    alike(native(head), data.draw(rows(list(head.columns))))


@settings(max_examples=40, deadline=None)
@given(rows(["told", "title"]))
def test_what_a_map_says_of_all_rows_stands_where_a_cell_is_blank(given_rows: list[Row]) -> None:
    alike(with_defaults(), given_rows)


def test_one_odd_row_does_not_trouble_its_neighbours() -> None:
    head = Head("a.csv", ("told", "unit"), ())
    given_rows = [Row(2, ("nothing", "U")), Row(3, ("never", "U")), Row(4, ("too-late", "U"))]
    first, second, third = responses(native(head), alphabet_of(ladder()), "a.csv", given_rows)
    assert isinstance(first, Response)
    assert isinstance(third, Response)
    assert (first.facts, third.facts) == ({"told": "nothing"}, {"told": "too-late"})
    assert not isinstance(second, Response)
    assert [(one.row, one.column, one.code) for one in second] == [(3, "told", "M020")]


@pytest.mark.parametrize("alphabet", [None, alphabet_of(ladder())])
def test_a_questionnaire_that_does_not_fit_into_bytes_is_read_the_same(alphabet: object) -> None:
    head = Head("a.csv", ("told",), ())
    found = responses(native(head), alphabet, "a.csv", [Row(2, ("nothing",))])  # type: ignore[arg-type]
    assert [dict(one.facts) for one in found if isinstance(one, Response)] == [{"told": "nothing"}]
