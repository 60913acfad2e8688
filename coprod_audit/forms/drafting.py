"""Drafts a map from the top of a table: what every column seems to be, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from coprod_audit.forms.cells import Details, known_answers, known_elsewhere
from coprod_audit.forms.matching import Names, by_likeness, exact, names_of, numbered
from coprod_audit.forms.shapes import Shape, shape_of
from coprod_audit.forms.targets import IGNORED, Target, facts_of
from coprod_audit.forms.texts import ALIKE, plainly
from coprod_audit.forms.wordings import in_others
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.table_rows import Head, Row

SAMPLE: Final = 1_000
"""How many rows are looked at."""

CERTAIN: Final = "certain"
NOTHING: Final = "nothing like it in the questionnaire"
"""What a remark says."""

OPEN: Final = Target("ignored", "...")
"""What a column seems to be that nobody can tell: its line is left for somebody to fill in."""

_TEXTS = 60
_MOST_GUESSED = 200
_CELLS_COUNT = 0.3
_WORTH_NAMING = 0.3


class Drafted(NamedTuple):
    """One column with what it seems to be, why, and the different texts in it as they come.

    `wording` is what stands below the header in further header rows.
    """

    place: int
    header: str
    target: Target
    remark: str
    texts: tuple[str, ...]
    wording: str = ""


def drafted(
    head: Head, rows: Iterable[Row], questionnaire: Questionnaire, others: Sequence[Questionnaire] = ()
) -> tuple[Drafted, ...]:
    """What each column seems to be, in their order; columns without header and cells are left out.

    Nothing is `ignored` but what is certain to be of no use: whatever nobody can tell is `OPEN`.
    """
    return _Draft(head, tuple(islice(rows, SAMPLE)), questionnaire, others).columns()


class _Draft:
    """The columns of one table, and what is taken already: two columns cannot be the same thing."""

    def __init__(
        self,
        head: Head,
        rows: Sequence[Row],
        questionnaire: Questionnaire,
        others: Sequence[Questionnaire],
    ) -> None:
        self.head = head
        self.questionnaire = questionnaire
        self.shape: Shape | None = shape_of(head)
        self.names: Names = names_of(questionnaire, others)
        self.cells = [_different(row.cells[place] for row in rows) for place in range(len(head.columns))]
        self.done: dict[int, tuple[Target, str]] = {}
        self.taken: dict[str, int] = {}
        self.guessed = 0
        absent = self.shape.absent if self.shape else ()
        self.known: Mapping[str, Mapping[str, str]] = {
            fact: known_elsewhere(in_others(question, others))
            | known_answers(question, fact, {}, absent=absent)
            for fact, (question, _) in questionnaire.by_fact.items()
        } | Details(questionnaire, {}, "iso").known

    def columns(self) -> tuple[Drafted, ...]:
        """The very words first, then what only the cells can tell apart, then what is alike."""
        open_places = [p for p, header in enumerate(self.head.columns) if header.strip() or self.cells[p]]
        own = [p for p in open_places if self.shape and self.shape.is_own(self.head.columns[p], p)]
        title = self.shape.title if self.shape else ""
        self.done.update(dict.fromkeys(own, (IGNORED, f"{CERTAIN}: added by {title}")))
        found = {p: exact(self._texts(p), self.names) for p in open_places if p not in self.done}
        for place, targets in found.items():
            if len(targets) == 1:
                self._exact(place, targets[0])
        for place, targets in found.items():
            if len(targets) > 1:
                self._one_of(place, targets)
        for place in [p for p in open_places if p not in self.done]:
            self._guess(place)
        return tuple(
            [
                Drafted(p, self.head.columns[p], *self.done[p], self.cells[p], self._wording(p))
                for p in open_places
                if p in self.done
            ]
        )

    def _texts(self, place: int) -> list[str]:
        """What is said of a column: its header, and what stands under it in further header rows."""
        return [text for text in (*reversed(self._more(place)), self.head.columns[place]) if text.strip()]

    def _more(self, place: int) -> list[str]:
        """What stands under a header in further header rows, but for what only the tool understands."""
        return [row[place] for row in self.head.more if place < len(row) and not row[place].startswith("{")]

    def _wording(self, place: int) -> str:
        """What the form asked, for whoever checks the draft: nothing where the tool made the column."""
        own = self.shape is not None and self.shape.is_own(self.head.columns[place], place)
        return (
            "" if own else "; ".join([" ".join(text.split()) for text in self._more(place) if text.strip()])
        )

    def _exact(self, place: int, target: Target) -> None:
        if target.kind == "ignored":
            self.done[place] = IGNORED, f"{CERTAIN}: it is one choice of {target.name}"
        else:
            self._take(place, target, CERTAIN)

    def _one_of(self, place: int, targets: Sequence[Target]) -> None:
        """Several things are called so: what stands in the cells tells them apart, or else their order."""
        free = [target for target in targets if not self._taken(target)]
        if not free:
            self._take(place, targets[0], CERTAIN)
            return
        shares = sorted(
            ((self._share(target, place), -n, target) for n, target in enumerate(free)), reverse=True
        )
        best, *others = shares
        sure = best[0] == 1 and all(share < 1 for share, _, _ in others)
        names = [target.written for target in (*(one for _, _, one in shares), *targets)]
        self._take(place, best[2], CERTAIN if sure else f"to be checked: {_nearest(names)}")

    def _guess(self, place: int) -> None:
        """What is most like the header, the cells counting too; nothing where nothing is."""
        texts = self._texts(place)
        row = numbered(texts, self.names, self.questionnaire)
        if row is not None and not self._taken(row):
            self._take(place, row, f"to be checked: a row by its number, {row.written}")
            return
        self.guessed += 1
        likely = by_likeness(texts, self.names)[:5] if texts and self.guessed <= _MOST_GUESSED else []
        scored = [
            (score + _CELLS_COUNT * (self._share(t, place) - 0.5), t) for score, t in likely if score > 0
        ]
        free = sorted([one for one in scored if not self._taken(one[1])], key=lambda one: -one[0])
        if free and free[0][0] >= ALIKE:
            nearest = _nearest([target.written for _, target in free])
            self._take(place, free[0][1], f"to be checked: {nearest}")
        else:
            self.done[place] = OPEN, self._why_open(likely)

    def _why_open(self, likely: Sequence[tuple[float, Target]]) -> str:
        """Why nothing is said of a column, and what is nearest to it all the same."""
        score, target = likely[0] if likely else (0.0, IGNORED)
        taken = self._taken(target)
        also = f", which is column {taken} already" if taken else ""
        if score < ALIKE:
            return f"{NOTHING}; nearest is {target.written}{also}" if score >= _WORTH_NAMING else NOTHING
        return f"to be checked: nearest is {target.written}{also}"

    def _take(self, place: int, target: Target, remark: str) -> None:
        taken = self._taken(target)
        if taken:
            self.done[place] = OPEN, f"to be checked: {target.written} is column {taken} already"
            return
        self.done[place] = target, remark
        self.taken.update(dict.fromkeys(self._things(target), place + 1))

    def _taken(self, target: Target) -> int:
        """The number of the column that is this already; 0 for none."""
        return next((self.taken[thing] for thing in self._things(target) if thing in self.taken), 0)

    def _things(self, target: Target) -> tuple[str, ...]:
        return facts_of(target, self.questionnaire) or (target.written,)

    def _share(self, target: Target, place: int) -> float:
        """How much of what stands in a column is an answer to this; a half where that cannot be told."""
        known, texts = self.known.get(target.name), self.cells[place]
        if known is None or not texts:
            return 0.5
        return sum(plainly(text) in known for text in texts) / len(texts)


def _different(cells: Iterable[str]) -> tuple[str, ...]:
    """The first different texts that are not blank."""
    found: dict[str, str] = {}
    for cell in cells:
        if cell.strip() and len(found) < _TEXTS:
            found.setdefault(cell[:2_000].strip(), "")
    return tuple(found)


def _nearest(names: Sequence[str]) -> str:
    two = " and ".join(list(dict.fromkeys(names))[:2])
    return f"nearest {'are' if ' and ' in two else 'is'} {two}"
