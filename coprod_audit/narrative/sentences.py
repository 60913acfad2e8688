"""The questionnaire's own sentences with one project's words in them, each made once (`wording` says how)."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Truth
from coprod_audit.narrative import citing
from coprod_audit.narrative.wording import NOBODY, SILENT, State, Wording, choice_of, remembered
from coprod_audit.narrative.words import capital, listed, small, stopped, this_inside, undetermined, unstopped
from coprod_audit.questionnaire import Question, Row

_ROOM = re.compile(
    r"(?P<same>\b(?:same|different) )?\{(?P<name>people|People|organisation|Organisation|row|Row)\}"
)
_NOT_ASKED = "This audit did not ask"

_UNANSWERED: dict[Truth, str] = {
    True: "Not asked",
    False: "Did not arise",
    None: "Did not arise, as far as is known",
}
"""What stands where an answer would, by whether what is known calls for it."""


@remembered(2048)
def fill(words: Wording, text: str, row: str = "") -> str:
    """The text with the project's own words in it."""
    if "{" not in text:
        return text

    def word(found: re.Match[str]) -> str:
        name = found["name"].lower()
        own = row if name == "row" else words.people if name == "people" else words.organisation
        said = own if found["name"] == name else capital(own)
        return f"{found['same']}{undetermined(said)}" if found["same"] else said

    return _ROOM.sub(word, text)


@remembered(512)
def spoken(words: Wording, text: str) -> str:
    """The text filled, and without `nobody could say` where a text is silent and nobody was asked."""
    return owning_up(fill(words, text), SILENT) if words.coded else fill(words, text)


def label(words: Wording, fact: str, state: State) -> str:
    """The answer as it was chosen, or in words why there is none."""
    choice = choice_of(words, fact, state)
    if choice is not None:
        return fill(words, choice.label)
    if not isinstance(state, str):
        return _UNANSWERED[state]
    return "Does not apply here" if state == NOT_APPLICABLE else words.nobody_could_say


@remembered(512)
def easy(words: Wording, fact: str, state: State) -> str:
    """The answer in the plain wording."""
    choice = choice_of(words, fact, state)
    if choice is not None:
        return fill(words, choice.easy or choice.label)
    return f"{words.nobody_could_say}." if isinstance(state, str) else "This was not asked."


@remembered(512)
def easy_question(words: Wording, fact: str) -> str:
    """The question in the plain wording."""
    question = words.places[fact].question
    return fill(words, question.easy or question.ask)


@remembered(1024)
def says(words: Wording, fact: str, choice_id: str, asked: bool = True) -> str:
    """What one choice says of this project, as a sentence; where it is no choice, `asked` says whether it was put."""
    here = words.places[fact]
    choice = here.choices.get(choice_id)
    if choice is None:
        return _without_a_choice(words, here.question, here.row, choice_id, asked=asked)
    return stopped(fill(words, choice.says or choice.label, here.row.label if here.row else ""))


@remembered(512)
def of_this(words: Wording, fact: str, state: State) -> str:
    """What was answered, beside a label that names the row: `The council asked residents about this, ...`."""
    here = words.places[fact]
    choice = choice_of(words, fact, state)
    if choice is not None:
        return this_inside(unstopped(fill(words, choice.says or choice.label, "this")))
    if here.row and here.question.row_when and state == UNKNOWN:
        return this_inside(unstopped(_nobody_could_say(words, here.question, "this")))
    return label(words, fact, state)


@remembered(1024)
def clause(words: Wording, facts: tuple[str, ...], choice_id: str, asked: bool = True) -> str:
    """What a choice says of one fact, or of rows of one table, to go on with: no capital, no full stop."""
    here = words.places
    choice = here[facts[0]].choices.get(choice_id)
    if choice is None:
        return unstopped(small(says(words, facts[0], choice_id, asked)))
    text = choice.says or choice.label
    found = _ROOM.match(text)
    text = text.replace(found.group(), found.group().lower(), 1) if found else small(text)
    labels = [row.label for fact in facts if (row := here[fact].row)]
    if _takes_several_rows(text) or len(labels) < 2:
        return unstopped(fill(words, text, listed(labels)))
    return listed([unstopped(fill(words, text, label)) for label in labels])


@remembered(2048)
def said_together(words: Wording, facts: tuple[str, ...], states: tuple[State, ...]) -> tuple[str, ...]:
    """What was answered alike about several rows of one table, without saying it once for each row."""
    here = words.places
    question = here[facts[0]].question
    rows = [row.label for fact in facts if (row := here[fact].row)]
    if len(facts) == 1 or len(rows) < len(facts):
        return tuple(dict.fromkeys(map(partial(said, words), facts, states)))
    choice = choice_of(words, facts[0], states[0])
    if choice is None:
        asked = any(isinstance(state, str) for state in states)
        if question.several and len(rows) == len(question.rows):
            whole = question._replace(if_unknown="")
            return (_nobody_could_say(words, whole, "", asked=asked),)
        return (_nobody_could_say(words, question, _any_of(rows, len(question.rows)), asked=asked),)
    if _takes_several_rows(choice.says):
        return (stopped(fill(words, choice.says, listed(rows))),)
    return (said(words, facts[0], states[0]), f"The same goes for {listed(rows[1:])}.")


def said(words: Wording, fact: str, state: State) -> str:
    """What was answered, as a sentence; also where nobody could say."""
    return says(words, fact, state) if isinstance(state, str) else says(words, fact, UNKNOWN, False)


@remembered(2048)
def told(words: Wording, facts: tuple[str, ...], states: tuple[State, ...]) -> dict[str, Any]:
    """Facts that are told together, and the sentences of them, as data."""
    return {"facts": [*facts], "says": " ".join(said_together(words, facts, states))}


def told_apart(words: Wording, given: Mapping[str, State]) -> list[dict[str, Any]]:
    """What was answered, rows of a table with the same answer together; what nothing calls for is left out."""
    here = words.places
    together: dict[tuple[str, str], list[str]] = {}
    for fact, state in given.items():
        if state is True:
            together.setdefault((here[fact].question.id, UNKNOWN), []).append(fact)
        elif state:
            together.setdefault((here[fact].question.id, state), []).append(fact)
    return [told(words, tuple(same), tuple([given[fact] for fact in same])) for same in together.values()]


def _without_a_choice(
    words: Wording, question: Question, row: Row | None, choice_id: str, *, asked: bool
) -> str:
    label_ = row.label if row else ""
    if choice_id == NOT_APPLICABLE:
        return f"Does not apply here: {small(fill(words, question.ask, label_))}"
    return _nobody_could_say(words, question, label_, asked=asked)


def _nobody_could_say(words: Wording, question: Question, label_: str, *, asked: bool = True) -> str:
    sentence = question.if_unknown or f"{NOBODY}: {small(question.ask)}"
    if words.coded or not asked:
        sentence = owning_up(sentence, SILENT if words.coded else _NOT_ASKED)
    if label_ and "{row}" not in sentence.lower():
        sentence = f"{unstopped(sentence)} ({label_})"
    return stopped(fill(words, sentence, label_))


def owning_up(sentence: str, why: str) -> str:
    """The sentence with why it is not known in place of `nobody could say`."""
    return sentence.replace(NOBODY, why).replace(small(NOBODY), small(why))


def sources(words: Wording, places_: Iterable[str]) -> list[str]:
    """Sources in full, one entry a document."""
    return citing.in_full(words.questionnaire.sources, places_)


def sources_in_short(words: Wording, places_: Iterable[str]) -> str:
    """Sources as one says them in passing."""
    return citing.in_short(words.questionnaire.sources, places_)


def _takes_several_rows(says_: str) -> bool:
    # "{Row} was settled" and "{row} ... changed it" only go with one row at a time.
    return says_.count("{row}") == 1 and "{Row}" not in says_ and not re.search(r"\bit\b", says_)


def _any_of(rows: list[str], all_rows: int) -> str:
    """Rows about which nobody could say something: that none of them is known deserves a word of its own."""
    return f"any of these: {listed(rows, 'or')}" if len(rows) == all_rows else listed(rows, "or")
