"""Which files are charters: those that are named, and in folders those that say that they are."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from coprod_audit.checking.trees import ENDINGS, Tree, from_root
from coprod_audit.errors import InputError, UsageError

MOST: Final = 10_000
"""How many files of folders are looked into in one run."""

_LOOKED_AT = 2_000
_SAYS_SO = re.compile(rb"^coprod-audit:[ \t]*[\"']?(charter|answers)/", re.MULTILINE)
_NEVER = frozenset(("node_modules", "__pycache__"))


def named(root: str, paths: Sequence[str], excluded: Callable[[str], bool]) -> list[str]:
    """The charters of these files and folders, from the root, each once. Raises UsageError where a folder has too many files."""
    found = dict[str, None]()
    for path in paths:
        if os.path.isdir(path):
            found |= dict.fromkeys(one for one in _in_folder(root, path) if not excluded(one))
        else:
            found[from_root(root, path)] = None
    return list(found)


def says_so(data: bytes) -> bool:
    """Whether a file says near its top that it is a charter, or answers."""
    return _SAYS_SO.search(data[:_LOOKED_AT]) is not None


def _in_folder(root: str, folder: str) -> Iterator[str]:
    tree = Tree(root)
    for number, full in enumerate(_files(folder)):
        if number >= MOST:
            raise UsageError(
                f"'{folder}' has more than {MOST:,} files to look into; name the folders of the charters"
            )
        path = from_root(root, full)
        if _begins_so(tree, path, full):
            yield path


def _begins_so(tree: Tree, path: str, full: str) -> bool:
    """Whether a file of a folder is a charter; what cannot be read is for those who name it."""
    try:
        if os.path.getsize(full) > 5_000_000:
            return False
        return says_so(tree.read_here(path, 5_000_000))
    except (InputError, OSError):
        return False


def _files(folder: str) -> Iterator[str]:
    """The files of a folder that could be charters, in order; hidden folders and links to folders are left out."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NEVER)
        yield from (os.path.join(where, name) for name in sorted(names) if name.lower().endswith(ENDINGS))
