"""The advice and the stories: there is something for everything that can be missing, and no two steps are alike.

METHOD, Recommendations: each has a first step for the next two weeks, no two share one, each is triggered by an
answer, and a lower rung that is intended is never nudged upwards.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from coprod_audit.answers import Answer, Answers, Project, Respondent
from coprod_audit.assessment import assess
from coprod_audit.conditions import UNKNOWN, addresses, holds
from coprod_audit.explanation import explain
from coprod_audit.questionnaire import Questionnaire, Recommendation, Story
from coprod_audit.questionnaire_reader import SourceFile, read

FOLDER = Path(__file__).parents[1] / "questionnaires" / "coprod-ladder"

# Words that nobody says at a kitchen table. Quoted, a phrase may be rejected or told as somebody else's.
BANNED = (
    "stakeholder",
    "service user",
    "hard to reach",
    "hard-to-reach",
    "management speak",
    "buy-in",
    "deliverable",
    "going forward",
    "synerg",
    "leverag",
    "empower",
    "best practice",
    "touchpoint",
    "learnings",
    "co-creat",
    "roll out",
    "robust",
    "holistic",
    "deep dive",
    "capacity building",
)
NUDGES = (
    "move up",
    "moving up",
    "next rung",
    "higher rung",
    "rung above",
    "step up",
    "climb",
    "up the ladder",
)
MOST_ALIKE = 0.8

# The cases that the sources tell at some length, or name as working well.
CASES = {
    "Camden, Minding the Gap": "camden-senior-officers",
    "Hertfordshire's board": "herts-limits-of-power",
    "Hertfordshire and the cuts": "herts-cuts",
    "Wigan's Deal": "wigan-deal-staff",
    "Wigan's councillors": "wigan-politicians",
    "Greenslate Community Farm": "greenslate",
    "The Power of Participation": "gla-power-of-participation",
    "Officers' action learning": "officers-action-learning",
    "Manchester Smart Environments": "manchester-sensors",
    "DanceSyndrome": "dancesyndrome",
    "Stockport's Thrivers": "stockport-thrivers",
    "JIGSAW's prison bus": "jigsaw-bus",
    "Unlimited Paenga Tawhiti": "unlimited-school",
    "We made this, Cork": "cork-we-made-this",
    "NEPHRA": "nephra",
    "Society Works": "society-works",
    "CHIP": "chip-cheetham",
    "Kirklees, referral": "kirklees-gp",
    "Kirklees, time banks": "kirklees-timebanks",
    "REACH Rochdale": "reach-rochdale",
    "Local Area Co-ordination": "local-area-coordination",
    "Skillnet": "skillnet-staff",
    "Holy Cross Centre Trust": "holy-cross",
    "Nurse Family Partnership": "nurse-family",
    "Camden's day care": "camden-day-care",
    "In Control": "in-control",
    "South Wales": "south-wales-timebanks",
    "Bristol Partnership": "bristol-matrix",
    "AWCA, Eastleigh": "awca-trust",
    "Norfolk": "norfolk-terms",
    "Action for Carers Surrey": "surrey-evenings",
    "Shared Lives": "shared-lives-john",
    "Meals for neighbours": "neighbours-meals",
    "Participatory budgets": "participatory-budgets",
}


@cache
def ladder() -> Questionnaire:
    """The questionnaire that ships, read once."""
    return read([SourceFile(path.name, path.read_bytes()) for path in sorted(FOLDER.glob("*.yaml"))])


@pytest.fixture
def questionnaire() -> Questionnaire:
    return ladder()


def told_in(advice: Recommendation) -> str:
    """Every sentence of a recommendation that an audit may print."""
    views = (view.view for view in advice.views)
    own = (advice.title, advice.text, advice.first_step, advice.easy, advice.effort, advice.owner)
    return "\n".join((*own, *views))


def bare(sentence: str) -> str:
    return " ".join(re.findall(r"[a-z0-9£]+", sentence.lower()))


def overlap(one: str, other: str) -> float:
    """How much of the shorter sentence's words the other one has too."""
    words, others = set(bare(one).split()), set(bare(other).split())
    return len(words & others) / min(len(words), len(others))


def unquoted(text: str) -> str:
    return re.sub(r'"[^"]*"', '""', text)


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=\s|$)", text))


def texts() -> Iterable[tuple[str, str]]:
    yield from ((advice.id, told_in(advice)) for advice in ladder().recommendations)
    yield from ((story.id, f"{story.title}\n{story.tells}") for story in ladder().stories)


def counted(pick: Callable[[Recommendation], Iterable[str]]) -> Counter[str]:
    return Counter(name for advice in ladder().recommendations for name in pick(advice))


def test_there_is_enough_of_it(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.recommendations) >= 50
    assert len(questionnaire.stories) >= 28


@pytest.mark.parametrize("what", ["first_step", "title", "text", "easy"])
def test_no_two_say_the_same(questionnaire: Questionnaire, what: str) -> None:
    said = Counter(bare(getattr(advice, what)) for advice in questionnaire.recommendations)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_no_two_first_steps_are_nearly_alike(questionnaire: Questionnaire) -> None:
    pairs = combinations(questionnaire.recommendations, 2)
    alike = [(a.id, b.id) for a, b in pairs if overlap(a.first_step, b.first_step) >= MOST_ALIKE]
    assert alike == []


def test_a_first_step_is_one_sentence_that_says_what_to_do(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        words = advice.first_step.split()
        assert 15 <= len(words) <= 50, advice.id
        assert sentences(advice.first_step) == 1, advice.id


def test_the_same_step_in_plain_words_is_one_or_two_short_sentences(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        assert 1 <= sentences(advice.easy) <= 2, advice.id
        assert 8 <= len(advice.easy.split()) <= 25, advice.id


def test_advice_is_two_or_three_short_sentences(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        assert 2 <= sentences(advice.text) <= 4, advice.id
        assert len(advice.text.split()) <= 75, advice.id


def test_a_story_is_two_to_four_sentences(questionnaire: Questionnaire) -> None:
    for story in questionnaire.stories:
        assert 2 <= sentences(story.tells) <= 4, story.id


@pytest.mark.parametrize(("name", "text"), [pytest.param(*pair, id=pair[0]) for pair in texts()])
def test_it_is_said_as_people_speak(name: str, text: str) -> None:
    spoken = unquoted(" ".join(text.lower().split()))
    assert [word for word in BANNED if word in spoken] == [], name


def test_nobody_is_nudged_up_the_ladder(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        if advice.helps.practice or advice.helps.treads:
            assert [nudge for nudge in NUDGES if nudge in told_in(advice).lower()] == [], advice.id


def test_a_story_about_reaching_another_rung_is_kept_for_those_who_intend_it(
    questionnaire: Questionnaire,
) -> None:
    rungs = [rung.title for rung in questionnaire.ladder.rungs]
    moving = {s.id for s in questionnaire.stories if re.search(rf"from ({'|'.join(rungs)}) to", s.tells)}
    assert moving == {"camden-senior-officers"}
    for advice in questionnaire.recommendations:
        if advice.story in moving:
            assert not advice.helps.practice, advice.id
            assert not advice.helps.treads, advice.id
            assert "project.intends" in set(addresses(advice.when)), advice.id


def test_every_condition_names_an_answer(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        assert set(addresses(advice.when)) & set(questionnaire.by_fact), advice.id


def test_everything_it_helps_exists(questionnaire: Questionnaire) -> None:
    alarms = {alarm.id for alarm in questionnaire.alarms}
    rungs = {rung.id for rung in questionnaire.ladder.rungs}
    practice = {question.id for question in questionnaire.questions if question.matters_from}
    for advice in questionnaire.recommendations:
        helps = advice.helps
        assert any(helps), advice.id
        assert set(helps.alarms) <= alarms, advice.id
        assert set(helps.treads) <= rungs, advice.id
        assert set(helps.unlocks) <= set(questionnaire.decisive), advice.id
        assert set(helps.practice) <= practice, advice.id


def test_advice_on_a_practice_is_triggered_by_the_answer_about_it(questionnaire: Questionnaire) -> None:
    for advice in questionnaire.recommendations:
        assert set(advice.helps.practice) <= set(addresses(advice.when)), advice.id


def test_something_helps_against_every_alarm(questionnaire: Questionnaire) -> None:
    helped = counted(lambda advice: advice.helps.alarms)
    assert [alarm.id for alarm in questionnaire.alarms if not helped[alarm.id]] == []


def test_two_things_help_with_every_missing_tread(questionnaire: Questionnaire) -> None:
    helped = counted(lambda advice: advice.helps.treads)
    lower = [rung.id for rung in questionnaire.ladder.rungs][:-1]
    assert [rung for rung in lower if helped[rung] < 2] == []


def test_two_things_open_every_decisive_fact(questionnaire: Questionnaire) -> None:
    opened = counted(lambda advice: advice.helps.unlocks)
    assert [fact for fact in questionnaire.decisive if opened[fact] < 2] == []


def test_something_helps_with_every_practice(questionnaire: Questionnaire) -> None:
    helped = counted(lambda advice: advice.helps.practice)
    asked = [question.id for question in questionnaire.questions if question.matters_from]
    assert asked
    assert [question for question in asked if not helped[question]] == []


def test_every_story_is_used_and_every_used_one_is_told(questionnaire: Questionnaire) -> None:
    told = {story.id for story in questionnaire.stories}
    used = {advice.story for advice in questionnaire.recommendations if advice.story}
    assert told == used


def test_most_advice_has_somebody_who_did_it(questionnaire: Questionnaire) -> None:
    without = [advice.id for advice in questionnaire.recommendations if not advice.story]
    assert len(without) <= len(questionnaire.recommendations) // 10


def test_every_case_of_the_sources_is_told(questionnaire: Questionnaire) -> None:
    told = {story.id for story in questionnaire.stories}
    assert {case: story for case, story in CASES.items() if story not in told} == {}


def test_every_source_is_known_and_names_a_section(questionnaire: Questionnaire) -> None:
    known = {source.id for source in questionnaire.sources}
    sourced: tuple[Recommendation | Story, ...] = (*questionnaire.recommendations, *questionnaire.stories)
    views = [(advice.id, view.source) for advice in questionnaire.recommendations for view in advice.views]
    for name, sources in [*((entry.id, entry.source) for entry in sourced), *views]:
        assert sources, name
        for source in sources:
            seed, _, section = source.partition(", ")
            assert seed in known, name
            assert section.strip(), name


def test_where_the_sources_disagree_both_sides_are_heard(questionnaire: Questionnaire) -> None:
    both = [advice for advice in questionnaire.recommendations if advice.views]
    assert len(both) >= 3
    for advice in both:
        assert len(advice.views) == 2, advice.id
        seeds = {source[:3] for view in advice.views for source in view.source}
        assert len(seeds) == 2, f"{advice.id}: the two views come from one source"
    disputed = {question for advice in both for question in advice.helps.practice}
    assert disputed >= {"resources", "give-back", "goals-together"}


def drawn(dice: random.Random) -> dict[str, str]:
    """Answers to everything, some of them unknown, drawn without regard to whether they go together."""
    silence = dice.choice((0.05, 0.3, 0.6))
    facts = {}
    for fact, (question, _) in ladder().by_fact.items():
        choices = [choice.id for choice in question.choices]
        facts[fact] = UNKNOWN if dice.random() < silence else dice.choice(choices)
    for row in ("purpose", "money", "design", "running", "judging"):
        if facts[f"decisions.{row}"] != "worked-out" and dice.random() < 0.9:
            del facts[f"differences.{row}"]
    rungs = [rung.id for rung in ladder().ladder.rungs]
    facts["project.claims"], facts["project.intends"] = dice.choice(rungs), dice.choice(rungs)
    facts["respondent.people"] = dice.choice(("none", "some"))
    facts["result.claim"] = what_became_of(facts["project.claims"], facts)
    return facts


def what_became_of(claim: str, facts: dict[str, str]) -> str:
    """Advice on a claim may rest on what follows from its being too high, so it has to be so here as well."""
    standing, height = explain(ladder(), facts).standing, ladder().ladder.height
    if height(claim) <= height(standing.lowest):
        return "shown"
    return "above" if height(claim) > height(standing.highest) else "not-shown"


def test_whatever_the_answers_are_something_helps_against_each_alarm(questionnaire: Questionnaire) -> None:
    dice = random.Random(1)  # noqa: S311 (drawing answers, not secrets)
    raised: Counter[str] = Counter()
    for _ in range(1500):
        facts = drawn(dice)
        active = [advice for advice in questionnaire.recommendations if holds(advice.when, facts)]
        for alarm in questionnaire.alarms:
            if holds(alarm.when, facts):
                raised[alarm.id] += 1
                helping = [advice.id for advice in active if alarm.id in advice.helps.alarms]
                assert 1 <= len(helping) <= 2, (alarm.id, helping, facts)
    assert [alarm.id for alarm in questionnaire.alarms if raised[alarm.id] < 3] == []


def test_every_recommendation_comes_up_for_some_answers_and_not_for_others(
    questionnaire: Questionnaire,
) -> None:
    dice = random.Random(2)  # noqa: S311 (drawing answers, not secrets)
    times: Counter[str] = Counter()
    for _ in range(1500):
        facts = drawn(dice)
        times.update(advice.id for advice in questionnaire.recommendations if holds(advice.when, facts))
    assert [a.id for a in questionnaire.recommendations if not 0 < times[a.id] < 1500] == []


SHARED = {
    "told": "what-and-why-in-time",
    "asked": "before-options",
    "came-back": "same-people",
    "decisions.purpose": "asked",
    "decisions.money": "agreed",
    "decisions.design": "agreed",
    "decisions.running": "people",
    "decisions.judging": "asked",
    "made-different": "what-people-get",
    "agenda": "both",
    "after": "hear-results",
}
"""People share enough decisions and the agenda; only an arrangement that lasts is missing for co-production."""

ONE_DECISION, GOES_ON = "bring-one-big-decision", "agree-that-it-goes-on"
SEEN_THROUGH, FITS = "see-one-decision-through", "use-the-word-that-fits"


def against_the_claim(claims: str, **other: str) -> list[str]:
    facts = SHARED | {fact.replace("__", ".").replace("_", "-"): choice for fact, choice in other.items()}
    given = tuple((fact, Answer(choice)) for fact, choice in facts.items())
    answers = Answers(ladder().id, ladder().version, Project(claims=claims), Respondent("mixed"), given)
    chosen = assess(ladder(), answers).recommendations
    return [found.recommendation.id for found in chosen if found.helps == "claim-above-facts"]


@pytest.mark.parametrize(
    ("other", "advised"),
    [
        pytest.param({}, [GOES_ON], id="an arrangement that lasts"),
        pytest.param({"decisions__money": "asked"}, [ONE_DECISION, GOES_ON], id="and a decision of weight"),
        pytest.param({"came_back": "standing", "decisions__money": "asked"}, [ONE_DECISION], id="a decision of weight"),
        pytest.param({"came_back": "standing", "decisions__running": "asked"}, [SEEN_THROUGH], id="seeing it through"),
        pytest.param({"decisions__money": "unknown"}, [GOES_ON], id="an arrangement, and the money is not known"),
        pytest.param({"came_back": "different-people"}, [FITS, "make-the-vote-a-yearly-thing"], id="coming back"),
    ],
)  # fmt: skip
def test_what_helps_against_a_claim_is_what_is_missing_for_it(
    other: dict[str, str], advised: list[str]
) -> None:
    """Nobody who shares enough decisions is told to share one more."""
    assert against_the_claim("co-production", **other) == advised


def test_whoever_claims_to_have_asked_is_not_told_to_share_the_money() -> None:
    told = {f"decisions__{row}": "told" for row in ("purpose", "money", "design", "running", "judging")}
    assert against_the_claim("engagement", **told) == [FITS]
