"""The end of a sitting: where the project stands, why, what to do first, and the audit written beside the answers."""

from pathlib import Path

from coprod_audit.assessment import assess
from coprod_audit.cli import audit
from coprod_audit.cli.conversation import Asker, Conversation
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.interview import REVIEW, SECTIONS, Given, Reply, Step, go_on, go_to, overview, wording
from coprod_audit.result import as_data
from coprod_audit.verdict import Assessment


def tell(
    conversation: Conversation, asker: Asker, answers: Path, anew: str, lenses: tuple[str, ...] = ()
) -> bool | None:
    """Show the result until the room writes the audit or stops; an answer can be changed and the result seen anew.

    `anew` is the command that makes an audit of these answers another time, `lenses` are those to show in it.
    Returns whether the audit was written, or None where the room stops without one.
    """
    shown: Assessment | None = None
    while True:
        interview = conversation.interview
        assessment = assess(interview.questionnaire, interview.answers)
        if shown is None or assessment.standing != shown.standing:
            show(assessment, asker)
        elif assessment != shown:
            show_change(assessment, shown, asker)
        shown = assessment
        step = overview.with_parts(interview, wording.ending(interview))
        match _what_now(step, asker):
            case Given(wording.WRITE):
                return _written(assessment, asker, answers, anew, lenses)
            case Given(wording.STOP):
                return None
            case Given(wording.OPEN):
                conversation.keep(go_on(interview._replace(passed=frozenset())))
            case Given(overview.PARTS):
                conversation.keep(go_to(interview, SECTIONS))
            case Given():
                conversation.keep(go_to(interview, REVIEW))
            case wish:
                conversation.take(step, wish)
        conversation.hold()


def show(assessment: Assessment, asker: Asker) -> None:
    """Say where the project stands: the ladder, why, what it rests on, and the first steps."""
    data = as_data(assessment)
    asker.say(data["headline"])
    asker.draw(_ladder_text(data, asker.width))
    asker.say(data["reason"], *(tread["says"] for tread in data["missing_treads"]))
    rests_on = data["rests_on"]
    if rests_on["answers"]:
        asker.say(f"{rests_on['says']}:", *(f"- {answer}" for answer in rests_on["answers"]))
    elif rests_on["says"]:
        asker.say(rests_on["says"])
    _show_first_steps(data, asker)


def show_change(assessment: Assessment, shown: Assessment, asker: Asker) -> None:
    """Say that the place is the same as before, why, and what to do first where that is something else now."""
    data = as_data(assessment)
    asker.say("What has changed leaves it where it was.", data["reason"])
    if audit.first_steps(data) != audit.first_steps(as_data(shown)):
        _show_first_steps(data, asker)


def _show_first_steps(data: audit.Data, asker: Asker) -> None:
    steps = audit.first_steps(data)
    if steps:
        asker.say(data["first_steps_heading"], *steps)


def _what_now(step: Step, asker: Asker) -> Reply:
    try:
        return asker.ask(step)
    except EOFError:
        return Given(wording.WRITE)  # everything is answered, so that piped answers need no last line


def _written(assessment: Assessment, asker: Asker, answers: Path, anew: str, lenses: tuple[str, ...]) -> bool:
    written = _written_somewhere(assessment, asker, audit.beside(answers, "-audit.md"), lenses)
    if written is None:
        asker.say(f"The audit was not written. The answers are in {answers}; make it with:")
        asker.draw(anew)
        return False
    asker.say(f"The audit is in {written}. The answers are in {answers}.")
    return True


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


def _written_somewhere(
    assessment: Assessment, asker: Asker, path: Path, lenses: tuple[str, ...]
) -> audit.Written | None:
    while True:
        try:
            picture = audit.beside(path, ".svg")
            drawn = audit.lens_pictures(assessment.questionnaire, path)
            data = as_data(assessment, picture=picture.name, lenses=lenses, lens_pictures=drawn)
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
        reply = asker.ask(Step("audit-file", "Another file name (Enter for none):", optional=True))
    except EOFError:
        return ""
    return reply.value if isinstance(reply, Given) else ""
