"""From answers to a verdict: where the project stands, why, what stands beside it, and what to do next.

METHOD is the rule; each part of it has a room of its own: `explanation`, `derived`, `readings`,
`recommendations`. Everything here is pure, and every result names the facts that decided it.
"""

from coprod_audit.answers import Answers
from coprod_audit.conditions import (
    Condition,
    Facts,
    Trigger,
    Truth,
    addresses,
    holds,
    pulled,
    trigger,
    weighed,
)
from coprod_audit.derived import Judged, derived, grounded
from coprod_audit.explanation import explain
from coprod_audit.once import made_once
from coprod_audit.questionnaire import SHARED, Alarm, Questionnaire
from coprod_audit.readings import practice_at, readings, work
from coprod_audit.recommendations import Wanted, recommended, unlocks
from coprod_audit.verdict import Assessment, CriterionResult, RaisedAlarm, RowResult, Standing
from coprod_audit.worked_out import RESULT_CLAIM


def assess(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Judge answers to a questionnaire. Both are valid by construction, so nothing is raised.

    Only a questionnaire that was read without `thorough` may prove too entangled to be judged: `UsageError`.
    """
    project = answers.project
    explained = explain(questionnaire, answers.facts, project.intends)
    standing = explained.standing
    judged = _judged(questionnaire, answers, standing)
    facts = answers.facts | derived(judged, answers)
    alarms = _raised(questionnaire, facts, judged)
    practice = practice_at(questionnaire, answers, standing.lowest)
    wanted = Wanted(alarms, _treads(judged, met=False), unlocks(judged, explained.raises), practice)
    by_people, by_organisation = work(questionnaire, answers)
    return Assessment(
        questionnaire=questionnaire,
        answers=answers,
        standing=standing,
        claims=project.claims,
        intends=project.intends,
        claim=judged.claim,
        intent=judged.intent,
        corroborated=answers.respondent.people is True,
        criteria=judged.criteria,
        missing_treads=wanted.missing_treads,
        unknown_treads=_treads(judged, met=None),
        rests_on=explained.rests_on,
        rows=_rows(questionnaire, facts),
        alarms=alarms,
        raises=explained.raises,
        lowers=explained.lowers,
        settle=explained.settle,
        work_people=by_people,
        work_organisation=by_organisation,
        community_led=_community_led(questionnaire, facts),
        sections=readings(questionnaire, answers, _looked_at(judged), alarms),
        practice_present=practice,
        practice_intended=practice_at(questionnaire, answers, project.intends) if project.intends else None,
        recommendations=recommended(questionnaire, wanted, facts, judged),
    )


def _looked_at(judged: Judged) -> str:
    """The place that the sections are read for: what is wanted, else what is claimed, else what is there."""
    return judged.intends or judged.claims or judged.standing.lowest


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


def _treads(judged: Judged, *, met: Truth) -> tuple[str, ...]:
    """The rungs below the lowest possible place whose own criterion is not met (or, for None, not known)."""
    lower = judged.criteria[: max(judged.height(judged.standing.lowest) - 1, 0)]
    return tuple(result.criterion.rung for result in lower if result.met is met)


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


def _rows(questionnaire: Questionnaire, facts: Facts) -> tuple[RowResult, ...]:
    return tuple(
        RowResult(fact, *weighed(when, facts)) if when else RowResult(fact, None, ())
        for fact, when in _row_conditions(questionnaire)
    )


@made_once
def _row_conditions(questionnaire: Questionnaire) -> tuple[tuple[str, Condition | None], ...]:
    """The rows of the decision table."""
    table = questionnaire.decision_table
    shared = {row: when for d in questionnaire.definitions if d.id == SHARED for row, when in d.rows}
    return tuple((f"{table.id}.{row.id}", shared.get(row.id)) for row in table.rows) if table else ()
