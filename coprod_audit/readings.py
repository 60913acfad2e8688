"""The readings beside the rung: practice, sections that help or hold back, and who does the work.

METHOD, The other questions, and principle 10. None of this moves the rung.
"""

from collections.abc import Iterable
from typing import NamedTuple

from coprod_audit.answers import Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.once import made_once
from coprod_audit.questionnaire import IN_PLACE, NOT_IN_PLACE, PARTLY, Questionnaire, Section
from coprod_audit.verdict import Practice, RaisedAlarm, ReadingState, SectionReading


class _Matters(NamedTuple):
    """The practice questions that matter at one place: all, and those of each section that is read."""

    all: tuple[str, ...]
    read: tuple[tuple[Section, tuple[str, ...]], ...]


_ByAnswer = dict[str, list[str]]


def practice_at(questionnaire: Questionnaire, answers: Answers, place: str) -> Practice:
    """The practice that matters at a place, by answer. What is *not applicable* stands nowhere."""
    given = _by_answer(_practice(questionnaire)[place].all, answers)
    return Practice(place, *(tuple(given[state]) for state in (IN_PLACE, PARTLY, NOT_IN_PLACE, UNKNOWN)))


def readings(
    questionnaire: Questionnaire, answers: Answers, place: str, alarms: Iterable[RaisedAlarm]
) -> tuple[SectionReading, ...]:
    """Whether each section that is read so helps or holds back what is wanted at a place."""
    raised: dict[str, list[str]] = {}
    for alarm, because in alarms:
        raised.setdefault(alarm.section, []).extend(because)
    found = []
    for section, asked in _practice(questionnaire)[place].read:
        given = _by_answer(asked, answers)
        state = _state(given, alarm=section.id in raised)
        found.append(
            SectionReading(section, state, _because(given, raised.get(section.id, ()), answers, state))
        )
    return tuple(found)


def _state(given: _ByAnswer, *, alarm: bool) -> ReadingState:
    """METHOD's thirds, over the known answers; under half known nothing is read, alarm or not."""
    fine = len(given[IN_PLACE]) + len(given[PARTLY])
    known = fine + len(given[NOT_IN_PLACE])
    if known == 0 or known < len(given[UNKNOWN]):
        return "not-known"
    if alarm or fine * 3 < known:
        return "holds-back"
    return "helps" if fine * 3 >= known * 2 else "partly"


def _because(
    given: _ByAnswer, alarmed: Iterable[str], answers: Answers, state: ReadingState
) -> tuple[str, ...]:
    """The known answers that matter and those behind the alarms; for *not known* what nobody could say."""
    if state == "not-known":
        return tuple([fact for fact in given[UNKNOWN] if fact in answers.facts])
    return tuple(dict.fromkeys((*given[NOT_IN_PLACE], *given[PARTLY], *given[IN_PLACE], *alarmed)))


def _by_answer(asked: Iterable[str], answers: Answers) -> _ByAnswer:
    facts = answers.facts
    given: _ByAnswer = {IN_PLACE: [], PARTLY: [], NOT_IN_PLACE: [], UNKNOWN: [], NOT_APPLICABLE: []}
    for fact in asked:
        given[facts.get(fact, UNKNOWN)].append(fact)
    return given


@made_once
def _practice(questionnaire: Questionnaire) -> dict[str, _Matters]:
    """What matters at each place."""
    return {place: _matters(questionnaire, place) for place in questionnaire.ladder.places}


def _matters(questionnaire: Questionnaire, place: str) -> _Matters:
    height = questionnaire.ladder.height
    asked = [q for q in questionnaire.questions if q.matters_from and height(q.matters_from) <= height(place)]
    return _Matters(
        tuple(question.id for question in asked),
        tuple(
            (section, tuple(question.id for question in asked if question.section == section.id))
            for section in questionnaire.sections
            if section.reading
        ),
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
