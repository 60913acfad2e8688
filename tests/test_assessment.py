"""An assessment: the rung, the treads, the claim, the alarms, and the answers behind each of them."""

from collections.abc import Mapping

import pytest

from coprod_audit.answers import Answers, Respondent
from coprod_audit.assessment import assess
from coprod_audit.conditions import UNKNOWN, Among
from coprod_audit.verdict import Assessment
from tests.judging_kit import METHOD, RUNGS, STRATEGIC, alarm, answers, method_parts, project, tiny

STAFF, PEOPLE = Respondent("staff"), Respondent("people")


def judged(facts: Mapping[str, str], claims: str | None = None, intends: str | None = None) -> Assessment:
    return assess(METHOD, answers(facts, project(claims, intends)))


LOWEST = {
    fact: METHOD.by_fact[fact][0].choices[0].id for fact in METHOD.decisive if "differences" not in fact
}
INFORMED = {"told": "what-and-why-in-time"}
ASKED = {"asked": "while-open"}
IN_TOUCH = {"came-back": "same-people", "decisions.design": "talked"}
INFLUENCE = {
    "came-back": "different-people",
    "decisions.design": "worked-out",
    "differences.design": "in-between",
    "made-different": "what-people-get",
}
SHARING = {
    "came-back": "standing",
    "decisions.money": "agreed",
    "decisions.running": "agreed",
    "agenda": "both",
}


@pytest.mark.parametrize(
    ("facts", "rung"),
    [
        ({}, "below"),
        (INFORMED, "information"),
        (ASKED, "consultation"),
        ({"decisions.judging": "worked-out", "differences.judging": "organisation"}, "consultation"),
        (IN_TOUCH, "engagement"),
        (INFLUENCE, "co-design"),
        (INFLUENCE | {"made-different": "name-or-look"}, "consultation"),
        (INFLUENCE | {"made-different": "nothing", "differences.design": "people"}, "co-design"),
        (INFLUENCE | {"came-back": "one-occasion"}, "consultation"),
        ({"decisions.money": "people"}, "co-design"),
        ({"decisions.running": "people", "decisions.judging": "people"}, "consultation"),
        (SHARING, "co-production"),
        (SHARING | {"came-back": "same-people"}, "co-design"),
        (SHARING | {"agenda": "people-suggest"}, "co-design"),
        (SHARING | {"decisions.running": "not-told"}, "co-design"),
        (SHARING | {"decisions.running": "not-told", "decisions.design": "people"}, "co-design"),
        (
            SHARING
            | {"decisions.running": "not-told", "decisions.design": "people", "after": "judge-or-run"},
            "co-production",
        ),
        (SHARING | {"decisions.money": "not-told", "decisions.design": "people"}, "co-design"),
        (dict.fromkeys((f"decisions.{row}" for row in STRATEGIC), "fixed-outside"), "below"),
    ],
)
def test_the_rung_is_what_the_method_says(facts: dict[str, str], rung: str) -> None:
    """One line a sentence of METHOD, everything else at its lowest."""
    assert judged(LOWEST | facts).standing.rung == rung


def test_a_lower_criterion_that_is_not_met_is_a_missing_tread_and_does_not_lower_the_rung() -> None:
    """Money was decided by people, once; nobody else heard of it."""
    found = judged(LOWEST | {"decisions.money": "people"})
    assert (found.standing.rung, found.missing_treads) == ("co-design", ("information", "engagement"))


def test_a_lower_criterion_that_nobody_knows_of_is_an_unknown_tread() -> None:
    """It is not called missing."""
    found = judged(LOWEST | {"decisions.money": "people", "told": UNKNOWN})
    assert (found.missing_treads, found.unknown_treads) == (("engagement",), ("information",))


def test_treads_of_a_range_are_those_below_its_lowest_place() -> None:
    """What lies above may yet be where it stands."""
    found = judged(LOWEST | {"asked": "while-open", "decisions.money": UNKNOWN})
    assert found.standing.possible == ("consultation", "co-design")
    assert (found.missing_treads, found.unknown_treads) == (("information",), ())


def test_below_the_ladder_no_tread_is_missing() -> None:
    """There is no rung above the missing ones."""
    assert (judged(LOWEST).missing_treads, judged(LOWEST).unknown_treads) == ((), ())


def test_each_criterion_names_the_answers_that_decided_it() -> None:
    """Met by what meets it, unmet by what fails it, open by what is not known."""
    found = {
        result.criterion.rung: result for result in judged(LOWEST | IN_TOUCH | {"told": UNKNOWN}).criteria
    }
    assert (found["information"].met, found["information"].because) == (None, ("told",))
    assert (found["engagement"].met, found["engagement"].because) == (True, ("came-back", "decisions.design"))
    assert (found["co-production"].met, "decisions.money" in found["co-production"].because) == (False, True)


def test_each_row_says_whether_people_share_in_it() -> None:
    """In the order of the table, with the answers that decide."""
    worked = {
        "decisions.purpose": "worked-out",
        "differences.purpose": "people",
        "decisions.money": "worked-out",
    }
    rows = judged(LOWEST | worked | {"decisions.design": "agreed"}).rows
    assert [(row.fact, row.shared) for row in rows] == [
        ("decisions.purpose", True),
        ("decisions.money", None),
        ("decisions.design", True),
        ("decisions.running", False),
        ("decisions.judging", False),
    ]
    assert (rows[0].because, rows[1].because) == (
        ("decisions.purpose", "differences.purpose"),
        ("differences.money",),
    )


def test_without_a_definition_of_shared_nothing_is_said_of_rows() -> None:
    """And without a table there are none."""
    bare = method_parts()._replace(definitions=()).questionnaire()
    assert {row.shared for row in assess(bare, answers({})).rows} == {None}
    small = tiny([Among("a", frozenset({"1"}))], {"a": ("0", "1")})
    assert assess(small, answers({}, questionnaire=small)).rows == ()


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        (None, "none"),
        ("information", "shown"),
        ("consultation", "shown"),
        *((r, "not-shown") for r in RUNGS[2:4]),
    ],
)
def test_a_claim_is_shown_not_shown_or_above(claims: str | None, state: str) -> None:
    """Against the lowest and the highest place of a range from consultation to co-design."""
    found = judged(LOWEST | {"asked": "while-open", "decisions.money": UNKNOWN}, claims)
    assert found.claim == state
    above = judged(LOWEST | {"asked": "while-open", "decisions.money": UNKNOWN}, "co-production")
    assert above.claim == "above"


def test_an_intention_is_below_at_or_above_the_facts() -> None:
    """Against the lowest place."""
    states = [judged(LOWEST | ASKED, intends=intends).intent for intends in (None, *RUNGS[:3])]
    assert states == ["none", "below-facts", "at-facts", "above-facts"]


def test_a_claim_above_the_facts_is_the_first_alarm_and_leads_back_to_answers() -> None:
    """Whatever the order in the file; then what was claimed, then that it is above."""
    facts = LOWEST | ASKED | {"heard-back": "not-in-place"}
    first, second = judged(facts, "engagement").alarms
    assert (first.alarm.id, second.alarm.id) == ("claim-above-facts", "nobody-hears-back")
    assert first.because[-2:] == ("project.claims", "result.claim")
    assert first.because[:2] == ("came-back", "decisions.purpose")
    assert second.because == ("heard-back",)


def test_a_claim_that_is_not_shown_leads_back_to_what_nobody_knows() -> None:
    """Those are the answers that would show it."""
    (raised,) = judged(LOWEST | {"decisions.money": UNKNOWN}, "co-design").alarms
    assert (raised.alarm.id, raised.because) == (
        "claim-not-shown",
        ("decisions.money", "project.claims", "result.claim"),
    )


def test_only_what_is_surely_so_raises_an_alarm() -> None:
    """Not known is not yes."""
    assert judged(LOWEST | {"heard-back": UNKNOWN}).alarms == ()


def test_contradictions_are_raised_beside_the_alarms() -> None:
    """The rule stands; the room is asked to choose."""
    found = judged(LOWEST | {"decisions.money": "agreed", "differences.money": "organisation"})
    assert [(raised.alarm.kind, raised.because) for raised in found.alarms] == [
        ("contradiction", ("decisions.money", "differences.money"))
    ]
    assert found.standing.rung == "co-design"


def test_that_only_staff_answered_leads_back_to_who_answered() -> None:
    """People from outside the staff corroborate; not saying who answered is not an alarm."""
    found = {view: assess(METHOD, answers(LOWEST, respondent=view)) for view in (STAFF, PEOPLE, Respondent())}
    assert [a.because for a in found[STAFF].alarms] == [("respondent.people",)]
    assert [a.alarms for a in (found[PEOPLE], found[Respondent()])] == [(), ()]
    assert [found[view].corroborated for view in found] == [False, True, False]


def test_alarms_may_speak_of_results() -> None:
    """And lead back to the answers of the criterion behind the place."""
    below = alarm("below", Among("result.highest", frozenset({"below"})))
    on_it = alarm("on-it", Among("result.lowest", frozenset({"information"})))
    above = alarm("above", Among("result.intent", frozenset({"above-facts"})))
    fixed = alarm("fixed", Among("project.off-the-table", frozenset({"some"})))
    parts = method_parts()._replace(alarms=(below, on_it, above, fixed)).questionnaire()
    found = assess(parts, answers(LOWEST, project(intends="information", off=True)))
    assert [(a.alarm.id, a.because) for a in found.alarms] == [
        ("below", ("told", "result.highest")),
        ("above", ("told", "project.intends", "result.intent")),
        ("fixed", ("project.off-the-table",)),
    ]
    assert [a.alarm.id for a in assess(parts, answers(LOWEST | INFORMED)).alarms] == ["on-it"]


def test_nothing_is_known_of_an_empty_file() -> None:
    """Anything is possible, nothing is claimed, and no alarm is raised."""
    found = assess(METHOD, Answers("small", "1.0", project(), Respondent(), ()))
    assert found.standing == (None, "below", "co-production", ("below", *RUNGS), False)
    assert (found.alarms, found.claim, found.lowers, found.recommendations) == ((), "none", None, ())


def test_community_led_is_read_beside_the_rung() -> None:
    """Who decides and who does the work are two things."""
    facts = LOWEST | {"work-people": "much", "work-organisation": "little"}
    found = judged(facts)
    assert (found.work_people, found.work_organisation, found.community_led) == ("much", "little", True)
    assert judged(LOWEST | {"work-people": "much"}).community_led is None
    assert judged(LOWEST | {"work-people": "little", "work-organisation": UNKNOWN}).community_led is False
    without = method_parts()._replace(work=None, community_led=None).questionnaire()
    bare = assess(without, answers(facts))
    assert (bare.work_people, bare.work_organisation, bare.community_led) == (None, None, False)
