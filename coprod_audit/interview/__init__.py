"""What comes next in a conversation: a state machine over values, without a terminal, a disk or a clock.

    interview = begin(questionnaire, answers, scope=Scope(), today="2026-05-12")
    while (step := current(interview)) is not None:
        interview = replied(interview, step, asker.ask(step))      # and save interview.answers

`prompts` and `plain` ask the steps; `cli.conversation` goes round and has every answer saved. `routing` says where
the conversation goes, `details` and `questions` what is asked, `rerouting` what a changed answer does to others.
"""

from coprod_audit.interview.beginning import begin
from coprod_audit.interview.details import open_details
from coprod_audit.interview.keeping import complaint
from coprod_audit.interview.routing import current, go_on, go_to, must_be_answered, open_steps, replied, route
from coprod_audit.interview.scope import open_places
from coprod_audit.interview.steps import (
    LONGEST,
    REVIEW,
    SECTIONS,
    Asides,
    Given,
    Interview,
    Option,
    Reply,
    Scope,
    Step,
    TableRow,
    Wanted,
    Wish,
)

__all__ = [
    "LONGEST",
    "REVIEW",
    "SECTIONS",
    "Asides",
    "Given",
    "Interview",
    "Option",
    "Reply",
    "Scope",
    "Step",
    "TableRow",
    "Wanted",
    "Wish",
    "begin",
    "complaint",
    "current",
    "go_on",
    "go_to",
    "missing",
    "must_be_answered",
    "open_steps",
    "replied",
    "route",
]


def missing(interview: Interview) -> tuple[str, ...]:
    """What is not answered yet, in words, in order; empty when the audit can be made."""
    needed = (one.ask(interview).ask for one in open_details(interview) if not one.optional)
    facts = (p.question.ask + (f" ({p.row.label})" if p.row else "") for p in open_places(interview))
    return (*needed, *facts)
