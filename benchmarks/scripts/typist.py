"""Somebody who types at a pseudo-terminal: starts a program, answers every question as soon as it stands there, times it."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30.0
"""Seconds after which a question that has not come never will."""

READING = 0.02
"""Seconds in which somebody looks at what was drawn, and does nothing. Not counted."""

WHERE, HERE = b"\x1b[6n", b"\x1b[1;1R"
"""What asks a terminal where its cursor is, and what one answers."""

_ROWS, _COLUMNS = 40, 120


class Played(NamedTuple):
    """A program and how one gets through it.

    `first` is drawn last of the first thing that can be answered, `begin` leads from there to question 1. `questions`
    holds what is drawn last of each, and `choose` is typed for each before Enter.
    """

    argv: tuple[str, ...]
    first: str
    questions: tuple[str, ...] = ()
    begin: str = ""
    choose: str = ""


class Sat(NamedTuple):
    """One sitting in milliseconds: to the first thing that can be answered, and from each Enter to the next question."""

    first: float
    gaps: tuple[float, ...] = ()


def sit(played: Played, cwd: Path) -> Sat:
    """Play a program up to its last question, and leave it there. Raises TimeoutError where one does not come."""
    began = time.perf_counter()
    with _terminal(played.argv, cwd) as terminal:
        first = _seen(terminal, played.first) - began
        if played.begin:
            _type(terminal, played.begin)
            _seen(terminal, played.questions[0])
        gaps = [_enter(terminal, played.choose, following) for following in played.questions[1:]]
    return Sat(first * 1e3, tuple(gap * 1e3 for gap in gaps))


def _enter(terminal: int, choose: str, following: str) -> float:
    _type(terminal, choose)
    began = _type(terminal, "\r")
    return _seen(terminal, following) - began


def _type(terminal: int, keys: str) -> float:
    """Look at what there is, then type, and return when."""
    _read(terminal, READING)
    now = time.perf_counter()
    os.write(terminal, keys.encode())
    return now


def _seen(terminal: int, text: str) -> float:
    """Wait for a text and return when it was there."""
    seen, wanted, until = b"", text.encode(), time.perf_counter() + PATIENCE
    while wanted not in seen:
        if time.perf_counter() > until:
            raise TimeoutError(f"waited for {text!r} in vain:\n{seen.decode(errors='replace')}")
        seen += _once(terminal, 0.5)
    return time.perf_counter()


def _read(terminal: int, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        _once(terminal, left)


def _once(terminal: int, seconds: float) -> bytes:
    if not select.select([terminal], [], [], seconds)[0]:
        return b""
    found = os.read(terminal, 65536)
    if WHERE in found:
        os.write(terminal, HERE)
    return found


@contextmanager
def _terminal(argv: tuple[str, ...], cwd: Path) -> Iterator[int]:
    """The near end of a terminal with the program at the far one; killed when one leaves."""
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    child = subprocess.Popen(
        argv, cwd=cwd, stdin=far, stdout=far, stderr=far, env=_environment(), start_new_session=True
    )
    os.close(far)
    try:
        yield near
    finally:
        child.kill()
        child.wait()
        os.close(near)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
