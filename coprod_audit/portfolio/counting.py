"""Counting responses: a few lists to append to for each, folded into numbers now and then.

What is kept does not grow with the responses: it is numbers by place, by answer and by id. Groups are numbers too, and
are given up where there are too many of them, as with `--by title`, which makes no groups.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

from coprod_audit.ladder import BELOW, Ladder
from coprod_audit.portfolio import tally
from coprod_audit.portfolio.tally import Group, Span, Spot, Standing, Tally, Where
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Response, Short

FAR = 2
"""From how many rungs on a claim is far from where a response stands, or a response from its group."""

_FOLD = 2_000  # responses between two foldings: enough to be quick, few enough to be small


def far_apart(ladder: Ladder, claim: str | None, lowest: str, highest: str) -> int:
    """How many rungs a claim lies above (or, negative, below) every place where a response may stand; else 0."""
    if claim is None:
        return 0
    above = ladder.height(claim) - ladder.height(highest)
    return above if above > 0 else min(ladder.height(claim) - ladder.height(lowest), 0)


class Counting:
    """Counts of responses, to be added to, merged in any order, and passed on as data.

    `by` are the fields of the project that make a group together: two fields make a group of each pair of values, so
    that each response is in one group and no table of groups can be set against another. `places` says how many places
    (file and row) are remembered of each kind of outlier: 0 unless names are to be shown.
    """

    __slots__ = (
        "_advice", "_alarms", "_far", "_groups", "_rows", "_standings", "_tally", "_treads", "_unknown", "_where",
        "by", "digest", "places",
    )  # fmt: skip

    def __init__(self, questionnaire: Questionnaire, by: Sequence[str] = (), *, places: int = 0) -> None:
        self.by, self.places, self.digest = tuple(by), places, questionnaire.digest
        self._far = _far(questionnaire.ladder) if places else frozenset()
        self._tally = tally.nothing(grouped=bool(self.by))
        self._standings: list[Standing] = []
        self._rows: list[tuple[str, str]] = []
        self._alarms: list[str] = []
        self._treads: list[str] = []
        self._unknown: list[str] = []
        self._advice: list[str] = []
        self._groups: list[tuple[str, ...]] = []  # the group, then its span: one tuple is quicker than three
        self._where: list[Where] = []

    def add(self, response: Response, short: Short) -> None:
        """Count one response."""
        self.add_all((response,), (short,))

    def add_all(self, responses: Sequence[Response], shorts: Sequence[Short]) -> None:
        """Count many responses, each with what was judged of it: the quick way for a million of them."""
        self._standings += [
            (response.claims, short.lowest, short.highest, response.people)
            for response, short in zip(responses, shorts, strict=True)
        ]
        for told in shorts:
            self._rows += told.rows
            self._alarms += told.alarms
            self._treads += told.missing_treads
            self._unknown += told.unknown
            self._advice += told.recommendations
        if self.by:
            self._groups += [
                (*[response.project.get(field, "") for field in self.by], short.lowest, short.highest)
                for response, short in zip(responses, shorts, strict=True)
            ]
        if self.places:
            self._where += [(response.file, response.row) for response in responses]
        if len(self._standings) >= _FOLD:
            self._fold()

    def tally(self) -> Tally:
        """Return the numbers so far."""
        self._fold()
        return self._tally

    def merged(self, other: "Counting") -> "Counting":
        """Return the counts of both together, whichever comes first.

        Raises ValueError where the two are not about the same questionnaire and the same groups.
        """
        total = self._with(tally.summed((self.tally(),), grouped=bool(self.by), most=self.places))
        total.include(other)
        return total

    def include(self, other: "Counting") -> None:
        """Add the counts of another to these. Raises ValueError as `merged` does."""
        if (self.digest, self.by, self.places) != (other.digest, other.by, other.places):
            raise ValueError("counts of another questionnaire, or of other groups, cannot be added to these")
        self._tally = tally.added(self.tally(), other.tally(), self.places)

    def as_data(self) -> dict[str, Any]:
        """Return the counts as plain data for JSON: the same counts give the same data."""
        made = {
            "coprod-audit": tally.FORMAT,
            "digest": self.digest,
            "by": list(self.by),
            "most_places": self.places,
        }
        return made | tally.as_data(self.tally())

    @classmethod
    def from_data(cls, questionnaire: Questionnaire, data: dict[str, Any]) -> Self:
        """Return the counts that `as_data` wrote. Raises ValueError where another questionnaire was asked."""
        if (data.get("coprod-audit"), data.get("digest")) != (tally.FORMAT, questionnaire.digest):
            raise ValueError("these counts are of another questionnaire or another version: count anew")
        counting = cls(questionnaire, data["by"], places=data["most_places"])
        counting._tally = tally.from_data(data)
        return counting

    def _with(self, numbers: Tally) -> "Counting":
        new = object.__new__(Counting)
        new.by, new.places, new.digest, new._far = self.by, self.places, self.digest, self._far
        new._tally = numbers
        new._standings, new._rows, new._groups, new._where = [], [], [], []
        new._alarms, new._treads, new._unknown, new._advice = [], [], [], []
        return new

    def _fold(self) -> None:
        if not self._standings:
            return
        more = Tally(
            len(self._standings),
            Counter(self._standings),
            Counter(self._rows),
            Counter(self._alarms),
            Counter(self._treads),
            Counter(self._unknown),
            Counter(self._advice),
            _by_group(self._groups) if self.by else None,
            self._placed() if self.places else {},
        )
        self._tally = tally.added(self._tally, more, self.places)
        for waiting in (self._standings, self._rows, self._groups, self._where):
            waiting.clear()
        for told in (self._alarms, self._treads, self._unknown, self._advice):
            told.clear()

    def _placed(self) -> dict[Spot, list[Where]]:
        places: dict[Spot, list[Where]] = {}
        for (claim, lowest, highest, _), where in zip(self._standings, self._where, strict=True):
            if (claim, lowest, highest) in self._far:
                places.setdefault((None, claim, lowest, highest), []).append(where)
        for (*group, lowest, highest), where in zip(self._groups, self._where, strict=False):
            places.setdefault((tuple(group), None, lowest, highest), []).append(where)
        return places


def _by_group(counted: list[tuple[str, ...]]) -> dict[Group, dict[Span, int]]:
    groups: dict[Group, dict[Span, int]] = {}
    for (*group, lowest, highest), n in Counter(counted).items():
        groups.setdefault(tuple(group), {})[lowest, highest] = n
    return groups


def _far(ladder: Ladder) -> frozenset[tuple[str | None, str, str]]:
    """The claims that lie far from where a response stands: claim, lowest and highest place."""
    return frozenset(
        (claim, lowest, highest)
        for claim in ladder.places
        for i, lowest in enumerate(ladder.places)
        for highest in ladder.places[i:]
        if claim != BELOW and abs(far_apart(ladder, claim, lowest, highest)) >= FAR
    )
