"""The questions as steps: what is said, what can be chosen, what is told on request."""

from coprod_audit.answers import Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.interview.progress import where
from coprod_audit.interview.scope import Place, places
from coprod_audit.interview.steps import Asides, Interview, Option, Step, TableRow
from coprod_audit.interview.ticking import in_words, so_far
from coprod_audit.once import made_once
from coprod_audit.questionnaire import Question, Questionnaire, Row

DONT_KNOW = Option(UNKNOWN, "Don't know", "We do not know.", key="d")
DOES_NOT_APPLY = Option(NOT_APPLICABLE, "Does not apply here", "This is not about us.", key="x")


def step_for(interview: Interview, place: Place) -> Step:
    """The step that asks one fact; where it is a row, the whole table goes with it.

    A question of which several can be ticked is one step, with its rows to choose from.
    """
    question, row = place.question, place.row
    return Step(
        id=place.fact,
        ask=_capital(row.label) if row else question.ask,
        options=rows_to_tick(question) if question.several else options(question),
        asides=_asides(question, row),
        where=where(interview, place),
        before=_opening(interview, question),
        stem=question.ask if row else "",
        hint=row.help if row else "",
        stands=so_far(question, interview.answers) if question.several else _stands(interview, place.fact),
        rows=_rows(interview, question) if row else (),
        several=question.several,
    )


def options(question: Question) -> tuple[Option, ...]:
    """What can be answered to a question, lowest first."""
    choices = tuple(Option(c.id, c.label, c.easy) for c in question.choices)
    return (*choices, _dont_know(question), *((DOES_NOT_APPLY,) if question.not_applicable else ()))


def rows_to_tick(question: Question) -> tuple[Option, ...]:
    """The rows of which several can be ticked, and the one answer that stands alone."""
    rows = (Option(row.id, _capital(row.label), row.easy, help=row.help) for row in question.rows)
    return (*rows, _dont_know(question))


def _dont_know(question: Question) -> Option:
    if not question.dont_know:
        return DONT_KNOW
    return DONT_KNOW._replace(label=question.dont_know, easy=question.dont_know, also=DONT_KNOW.label)


def said(question: Question, choice: str) -> str:
    """An answer in the words that were chosen."""
    return next((option.label for option in options(question) if option.value == choice), choice)


def told(answers: Answers, place: Place) -> str:
    """The answer to a place in words: those that were chosen, or how many are ticked; "" for none."""
    if not place.question.several:
        return said(place.question, answers.facts.get(place.fact, ""))
    stands = so_far(place.question, answers)
    return said(place.question, stands) if stands in {"", UNKNOWN} else in_words(stands)


def _stands(interview: Interview, fact: str) -> str:
    """The answer given before; where a question has changed, its old answer if it can still be given."""
    given = interview.answers.by_fact.get(fact) or dict(interview.answers.set_aside).get(fact)
    possible = interview.questionnaire.by_fact[fact][0].possible
    return given.choice if given is not None and given.choice in possible else ""


def _rows(interview: Interview, question: Question) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(one.fact, _capital(one.row.label), one.row.easy, one.row.help, _stands(interview, one.fact))
        for one in places(interview)
        if one.question.id == question.id and one.row is not None
    )


def _asides(question: Question, row: Row | None) -> Asides:
    easy = f"{question.easy} {row.easy}" if row else question.easy
    return Asides(question.facilitator, question.why, question.evidence, easy)


def _opening(interview: Interview, question: Question) -> tuple[str, ...]:
    """What is said aloud when a section begins: until one of its questions has been shown or answered in this sitting."""
    behind = interview.done.union(interview.history)
    if not behind.isdisjoint(_facts(interview.questionnaire)[question.section]):
        return ()
    return tuple(s.aloud for s in interview.questionnaire.sections if s.id == question.section)


@made_once
def _facts(questionnaire: Questionnaire) -> dict[str, list[str]]:
    """The facts of each section."""
    found: dict[str, list[str]] = {}
    for fact, (question, _) in questionnaire.by_fact.items():
        found.setdefault(question.section, []).append(fact)
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
