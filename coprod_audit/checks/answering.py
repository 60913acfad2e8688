"""Rules about the answers: who gave them, what they raise, what is not known, and on what they rest."""

from collections.abc import Iterator, Sequence

from coprod_audit.answers import VIEWS, Respondent
from coprod_audit.checks.subject import Found, Subject
from coprod_audit.conditions import UNKNOWN, Condition, addresses, holds
from coprod_audit.faults import listed
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Alarm, Question, Questionnaire
from coprod_audit.worked_out import RESPONDENT_PEOPLE, RESULT_CLAIM, RESULT_INTENT

_OTHERWISE_SAID = frozenset((RESPONDENT_PEOPLE, RESULT_CLAIM, RESULT_INTENT))
"""What other rules look at: an alarm about one of these would say the same twice."""

_NOTHING_TO_SHOW = frozenset((UNKNOWN, "not-come-up"))


def without_unit(subject: Subject) -> Iterator[Found]:
    """No sentence says whose decisions about what (METHOD, principle 1)."""
    if subject.answers is not None and not subject.has_unit:
        message = (
            "the project lacks its unit, without which no rung is told and no claim is checked; write one sentence:"
            " whose decisions about what, and when, as in 'unit: Decisions of the council about the youth hub, 2025-26'"
        )
        yield Found(message, subject.key("unit", "project"), "project.unit")


def only_staff(subject: Subject) -> Iterator[Found]:
    """Nobody whom the matter is for has answered, or it does not say who did (METHOD, principle 9)."""
    if subject.answers is not None and not subject.answers.respondent.people:
        yield Found(
            _who_answered(subject.answers.respondent), subject.value("view", "respondent"), "respondent"
        )


def _who_answered(respondent: Respondent) -> str:
    if respondent.view is None:
        return f"it does not say who answered; write 'respondent: {{view: ...}}', with {', '.join(VIEWS)}"
    if respondent.view == "mixed" and not respondent.groups:
        return "the answers are 'mixed' and do not say of whom; write 'groups: {staff: ..., people: ...}' with how many of each"
    views = [view for view, number in respondent.groups if number] or [respondent.view]
    only = (
        "only staff have answered"
        if views == ["staff"]
        else f"nobody that it is for has answered, only {_joined(views)}"
    )
    return f"{only}; ask people too, and say so under 'respondent'"


def _joined(views: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(views[:-1]), views[-1])))


def alarms(subject: Subject) -> Iterator[Found]:
    """Each alarm and contradiction that the answers raise (METHOD, Alarms)."""
    if subject.placed is None or subject.answers is None:
        return
    for alarm, because in subject.placed.alarms:
        if _OTHERWISE_SAID.isdisjoint(addresses(alarm.when)):
            given = [fact for fact in because if fact in subject.answers.facts]
            answers = listed([f"{fact}: {subject.answers.facts[fact]}" for fact in given])
            message = f"{_title(subject, alarm)} ({answers}); correct the answer if it is wrong; if it is right, agree who sees to it, and by when"
            span = subject.fact(given[0]) if given else subject.key("answers")
            yield Found(message, span, f"alarm.{alarm.id}")


def _title(subject: Subject, alarm: Alarm) -> str:
    from coprod_audit.narrative.voice import Voice

    assert subject.answers is not None  # noqa: S101 - without answers nothing is raised
    title = Voice(subject.questionnaire, subject.answers).fill(alarm.title).removesuffix(".")
    return title[:1].lower() + title[1:]


def unknown_answers(subject: Subject) -> Iterator[Found]:
    """Decisive answers that nobody could give, a question at a time; what nobody was asked in one sentence."""
    if subject.answers is None:
        return
    silent = list[str]()
    for question in subject.questionnaire.decisive_questions:
        missing = [fact for fact in _asked(subject, question) if not subject.known(fact)]
        if missing and question.id not in subject.given:
            silent.append(question.id)
        elif missing:
            span = subject.fact(missing[0] if len(missing) == 1 else question.id)
            yield Found(_not_known(question, missing), span, f"answers.{question.id}")
    if silent:
        one = len(silent) == 1
        number = (
            "1 question that decides the rung has"
            if one
            else f"{len(silent)} questions that decide the rung have"
        )
        message = f"{number} no answer: {listed(silent)}; answer {'it' if one else 'them'}, or write 'unknown' where nobody could say"
        yield Found(message, subject.key("answers"), "answers")


def _not_known(question: Question, missing: list[str]) -> str:
    rows = f" for {listed([fact.partition('.')[2] for fact in missing])}" if question.rows else ""
    return f"'{question.id}' is not known{rows}, and helps to decide the rung; ask somebody who knows"


def _asked(subject: Subject, question: Question) -> list[str]:
    """The decisive facts of a question that are asked as the answers stand."""
    facts = subject.answers.facts if subject.answers else {}
    return [
        fact
        for fact, when in _decisive(subject.questionnaire)[question.id]
        if when is None or holds(when, facts) is True
    ]


@made_once
def _decisive(questionnaire: Questionnaire) -> dict[str, tuple[tuple[str, Condition | None], ...]]:
    """By question the decisive facts, each with the condition under which it is asked, if there is one."""
    decisive = frozenset(questionnaire.decisive)
    return {
        question.id: tuple(
            (fact, dict(question.row_when).get(fact.partition(".")[2]))
            for fact in question.facts
            if fact in decisive
        )
        for question in questionnaire.decisive_questions
    }


def without_evidence(subject: Subject) -> Iterator[Found]:
    """Decisive answers without evidence, a question at a time, from the rung on where evidence is asked for."""
    if subject.placed is None or subject.answers is None or not _wants_evidence(subject):
        return
    for question in subject.questionnaire.decisive_questions:
        bare = [
            fact
            for fact in _asked(subject, question)
            if (answer := subject.answers.by_fact.get(fact)) is not None
            and answer.choice not in _NOTHING_TO_SHOW
            and not answer.evidence
        ]
        if bare:
            span = subject.fact(bare[0] if len(bare) == 1 else question.id)
            yield Found(_bare(question, bare), span, f"answers.{question.id}")


def _wants_evidence(subject: Subject) -> bool:
    place = subject.settings.evidence_from
    if subject.judged is None or not place:
        return False
    height = subject.questionnaire.ladder.height
    return height(subject.judged.standing.lowest) >= height(place)


def _bare(question: Question, bare: list[str]) -> str:
    rows = f" for {listed([fact.partition('.')[2] for fact in bare])}" if question.rows else ""
    return f"'{question.id}'{rows} helps to decide the rung and has no evidence; add 'evidence: [...]' that others can look at"
