"""Whatever strangers type, wherever it lands: it is shown and does nothing (reliability goals, D).

The matrix is places x payloads x outputs. Each harness prints how many points it hit, and each has a planted fault
that it must find.
"""

import inspect
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import pyte
import pytest

from coprod_audit import escapes, picture, report
from coprod_audit.cli import audit, streams
from coprod_audit.findings import Finding, Location
from tests.hostile_kit import PLACES
from tests.payloads import PAYLOADS
from tests.rendered import Page, even, read

TEMPLATES = ("audit.md.j2", "one-page.md.j2")
HARMLESS = "word"
# What may differ in number when a text has several lines: paragraphs of a quotation, and line breaks.
OF_THE_TEXT = {"p", "br"}


def elements(page: Page) -> Counter[str]:
    return Counter(element for element in page.elements if element not in OF_THE_TEXT)


def active_in_markdown(data: dict[str, Any], template: str, harmless: Page) -> list[str]:
    """What a text brought into the page beside itself: elements, another shape, comments, targets of links."""
    page = read(audit.rendered(data, template))
    found = [f"{name} x {n}" for name, n in (elements(page) - elements(harmless)).items()]
    found += ["shape"] if page.shape != harmless.shape else []
    found += [f"comment {c}" for c in page.comments if c != "coprod-audit audit/1"]
    allowed = {("img", "src", escapes.link(data["picture"]["file"])), ("img", "alt", data["picture"]["says"])}
    targets = [a for a in page.attributes if a[0] == "img" and a[1] == "src"]
    found += [f"target {a}" for a in targets if a not in allowed]
    found += [f"attribute {a}" for a in page.attributes if a[1] not in {"src", "alt", "start", "class"}]
    return found


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("place", PLACES)
def test_markdown_shows_it_and_nothing_acts(place: str, template: str) -> None:
    put = PLACES[place]
    # An empty text has its own harmless twin: lines that are not printed at all are no break-out.
    harmless = read(audit.rendered(put(HARMLESS), template))
    points = [(p, active_in_markdown(put(p), template, harmless)) for p in PAYLOADS if p.strip()]
    print(f"Markdown, {template}, {place}: {len(points)} points, {sum(bool(f) for _, f in points)} active")
    assert [] == [(payload, found) for payload, found in points if found]
    assert len(points) >= 60


@pytest.mark.parametrize("place", ["notes", "evidence", "the project"])
def test_markdown_shows_what_people_typed_as_they_typed_it(place: str) -> None:
    for payload in PAYLOADS:
        text = f"from {payload} to"
        page = read(audit.rendered(PLACES[place](text)))
        assert even(escapes.visible(text)) in page.text, payload


def test_the_harness_finds_a_planted_filter_that_escapes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `md` doing nothing the same harness must cry out in every place."""
    report._room.cache_clear()
    monkeypatch.setattr(escapes, "md", lambda text: text)
    monkeypatch.setattr(
        escapes, "cell", inspect.unwrap(escapes.cell)
    )  # or it would remember what it is given here
    try:
        for place, put in PLACES.items():
            harmless = read(audit.rendered(put(HARMLESS)))
            found = [active_in_markdown(put(p), "audit.md.j2", harmless) for p in PAYLOADS if p.strip()]
            assert sum(map(bool, found)) >= 10, place
    finally:
        report._room.cache_clear()


@pytest.mark.parametrize("place", PLACES)
def test_the_picture_stays_the_same_drawing(place: str) -> None:
    put = PLACES[place]
    harmless = {e.tag for e in ET.fromstring(picture.ladder(put(HARMLESS))).iter()}  # noqa: S314 - our own
    points = 0
    for payload in PAYLOADS:
        drawn = ET.fromstring(picture.ladder(put(payload)))  # noqa: S314 - our own
        assert harmless == {e.tag for e in drawn.iter()}, payload
        assert not [
            name for e in drawn.iter() for name in e.attrib if name.startswith("on") or "href" in name
        ]
        points += 1
    print(f"SVG, {place}: {points} points, 0 active")


def test_the_harness_finds_a_planted_picture_that_escapes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "svg", lambda text: text)
    broken = 0
    for payload in PAYLOADS:
        try:
            drawn = ET.fromstring(picture.ladder(PLACES["the project"](payload)))  # noqa: S314 - our own
            broken += "script" in "".join(e.tag for e in drawn.iter())
        except ET.ParseError:
            broken += 1
    assert broken >= 10


@pytest.mark.parametrize("place", PLACES)
def test_json_is_strict_and_gives_back_what_was_typed(place: str) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    for payload in PAYLOADS:
        data = PLACES[place](payload)
        text = audit.as_json(data)
        assert data == json.loads(text, parse_constant=refuse)
        # As `report` sends it off: what cannot be written as it is stands there as an escape, still JSON.
        sent = text.encode("utf-8", "backslashreplace")
        assert data == json.loads(sent, parse_constant=refuse), payload
    print(f"JSON, {place}: {len(PAYLOADS)} points, 0 changed")


def test_what_is_no_number_never_becomes_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        audit.as_json({"size": float("nan")})


def strings(data: object) -> list[str]:
    match data:
        case dict():
            return [s for value in data.values() for s in strings(value)]
        case list():
            return [s for value in data for s in strings(value)]
        case str():
            return [data]
        case _:
            return []


class Watcher:
    """What a terminal would be told to do: the text it draws, and everything else it would obey."""

    def __init__(self) -> None:
        self.drawn, self.obeyed = "", list[str]()

    def __getattr__(self, event: str) -> Callable[..., None]:
        return lambda *_, **__: self.obeyed.append(event)

    def draw(self, text: str) -> None:
        self.drawn += text


def active_on_a_screen(line: str) -> list[str]:
    """The control functions in a line, as a terminal emulator reads them, and what it would not show as it stands."""
    watcher = Watcher()
    pyte.Stream(cast("pyte.Screen", watcher)).feed(line)
    hidden = re.findall("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    return watcher.obeyed + hidden + ([] if watcher.drawn == line else ["not drawn as it stands"])


@pytest.mark.parametrize("place", PLACES)
def test_a_terminal_shows_it_and_obeys_nothing(place: str) -> None:
    ours = set(strings(PLACES[place](HARMLESS)))
    points = 0
    for payload in PAYLOADS:
        for text in set(strings(PLACES[place](payload))) - ours:
            assert [] == active_on_a_screen(escapes.show(text)), payload
        points += 1
    print(f"terminal, {place}: {points} points, 0 active")


def test_the_harness_finds_a_planted_terminal_that_shows_everything_raw() -> None:
    raw = [payload for payload in PAYLOADS if active_on_a_screen(payload)]
    assert len(raw) >= 15


def test_a_complaint_that_quotes_a_strangers_text_or_file_name_obeys_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is one line on stderr, with its place where editors look for it and its code after it."""
    for payload in PAYLOADS:
        streams.complain_of((Finding("A001", f"no choice '{payload}'", Location(payload, 3, 7)),))
        out, said = capsys.readouterr()
        assert ("", "\n") == (out, said[-1:]), payload
        assert [] == active_on_a_screen(said[:-1]), payload
        assert ":3:7: A001 no choice '" in said, payload
    print(f"terminal, messages and file names: {2 * len(PAYLOADS)} points, 0 active")


def test_there_are_sixty_payloads_and_no_two_alike() -> None:
    assert 60 <= len(PAYLOADS) == len(set(PAYLOADS))
