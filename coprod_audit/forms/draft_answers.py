"""The answers of a drafted map: what the texts in its columns seem to mean, each with how sure that is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from coprod_audit.forms.cells import detail_wordings, known_answers, known_elsewhere, several_in
from coprod_audit.forms.drafting import CERTAIN, NOTHING, Drafted
from coprod_audit.forms.form_map import Numbers
from coprod_audit.forms.texts import ALIKE, likeness, plainly
from coprod_audit.forms.wordings import NOT_ASKED, choice_wordings, in_others
from coprod_audit.questionnaire import Question, Questionnaire
from coprod_audit.sheet_lines import key, scalar

LONGEST_KEY: Final = 500
"""How long a name may be to stand before its colon in one line."""

_TELLING = 0.1  # how much nearer a choice is than the next, to be written down as a guess
_LONGEST_TEXT = 1_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMENT = re.compile(r"^( *)# ")
_COUNT = re.compile(r"([0-9]{1,3})(?:\.0)?")
_CODE = re.compile(r"A(?:O)?0{0,2}([1-9][0-9]?)")
_DETAILS: Final = ("respondent.view", "project.claims", "project.intends")


class Asked(NamedTuple):
    """The questionnaire, and the same in further languages."""

    questionnaire: Questionnaire
    others: Sequence[Questionnaire] = ()

    def others_of(self, question: Question) -> tuple[Question, ...]:
        """The question in further languages."""
        return in_others(question, self.others)


class _Meant(NamedTuple):
    """What one text of a cell seems to mean; `choice` is "" where nothing is like it."""

    choice: str
    remark: str


def entry_line(indent: int, name: str, value: str, remark: str) -> str:
    """A name, what it is, and how sure that is."""
    space = " " * indent
    if len(name) > LONGEST_KEY:
        return f"{space}? {key(name)}\n{space}: {value}  # {remark}"
    return f"{space}{key(name)}: {value}  # {remark}"


def open_line(indent: int, name: str, remark: str) -> str:
    """A name of which somebody has to say what it is: a comment until then."""
    return f"{' ' * indent}# {scalar(name, None)}: ...  # {remark}"


def sayable(text: str) -> bool:
    """Whether the text can stand in a map as it is."""
    return bool(text.strip()) and len(text) <= _LONGEST_TEXT and not _SURROGATE.search(text)


def numbers_in(columns: Sequence[Drafted], questionnaire: Questionnaire) -> Numbers:
    """How choices are counted, where nearly all cells that are not words of the questionnaire are numbers."""
    texts = [text for c in columns if c.target.kind == "fact" for text in c.texts]
    counts = [int(found[1]) for text in texts if (found := _COUNT.fullmatch(text))]
    known = {
        text
        for name in {c.target.name for c in columns if c.target.kind == "fact"}
        for text in _said(name, questionnaire)
    }
    others = [text for text in texts if plainly(text) not in known]
    if not counts or len(counts) * 2 < len(others):
        return "no"
    return "yes" if 0 in counts else "from 1"


def _said(fact: str, questionnaire: Questionnaire) -> Mapping[str, str]:
    return known_answers(questionnaire.question_of(fact), fact, {})


def answer_lines(
    columns: Sequence[Drafted], asked: Asked, numbers: Numbers, absent: tuple[str, ...]
) -> list[str]:
    """What the texts of cells mean, question by question; ids and numbers need no line.

    What nothing is like stands there as a comment, to be filled in; so does a question with nothing but that.
    """
    found = [
        lines
        for name, texts in _texts(columns, asked.questionnaire).items()
        if (lines := _of(name, texts, asked, numbers, absent))
    ]
    said = [line for lines in found for line in (lines if _says(lines[1:]) else map(_as_comment, lines))]
    head = "answers:" if any(_says(lines[1:]) for lines in found) else "# answers:"
    return [head, *said] if said else []


def _says(lines: Sequence[str]) -> bool:
    """Whether any line is more than a comment."""
    return any(not line.lstrip().startswith("#") for line in lines)


def _as_comment(line: str) -> str:
    return "#" + _COMMENT.sub(r"\1", line)


def _texts(columns: Sequence[Drafted], questionnaire: Questionnaire) -> dict[str, dict[str, None]]:
    """The different texts by question or detail, in the order of the columns."""
    found: dict[str, dict[str, None]] = {}
    for column in columns:
        kind, name, *_ = column.target
        if kind == "fact":
            found.setdefault(questionnaire.question_of(name).id, {}).update(dict.fromkeys(column.texts))
        elif kind == "table" and questionnaire.by_id[name].several:
            continue  # what is ticked are rows, which need no line
        elif kind == "table":
            lines = [line for text in column.texts for line in text.splitlines()]
            rests = [line.partition(":")[2].strip() for line in lines]
            found.setdefault(name, {}).update(dict.fromkeys([rest for rest in rests if rest]))
        elif name in _DETAILS:
            found.setdefault(name, {}).update(dict.fromkeys(column.texts))
    return found


def _of(
    name: str, texts: Iterable[str], asked: Asked, numbers: Numbers, absent: tuple[str, ...]
) -> list[str]:
    """The lines of one question or detail; none where every text is an id already."""
    question = asked.questionnaire.by_id.get(name)
    others = asked.others_of(question) if question else ()
    said = choice_wordings(question, others) if question else detail_wordings(asked.questionnaire, name)
    said = {choice: texts for choice, texts in said.items() if choice}
    known = (
        known_elsewhere(others) | known_answers(question, name, {}, numbers, absent)
        if question
        else {plainly(text): choice for choice, several in said.items() for text in (choice, *several)}
    )
    lines, plain = [], set[str]()
    for text in texts:
        if plainly(text) in plain or plainly(text) in said or not sayable(text):
            continue
        plain.add(plainly(text))
        if numbers != "no" and _COUNT.fullmatch(text) and plainly(text) in known:
            continue
        lines.append(_text(text, _meant(text, said, known, question)))
    return [f"  {key(name)}:", *lines] if lines else []


def _text(text: str, meant: _Meant) -> str:
    if not meant.choice:
        return open_line(4, text, meant.remark)
    return entry_line(4, text, meant.choice, meant.remark)


def _meant(
    text: str, said: Mapping[str, tuple[str, ...]], known: Mapping[str, str], question: Question | None
) -> _Meant:
    if plainly(text) in known:
        return _Meant(known[plainly(text)] or NOT_ASKED, CERTAIN)
    code = _CODE.fullmatch(text)
    if code and question and int(code[1]) <= len(question.choices):
        choice = question.choices[int(code[1]) - 1].id
        return _Meant(choice, "to be checked: the choice in that place")
    several = several_in(text, known)
    if several:
        return _Meant("", f"to be checked: {len(several)} choices in one cell, {' and '.join(several)}")
    scores = sorted(
        ((max(likeness(text, t) for t in (name, *texts)), name) for name, texts in said.items()),
        key=lambda one: -one[0],
    )
    near = " and ".join(name for _, name in scores[:2])
    if not scores or scores[0][0] < ALIKE:
        return _Meant("", NOTHING)
    close = len(scores) > 1 and scores[0][0] - scores[1][0] < _TELLING
    return _Meant("" if close else scores[0][1], f"to be checked: nearest are {near}")
