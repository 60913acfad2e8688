"""The two pictures of a portfolio, written by hand as SVG from its data: the ladder, and who decides what.

Nothing is said by colour alone: bars carry their number, ranges are brackets, and every shaded cell has its number in
it, dark on light or light on dark. Each stands beside a table with the same numbers.
"""

from textwrap import wrap
from typing import Any, NamedTuple

from coprod_audit.escapes import svg, visible
from coprod_audit.picture import MARK
from coprod_audit.portfolio.standings import counted

Data = dict[str, Any]

_WIDE, _MARGIN, _BAR = 800, 24, 150
_MOST_RANGES = 15  # all that a ladder of five rungs has; the table beside it has every one of a longer ladder
_STYLE = (
    "text{font-family:Verdana,'DejaVu Sans',sans-serif;fill:#1f2328;font-size:13px}"
    ".head{font-size:17px;font-weight:bold}.mid{text-anchor:middle}.name{font-weight:bold;text-anchor:middle}"
    ".small{font-size:12px}.light{fill:#fff;text-anchor:middle}.sheet{fill:#fff;stroke:#6e7781}"
    ".line{stroke:#6e7781;stroke-width:2}.bar{fill:#4a6d8c;stroke:#1f2328}"
    ".range{fill:none;stroke:#1f2328;stroke-width:2}.cell{stroke:#6e7781}"
)


class Shade(NamedTuple):
    """A shade for numbers up to a share of all (`parts` of `of`), and the class of the number that is put on it."""

    parts: int
    of: int
    fill: str
    number: str
    says: str


SHADES = (
    Shade(0, 1, "#ffffff", "mid", "none"),
    Shade(1, 10, "#e4ecf4", "mid", "up to a tenth"),
    Shade(1, 4, "#b9cfe2", "mid", "up to a quarter"),
    Shade(1, 2, "#86aaca", "mid", "up to half"),
    Shade(3, 4, "#2f5d8a", "light", "up to three quarters"),
    Shade(1, 1, "#12304d", "light", "more"),
)


def shade(n: int, of: int) -> Shade:
    """The shade of a number: the darker, the more."""
    return next(s for s in SHADES if n * s.of <= of * s.parts)


def pictures(data: Data) -> dict[str, str]:
    """Return the SVGs of a portfolio by the names of their files; none where there are too few responses."""
    if data["picture"] is None:
        return {}
    drawn = {data["picture"]["ladder"]["file"]: _ladder(data)}
    if data["decisions"] is not None:
        drawn[data["picture"]["decisions"]["file"]] = _decisions(data)
    return drawn


def _ladder(data: Data) -> str:
    rows = data["distribution"]["rows"]
    places = [row for row in rows if row["surely"]]
    ranges = [row for row in rows if not row["surely"]]
    of, column = places[0]["of"], (_WIDE - 2 * _MARGIN) / len(places)
    middles = {row["lowest"]: _MARGIN + column * (i + 0.5) for i, row in enumerate(places)}
    names = [_lines(row["title"], int(column / 8.5)) for row in places]
    line, most = 92 + _BAR, max(*(row["n"] for row in places), 1)
    below = line + 12 + 17 * max(map(len, names))
    body = [
        _text(_MARGIN, 34, f"Where {counted(of, 'response stands', 'responses stand')}", "head"),
        _text(
            _MARGIN,
            56,
            f"Settled by the answers, at one place: {sum(row['n'] for row in places):,}",
            "small",
        ),
        *(_bar(row, middles[row["lowest"]], line, column, most) for row in places),
        f'<path d="M{_MARGIN} {line}H{_WIDE - _MARGIN}" class="line"/>',
        *(
            _text(middle, line + 20 + 17 * i, part, "name")
            for middle, lines in zip(middles.values(), names, strict=True)
            for i, part in enumerate(lines)
        ),
        *([_text(_MARGIN, below + 30, _ranges_say(ranges), "small")] if ranges else []),
        *(_range(row, middles, below + 48 + 30 * i) for i, row in enumerate(ranges[:_MOST_RANGES])),
    ]
    height = below + (50 + 30 * min(len(ranges), _MOST_RANGES) if ranges else 20)
    return _sheet("Where the responses stand", data["picture"]["ladder"]["says"], _WIDE, height, body)


def _ranges_say(ranges: list[Data]) -> str:
    more, n = len(ranges) - _MOST_RANGES, sum(row["n"] for row in ranges)
    said = f"Not settled by the answers, somewhere from one end of a bracket to the other: {n:,}"
    return f"{said} ({more} more ranges are in the table)" if more > 0 else said


def _bar(row: Data, middle: float, line: int, column: float, most: int) -> str:
    height = round(_BAR * row["n"] / most)
    wide = min(column * 0.6, 70)
    bar = f'<rect x="{middle - wide / 2:.0f}" y="{line - height}" width="{wide:.0f}" height="{height}" class="bar"/>'
    return (bar if height else "") + _text(middle, line - height - 8, row["figure"], "name")


def _range(row: Data, middles: dict[str, float], y: int) -> str:
    low, high = middles[row["lowest"]], middles[row["highest"]]
    middle, gap = (low + high) / 2, max(18, 5 * len(row["figure"]) + 4)
    path = f'<path d="M{low:.0f} {y - 6}v12M{low:.0f} {y}H{middle - gap:.0f}M{middle + gap:.0f} {y}H{high:.0f}M{high:.0f} {y - 6}v12" class="range"/>'
    return path + _text(middle, y + 5, row["figure"], "name")


def _decisions(data: Data) -> str:
    matters, rows = data["decisions"]["matters"], data["decisions"]["rows"]
    label, each, of = 322, 86, rows[0]["cells"][0]["of"]
    wide = max(_WIDE, 2 * _MARGIN + label + each * len(matters))
    each = (wide - 2 * _MARGIN - label) // len(matters)
    heads = [_lines(matter["title"], int(each / 9)) for matter in matters]
    top = 58 + 16 * max(map(len, heads))
    body = [_text(_MARGIN, 34, f"Who decides what, in {counted(of, 'response', 'responses')}", "head")]
    left = _MARGIN + label
    for i, lines in enumerate(heads):
        body += [
            _text(left + each * (i + 0.5), top - 8 - 16 * (len(lines) - 1 - j), part, "name")
            for j, part in enumerate(lines)
        ]
    y = top
    for row in rows:
        lines = _lines(row["title"], 48)
        high = max(30, 12 + 16 * len(lines))
        first = y + high / 2 + 5 - 8 * (len(lines) - 1)
        body += [_text(_MARGIN, first + 16 * j, part, "small") for j, part in enumerate(lines)]
        body += [_cell(cell, left + each * i, y, each, high) for i, cell in enumerate(row["cells"])]
        y += high
    body += [_text(_MARGIN, y + 28, "The darker, the more responses:", "small"), *_key(left, y + 12, wide)]
    return _sheet("Who decides what", data["picture"]["decisions"]["says"], wide, y + 86, body)


def _cell(cell: Data, x: int, y: int, wide: int, high: int) -> str:
    found = shade(cell["n"], cell["of"])
    box = f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{found.fill}" class="cell"/>'
    return box + _text(x + wide / 2, y + high / 2 + 5, cell["figure"], found.number)


def _key(left: int, y: int, wide: int) -> list[str]:
    each = (wide - _MARGIN - left) / len(SHADES)
    return [
        part
        for i, found in enumerate(SHADES)
        for part in (
            f'<rect x="{left + each * i:.0f}" y="{y}" width="{each:.0f}" height="18" fill="{found.fill}" class="cell"/>',
            *(
                _text(left + each * (i + 0.5), y + 33 + 13 * j, words, "small mid")
                for j, words in enumerate(_lines(found.says, 10))
            ),
        )
    ]


def _sheet(title: str, says: str, wide: int, height: int, body: list[str]) -> str:
    size = f'width="{wide}" height="{height}" viewBox="0 0 {wide} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        f'<title id="title">{svg(title)}</title>',
        f'<desc id="desc">{svg(says)}</desc>',
        f"<metadata>{MARK}</metadata>",
        f"<style>{_STYLE}</style>",
        f'<rect x="0.5" y="0.5" width="{wide - 1}" height="{height - 1}" class="sheet"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{svg(text)}</text>'


def _lines(text: str, width: int) -> list[str]:
    return wrap(" ".join(visible(text).split()), max(6, width)) or [""]
