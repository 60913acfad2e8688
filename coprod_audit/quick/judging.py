"""Judges responses, many together, and says of each what a batch says of it: what `assess` would."""

from collections.abc import Sequence

from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.assessed import assessed
from coprod_audit.quick.lanes import TooManyError
from coprod_audit.quick.packed import Alphabet, alphabet_of
from coprod_audit.quick.together import Together
from coprod_audit.responses import Response, Short


class Judging:
    """Judges responses to one questionnaire. Make it once, with `judging`.

    It gets quicker as it goes, for it remembers what it met, a few megabytes of it at most. What it says of a response
    depends on that response alone. It is not made for threads: have one for each.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._together = _together(questionnaire)

    def shorts(self, responses: Sequence[Response]) -> list[Short]:
        """What `assess` says of each response, as far as a batch tells it.

        Their facts are those of the questionnaire, and `claims` and `intends` its rungs, as they are where answers were
        read. Raises KeyError for a choice that the questionnaire does not know.
        """
        if self._together is None:
            return [assessed(self._questionnaire, response) for response in responses]
        alphabet, together = self._together
        return together.shorts(
            [alphabet.packed(one.facts).codes for one in responses],
            [(one.claims, one.intends, one.people, one.off_the_table) for one in responses],
        )


def judging(questionnaire: Questionnaire) -> Judging:
    """What judges responses to a questionnaire. Raises `UsageError` where it is too entangled, as `assess` does."""
    return Judging(questionnaire)


def _together(questionnaire: Questionnaire) -> tuple[Alphabet, Together] | None:
    """What judges them in columns of bytes; None where a byte is too small for what the questionnaire holds."""
    alphabet = alphabet_of(questionnaire)
    try:
        return (alphabet, Together(questionnaire, alphabet)) if alphabet is not None else None
    except TooManyError:
        return None
