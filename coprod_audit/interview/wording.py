"""What is said around the questions: at the start, before a note, when it stops and when something is missing."""

from collections import Counter

from coprod_audit.interview.questions import DOES_NOT_APPLY, DONT_KNOW, open_places, places
from coprod_audit.interview.steps import Interview, Option, Step

BEFORE_A_NOTE = (
    "Notes and evidence are kept in the answers file and stand in the appendix of the audit: everybody who is given "
    "either of them can read them, except in an audit made with --public. Leave out anything that identifies a "
    "patient, a tenant or anybody else who could be harmed by it."
)
NOTHING_TO_NOTE = "There is no answer yet that a note could belong to."

_LABELS = {option.value: option.label for option in (DONT_KNOW, DOES_NOT_APPLY)}

MAKE, NOTE, STOP = "audit", "note", "stop"

ENDING = Step(
    "ending",
    "That was the last question. What now?",
    options=(
        Option(MAKE, "Make the audit"),
        Option(NOTE, "Add a note to the last answer"),
        Option(STOP, "Stop here, and make the audit another time"),
    ),
    default=MAKE,
)


def minutes(interview: Interview) -> int:
    """How long the open questions take, in minutes rounded to five: twelve facts take a room about 15."""
    return max(5, 5 * round(len(open_places(interview)) * 1.3 / 5))


def welcome(interview: Interview, path: str) -> tuple[str, ...]:
    """What is said before the first question: how long, where the answers are; the command to go on with follows."""
    lasts = f"{_questions(interview)}, which take a group about {minutes(interview)} minutes."
    if interview.quick:
        more = "These are the questions that decide the rung; without --quick, the others are asked too."
    else:
        short = minutes(interview._replace(quick=True))
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
    still_open = {place.question.id for place in open_places(interview)}
    left, asked = len(still_open), len({place.question.id for place in places(interview)})
    given = f"{_counted(asked - left, 'question is', 'questions are')} answered"
    if not left:
        return f"{path} is there already: {given}{about}, none is open. Make the audit?"
    return (
        f"{path} is there already: {given}{about}, {_counted(left, 'is', 'are')} still open. Go on with it?"
    )


def about_note(interview: Interview, fact: str) -> str:
    """Which answer a note is for."""
    question, row = interview.questionnaire.by_fact[fact]
    choice = question.choice(interview.answers.by_fact[fact].choice)
    said = choice.label if choice else _LABELS[interview.answers.by_fact[fact].choice]
    return f"Note on: {question.ask} {f'({row.label}) ' if row else ''}{said}"


def saved(interview: Interview, path: str) -> str:
    """Where everything is, for whoever stops before the end; the command to go on with follows where there is one."""
    if not interview.history:
        return "Nothing was answered this time, and nothing was changed."
    return f"Everything answered so far is in {path}. Go on with:"


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


def _questions(interview: Interview) -> str:
    """How many questions are open, and how many matters a table of them is about."""
    matters = Counter(place.question.id for place in open_places(interview))
    most = max(matters.values(), default=0)
    tables = [rows for rows in matters.values() if rows > 1]
    said = _counted(len(matters), "question", "questions")
    return f"{said}, one of them about {most} matters" if len(tables) == 1 else said


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
