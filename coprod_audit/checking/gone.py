"""Charters that a commit has, and that are not there now."""

from collections.abc import Iterable, Sequence

from coprod_audit import repository
from coprod_audit.checked import CheckFinding
from coprod_audit.checking.base import old_name
from coprod_audit.checking.charters import says_so
from coprod_audit.checking.trees import ENDINGS, Tree
from coprod_audit.checks import SEVERITIES
from coprod_audit.errors import InputError
from coprod_audit.faults import quoted
from coprod_audit.spans import Span


def gone(tree: Tree, wanted: Iterable[str], here: Sequence[str]) -> list[CheckFinding]:
    """Charters that a commit has, under the files and folders that are checked, and that are not there now.

    `wanted` are those files and folders, from the root. A charter that was renamed and is still checked is not gone.
    """
    assert tree.commit is not None  # noqa: S101 - only commits are asked
    before = {name for path in wanted for name in repository.names(tree.root, tree.commit, path)}
    lost = sorted(
        name for name in before - set(here) if name.lower().endswith(ENDINGS) and _was_one(tree, name)
    )
    if not lost:
        return []
    still = {old_name(tree, path) for path in here}
    return [
        CheckFinding("C025", _gone(name), Span(name), "charter", SEVERITIES["C025"])
        for name in lost
        if name not in still
    ]


def _was_one(tree: Tree, path: str) -> bool:
    try:
        data = tree.read(path, 5_000_000)
    except InputError:
        return False
    return data is not None and says_so(data)


def _gone(name: str) -> str:
    return f"the charter {quoted(name)} was checked before and is not there now, or does not say that it is one; put it back, or let those who may decide that agree to it going"
