"""Charters by people who mean no good, or by nobody: each is told about, none breaks out, and nothing comes of it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check_kit import GOOD, ROOT, changed, check
from tests.payloads import PAYLOADS

HOSTILE = sorted((ROOT / "tests" / "hostile").glob("*/*"))
FINDING = re.compile(r"^[^:]+(?::[^:]+)*:\d+:\d+: (error|warning|note) C\d{3} .+$")


def in_yaml(text: str) -> str:
    """A text as a double-quoted scalar, whatever stands in it."""
    return json.dumps(text)


def test_every_hostile_file_is_told_about_as_a_charter_and_as_front_matter(tmp_path: Path) -> None:
    for number, path in enumerate(HOSTILE):
        data = path.read_bytes() if path.is_file() else b""
        (tmp_path / f"{number}.yaml").write_bytes(data)
        (tmp_path / f"{number}.md").write_bytes(b"---\n" + data + b"\n---\n# Prose\n")
    names = sorted(one.name for one in tmp_path.iterdir())
    found = check(tmp_path, *names)
    assert (found.code, found.err) == (1, "")
    told = [line for line in found.out.splitlines() if FINDING.match(line)]
    assert {line.partition(":")[0] for line in told} == set(names)


@pytest.mark.parametrize("text", PAYLOADS, ids=repr)
def test_nothing_that_a_charter_says_is_a_command_or_moves_the_cursor(text: str, tmp_path: Path) -> None:
    said = changed(
        GOOD,
        ("title: Library hours", f"title: {in_yaml(text)}"),
        ("people: readers", f"people: {in_yaml(text)}"),
        ("claims: engagement", "claims: co-production"),
        ("unit: Decisions", f"unit: {in_yaml(text + ' ')}\n  about: Decisions"),
    )
    (tmp_path / "charter.md").write_text(said, encoding="utf-8", errors="surrogatepass")
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "page.md")}
    found = check(tmp_path, "charter.md", env=env)
    assert found.code == 1
    lines = re.split(r"[\r\n]", found.out)
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"[0-9a-f]{32}", token)
    fence = lines.index(f"::{token}::")
    assert not [line for line in lines[1:fence] if line.lstrip().startswith("::") or "##[" in line]
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice"))
        for line in lines[fence + 1 :]
        if line
    )
    assert found.out.isascii() or not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", found.out
    )


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["x.md", "x.yaml", "x.markdown"]), st.booleans())
def test_whatever_bytes_a_charter_holds_something_is_said_and_nothing_fails(
    data: bytes, name: str, matter: bool
) -> None:
    from coprod_audit.charter import reading

    charter = reading.read(b"---\n" + data + b"\n---\n" if matter else data, name)
    assert charter.path == name


def test_every_finding_has_both_ends_inside_its_file(tmp_path: Path) -> None:
    for path in sorted((ROOT / "tests" / "charters" / "err").glob("*.*")):
        if path.suffix not in {".md", ".yaml"}:
            continue
        record = json.loads(check(path.parent, "--no-config", "--output", "json", path.name).out)
        for one in record["charters"][0]["findings"]:
            text = (ROOT / one["path"]).read_text(encoding="utf-8")
            lines = [*text.splitlines(), ""]
            assert 1 <= one["line"] <= one["end_line"] <= len(lines), (path.name, one)
            assert 1 <= one["column"] <= len(lines[one["line"] - 1]) + 1, (path.name, one)
            assert 1 <= one["end_column"] <= len(lines[one["end_line"] - 1]) + 1, (path.name, one)
            if lines[one["line"] - 1].strip():
                assert (one["line"], one["column"]) < (one["end_line"], one["end_column"]), (path.name, one)


def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "charter.md")
    found = check(tmp_path, "charter.md")
    assert found.code == 1
    assert found.out.startswith("charter.md:1:1: error C001 this is a pipe or a device; only files are read")


def test_a_charter_cannot_name_answers_by_a_link_that_leads_out(tmp_path: Path) -> None:
    root = tmp_path / "hub"
    root.mkdir()
    (root / ".git").mkdir()
    (tmp_path / "outside.yaml").write_text(
        "coprod-audit: answers/1\nquestionnaire: coprod-ladder 1.0\n", encoding="utf-8"
    )
    (root / "in.yaml").symlink_to(tmp_path / "outside.yaml")
    head, _, rest = GOOD.partition("answers:\n")
    (root / "charter.md").write_text(
        f"{head}answers: in.yaml\nreview:{rest.partition('review:')[2]}", encoding="utf-8"
    )
    found = check(root, "charter.md")
    assert found.code == 1
    assert "this is a link that leads out of the repository, and is not followed" in found.out


def test_a_check_opens_nothing_for_writing_starts_nothing_and_reaches_for_no_network(tmp_path: Path) -> None:
    (tmp_path / "charter.md").write_text(GOOD, encoding="utf-8")
    script = (
        "import sys\n"
        "seen = []\n"
        "def hook(event, arguments):\n"
        "    writes = event == 'open' and isinstance(arguments[1], str) and set(arguments[1]) & set('wax+')\n"
        "    if writes or event.startswith(('subprocess', 'os.exec', 'os.system', 'os.posix_spawn', 'socket', 'compile')):\n"
        "        seen.append((event, str(arguments)[:80]))\n"
        "import coprod_audit.cli.check_conduct, coprod_audit.narrative.standing\n"
        "from coprod_audit.cli.boundary import main\n"
        "sys.addaudithook(hook)\n"
        "code = main(['check', '--no-config', '--today', '2026-11-22', 'charter.md'])\n"
        "seen = [one for one in seen if one[0] != 'compile']\n"
        "sys.exit(f'{code} {seen}' if code or seen else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
