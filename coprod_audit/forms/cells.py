"""What the text of a cell means: tables to look it up in, made once for each column, and the sentence where it means nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from coprod_audit.answers import VIEWS
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.faults import quoted
from coprod_audit.forms.days import EXPECTED, day
from coprod_audit.forms.form_map import EVERYTHING, Dates, Numbers
from coprod_audit.forms.texts import nearest, plainly, tidy
from coprod_audit.forms.wordings import NOT_ASKED, VIEW_WORDINGS, choice_wordings, rung_wordings
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.questionnaire import Question, Questionnaire

Reason = tuple[str, str]
"""A code, and the sentence that goes with it."""

LONGEST: Final = ANSWERS_LIMITS.characters
"""How many characters a text from a cell may have."""

_SPLITS: Final = (re.compile(r"[;\n|]"), re.compile(r","), re.compile(r"\s"))
_NUMBER = re.compile(r"([0-9]{1,7})(?:\.0+)?")
_TICK: Final = ("yes", "y", "1", "1.0", "true", "x", "ticked", "checked", "selected")
_NO_TICK: Final = ("no", "n", "0", "0.0", "false", "not ticked", "unchecked", "not selected")
_CHOICES = ("respondent.view", "project.claims", "project.intends")


def known_answers(
    question: Question,
    fact: str,
    answers: Mapping[str, Mapping[str, str]],
    numbers: Numbers = "no",
    absent: Iterable[str] = (),
) -> dict[str, str]:
    """What each text means in a cell of this fact, as it is written and as it is compared; "" for what was not asked.

    What the map says comes before the questionnaire's words, and what it says of the fact before what it says of all.
    """
    known: dict[str, str] = {}
    said = choice_wordings(question)
    _put(known, _ticks(question) if question.several else ())
    _put(known, _choices(question))
    _put(known, ((text, name) for name in (UNKNOWN, NOT_APPLICABLE) for text in said.get(name, ())))
    _put(known, _numbers(question, numbers))
    _put(known, ((name, name) for name in said))
    _put(known, ((text, "") for text in ("", NOT_ASKED, *absent)))
    for name in (EVERYTHING, question.id, fact):
        _put(known, ((text, c) for text, c in answers.get(name, {}).items() if not c or c in said))
    return known


def known_elsewhere(others: Iterable[Question]) -> dict[str, str]:
    """What each text means to those who are asked the same question in other languages."""
    known: dict[str, str] = {}
    for question in others:
        _put(known, _choices(question))
        _put(known, [(question.dont_know, UNKNOWN)] if question.dont_know else ())
    return known


def _ticks(question: Question) -> Iterator[tuple[str, str]]:
    """What tools write in the column of a row that can be ticked; a blank says nothing."""
    no_tick, tick = (choice.id for choice in question.choices)
    yield from ((text, no_tick) for text in _NO_TICK)
    yield from ((text, tick) for text in _TICK)


def _choices(question: Question) -> Iterator[tuple[str, str]]:
    """What each choice is called; labels stand over easy words, and so come after them."""
    yield from ((choice.easy, choice.id) for choice in question.choices)
    yield from ((choice.label, choice.id) for choice in question.choices)


def _put(known: dict[str, str], texts: Iterable[tuple[str, str]]) -> None:
    for text, name in texts:
        known[text] = known[plainly(text)] = name


def _numbers(question: Question, numbers: Numbers) -> Iterator[tuple[str, str]]:
    """The number of each choice: its rank from 0, or its place from 1 with those outside the scale at the end."""
    for place, choice in enumerate(question.choices, start=1):
        number = place if numbers == "from 1" else choice.rank
        if numbers != "no" and number is not None:
            yield from ((str(number), choice.id), (f"{number}.0", choice.id))


def no_answer(question: Question, cell: str, known: Mapping[str, str]) -> Reason:
    """Why a cell is no answer to its question."""
    plain = plainly(cell)
    if plain in {NOT_APPLICABLE, "not applicable"} and not question.not_applicable:
        message = f"{quoted(cell)} for {quoted(question.id)}, which always applies; say in the map what it means, under 'answers', as 'unknown' or '{NOT_ASKED}'"
        return "M027", message
    several = several_in(cell, known)
    if several:
        chosen = (
            " and ".join(several) if len(several) == 2 else f"{', '.join(several[:-1])} and {several[-1]}"
        )
        return (
            "M021",
            f"{len(several)} choices in one cell, {chosen}, where {question.id} takes one; keep the one that counts",
        )
    return "M020", _no_choice(question, cell)


def several_in(cell: str, known: Mapping[str, str]) -> list[str]:
    """The choices that stand together in one cell; none where any part of it is something else."""
    for split in _SPLITS:
        parts = [plainly(part) for part in split.split(cell[:LONGEST])]
        chosen = [known.get(part) for part in parts if part]
        if len(chosen) > 1 and all(chosen):
            return list(dict.fromkeys([name for name in chosen if name]))
    return []


@lru_cache(maxsize=1_000)
def _hint(said: tuple[tuple[str, str], ...], cell: str) -> str:
    """The part of a sentence that offers what is most like the cell, with the id that it comes to."""
    near = nearest(cell, [text for text, _ in said])
    name = next((name for text, name in said if text == near), "")
    also = "" if name == near else f" ({name})"
    return f", the nearest is {quoted(near)}{also}" if near else ""


def _no_choice(question: Question, cell: str) -> str:
    texts = choice_wordings(question)
    said = tuple([(text, name) for name, several in texts.items() for text in (name, *several)])
    hint = _hint(said, cell[:LONGEST])
    return f"no choice of {question.id} says {quoted(cell)}{hint}; it has {', '.join(texts)}; say in the map what this means, under 'answers'"


def detail_wordings(questionnaire: Questionnaire, name: str) -> dict[str, tuple[str, ...]]:
    """What may be said of who answered, or of what a project claims or intends, by what it comes to."""
    if name == "respondent.view":
        return {view: VIEW_WORDINGS[view] for view in VIEWS}
    return rung_wordings(questionnaire.ladder)


class Details:
    """What the cells of a project's details come to: looked up in tables made once."""

    def __init__(
        self, questionnaire: Questionnaire, answers: Mapping[str, Mapping[str, str]], dates: Dates
    ) -> None:
        self.dates: Dates = dates
        self.names = {name: detail_wordings(questionnaire, name) for name in _CHOICES}
        self.known: dict[str, dict[str, str]] = {}
        for name, said in self.names.items():
            known: dict[str, str] = {}
            _put(known, ((text, of) for of, texts in said.items() for text in texts))
            _put(known, ((of, of) for of in said))
            _put(known, (("", ""), (NOT_ASKED, "")))
            _put(known, answers.get(name, {}).items())
            self.known[name] = known

    def value(self, field: str, cell: str) -> tuple[str, Reason | None]:
        """What the cell comes to, or why it comes to nothing."""
        if field in self.known:
            return self._choice(field, cell)
        if len(cell) > LONGEST:
            return "", too_long(cell)
        text = cell.strip() if field == "project.about" else tidy(cell)
        if not text:
            return "", None
        if field == "project.date":
            found = day(text, self.dates)
            reason = f"no day in {quoted(cell)}; expected is one that there is, as in {EXPECTED[self.dates]}"
            return found, None if found else ("M023", reason)
        return _number(text) if field.startswith("respondent.") else (text, None)

    def _choice(self, field: str, cell: str) -> tuple[str, Reason | None]:
        known = self.known[field]
        found = known.get(cell)
        found = known.get(plainly(cell)) if found is None else found
        if found is not None:
            return found, None
        said = tuple([(text, n) for n, texts in self.names[field].items() for text in (n, *texts) if n])
        hint = _hint(said, cell[:LONGEST])
        what, code, have = (
            ("view", "M024", "there are") if field == _CHOICES[0] else ("rung", "M025", "the ladder has")
        )
        names = ", ".join(name for name in self.names[field] if name)
        return "", (
            code,
            f"no {what} says {quoted(cell)}{hint}; {have} {names}; say in the map what this means, under 'answers'",
        )


def _number(text: str) -> tuple[str, Reason | None]:
    found = _NUMBER.fullmatch(text)
    if found:
        return str(int(found[1])), None
    return "", ("M026", f"{quoted(text)} where a number of people is expected; write it in figures")


def too_long(cell: str) -> Reason:
    """Why a text is not taken."""
    return "M028", f"a text of {len(cell):,} characters; at most {LONGEST:,} are taken, so shorten it"
