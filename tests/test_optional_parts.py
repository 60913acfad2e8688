"""Optional parts: asked only where somebody wants them, counted only where they are asked, and told of at the end."""

import shlex
import subprocess
from pathlib import Path

import pytest

from coprod_audit.answers import Answer, Answers, Project, Respondent
from coprod_audit.blank_sheet import blank
from coprod_audit.charter.skeleton import skeleton
from coprod_audit.cli.sitting import _fitting
from coprod_audit.conditions import UNKNOWN
from coprod_audit.interview import (
    REVIEW,
    SECTIONS,
    Given,
    Interview,
    Scope,
    Step,
    Wanted,
    Wish,
    begin,
    current,
    go_to,
    missing,
    overview,
    replied,
    wording,
)
from coprod_audit.interview.scope import places
from coprod_audit.loading import load_answers, read_questionnaire
from tests.parts_kit import PARTS, QUESTIONNAIRE
from tests.reading_kit import changed, read_small
from tests.test_interview import walk
from tests.typing_kit import DETAILS, call, lines

TODAY = "2026-05-12"
CORE = ["hear", "matters.aim", "matters.money", "leaders"]
PART = ["barriers.word", "surprises"]
WHOLE_PART = ["barriers__word", "barriers__silos", "barriers__money", "surprises"]


def start(scope: Scope | None = None, answers: Answers | None = None) -> Interview:
    return begin(QUESTIONNAIRE, answers, scope or Scope(), TODAY)


def with_answers(**choices: str) -> Answers:
    """A file with the project's details and these answers; `__` stands for the dot of an address."""
    given = {name.replace("__", "."): choice for name, choice in choices.items()}
    ordered = tuple((fact, Answer(given[fact])) for fact in QUESTIONNAIRE.by_fact if fact in given)
    project = Project("A hub", "Council", "the council", "people", "Decisions", "", (), "told", "told", TODAY)
    return Answers("small", "1.0", project, Respondent("staff", 3), ordered)


WHOLE = with_answers(hear="why", matters__aim="agreed", matters__money="agreed", leaders="partly")


def asked(interview: Interview) -> list[str]:
    return [place.fact for place in places(interview)]


def menu(interview: Interview) -> list[str]:
    step = current(go_to(interview, SECTIONS))
    assert step is not None
    return [option.label for option in step.options]


def chosen(interview: Interview, label: str) -> Interview:
    """The conversation after a choice from the menu of sections."""
    there = go_to(interview, SECTIONS)
    step = current(there)
    assert step is not None
    value = next(option.value for option in step.options if option.label == label)
    return replied(there, step, Given(value))


def test_a_whole_sitting_leaves_them_out() -> None:
    assert asked(start()) == CORE
    done, steps = walk(start())
    assert not [step.id for step in steps if step.id in PART]
    assert missing(done) == ()


def test_the_core_is_as_short_as_it_was() -> None:
    without = read_small()
    _, steps = walk(start())
    _, before = walk(begin(without, None, Scope(), TODAY))
    assert [(step.id, step.where) for step in steps] == [(step.id, step.where) for step in before]
    assert wording.welcome(start(), "a.yaml") == wording.welcome(
        begin(without, None, Scope(), TODAY), "a.yaml"
    )


@pytest.mark.parametrize("pattern", ["closer.*", "closer", "a closer look", "*"])
def test_a_pattern_that_names_one_has_it_asked(pattern: str) -> None:
    assert [fact for fact in asked(start(Scope(only=(pattern,)))) if fact in PART] == PART


def test_a_pattern_that_names_one_row_has_its_question_asked() -> None:
    assert asked(start(Scope(only=("barriers.money",)))) == ["barriers.word"]


def test_a_pattern_that_names_another_part_leaves_it_out_though_it_is_begun() -> None:
    begun = with_answers(surprises="never")
    assert asked(start(Scope(only=("culture.*",)), begun)) == ["leaders"]


def test_where_something_of_one_is_answered_what_is_left_is_asked_too() -> None:
    begun = WHOLE._replace(answers=(*WHOLE.answers, ("surprises", Answer(UNKNOWN))))
    interview = start(answers=begun)
    assert asked(interview) == [*CORE, *PART]
    assert interview.at == "barriers.word"
    assert missing(interview) == ("What gets in the way?",)
    assert (
        wording.resumption(interview, "a.yaml")
        == "a.yaml is there already: 4 questions are answered about A hub, 1 is still open. Go on with it?"
    )


def test_quick_mode_never_asks_them() -> None:
    begun = with_answers(surprises="never")
    assert asked(start(Scope(quick=True), begun)) == ["hear", "matters.aim", "matters.money"]
    assert not [one for one in menu(start(Scope(quick=True))) if "closer" in one.lower()]
    assert wording.more(start(Scope(quick=True))) == ("", ())


def test_what_is_new_in_a_renewed_file_is_not_asked_where_it_is_optional() -> None:
    newer = read_small(changed('version: "1.0"', 'version: "1.1"', PARTS))
    interview = begin(newer, WHOLE, Scope(), TODAY)
    assert asked(interview) == CORE
    assert current(interview) is None


@pytest.mark.parametrize("scope", [Scope(unanswered=True), Scope(stale="2026-06-01")])
def test_asking_once_more_leaves_them_out_unless_they_were_begun(scope: Scope) -> None:
    assert asked(start(scope, WHOLE)) == CORE
    begun = WHOLE._replace(answers=(*WHOLE.answers, ("surprises", Answer(UNKNOWN))))
    interview = start(scope, begun)
    assert asked(interview) == [*CORE, *PART]
    assert "surprises" in interview.answers.ask_again


def test_the_menu_of_sections_offers_them_and_choosing_one_opens_it() -> None:
    assert menu(start())[1:4] == [
        "Power: not begun",
        "Culture: not begun",
        "A closer look: optional, 2 questions",
    ]
    opened = chosen(start(), "A closer look: optional, 2 questions")
    step = current(opened)
    assert step is not None
    assert (step.id, step.before) == ("barriers.word", ("Now the closer look.",))
    assert step.where == "Section 3 of 3, question 1 of 2. About 10 minutes left."
    assert asked(opened) == [*CORE, *PART]
    assert menu(opened)[3:5] == [
        "A closer look (optional): not begun",
        "Leave the rest of 'A closer look' for later",
    ]


def test_a_room_stays_in_one_that_it_opened_and_then_goes_back_to_what_is_open() -> None:
    interview = chosen(start(answers=with_answers(hear="why")), "A closer look: optional, 2 questions")
    for answer in ("[silos]", "never"):
        step = current(interview)
        assert step is not None
        interview = replied(interview, step, Given(answer))
    assert interview.at == "matters.aim"


def test_one_that_was_opened_by_mistake_can_be_left_and_is_offered_at_the_end() -> None:
    opened = chosen(start(answers=WHOLE), "A closer look: optional, 2 questions")
    half = replied(opened, current(opened) or Step("", ""), Given("[]"))
    left = chosen(half, "Leave the rest of 'A closer look' for later")
    assert current(left) is None
    assert [option.label for option in wording.ending(left).options][1] == "Answer what is still open (1)"
    assert "Leave the rest of 'A closer look' for later" not in menu(left)


def endings(interview: Interview) -> list[str]:
    """What can be chosen at the end."""
    return [option.label for option in overview.with_parts(interview, wording.ending(interview)).options]


def test_the_end_offers_them_last_while_one_is_not_fully_answered() -> None:
    usual = ["Write the audit", "Review an answer", "Stop here"]
    assert endings(start(answers=WHOLE)) == [*usual, "Answer an optional part (2 questions)"]
    whole = start(answers=with_answers(**dict.fromkeys(WHOLE_PART, "unknown"), hear="why"))
    assert endings(whole) == usual
    opened = chosen(start(answers=WHOLE), "A closer look: optional, 2 questions")
    half = replied(opened, current(opened) or Step("", ""), Given("[]"))
    left = chosen(half, "Leave the rest of 'A closer look' for later")
    assert endings(left)[-1] == "Answer an optional part (1 question)"
    assert endings(start(Scope(quick=True), WHOLE)) == usual


def test_going_back_from_one_leads_to_the_menu_it_was_opened_from() -> None:
    opened = chosen(start(), "A closer look: optional, 2 questions")
    assert replied(opened, current(opened) or Step("", ""), Wanted(Wish.BACK)).at == SECTIONS


def test_one_that_was_opened_and_not_answered_is_not_asked_in_the_next_sitting() -> None:
    opened = chosen(start(answers=WHOLE), "A closer look: optional, 2 questions")
    assert asked(start(answers=opened.answers)) == CORE


def test_the_review_has_only_those_that_are_asked() -> None:
    def reviewed(interview: Interview) -> list[str]:
        step = current(go_to(interview, REVIEW))
        assert step is not None
        return [option.value for option in step.options if option.value in PART]

    assert reviewed(start(answers=WHOLE)) == []
    assert reviewed(start(Scope(only=("closer.*",)), WHOLE)) == PART


def test_a_sitting_for_one_goes_on_where_it_was_stopped_and_asks_all_of_it_once_more_when_it_is_done() -> (
    None
):
    only = Scope(only=("closer.*",))
    half = WHOLE._replace(answers=(*WHOLE.answers, ("surprises", Answer("never"))))
    assert start(only, half).at == "barriers.word"
    assert start(only, half).answers.ask_again == ()
    whole, _ = walk(start(only, half))
    assert start(only, whole.answers).answers.ask_again == tuple(PART)


def test_the_last_lines_tell_of_them() -> None:
    assert wording.more(start(answers=WHOLE)) == (
        "Optional: 2 more questions, which never move the rung: A closer look. To answer them, now or later:",
        ("closer",),
    )
    only = start(Scope(only=("closer.*",)), WHOLE)
    assert wording.more(only) == ("", ())
    begun = WHOLE._replace(answers=(*WHOLE.answers, ("surprises", Answer("never"))))
    assert wording.more(start(answers=begun)) == ("", ())


def test_of_several_each_is_named_with_how_much_it_asks() -> None:
    moved = changed(
        "  - id: surprises\n    section: closer", "  - id: surprises\n    section: further", PARTS
    )
    further = "  - {id: further, title: Further on, optional: yes}\nquestions:\n"
    two = begin(read_small(changed("questions:\n", further, moved)), WHOLE, Scope(), TODAY)
    assert wording.more(two) == (
        (
            "Optional: 2 more questions, which never move the rung: A closer look (1), Further on (1). "
            "To answer them, now or later:"
        ),
        ("closer", "further"),
    )


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, ["coprod-audit run youth-hub.yaml --only 'closer.*' --only 'access.*' \\", "  --only 'around.*'"]),
        (40, ["coprod-audit run youth-hub.yaml \\", "  --only 'closer.*' --only 'access.*' \\", "  --only 'around.*'"]),
        (96, ["coprod-audit run youth-hub.yaml --only 'closer.*' --only 'access.*' --only 'around.*'"]),
    ],
)  # fmt: skip
def test_a_long_command_stands_on_lines_that_a_shell_takes_for_one(width: int, lines: list[str]) -> None:
    command = "coprod-audit run youth-hub.yaml --only 'closer.*' --only 'access.*' --only 'around.*'"
    shown = _fitting(command, width)
    assert shown.splitlines() == lines
    assert all(len(line) <= width for line in lines)
    echoed = subprocess.run(["sh", "-c", f"printf '%s\\n' {shown}"], capture_output=True, check=True)
    assert echoed.stdout.decode().splitlines() == shlex.split(command)


def test_a_blank_sheet_marks_them_and_can_be_left_as_it_is() -> None:
    text = blank(QUESTIONNAIRE)
    assert "  # == A closer look == (optional: for a closer look, and nobody has to answer it)\n" in text
    assert text.count("(optional") == 1


def test_a_charter_to_fill_in_has_no_heading_for_them() -> None:
    text = skeleton(QUESTIONNAIRE, "", TODAY)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Power-sharing",
        "## Culture",
    ]


def test_the_check_of_a_charter_asks_for_no_heading_and_no_answer_of_them(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(changed('version: "1.0"', 'version: "1.1"', PARTS), encoding="utf-8")
    front = "coprod-audit: charter/1\nquestionnaire: small 1.0\nproject: {unit: u}\nanswers: {hear: why}"
    (tmp_path / "c.md").write_text(f"---\n{front}\n---\n# A hub\n", encoding="utf-8")
    done = call("check", "c.md", "--questionnaire", "q.yaml", cwd=tmp_path)
    said = done.stdout.decode()
    assert "is about power" in said
    assert "closer look" not in said
    assert (
        "3 questions have no answer" in said
    )  # matters and leaders; `ended` is asked only after a certain answer


def test_questionnaire_show_marks_them_and_says_how_many_there_are(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    shown = call("questionnaire", "show", "q.yaml", cwd=tmp_path).stdout.decode()
    assert "A closer look (optional)\n------------------------\nbarriers (several can be ticked): " in shown
    checked = call("questionnaire", "check", "q.yaml", cwd=tmp_path).stderr.decode()
    assert "(4 questions, 3 of them decide the rung; 2 more are optional)" in checked


def test_a_whole_interview_ends_with_the_way_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    core = ("3", "3", "3", "2")
    done = call(
        "run", "a.yaml", "--questionnaire", "q.yaml", "--plain", cwd=tmp_path, given=lines(*DETAILS[:-2], "1", "2", *core)
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().endswith(
        "\nOptional: 2 more questions, which never move the rung: A closer look. To answer\n"
        "them, now or later:\n\n"
        "coprod-audit run a.yaml --questionnaire q.yaml --plain --only 'closer.*'\n"
    )


def test_from_the_result_one_is_answered_and_the_result_told_again(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    core = ("3", "3", "3", "2")
    there = ("4", "4", "1 3", "2", "1")
    done = call(
        "run", "a.yaml", "--questionnaire", "q.yaml", "--plain", cwd=tmp_path, given=lines(*DETAILS[:-2], "1", "2", *core, *there)
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "3. Stop here\n4. Answer an optional part (2 questions) (or s)\n" in said
    assert "Where do you want to go?" in said
    assert said.rpartition("What now?")[2].startswith(
        "\n1. Write the audit\n2. Review an answer\n3. Stop here\n"
    )
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire(str(tmp_path / "q.yaml")))
    assert (answers.facts["barriers.money"], answers.facts["surprises"]) == ("named", "sometimes")
    assert (tmp_path / "a-audit.md").exists()


def test_a_quick_interview_does_not_tell_of_them(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    given = lines(*DETAILS[:-2], "1", "2", "3", "3", "3")
    done = call("run", "a.yaml", "--questionnaire", "q.yaml", "--quick", cwd=tmp_path, given=given)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Optional" not in done.stdout


def test_a_room_that_is_stopped_in_one_goes_on_in_it(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(PARTS, encoding="utf-8")
    only = ("run", "a.yaml", "--questionnaire", "q.yaml", "--only", "closer.*", "--plain")
    details = DETAILS[:-2]
    stopped = call(*only, cwd=tmp_path, given=lines(*details, "1", "2", "1 3", "stop"))
    assert stopped.returncode == 130
    assert b"barriers: [word, money]\n" in (tmp_path / "a.yaml").read_bytes()
    done = call(*only, cwd=tmp_path, given=lines("yes", "2"))
    assert done.returncode == 0, done.stderr.decode()
    assert b"What gets in the way?" not in done.stdout
    answers, _ = load_answers(tmp_path / "a.yaml", read_questionnaire(str(tmp_path / "q.yaml")))
    assert answers.facts["surprises"] == "sometimes"
