"""A step to choose in, as it stands on the screen: keys go in, lines and at last a reply come out. No terminal here."""

import re
from collections.abc import Callable

from coprod_audit import keys, words
from coprod_audit.grid import Table
from coprod_audit.interview.steps import Reply, Step, Wanted, Wish
from coprod_audit.interview.ticking import with_none
from coprod_audit.menu import Choices, Ticks
from coprod_audit.page import GAP, READS_WELL, Line, Part, fitted, head, rooms, whole, wrapped

_HOW = "Arrow keys or numbers, then Enter."
_IN_SHORT = "Arrow keys or numbers, then Enter;"
_IN_PART = "Arrow keys show more, then Enter;"
_HOW_IN_A_TABLE = "Up and down: rows. Left, right, numbers: choices. Enter or moving on keeps it."
_HOW_TO_CLOSE = "Enter closes this and goes back to the question."
_HOW_TO_SCROLL = "Up and down show more. Enter goes back to the question."
_HOW_TO_TICK = "Space or a number ticks, and unticks. Enter when all is ticked that applies."
_HOW_TO_TICK_MANY = "Space, or a number and then Enter, ticks and unticks. Enter alone when that is all."
_TICKING_IN_SHORT = "Space ticks, Enter when done;"
_TICKING_IN_PART = "Arrow keys show more, Space ticks, Enter when done;"
_TICKING_MANY_IN_SHORT = "Space, or number and Enter: tick; Enter alone: done;"
_TICKING_MANY_IN_PART = "Arrow keys show more; Space, or number and Enter: tick; Enter alone: done;"
_TICKING_MANY_AT_LEAST = "Number, Enter: tick; Enter alone: done;"
_FIRST, _WAYS_OUT = ("Shift-Tab", "Tab", keys.EVERYTHING), ("s", "r", "Ctrl-C")
CHOOSE_FIRST = "Choose first, then press Enter."
TICK_FIRST = "Tick what applies, or 0 for none of these."
STILL_TICKED = "What was ticked here last time is still there."
_ROW = re.compile(r", row \d+ of \d+")  # of a table all rows are seen, and any may be pointed at
NOT_PASTED = "What was pasted was left out; please choose with a key."


def _keep_nothing(_ticked: str) -> None:
    """Where no drafts are wanted."""


def _body(step: Step) -> Choices | Table | Ticks:
    if step.several:
        return Ticks(step)
    return Table(step) if len(step.rows) > 1 else Choices(step)


class Sheet:
    """One step with its choices, or with its table where it has more than one row.

    `easy` is the wording that the room has switched to. Where several can be ticked, `keep` is given what is, at each tick.
    """

    def __init__(self, step: Step, *, easy: bool, keep: Callable[[str], None] = _keep_nothing) -> None:
        self._step = step = with_none(step) if step.several else step
        self._body = _body(step)
        self._keep = keep
        self._keys = tuple(key for key in keys.offered(step) if key not in self._body.keys)
        self._notice = STILL_TICKED if step.several and step.draft else ""
        self._open = ""
        self._top = 0
        self._page = 1
        self.easy = easy

    @property
    def shown(self) -> Step:
        """The step in the wording that the room reads."""
        if not isinstance(self._body, Table):
            return self._step.in_plain_words if self.easy else self._step
        return _as_a_table(self._step, easy=self.easy)

    @property
    def emptied(self) -> bool:
        """Whether every tick of the answer before was taken away, and no other answer given."""
        return isinstance(self._body, Ticks) and self._body.emptied

    def press(self, key: str) -> Reply | None:
        """Take a key; return a reply when it makes one."""
        self._notice = ""
        if key in keys.MOVES:
            return self._wanted(keys.MOVES[key])
        if self._open and key in {"up", "down", "pageup", "pagedown", "enter", "escape", self._open}:
            self._read_on(key)
        elif key == "enter":
            return self._answer()
        elif key == "paste":
            self._notice = NOT_PASTED
        elif key in self._keys:
            return self._ask(key)
        elif key in keys.KNOWN - self._body.keys:
            self._notice = words.nothing_to_do(key)
        else:
            self._open = "" if key in self._body.keys or key in {"left", "right"} else self._open
            return self._moved(key)
        return None

    def _moved(self, key: str) -> Reply | None:
        if not isinstance(self._body, Ticks):
            return self._body.move(key)
        before = self._body.value
        self._body.move(key)
        if self._body.value != before:
            self._keep(self._body.value)
        return None

    def _wanted(self, wish: Wish) -> Wanted:
        return Wanted(wish, self._body.fact, self._body.changed if isinstance(self._body, Ticks) else "")

    def lines(self, width: int, height: int) -> list[Line]:
        """The screen as it stands, for a window of that size."""
        width = min(width, READS_WELL)
        if self._open:
            return self._telling(width, height)
        return fitted(self._asking(width, height), height)

    def _asking(self, width: int, height: int) -> list[Part]:
        """What is seen while nothing is told: how to answer in a sentence, or among the keys where lines are few."""
        in_full, in_short, in_part = self._how()
        above = (GAP, *head(self.shown, width), GAP, *self._body.parts(self.shown, width))
        parts = [*above, *self._foot(in_full, width)]
        if sum(len(part.lines) for part in parts if part is not GAP) <= height:
            return parts
        parts = [*above, *self._foot("", width, among_the_keys=in_short)]
        if whole(parts, height, "body"):
            return parts
        parts = [*above, *self._foot("", width, among_the_keys=in_part)]
        if whole(parts, height, "keys") or not isinstance(self._body, Ticks):
            return parts
        return [*parts[:-1], self._ways_out_first(self._body, width)]

    def _ways_out_first(self, body: Ticks, width: int) -> Part:
        """The keys of a long list where lines are few: the ways out of it stand before what is only told."""
        said = keys.in_full(self._step, easy=self.easy).removeprefix("Keys: ").split("; ")
        how = _TICKING_IN_SHORT if body.by_number else _TICKING_MANY_AT_LEAST
        early, out = ([one for one in said if one.split()[0] in names] for names in (_FIRST, _WAYS_OUT))
        others = [one for one in said if one not in {*early, *out}]
        sayings = [one.rstrip(";") for one in (*early, how, *out, *others)]
        return keys.listed((*(f"{one};" for one in sayings[:-1]), sayings[-1]), width)

    def _how(self) -> tuple[str, str, str]:
        """How one answers: in a sentence, among the keys, and where not all can be seen."""
        match self._body:
            case Ticks(by_number=True):
                return _HOW_TO_TICK, _TICKING_IN_SHORT, _TICKING_IN_PART
            case Ticks():
                return _HOW_TO_TICK_MANY, _TICKING_MANY_IN_SHORT, _TICKING_MANY_IN_PART
            case Table():
                return _HOW_IN_A_TABLE, _IN_SHORT, _IN_PART
            case Choices():
                return _HOW, _IN_SHORT, _IN_PART

    def _telling(self, width: int, height: int) -> list[Line]:
        """The question with what is told about it; the choices below it as well where there is room for all."""
        above = (GAP, *head(self.shown, width), GAP)
        told = self._told(width, height)
        body = self._body.parts(self.shown, width)
        everything = (*above, told, GAP, *body, *self._foot(_HOW_TO_CLOSE, width))
        if sum(len(part.lines) for part in everything) <= height:
            return fitted(everything, height)
        foot = self._foot(_HOW_TO_SCROLL, width)
        room = rooms((*above, told, *foot), height)[len(above)]
        self._top = max(min(self._top, len(told.lines) - room), 0)
        self._page = max(room - 1, 1)
        seen = told._replace(lines=told.lines[self._top : self._top + room])
        return fitted((*above, seen, *foot), height)

    def _foot(self, how: str, width: int, among_the_keys: str = "") -> tuple[Part, ...]:
        notice = tuple(Line(text, strong=True) for text in wrapped(self._notice, width) if text)
        footer = keys.footer(self._step, width, easy=self.easy, how=among_the_keys)
        return (GAP, Part("notice", notice), keys.how(how, width), footer)

    def _told(self, width: int, height: int) -> Part:
        """What is told, with the question and the keys in full where the window cuts them off."""
        step = _at_row(self._step, self._body.fact)
        texts = words.told(step, keys.TELLING[self._open], easy=self.easy)
        asked, parts = self.shown, self._asking(width, height)
        if not whole(parts, height, "ask"):
            texts = (" ".join(filter(None, (asked.stem, asked.ask))), *texts)
        if not whole(parts, height, "keys"):
            texts = (*texts, keys.in_full(self._step, easy=self.easy))
        lines = [Line(line) for text in texts for line in ("", *wrapped(text, width))]
        return Part("body", tuple(lines[1:]))

    def _answer(self) -> Reply | None:
        if isinstance(self._body, Ticks) and self._body.pending:
            return self._moved(" ")
        given = self._body.chosen()
        if given is None:
            self._notice = TICK_FIRST if isinstance(self._body, Ticks) else CHOOSE_FIRST
        return given

    def _ask(self, key: str) -> Reply | None:
        if key in keys.WISHES:
            return self._wanted(keys.WISHES[key])
        if key == keys.PLAIN_WORDS:
            self.easy = not self.easy
        else:
            self._open, self._top = key, 0
        return None

    def _read_on(self, key: str) -> None:
        steps = {"up": -1, "down": 1, "pageup": -self._page, "pagedown": self._page}
        if key in steps:
            self._top = max(self._top + steps[key], 0)
        else:
            self._open = ""


def _as_a_table(step: Step, *, easy: bool) -> Step:
    """The step with the question of the whole table, whichever row is pointed at."""
    where = _ROW.sub("", step.where)
    asked = step._replace(ask=step.stem or step.ask, stem="", hint="", where=where)
    if not (easy and step.asides.easy):
        return asked
    own = next((row.easy for row in step.rows if row.fact == step.id), "")
    plain = asked.in_plain_words
    return plain._replace(ask=plain.ask.removesuffix(own).strip() or plain.ask)


def _at_row(step: Step, fact: str) -> Step:
    """The step as it is put for another row of its table."""
    rows = {row.fact: row for row in step.rows}
    if fact not in rows or fact == step.id:
        return step
    row, own = rows[fact], rows.get(step.id)
    easy = step.asides.easy.removesuffix(own.easy) + row.easy if own and step.asides.easy else ""
    return step._replace(id=fact, ask=row.label, hint=row.help, asides=step.asides._replace(easy=easy))
