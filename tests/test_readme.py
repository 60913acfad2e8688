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


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("> one\n> three\n", []),
        ("> one\n> ...\n>\n> three\n", ["not (or not here) in audit.md: three"]),
        ("> three\n> one\n", ["not (or not here) in audit.md: one"]),
        ("> four\n", ["not (or not here) in audit.md: four"]),
    ],
)
def test_a_quotation_must_stand_in_its_file_in_that_order(
    tmp_path: Path, quotation: str, expected: list[str]
) -> None:
    (tmp_path / "audit.md").write_text("one\ntwo\nthree\n\n", encoding="utf-8")
    assert faults(f"<!-- from: audit.md -->\n{quotation}", root=tmp_path) == expected


def test_the_program_ends_with_1_where_a_document_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "wrong.md"
    document.write_text(f"<!-- from: {tmp_path / 'wrong.md'} -->\n> what stands nowhere\n", encoding="utf-8")
    assert main([str(document)]) == 1
    assert "1 blocks checked, not all true" in capsys.readouterr().out


def test_the_readme_shows_commands_and_a_real_audit() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "coprod-audit --help" in [block["command"] for block in COMMAND.finditer(text)]
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
