"""A finding: what is wrong, where, how grave, and the stable code that explains it."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """A place in a file; line and column are one-based and count characters."""

    path: str
    line: int = 1
    column: int = 1


class Finding(NamedTuple):
    """One thing to say about an input.

    `code` is stable and never reused; `coprod-audit explain CODE` tells more. `message` is one
    sentence without a full stop: what was found in quotes, what was expected, what to do.
    """

    code: str
    message: str
    location: Location
    severity: Severity = "error"


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings by place, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.location, f.code, f.message)))
