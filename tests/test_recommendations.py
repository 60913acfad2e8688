"""Advice in METHOD's order: alarms, missing treads, what unlocks the intended rung, practice at the present one."""

from collections.abc import Mapping

from coprod_audit.assessment import assess
from coprod_audit.conditions import Among, NobodyKnows
from coprod_audit.verdict import ChosenRecommendation
from tests.judging_kit import METHOD, advice, answers, method_parts, project
from tests.test_assessment import ASKED, LOWEST, SHARING

POOR = LOWEST | ASKED | {"heard-back": "not-in-place", "reason": "not-in-place", "informed": "not-in-place"}


def given(
    facts: Mapping[str, str], claims: str | None = None, intends: str | None = None
) -> list[ChosenRecommendation]:
    return list(assess(METHOD, answers(facts, project(claims, intends))).recommendations)


def order(chosen: list[ChosenRecommendation]) -> list[tuple[str, str, str]]:
    return [(c.recommendation.id, c.reason, c.helps) for c in chosen]


def test_alarms_come_first_then_treads_then_what_unlocks_then_practice() -> None:
    """Each piece of advice once, at its first place."""
    assert order(given(POOR, "engagement", "co-production")) == [
        ("say-less", "alarm", "claim-above-facts"),
        ("hear-back", "alarm", "nobody-hears-back"),
        ("tell-why", "tread", "information"),
        ("come-back", "unlock", "came-back"),
        ("share-purpose", "unlock", "decisions.purpose"),
        ("share-agenda", "unlock", "agenda"),
        ("why-this-way", "practice", "reason"),
        ("plain-words", "practice", "informed"),
    ]


def test_what_is_not_in_place_comes_before_what_is_partly() -> None:
    """In questionnaire order within each."""
    facts = POOR | {"reason": "partly", "heard-back": "in-place"}
    chosen = [helps for _, reason, helps in order(given(facts)) if reason == "practice"]
    assert chosen == ["informed", "reason"]


def test_a_lower_rung_that_is_intended_is_never_nudged_upwards() -> None:
    """Nor one that is reached, nor one that nobody speaks of."""
    for intends in (None, "information", "consultation"):
        assert "unlock" not in {reason for _, reason, _ in order(given(POOR, intends=intends))}


def test_an_intention_counts_before_a_claim() -> None:
    """Who claims more than they intend is told about the claim, not pushed up to it."""
    reasons = {reason for _, reason, _ in order(given(POOR, "co-production", "consultation"))}
    assert reasons == {"alarm", "tread", "practice"}


def test_without_an_intention_a_claim_above_unlocks_the_next_place() -> None:
    """Not the claimed one: first the next."""
    unlocked = [helps for _, reason, helps in order(given(POOR, "co-production")) if reason == "unlock"]
    assert unlocked == ["decisions.purpose"]


def test_what_unlocks_stands_on_a_way_to_the_intended_rung_not_to_the_next() -> None:
    """The agenda is on the way to co-production and on no other."""
    nearly = LOWEST | SHARING | {"agenda": "organisation"}
    unlocked = [
        helps for _, reason, helps in order(given(nearly, intends="co-production")) if reason == "unlock"
    ]
    assert unlocked == ["agenda"]


def test_the_best_way_comes_before_the_others_that_are_shown() -> None:
    """Purpose and money would do as well as each other; a row by itself unlocks only that row, a table each row."""
    told = Among("decisions.purpose", frozenset({"not-told"}))
    parts = method_parts()._replace(
        recommendations=(
            advice("money", told, unlocks=["decisions.money"]),
            advice("any-row", told, unlocks=["decisions"]),
        )
    )
    found = assess(parts.questionnaire(), answers(LOWEST, project(intends="co-design"))).recommendations
    assert order(list(found)) == [
        ("any-row", "unlock", "decisions.purpose"),
        ("money", "unlock", "decisions.money"),
    ]


def test_practice_that_nobody_could_speak_of_comes_last() -> None:
    """What was not asked gets no advice at all."""
    nobody = advice("find-out", NobodyKnows("reason"), practice=["reason"])
    anyway = advice("anyway", Among("asked", frozenset({"while-open"})), practice=["reason"])
    parts = method_parts()._replace(recommendations=(nobody, anyway)).questionnaire()
    found = [
        assess(parts, answers(LOWEST | ASKED | more)).recommendations for more in ({"reason": "unknown"}, {})
    ]
    assert [order(list(chosen)) for chosen in found] == [
        [("find-out", "practice", "reason"), ("anyway", "practice", "reason")],
        [],
    ]


def test_practice_that_does_not_matter_at_the_present_rung_gets_no_advice() -> None:
    """What counts as success matters from co-design, in these tests."""
    consultation, co_design = POOR, POOR | {"decisions.money": "people"}
    ids = [
        {c.recommendation.id for c in given(facts | {"success": "not-in-place"}, intends="co-design")}
        for facts in (consultation, co_design)
    ]
    assert ["say-success" in found for found in ids] == [False, True]


def test_advice_is_given_only_if_its_condition_surely_holds() -> None:
    """The agenda is in the way whether it is known or not; only who knows that it is not shared is told to share it."""
    nearly = LOWEST | SHARING
    for agenda, expected in (("organisation", {"share-agenda"}), ("unknown", set())):
        chosen = given(nearly | {"agenda": agenda}, intends="co-production")
        assert {c.recommendation.id for c in chosen if c.reason == "unlock"} == expected


def test_each_piece_of_advice_names_the_answers_that_triggered_it() -> None:
    """Those of its condition, led back from results to answers."""
    chosen = {c.recommendation.id: c.because for c in given(POOR, "engagement", "co-production")}
    assert chosen["come-back"] == ("came-back",)
    assert chosen["say-less"][:2] == ("came-back", "decisions.purpose")
