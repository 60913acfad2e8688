"""The version that charters are compared with: a commit, or another file."""

import os
from collections.abc import Callable, Sequence

from coprod_audit.checking.one import Bench, read
from coprod_audit.checking.trees import Tree, from_root
from coprod_audit.checks.subject import Base
from coprod_audit.errors import UsageError
from coprod_audit.faults import quoted
from coprod_audit.placing import placed


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
    if answers is None or not answers.project.unit.strip():
        return None  # without the sentence nothing is told of a rung, of an old one neither
    return Base(quoted(name), answers, placed(bench.questionnaire, answers).standing.lowest)
