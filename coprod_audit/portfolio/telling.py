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
from coprod_audit.narrative.words import capital
from coprod_audit.portfolio import commonest, grouping, standings
from coprod_audit.portfolio.counting import Counting
from coprod_audit.portfolio.describing import decisions_said, ladder_said
from coprod_audit.portfolio.leading import one_thing, staff_caution
from coprod_audit.portfolio.standings import Far, counted, figure, figures
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


class Views(NamedTuple):
    """How many projects were answered by several, in how many no rung fits all views, and in how many far from all.

    Far: two rungs or more lie between the lowest place that one view allows and the highest that another does.
    """

    projects: int
    apart: int
    far: int


class LookedAt(NamedTuple):
    """What the counts cannot know: how many projects the responses are about, and how many responses were given.

    Those that could not be judged are among the given, and a file that could not be read counts as one. None where
    nobody has counted.
    """

    projects: int | None = None
    given: int | None = None
    views: Views | None = None


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
    tally, (projects, given, views) = counting.tally(), looked_at
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
            "says": _not_shown(min_group),
        },
        "counts": {
            "responses": tally.responses,
            "projects": projects,
            "given": given,
            "failed": failed,
            "figure": figure(tally.responses),
        },
        "looked_at": _looked_at(tally.responses, projects, given),
        "views": None if few or views is None or not views.projects else _views(views),
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
    could_not = capital(counted(given - responses, "more file or row", "more files or rows"))
    return f"{looked} {could_not} could not be judged; failures.csv says where and why."


def _views(views: Views) -> Data:
    """What is said of projects that were answered by several: they are never merged, but they may disagree."""
    several = f"{capital(counted(views.projects, 'project was', 'projects were'))} answered by several"
    if not views.apart:
        says = f"{several}, and in none of them do the views exclude each other."
    else:
        which = "there" if views.projects == 1 else f"in {figures(views.apart)} of them"
        far = "" if not views.far else f", and in {_of_these(views)} the views are two rungs or more apart"
        says = f"{several}; {which} no rung fits all the views{far}. Those who answered know different things: let them meet."
    return {**views._asdict(), "says": says}


def _of_these(views: Views) -> str:
    return "this one" if views.apart == 1 else f"{figures(views.far)} of these"


def _too_few(responses: int, least: int) -> str:
    if not responses:
        return "There is no response that could be judged, and so there is nothing to tell."
    return (
        f"That is fewer than {figures(least)}, so this page does not say how they stand: it would be telling about the few who"
        " answered. What each response says is in results.csv."
    )


def _not_shown(least: int) -> str:
    if least == 1:
        return "Groups of every size are shown."
    return (
        f"Where responses are grouped, no group of fewer than {figures(least)} is shown, nor anything from which one could"
        " be worked out with this page alone. What is said of all responses together is said however few it is true of."
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
