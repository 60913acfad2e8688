"""The words that can be typed at every prompt of the plain conversation, and how each of them is told.

One list for all prompts (what-users-ask, 6: a mix leaves people unsure). Whoever means such a word as a text puts
it in quotes.
"""

from typing import Final

from coprod_audit.faults import nearest
from coprod_audit.interview.steps import Asides, Step, Wish

HELP, WHY, EVIDENCE, EASY, STOP = "help", "why", "evidence", "easy", "stop"

MEANINGS: Final = {
    Wish.BACK.value: "go back to the question before; what you answered after it is kept",
    Wish.FORWARD.value: "go on to the next question; one without an answer is left open for later",
    HELP: "hear everything there is to tell about the question, and these words; ? does the same",
    WHY: "hear why it is asked",
    EVIDENCE: "hear what would count as evidence",
    EASY: "change to plain wording, and back to the usual",
    Wish.NOTE.value: "add a note to an answer",
    Wish.SECTIONS.value: "list the sections, to go to one of them",
    Wish.REVIEW.value: "look at all the answers, and change any",
    STOP: "stop here; what is answered is kept",
}
"""Each word with what it does, in the order in which they are told."""

IN_SHORT: Final = (
    "At every prompt you can also type one of these words: "
    f"{', '.join(MEANINGS)}. Type help (or ?) to hear what they do."
)
"""The words, as they are told once at the start."""

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


def everything_about(step: Step, *, easy: bool) -> tuple[str, ...]:
    """All there is to tell about a step, a paragraph each; then the words and what they do."""
    told = [part for part in (_told(name, step, easy=easy) for name in (HELP, WHY, EVIDENCE, EASY)) if part]
    listed = (f"{name}: {does}." for name, does in MEANINGS.items())
    keeping = ('Type "" to leave it empty.',) if step.optional and step.stands and not step.options else ()
    return (*(told or [nothing_more(HELP)]), *keeping, "At every prompt you can type:", *listed, IN_QUOTES)


def about(name: str, step: Step) -> str:
    """What help, why or evidence tells about a step; a sentence that there is nothing where there is nothing."""
    return _told(name, step, easy=False) or nothing_more(name)


def nothing_more(name: str) -> str:
    """Say that a word tells nothing at this prompt."""
    return {
        HELP: "There is no more to say about this one.",
        WHY: "There is no more to say about why this is asked.",
        EVIDENCE: "No evidence is asked for here.",
        EASY: "There is no plainer wording of this one.",
    }[name]


def _told(name: str, step: Step, *, easy: bool) -> str:
    asides: Asides = step.asides
    heading, text = {
        HELP: ("Help", asides.help),
        WHY: ("Why it is asked", asides.why),
        EVIDENCE: ("What counts as evidence", asides.evidence),
        EASY: ("In the usual words", step.ask) if easy else ("In plain words", asides.easy),
    }[name]
    return f"{heading}: {text}" if text and (name != EASY or asides.easy) else ""
