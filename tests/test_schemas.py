"""What the JSON Schemas accept the readers accept, and the other way round."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import answer_sheet, answers_reader
from coprod_audit.charter import reading
from coprod_audit.charter.front_matter import split
from coprod_audit.documents import read
from coprod_audit.errors import InputError
from coprod_audit.faults import Faults, Origin
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.questionnaire_reader import SourceFile
from coprod_audit.questionnaire_reader import read as read_questionnaire
from coprod_audit.resources import schemas_folder
from tests.conftest import ROOT
from tests.own_lenses_kit import WITH_LENSES
from tests.reading_kit import faults_of, read_small
from tests.test_documents import plain

Tree = Any
SMALL_QUESTIONNAIRE = read_small()


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[jsonschema.ValidationError]:
    """As JSON Schema means it: `$` is the end, not what stands before a last line break."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def validator(name: str) -> Any:
    schema = json.loads((schemas_folder() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    strict = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
    return strict(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


ANSWERS = validator("answers")
CHARTER = validator("charter")
QUESTIONNAIRE = validator("questionnaire")
GOOD_ANSWERS: Tree = {
    "coprod-audit": "answers/1",
    "questionnaire": "small 1.0",
    "project": {
        "title": "A hub",
        "unit": "Decisions",
        "off-the-table": {"the budget": "council"},
        "claims": "shared",
        "date": "2016-05-01",
        "made-up": "yes",
        "coded-from": "000, Case study 1",
    },
    "respondent": {"view": "mixed", "size": "8", "groups": {"staff": "5", "people": "3"}},
    "answers": {
        "hear": "why",
        "matters": {"aim": "talked", "money": {"answer": "agreed", "note": "n", "evidence": ["e"]}},
        "leaders": {"answer": "unknown", "note": "n", "date": "2026-05-12"},
        "barriers": ["word", "silos"],
        "reasons": {"answer": ["goals"], "note": "n", "date": "2026-05-12", "evidence": ["e"]},
    },
    "set-aside": {
        "gone": "why",
        "went": ["x"],
        "ended": {"aim": "ours", "money": {"answer": "theirs", "date": "2024-02-29", "evidence": ["e"]}},
    },
    "ask-again": ["hear", "matters.aim"],
}

GOOD_CHARTER: Tree = {
    **GOOD_ANSWERS,
    "coprod-audit": "charter/1",
    "review": "2027-05-01",
    "plan": [{"step": "Agree the budget", "by": "2026-12-01", "owner": "Head of service"}, {"step": "Meet"}],
    "waivers": [{"code": "C008", "reason": "r", "owner": "o", "until": "2026-07-01"}],
}


def as_yaml(tree: Tree) -> bytes:
    """JSON is YAML; every text stands in quotes, and null is nothing."""
    text = json.dumps(tree, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda c: f"\\u{ord(c[0]):04x}", text).encode()


def sheet_faults(tree: Tree) -> list[str]:
    return [finding.code for finding in answer_sheet.parse(as_yaml(tree), "a.yaml").faults.found]


def charter_faults(tree: Tree) -> list[str]:
    return [finding.code for finding in reading.read(as_yaml(tree), "a.yaml").faults.found]


def places(tree: Tree, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *[place for key, value in inner for place in places(value, (*path, key))]]


def parent_of(tree: Tree, path: tuple[str | int, ...]) -> Tree:
    for step in path[:-1]:
        tree = tree[step]
    return tree


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([
        *(None, "", "x", "yes", "no", "0", "8", "1000000", "1000001", "-1", "08", "2024-02-29", "2024-02-30", "20240229"),
        *("staff", "mixed", "answers/1", "small 1.0", "small", "small 1.0\n", "Small 1.0", "staff\n", "8\n", "2024-02-29\n"),
        *([], {}, ["x"], [""], [None], [[]], {"x": "y"}, {"x": ""}, {"": "x"}, {"x": {"y": "z"}}, {"answer": "x"}),
        *({"answer": ""}, {"note": "x"}, {"answer": "x", "note": "y", "evidence": ["z"]}, {"answer": "x", "z": "y"}),
        *({"evidence": ["x"]}, {"evidence": []}, {"answer": "x", "evidence": ["e"] * 101}, {"staff": "3"}, {"mixed": "3"}),
        *({"answer": []}, {"answer": [""]}, {"answer": [["x"]]}, {"answer": [], "date": "soon"}, {"answer": ["x"], "z": "y"}),
        *({"answer": ["x"]}, {"row": {"answer": ["x"]}}, {"row": ["x"]}, {"row": {"note": "x"}}, {"row": {"answer": "x"}}, {"evidence": None, "note": ""}),
        *({"answer": "x", "date": "2024-02-29"}, {"answer": "x", "date": "2024-02-30"}, {"date": "2024-02-29"}, {"date": ""}),
    ]),
    st.text(max_size=3),
)  # fmt: skip
KEYS = st.sampled_from(
    [
        "x",
        "",
        "note",
        "answer",
        "evidence",
        "date",
        "unit",
        "size",
        "groups",
        "coprod-audit",
        "title",
        "ask-again",
    ]
)


@st.composite
def mutated(draw: st.DrawFn, good: Tree, within: tuple[str, ...] = ()) -> Tree:
    """A good tree with one to three things taken out, put in or changed."""
    tree = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([p for p in places(tree) if p and not set(p) & set(within)]))
        parent = parent_of(tree, path)
        what = draw(st.sampled_from(["drop", "change", "change", "add"]))
        if what == "drop":
            del parent[path[-1]]
        elif what == "change":
            parent[path[-1]] = copy.deepcopy(draw(VALUES))
        elif isinstance(parent, dict):
            parent[draw(KEYS)] = copy.deepcopy(draw(VALUES))
    return tree


def test_the_good_trees_are_accepted_by_both() -> None:
    assert sheet_faults(GOOD_ANSWERS) == []
    ANSWERS.validate(GOOD_ANSWERS)
    assert charter_faults(GOOD_CHARTER) == []
    CHARTER.validate(GOOD_CHARTER)
    QUESTIONNAIRE.validate(small())


@given(mutated(GOOD_ANSWERS))
def test_reader_and_schema_agree_about_answers(tree: Tree) -> None:
    faults = sheet_faults(tree)
    assert ANSWERS.is_valid(tree) == (not faults), faults


@given(mutated(GOOD_CHARTER, within=("waivers",)))
def test_reader_and_schema_agree_about_charters(tree: Tree) -> None:
    """Waivers are left out: what is wrong with one is a finding, and no fault of the charter."""
    faults = charter_faults(tree)
    assert CHARTER.is_valid(tree) == (not faults), faults


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "tests" / "charters" / "ok").glob("*.md")), ROOT / "docs" / "charter.md"],
    ids=lambda path: path.name,
)
def test_every_good_charter_fits_its_schema(path: Any) -> None:
    matter = split(path.read_text(encoding="utf-8"))
    assert matter is not None
    field = read(matter.yaml.encode(), Origin(str(path), Faults()), QUESTIONNAIRE_LIMITS)
    tree: Tree = plain(field)
    CHARTER.validate({key: value for key, value in tree.items() if key in CHARTER.schema["properties"]})


def small() -> Tree:
    field = read(WITH_LENSES.encode(), Origin("q.yaml", Faults()), QUESTIONNAIRE_LIMITS)
    return plain(field)


def shape_faults(tree: Tree) -> list[str]:
    """The faults of shape; what names refer to, and D024 for how many rows there are, is beyond a schema."""
    try:
        read_questionnaire([SourceFile("q.yaml", as_yaml(tree))], thorough=False)
    except InputError as error:
        return [
            f"{f.code} {f.message}" for f in error.findings if f.code.startswith("D") and f.code != "D024"
        ]
    return []


@given(mutated(small(), within=("when", "row-when", "partly")))
def test_reader_and_schema_agree_about_questionnaires(tree: Tree) -> None:
    faults = shape_faults(tree)
    assert QUESTIONNAIRE.is_valid(tree) == (not faults), faults


@given(mutated(small()))
def test_no_questionnaire_whatsoever_raises_anything_else(tree: Tree) -> None:
    """Conditions included, and whatever they lead to when they are reasoned about."""
    faults_of(lambda: read_questionnaire([SourceFile("q.yaml", as_yaml(tree))]))


@given(mutated(GOOD_ANSWERS))
def test_no_answers_whatsoever_raise_anything_else(tree: Tree) -> None:
    faults_of(lambda: answers_reader.read(as_yaml(tree), "a.yaml", SMALL_QUESTIONNAIRE))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "questionnaires").rglob("*.yaml")), ids=lambda path: path.name
)
def test_every_questionnaire_file_fits_its_schema(path: Any) -> None:
    field = read(path.read_bytes(), Origin(str(path), Faults()), QUESTIONNAIRE_LIMITS)
    QUESTIONNAIRE.validate(plain(field))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_every_example_fits_its_schema(path: Any) -> None:
    field = read(path.read_bytes(), Origin(str(path), Faults()), QUESTIONNAIRE_LIMITS)
    ANSWERS.validate(plain(field))


def test_numbers_typed_without_quotes_are_texts_to_editors_too() -> None:
    """Editors hold the schema against what *their* YAML reader makes of a file."""
    tree = copy.deepcopy(GOOD_ANSWERS)
    tree["project"]["title"] = 2016
    tree["respondent"] = {"view": "staff", "size": 8}
    ANSWERS.validate(tree)


def test_agreement_notices_a_rule_that_only_one_side_has() -> None:
    """The planted fault: a schema that lets unknown keys pass."""
    loose = copy.deepcopy(ANSWERS.schema)
    del loose["additionalProperties"]
    tree = {**GOOD_ANSWERS, "x": "y"}
    assert sheet_faults(tree)
    assert jsonschema.Draft202012Validator(loose).is_valid(tree)
    assert not ANSWERS.is_valid(tree)
