"""The two ways to `report`, by the front and by typer, come to the same: one table of options, and many calls both ways."""

import contextlib
import io
import itertools
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.cli import boundary, front, reporting
from coprod_audit.cli.app import app
from coprod_audit.cli.report import Format
from tests.typing_kit import EXAMPLE, ROOT

TEMPLATE = "own.md.j2"
BAD = "coprod-audit: answers/1\nquestionnaire: coprod-ladder 9.9\nanswers: {told: to-late, : }\n"
OLD = EXAMPLE.read_text(encoding="utf-8").replace("coprod-ladder 1.0", "coprod-ladder 0.9")
LENS = """\
lenses:
  - {id: mine, title: Mine, about: Ours., elements: [{id: told, title: People hear nothing, when: {told: nothing}, source: ["000, Box A"]}]}
"""
LADDER = str(ROOT / "questionnaires" / "coprod-ladder")

ANSWERS = ("a.yaml", "old.yaml", "bad.yaml", "gone.yaml", ".")
READ_BY_FRONT = (
    (),
    ("--public",),
    ("--one-page",),
    ("--format", "md"),
    ("--format", "json"),
    ("--no-picture",),
    ("--force",),
    ("-o", "out.md"),
    ("-o", "out.md", "--no-picture"),
    ("--output", "out.md", "--public", "--one-page"),
    ("-o", "out.json", "--format", "json"),
    ("-o", "mine.md"),
    ("-o", "mine.md", "--force"),
    ("-o", "a.yaml", "--force"),
    ("-o", "no/such/out.md"),
    ("--questionnaire", "coprod-ladder"),
    ("--questionnaire", LADDER),
    ("--questionnaire", "coprod-lader"),
    ("--questionnaire", "bad.yaml"),
    ("--template", "gone.j2"),
    ("--template", TEMPLATE, "--one-page"),
    ("--format", "json", "--one-page"),
    ("--lens", "both-sides"),
    ("--lens", "all,barriers", "--lens", "mine.yaml", "--format", "json"),
    ("--lens", "mine.yaml", "-o", "out.md"),
    ("--lens", "both-side"),
    ("--lens", "bad.yaml"),
    ("--lens", "none", "--one-page"),
)
LEFT_TO_TYPER = (
    ("report",),
    ("report", ""),
    ("report", "a.yaml", "b.yaml"),
    ("report", "a.yaml", "--help"),
    ("report", "--help"),
    ("report", "a.yaml", "--publi"),
    ("report", "a.yaml", "--public", "--public"),
    ("report", "a.yaml", "--public=yes"),
    ("report", "a.yaml", "--no-public"),
    ("report", "a.yaml", "--format=json"),
    ("report", "a.yaml", "--format", "JSON"),
    ("report", "a.yaml", "--format", "pdf"),
    ("report", "a.yaml", "--format", "json", "--format", "md"),
    ("report", "a.yaml", "-o"),
    ("report", "a.yaml", "-o", ""),
    ("report", "a.yaml", "-oout.md"),
    ("report", "a.yaml", "-o=out.md"),
    ("report", "a.yaml", "-o", "out.md", "--output", "other.md"),
    ("report", "a.yaml", "-o", "--force"),
    ("report", "a.yaml", "--lens"),
    ("report", "a.yaml", "--lens", ""),
    ("report", "a.yaml", "--lens", "--force"),
    ("report", "a.yaml", "--lens=all"),
    ("report", "a.yaml", "-o", "-"),
    ("report", "--", "a.yaml"),
    ("report", "--", "-a.yaml"),
    ("report", "-"),
    ("report", "-a.yaml"),
    ("report", "a.yaml", "--limit", "text=30000"),
    ("report", "a.yaml", "\x1b[31m"),
    ("--version",),
    ("repor", "a.yaml"),
    (),
)

SHAPES = [
    pytest.param((answers, *options), marks=() if answers == "a.yaml" or not options else pytest.mark.slow)
    for answers in ANSWERS
    for options in READ_BY_FRONT
]


def furnish(folder: Path) -> None:
    """Put into a folder what the calls speak of."""
    files = {
        "a.yaml": EXAMPLE.read_text(encoding="utf-8"),
        "old.yaml": OLD,
        "bad.yaml": BAD,
        "mine.md": "mine\n",
        "mine.yaml": "coprod-audit: questionnaire/1\n" + LENS,
    }
    for name, text in {**files, TEMPLATE: "{{ project.title }}: {{ headline }}\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")


def came_of(
    arguments: tuple[str, ...], folder: Path, capfdbinary: pytest.CaptureFixture[bytes], *, by_front: bool
) -> tuple[object, ...]:
    """Exit code, both streams and every file after one call in a folder of its own."""
    furnish(folder)
    capfdbinary.readouterr()
    code = boundary.main(arguments, by_front=by_front)
    told = capfdbinary.readouterr()
    files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return code, told.out, told.err, files


@pytest.mark.parametrize("words", SHAPES, ids=lambda words: " ".join(words).replace(str(ROOT), ""))
def test_what_the_front_reads_comes_to_what_typer_makes_of_it(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert front.wanted(("report", *words)) is not None, "the front reads it"
    outcomes = []
    for way in (True, False):
        folder = tmp_path / str(way)
        folder.mkdir()
        monkeypatch.chdir(folder)
        outcomes.append(came_of(("report", *words), folder, capfdbinary, by_front=way))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("arguments", LEFT_TO_TYPER, ids=" ".join)
def test_what_leaves_a_doubt_is_left_to_typer(arguments: tuple[str, ...]) -> None:
    assert front.wanted(arguments) is None


def by_typer(arguments: list[str]) -> front.Wanted | None:
    """What typer would have carried out, or None where it would not have got so far."""
    seen: list[front.Wanted] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reporting, "report", seen.append)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            app(args=arguments, prog_name="coprod-audit", standalone_mode=False)
    return seen[0] if seen else None


WORDS = st.sampled_from([
    *(name for option in front.OPTIONS.values() for name in option.names),
    *("a.yaml", "b c", "md", "json", "report", "-", "--", "", "-o=x", "--form", "--limit", "é", "=", "0", "~", "@a", "*"),
])  # fmt: skip


@given(st.lists(WORDS, max_size=6))
def test_whatever_the_words_the_front_reads_them_as_typer_does_or_not_at_all(words: list[str]) -> None:
    found = front.wanted(["report", *words])
    assert found is None or found == by_typer(["report", *words])


def test_options_may_stand_in_any_order_and_round_the_answers() -> None:
    parts = (("-o", "x.md"), ("--public",), ("a.yaml",), ("--questionnaire", "q"))
    read = {front.wanted(["report", *itertools.chain(*order)]) for order in itertools.permutations(parts)}
    assert read == {
        front.Wanted(Path("a.yaml"), output=Path("x.md"), public=True, questionnaire="q"),
    }


def test_lenses_may_be_named_several_times() -> None:
    words = ["report", "--lens", "b", "a.yaml", "--lens", "a,c"]
    assert front.wanted(words) == front.Wanted(Path("a.yaml"), lenses=("b", "a,c")) == by_typer(words[:])


def test_typer_knows_the_options_of_the_table_and_no_other() -> None:
    command = typer.main.get_command(app).commands["report"]  # type: ignore[attr-defined]
    told = {option.name.removesuffix("_"): option for option in command.params if option.name != "answers"}
    assert set(told) - {"limit"} == set(front.OPTIONS)
    for name, option in front.OPTIONS.items():
        assert tuple(told[name].opts) == option.names
        assert told[name].is_flag is (option.metavar is None)
        assert told[name].help == option.help
    assert tuple(Format) == front.FORMATS


def test_the_way_by_typer_is_the_one_that_is_tested(capfd: pytest.CaptureFixture[str]) -> None:
    """The planted fault: were both ways the front, a broken typer would not be noticed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.Typer, "__call__", lambda *_, **__: 77)
        assert boundary.main(["report", "gone.yaml"], by_front=False) == 77
        assert boundary.main(["report", "gone.yaml"]) == 2
    assert "gone.yaml:1:1: F001" in capfd.readouterr().err
