"""The guide to checking charters: every block in it is what the program reads, writes or prints."""

import re
from collections.abc import Callable

import pytest
import yaml

from coprod_audit.charter.wiring import OWNER, wirings
from coprod_audit.cli.boundary import main
from coprod_audit.formats import FORMATS
from coprod_audit.settings.file import read
from coprod_audit.settings.values import BY_KEY, OPTIONS
from tests.hosts_kit import ROOT
from tests.readme_blocks import COMMAND, faults

GUIDE = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
OWN = ROOT / "docs" / "charter.md"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def cells(heading: str) -> list[str]:
    """What stands in the first column of the table below a line."""
    rows = GUIDE.partition(heading)[2].partition("\n\n")[0].splitlines()[1:]
    return [name for row in rows for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])]


def test_what_it_shows_of_commands_is_what_they_print() -> None:
    assert [block["what"] for block in COMMAND.finditer(GUIDE)] == [
        "coprod-audit check examples/charters/made-up-leisure-centre.md --today 2026-06-01",
        "coprod-audit check --list",
    ]
    assert faults(GUIDE) == []


def test_the_charter_that_it_begins_with_is_the_example() -> None:
    example = ROOT / "examples" / "charters" / "made-up-leisure-centre.md"
    assert blocks("markdown") == [example.read_text(encoding="utf-8")]


def test_it_shows_the_files_of_init_as_they_are_written() -> None:
    ready = wirings("docs/charter.md")
    for name in ("pre-commit", "workflow", "gitlab"):
        assert f"`{ready[name].path}`:\n\n```yaml\n{ready[name].text}```\n" in GUIDE
    assert f"in place of `{OWNER}`" in GUIDE


def test_its_configuration_can_be_read_and_names_every_key() -> None:
    [text] = blocks("toml")
    given = read(text.encode(), "coprod-audit.toml", "own")
    assert given is not None
    assert sorted(given.values) == sorted(option.field for option in BY_KEY.values())


def test_its_pieces_of_charters_are_read_without_a_fault(check_yaml: Callable[[str], None]) -> None:
    pieces = [text for text in blocks("yaml") if text.startswith(("answers:", "waivers:"))]
    assert len(pieces) == 2
    for text in pieces:
        check_yaml(text)


@pytest.fixture
def check_yaml() -> Callable[[str], None]:
    """Read a piece of front matter in a charter that has all else."""
    from coprod_audit.charter.reading import read as read_charter
    from coprod_audit.checks import SEVERITIES
    from coprod_audit.waivers import of_charter

    def check(text: str) -> None:
        rest = "project: {unit: Ours}\n" + (
            "" if text.startswith("answers:") else "answers: {told: nothing}\n"
        )
        whole = f"---\n{rest}{text}---\n"
        charter = read_charter(whole.encode(), "a.md")
        assert charter.faults.found == []
        assert of_charter(charter.waivers, whole.splitlines(), SEVERITIES).findings == ()

    return check


def test_its_tables_leave_nothing_out() -> None:
    assert cells("| format | for |") == list(FORMATS)
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert sorted(cells("| input | meaning |")) == sorted(inputs)


def test_the_variable_that_it_names_for_today_is_read() -> None:
    today = next(option for option in OPTIONS if option.field == "today")
    assert f"`{today.flag}` or `{today.variable}`" in GUIDE


def test_its_links_lead_somewhere() -> None:
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", GUIDE):
        path = ROOT / "docs" / link if link else ROOT / "docs" / "check.md"
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        slugs = {re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in slugs


# Our own charter.


def test_our_own_charter_passes_and_claims_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OWN), "--today", "2026-11-30"]) == 0
    said = capsys.readouterr().out
    assert " error " not in said
    assert "claims" not in yaml.safe_load(OWN.read_text(encoding="utf-8").split("---\n")[1])["project"]
