"""The readings beside the rung: practice, sections that help or hold back, and who does the work.

METHOD, The other questions, and principle 10. None of this moves the rung.
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.diagram import made_once
from coprod_audit.questionnaire import IN_PLACE, NOT_IN_PLACE, PARTLY, Questionnaire
from coprod_audit.verdict import Practice, RaisedAlarm, ReadingState, SectionReading


class _Asked(NamedTuple):
    """One practice question: from which height of the ladder it matters."""

    id: str
    section: str
    height: int


def practice_at(questionnaire: Questionnaire, answers: Answers, place: str) -> Practice:
    """The practice that matters at a place, by answer. What is *not applicable* stands nowhere."""
    given = _sorted(questionnaire, answers, place)
    states = (IN_PLACE, PARTLY, NOT_IN_PLACE, UNKNOWN)
    in_place, partly, not_in_place, unknown = (tuple(q.id for q in given.get(s, ())) for s in states)
    return Practice(place, in_place, partly, not_in_place, unknown)


def readings(
    questionnaire: Questionnaire, answers: Answers, place: str, alarms: Iterable[RaisedAlarm]
) -> tuple[SectionReading, ...]:
    """Whether each section that is read so helps or holds back what is wanted at a place."""
    by_answer = _sorted(questionnaire, answers, place)
    read = [section for section in questionnaire.sections if section.reading]
    raised = [(alarm.alarm.section, alarm.because) for alarm in alarms]
    found = []
    for section in read:
        counts = {a: [q.id for q in given if q.section == section.id] for a, given in by_answer.items()}
        because = [fact for name, facts in raised if name == section.id for fact in facts]
        state = _state(counts, alarm=any(name == section.id for name, _ in raised))
        found.append(SectionReading(section, state, _because(counts, because, answers, state)))
    return tuple(found)


def _state(counts: dict[str, list[str]], *, alarm: bool) -> ReadingState:
    """METHOD's thirds, over the known answers; under half known nothing is read, alarm or not."""
    fine = len(counts.get(IN_PLACE, ())) + len(counts.get(PARTLY, ()))
    known = fine + len(counts.get(NOT_IN_PLACE, ()))
    if known == 0 or known < len(counts.get(UNKNOWN, ())):
        return "not-known"
    if alarm or fine * 3 < known:
        return "holds-back"
    return "helps" if fine * 3 >= known * 2 else "partly"


def _because(
    counts: dict[str, list[str]], alarmed: list[str], answers: Answers, state: ReadingState
) -> tuple[str, ...]:
    """The known answers that matter and those behind the alarms; for *not known* what nobody could say."""
    if state == "not-known":
        return tuple(fact for fact in counts.get(UNKNOWN, ()) if fact in answers.facts)
    known = [fact for state in (NOT_IN_PLACE, PARTLY, IN_PLACE) for fact in counts.get(state, ())]
    return tuple(dict.fromkeys((*known, *alarmed)))


def _sorted(questionnaire: Questionnaire, answers: Answers, place: str) -> dict[str, list[_Asked]]:
    height = questionnaire.ladder.height(place)
    sorted_by: dict[str, list[_Asked]] = {}
    for asked in _practice(questionnaire):
        if asked.height <= height:
            sorted_by.setdefault(answers.facts.get(asked.id, UNKNOWN), []).append(asked)
    return sorted_by


@made_once
def _practice(questionnaire: Questionnaire) -> tuple[_Asked, ...]:
    height = questionnaire.ladder.height
    return tuple(
        _Asked(question.id, question.section, height(question.matters_from))
        for question in questionnaire.questions
        if question.matters_from is not None
    )


def work(questionnaire: Questionnaire, answers: Answers) -> tuple[str | None, str | None]:
    """How much of the work people do, and how much the organisation: choices, or None where not known."""
    if questionnaire.work is None:
        return None, None
    people, organisation = (_known(answers, fact) for fact in questionnaire.work)
    return people, organisation


def _known(answers: Answers, fact: str) -> str | None:
    choice = answers.facts.get(fact, UNKNOWN)
    return None if choice in {UNKNOWN, NOT_APPLICABLE} else choice
