"""A first charter, and on request what has a repository check it: whole files, and never in the place of another."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from coprod_audit import bytes_of, files, repository
from coprod_audit.charter.skeleton import skeleton
from coprod_audit.charter.wiring import COMMIT, OWNER, TAG, Wiring, is_plain, wirings
from coprod_audit.checking.trees import from_root, is_inside
from coprod_audit.errors import InputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import no_such
from coprod_audit.questionnaire import Questionnaire

_ENDINGS: Final = (".md", ".markdown")
_PYPROJECT: Final = "pyproject.toml"
_TABLE: Final = re.compile(rb"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?coprod-audit\b", re.MULTILINE)
_MOST: Final = 1_000_000
_MEANT: Final = MappingProxyType(
    {
        "config": "what the check goes by",
        "pre-commit": "for pre-commit; 'pre-commit install' switches it on",
        "workflow": "the workflow that checks each pull request on GitHub",
        "gitlab": "the job that checks each merge request on GitLab",
    }
)
_BLANKS: Final = MappingProxyType(
    {
        OWNER: f"who keeps the coprod-audit that you use in place of '{OWNER}'",
        COMMIT: f"the commit of its {TAG} in place of '{COMMIT}'",
    }
)


def start(path: str, extras: Collection[str], *, questionnaire: Questionnaire, today: str) -> tuple[str, ...]:
    """Write a charter to fill in, and the files that `extras` name; return the lines to say about it.

    Extras are `config`, `pre-commit`, `workflow` and `gitlab`, and lie at the root of the repository, or in the working
    folder where there is none. A file that is there stays as it is, and the lines say what to add to it. Folders are
    made. All files are written, or none. Raises UsageError where the call makes no sense, OutputError where nothing
    could be written.
    """
    root = repository.root_of(os.curdir) or os.path.abspath(os.curdir)
    wanted = _wanted(path, extras, root)
    there = os.path.lexists(path)
    if there and not wanted:
        raise UsageError(
            f"'{show(path)}' is there already; 'coprod-audit run --charter {show(path)}' goes on with it"
        )
    stands = {one.name: _stands(root, one) for one in wanted}
    charter = [] if there else [(Path(path), skeleton(questionnaire, "", today))]
    _write([*charter, *((Path(root, one.path), one.text) for one in wanted if not stands[one.name])])
    said = (line for one in wanted for line in _of_extra(one, stands[one.name], root))
    return (*_of_charter(path, there=there), *said)


def _wanted(path: str, extras: Collection[str], root: str) -> list[Wiring]:
    """What is to be written besides the charter, each once. Raises UsageError for what cannot be meant."""
    if not path.lower().endswith(_ENDINGS):
        raise UsageError(
            f"'{show(path)}' is not a name for Markdown; let it end in '.md', as in docs/charter.md"
        )
    if not extras:
        return []
    charter = from_root(root, path)
    _refuse_where_it_lies(path, charter)
    known = wirings(charter)
    for name in extras:
        if name not in known:
            raise UsageError(no_such("extra", name, known, "there are"))
    return [known[name] for name in dict.fromkeys(extras)]


def _refuse_where_it_lies(path: str, charter: str) -> None:
    if charter.startswith("../"):
        raise UsageError(
            f"'{show(path)}' lies outside the repository; name a file inside, or leave '--with' out"
        )
    if not is_plain(charter):
        raise UsageError(
            f"'{show(path)}' holds characters that some of these files would take for something else; "
            "name it with letters, digits, '.', '-' and '_'"
        )


def _stands(root: str, one: Wiring) -> str:
    """What stands in its place: a path from the root, or "". Raises UsageError where its folder is a link that leads out."""
    full = os.path.join(root, one.path)
    if not is_inside(os.path.realpath(root), os.path.realpath(os.path.dirname(full))):
        raise UsageError(
            f"the folder of '{one.path}' is a link that leads out of the repository; nothing is written there"
        )
    if os.path.lexists(full):
        return one.path
    return _PYPROJECT if one.name == "config" and _holds_our_table(os.path.join(root, _PYPROJECT)) else ""


def _holds_our_table(pyproject: str) -> bool:
    if not os.path.lexists(pyproject):
        return False
    return bool(_TABLE.search(bytes_of.read_bytes(pyproject, _MOST, "")))


_ADD = {
    "config": "Where it has a list 'paths', put the charter into that list; else add:",
    "workflow": "Where it has this step for another charter, give that a line more under 'paths: |'; else add:",
}
"""How to add what a file of this kind lacks, where that is not simply done."""


def _write(texts: Sequence[tuple[Path, str]]) -> None:
    for path, _ in texts:
        with files.told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
    if texts:
        files.save_together(texts)


def _of_charter(path: str, *, there: bool) -> Iterator[str]:
    if there:
        yield f"{show(path)} is there already and stays as it is."
    else:
        yield (
            f"{show(path)} is a charter to fill in. Begin with 'unit', or let "
            f"'coprod-audit run --charter {show(path)}' ask the questions one by one."
        )


def _of_extra(one: Wiring, stands: str, root: str) -> Iterator[str]:
    if not stands:
        yield f"{one.path} is {_MEANT[one.name]}."
    elif _holds(os.path.join(root, stands), one.to_add):
        yield f"{stands} is there already, with all that is needed."
        return
    else:
        yield f"{stands} is there already and stays as it is. {_ADD.get(one.name, 'Add to it:')}"
        yield from ("", *one.to_add.splitlines(), "")
    blanks = [said for mark, said in _BLANKS.items() if mark in one.to_add]
    if blanks:
        yield f"In {stands or one.path}, write {' and '.join(blanks)}."


def _holds(path: str, text: str) -> bool:
    try:
        return text.encode() in bytes_of.read_bytes(path, _MOST, "")
    except InputError:
        return False
