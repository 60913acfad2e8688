"""How a file is replaced: whole or not at all, and only what is ours."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import disk, files, taken
from coprod_audit.cli import audit
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.taken import Helps, Refusal
from tests.saving_kit import Recorder, standing_in

OURS = "coprod-audit: answers/1\n"


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    files.save(path, OURS)
    files.save(path, OURS * 2)
    assert path.read_text(encoding="utf-8") == OURS * 2
    assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]


def test_answers_are_nobody_elses_business_and_audits_are_as_the_system_has_it(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        files.save(tmp_path / "answers.yaml", OURS, files.PRIVATE)
        files.save(tmp_path / "audit.md", OURS)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("answers.yaml", "audit.md")]
    assert modes == [0o600, 0o644]


@pytest.mark.parametrize("call", ["create", "write", "sync", "close", "open_folder", "replace"])
def test_a_failure_leaves_what_stood_there_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "answers.yaml"
    files.save(path, OURS)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, call, fail)
    with pytest.raises(OutputError, match="no space left on device"):
        files.save(path, "new")
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == OURS
    assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]


def test_the_text_is_on_the_disk_before_it_has_the_name(tmp_path: Path) -> None:
    """The order of A4: write, fsync of the file, rename, fsync of the folder."""
    recorder = Recorder()
    with standing_in(recorder):
        files.save(tmp_path / "answers.yaml", OURS)
    calls = [call.name for call in recorder.calls]
    ordered = ["create", "write", "sync", "close", "open_folder", "replace", "sync_folder", "close"]
    assert calls == ordered


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no such folder"):
        files.save(tmp_path / "nowhere" / "answers.yaml", OURS)


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "coprod-audit": "result/1"\n}',
        '<svg xmlns="x">\n<title>T</title>\n<metadata>coprod-audit: picture/1</metadata>\n</svg>\n',
        "# Who decides?\n\n<!-- coprod-audit audit/1 -->\n",
        "x" * 100_000 + "\n<!-- coprod-audit audit/1 -->\n",
        "",
    ],
)
def test_what_we_wrote_may_be_replaced(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.md"
    path.write_text(text, encoding="utf-8")
    assert taken.refusal(path) is None


@pytest.mark.parametrize(
    "text",
    [
        "# A letter about coprod-audit: enough\n",
        OURS,
        f"# Comment\n{OURS}answers:\n  told:\n    note: |\n      x\n\n<!-- coprod-audit audit/1 -->\n",
        "coprod-audit: questionnaire/1\n# <!-- coprod-audit audit/1 -->\n",
        "End your template with `<!-- coprod-audit audit/1 -->`.\n",
        "<!-- coprod-audit audit/1 -->\nmy own words\n",
        '{"mine": 1, "coprod-audit": "result/1"}',
        "<svg>\n<!-- <metadata>coprod-audit: picture/1</metadata> -->\n</svg>\n",
    ],
)
def test_what_is_no_audit_of_ours_may_be_replaced_only_by_force(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.md"
    path.write_text(text, encoding="utf-8")
    assert taken.refusal(path) == Refusal(f"'{path}' is not an audit that coprod-audit wrote", Helps.FORCE)
    assert taken.refusal(path, force=True) is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("folder", "is not a plain file; name another with -o"),
        (
            "mine",
            "is not an audit that coprod-audit wrote; name another file, or replace it with 'report --force'",
        ),
        ("own.j2", "holds {{ or {%, as templates do; name another file, or replace it with 'report --force'"),
        ("link", "is a link, and links are not followed when writing; name the file itself"),
    ],
)
def test_whoever_makes_a_report_is_told_the_way_out_in_the_options_of_that_command(
    tmp_path: Path, name: str, says: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "mine").write_text("my own words\n", encoding="utf-8")
    (tmp_path / "own.j2").write_text("{{ title }}\n", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    with pytest.raises(UsageError) as raised:
        audit.write(tmp_path / name, "text", {}, None, force=False)
    assert str(raised.value) == f"'{tmp_path / name}' {says}"


@pytest.mark.parametrize("text", ["{{ title }}", "{% include 'x' %}"])
def test_a_template_is_not_taken_for_an_audit_though_it_ends_with_the_mark(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.md"
    path.write_text(f"{text}\n\n{taken.MARK}\n", encoding="utf-8")
    assert taken.refusal(path) == Refusal(f"'{path}' holds {{{{ or {{%, as templates do", Helps.FORCE)


def test_an_audit_keeps_the_permissions_of_the_one_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "audit.md"
    for mode in (0o600, 0o664, 0o640):
        path.touch()
        path.chmod(mode)
        files.save(path, "text")
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_of_two_files_neither_is_replaced_when_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit, picture = tmp_path / "a.md", tmp_path / "a.svg"
    files.save_together(((audit, "old"), (picture, "old picture")))
    monkeypatch.setattr(disk, "sync", second_fails(disk.sync))
    with pytest.raises(OutputError, match=r"a\.svg.*no space left on device"):
        files.save_together(((audit, "new"), (picture, "new picture")))
    assert (audit.read_text(encoding="utf-8"), picture.read_text(encoding="utf-8")) == ("old", "old picture")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "a.svg"]


def second_fails(real: Callable[..., object]) -> Callable[..., None]:
    """A call to the disk that works once."""
    calls: list[object] = []

    def call(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(*given)

    return call


@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize("before", ["old", None])
def test_where_the_second_cannot_take_its_name_the_first_gives_its_own_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, link: bool
) -> None:
    """So that no new picture stands beside an old audit; where the system knows no second names, it does."""
    audit, picture = tmp_path / "a.md", tmp_path / "a.svg"
    if before is not None:
        files.save_together(((audit, before), (picture, before)))

    def no_links(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not link and before is not None:
        monkeypatch.setattr(disk, "link", no_links)
    monkeypatch.setattr(disk, "replace", second_fails(disk.replace))
    with pytest.raises(OutputError, match=r"a\.md.*no space left on device"):
        files.save_together(((audit, "new"), (picture, "new")))
    stands = {path.name: path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())}
    put_back = {"a.md": "old", "a.svg": "old" if link else "new"}
    assert stands == ({} if before is None else put_back)


@pytest.mark.parametrize("name", ["\u5b57" * 82, "x" * 250, "\udcff" * 100])
def test_a_long_name_is_no_obstacle_and_two_long_names_stay_apart(tmp_path: Path, name: str) -> None:
    audit, picture = tmp_path / f"{name}.md", tmp_path / f"{name}.svg"
    files.save_together(((audit, "audit"), (picture, "picture")))
    assert (audit.read_text(encoding="utf-8"), picture.read_text(encoding="utf-8")) == ("audit", "picture")


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(OURS, encoding="utf-8")
    link = tmp_path / "audit.md"
    link.symlink_to(secret)
    for force in (False, True):
        assert taken.refusal(link, force=force) == Refusal(
            f"'{link}' is a link, and links are not followed when writing; name the file itself"
        )
    files.save(link, "new")  # even a link made in the moment between is replaced and not followed
    assert secret.read_text(encoding="utf-8") == OURS


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        assert taken.refusal(path, force=True) == Refusal(f"'{path}' is not a plain file", Helps.ANOTHER_NAME)


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 300, "\x1b[31m.md"])
def test_a_name_that_cannot_be_used_is_a_sentence(tmp_path: Path, name: str) -> None:
    refused = taken.refusal(tmp_path / name)
    if refused is None:
        files.save(tmp_path / name, OURS)
    else:
        assert "\x1b" not in refused.why
        with pytest.raises(OutputError):
            files.save(tmp_path / name, OURS)


def test_a_temporary_left_by_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    (tmp_path / f".answers.yaml.{os.getpid()}.tmp").write_text("half", encoding="utf-8")
    files.save(path, OURS)
    assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]


@given(st.text())
def test_any_text_is_kept_as_it_is_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "answers.yaml"
    files.save(path, text)
    assert path.read_bytes().decode("utf-8") == text
