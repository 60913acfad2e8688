"""Whatever strangers write, wherever in a report it lands: no format is broken out of (threat model, O1 to O6).

The matrix is places x payloads x formats. Each harness prints how many points it hit, and each has a planted fault
that it must find.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import ModuleType

import pytest

from coprod_audit.checked import Report
from coprod_audit.formats import FORMATS, github, gitlab, junit, rdjsonl, sarif, summary, text, wording
from tests.formats_kit import PLACES, RULES, obeyed, shape, strict
from tests.payloads import PAYLOADS
from tests.rendered import read
from tests.test_output_contexts import active_on_a_screen, elements, strings

HARMLESS = "word"
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
NAMES = ("surro\udcffgate.md", "\ud800", "a/../b", "C:\\x.md", "-rf", ":", " ", "a\r\nb.md", "%0A::error::x")
HOSTILE = (*PAYLOADS, *NAMES)
MARKED = "from {} to"


def unlike_harmless(make: Callable[[Report], object], place: str) -> list[str]:
    """The texts that make something else of a report than a harmless word in their place does."""
    put = PLACES[place]
    twin = make(put(HARMLESS))
    return [typed for typed in HOSTILE if typed.strip() and make(put(typed)) != twin]


def tree(found: Report) -> object:
    root = ET.fromstring(junit.written(found, RULES).encode("utf-8"))  # noqa: S314 - our own
    return [(one.tag, sorted(one.attrib), len(one)) for one in root.iter()]


def page(found: Report) -> object:
    seen = read(summary.written(found, RULES))
    return elements(seen), seen.shape, seen.comments, seen.attributes


def lines(found: Report) -> object:
    return text.written(found).count("\n"), len(obeyed(text.written(found)))


def annotations(found: Report) -> object:
    return [(command.name, *command.properties) for command in obeyed(github.written(found, RULES))]


def diagnostics(found: Report) -> object:
    """Their shape without columns, which depend on what stands in the file."""
    told = [strict(line) for line in rdjsonl.written(found._replace(texts={})).splitlines()]
    return for_strangers(told), [elements(read(one["message"])) for one in told]


def for_strangers(data: object) -> object:
    """Its shape, and the hidden characters that come out of it: another's reader or database may stumble over one."""
    return shape(data), [typed for typed in strings(data) if HIDDEN.search(typed)]


READ: dict[str, Callable[[Report], object]] = {
    "text": lines,
    "json": lambda found: shape(strict(FORMATS["json"](found, RULES))),
    "github": annotations,
    "summary": page,
    "gitlab": lambda found: for_strangers(strict(gitlab.written(found))),
    "sarif": lambda found: for_strangers(strict(sarif.written(found, RULES))),
    "junit": tree,
    "rdjsonl": diagnostics,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", READ)
def test_a_format_holds_the_same_things_whatever_stands_in_them(name: str, place: str) -> None:
    broken = unlike_harmless(READ[name], place)
    print(f"{name}, {place}: {len(HOSTILE)} points, {len(broken)} broken")
    assert broken == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_as_utf_8(name: str, place: str) -> None:
    for typed in HOSTILE:
        FORMATS[name](PLACES[place](typed), RULES).encode("utf-8")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_terminal_that_shows_a_format_obeys_nothing(name: str, place: str) -> None:
    for typed in HOSTILE:
        for line in FORMATS[name](PLACES[place](typed), RULES).split("\n"):
            assert not HIDDEN.search(line), typed
            if name == "text":
                assert active_on_a_screen(line) == [], typed


@pytest.mark.parametrize("place", PLACES)
def test_no_runner_takes_a_line_of_text_for_a_command(place: str) -> None:
    for typed in HOSTILE:
        for put in (typed, f"  {typed}", f"x\n{typed}", f"::error::{typed}", f"##[error]{typed}"):
            said = text.written(PLACES[place](put))
            assert obeyed(said) == [], put
            assert "##[" not in said
            assert not any(line.lstrip().startswith("::") for line in said.splitlines()), put


@pytest.mark.parametrize("place", ["path", "message", "charter"])
def test_text_shows_what_was_typed(place: str) -> None:
    for typed in HOSTILE:
        assert wording.inside(MARKED.format(typed)) in text.written(PLACES[place](MARKED.format(typed))), (
            typed
        )


def test_an_annotation_says_what_was_typed_as_a_person_may_see_it() -> None:
    for typed in HOSTILE:
        by_message, by_path = (obeyed(github.written(PLACES[where](typed))) for where in ("message", "path"))
        assert by_message[0].data == wording.inside(typed)
        assert by_path[0].properties.get("file", "") == wording.inside(typed)


@pytest.mark.parametrize(
    ("name", "module", "escape"),
    [
        ("text", wording, "show"),
        ("github", wording, "show"),
        ("github", github, "_data"),
        ("github", github, "_property"),
        ("summary", summary, "cell"),
        ("summary", summary, "md"),
        ("gitlab", gitlab, "show"),
        ("sarif", sarif, "show"),
        ("junit", junit, "svg"),
        ("rdjsonl", rdjsonl, "md"),
        ("rdjsonl", rdjsonl, "show"),
    ],
)
def test_the_harness_finds_a_planted_escape_that_does_nothing(
    name: str, module: ModuleType, escape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not cries(name)
    monkeypatch.setattr(module, escape, lambda typed: typed)
    assert cries(name)


def cries(name: str) -> bool:
    """Whether anything is wrong with a format, over the places where most of a stranger's text lands."""
    try:
        return any(unlike_harmless(READ[name], place) for place in ("path", "message", "charter"))
    except (ET.ParseError, ValueError):
        return True


@pytest.mark.parametrize("way", ["_HOLDS", "_BEGINS"])
def test_the_harness_finds_a_planted_line_that_is_a_command(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the two ways in which a runner takes commands each is left open once."""
    monkeypatch.setattr(wording, way, "(no such text)")
    assert unlike_harmless(lines, "path")
