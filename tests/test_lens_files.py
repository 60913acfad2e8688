"""Lenses of somebody's own, from their files to the audit: shown, never moving a rung, and every fault at its place."""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit import lens_files
from coprod_audit.cli import boundary, lens_choice
from coprod_audit.errors import InputError, UsageError
from coprod_audit.findings import Finding
from coprod_audit.guard import QUESTIONNAIRE_LIMITS
from coprod_audit.loading import read_lenses, read_questionnaire
from coprod_audit.questionnaire_reader import SourceFile
from tests.own_lenses_kit import OWN
from tests.payloads import MARKUP, TEMPLATES, TERMINAL
from tests.reading_kit import read_small
from tests.typing_kit import EXAMPLE, QUICK, ROOT, call, lines

GUIDE = (ROOT / "docs" / "lenses.md").read_text(encoding="utf-8")
PROMISE = (ROOT / "docs" / "our-promise.yaml").read_text(encoding="utf-8")
HEAD = "coprod-audit: questionnaire/1\n"
ONE = """\
coprod-audit: questionnaire/1
lenses:
  - id: mine
    title: Mine
    about: What we look at.
    elements:
      - {id: told, title: People hear in time what and why, when: {told: what-and-why-in-time}, source: ["000, Box A"]}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with answers and a lens."""
    (tmp_path / "a.yaml").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "mine.yaml").write_text(ONE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a report, and what it says on either stream."""
    capfd.readouterr()
    code = boundary.main(["report", "a.yaml", *words])
    return (code, *capfd.readouterr())


def shown(capfd: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The lenses that an audit shows."""
    code, out, err = report(capfd, "--format", "json", *words)
    assert (code, err) == (0, "")
    return [lens["id"] for lens in json.loads(out)["lenses"]["shown"]]


def test_the_example_of_the_guide_is_the_file_beside_it_and_works_when_it_is_copied(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = GUIDE.partition("```yaml\n")[2].partition("```\n")[0]
    assert text == PROMISE
    (here / "our-promise.yaml").write_text(text, encoding="utf-8")
    assert boundary.main(["lens", "check", "our-promise.yaml"]) == 0
    assert capfd.readouterr().err == (
        "our-promise.yaml: no faults found; 1 lens (our-promise), beside coprod-ladder 1.0\n"
    )
    assert shown(capfd, "--lens", "our-promise.yaml") == ["our-promise"]


def test_the_guide_has_every_lens_that_ships_in_its_table() -> None:
    rows = GUIDE.partition("| lens | what it looks for |")[2].partition("\n\n")[0].splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [lens.id for lens in read_questionnaire().lenses]


def test_ones_own_is_shown_in_the_audit_and_no_other(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.yaml").write_bytes((EXAMPLE.parent / "made-up-flood-bulletin.yaml").read_bytes())
    code, out, err = report(capfd, "--lens", "mine.yaml")
    assert (code, err) == (0, "")
    assert "\n### Mine\n\nWhat we look at." in out
    assert "| People hear in time what and why | evident |" in out
    assert [line for line in out.splitlines() if line.startswith("### Six features")] == []


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("--lens", "mine.yaml"), ["mine"]),
        (("--lens", "./mine.yaml,both-sides"), ["both-sides", "mine"]),
        (("--lens", "both-sides", "--lens", "mine.yaml"), ["both-sides", "mine"]),
        (("--lens", "mine.yaml", "--lens", "./mine.yaml"), ["mine"]),
        (("--lens", "barriers, six-features"), ["barriers", "six-features"]),
        (("--lens", "none"), []),
    ],
)
def test_what_is_asked_for_is_shown_in_the_order_of_the_questionnaire(
    here: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], ids: list[str]
) -> None:
    assert shown(capfd, *words) == ids


def test_three_are_shown_where_nobody_says_which_and_all_where_all_are_asked_for(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    every = [lens.id for lens in read_questionnaire().lenses]
    assert len(shown(capfd)) == 3
    assert shown(capfd, "--lens", "all") == every
    assert shown(capfd, "--lens", "all", "--lens", "mine.yaml") == [*every, "mine"]


def test_the_files_of_a_folder_are_read_together(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "lenses").mkdir()
    for name in ("b", "c"):
        (here / "lenses" / f"{name}.yaml").write_text(ONE.replace("mine", name), encoding="utf-8")
    (here / "lenses" / "notes.txt").write_text("not read", encoding="utf-8")
    assert shown(capfd, "--lens", "lenses/") == ["b", "c"]


def test_a_name_with_a_comma_in_it_is_a_file_where_there_is_one(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "one,two.yaml").write_text(ONE, encoding="utf-8")
    assert shown(capfd, "--lens", "one,two.yaml") == ["mine"]


def test_one_in_the_folder_of_a_questionnaire_is_part_of_it(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "asked").mkdir()
    for path in (ROOT / "questionnaires" / "coprod-ladder").iterdir():
        (here / "asked" / path.name).write_bytes(path.read_bytes())
    (here / "asked" / "mine.yaml").write_text(ONE, encoding="utf-8")
    assert shown(capfd, "--questionnaire", "asked", "--lens", "mine") == ["mine"]
    assert report(capfd, "--questionnaire", "asked", "--lens", "asked/mine.yaml") == (
        2,
        "",
        "coprod-audit: 'asked/mine.yaml' is part of the questionnaire 'asked' already; name its lenses, or say --lens all\n",
    )
    for name in ("asked/", "./asked/../asked"):
        assert "is part of the questionnaire" in report(capfd, "--questionnaire", "asked", "--lens", name)[2]


def test_no_lens_moves_anything_but_the_lenses(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    results = []
    for words in (
        (),
        ("--lens", "none"),
        ("--lens", "all"),
        ("--lens", "mine.yaml"),
        ("--lens", "mine.yaml,all"),
    ):
        data = json.loads(report(capfd, "--format", "json", *words)[1])
        del data["lenses"]
        del data["sources"], data["sources_not_cited"]  # which say what is cited on the page
        results.append(data)
    assert all(result == results[0] for result in results)


def test_a_file_of_lenses_can_hold_nothing_that_judges(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "mine.yaml").write_text(ONE + "criteria: []\nquestions: []\nladder: []\n", encoding="utf-8")
    may = "in a file of lenses, which may hold lenses, disagreements, sources and stories; put it into a questionnaire of your own"
    code, out, err = report(capfd, "--lens", "mine.yaml")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"mine.yaml:8:1: Q044 'criteria' {may}",
        f"mine.yaml:9:1: Q044 'questions' {may}",
        f"mine.yaml:10:1: Q044 'ladder' {may}",
        "coprod-audit explain Q044 tells more.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "{told: what",
            "{tolled: what",
            "7:68: Q004 no question called 'tolled', the nearest is 'told'; there are ",
        ),
        (
            "what-and-why-in-time}",
            "what-and-why}",
            "7:74: Q005 no choice called 'what-and-why', the nearest is 'what-and-why-in-time'; told has ",
        ),
        (
            "{told: what-and-why-in-time}",
            "{all: [{told: nothing}, {told: too-late}]}",
            "7:14: Q040 no answers can make the element 'told' of the lens 'mine' evident; ",
        ),
        (
            "{told: what-and-why-in-time}",
            "{none: [{all: [{told: nothing}, {told: too-late}]}]}",
            "7:14: Q041 all answers make the element 'told' of the lens 'mine' evident; say what it asks for",
        ),
        (
            "in-time},",
            "in-time}, partly: {told: what-and-why-in-time},",
            "7:14: Q042 no answers can make the element 'told' of the lens 'mine' partly evident; ",
        ),
        (
            "{told: what-and-why-in-time}",
            "{result.lowest: co-design}",
            "7:68: Q039 'result.lowest' is worked out; a lens looks at what was answered, so name answers",
        ),
        (
            "in-time},",
            "in-time}, advice: nobody,",
            (
                "7:105: Q038 no recommendation called 'nobody'; there are 129 to choose from; "
                "see 'coprod-audit questionnaire show --advice'"
            ),
        ),
        (
            "in-time},",
            "in-time}, story: nobody,",
            "7:104: Q009 no story called 'nobody'; there are ",
        ),
        (', source: ["000, Box A"]', "", "7:9: D021 this entry lacks 'source'; write 'source: ...'"),
        (
            '["000, Box A"]',
            "[]",
            "7:97: D021 'source' is empty; write where this comes from, as in [\"000, page 1\"]",
        ),
        (
            "{told: what-and-why-in-time}",
            "{barriers: [silos, word]}",
            "7:68: Q006 'barriers' has rows; name one, as in {barriers.silos: named}, or use 'rows'",
        ),
        (
            "{told: what-and-why-in-time}",
            "{barriers: silos}",
            "7:68: Q006 'barriers' has rows; name one, as in {barriers.silos: named}, or use 'rows'",
        ),
        (
            "{told: what-and-why-in-time}",
            "{inclusion: partly}",
            "7:68: Q006 'inclusion' has rows; name one, as in {inclusion.trust: partly}, or use 'rows'",
        ),
        (
            "id: mine",
            "id: both-sides",
            "3:9: Q002 there is a lens called 'both-sides' already (coprod-ladder); ",
        ),
        ("id: mine", "id: all", "3:9: Q001 'all' is what asks for all of them; give the lens another id"),
        ("title: Mine", "titel: Mine", "4:5: D022 no key called 'titel', the nearest is 'title'; "),
        ("questionnaire/1", "answers/1", "1:15: D025 the file says 'coprod-audit: answers/1'; "),
    ],
)
def test_each_fault_is_told_at_its_place(
    here: Path, capfd: pytest.CaptureFixture[str], old: str, new: str, line: str
) -> None:
    assert old in ONE
    (here / "mine.yaml").write_text(ONE.replace(old, new, 1), encoding="utf-8")
    for words in (("report", "a.yaml", "--lens", "mine.yaml"), ("lens", "check", "mine.yaml")):
        capfd.readouterr()
        assert boundary.main(words) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert any(one.startswith(f"mine.yaml:{line}") for one in err.splitlines()), err


def test_all_faults_of_all_files_are_told_in_one_run(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "mine.yaml").write_text(ONE.replace("told: what", "tolled: what"), encoding="utf-8")
    (here / "more.yaml").write_text(
        ONE.replace("id: mine", "id: more").replace("in-time}", "in-tim}"), encoding="utf-8"
    )
    code, _, err = report(capfd, "--lens", "mine.yaml,more.yaml")
    assert (code, [line.split(" ")[:2] for line in err.splitlines()[:2]]) == (
        2,
        [["mine.yaml:7:68:", "Q004"], ["more.yaml:7:74:", "Q005"]],
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--lens", "gone.yaml"), "gone.yaml:1:1: F001 there is no such file; "),
        (("--lens", "empty/"), "empty:1:1: F008 the folder holds no lenses; its files end in .yaml"),
        (("--lens", "./pipe"), "pipe:1:1: F003 this is a pipe or a device; only files are read, "),
        (("--lens", "large.yaml"), "large.yaml:1:1: D001 the file has 1,000,001 bytes; "),
        (("--lens", "mine"), "coprod-audit: no lens called 'mine'; there are practical-considerations, "),
        (
            ("--lens", "nope"),
            (
                "coprod-audit: no lens called 'nope'; there are practical-considerations, voluntary-sector, both-sides, barriers, "
                "six-features, organisation, three-levels, four-values, access, duty-to-involve; 'all' and 'none' choose too, "
                "and a file or a folder of your own is named with a slash or by its ending, as in ./mine/\n"
            ),
        ),
        (("--lens", "both-side"), "coprod-audit: no lens called 'both-side', the nearest is 'both-sides'; "),
        (("--lens", ""), "coprod-audit: --lens '' names nothing; 'coprod-audit lens list' has the names"),
        (("--lens", "all,"), "coprod-audit: --lens 'all,' names nothing beside a comma; "),
        (
            ("--lens", "none", "--lens", "all"),
            "coprod-audit: --lens none shows no lens, and --lens 'all' asks for one; leave one of the two out",
        ),
        (
            ("--lens", "all", "--one-page"),
            "coprod-audit: --one-page has no room for lenses; leave out --lens or --one-page",
        ),
    ],
)
def test_what_cannot_be_shown_is_a_sentence_and_two(
    here: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], line: str
) -> None:
    (here / "empty").mkdir()
    os.mkfifo(here / "pipe")
    (here / "large.yaml").write_bytes(b"#" * 1_000_001)
    for by_front in (True, False):
        assert boundary.main(["report", "a.yaml", *words], by_front=by_front) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith(line)


def test_a_limit_is_raised_for_lenses_as_for_a_questionnaire(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "mine.yaml").write_text(ONE + "#" * 1_000_001, encoding="utf-8")
    assert "raise the limit with --limit bytes=2000000" in report(capfd, "--lens", "mine.yaml")[2]
    assert shown(capfd, "--lens", "mine.yaml", "--limit", "bytes=2000000") == ["mine"]


@pytest.mark.parametrize("target", ["lenses/b.yaml", "./lenses/../lenses/b.yaml", "b.md"])
def test_a_lens_that_is_read_is_never_written_over(
    here: Path, capfd: pytest.CaptureFixture[str], target: str
) -> None:
    """Not even by force, not by a picture of a lens, not through another spelling of the name."""
    (here / "lenses").mkdir()
    lens = here / ("b-both-sides.svg" if target == "b.md" else "lenses/b.yaml")
    lens.write_text(ONE, encoding="utf-8")
    read = f"./{lens.relative_to(here)}"
    code, _, err = report(capfd, "--lens", f"{read},both-sides", "-o", target, "--force")
    assert (code, "holds the lenses; name another file with -o" in err) == (2, True), err
    assert lens.read_text(encoding="utf-8") == ONE
    assert sorted(path.name for path in here.rglob("*.md")) == []


def findings_of(read: Callable[[], object]) -> tuple[Finding, ...]:
    """What is wrong with something that is read; nothing where it can be."""
    try:
        read()
    except InputError as error:
        return error.findings
    return ()


OTHERS: tuple[object, ...] = (None, 5, True, "", "x", "\x1b[31m", [], {}, [[]], {"a": {"b": "c"}}, ["x"] * 3)


def wrong(value: object) -> Iterator[tuple[list[object], object]]:
    """Every place in a value, and that with something else at it."""
    for path in places(value):
        for other in OTHERS:
            yield path, replaced(value, path, other)


def places(value: object, path: tuple[object, ...] = ()) -> Iterator[list[object]]:
    """The way to everything in a value, itself included."""
    yield list(path)
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        yield from places(inner, (*path, key))


def replaced(value: Any, path: list[object], other: object) -> Any:
    """The value with something else at one place."""
    if not path:
        return other
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], other)
    return copy


def test_a_wrong_type_at_any_key_is_a_fault_with_a_place_or_harmless() -> None:
    """Whatever stands where, nothing but `InputError` comes of it."""
    small, refused, read = read_small(), 0, 0
    for path, value in wrong(yaml.safe_load(OWN)):
        text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
        file = SourceFile("mine.yaml", text.encode())
        found = findings_of(partial(lens_files.joined, small, [file]))
        assert all(one.location.path == "mine.yaml" and one.location.line > 0 for one in found), path
        read, refused = read + (not found), refused + bool(found)
    assert (refused > 900, read > 50) == (True, True), "it is a net with fish in it"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nlenses: [*b, *b]\n", "D010"),
        ("lenses: " + "[" * 10_000 + "]" * 10_000 + "\n", "D007"),
        ("lenses: [" + "{id: a}, " * 60_000 + "]\n", "D008"),
        (
            "lenses:\n" + "".join(f"  - {{id: l{n}, title: t, about: a, elements: []}}\n" for n in range(51)),
            "Q035 51 lenses, and at most 50 are read; ",
        ),
        (
            ONE.partition("lenses:")[1]
            + ONE.partition("lenses:")[2]
            + "".join(
                f"      - {{id: e{n}, title: t, when: {{told: nothing}}, source: ['000, p']}}\n"
                for n in range(100)
            ),
            "Q035 101 elements, and at most 100 are read; ",
        ),
        ("lenses: !!python/object/apply:os.system [id]\n", "D011"),
        ("lenses: \x1b[31m\n", "D002"),
        ("lenses: {\n", "D006"),
        ("\x00", "D002"),
    ],
    ids=["bomb", "deep", "many", "lenses", "elements", "tag", "control", "broken", "nul"],
)
def test_what_is_made_to_do_harm_is_refused_in_our_words(
    here: Path, capfd: pytest.CaptureFixture[str], text: str, code: str
) -> None:
    (here / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
    exit_code, out, err = report(capfd, "--lens", "mine.yaml")
    assert (exit_code, out) == (2, "")
    assert err.startswith("mine.yaml:")
    assert f" {code}" in err
    assert "\x1b" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("text", [*TERMINAL, *MARKUP, *TEMPLATES])
def test_nothing_that_stands_in_a_lens_is_obeyed(
    here: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    lens = yaml.safe_load(ONE)
    lens["lenses"][0] |= {"title": text, "about": text, "note": text}
    lens["lenses"][0]["elements"][0] |= {
        "title": text,
        "means": text,
        "part": text,
        "ideas": [{"idea": text, "source": []}],
    }
    (here / "mine.yaml").write_text(yaml.safe_dump(lens, allow_unicode=False), encoding="utf-8")
    for words in (
        ("report", "a.yaml", "--lens", "mine.yaml"),
        ("lens", "show", "mine", "--lens", "mine.yaml"),
        ("lens", "list", "--lens", "mine.yaml"),
    ):
        capfd.readouterr()
        code = boundary.main(words)
        out, err = capfd.readouterr()
        assert code in {0, 2}, words
        assert "Traceback" not in err
        assert not set(out + err) & {chr(n) for n in (*range(9), *range(11, 32), 127, *range(128, 160))}
    assert "<script" not in report(capfd, "--lens", "mine.yaml")[1]


@given(st.lists(st.text(alphabet="ab,/. -_é\x1b", max_size=8), max_size=3))
def test_whatever_is_asked_for_it_is_names_and_paths_or_a_sentence(words: list[str]) -> None:
    refused = ""
    try:
        names, paths = lens_choice.asked(words)
    except UsageError as error:
        refused, names, paths = str(error), (), ()
    assert not refused or refused.startswith("--lens ")
    assert all(name and "/" not in name and not name.endswith((".yaml", ".yml")) for name in names)
    assert all("/" in path or path.endswith((".yaml", ".yml")) for path in paths)


def test_the_audit_at_the_end_of_a_sitting_shows_what_was_asked_for(here: Path) -> None:
    done = call(
        *("run", "b.yaml", "--quick", "--lens", "both-sides", "--lens", "mine.yaml"),
        cwd=here,
        given=lines(*QUICK),
    )
    assert done.returncode == 0, done.stderr.decode()
    said = " ".join(done.stdout.decode().split())
    assert "The audit is in b-audit.md, b-audit.svg and b-audit-both-sides.svg." in said
    assert "coprod-audit run b.yaml --quick --lens both-sides --lens mine.yaml" in said
    assert "coprod-audit report b.yaml --one-page -o one-page.md" in said
    text = (here / "b-audit.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line in {"### Both sides' involvement", "### Mine"}] == [
        "### Both sides' involvement",
        "### Mine",
    ]
    assert "### Six features" not in text


def test_a_sitting_asks_nothing_where_a_lens_has_a_fault(here: Path) -> None:
    (here / "mine.yaml").write_text(ONE.replace("{told:", "{tolled:"), encoding="utf-8")
    done = call("run", "b.yaml", "--lens", "mine.yaml", cwd=here, given=lines(*QUICK))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"mine.yaml:7:68: Q004 no question called 'tolled'")
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "mine.yaml"]


def test_lenses_are_read_beside_a_questionnaire_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN, encoding="utf-8")
    small = read_small()
    more = read_lenses([tmp_path / "mine.yaml"], small, limits=QUESTIONNAIRE_LIMITS)
    assert [lens.id for lens in more.lenses] == ["voices", "stages"]
    assert more.digest == small.digest
    assert more._replace(lenses=(), disagreements=()) == small
