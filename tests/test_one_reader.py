"""One reader for each format, and every code that is reported has its page (B7, E3)."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coprod_audit.catalogue import CATALOGUE
from tests.conftest import ROOT
from tests.reading_kit import ANSWERS, SMALL

PACKAGE = ROOT / "coprod_audit"

# Who may do what. Everybody else is handed values. (`plain_fields`, and for answers alone `batch/plain_lines`, take plain
# files apart without a parser, and leave all others to composing; `test_plain_fields` and `test_batch_plain_file` hold
# them together.)
PARSES = {
    "composing.py": "yaml",
    "render_child.py": "json",  # what it and its parent, both ours, say to each other
    "beside.py": "json",  # what the last save left beside the answers
    "tables/quoting.py": "csv",
    "tables/splitting.py": "csv",  # a line at a time, for `quoting`, where it cannot be cut at its separators
    "batching/reading.py": "json",  # lines that are as expected; all others go to documents
    "questionnaire_copy.py": "json",  # the compiled copies that we ship
    "settings/toml_text.py": "tomllib",  # configurations of `check`
    "batching/records.py": "json",  # what one run of a batch says to the next
}
OPENS = {
    "bytes_of.py",  # questionnaires, answers and charters, whatever they are
    "compiled.py",  # the compiled copies that we ship, and what they were made from
    "checking/changes.py",  # the names in a questionnaire's folder
    "cli/check_output.py",  # the first letters of what `check` is to replace, and the page that a job adds to
    "disk.py",  # what we save, through the few calls that do it
    "files.py",  # what we write
    "tables/sources.py",  # tables, opened once
    "batching/pieces.py",  # lines of JSON, some hundred at a time
    "batching/folder.py",  # what lies in the folder of a batch, by name alone
    "batching/ledger_file.py",  # whether SQLite's file may be opened at all
    "batching/standing.py",  # the first and last letters of what stands under a name of ours
    "batching/growing.py",  # the tables of a batch, while they grow
    "batching/reports.py",  # a report that may be the same as before
    "cli/crash.py",  # the log of a fault of our own
    "resources.py",  # templates, ours and of one's own, as they are
    "cli/streams.py",  # /dev/null in place of a stream that is closed
    "cli/schema.py",  # the schemas that ship with the package
    "__main__.py",  # the help text that ships with the package
}
OPENERS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "listdir", "scandir"}


def name_of(called: ast.expr) -> tuple[str, bool]:
    """What is called, and whether it is something of something (`path.open`, `os.open`)."""
    match called:
        case ast.Name(id=name):
            return name, False
        case ast.Attribute(attr=name):
            return name, True
        case _:
            return "", False


def of_ours(called: ast.expr) -> bool:
    """Whether it is `Session.open` or `bytes_of.read_bytes`: whoever calls them is handed values."""
    match called:
        case ast.Attribute(value=ast.Name(id="Session" | "Ledger" | "bytes_of")):
            return True
        case ast.Attribute(value=ast.Attribute(attr="parts")):
            return True  # what is packed in a workbook, which is in memory by then
        case _:
            return False


def calls(source: str) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def opening(source: str) -> list[ast.Call]:
    """The calls that open a file; a function of ours that has such a name is none."""
    found = [(call, *name_of(call.func)) for call in calls(source) if not of_ours(call.func)]
    return [call for call, name, of in found if name in OPENERS and (of or name == "open")]


def parsing(source: str) -> set[str]:
    """The formats that are parsed by a library here."""
    imported = set(
        re.findall(
            r"^\s*(?:import|from) (yaml|csv|openpyxl|tomllib|xml|pickle|marshal|shelve)\b",
            source,
            re.MULTILINE,
        )
    )
    return imported | (
        {"json"}
        if re.search(r"\bjson\.(?:loads?|JSONDecoder)\(|from json import .*\bloads?\b", source)
        else set()
    )


def nameless(source: str) -> list[int]:
    """Lines that open text without saying in which encoding."""
    lines = []
    for call in opening(source):
        name, _ = name_of(call.func)
        given = {word.arg for word in call.keywords}
        modes = [
            a.value
            for a in [*call.args, *[k.value for k in call.keywords if k.arg == "mode"]]
            if isinstance(a, ast.Constant)
        ]
        binary = any(isinstance(mode, str) and "b" in mode for mode in modes)
        of_the_system = (
            isinstance(call.func, ast.Attribute)
            and ast.unparse(call.func).startswith("os.")
            and name != "fdopen"
        )
        if (
            name in {"open", "fdopen", "read_text", "write_text"}
            and not binary
            and "encoding" not in given
            and not of_the_system
        ):
            lines.append(call.lineno)
    return lines


MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_each_format_has_one_reader(module: str) -> None:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    assert parsing(source) <= {PARSES.get(module, "")}
    assert not opening(source) or module in OPENS, [call.lineno for call in opening(source)]
    assert nameless(source) == []


def test_the_lists_name_only_modules_that_need_it() -> None:
    for module in OPENS:
        assert opening((PACKAGE / module).read_text(encoding="utf-8")), module
    for module, what in PARSES.items():
        assert parsing((PACKAGE / module).read_text(encoding="utf-8")) == {what}


@pytest.mark.parametrize(
    "planted",
    [
        "import yaml",
        "    from yaml import load",
        "data = json.load(file)",
        "from json import loads",
        "import csv",
        "import pickle",
    ],
)
def test_a_second_reader_would_be_noticed(planted: str) -> None:
    assert parsing(f"if True:\n  {planted.strip()}\n")


@pytest.mark.parametrize("planted", ["open(p)", "p.open()", "p.read_text()", "os.fdopen(3)", "open(p, 'w')"])
def test_an_opened_file_without_encoding_would_be_noticed(planted: str) -> None:
    assert opening(planted)
    assert nameless(planted) == [1]


def test_the_command_opens_no_text_without_naming_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    options = ["-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-m", "coprod_audit"]
    done = subprocess.run(
        [sys.executable, *options, "report", "a.yaml", "--questionnaire", "./q.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def used() -> set[str]:
    sources = [path for path in PACKAGE.rglob("*.py") if path.name != "catalogue.py"]
    return {
        code
        for path in sources
        for code in re.findall(r'"([CDQATFMSG][0-9]{3})"', path.read_text(encoding="utf-8"))
    }


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    listed = [entry.code for entry in CATALOGUE]
    assert set(listed) == used()
    assert len(set(listed)) == len(listed)


def test_every_page_says_what_and_how() -> None:
    for entry in CATALOGUE:
        assert entry.title[0].islower() or entry.title.split()[0].isupper(), entry
        assert not entry.title.endswith("."), entry
        assert entry.text.endswith((".", "`.", '".')), entry
        assert len(entry.text) > 40, entry


def test_codes_once_given_up_are_not_used_again() -> None:
    assert used().isdisjoint({"A014", "F006", "Q030"})
