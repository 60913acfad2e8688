"""What the interview asks next: a state machine over values, tested without a terminal."""

from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import menu
from coprod_audit.answers import Answer, Answers, OffTheTable
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.interview import (
    Interview,
    Option,
    Step,
    answered,
    begin,
    complaint,
    last_fact,
    missing,
    next_step,
    noted,
    wording,
)
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


def start(quick: bool = False, answers: Answers | None = None) -> Interview:
    return begin(asked(), answers, quick=quick, today=TODAY)


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
    while (step := next_step(interview)) is not None and step.id != until:
        assert len(steps) < 200, f"{step.id} is asked again and again"
        steps.append(step)
        interview = answered(interview, step, say(step))
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
    without_differences = [f for f in asked().by_fact if not f.startswith("differences.")]
    assert facts == without_differences


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


def test_the_level_offered_first_is_a_service_or_project() -> None:
    _, steps = walk(start(), until="project.unit")
    assert (steps[-1].id, steps[-1].default) == ("unit.level", "a service or project")


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("3", 2),
        ("12", 11),
        ("129", 8),
        ("10", 9),
        ("1", 0),
        ("11", 10),
        ("0", 5),
        ("100", 9),
        ("d", 12),
        ("1d", 12),
        ("d1", 0),
    ],
)
def test_numbers_are_typed_digit_by_digit_however_long_the_list(typed: str, leads_to: int) -> None:
    step = Step(
        "x", "?", (*(Option(str(n), f"the {n}th") for n in range(1, 13)), Option("", "none", key="d"))
    )
    pointer, stands = menu.Pointer(menu.names(step)), 5
    for key in typed:
        stands = pointer.type(key, stands)
    assert stands == leads_to


def test_what_was_typed_before_an_arrow_key_counts_no_more() -> None:
    pointer = menu.Pointer([str(n) for n in range(1, 13)])
    assert pointer.type("1", 0) == 0
    assert pointer.type("2", 5) == 1, "the pointer had been moved to 5"


def test_the_labels_of_a_long_list_stand_in_line() -> None:
    step = Step(
        "x", "?", tuple(Option(str(n), "some words that do not fit", key="" if n else "d") for n in range(11))
    )
    lines = [line for label in menu.labels(step, 24) for line in label.split("\n")]
    assert lines[:2] == ["d)  some words that", "       do not fit"]
    assert lines[-2:] == ["10) some words that", "       do not fit"]


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
    step = next_step(interview)
    assert step is not None
    half = answered(interview, step, "the total budget").answers
    again = next_step(start(answers=half))
    assert again is not None
    assert again.id == "off-the-table.who"


def test_a_mixed_room_says_how_many_of_each() -> None:
    interview, steps = walk(
        start(),
        saying(respondent_view="mixed", respondent_groups="5 staff, 3 people"),
        until="project.claims",
    )
    respondent = interview.answers.respondent
    assert (respondent.groups, respondent.size, respondent.people) == ((("staff", 5), ("people", 3)), 8, True)
    assert "respondent.size" not in [step.id for step in steps]


def test_not_having_said_which_rung_leaves_it_open() -> None:
    interview, _ = walk(start(), saying(project_claims="", project_intends="co-design"), until="reason")
    assert (interview.answers.project.claims, interview.answers.project.intends) == (None, "co-design")


@pytest.mark.parametrize(
    "stop", ["project.organisation", "unit.level", "respondent.size", "told", "decisions.design"]
)
def test_a_file_is_gone_on_with_where_it_was_left(stop: str) -> None:
    half, _ = walk(start(), until=stop)
    again = next_step(start(answers=half.answers))
    assert again is not None
    assert again.id == stop


def test_what_was_left_empty_on_purpose_is_not_asked_again() -> None:
    half, _ = walk(start(), saying(respondent_size="", project_claims="", project_intends=""), until="told")
    _, steps = walk(start(answers=half.answers))
    assert [step.id for step in steps if step.id not in asked().by_fact] == []


def test_a_finished_file_asks_nothing() -> None:
    done, _ = walk(start())
    assert next_step(start(answers=done.answers)) is None
    assert missing(done) == ()


def test_what_is_missing_is_said_in_words_and_in_order() -> None:
    half, _ = walk(start(quick=True), until="agenda")
    assert [one[:20] for one in missing(half)] == [asked().by_id[i].ask[:20] for i in ("agenda", "after")]
    assert missing(start())[0] == "What is the project called?"


def test_progress_counts_only_what_is_asked() -> None:
    _, steps = walk(start())
    where = {step.id: step.where for step in steps}
    questions = [q.id for q in asked().questions if q.id != "differences"]
    at, of = questions.index("told") + 1, len(questions)
    assert where["told"] == f"Section 4 of 5, question {at} of {of}"
    assert where["decisions.money"] == f"Section 4 of 5, question {at + 3} of {of}, row 2 of 5"
    _, quick = walk(start(quick=True))
    assert {step.id: step.where for step in quick}["told"] == "Question 1 of 7"


def test_a_section_is_opened_once_in_a_sitting() -> None:
    _, steps = walk(start())
    aloud = [section.aloud for section in asked().sections]
    assert [line for step in steps for line in step.before if line in aloud] == aloud


def test_dont_know_is_always_possible_and_does_not_apply_only_where_allowed() -> None:
    _, steps = walk(start())
    for step in steps:
        if step.id in asked().by_fact:
            values = [option.value for option in step.options]
            allowed = asked().by_fact[step.id][0].not_applicable
            assert (values.count(UNKNOWN), values.count(NOT_APPLICABLE)) == (1, int(allowed))


def test_every_question_has_help_why_evidence_and_plain_words() -> None:
    _, steps = walk(start())
    assert [s.id for s in steps if s.id in asked().by_fact and not all(s.asides)] == []


def test_notes_belong_to_the_last_answer_and_are_added_to_what_is_there() -> None:
    interview, _ = walk(start(quick=True), until="asked")
    assert last_fact(interview) == "told"
    interview = noted(interview, "told", "A letter.", ("letter of 3 May",))
    interview = noted(interview, "told", "And a poster.", ())
    kept = interview.answers.by_fact["told"]
    assert (kept.note, kept.evidence) == ("A letter.\nAnd a poster.", ("letter of 3 May",))


def test_there_is_no_answer_to_note_before_the_first() -> None:
    interview, _ = walk(start(quick=True), until="told")
    assert last_fact(interview) is None


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
        ("project.date", "12 May 2026", "is not a date"),
        ("project.date", "2026-05-12", None),
        ("respondent.size", "eight", "is not a number of people"),
        ("respondent.size", "0", "is not a number of people"),
        ("respondent.size", "²", "is not a number of people"),
        ("respondent.size", "9" * 5000, "is not a number of people"),
        ("respondent.size", "", None),
        ("respondent.groups", "5 staff and 3 people", "does not say how many"),
        ("respondent.groups", "5 staff, 3 staff", "does not say how many"),
        ("respondent.groups", "staff: 5; people: 3", None),
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
    assert wording.about_note(interview, "told").endswith(" Don't know")


def test_how_long_it_takes_is_said_in_words() -> None:
    assert wording.minutes(start(quick=True)) == 15
    assert wording.minutes(start()) == 50
    said = " ".join(wording.welcome(start(), "answers.yaml"))
    assert "about 50 minutes" in said
    assert "--quick" in said
    assert "answers.yaml" in said


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
        step = next_step(interview)
        if step is None:
            break
        interview = answered(interview, step, say(step))
        seen.add(step.id)
    resumed = start(quick=True, answers=interview.answers)
    done, steps = walk(resumed, say)
    assert not {s.id for s in steps if s.id in asked().by_fact} & seen
    assert next_step(done) is None
    assert dict(interview.answers.answers).items() <= done.answers.by_fact.items()
