"""One line at a time from whoever types, or from a pipe; nothing that came along with it answers anything else."""

from typing import NamedTuple, TextIO

from coprod_audit.errors import UsageError

_LONGEST = 100_000  # what is longer was not typed: it is not even read to its end
_LONGEST_TYPED = 4_095  # bytes that a terminal takes before Enter; of more it drops the end
_GRACE = 0.01  # seconds in which the rest of a paste arrives, and nobody types a second line
_MOST_PARTS = 10_000  # of one paste; so that what never ends is given up some day


class Line(NamedTuple):
    """What was typed, without blanks around it; whether more came at once, and whether the terminal cut its end."""

    text: str
    more: bool = False
    cut: bool = False


class LineReader:
    """Reads lines. Where they are typed at a terminal, a paste of several is cut down to its first."""

    def __init__(self, given: TextIO) -> None:
        self._given = given
        self.typed = given.isatty()

    def read(self) -> Line:
        """The next line. Raises EOFError where there is none, UsageError where nobody can have typed it.

        At a terminal only Enter ends a line: what stood there before Ctrl-D was never given. A terminal that has
        gone is the end of the input as well.
        """
        try:
            line = self._given.readline(_LONGEST + 1)
        except (OSError, ValueError) as error:
            raise EOFError from error
        if len(line) > _LONGEST:
            raise UsageError(f"a line of the input is longer than {_LONGEST:,} characters")
        if not line or (self.typed and not line.endswith("\n")):
            raise EOFError
        if not self.typed:
            return Line(_bare(line))
        cut = len(line.encode(errors="surrogateescape")) > _LONGEST_TYPED
        return Line(_bare(line), more=_drop_the_rest(self._given.fileno()), cut=cut)


def _bare(line: str) -> str:
    # Not all that `strip` takes for a blank is one: control signs have to be seen to be refused.
    return line.strip(" \t\r\n\xa0\u3000")


def _drop_the_rest(descriptor: int) -> bool:
    """Drop the lines that came along with the one just read; whether there were any (reliability goal A9)."""
    try:
        import select
        import termios
    except ImportError:  # no such terminals here
        return False
    dropped = False
    try:
        for _ in range(_MOST_PARTS):
            if not (select.select([descriptor], [], [], _GRACE)[0] or _has_begun(descriptor)):
                break
            termios.tcflush(descriptor, termios.TCIFLUSH)
            dropped = True
    except (OSError, termios.error):
        pass  # the terminal has gone; the next line will say so
    return dropped


def _has_begun(descriptor: int) -> bool:
    """Whether a line without its end waits. A terminal tells of it only while it is not taking whole lines."""
    import select
    import termios

    before = termios.tcgetattr(descriptor)
    letters = [*before[:3], before[3] & ~termios.ICANON, *before[4:6], list(before[6])]
    letters[6][termios.VMIN], letters[6][termios.VTIME] = 1, 0
    try:
        termios.tcsetattr(descriptor, termios.TCSANOW, letters)
        return bool(select.select([descriptor], [], [], 0)[0])
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
