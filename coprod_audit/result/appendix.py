"""The back of `result/1`: every question with its answer, and the documents that all of it rests on."""

from collections.abc import Callable, Iterable
from typing import Any

from coprod_audit.answers import Answer
from coprod_audit.narrative import sentences, wording
from coprod_audit.narrative.citing import document, short_author
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import NamesNeededError, State, Wording
from coprod_audit.narrative.words import number
from coprod_audit.once import Kept, made_once
from coprod_audit.questionnaire import Question, Questionnaire, Recommendation, Source
from coprod_audit.result.advice import FIRST
from coprod_audit.verdict import Assessment

NAMED = 2
"""How many questions that were left open are named."""

Data = dict[str, Any]


def appendix(assessment: Assessment, voice: Voice, public: bool, named: Iterable[str] = ()) -> Data:
    """Return every question in the order it was asked, section by section, and the sources.

    `named` are the ids of documents that other parts of the audit name.
    """
    places = [*_places(assessment), assessment.answers.project.coded_from]
    cited = {document(place) for place in places if place}.union(
        _of_the_ladder(assessment.questionnaire), named
    )
    sources = [(id_ in cited, source) for id_, source in _sources(assessment.questionnaire)]
    return {
        "answers": [
            _section(voice, section, asked, public) for section, asked in _sections(assessment.questionnaire)
        ],
        "sources": [source for is_cited, source in sources if is_cited],
        "sources_not_cited": [source for is_cited, source in sources if not is_cited],
    }


_Asked = tuple[tuple[Question, tuple[str, ...], bool], ...]
"""The questions of a section, each with its facts and whether it is decisive."""


@made_once
def _sections(questionnaire: Questionnaire) -> tuple[tuple[tuple[str, str], _Asked], ...]:
    """Every section by id and title."""
    decisive = frozenset(question.id for question in questionnaire.decisive_questions)
    return tuple(
        (
            (section.id, section.title),
            tuple((q, q.facts, q.id in decisive) for q in questionnaire.questions if q.section == section.id),
        )
        for section in questionnaire.sections
    )


def _section(voice: Voice, section: tuple[str, str], told: _Asked, public: bool) -> Data:
    """The questions of a section by what became of them: asked, not called for by what is known, or left out."""
    facts = voice.facts
    asked, others = list[Data](), list[Data]()
    for question, addresses, decisive in told:
        if len(addresses) == 1 and not question.rows:
            was_asked = addresses[0] in facts
            data: Data = _single(voice.words, question, facts.get(addresses[0], True), decisive)
        else:
            was_asked = not facts.keys().isdisjoint(addresses)
            data = _table(voice, question, addresses, decisive)
        beside = voice.beside(addresses) if was_asked and not public else None
        (asked if was_asked else others).append(_with(data, beside) if beside else data)
    left = [data for data in others if data["answers"]]
    return {
        "section": section[0],
        "title": section[1],
        "questions": asked,
        "did_not_arise": [data for data in others if not data["answers"]],
        "not_asked": left,
        "not_asked_says": _left_open([data["ask"] for data in left]) if asked else None,
    }


def _places(assessment: Assessment) -> list[str]:
    """The places that the first steps name."""
    stories = {story.id: story for story in assessment.questionnaire.stories}
    places = list[str]()
    for chosen in assessment.recommendations[:FIRST]:
        advised: Recommendation = chosen.recommendation
        story = stories.get(advised.story or "")
        places += [*advised.source, *(story.source if story else ())]
        places += [place for view in advised.views for place in view.source]
    return places


@made_once
def _of_the_ladder(questionnaire: Questionnaire) -> frozenset[str]:
    """The documents that every audit rests on."""
    return frozenset(document(place) for rung in questionnaire.ladder.rungs for place in rung.source if place)


def _left_open(asks: list[str]) -> str | None:
    """Say which questions of a section have no answer, where others of it have one: not asked, or passed over."""
    if not asks:
        return None
    if len(asks) <= NAMED:
        return f"Left open: {' '.join(asks)}"
    return f"Left open: {number(len(asks))} other questions of this part."


@made_once
def _sources(questionnaire: Questionnaire) -> tuple[tuple[str, Data], ...]:
    """Every document by id, as data."""
    return tuple((source.id, _source(source)) for source in questionnaire.sources)


def _source(source: Source) -> Data:
    return Kept({**source._asdict(), "published": _published(source)})


def _published(source: Source) -> str:
    """Where and when, without naming the author twice."""
    known = source.publisher in source.author or source.publisher == short_author(source.author)
    publisher = "" if known else source.publisher
    return ", ".join(part for part in (publisher, source.year) if part)


def _with(data: Data, beside: dict[str, Answer]) -> Data:
    """A question with the notes and the evidence that stand beside its answers."""
    answers = [
        {**answer, "note": one.note, "evidence": list(one.evidence)}
        if (one := beside.get(answer["fact"]))
        else answer
        for answer in data["answers"]
    ]
    return {**data, "answers": answers}


def _single(words: Wording, question: Question, state: State, decisive: bool) -> Data:
    """A question without rows: the same data for the same answer."""
    found = words.questions.get((question.id, state)) or words.nameless.questions.get((question.id, state))
    if found is None:
        found, whose = _first_time(words, lambda whose: _whole(whose, question, state, decisive))
        whose.questions[question.id, state] = found
    return found


def _whole(words: Wording, question: Question, state: State, decisive: bool) -> Data:
    answer = _answer(words, question.id, state)
    return _question(words, question, decisive, answer["answer"], [answer])


def _first_time(words: Wording, make: Callable[[Wording], Data]) -> tuple[Kept, Wording]:
    """Data made without names where that can be done, and with whose words they were made."""
    try:
        return Kept(make(words.nameless)), words.nameless
    except NamesNeededError:
        return Kept(make(words)), words


def _table(voice: Voice, question: Question, facts: tuple[str, ...], decisive: bool) -> Data:
    """A question with rows; those that did not arise are left out."""
    words, states = voice.words, zip(facts, voice.states(facts), strict=True)
    answers = [_answer(words, fact, state) for fact, state in states if state is not False]
    answer = None if question.rows else answers[0]["answer"]
    return _question(words, question, decisive, answer, answers)


def _question(
    words: Wording, question: Question, decisive: bool, answer: str | None, answers: list[Data]
) -> Data:
    return {
        "id": question.id,
        "ask": sentences.fill(words, question.ask),
        "easy": sentences.fill(words, question.easy or question.ask),
        "decisive": decisive,
        "answer": answer,
        "answers": answers,
    }


def _answer(words: Wording, fact: str, state: State) -> Data:
    """The answer to one fact: the same data for the same answer."""
    found = words.answers.get((fact, state)) or words.nameless.answers.get((fact, state))
    if found is None:
        found, whose = _first_time(words, lambda whose: _answered(whose, fact, state))
        whose.answers[fact, state] = found
    return found


def _answered(words: Wording, fact: str, state: State) -> Data:
    row = words.places[fact].row
    choice = wording.choice_of(words, fact, state)
    label = sentences.label(words, fact, state)
    return {
        "fact": fact,
        "row": row.label if row else None,
        "row_easy": (row.easy or row.label) if row else None,
        "choice": state if isinstance(state, str) else None,
        "answer": label,
        "easy": sentences.fill(words, choice.easy or choice.label) if choice else label,
        "note": "",
        "evidence": [],
    }
