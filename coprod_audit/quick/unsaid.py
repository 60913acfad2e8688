"""Which decisive facts apply to a response, and nobody could say or was asked."""

from collections.abc import Sequence

from coprod_audit.conditions import Among, AtLeast, Condition
from coprod_audit.diagram import level_order
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.machine import Choice, Reader, Remembered, reader
from coprod_audit.quick.watching import Residues, watched

_TOGETHER = 4
_ALWAYS = AtLeast(0, ())


class Unsaid:
    """Finds them on sheets that hold the facts of `order`.

    A few facts at a time come to a number with a bit for each that is unsaid; neighbours in `level_order`, since a fact
    there stands beside the one it waits for. All bits together come to facts in questionnaire order.
    """

    def __init__(self, questionnaire: Questionnaire, order: Sequence[str]) -> None:
        self._decisive = questionnaire.decisive
        when = {f"{q.id}.{row}": condition for q in questionnaire.questions for row, condition in q.row_when}
        levels = level_order(questionnaire)
        groups = [levels[first : first + _TOGETHER] for first in range(0, len(levels), _TOGETHER)]
        self._readers = [self._reader(group, when, order) for group in groups]
        self._named = Remembered(self._names)

    def facts(self, sheet: Sequence[Choice]) -> tuple[str, ...]:
        """The facts, in questionnaire order."""
        bits = 0
        for pick, find in self._readers:
            bits |= find(pick(sheet))
        return self._named[bits]

    def _names(self, bits: int) -> tuple[str, ...]:
        return tuple([fact for place, fact in enumerate(self._decisive) if bits >> place & 1])

    def _reader(self, facts: Sequence[str], when: dict[str, Condition], order: Sequence[str]) -> Reader:
        unsaid = [1 << self._decisive.index(fact) for fact in facts]
        said = [
            Among(fact, frozenset()) for fact in facts
        ]  # open as long as the fact is not known, else False
        applies = [when.get(fact, _ALWAYS) for fact in facts]

        def told(truths: Residues) -> int:
            both = zip(unsaid, truths, truths[len(facts) :], strict=False)
            return sum(bit for bit, known, asked in both if known is None and asked is True)

        return reader(watched((*said, *applies), told, order), order)
