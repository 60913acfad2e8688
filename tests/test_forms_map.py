"""A map is read with every fault at its place, and laid over a table with every misfit told."""

import pytest

from coprod_audit.catalogue import CATALOGUE
from coprod_audit.forms import read_map
from coprod_audit.forms.targets import known_targets, target_of
from coprod_audit.responses import Response
from coprod_audit.table_rows import Head
from tests.conftest import ROOT
from tests.forms_kit import applied, faults, ladder, mapped, responses, sample, table, told

TARGETS = len(known_targets(ladder()))
NAMED = len(ladder().by_fact) + len(ladder().questions) + 4

# Lines under `columns`, what follows them, and what is said.
FAULTS: list[tuple[str, str, list[str]]] = [
    ("A: told", "", []),
    (
        "A: tolled",
        "",
        [f"4:6 M001 no thing called 'tolled', the nearest is 'told'; there are {TARGETS} to choose from"],
    ),
    (
        'A: "group: title"',
        "",
        ["4:6 M001 a group cannot be called 'title'; choose another name, not that of a detail"],
    ),
    ("A: {group: borough}", "", []),
    (
        "A: {grop: borough}",
        "",
        [
            "4:6 D021 'A' lacks 'group'; write 'group: ...'",
            "4:6 M001 a group cannot be called ''; choose another name, not that of a detail",
            "4:7 D022 no key called 'grop', the nearest is 'group'; here stand group",
        ],
    ),
    ("A: told\nB:", "", ["5:3 M001 'B' is nothing; write what it is, or 'ignored'"]),
    (
        "A: note of tolled",
        "",
        [f"4:6 M001 no thing called 'note of tolled'; there are {TARGETS} to choose from"],
    ),
    (
        "A: told\nB: told",
        "",
        ["5:3 M002 'B' is told, and so is 'A'; keep one of the two and write 'ignored' for the other"],
    ),
    (
        "A: decisions\ncolumn 2: decisions.money",
        "",
        [
            "5:3 M002 column 2 is decisions.money, and so is 'A'; keep one of the two and write 'ignored' for the other"
        ],
    ),
    ("A: ignored\nB: ignored", "", []),
    (
        "A: told",
        "answers: {tolled: {x: nothing}}",
        [f"5:11 M005 no question called 'tolled', the nearest is 'told'; there are {NAMED} to choose from"],
    ),
    (
        "A: told",
        "answers: {told: {x: nothin}}",
        [
            "5:21 M006 no choice called 'nothin', the nearest is 'nothing'; told has nothing, too-late, what-in-time, what-and-why-in-time, unknown, not asked"
        ],
    ),
    (
        "A: told",
        "answers: {told: {x: }}",
        ["5:18 M006 'x' means nothing yet; write the choice, or 'not asked'"],
    ),
    (
        "A: told",
        "answers: {all: {x: nothing}}",
        ["5:20 M006 no choice called 'nothing'; all has unknown, not-applicable, not asked"],
    ),
    (
        "A: told",
        "answers: {told: {x: nothing, X.: too-late}}",
        [
            "5:30 M007 'X.' is too-late here and nothing further up, and case, blanks and full stops do not count; keep one"
        ],
    ),
    ("A: told", "answers: {told: {x: nothing, X.: nothing}}", []),
    (
        "A: told",
        "answers: {'told, asked': {x: unknown}, respondent.view: {Tenant: people}, project.claims: {Full: co-production}}",
        [],
    ),
    (
        "A: told",
        "defaults: {project.untit: x}",
        [
            "5:12 M008 no detail called 'project.untit', the nearest is 'project.unit'; there are 16 to choose from"
        ],
    ),
    (
        "A: told",
        "defaults: {respondent.size: eight}",
        ["5:29 M008 'eight' where a number of people is expected; write it in figures"],
    ),
    (
        "A: told",
        "defaults: {project.date: 12/5/2026}",
        [
            "5:26 M008 no day in '12/5/2026'; expected is one that there is, as in '2026-05-12'; where days come first, write 'dates: day-first' in the map"
        ],
    ),
    ("A: told", "dates: day-first\ndefaults: {project.date: 12/5/2026}", []),
    (
        "A: told",
        "form: google",
        [
            "5:7 M010 no form tool called 'google', the nearest is 'google-forms'; known are qualtrics, limesurvey, kobotoolbox, microsoft-forms, jotform, google-forms"
        ],
    ),
    (
        "A: told",
        "numbers: from 0",
        [
            "5:10 M010 no way of counting choices called 'from 0', the nearest is 'from 1'; there are no, yes, from 1"
        ],
    ),
    (
        "A: told",
        "skip-rows: two",
        ["5:12 D024 'skip-rows' is 'two', where a whole number from 0 to 20 is expected"],
    ),
]


@pytest.mark.parametrize(("columns", "more", "said"), FAULTS)
def test_faults_of_a_map_are_told_at_their_place(columns: str, more: str, said: list[str]) -> None:
    assert faults(mapped(columns, more)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "small 1.0",
            "2:16 M009 this is a map to 'small 1.0', and the questionnaire is 'coprod-ladder 1.0'; write that here, or name theirs with --questionnaire",
        ),
        (
            "coprod-ladder",
            "2:16 M009 this is a map to 'coprod-ladder', and the questionnaire is 'coprod-ladder 1.0'; write that here, or name theirs with --questionnaire",
        ),
        (
            "coprod-ladder 0.9",
            "2:16 M029 this is a map to version '0.9', read with 'coprod-ladder 1.0'; check it and write the new version here",
        ),
    ],
)
def test_a_map_says_which_questionnaire_it_is_to(name: str, said: str) -> None:
    assert faults(mapped("A: told").replace("coprod-ladder 1.0", name)) == [said]


def test_what_is_no_map_is_refused() -> None:
    assert faults("coprod-audit: answers/1\n") == [
        "1:15 D025 the file says 'coprod-audit: answers/1'; what is read here is 'coprod-audit: map/1'"
    ]


def test_everything_that_a_column_can_be_is_written_as_it_is_read() -> None:
    questionnaire = ladder()
    names = (*known_targets(questionnaire), "note of told", "evidence for decisions.money", "group: Borough")
    for name in names:
        target = target_of(name, questionnaire)
        assert target is not None
        assert target.written == name


@pytest.mark.parametrize(
    ("columns", "headers", "said"),
    [
        ("A: told", ("A",), []),
        ("“A”: told", (' "a".',), []),
        (
            "Heard: told",
            ("Herd", "asked"),
            [
                "4:3 M003 no column of t.csv is called 'Heard', the nearest is 'Herd'; write the header as it is exported, or take the line out",
                "1:1 M011 2 columns are left out, because nothing says what they are: 'Herd' (column 1), 'asked' (column 2, the nearest is asked); name each in the map, as 'ignored' where it is not needed",
            ],
        ),
        (
            "column 3: told",
            ("A", "B"),
            [
                "4:3 M003 column 3 of t.csv, which has 2; correct the number, or take the line out",
                "1:1 M011 2 columns are left out, because nothing says what they are: 'A' (column 1), 'B' (column 2); name each in the map, as 'ignored' where it is not needed",
            ],
        ),
        (
            "A: told\nB: asked",
            ("A", "A", "B"),
            [
                "4:3 M004 2 columns of t.csv are called 'A'; name each by its number instead: 'column 1', 'column 2'",
                "1:1 M011 2 columns are left out, because nothing says what they are: 'A' (column 1), 'A' (column 2); name each in the map, as 'ignored' where it is not needed",
            ],
        ),
        (
            "A: told\ncolumn 1: asked",
            ("A",),
            ["1:1 M004 column 1 of t.csv, 'A', is named twice, as told and as asked; keep one"],
        ),
        ("A: ignored\nB: told\nC: ignored", ("A", "A", "B"), []),
        (
            "A: told",
            ("A", "", "Ageda"),
            [
                "1:1 M011 2 columns are left out, because nothing says what they are: column 2, 'Ageda' (column 3, the nearest is agenda); name each in the map, as 'ignored' where it is not needed"
            ],
        ),
        (
            "A: project.title",
            ("A",),
            [
                "1:1 M013 no column of the table is a question, so there is nothing to judge; 'coprod-audit batch --draft-map' drafts a map from it"
            ],
        ),
    ],
)
def test_what_does_not_fit_between_map_and_table_is_told(
    columns: str, headers: tuple[str, ...], said: list[str]
) -> None:
    assert faults(mapped(columns), table(headers)) == said


def test_the_tool_s_own_columns_need_no_line() -> None:
    assert faults(mapped("A: told"), table(["Timestamp", "Email Address", "A"])) == []


def test_the_map_shown_in_the_documentation_is_read_and_applied() -> None:
    page = (ROOT / "docs" / "maps.md").read_text(encoding="utf-8")
    text = page.split("```yaml\n")[1].split("```")[0]
    columns = [*[f"{n}" for n in range(1, 7)], "x", "y", "z"]
    named = list(read_map(text.encode(), "map.yaml", ladder())[0].columns)
    for column in named:
        if column.number is None:
            columns[named.index(column)] = column.header
    cells = ["2026", "Park", "P7", "We never hear", "People settled it", "Because.", "North", "", "Skipped"]
    given = table(columns, cells)
    (result,) = responses(applied(text, given), given)
    assert isinstance(result, Response), told([result])
    assert result.facts == {"told": "nothing", "decisions.money": "people"}
    assert result.project["key"] == "P7"
    assert result.project["unit"] == "Decisions of the council about the youth hub, 2025-26"


def test_every_code_of_the_forms_has_its_page() -> None:
    pages = {entry.code for entry in CATALOGUE if entry.code.startswith("M")}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "coprod_audit/forms").glob("*.py"))
    assert pages == {code for code in pages if f'"{code}"' in sources}
    assert len(pages) == 25


CHECKED = """coprod-audit: map/1
questionnaire: coprod-ladder 1.0
columns:
  # A: ...  # to be checked: nearest is told
  "B # to be asked": told  # certain
  C: asked  # to be checked: nearest is asked
answers:
  told:
    # x: ...  # to be checked: nearest are too-late and nothing
    y: nothing  # to be checked: nearest is nothing
"""


def test_lines_of_a_draft_that_nobody_has_checked_are_told_at_every_run() -> None:
    assert faults(CHECKED) == [
        "6:1 M014 2 lines of the map still say 'to be checked', and are used as drafted (the first is line 6); look at each, put it right, and take the remark away"
    ]
    one = CHECKED.replace("  # to be checked: nearest is asked", "")
    assert faults(one) == [
        "10:1 M014 1 line of the map still says 'to be checked', and is used as drafted (line 10); look at each, put it right, and take the remark away"
    ]
    assert faults(one.replace("to be checked: nearest is nothing", "looked at")) == []


def test_more_header_rows_than_a_table_has_leave_nothing_to_judge() -> None:
    given = table(["A"], ["x"])._replace(head=Head("t.csv", ("A",), (("a",),)))
    assert faults(mapped("A: told", "skip-rows: 2"), given) == [
        "1:1 M015 'skip-rows' is 2, and t.csv has only 1 row below the first that can be read; write how many of them are headers, or take the line out"
    ]
    assert faults(mapped("A: told", "skip-rows: 1"), given) == []


def test_further_header_rows_are_said_by_map_and_shape() -> None:
    assert read_map(mapped("A: told", "skip-rows: 2").encode(), "m", ladder())[0].skip_rows == 2
    assert len(sample("qualtrics").head.more) == 2
