"""What charters are judged by: configuration, questionnaire, waivers and baseline, as they are here or in a commit.

A pull request must not change the rules that judge it (threat model, C1): with `--rules-from` all of these come from
there, and where those that it brings are others, that is a finding.
"""

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple

from coprod_audit.checking.trees import Tree, from_root
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.guard import QUESTIONNAIRE_LIMITS, Limits
from coprod_audit.questionnaire import Questionnaire
from coprod_audit.settings.together import Settled, settle
from coprod_audit.settings.values import Settings

OWN, SHARED = "coprod-audit.toml", "pyproject.toml"
_LONGEST = 1_000_000


class Configuration(NamedTuple):
    """Where settings come from: the path of the file from the root, or None, and what stands in it.

    `sought_from` is the folder, from the root, from which on upwards one was looked for; None where none was.
    """

    path: str | None
    data: bytes | None
    sought_from: str | None = None

    @property
    def folder(self) -> str:
        """The folder of the file, from the root."""
        return os.path.dirname(self.path or "")


NONE = Configuration(None, None)


def configuration(tree: Tree, folder: str, named: str | None) -> Configuration:
    """The configuration that is named, or the nearest from a folder up to the root, never above it (threat model, C4)."""
    if named is not None:
        data = tree.read(named, _LONGEST)
        if data is None:
            where = " in the commit that the rules are taken from" if tree.commit is not None else ""
            raise UsageError(
                f"there is no configuration {quoted(named)}{where}; name another with --config, or write --no-config"
            )
        return Configuration(named, data)
    start = folder
    while True:
        for name in (OWN, SHARED):
            path = f"{folder}/{name}" if folder else name
            data = tree.read(path, _LONGEST)
            if data is not None and _speaks(data, path):
                return Configuration(path, data, start)
        if not folder:
            return NONE._replace(sought_from=start)
        folder = os.path.dirname(folder)


def _speaks(data: bytes, path: str) -> bool:
    """Whether a file says anything of ours."""
    if _table(path) == "own":
        return True
    if b"coprod-audit" not in data:
        return False  # most have nothing of ours, and reading TOML takes time
    from coprod_audit.settings.file import read

    try:
        return read(data, path, "pyproject") is not None
    except InputError:
        return True  # that of which one cannot tell is read again, and refused


def _table(path: str) -> Literal["pyproject", "own"]:
    return "pyproject" if os.path.basename(path) == SHARED else "own"


def settled(found: Configuration, flags: Mapping[str, object], environment: Mapping[str, str]) -> Settled:
    """The settings. Raises InputError for a configuration that cannot be used, UsageError for a flag or variable."""
    given = None
    if found.path is not None and found.data is not None:
        from coprod_audit.settings.file import read

        try:
            given = read(found.data, found.path, _table(found.path))
        except InputError as error:
            raise _of_commit(error, settle(flags, environment, None).settings.rules_from) from None
    return settle(flags, environment, given)


def _of_commit(error: InputError, ref: str) -> InputError:
    """The same faults; where the rules are from a commit, they say that the file is not the one that lies here."""
    if not ref:
        return error
    where = f"; the file is that of the commit {quoted(ref)}"
    return InputError(tuple([one._replace(message=one.message + where) for one in error.findings]))


def places(found: Configuration, settled: Settled, root: str, folder: str) -> list[str]:
    """The files and folders to check, as full paths; this folder where nobody says which."""
    start = _start("paths", found, settled, root, folder)
    return [os.path.join(start, path) for path in settled.settings.paths] or [folder]


def baseline(found: Configuration, settled: Settled, root: str, folder: str) -> str:
    """Where the baseline is, from the root."""
    return from_root(
        root, os.path.join(_start("baseline", found, settled, root, folder), settled.settings.baseline)
    )


def _start(field: str, found: Configuration, settled: Settled, root: str, folder: str) -> str:
    """Where a path begins: what a file says counts from the folder of the file, everything else from here."""
    return os.path.join(root, found.folder) if field in settled.places else folder


def questionnaire(tree: Tree, settings: Settings, limits: Limits = QUESTIONNAIRE_LIMITS) -> Questionnaire:
    """The questionnaire that charters are judged by. In a commit, one that lies in the repository is that of the commit.

    Raises InputError with every fault of it.
    """
    name = settings.questionnaire
    if tree.commit is None or _ships(name):
        return _here(tree, name, limits)
    from coprod_audit import questionnaire_reader
    from coprod_audit.questionnaire_reader import SourceFile

    path = from_root(tree.root, os.path.join(tree.root, name))
    names = tree.snapshot.names(path) or (path,)
    files = [
        SourceFile(one, data)
        for one in sorted(names)
        if one.endswith((".yaml", ".yml")) and (data := tree.read(one, limits.size)) is not None
    ]
    if not files:
        raise UsageError(
            f"there is no questionnaire {quoted(name)} in the commit that the rules are taken from"
        )
    return questionnaire_reader.read(tuple(files), limits=limits, thorough=True)


def _ships(name: str) -> bool:
    return "/" not in name and os.sep not in name and not os.path.splitext(name)[1]


def _here(tree: Tree, name: str, limits: Limits) -> Questionnaire:
    if _ships(name):
        from coprod_audit.shipped import shipped_questionnaire

        return shipped_questionnaire(name, advice=False)
    from coprod_audit.loading import read_questionnaire

    return read_questionnaire(os.path.join(tree.root, name), limits=limits)
