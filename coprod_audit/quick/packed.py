"""Answers of a response as one byte a fact: small to keep, and quick to turn into columns.

A million responses are read, judged and written in this form; as soon as somebody asks for an answer by its fact,
it is the mapping from facts to choices that it stands for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.machine import Choice
from coprod_audit.worked_out import CLAIM_STATES, INTENT_STATES, NONE, SOME

MOST_WORDS = 255
"""A byte tells so many words apart, and that there is none."""


class Alphabet(NamedTuple):
    """Which byte stands for which word: an answer, or what is said beside the answers and follows from them.

    `facts` says which fact each byte is about: single questions first, then the rows of tables. `places` is the way back,
    in the order of the questionnaire. `codes` holds the byte of each word, 0 that of None; `words` is the way back.
    """

    facts: tuple[str, ...]
    places: Mapping[str, int]
    codes: Mapping[Choice, int]
    words: tuple[Choice, ...]

    def packed(self, facts: Mapping[str, str]) -> "Packed":
        """The same answers packed. Raises KeyError for a word that no questionnaire of this alphabet knows."""
        if isinstance(facts, Packed) and facts.alphabet is self:
            return facts
        codes = self.codes
        return Packed(bytes([codes[word] for word in map(facts.get, self.facts)]), self)


class Packed(Mapping[str, str]):
    """Answers by fact, in the order of the questionnaire; what was not asked is not there. Never changed."""

    __slots__ = ("alphabet", "codes")

    def __init__(self, codes: bytes, alphabet: Alphabet) -> None:
        self.codes = codes
        self.alphabet = alphabet

    def __getitem__(self, fact: str) -> str:
        word = self.alphabet.words[self.codes[self.alphabet.places[fact]]]
        if word is None:
            raise KeyError(fact)
        return word

    def __iter__(self) -> Iterator[str]:
        return (fact for fact, place in self.alphabet.places.items() if self.codes[place])

    def __len__(self) -> int:
        return len(self.codes) - self.codes.count(0)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)  # another process makes its own alphabet


@made_once
def alphabet_of(questionnaire: Questionnaire) -> Alphabet | None:
    """The alphabet of a questionnaire; None where it has more words than a byte tells apart."""
    words: dict[Choice, None] = {None: None}
    words.update(dict.fromkeys(_words(questionnaire)))
    if len(words) > MOST_WORDS + 1:
        return None
    single = [one.id for one in questionnaire.questions if not one.rows]
    facts = (*single, *[fact for one in questionnaire.questions if one.rows for fact in one.facts])
    places = {fact: facts.index(fact) for fact in questionnaire.by_fact}
    return Alphabet(facts, places, {word: code for code, word in enumerate(words)}, tuple(words))


def _words(questionnaire: Questionnaire) -> Iterable[str]:
    for question in questionnaire.questions:
        yield from sorted(question.possible)
    yield from (*questionnaire.ladder.places, *CLAIM_STATES, *INTENT_STATES, NONE, SOME)


def columns(rows: Iterable[bytes], width: int) -> list[bytes]:
    """The rows turned into columns; every row has so many bytes."""
    together = b"".join(rows)
    return [together[place::width] for place in range(width)]
