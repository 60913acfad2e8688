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
