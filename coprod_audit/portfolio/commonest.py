"""What is said most often in a portfolio: alarms, missing treads, what nobody knows, and what would help most.

These are questions and pieces of advice in the order of how often they come up; of projects and groups no order is made.
"""

from collections.abc import Iterable
from typing import Any

from coprod_audit.answers import Answers, Project, Respondent
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, stopped, unstopped
from coprod_audit.portfolio.standings import figures, part
from coprod_audit.portfolio.tally import Tally
from coprod_audit.questionnaire import Question, Questionnaire

Data = dict[str, Any]

TOLD = 10
"""How many of each kind a portfolio tells; `portfolio.json` has them all."""


def nobody(questionnaire: Questionnaire) -> Voice:
    """A voice that speaks of people and organisations in general."""
    return Voice(questionnaire, Answers(questionnaire.id, questionnaire.version, Project(), Respondent(), ()))


def alarms(voice: Voice, tally: Tally) -> Data:
    """How often each alarm is raised."""
    titles = ((alarm.id, stopped(voice.fill(alarm.title))) for alarm in voice.questionnaire.alarms)
    return _listed(titles, tally.alarms, tally.responses)


def recommendations(voice: Voice, tally: Tally) -> Data:
    """How often each recommendation is among the first three."""
    advice = (
        (advised.id, unstopped(voice.spoken(advised.title)))
        for advised in voice.questionnaire.recommendations
    )
    return _listed(advice, tally.recommendations, tally.responses)


def unknown(voice: Voice, tally: Tally) -> Data:
    """How often nobody can say a decisive fact."""
    asked = voice.questionnaire
    titles = ((fact, _question(voice, fact)) for fact in asked.decisive)
    return _listed(titles, tally.unknown, tally.responses)


def _question(voice: Voice, fact: str) -> str:
    """What is not known, in the questionnaire's words for it, or else the question."""
    question, row = voice.place(fact)
    label = voice.fill(row.label) if row else ""
    if question.if_unknown:
        return stopped(voice.fill(question.if_unknown, label))
    return f"{capital(label)}: {voice.fill(question.ask)}" if row else voice.fill(question.ask)


def treads(questionnaire: Questionnaire, tally: Tally) -> Data:
    """How often a rung below the one a response stands on is missing, of those that surely stand above it."""
    ladder = questionnaire.ladder
    items = []
    for rung in ladder.rungs[:-1]:
        above = sum(
            n for (_, low, _, _), n in tally.standings.items() if ladder.height(low) > ladder.height(rung.id)
        )
        items.append(
            {"id": rung.id, "title": capital(rung.title), **part(tally.treads.get(rung.id, 0), above)}
        )
    return {"items": items, "first": [item for item in items if item["n"]], "more": None}


def _listed(titles: Iterable[tuple[str, str]], numbers: dict[str, int], of: int) -> Data:
    """The commonest first, and of equals the one the questionnaire has first; what never came up is left out."""
    items = [
        {"id": name, "title": title, **part(numbers[name], of)} for name, title in titles if numbers.get(name)
    ]
    items.sort(key=lambda item: -item["n"])
    more = len(items) - TOLD
    return {"items": items, "first": items[:TOLD], "more": _more(more) if more > 0 else None}


def _more(more: int) -> str:
    return f"{capital(figures(more))} more {'comes' if more == 1 else 'come'} up less often; portfolio.json has {'it' if more == 1 else 'them'}."


def decisions(questionnaire: Questionnaire, tally: Tally) -> Data | None:
    """Who decides what: for each matter of the decision table how often each answer was given; None without a table.

    The answers stand lowest first, then those from outside, then that nobody could say, and that nobody was asked.
    """
    table = questionnaire.decision_table
    if table is None:
        return None
    voice = nobody(questionnaire)
    answers = _answers(voice, table)
    matters = [(f"{table.id}.{row.id}", capital(voice.fill(row.label))) for row in table.rows]
    return {
        "ask": voice.fill(table.ask),
        "matters": [{"fact": fact, "title": title} for fact, title in matters],
        "rows": [
            {
                "id": answer,
                "title": title,
                "cells": [part(tally.rows.get((fact, answer), 0), tally.responses) for fact, _ in matters],
            }
            for answer, title in answers
        ],
    }


def _answers(voice: Voice, table: Question) -> list[tuple[str, str]]:
    chosen = [(choice.id, voice.fill(choice.label)) for choice in table.choices]
    allowed = [(NOT_APPLICABLE, "Does not apply")] if table.not_applicable else []
    return [*chosen, *allowed, (UNKNOWN, "Nobody could say"), ("", "Nobody was asked")]
