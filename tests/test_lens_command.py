"""`coprod-audit lens`: which lenses there are, what one rests on told in words, and whether one's own are in order."""

from pathlib import Path

import pytest

from coprod_audit.cli import boundary, lens_words
from coprod_audit.conditions import Among, AtLeast, Condition, NobodyKnows, Not
from coprod_audit.loading import read_questionnaire
from tests.own_lenses_kit import OWN, WITH_LENSES
from tests.reading_kit import SMALL, read_small
from tests.typing_kit import call, environment

SHIPPED = (
    "practical-considerations",
    "voluntary-sector",
    "both-sides",
    "barriers",
    "six-features",
    "organisation",
    "three-levels",
    "four-values",
    "access",
    "duty-to-involve",
)
IN_FULL = """\
Voices (voices)

Whether people are heard.

It rests on A book, Box A.

It has a picture in two directions: What they hear; What they settle. Its
corners are “both”, “heard”, “settled”, “neither”.

It looks at no optional part of the questionnaire.

First
-----

hears: People hear what and why
  Word of a decision, with its reason.
  Evident where “What do people hear?” is answered “And why” (hear)
  Partly where “What do people hear?” is answered “What” (hear)
  What helps: Tell why. First: Write one line.
  Who did it: Camden
  Source: A book, Box A.

Then
----

settles: People settle the money
  Evident where both of these:
    - “How was each settled?”, “the money”, is answered “Agreed” (matters.money)
    - “Do leaders back it?” is answered “Yes” (leaders)
  To try: Ask for one pound to settle. (A book, Case 1)
  Source: A book, Box B.
"""
LISTED = """\
voices: Voices
  2 elements, from A book.
  It looks at no optional part of the questionnaire.

stages: Stages
  1 element, from A book.
  It looks at no optional part of the questionnaire.

An audit also says where two sources do not agree:
  Talk or leaders

One lens in full:
  coprod-audit lens show NAME
"""
TICKED = """\
  - id: hurdles
    section: culture
    kind: several
    ask: What stands in the way?
    rows:
      - {id: time, label: no time}
      - {id: money, label: no money}
    choices:
      - {id: "free", rank: "0", label: No tick, says: "{Row} does not stand in the way."}
      - {id: named, rank: "1", label: A tick, says: "{Row} stands in the way."}
definitions:"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small questionnaire, without and with lenses, and lenses beside it."""
    for name, text in {"small.yaml": SMALL, "with.yaml": WITH_LENSES, "mine.yaml": OWN}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def said(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a call, and what it says on either stream."""
    capfd.readouterr()
    code = boundary.main(["lens", *words])
    return (code, *capfd.readouterr())


def test_every_lens_that_ships_is_listed_in_order(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capfd, "list")
    assert (code, err) == (0, "")
    entries = [entry.splitlines() for entry in out.split("\n\n")]
    assert tuple(lines[0].partition(":")[0] for lines in entries[: len(SHIPPED)]) == SHIPPED
    assert entries[-1] == ["One lens in full:", "  coprod-audit lens show NAME"]


def test_a_list_says_source_elements_and_every_optional_part_that_is_needed(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    listed = " ".join(said(capfd, "list")[1].split())
    assert (
        "barriers: What stands in the way 22 elements, from Coprodnet and Governance International, Report of the "
        "co-production workshop at the University of Manchester, 30 October 2012. It needs the optional part "
        "'A closer look' for all of its 22 elements."
    ) in listed
    assert (
        "It needs the optional parts 'A closer look' for 1 and 'The organisation around it' for 1 of its 9 elements."
    ) in listed


@pytest.mark.parametrize(
    "options",
    [("--questionnaire", "./with.yaml"), ("--questionnaire", "./small.yaml", "--lens", "mine.yaml")],
)
def test_those_of_ones_own_are_listed_and_shown(
    here: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert said(capfd, "list", *options) == (0, LISTED, "")
    assert said(capfd, "show", "voices", *options) == (0, IN_FULL, "")


def test_a_questionnaire_without_lenses_says_so(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capfd, "list", "--questionnaire", "./small.yaml")
    assert (code, out.splitlines()[0]) == (0, "small has no lenses.")


def test_barriers_are_named_and_help_stands_against_them(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = " ".join(said(capfd, "show", "barriers")[1].split())
    assert (
        "word: It is not clear what the word means What is behind the word co-production needs more talk and a clearer "
        "definition. Named where “Which of these stand in the way here?” has a tick at “it is not clear what the word "
        "means” (barriers.word) Against it: Use the word that fits what happened. First:"
    ) in out
    assert "Evident" not in out


def test_each_element_names_author_and_place_of_its_source(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for lens in read_questionnaire().lenses:
        out = said(capfd, "show", lens.id)[1]
        assert out.count("\n  Source: ") == len(lens.elements)
    assert (
        "\n  Source: Coprodnet and Governance International, Barriers to"
        in said(capfd, "show", "barriers")[1]
    )
    assert "\n  Source: a consultancy for local government, " in said(capfd, "show", "voluntary-sector")[1]


def test_several_parts_are_answered_by_one_command(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = said(capfd, "show", "voluntary-sector")[1].splitlines()
    assert (
        lines[lines.index("To answer these parts:") + 1]
        == "  coprod-audit run --only 'closer.*' --only 'around.*' answers.yaml"
    )


def test_what_the_questionnaire_defines_is_told_once_and_then_called_by_its_word(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shared = "{rows: {where: {is: joint}}}"
    (here / "with.yaml").write_text(
        WITH_LENSES.replace("partly: {hear: what}", f"partly: {shared}"), encoding="utf-8"
    )
    out = said(capfd, "show", "voices", "--questionnaire", "./with.yaml")[1]
    assert (
        "\nSaid of a line below, “joint” means at least one of these:\n"
        "  - “How was each settled?” is answered “Agreed” (matters)\n"
        "  - both of these:\n"
        "    - “How was each settled?” is answered “Talked” (matters)\n"
        "    - “How did it end?” is answered “Ours” (ended)\n"
        "\nFirst\n"
    ) in out
    assert (
        "  Partly where at least one of these is “joint”:\n"
        "    - the aim (matters.aim, ended.aim)\n"
        "    - the money (matters.money, ended.money)\n"
    ) in out
    assert out.count("“Talked”") == 1
    assert "“joint”" not in said(capfd, "show", "stages", "--questionnaire", "./with.yaml")[1]


def test_what_is_defined_is_called_by_its_word_for_a_single_row_too() -> None:
    asked = read_small()
    ((_, aim), (_, money)) = asked.definitions[0].rows
    assert [line.text for line in lens_words.told(money, asked)] == [
        "“the money” is “joint” (matters.money, ended.money)"
    ]
    assert [line.text for line in lens_words.told(AtLeast(2, (aim, HEARS_WHY)), asked)] == [
        "both of these:",
        "“the aim” is “joint” (matters.aim, ended.aim)",
        "“What do people hear?” is answered “And why” (hear)",
    ]
    assert lens_words.words_used([Not(aim), money], asked) == asked.definitions
    assert lens_words.words_used([HEARS_WHY], asked) == ()


@pytest.mark.parametrize(
    ("option", "line"), [("--advice", "tell: Tell why\n"), ("--stories", "camden: Camden\n")]
)
def test_the_ids_of_advice_and_stories_are_listed_a_line_each(
    here: Path, capfd: pytest.CaptureFixture[str], option: str, line: str
) -> None:
    assert boundary.main(["questionnaire", "show", "./small.yaml", option]) == 0
    assert capfd.readouterr().out == line
    assert boundary.main(["questionnaire", "show", option]) == 0
    shipped = read_questionnaire()
    every = shipped.recommendations if option == "--advice" else shipped.stories
    listed = capfd.readouterr().out.splitlines()
    assert [one.partition(": ")[::2] for one in listed] == [(one.id, one.title) for one in every]


def test_one_list_is_shown_at_a_time(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert boundary.main(["questionnaire", "show", "--question", "told", "--stories"]) == 2
    assert capfd.readouterr().err == (
        "coprod-audit: --question and --stories each show something else; leave one of the two out\n"
    )


def test_the_way_to_answer_an_optional_part_can_be_copied(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = said(capfd, "show", "barriers")[1].splitlines()
    assert (
        lines[lines.index("To answer that part:") + 1] == "  coprod-audit run --only 'closer.*' answers.yaml"
    )


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_it_is_as_wide_as_the_terminal_and_no_wider_than_80(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (("list",), *(("show", name) for name in SHIPPED)):
        lines = said(capfd, *words)[1].splitlines()
        too_long = [line for line in lines if len(line) > min(columns, 80) and "coprod-audit" not in line]
        assert too_long == []


def test_in_a_pipe_it_is_utf_8_and_80_wide(tmp_path: Path) -> None:
    done = call("lens", "show", "both-sides", cwd=tmp_path, env=environment(LC_ALL="C"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“How much of the work do people here do?”" in done.stdout.decode("utf-8")
    assert max(map(len, done.stdout.decode("utf-8").splitlines())) <= 80


def test_every_element_of_every_lens_that_ships_is_told(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for lens in read_questionnaire().lenses:
        out = said(capfd, "show", lens.id)[1]
        heads = [line for line in out.splitlines() if line.partition(":")[0] in {e.id for e in lens.elements}]
        assert [line.partition(":")[0] for line in heads] == [element.id for element in lens.elements]
        assert out.count("\n  Evident where ") + out.count("\n  Named where ") == len(lens.elements)
        assert out.count("\n  Partly where ") == sum(one.partly is not None for one in lens.elements)


def test_a_lens_that_is_nearly_right_is_suggested(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(capfd, "show", "both-side") == (
        2,
        "",
        f"coprod-audit: no lens called 'both-side', the nearest is 'both-sides'; there are {', '.join(SHIPPED)}\n",
    )


@pytest.mark.parametrize("command", [("list",), ("show", "voices")])
def test_a_name_where_a_file_of_ones_own_belongs_is_refused(
    here: Path, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert said(capfd, *command, "--lens", "both-sides") == (
        2,
        "",
        "coprod-audit: --lens 'both-sides' is no path; name a file or a folder of lenses, as in --lens ./mine/\n",
    )


def test_lenses_that_are_in_order_are_said_to_be(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(capfd, "check", "mine.yaml", "--questionnaire", "./small.yaml") == (
        0,
        "",
        "mine.yaml: no faults found; 2 lenses (voices, stages), 1 disagreement, beside small 1.0\n",
    )


def test_disagreements_alone_are_in_order_too(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    alone = "coprod-audit: questionnaire/1\n" + OWN[OWN.index("disagreements:") :]
    (here / "mine.yaml").write_text(alone, encoding="utf-8")
    _, _, err = said(capfd, "check", "mine.yaml", "--questionnaire", "./small.yaml")
    assert err == "mine.yaml: no faults found; 0 lenses, 1 disagreement, beside small 1.0\n"


def test_the_check_of_a_questionnaire_leads_lenses_to_their_own(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert boundary.main(["questionnaire", "check", "./mine.yaml"]) == 2
    assert capfd.readouterr().err == (
        "mine.yaml:1:1: Q025 this holds lenses and no questions, so it is no questionnaire; see the answers through it "
        "with --lens, or check it with 'coprod-audit lens check mine.yaml'\n"
        "coprod-audit explain Q025 tells more.\n"
    )


def test_the_check_of_a_questionnaire_names_the_faults_of_its_lenses(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line = WITH_LENSES[: WITH_LENSES.index("{hear: why}\n        partly")].count("\n") + 1
    (here / "with.yaml").write_text(
        WITH_LENSES.replace("when: {hear: why}\n        partly", "when: {hear: whi}\n        partly"),
        encoding="utf-8",
    )
    assert boundary.main(["questionnaire", "check", "./with.yaml"]) == 2
    assert capfd.readouterr().err.splitlines()[0] == (
        f"with.yaml:{line}:22: Q005 no choice called 'whi', the nearest is 'why'; hear has nothing, what, why, law"
    )


def test_the_questions_are_shown_with_the_names_of_their_lenses(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert boundary.main(["questionnaire", "show", "./with.yaml"]) == 0
    assert "\nLenses, which see the same answers another way: voices, stages\n" in capfd.readouterr().out
    assert boundary.main(["questionnaire", "show", "./small.yaml"]) == 0
    assert "Lenses" not in capfd.readouterr().out


HEARS_WHY = Among("hear", frozenset({"why"}))
AGREED = (Among("matters.aim", frozenset({"agreed"})), Among("matters.money", frozenset({"agreed"})))


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        (HEARS_WHY, ["“What do people hear?” is answered “And why” (hear)"]),
        (
            Among("hear", frozenset({"why", "nothing"})),
            ["“What do people hear?” is answered “Nothing” or “And why” (hear)"],
        ),
        (
            Among("leaders", frozenset({"partly", "not-applicable"})),
            ["“Do leaders back it?” is answered “Partly” or “does not apply here” (leaders)"],
        ),
        (NobodyKnows("hear"), ["“What do people hear?” is answered “don't know” (hear)"]),
        (AGREED[0], ["“How was each settled?”, “the aim”, is answered “Agreed” (matters.aim)"]),
        (
            AtLeast(2, AGREED),
            [
                "both of these:",
                " “How was each settled?” is answered “Agreed” for",
                "  the aim (matters.aim)",
                "  the money (matters.money)",
            ],
        ),
        (
            AtLeast(1, (HEARS_WHY, AGREED[0])),
            [
                "at least one of these:",
                " “What do people hear?” is answered “And why” (hear)",
                " “How was each settled?”, “the aim”, is answered “Agreed” (matters.aim)",
            ],
        ),
        (
            AtLeast(2, (HEARS_WHY, *AGREED)),
            [
                "at least 2 of these 3:",
                " “What do people hear?” is answered “And why” (hear)",
                " “How was each settled?”, “the aim”, is answered “Agreed” (matters.aim)",
                " “How was each settled?”, “the money”, is answered “Agreed” (matters.money)",
            ],
        ),
        (AtLeast(1, (AtLeast(1, (HEARS_WHY,)),)), ["“What do people hear?” is answered “And why” (hear)"]),
        (Not(HEARS_WHY), ["not so:", " “What do people hear?” is answered “And why” (hear)"]),
        (
            Among("hurdles.time", frozenset({"named"})),
            ["“What stands in the way?” has a tick at “no time” (hurdles.time)"],
        ),
        (
            Among("hurdles.time", frozenset({"free"})),
            ["“What stands in the way?” has no tick at “no time” (hurdles.time)"],
        ),
        (
            AtLeast(1, tuple(Among(f"hurdles.{row}", frozenset({"named"})) for row in ("time", "money"))),
            [
                "at least one of these:",
                " “What stands in the way?” has a tick at",
                "  no time (hurdles.time)",
                "  no money (hurdles.money)",
            ],
        ),
    ],
)
def test_a_condition_is_told_in_words_of_the_questionnaire(condition: Condition, lines: list[str]) -> None:
    asked = read_small(SMALL.replace("definitions:", TICKED, 1).replace(
        "alarms:", "alarms:\n  - {id: slow, title: t, text: x, section: culture, when: {hurdles.time: named}}\n"
        "  - {id: poor, title: t, text: x, section: culture, when: {hurdles.money: named}}", 1,
    ))  # fmt: skip
    assert [f"{' ' * line.depth}{line.text}" for line in lens_words.told(condition, asked)] == lines
