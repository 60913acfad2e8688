"""An assessment as plain data: everything that a report can say, and the only thing a template reads.

`result/1` is made of dict, list, str, int, bool and None alone; `schemas/result.schema.json` describes it. The same
assessment gives the same data, in the same order: there is no clock here, and dates come from the answers. Text
that people typed stands in it as they typed it; the format that prints it escapes it.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from coprod_audit.narrative import changes, company, standing
from coprod_audit.narrative.voice import Voice
from coprod_audit.result import advice, appendix, plain, power, practice, project
from coprod_audit.result.lenses import Asked, page
from coprod_audit.verdict import Assessment

FORMAT = "result/1"

Data = dict[str, Any]


class _Everything:
    """What holds every name."""

    def __contains__(self, _: object) -> bool:
        return True


EVERYTHING = _Everything()


def as_data(  # noqa: PLR0913, PLR0917 - these are all there is to say of how it is to be told
    assessment: Assessment,
    public: bool = False,
    picture: str | None = None,
    read: Container[str] = EVERYTHING,
    lenses: Sequence[str] = (),
    lens_pictures: Mapping[str, str] | None = None,
) -> Data:
    """Return the assessment as `result/1`.

    `public` leaves out notes, evidence, who fixed what is off the table, and the sizes of small groups. `picture`
    is the name of the file beside the audit that holds the ladder as SVG, if there is one. `read` are the keys that
    whoever is given the data reads, where that is known: what takes time to make and is not among them is left out.
    `lenses` are those to show: ids, `all` or `none`; those that say most where nothing is said. `lens_pictures` are the
    names of the files beside the audit that hold their drawings, by id.

    Raises UsageError, with the nearest name, for a lens that there is not.

    Parts that depend on little but the questionnaire stand in other results too (`once.Kept`): copy what you change.
    """
    voice = Voice(assessment.questionnaire, assessment.answers)
    drawn = project.ladder(assessment)
    judged = power.judged(assessment, voice, criteria="criteria" in read)
    advised = advice.advice(assessment, voice, every="recommendations" in read)
    asked = Asked(lenses, lens_pictures or {})
    through = page(voice, asked, advised["first_steps"], advised["later_steps"]) if "lenses" in read else None
    return {
        "coprod-audit": FORMAT,
        "questionnaire": project.questionnaire(assessment.questionnaire),
        "project": project.project(voice, public),
        **project.placed(assessment),
        "public": public,
        "ladder": [*drawn.steps],
        "ladder_text": drawn.text,
        "picture": {"file": picture, "says": drawn.says},
        **_story(assessment, voice, public, whole="raises" in read or "lowers" in read),
        **judged,
        **practice.practice(assessment, voice),
        **advised,
        **({"lenses": through.data} if through else {}),
        **({"one_page": plain.one_page(assessment, voice, judged)} if "one_page" in read else {}),
        **appendix.appendix(assessment, voice, public, through.cited if through else ()),
    }


def _story(assessment: Assessment, voice: Voice, public: bool, *, whole: bool) -> Data:
    raises = [changes.raising(assessment, voice, found, whole=whole) for found in assessment.raises]
    lowers = (
        changes.lowering(assessment, voice, assessment.lowers, whole=whole) if assessment.lowers else None
    )
    return {
        "title": standing.title(voice),
        "headline": standing.headline(assessment, voice),
        "nearest": standing.nearest(assessment),
        "happened": standing.happened(assessment, voice),
        "reason": " ".join(standing.reason(assessment, voice)),
        "claim_says": standing.claim(assessment),
        "intent_says": standing.intent(assessment),
        "our_reading": standing.our_reading(assessment),
        "who_answered": {
            "view": voice.answers.respondent.view,
            "says": company.who_answered(voice, public),
            "caution": company.whose_view(voice),
            "sure": company.how_sure(voice),
        },
        "work": company.work(assessment, voice),
        "community_led": company.community_led(assessment, voice),
        "rests_on": changes.rests_on(assessment, voice),
        "raises": raises,
        "lowers": lowers,
        "otherwise": changes.otherwise([*raises, *([lowers] if lowers else [])]),
        "settle": changes.settle(voice, assessment.settle),
        "limits": company.limits(voice),
    }
