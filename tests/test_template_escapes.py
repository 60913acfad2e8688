"""Templates: text from outside is never one (C1), and a stranger's can reach nothing (C2).

The payloads of C2 are the known ways out of template sandboxes, those of public advisories among them. Each is filled
in by the real child, in a folder beside a file that it must not read, and everything the child tries is watched.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coprod_audit import picture, render_child, report
from coprod_audit.cli import audit
from coprod_audit.errors import InputError
from coprod_audit.resources import shipped_template, templates_folder
from tests import telling_kit as kit
from tests.hostile_kit import PLACES, in_notes, in_the_project
from tests.payloads import TEMPLATES

MARKER = "1337"
NOTES = len(kit.FACTS)  # every answer of the small example carries the note
NEVER = (
    *TEMPLATES,
    *(
        f"{{{{ {sum_} }}}}"
        for sum_ in ("7*191", "1336+1", "2674//2", "'13'~'37'", "'1337'|trim", "(1337)|string")
    ),
    *(
        f"{{% {tag} %}}"
        for tag in ("set x = 7*191", "if true", "extends 'x'", "import 'x' as y", "macro m()", "raw")
    ),
    *(
        f"{{{{ {name} }}}}"
        for name in ("self", "loop", "result", "cycler", "joiner", "namespace", "lipsum()", "dict(a=1)")
    ),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{{}}",
        "{{{{ 7*191 }}}}",
        "{ { 7*191 } }",
        "{{-7*191-}}",
        "{%+ if x %}",
    ),
    *(
        "<%= 7*191 %>",
        "${{7*191}}",
        "@(7*191)",
        "<#assign x=7*191>${x}",
        "*{7*191}",
        "[[7*191]]",
        "{{=7*191}}",
    ),
    *(
        "#set($x=7*191)$x",
        "{php}echo 7*191;{/php}",
        "{{7*191}}{{/}}",
        "# for x in y:",
        "## {{ 7*191 }}",
        "{{title|upper}}",
    ),
    *("{people}", "{Row}", "{organisation!r}", "{0.__class__}", "%(people)s", "$people"),
)

CANARY = "a canary that nobody may hear"
SUBCLASSES = "''.__class__.__mro__[1].__subclasses__()"
WAYS_OUT = (
    *("{{ ''.__class__ }}", f"{{{{ {SUBCLASSES} }}}}", "{{ ''['__class__'] }}", "{{ title['__class__'] }}"),
    *("{{ title|attr('__class__') }}", "{{ title|map(attribute='__class__')|list }}", "{{ [title]|map(attribute='__class__')|list }}"),
    *("{{ [title]|map('attr', '__class__')|list }}", "{{ [title]|groupby('__class__') }}", "{{ [title]|sort(attribute='__class__') }}"),
    *("{{ [title]|selectattr('__class__')|list }}", "{{ [title]|unique(attribute='__class__')|list }}", "{{ [title]|sum(attribute='__class__') }}"),
    *("{{ '{0.__class__}'.format(title) }}", "{{ '{0.__class__}'|format(title) }}", "{{ '%s'|format(title) }}", "{{ 'x'.format_map(project) }}"),
    *("{% set f = '{0.__class__.__init__.__globals__}'.format %}{{ f(title) }}", "{{ ['{0.__class__}'.format]|map('upper')|list }}"),
    *("{{ self }}", "{{ self.__init__ }}", "{{ self._TemplateReference__context }}", "{{ self._TemplateReference__context.environment }}"),
    *("{% for a in 'x' %}{{ loop.__init__.__globals__ }}{% endfor %}", "{% for a in 'x' %}{{ loop._iterator }}{% endfor %}"),
    *("{% for a in 'x' %}{{ loop['__class__'] }}{% endfor %}", "{% for a in 'x' %}{{ loop._undefined }}{% endfor %}"),
    *("{% macro m() %}{% endmacro %}{{ m._environment }}", "{% macro m() %}{% endmacro %}{{ m.__globals__ }}", "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}"),
    *("{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}", "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}"),
    *("{{ lipsum.__globals__['os'].popen('id').read() }}", "{{ cycler.__init__.__globals__.os }}", "{{ joiner.__init__ }}", "{{ namespace.__init__ }}"),
    *("{{ get_flashed_messages.__globals__ }}", "{{ url_for.__globals__ }}", "{{ config.items() }}", "{{ request.application }}"),
    *("{{ range.__class__ }}", "{{ range(99999999)|list }}", "{{ dict.__base__ }}", "{{ dict(a=1).__class__ }}"),
    *("{{ undefined_.__class__ }}", "{{ undefined_.__init__.__globals__ }}", "{{ (undefined_|default('x')).__class__ }}"),
    *("{{ project.keys.__self__ }}", "{{ project.__class__ }}", "{{ project['__class__'] }}", "{{ project.items() }}", "{{ project.pop('title') }}"),
    *("{{ rows.append(1) }}", "{{ rows.__class__ }}", "{{ rows.clear() }}", "{{ (1).__class__ }}", "{{ (1).real.__class__ }}", "{{ none.__class__ }}"),
    *("{{ true.__class__ }}", "{{ [].__class__.__base__ }}", "{{ ().__class__ }}", "{{ {}.__class__ }}", "{{ (1, 2).count }}"),
    *("{% include '../canary' %}", "{% include '/etc/passwd' %}", "{% include 'link' %}", "{% include 'folder/canary' %}", "{% include ['../canary', 'x'] %}"),
    *("{% import '../canary' as c %}", "{% from '../canary' import x %}", "{% extends '../canary' %}", "{% include '..\\\\canary' %}"),
    *("{% include 'own.md.j2/../../canary' %}", "{% include './canary' %}", "{% include 'file:///etc/passwd' %}", "{% include '' %}", "{% include '\x00' %}"),
    *("{{ 'x'|list|first|attr('__class__') }}", "{{ ''|safe.__class__ }}", "{{ 'os'|import }}", "{{ import('os') }}", "{{ open('/etc/passwd') }}"),
    *("{{ __import__('os') }}", "{{ eval('1') }}", "{{ exec('1') }}", "{{ globals() }}", "{{ __builtins__ }}", "{{ environment }}", "{{ context }}"),
    *("{{ ''.join.__self__ }}", "{{ title.encode() }}", "{{ title.__str__() }}", "{% do title.upper() %}", "{% debug %}", "{% trans %}x{% endtrans %}"),
    *("{{ ([title]|batch(1)).gi_frame }}", "{{ ([title]|map('upper')).gi_frame.f_back }}", "{{ ([title]|select).gi_code }}", "{{ ([1]|slice(1)).gi_frame.f_globals }}"),
    *("{% set x = result %}{{ x.update({'a': 1}) }}", "{{ result.__init__ }}", "{{ result['__class__'] }}", "{{ ''.__class__.__base__.__subclasses__()[132].__init__ }}"),
    *("{% filter attr('__class__') %}x{% endfilter %}", "{% filter format(1) %}{0.__class__}{% endfilter %}", "{{ 'x' is callable }}", "{{ title is attr }}"),
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_text_from_outside_is_ever_a_template(place: str) -> None:
    """C1: nothing is evaluated in an audit, a page or a picture, whoever typed it where."""
    for payload in NEVER:
        data = PLACES[place](payload)
        for text in (audit.rendered(data), audit.rendered(data, "one-page.md.j2"), picture.ladder(data)):
            assert MARKER not in text or MARKER in payload, payload
    print(f"C1, {place}: {len(NEVER)} points, 0 evaluated")


def test_a_text_that_holds_the_marker_is_shown_with_its_braces() -> None:
    for payload in NEVER:
        assert (
            payload.count("{") == audit.rendered(in_notes(payload)).count("{") / NOTES
            or MARKER not in payload
        )


def test_the_harness_finds_a_text_that_is_rendered_twice() -> None:
    """Planted: what the template wrote is filled in once more, without the escapes that stop even that."""
    data = in_the_project("{{ 1336 + 1 }}")
    once = audit.rendered(data, "one-page.md.j2")
    assert MARKER not in once
    again = report._room(shipped_template)
    assert MARKER not in again.from_string(once).render(data)
    assert MARKER in again.from_string(once.replace("\\", "")).render(data)


def test_there_are_enough_payloads_and_no_two_alike() -> None:
    assert len(NEVER) == len(set(NEVER)) >= 60
    assert len(WAYS_OUT) == len(set(WAYS_OUT)) >= 60


WATCHED = """
import json, os, sys
from coprod_audit import render_child, report
folder = sys.argv[1]
tried = []
allowed = (folder + os.sep,)
real = render_child._watch

def watch(event, arguments, inside):
    # Whatever reaches this line has got past the sandbox: then it is for the hook to refuse it.
    if event == "open" and not str(arguments[0]).startswith(allowed):
        tried.append(event)
    if event.startswith(("os.", "subprocess.", "socket.", "ctypes.", "shutil.")):
        tried.append(event)
    real(event, arguments, inside)

render_child._watch = watch
orders = json.load(sys.stdin)
told = []
report.warm_up()
on = [False]
from functools import partial
from pathlib import Path
from coprod_audit.resources import template_in
inside = Path(folder)
sys.addaudithook(lambda event, arguments: watch(event, arguments, inside) if on[0] else None)
from coprod_audit.template_faults import TemplateError
for name in orders["names"]:
    on[0] = True
    try:
        text = "".join(report.told_pieces(orders["data"], name, partial(template_in, inside)))
        code = "none"
    except TemplateError as error:
        text, code = error.message, error.code
    on[0] = False
    told.append([name, code, text, list(tried)])
    tried.clear()
json.dump(told, sys.stdout)
"""


def _folder(tmp_path: Path) -> Path:
    inside = tmp_path / "templates"
    (inside / "folder").mkdir(parents=True)
    for canary in (tmp_path / "canary", inside / "folder" / "canary"):
        canary.write_text(CANARY, encoding="utf-8")
    (inside / "link").symlink_to(tmp_path / "canary")
    for number, way in enumerate(WAYS_OUT):
        (inside / f"t{number}.md.j2").write_text(way, encoding="utf-8")
    return inside


def test_no_way_out_of_the_sandbox_has_any_effect(tmp_path: Path) -> None:
    """C2, by the sandbox alone: nothing is even tried of what the hook would refuse, and nothing leaks."""
    inside = _folder(tmp_path)
    names = [f"t{number}.md.j2" for number in range(len(WAYS_OUT))]
    order = json.dumps({"names": names, "data": in_the_project("word")})
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(inside)],
        input=order.encode(),
        capture_output=True,
        check=True,
        timeout=60,
        env=render_child._environment(),
    )
    told = json.loads(done.stdout)
    effects = [
        (WAYS_OUT[i], code, text[:80], tried)
        for i, (_, code, text, tried) in enumerate(told)
        if tried or _leaks(text, code)
    ]
    print(f"C2, the sandbox: {len(told)} points, {len(effects)} effects")
    assert [] == effects


def _leaks(text: str, code: str) -> bool:
    """A template that ended well must have shown nothing of Python's inside, and nobody may hear the canary."""
    inside = ("<class", "<module", "<function", "<bound", "<built-in", "object at 0x", "root:", "__globals__")
    return CANARY in text or (code == "none" and any(sign in text for sign in inside))


def test_every_way_out_ends_the_real_child_in_order(tmp_path: Path) -> None:
    """C2, the child as it is started for --template: a sentence and a code, or harmless text."""
    inside = _folder(tmp_path)
    data = in_the_project("word")

    def end(number: int) -> tuple[str, str]:
        try:
            return "none", render_child.render(data, inside / f"t{number}.md.j2")
        except InputError as error:
            return error.findings[0].code, error.findings[0].message

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(end, range(len(WAYS_OUT))))
    leaks = [way for way, (code, text) in zip(WAYS_OUT, ended, strict=True) if _leaks(text, code)]
    print(
        f"C2, the child: {len(ended)} points, {len(leaks)} effects, ended with {sorted({code for code, _ in ended})}"
    )
    assert [] == leaks
    assert CANARY == (tmp_path / "canary").read_text(encoding="utf-8")


PAST_THE_SANDBOX = {
    "reads a file": "open({outside!r}).read()",
    "writes a file": "open({new!r}, 'w')",
    "starts a program": "__import__('os').system('true')",
    "starts a process": "__import__('subprocess').run(['true'])",
    "opens a socket": "__import__('socket').socket()",
    "loads a library": "__import__('ctypes').CDLL(None)",
    "lists a folder": "__import__('os').listdir('/')",
    "deletes a file": "__import__('os').remove({outside!r})",
    "imports what was not there": "__import__('http.client')",
}


@pytest.mark.parametrize("what", PAST_THE_SANDBOX)
def test_what_got_past_the_sandbox_is_stopped_by_the_second_wall(what: str, tmp_path: Path) -> None:
    """Planted: a sandbox with a hole, so that a template runs Python. The hook refuses every effect."""
    outside, new = tmp_path / "canary", tmp_path / "new"
    outside.write_text(CANARY, encoding="utf-8")
    inside = tmp_path / "templates"
    inside.mkdir()
    action = PAST_THE_SANDBOX[what].format(outside=str(outside), new=str(new))
    (inside / "own.md.j2").write_text("{{ hole() }}", encoding="utf-8")
    holed = (
        "import sys; from coprod_audit import report, render_child\n"
        f"def hole(): return {action}\n"
        "report._Room.is_safe_callable = lambda self, obj: True\n"
        "make = report._room\n"
        "def room(source):\n    made = make(source); made.globals['hole'] = hole; return made\n"
        "report._room = room\n"
        "render_child.main()\n"
    )
    order = json.dumps({"data": {}, "folder": str(inside), "name": "own.md.j2"})
    done = subprocess.run(
        [sys.executable, "-c", holed],
        input=order.encode(),
        capture_output=True,
        check=False,
        timeout=30,
        env=render_child._environment(),
    )
    assert (4, "T004") == (done.returncode, json.loads(done.stderr)["code"]), done
    assert (True, False, CANARY) == (outside.exists(), new.exists(), outside.read_text(encoding="utf-8"))
    assert CANARY.encode() not in done.stdout + done.stderr


def test_the_second_wall_is_what_stops_it(tmp_path: Path) -> None:
    """Planted: without the hook the hole is a hole, so the test above proves something."""
    new = tmp_path / "new"
    assert not new.exists()
    with pytest.raises(Exception, match="may not touch"):
        render_child._watch("open", (str(new), "w", os.O_WRONLY), tmp_path)
    render_child._watch("open", (str(tmp_path / "own.md.j2"), "r", 0), tmp_path)


def told(tmp_path: Path, source: str) -> tuple[str, str]:
    own = tmp_path / "own.md.j2"
    own.write_text(source, encoding="utf-8")
    try:
        return "none", render_child.render({"title": "a b", "project": {"title": "x"}}, own)
    except InputError as error:
        return error.findings[0].code, error.findings[0].message


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [
        ("{{ 'a b'|wordwrap(1) }}", "none", "a b"),
        ("{{ title|link }}", "none", "a%20b"),
        ("{{ title|md(1, 2, 3) }}", "T009", "given something it cannot work with"),
        ("{{ 10 ** 5000 }}", "T009", "given something it cannot work with"),
        ("{{ 1 / 0 }}", "T009", "divided by zero"),
        ("{{ titel }}", "T003", "the nearest name is 'title'"),
        ("{{ project.titel }}", "T003", "the nearest is 'title'"),
    ],
)
def test_what_a_template_is_told_is_in_words_of_ours(
    tmp_path: Path, source: str, code: str, says: str
) -> None:
    ended, message = told(tmp_path, source)
    assert (code, True) == (ended, says in message), message
    assert "<locals>" not in message
    assert "sys." not in message


@pytest.mark.parametrize("name", ["x" * 300, "folder/own.md.j2/x", "no.md.j2"])
def test_a_template_that_cannot_be_reached_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        render_child.render({}, tmp_path / name)
    assert "T001" == caught.value.findings[0].code


def test_no_process_to_be_had_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("coprod_audit.render_child.subprocess.Popen", full)
    assert ("T009", True) == (told(tmp_path, "x")[0], "too many open files" in told(tmp_path, "x")[1])


def test_the_child_ends_when_the_wait_for_it_ends(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), render_child._child(tmp_path) as child:
        raise KeyboardInterrupt
    assert child.returncode is not None


def test_a_copy_of_our_templates_writes_what_ours_write(tmp_path: Path) -> None:
    data = in_the_project("word")
    copy = shutil.copytree(templates_folder(), tmp_path / "copy")
    for name in ("audit.md.j2", "one-page.md.j2"):
        assert audit.rendered(data, name) == render_child.render(data, copy / name)
