"""The lines of a prose that a reader takes for its author's words: code, comments, quotes and tags are blanked.

What is blanked becomes blanks, so that every word keeps its line and its column. Where words go on, as around a comment
or a tag such as `<b>`, they are blanks of no width, `NARROW`; of other tags the first sign is `BREAK`, and that of a cell
of a table `CELL`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from coprod_audit.charter.blocks import Kind
from coprod_audit.charter.inline import BREAK, CELL, NARROW

_SAID = frozenset(("text", "heading", "html", "comment"))
_BLOCK_WORDS = (
    "address article aside blockquote body br button caption center details dialog div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html iframe img input legend li main menu nav ol optgroup option p picture pre section "
    "select summary svg table tbody textarea tfoot thead title tr ul video"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_CELLS = frozenset(("td", "th", "dt", "dd"))
_SHOWN = ("<img", "<svg", "<picture", "<video", "<audio", "<iframe", "<object")
_PROGRAMS = "script|style|"
_STRUCK_OUT = "del|s|strike"
_UP_TO_ITS_END = r"(?=[\s/>]).*?(?:</\1[^<>]*+>?|\Z)"
_PROMISES = (
    "tba|tbc|tbd|todo|to do|fixme|xxx|to be added|to be agreed|to be confirmed|to be decided|to be done|to follow|"
    "to be written|coming soon|lorem ipsum"
)
_NOTHING_YET = frozenset(_PROMISES.split("|"))


def said(lines: Sequence[str], kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The lines as they stand where they are somebody's words, blanks where they are not."""
    out = list[str]()
    for kind, group in groupby(range(len(lines)), key=kinds.__getitem__):
        numbers = list(group)
        block = lines[numbers[0] : numbers[-1] + 1]
        out += _words(block, kind) if kind in _SAID else [""] * len(block)
    return tuple(out)


def has_content(line: str, words: str, kind: Kind) -> bool:
    """Whether there is anything in a line, of which `words` is what is said: no heading, rule, promise or empty mark."""
    if kind in {"code", "quote"}:
        return any(map(str.isalnum, line))
    if kind == "html" and any(tag in line.lower() for tag in _SHOWN):
        return True
    return kind in {"text", "html", "comment"} and any(map(str.isalnum, words)) and not _is_promise(words)


def _is_promise(words: str) -> bool:
    """Whether a line only says that something will stand here."""
    return len(words) < 60 and " ".join(re.findall(r"\w+", words.lower())) in _NOTHING_YET


def _words(block: Sequence[str], kind: Kind) -> Sequence[str]:
    text = "\n".join(block)
    if kind == "comment" and "<!--" not in text:
        return [""] * len(block)  # something for a program
    if "`" in text and kind not in {"comment", "html"}:
        text = _without(text, _code(text), " ")
    if "<" in text:
        left_out = f"(?is)<({_PROGRAMS if kind == 'html' else ''}{_STRUCK_OUT}){_UP_TO_ITS_END}"
        text = re.sub(left_out, lambda found: _blanks(found[0]), text)
        text = _without(text, _comments(text, to_the_end=kind == "comment"), NARROW)
        text = re.sub(r"</?([A-Za-z!?][A-Za-z0-9-]*+)([^<>]*+)>", _tag, text)
    return text.split("\n")


def _tag(found: re.Match[str]) -> str:
    """What stands for a tag."""
    name = found[1].lower()
    if name in _CELLS or name in _BLOCKS:
        return (CELL if name in _CELLS else BREAK) + _blanks(found[0][1:])
    is_tag = found[2][:1] in {"", " ", "\t", "\n", "/"}
    return _blanks(found[0], NARROW if is_tag else " ")


def _comments(text: str, *, to_the_end: bool) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; one that is not closed is none, or goes on `to_the_end`."""
    begins = text.find("<!--")
    while begins >= 0:
        ends = text.find("-->", begins + 2)
        if ends >= 0 or to_the_end:
            yield begins, ends + 3 if ends >= 0 else len(text)
        begins = text.find("<!--", ends + 3) if ends >= 0 else -1


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Where code between backticks begins and ends: a run of them, up to the next run that is as long."""
    runs = [found.span() for found in re.finditer("`+", text)]
    next_alike, latest = dict[int, int](), dict[int, int]()
    for place in range(len(runs) - 1, -1, -1):
        length = runs[place][1] - runs[place][0]
        next_alike[place] = latest.get(length, -1)
        latest[length] = place
    place = 0
    while place < len(runs):
        closing = -1 if text.startswith("\\", max(0, runs[place][0] - 1)) else next_alike[place]
        if closing >= 0:
            yield runs[place][0], runs[closing][1]
        place = max(closing, place) + 1


def _without(text: str, stretches: Iterator[tuple[int, int]], blank: str) -> str:
    """The text with blanks for what stands in the stretches, which come in order."""
    pieces, at = list[str](), 0
    for begins, ends in stretches:
        pieces += (text[at:begins], _blanks(text[begins:ends], blank))
        at = ends
    return "".join((*pieces, text[at:]))


def _blanks(text: str, blank: str = " ") -> str:
    return "\n".join([blank * len(line) for line in text.split("\n")])
