"""A table one can move about in: rows down, choices across, and the words of the choices below.

Where the columns do not fit, the rows are a list with what was chosen in words.
"""

from coprod_audit.escapes import show
from coprod_audit.interview.steps import Given, Step, TableRow
from coprod_audit.menu import POINTER, Pointer, listed, moved, names
from coprod_audit.page import GAP, Line, Part, cells, paragraph, shortened, wrapped

_OPEN = "open"
_WORTH_IT = 16  # letters of an answer; fewer of them tell less than its name alone
_MORE_HELP = " ... (? tells all)"


class Table:
    """The pointer in a table: a row, and a choice in it; in a row that has an answer it starts there."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._names = names(step)
        self._pointer = Pointer(self._names)
        facts = [row.fact for row in step.rows]
        self._row = facts.index(step.id) if step.id in facts else 0
        self.at = self._standing(step.rows[self._row])

    @property
    def fact(self) -> str:
        """The row pointed at."""
        return self._step.rows[self._row].fact

    @property
    def keys(self) -> frozenset[str]:
        """The keys that move the pointer because a choice is called so."""
        return frozenset("".join(self._names))

    def move(self, key: str) -> Given | None:
        """Let the pointer follow a key: up and down between rows, left and right or a name between choices.

        What was chosen in a row that is left is its answer: nobody should lose it by moving on.
        """
        row = (
            moved(self._row, key, len(self._step.rows), "up", "down") if key in {"up", "down"} else self._row
        )
        if row is not None and row != self._row:
            if self.at is not None and self.at != self._standing(self._step.rows[self._row]):
                return Given(self._step.options[self.at].value, self.fact, self._step.rows[row].fact)
            self._row = row
            self.at = self._standing(self._step.rows[row])
            self._pointer = Pointer(self._names)
        self.at = moved(self.at, key, len(self._names), "left", "right")
        if key in self.keys:
            self.at = self._pointer.type(key, self.at)
        return None

    def chosen(self) -> Given | None:
        """The answer that is pointed at, for its row."""
        return None if self.at is None else Given(self._step.options[self.at].value, self.fact)

    def parts(self, shown: Step, width: int) -> tuple[Part, ...]:
        """All rows, what there is to know about the one pointed at, and the choices in words."""
        row = shown.rows[self._row]
        return (
            *(self._grid(shown, width) or self._list(shown, width)),
            GAP,
            paragraph("help", row.help, width, more=_MORE_HELP),
            GAP,
            listed(shown, width, self.at, row.stands),
        )

    def _standing(self, row: TableRow) -> int | None:
        values = [option.value for option in self._step.options]
        return values.index(row.stands) if row.stands and row.stands in values else None

    def _grid(self, shown: Step, width: int) -> tuple[Part, ...]:
        """Rows and columns; nothing where they do not fit."""
        each = max(map(len, self._names)) + 3
        labels = [cells(label_of(row)) for row in shown.rows]
        lead = max(labels) + 3
        if lead + each * len(self._names) > width:
            return ()
        top = " " * lead + "".join(name.center(each) for name in self._names)
        lines = [self._grid_row(number, row, lead, each) for number, row in enumerate(shown.rows)]
        return (
            Part("columns", (Line(top.rstrip()),)),
            Part("rows", tuple(lines), self._row, self._row),
        )

    def _grid_row(self, number: int, row: TableRow, lead: int, each: int) -> Line:
        """A row: the name of its answer in its column, a dot in the others, brackets where the pointer stands."""
        here, stands = number == self._row, self._standing(row)
        marks = [name if at == stands else "." for at, name in enumerate(self._names)]
        if here and self.at is not None:
            marks[self.at] = f"[{marks[self.at] if self.at == stands else ' '}]"
        label = (POINTER if here else "  ") + label_of(row)
        dots = "".join(mark.center(each) for mark in marks)
        return Line((label + " " * (lead - cells(label)) + dots).rstrip(), strong=here)

    def _list(self, shown: Step, width: int) -> tuple[Part, ...]:
        """Rows as lines: what was chosen by its name, and in words where every line has room for some."""
        in_words = [self._in_words(shown, row, width - 2) for row in shown.rows]
        by_name = [self._by_name(row) for row in shown.rows]
        lines: list[Line] = []
        first = last = 0
        for number, said in enumerate(in_words if all(in_words) else by_name):
            here = number == self._row
            texts = wrapped(said, width - 2, indent=2)
            if here:
                first, last = len(lines), len(lines) + len(texts) - 1
            mark = POINTER if here else "  "
            lines.extend(Line((mark if at == 0 else "  ") + text, here) for at, text in enumerate(texts))
        return (Part("rows", tuple(lines), first, last),)

    def _by_name(self, row: TableRow) -> str:
        stands = self._standing(row)
        return f"{label_of(row)}: {_OPEN if stands is None else self._names[stands]}"

    def _in_words(self, shown: Step, row: TableRow, room: int) -> str:
        """What was chosen by its name and in words, as far as the line goes; "" where next to none of them fit."""
        short, stands = self._by_name(row), self._standing(row)
        if stands is None:
            return short
        words = show(shown.options[stands].label)
        full = f"{short}) {words}"
        if cells(full) > room:
            full = shortened(full, room)
        return full if cells(full) - cells(short) >= min(_WORTH_IT, cells(words)) else ""


def label_of(row: TableRow) -> str:
    """What a row is called, as it stands at the beginning of a line."""
    name = show(row.label).rstrip(".")
    return name[:1].upper() + name[1:]
