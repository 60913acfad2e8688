"""Rules about the text of a charter: its sections, and whether it tells people what the front matter tells the check."""

from collections.abc import Iterator

from coprod_audit.charter.headings import Part, Prose
from coprod_audit.charter.statements import Stated, stated
from coprod_audit.checks.subject import Found, Subject
from coprod_audit.faults import quoted
from coprod_audit.spans import Span, whole_line


def missing_sections(subject: Subject) -> Iterator[Found]:
    """Sections that no heading of the text means."""
    prose = subject.charter.prose
    if prose is None or subject.answers is None:
        return
    there = subject.sections
    for section in there:
        if not there.get(section):
            title = _title(subject, section)
            message = f"no heading of the text is about {title}; add one, as in '## {title[:1].upper()}{title[1:]}', and write what is true today"
            yield Found(message, _where(subject, prose, there, section), f"prose.{section}")


def empty_sections(subject: Subject) -> Iterator[Found]:
    """Sections with nothing under their heading."""
    if subject.charter.prose is None or subject.answers is None:
        return
    for section, parts in subject.sections.items():
        if parts and all(part.empty for part in parts):
            heading = parts[0].heading
            message = f"nothing stands under {quoted(heading.text)}; write what is true today, in a few plain sentences"
            yield Found(message, heading.span, f"prose.{section}")


def other_rungs(subject: Subject) -> Iterator[Found]:
    """Rungs that the text states and the front matter does not."""
    prose = subject.charter.prose
    if prose is None or subject.answers is None:
        return
    rungs = subject.questionnaire.ladder.rungs
    for one in stated(prose, {rung.id: (rung.id, rung.title) for rung in rungs}):
        project = subject.charter.sheet.project
        said = project.claims if one.kind == "claims" else project.intends
        if said != one.rung:
            yield Found(_otherwise(subject, one, said), one.span, f"prose.{one.kind}")


def _otherwise(subject: Subject, one: Stated, said: str | None) -> str:
    here = f"{subject.title(one.rung)} is {'claimed' if one.kind == 'claims' else 'intended'} here"
    if said is None:
        return f"{here}, and the front matter {one.kind} nothing; write '{one.kind}: {one.rung}' under 'project', so that it is checked"
    return f"{here}, and the front matter {one.kind} {subject.title(said)}; tell both readers the same"


def _title(subject: Subject, section: str) -> str:
    titles = {one.id: one.title for one in subject.questionnaire.sections}
    title = titles[section]
    return title[:1].lower() + title[1:]


def _where(subject: Subject, prose: Prose, there: dict[str, tuple[Part, ...]], section: str) -> Span:
    """Where a missing section belongs: the heading of the last one before it that is there, or the top of the text."""
    order = [one.id for one in subject.questionnaire.sections]
    before = [there[one] for one in order[: order.index(section)] if there.get(one)]
    if before:
        return before[-1][-1].heading.span
    return whole_line(subject.lines[prose.span.path], prose.span.path, prose.span.line)
