"""What a terminal that can draw is shown: wrapped to its width, questions told apart, colour never alone.

The one room of rich. Nothing that came from outside is read as markup, emoji or a link (threat model, O3).
"""

from typing import Literal, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from coprod_audit.escapes import show

Kind = Literal["plain", "question", "quiet", "answer", "warning"]

_STYLES: dict[Kind, str] = {
    "plain": "",
    "question": "bold",
    "quiet": "dim",
    "answer": "cyan",
    "warning": "bold",
}
_READS_WELL = 88
_FEWEST = 20  # a window may say that it has none


class Screen:
    """Prints to one stream. It never fails on a text: what cannot be shown is spelled out."""

    def __init__(self, out: TextIO) -> None:
        found = _console(out)
        self._console = found if found.width >= _FEWEST else _console(out, _FEWEST)

    @property
    def width(self) -> int:
        """The columns there are, as the window stands now, and no more than can be read with ease."""
        return max(min(self._console.width, _READS_WELL), _FEWEST)

    def say(self, text: str, kind: Kind = "plain", indent: int = 0) -> None:
        """Print a paragraph, wrapped at words."""
        for part in text.split("\n"):
            words = Text(show(part), style=_STYLES[kind])
            self._console.print(Padding(words, (0, 0, 0, indent), expand=False), width=self.width)

    def draw(self, lines: str) -> None:
        """Print lines as they are; what is too wide is cut off by nobody."""
        for line in lines.splitlines():
            self._console.print(Text(show(line)), soft_wrap=True)

    def blank(self) -> None:
        """Leave a line free."""
        self._console.print()


def _console(out: TextIO, width: int | None = None) -> Console:
    return Console(file=out, width=width, markup=False, highlight=False, emoji=False, legacy_windows=False)
