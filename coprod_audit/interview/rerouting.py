"""What a changed answer does to other answers: what no longer applies is set aside, and comes back with the route.

Nothing is lost and nothing is judged that was answered to a question that is no longer asked.
"""

from coprod_audit.answers import Answer, Answers
from coprod_audit.interview.scope import applying
from coprod_audit.questionnaire import Questionnaire


def put(questionnaire: Questionnaire, answers: Answers, fact: str, answer: Answer) -> Answers:
    """The answers with one more, or another, and with what follows from it for the other questions."""
    before = applying(questionnaire, answers.facts)
    given = {**answers.by_fact, fact: answer}
    aside = {one: kept for one, kept in answers.set_aside if one != fact}
    again = tuple(one for one in answers.ask_again if one != fact)
    answers = _in_order(questionnaire, answers._replace(ask_again=again), given, aside)
    while True:
        now = applying(questionnaire, answers.facts)
        gone = [one for one in before - now if one in answers.by_fact]
        back = [one for one in now - before if _fits(questionnaire, one, dict(answers.set_aside).get(one))]
        if not gone and not back:
            return answers
        answers = _moved(questionnaire, answers, gone, back)
        before = now


def _fits(questionnaire: Questionnaire, fact: str, answer: Answer | None) -> bool:
    return answer is not None and answer.choice in questionnaire.by_fact[fact][0].possible


def _moved(questionnaire: Questionnaire, answers: Answers, gone: list[str], back: list[str]) -> Answers:
    given, aside = answers.by_fact.copy(), dict(answers.set_aside)
    aside |= {one: given.pop(one) for one in gone}
    given |= {one: aside.pop(one) for one in back}
    return _in_order(questionnaire, answers, given, aside)


def _in_order(
    questionnaire: Questionnaire, answers: Answers, given: dict[str, Answer], aside: dict[str, Answer]
) -> Answers:
    every = questionnaire.by_fact
    ordered = tuple([(fact, given[fact]) for fact in every if fact in given])
    if not aside:
        return answers._replace(answers=ordered, set_aside=())
    kept = [*[fact for fact in every if fact in aside], *[fact for fact in aside if fact not in every]]
    return answers._replace(answers=ordered, set_aside=tuple([(fact, aside[fact]) for fact in kept]))
