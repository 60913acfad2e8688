"""Which question or detail a header may stand for: the very words first, then what is most like them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

from coprod_audit.forms.shapes import split_any
from coprod_audit.forms.targets import FIELDS, GROUPS, KEY, Target
from coprod_audit.forms.texts import alike, bare, plainly
from coprod_audit.forms.wordings import FIELDS as FIELD_WORDINGS
from coprod_audit.forms.wordings import Wording, in_others, wordings
from coprod_audit.questionnaire import Questionnaire

_KEYS: Final = ("key", "project id", "project key", "project code", "project reference")
_NOTES: Final = ("comment", "comments", "note", "notes", "other")
_NUMBERED = re.compile(r"(?:sq)?0*([1-9][0-9]?)", re.IGNORECASE)
_TAIL = re.compile(r"(.*\D)[0-9]{1,2}")
_UNDERLINED = re.compile(r"(.+)_([0-9]{1,2})")
_LONGEST = 2_000
_SHORT: Final = frozenset(field.rpartition(".")[2] for field in FIELDS if not field.startswith(GROUPS))
"""What the details are called for short."""


class Names(NamedTuple):
    """What headers say: `whole` by the header as it is compared, `pairs` by a question and a row (or what stands for them)."""

    whole: Mapping[str, tuple[Target, ...]]
    pairs: Mapping[tuple[str, str], tuple[Target, ...]]
    said: tuple[tuple[Target, Wording], ...]


def names_of(questionnaire: Questionnaire, others: Sequence[Questionnaire] = ()) -> Names:
    """Everything that the questionnaire's questions, rows, choices and details may be called, in further languages too."""
    whole: dict[str, list[Target]] = {}
    pairs: dict[tuple[str, str], list[Target]] = {}
    said = wordings(questionnaire, others)
    for fact, wording in said.items():
        question, row = questionnaire.by_fact[fact]
        asks = (question.id, *wording.questions)
        _add(whole, (fact, bare(fact), *(wording.rows if row else asks)), Target("fact", fact))
        rows = (row.id, *wording.rows) if row else ()
        _add(pairs, _pairs(asks, rows), Target("fact", fact))
        languages = (question, *in_others(question, others))
        choices = [text for one in languages for c in one.choices for text in (c.id, c.label)]
        _add(pairs, _pairs(asks, choices), Target("ignored", question.id))
        if row is None:
            _add(pairs, _pairs(asks, _NOTES), Target("note", fact))
        else:
            of_a_detail = {question.id, bare(question.id)} & _SHORT  # a column of that name is the detail
            names = asks[1:] if of_a_detail else (*asks, bare(question.id))
            _add(whole, names, Target("table", question.id))
    for field in FIELDS:
        _add(whole, (field, *FIELD_WORDINGS.get(field, ())), Target("field", field))
        if not field.startswith(GROUPS):
            _add(whole, (field.rpartition(".")[2],), Target("field", field))
    _add(whole, _KEYS, KEY)
    return Names(
        {text: tuple(found) for text, found in whole.items()},
        {pair: tuple(found) for pair, found in pairs.items()},
        (*((Target("fact", fact), wording) for fact, wording in said.items()), *_details()),
    )


def _details() -> Iterator[tuple[Target, Wording]]:
    return ((Target("field", field), Wording(texts)) for field, texts in FIELD_WORDINGS.items())


def _pairs(asks: Sequence[str], rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    for ask, row in product(dict.fromkeys((*asks, bare(asks[0]))), rows):
        yield plainly(ask), plainly(row)


def _add(names: dict[object, list[Target]] | dict, keys: Iterable[object], target: Target) -> None:  # type: ignore[type-arg]
    for key in keys:
        found = names.setdefault(plainly(key) if isinstance(key, str) else key, [])
        if target not in found:
            found.append(target)


def variants(header: str) -> Iterator[str]:
    """The header, and what is left of it without what tools add: a path before it, a number or a code."""
    yield header
    if "/" in header:
        yield header.rpartition("/")[2]
    code, dot, text = header.partition(". ")
    if dot:
        yield from (text, code)
    tail = _TAIL.fullmatch(header)
    if tail and " " in header:  # `decisions_2` is a row by its number, and no second `decisions`
        yield tail[1]


def exact(texts: Iterable[str], names: Names) -> tuple[Target, ...]:
    """What the first of these texts names that names anything, in the order of the questionnaire."""
    for text in (variant for one in texts for variant in variants(one[:_LONGEST])):
        plain = plainly(text)
        found = names.whole.get(plain) or (names.whole.get(bare(text)) if " " not in plain else None)
        if found:
            return found
        for question, row in split_any(text):
            found = names.pairs.get((plainly(question), plainly(row)))
            if found:
                return found
    return ()


def numbered(texts: Iterable[str], names: Names, questionnaire: Questionnaire) -> Target | None:
    """The row that a tool has only numbered: `decisions[SQ002]`, `decisions_2`."""
    for text in texts:
        underlined = _UNDERLINED.fullmatch(text)
        splits = [*split_any(text), *([underlined.groups()] if underlined else [])]
        for question, row in splits:
            number = _NUMBERED.fullmatch(row)
            tables = [t for t in names.whole.get(plainly(question), ()) if t.kind == "table"]
            facts = questionnaire.by_id[tables[0].name].facts if tables else ()
            if number and int(number[1]) <= len(facts):
                return Target("fact", facts[int(number[1]) - 1])
    return None


def by_likeness(texts: Sequence[str], names: Names) -> list[tuple[float, Target]]:
    """Everything that may be named, the most alike first; of equals the one that the questionnaire has first."""
    parts = [(text, pair) for text in texts for pair in (None, *split_any(text[:_LONGEST]))]
    scored = [
        (max(_score(text, pair, wording) for text, pair in parts), target) for target, wording in names.said
    ]
    return sorted(scored, key=lambda one: -one[0])


def _score(text: str, pair: tuple[str, str] | None, wording: Wording) -> float:
    if pair is None or not wording.rows:
        asked = pair[0] if pair else text
        one = max(alike(asked, question) for question in wording.questions)
        return max(one, *(alike(text, row) for row in wording.rows)) if wording.rows else one
    question, row = pair
    asked_alike = max(alike(question, text) for text in wording.questions)
    return (asked_alike + max(alike(row, text) for text in wording.rows)) / 2
