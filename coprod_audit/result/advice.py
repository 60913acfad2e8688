"""The advice of `result/1`: recommendations in the order they were chosen, and the first three to begin with."""

import re
from collections.abc import Sequence
from typing import Any

from coprod_audit.conditions import addresses
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, number, stopped, unstopped
from coprod_audit.questionnaire import Story
from coprod_audit.verdict import Assessment, ChosenRecommendation

FIRST, LATER = 3, 9
"""How many recommendations come first, and up to which one an audit tells what comes later."""

SHORT = 130
"""How long the one answer may be that is said in passing as the reason for a piece of advice."""

MOST_ALIKE = 0.7
"""From which share of its words on an answer counts as said already by a sentence of the advice."""


def advice(assessment: Assessment, voice: Voice) -> dict[str, Any]:
    """Return every recommendation, and the three to begin with under `first_steps`."""
    stories = {story.id: story for story in assessment.questionnaire.stories}
    chosen = [_recommendation(assessment, voice, stories, found) for found in assessment.recommendations]
    _say_each_reason_once(chosen)
    first = chosen[:FIRST]
    return {
        "first_steps": first,
        "first_steps_heading": f"{capital(counted(len(first), 'first step', 'first steps'))}",
        "later_steps": chosen[FIRST:LATER],
        "later_says": _how_many_more(len(chosen) - LATER),
        "more_steps": [advised["title"] for advised in chosen[LATER:]],
        "recommendations": chosen,
    }


def _say_each_reason_once(chosen: list[dict[str, Any]]) -> None:
    said: set[str | None] = set()
    for advised in chosen:
        if advised["answered"] in said:
            advised["answered"] = None
        said.add(advised["answered"])


def _how_many_more(more: int) -> str | None:
    if more <= 0:
        return None
    return f"There {'is' if more == 1 else 'are'} {number(more)} more, less pressing; the appendix names {'it' if more == 1 else 'them'} under “More advice, for later”."


def _recommendation(
    assessment: Assessment, voice: Voice, stories: dict[str, Story], found: ChosenRecommendation
) -> dict[str, Any]:
    advised = found.recommendation
    because = voice.told(found.because)
    text = stopped(voice.spoken(advised.text))
    asked = set(addresses(advised.when))
    direct = sorted(
        [fact for fact in found.because if fact in asked] or found.because, key=voice.answers.known
    )
    story = stories.get(advised.story or "")
    places = (*advised.source, *(story.source if story else ()))
    return {
        "id": advised.id,
        "title": unstopped(voice.spoken(advised.title)),
        "text": text,
        "first_step": stopped(voice.spoken(advised.first_step)),
        "easy": stopped(voice.spoken(advised.easy or advised.first_step)),
        "effort": unstopped(advised.effort),
        "owner": unstopped(voice.fill(advised.owner)),
        "reason": found.reason,
        "helps": found.helps,
        "helps_with": _helps_with(assessment, voice, found),
        "because": because,
        "answered": _in_passing(voice, direct, text),
        "source": voice.sources(places),
        "source_says": stopped(f"From {voice.sources_in_short(places)}"),
        "story": _story(voice, story) if story else None,
        "views": [
            {
                "view": unstopped(voice.fill(view.view)),
                "source": voice.sources(view.source),
                "source_says": voice.sources_in_short(view.source),
            }
            for view in advised.views
        ],
    }


def _in_passing(voice: Voice, facts: Sequence[str], text: str) -> str | None:
    """The first of the answers behind a piece of advice that is short enough to be said beside it.

    Of rows that are too long to be told together, the first is told alone. None where the advice itself says as
    much already.
    """
    told = (says for said in voice.told(facts) for says in (said["says"], voice.said(said["facts"][0])))
    short = next((says for says in told if len(says) <= SHORT), None)
    return None if short and _says_already(text, short) else short


def _says_already(text: str, answer: str) -> bool:
    told = _words(answer)
    alike = (len(told & _words(sentence)) / len(told) for sentence in re.split(r"(?<=[.?!:]) ", text))
    return bool(told) and max(alike) >= MOST_ALIKE


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _story(voice: Voice, story: Story) -> dict[str, Any]:
    return {
        "title": story.title,
        "tells": stopped(story.tells),
        "source": voice.sources(story.source),
    }


def _helps_with(assessment: Assessment, voice: Voice, found: ChosenRecommendation) -> str:
    """Say what a piece of advice is for: the alarm, the missing tread, the answer or the practice it turns to."""
    match found.reason:
        case "alarm":
            alarm = next((a.alarm for a in assessment.alarms if a.alarm.id == found.helps), None)
            return stopped(voice.fill(alarm.title)) if alarm else ""
        case "tread":
            return f"A missing step: {assessment.questionnaire.ladder.at(found.helps).title}."
        case _ if found.helps in voice.questionnaire.by_fact:
            return voice.said(found.helps)
        case _:
            return ""
