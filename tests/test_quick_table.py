"""Judging in columns says of every row what judging it singly says."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_audit.conditions import Among
from coprod_audit.errors import UsageError
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick import judging, table
from tests.judging_kit import METHOD, all_of, any_of, tiny
from tests.quick_kit import Given, all_quick, drawn, shipped
from tests.test_quick import answers_to

pa = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
pytest.importorskip("numpy", reason="the extra `parquet` is not installed")


def columns(responses: list[Given], questionnaire: Questionnaire) -> dict[str, Any]:
    asked = {fact: [given.facts.get(fact) for given in responses] for fact in questionnaire.by_fact}
    said = {
        "claims": [given.claims for given in responses],
        "intends": [given.intends for given in responses],
    }
    return {name: pa.array(cells, pa.string()) for name, cells in (asked | said).items()}


def judged(batch: Any, questionnaire: Questionnaire) -> list[tuple[str | None, ...]]:
    rows = table.judge_table(batch, questionnaire).to_pylist()
    return [tuple(row[name] for name in table.OUT) for row in rows]


def singly(responses: list[Given], questionnaire: Questionnaire) -> list[tuple[str | None, ...]]:
    return [(*short[:3], None) for short in all_quick(judging(questionnaire), responses)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.deferred(lambda: answers_to(shipped())), max_size=20))
def test_each_row_stands_where_it_stands_singly(responses: list[Given]) -> None:
    """Whatever was asked, answered and said; no rows at all, too."""
    batch = pa.RecordBatch.from_pydict(columns(responses, shipped()))
    assert judged(batch, shipped()) == singly(responses, shipped())


@pytest.mark.parametrize("questionnaire", [shipped(), METHOD], ids=["shipped", "method"])
def test_thousands_of_rows_do_in_whatever_batches(questionnaire: Questionnaire) -> None:
    """Cut into batches, and the rows shuffled."""
    chance = random.Random(4)  # noqa: S311
    responses = list(drawn(questionnaire, chance, 3000))
    expected = singly(responses, questionnaire)
    batch = pa.RecordBatch.from_pydict(columns(responses, questionnaire))
    assert judged(batch, questionnaire) == expected
    pieces = [judged(batch.slice(first, 700), questionnaire) for first in range(0, 3000, 700)]
    assert [row for piece in pieces for row in piece] == expected
    order = chance.sample(range(3000), 3000)
    assert judged(batch.take(pa.array(order)), questionnaire) == [expected[place] for place in order]


KINDS = {
    "large": lambda cells: cells.cast(pa.large_string()),
    "view": lambda cells: cells.cast(pa.string_view()),
    "dictionary": lambda cells: cells.dictionary_encode(),
    "small dictionary": lambda cells: cells.cast(pa.dictionary(pa.int8(), pa.string())),
    "unsigned dictionary": lambda cells: cells.cast(pa.dictionary(pa.uint16(), pa.large_string())),
}


@pytest.mark.parametrize("kind", KINDS)
def test_text_may_stand_in_columns_of_any_kind(kind: str) -> None:
    responses = list(drawn(shipped(), random.Random(6), 90))  # noqa: S311
    cells = {name: KINDS[kind](column) for name, column in columns(responses, shipped()).items()}
    batch = pa.RecordBatch.from_pydict(cells).slice(10, 60)
    assert judged(batch, shipped()) == singly(responses[10:70], shipped())


def test_null_and_a_column_that_lacks_mean_that_nobody_was_asked() -> None:
    """As a null in the dictionary does, and a column of nothing but nulls."""
    missing = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["while-open", None]))
    batch = pa.RecordBatch.from_pydict({"told": pa.nulls(3), "asked": missing})
    alone = [Given({"asked": "while-open"}), Given({}), Given({})]
    assert judged(batch, shipped()) == singly(alone, shipped())


def test_a_value_that_is_no_choice_makes_its_row_faulty() -> None:
    """The first such column of the row is named; the other rows are judged."""
    batch = pa.RecordBatch.from_pydict(
        {
            "who": ["a", "b", "c", "d", "e", "f"],
            "safe": ["in-place", "perhaps", "in-place", None, None, None],
            "told": ["nothing", "x", "", "unknown", "not-applicable", "nothing"],
            "intends": ["below", None, None, "co-design", None, "below"],
        }
    )
    out = table.judge_table(batch, shipped()).to_pylist()
    assert [row["fault"] for row in out] == ["intends", "safe", "told", None, "told", "intends"]
    assert [row["lowest"] for row in out] == [None, None, None, "below", None, None]
    assert [row["highest"] for row in out] == [None, None, None, "co-production", None, None]
    assert [row["rung"] for row in out] == [None] * 6


def test_what_holds_no_answers_passes_through_untouched() -> None:
    """In its place and of its type; the facts do not come out."""
    facts = {
        "after": ["nothing"],
        "number": pa.array([7], pa.int8()),
        "told": ["nothing"],
        "claims": ["co-design"],
    }
    out = table.judge_table(pa.RecordBatch.from_pydict(facts), shipped())
    words = pa.dictionary(pa.int32(), pa.string())
    assert list(zip(out.schema.names, out.schema.types, strict=True)) == [
        ("number", pa.int8()),
        ("claims", pa.string()),
        *((name, words) for name in ("rung", "lowest", "highest", "fault")),
    ]
    out.validate(full=True)


REFUSED = {
    "no column decides the rung; expected are some of told, asked, came-back": {"safe": ["in-place"]},
    "the column 'told' holds int64; expected is text, as string or dictionary: cast it": {"told": [1]},
    "the column 'claims' holds bool; expected is text": {"told": ["nothing"], "claims": [True]},
    "a column is called 'rung', as one that comes out; give it another name": {
        "told": ["nothing"],
        "rung": [1],
    },
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_table_that_cannot_be_judged_is_refused_in_a_sentence(sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        table.judge_table(pa.RecordBatch.from_pydict(REFUSED[sentence]), shipped())
    assert str(refused.value).startswith(sentence)


def test_two_columns_of_one_name_are_refused() -> None:
    batch = pa.RecordBatch.from_arrays([pa.array(["nothing"]), pa.array(["too-late"])], ["told", "told"])
    with pytest.raises(UsageError, match="two columns are called 'told'; leave one out"):
        table.judge_table(batch, shipped())


def test_an_entangled_questionnaire_forgets_between_tables_and_judges_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pairs that stand far from each other come to more states than are kept."""
    monkeypatch.setattr(table, "MOST_STATES", 50)
    pairs = [(f"f{n}", f"g{n}") for n in range(6)]
    choices = dict.fromkeys([*(f for f, _ in pairs), *(g for _, g in pairs)], ("0", "1"))
    both = [all_of(Among(f, frozenset({"1"})), Among(g, frozenset({"1"}))) for f, g in pairs]
    entangled = tiny([any_of(*both)], choices)
    responses = list(drawn(entangled, random.Random(8), 900))  # noqa: S311
    batch = pa.RecordBatch.from_pydict(columns(responses, entangled))
    pieces = [judged(batch.slice(first, 300), entangled) for first in (0, 300, 600)]
    assert [row for piece in pieces for row in piece] == singly(responses, entangled)
