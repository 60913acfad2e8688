"""Rules about the rung: what is claimed, intended and asked for against what the answers carry."""

from collections.abc import Iterator, Mapping

from coprod_audit.checks.subject import Found, Subject
from coprod_audit.checks.way_out import to_find_out, to_reach
from coprod_audit.faults import listed
from coprod_audit.fields import Field


def claim_above(subject: Subject) -> Iterator[Found]:
    """The claim lies above the highest rung that is possible (METHOD, Alarms; DESIGN, section 4)."""
    judged = subject.judged
    if judged is not None and judged.claims is not None and judged.claim == "above":
        carried = subject.title(judged.standing.highest)
        way = to_reach(subject, judged.claims)
        message = (
            f"the project claims {subject.title(judged.claims)}, and about {subject.unit} the answers carry"
            f" {carried} at most; claim that{f', or make true {way}' if way else ''}"
        )
        yield Found(message, subject.value("claims", "project"), "project.claims")


def claim_not_shown(subject: Subject) -> Iterator[Found]:
    """The claim lies above the lowest rung that is possible, and not above the highest."""
    judged = subject.judged
    if judged is not None and judged.claims is not None and judged.claim == "not-shown":
        message = (
            f"the project claims {subject.title(judged.claims)}, and about {subject.unit} the answers show only"
            f" {subject.title(judged.standing.lowest)} for sure; {to_find_out(subject)}"
        )
        yield Found(message, subject.value("claims", "project"), "project.claims")


def intent_without_plan(subject: Subject) -> Iterator[Found]:
    """The intended rung lies above the facts, and no step with a day that is still to come leads there."""
    judged = subject.judged
    if judged is None or judged.intends is None or judged.intent != "above-facts":
        return
    days = [step["by"].text() for step in _steps(subject) if "by" in step]
    if any(day >= subject.today for day in days):
        return
    lacks = (
        "every day in the plan has passed; set the next one"
        if days
        else "no step of the plan has a day; write 'by: ...' to one"
        if _steps(subject)
        else "there is no plan; write 'plan:' with a step, the day it is done by and its owner"
    )
    message = (
        f"the project intends {subject.title(judged.intends)}, which is above what is there, and {lacks}"
    )
    span = subject.key("plan") if _steps(subject) else subject.value("intends", "project")
    yield Found(message, span, "plan")


def _steps(subject: Subject) -> list[dict[str, Field]]:
    plan = subject.charter.plan.value
    return [step.value for step in plan if isinstance(step.value, dict)] if isinstance(plan, list) else []


def below_the_least(subject: Subject) -> Iterator[Found]:
    """The lowest possible rung is below the one that is asked for."""
    judged, least = subject.judged, subject.settings.min_rung
    if judged is None or not least:
        return
    height, lowest = subject.questionnaire.ladder.height, judged.standing.lowest
    if height(lowest) < height(least):
        way = to_reach(subject, least)
        message = (
            f"about {subject.unit} the answers show {subject.title(lowest)} for sure, and at least"
            f" {subject.title(least)} is asked for here;"
            f" {f'make true {way}' if way else 'nothing that can change here leads there'}"
        )
        yield Found(message, subject.key("answers"), "answers")


def fell(subject: Subject) -> Iterator[Found]:
    """The lowest possible rung was higher in the version that this one is compared with."""
    judged, base = subject.judged, subject.base
    if judged is None or base is None:
        return
    height, lowest = subject.questionnaire.ladder.height, judged.standing.lowest
    if height(lowest) < height(base.lowest):
        message = (
            f"about {subject.unit} the answers showed {subject.title(base.lowest)} for sure in {base.name}, and show"
            f" {subject.title(lowest)} now; {_what_changed(subject, base.answers.facts)}"
        )
        yield Found(message, subject.key("answers"), "answers")


def _what_changed(subject: Subject, before: Mapping[str, str]) -> str:
    now = subject.answers.facts if subject.answers else {}
    changed = [
        f"{fact} was '{before[fact]}' and {_is_now(now.get(fact))}"
        for fact in subject.questionnaire.decisive
        if fact in before and now.get(fact) != before[fact]
    ]
    return f"{listed(changed)}; say why, or give back what was taken" if changed else "say why"


def _is_now(choice: str | None) -> str:
    return f"is '{choice}'" if choice else "has no answer"
