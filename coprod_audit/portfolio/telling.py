"""A portfolio as plain data: everything that `portfolio.md` says, and all that its template and its pictures read.

`portfolio/1` is made of dict, list, str, int, bool and None alone; `schemas/portfolio.schema.json` describes it. The
same counts give the same data. What people typed (the names of groups and of files) stands in it as they typed it; the
format that prints it escapes it.

A portfolio of fewer than `min_group` responses tells nothing about how projects stand, for it would be telling about
those few: only how many were given, how many could not be judged, and how it was made. The parts that are left out are
None then.
"""

from typing import Any, NamedTuple

from coprod_audit._version import VERSION
from coprod_audit.narrative.words import capital, counted
from coprod_audit.portfolio import commonest, grouping, standings
from coprod_audit.portfolio.counting import Counting
from coprod_audit.portfolio.describing import decisions_said, ladder_said
from coprod_audit.portfolio.leading import one_thing, staff_caution
from coprod_audit.portfolio.standings import Far
from coprod_audit.portfolio.tally import Tally
from coprod_audit.questionnaire import Questionnaire

FORMAT = "portfolio/1"

LADDER_PICTURE, DECISIONS_PICTURE = "portfolio-ladder.svg", "portfolio-decisions.svg"

MOST_PLACES = 20
"""How many outliers are named at most, where names are shown."""

Data = dict[str, Any]

_ABOUT_PEOPLE = (
    "one_thing", "caution", "answered_by", "picture", "distribution", "claimed", "decisions",
    "alarms", "treads", "unknown", "recommendations", "groups", "outliers",
)  # fmt: skip


class LookedAt(NamedTuple):
    """What the counts cannot know: how many projects the responses are about, and how many responses were given.

    Those that could not be judged are among the given. None where nobody has counted.
    """

    projects: int | None = None
    given: int | None = None


_NOBODY_COUNTED = LookedAt()


def portfolio_data(
    counting: Counting,
    questionnaire: Questionnaire,
    looked_at: LookedAt = _NOBODY_COUNTED,
    *,
    min_group: int = 5,
    include_notes: bool = False,
) -> Data:
    """Return what the counts say, as `portfolio/1`; groups are those that the counting was made by.

    Outliers are named by file and row only with `include_notes`, and only if the counting kept places. Raises
    ValueError for a `min_group` below 1.
    """
    if min_group < 1:
        raise ValueError(f"a group cannot have fewer than {min_group} responses: min_group begins at 1")
    tally, (projects, given) = counting.tally(), looked_at
    few = tally.responses < min_group
    failed = None if given is None else given - tally.responses
    told: Data = {
        "coprod-audit": FORMAT,
        "title": _title(tally.responses),
        "questionnaire": _asked(questionnaire),
        "made": {
            "version": VERSION,
            "min_group": min_group,
            "names": include_notes,
            "by": list(counting.by),
        },
        "counts": {"responses": tally.responses, "projects": projects, "given": given, "failed": failed},
        "looked_at": _looked_at(tally.responses, projects, given),
        "too_few": _too_few(tally.responses, min_group) if few else None,
    }
    if few:
        return told | dict.fromkeys(_ABOUT_PEOPLE)
    return told | _about_people(counting, tally, questionnaire, min_group, names=include_notes)


def _about_people(
    counting: Counting, tally: Tally, questionnaire: Questionnaire, least: int, *, names: bool
) -> Data:
    ladder, voice = questionnaire.ladder, commonest.nobody(questionnaire)
    found = grouping.grouped(ladder, tally, least)
    distribution = standings.distribution(ladder, tally)
    claimed, decisions = standings.claimed(ladder, tally), commonest.decisions(questionnaire, tally)
    by = standings.answered_by(tally)
    return {
        "one_thing": one_thing(ladder, tally, claimed),
        "caution": staff_caution(by),
        "answered_by": by,
        "picture": {
            "ladder": {"file": LADDER_PICTURE, "says": ladder_said(distribution)},
            "decisions": decisions and {"file": DECISIONS_PICTURE, "says": decisions_said(decisions)},
        },
        "distribution": distribution,
        "claimed": claimed,
        "decisions": decisions,
        "alarms": commonest.alarms(voice, tally),
        "treads": commonest.treads(questionnaire, tally),
        "unknown": commonest.unknown(voice, tally),
        "recommendations": commonest.recommendations(voice, tally),
        "groups": grouping.told(ladder, tally, counting.by, found, least),
        "outliers": _outliers(tally, questionnaire, found, names=names),
    }


def _outliers(
    tally: Tally, questionnaire: Questionnaire, found: grouping.Grouped | None, *, names: bool
) -> Data:
    claims, far = standings.far_claims(questionnaire.ladder, tally)
    group, away = grouping.far_from_group(questionnaire.ladder, tally, found)
    named = sorted([*far, *away]) if names else []
    any_far = claims["claims_above"]["n"] + claims["claims_below"]["n"] + (group["n"] if group else 0)
    return {
        **claims,
        "from_group": group,
        "any": any_far > 0,
        "places": [_place(one) for one in named[:MOST_PLACES]],
    }


def _place(far: Far) -> Data:
    (file, row), why = far
    return {"file": file, "row": row, "says": f"{file}, row {row}" if row else file, "why": why}


def _title(responses: int) -> str:
    return f"What {counted(responses, 'response says', 'responses say together')}"


def _looked_at(responses: int, projects: int | None, given: int | None) -> str:
    about = "" if projects is None else f" about {counted(projects, 'project', 'projects')}"
    looked = f"This looks at {counted(responses, 'response', 'responses')}{about}."
    if given is None:
        return looked
    if given == responses:
        return f"{looked} None was left out."
    could_not = (
        f"{capital(counted(given - responses, 'response', 'responses'))} of {given} could not be judged"
    )
    return f"{looked} {could_not}; failures.csv says where and why."


def _too_few(responses: int, least: int) -> str:
    if not responses:
        return "There is no response that could be judged, and so there is nothing to tell."
    return (
        f"That is fewer than {least}, so this page does not say how they stand: it would be telling about the few who"
        " answered. What each response says is in results.csv."
    )


def _asked(questionnaire: Questionnaire) -> dict[str, str]:
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "title": questionnaire.title,
        "language": questionnaire.language,
        "licence": questionnaire.licence,
        "digest": questionnaire.digest,
    }
