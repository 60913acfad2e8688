"""The audit as files, and what is said about it on the way out."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from coprod_audit import files
from coprod_audit.assessment import assess
from coprod_audit.cli import boundary
from coprod_audit.cli.conversation import Asker
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.interview import Interview
from coprod_audit.picture import ladder
from coprod_audit.result import as_data
from coprod_audit.verdict import Assessment

Data = dict[str, Any]

AUDIT, ONE_PAGE = "audit.md.j2", "one-page.md.j2"

_MARK = "<!-- coprod-audit audit/1 -->\n"
_CAN_CARRY_IT = frozenset({".md", ".markdown", ".html", ".htm", ".svg"})


class Written(NamedTuple):
    """Where an audit was written; no picture where none was wanted."""

    audit: Path
    picture: Path | None

    def __str__(self) -> str:
        return f"{self.audit} and {self.picture}" if self.picture else str(self.audit)


def rendered(data: Data, template: str = AUDIT, own: Path | None = None) -> str:
    """The audit as text: from a template of ours, or in a child process from one of the person's own."""
    if own is not None:
        from coprod_audit.render_child import render as render_own

        return render_own(data, own)
    from coprod_audit.report import render

    return render(data, template)


def as_json(data: Data) -> str:
    """The result as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write(path: Path, text: str, data: Data, picture: Path | None, *, force: bool) -> Written:
    """Write an audit, and its picture first, since the audit shows it.

    Raises UsageError where a file that stands there is not ours, before anything is written.
    """
    for target in (path, picture):
        refusal = files.refusal(target, force=force) if target else None
        if refusal is not None:
            raise UsageError(refusal)
    if picture is not None:
        files.save(picture, _marked(picture, ladder(data)))
    files.save(path, _marked(path, text))
    return Written(path, picture)


def beside(path: Path, ending: str) -> Path:
    """The file of the same name with another ending: where the picture of an audit lies."""
    return path.with_name(f"{path.stem}{ending}")


def summary(data: Data, where: str) -> tuple[str, ...]:
    """The headline, the reason, the first steps and where the audit is, each a line."""
    steps = (
        f"{n}. {step['title']}: {step['first_step']}" for n, step in enumerate(data["first_steps"], start=1)
    )
    heading = (f"{data['first_steps_heading']}:",) if data["first_steps"] else ()
    return (data["headline"], data["reason"], *heading, *steps, f"The audit is in {where}.")


def tell(interview: Interview, asker: Asker, answers: Path) -> int:
    """End a sitting: draw the ladder, give the reason and the first steps, and write the audit beside the answers."""
    assessment = assess(interview.questionnaire, interview.answers)
    data = as_data(assessment)
    asker.say(data["headline"])
    asker.draw(_ladder_text(data, asker.width))
    asker.say(data["reason"])
    steps = [
        f"{n}. {step['title']}: {step['first_step']}" for n, step in enumerate(data["first_steps"], start=1)
    ]
    if steps:
        asker.say(data["first_steps_heading"], *steps)
    written = _written_somewhere(assessment, asker, beside(answers, "-audit.md"))
    if written is None:
        again = f"coprod-audit report {answers} -o FILE.md"
        asker.say(f"The audit was not written. The answers are in {answers}; make it with: {again}")
        return boundary.NOT_DONE
    asker.say(f"The audit is in {written}. The answers are in {answers}.")
    return boundary.DONE


def _ladder_text(data: Data, width: int) -> str:
    """The ladder as lines: from left to right where there is room, else from the top rung down."""
    if all(len(line) <= width for line in data["ladder_text"].splitlines()):
        return str(data["ladder_text"])
    longest = max(len(step["title"]) for step in data["ladder"])
    lines = (f"  {step['title']:<{longest}} {_marks(step)}".rstrip() for step in reversed(data["ladder"]))
    return "\n".join(lines)


def _marks(step: Data) -> str:
    marks = [mark for mark in ("described", "intended", "claimed") if step[mark]]
    return f"<- {', '.join(marks)}" if marks else ""


def _written_somewhere(assessment: Assessment, asker: Asker, path: Path) -> Written | None:
    while True:
        picture = beside(path, ".svg")
        data = as_data(assessment, picture=picture.name)
        try:
            return write(path, rendered(data), data, picture, force=False)
        except (UsageError, OutputError) as error:
            name = _another_name(asker, str(error))
        if not name:
            return None
        path = Path(name)


def _another_name(asker: Asker, why: str) -> str:
    asker.say(f"The audit cannot be written there: {why}.")
    try:
        return asker.text("Another file name (Enter for none): ")
    except EOFError:
        return ""


def _marked(path: Path, text: str) -> str:
    # What we wrote carries a mark, so that the next report may replace it; an own template need not know of it.
    if path.suffix.lower() not in _CAN_CARRY_IT or any(mark.decode() in text for mark in files.MARKS):
        return text
    return f"{text.rstrip()}\n\n{_MARK}"
