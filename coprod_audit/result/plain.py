"""The part of `result/1` for everybody who took part: the same answers in the questionnaire's plain wording."""

from typing import Any

from coprod_audit.conditions import UNKNOWN
from coprod_audit.narrative import plainly
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import unstopped
from coprod_audit.verdict import Assessment


def one_page(assessment: Assessment, voice: Voice, judged: dict[str, Any]) -> dict[str, Any]:
    """Return what a page in plain words says: how each thing was decided, the other deciding answers, and what worries.

    `judged` is the judged part of the same result.
    """
    tabled = {voice.questionnaire.question_of(row.fact).id for row in assessment.rows}
    single = [q.id for q in voice.questionnaire.decisive_questions if not q.rows and q.id not in tabled]
    return {
        "found": plainly.found(assessment, voice),
        "decided": [_decided(voice, row.fact) for row in assessment.rows],
        "others": [
            _asked(voice, fact) for fact in single if voice.answers.facts.get(fact, UNKNOWN) != UNKNOWN
        ],
        "opening": plainly.opening(voice),
        "not_known": [voice.easy_question(fact) for fact in single if not voice.answers.known(fact)],
        "worries": _worries(judged),
        "your_turn": plainly.your_turn(assessment, voice),
    }


def _worries(judged: dict[str, Any]) -> list[str]:
    """Contradictions, alarms and missing steps in a sentence each; what is only not known yet is told elsewhere."""
    raised = (*judged["contradictions"], *judged["alarms"])
    return [*(alarm["heading"] for alarm in raised), *(tread["says"] for tread in judged["missing_treads"])]


def _decided(voice: Voice, fact: str) -> dict[str, str]:
    _, row = voice.place(fact)
    return {"what": unstopped(voice.fill(row.easy or row.label)) if row else "", "how": voice.easy(fact)}


def _asked(voice: Voice, fact: str) -> dict[str, str]:
    return {"ask": voice.easy_question(fact), "answer": voice.easy(fact)}
