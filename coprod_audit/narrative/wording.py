"""One project's own words, and what is remembered of the sentences that they stand in.

What a sentence says depends on the words of the project and on a handful of answers, and both come again and again in
a batch. So what makes sentences is pure, takes the *states* of the facts that it speaks of rather than the answers, and
may remember what it made: the bound beside it holds for the whole process, and forgetting changes nothing but time.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from coprod_audit.conditions import UNKNOWN, Condition, Truth
from coprod_audit.once import Kept, made_once
from coprod_audit.questionnaire import Choice, Question, Questionnaire, Row

State = str | Truth
"""What is known of a fact: the choice id that was answered, or, unanswered, whether what is known calls for it."""

NOBODY, SILENT = "Nobody could say", "The text does not say"

_WORDINGS = 16
"""So many projects' words are remembered at a time."""

_SHORT = 200
"""Up to how many letters names may have together for what is said with them to be remembered."""

_NAMED = object()
"""What stands for something that cannot be made without names."""

_Values = ParamSpec("_Values")
_Made = TypeVar("_Made")


class NamesNeededError(Exception):
    """What is made without names cannot be made without them."""


class Wording:
    """What people and the organisation are called in a project, and whether a text was coded. Equal only to itself.

    `nameless` is what all projects share: much that is said names nobody, and is made once for all of them.
    """

    __slots__ = (
        "_names",
        "answers",
        "coded",
        "nameless",
        "places",
        "questionnaire",
        "questions",
        "remembers",
    )

    def __init__(
        self,
        questionnaire: Questionnaire,
        names: tuple[str, str] | None,
        nameless: "Wording | None" = None,
        *,
        coded: bool,
    ) -> None:
        self._names = names
        self.questionnaire = questionnaire
        self.nameless = nameless or self
        self.coded = coded
        self.places = places(questionnaire)
        self.answers = dict[tuple[str, State], Kept]()  # as data, by what was answered: as many as can be
        self.questions = dict[tuple[str, State], Kept]()
        self.remembers = names is None or len("".join(names)) <= _SHORT

    @property
    def people(self) -> str:
        """What those the matter is for are called here. Raises NamesNeededError where that is not said."""
        if self._names is None:
            raise NamesNeededError
        return self._names[0]

    @property
    def organisation(self) -> str:
        """The organisation's short name. Raises NamesNeededError where that is not said."""
        if self._names is None:
            raise NamesNeededError
        return self._names[1]

    @property
    def nobody_could_say(self) -> str:
        """How a sentence about what is not known begins: nobody could say it, or the text is silent."""
        return SILENT if self.coded else NOBODY


def wording(questionnaire: Questionnaire, people: str, organisation: str, *, coded: bool) -> Wording:
    """The wording of a project: the same one for the same words, as long as it is remembered."""
    named, nameless = _wordings(questionnaire)
    if len(people) + len(organisation) > _SHORT:
        return Wording(questionnaire, (people, organisation), nameless[coded], coded=coded)
    return named(people, organisation, coded)


@made_once
def _wordings(
    questionnaire: Questionnaire,
) -> tuple[Callable[[str, str, bool], Wording], tuple[Wording, Wording]]:
    nameless = (Wording(questionnaire, None, coded=False), Wording(questionnaire, None, coded=True))

    @lru_cache(maxsize=_WORDINGS)
    def named(people: str, organisation: str, coded: bool) -> Wording:
        return Wording(questionnaire, (people, organisation), nameless[coded], coded=coded)

    return named, nameless


def remembered(
    most: int,
) -> Callable[
    [Callable[Concatenate[Wording, _Values], _Made]], Callable[Concatenate[Wording, _Values], _Made]
]:
    """Keep what a pure function made for its last `most` values; what was said with very long names is not kept.

    It is made without names first, and only where these are needed for each project's own.
    """

    def keeping(
        make: Callable[Concatenate[Wording, _Values], _Made],
    ) -> Callable[Concatenate[Wording, _Values], _Made]:
        @lru_cache(maxsize=most)
        def kept(words: Wording, *values: Any) -> Any:
            if words.nameless is not words and (found := kept(words.nameless, *values)) is not _NAMED:
                return found
            try:
                found = make(words, *values)  # type: ignore[call-arg]
            except NamesNeededError:
                return _NAMED
            return Kept(found) if isinstance(found, dict) else found

        @wraps(make)
        def made(words: Wording, *values: Any) -> _Made:  # by place alone, which is quicker
            if not words.remembers:
                found = kept(words.nameless, *values)
                return make(words, *values) if found is _NAMED else found  # type: ignore[call-arg]
            found = kept(words, *values)
            if found is _NAMED:
                raise NamesNeededError
            return found  # type: ignore[no-any-return]

        return made  # type: ignore[return-value]

    return keeping


class Place:
    """What is looked up of a fact, made once for a questionnaire."""

    __slots__ = ("choices", "question", "row", "when")

    def __init__(self, question: Question, row: Row | None) -> None:
        self.question = question
        self.row = row
        self.choices: dict[str, Choice] = {choice.id: choice for choice in reversed(question.choices)}
        self.when: Condition | None = dict(question.row_when).get(row.id) if row else None


@made_once
def places(questionnaire: Questionnaire) -> dict[str, Place]:
    """Every fact with its question, its row, and its choices by id."""
    return {fact: Place(question, row) for fact, (question, row) in questionnaire.by_fact.items()}


def choice_of(words: Wording, fact: str, state: State) -> Choice | None:
    """The choice answered, or None where it is not known, not asked or does not apply."""
    return words.places[fact].choices.get(state) if isinstance(state, str) else None


def is_known(state: State) -> bool:
    """Whether somebody could say."""
    return isinstance(state, str) and state != UNKNOWN
