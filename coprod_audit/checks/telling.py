"""A charter with what was found in it, as every format tells it."""

from collections.abc import Iterable, Sequence

from coprod_audit.answers import Respondent
from coprod_audit.checked import Checked, CheckFinding
from coprod_audit.checks.subject import Subject
from coprod_audit.ladder import BELOW, Ladder
from coprod_audit.placing import Placed
from coprod_audit.verdict import Standing


def told(subject: Subject, findings: Iterable[CheckFinding]) -> Checked:
    """One charter with its findings, and with where it stands as far as that may be told (METHOD, principle 1)."""
    project = subject.charter.sheet.project
    placed = subject.placed if subject.has_unit else None
    return Checked(
        path=subject.charter.path,
        title=project.title,
        unit=project.unit,
        claims=project.claims,
        intends=project.intends,
        lowest=placed.standing.lowest if placed else None,
        highest=placed.standing.highest if placed else None,
        verdict=_verdict(subject, placed) if placed else "",
        findings=tuple(sorted(findings, key=lambda one: (one.span, one.code, one.message))),
    )


def _verdict(subject: Subject, placed: Placed) -> str:
    sheet = subject.charter.sheet
    who = "The text" if sheet.project.coded_from else _who(sheet.respondent)
    told = headline(subject.questionnaire.ladder, placed, who)
    return f"{told}. {' '.join(sheet.project.unit.split())}"


def headline(ladder: Ladder, placed: Placed, who: str) -> str:
    """The headline of the audit, as `narrative.standing` tells it: its room takes longer to enter than a check takes."""
    standing = placed.standing
    describes = f"{who} {'describes' if who == 'The text' else 'describe'}"
    if not standing.enough_known:
        return "Not enough is known to name a rung"
    if placed.community_led:
        return f"{describes} community-led work"
    if standing.rung == BELOW:
        return f"{describes} work that stands {ladder.below_title}"
    if standing.rung is not None:
        return f"{describes} {ladder.at(standing.rung).title}"
    return f"{describes} {_between(ladder, standing)}"


def _between(ladder: Ladder, standing: Standing) -> str:
    lowest, highest = ladder.at(standing.lowest).title, ladder.at(standing.highest).title
    inside = ladder.places[ladder.height(standing.lowest) + 1 : ladder.height(standing.highest)]
    holes = [ladder.at(place).title for place in inside if place not in standing.possible]
    ends = f"{highest} at most" if standing.lowest == BELOW else f"at least {lowest}, perhaps {highest}"
    return f"{ends}, though not {_listed(holes, 'or')}" if holes else ends


def _who(respondent: Respondent) -> str:
    if respondent.view is None:
        return "The answers"
    views: list[str] = [view for view, number in respondent.groups if number] or [respondent.view]
    told = "several groups together" if views == ["mixed"] else _listed(views, "and")
    return told[:1].upper() + told[1:]


def _listed(parts: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
