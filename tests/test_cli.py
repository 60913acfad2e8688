"""The command line itself: its help, its streams, and what every kind of failure comes to."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_audit import loading, loom
from coprod_audit.catalogue import CATALOGUE
from coprod_audit.cli import boundary, limiting, shown, streams
from coprod_audit.condition_reader import MOST_TESTS
from coprod_audit.diagram import MOST_FACTS
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.faults import KEPT
from coprod_audit.guard import ANSWERS_LIMITS, DEEPEST, QUESTIONNAIRE_LIMITS, RAISED_BY, Limits
from coprod_audit.table_rows import TABLE_LIMITS, TABLES_RAISED_BY, TableLimits
from tests.typing_kit import EXAMPLE, PROGRAM, ROOT, call, environment, lines

COMMANDS = (
    ("run",),
    ("report",),
    ("explain",),
    ("schema",),
    ("lens",),
    ("lens", "list"),
    ("lens", "show"),
    ("lens", "check"),
    ("questionnaire",),
    ("questionnaire", "list"),
    ("questionnaire", "show"),
    ("questionnaire", "check"),
    ("questionnaire", "answers-file"),
)
WORKING = (
    ("report", str(EXAMPLE)),
    ("report", str(EXAMPLE), "--format", "json"),
    ("explain",),
    ("schema", "result"),
    ("questionnaire", "list"),
    ("questionnaire", "show"),
    ("questionnaire", "answers-file"),
    ("lens", "list"),
    ("lens", "show", "barriers"),
    ("report", "--help"),
    ("--help",),
    ("--version",),
)
QUICKEST = (WORKING[0], WORKING[-2], WORKING[-1])
MORE = [pytest.param(one, marks=pytest.mark.slow, id=" ".join(one)) for one in WORKING if one not in QUICKEST]


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `$P` stands for the program."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=cwd,
        env=environment(P=" ".join(PROGRAM)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_version_and_help_are_answered_without_typer(tmp_path: Path) -> None:
    assert re.fullmatch(rb"coprod-audit \d+\.\d+\.\d+\n", call("--version", cwd=tmp_path).stdout)
    assert call("--help", cwd=tmp_path).stdout.startswith(b"Usage: coprod-audit")


def test_the_quick_help_says_what_typer_would_say(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from coprod_audit.cli.boundary import main; raise SystemExit(main(['--help']))",
        ],
        cwd=tmp_path,
        env=environment(COLUMNS="80"),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert (ROOT / "coprod_audit" / "cli" / "help.txt").read_bytes() == done.stdout, "write help.txt anew"


def test_version_by_either_way_is_the_same(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from coprod_audit.cli.boundary import main; raise SystemExit(main(['--version']))",
        ],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == call("--version", cwd=tmp_path).stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_shows_an_example(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = call(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    said = done.stdout.decode()
    if command not in {("questionnaire",), ("lens",)}:
        assert re.search(r"\n  [A-Z][^\n]+\.\n\n  Example: coprod-audit ", said), said


@pytest.mark.parametrize(
    "command",
    [
        ("nonsense",),
        ("\x1b[31m",),
        ("--\x1b[31m",),
        ("report", "a", "\x1b[31m"),
        ("report", "a", "--format", "\x1b[31m"),
        ("report",),
        ("report", "nowhere.yaml"),
        ("report", str(EXAMPLE), "--format", "pdf"),
        ("report", str(EXAMPLE), "--questionnaire", "nonsense"),
        ("report", str(EXAMPLE), "--template", "nowhere.j2"),
        ("report", str(EXAMPLE), "--template", "x.j2", "--one-page"),
        ("report", str(EXAMPLE), "--format", "json", "--one-page"),
        ("report", str(EXAMPLE), "-o", "nowhere/audit.md"),
        ("report", "."),
        ("run", "nowhere/answers.yaml"),
        ("run", "."),
        ("run", "--questionnaire", "nonsense"),
        ("explain", "Q999"),
        ("explain", "\x1b[31m"),
        ("schema", "nonsense"),
        ("questionnaire", "check", "nowhere"),
        ("questionnaire", "show", "--question", "tolled"),
        ("questionnaire", "show", "nonsense"),
        ("report", str(EXAMPLE), "--lens", "nonsense"),
        ("report", str(EXAMPLE), "--lens", "\x1b[31m"),
        ("report", str(EXAMPLE), "--lens", "nowhere/\x1b[31m"),
        ("run", "--lens", "nonsense"),
        ("run", "--lens", "nowhere.yaml"),
        ("batch", str(EXAMPLE), "-o", "out", "--lens", "nonsense"),
        ("lens", "show", "\x1b[31m"),
        ("lens", "show", "both"),
        ("lens", "list", "--lens", "nowhere/"),
        ("lens", "check", "nowhere"),
        ("lens", "check", "."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_a_sentence_and_two(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = call(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode()
    assert 0 < len(said.splitlines()) <= 10
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_question_or_a_code_that_is_nearly_right_is_suggested(tmp_path: Path) -> None:
    assert (
        b"did you mean 'told'?" in call("questionnaire", "show", "--question", "tolld", cwd=tmp_path).stderr
    )
    assert b"did you mean Q01" in call("explain", "Q0010", cwd=tmp_path).stderr


def test_every_code_is_explained(tmp_path: Path) -> None:
    listed = call("explain", cwd=tmp_path).stdout.decode()
    assert [line.split()[0] for line in listed.splitlines()] == [entry.code for entry in CATALOGUE]
    one = call("explain", "a001", cwd=tmp_path)
    assert one.returncode == 0
    assert one.stdout.startswith(b"A001: ")


def test_the_questionnaire_can_be_looked_at(tmp_path: Path) -> None:
    assert b"coprod-ladder 1.0: Who decides?" in call("questionnaire", "list", cwd=tmp_path).stdout
    assert b"told (decides the rung): After a decision" in call("questionnaire", "show", cwd=tmp_path).stdout
    one = call("questionnaire", "show", "--question", "decisions", cwd=tmp_path).stdout.decode()
    for said in (
        "row money",
        "worked-out: It was",
        "fixed-outside",
        "(outside the scale)",
        "unknown:",
        "Source: Terry, L.",
    ):
        assert said in one
    checked = call("questionnaire", "check", ROOT / "questionnaires" / "coprod-ladder", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert b"no faults found" in checked.stderr


def test_an_answers_file_to_fill_in_can_be_gone_on_with(tmp_path: Path) -> None:
    blank = call("questionnaire", "answers-file", cwd=tmp_path)
    assert blank.returncode == 0
    (tmp_path / "answers.yaml").write_bytes(blank.stdout)
    done = call("run", "answers.yaml", cwd=tmp_path, given=b"yes\nHub\n")
    assert done.returncode == 2, done.stderr
    assert b"answers.yaml is there already: 0 questions are answered" in done.stdout
    assert b"Which organisation is behind it?" in done.stdout


@pytest.mark.parametrize(
    "name", ["answers", "charter", "questionnaire", "result", "portfolio", "result-row", "check"]
)
def test_schemas_are_printed(tmp_path: Path, name: str) -> None:
    done = call("schema", name, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (ROOT / "coprod_audit" / "schemas" / f"{name}.schema.json").read_bytes()


@pytest.mark.parametrize("command", [*(pytest.param(one, id=" ".join(one)) for one in QUICKEST), *MORE])
def test_streams_that_are_closed_full_or_left_never_bring_it_down(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    words = " ".join(command)
    for line, codes in (
        (f"$P {words} >&-", {0, 2}),
        (f"$P {words} 2>&-", {0}),
        (f"$P {words} <&-", {0}),
        (f"$P {words} >&- 2>&- <&-", {0, 2}),
        (f"$P {words} >/dev/full", {2}),
        (f"$P {words} | true", {0}),
        (f"$P {words} 2>/dev/full", {0}),
    ):
        done = shell(line, tmp_path)
        assert done.returncode in codes, (line, done)
        assert b"Traceback" not in done.stderr + done.stdout, line
        assert b"Exception ignored" not in done.stderr, line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("command", [*(pytest.param(one, id=" ".join(one)) for one in QUICKEST), *MORE])
def test_streams_that_lack_letters_never_bring_it_down(
    tmp_path: Path, command: tuple[str, ...], encoding: str
) -> None:
    done = call(
        *command, cwd=tmp_path, env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_interrupting_a_report_is_130(tmp_path: Path) -> None:
    slow = "import coprod_audit.loading as l, os, signal\nl.read_questionnaire = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{slow}from coprod_audit.cli.boundary import main; raise SystemExit(main(['report', 'a']))",
        ],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (130, False)


def test_a_fault_of_ours_is_three_and_tells_nobodys_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed = "what somebody typed: a secret"
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken(_: object) -> None:
        raise RuntimeError(typed)

    monkeypatch.setattr(boundary, "_carry_out", broken)
    assert boundary.main([]) == 3
    (log,) = tmp_path.iterdir()
    assert capsys.readouterr().err == (
        "coprod-audit has met a fault of its own and stops. What was saved before is whole.\n"
        f"Please report it with the lines in {log}; they hold no answers.\n"
    )
    said = log.read_text(encoding="utf-8")
    assert said.endswith("RuntimeError\n")
    assert "a secret" not in said
    assert log.stat().st_mode & 0o777 == 0o600


def test_where_no_log_can_be_written_a_fault_of_ours_is_told_on_the_spot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed = "what somebody typed: a secret"

    def broken(_: object) -> None:
        raise RuntimeError(typed)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr(boundary, "_carry_out", broken)
    assert boundary.main([]) == 3
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "a secret" not in said


def test_a_closed_stdout_is_an_error_that_names_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="name a file with -o"):
        streams.give("x")


def test_drawing_signs_are_replaced_where_a_stream_lacks_them(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii", errors="backslashreplace") as stream:
        stream.write(streams.fitting("── ▲ ’x’ é", stream))
    assert (tmp_path / "out").read_text(encoding="ascii") == "-- ^ 'x' \\xe9"


def test_no_descriptor_of_a_closed_stream_is_given_to_a_file(tmp_path: Path) -> None:
    done = shell(f"$P report {EXAMPLE} -o audit.md >&- 2>&-; cat audit.md | head -1", tmp_path)
    assert done.stdout.startswith(b"# ")
    assert os.path.getsize(tmp_path / "audit.md") > 1000


def test_a_text_beyond_the_limit_is_read_when_the_limit_is_raised_as_the_fault_says(tmp_path: Path) -> None:
    title = "x" * 30_000
    text = re.sub(r"(?m)^  title: .*", f"  title: {title}", EXAMPLE.read_text(encoding="utf-8"))
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    refused = call("report", "a.yaml", "--public", cwd=tmp_path)
    said = refused.stderr.decode()
    assert (refused.returncode, "raise the limit with --limit text=40000" in said) == (2, True)
    option = re.findall(r"--limit \S+", said)[0].split()
    done = call("report", "a.yaml", *option, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert title.encode() in done.stdout


def test_what_a_raised_limit_let_in_is_kept_when_the_interview_goes_on(tmp_path: Path) -> None:
    note = "x" * 30_000
    text = EXAMPLE.read_text(encoding="utf-8").replace("  agenda: unknown\n", "")
    text = re.sub(r"(?m)^  told:\n(    .*\n)+", f"  told: {{answer: nothing, note: {note}}}\n", text)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    refused = call("run", "a.yaml", "--quick", cwd=tmp_path, given=b"yes\n")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"raise the limit with --limit text=40000" in refused.stderr
    typed = lines("yes", "", "2", "3")
    done = call("run", "a.yaml", "--quick", "--limit", "text=40000", cwd=tmp_path, given=typed)
    assert (done.returncode, done.stderr) == (0, b"")
    kept = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert note in kept
    assert "  agenda: people-suggest\n" in kept


@pytest.mark.parametrize(
    "command", [("questionnaire", "check"), ("questionnaire", "show"), ("questionnaire", "answers-file")]
)
@pytest.mark.parametrize(
    ("text", "option", "code"),
    [
        ("a: " + "[" * 40 + "]" * 40, "depth=64", "D007"),
        ("a: " + "x" * 20_001, "text=40000", "D009"),
        ("a: [" + "b, " * 100_000 + "]", "nodes=200000", "D008"),
        ("#" * 1_000_001, "bytes=2000000", "D001"),
    ],
)
def test_each_limit_on_a_questionnaire_can_be_raised(
    tmp_path: Path, command: tuple[str, ...], text: str, option: str, code: str
) -> None:
    (tmp_path / "q.yaml").write_text(f"coprod-audit: questionnaire/1\n{text}\n", encoding="utf-8")
    said = call(*command, "./q.yaml", cwd=tmp_path).stderr.decode()
    assert code in said
    assert f"raise the limit with --limit {option}" in said
    assert code not in call(*command, "./q.yaml", "--limit", option, cwd=tmp_path).stderr.decode()


@pytest.mark.parametrize("command", [("questionnaire", "check"), ("run", "--plain")])
def test_a_file_that_may_not_be_read_is_told_in_our_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    """Whoever is root may read everything, so the system's two answers are put into its mouth."""
    opened = os.open
    path = tmp_path / "q.yaml"
    path.touch()

    def refuse(what: str | Path, *how: int) -> int:
        if Path(what) == path:
            raise PermissionError
        return opened(what, *how)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda what, *_, **__: Path(what) != path)
    assert boundary.main([*command, str(path)]) == 2
    expected = (
        f"{path}:1:1: F004 reading this file is not permitted; ask its owner, or change its permissions"
    )
    assert capsys.readouterr().err.splitlines()[0] == expected


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone.yaml", "gone.yaml:1:1: F001 there is no such file; check its name, or see with"),
        ("none", "none:1:1: F008 the folder holds no questionnaire; its files end in .yaml"),
        ("pipe", "pipe:1:1: F003 this is a pipe or a device"),
    ],
)
def test_a_path_that_holds_no_questionnaire_is_told_in_our_words(
    tmp_path: Path, path: str, said: str
) -> None:
    (tmp_path / "none").mkdir()
    os.mkfifo(tmp_path / "pipe")
    done = call("questionnaire", "check", f"./{path}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(said)


def test_limits_may_be_raised_together_and_are_never_lowered() -> None:
    usual = limiting.limits(())
    assert usual == (QUESTIONNAIRE_LIMITS, ANSWERS_LIMITS, TABLE_LIMITS)
    both = limiting.limits(("text=30000", "bytes=2000000", "text=25000", "nodes=5"))
    assert both.answers == ANSWERS_LIMITS._replace(characters=30_000)
    assert both.questionnaire == QUESTIONNAIRE_LIMITS._replace(characters=30_000, size=2_000_000)
    assert both.tables == TABLE_LIMITS._replace(characters=30_000)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("text", "write NAME=NUMBER, as in text=40000"),
        ("text=many", "write NAME=NUMBER"),
        ("text=-1", "write NAME=NUMBER"),
        ("text=²", "write NAME=NUMBER"),
        ("text=99999999999", "write NAME=NUMBER"),
        ("texts=40000", "the nearest is 'text'; there are 19 to choose from"),
        ("depth=201", "can be raised to 200, not to 201"),
    ],
)
@pytest.mark.parametrize(
    "command", [("report", "a.yaml"), ("run", "a.yaml"), ("questionnaire", "check", "q")]
)
def test_a_limit_that_is_none_is_a_sentence_and_two(
    tmp_path: Path, command: tuple[str, ...], given: str, said: str
) -> None:
    done = call(*command, "--limit", given, cwd=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    assert done.stderr.decode().startswith("coprod-audit: ")
    assert said in done.stderr.decode()


def test_every_limit_there_is_can_be_raised() -> None:
    assert tuple(RAISED_BY.values()) == Limits._fields
    assert tuple(TABLES_RAISED_BY.values()) == TableLimits._fields


def test_every_limit_that_can_be_raised_says_so_on_its_page_and_where_limits_are_listed() -> None:
    pages = " ".join(entry.text for entry in CATALOGUE)
    listed = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for name in {**RAISED_BY, **TABLES_RAISED_BY}:
        assert f"`--limit {name}=NUMBER`" in pages
        assert f"`--limit {name}=NUMBER`" in listed


def test_pages_give_the_figures_that_hold() -> None:
    usual, pages = QUESTIONNAIRE_LIMITS, {entry.code: entry.text for entry in CATALOGUE}
    megabytes = [size // 1_000_000 for size in (usual.size, 4 * usual.size, ANSWERS_LIMITS.size)]
    for code, figure in (
        ("D001", "{} MB a file and {} MB a folder, answers up to {} MB".format(*megabytes)),
        ("D007", f"{usual.depth} deep"),
        ("D007", f"to {DEEPEST} at most"),
        ("D008", f"{usual.nodes:,} texts"),
        ("D009", f"{ANSWERS_LIMITS.characters:,} characters"),
        ("Q024", f"{usual.questions:,} questions"),
        ("Q031", f"{MOST_TESTS:,} tests"),
        ("Q032", f"{MOST_FACTS} different answers"),
        ("Q033", f"{loom.MOST_NODES:,} nodes"),
        ("Q035", f"{usual.rungs} rungs, a question {usual.choices} choices, a table {usual.rows} rows"),
        ("Q035", f"counts {usual.parts} conditions"),
        ("A015", f"{ANSWERS_LIMITS.evidence} pieces"),
    ):
        assert figure in pages[code]
    assert (usual.files, loom.MOST_WORK, KEPT) == (100, 1_000_000, 100), "said in words: F008, Q033, D017"


@pytest.mark.parametrize("kind", ["flow", "condition"])
def test_as_deep_as_may_be_asked_for_is_read_without_falling_over(tmp_path: Path, kind: str) -> None:
    deep = f"{'{all: [' * 94}{{told: nothing}}{']}' * 94}"
    text = (
        f"alarms:\n  - {{id: a, title: t, text: x, when: {deep}}}"
        if kind == "condition"
        else f"a: {'[' * 198}{']' * 198}"
    )
    (tmp_path / "q.yaml").write_text(f"coprod-audit: questionnaire/1\n{text}\n", encoding="utf-8")
    done = call("questionnaire", "check", "./q.yaml", "--limit", f"depth={DEEPEST}", cwd=tmp_path)
    assert done.returncode == 2, done.stderr[:500]
    assert b"D007" not in done.stderr


def test_a_questionnaire_that_ships_is_checked_as_thoroughly_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def read(name: str, *, thorough: bool, **_: object) -> object:
        asked.append((name, thorough))
        raise UsageError("enough")

    monkeypatch.setattr(loading, "read_questionnaire", read)
    with pytest.raises(UsageError):
        shown.checked("coprod-ladder")
    assert asked == [("coprod-ladder", True)]
