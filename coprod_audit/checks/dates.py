"""Rules about days: the review that was promised, the age of the answers, and what has changed since then."""

from collections.abc import Iterator

from coprod_audit.checks.subject import Found, Subject
from coprod_audit.faults import listed, quoted
from coprod_audit.versions import later


def review_passed(subject: Subject) -> Iterator[Found]:
    """The day of the review lies before today."""
    day = subject.charter.review.value
    if isinstance(day, str) and day and day < subject.today:
        message = f"the review was due on {day}, and today is {subject.today}; look at it together, and set the next day"
        yield Found(message, subject.at(subject.charter.review), "review")


def old(subject: Subject) -> Iterator[Found]:
    """The answers are older than they may be, or do not say how old they are."""
    most, day = subject.settings.max_age, subject.charter.sheet.project.date
    if most is None or subject.answers is None:
        return
    if not day:
        message = "no day says when this was answered; write it under 'project', as in 'date: 2026-05-01'"
        yield Found(message, subject.key("date", "project"), "project.date")
    elif message := _age(subject, day, most):
        yield Found(message, subject.value("date", "project"), "project.date")


def _age(subject: Subject, day: str, most: int) -> str:
    """What is wrong with the age of the answers; "" where nothing is."""
    if day > subject.today:
        return f"the answers are of {day}, which is still to come; write the day on which they were given"
    age = _days(subject.today) - _days(day)
    if age <= most:
        return ""
    how = _by_asking(subject, f" --stale {subject.today}")
    return f"the answers are of {day}, {age:,} days ago, and may be {most:,} days old; go through them again{how}, and write the new day"


def _by_asking(subject: Subject, options: str = "") -> str:
    """The command that asks the questions of this charter, where there is one."""
    charter = subject.charter
    if charter.kind == "markdown" and charter.answers_at is None:
        return f" with 'coprod-audit run --charter {charter.path}{options}'"
    path = charter.answers_at.text() if charter.answers_at is not None else charter.path
    return f" with 'coprod-audit run {path}{options}'" if charter.kind != "yaml" else ""


def _days(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day).toordinal()


def behind(subject: Subject) -> Iterator[Found]:
    """The questionnaire has another version than the one that was answered; what that changes."""
    theirs, ours = subject.charter.sheet.version, subject.questionnaire.version
    if subject.answers is None or not theirs or theirs == ours:
        return
    name = f"'{subject.questionnaire.id} {ours}'"
    if later(theirs, ours):
        message = f"these are answers to version {quoted(theirs)}, which is newer than {name}; check with the newer questionnaire"
    else:
        message = f"these are answers to version {quoted(theirs)}, and the questionnaire is {name} now: {_changes(subject, theirs)}; go through what is to be asked{_by_asking(subject)}, and write the new version"
    yield Found(message, subject.value("questionnaire"), "questionnaire")


def _changes(subject: Subject, theirs: str) -> str:
    """What is otherwise in our version: for the questions, for the answers, and for the rung."""
    assert subject.answers is not None  # noqa: S101 - the only caller has looked
    asked = subject.questionnaire.questions
    changed = [one.id for one in asked if one.changed and later(one.changed, theirs)]
    optional = {section.id for section in subject.questionnaire.sections if section.optional}
    unanswered = [
        one.id
        for one in asked
        if one.section not in optional and not any(fact in subject.answers.facts for fact in one.facts)
    ]
    aside = [fact for fact, _ in subject.answers.set_aside]
    told = [
        f"{listed(changed)} {_means(changed)} something else now{_rung_without(subject, changed)}"
        if changed
        else "no question means something else",
        f"{listed(aside)} {'does' if len(aside) == 1 else 'do'} not fit any more and {'is' if len(aside) == 1 else 'are'} set aside"
        if aside
        else "",
        f"{len(unanswered):,} {'question has' if len(unanswered) == 1 else 'questions have'} no answer"
        if unanswered
        else "",
    ]
    return ", ".join(filter(None, told))


def _means(changed: list[str]) -> str:
    return "means" if len(changed) == 1 else "mean"


def _rung_without(subject: Subject, changed: list[str]) -> str:
    """What would be known of the rung without the answers to these questions; nothing where that is the same."""
    now = subject.placed
    if now is None or subject.answers is None or not subject.has_unit:
        return ""
    from coprod_audit.diagram import diagram_of
    from coprod_audit.placing import standing_of

    facts = {
        fact: choice
        for fact, choice in subject.answers.facts.items()
        if fact.partition(".")[0] not in changed
    }
    diagram = diagram_of(subject.questionnaire)
    standing = standing_of(diagram, diagram.heights(facts))
    if standing.possible == now.standing.possible:
        return " (the rung does not hang on it)"
    low, high = subject.title(standing.lowest), subject.title(standing.highest)
    return f" (without it the rung could be anything from {low} to {high})"
