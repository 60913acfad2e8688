"""The plain wording (`easy`) of every question and every first step can be read by somebody who reads little.

Measured as the Flesch-Kincaid grade over the `easy` texts of a question, its rows and its choices, or
of a recommendation; the grade plus five is about the age at which a text can be read. A figure is no proof that a text is
good, but a high one is a sure sign that it is not. Counting syllables of English needs no library,
only the rules below and a short list of words that break them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

QUESTIONNAIRE = Path(__file__).parents[1] / "questionnaires" / "coprod-ladder"
AVERAGE_READING_AGE = 11
HIGHEST_READING_AGE = 13

VOWELS_TOGETHER = re.compile(r"[aeiouy]+")
TWO_VOWELS_HEARD = re.compile(r"(?<=[aeiouy])ing|(?<![cst])i[ao]")
E_NOT_HEARD = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouycgsxz])(?<![cs]h)es$|(?<=[^aeiouydt])ed$")
LE_IS_HEARD = re.compile(r"[^aeiouyl]l(e|es|ed)$")
BREAK_THE_RULES = {
    "area": 3,
    "create": 2,
    "created": 3,
    "everyone": 3,
    "idea": 3,
    "ideas": 3,
    "science": 2,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
}


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough.

    Vowels that stand together count once, except in words such as "doing" and "trial". The e at the
    end is not heard in "done", "times" and "asked"; it is in "houses", "wanted" and "table". Every word
    has at least one syllable.
    """
    letters = re.sub(r"[^a-z]", "", word.lower())
    if letters in BREAK_THE_RULES:
        return BREAK_THE_RULES[letters]
    count = len(VOWELS_TOGETHER.findall(letters)) + len(TWO_VOWELS_HEARD.findall(letters))
    silent = E_NOT_HEARD.search(letters) and not LE_IS_HEARD.search(letters)
    return max(count - bool(silent), 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a text without a full stop is one sentence."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def words(text: str) -> list[str]:
    """The words of a text, without numbers."""
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", text)


def reading_age(texts: list[str]) -> float:
    """Flesch-Kincaid grade + 5 (Kincaid and others, 1975) over several texts taken together."""
    all_words = [word for text in texts for word in words(text)]
    all_sentences = [sentence for text in texts for sentence in sentences(text)]
    length = len(all_words) / len(all_sentences)
    weight = sum(syllables(word) for word in all_words) / len(all_words)
    return 0.39 * length + 11.8 * weight - 15.59 + 5


def questions() -> Iterator[dict[str, Any]]:
    for path in sorted(QUESTIONNAIRE.glob("questions-*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]


def easy_texts(question: dict[str, Any]) -> list[str]:
    parts = [question, *question.get("rows", ()), *question["choices"]]
    return [part["easy"] for part in parts]


def advice() -> Iterator[dict[str, Any]]:
    for path in sorted(QUESTIONNAIRE.glob("recommendations-*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["recommendations"]


AGES_OF_ADVICE = {advised["id"]: reading_age([advised["easy"]]) for advised in advice()}
READING_AGES = {question["id"]: reading_age(easy_texts(question)) for question in questions()}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("I", 1),
        ("done", 1),
        ("asked", 1),
        ("changed", 1),
        ("times", 1),
        ("those", 1),
        ("wanted", 2),
        ("decided", 3),
        ("people", 2),
        ("table", 2),
        ("houses", 2),
        ("churches", 2),
        ("handled", 2),
        ("agreed", 2),
        ("doing", 2),
        ("saying", 2),
        ("whole", 1),
        ("called", 1),
        ("various", 3),
        ("early", 2),
        ("meeting", 2),
        ("money", 2),
        ("trial", 2),
        ("nation", 2),
        ("decision", 3),
        ("co-production", 4),
        ("organisation", 5),
    ],
)
def test_syllables_of_words_we_know(word: str, expected: int) -> None:
    """The counting is right for words whose syllables anyone can clap."""
    assert syllables(word) == expected


def test_reading_age_of_texts_we_know() -> None:
    """A line from a child's reader and a line from a policy paper land where they should."""
    easy = reading_age(["The cat sat on the mat. It was a big mat."])
    hard = reading_age(["Organisational governance arrangements necessitate collaborative prioritisation."])
    assert easy < 5
    assert hard > 20


@pytest.mark.parametrize("question", sorted(READING_AGES))
def test_no_question_is_hard_to_read(question: str) -> None:
    """Every question, with its rows and choices, can be read at the age of thirteen."""
    assert READING_AGES[question] <= HIGHEST_READING_AGE


@pytest.mark.parametrize("question", list(questions()), ids=lambda question: question["id"])
def test_no_question_hides_behind_short_choices(question: dict[str, Any]) -> None:
    """What is read out first, the question alone, keeps the same limit."""
    assert reading_age([question["easy"]]) <= HIGHEST_READING_AGE


def test_questions_are_easy_to_read_on_average() -> None:
    """Over all questions the plain wording can be read at the age of eleven."""
    assert sum(READING_AGES.values()) / len(READING_AGES) <= AVERAGE_READING_AGE


def test_every_part_of_a_question_has_a_plain_wording() -> None:
    """Nothing is left to be read in the harder wording alone."""
    assert [q["id"] for q in questions() if not all(text.strip() for text in easy_texts(q))] == []


@pytest.mark.parametrize("advised", sorted(AGES_OF_ADVICE))
def test_no_first_step_is_hard_to_read_in_plain_words(advised: str) -> None:
    """Every first step can be read at the age of thirteen."""
    assert AGES_OF_ADVICE[advised] <= HIGHEST_READING_AGE


def test_first_steps_are_easy_to_read_on_average() -> None:
    """Over all recommendations the plain wording can be read at the age of eleven."""
    assert sum(AGES_OF_ADVICE.values()) / len(AGES_OF_ADVICE) <= AVERAGE_READING_AGE
