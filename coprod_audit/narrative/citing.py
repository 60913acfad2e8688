"""How a source is named. A place is written `000, Box A`: the id of a source, then where in it."""

import re
from collections.abc import Iterable

from coprod_audit.narrative.words import listed
from coprod_audit.questionnaire import Source

Sources = Iterable[Source]


def in_full(sources: Sources, places: Iterable[str]) -> list[str]:
    """One entry a document: `Terry, Co-production in practice, Box A`."""
    return [
        ", ".join(filter(None, (_document(sources, seed), "; ".join(found))))
        for seed, found in _passages(places).items()
    ]


def in_short(sources: Sources, places: Iterable[str]) -> str:
    """Author and section, as one says them in passing: `Terry, Box A; nef and NESTA, Part 4`."""
    entries = []
    for seed, found in _passages(places).items():
        sections = [*dict.fromkeys(_section(passage) for passage in found)]
        named = _author(sources, seed) or _document(sources, seed)
        entries.append(", ".join(filter(None, (named, listed(sections)))))
    return "; ".join(entries)


def document(place: str) -> str:
    """The id of the document that a place stands in."""
    return place.partition(",")[0].strip()


def short_author(author: str) -> str:
    """The author without initials and what stands in brackets; empty where there is none (`author not named`)."""
    if author.startswith("author"):
        return ""
    return re.sub(r",(?: [A-Z]\.)+$", "", _without_brackets(author))


def _author(sources: Sources, seed: str) -> str:
    source = next((s for s in sources if s.id == seed), None)
    return short_author(source.author) if source else ""


def _document(sources: Sources, seed: str) -> str:
    source = next((s for s in sources if s.id == seed), None)
    if source is None:
        return seed
    return ", ".join(filter(None, (short_author(source.author), _without_brackets(source.title))))


def _passages(places: Iterable[str]) -> dict[str, list[str]]:
    passages: dict[str, list[str]] = {}
    for where in dict.fromkeys(places):
        seed, _, passage = where.partition(",")
        passages.setdefault(seed.strip(), []).append(passage.strip())
    return passages


def _section(passage: str) -> str:
    """The section a passage stands in: its title, or its number where it has one."""
    section = passage.partition(":")[0]
    return re.sub(r"^(\d+)\. .*", r"section \1", section)


def _without_brackets(text: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", text).strip()
