"""What is said around the questions: at the start, at an interruption, at the end, and when something is missing."""

from collections import Counter
from collections.abc import Sequence

from coprod_audit.interview.offered import Taken
from coprod_audit.interview.progress import minutes, time_left
from coprod_audit.interview.routing import open_steps
from coprod_audit.interview.scope import open_places, places
from coprod_audit.interview.steps import Interview, Option, Step

BEFORE_A_NOTE = (
    "Notes and evidence are kept in the answers file and stand in the appendix of the audit: everybody who is given "
    "either of them can read them, except in an audit made with --public. Leave out anything that identifies a "
    "patient, a tenant or anybody else who could be harmed by it."
)
NOTHING_TO_NOTE = "There is no answer yet that a note could belong to."
NOTHING_BEFORE = "This is the first question; there is nothing before it."
NEEDED = "No audit can be made without this one, so it cannot be left open. Everything else can."
STILL_SAVED = "Saved again: everything answered so far is on the disk."

WRITE, REVIEW, OPEN, STOP = "audit", "review", "open", "stop"


def ending(interview: Interview) -> Step:
    """What to do when nothing is asked any more; what was left open for later is offered first."""
    left = len(interview.passed.intersection(open_steps(interview._replace(passed=frozenset()))))
    open_now = (Option(OPEN, f"Answer what is still open ({left})"),) if left else ()
    return Step(
        "ending",
        "What now?",
        options=(
            Option(WRITE, "Write the audit"),
            *open_now,
            Option(REVIEW, "Review an answer"),
            Option(STOP, "Stop here"),
        ),
        default=WRITE,
    )


def welcome(interview: Interview, path: str) -> tuple[str, ...]:
    """What is said before the first question: how long, where the answers are; the command to go on with follows."""
    lasts = f"{_questions(interview)}, which take a group about {minutes(interview)} minutes."
    if interview.scope.quick:
        more = "These are the questions that decide the rung; without --quick, the others are asked too."
    elif interview.scope != interview.scope._replace(only=(), unanswered=False, stale=""):
        more = "Answers that stand already are shown; Enter keeps them."
    else:
        short = minutes(interview._replace(scope=interview.scope._replace(quick=True)))
        more = f"With --quick only what decides the rung is asked, in about {short} minutes."
    kept = (
        f"Every answer is saved in {path} before the next question appears. Stop whenever you like with Ctrl-C, "
        "and go on later with:"
    )
    nobody = "There are no right or wrong answers, and 'don't know' is always one that you can give."
    return (interview.questionnaire.title, f"{lasts} {more}", nobody, kept)


def resumption(interview: Interview, path: str) -> str:
    """The question whether to go on with a file that is there."""
    title = interview.answers.project.title
    about = f" about {title}" if title else ""
    asked = {place.question.id for place in places(interview)}
    left = {place.question.id for place in open_places(interview)}
    given = f"{_counted(len(asked - left), 'question is', 'questions are')} answered"
    if not left:
        return f"{path} is there already: {given}{about}, none is open. Look at the result?"
    still = f"{_counted(len(left), 'is', 'are')} still open"
    again = len({place.question.id for place in open_places(interview)} & _asked_again(interview))
    repeated = f" ({again} of them to be asked again)" if again else ""
    return f"{path} is there already: {given}{about}, {still}{repeated}. Go on with it?"


def renewal(interview: Interview, was: str) -> str | None:
    """What is said of a file that is older than the questionnaire: what is asked again, and what is new."""
    now = interview.answers.version
    if was == now:
        return None
    changed = {interview.questionnaire.by_fact[fact][0].id for fact in interview.answers.ask_again}
    news = f"{_counted(len(changed), 'question has', 'questions have')} changed since and will be asked again"
    return (
        f"The file answers version {was} of this questionnaire, and this is {now}: "
        f"{news if changed else 'no question has changed its meaning since'}. What is new is asked too."
    )


def preview(taken: Sequence[Taken], where_from: str) -> tuple[str, ...]:
    """What values given beforehand would change, one a line."""
    lines = (
        f"- {one.asked} {one.now}" + (f" (in the file: {one.before})" if one.before else "") for one in taken
    )
    return (f"These come {where_from}:", *lines)


def saved(interview: Interview, path: str, *, safe: bool = True) -> str:
    """Where everything is, for whoever stops before the end; the command to go on with follows where there is one."""
    if not safe:
        return f"Not everything could be saved in {path}: the last answers are lost unless they are saved elsewhere."
    if not interview.done and not interview.history:
        return f"Nothing was answered this time, and nothing was changed in {path}."
    return f"Everything answered so far is in {path}. {time_left(interview)} Go on with:".replace("  ", " ")


def not_saved(why: str) -> str:
    """What is said once when the answers cannot be saved."""
    return (
        f"Your answers cannot be saved: {why}. The interview goes on, and they are kept in memory. Each new answer "
        "tries to save them again."
    )


def moved(theirs: str, ours: str) -> str:
    """What is said when somebody else changed the file meanwhile."""
    return (
        f"Somebody else changed {theirs} meanwhile. It stays as they left it, and your answers go on in {ours}: both "
        "are kept. Compare them when you have finished."
    )


def kept_beside(path: str, copies: Sequence[str]) -> str:
    """What is said when a file that was not ours was saved over: it is still there, comments and all."""
    return f"{path} as it was before this sitting is kept in {' and '.join(copies)}."


def lacking(missing: tuple[str, ...]) -> tuple[str, ...]:
    """What is missing when the input ended, and what to do where nobody can be asked."""
    shown = [f"  - {one}" for one in missing[:10]]
    more = len(missing) - len(shown)
    return (
        "coprod-audit: the input ended, and this is still missing:",
        *shown,
        *([f"  and {more} more"] if more else []),
        "Where nobody can be asked, fill in a file: coprod-audit questionnaire answers-file > answers.yaml",
    )


def _asked_again(interview: Interview) -> set[str]:
    by_fact = interview.questionnaire.by_fact
    again = interview.again.union(interview.answers.ask_again)
    return {by_fact[fact][0].id for fact in again if fact in by_fact}


def _questions(interview: Interview) -> str:
    """How many questions are open, and how many matters a table of them is about."""
    matters = Counter(place.question.id for place in open_places(interview))
    most = max(matters.values(), default=0)
    tables = [rows for rows in matters.values() if rows > 1]
    said = _counted(len(matters), "question", "questions")
    return f"{said}, one of them about {most} matters" if len(tables) == 1 else said


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
