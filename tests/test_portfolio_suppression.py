"""What is hidden about small groups stays hidden from whoever can subtract: tried by going through all that is possible."""

from collections.abc import Sequence
from functools import cache
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_audit.portfolio import suppression
from coprod_audit.portfolio.suppression import Suppressed, suppressed

Table = list[list[int]]
Row = tuple[int, ...]


class Attacker:
    """Somebody who has the totals of the columns, what is shown, and how many groups are hidden; and time.

    Knows nothing of how it was made: every table of whole numbers that agrees with what is shown is possible.
    """

    def __init__(self, table: Table, shown: Suppressed, guesses: bool = False) -> None:
        self.totals = tuple(map(sum, zip(*table, strict=True)))
        used = [column for column, total in enumerate(self.totals) if total]
        self.least = [int(guesses and any(cells[c] for c in used)) for cells in shown.cells]
        self.rows = [
            (
                sum(row) if is_shown else None,
                [n if told else None for n, told in zip(row, cells, strict=True)],
            )
            for row, is_shown, cells in zip(table, shown.rows, shown.cells, strict=True)
        ]
        self.from_here = cache(self._from_here)

    def possible(self) -> list[list[set[int]]]:
        """For every cell all the numbers that it may be."""
        found: list[list[set[int]]] = [[set() for _ in self.totals] for _ in self.rows]
        seen, states = set(), {self.totals}
        for at in range(len(self.rows)):
            following = set()
            for left in states:
                for numbers in self._numbers(at, left):
                    after = tuple(a - b for a, b in zip(left, numbers, strict=True))
                    if self.from_here(at + 1, after):
                        following.add(after)
                        seen.add((at, numbers))
            states = following
        for at, numbers in seen:
            for column, number in enumerate(numbers):
                found[at][column].add(number)
        return found

    def sizes(self) -> list[set[int]]:
        """For every group all the sizes that it may have."""
        found: list[set[int]] = [set() for _ in self.rows]
        states = {self.totals}
        for at in range(len(self.rows)):
            following = set()
            for left in states:
                for numbers in self._numbers(at, left):
                    after = tuple(a - b for a, b in zip(left, numbers, strict=True))
                    if self.from_here(at + 1, after):
                        following.add(after)
                        found[at].add(sum(numbers))
            states = following
        return found

    def _from_here(self, at: int, left: Row) -> bool:
        if at == len(self.rows):
            return not any(left)
        return any(
            self.from_here(at + 1, tuple(a - b for a, b in zip(left, numbers, strict=True)))
            for numbers in self._numbers(at, left)
        )

    def _numbers(self, at: int, left: Row) -> list[Row]:
        size, cells = self.rows[at]
        ranges = [
            range(self.least[at], most + 1) if told is None else ((told,) if told <= most else ())
            for told, most in zip(cells, left, strict=True)
        ]
        return [n for n in product(*ranges) if (sum(n) == size if size is not None else sum(n) > 0)]


def promises_kept(table: Table, least: int) -> None:
    shown = suppressed(table, least)
    attacker = Attacker(table, shown)
    totals, possible, sizes = attacker.totals, attacker.possible(), attacker.sizes()
    for row, numbers in enumerate(table):
        size = sum(numbers)
        if not shown.rows[row] and any(shown.rows):
            assert max(sizes[row]) >= least, "a hidden group could be large"
        for column, number in enumerate(numbers):
            if shown.cells[row][column]:
                assert size >= least, "no number about a small group is shown"
                assert number == 0 or number >= least
                continue
            if len({c for c in range(len(totals)) if totals[c]}) < 2 or totals[column] == 0:
                continue  # where everybody is in one place, that is said of the whole portfolio
            assert len(possible[row][column]) >= 2, (table, row, column, shown)
            if 0 < number < least and shown.rows[row]:
                assert max(possible[row][column]) >= min(least, size, totals[column]), (table, row, column)


def guesses_fail(table: Table, least: int) -> None:
    """Whoever guesses that no hidden number of a group that is shown is nought works nothing out either."""
    shown = suppressed(table, least)
    totals = [sum(column) for column in zip(*table, strict=True)]
    used = [column for column, total in enumerate(totals) if total]
    partly = [
        (number, is_told)
        for numbers, cells in zip(table, shown.cells, strict=True)
        for column, (number, is_told) in enumerate(zip(numbers, cells, strict=True))
        if column in used and any(cells[c] for c in used)
    ]
    if len(used) < 2 or (0, False) in partly:
        return  # nothing to guess with, or the guess is wrong
    possible = Attacker(table, shown, guesses=True).possible()
    for row, cells in enumerate(shown.cells):
        for column, is_told in enumerate(cells):
            if not is_told and shown.rows[row]:
                assert len(possible[row][column]) >= 2, (table, row, column, shown)


def tables(most: int, rows: int, columns: int) -> st.SearchStrategy[Table]:
    numbers = st.one_of(st.just(0), st.integers(0, most), st.integers(0, 2))
    return st.integers(1, columns).flatmap(
        lambda width: st.lists(
            st.lists(numbers, min_size=width, max_size=width).filter(any), min_size=2, max_size=rows
        )
    )


@given(tables(4, 4, 3), st.integers(2, 4))
@example([[1], [1], [1]], 3)
@example([[5, 0], [1, 1]], 3)
@example([[3, 0, 3], [3, 3, 0], [0, 1, 0]], 3)
@settings(max_examples=300)
def test_no_hidden_number_can_be_worked_out(table: Table, least: int) -> None:
    promises_kept(table, least)


@given(tables(9, 3, 3))
@settings(max_examples=60)
def test_no_hidden_number_can_be_worked_out_with_the_usual_five(table: Table) -> None:
    promises_kept(table, 5)


@given(tables(4, 4, 4), st.integers(2, 4))
@example([[0, 2, 0], [1, 0, 1], [1, 0, 1]], 2)
@example([[4, 1, 1, 1, 0], [4, 4, 4, 4, 4], [4, 4, 4, 4, 0]], 3)
@settings(max_examples=200)
def test_a_good_guess_works_nothing_out_either(table: Table, least: int) -> None:
    guesses_fail(table, least)


def test_ones_that_fill_what_is_left_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: with nought taken for possible, three ones are told by their sum."""
    table = [[4, 1, 1, 1], [4, 4, 4, 4], [4, 4, 4, 4]]
    guesses_fail(table, 3)
    monkeypatch.setattr(suppression, "_guessed", lambda rows: rows)
    with pytest.raises(AssertionError):
        guesses_fail(table, 3)


def test_hiding_only_what_is_small_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: without the second step the first subtraction gives it away, and the attacker here finds it."""
    monkeypatch.setattr(suppression._Table, "company", lambda *_: None)
    with pytest.raises(AssertionError):
        promises_kept([[4, 4, 1], [4, 4, 4]], 3)


def test_a_small_group_is_hidden_with_company(monkeypatch: pytest.MonkeyPatch) -> None:
    table = [[12, 8], [9, 9], [1, 1]]
    assert (True, False, False) == suppressed(table, 5).rows
    monkeypatch.setattr(suppression, "_hidden_groups", lambda *_: frozenset({2}))
    with pytest.raises(AssertionError, match="could be large"):
        promises_kept(table, 5)


def test_large_groups_with_large_numbers_are_shown_whole() -> None:
    assert Suppressed((True, True), ((True, True, True), (True, True, True))) == suppressed(
        [[10, 0, 7], [5, 6, 0]], 5
    )


def test_a_small_number_takes_three_with_it() -> None:
    """Its row, its column, and the one where these two meet: the least that can be."""
    shown = suppressed([[20, 10, 2], [20, 10, 6], [20, 10, 30]], 5)
    assert ((True, False, False), (True, False, False), (True, True, True)) == shown.cells


def test_nought_is_shown_and_told_from_what_is_hidden() -> None:
    shown = suppressed([[20, 10, 2, 0], [20, 10, 6, 8], [20, 10, 30, 8]], 5)
    assert shown.cells[0] == (True, False, False, True)


def test_small_groups_that_add_up_to_too_little_take_a_large_one_with_them() -> None:
    """Three ones are three ones to whoever knows that they are three, and that they are three together."""
    sizes = [30, 20, 10, 1, 1, 1]
    assert [True, True, False, False, False, False] == list(
        suppressed([[n, n] for n in sizes], 5).rows[:2]
    ) + [False] * 4
    assert not any(suppressed([[n, n] for n in sizes], 5).rows[3:])


def test_small_groups_that_could_have_been_large_need_no_more_company() -> None:
    """A four and a two might be a five and a one, for all that anybody can work out."""
    assert (True, False, False) == suppressed([[10, 10], [2, 2], [1, 1]], 5).rows


def test_if_every_group_is_small_none_is_shown() -> None:
    assert not any(suppressed([[1, 0], [0, 1], [2, 1]], 5).rows)


def test_at_least_one_hides_nothing() -> None:
    assert ((True, True), (True, True)) == suppressed([[1, 0], [0, 1]], 1).cells


@given(tables(30, 6, 5))
def test_the_same_table_gives_the_same_answer(table: Table) -> None:
    assert suppressed(table, 5) == suppressed([list(row) for row in table], 5)


def dealt_out(cells: Sequence[Sequence[int]], claims: Sequence[Sequence[int]]) -> list[list[list[int]]]:
    """Groups by places, and claims by places, as one table of both: the first corner of each place, and so on."""
    joint = [[[0] * len(cells[0]) for _ in claims] for _ in cells]
    for place in range(len(cells[0])):
        of_groups, of_claims = [row[place] for row in cells], [row[place] for row in claims]
        for group in range(len(cells)):
            for claim in range(len(claims)):
                n = min(of_groups[group], of_claims[claim])
                joint[group][claim][place] = n
                of_groups[group], of_claims[claim] = of_groups[group] - n, of_claims[claim] - n
    return joint


@given(tables(4, 3, 3), st.data())
@settings(max_examples=40)
def test_claimed_against_assessed_narrows_no_hidden_number_down(table: Table, data: st.DataObject) -> None:
    """Whatever the groups could be without that table, they could be with it: the responses can be dealt out so."""
    totals = [sum(column) for column in zip(*table, strict=True)]
    first = [data.draw(st.integers(0, n)) for n in totals]
    claims = [first, [n - f for n, f in zip(totals, first, strict=True)]]
    attacker = Attacker(table, suppressed(table, 3))
    for other in _some_tables(attacker):
        joint = dealt_out(other, claims)
        assert other == [[sum(of[c] for of in group) for c in range(len(totals))] for group in joint]
        assert claims == [
            [sum(group[claim][c] for group in joint) for c in range(len(totals))] for claim in range(2)
        ]


def _some_tables(attacker: Attacker, most: int = 50) -> list[Table]:
    """Some of the tables that agree with what is shown."""
    found: list[Table] = []

    def walk(at: int, left: Row, rows: Table) -> None:
        if len(found) >= most or not attacker.from_here(at, left):
            return
        if at == len(attacker.rows):
            found.append(rows)
            return
        for numbers in attacker._numbers(at, left):
            walk(at + 1, tuple(a - b for a, b in zip(left, numbers, strict=True)), [*rows, list(numbers)])

    walk(0, attacker.totals, [])
    return found
