"""Reading answers one by one: what is left of conditions, and machines that remember where answers led."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_audit.board import board_of, present
from coprod_audit.changes import raises
from coprod_audit.conditions import UNKNOWN, Among, AtLeast, Condition, NobodyKnows, Not, holds
from coprod_audit.diagram import diagram_of
from coprod_audit.quick.machine import Machine, Remembered, picker
from coprod_audit.quick.residue import after, begun
from coprod_audit.quick.standings import standing_machine
from coprod_audit.quick.unlocking import Goal
from tests.quick_kit import drawn, shipped
from tests.test_diagram import LETTERS, conditions


def with_nobody_knows() -> st.SearchStrategy[Condition]:
    """Conditions over the facts of `LETTERS`, some about what nobody knows, and counts of none."""
    joined = st.tuples(st.integers(0, 2), st.lists(conditions(), min_size=2, max_size=2).map(tuple))
    nobody = st.sampled_from(sorted(LETTERS)).map(NobodyKnows)
    return conditions() | joined.map(lambda n_of: AtLeast(*n_of)) | nobody | nobody.map(Not)


def answers() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {}, optional={f: st.sampled_from([*c, UNKNOWN, "not-applicable"]) for f, c in LETTERS.items()}
    )


@given(with_nobody_knows(), answers(), st.permutations(sorted(LETTERS)))
def test_what_is_left_in_the_end_is_what_holds(
    condition: Condition, facts: dict[str, str], order: Sequence[str]
) -> None:
    """In whatever order the facts are looked at."""
    left = begun(condition)
    for fact in order:
        left = after(left, fact, facts.get(fact))
    assert left is holds(condition, facts)


def test_ways_that_come_to_the_same_leave_the_same() -> None:
    """So that a machine need not tell them apart: one of two is wanted still, whichever it was."""
    two = AtLeast(2, tuple(Among(fact, frozenset({"1"})) for fact in "abc"))
    left = [after(after(two, "a", first), "b", second) for first, second in (("1", "0"), ("0", "1"))]
    assert left == [AtLeast(1, (Among("c", frozenset({"1"})),))] * 2


def adding() -> Machine[int]:
    return Machine("abc", 0, lambda held, level, choice: held + (level + 1) * int(choice or 0), str)


@pytest.mark.parametrize("room", [0, 2, 100])
def test_a_machine_says_the_same_however_much_it_keeps(room: int) -> None:
    """At the first reading and at the second."""
    machine = adding()
    machine.room = room
    sheets = [(a, b, c) for a in ("1", None) for b in ("2", "1") for c in ("0", "1")]
    expected = [str(int(a or 0) + 2 * int(b) + 3 * int(c)) for a, b, c in sheets]
    assert [machine.read(sheet) for sheet in sheets * 2] == expected * 2


def test_a_machine_keeps_no_more_than_there_is_room_for() -> None:
    machine = adding()
    machine.room = 2
    machine.read(("1", "2", "0"))
    machine.read(("0", "0", "1"))
    assert machine.room == 0


def test_a_machine_without_facts_says_what_it_began_with() -> None:
    """A condition may ask for nothing at all."""
    machine: Machine[int] = Machine((), 7, lambda held, level, choice: held, str)
    assert machine.read(()) == "7"


def test_what_is_remembered_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """While there is room; beyond that each time."""
    monkeypatch.setattr("coprod_audit.quick.machine.MOST_KEPT", 1)
    made: list[str] = []

    def make(key: str) -> int:
        made.append(key)
        return len(key)

    remembered = Remembered(make)
    assert [remembered[key] for key in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert made == ["a", "bb", "bb"]


@pytest.mark.parametrize("facts", ["", "a", "d", "bc", "ac", "db", "abcd"])
def test_answers_are_picked_in_the_order_asked_for(facts: str) -> None:
    assert picker(facts, "abcd")(("0", "1", "2", None)) == tuple(
        ("0", "1", "2", None)["abcd".index(fact)] for fact in facts
    )


def test_the_standing_is_read_as_the_diagram_has_it() -> None:
    """Every height that some completion leads to."""
    machine, diagram = standing_machine(shipped()), diagram_of(shipped())
    for response in drawn(shipped(), random.Random(2), 300):  # noqa: S311
        heights = machine.read([response.facts.get(fact) for fact in machine.facts])
        assert tuple(diagram.places[height] for height in heights) == diagram.possible(response.facts)


@pytest.mark.parametrize("height", range(1, 6))
def test_the_ways_to_a_place_are_those_of_an_audit(height: int) -> None:
    """The facts on the three best of them, in their order; none where it is reached already, or out of reach."""
    board = board_of(shipped())
    goal = Goal(board, height)
    for response in drawn(shipped(), random.Random(height), 300):  # noqa: S311
        now = present(board, response.facts)
        way = raises(now, height) if now.walk.low < height else None
        expected = [change.fact for changes in way.shown for change in changes] if way else []
        found = goal.ways(tuple(response.facts.get(fact) for fact in goal.facts))
        assert found == tuple(dict.fromkeys(expected))
