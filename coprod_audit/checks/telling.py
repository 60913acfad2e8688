"""A charter with what was found in it, as every format tells it."""

from collections.abc import Iterable

from coprod_audit.checked import Checked, CheckFinding
from coprod_audit.checks.subject import Subject


def told(subject: Subject, findings: Iterable[CheckFinding]) -> Checked:
    """One charter with its findings, and with where it stands as far as that may be told."""
    project, judged = subject.charter.sheet.project, subject.assessment
    known = judged is not None and bool(project.unit.strip())
    return Checked(
        path=subject.charter.path,
        title=project.title,
        unit=project.unit,
        claims=project.claims,
        intends=project.intends,
        lowest=judged.standing.lowest if judged and known else None,
        highest=judged.standing.highest if judged and known else None,
        verdict=_verdict(subject) if known else "",
        findings=tuple(sorted(findings, key=lambda one: (one.span, one.code, one.message))),
    )


def _verdict(subject: Subject) -> str:
    """The headline of the audit, and the sentence without which no rung is told (METHOD, principle 1)."""
    from coprod_audit.narrative.standing import headline
    from coprod_audit.narrative.voice import Voice

    assert subject.assessment is not None  # noqa: S101 - the only caller has looked
    assert subject.answers is not None  # noqa: S101 - what was judged had answers
    told = headline(subject.assessment, Voice(subject.questionnaire, subject.answers))
    return f"{told}. {' '.join(subject.charter.sheet.project.unit.split())}"
