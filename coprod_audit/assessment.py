"""From answers to a verdict: where the project stands, why, what stands beside it, and what to do next.

METHOD is the rule; each part of it has a room of its own: `placing`, `explanation`, `derived`, `readings`,
`recommendations`. Everything here is pure, and every result names the facts that decided it.
"""

from coprod_audit.answers import Answers
from coprod_audit.conditions import Condition, Facts, Truth, weighed
from coprod_audit.derived import Judged
from coprod_audit.explanation import explain
from coprod_audit.once import made_once
from coprod_audit.placing import placed_at
from coprod_audit.questionnaire import SHARED, Questionnaire
from coprod_audit.readings import practice_at, readings, work
from coprod_audit.recommendations import Wanted, recommended, unlocks
from coprod_audit.verdict import Assessment, RowResult


def assess(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Judge answers to a questionnaire. Both are valid by construction, so nothing is raised.

    Only a questionnaire that was read without `thorough` may prove too entangled to be judged: `UsageError`.
    """
    project = answers.project
    explained = explain(questionnaire, answers.facts, project.intends)
    standing = explained.standing
    judged, facts, alarms, community_led = placed_at(questionnaire, answers, standing)
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
        community_led=community_led,
        sections=readings(questionnaire, answers, _looked_at(judged), alarms),
        practice_present=practice,
        practice_intended=practice_at(questionnaire, answers, project.intends) if project.intends else None,
        recommendations=recommended(questionnaire, wanted, facts, judged),
    )


def _looked_at(judged: Judged) -> str:
    """The place that the sections are read for: what is wanted, else what is claimed, else what is there."""
    return judged.intends or judged.claims or judged.standing.lowest


def _treads(judged: Judged, *, met: Truth) -> tuple[str, ...]:
    """The rungs below the lowest possible place whose own criterion is not met (or, for None, not known)."""
    lower = judged.criteria[: max(judged.height(judged.standing.lowest) - 1, 0)]
    return tuple(result.criterion.rung for result in lower if result.met is met)


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
