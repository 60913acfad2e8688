"""What both askers say in the same words: what there is to tell about a step, and what is wrong with what was typed.

Each thing to tell has a word. At every prompt of the plain conversation it can be typed, with the others of one list
(what-users-ask, 6: a mix leaves people unsure); whoever means such a word as a text puts it in quotes. In a terminal
it has a key (`keys`).
"""

from typing import Final

from coprod_audit.faults import nearest
from coprod_audit.interview.keeping import complaint
from coprod_audit.interview.steps import Step, Wish

HELP, WHY, EVIDENCE, EASY, STOP = "help", "why", "evidence", "easy", "stop"
CHOICES, WORDS = "choices", "words"

MEANINGS: Final = {
    Wish.BACK.value: "go back to the question before; what you answered after it is kept",
    Wish.FORWARD.value: "go on to the next question; one without an answer is left open for later",
    HELP: "hear everything there is to tell about the question; ? does the same",
    CHOICES: "hear the choices again",
    WHY: "hear why it is asked",
    EVIDENCE: "hear what would count as evidence",
    EASY: "change to plain wording, and back to the usual",
    Wish.NOTE.value: "add a note to an answer",
    Wish.SECTIONS.value: "list the sections, to go to one of them",
    Wish.REVIEW.value: "look at all the answers, and change any",
    STOP: "stop here; what is answered is kept",
    WORDS: "hear what these words do",
}
"""Each word with what it does, in the order in which they are told."""

IN_SHORT: Final = (
    "At every prompt you can also type one of these words: "
    f"{', '.join(MEANINGS)}. The last of them, {WORDS}, tells what each does; {HELP} (or ?) tells about the question."
)
"""The words, as they are told once at the start."""

AGAIN: Final = f"You can also type {', '.join(list(MEANINGS)[:-1])}; or {WORDS}, to hear what these do."
"""The words, as they are told whenever somebody asks for help."""

AS_BEFORE: Final = f"The choices are those of the row before; type {CHOICES} to hear them again."

SEVERAL: Final = "Several lines came at once; only the first was taken."
NO_MORE: Final = "There is no more to say about this one."
NO_PLAINER: Final = "There is no plainer wording of this one."
_MISSING = "Something has to stand here; please type it."

IN_QUOTES: Final = 'If your answer is one of these words, put it in quotes, such as "back".'

_WISHES = {wish.value: wish for wish in Wish}
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_SAID_ELSEWHERE = {
    "quit": STOP,
    "exit": STOP,
    "undo": Wish.BACK.value,
    "previous": Wish.BACK.value,
    "next": Wish.FORWARD.value,
    "skip": Wish.FORWARD.value,
}


def word(line: str) -> str:
    """The word of the list that a line is; empty where it is none of them."""
    typed = HELP if line == "?" else line.lower()
    return typed if typed in MEANINGS else ""


def wish(typed: str) -> Wish | None:
    """What is wanted by a word of the list, where it asks to go somewhere."""
    return _WISHES.get(typed)


def meant(line: str) -> str:
    """The line as it is meant: without quotes where they say that a word of the list is no command, or nothing."""
    inner = line[1:-1]
    quoted = len(line) > 1 and _QUOTES.get(line[0]) == line[-1]
    return inner if quoted and (not inner or word(inner)) else line


def nearest_to(line: str) -> str:
    """The word of the list that somebody may have had in mind; empty where none is near."""
    typed = line.lower()
    return _SAID_ELSEWHERE.get(typed) or nearest(typed, MEANINGS)


def told(step: Step, name: str, *, easy: bool) -> tuple[str, ...]:
    """What a word tells about a step in the wording that is read, a paragraph each; help tells it all.

    Nothing where there is nothing to tell. The help of a row is among it: plain words leave it out of the question.
    """
    asides = step.asides
    row_help = next((row.help for row in step.rows if row.fact == step.id), "")
    usual = " ".join(filter(None, (step.stem, step.ask)))
    other = ("In the usual words", usual) if easy else ("In plain words", asides.easy)
    everything = (
        (HELP, "About this row", row_help),
        *((HELP, option.label, option.help) for option in step.options),
        (HELP, "Help", asides.help),
        (WHY, "Why we ask", asides.why),
        (EVIDENCE, "What counts as evidence", asides.evidence),
        (EASY, *(other if asides.easy else ("", ""))),
    )
    return tuple(f"{heading}: {text}" for word, heading, text in everything if text and name in {HELP, word})


def everything_about(step: Step, *, easy: bool) -> tuple[str, ...]:
    """All there is to tell about a step, a paragraph each; then the words that can be typed."""
    keeping = ('Type "" to leave it empty.',) if step.optional and step.stands and not step.options else ()
    return (*(told(step, HELP, easy=easy) or (NO_MORE,)), *keeping, AGAIN)


def meanings() -> tuple[str, ...]:
    """Every word with what it does, a paragraph each."""
    return (
        "At every prompt you can type:",
        *(f"{name}: {does}." for name, does in MEANINGS.items()),
        IN_QUOTES,
    )


def nothing_to_do(typed: str) -> str:
    """Say that a word or a key that does something elsewhere does nothing here."""
    return f"There is nothing for '{typed}' to do here."


def wrong(step: Step, value: str) -> str | None:
    """What is wrong with a value given for a step, as a sentence with a way out; None where it can be kept."""
    if not value and not step.optional and not step.options:
        return _MISSING
    return complaint(step, value)
