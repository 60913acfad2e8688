"""What was looked at and where it stands: the top of `result/1`, made for scripts as much as for readers."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, NamedTuple

from coprod_audit.ladder import BELOW, Ladder
from coprod_audit.narrative.voice import Voice
from coprod_audit.once import Kept, made_once
from coprod_audit.picture import described, text_ladder
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.verdict import Assessment


def questionnaire(asked: Questionnaire) -> dict[str, str]:
    """Return which questionnaire was asked, in which version, and the digest of its files."""
    return {
        "id": asked.id,
        "version": asked.version,
        "title": asked.title,
        "language": asked.language,
        "licence": asked.licence,
        "digest": asked.digest,
    }


def project(voice: Voice, public: bool) -> dict[str, Any]:
    """Return what the answers are about; in public without who fixed what is off the table."""
    about = voice.answers.project
    off = about.off_the_table
    return {
        "title": about.title,
        "organisation": about.organisation,
        "organisation_short": voice.organisation,
        "people": voice.people,
        "unit": about.unit,
        "about": about.about,
        "date": about.date,
        "made_up": about.made_up,
        "coded_from": about.coded_from,
        "off_the_table": None
        if off is None
        else [{"what": o.what, "who": "" if public else o.who} for o in off],
    }


def placed(assessment: Assessment) -> dict[str, Any]:
    """Return where the project stands against what is claimed and intended, as ids of the ladder."""
    standing = assessment.standing
    return {
        "rung": standing.rung,
        "lowest": standing.lowest,
        "highest": standing.highest,
        "possible": list(standing.possible),
        "enough_known": standing.enough_known,
        "claims": assessment.claims,
        "intends": assessment.intends,
        "claim": assessment.claim,
        "intent": assessment.intent,
        "corroborated": assessment.corroborated,
    }


class Drawn(NamedTuple):
    """The steps of the ladder with their marks, the same as lines of text, and described in words."""

    steps: tuple[dict[str, Any], ...]
    text: str
    says: str


def ladder(assessment: Assessment) -> Drawn:
    """Return the steps of the ladder, lowest first, each with the marks that stand on it.

    The place below the ladder is a step of its own only where the project stands, or may stand, there.
    """
    standing = assessment.standing
    return _drawn(assessment.questionnaire)(standing.possible, assessment.intends, assessment.claims)


@made_once
def _drawn(questionnaire: Questionnaire) -> Callable[[tuple[str, ...], str | None, str | None], Drawn]:
    """Draws ladders, of which it remembers some: there are not many."""
    return lru_cache(maxsize=256)(partial(_marked, questionnaire.ladder))


def _marked(asked: Ladder, possible: tuple[str, ...], intends: str | None, claims: str | None) -> Drawn:
    steps = tuple(
        Kept(
            {
                "id": step.id,
                "title": step.title,
                "has": step.has,
                "described": step.id in possible,
                "intended": step.id == intends,
                "claimed": step.id == claims,
            }
        )
        for step in (asked.steps if BELOW in possible else asked.rungs)
    )
    return Drawn(steps, text_ladder(steps), described(steps))
