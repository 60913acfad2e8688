"""Charters that a commit has, and that are not there now."""

import os
from collections.abc import Callable, Iterator, Sequence

from coprod_audit.checked import CheckFinding
from coprod_audit.checking.charters import could_be, says_so
from coprod_audit.checking.trees import Tree, leads_out
from coprod_audit.checks import SEVERITIES
from coprod_audit.errors import InputError
from coprod_audit.faults import quoted
from coprod_audit.spans import Span

_LARGEST = 5_000_000
_AT_ONCE = 500


def gone(
    tree: Tree, wanted: Sequence[str], here: Sequence[str], excluded: Callable[[str], bool]
) -> list[CheckFinding]:
    """Charters that a commit has, under the files and folders that are checked, and that are not there now.

    `wanted` are those files and folders, from the root. One that was a file is missed whatever it said. What lies in
    folders is missed where it was looked into and said that it is a charter, unless it was renamed and is still checked.
    """
    lost = {path for path in wanted if tree.snapshot.has(path) and not _is_file(tree.root, path)}
    before = {name for path in wanted for name in _looked_into(tree, path) if not excluded(name)}
    were = list(_charters(tree, sorted(before - set(here) - lost)))
    still = {tree.snapshot.name_of(path) for path in here} if were else set()
    return [
        CheckFinding("C025", _gone(name), Span(name), "charter", SEVERITIES["C025"])
        for name in sorted({*lost, *were} - (still - lost))
    ]


def _is_file(root: str, path: str) -> bool:
    full = os.path.join(root, path)
    return not leads_out(root, full) and os.path.isfile(full)


def _looked_into(tree: Tree, folder: str) -> Iterator[str]:
    """The files of the commit that would be looked into in a folder."""
    start = "" if folder == "." else f"{folder}/"
    for name in tree.snapshot.names(start.rstrip("/")):
        if name != folder and could_be(name.removeprefix(start)):
            yield name


def _charters(tree: Tree, names: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(names), _AT_ONCE):
        some = names[at : at + _AT_ONCE]
        tree.snapshot.fetch(some, _LARGEST)
        yield from (name for name in some if _was_one(tree, name))


def _was_one(tree: Tree, path: str) -> bool:
    try:
        data = tree.read(path, _LARGEST)
    except InputError:
        return False
    return data is not None and says_so(data, path)


def _gone(name: str) -> str:
    return f"the charter {quoted(name)} was checked before and is not there now, or does not say that it is one; put it back, or let those who may decide that agree to it going"
