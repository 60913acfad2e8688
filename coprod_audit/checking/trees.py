"""Files by their path from the root of a repository: those that lie in the folder, or those of a commit."""

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from coprod_audit import bytes_of
from coprod_audit.errors import InputError
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.repository import real

if TYPE_CHECKING:
    from coprod_audit.checking.snapshot import Snapshot

ENDINGS: Final = (".md", ".markdown", ".yaml", ".yml")
"""What the names of charters end in."""

_INSTEAD = "write one with 'coprod-audit check --init FILE'"


class _TreeFields(NamedTuple):
    root: str
    commit: str | None = None


class Tree(_TreeFields):
    """What lies under a root, an absolute path; `commit` is None for the folder as it is now, else the full id."""

    @cached_property
    def snapshot(self) -> "Snapshot":
        """The files of the commit, for one run."""
        from coprod_audit.checking.snapshot import Snapshot

        assert self.commit is not None  # noqa: S101 - only commits are asked
        return Snapshot(self.root, self.commit)

    def read(self, path: str, most: int) -> bytes | None:
        """What a file holds; None where there is none. Raises InputError where it cannot be read or is too large."""
        if self.commit is not None:
            return self.snapshot.blob(path, most)
        if not os.path.lexists(os.path.join(self.root, path)):
            return None
        return self.read_here(path, most)

    def read_here(self, path: str, most: int) -> bytes:
        """What a file of the folder holds. Raises InputError with the path from the root, also for a link that leads out."""
        full = os.path.join(self.root, path)
        code, message = _why_not(self.root, path, full)
        if message:
            raise InputError((Finding(code, message, Location(path)),))
        try:
            return bytes_of.read_bytes(full, most, _INSTEAD, ENDINGS)
        except InputError as error:
            raise InputError(tuple(_from_root(one, path) for one in error.findings)) from None


def _from_root(finding: Finding, path: str) -> Finding:
    return finding._replace(location=finding.location._replace(path=path))


def _why_not(root: str, path: str, full: str) -> tuple[str, str]:
    """Why there is no file at a path, in words that say nothing of what lies above the root; or nothing."""
    if leads_out(root, full):
        return (
            "F003",
            "this is a link that leads out of the repository, and is not followed; put the file itself here",
        )
    if os.path.islink(full) and not os.path.exists(full):
        return "F001", "this is a link to a file that is not there; put the file itself here"
    if os.path.isdir(full):
        return "F002", "this is a folder; name a file in it"
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(os.path.dirname(full)):
        return "F001", f"there is no such file, and no folder {quoted(folder)}; check the path"
    return "", ""


def leads_out(root: str, full: str) -> bool:
    """Whether a path inside a root comes out elsewhere once its links are followed."""
    full = os.path.abspath(full)
    if full == root or not is_inside(root, full):
        return False  # somebody named it so, on purpose
    ends = os.path.realpath(full) if os.path.islink(full) else os.path.join(real(os.path.dirname(full)), "")
    return not is_inside(real(root), ends)


def is_inside(root: str, full: str) -> bool:
    """Whether an absolute path lies under a root; the root itself does."""
    return full == root or full.startswith(root.rstrip(os.sep) + os.sep)


def from_root(root: str, path: str) -> str:
    """The path of a file from the root, with `/` between its parts, whether it lies inside or not."""
    full = os.path.abspath(path)
    if full.startswith(root + os.sep):  # as it nearly always is, and `relpath` takes its time
        return full[len(root) + 1 :].replace(os.sep, "/")
    relative = os.path.relpath(full, root)
    if relative.startswith(os.pardir) and is_inside(os.path.realpath(root), os.path.realpath(full)):
        relative = os.path.relpath(os.path.realpath(full), os.path.realpath(root))
    return relative.replace(os.sep, "/")
