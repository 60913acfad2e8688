"""Where HTML begins in Markdown and what ends it: the seven kinds of the CommonMark specification."""

import re
from typing import Final

BLANK_LINE: Final = ""
"""What ends the kinds that hold text of the page; the others end with what stands in `begins`."""

COMMENT: Final = "-->"

_VERBATIM = ("script", "pre", "style", "textarea")
_ENDS: Final = (("<!--", COMMENT), ("<?", "?>"), ("<![CDATA[", "]]>"))
# All the names that begin a block of their own, whatever stands behind them.
_BLOCKS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
)
_NAMES: Final = frozenset(_BLOCKS.split())
_NAME = r"</?([A-Za-z][A-Za-z0-9]*)(?=\s|/?>|$)"
_VALUE = r"""(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*")"""
_WHOLE_TAG = rf"(?:<[A-Za-z][A-Za-z0-9-]*(?:\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*{_VALUE})?)*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$"


def begins(text: str, *, interrupting: bool) -> str | None:
    """What will end the HTML that begins with this text, which begins with `<`; None where it is none.

    A tag that has no meaning for blocks cannot be the first line where it would be `interrupting` a paragraph.
    """
    for start, end in _ENDS:
        if text.startswith(start):
            return end
    if text[1:2] == "!" and text[2:3].isascii() and text[2:3].isalpha():
        return ">"
    name = _name(text)
    if name in _VERBATIM and text[1] != "/" and not text.startswith("/>", len(name) + 1):
        return "</"
    if name in _NAMES or (not interrupting and re.match(_WHOLE_TAG, text)):
        return BLANK_LINE
    return None


def ended(text: str, end: str) -> bool:
    """Whether a line, from where its HTML goes on, is the last one."""
    if end == BLANK_LINE:
        return not text
    if end == "</":
        lower = text.lower()
        return any(f"</{name}>" in lower for name in _VERBATIM)
    return end in text


def _name(text: str) -> str:
    found = re.match(_NAME, text)
    return found[1].lower() if found else ""
