"""What is said of lenses in sentences: how they were chosen, what each comes to, and to which view a project leans.

A reader meets a lens as a *framework*: other people's way of looking at the same thing.
"""

from collections.abc import Sequence
from typing import Literal

from coprod_audit.lens import LooksFor
from coprod_audit.lenses import SHOWN, Chosen, Leans, LensResult, State
from coprod_audit.narrative.words import listed, number

HEADING = "The same answers through other frameworks"

_NOUNS: dict[LooksFor, tuple[str, str]] = {
    "practice": ("element", "elements"),
    "barriers": ("barrier", "barriers"),
}
_STANDS: dict[LooksFor, dict[State, str]] = {
    "practice": {
        "evident": "evident",
        "partly": "partly",
        "not-evident": "not evident",
        "not-known": "not known",
    },
    "barriers": {
        "evident": "named",
        "partly": "named in part",
        "not-evident": "not named",
        "not-known": "not known",
    },
}
_LEANS: dict[Leans, str] = {
    "first": "Towards the first view.",
    "second": "Towards the second view.",
    "both": "Towards both.",
    "neither": "Towards neither.",
    "not-known": "Not known.",
}


def stands(looks_for: LooksFor, state: State) -> str:
    """Say in a word or two how an element comes out; of a barrier, whether it is named."""
    return _STANDS[looks_for][state]


def leans(towards: Leans) -> str:
    """Say in a few words to which side of a disagreement a project leans."""
    return _LEANS[towards]


def summary(result: LensResult) -> str:
    """Say in a sentence how many elements came out in which way."""
    looks_for, total = result.lens.looks_for, len(result.elements)
    came_out = {state: n for state in _STANDS[looks_for] if (n := result.count(state))}
    noun = _NOUNS[looks_for][total > 1]
    if len(came_out) == 1:
        return _all_alike(_told(looks_for, next(iter(came_out))), noun, total)
    told = [
        f"{number(n)} {'is' if n == 1 else 'are'} {_told(looks_for, state)}" for state, n in came_out.items()
    ]
    return f"Of {number(total)} {noun}, {listed(told)}."


def _told(looks_for: LooksFor, state: State) -> str:
    return "partly evident" if (looks_for, state) == ("practice", "partly") else _STANDS[looks_for][state]


def _all_alike(word: str, noun: str, total: int) -> str:
    if word == "not known":
        return f"Nothing is known of {'its one' if total == 1 else f'the {number(total)}'} {noun}."
    if total == 1:
        return f"Its one {noun} is {word}."
    if word.startswith("not "):
        none = "Neither of the two" if total == 2 else f"None of the {number(total)}"
        return f"{none} {noun} is {word.removeprefix('not ')}."
    return f"{'Both' if total == 2 else f'All {number(total)}'} {noun} are {word}."


def how_chosen(chosen: Chosen, every: int) -> str:
    """Say in a sentence by which rule the lenses that are shown were chosen."""
    shown = len(chosen.shown)
    match chosen.how:
        case "say-most" if shown == every:
            return "This is the one framework there is." if every == 1 else _all_of(every)
        case "say-most" if shown < SHOWN:
            are = f"are the {number(shown)}" if shown > 1 else "is the one"
            return f"Of {number(every)} frameworks, {'these' if shown > 1 else 'this'} {are} of which anything is known."
        case "say-most":
            return (
                f"Of {number(every)} frameworks, these are the {number(shown)} that say most here: those of which the largest "
                "share is known and, among equals, those in which what is evident and what is not are most evenly mixed."
            )
        case "all":
            return "This is the one framework there is." if every == 1 else _all_of(every)
        case _:
            return (
                "Shown are the frameworks that were asked for."
                if shown > 1
                else "Shown is the framework that was asked for."
            )


def _all_of(every: int) -> str:
    return "Both frameworks are shown." if every == 2 else f"All {number(every)} frameworks are shown."


def not_shown(titles: Sequence[str]) -> str | None:
    """Name the lenses that are not shown; None where all are."""
    return f"Not shown: {'; '.join(titles)}." if titles else None


def not_named(titles: Sequence[str]) -> str | None:
    """Name the barriers that nobody named; None where there are none."""
    return f"Not named: {'; '.join(titles)}." if titles else None


def not_asked(parts: Sequence[str]) -> str | None:
    """Say which parts of the questionnaire have the questions that were not put; None where all were."""
    quoted = listed([f"“{part}”" for part in parts])
    if not parts:
        return None
    return f"Not everything that counts here was asked. The {'part' if len(parts) == 1 else 'parts'} {quoted} {'has' if len(parts) == 1 else 'have'} the other questions."


Told = Literal["first", "later", "here"]
"""Where in an audit a first step stands already: among the first steps, those for later, or on the page of the lenses."""


def again(title: str, where: Told) -> str:
    """Say of advice whose first step stands in the audit already where that is."""
    match where:
        case "first":
            return f"“{title}” is among the first steps at the front."
        case "later":
            return f"“{title}” is among the steps for when the first are done."
        case "here":
            return f"“{title}”, as above, helps here too."


def story_of(title: str) -> str:
    """Name a story that is not told here."""
    return f"There is a story of it: “{title}”."


def also(looks_for: LooksFor, state: State) -> str:
    """The heading of elements that are only named, by how they came out."""
    if looks_for == "barriers":
        return "Also named" if state == "evident" else "Named in part"
    return "Not evident either" if state == "not-evident" else "Partly evident"


def what_helps(looks_for: LooksFor, states: set[State]) -> str:
    """The heading of the help that is listed."""
    if looks_for == "barriers":
        return "What helps against those that are named"
    if len(states) > 1:
        return "What helps where it is not evident, or only partly"
    return f"What helps where it is {'not' if 'not-evident' in states else 'partly'} evident"


def here(across: State, up: State) -> str:
    """The mark in a field of two directions: surely here, between this field and others, or perhaps here."""
    if "not-known" in {across, up}:
        return "(this project, perhaps)"
    return "(this project, in part)" if "partly" in {across, up} else "(this project)"


def place(across: State, up: State, corners: Sequence[str], labels: Sequence[str]) -> str:
    """Say in words where a project stands in a picture of two directions, whose two labels these are.

    `corners` are those that it stands at, or between: one, two or all four.
    """
    unknown = [
        f"“{label}”" for label, state in zip(labels, (across, up), strict=True) if state == "not-known"
    ]
    quoted = [f"“{corner}”" for corner in corners]
    if len(unknown) == 2:
        return f"Where this project stands is not known: neither {listed(unknown, 'nor')} is."
    if unknown:
        return f"This project stands at {listed(quoted, 'or')}, or between them: {unknown[0]} is not known."
    if len(corners) == 1:
        return f"This project stands at {quoted[0]}."
    if len(corners) == 4:
        return "This project stands in the middle, between all four."
    return f"This project stands between {listed(quoted)}."
