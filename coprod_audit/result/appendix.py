"""The back of `result/1`: every question with its answer, and the documents that all of it rests on."""

from typing import Any

from coprod_audit.narrative.citing import short_author
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import number
from coprod_audit.questionnaire import Question, Row, Section, Source
from coprod_audit.result.advice import FIRST
from coprod_audit.verdict import Assessment

NAMED = 2
"""How many questions that were left open are named."""


def appendix(assessment: Assessment, voice: Voice, public: bool) -> dict[str, Any]:
    """Return every question in the order it was asked, section by section, and the sources."""
    asked, cited = assessment.questionnaire, _cited(assessment)
    decisive = frozenset(question.id for question in asked.decisive_questions)
    told = [(q, _question(voice, q, public, decisive=q.id in decisive)) for q in asked.questions]
    sources = [(source.id in cited, _source(source)) for source in asked.sources]
    return {
        "answers": [
            _section(voice, section, [(q, data) for q, data in told if q.section == section.id])
            for section in asked.sections
        ],
        "sources": [source for is_cited, source in sources if is_cited],
        "sources_not_cited": [source for is_cited, source in sources if not is_cited],
    }


def _section(voice: Voice, section: Section, told: list[tuple[Question, dict[str, Any]]]) -> dict[str, Any]:
    """The questions of a section by what became of them: asked, not called for by what is known, or left out."""
    asked = [data for question, data in told if _was_asked(voice, question)]
    others = [data for question, data in told if not _was_asked(voice, question)]
    left = [data for data in others if data["answers"]]
    return {
        "section": section.id,
        "title": section.title,
        "questions": asked,
        "did_not_arise": [data for data in others if not data["answers"]],
        "not_asked": left,
        "not_asked_says": _left_open([data["ask"] for data in left]) if asked else None,
    }


def _was_asked(voice: Voice, question: Question) -> bool:
    return any(fact in voice.answers.facts for fact in question.facts)


def _cited(assessment: Assessment) -> set[str]:
    """The ids of the documents that an audit names: the ladder's, the coded text, and those of the first steps."""
    asked = assessment.questionnaire
    stories = {story.id: story for story in asked.stories}
    places = [*(place for rung in asked.ladder.rungs for place in rung.source)]
    places.append(assessment.answers.project.coded_from)
    for chosen in assessment.recommendations[:FIRST]:
        advised = chosen.recommendation
        story = stories.get(advised.story or "")
        places += [*advised.source, *(story.source if story else ())]
        places += [place for view in advised.views for place in view.source]
    return {place.partition(",")[0].strip() for place in places if place}


def _left_open(asks: list[str]) -> str | None:
    """Say which questions of a section have no answer, where others of it have one: not asked, or passed over."""
    if not asks:
        return None
    if len(asks) <= NAMED:
        return f"Left open: {' '.join(asks)}"
    return f"Left open: {number(len(asks))} other questions of this part."


def _source(source: Source) -> dict[str, str]:
    return {**source._asdict(), "published": _published(source)}


def _published(source: Source) -> str:
    """Where and when, without naming the author twice."""
    known = source.publisher in source.author or source.publisher == short_author(source.author)
    publisher = "" if known else source.publisher
    return ", ".join(part for part in (publisher, source.year) if part)


def _question(voice: Voice, question: Question, public: bool, *, decisive: bool) -> dict[str, Any]:
    rows = question.rows or (None,)
    arising = [(fact, row) for fact, row in zip(question.facts, rows, strict=True) if voice.arises(fact)]
    answers = [_answer(voice, fact, row, public) for fact, row in arising]
    return {
        "id": question.id,
        "ask": voice.fill(question.ask),
        "easy": voice.fill(question.easy or question.ask),
        "decisive": decisive,
        "answer": None if question.rows else answers[0]["answer"],
        "answers": answers,
    }


def _answer(voice: Voice, fact: str, row: Row | None, public: bool) -> dict[str, Any]:
    answer = voice.answers.by_fact.get(fact)
    choice = voice.choice(fact)
    return {
        "fact": fact,
        "row": row.label if row else None,
        "row_easy": (row.easy or row.label) if row else None,
        "choice": answer.choice if answer else None,
        "answer": voice.label(fact),
        "easy": voice.fill(choice.easy or choice.label) if choice else voice.label(fact),
        "note": "" if public or not answer else answer.note,
        "evidence": [] if public or not answer else list(answer.evidence),
    }
