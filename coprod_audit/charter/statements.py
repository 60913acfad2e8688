"""Rungs that the prose of a charter states: what the project claims to be, and what it intends to be.

Two kinds of plain statement count. A label with a rung behind it or below it, at the start of a line or in the row of a
table ("Rung: co-design", "| Intended level | co-production |"); "Stage" and "Status" are none, for they say as often how
far a piece of work or the text itself has come ("Status: consultation"). And a sentence, or a part of one between commas, that begins
like one of `_SENTENCES` and goes on with a rung ("this is a co-production project", "we aim for co-production").
Whatever else is said of a rung is left alone, for a wrong finding costs more than one that is missed: negations,
questions, conditions, definitions, what others say, what stands in quotation marks, code or a block quote. The everyday
words among the rungs, such as "engagement", count only where the sentence speaks of a rung, claims one, or calls the
project so.

A rung is written with a hyphen, a blank or neither, in capitals or not, and also as "co-produced". What counts is what is
shown, whatever marks, entities and signs of no width the words were put together with.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from coprod_audit.charter.headings import Prose
from coprod_audit.charter.inline import NARROW, Shown, shown
from coprod_audit.charter.rung_names import Named, RungNames, rung_names
from coprod_audit.spans import Span

Says = Literal["claims", "intends"]

MOST: Final = 1_000


class Stated(NamedTuple):
    """A rung that the prose states, by its id; `span` is where its name stands."""

    kind: Says
    rung: str
    span: Span


_CLAIMED = (
    "rung|level|our rung|our level|claimed rung|claimed level|rung claimed|level claimed|rung we claim|we claim|claim|"
    "claims|claimed|project claims|current rung|current level|rung now|level now|present rung|ladder rung|rung on ladder|"
    "rung of ladder|place on ladder|level of participation|participation level|level of involvement"
)
_INTENDED = (
    "intended rung|intended level|rung intended|level intended|rung we intend|rung we aim for|we intend|we aim for|intends|"
    "intended|project intends|target rung|target level|desired rung|desired level|rung aimed for|future rung"
)
_LABELS: Final[Mapping[str, Says]] = {
    **dict.fromkeys(_CLAIMED.split("|"), "claims"),
    **dict.fromkeys(_INTENDED.split("|"), "intends"),
}

_PROJECT = "project|programme|program|initiative|work|service|hub|scheme|partnership|process"
_OURS = rf"(?:(?:our|the|this) (?:{_PROJECT}|charter))"
_NOW = "(?:now|currently|today|still)"
_RUNG = "(?:the )?(?:rung |level )(?:of )?"
_WISH = (
    r"(?:want|aim|intend|hope|plan|mean|wish)s? to (?:reach|get to|move to|move up to|be at|arrive at|become)"
)
_AIM = rf"(?:aims? for|aims? at|intends?|(?:are|is) (?:aiming for|working towards?)|works? towards?|{_WISH})"
# How a sentence begins that goes on with a rung; "a", "real" and the like are taken out before.
_SENTENCES: Final[tuple[tuple[Says, str], ...]] = (
    ("claims", rf"(?:this|what we do|{_OURS}) is "),
    ("claims", rf"(?:we are|we stand|{_OURS} (?:is|stands)) (?:now |currently )?(?:at|on) (?:{_RUNG})?"),
    ("intends", rf"(?:we|it|{_OURS}) (?:now )?{_AIM} (?:{_RUNG})?"),
    (
        "intends",
        r"(?:our|the) (?:aim|goal|ambition|target|intention) is (?:now )?(?:to (?:reach|get to|move to|be at) )?",
    ),
)
# The same for everyday words too, for these speak of rungs.
_OF_RUNGS: Final[tuple[tuple[Says, str], ...]] = (
    ("claims", rf"(?:we|{_OURS}) claims? (?:to be )?(?:at )?(?:{_RUNG})?"),
    (
        "claims",
        rf"(?:(?:our|the) )?(?:claimed |current |present )?(?:rung|level)(?: we claim| we are on)?(?: {_NOW})? is (?:{_NOW} )?",
    ),
    ("claims", rf"(?:we are|we stand|{_OURS} (?:is|stands)) (?:now |currently )?(?:at|on) {_RUNG}"),
    ("intends", rf"(?:we|it|{_OURS}) {_AIM} {_RUNG}"),
    ("intends", rf"(?:(?:our|the) )?(?:intended|target|desired) (?:rung|level) is (?:{_NOW} )?"),
    ("intends", r"the (?:rung|level) (?:that )?we (?:aim for|intend|want to reach|are aiming for) is "),
)
_DONE = rf"(?:our|the|this) (?:{_PROJECT}) (?:is|was|has been|is being) "

_IGNORED = frozenset(("a", "an", "real", "genuine", "true", "full", "truly", "fully", "genuinely"))
_LEADING = frozenset(("and", "but", "so", "then", "today", "now", "currently", "here", "overall", "also"))
_CONDITIONS = frozenset(("if", "when", "unless", "until", "whether", "once", "should", "were", "suppose"))
_AFTER_WORDS = (
    "and in with on for because since at here now today from by as between throughout together rung level"
)
_AFTER = frozenset(_AFTER_WORDS.split())
_LAST_WORDS = "is was been being at on rung level of now currently today still for intend intends toward towards reach to be become claim claims"
_LAST = frozenset(_LAST_WORDS.split())  # what the sentences end with
_WINDOW = 300
_NEAR = 40
_SHORTENED = (("'re ", " are "), ("'s ", " is "))
_CLAUSE_ENDS = re.compile(r"[,;()–—]|[.!?](?=\s|$)")
_NOT_OURS = r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|~~[^~\n]*~~|[*_\[\]]"
_NUMBER = r"^\s*[0-9]{1,9}[.)]\s"
_BEGINS = re.compile(r"\s*(?:[-+*]\s|[0-9]{1,9}[.)]\s|#|\|)")


class _Text(NamedTuple):
    """A paragraph, item, row or heading: the number of its first line, where each begins in the source, and what it says.

    `whole` is what is shown, with blanks for what stands in quotation marks.
    """

    first: int
    starts: list[int]
    shown: Shown
    whole: str

    def span(self, named: Named, path: str) -> Span:
        """Where a rung is named in the file."""
        begins, ends = self.shown.source(named.begins, named.ends)
        line, last = [bisect_right(self.starts, at) - 1 for at in (begins, ends - 1)]
        columns = begins - self.starts[line] + 1, ends - self.starts[last] + 1
        return Span(path, line + self.first, columns[0], last + self.first, columns[1])


def stated(prose: Prose, names: Mapping[str, Sequence[str]]) -> tuple[Stated, ...]:
    """The rungs that a prose states, in its order. `names` are the names of each rung, by its id.

    Every place is looked at where one is named. Of statements that say the same the first `MOST` are told.
    """
    rungs, found = rung_names(names), list[Stated]()
    alike: dict[tuple[Says, str], int] = {}
    for text, named in _named(prose, rungs):
        kind = _labelled(text.whole, named, rungs) or _said(text.whole, named, rungs)
        if kind:
            count = alike[kind, named.rung] = alike.get((kind, named.rung), 0) + 1
            if count <= MOST:
                found.append(Stated(kind, named.rung, text.span(named, prose.span.path)))
    return tuple(found)


def _named(prose: Prose, rungs: RungNames) -> Iterator[tuple[_Text, Named]]:
    """Every rung that is named outside of quotation marks, with the text it stands in."""
    for first, lines in _texts(prose):
        there = shown("\n".join(lines))
        if rungs.pattern.search(there.text):
            whole = re.sub(_NOT_OURS, lambda found: re.sub(r"[^\n]", " ", found[0]), there.text)
            starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
            text = _Text(first, starts, there, whole)
            yield from ((text, named) for named in rungs.found(whole))


def _texts(prose: Prose) -> Iterator[tuple[int, list[str]]]:
    """Paragraphs, items, rows and headings, each with the number of its first line."""
    lines, first = list[str](), prose.first_line
    for number, line in enumerate(prose.lines, prose.first_line):
        blank = not line.strip() or not line.replace(NARROW, "").strip()
        begins = blank or _BEGINS.match(line) is not None
        if lines and (begins or lines[-1].lstrip().startswith(("#", "|"))):
            yield first, lines
            lines = []
        if not blank:
            first = first if lines else number
            lines.append(line)
    if lines:
        yield first, lines


def _labelled(text: str, named: Named, rungs: RungNames) -> Says | None:
    """What a label says of the rung behind it, the only one in its line, or of that in the line below it."""
    begins, ends = _label(text, named.begins)
    if named.done or begins == ends:
        return None
    label = re.sub(_NUMBER, "", text[begins:ends])
    kind = _LABELS.get(" ".join([word for word in _words(label) if word != "the"]))
    after = text[named.ends : named.ends + _WINDOW].partition("\n")[0]
    line = f"{text[begins : named.ends]}{after}"
    if kind is None or any(one.rung != named.rung for one in rungs.found(line)):
        return None
    after = after.lstrip()
    word = _words(after)[:1] if after[:1].isalnum() else []
    return None if after.startswith(("?", "/")) or (word and word[0] not in _AFTER) else kind


def _label(text: str, at: int) -> tuple[int, int]:
    """Where the words of a line begin and end that have a mark between them and a place; the same where none have."""
    least = max(0, at - _WINDOW)
    ends = next((place for place in range(at, least, -1) if text[place - 1].isalnum()), least)
    line = text.rfind("\n", least, ends) + 1
    begins = line or least
    if not any(mark in text[ends:at] for mark in ":|=–—") or (least and not line):
        return at, at
    return begins, ends


def _said(text: str, named: Named, rungs: RungNames) -> Says | None:
    """What the sentence around a rung says of it."""
    before = text[max(0, named.begins - _WINDOW) : named.begins]
    nearest = _words(before[-_NEAR:])[-1:]
    if (nearest and nearest[0] not in _LAST) or _is_open(text, named, rungs):
        return None
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(before)]
    words = _words(before[ends[-1] :] if ends else before)
    while words and words[0] in _LEADING:
        del words[0]
    patterns = _patterns(named, text)
    for left in _readings(words):
        for kind, pattern in patterns:
            if re.fullmatch(pattern, left):
                return kind
    return None


def _is_open(text: str, named: Named, rungs: RungNames) -> bool:
    """Whether the sentence asks, sets a condition, or goes on so that it may mean something else."""
    before = text[max(0, named.begins - _WINDOW) : named.begins]
    after = text[named.ends : named.ends + _WINDOW]
    sentence = re.split(r"[.!?]\s", before)[-1]
    if (_words(sentence[:_NEAR]) or ["if"])[0] in _CONDITIONS:
        return True
    end = re.search(r"[.!?](?:\s|$)", after)
    if end and end[0].startswith("?"):
        return True
    following = re.match(r"\s*([^\W_]+)?\s*(.?)", after, re.DOTALL)
    word = following[1].lower() if following and following[1] else ""
    if word in {"and", "or"} and rungs.pattern.match(
        text, named.ends + after.lower().index(word) + len(word) + 1
    ):
        return True
    return bool(word) and word not in _AFTER and word not in _PROJECT.split("|")


def _readings(words: list[str]) -> Iterator[str]:
    """The words before a rung; where they are two sentences, also the second, which may have left out its "we"."""
    yield "".join([f"{word} " for word in words])
    for place in range(len(words) - 1, 0, -1):
        if words[place] in {"and", "but"}:
            second = words[place + 1 :]
            yield "".join([f"{word} " for word in second])
            if words[0] in {"we", "our", "this", "the"} and "not" not in words:
                yield "".join([f"{word} " for word in ("we", *second)])
            return


def _patterns(named: Named, text: str) -> tuple[tuple[Says, str], ...]:
    """How a sentence may begin that states this rung, as it is named here."""
    after = _words(text[named.ends : named.ends + _NEAR])[:1]
    calls_it_so = _SENTENCES[:1] if after and after[0] in _PROJECT.split("|") else ()
    if named.done:
        return (("claims", _DONE), *calls_it_so)
    if named.everyday:
        return (*_OF_RUNGS, *calls_it_so)
    return (*_SENTENCES, *_OF_RUNGS)


def _words(text: str) -> list[str]:
    """The words in small letters, those that change nothing left out."""
    text = f"{text.lower().replace('’', chr(39))} "
    for short, long in _SHORTENED:
        text = text.replace(short, long)
    return [word for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", text) if word not in _IGNORED]
