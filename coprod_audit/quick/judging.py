"""Judges responses one after the other, as `assess` would, and says of each what a batch says of it."""

from collections.abc import Mapping
from functools import partial
from operator import getitem

from coprod_audit.conditions import addresses
from coprod_audit.derived import Judged, results
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick.advising import Advising, Sheet
from coprod_audit.quick.machine import Choice, Remembered, picker, reader
from coprod_audit.quick.standings import stood_machine
from coprod_audit.quick.unsaid import Unsaid
from coprod_audit.quick.watching import Named, holding
from coprod_audit.responses import Short
from coprod_audit.verdict import Standing
from coprod_audit.worked_out import NONE, RESULT_CLAIM, RESULTS, SAID, SOME

_Beside = tuple[str, str, str | None, str | None, bool | None, bool | None]
"""The lowest place and the highest, the claim, the intention, whether people answered, and whether a matter was closed."""


class Judging:
    """Judges responses to one questionnaire. Make it once, with `judging`.

    It gets quicker as it goes, for it remembers what it met, a few megabytes of it at most. What it says of a response
    depends on that response alone. It is not made for threads: have one for each.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        stood = stood_machine(questionnaire)
        asked = tuple(dict.fromkeys((*stood.facts, *questionnaire.by_fact)))
        order = (*asked, *SAID, *RESULTS)
        table = questionnaire.decision_table
        rows = table.facts if table is not None else ()
        self._ladder = questionnaire.ladder
        self._asked = asked
        self._stood = reader(stood, order)
        self._beside = Remembered(self._follows)
        self._alarms = holding(_claim_first(questionnaire), order)
        self._unsaid = Unsaid(questionnaire, order)
        self._rows = picker(rows, order)
        self._row_answers = [Remembered(partial(_answered, fact)) for fact in rows]
        self._advising = Advising(questionnaire, order)

    def short(
        self,
        facts: Mapping[str, str],
        claims: str | None,
        intends: str | None,
        people: bool | None,
        off_the_table: bool | None = None,
    ) -> Short:
        """What `assess` says of these answers, as far as a batch tells it.

        The facts are those of the questionnaire, and `claims` and `intends` its rungs, as they are where answers were
        read. `off_the_table` says whether some matter was not open, None where the response does not say.
        """
        answers = tuple(map(facts.get, self._asked))
        pick, find = self._stood
        rung, lowest, highest, missing_treads = find(pick(answers))
        beside, goal = self._beside[lowest, highest, claims, intends, people, off_the_table]
        sheet = answers + beside
        alarms: tuple[str, ...] = ()
        for pick, find in self._alarms:
            alarms += find(pick(sheet))
        rows = tuple(map(getitem, self._row_answers, self._rows(sheet)))
        unknown = self._unsaid.facts(sheet)
        advice = self._advising.first(sheet, alarms, missing_treads, goal)
        return Short(rung, lowest, highest, rows, alarms, missing_treads, unknown, advice)

    def _follows(self, beside: _Beside) -> tuple[Sheet, int | None]:
        """What stands behind the answers in a sheet, and the height of the place that is to be unlocked."""
        lowest, highest, claims, intends, people, off_the_table = beside
        judged = Judged(self._ladder, Standing(None, lowest, highest, (), True), (), claims, intends)
        follow = results(judged)
        said = (claims, intends, _some(off_the_table), _some(people))
        return (*said, *map(follow.get, RESULTS)), _goal(judged)


def judging(questionnaire: Questionnaire) -> Judging:
    """What judges responses to a questionnaire. Raises `UsageError` where it is too entangled, as `assess` does."""
    return Judging(questionnaire)


def _answered(fact: str, answer: Choice) -> tuple[str, str]:
    return fact, answer or ""


def _some(said: bool | None) -> str | None:
    return None if said is None else SOME if said else NONE


def _goal(judged: Judged) -> int | None:
    """The height of what is intended; if only a claim stands above, that of the next place; None where nothing does."""
    target = judged.intends if judged.intends is not None else judged.claims
    lowest = judged.height(judged.standing.lowest)
    if target is None or judged.height(target) <= lowest:
        return None
    return lowest + 1 if judged.intends is None else judged.height(target)


def _claim_first(questionnaire: Questionnaire) -> list[Named]:
    """The alarms in the order of `assess`."""
    alarms = sorted(questionnaire.alarms, key=lambda alarm: RESULT_CLAIM not in addresses(alarm.when))
    return [(alarm.id, alarm.when) for alarm in alarms]
