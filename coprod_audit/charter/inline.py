"""What a piece of Markdown says without its marks: emphasis, code, links, entities and escapes become their text.

Reference links (`[text][label]`) keep their brackets, for what they lead to stands elsewhere. Of a very long text only
the first `LONGEST` characters lose their marks.
"""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

LONGEST: Final = 300

NARROW: Final = "\u200b"
BREAK: Final = "\u2029"
CELL: Final = "\x1f"
"""What stands for tags that are left out: within words, between blocks, and around a cell of a table."""

_MARKS = re.compile(r"[\\`<\[&*_\n]")
_TITLE = r"""(?:"[^"]*"|'[^']*'|\([^()]*\))"""
_TARGET = rf"\(\s*(?:<[^<>]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?)(?:\s+{_TITLE})?\s*\)"
_INLINE = (
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<end>(?:\\| *)\n[ \t]*)"
    r"|(?P<ticks>`+)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)|`+"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>"
    r"|<!--.*?-->|</?[A-Za-z][^<>]*>"
    rf"|!?\[(?P<label>(?:[^\[\]\\]|\\.)*+)\]{_TARGET}"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<run>\*+|_+)"
)


# What nobody sees: hyphens for the end of a line, joiners, marks of direction, signs of no width.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_BEHIND = rf"""\(\s*+(?:<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)?+)(?:\s++{_TITLE})?+\s*+\)"""
_MEANT = rf"[&\\*\[\]{BREAK}{CELL}{_UNSEEN}]|[ \t]{{3}}"
_CHANGED = (
    r"(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<row>{BREAK}[ \t\n{BREAK}{_UNSEEN}]*+)|(?P<cell>{CELL})|(?P<wide>[ \t][ \t{_UNSEEN}]{{2,}}+)"
    rf"|\\(?P<escaped>[!-/:-@\[-`{{-~])|\\(?=\n)|[{_UNSEEN}]+|\*+"
    rf"|\[\^[^\[\]\s]*+\]|!?\[|\]{_BEHIND}|\]\[[^\[\]]*+\]|\]"
)


class Shown(NamedTuple):
    """A text as it is shown, and where the pieces of it stand that it was put together from.

    Every second piece, from the first, stands in the source as it is; those between them were changed.
    """

    text: str
    begins: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)

    def source(self, begins: int, ends: int) -> tuple[int, int]:
        """Where in the source a stretch of the text begins and ends."""
        first, last = [bisect_right(self.begins, at) - 1 for at in (begins, ends - 1)]
        start = self.sources[first] + (0 if first % 2 else begins - self.begins[first])
        return start, self.sources[last + 1] if last % 2 else self.sources[last] + ends - self.begins[last]


class _Run(NamedTuple):
    """A run of stars or underscores: what it may do, and its place among the pieces."""

    mark: str
    length: int
    opens: bool
    closes: bool
    at: int


def plain(text: str) -> str:
    """The text without its marks, on one line."""
    if not _MARKS.search(text):
        return text
    return f"{_plain(text[:LONGEST])}{text[LONGEST:]}".strip()


def shown(text: str) -> Shown:
    """A text without what nobody sees in it: stars, brackets, addresses of links; entities and escapes are what they show.

    Several blanks are one. Code is for the caller to leave out. What stands for tags (see `prose_lines`) becomes ends of
    lines and of cells.
    """
    if not re.search(_MEANT, text):
        return Shown(text)
    pieces, begins, sources, at, length = list[str](), list[int](), list[int](), 0, 0
    for found in re.finditer(_CHANGED, text):
        for piece, source in ((text[at : found.start()], at), (_changed(found), found.start())):
            pieces.append(piece)
            begins.append(length)
            sources.append(source)
            length += len(piece)
        at = found.end()
    return Shown("".join((*pieces, text[at:])), (*begins, length), (*sources, at))


def _changed(found: re.Match[str]) -> str:
    """What is shown instead of one mark."""
    if found["entity"]:
        return re.sub(f"[{_UNSEEN}]", "", _unescaped(found["entity"]))
    plain_signs = {"row": "\n", "cell": "|", "wide": " ", "escaped": found["escaped"]}
    return plain_signs.get(found.lastgroup or "") or ""


def _unescaped(entity: str) -> str:
    from html import unescape  # takes a while to load, and few texts have entities

    return unescape(entity)


def untailed(text: str) -> str:
    """What stands behind the signs that begin a heading: without blanks around it, and without those that may close it."""
    text = text.rstrip(" \t")
    shorter = text.rstrip("#")
    return (shorter if not shorter or shorter[-1] in " \t" else text).strip()


def _plain(text: str) -> str:
    pieces, runs, at = list[str](), list[_Run](), 0
    for found in re.finditer(_INLINE, text, re.DOTALL):
        pieces.append(text[at : found.start()])
        at = found.end()
        if found["run"]:
            runs.append(_run(text, found.start(), found.end(), len(pieces)))
        pieces.append(_said(found))
    pieces.append(text[at:])
    for at, left in _left_over(runs).items():
        pieces[at] = pieces[at][:left]
    return "".join(pieces)


def _said(found: re.Match[str]) -> str:
    """The text of one mark."""
    if found["end"] is not None:
        return " "
    if found["code"] is not None:
        code = found["code"].replace("\n", " ")
        return code[1:-1] if code.startswith(" ") and code.endswith(" ") and code.strip() else code
    if found["label"] is not None:
        return _plain(found["label"])
    if found["entity"]:
        return _unescaped(found["entity"])
    kept = found["escaped"] or found["address"]
    return kept or ("" if found[0].startswith("<") else found[0])


def _run(text: str, start: int, end: int, at: int) -> _Run:
    """Whether a run may open and close emphasis, by what stands on both its sides."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (after.isalnum() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or not after.isalnum())
    if text[start] == "_":
        left, right = (
            left and (not right or not before.isalnum()),
            right and (not left or not after.isalnum()),
        )
    return _Run(text[start], end - start, left, right, at)


def _left_over(runs: list[_Run]) -> dict[int, int]:
    """How much of each run is no emphasis, by its place."""
    left, openers = {run.at: run.length for run in runs}, list[_Run]()
    for run in runs:
        if run.closes:
            _close(run, openers, left)
        if run.opens and left[run.at]:
            openers.append(run)
    return left


def _close(closer: _Run, openers: list[_Run], left: dict[int, int]) -> None:
    """Let a run close what the openers before it have opened, the nearest first."""
    place = len(openers) - 1
    while place >= 0 and left[closer.at]:
        opener = openers[place]
        if opener.mark != closer.mark or not _fit(opener, closer):
            place -= 1
            continue
        del openers[place + 1 :]
        used = 2 if min(left[opener.at], left[closer.at]) > 1 else 1
        left[opener.at] -= used
        left[closer.at] -= used
        if not left[opener.at]:
            openers.pop()
            place -= 1


def _fit(opener: _Run, closer: _Run) -> bool:
    """The rule of three: runs that do both fit only where their lengths do."""
    if not (opener.closes or closer.opens) or (opener.length % 3 == 0 and closer.length % 3 == 0):
        return True
    return (opener.length + closer.length) % 3 != 0
