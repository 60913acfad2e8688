"""The back of `result/1`: every question with its answer, and the documents that all of it rests on."""

from typing import Any

from coprod_audit.narrative.voice import Voice, short_author
from coprod_audit.narrative.words import capital, counted
from coprod_audit.questionnaire import Question, Row, Section, Source
from coprod_audit.result.advice import FIRST
from coprod_audit.result.practice import asked_about
from coprod_audit.verdict import Assessment


def appendix(assessment: Assessment, voice: Voice, public: bool) -> dict[str, Any]:
    """Return every question in the order it was asked, section by section, and the sources."""
    asked, cited = assessment.questionnaire, _cited(assessment)
    return {
        "answers": [
            {
                "section": section.id,
                "title": section.title,
                "asked": asked_about(voice, section.id),
                "not_asked_says": _not_asked(voice, section),
                "questions": [
                    _question(voice, q, public) for q in asked.questions if q.section == section.id
                ],
            }
            for section in asked.sections
        ],
        "sources": [
            {**source._asdict(), "published": _published(source), "cited": source.id in cited}
            for source in asked.sources
        ],
    }


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


def _not_asked(voice: Voice, section: Section) -> str | None:
    """Say how many questions of a section were left out, where others of it were asked."""
    here = [q for q in voice.questionnaire.questions if q.section == section.id]
    left = sum(not any(fact in voice.answers.facts for fact in q.facts) for q in here)
    if left in (0, len(here)):
        return None
    return f"{capital(counted(left, 'other question', 'other questions'))} of this part {'was' if left == 1 else 'were'} not asked."


def _published(source: Source) -> str:
    """Where and when, without naming the author twice."""
    known = source.publisher in source.author or source.publisher == short_author(source.author)
    publisher = "" if known else source.publisher
    return ", ".join(part for part in (publisher, source.year) if part)


def _question(voice: Voice, question: Question, public: bool) -> dict[str, Any]:
    decisive = {fact.partition(".")[0] for fact in voice.questionnaire.decisive}
    rows = question.rows or (None,)
    answered = [(fact, row) for fact, row in zip(question.facts, rows, strict=True) if voice.arises(fact)]
    return {
        "id": question.id,
        "ask": voice.fill(question.ask),
        "easy": voice.fill(question.easy or question.ask),
        "decisive": question.id in decisive,
        "asked": any(fact in voice.answers.facts for fact in question.facts),
        "answers": [_answer(voice, fact, row, public) for fact, row in answered],
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
