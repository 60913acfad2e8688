"""The rule as a decision diagram: every answer sheet leads from the root to the place it stands on.

A diagram asks one decisive fact a level and follows the branch of the answer until it ends at a place of
the ladder: the highest rung whose own criterion is met, or `BELOW` (METHOD, The rule). Answers that no
criterion tells apart are one *class* and one branch; parts that lead to the same places are one node. So
questions about all answer sheets at once are exact and quick, and nothing here assumes that a better
answer never does harm.

    diagram = diagram_of(questionnaire)       # made once for each questionnaire
    diagram.place(facts)                      # every decisive fact known: one place
    diagram.possible(facts)                   # unknown facts follow every branch: places, lowest first
    diagram.counts()                          # how many complete answer sheets stand on each place
    diagram.facts, diagram.classes            # the order of the levels, and the classes of choices of each

A node is a number from 0; its `levels[node]` says which fact it asks and `children[node]` where each class
of choices leads. A negative number is an end: `~end` is the height of the place (0 for `BELOW`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from coprod_audit.conditions import UNKNOWN, Condition, Facts, addresses
from coprod_audit.errors import UsageError
from coprod_audit.loom import NO, YES, Classes, Loom, State, classes_of
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire

MOST_FACTS = 60
"""The rule that ships has sixteen decisive facts; with sixty unknown ones judging takes a second or two."""

_BROUGHT = "_diagram"
"""Where a questionnaire keeps the diagram that it brought along, beside what it has worked out of itself."""

Sheet = tuple[int | None, ...]
"""One answer a level, as the number of its class; None where it is not known."""


class _DiagramFields(NamedTuple):
    facts: tuple[str, ...]
    classes: tuple[Classes, ...]
    places: tuple[str, ...]
    levels: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    root: int


class Diagram(_DiagramFields):
    """A finished diagram. See the top of this module for how to read it."""

    def place(self, facts: Facts) -> str:
        """The place of facts that are all known. Raises KeyError for a fact that is needed and unknown."""
        node = self.root
        while node >= 0:
            fact, numbers = self.numbers[self.levels[node]]
            node = self.children[node][numbers[facts.get(fact, UNKNOWN)]]
        return self.places[~node]

    def possible(self, facts: Facts) -> tuple[str, ...]:
        """Every place that some completion of the unknown facts leads to, lowest first."""
        return tuple(self.places[height] for height in sorted(self.heights(facts)))

    def heights(self, facts: Facts) -> set[int]:
        """The same as heights: 0 for `BELOW`."""
        return {~node for node in self._reached(self.sheet(facts)) if node < 0}

    def counts(self) -> dict[str, int]:
        """How many of all complete answer sheets (one choice for every decisive fact) stand on each place."""
        sizes = [sum(map(len, classes)) for classes in self.classes]
        spaces = [*accumulate(reversed(sizes), lambda a, b: a * b, initial=1)][::-1]
        known: dict[int, list[int]] = {}
        for node in self.upwards():
            level, total = self.levels[node], [0] * len(self.places)
            for members, child in zip(self.classes[level], self.children[node], strict=True):
                skipped = spaces[level + 1] // spaces[self.level(child)]
                for height, count in enumerate(known.get(child) or self.end(child)):
                    total[height] += count * skipped * len(members)
            known[node] = total
        whole = known.get(self.root) or self.end(self.root)
        before = spaces[0] // spaces[self.level(self.root)]
        return {place: count * before for place, count in zip(self.places, whole, strict=True)}

    @cached_property
    def numbers(self) -> tuple[tuple[str, dict[str, int]], ...]:
        """For each level its fact and the class that each choice belongs to."""
        return tuple(
            (fact, {choice: number for number, members in enumerate(classes) for choice in members})
            for fact, classes in zip(self.facts, self.classes, strict=True)
        )

    def sheet(self, facts: Facts) -> Sheet:
        """The facts as class numbers, one a level; None for what is not known."""
        return tuple(numbers.get(facts.get(fact, UNKNOWN)) for fact, numbers in self.numbers)

    def _reached(self, sheet: Sheet) -> set[int]:
        """Every node and end that some completion of the sheet comes through."""
        levels, children = self.levels, self.children
        todo, seen = [self.root], {self.root}
        while todo:
            node = todo.pop()
            if node >= 0:
                chosen = sheet[levels[node]]
                nexts = children[node] if chosen is None else (children[node][chosen],)
                for child in nexts:
                    if child not in seen:
                        seen.add(child)
                        todo.append(child)
        return seen

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """Which level a node stands on; ends, found by their negative number, stand below the last one."""
        return (*self.levels, *(len(self.facts) for _ in self.places))

    def level(self, node: int) -> int:
        """The same, of one node or end."""
        return self.depths[node]

    def end(self, node: int) -> list[int]:
        """One answer sheet at the place of an end, as counts by height."""
        return [int(height == ~node) for height in range(len(self.places))]

    def upwards(self) -> Iterator[int]:
        """The nodes, each after those it leads to."""
        return reversed(range(len(self.levels)))


def _highest_met(state: State) -> State | int:
    """Criteria lowest rung first: the highest that is met is the place, whatever those below it say."""
    n, parts = state
    met = max((height for height, part in enumerate(parts, start=1) if part == YES), default=0)
    if all(part == NO for part in parts[met:]):
        return ~met
    return n, (NO,) * (met - 1) + parts[max(met - 1, 0) :]


def weave(
    criteria: Sequence[Condition],
    places: tuple[str, ...],
    choices: Mapping[str, Sequence[str]],
    beside: Sequence[Condition] = (),
) -> Diagram:
    """The diagram of criteria (lowest rung first) over facts in the order of `choices`.

    Choices that differ only for the conditions `beside` are kept apart too.
    """
    classes = [classes_of(fact, choices[fact], (*criteria, *beside)) for fact in choices]
    loom = Loom(tuple(choices), classes)
    root = loom.join((0, tuple(map(loom.condition, criteria))), _highest_met)
    return Diagram(tuple(choices), tuple(classes), places, *loom.finish(root))


def level_order(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The decisive facts: tables first, each fact that waits for another right after it. Any order is right."""
    waits = waiting(questionnaire)
    decisive = sorted(questionnaire.decisive, key=lambda fact: questionnaire.row_of(fact) is None)
    ordered: dict[str, None] = {}
    for fact in decisive:
        if not set(waits.get(fact, ())) & set(decisive):
            ordered[fact] = None
            ordered |= dict.fromkeys(other for other in decisive if fact in waits.get(other, ()))
    return tuple(ordered | dict.fromkeys(decisive))


def waiting(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """For each fact that is only asked after certain answers: the facts that those answers are about."""
    return {
        f"{question.id}.{row}": tuple(dict.fromkeys(addresses(condition)))
        for question in questionnaire.questions
        for row, condition in question.row_when
    }


def bring(questionnaire: Questionnaire, diagram: Diagram) -> None:
    """Say that this is the diagram of a questionnaire: a copy of one that was woven before brings it along."""
    vars(questionnaire)[_BROUGHT] = diagram


@made_once
def diagram_of(questionnaire: Questionnaire) -> Diagram:
    """The diagram of a questionnaire's criteria over its decisive facts, in `level_order`.

    Raises `UsageError` where there are more than `MOST_FACTS`, or where they are too entangled: a
    questionnaire of somebody's own may ask for more than can be judged.
    """
    if _BROUGHT in vars(questionnaire):
        brought: Diagram = vars(questionnaire)[_BROUGHT]
        return brought
    if len(questionnaire.decisive) > MOST_FACTS:
        asked = f"the criteria rest on {len(questionnaire.decisive)} answers"
        raise UsageError(f"{asked}, more than the {MOST_FACTS} that can be judged; let them rest on fewer")
    choices = {
        fact: tuple(choice.id for choice in questionnaire.by_fact[fact][0].choices)
        for fact in level_order(questionnaire)
    }
    criteria = [criterion.when for criterion in questionnaire.criteria]
    asked_when = [when for question in questionnaire.questions for _, when in question.row_when]
    return weave(criteria, questionnaire.ladder.places, choices, asked_when)
