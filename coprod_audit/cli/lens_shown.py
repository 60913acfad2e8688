"""Lenses as text for people: which there are, one in full, and a file of somebody's own that was checked."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from coprod_audit import loading
from coprod_audit.cli import lens_choice, lens_words, limiting
from coprod_audit.conditions import Condition, addresses
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import listed, no_such
from coprod_audit.lens import Column, Corner, Disagreement, Element, Lens, Stage, StageGrid, TwoByTwo
from coprod_audit.narrative import citing
from coprod_audit.questionnaire import Questionnaire, Section

_WIDEST: Final = 80
_NARROWEST: Final = 20
_DEEPEST: Final = 6
"""How far lines are indented at most: what is nested deeper stands below each other."""


def listing(name: str | None, own: Sequence[str] = (), limits: tuple[str, ...] = ()) -> str:
    """Every lens there is, with its source and what it rests on."""
    asked = _asked(name, own, limits)
    lines = [line for lens in asked.lenses for line in (*_listed(asked, lens), "")]
    if not lines:
        lines = [*_prose(f"{asked.id} has no lenses."), ""]
    return (
        "\n".join([*lines, *_disagreements(asked), *_command("One lens in full:", "lens show NAME")]) + "\n"
    )


def lens(name: str, questionnaire: str | None, own: Sequence[str] = (), limits: tuple[str, ...] = ()) -> str:
    """One lens with everything that is said about it. Raises UsageError where there is none of that id."""
    asked = _asked(questionnaire, own, limits)
    found = next((one for one in asked.lenses if one.id == name), None)
    if found is None:
        raise UsageError(no_such("lens", name, [one.id for one in asked.lenses], "there are"))
    return "\n".join(_in_full(asked, found)) + "\n"


def checked(path: str, questionnaire: str | None, limits: tuple[str, ...] = ()) -> str:
    """A line that says that lenses are in order. Raises InputError with every fault where they are not."""
    usual = limiting.limits(limits).questionnaire
    asked = loading.read_questionnaire(questionnaire, limits=usual)
    more = loading.read_lenses([path], asked, limits=usual)
    lenses = more.lenses[len(asked.lenses) :]
    apart: tuple[Disagreement, ...] = more.disagreements[len(asked.disagreements) :]
    names = f" ({listed([lens.id for lens in lenses])})" if lenses else ""
    also = f", {_number(len(apart), 'disagreement')}" if apart else ""
    return f"{path}: no faults found; {_number(len(lenses), 'lens')}{names}{also}, beside {asked.id} {asked.version}"


def _asked(name: str | None, own: Sequence[str], limits: tuple[str, ...]) -> Questionnaire:
    """The questionnaire with lenses of somebody's own. Raises UsageError for a name where a path belongs."""
    usual = limiting.limits(limits).questionnaire
    asked = loading.read_questionnaire(name, limits=usual)
    for word in lens_choice.asked(own).names:
        raise UsageError(
            f"--lens '{word}' is no path; name a file or a folder of lenses, as in --lens ./mine/"
        )
    return lens_choice.choice(own, asked, limits=usual, beside=name).questionnaire


def _listed(asked: Questionnaire, lens: Lens) -> Iterator[str]:
    yield from _wrapped(f"{lens.id}: {lens.title}")
    source = _sources(asked, dict.fromkeys(where.partition(",")[0] for where in _places(lens)))
    yield from _wrapped(f"{_number(len(lens.elements), 'element')}{f', from {source}' if source else ''}.", 1)
    yield from _wrapped(_needs(asked, lens), 1)


def _disagreements(asked: Questionnaire) -> Iterator[str]:
    if asked.disagreements:
        yield from _prose("An audit also says where two sources do not agree:")
        for one in asked.disagreements:
            yield from _wrapped(one.title, 1)
        yield ""


def _in_full(asked: Questionnaire, lens: Lens) -> Iterator[str]:
    yield from _prose(f"{lens.title} ({lens.id})")
    source = _sources(asked, _places(lens))
    rests_on = f"It rests on {source}." if source else ""
    for text in (lens.about, lens.note, rests_on, _picture(lens), _needs(asked, lens)):
        if text:
            yield from ("", *_prose(text))
    needed = _needed(asked, lens)
    if needed:
        parts = " ".join(f"--only '{section.id}.*'" for section, _ in needed)
        says = "To answer that part:" if len(needed) == 1 else "To answer these parts:"
        yield from _command(says, f"run {parts} answers.yaml")
    yield from _words(asked, lens)
    part = ""
    for element in lens.elements:
        if element.part != part:
            part = element.part
            yield from ("", *_heading(part))
        yield from ("", *_element(asked, lens, element))


def _picture(lens: Lens) -> str:
    match lens.drawing:
        case TwoByTwo() as two:
            corners = (two.both, two.only_across, two.only_up, two.neither)
            return f"It has a picture in two directions: {two.across_label}; {two.up_label}. Its corners are {_titles(corners)}."
        case StageGrid(columns, stages):
            return f"It has a picture of who settles what: {_titles(stages)}, each by {_titles(columns)}."
    return ""


def _titles(several: Sequence[Corner | Column | Stage]) -> str:
    return ", ".join(
        f"\N{LEFT DOUBLE QUOTATION MARK}{one.title}\N{RIGHT DOUBLE QUOTATION MARK}" for one in several
    )


def _element(asked: Questionnaire, lens: Lens, element: Element) -> Iterator[str]:
    yield from _wrapped(f"{element.id}: {element.title}")
    yield from _wrapped(element.means, 1)
    word = "Named" if lens.looks_for == "barriers" else "Evident"
    yield from _condition(asked, f"{word} where", element.when)
    if element.partly is not None:
        yield from _condition(asked, "Partly where", element.partly)
    yield from _helps(asked, lens, element)
    if element.source:
        yield from _wrapped(f"Source: {_in_passing(asked, element.source)}.", 1)


def _words(asked: Questionnaire, lens: Lens) -> Iterator[str]:
    """What the words mean that the questionnaire defines and the conditions of this lens use, each told once."""
    conditions = [condition for element in lens.elements for condition in _conditions(element)]
    for definition in lens_words.words_used(conditions, asked):
        first, *more = lens_words.meaning(definition, asked)
        yield from ("", *_prose(first.text))
        for line in more:
            yield from _wrapped(f"- {line.text}", line.depth)


def _condition(asked: Questionnaire, begins: str, condition: Condition) -> Iterator[str]:
    first, *more = lens_words.told(condition, asked)
    yield from _wrapped(f"{begins} {first.text}", 1)
    for line in more:
        yield from _wrapped(f"- {line.text}", 1 + line.depth)


def _conditions(element: Element) -> tuple[Condition, ...]:
    return (element.when,) if element.partly is None else (element.when, element.partly)


def _helps(asked: Questionnaire, lens: Lens, element: Element) -> Iterator[str]:
    """What helps where the element is not evident; against a barrier, where it is named."""
    word = "Against it" if lens.looks_for == "barriers" else "What helps"
    for advice in asked.recommendations:
        if advice.id == element.advice:
            yield from _wrapped(f"{word}: {_ended(advice.title)} First: {advice.first_step}", 1)
    for idea in element.ideas:
        where = citing.in_short(asked.sources, idea.source)
        yield from _wrapped(f"To try: {_ended(idea.idea)}{f' ({where})' if where else ''}", 1)
    for story in asked.stories:
        if story.id == element.story:
            yield from _wrapped(f"Who did it: {story.title}", 1)


def _needs(asked: Questionnaire, lens: Lens) -> str:
    """The optional parts of the questionnaire that its elements look at, and how many elements look at each."""
    needed = _needed(asked, lens)
    if not needed:
        return "It looks at no optional part of the questionnaire."
    every = len(lens.elements)
    elements = f"of its {every} elements" if every > 1 else "of its one element"
    if len(needed) == 1:
        ((section, number),) = needed
        many = "all" if number == every > 1 else str(number)
        return f"It needs the optional part '{section.title}' for {many} {elements}."
    *most, last = [f"'{section.title}' for {number}" for section, number in needed]
    return f"It needs the optional parts {', '.join(most)} and {last} {elements}."


def _needed(asked: Questionnaire, lens: Lens) -> list[tuple[Section, int]]:
    """The optional parts that its elements look at, and how many look at each: those of most elements first."""
    found = Counter[str]()
    for element in lens.elements:
        facts = [fact for condition in _conditions(element) for fact in addresses(condition)]
        found.update({asked.by_fact[fact][0].section for fact in facts})
    parts = [(section, found[section.id]) for section in asked.sections if section.optional]
    return sorted((part for part in parts if part[1]), key=lambda part: -part[1])


def _places(lens: Lens) -> tuple[str, ...]:
    """Where a lens comes from; where it does not say so itself, the documents that its elements cite."""
    return lens.source or tuple(
        dict.fromkeys(where.partition(",")[0] for element in lens.elements for where in element.source)
    )


def _sources(asked: Questionnaire, places: Iterable[str]) -> str:
    return "; ".join(citing.in_full(asked.sources, places))


def _in_passing(asked: Questionnaire, places: Iterable[str]) -> str:
    """The same in short: the author, and where in the document; its title where nobody is named as the author."""
    named = [one._replace(title="") if citing.short_author(one.author) else one for one in asked.sources]
    return "; ".join(citing.in_full(named, places))


def _heading(text: str) -> list[str]:
    lines = _wrapped(text)
    return [*lines, "-" * max(map(len, lines), default=0)] if lines else []


def _number(number: int, what: str) -> str:
    several = {"lens": "lenses"}.get(what, f"{what}s")
    return f"1 {what}" if number == 1 else f"{number:,} {several}"


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text}."


def _command(says: str, command: str) -> list[str]:
    """A command on a line of its own, which is never broken: it can be copied."""
    return [*_prose(says), f"  coprod-audit {command}"]


def _wrapped(text: str, depth: int = 0) -> list[str]:
    """A line of a list, broken where the terminal ends, and where it would be too long to read."""
    blanks = "  " * min(depth, _DEEPEST)
    return _prose(text, blanks, f"{blanks}  ")


def _prose(text: str, first: str = "", others: str = "") -> list[str]:
    width = min(max(shutil.get_terminal_size((_WIDEST, 0)).columns, _NARROWEST), _WIDEST)
    return textwrap.wrap(
        show(" ".join(text.split())),
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
    )
