"""The few sentences of our own on the page in plain words: one idea a sentence, everyday words."""

from coprod_audit.conditions import addresses
from coprod_audit.ladder import BELOW, Rung
from coprod_audit.narrative.company import none_of_them, who_speaks
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, listed, small
from coprod_audit.verdict import Assessment
from coprod_audit.worked_out import RESPONDENT_PEOPLE


def opening(voice: Voice) -> str:
    """Return what the page is for: those who took part, or, where a text was read, anybody."""
    if voice.coded:
        return "We read a text about this. This page says in plain words what we found in it."
    return "This page is for everyone who took part. It is short, and it uses plain words."


def found(assessment: Assessment, voice: Voice) -> list[str]:
    """Return what was found, in plain words: whose view it is, and the word for it."""
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    whose = _whose(assessment, voice)
    if not standing.enough_known:
        return [*whose, "We do not know enough yet to find a word for it."]
    if standing.rung is None:
        ends = [_means(ladder.at(end)) for end in (standing.lowest, standing.highest)]
        return [*whose, *_unsure(assessment), *filter(None, ends), *_claim(assessment)]
    step = ladder.at(standing.rung)
    named = f"It is {step.title}." if standing.rung == BELOW else f"The word for it is {step.title}."
    led = [f"{capital(voice.people)} decide and do nearly everything."] if assessment.community_led else []
    return [*whose, *led, named, *([step.easy] if step.easy else []), *_claim(assessment)]


def _unsure(assessment: Assessment) -> list[str]:
    """Say between which words it stands: both of two, the ends of a longer range, each where some are ruled out."""
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    words = [ladder.at(place).title for place in standing.possible]
    inside = ladder.height(standing.highest) - ladder.height(standing.lowest) + 1
    if len(words) == 2:
        return [f"The word for it is {listed(words, 'or')}.", "We do not know yet which of the two is right."]
    if len(words) == inside:
        return [
            f"It could be anything from {words[0]} to {words[-1]}.",
            "We do not know yet which word is right.",
        ]
    return [f"It could be {listed(words, 'or')}.", "We do not know yet which word is right."]


def _means(step: Rung) -> str | None:
    """Return what a word means in one short sentence: `Consultation: people are asked.`."""
    if not step.easy:
        return None
    return f"{capital(step.title)}: {small(step.easy.partition('. ')[0].removesuffix('.'))}."


def _claim(assessment: Assessment) -> list[str]:
    """Return what the project calls itself, where that is more than the answers show."""
    if assessment.claims is None or assessment.claim not in ("above", "not-shown"):
        return []
    return [f"The project calls itself {assessment.questionnaire.ladder.at(assessment.claims).title}."]


def _whose(assessment: Assessment, voice: Voice) -> list[str]:
    if voice.coded:
        return [] if _warned(assessment) else ["Nobody who took part has told us their side."]
    speaker = who_speaks(voice)
    return [f"This is what {speaker} said." if speaker else "This is what the answers say."]


def your_turn(assessment: Assessment, voice: Voice) -> list[str]:
    """Return how those who read the page can answer back."""
    told = [
        "Do you see it differently?",
        "Then please say so.",
        "You can answer the same questions yourself.",
    ]
    if voice.answers.respondent.people is False and not voice.coded and not _warned(assessment):
        told.append(f"So far {small(none_of_them(voice))} has answered.")
    return told


def _warned(assessment: Assessment) -> bool:
    """Whether an alarm says already that none of those it is for has answered."""
    return any(RESPONDENT_PEOPLE in addresses(raised.alarm.when) for raised in assessment.alarms)
