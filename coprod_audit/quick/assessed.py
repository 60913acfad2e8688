"""A response judged by `assess`: for questionnaires that are too large to be judged in columns of bytes."""

from coprod_audit.answers import Answer, Answers, OffTheTable, Project, Respondent, View
from coprod_audit.assessment import assess
from coprod_audit.conditions import UNKNOWN, holds
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import FIRST, Response, Short


def assessed(questionnaire: Questionnaire, response: Response) -> Short:
    """What a whole assessment says of a response, as far as a batch tells it."""
    found = assess(questionnaire, _answers(questionnaire, response))
    return Short(
        *found.standing[:3],
        rows=tuple([(row.fact, response.facts.get(row.fact, "")) for row in found.rows]),
        alarms=tuple([raised.alarm.id for raised in found.alarms]),
        missing_treads=found.missing_treads,
        unknown=tuple([fact for fact in questionnaire.decisive if _unsaid(questionnaire, response, fact)]),
        recommendations=tuple([chosen.recommendation.id for chosen in found.recommendations[:FIRST]]),
    )


def _answers(questionnaire: Questionnaire, response: Response) -> Answers:
    """The response with stand-ins for what has no say in the result but whether it is there."""
    people, off = response.people, response.off_the_table
    view: View | None = None if people is None else "people" if people else "staff"
    return Answers(
        questionnaire.id,
        questionnaire.version,
        Project(
            claims=response.claims,
            intends=response.intends,
            off_the_table=None if off is None else (OffTheTable("", ""),) * off,
        ),
        Respondent(view),
        tuple([(fact, Answer(choice)) for fact, choice in response.facts.items()]),
    )


def _unsaid(questionnaire: Questionnaire, response: Response, fact: str) -> bool:
    """Whether a decisive fact applies, and nobody could say or was asked."""
    row = questionnaire.row_of(fact)
    when = dict(questionnaire.question_of(fact).row_when).get(row.id) if row else None
    return response.facts.get(fact, UNKNOWN) == UNKNOWN and (
        when is None or holds(when, response.facts) is True
    )
