"""What the interview asks next: a state machine over values, tested without a terminal."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.answers import Answer, Answers, OffTheTable
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.errors import UsageError
from coprod_audit.interview import (
    REVIEW,
    SECTIONS,
    Given,
    Interview,
    Option,
    Scope,
    Step,
    Wanted,
    Wish,
    begin,
    complaint,
    current,
    missing,
    noting,
    replied,
    route,
    wording,
)
from coprod_audit.interview.days import day_of
from coprod_audit.interview.offered import offers, offers_of, take
from coprod_audit.interview.questions import options
from coprod_audit.interview.scope import open_places, places, unmatched
from coprod_audit.loading import read_questionnaire
from coprod_audit.questionnaire import Questionnaire

DETAILS = {
    "project.title": "Riverside Hub",
    "project.organisation": "Riverside Council",
    "project.organisation-short": "the council",
    "project.people": "young people",
    "unit.about": "the youth hub",
    "respondent.view": "staff",
    "respondent.size": "8",
}
TODAY = "2026-05-12"


@lru_cache
def asked() -> Questionnaire:
    return read_questionnaire()


FACTS = len(asked().by_fact)
NAMES = 2 * len(asked().sections) + len(asked().questions)
OPTIONAL_PARTS = [
    (here[0].facts[0], f"{section.title}: optional, {len(here)} question{'' if len(here) == 1 else 's'}")
    for section in asked().sections
    if section.optional and (here := [one for one in asked().questions if one.section == section.id])
]
"""The optional parts as the menu of sections has them."""


def start(
    quick: bool = False, answers: Answers | None = None, scope: Scope | None = None, today: str = TODAY
) -> Interview:
    return begin(asked(), answers, scope or Scope(quick), today)


def put(interview: Interview) -> Step:
    """The step that is put now."""
    step = current(interview)
    assert step is not None
    return step


def say(interview: Interview, value: str, fact: str = "") -> Interview:
    """The conversation after an answer to what is put."""
    return replied(interview, put(interview), Given(value, fact))


def want(interview: Interview, *wishes: Wish) -> Interview:
    """The conversation after wishes, one after the other."""
    for wish in wishes:
        interview = replied(interview, current(interview) or Step("ending", ""), Wanted(wish))
    return interview


def usual(step: Step) -> str:
    """What a room that knows everything and wants to be done would say."""
    if step.id in DETAILS:
        return DETAILS[step.id]
    return step.options[0].value if step.options else ""


def walk(
    interview: Interview, say: Callable[[Step], str] = usual, until: str | None = None
) -> tuple[Interview, list[Step]]:
    """Answer whatever comes, up to the step of that id or the end; return the steps that were put."""
    steps: list[Step] = []
    while (step := current(interview)) is not None and step.id != until:
        assert len(steps) < 200, f"{step.id} is asked again and again"
        steps.append(step)
        interview = replied(interview, step, Given(say(step)))
    return interview, steps


def saying(**values: str) -> Callable[[Step], str]:
    """As `usual`, but for the steps named; `_` stands for the dots and dashes of an id."""
    return lambda step: values.get(step.id.replace(".", "_").replace("-", "_"), usual(step))


def test_the_details_come_in_order_and_the_claim_before_the_facts() -> None:
    _, steps = walk(start(), until="reason")
    assert [step.id for step in steps] == [
        "project.title",
        "project.organisation",
        "project.organisation-short",
        "project.people",
        "project.date",
        "unit.about",
        "unit.level",
        "project.unit",
        "off-the-table",
        "respondent.view",
        "respondent.size",
        "project.claims",
        "project.intends",
    ]


def test_every_fact_is_asked_once_in_the_order_of_the_sections() -> None:
    everything = saying()
    _, steps = walk(start(), everything)
    facts = [step.id for step in steps if step.id in asked().by_fact]
    optional = [section.id for section in asked().sections if section.optional]
    of_all = [f for f, (question, _) in asked().by_fact.items() if question.section not in optional]
    assert facts == [f for f in of_all if not f.startswith("differences.")]


def test_quick_asks_what_decides_and_nothing_else() -> None:
    _, steps = walk(start(quick=True))
    facts = [step.id for step in steps if step.id in asked().by_fact]
    assert facts == [f for f in asked().decisive if not f.startswith("differences.")]


def test_differences_are_asked_only_for_rows_that_were_worked_out() -> None:
    _, steps = walk(start(quick=True), saying(decisions_money="worked-out"))
    assert [step.id for step in steps if step.id.startswith("differences.")] == ["differences.money"]


def test_nothing_typed_stands_for_the_default() -> None:
    interview, _ = walk(
        start(), saying(project_organisation_short="", project_people=""), until="off-the-table"
    )
    project = interview.answers.project
    assert (project.organisation_short, project.people, project.date) == (
        "Riverside Council",
        "people",
        TODAY,
    )


def test_the_unit_sentence_is_built_and_can_be_written_better() -> None:
    built, _ = walk(start(), saying(unit_level="a service or project"), until="off-the-table")
    assert built.answers.project.unit == (
        "Decisions of the council about the youth hub, in the twelve months to 12 May 2026, "
        "at the level of a service or project"
    )
    better, _ = walk(start(), saying(project_unit="What the hub is for, May to May"), until="off-the-table")
    assert better.answers.project.unit == "What the hub is for, May to May"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        (
            "Decisions of the council about the youth hub, 2025-26.",
            "Decisions of the council about the youth hub, 2025-26",
        ),
        ("The council decides what the hub is for", "The council decides what the hub is for"),
        ("decisions of the board about rents", "Decisions of the board about rents"),
        (
            "the youth hub, May 2025 to April 2026",
            "Decisions of the council about the youth hub, May 2025 to April 2026",
        ),
        ("the hub since March 2025", "Decisions of the council about the hub since March 2025"),
        ("the hub, 2025/26", "Decisions of the council about the hub, 2025/26"),
        ("the hub over the last 12 months", "Decisions of the council about the hub over the last 12 months"),
        (
            "the 2030 plan",
            "Decisions of the council about the 2030 plan, in the twelve months to 12 May 2026",
        ),
        ("decisions", "Decisions of the council about decisions, in the twelve months to 12 May 2026"),
    ],
)
def test_a_whole_sentence_or_a_time_is_not_said_twice(typed: str, unit: str) -> None:
    built, _ = walk(start(), saying(unit_about=typed), until="unit.level")
    assert built.answers.project.unit == unit


def test_no_level_is_chosen_beforehand_and_a_sentence_of_ones_own_has_none() -> None:
    _, steps = walk(start(), until="project.unit")
    assert (steps[-1].id, steps[-1].default) == ("unit.level", "")
    own, _ = walk(start(), saying(project_unit="What the council settles"), until="told")
    assert "unit.level" not in route(own)


def test_what_is_off_the_table_is_asked_until_there_is_no_more() -> None:
    matters = iter(["the total budget", "the building", ""])

    def say(step: Step) -> str:
        return (
            next(matters)
            if step.id == "off-the-table"
            else "cabinet"
            if step.id.endswith("who")
            else usual(step)
        )

    interview, _ = walk(start(), say, until="respondent.view")
    assert interview.answers.project.off_the_table == (
        OffTheTable("the total budget", "cabinet"),
        OffTheTable("the building", "cabinet"),
    )


def test_nothing_off_the_table_is_kept_as_nothing_and_not_as_not_asked() -> None:
    interview, _ = walk(start(), until="respondent.view")
    assert interview.answers.project.off_the_table == ()


def test_a_matter_whose_owner_was_not_said_is_asked_for_when_the_file_is_resumed() -> None:
    interview, _ = walk(start(), until="off-the-table")
    half = say(interview, "the total budget").answers
    assert put(start(answers=half)).id == "off-the-table.who"


def test_a_mixed_room_is_asked_for_each_group_in_its_own_word_and_added_up() -> None:
    interview, steps = walk(
        start(),
        saying(respondent_view="mixed", respondent_groups_staff="5", respondent_groups_people="3"),
        until="project.claims",
    )
    respondent = interview.answers.respondent
    assert (respondent.groups, respondent.size, respondent.people) == ((("staff", 5), ("people", 3)), 8, True)
    assert [step.ask for step in steps if step.id.startswith("respondent.groups")] == [
        "How many members of staff are in the room? (Enter for none)",
        "How many young people are in the room? (Enter for none)",
        "How many carers are in the room? (Enter for none)",
        "How many people from partner organisations are in the room? (Enter for none)",
        "How many leaders (board members, councillors, senior managers) are in the room? (Enter for none)",
    ]
    assert "respondent.size" not in [step.id for step in steps]


def test_not_having_said_which_rung_leaves_it_open() -> None:
    interview, _ = walk(start(), saying(project_claims="", project_intends="co-design"), until="reason")
    assert (interview.answers.project.claims, interview.answers.project.intends) == (None, "co-design")


@pytest.mark.parametrize(
    "stop", ["project.organisation", "unit.level", "respondent.size", "told", "decisions.design"]
)
def test_a_file_is_gone_on_with_where_it_was_left(stop: str) -> None:
    half, _ = walk(start(), until=stop)
    assert put(start(answers=half.answers)).id == stop


def test_what_was_left_empty_on_purpose_is_not_asked_again() -> None:
    half, _ = walk(start(), saying(respondent_size="", project_claims="", project_intends=""), until="told")
    _, steps = walk(start(answers=half.answers))
    assert [step.id for step in steps if step.id not in asked().by_fact] == []


def test_a_finished_file_asks_nothing() -> None:
    done, _ = walk(start())
    assert current(start(answers=done.answers)) is None
    assert missing(done) == ()


def test_what_is_missing_is_said_in_words_and_in_order() -> None:
    half, _ = walk(start(quick=True), until="agenda")
    assert [one[:20] for one in missing(half)] == [asked().by_id[i].ask[:20] for i in ("agenda", "after")]
    assert missing(start())[0] == "What is the project called?"


def test_progress_and_the_time_left_count_only_what_is_asked() -> None:
    _, steps = walk(start())
    where = {step.id: step.where for step in steps}
    assert where["told"] == "Section 4 of 5, question 1 of 15. About half an hour left."
    assert where["decisions.money"] == "Section 4 of 5, question 4 of 15, row 2 of 5. About 25 minutes left."
    assert where["give-back"] == "Section 5 of 5, question 5 of 5. A few minutes left."
    _, quick = walk(start(quick=True))
    assert {step.id: step.where for step in quick}["told"] == "Question 1 of 7. About 15 minutes left."


def test_a_section_is_opened_once_in_a_sitting() -> None:
    _, steps = walk(start())
    aloud = [section.aloud for section in asked().sections if not section.optional]
    assert [line for step in steps for line in step.before if line in aloud] == aloud


def test_a_section_that_was_opened_is_not_opened_again_where_its_questions_are_left_for_later() -> None:
    interview, _ = walk(start(), until="reason")
    aloud = next(section.aloud for section in asked().sections if section.id == "goals")
    shown = [put(interview)]
    while put(interview).id != "red-lines":
        interview = want(interview, Wish.FORWARD)
        shown.append(put(interview))
    assert [aloud in step.before for step in shown] == [True, False, False, False, False, False]
    assert shown[-1].before == tuple(s.aloud for s in asked().sections if s.id == "scope")
    interview = say(want(interview, Wish.SECTIONS), "reason")
    assert (put(interview).id, put(interview).before) == ("reason", ())


def test_a_section_is_not_opened_again_where_the_room_goes_back_to_its_first_answer() -> None:
    interview, _ = walk(start(), until="goals-together")
    interview = want(interview, Wish.BACK)
    assert (put(interview).id, put(interview).before) == ("reason", ())


def test_a_section_is_opened_again_in_another_sitting() -> None:
    interview, _ = walk(start(), until="goals-together")
    assert put(interview).before == ()
    again = put(start(answers=interview.answers))
    assert (again.id, again.before) == (
        "goals-together",
        tuple(s.aloud for s in asked().sections if s.id == "goals"),
    )


def test_dont_know_is_always_possible_and_does_not_apply_only_where_allowed() -> None:
    _, steps = walk(start())
    for step in steps:
        if step.id in asked().by_fact:
            values = [option.value for option in step.options]
            allowed = asked().by_fact[step.id][0].not_applicable
            assert (values.count(UNKNOWN), values.count(NOT_APPLICABLE)) == (1, int(allowed))


NEVER_DIFFERED = "Don't know, or we never differed"


def test_dont_know_says_what_it_takes_in_where_the_question_says_so_and_else_only_that() -> None:
    dont_know = {
        question.id: option
        for question in asked().questions
        for option in options(question)
        if option.value == UNKNOWN
    }
    assert dont_know.pop("differences") == Option(UNKNOWN, NEVER_DIFFERED, NEVER_DIFFERED, "d", "Don't know")
    assert set(dont_know.values()) == {Option(UNKNOWN, "Don't know", "We do not know.", key="d")}


def test_what_dont_know_takes_in_is_said_where_the_answer_is_told() -> None:
    worked_out = saying(decisions_money="worked-out", differences_money=UNKNOWN)
    interview, _ = walk(start(quick=True), worked_out)
    chosen = {option.value: option.label for option in put(want(interview, Wish.REVIEW)).options}
    assert chosen["differences.money"].endswith(f"? What the money goes on - {NEVER_DIFFERED}")


def test_every_question_has_help_why_evidence_and_plain_words() -> None:
    _, steps = walk(start())
    assert [s.id for s in steps if s.id in asked().by_fact and not all(s.asides)] == []


def test_a_note_belongs_to_the_answer_that_is_put_or_else_to_the_one_given_last() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    assert noting.noted_fact(interview, "asked") == "told"
    assert noting.noted_fact(want(interview, Wish.BACK), "told") == "told"
    before, _ = walk(start(quick=True), until="told")
    assert noting.noted_fact(before, "told") is None


def test_a_note_is_changed_where_it_stands_and_evidence_is_added_and_taken_out() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    interview = noting.noted(interview, "told", "A letter.")
    assert noting.note_step(interview, "told").stands == "A letter."
    interview = noting.noted(interview, "told", "A letter, and a poster.")
    for typed in ("letter of 3 May", "poster", "letter of 3 May", "-poster"):
        interview = noting.evidenced(interview, "told", typed)
    kept = interview.answers.by_fact["told"]
    assert (kept.note, kept.evidence) == ("A letter, and a poster.", ("letter of 3 May",))


def test_changing_an_answer_keeps_its_note() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    interview = noting.noted(interview, "told", "A letter.")
    interview = say(want(interview, Wish.BACK), "too-late")
    assert interview.answers.by_fact["told"] == Answer("too-late", "A letter.")


def test_answers_stand_in_the_order_of_the_questionnaire() -> None:
    late = start()._replace(answers=start().answers._replace(answers=(("after", Answer("nothing")),)))
    interview, _ = walk(late)
    order = list(asked().by_fact)
    facts = [fact for fact, _ in interview.answers.answers]
    assert facts == sorted(facts, key=order.index)


@pytest.mark.parametrize(
    ("step", "text", "wrong"),
    [
        ("project.date", "2026-02-30", "is not a date"),
        ("project.date", "30/2/2026", "is not a date"),
        ("project.date", "12 Mai 2026", "is not a date"),
        ("project.date", "12 marching 2026", "is not a date"),
        ("project.date", "1 dec 2026", None),
        ("project.date", "12/5/2026", None),
        ("project.date", "12 May 2026", None),
        ("project.date", "12th may 2026", None),
        ("project.date", "2026-05-12", None),
        ("respondent.size", "eight", "is not a number of people"),
        ("respondent.size", "0", "is not a number of people"),
        ("respondent.size", "²", "is not a number of people"),
        ("respondent.size", "9" * 5000, "is not a number of people"),
        ("respondent.size", "", None),
        ("respondent.groups.staff", "five", "is not a number"),
        ("respondent.groups.staff", "5", None),
        ("respondent.groups.staff", "0", None),
        ("respondent.groups.staff", "", None),
        ("project.title", "a" * 20_001, "longer than 20,000"),
        ("project.title", "A title\x1b[31m", "cannot be kept"),
        ("project.title", "caf\udce9", "cannot be kept"),
        ("project.title", "Café 12:30 no ~ =1+1 👩‍👧", None),
    ],
)
def test_a_text_that_cannot_stand_is_answered_with_a_way_out(step: str, text: str, wrong: str | None) -> None:
    said = complaint(Step(step, "?"), text)
    assert (said is None) if wrong is None else (said is not None and wrong in said)


def test_questions_are_counted_alike_at_the_start_on_the_way_and_when_it_is_gone_on_with() -> None:
    half, steps = walk(start(quick=True), until="decisions.running")
    assert "7 questions, one of them about 5 matters" in wording.welcome(start(quick=True), "a")[1]
    assert steps[-1].where.startswith("Question 4 of 7")
    said = wording.resumption(start(quick=True, answers=half.answers), "a.yaml")
    assert "3 questions are answered" in said
    assert "4 are still open" in said


def test_the_heading_of_a_note_says_the_answer_in_words() -> None:
    interview, _ = walk(start(quick=True), saying(told=UNKNOWN), until="asked")
    assert noting.note_step(interview, "told").before[0].endswith(" Don't know")


def test_how_long_it_takes_is_said_in_words() -> None:
    said = " ".join(wording.welcome(start(), "answers.yaml"))
    assert "about 50 minutes" in said
    assert "--quick" in said
    assert "answers.yaml" in said


def test_going_back_shows_what_was_answered_and_keeps_what_came_after() -> None:
    interview, _ = walk(start(quick=True), until="agenda")
    given = interview.answers
    back = want(interview, Wish.BACK, Wish.BACK)
    assert (put(back).id, put(back).stands) == ("decisions.judging", "not-told")
    assert back.answers == given
    forward = want(back, Wish.FORWARD, Wish.FORWARD)
    assert put(forward).id == "agenda"
    assert forward.answers == given


def test_an_answer_given_on_the_way_back_leads_to_what_is_open() -> None:
    interview, _ = walk(start(quick=True), until="agenda")
    changed = say(want(interview, *[Wish.BACK] * 3), "agreed")
    assert changed.answers.facts["decisions.running"] == "agreed"
    assert (put(changed).id, put(changed).stands) == ("decisions.judging", "not-told"), (
        "the rest of the table"
    )
    assert put(say(changed, "not-told")).id == "agenda"


def test_whoever_moves_on_in_a_table_stands_in_the_row_moved_to() -> None:
    interview, _ = walk(start(quick=True), until="decisions.purpose")
    moved = replied(interview, put(interview), Given("agreed", "decisions.purpose", "decisions.running"))
    assert moved.answers.facts["decisions.purpose"] == "agreed"
    assert put(moved).id == "decisions.running"


def test_one_can_go_back_to_the_very_first_question_and_no_further() -> None:
    interview, steps = walk(start(quick=True), until="asked")
    for step in reversed(steps):
        interview = want(interview, Wish.BACK)
        assert put(interview).id == step.id
    assert want(interview, Wish.BACK) == interview


def test_in_a_sitting_that_goes_on_with_a_file_one_can_go_back_into_what_was_answered_before() -> None:
    half, _ = walk(start(quick=True), until="asked")
    again = start(quick=True, answers=half.answers)
    assert [put(want(again, *[Wish.BACK] * n)).id for n in (1, 2, 3)] == [
        "told",
        "project.intends",
        "project.claims",
    ]


def test_a_question_left_open_for_later_is_asked_when_the_room_comes_back_to_it() -> None:
    interview, _ = walk(start(quick=True), until="told")
    passed = want(interview, Wish.FORWARD)
    assert put(passed).id == "asked"
    end, _ = walk(passed)
    assert "told" not in end.answers.facts
    assert [option.label for option in wording.ending(end).options] == [
        "Write the audit",
        "Answer what is still open (1)",
        "Review an answer",
        "Stop here",
    ]


def test_what_no_audit_can_do_without_is_not_left_open() -> None:
    interview = want(start(), Wish.FORWARD)
    assert put(interview).id == "project.title"


def test_a_row_that_no_longer_applies_is_set_aside_and_comes_back_with_its_route() -> None:
    worked_out = saying(decisions_money="worked-out", differences_money="people")
    interview, _ = walk(start(quick=True), worked_out)
    there = replied(want(interview, Wish.REVIEW), put(want(interview, Wish.REVIEW)), Given("decisions.money"))
    gone = say(there, "talked")
    assert "differences.money" not in gone.answers.facts
    assert gone.answers.set_aside == (("differences.money", Answer("people")),)
    assert put(gone).id == REVIEW
    assert put(gone).before == (
        (
            "1 answer is set aside, because its question does not arise as things stand. Nothing is lost: they come back "
            "if it does."
        ),
    )
    back = say(say(gone, "decisions.money"), "worked-out")
    assert back.answers.facts["differences.money"] == "people"
    assert back.answers.set_aside == ()
    assert put(back).id == REVIEW


def test_what_a_changed_answer_opens_is_asked_before_the_review_goes_on() -> None:
    interview, _ = walk(start(quick=True))
    changed = say(say(want(interview, Wish.REVIEW), "decisions.design"), "worked-out")
    assert put(changed).id == "differences.design"
    assert put(say(changed, "people")).id == REVIEW


def test_a_contradiction_written_by_hand_is_left_as_it_is() -> None:
    """Only what this room's answers close is set aside."""
    facts = (("decisions.money", Answer("agreed")), ("differences.money", Answer("organisation")))
    by_hand = start()._replace(answers=start().answers._replace(answers=facts))
    assert say(by_hand, "A title").answers.facts["differences.money"] == "organisation"
    elsewhere = replied(by_hand, Step("told", ""), Given("nothing"))
    assert elsewhere.answers.facts["differences.money"] == "organisation"


def test_any_row_of_a_table_can_be_answered_and_the_next_open_one_is_put() -> None:
    interview, _ = walk(start(quick=True), until="decisions.purpose")
    assert [row.fact for row in put(interview).rows] == asked_rows()
    later = say(interview, "agreed", "decisions.design")
    assert later.answers.facts["decisions.design"] == "agreed"
    assert put(later).id == "decisions.purpose"
    assert [row.stands for row in put(later).rows] == ["", "", "agreed", "", ""]


def asked_rows() -> list[str]:
    return [f"decisions.{row}" for row in ("purpose", "money", "design", "running", "judging")]


def test_the_sections_are_listed_with_their_state_and_lead_to_what_is_open() -> None:
    interview, _ = walk(start(), until="red-lines")
    menu = put(want(interview, Wish.SECTIONS))
    assert menu.id == SECTIONS
    assert [(option.value, option.label) for option in menu.options] == [
        ("project.title", "The project itself: all answered"),
        ("reason", "Goals: all answered"),
        ("red-lines", "Scope: not begun"),
        ("who-is-missing", "Who is involved: not begun"),
        ("told", "Who decides: not begun"),
        ("informed", "Culture: not begun"),
        *OPTIONAL_PARTS,
        (REVIEW, "Every answer, to look through and change"),
        ("on", "Go on (34 still open)"),
    ]
    there = say(want(interview, Wish.SECTIONS), "informed")
    assert put(there).id == "informed"
    assert put(want(there, Wish.BACK)).id == SECTIONS
    assert put(say(want(there, Wish.BACK), "on")).id == "red-lines"


def test_a_room_that_goes_to_a_section_stays_there_while_it_has_open_questions() -> None:
    interview, _ = walk(start(), until="red-lines")
    there = say(want(interview, Wish.SECTIONS), "informed")
    asked_there = []
    while put(there).id in [q.id for q in asked().questions if q.section == "culture"]:
        asked_there.append(put(there).id)
        there = say(there, put(there).options[0].value)
    assert asked_there == ["informed", "strengths", "staff-skills", "leaders", "give-back"]
    assert put(there).id == "red-lines"


def test_what_is_off_the_table_can_be_taken_out_and_more_is_asked_for() -> None:
    interview, _ = walk(start(), until="off-the-table")
    both = say(say(say(say(interview, "the budget"), "cabinet"), "the site"), "cabinet")
    there = say(want(walk(both)[0], Wish.REVIEW), "off-the-table")
    assert put(there).before == (
        "So far: the budget (cabinet); the site (cabinet). To take one out, type it with a minus before it.",
    )
    one = say(there, "-The Budget")
    assert [matter.what for matter in one.answers.project.off_the_table or ()] == ["the site"]


def test_the_review_shows_every_answer_and_goes_on_to_what_is_open() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    review = put(want(interview, Wish.REVIEW))
    labels = {option.value: option.label for option in review.options}
    assert labels["on"] == "Go on (10 still open)"
    assert labels["project.title"] == "What is the project called? - Riverside Hub"
    assert labels["told"] == "After a decision, what do the people who were not in the room hear? - Nothing"
    assert labels["asked"] == "When were people asked for their views? - still open"
    assert "unit.level" not in labels
    assert put(say(want(interview, Wish.REVIEW), "on")).id == "asked"


def test_whoever_leaves_the_review_by_going_back_is_not_led_there_again() -> None:
    interview, _ = walk(start(quick=True), until="came-back")
    left = want(interview, Wish.REVIEW, Wish.BACK)
    assert put(left).id == "came-back"
    assert put(say(left, "standing")).id == "decisions.purpose"


def test_changing_the_name_of_the_organisation_changes_the_sentence_that_was_built_from_it() -> None:
    interview, _ = walk(start(quick=True), until="told")
    changed = say(say(want(interview, Wish.REVIEW), "project.organisation-short"), "the trust")
    assert changed.answers.project.unit == (
        "Decisions of the trust about the youth hub, in the twelve months to 12 May 2026, "
        "at the level of one person's support"
    )
    own, _ = walk(start(quick=True), saying(project_unit="What the council settles"), until="told")
    kept = say(say(want(own, Wish.REVIEW), "project.organisation-short"), "the trust")
    assert kept.answers.project.unit == "What the council settles"


def test_going_back_to_a_part_of_the_unit_sentence_asks_for_the_rest_of_it_again() -> None:
    interview, _ = walk(start(quick=True), until="told")
    there = interview._replace(at="unit.about")
    assert put(there).stands == "the youth hub"
    assert say(there, "the youth hub").answers == interview.answers
    changed = say(there, "the skate park")
    assert put(changed).id == "unit.level"
    changed = say(changed, "a service or project")
    assert put(changed).id == "project.unit"
    assert put(changed).before[1] == (
        "Decisions of the council about the skate park, in the twelve months to 12 May 2026, "
        "at the level of a service or project"
    )


@pytest.mark.parametrize(
    ("pattern", "facts"),
    [
        ("scope.*", ["red-lines", "scope-drawn", "part-of-cycle"]),
        ("told", ["told"]),
        ("decisions.m*", ["decisions.money"]),
        ("power.decisions", asked_rows()),
        ("work-*", ["work-people", "work-organisation"]),
        ("Who is involved", [fact for fact, (one, _) in asked().by_fact.items() if one.section == "people"]),
        ("SCOPE", ["red-lines", "scope-drawn", "part-of-cycle"]),
        ("Who settles what is on the agenda?", ["agenda"]),
        ("*money*", ["decisions.money"]),
        ("What the money goes on", ["decisions.money"]),
    ],
)
def test_only_what_matches_is_asked_answered_or_not(pattern: str, facts: list[str]) -> None:
    done, _ = walk(start())
    _, steps = walk(start(answers=done.answers, scope=Scope(only=(pattern,))))
    assert [step.id for step in steps] == facts
    assert all(step.stands for step in steps)


def test_a_pattern_that_names_nothing_is_answered_with_the_nearest() -> None:
    assert unmatched(asked(), ("power.*", "told", "who decides", "WHAT IS OFFERED")) is None
    for typed, nearest in (
        ("powr.*", "power.*"),
        ("Who decide", "Who decides"),
        ("power.agend", "power.agenda"),
    ):
        assert unmatched(asked(), ("told", typed)) == (
            f"no question called '{typed}', the nearest is '{nearest}'; there are {NAMES} to choose from"
        )


def test_a_row_that_two_tables_have_is_asked_in_both_where_it_applies() -> None:
    done, _ = walk(start(), saying(decisions_money="worked-out"))
    only = Scope(only=("what the money goes on",))
    assert [place.fact for place in places(start(answers=done.answers, scope=only))] == [
        "decisions.money",
        "differences.money",
    ]


def test_what_is_asked_is_worked_out_once_and_anew_where_an_answer_changes_it() -> None:
    interview, _ = walk(start(), saying(decisions_money="worked-out"))
    before = places(interview)
    same, _ = take(interview, offers(["told=too-late"]))
    assert places(same) is before
    other, _ = take(interview, offers(["decisions.money=told"]))
    gone = {place.fact for place in before} - {place.fact for place in places(other)}
    assert gone == {"differences.money"}


def test_what_is_open_changes_with_every_answer_and_with_what_is_to_be_asked_again() -> None:
    interview, _ = walk(start(quick=True), until="told")
    assert [place.fact for place in open_places(interview)][:2] == ["told", "asked"]
    after = say(interview, "nothing")
    assert [place.fact for place in open_places(after)][:2] == ["asked", "came-back"]
    assert open_places(after._replace(again=frozenset({"told"})))[0].fact == "told"
    once_more = after._replace(answers=after.answers._replace(ask_again=("told",)))
    assert open_places(once_more)[0].fact == "told"


def test_unanswered_asks_what_is_open_and_what_nobody_could_say() -> None:
    done, _ = walk(start(quick=True), saying(told=UNKNOWN, agenda=UNKNOWN))
    _, steps = walk(start(answers=done.answers, scope=Scope(quick=True, unanswered=True)))
    assert [step.id for step in steps] == ["told", "agenda"]


def test_stale_asks_what_was_answered_before_a_day_and_an_answer_of_another_day_keeps_its_date() -> None:
    done, _ = walk(start(quick=True))
    _, steps = walk(start(answers=done.answers, scope=Scope(quick=True, stale="2026-06-01")), until="asked")
    assert [step.id for step in steps] == [
        "project.date",
        "project.unit",
        "respondent.view",
        "respondent.size",
        "told",
    ]
    half, _ = walk(
        start(answers=done.answers, scope=Scope(quick=True, stale="2026-06-01"), today="2026-07-01"),
        until="asked",
    )
    assert half.answers.project.unit.startswith(
        "Decisions of the council about the youth hub, in the twelve months to 1 July 2026"
    )
    assert half.answers.by_fact["told"] == Answer("nothing")
    assert half.answers.by_fact["asked"] == Answer("never", date="2026-05-12"), "it keeps its day"
    stale = Scope(quick=True, stale="2026-06-01")
    again = start(answers=half.answers, scope=stale, today="2026-07-02")
    assert put(again).id == "asked", "the next sitting goes on with what is left"
    assert current(start(answers=walk(again)[0].answers, scope=stale, today="2026-07-02")) is None


def test_a_newer_questionnaire_asks_what_is_new_and_what_has_changed_and_nothing_else() -> None:
    done, _ = walk(start())
    old = done.answers._replace(
        version="0.9", answers=tuple(a for a in done.answers.answers if a[0] != "reason")
    )
    newer = asked()._replace(
        questions=tuple(q._replace(changed="1.0" if q.id == "told" else "0.9") for q in asked().questions)
    )
    interview = begin(newer, old, Scope(), TODAY)
    assert interview.answers.ask_again == ("told",)
    assert (interview.answers.version, interview.answers.facts["told"]) == ("1.0", "nothing")
    said = wording.renewal(interview, "0.9")
    assert said == (
        "The file answers version 0.9 of this questionnaire, and this is 1.0: 1 question has changed since and will "
        "be asked again. What is new is asked too."
    )
    half, steps = walk(interview, until="told")
    assert [step.id for step in steps] == ["reason"]
    assert put(half).stands == "nothing"
    assert put(begin(newer, half.answers, Scope(), TODAY)).id == "told", "a stop in between loses nothing"
    done, _ = walk(half)
    assert done.answers.ask_again == ()


def test_values_given_beforehand_beat_what_is_stored_and_it_is_told() -> None:
    done, _ = walk(start(quick=True))
    interview, taken = take(done, offers(["told=too-late", "project.claims=co-design", "asked=never"]))
    assert interview.answers.facts["told"] == "too-late"
    assert interview.answers.project.claims == "co-design"
    assert wording.preview(taken, "from the command line") == (
        "These come from the command line:",
        (
            "- After a decision, what do the people who were not in the room hear? They hear of it, but too late to do "
            "anything with it (in the file: Nothing)"
        ),
        "- What you say it is: co-design (in the file: information)",
    )


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("told", "'told' is not NAME=VALUE; write for example told=too-late"),
        (
            "told=to-late",
            (
                "told: no choice called 'to-late', the nearest is 'too-late'; there are nothing, too-late, what-in-time, "
                "what-and-why-in-time, unknown"
            ),
        ),
        (
            "tolt=nothing",
            f"no question called 'tolt', the nearest is 'told'; there are {FACTS + 15} to choose from",
        ),
        (
            "project.date=May",
            "project.date: 'May' is not a date; write day, month and year, such as 12/5/2026 or 12 May 2026.",
        ),
    ],
)
def test_a_value_that_cannot_be_taken_is_answered_with_the_nearest(pair: str, said: str) -> None:
    with pytest.raises(UsageError) as found:
        take(start(), offers([pair]))
    assert str(found.value) == said


@pytest.mark.parametrize(
    "value",
    [
        "too-late",
        "Too-Late",
        "They hear of it, but too late to do anything with it",
        "they HEAR of it, but too late to do anything with it.",
        "THEY HEAR IT TOO LATE",
        " They hear it too late. ",
    ],
)
def test_a_value_may_be_given_in_the_words_of_the_question_usual_or_plain(value: str) -> None:
    interview, _ = take(start(quick=True), offers([f"told={value}"]))
    assert interview.answers.facts == {"told": "too-late"}


def test_a_detail_may_be_given_in_the_words_to_choose_from() -> None:
    interview, _ = take(
        start(quick=True), offers(["project.claims=Co-design", "respondent.view=staff of the organisation"])
    )
    assert (interview.answers.project.claims, interview.answers.respondent.view) == ("co-design", "staff")


def test_dont_know_may_be_given_by_name_and_in_the_words_of_the_question() -> None:
    worked_out = walk(start(quick=True), saying(decisions_money="worked-out"))[0]
    for value in (UNKNOWN, NEVER_DIFFERED, "don't know"):
        interview, _ = take(worked_out, offers([f"differences.money={value}"]))
        assert interview.answers.facts["differences.money"] == UNKNOWN


def test_half_of_what_a_choice_says_is_no_choice() -> None:
    for value in ("They hear", "", "."):
        with pytest.raises(UsageError, match=f"told: no choice called '{re.escape(value)}'"):
            take(start(quick=True), offers([f"told={value}"]))


def test_a_value_given_beforehand_has_the_day_on_which_it_was_given() -> None:
    done, _ = walk(start(quick=True))
    later = start(quick=True, answers=done.answers, today="2026-07-01")
    interview, _ = take(later, offers(["told=too-late"]))
    assert interview.answers.by_fact["told"] == Answer("too-late", date="2026-07-01")


def test_what_was_left_for_later_comes_when_one_goes_on_from_a_menu_and_nothing_else_is_open() -> None:
    interview, _ = walk(want(walk(start(quick=True), until="told")[0], Wish.FORWARD))
    menu = want(interview, Wish.SECTIONS)
    assert put(menu).options[-1].label == "Go on (1 still open)"
    assert put(say(menu, "on")).id == "told"


def test_a_room_that_turns_out_to_be_mixed_is_asked_for_each_group() -> None:
    interview, _ = walk(start(quick=True), until="told")
    changed = say(say(want(interview, Wish.REVIEW), "respondent.view"), "mixed")
    assert put(changed).id == "respondent.groups.staff"
    back = say(say(say(say(say(changed, "5"), "3"), ""), ""), "")
    assert put(back).id == REVIEW
    assert back.answers.respondent.groups == (("staff", 5), ("people", 3))
    staff = say(say(back, "respondent.view"), "staff")
    assert (put(staff).id, put(staff).stands) == ("respondent.size", "8")


def test_a_minus_takes_out_only_what_stands_there() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    interview = noting.evidenced(interview, "told", "-5% in the minutes")
    assert interview.answers.by_fact["told"].evidence == ("-5% in the minutes",)
    assert noting.evidenced(interview, "told", "--5% in the minutes").answers.by_fact["told"].evidence == ()


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (
            Scope(quick=True),
            "7 questions are answered about Riverside Hub, none is open. Look at the result?",
        ),
        (
            Scope(quick=True, only=("told",)),
            "1 question is answered about Riverside Hub, 1 is to be asked again. Go on with it?",
        ),
        (Scope(), "7 questions are answered about Riverside Hub, 28 are still open. Go on with it?"),
    ],
)
def test_whoever_comes_back_is_told_what_is_open_and_what_is_asked_again(scope: Scope, said: str) -> None:
    done, _ = walk(start(quick=True))
    assert (
        wording.resumption(start(answers=done.answers, scope=scope), "a.yaml")
        == f"a.yaml is there already: {said}"
    )


def test_a_day_is_kept_in_one_form_however_it_is_written() -> None:
    for typed in ("12/5/2026", "12.05.2026", "12 May 2026", "12th May 2026", "2026-05-12"):
        interview, _ = walk(start(), saying(project_date=typed), until="unit.about")
        assert interview.answers.project.date == "2026-05-12"


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-05-12", "12/5/2026", "12.05.2026", "12-5-2026", "12 5 2026"),
        *("12 May 2026", "12th may 2026", "12/MAY/2026"),
    ],
)
def test_a_day_is_read_as_people_in_britain_write_it(typed: str) -> None:
    assert day_of(typed) == date(2026, 5, 12)


@pytest.mark.parametrize(
    "typed",
    ["", "May", "31/2/2026", "12/13/2026", "12 Mai 2026", "2026-5-12", "20260512", "12 May 26", " 1/5/2026"],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_of(typed) is None


def test_what_is_asked_again_on_request_goes_on_where_the_sitting_before_stopped() -> None:
    done, _ = walk(start())
    scope = Scope(only=("scope.*",))
    first = say(start(answers=done.answers, scope=scope), "partly")
    assert put(start(answers=first.answers, scope=scope)).id == "scope-drawn"
    rest, _ = walk(start(answers=first.answers, scope=scope))
    assert rest.answers.ask_again == ()
    assert put(start(answers=rest.answers, scope=scope)).id == "red-lines"


def test_a_value_for_what_does_not_arise_is_refused() -> None:
    with pytest.raises(UsageError, match=r"differences\.money: this does not arise as the answers stand"):
        take(walk(start(quick=True))[0], offers(["differences.money=people"]))


def test_another_file_brings_its_answers_with_their_notes() -> None:
    other, _ = walk(start(quick=True), saying(told="too-late"))
    other = noting.noted(other, "told", "By letter.")
    interview, taken = take(start(quick=True), offers_of(other.answers))
    assert interview.answers == other.answers
    assert current(interview) is None
    assert len(taken) == len(other.answers.answers) + 11


@given(st.data())
def test_any_answers_lead_to_an_end_and_a_stop_anywhere_loses_nothing(data: st.DataObject) -> None:
    """Whatever is chosen, and wherever the sitting is cut, the next one asks for the rest and only for that."""

    def say(step: Step) -> str:
        if not step.options:
            return usual(step)
        return data.draw(st.sampled_from([option.value for option in step.options]), label=step.id)

    cut = data.draw(st.integers(0, 40), label="cut")
    interview, seen = start(quick=True), set[str]()
    for _ in range(cut):
        step = current(interview)
        if step is None:
            break
        interview = replied(interview, step, Given(say(step)))
        seen.add(step.id)
    resumed = start(quick=True, answers=interview.answers)
    done, steps = walk(resumed, say)
    assert not {s.id for s in steps if s.id in asked().by_fact} & seen
    assert current(done) is None
    assert dict(interview.answers.answers).items() <= done.answers.by_fact.items()


def test_going_forward_from_the_last_question_leads_to_what_is_still_open_before_it() -> None:
    interview, _ = walk(start(quick=True), until="agenda")
    last = interview._replace(at="after")
    assert put(say(last, "nothing")).id == "agenda"
    assert put(want(last, Wish.FORWARD)).id == "agenda"
