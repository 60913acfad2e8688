"""The ladder drawn from the data of a result: as text, as an SVG, and described in a sentence.

Five steps from left to right and, under them, marks that differ in shape and carry their word: where the project is
described, where it is meant to be, what it is called. Nothing is said by colour alone, nothing looks like marks out
of five, and a range is drawn as a range.
"""

from collections.abc import Sequence
from functools import lru_cache
from textwrap import wrap
from typing import Any

from coprod_audit.escapes import svg, visible

Step = dict[str, Any]

MARK = "coprod-audit: picture/1"
"""What an SVG of ours carries, so that it may be replaced by the next one."""

_CANVAS, _MARGIN = 800, 24
_STYLE = (
    "text{font-family:Verdana,'DejaVu Sans',sans-serif;fill:#1f2328}"
    ".head{font-size:17px;font-weight:bold}.name{font-size:13px;font-weight:bold;text-anchor:middle}"
    ".mid{font-size:13px;text-anchor:middle}.word{font-size:13px}.unit{font-size:12px}"
    ".sheet{fill:#fff;stroke:#6e7781}.line{stroke:#6e7781;stroke-width:2}"
    ".stop{fill:#fff;stroke:#6e7781;stroke-width:2}.full{fill:#1f2328}"
    ".range,.open{fill:none;stroke:#1f2328;stroke-width:2}"
)
_WIDE, _WIDEST = (
    76,
    88,
)  # what an editor shows without breaking the line, and what a page on GitHub still shows


def described(steps: Sequence[Step]) -> str:
    """Return what the picture shows, for those who do not see it."""
    titles = ", ".join(step["title"] for step in steps)
    parts = [f"The ladder from low to high: {titles}.", _described_as(steps)]
    for mark in ("intended", "claimed"):
        on = [step["title"] for step in steps if step[mark]]
        parts += [f"{mark.capitalize()}: {on[0]}."] if on else []
    return " ".join(part for part in parts if part)


def _described_as(steps: Sequence[Step]) -> str:
    if _nothing_known(steps):
        return "Described: it could be anywhere on it, for not enough is known."
    runs = [[steps[i]["title"] for i in run] for run in _runs(steps)]
    said = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return f"Described: {' or '.join(said)}."


def _nothing_known(steps: Sequence[Step]) -> bool:
    return len(steps) > 1 and all(step["described"] for step in steps)


def _runs(steps: Sequence[Step]) -> list[list[int]]:
    """The places where the project may stand, as runs of neighbours: a hole in a range begins a new run."""
    runs: list[list[int]] = []
    for index, step in enumerate(steps):
        if not step["described"]:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def text_ladder(steps: Sequence[Step]) -> str:
    """Return the ladder as lines of text: the rungs in one line where they fit, the marks under them."""
    titles = [" ".join(visible(step["title"]).split()) for step in steps]
    joint = _joint(titles)
    if joint is None:
        return _one_below_the_other(steps, titles)
    starts = [sum(len(t) + len(joint) for t in titles[:i]) for i in range(len(titles))]
    spans = [(start, start + len(title)) for start, title in zip(starts, titles, strict=True)]
    return "\n".join([joint.join(titles), *_lines_of_marks(steps, spans)])


def _joint(titles: list[str]) -> str | None:
    gaps, letters = max(1, len(titles) - 1), sum(map(len, titles))
    room = max((_WIDE - letters) // gaps, 3)
    return f" {'─' * min(3, room - 2)} " if letters + room * gaps <= _WIDEST else None


def _lines_of_marks(steps: Sequence[Step], spans: list[tuple[int, int]]) -> list[str]:
    first = [
        _bracket(spans[run[0]][0], spans[run[-1]][1], word) if len(run) > 1 else _centred(word, spans[run[0]])
        for run, word in zip(_runs(steps), _words(steps), strict=True)
    ]
    others = [
        _centred(", ".join(marks), spans[i])
        for i, step in enumerate(steps)
        if (marks := [mark for mark in ("intended", "claimed") if step[mark]])
    ]
    return [_laid(first), *([_laid(others)] if others else [])]


def _words(steps: Sequence[Step]) -> list[str]:
    """The word under each run of places: a range with a hole in it is one place `or` another."""
    if _nothing_known(steps):
        return ["not enough is known"]
    return ["described", *("or here" for _ in _runs(steps)[1:])]


def _bracket(start: int, end: int, word: str) -> tuple[int, str]:
    room = end - start - 2
    if room < len(word) + 4:
        return _centred(word, (start, end))
    return (start, f"└{f' {word} '.center(room, '─')}┘")


def _centred(word: str, span: tuple[int, int]) -> tuple[int, str]:
    return (max(0, span[0] + (span[1] - span[0] - len(word)) // 2), word)


def _laid(parts: list[tuple[int, str]]) -> str:
    line = ""
    for start, text in parts:
        line = line.ljust(start if start >= len(line) + 2 or not line else len(line) + 2) + text
    return line


def _one_below_the_other(steps: Sequence[Step], titles: list[str]) -> str:
    marks = [[m for m in ("described", "intended", "claimed") if step[m]] for step in steps]
    return "\n".join(
        f"{title}  <- {', '.join(words)}" if words else title
        for title, words in zip(titles, marks, strict=True)
    )


def ladder(data: dict[str, Any]) -> str:
    """Return the ladder of a result as an SVG: 800 wide, no script, no link, and its own background.

    It carries its words as text: the headline above, so that nobody takes the description for a verdict, and the
    sentence that says what was looked at below, without which no rung is ever shown (METHOD, principle 1).
    """
    unit = _lines(data["project"]["unit"], 104)[:4]
    head = _lines(data["headline"], 68)[:4]
    steps = tuple([(s["title"], s["described"], s["intended"], s["claimed"]) for s in data["ladder"]])
    drawn, bottom = _drawn(steps, 40 + 22 * len(head))
    body = [
        *(_text(_MARGIN, 34 + 22 * i, part, "head") for i, part in enumerate(head)),
        drawn,
        *(_text(_MARGIN, bottom + 14 + 17 * i, part, "unit") for i, part in enumerate(unit)),
    ]
    return _sheet(data, bottom + 18 + 17 * len(unit), body)


@lru_cache(maxsize=512)
def _drawn(marked: tuple[tuple[str, bool, bool, bool], ...], top: int) -> tuple[str, int]:
    """The steps with their names and marks, and where that ends; there are few of them, and some are remembered."""
    steps: list[Step] = [
        {"title": title, "described": described, "intended": intended, "claimed": claimed}
        for title, described, intended, claimed in marked
    ]
    column = (_CANVAS - 2 * _MARGIN) / len(steps)
    middles = [_MARGIN + column * (i + 0.5) for i in range(len(steps))]
    names = [_lines(step["title"], int(column / 8)) for step in steps]
    line = top + 18 * max(map(len, names))
    marks, bottom = _marks(steps, middles, line)
    drawn = [
        *(_name(x, line, lines) for x, lines in zip(middles, names, strict=True)),
        f'<path d="M{_MARGIN} {line}H{_CANVAS - _MARGIN}" class="line"/>',
        *(f'<circle cx="{x:.0f}" cy="{line}" r="4" class="stop"/>' for x in middles),
        *marks,
    ]
    return "\n".join(drawn), bottom


def _sheet(data: dict[str, Any], height: int, body: list[str]) -> str:
    size = f'width="{_CANVAS}" height="{height}" viewBox="0 0 {_CANVAS} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        f'<title id="title">{svg(data["headline"])}</title>',
        f'<desc id="desc">{svg(data["picture"]["says"])}</desc>',
        f"<metadata>{MARK}</metadata>",
        f"<style>{_STYLE}</style>",
        f'<rect x="0.5" y="0.5" width="{_CANVAS - 1}" height="{height - 1}" class="sheet"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _marks(steps: Sequence[Step], middles: list[float], line: int) -> tuple[list[str], int]:
    """The marks under the line, one kind to a row, and where the last row ends."""
    runs = zip(_runs(steps), _words(steps), strict=True)
    rows: list[list[str]] = [[_range_or_dot([middles[i] for i in run], line, word) for run, word in runs]]
    for word in ("intended", "claimed"):
        found = [
            _mark(word, middles[i], line + 34 * (len(rows) + 1)) for i, step in enumerate(steps) if step[word]
        ]
        rows += [found] if found else []
    return [mark for row in rows for mark in row], line + 34 * len(rows) + 22


def _range_or_dot(middles: list[float], line: int, word: str) -> str:
    middle = (middles[0] + middles[-1]) / 2
    if len(middles) == 1:
        return f'<circle cx="{middle:.0f}" cy="{line}" r="9" class="full"/>' + _text(
            middle, line + 32, word, "mid"
        )
    said = f"{word}: somewhere here" if word == "described" else word
    ends = f"M{middles[0]:.0f} {line + 8}v8H{middles[-1]:.0f}v-8"
    return f'<path d="{ends}" class="range"/>' + _text(middle, line + 34, said, "mid")


def _mark(word: str, middle: float, y: int) -> str:
    # A diamond and a square: told apart by shape and by word, never by colour alone.
    x = middle - 38
    shape = (
        f"M{x:.0f} {y - 13}l8 8l-8 8l-8 -8z" if word == "intended" else f"M{x - 6:.0f} {y - 11}h12v12h-12z"
    )
    return f'<path d="{shape}" class="open"/>' + _text(x + 14, y, word, "word")


def _name(middle: float, line: int, lines: list[str]) -> str:
    first = line - 18 * len(lines)
    return "".join(_text(middle, first + 18 * i, part, "name") for i, part in enumerate(lines))


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{svg(text)}</text>'


def _lines(text: str, width: int) -> list[str]:
    said, most = " ".join(visible(text).split()), max(6, width)
    return [said] if 0 < len(said) <= most else wrap(said, most)
