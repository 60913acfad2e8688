"""The end of a sitting: where the project stands, why, what to do first, and the audit written beside the answers."""

import shlex
from pathlib import Path

from coprod_audit.assessment import assess
from coprod_audit.cli import audit, exits
from coprod_audit.cli.conversation import Asker
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.interview import Interview
from coprod_audit.result import as_data
from coprod_audit.verdict import Assessment


def tell(interview: Interview, asker: Asker, answers: Path) -> int:
    """End a sitting: draw the ladder, give the reason and the first steps, and write the audit beside the answers."""
    assessment = assess(interview.questionnaire, interview.answers)
    data = as_data(assessment)
    asker.say(data["headline"])
    asker.draw(_ladder_text(data, asker.width))
    asker.say(data["reason"], *(tread["says"] for tread in data["missing_treads"]))
    steps = audit.first_steps(data)
    if steps:
        asker.say(data["first_steps_heading"], *steps)
    written = _written_somewhere(assessment, asker, audit.beside(answers, "-audit.md"))
    if written is None:
        asker.say(f"The audit was not written. The answers are in {answers}; make it with:")
        asker.draw(f"{shlex.join(['coprod-audit', 'report', str(answers)])} -o FILE.md")
        return exits.NOT_DONE
    asker.say(f"The audit is in {written}. The answers are in {answers}.")
    return exits.DONE


def _ladder_text(data: audit.Data, width: int) -> str:
    """The ladder as lines: from left to right where there is room, else from the top rung down."""
    if all(len(line) <= width for line in data["ladder_text"].splitlines()):
        return str(data["ladder_text"])
    longest = max(len(step["title"]) for step in data["ladder"])
    lines = (f"  {step['title']:<{longest}} {_marks(step)}".rstrip() for step in reversed(data["ladder"]))
    return "\n".join(lines)


def _marks(step: audit.Data) -> str:
    marks = [mark for mark in ("described", "intended", "claimed") if step[mark]]
    return f"<- {', '.join(marks)}" if marks else ""


def _written_somewhere(assessment: Assessment, asker: Asker, path: Path) -> audit.Written | None:
    while True:
        try:
            picture = audit.beside(path, ".svg")
            data = as_data(assessment, picture=picture.name)
            return audit.write(path, audit.rendered(data), data, picture, force=False)
        except ValueError:  # such as . or /
            name = _another_name(asker, f"'{path}' is a folder")
        except (UsageError, OutputError) as error:
            name = _another_name(asker, str(error).replace("; name another with -o", ""))
        if not name:
            return None
        path = Path(name)


def _another_name(asker: Asker, why: str) -> str:
    asker.say(f"The audit cannot be written there: {why}.")
    try:
        return asker.text("Another file name (Enter for none): ")
    except EOFError:
        return ""
