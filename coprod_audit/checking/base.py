"""The version that charters are compared with: a commit, or another file."""

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from coprod_audit.checking.one import Bench, read
from coprod_audit.checking.trees import ENDINGS, Tree, from_root
from coprod_audit.checks.subject import Base
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.placing import placed
from coprod_audit.settings.values import Settings

_A_PATH = ("./", "../", "/")
"""What no name of a branch, tag or commit begins with."""


class Version(NamedTuple):
    """What is compared with: a commit, or in a tree the one file at `path`, from the root."""

    tree: Tree
    path: str | None = None


def version(here: Tree, folder: str, settings: Settings) -> Version | None:
    """The version that is asked for, if one is: a commit where git knows one by that name, and else a file.

    A file does not stand in for a branch that is not there: it ends as charters do, or its path begins with a dot or a
    slash. With rules from a commit, a file of the repository is that of the commit. Raises UsageError.
    """
    from coprod_audit import repository

    wanted = settings.no_regress_from
    if not wanted:
        return None
    root = repository.root_of(here.root)
    if root is not None and not wanted.startswith(_A_PATH) and (known := repository.find(root, wanted)):
        return Version(Tree(root, known))
    return _file(here, root, folder, settings)


def _file(here: Tree, root: str | None, folder: str, settings: Settings) -> Version:
    wanted = settings.no_regress_from
    full = os.path.join(folder, wanted)
    there = os.path.isfile(full)
    if root is not None and not wanted.startswith(_A_PATH) and not wanted.lower().endswith(ENDINGS):
        raise _no_commit(root, wanted, is_file=there)
    path = from_root(here.root, full)
    of_rules = _of_rules(here, settings)
    if of_rules is not None and not path.startswith("../"):
        return Version(of_rules, _file_of(of_rules, path, wanted))
    if not there:
        raise _no_commit(root, wanted, is_file=False)
    return Version(here, path)


def _of_rules(here: Tree, settings: Settings) -> Tree | None:
    from coprod_audit import repository

    return Tree(here.root, repository.commit(here.root, settings.rules_from)) if settings.rules_from else None


def _file_of(tree: Tree, path: str, wanted: str) -> str:
    if not tree.snapshot.has(path):
        raise UsageError(
            f"there is no file {quoted(wanted)} in the commit that the rules are taken from; "
            "name one that is there, or a commit"
        )
    return path


def _no_commit(root: str | None, wanted: str, *, is_file: bool) -> UsageError:
    from coprod_audit import repository

    try:
        repository.commit(root, wanted)
    except UsageError as error:
        hint = f"; if the file is meant, write {quoted(f'./{wanted}')}" if is_file else ""
        return UsageError(f"{error}{hint}")
    raise AssertionError(wanted)  # it was looked up before, and git did not know it


def bases(bench: Bench, folder: str, checked: Sequence[str]) -> Callable[[str], Base | None]:
    """For the path of a charter its older version, where one is asked for and there is one.

    Raises UsageError for a commit that is not there, and where one file is to stand for several charters. A file that
    is named and cannot be read is an InputError for whoever asks.
    """
    wanted = bench.settings.no_regress_from
    found = version(bench.tree, folder, bench.settings)
    if found is None:
        return lambda _: None
    tree, path = found
    if path is None:
        return _of_commit(bench, tree, checked)
    if len(checked) > 1:
        raise UsageError(
            f"--no-regress-from {quoted(wanted)} is one file, and {len(checked)} charters are checked; name a commit, or one charter"
        )
    return lambda _: _base(bench, tree, path, needed=True)


def _of_commit(bench: Bench, tree: Tree, checked: Sequence[str]) -> Callable[[str], Base | None]:
    snapshot = tree.snapshot
    snapshot.fetch([snapshot.name_of(path) for path in checked], bench.charter_limits.size)

    def base(path: str) -> Base | None:
        old = snapshot.name_of(path)
        return _base(bench, tree, old, needed=False) if snapshot.has(old) else None

    return base


def _base(bench: Bench, tree: Tree, path: str, *, needed: bool) -> Base | None:
    """The older version; None where it cannot be read. Raises InputError instead where it is needed."""
    _, answers, faults = read(bench, tree, path)
    if answers is None and needed:
        raise InputError(faults)
    if answers is None or not answers.project.unit.strip():
        return None  # without the sentence nothing is told of a rung, of an old one neither
    name = quoted(bench.settings.no_regress_from)
    return Base(name, answers, placed(bench.questionnaire, answers).standing.lowest)
