"""What we ship to write with: every example's audit is a file to read, and every template keeps the house rules.

`pytest --update-golden tests/test_templates.py` writes the audits of the examples anew; read the diff before you
commit it.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coprod_audit import lens_picture, picture, report
from coprod_audit.assessment import assess
from coprod_audit.cli import audit
from coprod_audit.loading import read_answers, read_questionnaire
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.resources import shipped_template, templates_folder
from coprod_audit.result import as_data
from tests import telling_kit as kit
from tests.rendered import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
AUDITS = ROOT / "examples" / "audits"
TEMPLATES = sorted(templates_folder().glob("*.j2"))

Golden = Callable[[Path, str], None]


@cache
def asked() -> Questionnaire:
    return read_questionnaire()


@cache
def told(path: Path, lenses: tuple[str, ...] = ()) -> dict[str, Any]:
    drawn = {lens.id: f"{path.stem}-{lens.id}.svg" for lens in asked().lenses if lens.drawing}
    answers = read_answers(path, asked())
    return as_data(assess(asked(), answers), picture=f"{path.stem}.svg", lenses=lenses, lens_pictures=drawn)


def pictures(path: Path, lenses: tuple[str, ...] = ()) -> dict[str, str]:
    """The names of the pictures of lenses beside an audit, with what is in them."""
    shown = told(path, lenses)["lenses"]["shown"]
    return {lens["picture"]["file"]: lens_picture.drawn(lens) for lens in shown if lens["picture"]["file"]}


def as_committed(text: str, path: Path) -> str:
    """The text with the digest that the file has: a questionnaire whose words did not change an audit need not touch it."""
    digest = re.compile(r"digest `([0-9a-f]{64})`")
    before = digest.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return digest.sub(before.group(), text) if before else text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_audit_of_every_example_is_a_file_to_read(
    path: Path, golden: Golden, request: pytest.FixtureRequest
) -> None:
    updating = request.config.getoption("--update-golden")
    for name, template in ((path.stem, "audit.md.j2"), (f"{path.stem}-one-page", "one-page.md.j2")):
        text, file = audit.rendered(told(path), template), AUDITS / f"{name}.md"
        golden(file, text if updating else as_committed(text, file))
    golden(AUDITS / f"{path.stem}.svg", picture.ladder(told(path)))
    for name, drawn in pictures(path).items():
        golden(AUDITS / name, drawn)


LOOKED_AT_CLOSELY = ROOT / "examples" / "made-up-closer-look.yaml"
"""The example that answers the optional parts as well."""


def test_every_lens_of_the_example_that_takes_a_closer_look_is_a_file_to_read(
    golden: Golden, request: pytest.FixtureRequest
) -> None:
    text = audit.rendered(told(LOOKED_AT_CLOSELY, ("all",)), "audit.md.j2")
    file = AUDITS / f"{LOOKED_AT_CLOSELY.stem}-all-lenses.md"
    golden(file, text if request.config.getoption("--update-golden") else as_committed(text, file))
    for name, drawn in pictures(LOOKED_AT_CLOSELY, ("all",)).items():
        golden(AUDITS / name, drawn)


def test_there_is_no_audit_of_an_example_that_is_gone() -> None:
    known = {f"{path.stem}{ending}" for path in EXAMPLES for ending in (".md", "-one-page.md", ".svg")}
    drawn = {name for path in EXAMPLES for name in pictures(path)} | {*pictures(LOOKED_AT_CLOSELY, ("all",))}
    there = {path.name for path in AUDITS.glob("*.*") if path.stem != "README"}
    assert there == known | drawn | {f"{LOOKED_AT_CLOSELY.stem}-all-lenses.md"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("template", ["audit.md.j2", "one-page.md.j2"])
def test_an_audit_reads_like_a_document(path: Path, template: str) -> None:
    """No blanks that piled up, no None, no braces, no sentence that ends twice, no marks and no percentages of ours."""
    text = audit.rendered(told(path), template)
    ours = text.partition("## Every answer")[0]
    assert not re.search(r"\n\n\n|[ \t]+\n(?!\n)|\{\w+\}|\.\.(?!\.)|\?\.|!\.", text)
    assert not re.search(r"\bscore\b(?! bids)|\bstakeholder|[Ss]ervice user", ours)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_audit_has_the_same_parts_in_the_same_order(path: Path) -> None:
    text = audit.rendered(told(path))
    parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
    expected = [
        "Why it reads so",
        "Three first steps",
        "Who decides what",
        "What helps, and what holds back",
        "Action plan",
        "Who answered, and how sure it is",
        "What this does not tell",
        "Every answer",
        "Sources",
    ]
    assert expected == [
        part
        for part in parts[1:]
        if part
        not in {
            "What needs attention",
            "What would make it read otherwise",
            "When the first steps are done",
            "The same answers through other frameworks",
            "More advice, for later",
        }
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_alarms_and_missing_steps_stand_before_the_reason(path: Path) -> None:
    """Beside the rung, never hidden below it (METHOD, Alarms)."""
    before = audit.rendered(told(path)).partition("## Why it reads so")[0]
    page = read(before).text
    for alarm in (*told(path)["alarms"], *told(path)["contradictions"]):
        assert alarm["heading"] in page
    for tread in told(path)["missing_treads"]:
        assert f"A step below is missing: {tread['title']}." in page


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_rung_is_never_printed_without_what_was_looked_at(path: Path) -> None:
    unit = " ".join(told(path)["project"]["unit"].split())
    for template, first in (("audit.md.j2", told(path)["headline"]), ("one-page.md.j2", "What we found")):
        page = read(audit.rendered(told(path), template)).text
        assert 0 <= page.find(unit) < page.find(first)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_page_in_plain_words_is_about_one_page(path: Path) -> None:
    """Some 350 words; only where much is worth a worry there are more."""
    worries = len(told(path)["alarms"] + told(path)["contradictions"] + told(path)["missing_treads"])
    assert words_to_read(path) <= (400 if worries <= 5 else 470)


def words_to_read(path: Path) -> int:
    """How many words of the page in plain words there are to read, without the picture and the drawn ladder."""
    page = audit.rendered(told(path), "one-page.md.j2")
    unread = re.compile(r"!\[.*?\]\(.*?\)|```text.*?```|<!--.*?-->", re.DOTALL)
    return len(re.findall(r"[\w’'£,-]*\w", unread.sub("", page)))


def test_the_pages_in_plain_words_are_one_page_on_average() -> None:
    assert sum(map(words_to_read, EXAMPLES)) / len(EXAMPLES) <= 360


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_page_in_plain_words_tells_each_first_step_in_plain_words(path: Path) -> None:
    page = read(audit.rendered(told(path), "one-page.md.j2")).text
    for advised in told(path)["first_steps"]:
        assert advised["easy"] in page
        assert advised["first_step"] not in page


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("template", ["audit.md.j2", "one-page.md.j2"])
def test_where_a_text_is_silent_nobody_is_said_to_have_been_asked(path: Path, template: str) -> None:
    if told(path)["project"]["coded_from"]:
        assert "obody could say" not in audit.rendered(told(path), template)


def test_without_a_picture_the_ladder_is_drawn_as_text() -> None:
    text = audit.rendered(as_data(kit.assessment()))
    assert "```text\ninformation ─── consultation ─── co-design" in text
    assert "![" not in text


def test_with_a_picture_its_words_are_there_for_those_who_do_not_see_it() -> None:
    data = as_data(kit.assessment(), picture="a b.svg")
    assert f"![{data['picture']['says']}](a%20b.svg)" in audit.rendered(data)


def test_where_the_sources_disagree_both_views_are_told() -> None:
    text = read(audit.rendered(as_data(kit.assessment()))).text
    assert "The sources see it in two ways. Tell all (Terry, Box A). Tell some (" in text


def test_in_public_no_note_and_no_evidence_is_printed() -> None:
    given = kit.answers(note="Jean said so", evidence=("minutes.pdf",))
    text = audit.rendered(as_data(kit.assessment(given), public=True))
    assert not re.search("Jean|minutes|Evidence", text)


def test_what_matters_for_the_intended_rung_alone_is_said_once_where_nothing_else_matters() -> None:
    (survey,) = (path for path in EXAMPLES if path.stem == "made-up-satisfaction-survey")
    text = audit.rendered(told(survey))
    assert "All of this matters for engagement, which is what is intended.\n" in text
    assert "(This matters for" not in text
    assert "(This matters for co-design.)" in audit.rendered(
        told(survey.with_name("made-up-peer-support.yaml"))
    )


def test_a_question_that_did_not_arise_is_not_told_as_one_that_was_not_asked() -> None:
    (leaflet,) = (path for path in EXAMPLES if path.stem == "made-up-patient-leaflet")
    text = audit.rendered(told(leaflet))
    asked = "When people here wanted one thing and the organisation another, how did it usually end?"
    assert f"- **{asked}** Did not arise\n" in text
    assert "not asked" not in text.partition("## Every answer")[2]
    sections = told(leaflet)["answers"]
    assert {"differences"} == {q["id"] for section in sections for q in section["did_not_arise"]}
    assert {None} == {section["not_asked_says"] for section in sections}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_a_template_decides_nothing(template: Path) -> None:
    """It loops and prints: no sorting, no counting, no picking out, no joining, no names set, no rungs compared."""
    assert [] == deciding(template.read_text(encoding="utf-8"))


def deciding(source: str) -> list[str]:
    """What a template of ours may not say."""
    tags = re.findall(r"\{[{%].*?[%}]\}", source)
    decides = r"\|\s*(sort|length|groupby|plain)\b|\{%-?\s*set\b|==|[<>]=?\s*\d|\bfor\b.*\bif\b|\b(and|or)\b|\s[+]\s"
    return [tag for tag in tags if re.search(decides, tag)]


@pytest.mark.parametrize(
    "tag",
    [
        "{% for s in sections if s.asked %}",
        "{% if a and b %}",
        "{% for a in b + c %}",
        "{{ a|length }}",
        "{% set a = 1 %}",
    ],
)
def test_a_template_that_decides_is_found(tag: str) -> None:
    """Planted."""
    assert [tag] == deciding(f"# {{{{ title }}}}\n{tag}\nand so on\n")


def test_the_guide_names_every_template_and_every_filter() -> None:
    guide = (templates_folder() / "README.md").read_text(encoding="utf-8")
    for name in (*(t.name for t in TEMPLATES), *report._room(shipped_template).filters):
        assert f"`{name}`" in guide or f"|{name}" in guide, name
