"""The judged part of `result/1`: criteria, the decision table, treads and alarms."""

from typing import Any, NamedTuple

from coprod_audit.conditions import Truth, addresses
from coprod_audit.narrative import sentences, standing, wording
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import Place, State, Wording, remembered
from coprod_audit.narrative.words import capital, stopped
from coprod_audit.once import made_once
from coprod_audit.questionnaire import FIXED, SHARED, Alarm, Choice, Questionnaire
from coprod_audit.verdict import Assessment, CriterionResult, RaisedAlarm, RowResult

Data = dict[str, Any]

LOUD, LOUD_OF_MANY = 3, 2
"""How many alarms a first page tells with what to do about them, where that is all and where there are more.

The others stand there with their heading: more than a few lines of warnings are not read.
"""


def judged(assessment: Assessment, voice: Voice, *, criteria: bool) -> Data:
    """Return the judged part of the result, every entry with the answers that decided it; `criteria` if they are read."""
    ours = _alarms(assessment.questionnaire)
    alarms = [(raised.alarm.kind, _raised(voice, raised, ours)) for raised in assessment.alarms]
    both = sorted(alarms, key=lambda told: told[0] != "contradiction")
    loud = LOUD if len(both) <= LOUD else LOUD_OF_MANY
    shows_who = any(definition.id == SHARED for definition in assessment.questionnaire.definitions)
    others = _about_the_same(assessment.questionnaire)
    unknown = standing.treads(assessment, voice, assessment.unknown_treads, missing=False)
    told = [_criterion(assessment, voice, result) for result in assessment.criteria] if criteria else None
    return {
        **({"criteria": told} if told is not None else {}),
        "rows": [_row(voice, row, others, shows_who=shows_who) for row in assessment.rows],
        "who_decides": shows_who,
        "missing_treads": standing.treads(assessment, voice, assessment.missing_treads, missing=True),
        "unknown_treads": unknown,
        "attention": bool(alarms or assessment.missing_treads or unknown),
        "attention_first": [alarm for _, alarm in both[:loud]],
        "attention_also": [alarm for _, alarm in both[loud:]],
        "alarms": [alarm for kind, alarm in alarms if kind == "alarm"],
        "contradictions": [alarm for kind, alarm in alarms if kind == "contradiction"],
    }


def _known(truth: Truth) -> str:
    return "unknown" if truth is None else "yes" if truth else "no"


def _criterion(assessment: Assessment, voice: Voice, result: CriterionResult) -> Data:
    criterion = result.criterion
    return {
        "rung": criterion.rung,
        "title": assessment.questionnaire.ladder.at(criterion.rung).title,
        "met": _known(result.met),
        "says": criterion.unmet if result.met is False else criterion.title,
        "because": voice.told(result.because),
        "source": list(_sources(voice.words, criterion.source)),
    }


@remembered(256)
def _sources(words: Wording, places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sentences.sources(words, places))


def _row(voice: Voice, result: RowResult, others: dict[str, tuple[str, ...]], *, shows_who: bool) -> Data:
    fact, shared, because = result
    differed = _differed(voice, others.get(fact, ()))
    ended = (differed, voice.state(differed)) if differed else None
    states = voice.states(because)
    return _told(
        voice.words, _Row(fact, voice.state(fact), ended, shared if shows_who else _UNSEEN, because, states)
    )


_UNSEEN = "unseen"
_Ended = tuple[str, State] | None
"""How differences about a row ended: the fact that says so, and what is known of it."""


class _Row(NamedTuple):
    """What a row of the decision table is told from; `shared` is `_UNSEEN` where nobody says what that is."""

    fact: str
    state: State
    ended: _Ended
    shared: Truth | str
    because: tuple[str, ...]
    states: tuple[State, ...]


@remembered(1024)
def _told(words: Wording, row: _Row) -> Data:
    fact, state, ended, shared, because, states = row
    here = words.places[fact]
    choice = wording.choice_of(words, fact, state)
    differed = sentences.of_this(words, *ended) if ended else None
    return {
        "fact": fact,
        "label": capital(here.row.label) if here.row else "",
        "choice": state if isinstance(state, str) else None,
        "settled": sentences.of_this(words, fact, state),
        "says": sentences.said(words, fact, state),
        "outside": choice is not None and choice.rank is None,
        "shared": None if isinstance(shared, str) else _known(shared),
        "because": sentences.told_apart(words, dict(zip(because, states, strict=True))),
        "who": None if isinstance(shared, str) else _who_decides(words, here, choice, shared, differed),
        "differed": differed,
    }


def _who_decides(
    words: Wording, here: Place, choice: Choice | None, shared: Truth, differed: str | None
) -> str:
    """Say in two or three words who decides: what the table shows beside how it was settled."""
    if choice is not None and choice.rank is None:
        return "others, from outside" if choice.id == FIXED else "nobody yet"
    if shared is None:
        return "not known"
    if not shared:
        return f"{words.organisation}, which could still have changed it" if differed else words.organisation
    top = max(c.rank or 0 for c in here.question.choices)
    return words.people if choice and choice.rank == top else "shared"


def _differed(voice: Voice, others: tuple[str, ...]) -> str | None:
    """The fact that says how differences about a row ended, of those that are about it, where that was asked."""
    answered = [other for other in others if other in voice.facts]
    if len(answered) < 2:
        return answered[0] if answered else None
    return next(other for other in voice.facts if other in answered)


@made_once
def _about_the_same(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """For every fact that is about a row the others that are about it: those of tables that share their rows with its own."""
    about = {fact: (row, question.rows) for fact, (question, row) in questionnaire.by_fact.items() if row}
    return {
        fact: tuple(other for other, same in about.items() if same == row_of_table and other != fact)
        for fact, row_of_table in about.items()
    }


def _raised(voice: Voice, raised: RaisedAlarm, ours: dict[str, Alarm]) -> Data:
    alarm, because = raised
    states = voice.states(because)
    if ours.get(alarm.id) is alarm:
        return _alarm_of_ours(voice.words, alarm.id, because, states)
    return _alarm(voice.words, alarm, because, states)


@made_once
def _alarms(questionnaire: Questionnaire) -> dict[str, Alarm]:
    """The alarms of a questionnaire by id."""
    return {alarm.id: alarm for alarm in questionnaire.alarms}


@remembered(1024)
def _alarm_of_ours(words: Wording, id_: str, because: tuple[str, ...], states: tuple[State, ...]) -> Data:
    return _alarm(words, _alarms(words.questionnaire)[id_], because, states)


def _alarm(words: Wording, alarm: Alarm, because: tuple[str, ...], states: tuple[State, ...]) -> Data:
    told = sentences.told_apart(words, dict(zip(because, states, strict=True)))
    asked = {fact for fact in addresses(alarm.when) if fact in words.questionnaire.by_fact}
    speaks_of_one = told and len(asked) == 1 and asked == {*because}
    in_passing = not speaks_of_one and len(told) == 1 and asked.issuperset(because)
    title = stopped(sentences.fill(words, alarm.title))
    return {
        "id": alarm.id,
        "title": title,
        "heading": told[0]["says"] if speaks_of_one else title,
        "text": stopped(sentences.fill(words, alarm.text)) if alarm.text else "",
        "section": alarm.section,
        "because": told,
        "answered": told[0]["says"] if in_passing else None,
        "source": sentences.sources(words, alarm.source),
    }
