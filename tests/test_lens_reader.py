"""Lenses are read with the checks of any questionnaire file: every fault at its place, with a way out."""

import pytest

from coprod_audit import lens_files
from coprod_audit.conditions import Among, AtLeast
from coprod_audit.diagram import diagram_of
from coprod_audit.lens import (
    Column,
    Corner,
    Disagreement,
    Element,
    Idea,
    Lens,
    Side,
    Stage,
    StageGrid,
    TwoByTwo,
)
from coprod_audit.questionnaire_reader import SourceFile
from tests.own_lenses_kit import LENSES, OWN, WITH_LENSES
from tests.reading_kit import SMALL, changed, faults_of, questionnaire_faults, read_small

TOP = SMALL.count("\n")
"""How many lines stand above the lenses."""


def is_(fact: str, *choices: str) -> Among:
    return Among(fact, frozenset(choices))


def faults(old: str, new: str) -> list[str]:
    """What is said of the lenses with one thing changed; lines are counted from where the lenses begin."""
    found = questionnaire_faults(SMALL + changed(old, new, LENSES))
    return [f"{int(line.partition(':')[0]) - TOP}:{line.partition(':')[2]}" for line in found]


def own(text: str, *more: str) -> list[str]:
    """What is said of a file of lenses beside the small questionnaire."""
    files = [SourceFile(f"mine{n}.yaml", one.encode()) for n, one in enumerate((text, *more))]
    return faults_of(lambda: lens_files.joined(read_small(), files))


def test_a_lens_is_read_with_everything_that_is_said_of_it() -> None:
    q = read_small(WITH_LENSES)
    hears = Element(
        id="hears",
        part="First",
        title="People hear what and why",
        means="Word of a decision, with its reason.",
        when=is_("hear", "why"),
        partly=is_("hear", "what"),
        advice="tell",
        story="camden",
        ideas=(),
        source=("000, Box A",),
    )
    settles = Element(
        id="settles",
        part="Then",
        title="People settle the money",
        means="",
        when=AtLeast(2, (is_("matters.money", "agreed"), is_("leaders", "in-place"))),
        partly=None,
        advice=None,
        story=None,
        ideas=(Idea("Ask for one pound to settle.", ("000, Case 1",)),),
        source=("000, Box B",),
    )
    drawing = TwoByTwo(
        *("hears", "settles", "What they hear", "What they settle"),
        Corner("both", "They hear and settle."),
        *(Corner("heard", ""), Corner("settled", ""), Corner("neither", "")),
    )
    voices = Lens(
        *("voices", "Voices", "Whether people are heard.", "", "practice", False, False),
        (hears, settles),
        drawing,
        ("000, Box A",),
    )
    assert q.lenses[0] == voices
    assert q.lenses[1].drawing == StageGrid(
        (Column("alone", frozenset({"alone"})), Column("together", frozenset({"talked", "agreed"}))),
        (Stage("Begin", ("matters.aim",)), Stage("Pay", ("matters.money", "matters.aim"))),
    )
    assert q.disagreements == (
        Disagreement(
            "talk",
            "Talk or leaders",
            (
                Side("Talk is enough.", is_("matters.aim", "talked"), ("000, Box A",)),
                Side("Leaders must back it.", is_("leaders", "in-place"), ("000, Case 1",)),
            ),
        ),
    )


FAULTS = [
    (
        "id: stages\n",
        "id: none\n",
        ["30:9 Q001 'none' is what asks for none of them; give the lens another id"],
    ),
    (
        "across: {element: hears,",
        "across: {element: settles,",
        ["25:7 Q043 both directions are the element 'settles'; name another for one of them"],
    ),
    (
        "        - {title: alone, choices: [alone]}\n        - {title: together, choices: [talked, agreed]}\n",
        "        []\n",
        ["37:7 Q043 'columns' is an empty list; name at least one"],
    ),
    (
        "choices: [alone]",
        "choices: []",
        ["38:26 Q043 'choices' is an empty list; name at least one"],
    ),
    (
        "rows: [aim]",
        "rows: []",
        ["41:26 Q043 'rows' is an empty list; name at least one"],
    ),
    (
        "partly: {hear: what}",
        "partly: {none: [{hear: why}]}",
        [
            "7:13 Q041 all answers make the element 'hears' of the lens 'voices' evident, or partly so; let 'partly' ask for more"
        ],
    ),
    (
        "when: {matters.aim: talked}, source",
        "when: {all: [{matters.aim: talked}, {matters.aim: alone}]}, source",
        [
            "44:9 Q040 no answers lean to a side of the disagreement 'talk'; write 'any' where one of its parts is enough"
        ],
    ),
    (
        "when: {matters.aim: talked}, source",
        "when: {any: [{matters.aim: talked}, {none: [{matters.aim: talked}]}]}, source",
        ["44:9 Q041 all answers lean to a side of the disagreement 'talk'; say what it asks for"],
    ),
    (
        "{hear: why}",
        "{heer: why}",
        ["11:16 Q004 no question called 'heer', the nearest is 'hear'; there are 16 to choose from"],
    ),
    (
        "{hear: why}",
        "{hear: whi}",
        ["11:22 Q005 no choice called 'whi', the nearest is 'why'; hear has nothing, what, why, law"],
    ),
    (
        "matters.money: agreed",
        "matters.mony: agreed",
        [
            "19:23 Q006 no row called 'mony', the nearest is 'money'; the rows of matters are aim, money",
        ],
    ),
    (
        "advice: tell",
        "advice: tall",
        [
            "13:17 Q038 no recommendation called 'tall', the nearest is 'tell'; there are tell; see 'coprod-audit questionnaire show --advice'"
        ],
    ),
    (
        "story: camden",
        "story: camdn",
        [
            "14:16 Q009 no story called 'camdn', the nearest is 'camden'; there are camden; see 'coprod-audit questionnaire show --stories'"
        ],
    ),
    (
        'source: ["000, Case 1"]}\n        source',
        'source: ["001, Case 1"]}\n        source',
        ["21:59 Q008 no source called '001', the nearest is '000'; listed are 000"],
    ),
    (
        "{element: settles,",
        "{element: settle,",
        [
            "25:21 Q038 no element of voices called 'settle', the nearest is 'settles'; this lens has hears, settles"
        ],
    ),
    (
        "table: matters",
        "table: hear",
        ["36:14 Q038 no table called 'hear'; there are matters, ended"],
    ),
    (
        "choices: [alone]",
        "choices: [alon]",
        ["38:36 Q005 no choice called 'alon', the nearest is 'alone'; the table has alone, talked, agreed"],
    ),
    (
        "rows: [aim]",
        "rows: [aims]",
        ["41:33 Q006 no row called 'aims', the nearest is 'aim'; the rows are aim, money"],
    ),
    (
        "id: stages\n",
        "id: voices\n",
        [
            f"30:9 Q002 there is a lens called 'voices' already (q.yaml, line {TOP + 2}, column 9); give this one another id"
        ],
    ),
    (
        "id: stages\n",
        "id: all\n",
        ["30:9 Q001 'all' is what asks for all of them; give the lens another id"],
    ),
    (
        "id: settles\n",
        "id: hears\n",
        [
            f"16:13 Q002 there is an element of voices called 'hears' already (q.yaml, line {TOP + 7}, column 13); give this one another id",
            "25:21 Q038 no element of voices called 'settles'; this lens has hears",
        ],
    ),
    (
        "{hear: why}",
        "{result.lowest: shared}",
        ["11:16 Q039 'result.lowest' is worked out; a lens looks at what was answered, so name answers"],
    ),
    (
        "{hear: why}",
        "{hear: unknown}",
        ["11:16 Q039 'hear' is not known; a lens looks at what was answered, so name answers"],
    ),
    (
        "{hear: why}",
        "{all: [{hear: why}, {hear: what}]}",
        [
            "7:13 Q040 no answers can make the element 'hears' of the lens 'voices' evident; write 'any' where one of its parts is enough"
        ],
    ),
    (
        "{hear: why}",
        "{any: [{hear: why}, {none: [{hear: why}]}]}",
        ["7:13 Q041 all answers make the element 'hears' of the lens 'voices' evident; say what it asks for"],
    ),
    (
        "{hear: what}",
        "{hear: why}",
        [
            "7:13 Q042 no answers can make the element 'hears' of the lens 'voices' partly evident; leave 'partly' out, or let it ask for less than 'when'"
        ],
    ),
    (
        "    title: Stages\n",
        "    title: Stages\n    looks-for: gaps\n",
        ["32:16 Q043 no thing that a lens looks for called 'gaps'; there are practice, barriers"],
    ),
    (
        '      - {id: aim, title: The aim is agreed, when: {matters.aim: agreed}, source: ["000, Box A"]}\n    stages:',
        "      []\n    stages:",
        ["33:5 Q043 'elements' is an empty list; name at least one"],
    ),
    (
        '      - {view: Leaders must back it., when: {leaders: in-place}, source: ["000, Case 1"]}\n',
        "",
        ["46:5 Q043 a disagreement with one side; name two, and make another of more"],
    ),
    (
        '        source: ["000, Box B"]\n',
        "",
        ["16:9 D021 this entry lacks 'source'; write 'source: ...'"],
    ),
    (
        '["000, Box B"]',
        "[]",
        ["22:9 D021 'source' is empty; write where this comes from, as in [\"000, page 1\"]"],
    ),
    (
        "choices: [talked, agreed]",
        "choices: [talked, agreed, alone, agreed]",
        ["39:55 Q045 'alone' stands in the column 'alone' already; leave it in one of the two"],
    ),
    (
        "    about: Whether people are heard.\n",
        "",
        ["2:5 D021 this entry lacks 'about'; write 'about: ...'"],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_what_is_wrong_with_a_lens_is_said_at_its_place(old: str, new: str, expected: list[str]) -> None:
    assert faults(old, new) == expected


@pytest.mark.parametrize("key", ["when", "partly"])
def test_a_condition_without_braces_is_told_to_have_some(key: str) -> None:
    column = len(f"        {key}: hear: ") - 1
    said = "a colon where none may stand; put the condition in braces, as in 'when: {told: nothing}'"
    line = {"when": 11, "partly": 12}[key]
    choice = {"when": "why", "partly": "what"}[key]
    assert faults(f"        {key}: {{hear: {choice}}}", f"        {key}: hear: {choice}") == [
        f"{line}:{column} D006 {said}"
    ]


def test_a_row_that_stands_twice_in_a_line_of_a_picture_is_shown_once() -> None:
    grid = (
        read_small(changed("rows: [money, aim]", "rows: [money, aim, money]", WITH_LENSES)).lenses[1].drawing
    )
    assert isinstance(grid, StageGrid)
    assert grid.stages[1] == Stage("Pay", ("matters.money", "matters.aim"))


def test_a_lens_has_one_picture() -> None:
    two = WITH_LENSES[WITH_LENSES.index("    two-by-two:") : WITH_LENSES.index("  - id: stages")]
    found = questionnaire_faults(
        WITH_LENSES.replace(
            "    stages:\n      table",
            two.replace("hears", "aim").replace("settles", "aim") + "    stages:\n      table",
        )
    )
    assert [line.partition(" ")[2] for line in found] == [
        "Q043 both directions are the element 'aim'; name another for one of them",
        "Q043 a picture of stages beside one of two directions; keep one of the two",
    ]


@pytest.mark.parametrize("key", ["criteria", "alarms"])
def test_no_rung_and_no_alarm_hangs_on_what_nobody_has_to_answer(key: str) -> None:
    text = WITH_LENSES.replace(
        "  - {id: culture, title: Culture",
        '  - {id: extra, title: Extra, optional: "yes"}\n  - {id: culture, title: Culture',
    )
    text = changed("id: hear\n    section: power", "id: hear\n    section: extra", text)
    found = [line.partition(" ")[2] for line in questionnaire_faults(text)]
    rung = "Q046 the rung 'told' hangs on 'hear', which stands in an optional part; ask everybody, or leave it out"
    alarm = "Q046 the alarm 'no-leaders' hangs on 'leaders', which stands in an optional part; ask everybody, or leave it out"
    assert rung in found
    text = changed("id: leaders\n    section: culture", "id: leaders\n    section: extra", text)
    assert (alarm if key == "alarms" else rung) in [
        line.partition(" ")[2] for line in questionnaire_faults(text)
    ]


def test_lenses_of_ones_own_stand_behind_those_of_the_questionnaire() -> None:
    q = read_small()
    both = lens_files.joined(q, [SourceFile("mine.yaml", OWN.encode())])
    assert both == read_small(WITH_LENSES)._replace(digest=q.digest)
    assert diagram_of(both) is diagram_of(q)


def test_a_file_of_lenses_may_bring_what_it_cites_and_tells() -> None:
    text = changed("story: camden", "story: wigan", OWN).replace('["000, Case 1"]', '["mine, page 2"]')
    more = (
        "coprod-audit: questionnaire/1\nsources:\n  - {id: mine, title: Our own}\n"
        "stories:\n  - {id: wigan, title: Wigan, tells: They came.}\n"
    )
    assert own(text) == [
        "15:16 Q009 no story called 'wigan'; there are camden; see 'coprod-audit questionnaire show --stories'",
        "22:59 Q008 no source called 'mine'; listed are 000",
        "49:75 Q008 no source called 'mine'; listed are 000",
    ]
    assert own(text, more) == []


def test_a_file_of_lenses_has_no_questions_and_no_rule() -> None:
    assert own(OWN + "criteria:\n  - {rung: told}\nquestons: []\n") == [
        "50:1 Q044 'criteria' in a file of lenses, which may hold lenses, disagreements, sources and stories; put it into a questionnaire of your own",
        "52:1 Q044 'questons' in a file of lenses, which may hold lenses, disagreements, sources and stories; put it into a questionnaire of your own",
    ]


def test_a_lens_of_ones_own_cannot_take_the_name_of_one_that_is_there() -> None:
    q = read_small(WITH_LENSES)
    found = faults_of(lambda: lens_files.joined(q, [SourceFile("mine.yaml", OWN.encode())]))
    assert found[0] == "3:9 Q002 there is a lens called 'voices' already (small); give this one another id"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "lenses: []\n",
            ["1:1 D025 the file does not say what it is; begin it with 'coprod-audit: questionnaire/1'"],
        ),
        (
            "coprod-audit: questionnaire/1\nlenses: 3\n",
            ["2:9 D020 'lenses' holds the text '3', where a list is expected"],
        ),
        (
            "coprod-audit: questionnaire/1\nlenses: [3]\n",
            ["2:10 D020 this entry holds the text '3', where a mapping of keys to values is expected"],
        ),
    ],
)
def test_a_file_that_is_none_of_lenses_is_refused_in_a_sentence(text: str, expected: list[str]) -> None:
    assert own(text) == expected


def test_a_question_that_only_a_lens_looks_at_is_used() -> None:
    more = """\
  - id: alone
    section: culture
    ask: Who is alone?
    choices:
      - {id: none, rank: "0", label: Nobody, says: Nobody is.}
      - {id: some, rank: "1", label: Some, says: Some are.}
definitions:
"""
    text = changed("definitions:\n", more, WITH_LENSES)
    assert [line.partition(" ")[2] for line in questionnaire_faults(text)] == [
        "Q018 nothing uses the answer to 'alone'; use it in a condition, or leave it out"
    ]
    assert (
        questionnaire_faults(
            changed("when: {hear: why}\n        partly", "when: {alone: some}\n        partly", text)
        )
        == []
    )


SEVERAL = """\
  - id: ticks
    section: culture
    kind: several
    ask: Which of these?
    rows:
      - {id: one, label: one}
      - {id: two, label: two}
    choices:
      - {id: not-so, rank: "0", label: "No", says: "Not {row}."}
      - {id: so, rank: "1", label: "Yes", says: "{Row} it is."}
definitions:
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        (
            'rank: "1", label: "Yes"',
            'rank: outside, label: "Yes"',
            [
                "Q037 a question of kind 'several' has two choices: what no tick says (rank 0) and what a tick says (rank 1)"
            ],
        ),
        (
            "    kind: several\n",
            '    kind: several\n    not-applicable: "yes"\n',
            ["Q037 'not-applicable' for a question of kind 'several'; take it out, or write 'kind: table'"],
        ),
    ],
)
def test_a_question_in_which_several_can_be_ticked_has_a_tick_and_no_tick(
    old: str, new: str, expected: list[str]
) -> None:
    text = changed("definitions:\n", changed(old, new, SEVERAL) if old else SEVERAL, WITH_LENSES)
    text = changed("when: {hear: why}\n        partly", "when: {ticks.two: so}\n        partly", text)
    assert [line.partition(" ")[2] for line in questionnaire_faults(text)] == expected
