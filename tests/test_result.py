"""The result is plain data, complete, the same every time, and in public without what was said in confidence."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coprod_audit import picture
from coprod_audit.answers import OffTheTable, Respondent
from coprod_audit.assessment import assess
from coprod_audit.cli import audit
from coprod_audit.conditions import Among, AtLeast, NobodyKnows
from coprod_audit.loading import read_answers, read_questionnaire
from coprod_audit.resources import schemas_folder
from coprod_audit.result import as_data
from coprod_audit.verdict import ChosenRecommendation, RaisedAlarm
from tests import telling_kit as kit

Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden" / "telling"
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
SCHEMA = json.loads((schemas_folder() / "result.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)


def example(path: Path, public: bool = False) -> dict[str, Any]:
    asked = read_questionnaire()
    return as_data(assess(asked, read_answers(path, asked)), public=public)


def leaves(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        for key, value in data.items():
            assert type(key) is str
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    else:
        yield data


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_result_of_every_example_is_as_the_schema_says(path: Path, public: bool) -> None:
    VALID.validate(example(path, public))


def test_the_schema_leaves_no_room_for_what_it_does_not_name() -> None:
    """Planted: one key too many, at the top or deep inside, and one too few."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = as_data(kit.assessment())
    for broken in (
        {**data, "score": 3},
        {**data, "project": {**data["project"], "name": "x"}},
        {key: value for key, value in data.items() if key != "headline"},
    ):
        assert not VALID.is_valid(broken)


@pytest.mark.parametrize("public", [False, True])
def test_the_result_holds_nothing_but_plain_data(public: bool) -> None:
    """What a template sees has no attribute worth reaching for (reliability goal C2)."""
    assert {type(leaf) for leaf in leaves(as_data(kit.assessment(), public))} <= {str, int, bool, type(None)}


def test_the_same_assessment_gives_the_same_bytes() -> None:
    first, second = (json.dumps(as_data(kit.assessment(kit.answers(note="x")))) for _ in range(2))
    assert first == second


def test_the_top_is_what_scripts_read() -> None:
    data = as_data(kit.assessment())
    assert (
        "result/1",
        "consultation",
        "consultation",
        "consultation",
        ["consultation"],
        "co-design",
        "consultation",
    ) == (
        *(
            data[key]
            for key in ("coprod-audit", "rung", "lowest", "highest", "possible", "claims", "intends")
        ),
    )
    assert "coprod-audit" == next(iter(data))


def test_a_range_has_no_rung() -> None:
    data = as_data(kit.assessment(standing=kit.stands("consultation", "co-design")))
    assert (None, "consultation", "co-design") == (data["rung"], data["lowest"], data["highest"])


def test_in_public_there_are_no_notes_no_evidence_and_no_names() -> None:
    private = "Jean said so"
    project = kit.PROJECT._replace(off_the_table=(OffTheTable("the budget", private),))
    given = kit.answers(project=project, note=private, evidence=(private,))
    assert private in json.dumps(as_data(kit.assessment(given)))
    assert private not in json.dumps(as_data(kit.assessment(given), public=True))


@pytest.mark.parametrize(
    ("respondent", "said"),
    [
        (Respondent("staff", 8), "Answered by 8 staff, 12 May 2026."),
        (Respondent("staff", 3), "Answered by staff, 12 May 2026."),
        (
            Respondent("mixed", 8, (("staff", 5), ("people", 3))),
            "Answered by staff and young people, 12 May 2026.",
        ),
        (
            Respondent("mixed", 11, (("staff", 5), ("people", 6))),
            "Answered by 5 staff and 6 young people, 12 May 2026.",
        ),
    ],
)
def test_in_public_nobody_in_a_small_group_is_counted(respondent: Respondent, said: str) -> None:
    """Nor can they be found by taking the other group from the whole: then no size is given at all."""
    data = as_data(kit.assessment(kit.answers(respondent=respondent)), public=True)
    assert said == data["who_answered"]["says"]


def test_every_question_is_in_the_appendix_asked_or_not() -> None:
    data = as_data(kit.assessment())
    kinds = ("questions", "did_not_arise", "not_asked")
    listed = [q for section in data["answers"] for kind in kinds for q in section[kind]]
    assert {q.id for q in kit.QUESTIONNAIRE.questions} == {q["id"] for q in listed}
    told = {a["fact"]: a["answer"] for q in listed for a in q["answers"]}
    assert ("Nothing", "Nobody could say", "Not asked") == (
        told["told"],
        told["decisions.running"],
        told["papers"],
    )


def test_every_verdict_names_the_answers_behind_it() -> None:
    data = as_data(kit.assessment())
    for verdict in (*data["criteria"], *data["alarms"], *data["recommendations"], *data["rows"]):
        assert verdict["because"], verdict
        assert all(told["facts"] and told["says"] for told in verdict["because"])


def test_a_source_is_printed_as_readers_see_it() -> None:
    advice = as_data(kit.assessment())["first_steps"][0]
    assert "From Terry, Box A." == advice["source_says"]
    assert ["Terry, Co-production in practice, Box A"] == advice["source"]
    assert ["nef and NESTA, Into the mainstream, Part 2"] == advice["views"][1]["source"]


def test_advice_says_what_it_is_for_whatever_it_turns_to() -> None:
    def helps_with(reason: str, helps: str) -> str:
        chosen = kit.assessment().recommendations[0]._replace(reason=reason, helps=helps)  # type: ignore[arg-type]
        return str(as_data(kit.assessment(recommendations=(chosen,)))["recommendations"][0]["helps_with"])

    assert "A missing step: information." == helps_with("tread", "information")
    assert "The claim is above the facts." == helps_with("alarm", "claim")
    assert "There is no access." == helps_with("practice", "access")
    assert "The council settled what the money goes on and told young people why." == helps_with(
        "unlock", "decisions.money"
    )
    assert "" == helps_with("practice", "gone")


def test_practice_that_does_not_apply_is_not_counted_as_practice() -> None:
    data = as_data(kit.assessment(kit.answers(kit.FACTS | {"access": "not-applicable"})))
    people = next(section for section in data["sections"] if section["id"] == "people")
    assert [] == people["practice"]


def test_an_alarm_that_speaks_of_one_answer_is_that_answer() -> None:
    alarm = kit.ALARM._replace(when=Among("told", frozenset({"nothing"})))
    raised = RaisedAlarm(alarm, ("told",))
    told = as_data(kit.assessment(alarms=(raised,)))["alarms"][0]
    assert ("Young people outside the room hear nothing.", None) == (told["heading"], told["answered"])


def test_how_many_recommendations_are_left_is_told() -> None:
    many = kit.assessment().recommendations * 11
    data = as_data(kit.assessment(recommendations=many))
    assert (3, 6, 11) == (len(data["first_steps"]), len(data["later_steps"]), len(data["recommendations"]))
    assert (
        "There are two more, less pressing; the appendix names them under “More advice, for later”."
        == data["later_says"]
    )
    assert [advised["title"] for advised in data["recommendations"][9:]] == data["more_steps"]
    assert "## More advice, for later" in audit.rendered(data)


def test_the_ladder_stands_in_text_beside_a_picture_too() -> None:
    data = as_data(kit.assessment(), picture="ladder.svg")
    for template in ("audit.md.j2", "one-page.md.j2"):
        text = audit.rendered(data, template)
        assert "](ladder.svg)" in text
        assert "```text\n" in text


def test_a_section_that_nobody_was_asked_about_is_named_and_has_no_heading() -> None:
    data = as_data(kit.assessment())
    assert "Not asked this time: culture." == data["not_asked_says"]
    assert "### Culture" not in audit.rendered(data)


def test_the_page_in_plain_words_worries_about_what_is_so_and_not_about_what_is_not_known() -> None:
    """A heading never stands over nothing: what is not known has a place of its own."""
    unknown = as_data(kit.assessment(alarms=(), missing_treads=(), unknown_treads=("information",)))
    assert (True, []) == (unknown["attention"], unknown["one_page"]["worries"])
    assert "What worries us" not in audit.rendered(unknown, audit.ONE_PAGE)
    odd = RaisedAlarm(kit.CHOICE_TO_MAKE, ("decisions.money",))
    several = as_data(kit.assessment(alarms=(RaisedAlarm(kit.ALARM, ("told",)), odd)))
    assert [
        "Two answers disagree.",
        "Young people outside the room hear nothing.",
        "Young people outside the room hear nothing.",
    ] == several["one_page"]["worries"]


def test_who_decides_is_left_out_where_the_questionnaire_does_not_say_when_a_row_is_shared() -> None:
    asked = kit.QUESTIONNAIRE._replace(definitions=())
    data = as_data(kit.assessment(asked=asked))
    VALID.validate(data)
    assert [(None, None)] * 3 == [(row["who"], row["shared"]) for row in data["rows"]]
    table = audit.rendered(data).partition("## Who decides what\n\n")[2]
    settled = "The council settled this and told young people why"
    assert [
        "| The matter | How the last decision was settled |",
        "| --- | --- |",
        f"| What the money goes on | {settled} |",
    ] == table.splitlines()[:3]
    assert "not known" not in table.partition("##")[0]


def test_a_questionnaire_that_says_when_a_row_is_shared_has_a_column_for_it() -> None:
    data = as_data(kit.assessment())
    assert (True, ["the council", "the council", "not known"]) == (
        data["who_decides"],
        [row["who"] for row in data["rows"]],
    )


def test_of_a_part_that_was_asked_about_it_is_told_what_was_left_out_and_what_did_not_arise() -> None:
    def power(*left: str, **given: str) -> dict[str, Any]:
        facts = {fact: choice for fact, choice in kit.FACTS.items() if fact not in left} | given
        told = as_data(kit.assessment(kit.answers(facts)))["answers"]
        return next(section for section in told if section["section"] == "power")

    one, two, several = power(), power("work-people"), power("work-people", "work-organisation")
    assert (["handover"], "Left open: What support came?") == (
        [question["id"] for question in one["not_asked"]],
        one["not_asked_says"],
    )
    assert "Left open: How much of the work do people do? What support came?" == two["not_asked_says"]
    assert "Left open: three other questions of this part." == several["not_asked_says"]
    assert None is power(handover="some")["not_asked_says"]


def test_what_would_make_it_read_otherwise_is_told_with_a_heading_or_not_at_all() -> None:
    """What lowers it has been told by then, under what it rests on."""
    data = as_data(kit.assessment())
    assert ["For it to read co-design, one of these would have to be true:"] == [
        way["heading"] for way in data["otherwise"]
    ]
    nothing = kit.stands("below", "co-design", enough=False)
    assert [] == as_data(kit.assessment(standing=nothing))["otherwise"]


def test_a_first_page_tells_two_of_many_alarms_in_full_contradictions_first_and_hides_none() -> None:
    raised = [RaisedAlarm(kit.ALARM._replace(id=f"a{n}"), ("told",)) for n in range(4)]
    odd = RaisedAlarm(kit.ALARM._replace(id="odd", kind="contradiction"), ("told",))
    data = as_data(kit.assessment(alarms=(*raised, odd)))
    assert ["odd", "a0"] == [alarm["id"] for alarm in data["attention_first"]]
    assert ["a1", "a2", "a3"] == [alarm["id"] for alarm in data["attention_also"]]
    assert "- **Also:** " in audit.rendered(data)


def advised(**other: Any) -> ChosenRecommendation:
    chosen = kit.assessment().recommendations[0]
    return chosen._replace(recommendation=chosen.recommendation._replace(**other))


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Nobody told them. Young people outside the room hear nothing, and that hurts.", None),
        ("People outside the room hear nothing.", None),
        ("Paper is patient. People wait outside.", "Young people outside the room hear nothing."),
    ],
)
def test_a_reason_that_the_advice_gives_itself_is_not_given_again(text: str, answered: str | None) -> None:
    data = as_data(kit.assessment(recommendations=(advised(text=text),)))
    assert answered == data["first_steps"][0]["answered"]


def test_of_several_reasons_what_is_not_known_is_given() -> None:
    """Advice that is given because something is not known says so, not what happens to be known beside it."""
    when = AtLeast(2, (Among("told", frozenset({"nothing"})), NobodyKnows("decisions.running")))
    chosen = advised(text="Paper is patient.", when=when)._replace(because=("told", "decisions.running"))
    data = as_data(kit.assessment(recommendations=(chosen,)))
    assert (
        "Nobody could say how the last real decision was settled (how it runs day to day)."
        == data["first_steps"][0]["answered"]
    )


@pytest.mark.parametrize(
    ("easy", "said"),
    [("Tell them why", "Tell them why."), ("", "Put up a note.")],
)
def test_a_first_step_without_plain_words_stands_on_the_page_as_it_is(easy: str, said: str) -> None:
    data = as_data(kit.assessment(recommendations=(advised(easy=easy),)))
    assert said == data["first_steps"][0]["easy"]
    assert f"1. {said}\n" in audit.rendered(data, "one-page.md.j2")


def test_the_same_reason_is_not_given_twice() -> None:
    data = as_data(kit.assessment(recommendations=(advised(text="Paper is patient."),) * 3))
    reasons = [advice["answered"] for advice in data["first_steps"]]
    assert reasons[0]
    assert [None, None] == reasons[1:]


def test_the_result_and_the_audit_of_the_small_example_are_files_to_read(golden: Golden) -> None:
    """What a change of the format or of a template changes is seen here, apart from any change of the questionnaire."""
    data = as_data(kit.assessment(kit.answers(note="One note.", evidence=("minutes.pdf",))))
    golden(GOLDEN / "result.json", json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    golden(GOLDEN / "audit.md", audit.rendered(data))
    golden(GOLDEN / "one-page.md", audit.rendered(data, "one-page.md.j2"))
    golden(GOLDEN / "ladder.svg", picture.ladder(data))
