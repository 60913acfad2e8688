"""All the answer sheets that a condition can meet: on how many it holds, fails, and stays open. Exactly.

A sheet answers every fact that bears on the condition with one of its choices, with `unknown`, or with
`not-applicable` where that is allowed. A row that waits for another answer is asked only where that answer
surely calls for it. What is claimed, what is intended and who answered is said or not said; results follow
from the decisive answers as they do in an assessment, ranges included. Nobody walks through the sheets: they
are counted along a diagram.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from coprod_audit.conditions import (
    NOT_APPLICABLE,
    UNKNOWN,
    Among,
    Condition,
    NobodyKnows,
    addresses,
    holds,
)
from coprod_audit.derived import Judged, results
from coprod_audit.diagram import Diagram, diagram_of, level_order
from coprod_audit.loom import NO, OPEN, YES, Classes, Loom, State, classes_of, end_of
from coprod_audit.placing import standing_of
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.worked_out import (
    NONE,
    PROJECT_CLAIMS,
    PROJECT_INTENDS,
    PROJECT_OFF_THE_TABLE,
    RESPONDENT_PEOPLE,
    RESULT_CLAIM,
    RESULT_INTENT,
    SOME,
)

NOT_ASKED = ""
"""The answer of a sheet that says nothing here. It is no choice, and not `unknown` either."""

_LEADS_TO = {RESULT_CLAIM: PROJECT_CLAIMS, RESULT_INTENT: PROJECT_INTENDS}
_ELSEWHERE = ~1_000_000


class Outcomes(NamedTuple):
    """On how many sheets a condition holds, fails and stays open, with a sheet of the first two kinds.

    A sheet maps addresses to answers; `project.claims` and the like stand among them.
    """

    yes: int
    no: int
    open: int
    yes_sheet: Mapping[str, str] | None
    no_sheet: Mapping[str, str] | None


def outcomes(questionnaire: Questionnaire, condition: Condition, *, asked_rightly: bool = True) -> Outcomes:
    """What becomes of a condition over all sheets of the facts that bear on it.

    `asked_rightly=False` counts the sheets too that answer a row that was not asked, or leave one out.
    """
    loom = SheetLoom(questionnaire, condition)
    root = loom.join(
        (0, (loom.askable() if asked_rightly else YES, loom.condition(condition))), _where_askable
    )
    counts = loom.counted(root)
    sheets = (loom.sheet(root, end) if counts[end] else None for end in (YES, NO))
    return Outcomes(counts[YES], counts[NO], counts[OPEN], *sheets)


def places_of_askable(questionnaire: Questionnaire) -> dict[tuple[str, ...], int]:
    """How many complete sheets of decisive answers, rows that are not asked left out, stand where."""
    loom = SheetLoom(questionnaire, None)
    root = loom.join((0, (loom.askable(), loom.standing())), _where_askable)
    counts = loom.counted(root)
    places = questionnaire.ladder.places
    return {
        tuple(places[height] for height in sorted(heights)): counts[~index]
        for index, heights in enumerate(loom.standings)
        if counts[~index]
    }


def _where_askable(state: State) -> State | int:
    askable, found = state[1]
    if askable == NO:
        return _ELSEWHERE
    return found if askable == YES and found < 0 else state


class SheetLoom(Loom):
    """Weaves conditions over sheets: results are read off the diagram of the rule, wherever unknowns lead.

    Without a condition the sheets are those of complete decisive answers.
    """

    def __init__(self, questionnaire: Questionnaire, condition: Condition | None) -> None:
        """Gather the facts that bear on the condition, in the order of the rule's diagram."""
        self.questionnaire = questionnaire
        self.diagram = diagram_of(questionnaire)
        self.waits = {
            f"{question.id}.{row}": when
            for question in questionnaire.questions
            for row, when in question.row_when
        }
        self.unknown = condition is not None
        self.facts = self._bearing(set(addresses(condition)) if condition else set(questionnaire.decisive))
        beside = [self.waits[fact] for fact in self.facts if fact in self.waits]
        told_apart = (
            *(c.when for c in questionnaire.criteria),
            *beside,
            *((condition,) if condition else ()),
        )
        super().__init__(self.facts, [self._classes(fact, told_apart) for fact in self.facts])
        self.standings: list[frozenset[int]] = []

    def _bearing(self, facts: set[str]) -> tuple[str, ...]:
        if any(fact.startswith("result.") for fact in facts):
            facts |= set(self.questionnaire.decisive)
        facts |= {_LEADS_TO[fact] for fact in facts & set(_LEADS_TO)}
        facts |= {parent for fact in facts & set(self.waits) for parent in addresses(self.waits[fact])}
        order = (*level_order(self.questionnaire), *self.questionnaire.by_fact, *self._said)
        return tuple(dict.fromkeys(fact for fact in order if fact in facts))

    @cached_property
    def _said(self) -> dict[str, tuple[str, ...]]:
        """What a sheet may say besides answers."""
        rungs = tuple(rung.id for rung in self.questionnaire.ladder.rungs)
        some = (NONE, SOME)
        return {
            PROJECT_CLAIMS: rungs,
            PROJECT_INTENDS: rungs,
            PROJECT_OFF_THE_TABLE: some,
            RESPONDENT_PEOPLE: some,
        }

    def _classes(self, fact: str, told_apart: Iterable[Condition]) -> Classes:
        if fact in self._said:
            return tuple((said,) for said in (*self._said[fact], NOT_ASKED))
        question = self.questionnaire.by_fact[fact][0]
        choices = [choice.id for choice in question.choices]
        if question.not_applicable and fact not in self.questionnaire.decisive:
            choices.append(NOT_APPLICABLE)
        known = classes_of(fact, choices, tuple(told_apart))
        return (*known, *([(UNKNOWN,)] * self.unknown), *([(NOT_ASKED,)] * (fact in self.waits)))

    def leaf(self, condition: Among | NobodyKnows) -> int:
        """The test of one answer, or of a result that follows from many."""
        fact = condition.fact
        if fact.startswith("result."):
            return self._result(condition)
        level = self.level_of[fact]
        answers = [members[0] for members in self.classes[level]]
        truths = [holds(condition, {} if answer == NOT_ASKED else {fact: answer}) for answer in answers]
        return self.node(level, tuple(map(end_of, truths)))

    def _result(self, condition: Among | NobodyKnows) -> int:
        def fold(state: State) -> State | int:
            if any(part >= 0 for part in state[1]):
                return state
            standing = standing_of(self.diagram, self.standings[~state[1][0]])
            said = self._answer(led[0], state[1][1]) if led else None
            judged = Judged(self.questionnaire.ladder, standing, (), said, said)
            return end_of(holds(condition, results(judged)))

        led = [_LEADS_TO[condition.fact]] if condition.fact in _LEADS_TO else []
        return self.join((0, (self.standing(), *map(self._all_apart, led))), fold)

    def _all_apart(self, fact: str) -> int:
        level = self.level_of[fact]
        return self.node(level, tuple(~number for number in range(len(self.classes[level]))))

    def _answer(self, fact: str, end: int) -> str | None:
        return self.classes[self.level_of[fact]][~end][0] or None

    def standing(self) -> int:
        """Where the decisive answers lead: an end is the place in `standings` of the heights possible."""
        known: dict[frozenset[int], int] = {}

        def visit(nodes: frozenset[int]) -> int:
            if nodes not in known:
                known[nodes] = self._standing_step(nodes, visit)
            return known[nodes]

        return visit(frozenset({self.diagram.root}))

    def _standing_step(self, nodes: frozenset[int], visit: Callable[[frozenset[int]], int]) -> int:
        level = min(map(self.diagram.level, nodes))
        if level == len(self.diagram.facts):
            return self._standing_end(frozenset(~node for node in nodes))
        fact, numbers = self.diagram.numbers[level]
        here = self.level_of[fact]
        after = (_step(self.diagram, nodes, level, numbers.get(members[0])) for members in self.classes[here])
        return self.node(here, tuple(map(visit, after)))

    def _standing_end(self, heights: frozenset[int]) -> int:
        if heights not in self.standings:
            self.standings.append(heights)
        return ~self.standings.index(heights)

    def askable(self) -> int:
        """The diagram of the sheets that answer a waiting row where it is asked, and only there."""
        parts = [self._asked_rightly(fact) for fact in self.facts if fact in self.waits]
        return self.join((len(parts), tuple(parts)), _all_yes)

    def _asked_rightly(self, fact: str) -> int:
        level = self.level_of[fact]
        asked = self.node(level, tuple(end_of(members != (NOT_ASKED,)) for members in self.classes[level]))
        return self.join((0, (self.condition(self.waits[fact]), asked)), _both_or_neither)

    def counted(self, root: int) -> Counter[int]:
        """How many sheets come to each end."""
        counts = self._counts(root)
        return Counter({end: n * self._skipped(0, root) for end, n in counts[root].items()})

    def _counts(self, root: int) -> dict[int, Counter[int]]:
        counts: dict[int, Counter[int]] = {}

        def visit(node: int) -> Counter[int]:
            if node not in counts:
                counts[node] = Counter({node: 1}) if node < 0 else gathered(node)
            return counts[node]

        def gathered(node: int) -> Counter[int]:
            level, total = self.levels[node], Counter[int]()
            for members, child in zip(self.classes[level], self.children[node], strict=True):
                for end, n in visit(child).items():
                    total[end] += n * len(members) * self._skipped(level + 1, child)
            return total

        visit(root)
        return counts

    def _skipped(self, level: int, node: int) -> int:
        """How many ways there are to answer the levels from here to where a node stands."""
        until = self.levels[node] if node >= 0 else len(self.classes)
        ways = 1
        for classes in self.classes[level:until]:
            ways *= sum(map(len, classes))
        return ways

    def sheet(self, root: int, end: int) -> dict[str, str]:
        """One sheet that comes to this end; raises StopIteration if none does."""
        counts, node = self._counts(root), root
        answers = {fact: classes[0][0] for fact, classes in zip(self.facts, self.classes, strict=True)}
        while node >= 0:
            level = self.levels[node]
            number = next(k for k, child in enumerate(self.children[node]) if counts[child][end])
            answers[self.facts[level]] = self.classes[level][number][0]
            node = self.children[node][number]
        return {fact: answer for fact, answer in answers.items() if answer != NOT_ASKED}


def _all_yes(state: State) -> State | int:
    n, parts = state
    if NO in parts:
        return NO
    rest = tuple(sorted(part for part in parts if part != YES))
    return (n, rest) if rest else YES


def _both_or_neither(state: State) -> State | int:
    wanted, asked = state[1]
    if wanted >= 0 or asked >= 0:
        return state
    return YES if (wanted == YES) is (asked == YES) else NO


def _step(diagram: Diagram, nodes: frozenset[int], level: int, chosen: int | None) -> frozenset[int]:
    """Where these nodes lead past a level with this class of choices, or with all of them."""
    after: set[int] = set()
    for node in nodes:
        if diagram.depths[node] != level:
            after.add(node)
        elif chosen is None:
            after.update(diagram.children[node])
        else:
            after.add(diagram.children[node][chosen])
    return frozenset(after)
