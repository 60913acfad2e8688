"""The exceptions that the program knows; the command line turns them into a sentence and an exit code."""

from coprod_audit.findings import Finding, in_order


class CoprodAuditError(Exception):
    """Base of every error of ours. Anything else that escapes is a fault in the program (exit 3)."""


class InputError(CoprodAuditError):
    """Something that was read cannot be used; `findings` holds every fault with its place (exit 2)."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = in_order(findings)
        super().__init__("; ".join(f.message for f in self.findings))


class UsageError(CoprodAuditError):
    """The call cannot be carried out as given: one sentence that says what to do instead (exit 2)."""


class OutputError(CoprodAuditError):
    """A file could not be written, and what stood there before still stands (exit 2)."""
