"""How a conversation begins: from nothing, from a file, from a file that is older than the questionnaire."""

from coprod_audit.answers import Answers, Project, Respondent
from coprod_audit.conditions import UNKNOWN
from coprod_audit.interview.routing import go_on
from coprod_audit.interview.scope import places
from coprod_audit.interview.steps import Interview, Scope
from coprod_audit.question_reader import later
from coprod_audit.questionnaire import Questionnaire


def begin(questionnaire: Questionnaire, answers: Answers | None, scope: Scope, today: str) -> Interview:
    """A conversation at its first open step. Answers that are asked once more stand until they are given anew."""
    if answers is None:
        answers = Answers(questionnaire.id, questionnaire.version, Project(), Respondent(), ())
    interview = Interview(questionnaire, renewed(questionnaire, answers), scope, today)
    return go_on(interview._replace(again=_again(interview)))


def _again(interview: Interview) -> frozenset[str]:
    """The facts with an answer that this sitting asks once more, whatever the file asks again of itself."""
    answers, scope = interview.answers, interview.scope
    again = set[str]()
    if scope.only and not (scope.unanswered or scope.stale):
        again.update(place.fact for place in places(interview))
    if scope.unanswered:
        again.update(fact for fact, choice in answers.facts.items() if choice == UNKNOWN)
    if scope.stale:
        again.update(stale_facts(answers, scope.stale))
    return frozenset(again & answers.facts.keys())


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
    again = tuple(dict.fromkeys((*answers.ask_again, *changed)))
    return answers._replace(version=questionnaire.version, ask_again=again)
