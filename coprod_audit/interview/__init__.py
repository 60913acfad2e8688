"""What comes next in a conversation: a state machine over values, without a terminal, a disk or a clock.

    interview = begin(questionnaire, answers, quick=False, today="2026-05-12")
    while (step := next_step(interview)) is not None:
        interview = answered(interview, step, ...)      # and save interview.answers

`prompts` and `plain` ask the steps; `cli.conversation` goes round and has every answer saved.
"""

from coprod_audit.answers import Answer, Answers
from coprod_audit.interview.details import detail, next_detail, open_details
from coprod_audit.interview.keeping import complaint
from coprod_audit.interview.questions import open_places, step_for
from coprod_audit.interview.steps import LONGEST, Asides, Given, Interview, NoteWanted, Option, Reply, Step
from coprod_audit.questionnaire import Questionnaire

__all__ = [
    "LONGEST",
    "Asides",
    "Given",
    "Interview",
    "NoteWanted",
    "Option",
    "Reply",
    "Step",
    "answered",
    "begin",
    "complaint",
    "last_fact",
    "missing",
    "next_step",
    "noted",
]


def begin(questionnaire: Questionnaire, answers: Answers | None, *, quick: bool, today: str) -> Interview:
    """A conversation at its start, or at the point where the answers read from a file left it."""
    if answers is None:
        from coprod_audit.answers import Project, Respondent

        answers = Answers(questionnaire.id, questionnaire.version, Project(), Respondent(), ())
    return Interview(questionnaire, answers, quick, today)


def next_step(interview: Interview) -> Step | None:
    """The first step that is still open: the project's details, then the questions. None when all is asked."""
    one = next_detail(interview)
    if one is not None:
        return one.step(interview)
    still_open = open_places(interview)
    return step_for(interview, still_open[0]) if still_open else None


def answered(interview: Interview, step: Step, value: str) -> Interview:
    """The conversation after an answer to the step; nothing stands for the step's default."""
    text = value or step.default
    one = detail(step.id)
    if one is None:
        return _with(interview, step.id, Answer(text))._replace(history=(*interview.history, step.id))
    asked_again = step.id == "off-the-table" and bool(text)
    history = interview.history if asked_again else (*interview.history, step.id)
    return interview._replace(answers=one.put(interview, text), history=history)


def noted(interview: Interview, fact: str, note: str, evidence: tuple[str, ...]) -> Interview:
    """The conversation with a note and evidence added to an answer that was given; what it had is kept."""
    old = interview.answers.by_fact[fact]
    both = "\n".join(part for part in (old.note, note) if part)
    return _with(interview, fact, old._replace(note=both, evidence=(*old.evidence, *evidence)))


def last_fact(interview: Interview) -> str | None:
    """The fact answered last in this sitting: what a note belongs to."""
    return next((i for i in reversed(interview.history) if i in interview.answers.by_fact), None)


def missing(interview: Interview) -> tuple[str, ...]:
    """What is not answered yet, in words, in order; empty when the audit can be made."""
    open_facts = (p.question.ask + (f" ({p.row.label})" if p.row else "") for p in open_places(interview))
    return (*open_details(interview), *open_facts)


def _with(interview: Interview, fact: str, answer: Answer) -> Interview:
    by_fact = {**interview.answers.by_fact, fact: answer}
    in_order = tuple((f, by_fact[f]) for f in interview.questionnaire.by_fact if f in by_fact)
    return interview._replace(answers=interview.answers._replace(answers=in_order))
