"""JUnit XML, held against the schema that most readers of it follow."""

import xml.etree.ElementTree as ET

import pytest
import xmlschema

from coprod_audit.checked import FailOn, Report
from coprod_audit.formats import junit
from tests.formats_kit import PLACES, RULES, SAMPLE, alike, charter, finding, report, shared
from tests.payloads import PAYLOADS


def suites(found: Report) -> list[ET.Element]:
    return list(ET.fromstring(junit.written(found, RULES).encode("utf-8")))  # noqa: S314 - our own


def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(shared("JUnit.xsd")))


def test_the_sample_is_valid_by_the_schema() -> None:
    schema().validate(junit.written(SAMPLE, RULES))


def test_a_check_of_nothing_is_valid_by_the_schema() -> None:
    schema().validate(junit.written(report(), RULES))
    schema().validate(junit.written(report(charter()), ()))


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_leave_it_valid_by_the_schema(place: str) -> None:
    valid = schema()
    for payload in PAYLOADS:
        valid.validate(junit.written(PLACES[place](payload), RULES))


def test_the_schema_notices_a_suite_without_a_name() -> None:
    """Planted: the validator is no decoration."""
    broken = junit.written(SAMPLE, RULES).replace('name="docs/hub.md"', 'name=""', 1)
    assert not schema().is_valid(broken)


def test_each_charter_is_a_suite_with_a_test_for_each_rule() -> None:
    suite, garden, general = suites(SAMPLE)
    assert [one.get("name") for one in (suite, garden, general)] == [
        "docs/hub.md",
        "docs/gardd lysiau.yaml",
        "rules, waivers and baseline",
    ]
    assert [test.get("name") for test in garden.iter("testcase")] == [
        f"{rule.code} {rule.title}" for rule in RULES
    ]
    assert {test.get("classname") for test in garden.iter("testcase")} == {"docs/gardd lysiau.yaml"}
    assert [test.get("name") for test in suite.iter("testcase")][-1] == "C009", "not among the rules given"


def test_numbers_say_how_many_tests_there_are_and_how_many_failed() -> None:
    (suite,) = suites(report(charter(finding(), finding(), *alike(1, "warning"))))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "0")
    assert suite.get("timestamp") == "2026-05-01T00:00:00"


def test_without_general_findings_there_is_no_suite_for_them() -> None:
    assert len(suites(report(charter()))) == 1


def test_a_failure_holds_every_finding_of_its_rule_with_its_place() -> None:
    (suite,) = suites(report(charter(*alike(2, "error"))))
    (failure,) = suite.iter("failure")
    assert failure.attrib == {"message": "the 1th error (and 1 more)", "type": "error"}
    assert (
        failure.text == "docs/hub.md:1:1: error C003 the 1th error\ndocs/hub.md:2:1: error C003 the 2th error"
    )


@pytest.mark.parametrize(("fail_on", "failing"), [("error", 1), ("warning", 2), ("note", 3), ("never", 0)])
def test_a_test_fails_for_what_makes_the_check_fail_and_the_rest_is_told(
    fail_on: FailOn, failing: int
) -> None:
    found = (
        finding("C003"),
        finding("C008", severity="warning"),
        finding("C016", severity="note"),
        finding("C024", standing="waived", because="it is agreed"),
    )
    (suite,) = suites(report(charter(*found), fail_on=fail_on))
    assert len(list(suite.iter("failure"))) == failing == int(suite.get("failures", ""))
    told = suite.findtext("system-out", "").splitlines()
    assert len(told) == 4 - failing
    assert told[-1] == "docs/hub.md:4:3: error C024 the claim lies above the facts (waived); it is agreed"
