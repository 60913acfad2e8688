"""The page of lenses in a result: what each says, by which answers, what helps, and that it costs nothing unread."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import lenses
from coprod_audit.assessment import assess
from coprod_audit.cli import audit
from coprod_audit.errors import UsageError
from coprod_audit.loading import read_questionnaire
from coprod_audit.result import as_data, lens_seen
from tests import lens_kit as kit
from tests import telling_kit
from tests.rendered import read
from tests.test_result import VALID


def test_what_a_lens_says_is_as_the_schema_says() -> None:
    for wanted in ((), ("all",), ("none",), ("barriers",)):
        VALID.validate(kit.told(None, *wanted))
    VALID.validate(kit.told({}, "all"))


def test_the_schema_leaves_no_room_in_a_lens_for_what_it_does_not_name() -> None:
    """Planted: a mark, and an element without the answers behind it."""
    data = kit.told()
    data["lenses"]["shown"][0]["mark"] = 3
    assert not VALID.is_valid(data)
    element = dict(kit.told()["lenses"]["shown"][0]["parts"][0]["elements"][0])
    del element["because"]
    data = kit.told()
    data["lenses"]["shown"][0]["parts"][0]["elements"][0] = element
    assert not VALID.is_valid(data)


def test_a_template_that_does_not_read_lenses_has_none_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a lens was looked through")

    monkeypatch.setattr(lens_seen, "glances", never)
    monkeypatch.setattr("coprod_audit.result.page", never)
    assert "lenses" not in as_data(telling_kit.assessment(asked=kit.ASKED), read=frozenset({"headline"}))


def test_a_questionnaire_without_lenses_has_empty_lists_and_no_page() -> None:
    data = as_data(telling_kit.assessment())
    assert {
        "heading": "The same answers through other frameworks",
        "says": None,
        "shown": [],
        "others": [],
        "others_says": None,
        "see_all": None,
        "disagreements": [],
    } == data["lenses"]
    assert "other frameworks" not in audit.rendered(data)


def test_where_none_is_wanted_there_is_no_page_and_no_disagreement() -> None:
    data = kit.told(None, "none")
    assert ([], [], None) == (
        data["lenses"]["shown"],
        data["lenses"]["disagreements"],
        data["lenses"]["others_says"],
    )
    assert ["sides", "stages", "barriers", "silent"] == [one["id"] for one in data["lenses"]["others"]]
    assert "other frameworks" not in audit.rendered(data)


def test_an_unknown_lens_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="no lens called 'side', the nearest is 'sides'"):
        kit.told(None, "side")


RULE = (
    "Of four frameworks, these are the three that say most here: those of which the largest share is known and, "
    "among equals, those in which what is evident and what is not are most evenly mixed."
)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (
            (),
            RULE,
        ),
        (("all",), "All four frameworks are shown."),
        (("sides",), "Shown is the framework that was asked for."),
        (("sides", "stages"), "Shown are the frameworks that were asked for."),
    ],
)
def test_the_rule_by_which_lenses_were_chosen_is_said_in_a_sentence(
    wanted: tuple[str, ...], says: str
) -> None:
    assert says == kit.told(None, *wanted)["lenses"]["says"]


def test_fewer_lenses_than_are_shown_have_a_rule_of_their_own() -> None:
    two = kit.told({"decisions.money": "people", "told": "why"})["lenses"]
    assert ["sides", "stages", "barriers"] == [one["id"] for one in two["shown"]]
    one = kit.told({"decisions.money": "people"})["lenses"]
    assert (["stages"], "Of four frameworks, this is the one of which anything is known.") == (
        [shown["id"] for shown in one["shown"]],
        one["says"],
    )
    assert [] == kit.told({})["lenses"]["shown"]
    alone = kit.told(asked=kit.only(kit.SIDES.elements[0]))["lenses"]
    assert ("This is the one framework there is.", None, None) == (
        alone["says"],
        alone["others_says"],
        alone["see_all"],
    )


def test_the_lenses_that_are_not_shown_are_named_with_the_way_to_see_them() -> None:
    data = kit.told(None, "sides")
    assert ("Not shown: Stages; Barriers; Silent ones.", "coprod-audit report FILE --lens all") == (
        data["lenses"]["others_says"],
        data["lenses"]["see_all"],
    )
    assert (
        "Not shown: Stages; Barriers; Silent ones. To see them too: `coprod-audit report FILE --lens all`\n"
        in audit.rendered(data)
    )


def states(id_: str, facts: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(one["id"], one["stands"]) for part in kit.seen(id_, facts)["parts"] for one in part["elements"]]


def test_every_element_says_how_it_comes_out() -> None:
    assert [
        ("people", "not evident"),
        ("staff", "evident"),
        ("both", "partly"),
        ("papers", "not known"),
    ] == states("sides")
    assert [
        ("b1", "named"),
        ("b2", "not named"),
        ("b3", "named"),
        ("b4", "not known"),
        ("b5", "named"),
    ] == states("barriers")


def elements(id_: str, facts: dict[str, str] | None = None, **how: Any) -> dict[str, dict[str, Any]]:
    found = kit.seen(id_, facts, **how)
    return {one["id"]: one for part in found["parts"] for one in part["elements"]}


def test_every_element_says_by_which_answers_in_the_sentences_of_the_questionnaire() -> None:
    found = elements("sides")
    assert [
        "The people do little of the work.",
        "The organisation do much of the work.",
        "There is reason.",
        "This audit did not ask: papers.",
    ] == [one["says"] for one in found.values()]
    assert [{"facts": ["work-people"], "says": "The people do little of the work."}] == found["people"][
        "because"
    ]


def test_not_asked_is_told_apart_from_nobody_could_say_and_from_what_did_not_arise() -> None:
    assert "Nobody could say: papers." == elements("sides", {"papers": "unknown"})["papers"]["says"]
    when = kit.among("told", "why")
    decisions = kit.ASKED.by_id["decisions"]._replace(row_when=(("money", when),))
    questions = tuple(decisions if q.id == "decisions" else q for q in kit.ASKED.questions)
    asked = kit.ASKED._replace(questions=questions)
    found = elements("stages", {"told": "nothing"}, asked=asked)["money"]
    assert ("not known", "This did not arise.") == (found["stands"], found["says"])
    assert None is kit.seen("stages", {"told": "nothing"}, asked=asked)["not_asked_says"]


def test_the_projects_own_words_stand_in_every_sentence_of_a_lens() -> None:
    data = kit.told(None, "sides", "stages")
    text = json.dumps(data["lenses"])
    assert "{" not in text.replace('{"', "").replace("{}", "")
    found = kit.seen("sides")
    assert "Young people do much" == found["parts"][0]["elements"][0]["title"]
    assert "Ask young people first." == found["helps"]["items"][0]["ideas"][0]["idea"]
    assert "How much young people do" == found["drawing"]["up"]["label"]
    assert "Everybody does it for young people." == data["lenses"]["disagreements"][0]["sides"][1]["view"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            None,
            "Of four elements, one is evident, one is partly evident, one is not evident and one is not known.",
        ),
        ({}, "Nothing is known of the four elements."),
        (
            {"work-people": "much", "work-organisation": "much", "told": "why", "papers": "in-place"},
            "All four elements are evident.",
        ),
        (
            {
                "work-people": "little",
                "work-organisation": "little",
                "told": "nothing",
                "reason": "partly",
                "papers": "partly",
            },
            "None of the four elements is evident.",
        ),
    ],
)
def test_a_sentence_says_how_many_elements_came_out_in_which_way(
    facts: dict[str, str] | None, says: str
) -> None:
    assert says == kit.seen("sides", facts)["summary"]


def test_of_barriers_it_is_said_how_many_are_named() -> None:
    assert (
        "Of five barriers, three are named, one is not named and one is not known."
        == kit.seen("barriers")["summary"]
    )


@pytest.mark.parametrize(
    ("number", "told", "says"),
    [
        (1, "why", "Its one element is evident."),
        (1, "nothing", "Its one element is not evident."),
        (1, None, "Nothing is known of its one element."),
        (2, "why", "Both elements are evident."),
        (2, "nothing", "Neither of the two elements is evident."),
        (2, None, "Nothing is known of the two elements."),
    ],
)
def test_one_or_two_elements_are_spoken_of_as_such(number: int, told: str | None, says: str) -> None:
    asked = kit.only(*(kit.element(f"e{n}", "One", kit.among("told", "why")) for n in range(number)))
    assert says == kit.seen("one", {"told": told} if told else {}, asked=asked)["summary"]


def test_the_elements_stand_under_the_headings_of_the_lens() -> None:
    parts = [(part["title"], [one["id"] for one in part["elements"]]) for part in kit.seen("sides")["parts"]]
    assert [("Who works", ["people", "staff"]), ("Who knows", ["both"]), ("", ["papers"])] == parts


def test_it_is_said_which_part_has_the_questions_that_were_not_asked() -> None:
    assert (
        "Not everything that counts here was asked. The part “Culture” has the other questions."
        == kit.seen("sides")["not_asked_says"]
    )
    assert (
        "Not everything that counts here was asked. The parts “Goals”, “Who decides” and “Culture” have the other questions."
        == kit.seen("sides", {})["not_asked_says"]
    )
    assert None is kit.seen("sides", telling_kit.FACTS | {"papers": "unknown"})["not_asked_says"]


def test_of_a_text_that_was_coded_nobody_is_said_to_have_been_asked() -> None:
    project = telling_kit.PROJECT._replace(coded_from="000, Case 1")
    given_ = telling_kit.answers(project=project)
    data = as_data(telling_kit.assessment(given_, asked=kit.ASKED), lenses=("sides",))
    (found,) = data["lenses"]["shown"]
    assert None is found["not_asked_says"]
    assert "The text does not say: papers." == found["parts"][2]["elements"][0]["says"]


def test_what_helps_is_told_where_an_element_is_not_evident() -> None:
    found = elements("sides", {"work-people": "little"})["people"]["helps"]
    assert (
        "tell-why",
        "Tell everybody why",
        "Put up a note.",
        "A note on the wall",
        ["Ask young people first."],
        "From Terry, Box A.",
    ) == (
        found["id"],
        found["title"],
        found["first_step"],
        found["story"]["title"],
        [idea["idea"] for idea in found["ideas"]],
        found["source_says"],
    )
    for choice in ("much", "unknown"):
        assert None is elements("sides", {"work-people": choice})["people"]["helps"]


def test_what_helps_against_a_barrier_is_told_where_it_is_named() -> None:
    found = elements("barriers")
    assert ["b1", "b3", "b5"] == [id_ for id_, one in found.items() if one["helps"]]
    assert "What helps against those that are named" == kit.seen("barriers")["helps"]["heading"]


def items(data: dict[str, Any], id_: str) -> list[dict[str, Any]]:
    (found,) = (one for one in data["lenses"]["shown"] if one["id"] == id_)
    return list(found["helps"]["items"])


def test_no_first_step_and_no_story_is_told_twice() -> None:
    """The first page tells both; without it, the first lens that needs them does."""
    front = items(kit.told(None, "sides"), "sides")[0]
    assert (None, None, None, "“Tell everybody why” is among the first steps at the front.", None) == (
        front["title"],
        front["first_step"],
        front["story"],
        front["again"],
        front["source_says"],
    )
    given_ = telling_kit.assessment(asked=kit.ASKED, recommendations=())
    alone = as_data(given_, lenses=("sides", "stages"))
    first, then = items(alone, "sides")[0], items(alone, "stages")[0]
    assert ("Put up a note.", None, "A note on the wall") == (
        first["first_step"],
        first["again"],
        first["story"]["title"],
    )
    assert (None, "“Tell everybody why”, as above, helps here too.") == (then["first_step"], then["again"])
    assert 1 == read(audit.rendered(alone)).text.count("Put up a note.")


def test_a_step_for_later_is_told_where_it_stands() -> None:
    advised = telling_kit.assessment().recommendations[0]
    others = [advised._replace(recommendation=advised.recommendation._replace(id=f"a{n}")) for n in range(3)]
    data = as_data(
        telling_kit.assessment(asked=kit.ASKED, recommendations=(*others, advised)), lenses=("stages",)
    )
    assert (
        "“Tell everybody why” is among the steps for when the first are done."
        == items(data, "stages")[0]["again"]
    )


def many(number: int, **more: Any) -> Any:
    """A lens with so many elements that are not evident, and one that is partly so."""
    stories = tuple(
        telling_kit.QUESTIONNAIRE.stories[0]._replace(id=f"s{n}", title=f"Story {n}") for n in range(number)
    )
    elements_ = [kit.element(f"e{n}", f"E {n}", kit.several(n), story=f"s{n}") for n in range(number)]
    partly = kit.element("p", "P", kit.among("told", "why"), kit.among("told", "nothing"), story="note")
    asked = kit.only(partly, *elements_, **more)
    return asked._replace(stories=(*asked.stories, *stories))


def test_help_is_listed_for_two_elements_and_the_others_are_named_with_what_helps() -> None:
    helps = kit.seen("one", {"told": "nothing"}, asked=many(3))["helps"]
    assert [f"E {n}" for n in range(2)] == [item["element"] for item in helps["items"]]
    note = telling_kit.QUESTIONNAIRE.stories[0].title
    assert [
        {"heading": "Not evident either", "elements": ["E 2 (“Story 2”)"]},
        {"heading": "Partly evident", "elements": [f"P (“{note}”)"]},
    ] == helps["more"]
    few = kit.seen("one", {"told": "nothing"}, asked=many(1))["helps"]
    assert (["E 0", "P"], []) == ([item["element"] for item in few["items"]], few["more"])


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (1, "What helps where it is not evident, or only partly"),
        (0, "What helps where it is partly evident"),
        (4, "What helps where it is not evident"),
    ],
)
def test_help_has_a_heading_that_says_for_what(number: int, heading: str) -> None:
    assert heading == kit.seen("one", {"told": "nothing"}, asked=many(number))["helps"]["heading"]


def test_a_piece_of_help_without_advice_begins_with_what_there_is() -> None:
    page = audit.rendered(kit.told({"told": "nothing"}, "one", asked=many(1)))
    assert "- **E 0:** “Story 0”: Somebody put up a note. *From Terry, Box A.*\n" in page


def test_one_story_is_told_of_a_lens_and_the_others_are_named() -> None:
    helps = kit.seen("one", {"told": "nothing"}, asked=many(2))["helps"]["items"]
    assert ["Story 0"] == [item["story"]["title"] for item in helps if item["story"]]
    assert [None, "There is a story of it: “Story 1”."] == [item["story_named"] for item in helps[:2]]


def test_where_nothing_helps_there_is_no_list() -> None:
    asked = kit.only(kit.element("e", "E", kit.among("told", "why")))
    found = kit.seen("one", {"told": "nothing"}, asked=asked)
    assert (None, None) == (found["helps"], found["parts"][0]["elements"][0]["helps"])


def test_a_lens_of_both_ways_says_what_is_here_and_what_could_go_further() -> None:
    when = kit.at_least(
        3,
        kit.among("told", "why"),
        kit.among("reason", "in-place"),
        kit.among("papers", "in-place"),
    )
    asked = kit.only(kit.element("e", "E", when), both_ways=True)
    data = kit.told({"told": "nothing", "reason": "in-place"}, "one", asked=asked)
    (found,) = data["lenses"]["shown"][0]["parts"][0]["elements"]
    assert (
        ["There is reason."],
        ["Young people outside the room hear nothing."],
        ["This audit did not ask: papers."],
    ) == (found["already"], found["further"], found["unknown"])
    assert (
        "| E | not evident | There is reason. | Young people outside the room hear nothing.<br>This audit did not ask: papers. |"
        in audit.rendered(data)
    )
    assert [] == elements("sides")["staff"]["already"]


def test_barriers_that_nobody_named_stand_in_a_line_below_the_table() -> None:
    data = kit.told(None, "barriers")
    page = audit.rendered(data)
    assert "| Barrier 1 | named |\n" in page
    assert "| Barrier 2 |" not in page
    assert "\nNot named: Barrier 2.\n" in page


def test_a_lens_of_which_nothing_is_known_has_no_table() -> None:
    data = kit.told(None, "silent")
    page = audit.rendered(data).partition("### Silent ones")[2].partition("###")[0]
    assert "**Nothing is known of its one element.**" in page
    assert "|" not in page.partition("Not shown")[0]


@pytest.mark.parametrize(
    ("facts", "leans", "says"),
    [
        ({"reason": "in-place"}, "first", "Towards the first view. There is reason."),
        ({"papers": "in-place"}, "second", "Towards the second view. There is papers."),
        (
            {"reason": "in-place", "papers": "in-place"},
            "both",
            "Towards both. There is reason. There is papers.",
        ),
        (
            {"reason": "partly", "papers": "not-in-place"},
            "neither",
            "Towards neither. There is some reason. There is no papers.",
        ),
        ({"reason": "partly"}, "not-known", "Not known."),
    ],
)
def test_where_the_sources_disagree_both_views_stand_side_by_side(
    facts: dict[str, str], leans: str, says: str
) -> None:
    data = kit.told(facts, "sides")
    (found,) = data["lenses"]["disagreements"]
    assert (leans, says) == (found["leans"], found["says"])
    assert (
        f"| A post or not | Name one person. *(Terry, Box A)* | Everybody does it for young people. *(nef and NESTA, Part 2)* | {says} |"
        in audit.rendered(data)
    )


def test_the_documents_that_the_page_names_are_among_the_sources() -> None:
    def cited(*wanted: str, **how: Any) -> list[str]:
        given_ = telling_kit.assessment(asked=how.get("asked", kit.ASKED), recommendations=())
        return [source["id"] for source in as_data(given_, lenses=wanted)["sources"]]

    quiet = kit.ASKED._replace(disagreements=())
    assert ["000"] == cited("none")
    assert ["000", "003"] == cited("stages")
    assert ["000"] == cited("stages", asked=quiet)
    assert ["000", "003"] == cited("sides", asked=quiet)


@pytest.mark.parametrize(
    ("people", "staff", "corner", "stands", "marks"),
    [
        ("much", "much", "both", "This project stands at “together”.", ["", "(this project)", "", ""]),
        (
            "little",
            "much",
            "only-across",
            "This project stands at “provision”.",
            ["", "", "", "(this project)"],
        ),
        ("much", "little", "only-up", "This project stands at “self-help”.", ["(this project)", "", "", ""]),
        ("little", "little", "neither", "This project stands at “neither”.", ["", "", "(this project)", ""]),
        (
            "unknown",
            "much",
            None,
            "This project stands at “provision” or “together”, or between them: “How much young people do” is not known.",
            ["", "(this project, perhaps)", "", "(this project, perhaps)"],
        ),
        (
            "unknown",
            "unknown",
            None,
            "Where this project stands is not known: neither “How much staff do” nor “How much young people do” is.",
            ["(this project, perhaps)"] * 4,
        ),
    ],
)
def test_a_field_of_two_directions_says_where_the_project_stands(
    people: str, staff: str, corner: str | None, stands: str, marks: list[str]
) -> None:
    drawing = kit.seen("sides", {"work-people": people, "work-organisation": staff})["drawing"]
    cells = [cell for line in drawing["lines"] for cell in line["cells"]]
    assert (corner, stands) == (drawing["corner"], drawing["stands"])
    assert marks == [cell[-1] if cell[-1].startswith("(") else "" for cell in cells]


def test_between_two_corners_the_project_stands_in_both_in_part() -> None:
    partly = kit.SIDES.elements[0]._replace(partly=kit.among("work-people", "little"))
    asked = kit.ASKED._replace(lenses=(kit.SIDES._replace(elements=(partly, *kit.SIDES.elements[1:])),))
    drawing = kit.seen("sides", {"work-people": "little", "work-organisation": "much"}, asked=asked)[
        "drawing"
    ]
    assert (None, "This project stands between “provision” and “together”.") == (
        drawing["corner"],
        drawing["stands"],
    )
    assert ["Together", "Both do much.", "(this project, in part)"] == drawing["lines"][0]["cells"][1]


def test_a_field_of_two_directions_is_a_table_to_read() -> None:
    page = audit.rendered(kit.told(None, "sides"))
    assert (
        "|  | How much staff do: less | How much staff do: more |\n| --- | --- | --- |\n"
        "| **How much young people do: more** | Self-help<br>Young people do it. | Together<br>Both do much. |\n"
        "| **How much young people do: less** | Neither | Provision<br>Staff do it.<br>(this project) |\n"
        "\nThis project stands at “provision”.\n"
    ) in page


def test_a_grid_by_stages_has_each_matter_where_it_was_settled_and_the_others_beside() -> None:
    drawing = kit.seen("stages")["drawing"]
    assert [
        {"title": "Plan", "cells": [["What the money goes on"], ["What is offered"]], "beside": []},
        {"title": "Do", "cells": [[], []], "beside": ["How it runs day to day: not known"]},
    ] == drawing["lines"]
    assert (
        "|  | Alone | Together | Elsewhere, or not known |\n| --- | --- | --- | --- |\n"
        "| **Plan** | What the money goes on | What is offered |  |\n"
        "| **Do** |  |  | How it runs day to day: not known |\n"
    ) in audit.rendered(kit.told(None, "stages"))
    assert (
        "Plan: what the money goes on, alone; what is offered, together. Do: how it runs day to day: not known."
        == drawing["says"]
    )


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ("outside", "it was fixed from outside"),
        ("not-applicable", "does not apply here"),
        (None, "not asked"),
    ],
)
def test_what_was_settled_in_no_column_stands_beside_with_the_reason(choice: str | None, why: str) -> None:
    facts = {"decisions.running": choice} if choice else {}
    line = kit.seen("stages", {"told": "why", **facts})["drawing"]["lines"][1]
    assert [f"How it runs day to day: {why}"] == line["beside"]


def test_where_everything_has_a_column_there_is_none_for_the_others() -> None:
    facts = {f"decisions.{row}": "people" for row in ("money", "design", "running")}
    data = kit.told(facts, "stages")
    assert None is data["lenses"]["shown"][0]["drawing"]["beside_title"]
    assert "|  | Alone | Together |\n| --- | --- | --- |\n" in audit.rendered(data)


def test_a_drawing_is_shown_beside_its_table_where_there_is_a_file() -> None:
    pictures = {"sides": "a b--sides.svg", "barriers": "no drawing.svg"}
    data = kit.told(None, "all", lens_pictures=pictures)
    files = {one["id"]: one["picture"]["file"] for one in data["lenses"]["shown"]}
    assert {"sides": "a b--sides.svg", "stages": None, "barriers": None, "silent": None} == files
    sides = data["lenses"]["shown"][0]
    assert f"![{sides['picture']['says']}](a%20b--sides.svg)" in audit.rendered(data)
    assert "](a%20b--sides.svg)" not in audit.rendered(kit.told(None, "all"))


def test_the_page_of_lenses_stands_before_the_appendix_and_says_that_nothing_moves_the_rung() -> None:
    page = audit.rendered(kit.told())
    assert (
        page.index("## Action plan")
        < page.index("## The same answers through other frameworks")
        < page.index("## Who answered")
    )
    assert "Nothing on this page moves the rung, and how much of a framework is evident is no mark." in page


def test_the_page_in_plain_words_has_no_lenses() -> None:
    assert audit.rendered(kit.told(None, "all"), audit.ONE_PAGE) == audit.rendered(
        kit.told(None, "none"), audit.ONE_PAGE
    )


def test_in_public_a_lens_says_nothing_that_was_noted_down() -> None:
    given_ = telling_kit.answers(note="Jean said so", evidence=("Jean's minutes",))
    data = as_data(telling_kit.assessment(given_, asked=kit.ASKED), True, lenses=("all",))
    assert "Jean" not in json.dumps(data)


FACTS = [*lens_seen.room(kit.ASKED).unanswered]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            fact: st.sampled_from(sorted(kit.ASKED.question_of(fact).possible | {"unknown"}))
            for fact in FACTS
        },
    )
)
def test_the_quick_look_comes_to_what_the_engine_says(facts: dict[str, str]) -> None:
    quick = lens_seen.glances(kit.ASKED, lens_seen.answers(kit.ASKED, facts))
    slow = [lenses.seen(lens, facts) for lens in kit.ASKED.lenses]
    assert [[one.state for one in result.elements] for result in slow] == [
        [*result.states] for result in quick
    ]
    for wanted in ((), ("all",)):
        ids = [[one.lens.id for one in lenses.chosen(some, wanted).shown] for some in (slow, quick)]
        assert ids[0] == ids[1]
    sides = lens_seen.room(kit.ASKED).seers["sides"]
    assert slow[0].placement == sides.placed(facts)
    told = kit.told(facts, "all")["lenses"]["shown"]
    for result, shown in zip(slow, told, strict=True):
        by_id = {one["id"]: one for part in shown["parts"] for one in part["elements"]}
        assert [by_id[one.element.id]["state"] for one in result.elements] == [
            one.state for one in result.elements
        ]


def test_the_quick_look_forgets_and_looks_again() -> None:
    """More different answers than are remembered."""
    asked = kit.only(kit.element("e", "E", kit.among("told", "why")))
    for number in range(lens_seen._ALIKE + 5):
        (glance,) = lens_seen.glances(asked, lens_seen.answers(asked, {"told": f"choice {number}"}))
        assert ("not-evident",) == glance.states
    (glance,) = lens_seen.glances(asked, lens_seen.answers(asked, {"told": "why"}))
    assert ("evident",) == glance.states


def test_every_lens_that_ships_fits_the_page() -> None:
    asked = read_questionnaire()
    questions = {fact: question.choices[-1].id for fact, (question, _) in asked.by_fact.items()}
    for facts in ({}, questions, dict.fromkeys(asked.by_fact, "unknown")):
        given_ = telling_kit.answers(facts)
        data = as_data(assess(asked, given_), lenses=("all",))
        VALID.validate(data)
        assert len(asked.lenses) == len(data["lenses"]["shown"])
        assert "\n\n\n" not in audit.rendered(data)


def test_a_lens_that_is_shown_on_request_alone_is_not_counted_among_those_to_choose_from() -> None:
    asked = kit.ASKED._replace(
        lenses=tuple(
            lens._replace(on_request=lens.id == kit.ASKED.lenses[-1].id) for lens in kit.ASKED.lenses
        )
    )
    by_rule = kit.told({"told": "why"}, asked=asked)["lenses"]
    assert by_rule["says"] == "Of three frameworks, these are the two of which anything is known."
    assert [one["id"] for one in by_rule["others"]] == ["stages", "silent"]
    everything = kit.told({"told": "why"}, "all", asked=asked)["lenses"]
    assert everything["says"] == "All four frameworks are shown."
