"""The version that charters are compared with: a commit, or another file; and charters that it has and we have not."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from coprod_audit.checked import CheckFinding, Level
from coprod_audit.checking.charters import says_so
from coprod_audit.checking.one import Bench, read
from coprod_audit.checking.trees import ENDINGS, Tree, from_root
from coprod_audit.checks import severity as graveness
from coprod_audit.checks.subject import Base
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.placing import placed
from coprod_audit.spans import Span


def bases(bench: Bench, folder: str, checked: Sequence[str]) -> Callable[[str], Base | None]:
    """For the path of a charter its older version, where one is asked for and there is one.

    Raises UsageError for a commit that is not there, and where one file is to stand for several charters.
    """
    wanted = bench.settings.no_regress_from
    if not wanted:
        return lambda _: None
    path = os.path.join(folder, wanted)
    if os.path.isfile(path):
        if len(checked) > 1:
            raise UsageError(
                f"--no-regress-from {quoted(wanted)} is one file, and {len(checked)} charters are checked; name a commit, or one charter"
            )
        old = from_root(bench.tree.root, path)
        return lambda _: _base(bench, bench.tree, old, wanted)
    from coprod_audit import repository

    root = bench.tree.root
    tree = Tree(root, repository.commit(root, wanted))
    return lambda path: _base(bench, tree, old_name(tree, path), wanted)


def old_name(tree: Tree, path: str) -> str:
    """What a charter is called in a commit: as it is now, unless it was renamed since."""
    from coprod_audit import repository

    assert tree.commit is not None  # noqa: S101 - only commits are asked
    if repository.blob(tree.root, tree.commit, path, 5_000_000) is not None:
        return path
    return repository.old_name(tree.root, tree.commit, path) or path


def _base(bench: Bench, tree: Tree, path: str, name: str) -> Base | None:
    """The older version; None where there is none, or none that can be read."""
    if tree.commit is not None and tree.read(path, bench.answers_limits.size) is None:
        return None
    answers = read(bench, tree, path).answers
    if answers is None:
        return None
    return Base(quoted(name), answers, placed(bench.questionnaire, answers).standing.lowest)


def gone(
    tree: Tree, wanted: Iterable[str], here: Sequence[str], severity: Mapping[str, Level]
) -> list[CheckFinding]:
    """Charters that a commit has, under the files and folders that are checked, and that are not there now.

    `wanted` are those files and folders, from the root. A charter that was renamed and is still checked is not gone.
    """
    from coprod_audit import repository

    assert tree.commit is not None  # noqa: S101 - only commits are asked
    before = {name for path in wanted for name in repository.names(tree.root, tree.commit, path)}
    lost = sorted(
        name for name in before - set(here) if name.lower().endswith(ENDINGS) and _was_one(tree, name)
    )
    if not lost:
        return []
    still = {old_name(tree, path) for path in here}
    return [
        CheckFinding("C025", _gone(name), Span(name), "charter", graveness(severity, "C025"))
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
