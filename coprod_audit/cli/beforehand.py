"""What a sitting is given beforehand: by a charter that names its answers, by another file, on the command line."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from coprod_audit import loading
from coprod_audit.answers import Answers
from coprod_audit.cli import limiting
from coprod_audit.interview import Interview
from coprod_audit.interview.offered import Offer, Taken, offers, offers_of, take


class Beforehand(NamedTuple):
    """What is offered, the last before the first; `charter` is its name, and what it says itself."""

    values: tuple[str, ...] = ()
    other: Path | None = None
    limits: tuple[str, ...] = ()
    charter: tuple[str, Answers] | None = None

    @property
    def where_from(self) -> str:
        """All that something comes from, as the end of a sentence."""
        charter = [self.charter[0]] if self.charter is not None else []
        other = [str(self.other)] if self.other is not None else []
        values = ["the command line"] if self.values else []
        return f"from {' and '.join((*charter, *other, *values))}"

    def taken(self, interview: Interview) -> tuple[Interview, tuple[Taken, ...]]:
        """The conversation with all of it, and what that changes. Raises InputError and UsageError."""
        offered = list(self._offers(interview))
        return take(interview, offered) if offered else (interview, ())

    def _offers(self, interview: Interview) -> Iterator[Offer]:
        if self.charter is not None:
            yield from offers_of(self.charter[1])
        if self.other is not None:
            limits = limiting.limits(self.limits).answers
            asked = interview.questionnaire
            other, _ = loading.load_answers(self.other, asked, limits=limits, unit_needed=False)
            yield from offers_of(other)
        yield from offers(self.values)
