"""The questionnaire's own sentences, spoken about this project.

Every choice `says` what happened as a full sentence with room for what people are called here, the organisation
and the row. They are filled in one pass of plain replacement: what a project is called is never read again.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Truth, holds
from coprod_audit.narrative import citing
from coprod_audit.narrative.words import (
    capital,
    is_pronoun,
    listed,
    several,
    small,
    stopped,
    this_inside,
    undetermined,
    unstopped,
)
from coprod_audit.questionnaire import Choice, Question, Questionnaire, Row

_ROOM = re.compile(
    r"(?P<same>\b(?:same|different) )?\{(?P<name>people|People|organisation|Organisation|row|Row)\}"
)
_NOBODY, _SILENT, _NOT_ASKED = "Nobody could say", "The text does not say", "This audit did not ask"

_UNANSWERED: dict[Truth, str] = {
    True: "Not asked",
    False: "Did not arise",
    None: "Did not arise, as far as is known",
}
"""What stands where an answer would, by whether what is known calls for it."""


class Voice(NamedTuple):
    """Who speaks of what: a questionnaire, and the answers of one project."""

    questionnaire: Questionnaire
    answers: Answers

    @property
    def people(self) -> str:
        """What those the matter is for are called here."""
        return several(self.answers.project.people)

    @property
    def organisation(self) -> str:
        """The organisation's short name."""
        name = self.answers.project.organisation_short
        return name if name and not is_pronoun(name) else "the organisation"

    @property
    def coded(self) -> bool:
        """Whether the answers were taken from a text, and nobody who took part has answered."""
        return bool(self.answers.project.coded_from)

    @property
    def nobody_could_say(self) -> str:
        """How a sentence about what is not known begins: nobody could say it, or the text is silent."""
        return _SILENT if self.coded else _NOBODY

    def place(self, fact: str) -> tuple[Question, Row | None]:
        """The question, and the row of it, that a fact belongs to."""
        return self.questionnaire.by_fact[fact]

    def choice(self, fact: str) -> Choice | None:
        """The choice answered, or None where it is not known, not asked or does not apply."""
        return self.place(fact)[0].choice(self.answers.facts.get(fact, UNKNOWN))

    def arises(self, fact: str) -> bool:
        """Whether the fact was answered or is called for; a row whose condition fails need not be asked."""
        return fact in self.answers.facts or self._called_for(fact) is not False

    def surely_arises(self, fact: str) -> bool:
        """Whether what is known already calls for the fact."""
        return self._called_for(fact) is True

    def _called_for(self, fact: str) -> Truth:
        question, row = self.place(fact)
        when = dict(question.row_when).get(row.id) if row else None
        return True if when is None else holds(when, self.answers.facts)

    def fill(self, text: str, row: str = "") -> str:
        """The text with the project's own words in it."""
        own = {"people": self.people, "organisation": self.organisation, "row": row}

        def word(found: re.Match[str]) -> str:
            name = found["name"]
            said = own[name] if name in own else capital(own[name.lower()])
            return f"{found['same']}{undetermined(said)}" if found["same"] else said

        return _ROOM.sub(word, text)

    def spoken(self, text: str) -> str:
        """The text filled, and without `nobody could say` where a text is silent and nobody was asked."""
        return self._owning_up(self.fill(text), _SILENT) if self.coded else self.fill(text)

    def label(self, fact: str) -> str:
        """The answer as it was chosen, or in words why there is none."""
        choice = self.choice(fact)
        if choice is not None:
            return self.fill(choice.label)
        match self.answers.facts.get(fact):
            case None:
                return _UNANSWERED[self._called_for(fact)]
            case id_ if id_ == NOT_APPLICABLE:
                return "Does not apply here"
            case _:
                return self.nobody_could_say

    def easy(self, fact: str) -> str:
        """The answer in the plain wording."""
        choice = self.choice(fact)
        if choice is not None:
            return self.fill(choice.easy or choice.label)
        return f"{self.nobody_could_say}." if fact in self.answers.facts else "This was not asked."

    def easy_question(self, fact: str) -> str:
        """The question in the plain wording."""
        question = self.place(fact)[0]
        return self.fill(question.easy or question.ask)

    def says(self, fact: str, choice_id: str) -> str:
        """What one choice says of this project, as a sentence."""
        question, row = self.place(fact)
        choice = question.choice(choice_id)
        if choice is None:
            return self._without_a_choice(question, row, choice_id, fact)
        return stopped(self.fill(choice.says or choice.label, row.label if row else ""))

    def of_this(self, fact: str) -> str:
        """What was answered, beside a label that names the row: `The council asked residents about this, ...`."""
        question, row = self.place(fact)
        choice = self.choice(fact)
        if choice is not None:
            return this_inside(unstopped(self.fill(choice.says or choice.label, "this")))
        if row and question.row_when and self.answers.facts.get(fact) == UNKNOWN:
            return this_inside(unstopped(self._nobody_could_say(question, "this")))
        return self.label(fact)

    def said(self, fact: str) -> str:
        """What was answered, as a sentence; also where nobody could say."""
        return self.says(fact, self.answers.facts.get(fact, UNKNOWN))

    def clause(self, facts: tuple[str, ...], choice_id: str) -> str:
        """What a choice says of one fact, or of rows of one table, to go on with: no capital, no full stop."""
        question, _ = self.place(facts[0])
        choice = question.choice(choice_id)
        if choice is None:
            return unstopped(small(self.says(facts[0], choice_id)))
        text = choice.says or choice.label
        found = _ROOM.match(text)
        text = text.replace(found.group(), found.group().lower(), 1) if found else small(text)
        labels = [row.label for fact in facts if (row := self.place(fact)[1])]
        if _takes_several_rows(text) or len(labels) < 2:
            return unstopped(self.fill(text, listed(labels)))
        return listed([unstopped(self.fill(text, label)) for label in labels])

    def said_together(self, facts: tuple[str, ...]) -> tuple[str, ...]:
        """What was answered alike about several rows of one table, without saying it once for each row."""
        question, _ = self.place(facts[0])
        rows = [row.label for fact in facts if (row := self.place(fact)[1])]
        choice = self.choice(facts[0])
        if len(facts) == 1 or len(rows) < len(facts):
            return tuple(dict.fromkeys(self.said(fact) for fact in facts))
        if choice is None:
            return (self._nobody_could_say(question, _any_of(rows, len(question.rows))),)
        if _takes_several_rows(choice.says):
            return (stopped(self.fill(choice.says, listed(rows))),)
        return (self.said(facts[0]), f"The same goes for {listed(rows[1:])}.")

    def told(self, facts: Iterable[str]) -> list[dict[str, Any]]:
        """What was answered, rows of a table with the same answer together: the facts, and the sentences of them.

        Facts that no question asks (what is claimed, what came out) have no sentence and are left out.
        """
        together: dict[tuple[str, str], list[str]] = {}
        for fact in facts:
            if fact in self.questionnaire.by_fact and (
                fact in self.answers.facts or self.surely_arises(fact)
            ):
                same = (self.place(fact)[0].id, self.answers.facts.get(fact, UNKNOWN))
                together.setdefault(same, []).append(fact)
        return [
            {"facts": same, "says": " ".join(self.said_together(tuple(same)))} for same in together.values()
        ]

    def _without_a_choice(self, question: Question, row: Row | None, choice_id: str, fact: str) -> str:
        label = row.label if row else ""
        if choice_id == NOT_APPLICABLE:
            return f"Does not apply here: {small(self.fill(question.ask, label))}"
        return self._nobody_could_say(question, label, asked=fact in self.answers.facts)

    def _nobody_could_say(self, question: Question, label: str, asked: bool = True) -> str:
        sentence = question.if_unknown or f"{_NOBODY}: {small(question.ask)}"
        if self.coded or not asked:
            sentence = self._owning_up(sentence, _SILENT if self.coded else _NOT_ASKED)
        if label and "{row}" not in sentence.lower():
            sentence = f"{unstopped(sentence)} ({label})"
        return stopped(self.fill(sentence, label))

    @staticmethod
    def _owning_up(sentence: str, why: str) -> str:
        """The sentence with why it is not known in place of `nobody could say`."""
        return sentence.replace(_NOBODY, why).replace(small(_NOBODY), small(why))

    def sources(self, places: Iterable[str]) -> list[str]:
        """Sources in full, one entry a document."""
        return citing.in_full(self.questionnaire.sources, places)

    def sources_in_short(self, places: Iterable[str]) -> str:
        """Sources as one says them in passing."""
        return citing.in_short(self.questionnaire.sources, places)


def _takes_several_rows(says: str) -> bool:
    # "{Row} was settled" and "{row} ... changed it" only go with one row at a time.
    return says.count("{row}") == 1 and "{Row}" not in says and not re.search(r"\bit\b", says)


def _any_of(rows: list[str], all_rows: int) -> str:
    """Rows about which nobody could say something: that none of them is known deserves a word of its own."""
    return f"any of these: {listed(rows, 'or')}" if len(rows) == all_rows else listed(rows, "or")
