"""How far along a question stands, and how long the rest takes, in words that can be read out."""

from coprod_audit.interview.scope import Place, open_places, places
from coprod_audit.interview.steps import Interview

MINUTES_A_FACT = 1.3
"""Twelve facts take a room about 15 minutes."""


def where(interview: Interview, place: Place) -> str:
    """Where a question stands among those that are asked: its section, its number, its row, and the time left."""
    asked = places(interview)
    sections = list(dict.fromkeys(one.question.section for one in asked))
    here = place.question.section
    questions = list(dict.fromkeys(one.question.id for one in asked if one.question.section == here))
    rows = [one.fact for one in asked if one.question.id == place.question.id]
    parts = [f"question {questions.index(place.question.id) + 1} of {len(questions)}"]
    if len(sections) > 1:
        parts.insert(0, f"section {sections.index(here) + 1} of {len(sections)}")
    if place.row is not None and len(rows) > 1:
        parts.append(f"row {rows.index(place.fact) + 1} of {len(rows)}")
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}. {time_left(interview)}"


def minutes(interview: Interview) -> int:
    """How long the open questions take, in minutes rounded to five, and five at least."""
    return max(5, 5 * round(len(open_places(interview)) * MINUTES_A_FACT / 5))


def time_left(interview: Interview) -> str:
    """How long the open questions take, as a sentence; nothing where none is open."""
    still_open = len(open_places(interview))
    if not still_open:
        return ""
    if still_open * MINUTES_A_FACT < 5:
        return "A few minutes left."
    return f"About {_spoken(minutes(interview))} left."


def _spoken(minutes: int) -> str:
    return {30: "half an hour", 45: "three quarters of an hour", 60: "an hour"}.get(
        minutes, f"{minutes} minutes"
    )
