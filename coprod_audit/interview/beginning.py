"""How a conversation begins: from nothing, from a file, from a file that is older than the questionnaire."""

from collections.abc import Container, Iterable

from coprod_audit.answers import Answers, Project, Respondent
from coprod_audit.conditions import UNKNOWN
from coprod_audit.interview.routing import go_on
from coprod_audit.interview.scope import open_places, place_of, places
from coprod_audit.interview.steps import Interview, Scope
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.versions import later


def begin(questionnaire: Questionnaire, answers: Answers | None, scope: Scope, today: str) -> Interview:
    """A conversation at its first open step. Answers that are asked once more stand until they are given anew.

    What a scope asks once more is written down with the answers, so that the next sitting goes on with what is left.
    """
    if answers is None:
        answers = Answers(questionnaire.id, questionnaire.version, Project(), Respondent(), ())
    answers = renewed(questionnaire, answers)
    interview = Interview(questionnaire, answers, scope, today)
    wanted = _asked_once_more(interview)
    left = [fact for fact in wanted if fact in answers.ask_again]
    again = tuple(dict.fromkeys((*answers.ask_again, *(left or wanted))))
    details = _ANOTHER_DAY if scope.stale and "" < answers.project.date < scope.stale else ()
    interview = interview._replace(answers=answers._replace(ask_again=again), again=frozenset(details))
    return go_on(interview)


_ANOTHER_DAY = ("project.date", "project.unit", "respondent.view", "respondent.size")
"""What is asked once more of a file that is taken up again: the day, the time that it is about, and who is here."""


def _asked_once_more(interview: Interview) -> tuple[str, ...]:
    """The facts with an answer that this sitting was called for.

    Of an optional section that is half done, it was called for what is left.
    """
    answers, scope = interview.answers, interview.scope
    if scope.unanswered or scope.stale:
        old = stale_facts(answers, scope.stale) if scope.stale else ()
        unknown = [fact for fact, choice in answers.facts.items() if scope.unanswered and choice == UNKNOWN]
        return _steps(interview.questionnaire, answers.by_fact, (*old, *unknown))
    asked = places(interview) if scope.only else ()
    optional = {section.id for section in interview.questionnaire.sections if section.optional}
    half_done = optional.intersection(place.question.section for place in open_places(interview))
    return tuple(
        place.fact
        for place in asked
        if place.fact in answers.facts and place.question.section not in half_done
    )


def _steps(questionnaire: Questionnaire, answered: Container[str], facts: Iterable[str]) -> tuple[str, ...]:
    """The facts that stand for these when they are asked; where that one has no answer, it is asked anyway."""
    standing = dict.fromkeys(place_of(questionnaire, fact).fact for fact in facts)
    return tuple(fact for fact in standing if fact in answered)


def stale_facts(answers: Answers, date: str) -> tuple[str, ...]:
    """The facts that were answered before a date; an answer without a day of its own has the project's."""
    return tuple(fact for fact, given in answers.answers if (given.date or answers.project.date) < date)


def renewed(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The answers as answers to this version: those to questions that have changed since are to be asked again.

    A file of a newer version than ours stays one.
    """
    if answers.version == questionnaire.version or later(answers.version, questionnaire.version):
        return answers
    had = answers.by_fact.keys() | dict(answers.set_aside).keys()
    changed = [
        fact
        for fact, (question, _) in questionnaire.by_fact.items()
        if fact in had and later(question.changed, answers.version)
    ]
    again = tuple(dict.fromkeys((*answers.ask_again, *_steps(questionnaire, had, changed))))
    return answers._replace(version=questionnaire.version, ask_again=again)
