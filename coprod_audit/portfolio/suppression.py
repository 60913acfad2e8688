"""Which numbers about groups may be shown, so that no number about a small group can be read or worked out.

The rule is that of statistical disclosure control: *primary* suppression of what is too small, *secondary* suppression
of as much more as is needed, and an audit of the result from the point of view of somebody who can add and subtract
(Hundepool and others: Handbook on Statistical Disclosure Control, second edition, 2024, chapter 4 for secondary
suppression and its audit, sections 5.2 and 5.3 for tables of counts; sdctools.github.io/HandbookSDC).

One table shows groups: groups down, places on the ladder across. Everything said of the whole portfolio is public,
the number of responses at each place included, and so is how many groups are hidden.

1. A group of fewer than `least` responses is hidden: its name, its size and its row. Then the smallest of the others
   are hidden with it until at least two are, and until each of them may, for all that can be worked out, have had
   `least` responses. What is hidden is one row to whoever subtracts, the *rest*, and is treated as one from here on.
2. A number from 1 to `least` - 1 in a group that is shown is hidden.
3. More numbers are hidden, the smallest that help, until what can be worked out is this and no more:
   every hidden number has at least two possible values; and one that was hidden because it is small may be as high as
   `least`, or as high as the total of its row or column, where that is lower. The numbers of the rest are held to the
   same, nought included: that nobody in small groups stands somewhere is a number about them as well.
   All this holds as well for those who guess that a hidden number beside a shown one is at least 1, for nought is
   seldom hidden there: else three hidden numbers that make three would be three ones to them. Where all numbers of a
   group are hidden, its noughts are too, and there is nothing to guess by.
4. Nobody is told whether a number is hidden for being small or for keeping another company.

Nought in a group that is shown is shown, where it need not keep company. A group that stands in one place altogether
is shown so: it is said of the group, not of one of its few.

**Between tables.** Nothing else is told by group. Tables of the whole portfolio (claimed against assessed, who
decides, alarms) tell of a table of groups no more than its column totals: whichever numbers in the cells agree with
the totals, the responses at each place can be dealt out to the groups in those numbers without changing any response.
That is why no second table shows groups; of two, each would narrow the other down. Two portfolios made from the same
responses with other groups *can* be set against each other: that is for whoever publishes both to see to.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coprod_audit.portfolio.uncertainty import Hidden


class Suppressed(NamedTuple):
    """What may be shown of a table: which rows, and for every row and column whether the number may be."""

    rows: tuple[bool, ...]
    cells: tuple[tuple[bool, ...], ...]


def suppressed(table: Sequence[Sequence[int]], least: int) -> Suppressed:
    """Say what may be shown of a table of at least two groups (rows, none of them empty).

    One group alone is the whole portfolio, of which nothing is hidden. The same table gives the same answer.
    """
    rest = _hidden_groups([sum(row) for row in table], least)
    shown = [row for row in range(len(table)) if row not in rest]
    width = len(table[0]) if table else 0
    if not shown:
        return Suppressed((False,) * len(table), ((False,) * width,) * len(table))
    rows = [list(table[row]) for row in shown]
    if rest:
        rows.append([sum(table[row][column] for row in rest) for column in range(width)])
    hidden = _hidden_cells(rows, least, with_rest=bool(rest))
    cells = {row: tuple(c not in hidden[i] for c in range(width)) for i, row in enumerate(shown)}
    nothing = (False,) * width
    return Suppressed(
        tuple(row not in rest for row in range(len(table))),
        tuple(cells.get(row, nothing) for row in range(len(table))),
    )


def _hidden_groups(sizes: Sequence[int], least: int) -> frozenset[int]:
    """The groups that are too small, and the smallest others that keep them company."""
    smallest_first = sorted(range(len(sizes)), key=lambda group: (sizes[group], group))
    number = sum(size < least for size in sizes)
    if not number:
        return frozenset()
    together = sum(sizes[group] for group in smallest_first[:number])
    while number < len(sizes) and (number < 2 or together - (number - 1) < least):
        together += sizes[smallest_first[number]]
        number += 1
    return frozenset(smallest_first[:number])


def _hidden_cells(rows: list[list[int]], least: int, *, with_rest: bool) -> list[frozenset[int]]:
    """The columns that are hidden in each row; the last row is the rest, if there is one."""
    used = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    if len(rows) < 2 or len(used) < 2:
        # One place where everybody is: the totals say it all, and they are public. One row alone cannot be.
        return [frozenset()] * len(rows)
    small = [frozenset(c for c in used if 0 < row[c] < least) for row in rows]
    if with_rest:
        small[-1] = frozenset(used)
    totals = [sum(column) for column in zip(*rows, strict=True)]
    table = _Table(rows, used, totals, least, Hidden(rows, small), Hidden(_guessed(rows), small))
    for row in range(len(rows)):
        table.free_if_whole(row)
    again = True
    while again:  # what is hidden to keep company must not be told either, and may make a guess right again
        again = False
        for row, column in table.all_hidden():
            again |= table.kept_company(row, column)
    return table.surely.columns


def _guessed(rows: list[list[int]]) -> list[list[int]]:
    """By how much each number may be lower to those who guess that it is not nought."""
    return [[max(number - 1, 0) for number in row] for row in rows]


class _Table(NamedTuple):
    """A table under way: what is hidden so far, and what that gives away, `surely` and to those who have `guessed`."""

    rows: list[list[int]]
    used: list[int]
    totals: list[int]
    least: int
    surely: Hidden
    guessed: Hidden

    def all_hidden(self) -> list[tuple[int, int]]:
        """The numbers that are hidden so far."""
        return [
            (row, column) for row, columns in enumerate(self.surely.columns) for column in sorted(columns)
        ]

    def kept_company(self, row: int, column: int) -> bool:
        """Hide what has to be hidden with a number, and say whether anything had to be."""
        company, any_more = self.company(row, column), False
        while company is not None:
            self.hide(*company)
            company, any_more = self.company(row, column), True
        return any_more

    def hide(self, row: int, column: int) -> None:
        """Hide one more number."""
        self.surely.hide(row, column)
        self.guessed.hide(row, column)
        self.free_if_whole(row)

    def free_if_whole(self, row: int) -> None:
        """Where all of a row is hidden, any number of it may be nought, whatever is guessed."""
        if len(self.surely.columns[row]) == len(self.used):
            self.guessed.free(row, self.rows[row])

    def company(self, row: int, column: int) -> tuple[int, int] | None:
        """The next number to hide so that less can be worked out of this one; None where that is little enough.

        It is at the latest where all are hidden: then the totals alone leave every number room, for no row and no
        column is all there is.
        """
        short = self.short(row, column)
        if short > 0 and self.surely.more(row, column, short) < short:
            return self.helping(row, column, short, self.surely.spare)
        if not self.surely.other(row, column):
            return self.helping(row, column, 1, self.surely.spare)
        if not self.guessed.other(row, column) and not self.wrong_to_guess(row, column):
            return self.helping(row, column, 1, self.guessed.spare)
        return None

    def short(self, row: int, column: int) -> int:
        """How far a small number is from where it must seem possible that it is; 0 where any other value will do."""
        number = self.rows[row][column]
        if not 0 < number < self.least:
            return 0
        return min(self.least, sum(self.rows[row]), self.totals[column]) - number

    def wrong_to_guess(self, row: int, column: int) -> bool:
        """Whether a nought is hidden beside, above or below a number, among numbers that are shown."""
        columns = self.surely.columns
        partly = len(columns[row]) < len(self.used)
        return (partly and any(not self.rows[row][c] for c in columns[row])) or any(
            column in hidden and not numbers[column] and len(hidden) < len(self.used)
            for numbers, hidden in zip(self.rows, columns, strict=True)
        )

    def helping(
        self, row: int, column: int, wanted: int, spare: Sequence[Sequence[int]]
    ) -> tuple[int, int] | None:
        """A number that helps if it is hidden: beside this one, above or below it, or where those two meet."""
        columns = self.surely.columns
        beside = [c for c in self.used if c not in columns[row]]
        if beside and sum(spare[row][c] for c in columns[row] if c != column) < wanted:
            return row, _enough([(spare[row][c], c) for c in beside], wanted)
        above = [r for r in range(len(self.rows)) if column not in columns[r]]
        below = [spare[r][column] for r in range(len(self.rows)) if r != row and column in columns[r]]
        enough = bool(below) if self.rows[row][column] == self.totals[column] else sum(below) >= wanted
        if above and not enough:
            return _enough([(spare[r][column], r) for r in above], wanted), column
        return self.joint(row, column)

    def joint(self, row: int, column: int) -> tuple[int, int] | None:
        """The number whose row passes on what this one takes: in a row and a column that hide the most already."""
        columns, alone = self.surely.columns, self.rows[row][column] == self.totals[column]
        free = [
            ((column not in hidden, c not in columns[row], alone and not n, -len(hidden), n), (r, c))
            for r, hidden in enumerate(columns)
            for c, n in enumerate(self.rows[r])
            if self.totals[c] and c not in hidden
        ]
        return min(free)[1] if free else None


def _enough(numbers: list[tuple[int, int]], wanted: int) -> int:
    """Where the smallest number stands that is enough, or else the largest."""
    enough = [number for number in numbers if number[0] >= wanted]
    return (min(enough) if enough else max(numbers))[1]
