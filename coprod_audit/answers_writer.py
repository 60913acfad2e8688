"""Writes answers as YAML that reads well in a diff, and an empty sheet to fill in.

What was typed is what is read back: whatever another YAML reader could take for a number, a date or a
truth value stands in quotes. What the reader would refuse is refused here, with the reason.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from coprod_audit.answer_sheet import FORMAT, MOST_EVIDENCE
from coprod_audit.answers import VIEWS, Answer, Answers, Project, Respondent
from coprod_audit.conditions import NOT_APPLICABLE, UNKNOWN, Among
from coprod_audit.errors import UsageError
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.questionnaire import Question, Questionnaire

MODELINE: Final = "# yaml-language-server: $schema=answers.schema.json"
"""Editors complete and check with the schema beside the file: `coprod-audit schema answers` prints it."""

_WIDTH = 100
_LONGEST_KEY = 500  # a plain YAML key ends within 1,024 characters, and an escape can take ten
_PLAIN = re.compile(r"[^\W\d_][\w/.,;()'’&– -]*[\w/.);]|[^\W\d_]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What YAML 1.1 readers take for something else than text, and single letters with them.
_AMBIGUOUS = re.compile(r"y|n|yes|no|on|off|true|false|null|[+-]?\.?(inf|nan)", re.IGNORECASE)
# Controls, separators, byte-order marks and marks that turn the order of writing round: shown as escapes.
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"\\\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}
_UNSAFE_IN_BLOCK = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def refusal(text: str) -> str | None:
    """Why a text cannot be kept, as a sentence; None where it can."""
    if len(text) > ANSWERS_LIMITS.characters:
        return f"a text of {len(text):,} characters; at most {ANSWERS_LIMITS.characters:,} are kept, so shorten it"
    if _SURROGATE.search(text):
        return "half a character (a surrogate) in the text; type it again"
    return None


def write(answers: Answers, questionnaire: Questionnaire) -> str:
    """The answers as a file. What `answers_reader` makes of it is equal to `answers`.

    Raises `UsageError` with the reason where a text cannot be kept (see `refusal`).
    """
    lines = [
        *_head(answers.questionnaire, answers.version),
        *_section("project", _project(answers.project)),
        *_section("respondent", _respondent(answers.respondent)),
        *_section("answers", _answers(answers, questionnaire)),
    ]
    text = "\n".join(lines) + "\n"
    if len(text.encode()) > ANSWERS_LIMITS.size:
        raise UsageError(f"the answers come to more than {ANSWERS_LIMITS.size:,} bytes; shorten the notes")
    return text


def _head(name: str, version: str) -> list[str]:
    return [MODELINE, f"coprod-audit: {FORMAT}", f"questionnaire: {_scalar(f'{name} {version}', 0)}"]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    written = list(lines)
    return [f"{name}:", *written] if written else []


def _project(project: Project) -> Iterator[str]:
    for name in ("title", "organisation", "organisation_short", "people", "unit", "about"):
        yield from _entry(2, name.replace("_", "-"), getattr(project, name))
    off = project.off_the_table
    if off is not None:
        if len({matter.what for matter in off}) < len(off):
            raise UsageError("two matters off the table with the same name; join them")
        yield "  off-the-table:" if off else "  off-the-table: {}"
        for matter in off:
            if not matter.what or not matter.who:
                raise UsageError("something off the table lacks its name, or who fixed it; say both")
            yield from _entry(4, _key(matter.what), matter.who)
    yield from _entry(2, "claims", project.claims or "")
    yield from _entry(2, "intends", project.intends or "")
    yield from _entry(2, "date", project.date)
    yield from _entry(2, "made-up", "yes" if project.made_up else "")
    yield from _entry(2, "coded-from", project.coded_from)


def _respondent(respondent: Respondent) -> Iterator[str]:
    yield from _entry(2, "view", respondent.view or "")
    if respondent.size is not None:
        yield f"  size: {respondent.size}"
    if respondent.groups:
        yield "  groups:"
        for view, number in respondent.groups:
            yield f"    {view}: {number}"


def _answers(answers: Answers, questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions:
        if not question.rows:
            yield from _answer(2, _key(question.id), answers.by_fact.get(question.id))
            continue
        rows = [
            line
            for row in question.rows
            for line in _answer(4, _key(row.id), answers.by_fact.get(f"{question.id}.{row.id}"))
        ]
        yield from [f"  {_key(question.id)}:", *rows] if rows else []


def _answer(indent: int, name: str, answer: Answer | None) -> Iterator[str]:
    if answer is None:
        return
    if not answer.note and not answer.evidence:
        yield from _entry(indent, name, answer.choice)
        return
    yield f"{' ' * indent}{name}:"
    yield from _entry(indent + 2, "answer", answer.choice)
    yield from _entry(indent + 2, "note", answer.note)
    yield from _evidence(indent + 2, answer.evidence)


def _evidence(indent: int, evidence: tuple[str, ...]) -> Iterator[str]:
    if len(evidence) > MOST_EVIDENCE:
        raise UsageError(
            f"{len(evidence)} pieces of evidence for one answer; at most {MOST_EVIDENCE} are kept"
        )
    if evidence:
        yield f"{' ' * indent}evidence:"
    for piece in evidence:
        if not piece:
            raise UsageError("an empty piece of evidence; write something or leave it out")
        yield f"{' ' * indent}  - {_scalar(piece, indent + 4)}"


def _entry(indent: int, key: str, text: str) -> Iterator[str]:
    """A key and its text; nothing for no text."""
    if not text:
        return
    space = " " * indent
    if len(key) > _LONGEST_KEY:
        yield f"{space}? {key}"
        yield f"{space}: {_scalar(text, indent + 2)}"
    else:
        yield f"{space}{key}: {_scalar(text, indent + 2)}"


def _key(name: str) -> str:
    return _scalar(name, None)


def _scalar(text: str, indent: int | None) -> str:
    """The text as YAML: plain, as a block with its lines indented (`None`: no block here), or in quotes."""
    reason = refusal(text)
    if reason:
        raise UsageError(reason)
    if len(text) <= _WIDTH and _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
        return text
    if indent is not None and (block := _block(text, " " * indent)):
        return block
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _block(text: str, space: str) -> str:
    """The text as a block, lines as typed or one long line folded; "" where a reader might change it."""
    lines = text.removesuffix("\n").split("\n")
    if _UNSAFE_IN_BLOCK.search(text) or not lines[0] or not lines[-1] or any(_ragged(line) for line in lines):
        return ""
    if len(lines) > 1:
        mark = "|" if text.endswith("\n") else "|-"
        return "\n".join([mark, *[space + line if line else "" for line in lines]])
    if "  " in text or len(text) <= _WIDTH:
        return ""
    folded = wrap(lines[0], _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join([">" if text.endswith("\n") else ">-", *[space + line for line in folded]])


def _ragged(line: str) -> bool:
    """Whether blanks stand at an end of the line, where editors and folding take liberties."""
    return line != line.strip()


def blank(questionnaire: Questionnaire) -> str:
    """A sheet to fill in: every question and choice as comments. It loads as it is, with nothing answered."""
    rungs = " | ".join(rung.id for rung in questionnaire.ladder.rungs)
    deciding = dict.fromkeys(fact.partition(".")[0] for fact in questionnaire.decisive)
    lines = [
        MODELINE,
        *_comment(
            0,
            "'coprod-audit schema answers > answers.schema.json' makes editors complete and check this file.",
        ),
        *_head(questionnaire.id, questionnaire.version)[1:],
        *_comment(
            0,
            "Write after the colons. What stays empty was not asked; 'unknown' means that it was asked and nobody could say.",
        ),
        *_comment(
            0,
            "An answer can also carry a note and evidence: under it, two spaces in, write 'answer:', 'note:' and 'evidence: [...]'.",
        ),
        *_comment(0, f"These questions decide the rung: {', '.join(deciding)}."),
        "project:",
        "  title:",
        "  organisation:",
        *_comment(2, "A short name for the organisation, and what those are called that the matter is for."),
        "  organisation-short:",
        "  people:",
        *_comment(2, "What the project is, in a sentence or two."),
        "  about:",
        *_comment(
            2,
            "In one sentence: whose decisions about what, over the last twelve months. No rung is printed without it.",
        ),
        "  unit:",
        *_comment(2, "What could not be decided here, and who fixed it, as in {the total budget: council}."),
        "  off-the-table:",
        *_comment(2, f"What you call it, and what you want it to be: {rungs}"),
        "  claims:",
        "  intends:",
        *_comment(2, "The day of the answers, as in 2016-05-01."),
        "  date:",
        "respondent:",
        *_comment(
            2, f"Who answers: {' | '.join(VIEWS)}. 'mixed' also has groups, as in {{staff: 5, people: 3}}."
        ),
        "  view:",
        "  size:",
        "  groups:",
        "answers:",
    ]
    for section in questionnaire.sections:
        lines += ["", *_comment(2, f"== {section.title} ==")]
        for question in questionnaire.questions:
            if question.section == section.id:
                lines += _blank_question(question, decides=question.id in deciding)
    return "\n".join(lines) + "\n"


def _blank_question(question: Question, *, decides: bool) -> list[str]:
    reserved = [(UNKNOWN, "asked, and nobody could say")]
    if question.not_applicable:
        reserved.append((NOT_APPLICABLE, "does not arise here"))
    choices = [(choice.id, choice.label) for choice in question.choices] + reserved
    lines = ["", *_comment(2, question.ask + (" (decides the rung)" if decides else ""))]
    if question.row_when:
        lines += _comment(2, _only_some_rows(question))
    for name, label in choices:
        lines += _comment(2, f"  {name}: {label}")
    lines.append(f"  {_key(question.id)}:")
    for row in question.rows:
        lines += [*_comment(4, f"{row.label}: {row.help}" if row.help else row.label), f"    {_key(row.id)}:"]
    return lines


def _only_some_rows(question: Question) -> str:
    """For which rows a table is to be filled in that is asked only after certain answers."""
    when = {
        f"{test.fact.partition('.')[0]}: {' or '.join(sorted(test.choices))}"
        for _, test in question.row_when
        if isinstance(test, Among)
    }
    named = f" ({'; '.join(sorted(when))})" if when else ""
    return f"Only for rows that were answered so before{named}; leave the others blank."


def _comment(indent: int, text: str) -> list[str]:
    """The text as comment lines, with nothing in it that would end a comment."""
    lead = len(text) - len(text.lstrip(" "))
    words = "".join(c if c.isprintable() else " " for c in text)
    prefix = f"{' ' * indent}# {' ' * lead}"
    return [prefix + line for line in wrap(words.strip(), _WIDTH - len(prefix), break_on_hyphens=False)]
