"""Small change of the English language: lists, numbers in words, and the first letter of a sentence."""

import re
from collections.abc import Sequence

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Join parts as one says them: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def number(count: int) -> str:
    """Return a count in words up to twelve, in figures from there on."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: `one answer`, `two answers`."""
    return f"{number(count)} {one if count == 1 else many}"


def capital(text: str) -> str:
    """Return the text with a capital at its start, for the start of a sentence."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text as it goes on inside a sentence; a word in capitals (NHS) or a lone I stays as it is."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    if word[1:] != word[1:].lower() or word == "I":
        return text
    return text[:1].lower() + text[1:]


def stopped(text: str) -> str:
    """Return the text with a full stop, unless it ends with a mark of its own."""
    trimmed = text.rstrip()
    return trimmed if trimmed.endswith((".", "!", "?", "…")) else f"{trimmed}."


def day(text: str) -> str:
    """Return a date as one writes it (`12 May 2026`, `May 2026`); anything else stays as it was typed."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not found or not 1 <= int(found[2] or 1) <= len(_MONTHS):
        return text
    parts = (str(int(found[3])) if found[3] else "", _MONTHS[int(found[2]) - 1] if found[2] else "", found[1])
    return " ".join(part for part in parts if part)


_EVERYONE = re.compile(r"(?:everyone|everybody|anyone|anybody)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PRONOUN = re.compile(r"i|me|we|us|you|it|they|them", re.IGNORECASE)
_EACH = re.compile(r"(?:each|every)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:(?:all|the|our|my|your|their|these|those) )+", re.IGNORECASE)
_ONE_DOES = re.compile(r"(?<=^ who )\w+")
_MANY_DO = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}


def several(name: str) -> str:
    """Return what people are called so that a plural verb goes with it, in any place of a sentence.

    `everyone who lives here` becomes `people who live here`; a pronoun, which goes in few places, becomes `people`.
    """
    if is_pronoun(name) or _EACH.match(name):
        return "people"
    found = _EVERYONE.fullmatch(name)
    if not found:
        return name or "people"
    return "people" + _ONE_DOES.sub(lambda verb: _of_many(verb[0]), found["rest"])


def is_pronoun(name: str) -> bool:
    """Whether a name is none: `us` or `they` can be understood only where it was typed."""
    return _PRONOUN.fullmatch(name) is not None


def _of_many(verb: str) -> str:
    return _MANY_DO.get(verb, verb if verb.endswith("ss") else verb.removesuffix("s"))


def undetermined(name: str) -> str:
    """Return a name without `the` or `our` before it, as after `the same` or a number."""
    return _DETERMINED.sub("", name, count=1) if _DETERMINED.match(name) else name


def of_them(name: str) -> str:
    """Return a name to go on after `one of`: `the residents`, `our tenants`, `the people of Wigan`."""
    return name if _DETERMINED.match(name) else f"the {name}"


_THIS_LAST = re.compile(r"\b(\w+) out this\b")


def this_inside(text: str) -> str:
    """Return the text with `this` where one says it: not `working out this` but `working this out`."""
    return _THIS_LAST.sub(r"\1 this out", text)


def unstopped(text: str) -> str:
    """Return the text without the full stop at its end, to go on with."""
    return text.rstrip().removesuffix(".")


def they(sentences: list[str], people: str) -> list[str]:
    """Say `they` of those who were the subject of the sentence before, as one would aloud."""
    told, before = [], ""
    for sentence in sentences:
        same = before.startswith(f"{people} ") and sentence.startswith(f"{people} ")
        bare = sentence.removeprefix(people)
        told.append(
            f"They{bare}" if same and not bare.startswith((" who ", " that ", " with ")) else sentence
        )
        before = sentence
    return told


def may_be_several(name: str) -> bool:
    """Whether a name may stand for several (`the trusts`, `the council and the clinic`), so that `it` may be wrong."""
    head = name.partition(" of ")[0]
    return " and " in name or (head.endswith("s") and not head.endswith("ss"))


def it(sentences: list[str], organisation: str) -> list[str]:
    """Say `it` of the organisation where it settled one thing after the other; not of what may be several."""
    if may_be_several(organisation):
        return sentences
    settled = f"{organisation} settled "
    return [
        f"It settled {sentence.removeprefix(settled)}"
        if before.startswith(f"{organisation} ") and sentence.startswith(settled)
        else sentence
        for before, sentence in zip(["", *sentences], sentences, strict=False)
    ]
