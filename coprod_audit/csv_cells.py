"""Lines of CSV in which no cell acts: what a spreadsheet would take for a formula has a `'` before it (O2).

Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`, full-width forms among them, and some look past blanks,
or at each line of a cell. The guard can be taken off again: a text that already looks guarded gets one more `'`.
"""

import re
from collections.abc import Sequence

# What is looked past: blanks of every kind, controls, and marks that do not show. Never a line break.
_PAST = r"[\x00-\x09\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*"
# A tab at the start of a line, or a line break at the start of a cell, may make what follows a new cell.
_START = rf"(?:\t|{_PAST}[=+\-@\uff1d\uff0b\uff0d\uff20])"
_LINE = r"(?:(?<=\n)|(?<=\r)(?!\n))"
_RISKY = re.compile(rf"(?:\A(?='*(?:[\r\n]|{_START}))|{_LINE}(?='*{_START}))")
_GUARDED = re.compile(rf"(?:\A'(?='*(?:[\r\n]|{_START}))|{_LINE}'(?='*{_START}))")
# In most lines that we write every cell begins with a letter or a digit and holds nothing to quote.
_CLOSER_LOOK = re.compile(r",(?:[^A-Za-z0-9,]|sep=)")
_PLAIN = re.compile(r'(?:(?!sep=)[A-Za-z0-9][^",;\t|\r\n\0]*)?')
_QUOTED_ALONE = re.compile(r'[A-Za-z0-9][^"\t\r\n\0]*')  # nothing to guard: it is only kept together
_SIGNS = ('"', ";", "\t", "|", "\r", "\n", "\0")
# Other separators are quoted too, or a reader might take them for the file's; so is what Excel reads as a setting.
_QUOTED = re.compile(r'[",;\t|\r\n]|\A(?:\ufeff|sep=)')


def guarded(text: str) -> str:
    """The text with a `'` before each line that a spreadsheet might run; `unguarded` gives it back."""
    return _RISKY.sub("'", text)


def unguarded(text: str) -> str:
    """The text without the guard. A `'` that guards nothing stays, as in 'tis."""
    return _GUARDED.sub("", text) if "'" in text else text


def line(cells: Sequence[str]) -> str:
    r"""One line of CSV, each cell guarded, and quoted where it has to be.

    It ends with a line feed alone: every reader takes it, and it is one line to tools that work on lines. What
    `tables.opened` reads from such lines are the same cells, but for a NUL: most readers take no file that has one, so
    it is spelled out.
    """
    text = ",".join(cells)
    if not _is_plain(text, len(cells)):
        text = ",".join(map(cell, cells))
    return f"{text}\n" if text else '""\n'


def cell(text: str) -> str:
    """One cell of a line: guarded, and quoted where it has to be."""
    if _PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if _QUOTED_ALONE.fullmatch(text) else _quoted(guarded(text.replace("\0", r"\x00")))


def _is_plain(text: str, cells: int) -> bool:
    """Whether these cells, joined, need neither guard nor quotation marks: a quick look, for a million lines."""
    if text.count(",") != cells - 1 or _CLOSER_LOOK.search(f",{text}"):
        return False
    return not any(sign in text for sign in _SIGNS)


def _quoted(cell: str) -> str:
    if not _QUOTED.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
