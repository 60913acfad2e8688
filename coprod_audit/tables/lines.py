"""The lines of a text file, as a stream: memory holds a piece of the file at a time."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coprod_audit.findings import Finding
from coprod_audit.tables.decoding import Decoder


class Lines(NamedTuple):
    """Some lines, with their ends as they were found.

    `odd` says that one of them may have unreadable characters, `marks` that one has a quotation mark, `guards` that one
    has an apostrophe.
    """

    texts: list[str]
    odd: bool = False
    marks: bool = False
    guards: bool = False


def lines(
    pieces: Iterator[bytes], path: Path, longest: int, warn: Callable[[Finding], None]
) -> Iterator[Lines]:
    """The lines of a file; of one that is longer than `longest` only so much that this shows.

    Raises InputError (S003) for what is no text.
    """
    decoder, carry, odd_carry = None, "", False
    for piece in pieces:
        decoder = decoder or Decoder(piece, path, warn)
        text, odd = decoder.text(piece)
        text = carry + text
        texts = _split(text)
        odd = odd or odd_carry
        carry = texts.pop() if texts and not texts[-1].endswith("\n") else ""
        odd_carry = odd and bool(carry)
        yield Lines(texts, odd, '"' in text, "'" in text)
        if len(carry) > longest + 1:
            carry = carry[: longest + 1] + ("\r" if carry.endswith("\r") else "")
    if decoder is not None:
        yield Lines(_split(carry + decoder.text(b"", final=True)[0]), odd=True, marks=True, guards=True)


def _split(text: str) -> list[str]:
    """The lines, which end with a line feed, a carriage return or both, as in any CSV; nothing else ends one."""
    return list(io.StringIO(text, newline=""))
