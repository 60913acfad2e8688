"""What is typed is what is stored and read again (A8), and an empty sheet can be filled in."""

from collections.abc import Iterator
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_audit import answers_reader, answers_writer, read_questionnaire, sheet_lines
from coprod_audit.answers import VIEWS, Answer, Answers, OffTheTable, Project, Respondent, View
from coprod_audit.blank_sheet import blank
from coprod_audit.errors import UsageError
from coprod_audit.guard import ANSWERS_LIMITS, Limits
from coprod_audit.questionnaire import Questionnaire
from tests.hostile_kit import saying

QUESTIONNAIRE: Questionnaire = read_questionnaire()
AWKWARD = [
    *("12:30", "014", "1_000", "no", "~", "null", "2024-02-30", "=1+1", "0x1F", "1e3", ".inf", "yes", "y"),
    *("---", "...", "- a", "? a", ": b", "a: b", "a #b", "#", "&a", "*a", "!a", "%a", "@a", "`a", "<<", "[", "{", "|", ">"),
    *("'", '"', "\\", "\\n", " leading", "trailing ", "\ttab", "a\tb", "trailing\n", "two\n\n", "\nfirst", "a\n\nb", "a\n b"),
    *(" \n ", "a \nb", "a\n\tb", "a\r\nb", "a\rb", "nel\x85x", "ls\u2028x", "ps\u2029x", "\ufeffbom", "bom\ufeff", "\x00", "\x1b[31m"),
    *("\u202eabc", "\u200f", "\ufffe", "\U0001fffe", "شورى مشتركة", "החלטה משותפת", "👩🏽‍🤝‍👩🏻", "e\u0301", "\u00a0", "a\u00a0"),
    "word " * 60,
    "word " * 60 + "end",
    "x" * 3_000 + "\n" + "y " * 40,
    "long line without blanks " + "z" * 400 + " and more words after it, so that it is folded somewhere",
]  # fmt: skip


def there_and_back(answers: Answers, limits: Limits = ANSWERS_LIMITS) -> Answers:
    data = answers_writer.write(answers, QUESTIONNAIRE, limits=limits).encode()
    again, warnings = answers_reader.read(
        data, "answers.yaml", QUESTIONNAIRE, limits=limits, unit_needed=False
    )
    assert [warning.code for warning in warnings] == (["A019"] if _counts_again(answers) else [])
    return again


def _counts_again(answers: Answers) -> bool:
    """Whether anything is to be asked again that has an answer which counts."""
    return any(fact in answers.by_fact for fact in answers.ask_again)


def sheet(text: str) -> Answers:
    """The text everywhere where people type."""
    return Answers(
        QUESTIONNAIRE.id,
        QUESTIONNAIRE.version,
        saying(Project(), text),
        Respondent(),
        (
            ("told", Answer("nothing", text, (text,) if text else ())),
            ("decisions.money", Answer("unknown", text, (), "2026-05-12")),
        ),
        tuple(aside(text).items()),
        ("decisions.money", "told"),
    )


def aside(text: str) -> dict[str, Answer]:
    """Answers set aside, with the text wherever a file of another version can have any."""
    choice, name = text or "x", text[:600] or "x"
    short, long = Answer(choice), Answer(choice, text, (text,) if text else (), "2024-02-29")
    rows = {"decisions.money": long, f"decisions.{name}": short, "asked": Answer("unknown")}
    return {**rows, name: long, f"gone.{name}": long, f"{name}.row": short, f"{name}{name}": short}


def in_order(answers: Answers) -> Answers:
    """The same answers in the order of the questionnaire, as a reader hands them back."""
    by_fact = dict(answers.answers)
    ordered = tuple((fact, by_fact[fact]) for fact in QUESTIONNAIRE.by_fact if fact in by_fact)
    return answers._replace(answers=ordered)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back_as_they_were_typed(text: str) -> None:
    assert there_and_back(in_order(sheet(text))) == in_order(sheet(text))


TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=st.sampled_from(list(" \n\t:#-'\"\\{}[],&*!|>%@`?~aé\u2028\x85\ufeff\u200d0"))),
    st.lists(st.sampled_from(AWKWARD), max_size=4).map("\n".join),
)


@settings(max_examples=500)
@given(TEXTS)
@example("")
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    assert there_and_back(in_order(sheet(text))) == in_order(sheet(text))


@pytest.mark.slow
@pytest.mark.exhaustive
@settings(max_examples=10_000)
@given(TEXTS)
def test_any_text_comes_back_as_it_was_typed_ten_thousand_times(text: str) -> None:
    assert there_and_back(in_order(sheet(text))) == in_order(sheet(text))


FACTS = st.one_of(
    st.sampled_from(["a", "b", "a.x", "a.y", "a.x.y", "b.x", "told", "decisions.money", "decisions.design", "decisions"]),
    st.sampled_from(["a.answer", "a.date", "a.note", "a.evidence", "answer", "date", "answer.x", ".", "..", ".a", "a.", "a..b"]),
    st.lists(st.sampled_from(["a", ".", "answer", " ", "k" * 600, "é", ": "]), min_size=1, max_size=4).map("".join),
)  # fmt: skip


@settings(max_examples=500)
@given(
    st.dictionaries(
        FACTS, st.sampled_from([Answer("x"), Answer("no", "n"), Answer("a b", date="2024-02-29")]), max_size=8
    )
)
@example({"a.x": Answer("1"), "b": Answer("2"), "a.y": Answer("3")})
@example({"a.x": Answer("1"), "a": Answer("2")})
@example({f"{'k' * 600}.row": Answer("1", "n"), f"{'k' * 600}.{'r' * 600}": Answer("1", "n")})
def test_what_is_set_aside_comes_back_whatever_it_is_called_and_in_its_order(kept: dict[str, Answer]) -> None:
    answers = Answers(
        QUESTIONNAIRE.id, QUESTIONNAIRE.version, Project(), Respondent(), (), tuple(kept.items())
    )
    assert there_and_back(answers) == answers


@given(st.data())
def test_any_part_of_the_answers_can_be_asked_again(data: st.DataObject) -> None:
    given_, kept = [tuple((fact, Answer("unknown")) for fact in facts) for facts in _in_two(data)]
    again = data.draw(st.lists(st.sampled_from([*[f for f, _ in (*given_, *kept)], "told"]), unique=True))
    again = [fact for fact in again if fact in dict((*given_, *kept))]
    answers = Answers(
        QUESTIONNAIRE.id, QUESTIONNAIRE.version, Project(), Respondent(), given_, kept, tuple(again)
    )
    assert there_and_back(answers) == answers


def _in_two(data: st.DataObject) -> tuple[list[str], list[str]]:
    """Some facts that have an answer, and others whose answer is set aside."""
    where = {fact: data.draw(st.sampled_from(["given", "aside", ""])) for fact in QUESTIONNAIRE.by_fact}
    return [f for f, to in where.items() if to == "given"], [f for f, to in where.items() if to == "aside"]


def test_half_a_character_is_refused_with_a_reason() -> None:
    with pytest.raises(UsageError, match="half a character"):
        answers_writer.write(sheet("a\ud800"), QUESTIONNAIRE)


def test_a_text_of_100_kilobytes_is_refused_with_a_reason() -> None:
    expected = "a text of 100,000 characters; at most 20,000 are kept, so shorten it, or raise the limit with --limit text=100000"
    assert answers_writer.refusal("x" * 100_000) == expected
    with pytest.raises(UsageError, match="at most 20,000 are kept"):
        answers_writer.write(sheet("x" * 100_000), QUESTIONNAIRE)


@pytest.mark.parametrize("text", ["x" * 20_000, "é\n" * 10_000, "\x01" * 20_000, "w " * 9_999 + "x"])
def test_a_text_at_the_limit_comes_back(text: str) -> None:
    assert there_and_back(in_order(sheet(text))) == in_order(sheet(text))


@given(st.data())
def test_any_answers_come_back(data: st.DataObject) -> None:
    """Whole sheets: any choice of any question, any respondent, any project details."""
    answers = []
    for fact, (question, _) in QUESTIONNAIRE.by_fact.items():
        choices = [None, "unknown", *[choice.id for choice in question.choices]]
        choice = data.draw(st.sampled_from(choices + ["not-applicable"] * question.not_applicable))
        if choice is not None:
            answers.append((fact, Answer(choice, data.draw(st.sampled_from(["", "12:30", "two\nlines"])))))
    view = data.draw(st.sampled_from([None, *VIEWS]))
    groups: tuple[tuple[View, int], ...] = ()
    if view == "mixed" and data.draw(st.booleans()):
        groups = (("staff", 5), ("people", 0))
    rungs = [None, *[rung.id for rung in QUESTIONNAIRE.ladder.rungs]]
    project = Project(
        off_the_table=data.draw(st.sampled_from([None, (), (OffTheTable("no", "null"),)])),
        claims=data.draw(st.sampled_from(rungs)),
        intends=data.draw(st.sampled_from(rungs)),
        date=data.draw(st.sampled_from(["", "2024-02-29"])),
        made_up=data.draw(st.booleans()),
    )
    size = 5 if groups else data.draw(st.sampled_from([None, 1, 5000]))
    whole = Answers(
        QUESTIONNAIRE.id, QUESTIONNAIRE.version, project, Respondent(view, size, groups), tuple(answers)
    )
    assert there_and_back(whole) == whole


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (Project(off_the_table=(OffTheTable("a", "b"), OffTheTable("a", "c"))), "with the same name"),
        (Project(off_the_table=(OffTheTable("a", ""),)), "say both"),
        (Project(off_the_table=(OffTheTable("", "b"),)), "say both"),
        (Project(date="2024-02-30"), "the date '2024-02-30'; write a day that there is"),
    ],
)
def test_what_no_file_can_hold_is_refused(project: Project, sentence: str) -> None:
    answers = Answers(QUESTIONNAIRE.id, "1.0", project, Respondent(), ())
    with pytest.raises(UsageError, match=sentence):
        answers_writer.write(answers, QUESTIONNAIRE)


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ((("a", Answer("x")), ("a", Answer("y"))), "two answers to the same question are set aside"),
        ((("", Answer("x")),), "lacks its question, or its answer"),
        ((("a", Answer("")),), "lacks its question, or its answer"),
        ((("a", Answer("x", date="soon")),), "the date 'soon'; write a day that there is"),
        ((("a", Answer("x", evidence=("",))),), "an empty piece of evidence"),
        ((("a", Answer("x", "n" * 20_001)),), "at most 20,000 are kept"),
        ((("a" * 20_001, Answer("x")),), "at most 20,000 are kept"),
    ],
)
def test_what_no_file_can_set_aside_is_refused(kept: tuple[tuple[str, Answer], ...], sentence: str) -> None:
    answers = Answers(QUESTIONNAIRE.id, "1.0", Project(), Respondent(), (), kept)
    with pytest.raises(UsageError, match=sentence):
        answers_writer.write(answers, QUESTIONNAIRE)


@pytest.mark.parametrize("evidence", [("",), tuple("e" * 101)])
def test_evidence_that_no_file_can_hold_is_refused(evidence: tuple[str, ...]) -> None:
    answers = sheet("x")._replace(answers=(("told", Answer("nothing", "", evidence)),))
    with pytest.raises(UsageError, match="evidence"):
        answers_writer.write(answers, QUESTIONNAIRE)


def test_more_evidence_than_is_read_again_is_refused_with_the_limit_to_raise() -> None:
    answers = sheet("x")._replace(answers=(("told", Answer("nothing", "", tuple("e" * 101))),))
    expected = "101 pieces of evidence for one answer; at most 100 are kept, so name the best, or raise the limit with --limit evidence=200"
    with pytest.raises(UsageError) as raised:
        answers_writer.write(answers, QUESTIONNAIRE)
    assert str(raised.value) == expected


def test_within_a_raised_limit_more_is_kept_and_comes_back() -> None:
    limits = ANSWERS_LIMITS._replace(characters=40_000, evidence=200)
    assert answers_writer.refusal("x" * 40_000, limits=limits) is None
    assert answers_writer.refusal("x" * 40_001, limits=limits) is not None
    answers = sheet("long " * 7_999 + "words")
    answers = answers._replace(answers=(("told", Answer("nothing", "", tuple("e" * 200))),))
    assert there_and_back(answers, limits) == answers
    with pytest.raises(UsageError, match="40,000 characters; at most 20,000 are kept"):
        answers_writer.write(answers, QUESTIONNAIRE, limits=limits._replace(characters=20_000))
    with pytest.raises(UsageError, match="at most 199 are kept"):
        answers_writer.write(answers, QUESTIONNAIRE, limits=limits._replace(evidence=199))


def test_what_was_kept_within_a_raised_limit_is_refused_without_it() -> None:
    answers, room = sheet("x" * 40_000), Limits(**{**ANSWERS_LIMITS._asdict(), "characters": 40_000})
    for _ in range(2):
        assert there_and_back(in_order(answers), room) == in_order(answers)
        with pytest.raises(UsageError, match="a text of 40,000 characters; at most 20,000 are kept"):
            answers_writer.write(answers, QUESTIONNAIRE)


def test_only_the_section_in_which_an_answer_changes_is_worked_out_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked_out, as_lines = list[str](), answers_writer._as_lines

    def counted(indent: int, name: str, answer: Answer) -> Iterator[str]:
        worked_out.append(f"{name}: {answer.choice}")
        return as_lines(indent, name, answer)

    monkeypatch.setattr(answers_writer, "_as_lines", counted)
    given = {
        "told": Answer("nothing", "Nobody."),
        "red-lines": Answer("partly", "Some."),
        "safe": Answer("partly"),
    }
    first = in_order(
        Answers(QUESTIONNAIRE.id, QUESTIONNAIRE.version, Project(), Respondent(), tuple(given.items()))
    )
    answers_writer.write(first, QUESTIONNAIRE)
    assert sorted(worked_out) == ["red-lines: partly", "safe: partly", "told: nothing"]
    worked_out.clear()
    given["told"] = Answer("too-late", "Nobody.")
    changed = in_order(first._replace(answers=tuple(given.items())))
    assert there_and_back(changed) == changed
    assert worked_out == ["told: too-late"]


HALF = "half a character (a surrogate) in the text; type it again"
TOO_LONG = "a text of 20,001 characters; at most 20,000 are kept, so shorten it, or raise the limit with --limit text=40000"
NO_DAY = "the date '2026-02-30'; write a day that there is, as year-month-day: '2016-05-01'"
EMPTY = "an empty piece of evidence; write something or leave it out"
TOO_MUCH = (
    "101 pieces of evidence for one answer; at most 100 are kept, so name the best, or raise the limit with "
    "--limit evidence=200"
)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer("nothing", "\ud800"), HALF),
        (Answer("nothing", "", ("\ud800",)), HALF),
        (Answer("nothing", "x" * 20_001), TOO_LONG),
        (Answer("nothing", date="2026-02-30"), NO_DAY),
        (Answer("nothing", evidence=("",)), EMPTY),
        (Answer("nothing", evidence=tuple("e" * 101)), TOO_MUCH),
    ],
)
def test_an_answer_that_no_file_can_hold_is_refused_each_time_where_it_stands_and_set_aside(
    answer: Answer, sentence: str
) -> None:
    nobody = Answers(QUESTIONNAIRE.id, QUESTIONNAIRE.version, Project(), Respondent(), ())
    for fact in ("told", "decisions.money") * 2:
        kept = ((fact, answer),)
        for answers in (nobody._replace(answers=kept), nobody._replace(set_aside=kept)):
            with pytest.raises(UsageError) as found:
                answers_writer.write(answers, QUESTIONNAIRE)
            assert str(found.value) == sentence


def test_a_file_may_be_as_large_as_the_limit_says_and_no_larger() -> None:
    size = len(answers_writer.write(sheet("x"), QUESTIONNAIRE).encode())
    answers_writer.write(sheet("x"), QUESTIONNAIRE, limits=Limits(size=size))
    expected = f"the answers come to more than {size - 1} bytes; shorten the notes, or raise the limit with --limit bytes={2 * size - 2}"
    with pytest.raises(UsageError) as raised:
        answers_writer.write(sheet("x"), QUESTIONNAIRE, limits=Limits(size=size - 1))
    assert str(raised.value) == expected


def test_a_sheet_too_large_to_be_read_again_is_refused() -> None:
    """3,600 pieces of evidence of 20,000 characters each."""
    big = tuple(["x" * 20_000] * 100)
    answers = sheet("x")._replace(
        answers=tuple((f, Answer("unknown", "", big)) for f in QUESTIONNAIRE.by_fact)
    )
    with pytest.raises(UsageError, match="more than 5,000,000 bytes"):
        answers_writer.write(answers, QUESTIONNAIRE)


def test_the_file_reads_well() -> None:
    text = answers_writer.write(
        Answers(
            "coprod-ladder",
            "1.0",
            Project(title="A hub", unit="What the council decides: 2015-16", date="2016-05-01", made_up=True),
            Respondent("mixed", 8, (("staff", 5), ("people", 3))),
            (
                ("told", Answer("nothing")),
                (
                    "decisions.money",
                    Answer("agreed", "Two nights.\nThen a vote.", ("minutes/2015-03.pdf",), "2016-05-12"),
                ),
                ("decisions.design", Answer("unknown")),
            ),
            (
                ("differences.money", Answer("people")),
                ("differences.design", Answer("organisation", "Not any more.")),
                ("who-paid", Answer("council", date="2015-01-31")),
            ),
            ("told", "decisions.money"),
        ),
        QUESTIONNAIRE,
    )
    assert text == dedent("""\
        # yaml-language-server: $schema=answers.schema.json
        coprod-audit: answers/1
        questionnaire: coprod-ladder 1.0
        project:
          title: A hub
          unit: "What the council decides: 2015-16"
          date: "2016-05-01"
          made-up: "yes"
        respondent:
          view: mixed
          size: 8
          groups:
            staff: 5
            people: 3
        answers:
          told: nothing
          decisions:
            money:
              answer: agreed
              date: "2016-05-12"
              note: |-
                Two nights.
                Then a vote.
              evidence:
                - minutes/2015-03.pdf
            design: unknown
        set-aside:
          differences:
            money: people
            design:
              answer: organisation
              note: Not any more.
          who-paid:
            answer: council
            date: "2015-01-31"
        ask-again:
          - told
          - decisions.money
        """)


def test_an_empty_sheet_loads_with_nothing_answered() -> None:
    text = blank(QUESTIONNAIRE)
    answers, _ = answers_reader.read(text.encode(), "answers.yaml", QUESTIONNAIRE, unit_needed=False)
    assert answers.answers == ()
    assert answers.project == Project()


def test_an_empty_sheet_names_every_question_and_choice() -> None:
    text = blank(QUESTIONNAIRE)
    for question in QUESTIONNAIRE.questions:
        assert f"\n  {question.id}:" in text
        for one in question.rows if question.several else question.choices:
            assert f"#   {one.id}: " in text


def test_an_empty_sheet_says_what_decides_and_what_may_stay_blank() -> None:
    text = blank(QUESTIONNAIRE)
    flat = " ".join(text.replace("#", " ").split())
    first = (
        "# 'coprod-audit schema answers > answers.schema.json' makes editors complete and check this file."
    )
    assert text.splitlines()[:2] == [sheet_lines.MODELINE, first]
    assert "These questions decide the rung: told, " in flat
    assert flat.count("(decides the rung)") == len({f.partition(".")[0] for f in QUESTIONNAIRE.decisive})
    for key in ("organisation-short", "people", "about"):
        assert f"\n  {key}:\n" in text
    sentence = "Only for rows that were answered so before (decisions: worked-out); leave the others blank."
    assert sentence in flat
    helps = [row.help for question in QUESTIONNAIRE.questions for row in question.rows if row.help]
    assert all(" ".join(help_.split()) in flat for help_ in helps)


def test_an_empty_sheet_can_be_filled_in() -> None:
    """Every blank gets its first choice; the file then says so."""
    text = blank(QUESTIONNAIRE)
    text = text.replace("\n  unit:\n", "\n  unit: Decisions of the council\n")
    for question in QUESTIONNAIRE.questions:
        if question.several:
            text = text.replace(f"\n  {question.id}:\n", f"\n  {question.id}: [{question.rows[0].id}]\n", 1)
            continue
        lead, names = ("    ", [r.id for r in question.rows]) if question.rows else ("  ", [question.id])
        for name in names:
            text = text.replace(f"\n{lead}{name}:\n", f"\n{lead}{name}: {question.choices[0].id}\n", 1)
    answers, _ = answers_reader.read(text.encode(), "answers.yaml", QUESTIONNAIRE)
    assert len(answers.answers) == len(QUESTIONNAIRE.by_fact)
