"""The few sentences of our own on the page in plain words: one idea a sentence, everyday words."""

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.company import who_speaks
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import listed, small
from coprod_audit.verdict import Assessment


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
    if standing.rung == BELOW:
        return [whose, f"It is {ladder.title(BELOW)}.", "That means people have very little say so far."]
    return [whose, f"The word for it is {ladder.title(standing.rung)}."]


def your_turn(voice: Voice) -> list[str]:
    """Return how those who read the page can answer back."""
    told = [
        "Do you see it differently?",
        "Then please say so.",
        "You can answer the same questions yourself.",
    ]
    if voice.answers.respondent.people is False:
        told.append(f"So far only others have answered, not the {voice.people} it is for.")
    return told
