"""The rule that a charter can be read: what readers stumbled over, as findings."""

from collections.abc import Iterator

from coprod_audit.checks.subject import Found, Subject


def unreadable(subject: Subject) -> Iterator[Found]:
    """Every fault of the charter, and of the file that its answers are in; the readers' own code stands in brackets."""
    for fault in subject.faults:
        code = "" if fault.code == "C001" else f" ({fault.code})"
        yield Found(f"{fault.message}{code}", subject.stretch(fault.location), f"fault.{fault.code}")
