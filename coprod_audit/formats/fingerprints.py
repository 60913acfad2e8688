"""By what a finding is known again when the file above it has changed."""

import hashlib
import json

from coprod_audit.checked import CheckFinding, Report, every_finding


def fingerprints(report: Report) -> tuple[str, ...]:
    """One for each of `every_finding`, in that order: 32 hexadecimal digits, no two alike.

    It is made of the rule, the file, what the finding is about, and which of those alike it is. So it stays when lines
    move, when the message is worded otherwise, and when a finding becomes waived or known.
    """
    seen: dict[tuple[str, str, str], int] = {}
    return tuple([_fingerprint(*_next(one, seen)) for one in every_finding(report)])


def _next(one: CheckFinding, seen: dict[tuple[str, str, str], int]) -> tuple[str, str, str, int]:
    key = (one.code, one.span.path, one.about)
    seen[key] = seen.get(key, -1) + 1
    return (*key, seen[key])


def _fingerprint(*parts: str | int) -> str:
    # As JSON, so that no text can be cut into other parts; in ASCII, whatever a file is called.
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
