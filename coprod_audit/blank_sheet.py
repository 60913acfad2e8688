"""An answers file to fill in: every question and choice as comments, and a blank for each answer."""

from collections.abc import Collection, Iterator
from textwrap import wrap

from coprod_audit.answers import VIEWS
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Among
from coprod_audit.ladder import Ladder
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.sheet_lines import MODELINE, WIDTH, head, key

_SCHEMA = "'coprod-audit schema answers > answers.schema.json' makes editors complete and check this file."
_HOW = (
    "Write after the colons. What stays empty was not asked; 'unknown' means that it was asked and nobody could say.",
    "An answer can also carry its own date, a note and evidence: under it, two spaces in, write 'answer:', 'date:', 'note:' and 'evidence: [...]'.",
)
_SHORT = "A short name for the organisation, and what those are called that the matter is for."
_ABOUT = "What the project is, in a sentence or two."
_UNIT = (
    "In one sentence: whose decisions about what, over the last twelve months. No rung is printed without it."
)
_OFF_THE_TABLE = "What could not be decided here, and who fixed it, as in {the total budget: council}."
_OPTIONAL = " (optional: for a closer look, and nobody has to answer it)"
_UNKNOWN = "asked, and nobody could say"
_DATE = "The day of the answers, as in 2016-05-01."


def blank(questionnaire: Questionnaire) -> str:
    """A sheet to fill in: every question and choice as comments. It loads as it is, with nothing answered."""
    lines = [
        MODELINE,
        *comment(0, _SCHEMA),
        *head(questionnaire.id, questionnaire.version),
        *blanks(questionnaire),
    ]
    return "\n".join(lines) + "\n"


def blanks(questionnaire: Questionnaire) -> Iterator[str]:
    """The lines to fill in, with how that is done: the project, who answers, and every question."""
    deciding = dict.fromkeys(fact.partition(".")[0] for fact in questionnaire.decisive)
    for said in (*_HOW, f"These questions decide the rung: {', '.join(deciding)}."):
        yield from comment(0, said)
    yield from _project(questionnaire.ladder)
    yield from _respondent()
    yield from _answers(questionnaire, deciding)


def _project(ladder: Ladder) -> Iterator[str]:
    rungs = " | ".join(rung.id for rung in ladder.rungs)
    yield from ("project:", "  title:", "  organisation:")
    yield from (*comment(2, _SHORT), "  organisation-short:", "  people:")
    yield from (*comment(2, _ABOUT), "  about:")
    yield from (*comment(2, _UNIT), "  unit:")
    yield from (*comment(2, _OFF_THE_TABLE), "  off-the-table:")
    yield from comment(2, f"What you call it, and what you want it to be: {rungs}")
    yield from ("  claims:", "  intends:")
    yield from (*comment(2, _DATE), "  date:")


def _respondent() -> Iterator[str]:
    yield "respondent:"
    yield from comment(
        2, f"Who answers: {' | '.join(VIEWS)}. 'mixed' also has groups, as in {{staff: 5, people: 3}}."
    )
    yield from ("  view:", "  size:", "  groups:")


def _answers(questionnaire: Questionnaire, deciding: Collection[str]) -> Iterator[str]:
    yield "answers:"
    for section in questionnaire.sections:
        yield from ("", *comment(2, f"== {section.title} =={_OPTIONAL if section.optional else ''}"))
        for question in questionnaire.questions:
            if question.section == section.id:
                yield from _question(question, decides=question.id in deciding)


def _question(question: Question, *, decides: bool) -> Iterator[str]:
    yield from ("", *comment(2, question.ask + (" (decides the rung)" if decides else "")))
    if question.row_when:
        yield from comment(2, _only_some_rows(question))
    if question.several:
        yield from _rows_to_tick(question)
        return
    for name, label in _choices(question):
        yield from comment(2, f"  {name}: {label}")
    yield f"  {key(question.id)}:"
    for row in question.rows:
        yield from comment(4, f"{row.label}: {row.help}" if row.help else row.label)
        yield f"    {key(row.id)}:"


def _rows_to_tick(question: Question) -> Iterator[str]:
    """What can be ticked, and the one blank for a list of it."""
    some = ", ".join(key(row.id) for row in question.rows[:2])
    yield from comment(2, f"  A list of all that apply, as in [{some}], or [] where none does:")
    for row in question.rows:
        yield from comment(2, f"  {row.id}: {row.label}{f' ({row.help})' if row.help else ''}")
    yield from comment(2, f"  {UNKNOWN}: {_UNKNOWN}")
    yield f"  {key(question.id)}:"


def _choices(question: Question) -> Iterator[tuple[str, str]]:
    """What can be answered, with what it means."""
    yield from ((choice.id, choice.label) for choice in question.choices)
    yield UNKNOWN, _UNKNOWN
    if question.not_applicable:
        yield NOT_APPLICABLE, "does not arise here"


def _only_some_rows(question: Question) -> str:
    """For which rows a table is to be filled in that is asked only after certain answers."""
    when = {
        f"{test.fact.partition('.')[0]}: {' or '.join(sorted(test.choices))}"
        for _, test in question.row_when
        if isinstance(test, Among)
    }
    named = f" ({'; '.join(sorted(when))})" if when else ""
    return f"Only for rows that were answered so before{named}; leave the others blank."


def comment(indent: int, text: str) -> list[str]:
    """The text as comment lines, with nothing in it that would end a comment."""
    lead = len(text) - len(text.lstrip(" "))
    words = "".join(c if c.isprintable() else " " for c in text)
    prefix = f"{' ' * indent}# {' ' * lead}"
    return [prefix + line for line in wrap(words.strip(), WIDTH - len(prefix), break_on_hyphens=False)]
