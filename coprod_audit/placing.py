"""Where answers place a project, and what stands beside that at once: the part of a verdict that needs no search.

`assessment` goes on from here to why, what would change it, and what to do. A check of charters needs no more than this.
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import Facts, Trigger, Truth, addresses, holds, pulled, trigger, weighed
from coprod_audit.derived import Judged, derived, grounded
from coprod_audit.diagram import Diagram, diagram_of
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Alarm, Questionnaire
from coprod_audit.verdict import CriterionResult, RaisedAlarm, Standing
from coprod_audit.worked_out import RESULT_CLAIM


class Placed(NamedTuple):
    """A standing with the criteria behind it, what is claimed and intended against it, and the alarms that are raised.

    `facts` are those that were answered and those that follow.
    """

    judged: Judged
    facts: Facts
    alarms: tuple[RaisedAlarm, ...]
    community_led: Truth

    @property
    def standing(self) -> Standing:
        """Where the project stands."""
        return self.judged.standing


def placed(questionnaire: Questionnaire, answers: Answers) -> Placed:
    """Where answers place a project. Both are valid by construction, so nothing is raised (see `assess`)."""
    diagram = diagram_of(questionnaire)
    return placed_at(questionnaire, answers, standing_of(diagram, diagram.heights(answers.facts)))


def placed_at(questionnaire: Questionnaire, answers: Answers, standing: Standing) -> Placed:
    """The same, for whoever knows the standing already."""
    judged = _judged(questionnaire, answers, standing)
    facts = answers.facts | derived(judged, answers)
    return Placed(judged, facts, _raised(questionnaire, facts, judged), _community_led(questionnaire, facts))


def standing_of(diagram: Diagram, heights: Iterable[int]) -> Standing:
    """The standing of a project that may turn out at any of these heights of the ladder."""
    possible = tuple([diagram.places[height] for height in sorted(heights)])
    lowest, highest = possible[0], possible[-1]
    enough = not (lowest == diagram.places[0] and highest == diagram.places[-1])
    return Standing(lowest if len(possible) == 1 else None, lowest, highest, possible, enough)


def _judged(questionnaire: Questionnaire, answers: Answers, standing: Standing) -> Judged:
    criteria = tuple(
        CriterionResult(criterion, *weighed(criterion.when, answers.facts))
        for criterion in questionnaire.criteria
    )
    project = answers.project
    return Judged(questionnaire.ladder, standing, criteria, project.claims, project.intends)


def _community_led(questionnaire: Questionnaire, facts: Facts) -> Truth:
    led = questionnaire.community_led
    return holds(led.when, facts) if led else False


def _raised(questionnaire: Questionnaire, facts: Facts, judged: Judged) -> tuple[RaisedAlarm, ...]:
    """The alarms that surely hold, those about the claim first."""
    return tuple(
        RaisedAlarm(alarm, grounded(because, judged))
        for alarm, by in _triggered(questionnaire)
        if (because := pulled(by, facts)) is not None
    )


@made_once
def _triggered(questionnaire: Questionnaire) -> tuple[tuple[Alarm, Trigger], ...]:
    return tuple((alarm, trigger(alarm.when)) for alarm in claim_first(questionnaire))


def claim_first(questionnaire: Questionnaire) -> list[Alarm]:
    """The alarms in the order they are told: those about what is claimed come first."""
    return sorted(questionnaire.alarms, key=lambda alarm: RESULT_CLAIM not in addresses(alarm.when))
