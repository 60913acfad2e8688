"""A first charter and what goes with it: true to the questionnaire, empty until somebody writes, never over another file."""

import os
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

import coprod_audit
from coprod_audit import disk
from coprod_audit.blank_sheet import blank
from coprod_audit.charter.front_matter import split
from coprod_audit.charter.skeleton import PROMPTS, skeleton
from coprod_audit.charter.wiring import HOOK_FILES, is_plain, wirings
from coprod_audit.checking.starting import start
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.questionnaire import Questionnaire, Section
from tests.payloads import PAYLOADS

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-05-12"
EVERYTHING = ("config", "pre-commit", "workflow", "gitlab")
WRITTEN = {
    "config": "coprod-audit.toml",
    "pre-commit": ".pre-commit-config.yaml",
    "workflow": ".github/workflows/charter.yml",
    "gitlab": ".gitlab-ci.yml",
}
TYPED = [text for text in PAYLOADS if "\ud800" not in text]
"""What a person can type: half a letter is none."""

CHARTER_SAYS = (
    "docs/charter.md is a charter to fill in. Begin with 'unit', or let 'coprod-audit run --charter docs/charter.md' "
    "ask the questions one by one."
)
ODD = (
    "'a\"b.md' holds characters that some of these files would take for something else; "
    "name it with letters, digits, '.', '-' and '_'"
)
FILL_IN = (
    "In .github/workflows/charter.yml, write who keeps the coprod-audit that you use in place of '<owner>' "
    "and the commit of its v0.1.0 in place of '<commit>'."
)


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return coprod_audit.read_questionnaire()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work at the root of a repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begun(
    questionnaire: Questionnaire, *extras: str, path: str = "docs/charter.md", today: str = TODAY
) -> tuple[str, ...]:
    return start(path, extras, questionnaire=questionnaire, today=today)


def files_below(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def halves(text: str) -> tuple[str, str]:
    """The YAML of a charter, and its prose."""
    found = split(text)
    assert found is not None
    return found.yaml, text[found.prose :]


def without_comments(prose: str) -> str:
    return re.sub(r"<!--.*?-->", "", prose, flags=re.DOTALL)


def said(prose: str) -> list[str]:
    """The lines of the prose that say something."""
    return [line for line in without_comments(prose).splitlines() if line.strip()]


def headings(prose: str) -> list[str]:
    """The headings of the prose as a reader of Markdown sees them."""
    tokens = MarkdownIt("commonmark").parse(prose)
    inside = [
        tokens[number + 1].children or []
        for number, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    return ["".join(child.content for child in children) for children in inside]


def shown(text: str) -> str:
    """A text in one line, without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# The charter.


def test_a_skeleton_asks_every_question_of_an_answers_file_in_the_same_words(shipped: Questionnaire) -> None:
    given, _ = halves(skeleton(shipped, "", TODAY))
    asked = blank(shipped).partition("project:")[2]
    assert asked.strip() in given
    assert "\ncoprod-audit: charter/1\nquestionnaire: coprod-ladder 1.0\n" in f"\n{given}"


def test_a_skeleton_says_nothing_until_somebody_writes(shipped: Questionnaire) -> None:
    given, prose = halves(skeleton(shipped, "", TODAY))
    top = yaml.safe_load(given)
    assert set(top) == {"coprod-audit", "questionnaire", "project", "respondent", "answers"}
    assert [value for value in (*top["project"].values(), *top["respondent"].values()) if value] == []
    assert said(prose) == [
        "# Our charter",
        "## Goals",
        "## Scope",
        "## Who is involved",
        "## Power-sharing",
        "## Culture",
    ]


def test_every_section_says_what_belongs_in_it(shipped: Questionnaire) -> None:
    _, prose = halves(skeleton(shipped, "", TODAY))
    assert list(PROMPTS) == [section.id for section in shipped.sections if not section.optional]
    for part, prompt in zip(prose.split("\n## ")[1:], PROMPTS.values(), strict=True):
        heading, _, remark = part.partition("\n")
        assert heading == prompt.heading
        assert remark.split() == ["<!--", *f"{prompt.asks} {prompt.more}".split(), "-->"]


def test_what_is_commented_out_below_the_answers_is_yaml_with_days_to_come(shipped: Questionnaire) -> None:
    given, _ = halves(skeleton(shipped, "", TODAY))
    below = given.partition("# review:")[2]
    lines = f"# review:{below}".splitlines()
    more = yaml.safe_load("\n".join(line[2:] for line in lines if re.match(r"# (?: |[a-z]+:)", line)))
    assert str(more["review"]) == "2027-05-12"
    assert more["plan"] == [
        {
            "step": "The panel agrees the budget before it goes to the cabinet",
            "by": more["review"],
            "owner": "Head of youth services",
        }
    ]
    assert [sorted(waiver) for waiver in more["waivers"]] == [["code", "owner", "reason", "until"]]
    assert str(more["waivers"][0]["until"]) == "2026-08-10"


def test_a_skeleton_of_a_leap_day_names_days_that_exist(shipped: Questionnaire) -> None:
    assert "# review: 2029-02-28\n" in skeleton(shipped, "", "2028-02-29")


@pytest.mark.parametrize("title", ["The youth hub", "no", "12: a title", *TYPED])
def test_a_title_stays_a_title_whatever_is_in_it(shipped: Questionnaire, title: str) -> None:
    given, prose = halves(skeleton(shipped, title, TODAY))
    assert yaml.load(given, yaml.BaseLoader)["project"]["title"] == title
    first, *others = said(prose)
    assert first.startswith("# ")
    assert [line[:3] for line in others] == ["## "] * 5


def test_another_questionnaire_has_its_own_sections_asked_for(shipped: Questionnaire) -> None:
    ours, money = (
        shipped.sections[0],
        Section("money", "Where the money goes", "Then the money.", reading=False),
    )
    given = skeleton(shipped._replace(sections=(ours, money)), "", TODAY)
    assert said(halves(given)[1]) == ["# Our charter", "## Goals", "## Where the money goes"]
    assert given.endswith("## Where the money goes\n\n<!--\nThen the money.\n-->\n")


def test_a_questionnaire_in_another_language_is_not_asked_for_in_english(shipped: Questionnaire) -> None:
    welsh = Section("goals", "Nodau", "Yn gyntaf, y nodau.", reading=True)
    given = skeleton(shipped._replace(language="cy", sections=(welsh,)), "", TODAY)
    assert given.endswith("## Nodau\n\n<!--\nYn gyntaf, y nodau.\n-->\n")


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_section_of_a_stranger_gets_out_of_its_remark_or_its_heading(
    shipped: Questionnaire, text: str
) -> None:
    hostile = (Section("one", text, text, reading=False), Section("two", "Two", "Two.", reading=False))
    prose = halves(skeleton(shipped._replace(sections=hostile), "", TODAY))[1]
    assert headings(prose) == ["Our charter", shown(text), "Two"]
    assert len(said(prose)) == 3


# What goes with it.


def test_a_charter_is_written_with_the_folder_it_lies_in(here: Path, shipped: Questionnaire) -> None:
    assert begun(shipped) == (CHARTER_SAYS,)
    assert files_below(here) == {"docs/charter.md": skeleton(shipped, "", TODAY).encode()}


def test_everything_that_is_asked_for_is_written_whole_and_nothing_else(
    here: Path, shipped: Questionnaire
) -> None:
    lines = begun(shipped, *EVERYTHING, "config")
    assert lines == (
        CHARTER_SAYS,
        "coprod-audit.toml is what the check goes by.",
        ".pre-commit-config.yaml is for pre-commit; 'pre-commit install' switches it on.",
        "In .pre-commit-config.yaml, write who keeps the coprod-audit that you use in place of '<owner>'.",
        ".github/workflows/charter.yml is the workflow that checks each pull request on GitHub.",
        FILL_IN,
        ".gitlab-ci.yml is the job that checks each merge request on GitLab.",
        "In .gitlab-ci.yml, write who keeps the coprod-audit that you use in place of '<owner>'.",
    )
    ready = wirings("docs/charter.md")
    expected = {ready[name].path: ready[name].text.encode() for name in EVERYTHING}
    assert files_below(here) == {"docs/charter.md": skeleton(shipped, "", TODAY).encode(), **expected}
    assert {name: ready[name].path for name in ready} == WRITTEN


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_file_that_is_there_stays_as_it_is_and_one_hears_what_to_add(
    here: Path, shipped: Questionnaire, name: str
) -> None:
    path = here / WRITTEN[name]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"# ours\r\n")
    lines = begun(shipped, name)
    assert path.read_bytes() == b"# ours\r\n"
    add = {"config": "Where it has a list 'paths', put the charter into that list; else add:"}
    step = {
        "workflow": "Where it has this step for another charter, give that a line more under 'paths: |'; else add:"
    }
    how = (add | step).get(name, "Add to it:")
    assert lines[1] == f"{WRITTEN[name]} is there already and stays as it is. {how}"
    assert "\n".join(lines).count(wirings("docs/charter.md")[name].to_add) == 1
    assert (here / "docs" / "charter.md").exists()


def test_a_second_time_nothing_is_left_to_add(here: Path, shipped: Questionnaire) -> None:
    begun(shipped, *EVERYTHING)
    before = files_below(here)
    lines = begun(shipped, *EVERYTHING)
    assert lines == (
        "docs/charter.md is there already and stays as it is.",
        *(f"{path} is there already, with all that is needed." for path in WRITTEN.values()),
    )
    assert files_below(here) == before


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(here: Path, shipped: Questionnaire) -> None:
    (here / "coprod-audit.toml").symlink_to("elsewhere.toml")
    lines = begun(shipped, "config")
    assert (
        lines[1]
        == "coprod-audit.toml is there already and stays as it is. Where it has a list 'paths', put the charter into that list; else add:"
    )
    assert not (here / "elsewhere.toml").exists()


def test_a_charter_that_is_there_is_gone_on_with_otherwise(here: Path, shipped: Questionnaire) -> None:
    (here / "charter.md").write_bytes(b"ours")
    with pytest.raises(UsageError) as caught:
        begun(shipped, path="charter.md")
    sentence = "'charter.md' is there already; 'coprod-audit run --charter charter.md' goes on with it"
    assert str(caught.value) == sentence
    assert files_below(here) == {"charter.md": b"ours"}


@pytest.mark.parametrize(
    "table", ["[tool.coprod-audit]", '[ tool."coprod-audit" ]', "[tool.coprod-audit.severity]"]
)
def test_a_configuration_in_pyproject_is_not_given_a_second_one(
    here: Path, shipped: Questionnaire, table: str
) -> None:
    (here / "pyproject.toml").write_text(f'[project]\nname = "a"\n{table}\n', encoding="utf-8")
    lines = begun(shipped, "config")
    assert lines[1:] == (
        "pyproject.toml is there already and stays as it is. Where it has a list 'paths', put the charter into that list; else add:",
        "",
        'paths = ["docs/charter.md"]',
        "",
    )
    assert not (here / "coprod-audit.toml").exists()


def test_a_pyproject_that_says_nothing_of_us_does_not_matter(here: Path, shipped: Questionnaire) -> None:
    (here / "pyproject.toml").write_text("[tool.coprod]\n# [tool.coprod-audit]\n", encoding="utf-8")
    assert begun(shipped, "config")[1] == "coprod-audit.toml is what the check goes by."


def test_from_a_folder_within_the_files_still_lie_at_the_root(
    here: Path, shipped: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "services").mkdir()
    monkeypatch.chdir(here / "services")
    begun(shipped, "config", path="charter.md")
    assert set(files_below(here)) == {"services/charter.md", "coprod-audit.toml"}
    config = tomllib.loads((here / "coprod-audit.toml").read_text(encoding="utf-8"))
    assert config == {"paths": ["services/charter.md"]}


def test_without_a_repository_they_lie_in_the_working_folder(
    tmp_path: Path, shipped: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begun(shipped, "config", path="charter.md")
    assert set(files_below(tmp_path)) == {"charter.md", "coprod-audit.toml"}


@pytest.mark.parametrize(
    ("path", "extras", "sentence"),
    [
        (
            "charter.yaml",
            (),
            "'charter.yaml' is not a name for Markdown; let it end in '.md', as in docs/charter.md",
        ),
        (
            "charter.md",
            ("pre-comit",),
            "no extra called 'pre-comit', the nearest is 'pre-commit'; there are config, pre-commit, workflow, gitlab",
        ),
        (
            "../charter.md",
            ("config",),
            "'../charter.md' lies outside the repository; name a file inside, or leave '--with' out",
        ),
        (
            'a"b.md',
            ("config",),
            ODD,
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    here: Path, shipped: Questionnaire, path: str, extras: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(UsageError) as caught:
        begun(shipped, *extras, path=path)
    assert str(caught.value) == sentence
    assert files_below(here) == {}


def test_nothing_is_written_through_a_folder_that_leads_out(
    here: Path, shipped: Questionnaire, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (here / ".github").symlink_to(elsewhere)
    with pytest.raises(UsageError) as caught:
        begun(shipped, "workflow")
    assert str(caught.value) == (
        "the folder of '.github/workflows/charter.yml' is a link that leads out of the repository; "
        "nothing is written there"
    )
    assert files_below(here) == files_below(elsewhere) == {}


def test_where_one_cannot_be_written_none_is(
    here: Path, shipped: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(OutputError, match="no space left on device"):
        begun(shipped, *EVERYTHING)
    monkeypatch.undo()
    assert files_below(here) == {}


# The files themselves.

PATHS = (
    "docs/charter.md",
    "docs/our way of working.md",
    "Charters/2026_hub.markdown",
    "c.md",
    "yes.md",
    "über uns.md",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_file_names_the_charter_as_it_is_called(path: str) -> None:
    assert is_plain(path)
    ready = wirings(path)
    assert tomllib.loads(ready["config"].text) == {"paths": [path]}
    [hooks] = yaml.safe_load(ready["pre-commit"].text)["repos"]
    pattern = hooks["hooks"][0].get("files", HOOK_FILES)
    assert re.search(pattern, path)
    assert pattern == HOOK_FILES or not re.search(pattern, f"x{path}x")
    job = yaml.safe_load(ready["workflow"].text)["jobs"]["charter"]
    assert job["steps"][-1]["with"] == {"paths": path}
    assert yaml.safe_load(ready["gitlab"].text)["coprod-audit"]["variables"]["CHARTERS"] == path


@pytest.mark.parametrize(
    "path",
    ["-rf/a.md", "a/-b.md", "a\nb.md", "$(id).md", "${{ x }}.md", "a'b.md", "a\\b.md", "a:b.md", "$a.md", ""],
)
def test_names_that_would_act_somewhere_are_not_plain(path: str) -> None:
    assert not is_plain(path)


def test_what_is_commented_out_in_the_configuration_are_settings_that_there_are() -> None:
    from coprod_audit.settings.values import BY_KEY

    lines = wirings("docs/charter.md")["config"].text.splitlines()
    more = tomllib.loads("\n".join(line[2:] for line in lines if re.match(r"# [a-z-]+ = ", line)))
    assert list(more) == ["min-rung", "fail-on", "max-age", "evidence-from", "baseline"]
    for key, value in more.items():
        BY_KEY[key].read(str(value))


def test_the_hook_is_called_with_files_whose_names_end_in_charter() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["files"] == HOOK_FILES
    called = [
        "charter.md",
        "docs/charter.md",
        "docs/Team-Charter.markdown",
        "a/hub_charter.yaml",
        "CHARTER.yml",
    ]
    left = [
        "docs/charter-audit.md",
        "charter-of-rights.md",
        "charterhouse.md",
        "docs/discharter.md",
        "charter.txt",
        "charters/README.md",
        "charter.md.bak",
    ]
    assert [name for name in (*called, *left) if re.search(hook["files"], name)] == called


def test_the_job_of_gitlab_takes_the_rules_from_the_base_of_a_merge_request() -> None:
    job = yaml.safe_load(wirings("docs/charter.md")["gitlab"].text)["coprod-audit"]
    install, check = job["script"]
    assert shlex.split(install)[:5] == ["python", "-I", "-m", "pip", "install"]
    assert check == 'coprod-audit-check --rules-from "${CI_MERGE_REQUEST_DIFF_BASE_SHA:-none}" -- "$CHARTERS"'
    assert job["artifacts"]["reports"]["codequality"] == "gl-code-quality-report.json"


@pytest.mark.parametrize("name", EVERYTHING)
def test_whose_program_is_used_is_never_guessed(name: str) -> None:
    text = wirings("docs/charter.md")[name].text
    assert re.findall(r"([^\s/\"]+)/coprod-audit\b", text) == ([] if name == "config" else ["<owner>"])


def test_umask_decides_who_may_read_what_is_written(here: Path, shipped: Questionnaire) -> None:
    before = os.umask(0o022)
    try:
        begun(shipped)
    finally:
        os.umask(before)
    assert (here / "docs" / "charter.md").stat().st_mode & 0o777 == 0o644
