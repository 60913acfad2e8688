"""How far along a question stands, and how long the rest takes, in words that can be read out."""

from coprod_audit.interview.scope import Place, open_places, places
from coprod_audit.interview.steps import Interview
from coprod_audit.once import made_once

MINUTES_A_FACT = 1.3
"""Twelve facts take a room about 15 minutes."""


def where(interview: Interview, place: Place) -> str:
    """Where a question stands among those that are asked: its section, its number, its row, and the time left."""
    sections = _outline(places(interview))
    questions = sections[place.question.section]
    rows = questions[place.question.id]
    parts = [f"question {list(questions).index(place.question.id) + 1} of {len(questions)}"]
    if len(sections) > 1:
        parts.insert(0, f"section {list(sections).index(place.question.section) + 1} of {len(sections)}")
    if place.row is not None and len(rows) > 1:
        parts.append(f"row {rows.index(place.fact) + 1} of {len(rows)}")
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}. {time_left(interview)}"


@made_once
def _outline(asked: tuple[Place, ...]) -> dict[str, dict[str, list[str]]]:
    """What is asked, in order: the facts by question, and the questions by section."""
    sections: dict[str, dict[str, list[str]]] = {}
    for fact, question, _ in asked:
        sections.setdefault(question.section, {}).setdefault(question.id, []).append(fact)
    return sections


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
