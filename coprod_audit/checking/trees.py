"""Files by their path from the root of a repository: those that lie in the folder, or those of a commit."""

import os
from typing import Final, NamedTuple

from coprod_audit import bytes_of
from coprod_audit.errors import InputError
from coprod_audit.findings import Finding, Location

ENDINGS: Final = (".md", ".markdown", ".yaml", ".yml")
"""What the names of charters end in."""

_INSTEAD = "write one with 'coprod-audit check --init FILE'"


class Tree(NamedTuple):
    """What lies under a root, an absolute path; `commit` is None for the folder as it is now, else the full id."""

    root: str
    commit: str | None = None

    def read(self, path: str, most: int) -> bytes | None:
        """What a file holds; None where there is none. Raises InputError where it cannot be read or is too large."""
        if self.commit is not None:
            from coprod_audit import repository

            return repository.blob(self.root, self.commit, path, most)
        if not os.path.lexists(os.path.join(self.root, path)):
            return None
        return self.read_here(path, most)

    def read_here(self, path: str, most: int) -> bytes:
        """What a file of the folder holds. Raises InputError with the path from the root, also for a link that leads out."""
        full = os.path.join(self.root, path)
        if os.path.lexists(full) and leads_out(self.root, full):
            message = "this is a link that leads out of the repository, and is not followed; put the file itself here"
            raise InputError((Finding("F003", message, Location(path)),))
        try:
            return bytes_of.read_bytes(full, most, _INSTEAD, ENDINGS)
        except InputError as error:
            raise InputError(tuple(_from_root(one, path) for one in error.findings)) from None


def _from_root(finding: Finding, path: str) -> Finding:
    return finding._replace(location=finding.location._replace(path=path))


def leads_out(root: str, full: str) -> bool:
    """Whether a path inside a root comes out elsewhere once its links are followed."""
    if not is_inside(root, os.path.abspath(full)):
        return False  # somebody named it so, on purpose
    return not is_inside(os.path.realpath(root), os.path.realpath(full))


def is_inside(root: str, full: str) -> bool:
    """Whether an absolute path lies under a root; the root itself does."""
    return full == root or full.startswith(root.rstrip(os.sep) + os.sep)


def from_root(root: str, path: str) -> str:
    """The path of a file from the root, with `/` between its parts, whether it lies inside or not."""
    full = os.path.abspath(path)
    relative = os.path.relpath(full, root)
    if relative.startswith(os.pardir) and is_inside(os.path.realpath(root), os.path.realpath(full)):
        relative = os.path.relpath(os.path.realpath(full), os.path.realpath(root))
    return relative.replace(os.sep, "/")
