"""The few sentences of our own on the page in plain words: one idea a sentence, everyday words."""

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.company import none_of_them, who_speaks
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, listed, small
from coprod_audit.verdict import Assessment

_MEANS = {
    BELOW: "People have had little say so far.",
    "information": "People are told what was decided, and why.",
    "consultation": "People are asked. Then others decide.",
    "engagement": "People are asked again and again. Others still decide.",
    "co-design": "People help to shape what they get. Others decide the big things.",
    "co-production": "People share in the big decisions, and see them through.",
}
"""What each rung of the shipped ladder means (000, Box A), in plain words; another ladder has none."""


def found(assessment: Assessment, voice: Voice) -> list[str]:
    """Return what was found, in plain words: whose view it is, and the word for it."""
    speaker = who_speaks(voice)
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    whose = (
        "This is what the answers say."
        if speaker == "The answers"
        else f"This is what {small(speaker)} said."
    )
    if not standing.enough_known:
        return [whose, "We do not know enough yet to find a word for it."]
    if standing.rung is None:
        words = listed([ladder.title(place) for place in standing.possible], "or")
        return [whose, f"The word for it is {words}.", "We do not know yet which of them is right."]
    word = ladder.title(standing.rung)
    named = f"It is {word}." if standing.rung == BELOW else f"The word for it is {word}."
    led = [f"{capital(voice.people)} decide and do nearly everything."] if assessment.community_led else []
    means = _MEANS.get(standing.rung) if assessment.questionnaire.id == "coprod-ladder" else None
    return [whose, *led, named, *([means] if means else [])]


def your_turn(voice: Voice) -> list[str]:
    """Return how those who read the page can answer back."""
    told = [
        "Do you see it differently?",
        "Then please say so.",
        "You can answer the same questions yourself.",
    ]
    if voice.answers.respondent.people is False:
        told.append(f"So far {small(none_of_them(voice))} has answered.")
    return told
