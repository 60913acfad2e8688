"""The tool that keeps documents true, tried on documents that are and that are not; `make check` tries it on ours."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readme_blocks import COMMAND, QUOTATION, ROOT, faults, main, run, updated

DOCUMENT = """\
# A document

<!-- run: coprod-audit --version -->
```text
coprod-audit 0.1.0
```

```text
a block that nobody checks
```
"""


def prints(text: str) -> Callable[[str], str]:
    return lambda command: text


def test_a_true_block_has_no_faults() -> None:
    assert faults(DOCUMENT, prints("coprod-audit 0.1.0\n")) == []


def test_a_block_that_is_out_of_date_is_shown_as_a_difference() -> None:
    found = faults(DOCUMENT, prints("coprod-audit 0.2.0\n"))
    assert "-coprod-audit 0.1.0" in found
    assert "+coprod-audit 0.2.0" in found


def test_updating_changes_the_marked_block_and_nothing_else() -> None:
    expected = DOCUMENT.replace("coprod-audit 0.1.0", "coprod-audit 0.2.0")
    assert updated(DOCUMENT, prints("coprod-audit 0.2.0\n")) == expected


def test_what_was_updated_is_true() -> None:
    printed = prints("anything \\1 at all\n\nwith blank lines\n")
    assert faults(updated(DOCUMENT, printed), printed) == []


@pytest.mark.parametrize(
    "command", ["rm -rf x", "coprod-audit report a > b", "coprod-audit; ls", "python -c pass"]
)
def test_only_our_own_program_is_ever_run(command: str) -> None:
    with pytest.raises(ValueError, match="only coprod-audit itself"):
        run(command)


AUDIT = "# Audit\n\n## Headline\n\n![a ladder](audit.svg)\n\nEnd of it [1](https://example.org)\n"
QUOTE = '<!-- from: audits/one.md, "## Head" to "{end}" -->\n{body}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "audits").mkdir()
    (tmp_path / "audits" / "one.md").write_text(AUDIT, encoding="utf-8")
    return tmp_path


def test_a_quotation_is_filled_in_with_links_that_work_from_where_it_stands(root: Path) -> None:
    expected = "> ## Headline\n>\n> ![a ladder](audits/audit.svg)\n>\n> End of it [1](https://example.org)\n"
    filled = updated(QUOTE.format(end="End", body=""), root=root)
    assert filled == QUOTE.format(end="End", body=expected)
    assert faults(filled, root=root) == []


def test_a_quotation_that_is_out_of_date_is_shown_as_a_difference(root: Path) -> None:
    assert "+> ## Headline" in faults(QUOTE.format(end="End", body="> ## Another\n"), root=root)


def test_a_quotation_of_what_stands_nowhere_is_refused(root: Path) -> None:
    with pytest.raises(ValueError, match=r"audits/one.md: no line \(from line 3 on\) begins '# Audit'"):
        faults(QUOTE.format(end="# Audit", body=""), root=root)


def test_the_program_ends_with_1_where_a_document_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "wrong.md"
    document.write_text('<!-- from: LICENSE, "MIT" to "MIT" -->\n> BSD\n', encoding="utf-8")
    assert main([str(document)]) == 1
    assert "1 blocks checked, not all true" in capsys.readouterr().out
    assert main(["--update", str(document)]) == 0
    assert "> MIT License\n" in document.read_text(encoding="utf-8")


def test_the_readme_shows_commands_and_a_real_audit() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "coprod-audit --help" in [block["what"] for block in COMMAND.finditer(text)]
    assert QUOTATION.search(text), "the README quotes an audit"


def test_the_readme_leads_to_the_audit_of_every_example() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
    assert [name for name in examples if f"(examples/audits/{name}.md)" not in text] == []


def test_every_link_in_the_documents_leads_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md")]:
        text = document.read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        missing = [link for link in links if not (document.parent / link).exists()]
        assert missing == [], f"{document.name} points to files that are not there"
