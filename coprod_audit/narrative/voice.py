"""The questionnaire's own sentences, spoken about this project.

Every choice `says` what happened as a full sentence with room for what people are called here, the organisation
and the row. They are filled in one pass of plain replacement: what a project is called is never read again.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from coprod_audit.answers import Answer, Answers
from coprod_audit.conditions import UNKNOWN, Facts, Truth, holds
from coprod_audit.narrative import citing, sentences, wording
from coprod_audit.narrative.wording import Place, State, Wording
from coprod_audit.narrative.words import is_pronoun, several
from coprod_audit.questionnaire import Choice, Question, Questionnaire, Row


class _VoiceFields(NamedTuple):
    questionnaire: Questionnaire
    answers: Answers


class Voice(_VoiceFields):
    """Who speaks of what: a questionnaire, and the answers of one project."""

    @cached_property
    def words(self) -> Wording:
        """The project's own words, in which the sentences are."""
        return wording.wording(self.questionnaire, self.people, self.organisation, coded=self.coded)

    @cached_property
    def facts(self) -> Facts:
        """What was answered."""
        return self.answers.facts

    @cached_property
    def _places(self) -> dict[str, Place]:
        return self.words.places

    @cached_property
    def people(self) -> str:
        """What those the matter is for are called here."""
        return several(self.answers.project.people)

    @cached_property
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
        return self.words.nobody_could_say

    def place(self, fact: str) -> tuple[Question, Row | None]:
        """The question, and the row of it, that a fact belongs to."""
        return self.questionnaire.by_fact[fact]

    def choice(self, fact: str) -> Choice | None:
        """The choice answered, or None where it is not known, not asked or does not apply."""
        return self._places[fact].choices.get(self.facts.get(fact, UNKNOWN))

    def state(self, fact: str) -> State:
        """What is known of a fact: the choice that was answered, or whether what is known calls for it."""
        return self.facts.get(fact) or self._called_for(fact)

    def states(self, facts: Iterable[str]) -> tuple[State, ...]:
        """What is known of several facts."""
        return tuple([self.facts.get(fact) or self._called_for(fact) for fact in facts])

    @cached_property
    def _beside(self) -> dict[str, Answer]:
        return {fact: answer for fact, answer in self.answers.answers if answer.note or answer.evidence}

    def beside(self, facts: Iterable[str]) -> dict[str, Answer]:
        """The answers to these facts that have a note or evidence."""
        return {fact: self._beside[fact] for fact in facts if fact in self._beside} if self._beside else {}

    def arises(self, fact: str) -> bool:
        """Whether the fact was answered or is called for; a row whose condition fails need not be asked."""
        return fact in self.facts or self._called_for(fact) is not False

    def surely_arises(self, fact: str) -> bool:
        """Whether what is known already calls for the fact."""
        return self._called_for(fact) is True

    def _called_for(self, fact: str) -> Truth:
        place = self._places.get(fact)
        if place is None:
            return False  # worked out, and asked by no question
        return True if place.when is None else holds(place.when, self.facts)

    def fill(self, text: str, row: str = "") -> str:
        """The text with the project's own words in it."""
        return sentences.fill(self.words, text, row)

    def spoken(self, text: str) -> str:
        """The text filled, and without `nobody could say` where a text is silent and nobody was asked."""
        return sentences.spoken(self.words, text)

    def label(self, fact: str) -> str:
        """The answer as it was chosen, or in words why there is none."""
        return sentences.label(self.words, fact, self.state(fact))

    def easy(self, fact: str) -> str:
        """The answer in the plain wording."""
        return sentences.easy(self.words, fact, self.state(fact))

    def easy_question(self, fact: str) -> str:
        """The question in the plain wording."""
        return sentences.easy_question(self.words, fact)

    def says(self, fact: str, choice_id: str) -> str:
        """What one choice says of this project, as a sentence."""
        return sentences.says(self.words, fact, choice_id, fact in self.facts)

    def of_this(self, fact: str) -> str:
        """What was answered, beside a label that names the row: `The council asked residents about this, ...`."""
        return sentences.of_this(self.words, fact, self.state(fact))

    def said(self, fact: str) -> str:
        """What was answered, as a sentence; also where nobody could say."""
        return sentences.said(self.words, fact, self.facts.get(fact))

    def clause(self, facts: tuple[str, ...], choice_id: str) -> str:
        """What a choice says of one fact, or of rows of one table, to go on with: no capital, no full stop."""
        return sentences.clause(self.words, facts, choice_id, facts[0] in self.facts)

    def said_together(self, facts: tuple[str, ...]) -> tuple[str, ...]:
        """What was answered alike about several rows of one table, without saying it once for each row."""
        return sentences.said_together(self.words, facts, tuple(map(self.facts.get, facts)))

    def told(self, facts: Iterable[str]) -> list[dict[str, Any]]:
        """What was answered, rows of a table with the same answer together: the facts, and the sentences of them.

        Facts that no question asks (what is claimed, what came out) have no sentence and are left out.
        """
        return sentences.told_apart(self.words, {fact: self.state(fact) for fact in facts})

    def sources(self, places: Iterable[str]) -> list[str]:
        """Sources in full, one entry a document."""
        return citing.in_full(self.questionnaire.sources, places)

    def sources_in_short(self, places: Iterable[str]) -> str:
        """Sources as one says them in passing."""
        return citing.in_short(self.questionnaire.sources, places)
