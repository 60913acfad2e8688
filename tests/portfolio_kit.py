"""Responses made up by the rule of a small generator, and the short of one as `assess` tells it."""

import random
from collections.abc import Iterable
from functools import cache

from coprod_audit.answers import VIEWS, Answer, Answers, Project, Respondent, View
from coprod_audit.assessment import assess
from coprod_audit.conditions import holds
from coprod_audit.loading import read_questionnaire
from coprod_audit.portfolio import Counting
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.responses import Response, Short

Pair = tuple[Response, Short]


@cache
def asked() -> Questionnaire:
    return read_questionnaire()


def short(questionnaire: Questionnaire, response: Response) -> Short:
    """What a batch says of a response."""
    view: View | None = response.view or None  # type: ignore[assignment]
    project = Project(claims=response.claims, intends=response.intends)
    given = tuple((fact, Answer(choice)) for fact, choice in response.facts.items())
    found = assess(
        questionnaire,
        Answers(questionnaire.id, questionnaire.version, project, Respondent(view), given),
    )
    applies = {
        fact
        for question in questionnaire.decisive_questions
        for fact in question.facts
        if all(
            holds(when, response.facts) is True
            for row, when in question.row_when
            if fact == f"{question.id}.{row}"
        )
    }
    unknown = (
        f for f in questionnaire.decisive if f in applies and response.facts.get(f, "unknown") == "unknown"
    )
    return Short(
        found.standing.rung,
        found.standing.lowest,
        found.standing.highest,
        tuple((row.fact, response.facts.get(row.fact, "")) for row in found.rows),
        tuple(raised.alarm.id for raised in found.alarms),
        found.missing_treads,
        tuple(unknown),
        tuple(advised.recommendation.id for advised in found.recommendations[:3]),
    )


def response(number: int, chance: random.Random, organisation: str) -> Response:
    """One made-up response: it keeps near one height of the ranks, and does not know everything."""
    questionnaire, facts = asked(), {}
    height, knows = chance.random(), chance.choice((0.75, 0.95, 1.0, 1.0))
    for question in questionnaire.questions:
        ranked = [c.id for c in question.choices if c.rank is not None]
        for fact in question.facts:
            at = min(len(ranked) - 1, max(0, round(height * len(ranked) + chance.gauss(-0.5, 0.8))))
            choice = ranked[at] if chance.random() < knows else "unknown"
            outside = [c.id for c in question.choices if c.rank is None]
            if outside and chance.random() < 0.15:
                choice = chance.choice(outside)
            if chance.random() > 0.03 and choice in question.possible:
                facts[fact] = choice
    rungs = [rung.id for rung in questionnaire.ladder.rungs]
    claim = chance.choice([None, *rungs, "co-production", "co-production", "co-design"])
    view = chance.choice(["staff", "staff", "staff", "", *VIEWS])
    people = {"people": True, "carers": True, "": None, "mixed": None}.get(view, False)
    project = {"title": f"Project {number}", "organisation": organisation}
    return Response("survey.csv", number + 1, project, view, people, claim, None, facts)


ORGANISATIONS = (
    "Årsta Council",
    "Borough of Netherby",
    "borough of Westmere",
    "Quay & Sons",
    "Upper Dale Trust",
    "",
)
WEIGHTS = (60, 34, 12, 3, 2, 9)


@cache
def pairs(number: int, seed: int = 1) -> tuple[Pair, ...]:
    """So many made-up responses with their shorts."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, the same every time
    organisations = chance.choices(ORGANISATIONS, WEIGHTS, k=number)
    made = [response(n, chance, organisation) for n, organisation in enumerate(organisations, start=1)]
    return tuple((one, short(asked(), one)) for one in made)


def counted(
    many: Iterable[Pair],
    by: tuple[str, ...] = (),
    places: int = 0,
    questionnaire: Questionnaire | None = None,
) -> Counting:
    counting = Counting(questionnaire or asked(), by, places=places)
    for one, judged in many:
        counting.add(one, judged)
    return counting
