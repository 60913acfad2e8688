"""The two ways to `batch`, by its front and by typer, come to the same: one set of options, and many calls both ways."""

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.cli import batch_conduct, batch_front, boundary
from coprod_audit.cli.app import app
from coprod_audit.cli.batch import Reports, Results
from coprod_audit.cli.batch_asked import Asked
from tests import batch_kit
from tests.test_imports import EXAMPLE, loaded, rooms

LEFT_TO_TYPER = (
    ("batch",),
    ("batch", "in"),
    ("batch", "in", "-o"),
    ("batch", "in", "-o", ""),
    ("batch", "in", "-oout"),
    ("batch", "in", "-o", "out", "--output", "other"),
    ("batch", "in", "-o", "--force"),
    ("batch", "", "-o", "out"),
    ("batch", "-", "-o", "out"),
    ("batch", "--", "in", "-o", "out"),
    ("batch", "in", "-o", "out", "--help"),
    ("batch", "in", "-o", "out", "--quie"),
    ("batch", "in", "-o", "out", "--quiet", "--quiet"),
    ("batch", "in", "-o", "out", "--answers", "--no-answers"),
    ("batch", "in", "-o", "out", "--reports=none"),
    ("batch", "in", "-o", "out", "--reports", "None"),
    ("batch", "in", "-o", "out", "--results", "long"),
    ("batch", "in", "-o", "out", "--jobs", "0"),
    ("batch", "in", "-o", "out", "--jobs", "65"),
    ("batch", "in", "-o", "out", "--jobs", "+2"),
    ("batch", "in", "-o", "out", "--jobs", " 2"),
    ("batch", "in", "-o", "out", "--min-group", "0"),
    ("batch", "in", "-o", "out", "--min-group", "5.0"),
    ("batch", "in", "-o", "out", "--by", ""),
    ("batch", "--draft-map", "a.csv"),
    ("batch", "--draft-map", "a.csv", "-o", "out"),
    ("report", "in", "-o", "out"),
    (),
)


@pytest.mark.parametrize("arguments", LEFT_TO_TYPER, ids=" ".join)
def test_what_leaves_a_doubt_is_left_to_typer(arguments: tuple[str, ...]) -> None:
    assert batch_front.asked(arguments) is None


def test_a_call_that_is_spelt_out_is_read() -> None:
    words = "b.csv a.csv -o out --by unit --by view --jobs 2 --results full --no-answers --limit rows=9 --lens a,b --lens ./c"
    assert batch_front.asked(["batch", *words.split()]) == Asked(
        named=("b.csv", "a.csv"),
        output=Path("out"),
        full=True,
        answers=False,
        by=("unit", "view"),
        jobs=2,
        lenses=("a,b", "./c"),
        limits=("rows=9",),
    )


def by_typer(arguments: list[str]) -> Asked | None:
    """What typer would have carried out, or None where it would not have got so far."""
    seen: list[Asked] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_conduct, "conduct", seen.append)
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            contextlib.suppress(Exception, SystemExit),
        ):
            app(args=arguments, prog_name="coprod-audit", standalone_mode=False)
    return seen[0] if seen else None


NAMES = (*batch_front.SWITCHES, *batch_front.VALUES, *batch_front.REPEATED)
WORDS = st.sampled_from([
    *NAMES,
    *("in", "b c.csv", "none", "all", "full", "short", "2", "64", "65", "007", "é", "=", "--", "-", "", "-o=x", "--quie"),
    *("batch", "~", "@a", "*", "rows=9", "--draft-map", "--help", "a#b"),
])  # fmt: skip
OPTION = st.one_of(
    st.tuples(st.sampled_from(sorted(batch_front.SWITCHES))),
    st.tuples(st.sampled_from(["-o", "--map", "--questionnaire", "--by", "--lens", "--limit"]), WORDS),
    st.tuples(st.sampled_from(["--jobs", "--min-group"]), st.sampled_from(["1", "64", "65", "0", "x", "٣"])),
    st.tuples(st.sampled_from(["--reports", "--results"]), st.sampled_from(["none", "full", "all", "x"])),
    st.tuples(WORDS),
)


@given(st.lists(OPTION, max_size=5), st.booleans())
def test_whatever_the_words_the_front_reads_them_as_typer_does_or_not_at_all(
    options: list[tuple[str, ...]], out: bool
) -> None:
    words = ["batch", *(("-o", "out") if out else ()), *(word for some in options for word in some)]
    found = batch_front.asked(words)
    assert found is None or found == by_typer(words)


def test_typer_knows_the_options_of_the_front_and_but_one_other() -> None:
    command = typer.main.get_command(app).commands["batch"]  # type: ignore[attr-defined]
    options = [one for one in command.params if one.name != "inputs"]
    told = {name for one in options for name in (*one.opts, *one.secondary_opts)}
    assert told - {"--draft-map"} == set(NAMES)
    assert tuple(Reports) == batch_front.REPORTS
    assert set(Results) == set(batch_front.RESULTS)


def came_of(arguments: list[str], folder: Path, capfd: pytest.CaptureFixture[str], *, by_front: bool) -> Any:
    """Exit code, both streams and every table after one call in a folder of its own."""
    batch_kit.write_lines(folder / "a.jsonl", batch_kit.drawn(9))
    capfd.readouterr()
    code = boundary.main(arguments, by_front=by_front)
    told = capfd.readouterr()
    tables = {path.name: path.read_bytes() for path in (folder / "out").glob("*.*") if path.is_file()}
    return code, told.out, told.err, tables


@pytest.mark.parametrize(
    "words",
    [
        "--reports none",
        "--reports none --quiet",
        "--by title",
        "--by colour",
        "--limit x=1",
        "--map gone.yaml",
        "--lens both-side",
    ],
)
def test_both_ways_come_to_the_same(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    outcomes = []
    for way in (True, False):
        folder = tmp_path / str(way)
        folder.mkdir()
        monkeypatch.chdir(folder)
        arguments = ["batch", "a.jsonl", "-o", "out", "--jobs", "1", *words.split()]
        outcomes.append(came_of(arguments, folder, capfd, by_front=way))
    assert outcomes[0] == outcomes[1]


def test_a_batch_that_the_front_reads_loads_no_typer(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "batch", EXAMPLE, "-o", "out", "--jobs", "1", "--quiet")
    assert "coprod_audit.portfolio" in modules, "it did the work"
    assert rooms(modules, "typer", "click", "pydantic", "questionary", "prompt_toolkit") == set()


def test_the_front_is_the_way_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The planted fault: were both ways the same one, a difference would not be noticed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(typer.Typer, "__call__", lambda *_, **__: 77)
    assert boundary.main(["batch", "gone", "-o", "out"], by_front=False) == 77
    assert boundary.main(["batch", "gone", "-o", "out"]) == 2
    assert "gone" in capfd.readouterr().err
