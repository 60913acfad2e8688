"""What can change in answers: from each choice the cheapest way into every other class.

Made once for each questionnaire. `fixed-outside` never changes; where the matter has not come up it may;
and neither is ever what something changes to (METHOD, Explanation is part of the result).
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Facts
from coprod_audit.diagram import Diagram, diagram_of
from coprod_audit.once import made_once
from coprod_audit.questionnaire import FIXED, Choice, Questionnaire
from coprod_audit.spots import Spots, Walk


class Move(NamedTuple):
    """The cheapest change of one fact into one class of choices. `ranks` is how far that is."""

    ranks: int
    rank: int
    choice: str
    to: int


class Board(NamedTuple):
    """What every hunt for changes with one questionnaire needs.

    `moves` and `lower` say, for each level and present choice, which classes the fact can change to, and
    which of them hold a lower choice; `order` where the fact of a level stands in the questionnaire.
    """

    diagram: Diagram
    spots: Spots
    order: tuple[int, ...]
    moves: tuple[dict[str, tuple[Move, ...]], ...]
    lower: tuple[dict[str, frozenset[int]], ...]


class Present(NamedTuple):
    """Answers as they are: where they lead, and for each level what the fact can change to."""

    board: Board
    facts: Facts
    walk: Walk
    moves: list[tuple[Move, ...]]


def present(board: Board, facts: Facts) -> Present:
    """What every hunt with these answers begins from."""
    moves = [
        moves.get(facts.get(fact, UNKNOWN), ())
        for fact, moves in zip(board.diagram.facts, board.moves, strict=True)
    ]
    return Present(board, facts, Walk(board.spots, facts), moves)


@made_once
def board_of(questionnaire: Questionnaire) -> Board:
    """The board of a questionnaire, made once.

    Its spots are remembered between sheets, so judging gets quicker as it goes; the answers never depend on them.
    They are not made for threads: judge with one questionnaire in one thread at a time, or read it once for each.
    """
    diagram = diagram_of(questionnaire)
    order = {fact: place for place, fact in enumerate(questionnaire.decisive)}
    choices = [questionnaire.by_fact[fact][0].choices for fact in diagram.facts]
    return Board(
        diagram,
        Spots(diagram),
        tuple(order[fact] for fact in diagram.facts),
        tuple(_moves(diagram, level, given) for level, given in enumerate(choices)),
        tuple(_lower_classes(diagram, level, given) for level, given in enumerate(choices)),
    )


def _moves(diagram: Diagram, level: int, choices: tuple[Choice, ...]) -> dict[str, tuple[Move, ...]]:
    """From each choice that may change, and from unknown, the cheapest way into every other class."""
    ranks = {choice.id: choice.rank for choice in choices if choice.rank is not None}
    starts = [choice.id for choice in choices if choice.id != FIXED]
    return {start: tuple(_cheapest(diagram.classes[level], ranks, start)) for start in (UNKNOWN, *starts)}


def _cheapest(classes: tuple[tuple[str, ...], ...], ranks: dict[str, int], start: str) -> Iterable[Move]:
    origin = ranks.get(start, min(ranks.values(), default=0))
    for number, members in enumerate(classes):
        if start not in members and (inside := [choice for choice in members if choice in ranks]):
            ranked = min((abs(ranks[choice] - origin), ranks[choice], choice) for choice in inside)
            yield Move(*ranked, number)


def _lower_classes(diagram: Diagram, level: int, choices: tuple[Choice, ...]) -> dict[str, frozenset[int]]:
    ranks = {choice.id: choice.rank for choice in choices if choice.rank is not None}
    numbers = diagram.numbers[level][1]
    return {
        start: frozenset(numbers[c] for c in ranks if ranks[c] < rank) - {numbers[start]}
        for start, rank in ranks.items()
    }
