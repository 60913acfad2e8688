"""Rendering: what we ship in this process, what is somebody's own in a child, every fault with its line."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coprod_audit import render_child, report, resources
from coprod_audit.catalogue import CATALOGUE
from coprod_audit.cli import audit
from coprod_audit.errors import InputError
from coprod_audit.findings import Location
from coprod_audit.report import telling
from coprod_audit.resources import shipped_template, template_in, templates_folder
from coprod_audit.result import as_data
from coprod_audit.template_faults import (
    LONGEST_OUTPUT,
    LONGEST_TEMPLATE,
    MEGABYTES,
    SECONDS,
    TemplateError,
)
from tests import telling_kit as kit

Render = Callable[[str], str]
DATA = as_data(kit.assessment(kit.answers(note="*one*\n\n# two", evidence=("a|b",))))


@pytest.fixture
def own(tmp_path: Path) -> Render:
    def render(source: str) -> str:
        template = tmp_path / "own.md.j2"
        template.write_text(source, encoding="utf-8")
        return render_child.render(DATA, template)

    return render


def fault(own: Render, source: str) -> tuple[str, str, int]:
    with pytest.raises(InputError) as caught:
        own(source)
    (finding,) = caught.value.findings
    return finding.code, finding.message, finding.location.line


@pytest.mark.parametrize("template", ["audit.md.j2", "one-page.md.j2"])
def test_what_we_ship_ends_with_the_mark_of_our_files(template: str) -> None:
    assert audit.rendered(DATA, template).endswith("\n\n<!-- coprod-audit audit/1 -->\n")


def test_a_template_is_compiled_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    first = audit.rendered(DATA)
    monkeypatch.setattr(report._Room, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert first == audit.rendered(DATA)


def test_a_template_of_ones_own_prints_what_the_result_holds(own: Render) -> None:
    source = "{{ headline }}\n{% for step in first_steps %}{{ loop.index }} {{ step.title }}{% endfor %}"
    assert "Staff describe consultation\n1 Tell everybody why" == own(source)


def test_it_may_use_files_beside_it(own: Render, tmp_path: Path) -> None:
    (tmp_path / "part.md.j2").write_text("{% macro strong(x) %}**{{ x }}**{% endmacro %}", encoding="utf-8")
    assert "**Riverside Hub: who decides?**" == own("{% import 'part.md.j2' as p %}{{ p.strong(title) }}")


def test_a_fault_in_a_file_beside_it_is_told_at_that_file(own: Render, tmp_path: Path) -> None:
    part = tmp_path / "part.md.j2"
    part.write_text("one\n{{ gone }}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        own("{% include 'part.md.j2' %}")
    assert [("T003", Location(str(part.resolve()), 2))] == [
        (f.code, f.location) for f in caught.value.findings
    ]
    part.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError) as caught:
        own("{% include 'part.md.j2' %}")
    assert [("T001", "part.md.j2 is not UTF-8 text", Location(str(part.resolve()), 1))] == [
        (f.code, f.message, f.location) for f in caught.value.findings
    ]


@pytest.mark.parametrize("name", ["audit", "one-page"])
def test_a_copy_of_ours_gives_what_ours_gives(name: str, tmp_path: Path) -> None:
    """The same but for blank lines, which pile up only in the loops of ours."""
    for template in templates_folder().glob("*.j2"):
        (tmp_path / template.name).write_bytes(template.read_bytes())
    copy = render_child.render(DATA, tmp_path / f"{name}.md.j2")
    lines = [line for line in audit.rendered(DATA, f"{name}.md.j2").splitlines() if line]
    assert lines == [line for line in copy.splitlines() if line]


@pytest.mark.parametrize(
    ("source", "code", "says", "line"),
    [
        ("one\n{% for %}", "T002", "Expected", 2),
        ("one\n{{ headlin }}", "T003", "'headlin' is undefined", 2),
        ("\n\n{{ project.nam }}", "T003", "'nam' is not there (there is: about, ", 3),
        ("{{ rows[99] }}", "T003", "'99' is not there (there is: 3 of them)", 1),
        ("a\n{{ title.upper() }}", "T004", "access to attribute 'upper' of 'str' object is unsafe", 2),
        ("{{ title() }}", "T004", "is not safely callable", 1),
        ("{{ range(3) }}", "T003", "'range' is undefined", 1),
        ("a\n\n{% include '../x' %}", "T005", "no template '../x' beside this one", 3),
        ("{% include '/etc/hostname' %}", "T005", "only bare names", 1),
        ("{% include '.hidden' %}", "T005", "only bare names", 1),
        ("{% include 'own.md.j2' %}", "T007", "without end", 1),
        ("{{ ('x' * 3000000000)|length }}", "T007", "256 MB", 1),
        ("{% for a in 'x' * 20000 %}{{ 'x' * 1000 }}{% endfor %}", "T008", "10 MB", 1),
        ("a\nb\n{{ [1, 'a']|sort }}", "T009", "cannot work with", 3),
        ("{{ title|nothing }}", "T002", "No filter named 'nothing'", 1),
    ],
)
def test_every_fault_has_its_code_its_line_and_a_sentence(
    own: Render, source: str, code: str, says: str, line: int
) -> None:
    found = fault(own, source)
    assert (code, line) == (found[0], found[2])
    assert says in found[1]
    assert "\n" not in found[1]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{% for %}", "T002"),
        ("{{ headlin }}", "T003"),
        ("{{ headlin() }}", "T003"),
        ("{{ rows['x'] }}", "T003"),
        ("{{ project[rows] }}", "T003"),
        ("{{ loop['x'] }}", "T003"),
        ("{% for a in 'x' %}{{ loop['x'] }}{% endfor %}", "T004"),
        ("{{ title.upper }}", "T004"),
        ("{{ title() }}", "T004"),
        ("{% include 'none.j2' %}", "T005"),
        ("{% include 'own.md.j2' %}", "T007"),
        ("{% for a in 'x' * 20000 %}{{ 'x' * 1000 }}{% endfor %}", "T008"),
        ("{{ [1, 'a']|sort }}", "T009"),
        ("{% include 'large.j2' %}", "T001"),
        ("{% include 'odd.j2' %}", "T001"),
    ],
)
def test_the_sandbox_says_the_same_without_the_child(source: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "own.md.j2").write_text(source, encoding="utf-8")
    (tmp_path / "large.j2").write_bytes(b"x" * 1_000_001)
    (tmp_path / "odd.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError) as caught:
        "".join(report.told_pieces(DATA, "own.md.j2", partial(template_in, tmp_path)))
    assert code == caught.value.code


def test_the_warming_up_changes_nothing() -> None:
    before = audit.rendered(DATA)
    report.warm_up()
    assert before == audit.rendered(DATA)


@pytest.mark.parametrize(
    ("code", "complaint", "says"),
    [
        (-9, b"", "T006"),
        (-11, b"", "T009"),
        (1, b"Traceback", "T009"),
        (4, b'{"code": "T003", "message": "m", "name": "p", "line": 3}', "T003"),
    ],
)
def test_however_the_child_ends_it_is_a_sentence(code: int, complaint: bytes, says: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render_child._heard(code, b"", complaint)
    assert says == caught.value.code


def test_a_loop_without_end_is_ended(own: Render) -> None:
    loop = "{% for a in 'x' * 99999 %}{% for b in 'x' * 99999 %}{% endfor %}{% endfor %}"
    assert ("T006", "the template takes longer than 5 seconds; look for a loop that never ends", 1) == fault(
        own, loop
    )


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    link, large, odd = tmp_path / "link.j2", tmp_path / "large.j2", tmp_path / "odd.j2"
    link.symlink_to("/etc/hostname")
    large.write_bytes(b"x" * 1_000_001)
    odd.write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none.j2", tmp_path, link, large, odd):
        with pytest.raises(InputError) as caught:
            render_child.render(DATA, path)
        assert ["T001"] == [finding.code for finding in caught.value.findings], path


def test_every_code_that_is_used_is_explained_and_the_other_way_round() -> None:
    sources = [Path(module.__file__ or "") for module in (report, telling, render_child, resources)]
    used = {code for path in sources for code in re.findall(r'"(T\d{3})"', path.read_text(encoding="utf-8"))}
    assert sorted(used) == [page.code for page in CATALOGUE if page.code.startswith("T")]


def test_the_pages_and_the_guide_name_the_limits_that_hold() -> None:
    pages = {page.code: " ".join(page.text.split()) for page in CATALOGUE}
    guide = (templates_folder() / "README.md").read_text(encoding="utf-8")
    most = f"{LONGEST_OUTPUT // 1_000_000} MB"
    assert f"at most {LONGEST_TEMPLATE // 1_000_000} MB" in pages["T001"]
    assert f"stopped after {SECONDS} seconds" in pages["T006"]
    assert f"may use {MEGABYTES} MB" in pages["T007"]
    assert f"may be {most} long" in pages["T008"]
    assert f"may take {SECONDS} seconds, {MEGABYTES} MB of memory and write {most}." in guide


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ '*x*' }}", "\\*x\\*"),
        ("{{ '*x*'|plain }}", "*x*"),
        ("{{ 'a|b'|cell }}", "a\\|b"),
        ("{{ 'a\nb'|block('> ') }}", "> a\\\n> b"),
        ("{{ 'a b'|link }}", "a%20b"),
        ("{{ 3 }} {{ none }}{{ true }}", "3 True"),
        ("{{ ['a*', 'b']|join(', ') }}", "a\\*, b"),
    ],
)
def test_what_is_printed_is_escaped_unless_a_filter_has_written_it(
    own: Render, source: str, written: str
) -> None:
    assert written == own(source)


def test_the_child_gets_no_environment(own: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert set(render_child._environment()) <= {"PYTHONPATH", "PYTHONUTF8", "SYSTEMROOT"}


def test_only_jinja2s_own_filters_that_are_pure_are_there() -> None:
    """Nothing that reaches attributes by name, formats with Python's own language, or is different each time."""
    filters: dict[str, Any] = report._room(shipped_template).filters
    assert not {
        "attr",
        "format",
        "random",
        "xmlattr",
        "urlize",
        "pprint",
        "tojson",
        "safe",
        "filesizeformat",
    } & set(filters)
