"""What git tells of a repository, and where evidence lies: real repositories, with a base and a head."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_audit import repository
from coprod_audit.checking.snapshot import Snapshot
from coprod_audit.errors import InputError, UsageError

IDENTITY = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main")
TEXT = "".join(f"line {number} of the charter\n" for number in range(20))


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *IDENTITY, "-c", "protocol.file.allow=always", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, check=True, encoding="utf-8", errors="replace"
    )
    return done.stdout.strip()


def commit_all(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a charter, one commit on `main`."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "charter.md").write_text(TEXT, encoding="utf-8")
    git(folder, "init", "--quiet")
    commit_all(folder, "the base")
    return folder


def test_the_root_is_found_from_a_folder_below(project: Path, tmp_path: Path) -> None:
    assert repository.root_of(str(project / "docs")) == str(project)
    assert repository.root_of(str(project)) == str(project)


def test_where_there_is_no_repository_there_is_no_root_and_no_commit(tmp_path: Path) -> None:
    assert repository.root_of(str(tmp_path)) is None
    with pytest.raises(UsageError) as refused:
        repository.commit(None, "main")
    assert str(refused.value) == (
        "there is no git repository here in which 'main' could be looked up; run this inside one, or name a file"
    )


def test_the_root_of_a_work_tree_and_of_a_submodule_has_a_file_instead_of_a_folder(
    project: Path, tmp_path: Path
) -> None:
    head = git(project, "rev-parse", "HEAD")
    git(project, "worktree", "add", "--quiet", str(tmp_path / "beside"))
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "submodule", "--quiet", "add", str(project), "inner")
    commit_all(outer, "with a submodule")
    for root in (tmp_path / "beside", outer / "inner"):
        assert (root / ".git").is_file()
        assert repository.root_of(str(root / "docs")) == str(root)
        assert repository.commit(str(root), "HEAD") == head
        assert Snapshot(str(root), head).blob("docs/charter.md", 10_000) == TEXT.encode()
    above = repository.commit(str(outer), "HEAD")
    assert Snapshot(str(outer), above).names("") == (".gitmodules",)
    assert Snapshot(str(outer), above).blob("inner", 10_000) is None


def test_a_branch_a_tag_and_a_short_name_mean_their_commit(project: Path) -> None:
    head = git(project, "rev-parse", "HEAD")
    git(project, "tag", "-a", "v1", "-m", "the first")
    assert [repository.commit(str(project), ref) for ref in ("main", "v1", head[:10], head)] == [head] * 4


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        (
            "mian",
            "no branch, tag or commit called 'mian', the nearest is 'main'; write one that 'git rev-parse' knows",
        ),
        ("v9", "no branch, tag or commit called 'v9'; write one that 'git rev-parse' knows"),
        ("HEAD:docs", "no branch, tag or commit called 'HEAD:docs'; write one that 'git rev-parse' knows"),
        ("0" * 40, f"no branch, tag or commit called '{'0' * 40}'; write one that 'git rev-parse' knows"),
        ("--output=x", "'--output=x' cannot be a commit; write a branch, a tag or a commit"),
        ("", "'' cannot be a commit; write a branch, a tag or a commit"),
        ("^main", "'^main' cannot be a commit; write a branch, a tag or a commit"),
        (
            "m" * 5000,
            f"no branch, tag or commit called '{'m' * 59}…'; write one that 'git rev-parse' knows",
        ),
        ("ma\nin", r"'ma\nin' cannot be a commit; write a branch, a tag or a commit"),
        ("ma\0in", r"'ma\x00in' cannot be a commit; write a branch, a tag or a commit"),
    ],
)
def test_a_reference_that_means_no_commit_is_refused_with_a_way_out(
    project: Path, ref: str, sentence: str
) -> None:
    with pytest.raises(UsageError) as refused:
        repository.commit(str(project), ref)
    assert str(refused.value) == sentence
    assert sorted(path.name for path in project.iterdir()) == [".git", "docs"]


def test_a_branch_that_only_the_origin_has_is_suggested(project: Path, tmp_path: Path) -> None:
    git(project, "branch", "dev")
    git(tmp_path, "clone", "--quiet", str(project), "clone")
    with pytest.raises(UsageError, match="called 'dev', the nearest is 'origin/dev';"):
        repository.commit(str(tmp_path / "clone"), "dev")


def test_a_shallow_clone_says_how_it_is_made_whole(project: Path, tmp_path: Path) -> None:
    base = git(project, "rev-parse", "HEAD")
    (project / "docs" / "charter.md").write_text("new", encoding="utf-8")
    commit_all(project, "the head")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{project}", "shallow")
    shallow = str(tmp_path / "shallow")
    for ref in (base, "HEAD~1"):
        with pytest.raises(UsageError) as refused:
            repository.commit(shallow, ref)
        assert str(refused.value) == (
            f"no commit called '{ref}': this clone is shallow and lacks older commits and other branches; fetch them "
            "with 'git fetch --unshallow', or in GitHub Actions check out with 'fetch-depth: 0'"
        )
    assert len(repository.commit(shallow, "HEAD")) == 40


def test_a_file_of_the_base_is_read_as_it_was_committed(project: Path) -> None:
    """Neither what stands in the work tree, nor what attributes and filters would make of it."""
    (project / ".gitattributes").write_text("*.md text eol=crlf filter=shout diff=shout\n", encoding="utf-8")
    base = commit_all(project, "with attributes")
    for way in ("filter.shout.smudge", "filter.shout.clean", "diff.shout.textconv"):
        git(project, "config", way, f"touch {project}/ran; cat")
    (project / "docs" / "charter.md").rename(project / "docs" / "new.md")
    git(project, "-c", "filter.shout.clean=cat", "add", "--all")
    (project / "docs" / "new.md").write_text(TEXT + "one more", encoding="utf-8")
    assert Snapshot(str(project), base).blob("docs/charter.md", 10_000) == TEXT.encode()
    assert Snapshot(str(project), base).name_of("docs/new.md") == "docs/charter.md"
    assert not (project / "ran").exists()


def test_what_is_not_a_file_of_the_commit_is_not_there(project: Path) -> None:
    head = git(project, "rev-parse", "HEAD")
    for path in (
        "docs/none.md",
        "docs",
        "docs/charter.md/x",
        "../project/docs/charter.md",
        "docs/*.md",
        ":docs/charter.md",
    ):
        assert Snapshot(str(project), head).blob(path, 10_000) is None, path
    assert Snapshot(str(project), head).names("") == ("docs/charter.md",)


LINKS = {
    "link.md": "docs/charter.md",
    "again.md": "./papers/../link.md",
    "papers": "docs",
    "docs/up.md": "../papers/charter.md",
    "out.md": "../outside.md",
    "absolute.md": "/etc/hostname",
    "nothing.md": "docs/none.md",
    "loop.md": "loop.md",
    "one.md": "other.md",
    "other.md": "one.md",
    "away": "..",
    "long.md": "x/" * 2000,
}


@pytest.fixture
def linked(project: Path) -> Snapshot:
    """A commit with links; in the work tree all of them are gone."""
    for name, target in LINKS.items():
        (project / name).symlink_to(target)
    (project / "l0").symlink_to("docs")
    for number in range(1, 60):
        (project / f"l{number}").symlink_to(f"l{number - 1}/../l{number - 1}")
    head = commit_all(project, "with links")
    for name in LINKS:
        (project / name).unlink()
    return Snapshot(str(project), head)


@pytest.mark.parametrize(
    "path", ["link.md", "again.md", "papers/charter.md", "docs/up.md", "papers/up.md", "l30/charter.md"]
)
def test_links_are_followed_inside_the_commit(linked: Snapshot, path: str) -> None:
    assert linked.has(path)
    assert linked.blob(path, 10_000) == TEXT.encode()
    assert linked.name_of(path) == path


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("out.md", "out.md"),
        ("absolute.md", "absolute.md"),
        ("nothing.md", "nothing.md"),
        ("loop.md", "loop.md"),
        ("one.md", "one.md"),
        ("away/charter.md", "away"),
        ("long.md", "long.md"),
        ("l59/charter.md", "l19"),
    ],
)
def test_a_link_that_leads_out_of_the_commit_or_to_nothing_is_named(
    linked: Snapshot, path: str, link: str
) -> None:
    for ask in (linked.has, lambda path: linked.blob(path, 100), linked.names):
        with pytest.raises(UsageError) as refused:
            ask(path)
        assert str(refused.value).startswith(f"'{link}' is a link that leads to nothing in the commit ") or (
            path == "one.md" and "'other.md' is a link" in str(refused.value)
        )


def test_what_is_not_there_behind_a_link_is_not_there(linked: Snapshot) -> None:
    assert linked.blob("papers/none.md", 100) is None
    assert linked.blob("link.md/none.md", 100) is None


def test_files_are_named_behind_a_link_and_links_to_files_beside_them(linked: Snapshot) -> None:
    assert linked.names("papers") == ("papers/charter.md", "papers/up.md")
    assert linked.names("link.md") == ("link.md",)
    assert linked.names("") == ("again.md", "docs/charter.md", "docs/up.md", "link.md")


def test_many_files_are_read_in_one_go(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        (project / "docs" / f"{number}.md").write_text(f"number {number}\n" * number, encoding="utf-8")
    (project / "docs" / "large.md").write_text("x" * 10_000, encoding="utf-8")
    head = commit_all(project, "many")
    asked = list[str]()
    ask = repository._git

    def counted(root: str, *arguments: str, given: bytes | None = None) -> object:
        asked.append(arguments[0])
        return ask(root, *arguments, given=given)

    monkeypatch.setattr(repository, "_git", counted)
    snapshot = Snapshot(str(project), head)
    snapshot.fetch(snapshot.names("docs"), 5_000)
    for number in range(50):
        assert snapshot.blob(f"docs/{number}.md", 5_000) == f"number {number}\n".encode() * number
    assert asked == ["ls-tree", "cat-file", "cat-file"]
    assert snapshot.blob("docs/large.md", 10_000) == b"x" * 10_000
    with pytest.raises(InputError):
        snapshot.blob("docs/49.md", 100)


def test_no_more_is_kept_than_fits(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprod_audit.checking.snapshot.TOGETHER", len(TEXT) - 1)
    snapshot = Snapshot(str(project), "HEAD")
    snapshot.fetch(["docs/charter.md", "docs/none.md"], 10_000)
    assert snapshot.blob("docs/charter.md", 10_000) == TEXT.encode()
    assert not snapshot._kept


@pytest.mark.parametrize("name", ["GLOB", "NOGLOB", "ICASE", "LITERAL"])
def test_how_git_is_told_to_read_patterns_changes_nothing(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of these end git where they come together."""
    git(project, "mv", "docs/charter.md", "docs/new.md")
    for one in ("GLOB", "NOGLOB", name):
        monkeypatch.setenv(f"GIT_{one}_PATHSPECS", "1")
    assert Snapshot(str(project), "HEAD").name_of("docs/new.md") == "docs/charter.md"
    said = repository.asked(str(project), "ls-tree", "--name-only", "HEAD", "docs")
    assert said == b"docs\n"


def test_a_file_of_the_base_over_the_limit_is_refused(project: Path) -> None:
    size = len(TEXT)
    assert Snapshot(str(project), "HEAD").blob("docs/charter.md", size) == TEXT.encode()
    with pytest.raises(InputError) as refused:
        Snapshot(str(project), "HEAD").blob("docs/charter.md", size - 1)
    (finding,) = refused.value.findings
    assert (finding.code, finding.location.path) == ("D001", "docs/charter.md")


STRANGE = (
    "a b.md",
    "line\nbreak.md",
    "tab\t.md",
    "-n.md",
    "*.md",
    ":(glob)x.md",
    '"q".md',
    "ö.md",
    os.fsdecode(b"\xff.md"),
)


def test_names_with_blanks_line_breaks_signs_and_bytes_that_are_not_utf_8_come_as_they_are(
    project: Path,
) -> None:
    for name in STRANGE:
        (project / "docs" / name).write_text(f"this is {name!a}", encoding="utf-8")
    head = commit_all(project, "strange names")
    assert Snapshot(str(project), head).names("docs") == tuple(
        sorted(f"docs/{name}" for name in (*STRANGE, "charter.md"))
    )
    for name in STRANGE:
        said = Snapshot(str(project), head).blob(f"docs/{name}", 10_000)
        assert said == f"this is {name!a}".encode()


def test_only_the_files_below_a_folder_are_named(project: Path) -> None:
    (project / "docs-old").mkdir()
    (project / "docs-old" / "charter.md").write_text("old", encoding="utf-8")
    head = commit_all(project, "beside it")
    assert Snapshot(str(project), head).names("docs") == ("docs/charter.md",)
    assert Snapshot(str(project), head).names("none") == ()


def _move(folder: Path) -> None:
    git(folder, "mv", "docs/charter.md", os.fsdecode(b"docs/n\xfc\nnew.md"))


def _move_and_commit(folder: Path) -> None:
    _move(folder)
    commit_all(folder, "renamed")


def _move_and_change(folder: Path) -> None:
    _move(folder)
    path = folder / os.fsdecode(b"docs/n\xfc\nnew.md")
    path.write_text(TEXT.replace("line 3", "verse 3"), encoding="utf-8")
    commit_all(folder, "renamed and changed")


@pytest.mark.parametrize("change", [_move, _move_and_commit, _move_and_change])
def test_a_renamed_charter_has_its_old_name(project: Path, change: Callable[[Path], None]) -> None:
    base = git(project, "rev-parse", "HEAD")
    (project / "other.md").write_text("something else altogether", encoding="utf-8")
    change(project)
    assert Snapshot(str(project), base).name_of(os.fsdecode(b"docs/n\xfc\nnew.md")) == "docs/charter.md"
    assert Snapshot(str(project), base).name_of("other.md") == "other.md"


def test_a_hook_that_points_git_elsewhere_does_not_mislead(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git starts hooks with the place of its own repository and index in the environment."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    head = git(project, "rev-parse", "HEAD")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(other / ".git"))
    assert repository.commit(str(project), "main") == head
    assert Snapshot(str(project), head).names("") == ("docs/charter.md",)


def test_a_broken_repository_is_not_taken_for_the_one_around_it(project: Path) -> None:
    (project / "docs" / ".git").mkdir()
    assert repository.root_of(str(project / "docs")) == str(project / "docs")
    with pytest.raises(UsageError, match=r"^git could not do what was asked \(fatal: not a git repo"):
        repository.commit(str(project / "docs"), "main")


def test_a_clone_in_part_says_so_and_asks_no_server(project: Path, tmp_path: Path) -> None:
    (project / "docs" / "charter.md").write_text("new", encoding="utf-8")
    commit_all(project, "the head")
    git(project, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{project}", "part")
    part = tmp_path / "part"
    assert Snapshot(str(part), "HEAD~1").names("") == ("docs/charter.md",)
    with pytest.raises(UsageError) as refused:
        Snapshot(str(part), "HEAD~1").blob("docs/charter.md", 10_000)
    assert str(refused.value) == (
        "this clone lacks some files of its older commits; clone the repository whole, without '--filter'"
    )


def test_without_git_the_sentence_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(UsageError) as refused:
        repository.commit(str(project), "main")
    assert str(refused.value) == "git is not installed; install it, or leave out what compares with a commit"


def test_a_git_that_does_not_end_is_ended(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(repository, "SECONDS", 0.2)
    with pytest.raises(UsageError, match=r"^git took more than 0\.2 seconds; try 'git rev-parse' by hand$"):
        repository.commit(str(project), "main")


@pytest.fixture
def evidence(project: Path, tmp_path: Path) -> Callable[[str], str]:
    """How evidence named in `docs/charter.md` is found."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (project / "docs" / "minutes").mkdir()
    (project / "docs" / "minutes" / "may.md").write_text("x", encoding="utf-8")
    (project / "top.md").write_text("x", encoding="utf-8")
    (project / "docs" / "near.md").symlink_to("../top.md")
    (project / "docs" / "far.md").symlink_to(tmp_path / "secret.txt")
    (project / "docs" / "away").symlink_to(tmp_path)
    (project / "docs" / "gone.md").symlink_to("nowhere.md")
    (project / "docs" / "loop.md").symlink_to("loop.md")
    return lambda text: repository.evidence(str(project), str(project / "docs"), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("minutes/may.md", "there"),
        ("./minutes/../minutes/may.md", "there"),
        ("minutes", "there"),
        ("../top.md", "there"),
        ("top.md", "there"),  # from the root
        ("docs/minutes/may.md", "there"),
        ("near.md", "there"),
        ("minutes/june.md", "missing"),
        ("../none.md", "missing"),
        ("gone.md", "missing"),
        ("loop.md", "missing"),
        ("minutes/may.md\0", "missing"),
        ("minutes/\ud800.md", "missing"),
        ("m" * 300, "missing"),
        ("a/" * 10_000, "missing"),
        ("../../secret.txt", "outside"),
        ("../../none.txt", "outside"),
        ("../../project-2/x", "outside"),
        ("/etc/hostname", "outside"),
        ("/docs/charter.md", "outside"),
        ("far.md", "outside"),
        ("docs/far.md", "outside"),
        ("away/secret.txt", "outside"),
        ("away/none.txt", "outside"),
        ("away/project/top.md", "there"),
        ("../.git/config", "outside"),
        (".git/none", "outside"),
        ("minutes/.GIT/config", "outside"),
    ],
)
def test_evidence_is_there_missing_or_outside(evidence: Callable[[str], str], text: str, found: str) -> None:
    assert evidence(text) == found


def test_a_path_from_the_top_of_the_disk_is_never_inside(project: Path) -> None:
    """It would be another one in everybody else's clone."""
    top = str(project / "docs" / "charter.md")
    assert repository.evidence(str(project), str(project), top) == "outside"


def test_evidence_is_found_where_the_repository_itself_is_reached_by_a_link(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "alias").symlink_to(project)
    found = [
        repository.evidence(str(tmp_path / "alias"), str(folder / "docs"), "charter.md")
        for folder in (project, tmp_path / "alias")
    ]
    assert found == ["there", "there"]
