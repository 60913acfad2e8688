"""What is said around the questions: at the start, at an interruption, at the end, and when something is missing."""

from collections import Counter
from collections.abc import Sequence

from coprod_audit.interview.offered import Taken
from coprod_audit.interview.progress import minutes, time_left
from coprod_audit.interview.routing import open_steps
from coprod_audit.interview.scope import open_places, parts_left, places
from coprod_audit.interview.steps import Interview, Option, Scope, Step

BEFORE_A_NOTE = (
    "Notes and evidence are kept in the answers file and stand in the appendix of the audit: everybody who is given "
    "either of them can read them, except in an audit made with --public. Leave out anything that identifies a "
    "patient, a tenant or anybody else who could be harmed by it."
)

BEFORE_A_NOTE_IN_A_CHARTER = (
    "Notes and evidence are kept in the charter and stand in the appendix of the audit: everybody who can read the "
    "charter, now or later, can read them, and what was once committed stays in the history. Leave out anything that "
    "identifies a patient, a tenant or anybody else who could be harmed by it."
)


def set_aside(interview: Interview, facts: Sequence[str]) -> str:
    """What is said when answers are set aside, at once."""
    asked = (interview.questionnaire.by_fact[fact] for fact in facts)
    named = "; ".join(question.ask + (f" ({row.label})" if row else "") for question, row in asked)
    return f"Set aside, because it does not arise as things stand now: {named} It comes back if it does."


TAKEN_OUT = "Taken out."
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
    if interview.scope.quick:
        more = "These are the questions that decide the rung; without --quick, the others are asked too."
    elif interview.scope != Scope():
        more = "Answers that stand already are shown; Enter keeps them."
    else:
        short = minutes(interview._replace(scope=Scope(quick=True)))
        more = f"With --quick only what decides the rung is asked, in about {short} minutes."
    kept = (
        f"Every answer is saved in {path} before the next question appears. Stop whenever you like with Ctrl-C, "
        "and go on later with:"
    )
    nobody = "There are no right or wrong answers, and 'don't know' is always one that you can give."
    return (interview.questionnaire.title, f"{_lasts(interview)}{more}", nobody, kept)


def resumption(interview: Interview, path: str) -> str:
    """The question whether to go on with a file that is there."""
    title = interview.answers.project.title
    about = f" about {title}" if title else ""
    asked = places(interview)
    given = {place.question.id for place in asked} - _unanswered(interview)
    there = f"{path} is there already: {_counted(len(given), 'question is', 'questions are')} answered{about}"
    if not open_steps(interview):
        return f"{there}, none is open. Look at the result?"
    again = {place.question.id for place in open_places(interview)} - _unanswered(interview)
    left = (
        *(
            [f"{_counted(len(_unanswered(interview)), 'is', 'are')} still open"]
            if _unanswered(interview)
            else []
        ),
        *([f"{_counted(len(again), 'is', 'are')} to be asked again"] if again else []),
        *(["something about the project is still open"] if not open_places(interview) else []),
    )
    return f"{there}, {' and '.join(left)}. Go on with it?"


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
        f"- {one.asked}{'' if one.asked.endswith('?') else ':'} {one.now}"
        + (f" (in the file: {one.before})" if one.before else "")
        for one in taken
    )
    return (f"These come {where_from}:", *lines)


def more(interview: Interview) -> tuple[str, tuple[str, ...]]:
    """What is said at the end of a whole sitting of the optional parts that nobody has opened, and their ids.

    "" where there are none.
    """
    parts, questionnaire = parts_left(interview), interview.questionnaire
    if interview.scope != Scope() or not parts:
        return "", ()
    many = Counter(question.section for question in questionnaire.questions)
    number = sum(many[part.id] for part in parts)
    named = [f"{part.title} ({many[part.id]})" for part in parts] if len(parts) > 1 else [parts[0].title]
    never = ", which never moves the rung" if number == 1 else ", which never move the rung"
    what = _counted(number, "more question", "more questions")
    them = "it" if number == 1 else "them"
    said = f"Optional: {what}{never}: {', '.join(named)}. To answer {them}, now or later:"
    return said, tuple(part.id for part in parts)


def saved(interview: Interview, path: str) -> str:
    """Where everything is, for whoever stops before the end; the command to go on with follows."""
    return f"Everything answered so far is in {path}. {time_left(interview)} Go on with:".replace("  ", " ")


def unchanged(path: str) -> str:
    """The same where this sitting changed nothing; the command follows."""
    return f"Nothing was changed in {path}. Go on with:"


NOTHING_ANSWERED = "Nothing was answered, and no file was made."


def unsaved(path: str) -> str:
    """The same where the last answers are not on the disk."""
    return (
        f"Not everything could be saved in {path}: the last answers are lost unless they are saved elsewhere."
    )


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
        "Where nobody can be asked, fill in a file: coprod-audit questionnaire answers-file > filled-in.yaml",
    )


def _unanswered(interview: Interview) -> set[str]:
    """The questions that are asked and have no answer yet."""
    facts = interview.answers.facts
    return {
        place.question.id for place in places(interview) if any(fact not in facts for fact in place.facts)
    }


def _lasts(interview: Interview) -> str:
    """How many questions are open, how many matters a table of them is about, and how long they take."""
    matters = Counter(place.question.id for place in open_places(interview))
    if not matters:
        return ""
    most = max(matters.values())
    tables = [rows for rows in matters.values() if rows > 1]
    said = _counted(len(matters), "question", "questions")
    about = f", one of them about {most} matters" if len(tables) == 1 and len(matters) > 1 else ""
    takes = "takes" if len(matters) == 1 else "take"
    return f"{said}{about}, which {takes} a group about {minutes(interview)} minutes. "


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
