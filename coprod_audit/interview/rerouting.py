"""What a changed answer does to other answers: what no longer applies is set aside, and comes back with the route.

Nothing is lost and nothing is judged that was answered to a question that is no longer asked.
"""

from bisect import bisect_left
from collections.abc import Mapping

from coprod_audit.answers import Answer, Answers
from coprod_audit.interview.scope import applying
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire


def put(questionnaire: Questionnaire, answers: Answers, fact: str, answer: Answer) -> Answers:
    """The answers with one more, or another, and with what follows from it for the other questions."""
    return put_all(questionnaire, answers, {fact: answer})


def put_all(questionnaire: Questionnaire, answers: Answers, new: Mapping[str, Answer]) -> Answers:
    """The same for several facts that are answered in one go."""
    before, given = applying(questionnaire, answers), answers.answers
    for fact, answer in new.items():
        given = _with(questionnaire, given, fact, answer)
    answers = answers._replace(
        answers=given,
        set_aside=tuple([kept for kept in answers.set_aside if kept[0] not in new]),
        ask_again=tuple([one for one in answers.ask_again if one not in new]),
    )
    while True:
        now = applying(questionnaire, answers)
        gone = [one for one in before - now if one in answers.by_fact]
        back = [one for one in now - before if _fits(questionnaire, one, dict(answers.set_aside).get(one))]
        if not gone and not back:
            return answers
        answers = _moved(questionnaire, answers, gone, back)
        before = now


_Given = tuple[tuple[str, Answer], ...]


def _with(questionnaire: Questionnaire, given: _Given, fact: str, answer: Answer) -> _Given:
    """Answers in the order of the questionnaire with one more, or another, in its place."""
    order = _order(questionnaire)
    at = bisect_left(given, order[fact], key=lambda one: order[one[0]])
    after = given[at + 1 :] if at < len(given) and given[at][0] == fact else given[at:]
    return (*given[:at], (fact, answer), *after)


@made_once
def _order(questionnaire: Questionnaire) -> dict[str, int]:
    return {fact: number for number, fact in enumerate(questionnaire.by_fact)}


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
