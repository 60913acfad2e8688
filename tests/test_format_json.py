"""`check/1`: what programs read, held against its own schema."""

import copy
import json
from typing import Any

import jsonschema
import pytest

from coprod_audit.checked import FailOn
from coprod_audit.formats import check_json
from coprod_audit.resources import schemas_folder
from tests.formats_kit import SAMPLE, alike, charter, finding, report, strict
from tests.test_schemas import places, validator

SCHEMA = validator("check")
WRITTEN = strict(check_json.written(SAMPLE))


def test_the_sample_fits_its_schema() -> None:
    SCHEMA.validate(WRITTEN)


def test_a_check_of_nothing_fits_its_schema() -> None:
    SCHEMA.validate(strict(check_json.written(report())))


def test_every_key_is_described_and_needed() -> None:
    """Without it, or with one more beside it, the schema says no."""
    for path in places(WRITTEN):
        parent = tree = copy.deepcopy(WRITTEN)
        for step in path[:-1]:
            parent = parent[step]
        if path and isinstance(parent, dict):
            del parent[path[-1]]
            assert not SCHEMA.is_valid(tree), path
            parent[path[-1]], parent["one-more"] = None, "x"
            assert not SCHEMA.is_valid(tree), path


def test_the_schema_is_written_as_the_others_are() -> None:
    text = (schemas_folder() / "check.schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    ("fail_on", "failed"), [("error", False), ("warning", True), ("note", True), ("never", False)]
)
def test_it_says_whether_the_check_fails_and_which_findings_make_it_fail(
    fail_on: FailOn, failed: bool
) -> None:
    found = report(charter(*alike(1, "warning"), finding(standing="waived")), fail_on=fail_on)
    data: Any = strict(check_json.written(found))
    assert data["failed"] is failed
    assert [one["counts"] for one in data["charters"][0]["findings"]] == [failed, False]


def test_what_is_waived_or_known_is_counted_apart_from_what_is_open() -> None:
    assert WRITTEN["counts"] == {"error": 2, "warning": 2, "note": 1, "waived": 1, "known": 1}


def test_texts_stand_as_they_were_typed() -> None:
    typed = "a\x00b\udcff\u202e ŵ \ud800"
    data = strict(check_json.written(report(charter(finding(message=typed), path=typed))))
    assert (data["charters"][0]["path"], data["charters"][0]["findings"][0]["message"]) == (typed, typed)
