"""The three streams of the process: data to stdout, everything else to stderr, and none of them ever crashes.

A stream may be closed, full, a pipe that nobody reads any more, or unable to show a letter (what-users-ask, 113).
"""

import os
import sys
from typing import TextIO

from coprod_audit.errors import OutputError
from coprod_audit.escapes import show
from coprod_audit.findings import Finding

_IN_ASCII = str.maketrans({
    "─": "-", "│": "|", "└": "+", "┘": "+", "┴": "+", "▲": "^", "↑": "^", "→": ">", "·": "-", "•": "-",
    "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "£": "GBP ", "\xa0": " ",
})  # fmt: skip


def prepare() -> None:
    """Make the streams safe to use; called once, before anything is said."""
    _occupy_closed_descriptors()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", encoding=_encoding(stream))
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")


def _encoding(stream: TextIO) -> str:
    """The stream's own; UTF-8 instead of those in which lines of several writers cannot stand side by side."""
    name = stream.encoding or "utf-8"
    return (
        "utf-8" if name.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32")) else name
    )


def complain(*lines: str) -> None:
    """Say something on stderr, a line each; outside text in it is made visible. Nobody may be there to hear it."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            sys.stderr.write(fitting(f"{show(line)}\n", sys.stderr))
        sys.stderr.flush()
    except (OSError, ValueError):
        nobody_listens(sys.stderr)


def complain_of(findings: tuple[Finding, ...]) -> None:
    """Say findings on stderr, each as a line that editors can jump from."""
    complain(*map(_as_line, findings))


def _as_line(finding: Finding) -> str:
    place = finding.location
    kind = "" if finding.severity == "error" else "warning: "
    path = (
        f"./{place.path}" if place.path.startswith(":") else place.path
    )  # else it might be a command to a CI service
    return f"{path}:{place.line}:{place.column}: {finding.code} {kind}{finding.message}"


def give(data: str) -> None:
    """Write data to stdout: as UTF-8 into a file or a pipe, as the terminal can show it into a terminal.

    Raises OutputError when stdout is closed or full. A reader that has gone away is no error.
    """
    if sys.stdout is None:
        raise OutputError("there is no stdout to write to; name a file with -o")
    try:
        if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
            sys.stdout.write(fitting(data, sys.stdout))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_listens(sys.stdout)
    except OSError as error:
        nobody_listens(sys.stdout)
        raise OutputError(f"cannot write to stdout: {(error.strerror or 'it failed').lower()}") from error


def fitting(text: str, stream: TextIO) -> str:
    """The text as the stream can show it: other signs for drawing and quoting where it lacks them."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_IN_ASCII)
    return text


class Fitting:
    """A stream of text that writes what the stream below it can show."""

    def __init__(self, below: TextIO) -> None:
        self._below = below

    def write(self, text: str) -> int:
        """Write text, with other signs for those the stream lacks."""
        return self._below.write(fitting(text, self._below))

    def __getattr__(self, name: str) -> object:
        return getattr(self._below, name)


def finish() -> None:
    """Send off what still waits in the streams, so that nothing fails after the exit code is settled."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):
                nobody_listens(stream)


def nobody_listens(stream: TextIO) -> None:
    """Let what is still waiting in the stream go nowhere, so that Python does not complain when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _occupy_closed_descriptors() -> None:
    # A file opened later must not get the number of a closed stream: what is said would be written into it.
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
