"""What the tests of the askers share: questions of the real questionnaire as steps."""

from coprod_audit import read_questionnaire
from coprod_audit.interview.questions import DONT_KNOW
from coprod_audit.interview.steps import Asides, Option, Step, TableRow

QUESTIONS = read_questionnaire()
WHERE = "Section 1 of 5, question 4 of 8, row 1 of 5. About 20 minutes left."


def asked(name: str) -> Step:
    """A question of the real questionnaire as a step."""
    question = QUESTIONS.by_id[name]
    asides = Asides(question.facilitator, question.why, question.evidence, question.easy)
    options = (*(Option(one.id, one.label, one.easy) for one in question.choices), DONT_KNOW)
    return Step(name, question.ask, options, asides=asides, where="Question 1 of 8.")


def table(row: str = "purpose", name: str = "decisions", **stands: str) -> Step:
    """The decision table, to be answered for a row; `stands` are the rows that have an answer."""
    question = QUESTIONS.by_id[name]
    rows = tuple(
        TableRow(f"{name}.{one.id}", one.label.capitalize(), one.easy, one.help, stands.get(one.id, ""))
        for one in question.rows
    )
    here = next(one for one in rows if one.fact == f"{name}.{row}")
    step = asked(name)
    easy = step.asides._replace(easy=f"{question.easy} {here.easy}")
    return step._replace(
        id=here.fact, ask=here.label, stem=question.ask, hint=here.help, rows=rows, where=WHERE, asides=easy
    )
