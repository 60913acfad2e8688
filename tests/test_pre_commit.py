"""The real pre-commit, with the hook from a clone of this repository: what it stops, and what it lets through."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from coprod_audit.charter.wiring import HOME, TAG, wirings
from tests.hosts_kit import BAD, GOOD, ROOT, TOOLS, Done, commit, copy_of_ours, git, put, run

PRE_COMMIT = TOOLS / "pre-commit"

slow = pytest.mark.slow
together = pytest.mark.xdist_group("pre-commit")


def test_pre_commit_understands_what_we_offer() -> None:
    done = run((PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"), ROOT)
    assert done == (0, "", "")


@pytest.mark.parametrize("path", ["docs/charter.md", "docs/our way.md"])
def test_pre_commit_understands_the_entry_that_is_written_for_it(tmp_path: Path, path: str) -> None:
    entry = tmp_path / ".pre-commit-config.yaml"
    entry.write_text(wirings(path)["pre-commit"].text, encoding="utf-8")
    assert run((PRE_COMMIT, "validate-config", entry), tmp_path) == (0, "", "")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this repository as it is now, with a tag for its version."""
    clone = copy_of_ours(tmp_path_factory.mktemp("clone") / "coprod-audit")
    git(clone, "init", "--quiet")
    commit(clone)
    git(clone, "tag", TAG)
    return clone


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where pre-commit keeps what it installs: once for all of these tests."""
    return {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")), "COPROD_AUDIT_TODAY": "2026-06-01"}


@pytest.fixture
def project(tmp_path: Path, ours: Path, require_tool: Callable[[str], str]) -> Path:
    """A repository with the entry that `--init` writes, which names the clone."""
    require_tool("git")
    text = wirings("docs/charter.md")["pre-commit"].text.replace(f"https://{HOME}", str(ours))
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, **{"_pre-commit-config_yaml": text})
    assert [one["repo"] for one in yaml.safe_load(text)["repos"]] == [str(ours)]
    return tmp_path


def hooked(folder: Path, cache: Mapping[str, str], **texts: str) -> Done:
    """Stage files and run the hooks over what is staged, as a commit does."""
    put(folder, **texts)
    return run((PRE_COMMIT, "run", "--color=never"), folder, cache)


@slow
@together
def test_a_charter_that_carries_what_it_claims_passes(project: Path, cache: Mapping[str, str]) -> None:
    done = hooked(project, cache, docs__charter_md=GOOD)
    assert done.code == 0, done
    assert done.out.splitlines()[-1].startswith("coprod-audit check....")
    assert done.out.rstrip().endswith("Passed")


@slow
@together
def test_a_charter_that_claims_too_much_stops_the_commit_at_its_line(
    project: Path, cache: Mapping[str, str]
) -> None:
    done = hooked(
        project, cache, docs__charter_md=BAD, a_md="# Something else\n", another__team_charter_yaml="x: 1\n"
    )
    assert done.code == 1, done
    assert "- hook id: coprod-audit-check\n- exit code: 1\n" in done.out
    assert "docs/charter.md:6:" in done.out
    assert " error C003 " in done.out
    assert "another/team.charter.yaml:1:1: error C001 " in done.out


@slow
@together
def test_where_no_charter_changes_nothing_is_run(project: Path, cache: Mapping[str, str]) -> None:
    done = hooked(project, cache, README_md="# Ours\n")
    assert done.code == 0, done
    assert done.out.rstrip().endswith("(no files to check)Skipped")


@slow
@together
def test_the_hook_stops_a_real_commit(project: Path, cache: Mapping[str, str]) -> None:
    assert run((PRE_COMMIT, "install"), project, cache).code == 0
    (project / "charter.md").write_text(BAD, encoding="utf-8")
    git(project, "add", "--all")
    before = git(project, "rev-parse", "HEAD")
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = run(("git", *names, "commit", "--message", "too much"), project, cache)
    assert done.code == 1, done
    assert " error C003 " in done.out + done.err
    assert git(project, "rev-parse", "HEAD") == before
