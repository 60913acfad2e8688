"""What somebody who knows the totals can still not know: how far a hidden number of a table may be from what it is.

The rows and the columns of a table have known totals, some cells are hidden. A hidden number may be higher by as much
as can be spared by other hidden numbers of its row, given to their columns in other rows, and so on round to its own
column: a flow through the columns. Rows that hide the same columns carry it together, so that a table of a thousand
groups is as small as the ladder is short.

What is found is never more than what is possible, though it may be less: ways are taken as they are found, the shortest
first, and none leads back through the row it began in.
"""

from collections.abc import Iterable, Sequence

_Way = list[tuple[int, frozenset[int]]]


class Hidden:
    """Which cells of a table are hidden, by row, and what the rows that hide the same columns can spare together.

    `spare` says of each number by how much it may be lower, for all that is known of it alone.
    """

    def __init__(self, spare: Sequence[Sequence[int]], columns: Iterable[Iterable[int]]) -> None:
        self.spare = [list(row) for row in spare]
        self.columns = [frozenset(hidden) for hidden in columns]
        self._held: dict[frozenset[int], list[int]] = {}
        for row in range(len(spare)):
            self._count(row, 1)

    def hide(self, row: int, column: int) -> None:
        """Hide one more cell. What was possible before stays possible."""
        self._count(row, -1)
        self.columns[row] |= {column}
        self._count(row, 1)

    def free(self, row: int, numbers: Sequence[int]) -> None:
        """Let the numbers of a row be lower than was thought."""
        self._count(row, -1)
        self.spare[row] = list(numbers)
        self._count(row, 1)

    def more(self, row: int, column: int, wanted: int) -> int:
        """How much higher a hidden number may be, up to `wanted`, for all that the totals say."""
        own = {other: self.spare[row][other] for other in self.columns[row] if other != column}
        return self._carried(row, {c: n for c, n in own.items() if n}, {column}, wanted)

    def other(self, row: int, column: int) -> bool:
        """Whether a hidden number may be any other than it is."""
        if self.more(row, column, 1):
            return True
        ends = self.columns[row] - {column}
        return self.spare[row][column] > 0 and self._carried(row, {column: 1}, ends, 1) > 0

    def _count(self, row: int, sign: int) -> None:
        hidden = self.columns[row]
        held = self._held.setdefault(hidden, [0] * len(self.spare[row]))
        for column in hidden:
            held[column] += sign * self.spare[row][column]

    def _carried(self, row: int, given: dict[int, int], ends: Iterable[int], wanted: int) -> int:
        """How much can be carried from the columns it is given to, to those where it ends, without this row."""
        left = {hidden: list(held) for hidden, held in self._held.items() if len(hidden) > 1}
        if self.columns[row] in left:
            for column in self.columns[row]:
                left[self.columns[row]][column] -= self.spare[row][column]
        carried, targets = 0, frozenset(ends)
        while carried < wanted and (found := _way(given, targets, left)):
            carried += _carry(found, min(wanted - carried, given[found[0][0]]), given, left)
        return carried


def _way(given: dict[int, int], ends: frozenset[int], left: dict[frozenset[int], list[int]]) -> _Way | None:
    """The shortest way: columns, each with the rows that take what it is given and pass it on by lowering the next."""
    ways: list[_Way] = [[(column, frozenset())] for column, n in given.items() if n > 0]
    seen = {way[0][0] for way in ways}
    for way in ways:  # it grows while it is walked: breadth first
        column = way[-1][0]
        for rows, held in left.items():
            if column not in rows:
                continue
            for following in rows - seen:
                if held[following] > 0:
                    seen.add(following)
                    longer = [*way, (following, rows)]
                    if following in ends:
                        return longer
                    ways.append(longer)
    return None


def _carry(way: _Way, most: int, given: dict[int, int], left: dict[frozenset[int], list[int]]) -> int:
    amount = min([most, *(left[rows][column] for column, rows in way[1:])])
    given[way[0][0]] -= amount
    for column, rows in way[1:]:
        left[rows][column] -= amount
    return amount
