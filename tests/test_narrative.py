"""The sentences of an audit: what happened, then the nearest rung, never more than the answers carry."""

from typing import Any

import pytest

from coprod_audit.answers import Respondent
from coprod_audit.conditions import Among, AtLeast
from coprod_audit.narrative import changes, company, plainly, standing, words
from coprod_audit.narrative.voice import Voice
from coprod_audit.verdict import Assessment, Change, RaisedAlarm, Settling, Support, Ways
from tests import telling_kit as kit


def voice(assessment: Assessment) -> Voice:
    return Voice(assessment.questionnaire, assessment.answers)


def headline(**other: Any) -> str:
    told = kit.assessment(**other)
    return standing.headline(told, voice(told))


@pytest.mark.parametrize(
    ("respondent", "speaks"),
    [
        (Respondent("staff"), "Staff"),
        (Respondent("people"), "Young people"),
        (Respondent("carers"), "Carers"),
        (Respondent("partners"), "Partners"),
        (Respondent("leaders"), "Leaders"),
        (Respondent("mixed", 8, (("staff", 5), ("people", 3))), "Staff and young people"),
        (
            Respondent("mixed", 9, (("staff", 5), ("people", 3), ("carers", 1))),
            "Staff, young people and carers",
        ),
        (Respondent("mixed", 9, (("staff", 9), ("people", 0))), "Staff"),
        (Respondent("mixed"), "Several groups together"),
        (Respondent(), "The answers"),
    ],
)
def test_the_headline_says_who_describes_it(respondent: Respondent, speaks: str) -> None:
    assert f"{speaks} describe consultation" == headline(given=kit.answers(respondent=respondent))


@pytest.mark.parametrize(
    ("stands", "says"),
    [
        (
            kit.stands("information", "consultation"),
            "Staff describe at least information, perhaps consultation",
        ),
        (
            kit.stands("information", "co-design"),
            "Staff describe at least information, perhaps co-design, though not consultation",
        ),
        (kit.stands("below", "information"), "Staff describe information at most"),
        (kit.stands("below"), "Staff describe work that stands below the ladder"),
        (kit.stands("below", "co-design", enough=False), "Not enough is known to name a rung"),
    ],
)
def test_the_headline_of_a_range_names_its_ends_and_holes(stands: Any, says: str) -> None:
    assert says == headline(standing=stands)


def test_community_led_work_is_called_that_and_what_support_remains_is_told() -> None:
    assert "Staff describe community-led work" == headline(community_led=True)
    told = kit.assessment(kit.answers({**kit.FACTS, "handover": "some"}), community_led=True)
    assert "Some money came too." == company.community_led(told, voice(told))["support"]


CODED = kit.PROJECT._replace(coded_from="000, Case study 1")


def test_an_example_coded_from_a_text_says_so_and_nobody_is_said_to_have_answered() -> None:
    told = kit.assessment(kit.answers({**kit.FACTS, "told": "unknown"}, project=CODED))
    speaks = voice(told)
    assert "The text describes consultation" == standing.headline(told, speaks)
    assert (
        "Coded by the makers of this tool from Terry, Co-production in practice, Case study 1, which tells it as "
        "staff see it. Nobody who took part has answered."
    ) == company.who_answered(speaks, public=False)
    assert None is company.whose_view(speaks)
    assert "The text does not say what young people outside the room hear." == speaks.said("told")
    assert "The text does not say" == speaks.label("told")
    assert "the text is silent" in company.how_sure(speaks)
    assert "what one text tells" in company.limits(speaks)
    assert "Nobody who took part has told us their side." == plainly.found(told, speaks)[0]
    assert "We read a text about this." in plainly.opening(speaks)


def test_that_nobody_who_took_part_has_answered_is_said_once_on_the_page_in_plain_words() -> None:
    alarm = kit.ALARM._replace(when=Among("respondent.people", frozenset({"none"})))
    told = kit.assessment(kit.answers(project=CODED), alarms=(RaisedAlarm(alarm, ("respondent.people",)),))
    assert "The word for it is consultation." == plainly.found(told, voice(told))[0]


def test_advice_owns_up_that_a_text_is_silent() -> None:
    """In a coded example nobody was asked, so nobody could have said anything."""
    text = "Nobody could say who came. Perhaps {people} left, or nobody could say why."
    coded, asked = (voice(kit.assessment(kit.answers(project=p))) for p in (CODED, kit.PROJECT))
    assert (
        "The text does not say who came. Perhaps young people left, or the text does not say why."
        == coded.spoken(text)
    )
    assert text.replace("{people}", "young people") == asked.spoken(text)


def test_what_was_never_asked_is_not_told_as_something_nobody_could_say() -> None:
    told = kit.assessment(kit.answers({}), unknown_treads=("information",))
    speaks = voice(told)
    assert "This audit did not ask what young people outside the room hear." == speaks.said("told")
    assert ("Not asked", "This was not asked.") == (speaks.label("told"), speaks.easy("told"))
    assert (
        "It is not known whether people have information."
        == standing.treads(told, speaks, ("information",), missing=False)[0]["says"]
    )


def with_a_row_that_needs_a_reason(decided: str | None) -> Voice:
    """What is offered is asked about only where what the money goes on was worked out together."""
    when = (("design", Among("decisions.money", frozenset({"worked-out"}))),)
    questions = tuple(q._replace(row_when=when) if q.rows else q for q in kit.QUESTIONNAIRE.questions)
    facts = {"decisions.money": decided} if decided else {}
    return voice(kit.assessment(kit.answers(facts), asked=kit.QUESTIONNAIRE._replace(questions=questions)))


@pytest.mark.parametrize(
    ("decided", "label", "sure"),
    [
        ("told", "Did not arise", "One of the two answers that decide the rung is known; one was not asked."),
        (
            "unknown",
            "Did not arise, as far as is known",
            (
                "None of the three answers that decide the rung is known; one was asked, and nobody could say; "
                "one was not asked; one did not arise, as far as is known."
            ),
        ),
        (
            "worked-out",
            "Not asked",
            "One of the three answers that decide the rung is known; two were not asked.",
        ),
    ],
)
def test_a_row_whose_reason_failed_did_not_arise(decided: str, label: str, sure: str) -> None:
    speaks = with_a_row_that_needs_a_reason(decided)
    assert (label, sure) == (speaks.label("decisions.design"), company.how_sure(speaks))


@pytest.mark.parametrize(
    ("stands", "says"),
    [
        (
            kit.stands("information", "consultation"),
            "The word for it is information or consultation. We do not know yet which of the two is right.",
        ),
        (
            kit.stands("information", "consultation", "co-design"),
            "It could be anything from information to co-design. We do not know yet which word is right.",
        ),
        (
            kit.stands("below", "information", "co-design"),
            "It could be below the ladder, information or co-design. We do not know yet which word is right.",
        ),
    ],
)
def test_a_range_is_told_in_plain_words_by_its_ends_unless_it_has_holes(stands: Any, says: str) -> None:
    told = kit.assessment(standing=stands)
    assert says in " ".join(plainly.found(told, voice(told)))


def test_what_a_rung_means_and_how_it_was_read_is_said_by_the_questionnaire() -> None:
    ladder = kit.QUESTIONNAIRE.ladder
    rungs = tuple(r._replace(easy=f"Easy {r.id}.", note=f"Note {r.id}.") for r in ladder.rungs)
    asked = kit.QUESTIONNAIRE._replace(ladder=ladder._replace(rungs=rungs, below_easy="Easy below."))
    told = kit.assessment(asked=asked, claims="co-design", claim="above")
    assert ["Easy consultation.", "The project calls itself co-design."] == plainly.found(told, voice(told))[
        -2:
    ]
    assert "Note consultation. Note co-design." == standing.our_reading(told)
    below = kit.assessment(asked=asked, standing=kit.stands("below"))
    assert "Easy below." in plainly.found(below, voice(below))
    silent = kit.assessment()
    assert None is standing.our_reading(silent)
    assert "The word for it is consultation." == plainly.found(silent, voice(silent))[-2]


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("", "people"),
        ("us", "people"),
        ("Everyone", "people"),
        ("everyone in the village", "people in the village"),
        ("everybody who has a garden", "people who have a garden"),
        ("everyone who lives by the river", "people who live by the river"),
        ("every tenant", "people"),
        ("NHS staff", "NHS staff"),
        ("the people of Wigan", "the people of Wigan"),
        ("youth", "youth"),
    ],
)
def test_what_people_are_called_goes_with_a_plural_verb_wherever_it_stands(typed: str, spoken: str) -> None:
    assert spoken == words.several(typed)


@pytest.mark.parametrize(
    ("typed", "none", "same"),
    [
        ("residents", "None of the residents", "the same residents"),
        ("the people of Wigan", "None of the people of Wigan", "the same people of Wigan"),
        ("our tenants", "None of our tenants", "the same tenants"),
        ("us", "None of the people this is for", "the same people"),
    ],
)
def test_no_article_stands_twice(typed: str, none: str, same: str) -> None:
    told = voice(kit.assessment(kit.answers(project=kit.PROJECT._replace(people=typed))))
    assert (none, same) == (company.none_of_them(told), told.fill("the same {people}"))


def test_an_organisation_that_settled_one_thing_after_the_other_is_named_once() -> None:
    told = [
        "The council settled the money.",
        "The council settled the rest.",
        "Carers left.",
        "The council settled it.",
    ]
    assert [told[0], "It settled the rest.", *told[2:]] == words.it(told, "The council")


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("The council", False),
        ("The board of governors", False),
        ("Wellness", False),
        ("The trusts", True),
        ("The boroughs of Leeds", True),
        ("The council and the clinic", True),
    ],
)
def test_what_may_be_several_is_never_it(name: str, many: bool) -> None:
    told = [f"{name} settled the money.", f"{name} settled the rest."]
    assert (many, many) == (words.may_be_several(name), words.it(told, name) == told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Carers shared in working out this, and left", "Carers shared in working this out, and left"),
        ("The trust settled this", "The trust settled this"),
        ("They worked out thistles", "They worked out thistles"),
    ],
)
def test_this_stands_where_one_says_it(text: str, said: str) -> None:
    assert said == words.this_inside(text)


@pytest.mark.parametrize(("typed", "spoken"), [("us", "the organisation"), ("NHS Wigan", "NHS Wigan")])
def test_an_organisation_is_never_called_by_a_pronoun(typed: str, spoken: str) -> None:
    project = kit.PROJECT._replace(organisation_short=typed)
    assert spoken == voice(kit.assessment(kit.answers(project=project))).organisation


def test_rows_of_which_nobody_knows_anything_are_listed_in_one_sentence_and_come_last() -> None:
    asked = kit.QUESTIONNAIRE._replace(
        questions=tuple(
            q._replace(if_unknown="Nobody could say how it was decided on {row}.") if q.rows else q
            for q in kit.QUESTIONNAIRE.questions
        )
    )
    facts = {
        fact: "unknown" if fact.startswith("decisions") else choice for fact, choice in kit.FACTS.items()
    }
    told = kit.assessment(kit.answers(facts), asked=asked)
    assert (
        "Nobody could say how it was decided on any of these: what the money goes on, what is offered or how it runs "
        "day to day."
    ) == standing.happened(told, voice(told))[-1]


def test_a_source_is_named_in_passing_by_author_and_section() -> None:
    told = voice(kit.assessment())
    assert "Terry, Box A and section 4" == told.sources_in_short(
        ["000, Box A", "000, 4. Who to involve?: Diverse groups", "000, Box A: The ladder"]
    )


def test_what_happened_is_told_row_by_row_most_shared_first_and_then_what_placed_it() -> None:
    told = kit.assessment()
    assert [
        "Young people shared in working out what is offered.",
        "The council settled what the money goes on and told young people why.",
        "Nobody could say how the last real decision was settled (how it runs day to day).",
    ] == standing.happened(told, voice(told))


def test_rows_with_the_same_answer_share_a_sentence() -> None:
    same = kit.FACTS | {"decisions.money": "worked-out", "decisions.running": "worked-out"}
    told = kit.assessment(kit.answers(same))
    assert [
        "Young people shared in working out what the money goes on, what is offered and how it runs day to day."
    ] == standing.happened(told, voice(told))


def test_rows_that_are_the_subject_of_their_sentence_keep_its_verb_right() -> None:
    both = kit.FACTS | {
        "decisions.money": "people",
        "decisions.design": "people",
        "decisions.running": "people",
    }
    told = kit.assessment(kit.answers(both))
    assert [
        (
            "What the money goes on was settled by young people. "
            "The same goes for what is offered and how it runs day to day."
        )
    ] == [" ".join(standing.happened(told, voice(told)))]


def test_what_a_project_is_called_is_never_read_again() -> None:
    """Placeholders are filled in one pass: a name that looks like one stays as it was typed."""
    project = kit.PROJECT._replace(people="{row} {organisation}", organisation_short="{People}")
    told = kit.assessment(kit.answers(project=project))
    assert "{People} settled what the money goes on and told {row} {organisation} why." in standing.happened(
        told, voice(told)
    )


@pytest.mark.parametrize(
    ("other", "claim", "intent"),
    [
        ({"claims": None, "intends": None}, None, None),
        (
            {"claims": "co-design", "claim": "above"},
            "The project calls itself co-design: one step above what the answers describe.",
            (
                "What is intended is consultation, and that is what the answers describe. Nothing says it must be "
                "anything else; a step that is missing below it needs care first."
            ),
        ),
        (
            {"claims": "consultation", "claim": "shown", "missing_treads": ()},
            "That is also what the project calls itself, and what is intended.",
            "Done well, that is a good result, and nothing says it must be anything else.",
        ),
        (
            {"claims": "information", "claim": "shown", "intends": "information", "intent": "below-facts"},
            "The project calls itself information, and that is also what is intended. The answers show that and more.",
            None,
        ),
        (
            {
                "claims": "co-design",
                "claim": "not-shown",
                "standing": kit.stands("consultation", "co-design"),
            },
            "The project calls itself co-design. The answers neither show that nor rule it out.",
            "What is intended is consultation. The answers do not settle whether that is what happens.",
        ),
        (
            {
                "claims": "consultation",
                "intends": None,
                "claim": "not-shown",
                "standing": kit.stands("information", "co-design"),
            },
            "The project calls itself consultation. It may stand above that or below it; too little is known to say.",
            None,
        ),
        (
            {"claims": None, "intends": "co-design", "intent": "above-facts"},
            None,
            "What is intended is co-design, one step above what the answers describe.",
        ),
    ],
)
def test_the_claim_and_the_intention_stand_beside_what_is_described(
    other: dict[str, Any], claim: str | None, intent: str | None
) -> None:
    """A lower rung that is intended is a good result, and nobody is nudged upwards (METHOD, principle 6)."""
    told = kit.assessment(**other)
    assert (claim, intent) == (standing.claim(told), standing.intent(told))


def test_the_reason_is_two_sentences() -> None:
    told = kit.assessment()
    assert [
        "It reads consultation: people have consultation.",
        "It does not read co-design: people do not have co-design.",
    ] == standing.reason(told, voice(told))


ASKS_FOR_TWO = AtLeast(
    2, (Among("decisions.money", frozenset({"people"})), Among("decisions.design", frozenset({"worked-out"})))
)
TOLD_MONEY = Change("decisions.money", "told", "people")
NOT_RUNNING = Change("decisions.running", None, "people")
NOT_TOLD = Change("told", "nothing", "why")


def asking_for_two(
    *ways: tuple[Change, ...], number: int | None = None, beyond: int = 0, **other: Any
) -> Assessment:
    """Co-design asks for two things, of which one is there; these would be the ways to it, the last ones `beyond` it."""
    criteria = (*kit.CRITERIA[:2], kit.CRITERIA[2]._replace(when=ASKS_FOR_TWO))
    asked = kit.QUESTIONNAIRE._replace(criteria=criteria)
    reaches = ("co-design",) * (len(ways) - beyond) + ("higher",) * beyond
    found = Ways("co-design", number or len(ways), ways, reaches)
    return kit.assessment(asked=asked, raises=(found,), **other)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            asking_for_two((TOLD_MONEY,)),
            "All that is missing for co-design is that what the money goes on was settled by young people.",
        ),
        (
            asking_for_two((TOLD_MONEY, NOT_TOLD)),
            (
                "All that is missing for co-design is that what the money goes on was settled by young people, "
                "and that young people outside the room hear why."
            ),
        ),
        (
            asking_for_two((TOLD_MONEY,), (NOT_TOLD,), beyond=1),
            "All that is missing for co-design is that what the money goes on was settled by young people.",
        ),
        (
            asking_for_two((TOLD_MONEY,), (NOT_TOLD,)),
            "For co-design it would take one more thing, for instance that what the money goes on was settled by young people.",
        ),
        (
            asking_for_two((TOLD_MONEY,), number=4),
            "For co-design it would take one more thing, for instance that what the money goes on was settled by young people.",
        ),
        (
            asking_for_two((TOLD_MONEY,), claims=None),
            "It does not read co-design: that would also ask that what the money goes on was settled by young people.",
        ),
        (
            asking_for_two((TOLD_MONEY, NOT_RUNNING)),
            (
                "All that is surely missing for co-design is that what the money goes on was settled by young people; "
                "besides, it hangs on whether how it runs day to day was settled by young people, which is not known."
            ),
        ),
        (
            asking_for_two(
                (TOLD_MONEY, NOT_RUNNING), (TOLD_MONEY, Change("decisions.design", None, "people"))
            ),
            (
                "All that is surely missing for co-design is that what the money goes on was settled by young people; "
                "besides, it hangs on such things as whether how it runs day to day was settled by young people, "
                "which is not known."
            ),
        ),
        (
            asking_for_two((NOT_RUNNING,)),
            "As to co-design, it hangs on whether how it runs day to day was settled by young people, which is not known.",
        ),
        (
            asking_for_two((TOLD_MONEY, NOT_TOLD, NOT_RUNNING)),
            "It does not read co-design: people do not have co-design.",
        ),
        (
            asking_for_two((TOLD_MONEY,), standing=kit.stands("information")),
            "It does not read consultation: people do not have consultation.",
        ),
    ],
)
def test_of_a_rung_that_is_met_in_part_only_what_is_missing_is_told(told: Assessment, says: str) -> None:
    """The whole of what it asks for would deny what people have said they have."""
    assert says == standing.reason(told, voice(told))[1]


def test_of_a_rung_of_which_nothing_is_met_the_whole_is_told() -> None:
    told = asking_for_two((TOLD_MONEY,))._replace(answers=kit.answers({"told": "nothing"}))
    assert (
        "It does not read co-design: people do not have co-design." == standing.reason(told, voice(told))[1]
    )


def test_below_the_ladder_the_reason_names_both_first_rungs() -> None:
    told = kit.assessment(standing=kit.stands("below"))
    assert [
        "It does not reach information: people do not have information.",
        "Nor does it reach consultation: people do not have consultation.",
    ] == standing.reason(told, voice(told))


def test_on_the_highest_rung_nothing_is_missing() -> None:
    told = kit.assessment(standing=kit.stands("co-design"))
    assert "There is no higher rung on this ladder" in standing.reason(told, voice(told))[1]


def test_where_too_little_is_known_the_reason_counts() -> None:
    told = kit.assessment(kit.answers({}), standing=kit.stands("below", "co-design", enough=False))
    assert "Of the 3 things that decide the rung, none is known." == standing.reason(told, voice(told))[0]


def test_what_it_rests_on_and_what_it_would_read_otherwise() -> None:
    told = kit.assessment()
    rests = changes.rests_on(told, voice(told))
    assert ("It rests on one answer", "If it were otherwise, this would stand below the ladder.") == (
        rests["says"],
        rests["otherwise"],
    )


def test_what_would_raise_it_is_worded_as_what_would_have_to_be_true() -> None:
    told = kit.assessment()
    found = changes.raising(told, voice(told), told.raises[0])
    assert "For it to read co-design, one of these would have to be true:" == found["heading"]
    assert [
        "That what the money goes on was settled by young people.",
        "That how it runs day to day was settled by young people (not known yet).",
    ] == found["one_of"]
    assert None is found["others"]


def test_what_all_ways_share_is_said_once_and_the_other_ways_are_counted() -> None:
    (money,), (running,) = kit.assessment().raises[0].shown
    ways = Ways("co-design", 4, ((money, running), (money,)))
    told = kit.assessment()
    found = changes.raising(told, voice(told), ways)
    assert (["That what the money goes on was settled by young people."], 1) == (
        found["all_of"],
        len(found["one_of"]),
    )
    assert "Two other ways would do the same with as few changes." == found["others"]


def test_what_to_find_out_first_is_asked_as_the_question() -> None:
    told = changes.settle(voice(kit.assessment()), (Settling(("decisions.running", "told"), 1),))
    assert (
        "Find out first:",
        [
            "How was it settled? Ask it about how it runs day to day.",
            "What do people who were not in the room hear?",
        ],
        "Those answers would settle it.",
    ) == (told["lead"], told["ask"], told["then"])


def test_questions_that_each_narrow_it_are_told_in_order() -> None:
    told = changes.settle(
        voice(kit.assessment()), (Settling(("told",), 2), Settling(("decisions.running",), 3))
    )
    assert ("Find out first, in this order:", 2, None) == (told["lead"], len(told["ask"]), told["then"])
    assert None is changes.settle(voice(kit.assessment()), ())["lead"]


@pytest.mark.parametrize(
    ("respondent", "caution"),
    [
        (Respondent("staff"), "None of the young people has answered yet."),
        (Respondent("people"), "Nobody from the organisation has answered yet."),
        (Respondent("mixed", 8, (("staff", 5), ("people", 3))), None),
        (Respondent(), "Whether anybody this is for answered is not said."),
    ],
)
def test_whose_view_it_is_comes_with_a_caution(respondent: Respondent, caution: str | None) -> None:
    assert caution == company.whose_view(voice(kit.assessment(kit.answers(respondent=respondent))))


def test_who_does_the_work_stands_beside_the_rung_in_a_sentence_of_its_own() -> None:
    told = kit.assessment()
    assert (
        "The people do little of the work. The organisation do much of the work."
        == company.work(told, voice(told))["says"]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-05-12", "12 May 2026"),
        ("2026-05", "May 2026"),
        ("2026", "2026"),
        ("2026-13-01", "2026-13-01"),
        ("soon", "soon"),
    ],
)
def test_a_date_is_written_as_one_says_it(text: str, said: str) -> None:
    assert said == words.day(text)


@pytest.mark.parametrize(
    ("text", "inside"),
    [("The council", "the council"), ("NHS staff", "NHS staff"), ("I do", "I do"), ("", "")],
)
def test_a_sentence_goes_on_inside_another(text: str, inside: str) -> None:
    assert inside == words.small(text)


def test_where_no_single_answer_carries_it_what_would_lower_it_is_told_instead() -> None:
    told = kit.assessment(rests_on=())
    together = "It rests on several answers together: no single one of them, answered lower, would change it."
    assert {"facts": [], "answers": [], "says": together, "otherwise": None} == changes.rests_on(
        told, voice(told)
    )
    assert told.lowers is not None
    lowering = changes.lowering(told, voice(told), told.lowers)
    assert "It would read lower than consultation if this were so instead:" == lowering["heading"]
    assert ["The council settled what is offered and told young people why."] == lowering["all_of"]


@pytest.mark.parametrize(
    ("possible", "says"),
    [
        (("below",), None),
        (("below", "co-design"), None),
        (
            ("consultation", "co-design"),
            (
                "It rests on several answers together: no single one of them, answered lower, would bring it "
                "below consultation."
            ),
        ),
    ],
)
def test_below_the_ladder_there_is_nothing_to_rest_on(possible: tuple[str, ...], says: str | None) -> None:
    told = kit.assessment(rests_on=(), standing=kit.stands(*possible))
    assert says == changes.rests_on(told, voice(told))["says"]


def test_the_fall_is_told_as_deep_as_the_mildest_other_answer_makes_it() -> None:
    told = kit.assessment(
        rests_on=(Support("decisions.design", "below", "below"), Support("told", "information", "below"))
    )
    assert (
        "If either were otherwise, this would read information or lower."
        == changes.rests_on(told, voice(told))["otherwise"]
    )


@pytest.mark.parametrize(
    ("shown", "heading"),
    [
        ((), "Nothing that can change here would make this read co-design."),
        (((Change("told", "nothing", "why"),),), "For it to read co-design, this would have to be true:"),
        (
            ((Change("told", "nothing", "why"), Change("decisions.money", "told", "people")),),
            "For it to read co-design, this would have to be true:",
        ),
    ],
)
def test_what_would_raise_it_says_how_much_of_it_must_be_true(shown: Any, heading: str) -> None:
    told = kit.assessment()
    assert heading == changes.raising(told, voice(told), Ways("co-design", 1, shown))["heading"]


def test_one_way_says_what_is_not_known_and_then_what_else_would_have_to_be_true() -> None:
    """Rows with the same new answer share a clause, and people who were just named are `they`."""
    rows = [Change("decisions.design", "told", "worked-out"), Change("decisions.running", None, "worked-out")]
    told = kit.assessment()
    three = Ways(
        "co-design", 9, ((rows[1], rows[0]), (Change("decisions.money", "told", "worked-out"), rows[0]))
    )
    assert [
        "That young people shared in working out how it runs day to day (not known yet).",
        "That young people shared in working out what the money goes on.",
    ] == changes.raising(told, voice(told), three)["one_of"]
    both = Ways("co-design", 1, ((rows[1], Change("decisions.money", "told", "worked-out")), (rows[0],)))
    assert (
        "That young people shared in working out how it runs day to day (not known yet), "
        "and that they shared in working out what the money goes on."
    ) == changes.raising(told, voice(told), both)["one_of"][0]


def test_where_too_little_is_known_nobody_is_told_how_to_climb() -> None:
    told = kit.assessment(standing=kit.stands("below", "co-design", enough=False))
    assert None is changes.raising(told, voice(told), told.raises[0])["heading"]


def test_what_does_not_apply_is_said_as_that() -> None:
    told = voice(kit.assessment(kit.answers({"access": "not-applicable"})))
    assert ("Does not apply here: is there access?", "Does not apply here") == (
        told.said("access"),
        told.label("access"),
    )


def test_a_questionnaire_that_says_nothing_of_the_unknown_is_asked_again() -> None:
    silent = kit.QUESTIONNAIRE._replace(
        questions=tuple(q._replace(if_unknown="") for q in kit.QUESTIONNAIRE.questions)
    )
    told = voice(kit.assessment(kit.answers({"decisions.design": "unknown"}), asked=silent))
    assert "Nobody could say: how was it settled? (what is offered)." == told.said("decisions.design")


def test_a_source_that_the_questionnaire_does_not_know_is_printed_as_it_is() -> None:
    assert ["999, Part 1"] == voice(kit.assessment()).sources(["999, Part 1"])


def test_a_source_without_a_named_author_begins_with_its_title() -> None:
    nameless = kit.QUESTIONNAIRE.sources[0]._replace(author="author not named")
    told = voice(kit.assessment(asked=kit.QUESTIONNAIRE._replace(sources=(nameless,))))
    assert ["Co-production in practice, Box A; Box B"] == told.sources(
        ["000, Box A", "000, Box B", "000, Box A"]
    )


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (["Carers sat on it.", "Carers chose it."], ["Carers sat on it.", "They chose it."]),
        (
            ["Carers sat on it.", "The council chose it.", "Carers left."],
            ["Carers sat on it.", "The council chose it.", "Carers left."],
        ),
        (
            ["Carers sat on it.", "Carers who came late left."],
            ["Carers sat on it.", "Carers who came late left."],
        ),
        (
            ["Carers sat on it.", "Carers and the council chose it."],
            ["Carers sat on it.", "They and the council chose it."],
        ),
    ],
)
def test_who_was_just_named_is_not_named_again(sentences: list[str], told: list[str]) -> None:
    assert told == words.they(sentences, "Carers")
