"""Front matter: the YAML between two lines of dashes at the top of a Markdown file, and the prose below it."""

import re
from typing import Final, NamedTuple

ABSENT: Final = (
    "the file has no front matter; let its first line be '---', then project and answers, then a line '---'"
)
UNCLOSED: Final = "the front matter is not closed; write a line '---' where it ends"
EMPTY: Final = "the front matter is empty; write 'project:' and 'answers:' between its two lines of dashes"
TOML: Final = "the front matter is TOML ('+++'); write it in YAML, between two lines '---'"

_OPENS = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_CLOSES = re.compile(r"(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")


class FrontMatter(NamedTuple):
    """The two halves of a text, by the places of their characters.

    `text[begins:ends]` is the YAML, whole lines with the end of the last one, and "" where there is none;
    `text[prose:]` is everything below the closing line, kept byte for byte by whoever writes other YAML between the
    two. `first_line` is the number of the line where the prose begins.
    """

    yaml: str
    begins: int
    ends: int
    prose: int
    first_line: int

    @property
    def numbered(self) -> str:
        """The YAML with an empty line for the opening dashes: its places are those of the whole file."""
        return f"\n{self.yaml}"

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the YAML but remarks."""
        return all(not line.strip() or line.lstrip().startswith("#") for line in self.yaml.splitlines())


def split(text: str) -> FrontMatter | None:
    """Tell front matter from prose; None where there is none, or none that is closed: `why_none` says which.

    The first line is `---`, the closing one `---` or `...`, either with blanks behind it; a byte-order mark may
    stand before the first. Lines end as in Markdown, by a line feed, a carriage return or both.
    """
    opens = _OPENS.match(text)
    closes = _CLOSES.search(text, opens.end() - 1) if opens else None
    if opens is None or closes is None:
        return None
    begins = opens.end()
    ends = closes.start() + _length_of_end(text, closes.start())
    above = text[: closes.end()]
    lines = above.count("\n") + above.count("\r") - above.count("\r\n")
    return FrontMatter(text[begins:ends], begins, ends, closes.end(), lines + 1)


def why_none(text: str) -> str:
    """Why a text has no front matter that could be read, as a sentence with a way out."""
    if _OPENS.match(text):
        return UNCLOSED
    return TOML if text.removeprefix("\ufeff").startswith("+++") else ABSENT


def _length_of_end(text: str, at: int) -> int:
    return 2 if text.startswith("\r\n", at) else 1
