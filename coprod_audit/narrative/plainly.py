"""The few sentences of our own on the page in plain words: one idea a sentence, everyday words."""

from coprod_audit.conditions import addresses
from coprod_audit.ladder import BELOW
from coprod_audit.narrative.company import none_of_them, who_speaks
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, listed, small
from coprod_audit.verdict import Assessment


def opening(voice: Voice) -> str:
    """Return what the page is for: those who took part, or, where a text was read, anybody."""
    if voice.coded:
        return "This page tells in plain words what we read in a text."
    return "This page is for everyone who took part. It is short, and it uses plain words."


def found(assessment: Assessment, voice: Voice) -> list[str]:
    """Return what was found, in plain words: whose view it is, and the word for it."""
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    whose = _whose(voice)
    if not standing.enough_known:
        return [*whose, "We do not know enough yet to find a word for it."]
    if standing.rung is None:
        words = listed([ladder.title(place) for place in standing.possible], "or")
        ends = [_means(ladder.title(end), ladder.easy(end)) for end in (standing.lowest, standing.highest)]
        unsure = [f"The word for it is {words}.", "We do not know yet which of them is right."]
        return [*whose, *unsure, *filter(None, ends), *_claim(assessment)]
    word = ladder.title(standing.rung)
    named = f"It is {word}." if standing.rung == BELOW else f"The word for it is {word}."
    led = [f"{capital(voice.people)} decide and do nearly everything."] if assessment.community_led else []
    means = ladder.easy(standing.rung)
    return [*whose, *led, named, *([means] if means else []), *_claim(assessment)]


def _means(word: str, easy: str | None) -> str | None:
    """Return what a word means in one short sentence: `Consultation: people are asked.`."""
    return f"{capital(word)}: {small(easy.partition('. ')[0].removesuffix('.'))}." if easy else None


def _claim(assessment: Assessment) -> list[str]:
    """Return what the project calls itself, where that is more than the answers show."""
    if assessment.claims is None or assessment.claim not in ("above", "not-shown"):
        return []
    return [f"The project calls itself {assessment.questionnaire.ladder.title(assessment.claims)}."]


def _whose(voice: Voice) -> list[str]:
    if voice.coded:
        return ["Nobody who took part has told us their side.", "This is what the text says."]
    speaker = who_speaks(voice)
    return [f"This is what {speaker} said." if speaker else "This is what the answers say."]


def your_turn(assessment: Assessment, voice: Voice) -> list[str]:
    """Return how those who read the page can answer back."""
    told = [
        "Do you see it differently?",
        "Then please say so.",
        "You can answer the same questions yourself.",
    ]
    warned = any("respondent.people" in addresses(raised.alarm.when) for raised in assessment.alarms)
    if voice.answers.respondent.people is False and not voice.coded and not warned:
        told.append(f"So far {small(none_of_them(voice))} has answered.")
    return told
