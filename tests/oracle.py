"""A second opinion on the rung, by somebody who has read the method and nothing of the program.

Plain Python over plain dictionaries. It imports nothing of the package and reads none of its data: the ids,
their order and the rule are typed in here from "How a rung is decided" (ladder, decisive facts, the rule,
principle 8). It is slow, short and meant to be read beside that page. If the program and this page of code
ever differ, one of them is wrong, and a person has to find out which.

Facts are a dictionary from address (`told`, `decisions.money`, `differences.money`) to choice.
"""

from collections.abc import Iterator, Mapping
from itertools import product

PLACES = ("below", "information", "consultation", "engagement", "co-design", "co-production")

ROWS = ("purpose", "money", "design", "running", "judging")
WHAT_IS_SHAPED = ("purpose", "money", "design")

SCALES = {
    "told": ("nothing", "too-late", "what-in-time", "what-and-why-in-time"),
    "asked": (
        "never",
        "after-it-was-settled",
        "on-a-settled-proposal",
        "while-open",
        "several-options-open",
        "before-options",
    ),
    "came-back": ("one-occasion", "different-people", "same-people", "standing"),
    "made-different": ("nothing", "how-we-meet", "name-or-look", "what-people-get", "purpose-or-money"),
    "agenda": ("organisation", "people-suggest", "both", "people"),
    "after": ("nothing", "hear-results", "reports-to-act-on", "judge-or-run"),
}
SETTLED = ("not-told", "told", "asked", "talked", "worked-out", "agreed", "people")
OFF_THE_SCALE = ("fixed-outside", "not-come-up")
ENDED = ("organisation", "organisation-with-reasons", "in-between", "people")

Facts = Mapping[str, str]


def _answer(facts: Facts, question: str, choice: str) -> bool:
    """Whether a question outside the table was answered with this choice or a higher one."""
    scale = SCALES[question]
    return scale.index(facts[question]) >= scale.index(choice)


def _row(facts: Facts, row: str, choice: str) -> bool:
    """Whether a row was settled this way or a higher one; what is off the scale counts as no."""
    settled = facts[f"decisions.{row}"]
    return settled not in OFF_THE_SCALE and SETTLED.index(settled) >= SETTLED.index(choice)


def _worked_out(facts: Facts, row: str) -> bool:
    return facts[f"decisions.{row}"] == "worked-out"


def _people_had_their_way(facts: Facts, row: str) -> bool:
    return _worked_out(facts, row) and facts[f"differences.{row}"] == "people"


def _shared(facts: Facts, row: str) -> bool:
    return _row(facts, row, "agreed") or _people_had_their_way(facts, row)


def _information(facts: Facts) -> bool:
    return facts["told"] == "what-and-why-in-time"


def _consultation(facts: Facts) -> bool:
    return _answer(facts, "asked", "while-open") or any(_row(facts, row, "worked-out") for row in ROWS)


def _engagement(facts: Facts) -> bool:
    return _answer(facts, "came-back", "same-people") and any(_row(facts, row, "talked") for row in ROWS)


def _co_design(facts: Facts) -> bool:
    if any(_row(facts, row, "agreed") for row in WHAT_IS_SHAPED):
        return True
    together = [row for row in WHAT_IS_SHAPED if _worked_out(facts, row)]
    influence = _answer(facts, "made-different", "what-people-get") or any(
        _people_had_their_way(facts, row) for row in together
    )
    return bool(together) and _answer(facts, "came-back", "different-people") and influence


def _co_production(facts: Facts) -> bool:
    shared = [row for row in ROWS if _shared(facts, row)]
    seen_through = _answer(facts, "after", "reports-to-act-on") or any(
        _row(facts, row, "worked-out") for row in ("running", "judging")
    )
    return (
        len(shared) >= 2
        and ("purpose" in shared or "money" in shared)
        and _answer(facts, "agenda", "both")
        and facts["came-back"] == "standing"
        and seen_through
    )


_OWN_CRITERIA = (_information, _consultation, _engagement, _co_design, _co_production)


def rung(facts: Facts) -> str:
    """Return the highest rung whose own criteria are all met, or `below`. All facts have to be known."""
    for place, met in reversed(tuple(zip(PLACES[1:], _OWN_CRITERIA, strict=True))):
        if met(facts):
            return place
    return "below"


# What the rule can tell apart, question by question: a new class begins at each choice that it names.
_NAMED = {
    "told": ("what-and-why-in-time",),
    "asked": ("while-open",),
    "came-back": ("different-people", "same-people", "standing"),
    "made-different": ("what-people-get",),
    "agenda": ("both",),
    "after": ("reports-to-act-on",),
}

Answered = tuple[tuple[str, str], ...]
"""Addresses with choices: one pair, or two for a row that was worked out."""


def _classes_of_scale(question: str) -> list[list[Answered]]:
    classes: list[list[Answered]] = [[]]
    for choice in SCALES[question]:
        if choice in _NAMED[question]:
            classes.append([])
        classes[-1].append(((question, choice),))
    return classes


def _classes_of_row(row: str) -> list[list[Answered]]:
    decided, ended = f"decisions.{row}", f"differences.{row}"
    return [
        [((decided, choice),) for choice in ("not-told", "told", "asked", *OFF_THE_SCALE)],
        [((decided, "talked"),)],
        [((decided, "worked-out"), (ended, how)) for how in ENDED[:-1]],
        [((decided, "worked-out"), (ended, "people"))],
        [((decided, choice),) for choice in ("agreed", "people")],
    ]


CLASSES: dict[str, list[list[Answered]]] = {
    **{question: _classes_of_scale(question) for question in SCALES},
    **{f"decisions.{row}": _classes_of_row(row) for row in ROWS},
}
"""For each question and row, its answers in classes: within one, the rule makes no difference."""


def every_class() -> Iterator[tuple[list[Answered], ...]]:
    """Yield every class of complete answers: for each question and row, the answers it may have."""
    return product(*CLASSES.values())


def size(one_class: tuple[list[Answered], ...]) -> int:
    """How many complete sets of answers the class stands for."""
    answers = 1
    for members in one_class:
        answers *= len(members)
    return answers


def possible(facts: Facts) -> tuple[str, ...]:
    """Return every place that some answers to what is unknown would lead to, lowest first.

    Unknown is a fact that is missing or `unknown`. By trying them all, one answer a class.
    """
    fitting = [
        [members[0] for members in classes if any(_agrees(facts, answered) for answered in members)]
        for classes in CLASSES.values()
    ]
    found: set[str] = set()
    for chosen in product(*fitting):
        found.add(rung(dict(pair for answered in chosen for pair in answered)))
        if len(found) == len(PLACES):
            break
    return tuple(place for place in PLACES if place in found)


def _agrees(facts: Facts, answered: Answered) -> bool:
    return all(facts.get(address, "unknown") in {"unknown", choice} for address, choice in answered)
