"""What was looked at and where it stands: the top of `result/1`, made for scripts as much as for readers."""

from typing import Any

from coprod_audit.ladder import BELOW
from coprod_audit.narrative.voice import Voice
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


def ladder(assessment: Assessment) -> list[dict[str, Any]]:
    """Return the steps of the ladder, lowest first, each with the marks that stand on it.

    The place below the ladder is a step of its own only where the project stands, or may stand, there.
    """
    asked, standing = assessment.questionnaire.ladder, assessment.standing
    steps = asked.steps if BELOW in standing.possible else asked.rungs
    return [
        {
            "id": step.id,
            "title": step.title,
            "has": step.has,
            "described": step.id in standing.possible,
            "intended": step.id == assessment.intends,
            "claimed": step.id == assessment.claims,
        }
        for step in steps
    ]
