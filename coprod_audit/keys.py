"""The keys that do something else than answer, and what the footer says of them. One way of going back, everywhere."""

from coprod_audit import words
from coprod_audit.interview.steps import Step, Wish
from coprod_audit.page import Line, Part, paragraph, unbroken

BACK, FORWARD, EVERYTHING, PLAIN_WORDS = "s-tab", "tab", "?", "p"

MOVES = {BACK: Wish.BACK, FORWARD: Wish.FORWARD}
WISHES = {"n": Wish.NOTE, "s": Wish.SECTIONS, "r": Wish.REVIEW}
TELLING = {EVERYTHING: words.HELP, "w": words.WHY, "e": words.EVIDENCE}

MOVING = ("Shift-Tab back;", "Tab forward;")
STOP = "Ctrl-C stop"
_SAYING = {
    EVERYTHING: "help;",
    "w": "why;",
    "e": "evidence;",
    PLAIN_WORDS: "plain words;",
    "n": "note;",
    "s": "sections;",
    "r": "review;",
}
KNOWN = frozenset(_SAYING)
"""The keys that do something at one step or another."""


def offered(step: Step) -> tuple[str, ...]:
    """The keys of a step that asks for a choice; a menu has none, for there is nothing to tell about it."""
    asides = step.asides
    there = {
        EVERYTHING: any((asides.help, asides.why, asides.evidence, *(row.help for row in step.rows))),
        "w": bool(asides.why),
        "e": bool(asides.evidence),
        PLAIN_WORDS: bool(asides.easy),
        "n": bool(asides.why),
        "s": any(asides),
        "r": any(asides),
    }
    taken = {option.key for option in step.options}
    return tuple(key for key, offer in there.items() if offer and key not in taken)


def footer(step: Step, width: int, *, easy: bool = False, how: str = "") -> Part:
    """What each key does; the way back stands first, to be seen in the lowest window, then how one answers."""
    back, forward, *others = _sayings(step, easy=easy)
    first = (others.pop(0),) if how and others[0].startswith(EVERYTHING) else ()
    return listed((back, forward, *first, *filter(None, (how,)), *others), width)


def in_full(step: Step, *, easy: bool = False) -> str:
    """The same as a sentence, for a window that is too low for all of them."""
    return f"Keys: {' '.join(_sayings(step, easy=easy))}"


def _sayings(step: Step, *, easy: bool) -> tuple[str, ...]:
    sayings = _SAYING | ({PLAIN_WORDS: "usual words;"} if easy else {})
    return (*MOVING, *(f"{key} {sayings[key]}" for key in offered(step)), STOP)


def listed(sayings: tuple[str, ...], width: int) -> Part:
    """Sayings as the lines of a footer."""
    return Part("keys", tuple(Line(line) for line in unbroken(sayings, width)))


def how(text: str, width: int) -> Part:
    """How one answers here, in a sentence above the footer."""
    return paragraph("how", text, width)
