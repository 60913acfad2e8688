"""The sections that a charter should have, found by what their headings mean: at any level, in any order.

A heading is taken apart into words: capitals, punctuation, numbering ("2.", "Section 3:", "b)"), articles and words
such as "our" do not count. A wording of several words means a section wherever they stand in the heading one after
another ("Who decides what, and how" has "who decides"). A wording of one word must be what the heading, or a part of it
between commas, colons or "and", is about: the last word before "of", "for" and the like. So "Goals and scope" is two
sections, and "Goals of the hub" and "Project goals" are about goals; "Power supply" is not about power, and
"Non-goals" are no goals: they say what is out of scope.

The title of the whole text, a first heading with all others below it, counts only where it is nothing but a wording.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from coprod_audit.charter.headings import Part, Prose

_GOALS = (
    "goal|goals|aim|aims|objective|objectives|purpose|purposes|outcome|outcomes|vision|ambition|ambitions|mission|"
    "what we want|what we are trying to do|what we are trying to achieve|what we hope|what we aim|what this is for|"
    "what is this for|what it is for|what is it for|what should be different|what will be different|what should change|"
    "what will change|what needs to change|what success looks like|what success look like|measures of success|measuring success|"
    "why we are doing this|why are we doing this|why we are here|change we want|changes we want|difference we want"
)
_SCOPE = (
    "scope|boundary|boundaries|remit|limits|constraints|givens|in scope|out of scope|within scope|"
    "on the table|off the table|what is in|what is out|what is open|what is fixed|what is set|what is negotiable|"
    "what is not negotiable|non negotiable|non negotiables|non goals|non goal|anti goals|what can be decided|"
    "what cannot be decided|what we can decide|what we cannot decide|what people can decide|what can change|"
    "what cannot change|what can be changed|what cannot be changed|what we can change|what this covers|"
    "what this charter covers|what this does not cover|what is covered|what is not covered|what is included|"
    "what is not included|what is up for discussion|room for manoeuvre|decision space"
)
_PEOPLE = (
    "people|participant|participants|members|membership|involvement|stakeholders|partners|team|representation|roles|"
    "recruitment|people involved|who is involved|who are involved|who gets involved|who we involve|who should be involved|"
    "who takes part|who take part|who is taking part|who can take part|who should take part|who we are|who are we|"
    "who is who|who is in the room|who is at the table|who is on the panel|who sits on|who is here|who is missing|"
    "who we work with|who we are working with|who is working on this|who we need|who joins|who belongs|who it is for|"
    "who is it for|who this is for|who is this for"
)
_POWER = (
    "power|decisions|governance|control|influence|power sharing|powersharing|sharing power|sharing of power|share power|"
    "shared power|balance of power|who decides|who decide|who gets to decide|who makes decisions|who takes decisions|"
    "who has power|who holds power|who has say|who has last word|who has final say|who is in charge|who is in control|"
    "how decisions are made|how decisions are taken|how are decisions made|how are decisions taken|how decisions get made|"
    "how we decide|how we make decisions|how we take decisions|how we share decisions|how it is decided|"
    "decision making|decision rights|shared decisions|sharing decisions|joint decisions|decide together|deciding together|"
    "final say|last word"
)
_CULTURE = (
    "culture|values|principles|behaviours|behaviors|behaviour|behavior|norms|ethos|relationships|trust|"
    "ways of working|way of working|way we work|ways we work|how we work|how we are working|how we want to work|"
    "working together|work together|working culture|working agreement|working agreements|group agreement|ground rules|"
    "house rules|code of conduct|how we treat each other|how we treat one another|how we behave|"
    "how we are with each other|how we look after each other|how we get on|what we expect of each other|shared values"
)
SECTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        name: tuple(wordings.split("|"))
        for name, wordings in (
            ("goals", _GOALS),
            ("scope", _SCOPE),
            ("people", _PEOPLE),
            ("power", _POWER),
            ("culture", _CULTURE),
        )
    }
)
"""Wordings of the sections of the questionnaire that we ship, by its ids."""

_FILLER_WORDS = "a an the our your their its this these those do does did will would"
_FILLERS: Final = frozenset(_FILLER_WORDS.split())
_BOUND_WORDS = (
    "of for in on at from by to with within between behind is are was were we you they that which who should"
)
_BOUNDS: Final = frozenset(_BOUND_WORDS.split())
_NOT: Final = frozenset(("non", "not", "no", "anti", "without"))
_NUMBERING = (
    r"^\W*(?:(?:section|part|chapter|article)\s+)?(?:[0-9]+(?:\.[0-9]+)*|[a-z]|[ivx]+)(?:[.):]|\s+[-–—])\s*"
)
_BETWEEN = r"[,;:/|()–—&+?!.]|\s-+\s|\band\b|\bor\b|\bplus\b"


def found(prose: Prose, wanted: Mapping[str, Sequence[str]]) -> dict[str, tuple[Part, ...]]:
    """For each section its parts, in the order of the text: none where it is missing. `wanted` are its wordings."""
    there: dict[str, list[Part]] = {section: [] for section in wanted}
    title = _title(prose.parts)
    for part in prose.parts:
        heads, phrases = _meanings(part.heading.text)
        for section, wordings in wanted.items():
            if part is title:
                means = _normal(part.heading.text) in map(_normal, wordings)
            else:
                means = any(_is_about(_normal(wording), heads, phrases) for wording in wordings)
            if means:
                there[section].append(part)
    return {section: tuple(parts) for section, parts in there.items()}


def _title(parts: Sequence[Part]) -> Part | None:
    """The first heading, where all others stand below it."""
    first = parts[0] if len(parts) > 1 else None
    return first if first and all(part.heading.level > first.heading.level for part in parts[1:]) else None


def _is_about(wording: str, heads: frozenset[str], phrase: str) -> bool:
    if " " not in wording:
        return wording in heads
    return f" {wording} " in phrase


@lru_cache(maxsize=2_000)
def _normal(wording: str) -> str:
    """The words that count, with one blank between them."""
    if (
        wording.islower() and wording.replace(" ", "").isalpha()
    ):  # as nearly all of ours are: no need to look closer
        return " ".join([word for word in wording.split() if word not in _FILLERS])
    return " ".join(_words(_spelt_out(wording)))


def _meanings(heading: str) -> tuple[frozenset[str], str]:
    """What the parts of a heading are about, a word each; and all its words, with a blank around each."""
    text = _spelt_out(heading[:300])
    heads = frozenset(head for piece in re.split(_BETWEEN, text) for head in _head(_words(piece)))
    return heads, f" {' '.join(_words(text))} "


def _head(words: Sequence[str]) -> Iterator[str]:
    """The word that a piece of a heading is about, if any."""
    ends = next((place for place, word in enumerate(words) if place and word in _BOUNDS), len(words))
    if words and not _NOT.intersection(words[: ends - 1]):
        yield words[ends - 1]


def _spelt_out(text: str) -> str:
    """In small letters, without numbering, and without apostrophes: "who's" is "who is"."""
    text = re.sub(_NUMBERING, "", text.lower().replace("’", "'"))
    if "'" in text:
        text = re.sub(r"\b(who|what|where|how|it|that)'s\b", r"\1 is", text)
        text = text.replace("can't", "cannot").replace("n't", " not").replace("'s", "").replace("'re", " are")
    return text


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text)
    return [word for word in words if word not in _FILLERS and not word.isdigit()]
