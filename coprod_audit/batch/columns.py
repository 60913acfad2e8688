"""The tables of a batch: which columns they have, what stands in a line of them, and what their words mean.

`results.csv` has a line a response, `answers-long.csv` a line an answer, and `data-dictionary.csv` says of every column
and of every id what people read in its place. What people typed is guarded and quoted (`csv_cells`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from coprod_audit.answers import PROJECT_DETAILS, Answer, Answers
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN
from coprod_audit.csv_cells import cell, line
from coprod_audit.ladder import Ladder
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.quick import Packed, alphabet_of
from coprod_audit.responses import FIRST, Failure, Response, Short

_PLACE = ("file", "row")
_JUDGED = ("view", "rung", "lowest", "highest", "claims", "intends", "claim-gap", "intent-gap")

_file = lru_cache(maxsize=64)(cell)
"""The cell of a file's name, which comes again and again."""

FAILURES = ("file", "row", "column", "code", "reason")
REPORTS = ("file", "row", "report")
DICTIONARY = ("table", "column", "value", "meaning")


class Results(NamedTuple):
    """The columns of `results.csv` for one questionnaire. `results_of` makes it.

    `rows` are the rows of the decision table, as fact addresses, and `typed` the fields of projects.
    `gaps` say how many rungs lie between what is said and what is sure: above 0 where more is said; "" for nothing said.
    """

    questionnaire: Questionnaire
    rows: tuple[str, ...]
    gaps: Mapping[tuple[str | None, str], str]
    typed: tuple[str, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """What the columns are called."""
        advice = (f"recommendation-{number}" for number in range(1, FIRST + 1))
        return (*_PLACE, *self.typed, *_JUDGED, *self.rows, "alarms", *advice)

    def line(self, response: Response, short: Short) -> str:
        """One response as a line of CSV with as many cells as there are columns."""
        rung, lowest, highest, rows, alarms, _, _, advice = short
        project, claims, intends = response.project, response.claims, response.intends
        typed = ",".join([cell(project[name]) if name in project else "" for name in self.typed])
        given = dict(rows)
        answers = ",".join([given.get(fact, "") for fact in self.rows])  # ids: nothing to guard or quote
        more = "," * (FIRST - len(advice))
        return (
            f"{_file(response.file)},{response.row or ''},{typed},{response.view},{rung or ''},{lowest},{highest},"
            f"{claims or ''},{intends or ''},{self.gaps[claims, lowest]},{self.gaps[intends, lowest]},"
            f"{answers},{' '.join(alarms)},{','.join(advice)}{more if advice else more[1:]}\n"
        )


LONG = (*_PLACE, "title", "view", "fact", "answer", "answer-label")
WITH_NOTES = (*LONG, "note", "evidence")


class Long:
    """The lines of `answers-long.csv`: one for each answer, in the order of the questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Make the end of every line there can be: the same answers come again and again."""
        self._ends = [
            (fact, {choice: _end(questionnaire, fact, choice) for choice in question.possible})
            for fact, (question, _) in questionnaire.by_fact.items()
        ]
        alphabet = alphabet_of(questionnaire)
        self._by_code = [
            (alphabet.places[fact], [f",{ends[word]}\n" if word in ends else "" for word in alphabet.words])
            for fact, ends in self._ends
            if alphabet is not None
        ]

    def lines(self, response: Response, whole: Answers | None = None) -> str:
        """The lines of one response; with notes and evidence where the whole answers are given."""
        title, facts = response.project.get("title", ""), response.facts
        lead = f"{_file(response.file)},{response.row or ''},{cell(title)},{response.view}"
        if whole is not None:
            given = whole.by_fact
            return "".join(
                [
                    f"{lead},{ends[facts[fact]]},{_noted(given[fact])}"
                    for fact, ends in self._ends
                    if fact in facts
                ]
            )
        if isinstance(facts, Packed):
            codes = facts.codes
            ends_here = [ends[codes[place]] for place, ends in self._by_code if codes[place]]
        else:
            ends_here = [f",{ends[facts[fact]]}\n" for fact, ends in self._ends if fact in facts]
        return lead.join(("", *ends_here))


def _end(questionnaire: Questionnaire, fact: str, choice: str) -> str:
    return line((fact, choice, answer_label(questionnaire, fact, choice)))[:-1]


def _noted(answer: Answer) -> str:
    return line((answer.note, "\n".join(answer.evidence)))


def answer_label(questionnaire: Questionnaire, fact: str, choice: str) -> str:
    """An answer in the words that were chosen."""
    found = questionnaire.question_of(fact).choice(choice)
    return (
        found.label
        if found is not None
        else {UNKNOWN: "Don't know", NOT_APPLICABLE: "Does not apply"}[choice]
    )


def failure_cells(failure: Failure) -> tuple[str, ...]:
    """One failure as a line of `failures.csv`."""
    return (failure.file, str(failure.row or ""), failure.column, failure.code, failure.reason)


def dictionary(results: Results) -> Iterator[tuple[str, ...]]:
    """What every column and every id means: the lines of `data-dictionary.csv`."""
    yield from _columns(results)
    questionnaire = results.questionnaire
    for column in ("rung", "lowest", "highest", "claims", "intends"):
        yield from (("results.csv", column, step.id, step.title) for step in questionnaire.ladder.steps)
    yield from (("results.csv", "alarms", alarm.id, alarm.title) for alarm in questionnaire.alarms)
    for advice in questionnaire.recommendations:
        yield ("results.csv", f"recommendation-1 to {FIRST}", advice.id, advice.title)
    for fact, (question, row) in questionnaire.by_fact.items():
        asked = f"{question.ask} {row.label}" if row else question.ask
        yield ("answers-long.csv", "fact", fact, asked)
        for choice in (*(one.id for one in question.choices), UNKNOWN):
            yield ("answers-long.csv", f"answer to {fact}", choice, answer_label(questionnaire, fact, choice))
        if question.not_applicable:
            yield ("answers-long.csv", f"answer to {fact}", NOT_APPLICABLE, "Does not apply")


_MEANINGS = {
    "file": "the input that the response stands in",
    "row": "the line in it (tables and lines of text) or the row of its sheet; empty where it is the whole file",
    "key": "what its table tells the project by: rows with the same key are views of one project",
    "organisation-short": "what the organisation is called for short",
    "people": "what the project calls the people it is for",
    "unit": "whose decisions about what, and over which time",
    "about": "what the project is about",
    "date": "the day on which the questions were answered",
    "view": "who answered: staff, people, carers, partners, leaders or mixed",
    "rung": "the place on the ladder; empty where the answers leave a range",
    "lowest": "the lowest place that the answers leave possible",
    "highest": "the highest place that the answers leave possible",
    "claims": "the rung that the project says it is on",
    "intends": "the rung that the project wants to be on",
    "claim-gap": "how many rungs the claim lies above the lowest place; below 0 where it lies under it",
    "intent-gap": "how many rungs the intention lies above the lowest place; below 0 where it lies under it",
    "alarms": "what stands beside the rung and is never hidden by it, as ids with blanks between them",
}


def _columns(results: Results) -> Iterator[tuple[str, ...]]:
    for column in results.head:
        meaning = _MEANINGS.get(column) or _meaning(results, column)
        yield ("results.csv", column, "", meaning)
    yield ("answers-long.csv", "fact", "", "the question, or the row of a table, that was answered")
    yield ("answers-long.csv", "answer", "", "the id of the choice; unknown where nobody could say")
    yield ("answers-long.csv", "answer-label", "", "the words of the choice")


def _meaning(results: Results, column: str) -> str:
    if column in results.rows:
        question, row = results.questionnaire.by_fact[column]
        return f"{question.ask} {row.label}" if row else question.ask
    if column.startswith("recommendation-"):
        return "what would help first, as the id of a recommendation"
    return f"the project's {column.replace('-', ' ')}"


def results_of(questionnaire: Questionnaire, by: Sequence[str] = ()) -> Results:
    """The columns for a questionnaire, with the fields to group by that have no column of their own."""
    table = questionnaire.decision_table
    known = {"key", *PROJECT_DETAILS, "view"}
    typed = ("key", *PROJECT_DETAILS, *[one for one in by if one not in known])
    return Results(questionnaire, table.facts if table else (), _gaps(questionnaire.ladder), typed)


def _gaps(ladder: Ladder) -> dict[tuple[str | None, str], str]:
    return {
        (said, lowest): "" if said is None else str(ladder.height(said) - ladder.height(lowest))
        for said in (None, *ladder.places)
        for lowest in ladder.places
    }
