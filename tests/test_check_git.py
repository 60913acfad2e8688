"""Checks against a base, in real repositories: what fell, what is gone, and rules that a pull request brings along."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check_kit import GOOD, Repository, changed, check

pytestmark = pytest.mark.usefixtures("git")

WEAKER = changed(
    GOOD,
    ("came-back: same-people", "came-back: one-occasion"),
    ("claims: engagement", "claims: consultation"),
    ("intends: engagement", "intends: consultation"),
)
OVERCLAIMS = changed(GOOD, ("claims: engagement", "claims: co-production"))


@pytest.fixture
def git(require_tool: Callable[[str], str]) -> str:
    return require_tool("git")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one good charter on main, and a branch that is checked out."""
    made = Repository(tmp_path / "hub")
    made.write("docs/charter.md", GOOD)
    made.commit("a charter")
    made.git("checkout", "--quiet", "-b", "change")
    return made


def codes(out: str) -> list[str]:
    return [
        word
        for line in out.splitlines()
        for word in line.split()[1:3]
        if word[0] == "C" and word[1:4].isdigit()
    ]


def test_a_charter_that_fell_since_the_base_fails_and_says_which_answer_changed(
    repository: Repository,
) -> None:
    repository.write("docs/charter.md", WEAKER)
    repository.commit()
    found = repository.check("--no-regress-from", "main", "docs/charter.md")
    assert found.code == 1
    assert (
        "docs/charter.md:13:1: error C007 about 'Decisions of the library service about its opening hours, 2025-26' the"
        " answers showed 'engagement' for sure in 'main', and show 'consultation' now; came-back was 'same-people' and"
        " is 'one-occasion'; say why, or give back what was taken\n"
    ) in found.out


def test_a_charter_that_rose_or_is_new_does_not_fail(repository: Repository) -> None:
    repository.write("docs/charter.md", WEAKER)
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "better")
    repository.write("docs/charter.md", GOOD)
    repository.write("docs/another.md", GOOD)
    repository.commit()
    assert repository.check("--no-regress-from", "change", "docs").code == 0


def test_a_charter_that_was_renamed_is_compared_with_what_it_was(repository: Repository) -> None:
    repository.git("mv", "docs/charter.md", "docs/library.md")
    repository.write("docs/library.md", WEAKER)
    repository.commit()
    found = repository.check("--no-regress-from", "main", "docs")
    assert codes(found.out) == ["C007", "C009"]


def test_answers_in_a_file_of_their_own_are_compared_too(repository: Repository) -> None:
    head, _, rest = GOOD.partition("answers:\n")
    answers, _, below = rest.partition("review:")
    repository.write("docs/charter.md", f"{head}answers: answers.yaml\nreview:{below}")
    start = "coprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\nanswers:\n"
    repository.write("docs/answers.yaml", start + answers)
    repository.commit()
    base = repository.git("rev-parse", "HEAD")
    weaker = answers.replace("came-back: same-people", "came-back: one-occasion")
    repository.write("docs/answers.yaml", start + weaker)
    found = repository.check("--no-regress-from", base, "docs/charter.md")
    assert "C007" in codes(found.out)


def test_a_charter_that_is_gone_is_missed(repository: Repository) -> None:
    repository.write("docs/other.md", GOOD)
    repository.git("rm", "--quiet", "docs/charter.md")
    repository.commit()
    repository.write(
        "docs/other.md", GOOD.replace("Library hours", "Something else").replace("library", "pool") * 1
    )
    found = repository.check("--rules-from", "main", "docs/charter.md")
    assert codes(found.out) == ["C025"]
    assert found.code == 1


def test_a_charter_that_no_longer_says_that_it_is_one_is_missed_in_its_folder(repository: Repository) -> None:
    repository.write("docs/charter.md", GOOD.replace("coprod-audit: charter/1\n", ""))
    repository.commit()
    found = repository.check("--rules-from", "main", "docs")
    assert codes(found.out) == ["C025"]


def test_a_shallow_clone_says_how_to_get_what_is_missing(repository: Repository, tmp_path: Path) -> None:
    repository.write("docs/charter.md", WEAKER)
    repository.commit()
    clone = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(clone)], check=True
    )
    found = check(clone, "--no-regress-from", "main", "docs/charter.md")
    assert found.code == 2
    assert found.err == (
        "coprod-audit: no commit called 'main': this clone is shallow and lacks older commits and other branches; fetch"
        " them with 'git fetch --unshallow', or in GitHub Actions check out with 'fetch-depth: 0'\n"
    )


def test_a_configuration_that_a_pull_request_loosens_does_not_count_and_is_told(
    repository: Repository,
) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.write("coprod-audit.toml", 'min-rung = "co-design"\n')
    repository.commit("rules")
    repository.git("checkout", "--quiet", "-b", "loosened")
    repository.write("coprod-audit.toml", 'min-rung = "information"\n')
    repository.commit()
    assert codes(repository.check("docs/charter.md").out) == []
    found = repository.check("--rules-from", "main", "docs/charter.md")
    assert codes(found.out) == ["C024", "C006"]
    assert found.code == 1


TRICKS = {
    "a configuration that fails on nothing": ("coprod-audit.toml", 'fail-on = "never"\n'),
    "a configuration in pyproject.toml": ("pyproject.toml", '[tool.coprod-audit]\nfail-on = "never"\n'),
    "a configuration beside the charter": ("docs/coprod-audit.toml", 'fail-on = "never"\n'),
    "a severity that is lowered": ("coprod-audit.toml", 'severity = {C003 = "note"}\n'),
    "a charter that is left out": ("coprod-audit.toml", 'exclude = ["docs/**"]\n'),
    "a waiver in the configuration": (
        "coprod-audit.toml",
        '[[waivers]]\ncode = "C003"\nreason = "r"\nowner = "o"\nuntil = 2027-01-01\n',
    ),
    "a baseline": (
        "coprod-audit.toml",
        'baseline = "known.json"\n',
    ),
    "a questionnaire of one's own": ("coprod-audit.toml", 'questionnaire = "mine"\n'),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_rules_that_a_pull_request_brings_do_not_let_it_through(trick: str, repository: Repository) -> None:
    name, text = TRICKS[trick]
    repository.write(name, text)
    repository.write(
        "known.json", '{"coprod-audit": "baseline/1", "charters": {"docs/charter.md": {"C003": 1}}}\n'
    )
    repository.write("docs/charter.md", OVERCLAIMS)
    repository.commit()
    found = repository.check("--rules-from", "main", "docs")
    assert found.code == 1
    assert "C003" in codes(found.out)


def test_a_waiver_that_a_pull_request_writes_into_its_charter_does_not_count(repository: Repository) -> None:
    waiver = "waivers:\n  - {code: C003, reason: r, owner: o, until: 2027-01-01}\nreview:"
    repository.write("docs/charter.md", changed(OVERCLAIMS, ("review:", waiver)))
    repository.commit()
    assert repository.check("docs/charter.md").code == 0
    found = repository.check("--rules-from", "main", "docs/charter.md")
    assert codes(found.out) == ["C003", "C024"]
    assert found.code == 1


def test_a_waiver_that_is_merged_counts_and_is_not_told_again(repository: Repository) -> None:
    waiver = "waivers:\n  - {code: C003, reason: r, owner: o, until: 2027-01-01}\nreview:"
    repository.write("docs/charter.md", changed(OVERCLAIMS, ("review:", waiver)))
    repository.commit()
    repository.git("mv", "docs/charter.md", "docs/renamed.md")
    repository.commit("renamed")
    found = repository.check("--rules-from", "change~1", "docs/renamed.md")
    assert codes(found.out) == []
    assert found.out.endswith("1 charter: nothing found; 1 waived\n")


def test_a_link_that_leads_out_of_the_repository_is_not_followed(
    repository: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(GOOD, encoding="utf-8")
    (repository.folder / "docs" / "link.md").symlink_to(outside)
    found = repository.check("docs/link.md")
    assert found.code == 1
    assert found.out.startswith(
        "docs/link.md:1:1: error C001 this is a link that leads out of the repository, and is not followed; put the"
        " file itself here (F003)\n"
    )


def test_the_rules_of_a_commit_that_does_not_exist_are_no_rules(repository: Repository) -> None:
    found = repository.check("--rules-from", "mian", "docs/charter.md")
    assert found.code == 2
    assert found.err == (
        "coprod-audit: no branch, tag or commit called 'mian', the nearest is 'main'; write one that 'git rev-parse' knows\n"
    )


def test_a_questionnaire_of_the_repository_is_taken_from_the_commit_of_the_rules(
    repository: Repository,
) -> None:
    from tests.check_kit import ROOT

    repository.git("checkout", "--quiet", "main")
    repository.write("coprod-audit.toml", 'questionnaire = "rules/mine"\n')
    for path in (ROOT / "questionnaires" / "coprod-ladder").glob("*.yaml"):
        repository.write(f"rules/mine/{path.name}", path.read_text(encoding="utf-8"))
    repository.commit("own rules")
    repository.git("checkout", "--quiet", "-b", "easier")
    criteria = repository.folder / "rules" / "mine" / "criteria.yaml"
    criteria.write_text("coprod-audit: questionnaire/1\n", encoding="utf-8")
    repository.commit()
    found = repository.check("--rules-from", "main", "docs/charter.md")
    assert codes(found.out) == ["C024"]
    assert found.out.startswith(
        "rules/mine/criteria.yaml:1:1: warning C024 the questionnaire is not the one that these charters are judged by;"
        " the change counts once it is merged, so somebody other than its author should look at it\n"
    )


def test_a_base_without_a_unit_is_told_no_rung_of(repository: Repository) -> None:
    unit = "  unit: Decisions of the library service about its opening hours, 2025-26\n"
    repository.write("docs/charter.md", changed(GOOD, (unit, "")))
    repository.commit()
    repository.write("docs/charter.md", WEAKER)
    assert "C007" not in codes(repository.check("--no-regress-from", "change", "docs/charter.md").out)


def test_a_configuration_that_is_named_is_watched_too(repository: Repository) -> None:
    repository.write("ci/rules.toml", 'min-rung = "co-design"\n')
    repository.commit("rules")
    base = repository.git("rev-parse", "HEAD")
    repository.write("ci/rules.toml", 'min-rung = "information"\n')
    found = repository.check("--rules-from", base, "--config", "ci/rules.toml", "docs/charter.md")
    assert codes(found.out) == ["C024", "C006"]
    assert found.out.startswith(
        "ci/rules.toml:1:1: warning C024 the configuration is not the one that these charters"
    )


def test_other_parts_of_a_pyproject_are_no_rules(repository: Repository) -> None:
    repository.write("pyproject.toml", '[project]\nname = "a"\n[tool.coprod-audit]\nmax-age = 400\n')
    base = repository.commit("rules")
    repository.write("pyproject.toml", '[project]\nname = "b"\n[tool.coprod-audit]\nmax-age = 400\n')
    assert codes(repository.check("--rules-from", base, "docs/charter.md").out) == []
    repository.write("pyproject.toml", '[project]\nname = "b"\n[tool.coprod-audit]\nmax-age = 500\n')
    assert codes(repository.check("--rules-from", base, "docs/charter.md").out) == ["C024"]


def test_findings_about_waivers_of_the_base_stand_where_the_charter_has_its_waivers_now(
    repository: Repository,
) -> None:
    waiver = "waivers:\n  - {code: C008, reason: r, owner: o, until: 2026-01-01}\nreview:"
    repository.write("docs/charter.md", changed(GOOD, ("review:", waiver)))
    base = repository.commit()
    moved = changed(
        GOOD,
        ("review:", waiver.replace("2026-01-01", "2028-01-01")),
        ("claims: engagement\n", "claims: engagement\n\n\n\n"),
    )
    repository.write("docs/charter.md", moved)
    found = repository.check("--rules-from", base, "docs/charter.md")
    assert [line.split(" ")[0] for line in found.out.splitlines()[:2]] == ["docs/charter.md:24:1:"] * 2
    assert sorted(codes(found.out)) == ["C020", "C024"]


def fallen(repository: Repository) -> None:
    repository.write("docs/charter.md", WEAKER)
    repository.commit("fallen")


@pytest.mark.parametrize("ref", ["main", "origin/main"])
def test_a_file_that_is_called_like_a_branch_does_not_stand_in_for_it(
    ref: str, repository: Repository
) -> None:
    repository.git("update-ref", "refs/remotes/origin/main", "main")
    repository.write(ref, WEAKER)
    fallen(repository)
    assert "C007" in codes(repository.check("--no-regress-from", ref, "docs/charter.md").out)


def test_nor_for_one_that_is_not_there(repository: Repository) -> None:
    repository.write("origin/main", WEAKER)
    fallen(repository)
    found = repository.check("--no-regress-from", "origin/main", "docs/charter.md")
    assert found.code == 2
    assert found.err == (
        "coprod-audit: no branch, tag or commit called 'origin/main'; write one that"
        " 'git rev-parse' knows; if the file is meant, write './origin/main'\n"
    )
    repository.write("origin/main", GOOD.removeprefix("---\n").partition("---\n")[0])
    assert "C007" in codes(repository.check("--no-regress-from", "./origin/main", "docs/charter.md").out)


def test_a_file_to_compare_with_is_read_where_git_knows_no_such_name(repository: Repository) -> None:
    repository.write("before.md", GOOD)
    fallen(repository)
    assert "C007" in codes(repository.check("--no-regress-from", "before.md", "docs/charter.md").out)


def test_a_file_to_compare_with_is_that_of_the_commit_of_the_rules(repository: Repository) -> None:
    repository.write("before.md", GOOD)
    base = repository.commit()
    repository.write("before.md", WEAKER)
    fallen(repository)
    for name in ("before.md", "./before.md", str(repository.folder / "before.md")):
        asked = ("--rules-from", base, "--no-regress-from", name, "docs/charter.md")
        assert "C007" in codes(repository.check(*asked).out), name
    found = repository.check("--rules-from", "main", "--no-regress-from", "before.md", "docs/charter.md")
    assert found.code == 2
    assert found.err == (
        "coprod-audit: there is no file 'before.md' in the commit that the rules are taken from; name one that is"
        " there, or a commit\n"
    )


def test_a_file_to_compare_with_that_cannot_be_read_is_no_missing_base(repository: Repository) -> None:
    repository.write("before.md", "no front matter\n")
    found = repository.check("--no-regress-from", "before.md", "docs/charter.md")
    assert found.code == 2
    assert "before.md:1:1: C001 the file has no front matter" in found.err


def linked(repository: Repository, name: str, target: str) -> None:
    path = repository.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def test_a_configuration_behind_a_link_in_the_base_counts(repository: Repository) -> None:
    repository.write("rules/ours.toml", 'min-rung = "co-design"\n')
    linked(repository, "coprod-audit.toml", "rules/ours.toml")
    base = repository.commit()
    (repository.folder / "coprod-audit.toml").unlink()
    repository.commit()
    assert codes(repository.check("--rules-from", base, "docs/charter.md").out) == ["C024", "C006"]


def test_a_baseline_a_charter_and_its_answers_behind_links_in_the_base_count(repository: Repository) -> None:
    head, _, rest = GOOD.partition("answers:\n")
    answers, _, below = rest.partition("review:")
    start = "coprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\nanswers:\n"
    repository.write("kept/charter.md", f"{head}answers: answers.yaml\nreview:{below}")
    repository.write("kept/answers.yaml", start + answers)
    repository.write("kept/known.json", '{"coprod-audit": "baseline/1", "charters": {}}\n')
    repository.write("coprod-audit.toml", 'baseline = "known.json"\n')
    for name, target in (("known.json", "kept/known.json"), ("papers", "kept")):
        linked(repository, name, target)
    base = repository.commit()
    for name in ("known.json", "papers"):
        (repository.folder / name).unlink()
    repository.write("papers/charter.md", WEAKER)
    repository.commit()
    found = repository.check("--rules-from", base, "--no-regress-from", base, "papers/charter.md")
    assert codes(found.out) == ["C024", "C007", "C009"]
    assert "known.json:1:1: warning C024 the baseline is gone" in found.out


@pytest.mark.parametrize("target", ["../rules.toml", "/etc/hostname", "none.toml", "coprod-audit.toml"])
def test_a_link_in_the_base_that_cannot_be_followed_is_named(target: str, repository: Repository) -> None:
    linked(repository, "coprod-audit.toml", target)
    base = repository.commit()
    (repository.folder / "coprod-audit.toml").unlink()
    found = repository.check("--rules-from", base, "docs/charter.md")
    assert found.code == 2
    assert found.err == (
        f"coprod-audit: 'coprod-audit.toml' is a link that leads to nothing in the commit {base[:12]}, or out of it;"
        " put there what it should lead to, or name another commit\n"
    )


@pytest.mark.parametrize("text", [GOOD, "no charter at all\n"])
@pytest.mark.parametrize("named", ["command line", "configuration"])
@pytest.mark.parametrize("instead", ["a folder", "a link to a folder", "a link to nothing", "nothing"])
def test_a_named_charter_that_is_no_file_any_more_is_missed(
    text: str, named: str, instead: str, repository: Repository
) -> None:
    repository.write("docs/charter.md", text)
    repository.write("coprod-audit.toml", 'paths = ["docs/charter.md"]\n')
    base = repository.commit()
    (repository.folder / "docs" / "charter.md").unlink()
    if instead == "a folder":
        repository.write("docs/charter.md/notes.txt", "notes\n")
    elif instead != "nothing":
        linked(repository, "docs/charter.md", "." if instead == "a link to a folder" else "none.md")
    repository.commit()
    found = repository.check("--rules-from", base, *(["docs/charter.md"] if named == "command line" else []))
    assert found.code == 1, found
    assert "C025" in codes(found.out)


def test_a_configuration_that_a_pull_request_adds_where_there_was_none_is_told(
    repository: Repository,
) -> None:
    (repository.folder / "docs" / "deep").mkdir()
    for name in ("coprod-audit.toml", "docs/coprod-audit.toml", "docs/deep/pyproject.toml"):
        text = "max-age = 400\n"
        repository.write(name, f"[tool.coprod-audit]\n{text}" if name.endswith("t.toml") else text)
    repository.write("docs/deep/below/coprod-audit.toml", "max-age = 400\n")
    repository.commit()
    found = check(repository.folder / "docs" / "deep", "--rules-from", "main", "../charter.md")
    assert [line.split(":")[0] for line in found.out.splitlines() if "C024" in line] == [
        "coprod-audit.toml",
        "docs/coprod-audit.toml",
        "docs/deep/pyproject.toml",
    ]


def test_a_configuration_that_is_added_nearer_than_that_of_the_base_is_told(repository: Repository) -> None:
    repository.write("coprod-audit.toml", "max-age = 400\n")
    base = repository.commit()
    repository.write("docs/coprod-audit.toml", "max-age = 500\n")
    found = check(repository.folder / "docs", "--rules-from", base, "charter.md")
    assert codes(found.out) == ["C024"]


def test_what_is_not_looked_into_is_not_missed(repository: Repository) -> None:
    repository.write("coprod-audit.toml", 'exclude = ["docs/old/**"]\n')
    for name in ("docs/old/a.md", "docs/.hidden/a.md", "docs/node_modules/x/a.md", "docs/.kept.md"):
        repository.write(name, GOOD)
    base = repository.commit()
    for name in ("old", ".hidden", "node_modules"):
        repository.git("rm", "-rq", f"docs/{name}")
    repository.git("rm", "-q", "docs/.kept.md")
    repository.commit()
    found = repository.check("--rules-from", base, "docs")
    assert [line.split(":")[0] for line in found.out.splitlines() if "C025" in line] == ["docs/.kept.md"]


def test_a_hidden_folder_that_is_named_is_looked_into_then_and_now(repository: Repository) -> None:
    repository.write(".github/charter.md", GOOD)
    base = repository.commit()
    repository.git("rm", "-q", ".github/charter.md")
    repository.commit()
    assert codes(repository.check("--rules-from", base, ".github").out) == ["C025"]


WAIVER = "waivers:\n  - {code: C003, reason: r, owner: o, until: 2027-01-01}\nreview:"


@pytest.mark.parametrize("text", [GOOD, changed(OVERCLAIMS, ("review:", WAIVER))])
def test_a_charter_of_the_base_that_is_too_large_has_no_waivers(text: str, repository: Repository) -> None:
    repository.write("docs/charter.md", changed(OVERCLAIMS, ("review:", WAIVER)) + "x" * 1_000_000)
    base = repository.commit()
    repository.write("docs/charter.md", text)
    repository.commit()
    found = repository.check("--rules-from", base, "docs/charter.md")
    assert codes(found.out) == (["C024"] if text is GOOD else ["C003", "C024"])
    assert "the version of this charter that it is judged by cannot be read, so no waiver of it" in found.out


@pytest.mark.parametrize("name", ["coprod-audit.toml", "pyproject.toml"])
def test_a_broken_configuration_of_the_base_says_whose_it_is(name: str, repository: Repository) -> None:
    repository.write(name, "[tool.coprod-audit\n")
    repository.commit()
    repository.write(name, "")
    found = repository.check("--rules-from", "change", "docs/charter.md")
    assert found.code == 2
    assert found.err.startswith(f"{name}:1:")
    assert "; the file is that of the commit 'change'" in found.err


def test_git_is_asked_a_few_times_however_many_charters_there_are(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coprod_audit import repository as room

    asked = list[str]()
    ask = room._git

    def counted(root: str, *arguments: str, given: bytes | None = None) -> object:
        asked.append(arguments[0])
        return ask(root, *arguments, given=given)

    for number in range(30):
        repository.write(f"docs/{number}.md", GOOD.replace("Library hours", f"Hours {number}"))
    base = repository.commit()
    for number in range(0, 30, 3):
        repository.git("mv", f"docs/{number}.md", f"docs/new-{number}.md")
    repository.commit()
    monkeypatch.setattr(room, "_git", counted)
    found = repository.check("--rules-from", base, "--no-regress-from", base, "docs")
    assert found.code == 0
    assert "31 charters" in found.out
    assert len(asked) <= 16, asked
    assert asked.count("diff-index") <= 2


def test_a_folder_that_is_a_link_out_of_the_repository_is_not_looked_through(
    repository: Repository, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "secret.md").write_text(GOOD, encoding="utf-8")
    linked(repository, "papers", str(away))
    linked(repository, "docs/away", str(away))
    found = repository.check("papers", "docs")
    assert found.code == 1
    assert "papers:1:1: error C001 this is a link that leads out of the repository" in found.out
    assert "secret" not in found.out
    assert "2 charters" in found.out


def test_a_questionnaire_that_becomes_a_link_out_tells_no_names_of_what_lies_there(
    repository: Repository, tmp_path: Path
) -> None:
    from tests.check_kit import ROOT

    repository.write("coprod-audit.toml", 'questionnaire = "rules/mine"\n')
    for path in (ROOT / "questionnaires" / "coprod-ladder").glob("*.yaml"):
        repository.write(f"rules/mine/{path.name}", path.read_text(encoding="utf-8"))
    base = repository.commit()
    repository.git("rm", "-rq", "rules")
    (tmp_path / "secret.yaml").write_text("x", encoding="utf-8")
    linked(repository, "rules/mine", str(tmp_path))
    found = repository.check("--rules-from", base, "docs/charter.md")
    assert "C024" in codes(found.out)
    assert "secret" not in found.out


MATTER = GOOD.removeprefix("---\n").partition("\n---\n")[0].removeprefix("coprod-audit: charter/1\n")
FILLED = "".join(f"x{number}: some words of another tool\n" for number in range(100))
SAID = {
    "quotation marks around the value": 'coprod-audit: "charter/1"',
    "double quotation marks around the key": '"coprod-audit": charter/1',
    "single ones": "'coprod-audit': 'charter/1'",
    "blanks before the colon": "coprod-audit  : charter/1",
    "the value on the next line": "coprod-audit:\n  charter/1",
    "a remark between them": "coprod-audit: # what this is\n\n  # a charter\n  charter/1",
    "a folded text": "coprod-audit: >-\n  charter/1",
    "a key with a question mark": "? coprod-audit\n: charter/1",
    "far down": f"{FILLED}coprod-audit: charter/1",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("way", SAID)
def test_in_folders_a_charter_is_known_however_it_says_so(
    way: str, ends: str, repository: Repository
) -> None:
    text = f"---\n{SAID[way]}\n{MATTER}\n---\n" + GOOD.partition("\n---\n")[2]
    path = repository.folder / "docs" / "charter.md"
    path.write_bytes(text.replace("\n", ends).encode())
    named = repository.check("docs/charter.md")
    assert "1 charter:" in named.out
    assert repository.check("docs").out == named.out
    base = repository.commit()
    repository.git("rm", "-q", "docs/charter.md")
    assert codes(repository.check("--rules-from", base, "docs").out) == ["C025"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FILLED.replace('x', '# x')}coprod-audit: charter/1\n{MATTER}\n",
        "\ufeffcoprod-audit: charter/1\n" + MATTER + "\n",
        "{coprod-audit: charter/1, project: {unit: Decisions about swimming}}\n",
        "".join(f"  {line}\n" for line in ["coprod-audit: charter/1", *MATTER.splitlines()]),
    ],
)
def test_in_folders_plain_yaml_is_known_too(text: str, repository: Repository) -> None:
    repository.git("rm", "-q", "docs/charter.md")
    repository.write("docs/charter.yaml", text)
    assert "1 charter:" in repository.check("docs").out


@pytest.mark.parametrize(
    "text",
    [
        "coprod-audit:\n  script: coprod-audit check docs/charter/1\n",
        "jobs:\n  coprod-audit: charter/1\n",
        "about: |\n  coprod-audit: charter/1\n",
        "- coprod-audit: charter/1\n",
    ],
)
def test_in_folders_other_yaml_is_none(text: str, repository: Repository) -> None:
    repository.write("docs/other.yaml", text)
    repository.write("docs/other.md", f"---\ntitle: x\n---\n{'words ' * 10}\ncoprod-audit: charter/1\n")
    assert "1 charter:" in repository.check("docs").out


def test_whether_a_file_is_a_charter_is_known_quickly() -> None:
    """Texts that go through a pattern again and again take as long as they are, and not that squared."""
    from coprod_audit.checking.charters import says_so

    for part in (b"coprod-audit:", b"coprod-audit:#", b"\ncoprod-audit:\n# ", b"\n", b" ", b"\n---x"):
        data = part * (2_000_000 // len(part))
        assert not says_so(data, "a.yaml")
        assert not says_so(b"---\n" + data, "a.md")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (".", "the answers are in '.': this is a folder; name a file in it (F002)"),
        (
            "gone.yaml",
            "the answers are in 'gone.yaml': this is a link to a file that is not there; put the file",
        ),
        ("none.yaml", "there is no file 'none.yaml' beside the charter; correct the path (F001)"),
        ("out.yaml", "the answers are in 'out.yaml': this is a link that leads out of the repository"),
        ("x" * 5000, f"there is no file '{'x' * 59}…' beside the charter; correct the path (F001)"),
    ],
)
def test_answers_that_are_not_there_are_told_where_they_are_named(
    named: str, said: str, repository: Repository
) -> None:
    head, _, rest = GOOD.partition("answers:\n")
    repository.write("docs/charter.md", f"{head}answers: {named}\nreview:{rest.partition('review:')[2]}")
    linked(repository, "docs/gone.yaml", "nowhere.yaml")
    linked(repository, "docs/out.yaml", "/etc/hostname")
    found = repository.check("docs/charter.md")
    line = head.count("\n") + 1
    assert found.out.startswith(f"docs/charter.md:{line}:10: error C001 {said}")
    assert str(repository.folder) not in found.out
    assert "nearest" not in found.out


def test_answers_that_the_base_lacks_are_not_taken_from_the_work_tree(repository: Repository) -> None:
    head, _, rest = GOOD.partition("answers:\n")
    answers, _, below = rest.partition("review:")
    repository.write("docs/charter.md", f"{head}answers: answers.yaml\nreview:{below}")
    base = repository.commit()
    start = "coprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\nanswers:\n"
    repository.write("docs/answers.yaml", start + answers)
    repository.write("docs/charter.md", WEAKER)
    assert "C007" not in codes(repository.check("--no-regress-from", base, "docs/charter.md").out)


def test_what_cannot_be_a_commit_is_said_in_a_sentence(repository: Repository) -> None:
    for flag in ("--rules-from", "--no-regress-from"):
        found = repository.check(flag, "^main", "docs/charter.md")
        assert found.code == 2
        assert found.err == "coprod-audit: '^main' cannot be a commit; write a branch, a tag or a commit\n", (
            flag
        )
