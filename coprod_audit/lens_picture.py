"""The drawing of a lens as an SVG: a field of two directions, or a grid of who settles what at each stage.

It says the same as the table beside it (`result.lens_drawing`), by place and by word and never by colour: the project's
place is a shape with its name, in a corner, between corners, or spread over where it may be. Long texts are broken.
"""

from functools import lru_cache
from textwrap import wrap
from typing import Any, NamedTuple

from coprod_audit.escapes import svg, visible
from coprod_audit.narrative.words import capital
from coprod_audit.picture import MARK

Data = dict[str, Any]

_CANVAS, _MARGIN = 800, 24
_STYLE = (
    "text{font-family:Verdana,'DejaVu Sans',sans-serif;fill:#1f2328;font-size:12px}"
    ".head{font-size:17px;font-weight:bold}.name{font-size:13px;font-weight:bold}"
    ".mid{text-anchor:middle}.here{font-size:13px;font-weight:bold;text-anchor:middle}"
    ".sheet,.field{fill:#fff;stroke:#6e7781}.full{fill:#1f2328}"
    ".open{fill:none;stroke:#1f2328;stroke-width:2;stroke-dasharray:7 5}.line{fill:none;stroke:#6e7781}"
)
_LINE, _LETTER, _BOLD = 16, 6.9, 8.6
"""How high a line of small text is, and how wide a letter of it, plain and bold, as a rule."""

_MOST = 9
"""In so many lines a text is shown; of a longer one the rest is left out, as the dots at its end say."""

_HERE = "this project"


def drawn(lens: Data) -> str:
    """Return the drawing of a lens of a result as an SVG: 800 wide, no script, no link, and its own background.

    What was looked at stands below it. Raises ValueError for a lens without a drawing.
    """
    drawing = lens["drawing"]
    if drawing is None:
        raise ValueError(f"the lens '{lens['id']}' has no drawing")
    body, bottom = [*_column(_lines(_title(lens), 62), _MARGIN, 34, "head", 22)], 34
    bottom += 22 * len(body)
    made, bottom = (_field if drawing["kind"] == "two-by-two" else _grid)(drawing, bottom)
    unit = _lines(drawing["unit"], 104)[:4]
    body += [*made, *_column(unit, _MARGIN, bottom + 26, "unit", 17)]
    return _sheet(lens, bottom + 34 + 17 * len(unit), body)


def _title(lens: Data) -> str:
    """What is drawn: of a grid by stages not the whole lens."""
    return lens["title"] if lens["drawing"]["kind"] == "two-by-two" else "Who settled what, stage by stage"


def _sheet(lens: Data, height: int, body: list[str]) -> str:
    size = f'width="{_CANVAS}" height="{height}" viewBox="0 0 {_CANVAS} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        f'<title id="title">{svg(_title(lens))}</title>',
        f'<desc id="desc">{svg(lens["picture"]["says"])}</desc>',
        f"<metadata>{MARK}</metadata>",
        f"<style>{_STYLE}</style>",
        f'<rect x="0.5" y="0.5" width="{_CANVAS - 1}" height="{height - 1}" class="sheet"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Box(NamedTuple):
    """A rectangle of the sheet."""

    x: int
    y: int
    wide: int
    high: int

    @property
    def middle(self) -> int:
        """Half of the way across."""
        return self.x + self.wide // 2


_SIDE, _GAP, _BAND = 132, 116, 40
"""How wide the words beside a field are, how far its halves lie apart, and how high a row for the project's mark is."""


def _field(drawing: Data, top: int) -> tuple[list[str], int]:
    """Two directions: four corners, the project's place, and the labels beside and below; and where that ends."""
    left, wide = _MARGIN + _SIDE, (_CANVAS - 2 * _MARGIN - _SIDE - _GAP) // 2
    texts = {
        name: (
            _lines(capital(corner["title"]), int((wide - 20) / _BOLD)),
            _lines(corner["means"], int((wide - 20) / _LETTER)),
        )
        for name, corner in drawing["corners"].items()
    }
    high = 20 + _LINE * max(len(title) + len(means) for title, means in texts.values()) + _BAND
    boxes = {
        "only-up": _Box(left, top, wide, high),
        "both": _Box(left + wide + _GAP, top, wide, high),
        "neither": _Box(left, top + high + _BAND, wide, high),
        "only-across": _Box(left + wide + _GAP, top + high + _BAND, wide, high),
    }
    made = [line for name, box in boxes.items() for line in _corner(box, *texts[name])]
    across, up = drawing["across"], drawing["up"]
    made += _place(boxes, across["state"], up["state"])
    low, label = boxes["neither"], _lines(up["label"], int((_SIDE - 12) / _LETTER))
    half = top + high + _BAND // 2 - _LINE * len(label) // 2
    made += [
        *_column(["more"], _MARGIN, top + 20, "name"),
        *_column(label, _MARGIN, half, "unit"),
        *_column(["less"], _MARGIN, low.y + high - 8, "name"),
    ]
    bottom, right = low.y + high, boxes["both"]
    below = _lines(across["label"], int((2 * wide + _GAP - 120) / _LETTER))
    middle = (low.x + right.x + right.wide) // 2
    made += [
        *_column(["less"], low.x, bottom + 22, "name"),
        *_column(below, middle, bottom + 22, "mid"),
        f'<text x="{right.x + right.wide}" y="{bottom + 22}" class="name" text-anchor="end">more</text>',
    ]
    return made, bottom + 22 + _LINE * (len(below) - 1)


def _corner(box: _Box, title: list[str], means: list[str]) -> list[str]:
    return [
        f'<rect x="{box.x}" y="{box.y}" width="{box.wide}" height="{box.high}" class="field"/>',
        *_column(title, box.x + 10, box.y + 22, "name"),
        *_column(means, box.x + 10, box.y + 24 + _LINE * len(title), "unit"),
    ]


def _place(boxes: dict[str, _Box], across: str, up: str) -> list[str]:
    """The project's mark: a dot where it stands, a frame with broken lines over all where it may stand."""
    first, last = boxes["only-up"], boxes["only-across"]
    x = {"not-evident": first.middle, "evident": last.middle}.get(across, (first.middle + last.middle) // 2)
    between = first.y + first.high + 12
    y = {
        "evident": first.y + first.high - 27,
        "not-evident": last.y + last.high - 27,
    }.get(up, between)
    if "not-known" not in {across, up}:
        return [f'<circle cx="{x}" cy="{y}" r="7" class="full"/>', *_column([_HERE], x, y + 22, "here")]
    wide = last.x + last.wide - first.x - 8 if across == "not-known" else 108
    high = last.y + last.high - first.y - 8 if up == "not-known" else _BAND
    left = first.x + 4 if across == "not-known" else x - wide // 2
    above = first.y + 4 if up == "not-known" else y - 14
    frame = f'<rect x="{left}" y="{above}" width="{wide}" height="{high}" rx="9" class="open"/>'
    middle = x if across != "not-known" else (first.middle + last.middle) // 2
    return [
        frame,
        *_column([_HERE, "somewhere here"], middle, (between if up == "not-known" else y) + 3, "here", 17),
    ]


def _grid(drawing: Data, top: int) -> tuple[list[str], int]:
    """The stages as lines, the ways of settling as columns, each matter where it was settled; and where that ends."""
    beside = drawing["beside_title"]
    titles = [*drawing["columns"], *([beside] if beside else [])]
    stage = 108
    wide = (_CANVAS - 2 * _MARGIN - stage) // len(titles)
    starts = [_MARGIN + stage + wide * i for i in range(len(titles))]
    heads = [_lines(title, int((wide - 12) / _BOLD)) for title in titles]
    made = [
        line for x, head in zip(starts, heads, strict=True) for line in _column(head, x + 6, top + 8, "name")
    ]
    y = top + _LINE * max(map(len, heads)) + 6
    for line in drawing["lines"]:
        cells = [*line["cells"], *([line["beside"]] if beside else [])]
        row, y = _row(line["title"], cells, (stage, wide), y)
        made += row
    return [*made, f'<path d="M{_MARGIN} {y}H{_CANVAS - _MARGIN}" class="line"/>'], y


def _row(title: str, cells: list[list[str]], widths: tuple[int, int], y: int) -> tuple[list[str], int]:
    """One stage with its matters, each after a small square; and where it ends."""
    stage, wide = widths
    name = _lines(title, int((stage - 8) / _BOLD))
    written = [[_lines(matter, int((wide - 26) / _LETTER)) for matter in cell] for cell in cells]
    most = max(len(name), *(sum(map(len, cell)) for cell in written))
    end = _CANVAS - _MARGIN
    made = [f'<path d="M{_MARGIN} {y}H{end}" class="line"/>', *_column(name, _MARGIN, y + 20, "name")]
    for place, cell in enumerate(written):
        x, line = _MARGIN + stage + wide * place, y + 20
        for matter in cell:
            made += [
                f'<path d="M{x + 6} {line - 8}h7v7h-7z" class="full"/>',
                *_column(matter, x + 18, line, "unit"),
            ]
            line += _LINE * len(matter)
    return made, y + 14 + _LINE * most


def _column(lines: list[str], x: int, y: int, kind: str, step: int = _LINE) -> list[str]:
    return [
        f'<text x="{x}" y="{y + step * i}" class="{kind}">{svg(part)}</text>' for i, part in enumerate(lines)
    ]


@lru_cache(maxsize=512)
def _broken(text: str, width: int) -> tuple[str, ...]:
    said, most = " ".join(visible(text).split()), max(6, width)
    lines = [said] if 0 < len(said) <= most else wrap(said, most)
    return tuple(lines if len(lines) <= _MOST else [*lines[: _MOST - 1], f"{lines[_MOST - 1][: most - 2]} …"])


def _lines(text: str, width: int) -> list[str]:
    """A text in lines no longer than this, as a rule."""
    return [*_broken(text, width)] if len(text) < 1000 else [*_broken(text[:1000], width)]
