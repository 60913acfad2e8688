"""Practice that helps, partly helps or holds back: METHOD's thirds, at the rung that is wanted."""

import pytest

from coprod_audit.assessment import assess
from coprod_audit.conditions import UNKNOWN, Among
from coprod_audit.readings import practice_at, readings
from coprod_audit.verdict import RaisedAlarm
from tests.judging_kit import METHOD, PRACTICE, Parts, alarm, answers, criterion, project, question

NO, HALF, YES = PRACTICE
SIX = tuple(f"q{n}" for n in range(6))
QUESTIONNAIRE = Parts(
    (criterion("low", Among("a", frozenset({"1", "2"}))), criterion("high", Among("a", frozenset({"2"})))),
    (
        question("a", ("0", "1", "2")),
        *(question(name, PRACTICE, "goals", matters_from="low") for name in SIX),
        question("later", PRACTICE, "goals", matters_from="high"),
        question("free", PRACTICE, "culture", matters_from="low"),
    ),
).questionnaire()


def state(given: str, alarmed: bool = False, place: str = "low") -> str:
    """The reading of goals where six questions are answered: + in place, ~ partly, - not, ? unknown, x not applicable."""
    choices = {"+": YES, "~": HALF, "-": NO, "?": UNKNOWN, "x": "not-applicable"}
    facts = {name: choices[sign] for name, sign in zip(SIX, given, strict=False)}
    raised = [RaisedAlarm(alarm("loud", Among("a", frozenset("0")), "goals"), ("a",))] * alarmed
    found = readings(QUESTIONNAIRE, answers(facts, questionnaire=QUESTIONNAIRE), place, raised)
    return next(reading.state for reading in found if reading.section.id == "goals")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("++++++", "helps"),
        ("++~~--", "helps"),
        ("++~---", "partly"),
        ("+~----", "partly"),
        ("+-----", "holds-back"),
        ("------", "holds-back"),
        ("+++???", "helps"),
        ("++????", "not-known"),
        ("++-???", "helps"),
        ("+--???", "partly"),
        ("---???", "holds-back"),
        ("??????", "not-known"),
        ("+xxxxx", "helps"),
        ("+xxxx?", "helps"),
        ("xxxxxx", "not-known"),
        ("+++", "helps"),
        ("", "not-known"),
    ],
)
def test_two_thirds_help_under_one_third_holds_back(given: str, expected: str) -> None:
    """Of the known answers; not known under half known; what is not applicable does not count."""
    assert state(given) == expected


def test_an_alarm_of_the_section_holds_it_back() -> None:
    """However good the rest is; but under half known nothing is read, and the alarm stands for itself."""
    assert (state("++++++", alarmed=True), state("++????", alarmed=True)) == ("holds-back", "not-known")


def test_only_answers_that_matter_for_the_wanted_rung_count() -> None:
    """On the low rung the question that matters from the high one is not asked about."""
    facts = dict.fromkeys(SIX, YES) | {"later": NO}
    given = answers(facts, questionnaire=QUESTIONNAIRE)
    low, high = (readings(QUESTIONNAIRE, given, place, ())[0] for place in ("low", "high"))
    assert ("later" in low.because, "later" in high.because) == (False, True)


def test_a_reading_names_its_answers_and_those_of_its_alarms() -> None:
    """What is not in place first; where it is not known, what nobody could say."""
    facts = {"q0": YES, "q1": NO, "q2": HALF, "q3": UNKNOWN}
    raised = [RaisedAlarm(alarm("loud", Among("a", frozenset("0")), "goals"), ("q1", "a"))]
    given = answers(facts, questionnaire=QUESTIONNAIRE)
    assert readings(QUESTIONNAIRE, given, "low", raised)[0].because == ("q1", "q2", "q0", "a")
    unsure = answers({"q0": YES, "q3": UNKNOWN}, questionnaire=QUESTIONNAIRE)
    assert readings(QUESTIONNAIRE, unsure, "low", ())[0].because == ("q3",)


def test_only_goals_people_and_culture_are_read() -> None:
    """Scope is described, not judged; power stands on the ladder."""
    assert [reading.section.id for reading in assess(METHOD, answers({})).sections] == [
        "goals",
        "people",
        "culture",
    ]


@pytest.mark.parametrize(
    ("claims", "intends", "expected"),
    [(None, None, "helps"), ("co-design", None, "partly"), ("co-design", "consultation", "helps")],
)
def test_a_section_is_read_at_the_intended_rung_else_the_claimed_else_the_present(
    claims: str | None, intends: str | None, expected: str
) -> None:
    """`success` matters only from co-design."""
    facts = {"asked": "while-open", "came-back": "one-occasion", "made-different": "nothing"}
    told = {f"decisions.{row}": "told" for row in ("purpose", "money", "design", "running", "judging")}
    practice = {"reason": YES, "goals-together": NO, "success": NO}
    given = answers(facts | told | practice, project(claims, intends))
    goals = assess(METHOD, given).sections[0]
    assert goals.state == expected


def test_practice_is_sorted_by_answer_at_the_place_where_it_matters() -> None:
    """Not asked counts as not known; what is not applicable stands nowhere; below the ladder none matters."""
    facts = {"q0": NO, "q1": YES, "q2": HALF, "q3": "not-applicable", "q4": UNKNOWN, "later": YES}
    given = answers(facts, questionnaire=QUESTIONNAIRE)
    assert practice_at(QUESTIONNAIRE, given, "low") == (
        "low",
        ("q1",),
        ("q2",),
        ("q0",),
        ("q4", "q5", "free"),
    )
    assert practice_at(QUESTIONNAIRE, given, "high").in_place == ("q1", "later")
    assert practice_at(QUESTIONNAIRE, given, "below") == ("below", (), (), (), ())


def test_practice_at_the_intended_rung_is_told_only_if_one_is_intended() -> None:
    """The present rung is always told."""
    found = assess(METHOD, answers({}, project(intends="information")))
    assert (found.practice_present.place, found.practice_intended) == (
        "below",
        ("information", (), (), (), ("informed",)),
    )
    assert assess(METHOD, answers({})).practice_intended is None
