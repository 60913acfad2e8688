"""Weaving decision diagrams: conditions over facts become nodes that ask one fact each.

A node is a number from 0; a negative number is an end. Diagrams are woven side by side, a level at a
time, and every node is made only once, so that equal parts are the same number and cost nothing twice.
`diagram` weaves the rule with it, `proofs` the conditions of alarms and recommendations.
"""

from collections.abc import Callable, Iterator, Sequence

from coprod_audit.conditions import Among, AtLeast, Condition, NobodyKnows, Not, holds
from coprod_audit.errors import UsageError

Classes = tuple[tuple[str, ...], ...]
"""The choices of one fact, those together that no condition tells apart."""

NO, YES, OPEN = ~0, ~1, ~2
"""Where the diagram of a condition ends. It ends `OPEN` only if `unknown` is one of the choices."""

MOST_NODES = 20_000
"""Weaving that many takes about a second. The rule that ships has a few dozen."""

MOST_WORK = 1_000_000
"""Looking at that many parts of states takes about a second: a state may have hundreds of parts."""

State = tuple[int, tuple[int, ...]]
"""Where a walk along several diagrams stands: how many of them are still wanted, and a node of each."""


class Loom:
    """Makes diagrams over one order of facts, every node only once, so that equal parts are the same number."""

    def __init__(self, facts: Sequence[str], classes: Sequence[Classes]) -> None:
        """Begin with no node at all."""
        self.level_of = {fact: level for level, fact in enumerate(facts)}
        self.classes = tuple(classes)
        self.levels: list[int] = []
        self.children: list[tuple[int, ...]] = []
        self._work = 0
        self._made: dict[tuple[int, tuple[int, ...]], int] = {}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The node that asks this level and leads there; no node at all if every answer leads to the same.

        Raises `UsageError` beyond `MOST_NODES`: facts that are asked far from each other were entangled.
        """
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        if key not in self._made:
            _within_reason(len(self.levels))
            self._made[key] = len(self.levels)
            self.levels.append(level)
            self.children.append(children)
        return self._made[key]

    def condition(self, condition: Condition) -> int:
        """The diagram of a condition, ending at `YES`, `NO` and `OPEN` exactly as `holds` would."""
        match condition:
            case Among() | NobodyKnows():
                return self.leaf(condition)
            case Not(inner):
                return self.join((0, (self.condition(inner),)), _negated)
            case AtLeast(n, of):
                return self.join((n, tuple(map(self.condition, of))), _at_least)

    def leaf(self, condition: Among | NobodyKnows) -> int:
        """The diagram of the test of a single fact."""
        level = self.level_of[condition.fact]
        truths = [holds(condition, {condition.fact: members[0]}) for members in self.classes[level]]
        return self.node(level, tuple(map(end_of, truths)))

    def join(self, start: State, fold: Callable[[State], State | int]) -> int:
        """Walk several diagrams side by side; `fold` shortens where we stand, or says the end of it."""
        known: dict[State, int] = {}

        def visit(state: State) -> int:
            self._look_at(len(state[1]))
            folded = fold(state)
            if isinstance(folded, int):
                return folded
            if folded not in known:
                _within_reason(len(known))
                known[folded] = self._step(folded, visit)
            return known[folded]

        return visit(start)

    def _look_at(self, parts: int) -> None:
        self._work += parts
        _within_reason(self._work, MOST_WORK)

    def _step(self, state: State, visit: Callable[[State], int]) -> int:
        n, parts = state
        levels, children = self.levels, self.children
        level = min(levels[part] for part in parts if part >= 0)
        return self.node(
            level,
            tuple(
                visit((n, tuple(children[p][k] if p >= 0 and levels[p] == level else p for p in parts)))
                for k in range(len(self.classes[level]))
            ),
        )

    def finish(self, root: int) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...], int]:
        """Levels, children and root of what hangs below `root`, numbered so that children come later."""
        below, todo = {root}, [root]
        while todo:
            node = todo.pop()
            new = {child for child in self.children[node] if child >= 0} - below if node >= 0 else set()
            below |= new
            todo += new
        order = sorted((node for node in below if node >= 0), key=lambda node: (self.levels[node], node))
        number = {node: place for place, node in enumerate(order)}
        children = tuple(tuple(number.get(c, c) for c in self.children[node]) for node in order)
        return tuple(self.levels[node] for node in order), children, number.get(root, root)


def _within_reason(made: int, most: int = MOST_NODES) -> None:
    if made >= most:
        raise UsageError("the criteria are too entangled to be judged; make them simpler, or fewer")


def end_of(truth: bool | None) -> int:
    """Where a diagram ends that comes to this."""
    return OPEN if truth is None else YES if truth else NO


def _negated(state: State) -> State | int:
    part = state[1][0]
    return {YES: NO, NO: YES, OPEN: OPEN}.get(part, state)


def _at_least(state: State) -> State | int:
    n, parts = state
    n -= parts.count(YES)
    rest = tuple(sorted(part for part in parts if part not in {YES, NO}))
    if n <= 0:
        return YES
    if len(rest) < n:
        return NO
    return OPEN if rest[-1] == OPEN else (n, rest)


def classes_of(fact: str, choices: Sequence[str], conditions: Sequence[Condition]) -> Classes:
    """The choices of a fact, in order, those together that none of the conditions tells apart."""
    tests = [test for condition in conditions for test in _tests(condition) if test.fact == fact]
    together: dict[tuple[bool | None, ...], list[str]] = {}
    for choice in choices:
        together.setdefault(tuple(holds(test, {fact: choice}) for test in tests), []).append(choice)
    return tuple(map(tuple, together.values()))


def _tests(condition: Condition) -> Iterator[Among | NobodyKnows]:
    match condition:
        case Among() | NobodyKnows():
            yield condition
        case Not(inner):
            yield from _tests(inner)
        case AtLeast(_, of):
            for part in of:
                yield from _tests(part)
