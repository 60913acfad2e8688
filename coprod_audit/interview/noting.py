"""Notes and evidence: which answer they belong to, how they are asked for, and how they are kept."""

from coprod_audit.answers import Answer
from coprod_audit.interview.questions import told
from coprod_audit.interview.scope import place_of
from coprod_audit.interview.steps import Asides, Interview, Step

NOTE, EVIDENCE = "note", "evidence"
EDITOR = "editor"
"""What is typed instead of a note to write it in an editor."""


def noted_fact(interview: Interview, at: str) -> str | None:
    """The answer that a note belongs to: the one that is put, where it is answered, else the one given before it.

    Where several can be ticked, a note on any of them is one on the question, and stands by its first row.
    """
    by_fact, facts = interview.answers.by_fact, list(interview.questionnaire.by_fact)
    before = facts[: facts.index(at)] if at in facts else facts
    tried = (at, *reversed(interview.history), *reversed(before))
    standing = (place_of(interview.questionnaire, one).fact for one in tried if one in by_fact)
    return next((one for one in standing if one in by_fact), None)


def begun(step_id: str) -> str:
    """The fact whose note or evidence a step asks for, or "" where it asks for something else."""
    kind, _, fact = step_id.partition(":")
    return fact if kind in {NOTE, EVIDENCE} else ""


def note_step(interview: Interview, fact: str) -> Step:
    """Ask for the note on an answer; what it has can be changed."""
    place, given = place_of(interview.questionnaire, fact), interview.answers.by_fact[fact]
    row = f"({place.row.label}) " if place.row else ""
    about = f"{place.question.ask} {row}{told(interview.answers, place)}"
    return Step(
        f"{NOTE}:{fact}",
        "Note (Enter keeps it as it is):" if given.note else "Note (Enter for none):",
        optional=True,
        stands=given.note,
        before=(f"Note on: {about}",),
        hint=f"Type {EDITOR} to write it in your editor.",
        asides=Asides(help="In a sentence or two: what happened, and when. Others will read it."),
    )


def evidence_step(interview: Interview, fact: str) -> Step:
    """Ask for a piece of evidence on an answer, until there is no more."""
    question, _ = interview.questionnaire.by_fact[fact]
    so_far = "; ".join(interview.answers.by_fact[fact].evidence)
    return Step(
        f"{EVIDENCE}:{fact}",
        "More evidence, and where to find it (Enter for no more):"
        if so_far
        else "Evidence, and where to find it (Enter for none):",
        optional=True,
        before=(f"So far: {so_far}. To take one out, type it with a minus before it.",) if so_far else (),
        asides=Asides(help=question.evidence),
    )


def noted(interview: Interview, fact: str, note: str) -> Interview:
    """The conversation with a note in the place of the one an answer had."""
    return _with(interview, fact, interview.answers.by_fact[fact]._replace(note=note))


def evidenced(interview: Interview, fact: str, evidence: str) -> Interview:
    """The conversation with one more piece of evidence for an answer; or one less, where it stands there with a minus."""
    old = interview.answers.by_fact[fact]
    out = evidence.removeprefix("-").strip()
    if evidence.startswith("-") and out in old.evidence:
        return _with(interview, fact, old._replace(evidence=tuple(one for one in old.evidence if one != out)))
    others = tuple(one for one in old.evidence if one != evidence)
    return _with(interview, fact, old._replace(evidence=(*others, evidence)))


def _with(interview: Interview, fact: str, answer: Answer) -> Interview:
    given = tuple((one, answer if one == fact else old) for one, old in interview.answers.answers)
    return interview._replace(answers=interview.answers._replace(answers=given))
