"""A questionnaire that is wrong is refused with every fault, each at its place with a way out."""

import hashlib
import json

import pytest

import coprod_audit
from coprod_audit import answers_reader, loading, loom, questionnaire_reader
from coprod_audit.condition_reader import MOST_TESTS, Budget, Scope, read_condition
from coprod_audit.conditions import AtLeast
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import Faults, Origin, nearest
from coprod_audit.fields import Field
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.names import Scale
from coprod_audit.questionnaire_reader import SourceFile
from tests.hostile_kit import many_questions
from tests.reading_kit import ANSWERS, SMALL, changed, faults_of, questionnaire_faults, read_small

# What is changed in the small questionnaire, into what, and what is said about it.
CASES: list[tuple[str, str, list[str]]] = [
    (
        "id: small\n",
        "id: Small One\n",
        ["2:5 Q001 'Small One' is no id; ids have 1 to 64 small letters, digits and hyphens"],
    ),
    (
        "id: small\n",
        'id: "small"\nid: other\n',
        ["3:1 D014 the key 'id' stands here again; it stood in line 2, column 1, so keep one"],
    ),
    (
        'version: "1.0"\n',
        "",
        ["1:1 Q025 the questionnaire lacks 'version'; write 'version: ...' in one of its files"],
    ),
    (
        "title: A small one\n",
        "title:\n",
        ["1:1 Q025 the questionnaire lacks 'title'; write 'title: ...' in one of its files"],
    ),
    (
        "below: {title",
        "beloow: {title",
        [
            "1:1 Q025 the questionnaire lacks 'below'; write 'below: ...' in one of its files",
            "5:1 D022 no key called 'beloow', the nearest is 'below'; there are 21 to choose from",
        ],
    ),
    (
        "questionnaire/1",
        "questionnaire/2",
        [
            "1:15 D025 the file says 'coprod-audit: questionnaire/2'; what is read here is 'coprod-audit: questionnaire/1'"
        ],
    ),
    (
        "coprod-audit: questionnaire/1\n",
        "",
        ["1:1 D025 the file does not say what it is; begin it with 'coprod-audit: questionnaire/1'"],
    ),
    (
        "{id: shared, title: shared, has",
        "{id: told, title: shared, has",
        [
            "8:10 Q002 there is a rung called 'told' already (q.yaml, line 7, column 10); give this one another id",
            "47:19 Q003 no rung called 'shared'; the ladder has told",
            "62:11 Q003 no rung called 'shared'; the ladder has told",
            "82:40 Q027 no practice question called 'leaders'; there is none at all",
        ],
    ),
    (
        "{id: shared, title: shared, has",
        "{id: below, title: shared, has",
        [
            "8:10 Q001 'below' is the place under every rung; give the rung another id",
            "47:19 Q003 no rung called 'shared'; the ladder has told, below",
            "62:11 Q003 no rung called 'shared'; the ladder has told, below",
            "82:40 Q027 no practice question called 'leaders'; there is none at all",
        ],
    ),
    (
        '"000, Box A"',
        '"001, Box A"',
        ["7:55 Q008 no source called '001', the nearest is '000'; listed are 000"],
    ),
    ('"000, Box A"', '"000"', ["7:55 Q008 the source '000' names no section; write '000, the section'"]),
    (
        "section: power\n    ask: What",
        "section: powr\n    ask: What",
        ["16:14 Q007 no section called 'powr', the nearest is 'power'; the sections are power, culture"],
    ),
    (
        "id: hear\n",
        "id: any\n",
        [
            "15:9 Q001 'any' is a word of the conditions; give the question another id",
            "61:12 Q004 no question called 'hear'; there are 16 to choose from",
            "81:12 Q004 no question called 'hear'; there are 16 to choose from",
            "82:60 Q004 no question called 'hear'; there are any, matters.aim, matters.money, ended.aim, ended.money, leaders",
        ],
    ),
    (
        "- id: hear\n",
        "- id: matters\n",
        [
            "24:9 Q002 there is a question called 'matters' already (q.yaml, line 15, column 9); give this one another id",
            "61:12 Q004 no question called 'hear'; there are 16 to choose from",
            "81:12 Q004 no question called 'hear'; there are 16 to choose from",
            "82:60 Q004 no question called 'hear'; there are matters, matters.aim, matters.money, ended.aim, ended.money, leaders",
        ],
    ),
    (
        'id: what, rank: "1"',
        'id: what, rank: "2"',
        ["19:5 Q014 the ranks are 0, 2, 2; number them 0, 1, 2 and so on, each once, lowest first"],
    ),
    (
        'id: what, rank: "1"',
        "id: what, rank: one",
        [
            "19:5 Q014 the ranks are 0, 2; number them 0, 1, 2 and so on, each once, lowest first",
            "21:26 Q014 the rank 'one'; write a number, lowest 0, or 'outside' for off the scale",
            "81:28 Q013 'what' of 'hear' stands outside the scale; use any-of",
        ],
    ),
    (
        'id: what, rank: "1"',
        'id: unknown, rank: "1"',
        [
            "21:14 Q001 'unknown' is always possible or allowed by a key; give the choice another id",
            "81:28 Q005 no choice called 'what'; hear has nothing, unknown, why, law",
        ],
    ),
    (
        'id: what, rank: "1", ',
        "id: what, ",
        [
            "19:5 Q014 the ranks are 0, 2; number them 0, 1, 2 and so on, each once, lowest first",
            "21:9 D021 this entry lacks 'rank'; write 'rank: ...'",
            "81:28 Q013 'what' of 'hear' stands outside the scale; use any-of",
        ],
    ),
    (
        "{People} hear nothing",
        "{Persons} hear nothing",
        [
            "20:56 Q023 nothing fills '{Persons}'; here one can write {people}, {People}, {organisation}, {Organisation}"
        ],
    ),
    (
        "{People} hear nothing",
        "{Row} hear nothing",
        [
            "20:56 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}"
        ],
    ),
    (
        "kind: table\n    ask: How",
        "kind: tabel\n    ask: How",
        [
            "26:11 Q028 no kind of question called 'tabel', the nearest is 'table'; there are choice, table, several",
            "28:5 Q028 'rows' for a question that is no table; write 'kind: table'",
            "32:52 Q023 nothing fills '{row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
            "33:54 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
            "34:54 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
        ],
    ),
    (
        "kind: table\n    ask: How",
        "ask: How",
        [
            "27:5 Q028 'rows' for a question that is no table; write 'kind: table'",
            "31:52 Q023 nothing fills '{row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
            "32:54 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
            "33:54 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
        ],
    ),
    ("    rows-of: matters\n", "", ["35:5 Q028 a table needs its rows; write either 'rows' or 'rows-of'"]),
    (
        "rows-of: matters",
        "rows-of: hear",
        ["38:14 Q028 no table called 'hear'; tables with rows of their own are matters"],
    ),
    (
        "id: aim, label",
        "id: note, label",
        ["29:14 Q001 'note' is a key of the answers file; give the row another id"],
    ),
    (
        "id: aim, label",
        "id: date, label",
        ["29:14 Q001 'date' is a key of the answers file; give the row another id"],
    ),
    ("    ask: What do people hear?\n", "    ask: What do people hear?\n    changed: 1.0\n", []),
    ("    ask: What do people hear?\n", "    ask: What do people hear?\n    changed:\n", []),
    (
        "    ask: What do people hear?\n",
        "    ask: What do people hear?\n    changed: 1.0.1\n",
        [
            "18:14 Q036 'changed' says 1.0.1, which is later than the questionnaire's own version, '1.0'; raise that, or write an earlier one here"
        ],
    ),
    (
        "    ask: What do people hear?\n",
        "    ask: What do people hear?\n    changed: v1\n",
        [
            "18:14 Q036 'changed' is 'v1'; write the version in which the question changed, in numbers and dots, as in \"1.1\""
        ],
    ),
    (
        "    ask: What do people hear?\n",
        "    ask: What do people hear?\n    changed: [1.0]\n",
        ["18:14 D020 'changed' holds a list, where text is expected"],
    ),
    (
        "row-when: {matters: talked}",
        "row-when: {matters: talkd}",
        ["39:25 Q005 no choice called 'talkd', the nearest is 'talked'; matters has alone, talked, agreed"],
    ),
    (
        "    kind: table\n    rows-of: matters\n",
        "",
        [
            "37:5 Q028 'row-when' for a question that is no table; write 'kind: table'",
            "40:54 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
            "41:50 Q023 nothing fills '{Row}'; here one can write {people}, {People}, {organisation}, {Organisation}",
        ],
    ),
    (
        '{id: partly, rank: "1", label: Partly, says: They do in part.}',
        '{id: somewhat, rank: "1", label: Partly, says: They do in part.}',
        [
            "49:5 Q017 a question with 'matters-from' has the choices not-in-place (rank 0), partly (1) and in-place (2), and no others"
        ],
    ),
    (
        "matters-from: shared",
        "matters-from: sharde",
        [
            "47:19 Q003 no rung called 'sharde', the nearest is 'shared'; the ladder has told, shared",
            "82:40 Q027 no practice question called 'leaders'; there is none at all",
        ],
    ),
    (
        'not-applicable: "yes"',
        "not-applicable: maybe",
        ["48:21 D026 'not-applicable' is 'maybe', where 'yes' or 'no' is expected"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {at-least: whi}}",
        ["61:29 Q005 no choice called 'whi', the nearest is 'why'; hear has nothing, what, why, law"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {at-least: law}}",
        ["61:29 Q013 'law' of 'hear' stands outside the scale; use any-of"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {at-most: what}}",
        ["61:19 Q016 'at-most' in a criterion; a better answer must never lower the rung"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: unknown}",
        ["61:18 Q016 'unknown' in a criterion; not knowing must never lift or lower a rung"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {none: [{hear: why}]}",
        ["61:12 Q016 'none' in a criterion; a criterion says only what must be true"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {heer: why}",
        ["61:12 Q004 no question called 'heer', the nearest is 'hear'; there are 16 to choose from"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {matters: agreed}",
        ["61:12 Q006 'matters' has rows; name one, as in {matters.aim: agreed}, or use 'rows'"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {matters.aym: agreed}",
        ["61:12 Q006 no row called 'aym', the nearest is 'aim'; the rows of matters are aim, money"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {leaders: in-place}",
        [
            "61:12 Q016 'leaders' in a criterion, which can be not applicable; use questions that everybody answers"
        ],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {result.lowest: told}",
        [
            "61:12 Q016 'result.lowest' in a criterion, which is worked out from the rung; use questions that everybody answers"
        ],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: why, matters.aim: agreed}",
        ["61:11 Q012 a condition with 2 keys; each has one, such as {told: nothing} or {all: [...]}"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: [hear, why]",
        ["61:11 Q012 a condition with no key; each has one, such as {told: nothing} or {all: [...]}"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {all: []}",
        ["61:12 Q012 'all' joins no conditions; list at least one"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {at-least: why, at-most: why}}",
        ["61:18 Q012 'hear' is compared in 2 ways; use one of at-least, at-most, any-of"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {atleast: why}}",
        [
            "61:19 D022 no key called 'atleast', the nearest is 'at-least'; here stand at-least, at-most, any-of"
        ],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: }",
        ["61:12 Q012 'hear' is compared with nothing; name a choice"],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {is: joint}",
        ["61:12 Q012 'is' outside 'where'; a definition speaks of one row"],
    ),
    (
        "where: {is: joint}",
        "where: {is: join}",
        ["65:46 Q011 no definition called 'join', the nearest is 'joint'; defined are joint"],
    ),
    (
        '{at-least: "2", where: {is: joint}}',
        '{at-least: "3", where: {is: joint}}',
        ["65:29 D024 'at-least' is '3', where a whole number from 1 to 2 is expected"],
    ),
    (
        '{at-least: "2", where: {is: joint}}',
        "{of: [aim, monney], where: {is: joint}}",
        ["65:29 Q006 no row called 'monney', the nearest is 'money'; the rows are aim, money"],
    ),
    (
        '{at-least: "2", where: {is: joint}}',
        "{where: {hear: why}}",
        ["65:26 Q012 'rows' about no table; it must speak of a question with rows"],
    ),
    (
        '{at-least: "2", where: {is: joint}}',
        "{where: {rows: {where: {is: joint}}}}",
        ["65:27 Q012 'rows' inside a condition about one row; join them with 'all' outside"],
    ),
    (
        "when: {any: [{matters: agreed}, {all: [{matters: talked}, {ended: ours}]}]}",
        "when: {hear: why}",
        [
            "35:9 Q018 nothing uses the answer to 'ended'; use it in a condition, or leave it out",
            "56:11 Q012 a definition about no table; it must speak of a question with rows",
            "65:41 Q012 'rows' about no table; it must speak of a question with rows",
        ],
    ),
    (
        "when: {hear: {at-least: why}}",
        'when: {at-least-n: {n: "3", of: [{hear: why}, {hear: what}]}}',
        ["61:28 D024 'n' is '3', where a whole number from 1 to 2 is expected"],
    ),
    (
        "when: {leaders: not-in-place}",
        "when: {project.off-the-table: {at-least: some}}",
        ["71:46 Q013 'some' of 'project.off-the-table' has no order; use any-of"],
    ),
    (
        "when: {leaders: not-in-place}",
        "when: {all: [{hear: why}, {hear: what}]}",
        [
            "67:9 Q021 no answers can make the condition of the alarm 'no-leaders' true; write 'any' where one of its parts is enough"
        ],
    ),
    (
        "when: {leaders: not-in-place}",
        "when: {all: [{hear: why}, {none: [{hear: {any-of: [why, what]}}]}]}",
        [
            "67:9 Q021 no answers can make the condition of the alarm 'no-leaders' true; write 'any' where one of its parts is enough"
        ],
    ),
    (
        "when: {hear: {at-least: why}}",
        "when: {hear: {any-of: [nothing, what, why, law]}}",
        ["7:10 Q020 all answers meet the criterion of the rung 'told'; say what it asks for"],
    ),
    (
        'when: {rows: {at-least: "2", where: {is: joint}}}',
        "when: {all: [{rows: {where: {is: joint}}}, {hear: why}, {hear: what}]}",
        ["8:10 Q019 no answers reach the rung 'shared'; loosen its criterion, or tighten the ones above"],
    ),
    (
        "rung: shared\n    title: Two",
        "rung: told\n    title: Two",
        [
            "8:10 Q015 the rung 'shared' has no criterion; write one under 'criteria' with 'rung: shared'",
            "62:11 Q015 the rung 'told' has a criterion already (q.yaml, line 58); join the two with 'any' or 'all'",
        ],
    ),
    (
        "    matters-from: shared\n",
        "",
        ["81:40 Q027 no practice question called 'leaders'; there is none at all"],
    ),
    (
        "section: culture\n    when",
        "section: cultur\n    when",
        ["70:14 Q007 no section called 'cultur', the nearest is 'culture'; the sections are power, culture"],
    ),
    (
        "id: no-leaders\n",
        "id: no-leaders\n    kind: alert\n",
        [
            "68:11 Q029 no kind of alarm called 'alert', the nearest is 'alarm'; there are alarm, contradiction"
        ],
    ),
    (
        "story: camden",
        "story: camdn",
        ["83:12 Q009 no story called 'camdn', the nearest is 'camden'; there are camden"],
    ),
    (
        "treads: [told], practice: [leaders], unlocks: [hear], alarms: [no-leaders]",
        "",
        ["82:5 Q026 advice that helps against nothing; name an alarm, a rung, a fact or a practice"],
    ),
    (
        "practice: [leaders]",
        "practice: [hear]",
        ["82:40 Q027 no practice question called 'hear'; there are leaders"],
    ),
    (
        "unlocks: [hear]",
        "unlocks: [matters]",
        [
            "82:60 Q004 no question called 'matters', the nearest is 'matters.aim'; there are hear, matters.aim, matters.money, ended.aim, ended.money, leaders"
        ],
    ),
    (
        "alarms: [no-leaders]",
        "alarms: [no-leader]",
        ["82:76 Q010 no alarm called 'no-leader', the nearest is 'no-leaders'; there are no-leaders"],
    ),
    (
        "first-step: Write one line.",
        "first-step:",
        ["78:5 D021 'first-step' is empty; write something after the colon"],
    ),
    ('reading: "yes"', "reading: ja", ["13:44 D026 'reading' is 'ja', where 'yes' or 'no' is expected"]),
    (
        "sections:\n",
        "sections:\n  -\n",
        ["12:4 D023 an empty entry in 'sections'; write something after the dash or take it out"],
    ),
    (
        "ladder:\n",
        "ladder: x\nlader:\n",
        [
            "1:1 Q025 the questionnaire has no ladder; write 'ladder:' with a list under it",
            "6:9 D020 'ladder' holds the text 'x', where a list is expected",
            "7:1 D022 no key called 'lader', the nearest is 'ladder'; there are 21 to choose from",
            "48:19 Q003 no rung called 'shared'; there is none at all",
            "59:11 Q003 no rung called 'told'; there is none at all",
            "63:11 Q003 no rung called 'shared'; there is none at all",
            "83:22 Q003 no rung called 'told'; there is none at all",
            "83:40 Q027 no practice question called 'leaders'; there is none at all",
        ],
    ),
    (
        '{id: "000", title: A book}',
        "[a]",
        [
            "7:55 Q008 no source called '000'; there is none at all",
            "10:5 D020 this entry holds a list, where a mapping of keys to values is expected",
            "18:14 Q008 no source called '000'; there is none at all",
            "73:60 Q008 no source called '000'; there is none at all",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "faults"), CASES)
def test_each_fault_is_said_in_one_sentence(old: str, new: str, faults: list[str]) -> None:
    assert questionnaire_faults(changed(old, new)) == faults


def test_the_small_questionnaire_is_in_order() -> None:
    small = read_small()
    assert [question.id for question in small.questions] == ["hear", "matters", "ended", "leaders"]
    assert [choice.rank for choice in small.by_id["hear"].choices] == [0, 1, 2, None]
    assert [row.id for row in small.by_id["ended"].rows] == ["aim", "money"]
    assert dict(small.by_id["ended"].row_when).keys() == {"aim", "money"}
    assert small.decisive == ("hear", "matters.aim", "matters.money", "ended.aim", "ended.money")


def test_every_fault_comes_in_one_run() -> None:
    text = changed("section: power\n    ask: What", "section: powr\n    ask: What")
    text = changed("{hear: {at-least: why}}", "{heer: why}", changed("story: camden", "story: camdn", text))
    assert [fault.split()[1] for fault in questionnaire_faults(text)] == ["Q007", "Q004", "Q009"]


def test_choices_stand_in_the_order_of_their_ranks() -> None:
    """The order in the file means nothing (METHOD, The decisive facts)."""
    lines = SMALL.splitlines()
    first = next(i for i, line in enumerate(lines) if "id: nothing" in line)
    lines[first], lines[first + 2] = lines[first + 2], lines[first]
    assert read_small("\n".join(lines)).by_id["hear"].choices == read_small().by_id["hear"].choices


def test_questions_stand_in_the_order_of_the_sections() -> None:
    text = changed("  - {id: power, title: Power}\n", "", SMALL)
    text = changed("questions:\n", "  - {id: power, title: Power}\nquestions:\n", text)
    assert [question.id for question in read_small(text).questions] == ["leaders", "hear", "matters", "ended"]


def test_what_may_be_left_out_falls_back_on_what_is_there() -> None:
    question = read_small().by_id["hear"]
    assert (question.easy, question.choices[0].easy) == (question.ask, question.choices[0].label)


def two_files(split: str = "alarms:\n") -> list[SourceFile]:
    first, second = SMALL.split(split)
    return [
        SourceFile("folder/b.yaml", f"coprod-audit: questionnaire/1\n{split}{second}".encode()),
        SourceFile("folder/a.yaml", first.encode()),
    ]


def test_a_folder_is_read_in_the_order_of_its_names() -> None:
    assert questionnaire_reader.read(two_files())._replace(digest="") == read_small()._replace(digest="")


def test_faults_of_all_files_come_in_one_run() -> None:
    b, a = two_files()
    files = [
        b._replace(data=b.data.replace(b"camden\n", b"camdn\n")),
        a._replace(data=a.data.replace(b"why}}", b"whi}}")),
    ]
    with pytest.raises(InputError) as raised:
        questionnaire_reader.read(files)
    assert [(f.location.path, f.code) for f in raised.value.findings] == [
        ("folder/a.yaml", "Q005"),
        ("folder/b.yaml", "Q009"),
    ]


def test_the_identity_stands_in_one_file() -> None:
    b, a = two_files()
    files = [b._replace(data=b.data + b"title: Another\n"), a]
    expected = ["20:1 Q025 'title' stands in folder/a.yaml, line 4, already; keep one"]
    assert faults_of(lambda: questionnaire_reader.read(files)) == expected


def test_a_file_that_cannot_be_read_to_its_end_is_all_that_is_told() -> None:
    b, a = two_files()
    files = [b._replace(data=b"a: [\n"), a._replace(data=a.data.replace(b"why}}", b"whi}}"))]
    assert [fault.split()[1] for fault in faults_of(lambda: questionnaire_reader.read(files))] == ["D006"]


def test_after_a_file_that_cannot_be_read_to_its_end_no_other_is_looked_at() -> None:
    """A folder of broken files costs no more than the first of them, and what stood before it is told."""
    head = b"coprod-audit: questionnaire/1\n"
    texts = (head + b"a: !tag x\n", b"a: [\n", b"b: [\n", head + b"c: !tag x\n")
    files = [SourceFile(f"folder/{n}.yaml", text) for n, text in enumerate(texts)]
    with pytest.raises(InputError) as raised:
        questionnaire_reader.read(files)
    assert [(f.location.path, f.code) for f in raised.value.findings] == [
        ("folder/0.yaml", "D011"),
        ("folder/1.yaml", "D006"),
    ]


def test_after_more_faults_than_are_told_apart_no_other_file_is_looked_at() -> None:
    tags = b"coprod-audit: questionnaire/1\na:\n" + b"- !tag x\n" * 101
    with pytest.raises(InputError) as raised:
        questionnaire_reader.read([SourceFile("a.yaml", tags), SourceFile("b.yaml", tags)])
    assert {f.location.path for f in raised.value.findings} == {"a.yaml"}
    last = raised.value.findings[-1]
    assert (last.code, last.message) == ("D017", "and 1 more; put the ones above right first")


def test_every_file_that_is_no_questionnaire_is_told() -> None:
    files = [SourceFile(name, b"coprod-audit: answers/1\n") for name in ("a.yaml", "b.yaml")]
    with pytest.raises(InputError) as raised:
        questionnaire_reader.read(files)
    assert [(f.location.path, f.code) for f in raised.value.findings] == [
        ("a.yaml", "D025"),
        ("b.yaml", "D025"),
    ]


def test_the_digest_is_of_names_and_bytes() -> None:
    expected = hashlib.sha256(f"q.yaml\n{len(SMALL.encode())}\n".encode() + SMALL.encode()).hexdigest()
    assert read_small().digest == expected
    assert read_small(SMALL + "# a comment\n").digest != expected
    b, a = two_files()
    assert questionnaire_reader.read([a, b]).digest == questionnaire_reader.read([b, a]).digest


def test_more_than_1000_questions_are_refused() -> None:
    faults = questionnaire_faults(many_questions(1_000))
    assert [fault.split(" ", 1)[1] for fault in faults] == [
        "Q024 more than 1,000 questions, rows counted; leave some out, or raise the limit with --limit questions=2000"
    ]


def test_rows_times_conditions_have_a_limit() -> None:
    """A small file whose conditions come to millions when rows are written out."""
    rows = "".join(f"      - {{id: r{n}, label: r}}\n" for n in range(40))
    many = ", ".join(["{matters: agreed}"] * 4_000)
    text = changed("      - {id: aim, label: the aim}\n", rows + "      - {id: aim, label: the aim}\n")
    text = changed("{leaders: not-in-place}", f"{{rows: {{where: {{any: [{many}]}}}}}}", text)
    assert [fault.split()[1] for fault in questionnaire_faults(text)] == ["Q031"]


def test_a_definition_counts_with_all_its_tests_wherever_it_is_used() -> None:
    tests, uses = ", ".join(["{matters: agreed}"] * 400), ", ".join(["{is: joint}"] * 400)
    text = changed(
        "{any: [{matters: agreed}, {all: [{matters: talked}, {ended: ours}]}]}", f"{{any: [{tests}]}}"
    )
    text = changed("where: {is: joint}", f"where: {{any: [{uses}]}}", text)
    (fault,) = questionnaire_faults(text)
    expected = "Q031 the conditions come to more than 100,000 tests with their rows; use fewer"
    assert fault.partition(" ")[2] == expected


@pytest.mark.parametrize(
    ("limit", "old", "more", "told", "left"),
    [
        (
            "rungs",
            "sources:\n",
            "  - {{id: r{0}, title: r, has: r}}\n" * 19,
            "27:5 Q035 21 rungs, and at most 20",
            ["Q015"] * 19,
        ),
        (
            "rows",
            "      - {id: aim,",
            "      - {{id: r{0}, label: r}}\n" * 49,
            "79:9 Q035 51 rows, and at most 50",
            ["Q032"],
        ),
        (
            "choices",
            "      - {id: alone,",
            "      - {{id: c{0}, rank: outside, label: C, says: C.}}\n" * 48,
            "82:9 Q035 51 choices, and at most 50",
            [],
        ),
        (
            "parts",
            "hear: {at-least: why}",
            "at-least-n: {{n: 1, of: [" + "{{hear: why}}, " * 101 + "]}}",
            "61:1336 Q035 101 conditions in one 'at-least-n', and at most 100",
            [],
        ),
    ],
)
def test_what_is_too_much_for_one_list_is_read_when_the_limit_is_raised_as_the_fault_says(
    limit: str, old: str, more: str, told: str, left: list[str]
) -> None:
    added = "".join(line.format(n) for n, line in enumerate(more.splitlines(keepends=True)))
    text = changed(old, added if limit == "parts" else added + old)
    usual = getattr(QUESTIONNAIRE_LIMITS, limit)
    advice = f"leave some out, or raise the limit with --limit {limit}={2 * usual}"
    assert questionnaire_faults(text) == [f"{told} are read; {advice}"]
    raised = QUESTIONNAIRE_LIMITS._replace(**{limit: 2 * usual})
    file = SourceFile("q.yaml", text.encode())
    faults = faults_of(lambda: questionnaire_reader.read([file], limits=raised))
    assert [fault.split()[1] for fault in faults] == left


def test_the_work_of_judging_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A diagram of few nodes can take long where each of them stands for hundreds of conditions."""
    assert questionnaire_faults(SMALL) == []
    monkeypatch.setattr(loom, "MOST_WORK", 50)
    (fault,) = questionnaire_faults(SMALL)
    expected = "Q033 the criteria are too entangled to be judged; make this one of the rung 'shared' simpler, which asks most"
    assert fault.partition(" ")[2] == expected


def test_choices_that_are_listed_count_as_tests() -> None:
    text = changed("{hear: {at-most: what}}", f"{{hear: {{any-of: [{', '.join(['what'] * 40)}]}}}}")
    assert questionnaire_faults(text) == []
    scope = Scope({"hear": Scale({"what": 0})}, {}, {}, Budget())
    field = Field(None, None, Origin("q.yaml", Faults()))
    items = Field([Field("what", None, field.origin) for _ in range(40)], None, field.origin)
    inner = Field({"any-of": items}, None, field.origin)
    read_condition(Field({"hear": inner}, None, field.origin), scope)
    assert scope.budget.left == MOST_TESTS - 41


def test_the_nearest_name_is_looked_for_only_so_often() -> None:
    """Each search compares a name with a thousand, and slips of the pen come in hundreds."""
    wrong = ", ".join(f"{{leaderz-{n:02}: partly}}" for n in range(30))
    faults = questionnaire_faults(changed("{leaders: not-in-place}", f"{{any: [{wrong}]}}"))
    sentence = "Q004 no question called 'leaderz-{}'{}; there are 16 to choose from"
    near = [sentence.format(f"{n:02}", ", the nearest is 'leaders'" if n < 20 else "") for n in range(30)]
    said = [fault.partition(" ")[2] for fault in faults]
    assert [fault for fault in said if "Q004" in fault] == near


def test_the_nearest_of_many_names_is_found() -> None:
    names = [f"{'abcdefghij' * 5}{n:04}" for n in range(1_000)]
    for found in (f"{'abcdefghij' * 5}0777x", "x" + names[777], names[777].replace("j0777", "j-0777")):
        assert nearest(found, names) == names[777]


def test_the_shipped_questionnaire_passes_every_check() -> None:
    """Loading leaves the long checks out for what ships, because this test makes them."""
    assert loading.read_questionnaire(thorough=True) == loading.read_questionnaire()
    assert isinstance(loading.read_questionnaire().criteria[0].when, AtLeast | tuple)


@pytest.mark.parametrize("name", loading.shipped_questionnaires())
def test_every_questionnaire_that_ships_passes_every_check(name: str) -> None:
    assert loading.read_questionnaire(name, thorough=True).id == name


@pytest.mark.parametrize(
    ("choices", "found"), [("[]", "no choices"), ("[{id: a, rank: 0, label: A, says: A.}]", "one choice")]
)
def test_a_question_offers_at_least_two_choices(choices: str, found: str) -> None:
    more = f"  - {{id: extra, section: power, ask: And?, choices: {choices}}}\ndefinitions:\n"
    text = changed("{leaders: not-in-place}", "{extra: a}", changed("definitions:\n", more))
    assert f"53:44 Q022 a question with {found}; offer at least two" in questionnaire_faults(text)


def test_a_table_with_an_empty_list_of_rows_is_no_table() -> None:
    rows = "      - {id: aim, label: the aim}\n      - {id: money, label: the money}\n"
    faults = questionnaire_faults(changed(f"    rows:\n{rows}", "    rows: []\n"))
    assert faults[0] == "24:5 Q028 a table needs its rows; write either 'rows' or 'rows-of'"


def test_a_version_that_no_answers_could_name_is_refused() -> None:
    expected = ["3:10 Q001 the version '1 0'; write 1 to 40 letters, digits, dots, hyphens or plus signs"]
    assert questionnaire_faults(changed('"1.0"', '"1 0"')) == expected


@pytest.mark.parametrize(
    "version", ["1.", ".1", "1..1", "1.0-rc1", "١.٠", "1 0", "0x1", "1.0\n", "9" * 10_000, "1" + ".0" * 20]
)
def test_a_question_changes_only_in_versions_of_numbers_and_dots(version: str) -> None:
    text = changed("    ask: What do people hear?\n", f"    ask: What?\n    changed: {json.dumps(version)}\n")
    (fault,) = questionnaire_faults(text)
    assert fault.startswith("18:14 Q036 'changed' is ")


def test_what_version_a_question_changed_in_is_read() -> None:
    text = changed("    ask: What do people hear?\n", "    ask: What?\n    changed: 0.9\n")
    assert [question.changed for question in read_small(text).questions] == ["0.9", "", "", ""]


def test_a_version_that_is_no_version_is_told_without_what_it_would_do_on_a_screen() -> None:
    text = changed("    ask: What do people hear?\n", "    ask: What?\n    changed: 3.0\n")
    found = questionnaire_faults(changed('"1.0"', r'"\e[2J"', text))
    assert [fault.split()[1] for fault in found] == ["Q001", "Q036"]
    assert all(fault.isprintable() for fault in found)


def deciding_on(facts: list[str], when: str) -> str:
    """A questionnaire whose lowest rung rests on that many more questions."""
    one = "  - {{id: {fact}, section: power, ask: And?, choices: [{{id: y, rank: '1', label: Y, says: T.}}, {{id: n, rank: '0', label: N, says: T.}}]}}\n"
    more = "".join(one.format(fact=fact) for fact in facts)
    text = changed("definitions:\n", f"{more}definitions:\n")
    return changed("when: {hear: {at-least: why}}", f"when: {{any: [{{hear: why}}, {when}]}}", text)


def entangled() -> str:
    """Pairs of questions that stand far from each other double the diagram with every pair."""
    facts = [f"{letter}-{n}" for letter in "ab" for n in range(18)]
    when = ", ".join(f"{{all: [{{a-{n}: y}}, {{b-{n}: y}}]}}" for n in range(18))
    return deciding_on(facts, when)


def test_more_answers_than_can_be_judged_are_refused() -> None:
    facts = [f"extra-{n}" for n in range(56)]
    when = ", ".join(f"{{{fact}: y}}" for fact in facts)
    expected = "Q032 the criteria rest on 61 answers, rows counted, and at most 60 can be judged; let them rest on fewer, this one first"
    (fault,) = questionnaire_faults(deciding_on(facts, when))
    assert fault.partition(" ")[2] == expected
    fewer = ", ".join(f"{{{fact}: y}}" for fact in facts[:-1])
    assert questionnaire_faults(deciding_on(facts[:-1], fewer)) == []


def test_criteria_too_entangled_to_be_judged_are_refused() -> None:
    (fault,) = questionnaire_faults(entangled())
    expected = "Q033 the criteria are too entangled to be judged; make this one of the rung 'told' simpler, which asks most"
    assert fault.partition(" ")[2] == expected


def test_what_was_not_checked_thoroughly_may_prove_too_entangled_to_be_judged() -> None:
    unchecked = questionnaire_reader.read([SourceFile("q.yaml", entangled().encode())], thorough=False)
    answers, _ = answers_reader.read(ANSWERS.encode(), "a.yaml", unchecked)
    with pytest.raises(UsageError, match="too entangled to be judged"):
        coprod_audit.assess(unchecked, answers)


def test_a_criterion_that_looks_at_rows_that_are_not_asked_is_refused() -> None:
    """How it ended is asked only where it was talked over: elsewhere nobody could answer it."""
    expected = "Q034 the criterion looks at 'ended.aim' even where it is not asked; join it by 'all' with the condition under 'row-when' of 'ended'"
    for when in ("{all: [{matters: agreed}, {ended: ours}]}", "{any: [{matters: agreed}, {ended: ours}]}"):
        text = changed(
            'when: {rows: {at-least: "2", where: {is: joint}}}', f"when: {{rows: {{where: {when}}}}}"
        )
        assert expected in [fault.partition(" ")[2] for fault in questionnaire_faults(text)]
