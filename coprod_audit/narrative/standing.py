"""Where a project stands, in words: what happened first, then the nearest rung, then the claim beside it.

"Print what happened, then the nearest rung" (METHOD, Rung text). A rung is never praised for its height nor
blamed for the lack of it (METHOD, principle 6): what is intended and done well is a good result.
"""

from itertools import groupby

from coprod_audit.conditions import UNKNOWN, AtLeast, holds
from coprod_audit.ladder import BELOW
from coprod_audit.narrative.company import who_describes
from coprod_audit.narrative.missing import what_is_missing
from coprod_audit.narrative.voice import Voice
from coprod_audit.narrative.words import capital, counted, it, listed, small, they
from coprod_audit.verdict import Assessment, CriterionResult, RowResult

TOLD_OF_A_TREAD = 2
"""How many answers are told of a step that is missing."""


def title(voice: Voice) -> str:
    """Return the title of the audit: the project's name and the question that is asked of it."""
    asked = voice.questionnaire.title
    return f"{voice.answers.project.title}: {small(asked)}" if voice.answers.project.title else asked


def headline(assessment: Assessment, voice: Voice) -> str:
    """Return the headline: who describes which rung, or between which two, or that not enough is known."""
    describes = who_describes(voice)
    standing = assessment.standing
    if not standing.enough_known:
        return "Not enough is known to name a rung"
    if assessment.community_led:
        return f"{describes} community-led work"
    if standing.rung == BELOW:
        return f"{describes} work that stands {_title(assessment, BELOW)}"
    if standing.rung is not None:
        return f"{describes} {_title(assessment, standing.rung)}"
    return f"{describes} {between(assessment)}"


def nearest(assessment: Assessment) -> str:
    """Return the rung under the story, as a short sentence."""
    standing = assessment.standing
    if not standing.enough_known:
        return "Nearest rung: it cannot be said yet."
    if standing.rung is None:
        return f"Nearest rung: not settled, {_span(assessment)}."
    if standing.rung == BELOW:
        return f"It stands {_title(assessment, BELOW)}."
    return f"Nearest rung: {_title(assessment, standing.rung)}."


def _span(assessment: Assessment) -> str:
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    if standing.lowest == BELOW:
        return between(assessment)
    return f"somewhere from {ladder.at(standing.lowest).title} to {ladder.at(standing.highest).title}"


def between(assessment: Assessment) -> str:
    """Return the range in words, naming any rung inside it that the answers rule out."""
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    inside = ladder.places[ladder.height(standing.lowest) + 1 : ladder.height(standing.highest)]
    holes = [ladder.at(place).title for place in inside if place not in standing.possible]
    lowest, highest = ladder.at(standing.lowest).title, ladder.at(standing.highest).title
    ends = f"{highest} at most" if standing.lowest == BELOW else f"at least {lowest}, perhaps {highest}"
    return f"{ends}, though not {listed(holes, 'or')}" if holes else ends


def happened(assessment: Assessment, voice: Voice) -> list[str]:
    """Return what happened in a few sentences: how things were settled, what else placed it, what is not known."""
    asked = [row for row in assessment.rows if row.fact in voice.answers.facts]
    known = [row for row in asked if voice.answers.known(row.fact)]
    others = [fact for fact in _placing(assessment) if fact not in {row.fact for row in assessment.rows}]
    sentences = [
        *_rows_told(known, voice),
        *(voice.said(fact) for fact in others if voice.answers.known(fact)),
        *_rows_told([row for row in asked if row not in known], voice),
    ]
    told = they(list(dict.fromkeys(sentences)), capital(voice.people))
    return it(told, capital(voice.organisation))


def _rows_told(rows: list[RowResult], voice: Voice) -> list[str]:
    def rank(row: RowResult) -> tuple[bool, int, str]:
        choice = voice.choice(row.fact)
        if choice is None:
            return (True, 1, "")
        return (choice.rank is None, -(choice.rank or 0), choice.id)

    sentences: list[str] = []
    for _, alike in groupby(sorted(rows, key=rank), key=rank):
        sentences += voice.said_together(tuple(row.fact for row in alike))
    return sentences


def _placing(assessment: Assessment) -> tuple[str, ...]:
    """The facts that placed the project: those that met the criterion of its rung, or failed the lowest one.

    For a range, where nothing has placed it yet, every deciding question that is not a table.
    """
    if assessment.standing.rung is None:
        asked = assessment.questionnaire
        tables = {asked.question_of(row.fact).id for row in assessment.rows}
        return tuple(q.id for q in asked.decisive_questions if q.id not in tables and not q.rows)
    met = _criterion(assessment, assessment.standing.lowest)
    return (met or assessment.criteria[0]).because


def _criterion(assessment: Assessment, rung: str) -> CriterionResult | None:
    return next((result for result in assessment.criteria if result.criterion.rung == rung), None)


def reason(assessment: Assessment, voice: Voice) -> list[str]:
    """Return why it reads so, in two sentences: what carries the rung, and what keeps it from the next."""
    if not assessment.standing.enough_known:
        return _too_little_known(assessment, voice)
    return [_what_carries(assessment), _what_stops(assessment, voice)]


def _what_carries(assessment: Assessment) -> str:
    lowest = assessment.standing.lowest
    met = _criterion(assessment, lowest)
    if met is None and assessment.standing.rung is None:
        return "It is not known whether it reaches any rung."
    if met is None:
        first = assessment.criteria[0].criterion
        return f"It does not reach {_title(assessment, first.rung)}: {small(first.unmet)}"
    reads = "It reads" if assessment.standing.rung else "It is at least"
    return f"{reads} {_title(assessment, lowest)}: {small(met.criterion.title)}"


def _what_stops(assessment: Assessment, voice: Voice) -> str:
    standing, ladder = assessment.standing, assessment.questionnaire.ladder
    if standing.rung is None:
        lacking = "what the text does not say" if voice.coded else "answers that nobody could give"
        return f"Whether it is {_title(assessment, standing.highest)} hangs on {lacking}."
    beyond = ladder.height(standing.rung) + (2 if standing.rung == BELOW else 1)
    criterion = _criterion(assessment, "".join(ladder.places[beyond : beyond + 1]))
    if criterion is None:
        return "There is no higher rung on this ladder; what matters from here is that it lasts."
    told = what_is_missing(assessment, voice, criterion.criterion.rung)
    if told and _met_in_part(criterion, voice):
        return told
    never = "Nor does it reach" if standing.rung == BELOW else "It does not read"
    return f"{never} {ladder.at(criterion.criterion.rung).title}: {small(criterion.criterion.unmet)}"


def _met_in_part(result: CriterionResult, voice: Voice) -> bool:
    """Whether a criterion asks for several things of which some are there, so that saying all of it would be untrue."""
    match result.criterion.when:
        case AtLeast(n, of) if n == len(of) > 1:
            return any(holds(part, voice.answers.facts) for part in of)
        case _:
            return False


def _too_little_known(assessment: Assessment, voice: Voice) -> list[str]:
    decisive = assessment.questionnaire.decisive
    facts = voice.answers.facts
    known = sum(facts.get(fact, UNKNOWN) != UNKNOWN for fact in decisive)
    return [
        f"Of the {len(decisive)} things that decide the rung, {counted(known, 'is', 'are') if known else 'none is'} known.",
        "With so little, any rung could be right, and naming one would be a guess.",
    ]


def claim(assessment: Assessment) -> str | None:
    """Return what became of the claim, in a sentence or two; None where nothing was claimed."""
    if assessment.claims is None:
        return None
    title = _title(assessment, assessment.claims)
    if _all_one(assessment):
        return "That is also what the project calls itself, and what is intended."
    also = ", and that is also what is intended" if assessment.claims == assessment.intends else ""
    match assessment.claim:
        case "above":
            steps = _steps(assessment, assessment.claims)
            return f"The project calls itself {title}{also}: {steps} above what the answers describe."
        case "not-shown":
            ruled_out = assessment.claims not in assessment.standing.possible
            known = (
                "It may stand above that or below it; too little is known to say."
                if ruled_out
                else "The answers neither show that nor rule it out."
            )
            return f"The project calls itself {title}{also}. {known}"
        case _ if assessment.claims == assessment.standing.lowest:
            return f"The project calls itself {title}, and the answers carry it."
        case _:
            return f"The project calls itself {title}{also}. The answers show that and more."


def _all_one(assessment: Assessment) -> bool:
    return assessment.standing.rung == assessment.claims == assessment.intends


def intent(assessment: Assessment) -> str | None:
    """Return how what is intended compares with what is described.

    None where nothing was intended, or where `claim` has said it because the claim is the same.
    """
    if assessment.intends is None:
        return None
    what = f"What is intended is {_title(assessment, assessment.intends)}"
    if assessment.standing.rung == assessment.intends:
        said = "" if _all_one(assessment) else f"{what}, and that is what the answers describe."
        return f"{said} {_well_done(assessment)}".strip() or None
    if assessment.claims == assessment.intends:
        return None
    ladder, standing = assessment.questionnaire.ladder, assessment.standing
    if ladder.height(assessment.intends) > ladder.height(standing.highest):
        return f"{what}, {_steps(assessment, assessment.intends)} above what the answers describe."
    if ladder.height(assessment.intends) < ladder.height(standing.lowest):
        return f"{what}. What happens goes further than that."
    return f"{what}. The answers do not settle whether that is what happens."


def _well_done(assessment: Assessment) -> str:
    if assessment.standing.rung == assessment.questionnaire.ladder.rungs[-1].id:
        return ""
    if assessment.missing_treads:
        return "Nothing says it must be anything else; a step that is missing below it needs care first."
    return "Done well, that is a good result, and nothing says it must be anything else."


def treads(
    assessment: Assessment, voice: Voice, rungs: tuple[str, ...], missing: bool
) -> list[dict[str, str]]:
    """Return the lower rungs whose criterion is not met (or not known to be), each with its sentence."""
    return [
        {"rung": c.rung, "title": _title(assessment, c.rung), "says": _tread(result, voice, missing)}
        for result in assessment.criteria
        if (c := result.criterion).rung in rungs
    ]


def _tread(result: CriterionResult, voice: Voice, missing: bool) -> str:
    """Say of a missing step what was answered, not what its criterion asks: the short one or two that decided it."""
    criterion = result.criterion
    if not missing:
        asked = all(fact in voice.answers.facts for fact in result.because)
        return f"{voice.nobody_could_say if asked else 'It is not known'} whether {small(criterion.title)}"
    known = [fact for fact in result.because if voice.answers.known(fact)]
    single = [fact for fact in known if voice.place(fact)[1] is None]
    told = [said["says"] for said in voice.told(single or known)]
    return " ".join(they(told[:TOLD_OF_A_TREAD], capital(voice.people))) or criterion.unmet


def our_reading(assessment: Assessment) -> str | None:
    """Return what the questionnaire notes of how it read the rungs that are in play; None where it notes nothing."""
    in_play = (assessment.standing.highest, assessment.claims, assessment.intends)
    return (
        " ".join(r.note for r in assessment.questionnaire.ladder.rungs if r.note and r.id in in_play) or None
    )


def _steps(assessment: Assessment, higher: str) -> str:
    ladder = assessment.questionnaire.ladder
    return counted(ladder.height(higher) - ladder.height(assessment.standing.highest), "step", "steps")


def _title(assessment: Assessment, place: str) -> str:
    return assessment.questionnaire.ladder.at(place).title
