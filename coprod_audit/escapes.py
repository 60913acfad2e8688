r"""The only ways out for text that came from outside: one function for each place it can land in.

Answers, notes, project names, file names and the questionnaire's own wording are data in every output. Each
function here takes what somebody typed and returns what must be written so that a reader sees exactly that, and
nothing they typed acts: no heading, no link, no tag, no cursor movement, no hidden order of letters.

Controls and the marks that turn the order of letters round are made visible as `\x1b` or `\u202e` everywhere;
right-to-left words themselves, accents and emoji stay as they are.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps

# Patterns are compiled when they are first needed: the small door shows texts and needs none of them as a rule.
# C0, DEL and C1 controls, line and paragraph separators, embedding and isolating marks (CVE-2021-42574), half
# characters, and the two code points that XML forbids. Tab and line feed are each caller's own affair.
_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
# And what makes a brace a template's: what we wrote is never taken for one.
_MEANS_SOMETHING = r"[\\`*_\[\]|~#$]|(?<=\{)[{%]"
_STARTS_A_BLOCK = r"^(?:(?P<sign>[-+>=:])|(?P<number>\d{1,9})(?=[.)](?: |$)))"
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "{": "&#123;"}
_ENTITY = r"&(?=[#A-Za-z])"
_BLANKS = r"[\t\n ]+"
_ACTS = "\0"
_ACTING = str.maketrans(dict.fromkeys([*map(chr, range(32)), *"\x7f\\`*_[]|~#$&<{"], _ACTS))
_KEPT, _LONGEST_KEPT = 4096, 800


def visible(text: str) -> str:
    r"""Return the text with hidden characters spelled out; line feeds and tabs stay, CR LF becomes a line feed."""
    if text.isprintable():
        return text
    return _compiled(_HIDDEN).sub(_spell, text.replace("\r\n", "\n"))


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _spell(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def show(text: str) -> str:
    r"""Return text for one line of a terminal; line feeds and tabs are spelled out too (threat model, O3)."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def _kept_if_short(write: Callable[[str], str]) -> Callable[[str], str]:
    """Remember what the last few hundred texts came to: an audit says much that the one before said too.

    Nothing depends on it but time. A text of more letters than a piece of advice is written anew each time, so that
    there is an end to what is kept.
    """
    kept = lru_cache(maxsize=_KEPT)(write)

    def written(text: str) -> str:
        return kept(text) if len(text) <= _LONGEST_KEPT else write(text)

    return wraps(write)(written)


@_kept_if_short
def md(text: str) -> str:
    """Return text for a line of Markdown: a heading, a list item, running text. Lines are joined by blanks."""
    if _nothing_acts(text):
        return text
    return _markdown(_compiled(_BLANKS).sub(" ", visible(text)).strip())


@_kept_if_short
def cell(text: str) -> str:
    """Return text for a cell of a Markdown table; its lines are kept apart by a line break."""
    return "<br>".join(md(line) for line in visible(text).split("\n") if line.strip())


def block(text: str, prefix: str = "> ") -> str:
    """Return text of several lines as lines of Markdown that each begin with `prefix`; paragraphs are kept."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", visible(text).strip())
    return f"\n{prefix.rstrip()}\n".join(_paragraph(lines, prefix) for lines in paragraphs)


def _paragraph(text: str, prefix: str) -> str:
    return "\\\n".join(prefix + md(line) for line in text.split("\n"))


def fence(text: str) -> str:
    """Return text as a fenced block of Markdown, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}text\n{visible(text)}\n{ticks}"


def link(name: str) -> str:
    """Return the name of a file in the same folder as the target of a Markdown link; never a scheme or a path."""
    from urllib.parse import quote

    try:
        raw = name.encode("utf-8", "surrogateescape")  # the very bytes of a name that is not UTF-8
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogatepass")
    return quote(raw, safe="")


def svg(text: str) -> str:
    """Return text for an element or a quoted attribute of an SVG; only characters that XML 1.0 allows remain."""
    plain = _compiled(_BLANKS).sub(" ", visible(text)).strip()
    for sign, name in _NAMED.items():
        plain = plain.replace(sign, name)
    return plain


def _nothing_acts(text: str) -> bool:
    """Whether a text is plain words, as most are: letters that stand for themselves, single blanks between them."""
    first = text[:1]
    return (
        text.isascii()
        and first.isalpha()
        and text[-1] != " "
        and "  " not in text
        and _ACTS not in text.translate(_ACTING)
    )


def _markdown(line: str) -> str:
    # Tags and entities are written as entities, not with a backslash: some readers of Markdown do not know `\<`.
    escaped = (
        _compiled(_MEANS_SOMETHING)
        .sub(r"\\\g<0>", _compiled(_ENTITY).sub("&amp;", line))
        .replace("<", "&lt;")
    )
    return _compiled(_STARTS_A_BLOCK).sub(_at_the_start, escaped)


def _at_the_start(found: re.Match[str]) -> str:
    return f"\\{found['sign']}" if found["sign"] else f"{found['number']}\\"
