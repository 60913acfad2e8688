"""The drawing of a lens as data: a small table that says it in text, and what a picture of it needs besides.

Either two directions with the project's place between them, or a grid of who settles what at each stage. Both are a head,
columns and lines of cells, so that whoever prints them need not tell them apart.
"""

from typing import Any

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.lens import Corner, Stage, StageGrid, TwoByTwo
from coprod_audit.lenses import Placement
from coprod_audit.lenses import State as CameOut
from coprod_audit.narrative import frameworks, sentences, wording
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import State, Wording, remembered
from coprod_audit.narrative.words import capital, small, stopped, unstopped
from coprod_audit.questionnaire import FIXED
from coprod_audit.result.lens_seen import Seer, room

Data = dict[str, Any]

BESIDE = "Elsewhere, or not known"
"""Over what was settled in none of the columns."""

_UNANSWERED: dict[State, str] = {
    UNKNOWN: "not known",
    NOT_APPLICABLE: "does not apply here",
    True: "not asked",
    None: "not asked",
    False: "did not arise",
}
"""What is said of a matter that was settled in no way, or of which nobody knows."""

_SIDES: dict[CameOut, tuple[bool, ...]] = {
    "evident": (True,),
    "not-evident": (False,),
    "partly": (False, True),
    "not-known": (False, True),
}
"""On which sides of one direction a project may stand: low, high, or between or either."""


def drawing(voice: Voice, seer: Seer) -> Data | None:
    """Return the drawing of a lens; None where it has none."""
    words, unit, lens = voice.words, voice.answers.project.unit, seer.lens
    match lens.drawing:
        case TwoByTwo():
            where = seer.placed(voice.facts) or Placement("not-known", "not-known", None)
            return {**_two_by_two(words, lens.id, *where), "unit": unit}
        case StageGrid(stages=stages):
            facts = tuple([fact for stage in stages for fact in stage.facts])
            return {**_grid(words, lens.id, facts, voice.states(facts)), "unit": unit}
        case None:
            return None


@remembered(128)
def _two_by_two(words: Wording, lens: str, across: CameOut, up: CameOut, corner: str | None) -> Data:
    drawn = room(words.questionnaire).seers[lens].lens.drawing
    if not isinstance(drawn, TwoByTwo):
        raise TypeError(f"'{lens}' has no two directions")
    labels = [unstopped(sentences.fill(words, one)) for one in (drawn.across_label, drawn.up_label)]
    corners = {
        name: {"title": unstopped(sentences.fill(words, one.title)), "means": _means(words, one)}
        for name, one in _corners(drawn).items()
    }
    stands = [_at(right, high) for high in _SIDES[up] for right in _SIDES[across]]
    mark = frameworks.here(across, up)
    lines = [
        {
            "title": f"{labels[1]}: {'more' if high else 'less'}",
            "cells": [_cell(corners, _at(right, high), stands, mark) for right in (False, True)],
            "beside": [],
        }
        for high in (True, False)
    ]
    place = frameworks.place(across, up, [corners[name]["title"] for name in stands], labels)
    return {
        "kind": "two-by-two",
        "head": "",
        "columns": [f"{labels[0]}: less", f"{labels[0]}: more"],
        "lines": lines,
        "beside_title": None,
        "across": {"label": labels[0], "state": across},
        "up": {"label": labels[1], "state": up},
        "corners": corners,
        "corner": corner,
        "stands": place,
        "says": f"{_all_four(labels, corners)} {place}",
    }


def _corners(drawn: TwoByTwo) -> dict[str, Corner]:
    return {
        "both": drawn.both,
        "only-across": drawn.only_across,
        "only-up": drawn.only_up,
        "neither": drawn.neither,
    }


def _at(right: bool, high: bool) -> str:
    """The corner on one side of each direction."""
    if right:
        return "both" if high else "only-across"
    return "only-up" if high else "neither"


def _means(words: Wording, corner: Corner) -> str:
    return stopped(sentences.fill(words, corner.means)) if corner.means else ""


def _cell(corners: dict[str, dict[str, str]], name: str, stands: list[str], mark: str) -> list[str]:
    title, means = corners[name]["title"], corners[name]["means"]
    return [capital(title), *([means] if means else []), *([mark] if name in stands else [])]


def _all_four(labels: list[str], corners: dict[str, dict[str, str]]) -> str:
    title = {name: corner["title"] for name, corner in corners.items()}
    return (
        f"Two directions, “{labels[0]}” across and “{labels[1]}” upwards. More of both: {title['both']}. "
        f"More of the first alone: {title['only-across']}. More of the second alone: {title['only-up']}. "
        f"Less of both: {title['neither']}."
    )


@remembered(256)
def _grid(words: Wording, lens: str, facts: tuple[str, ...], states: tuple[State, ...]) -> Data:
    drawn = room(words.questionnaire).seers[lens].lens.drawing
    if not isinstance(drawn, StageGrid):
        raise TypeError(f"'{lens}' has no stages")
    given = dict(zip(facts, states, strict=True))
    columns = [unstopped(sentences.fill(words, column.title)) for column in drawn.columns]
    lines = [_stage(words, drawn, stage, given) for stage in drawn.stages]
    return {
        "kind": "stages",
        "head": "",
        "columns": [capital(column) for column in columns],
        "lines": lines,
        "beside_title": BESIDE if any(line["beside"] for line in lines) else None,
        "across": None,
        "up": None,
        "corners": None,
        "corner": None,
        "stands": None,
        "says": " ".join(_line_says(line, columns) for line in lines),
    }


def _stage(words: Wording, grid: StageGrid, stage: Stage, given: dict[str, State]) -> Data:
    """A line of the grid: each matter in the column where it was settled, or beside them all."""
    cells: list[list[str]] = [[] for _ in grid.columns]
    beside = list[str]()
    for fact in stage.facts:
        row, state = words.places[fact].row, given[fact]
        label = capital(sentences.fill(words, row.label)) if row else fact
        column = next((i for i, one in enumerate(grid.columns) if state in one.choices), None)
        if column is None:
            beside.append(f"{label}: {_why_beside(words, fact, state)}")
        else:
            cells[column].append(label)
    return {"title": unstopped(sentences.fill(words, stage.title)), "cells": cells, "beside": beside}


def _why_beside(words: Wording, fact: str, state: State) -> str:
    choice = wording.choice_of(words, fact, state)
    if choice is None:
        return _UNANSWERED[state]
    return (
        "fixed from outside" if choice.id == FIXED else small(unstopped(sentences.fill(words, choice.label)))
    )


def _line_says(line: Data, columns: list[str]) -> str:
    settled = [
        f"{small(label)}, {column}"
        for column, cell in zip(columns, line["cells"], strict=True)
        for label in cell
    ]
    return f"{line['title']}: {'; '.join([*settled, *map(small, line['beside'])])}."
