"""Who answered, how sure that is, who does the work, and what an audit does not tell."""

from coprod_audit.conditions import UNKNOWN
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, day, listed, number, of_them, undetermined
from coprod_audit.verdict import Assessment

SMALL = 5
"""A group smaller than this is never counted in what is made public: its members could be told apart."""


def who_describes(voice: Voice) -> str:
    """Return the beginning of the headline: `Staff describe`, `Young people describe`, `The text describes`."""
    return "The text describes" if voice.coded else f"{capital(who_speaks(voice) or 'the answers')} describe"


def who_speaks(voice: Voice) -> str | None:
    """Return who answered, to go on with: `staff`, `young people`, `staff and carers`; None where nobody says."""
    respondent = voice.answers.respondent
    match respondent.view:
        case None:
            return None
        case "mixed":
            groups = [_name(voice, view) for view, size in respondent.groups if size > 0]
            return listed(groups) or "several groups together"
        case view:
            return _name(voice, view)


def _name(voice: Voice, view: str) -> str:
    return {"people": voice.people, "mixed": "several groups"}.get(view, view)


def who_answered(voice: Voice, public: bool) -> str:
    """Return who answered as a sentence; in public without numbers where any group is small."""
    if voice.coded:
        return _coded_from(voice)
    respondent = voice.answers.respondent
    if respondent.view is None:
        return "The answers do not say who gave them."
    groups = respondent.groups or ((respondent.view, respondent.size or 0),)
    small = any(0 < size < SMALL for _, size in (*groups, ("", respondent.size or 0)))
    named = [_group(voice, view, 0 if public and small else size) for view, size in groups]
    date = f", {day(voice.answers.project.date)}" if voice.answers.project.date else ""
    return f"Answered by {listed(named)}{date}."


def _coded_from(voice: Voice) -> str:
    text = "; ".join(voice.sources((voice.answers.project.coded_from,)))
    speaker = who_speaks(voice)
    told = f", which tells it as {speaker} see it" if speaker else ""
    return f"Coded by the makers of this tool from {text}{told}. Nobody who took part has answered."


def _group(voice: Voice, view: str, size: int) -> str:
    name = _name(voice, view)
    if not size:
        return name
    one_of_them = {
        "staff": "one member of staff",
        "carers": "one carer",
        "partners": "one partner",
        "leaders": "one leader",
    }
    return one_of_them.get(view, f"one of {of_them(name)}") if size == 1 else f"{size} {undetermined(name)}"


def whose_view(voice: Voice) -> str | None:
    """Return what to keep in mind about whose view this is; None where both sides answered, or a text was coded."""
    if voice.coded:
        return None
    match voice.answers.respondent.people:
        case False:
            return f"{none_of_them(voice)} has answered yet."
        case None:
            return "Whether anybody this is for answered is not said."
        case True if voice.answers.respondent.view != "mixed":
            return "Nobody from the organisation has answered yet."
        case _:
            return None


def none_of_them(voice: Voice) -> str:
    """Return `none of ...` with a capital, as what those the matter is for are called here."""
    return (
        "None of the people this is for" if voice.people == "people" else f"None of {of_them(voice.people)}"
    )


def how_sure(voice: Voice) -> str:
    """Return in a sentence or two how many of the deciding answers are known, and how many have something to show."""
    facts = voice.answers.facts
    decisive = _deciding(voice)
    asked = [fact for fact in decisive if fact in facts]
    unknown = sum(facts[fact] == UNKNOWN for fact in asked)
    backed = sum(bool((a := voice.answers.by_fact[fact]).note or a.evidence) for fact in asked)
    parts = [_known(len(asked) - unknown, len(decisive))]
    if unknown:
        silent = f"on {number(unknown)} the text is silent"
        parts.append(
            silent if voice.coded else f"{counted(unknown, 'was', 'were')} asked, and nobody could say"
        )
    left = [fact for fact in decisive if fact not in facts]
    if open_still := sum(voice.surely_arises(fact) for fact in left):
        parts.append(f"{counted(open_still, 'was', 'were')} not asked")
    if open_still < len(left):
        parts.append(f"{number(len(left) - open_still)} did not arise, as far as is known")
    proof = f" A note or evidence stands with {number(backed)} of them." if backed else ""
    return f"{'; '.join(parts)}.{proof}"


def _known(known: int, decisive: int) -> str:
    if known == decisive:
        return f"All {number(decisive)} answers that decide the rung are known"
    are = "is" if known <= 1 else "are"
    return f"{capital(number(known)) if known else 'None'} of the {number(decisive)} answers that decide the rung {are} known"


def _deciding(voice: Voice) -> list[str]:
    """The decisive facts, without rows that need not be asked because nothing calls for them."""
    return [fact for fact in voice.questionnaire.decisive if voice.arises(fact)]


def work(assessment: Assessment, voice: Voice) -> dict[str, str | None]:
    """Return who does the work: what was answered for each side, and a sentence; never a part of the rung."""
    asked = assessment.questionnaire.work
    sides = (asked.people, asked.organisation) if asked else ()
    known = [voice.said(fact) for fact in sides if voice.answers.known(fact)]
    return {
        "people": assessment.work_people,
        "organisation": assessment.work_organisation,
        "says": " ".join(known) if known else None,
    }


def community_led(assessment: Assessment, voice: Voice) -> dict[str, str | None]:
    """Return whether people decide and do nearly everything, and what support remains (METHOD, principle 10)."""
    led = assessment.questionnaire.community_led
    if led is None or not assessment.community_led:
        return {
            "led": "no" if led and assessment.community_led is False else None,
            "says": None,
            "support": None,
        }
    says = f"{capital(voice.people)} decide and do nearly everything here; little is left to {voice.organisation}."
    return {"led": "yes", "says": says, "support": voice.said(led.support)}


def limits(voice: Voice) -> str:
    """Return the one short paragraph on what an audit does not tell (METHOD, What we must not claim)."""
    by_whom = "of what one text tells" if voice.coded else "by those who answered"
    return (
        f"This is a description {by_whom}, set beside a ladder. The method has not been tested in a field "
        "study. A higher rung is not a promise of better lives or better services: every rung can be done well or "
        "badly. Please do not use this page to rank projects, to score bids or to advertise."
    )
