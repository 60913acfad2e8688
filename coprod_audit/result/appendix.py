"""The back of `result/1`: every question with its answer, and the documents that all of it rests on."""

from typing import Any

from coprod_audit.narrative.voice import Voice, short_author
from coprod_audit.questionnaire import Question, Row, Source
from coprod_audit.verdict import Assessment


def appendix(assessment: Assessment, voice: Voice, public: bool) -> dict[str, Any]:
    """Return every question in the order it was asked, section by section, and the sources."""
    asked = assessment.questionnaire
    return {
        "answers": [
            {
                "section": section.id,
                "title": section.title,
                "questions": [
                    _question(voice, q, public) for q in asked.questions if q.section == section.id
                ],
            }
            for section in asked.sections
        ],
        "sources": [{**source._asdict(), "published": _published(source)} for source in asked.sources],
    }


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
