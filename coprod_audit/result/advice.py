"""The advice of `result/1`: recommendations in the order they were chosen, and the first three to begin with."""

import re
from typing import Any, NamedTuple

from coprod_audit.conditions import addresses
from coprod_audit.narrative import sentences
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.wording import State, Wording, is_known, remembered
from coprod_audit.narrative.words import capital, counted, number, stopped, unstopped
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Questionnaire, Recommendation, Story
from coprod_audit.verdict import Assessment, ChosenRecommendation

Data = dict[str, Any]

FIRST, LATER = 3, 9
"""How many recommendations come first, and up to which one an audit tells what comes later."""

SHORT = 130
"""How long the one answer may be that is said in passing as the reason for a piece of advice."""

MOST_ALIKE = 0.7
"""From which share of its words on an answer counts as said already by a sentence of the advice."""


def advice(assessment: Assessment, voice: Voice, *, every: bool) -> Data:
    """Return the recommendations, and the three to begin with under `first_steps`.

    Of those for later the titles are enough, unless `every` recommendation is read.
    """
    said, found = set[str | None](), assessment.recommendations
    ours = _advised(voice.questionnaire)
    chosen = [_said_once(assessment, voice, one, said, ours) for one in (found if every else found[:LATER])]
    first = chosen[:FIRST]
    return {
        "first_steps": first,
        "first_steps_heading": f"{capital(counted(len(first), 'first step', 'first steps'))}",
        "later_steps": chosen[FIRST:LATER],
        "later_says": _how_many_more(len(found) - LATER),
        "more_steps": [_title(voice.words, one.recommendation.title) for one in found[LATER:]],
        **({"recommendations": chosen} if every else {}),
    }


@remembered(512)
def _title(words: Wording, title: str) -> str:
    return unstopped(sentences.spoken(words, title))


def _said_once(
    assessment: Assessment,
    voice: Voice,
    found: ChosenRecommendation,
    said: set[str | None],
    ours: dict[str, Recommendation],
) -> Data:
    """A recommendation, with the answer behind it where none before it was given for the same."""
    advised, reason, helps, because = found
    helps_with = _helps_with(assessment, voice, found)
    behind = _Behind(reason, helps, helps_with, because, voice.states(because))
    of_ours = ours.get(advised.id) is advised
    words = voice.words
    told = _told(words, advised.id, behind, False) if of_ours else _recommendation(words, advised, behind)
    if told["answered"] in said:
        told = _told(words, advised.id, behind, True) if of_ours else {**told, "answered": None}
    said.add(told["answered"])
    return told


@made_once
def _advised(questionnaire: Questionnaire) -> dict[str, Recommendation]:
    """The recommendations of a questionnaire by id."""
    return {advised.id: advised for advised in questionnaire.recommendations}


def _how_many_more(more: int) -> str | None:
    if more <= 0:
        return None
    return f"There {'is' if more == 1 else 'are'} {number(more)} more, less pressing; the appendix names {'it' if more == 1 else 'them'} under “More advice, for later”."


class _Behind(NamedTuple):
    """What is behind a piece of advice here: what it is for, and the facts that speak for it with what is known of them."""

    reason: str
    helps: str
    helps_with: str
    because: tuple[str, ...]
    states: tuple[State, ...]


@remembered(1024)
def _told(words: Wording, id_: str, behind: _Behind, again: bool) -> Data:
    """A recommendation of the questionnaire's own; `again` without the answer behind it, which was told already."""
    told = _recommendation(words, _advised(words.questionnaire)[id_], behind)
    return {**told, "answered": None} if again else told


def _recommendation(words: Wording, advised: Recommendation, behind: _Behind) -> Data:
    reason, helps, helps_with, because, states = behind
    ours = _advised(words.questionnaire).get(advised.id) is advised
    before, after = _texts_of_ours(words, advised.id) if ours else _texts(words, advised)
    given = dict(zip(because, states, strict=True))
    asked = set(addresses(advised.when))
    direct = sorted(
        [fact for fact in because if fact in asked] or because, key=lambda fact: is_known(given[fact])
    )
    return {
        **before,
        "reason": reason,
        "helps": helps,
        "helps_with": helps_with,
        "because": sentences.told_apart(words, given),
        "answered": _in_passing(words, {fact: given[fact] for fact in direct}, before["text"]),
        **after,
    }


@remembered(256)
def _texts_of_ours(words: Wording, id_: str) -> tuple[Data, Data]:
    return _texts(words, _advised(words.questionnaire)[id_])


def _texts(words: Wording, advised: Recommendation) -> tuple[Data, Data]:
    """What a piece of advice says whatever was answered: the advice itself, and where it comes from."""
    story = next((story for story in words.questionnaire.stories if story.id == advised.story), None)
    places = (*advised.source, *(story.source if story else ()))
    return {
        "id": advised.id,
        "title": _title(words, advised.title),
        "text": stopped(sentences.spoken(words, advised.text)),
        "first_step": stopped(sentences.spoken(words, advised.first_step)),
        "easy": stopped(sentences.spoken(words, advised.easy or advised.first_step)),
        "effort": unstopped(advised.effort),
        "owner": unstopped(sentences.fill(words, advised.owner)),
    }, {
        "source": sentences.sources(words, places),
        "source_says": stopped(f"From {sentences.sources_in_short(words, places)}"),
        "story": _story(words, story) if story else None,
        "views": [
            {
                "view": unstopped(sentences.fill(words, view.view)),
                "source": sentences.sources(words, view.source),
                "source_says": sentences.sources_in_short(words, view.source),
            }
            for view in advised.views
        ],
    }


def _in_passing(words: Wording, given: dict[str, State], text: str) -> str | None:
    """The first of the answers behind a piece of advice that is short enough to be said beside it.

    Of rows that are too long to be told together, the first is told alone. None where the advice itself says as
    much already.
    """
    told = (
        says
        for alike in sentences.told_apart(words, given)
        for says in (alike["says"], sentences.said(words, alike["facts"][0], given[alike["facts"][0]]))
    )
    short = next((says for says in told if len(says) <= SHORT), None)
    return None if short and _says_already(text, short) else short


def _says_already(text: str, answer: str) -> bool:
    told = _words(answer)
    alike = (len(told & _words(sentence)) / len(told) for sentence in re.split(r"(?<=[.?!:]) ", text))
    return bool(told) and max(alike) >= MOST_ALIKE


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _story(words: Wording, story: Story) -> Data:
    return {
        "title": story.title,
        "tells": stopped(story.tells),
        "source": sentences.sources(words, story.source),
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
