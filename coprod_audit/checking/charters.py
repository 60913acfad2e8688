"""Which files are charters: those that are named, and in folders those that say that they are."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from coprod_audit.charter.reading import MARKDOWN
from coprod_audit.checking.trees import ENDINGS, Tree, from_root, leads_out
from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import Faults, Origin, quoted

MOST: Final = 10_000
"""How many files of folders are looked into in one run."""

_LARGEST: Final = 5_000_000
_LOOKED_AT = 2_000
_OPENS = re.compile(rb"---[ \t]*[\r\n]")
_CLOSES = re.compile(rb"[\r\n](?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z)")
_KEY = rb"(?:coprod-audit|'coprod-audit'|\"coprod-audit\")[ \t]*:"
_BETWEEN = rb"(?:[ \t\r\n]|#[^\r\n]*[\r\n])*"  # one of them at a time, so that nothing is gone through twice
_SAYS_SO = re.compile(rb"(?:\A|[\r\n])" + _KEY + _BETWEEN + rb"[\"']?(?:charter|answers)/")
_PERHAPS = re.compile(rb"coprod-audit[\"']?[ \t\r\n]*:")
_FORMATS = ("charter/1", "answers/1")
_NEVER = frozenset(("node_modules", "__pycache__"))


def named(root: str, paths: Sequence[str], excluded: Callable[[str], bool]) -> list[str]:
    """The charters of these files and folders, from the root, each once. Raises UsageError where a folder has too many files.

    A folder that is a link out of the repository is not looked through: it stands here as a file would, to be refused.
    """
    found = dict[str, None]()
    for path in paths:
        if os.path.isdir(path) and not leads_out(root, path):
            found |= dict.fromkeys(one for one in _in_folder(root, path) if not excluded(one))
        else:
            found[from_root(root, path)] = None
    return list(found)


def says_so(data: bytes, path: str) -> bool:
    """Whether a file says that it is a charter, or answers: where YAML stands in it, or else near its top."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not path.lower().endswith(MARKDOWN):
        return _says(data)
    if not _OPENS.match(data):  # it may have lost its first line; further down it would only be spoken of
        return _SAYS_SO.match(data[:_LOOKED_AT].lstrip()) is not None
    closes = _CLOSES.search(data)
    if closes is None:
        return _SAYS_SO.search(data[:_LOOKED_AT]) is not None
    return _says(data[3 : closes.start() + 1])


def _says(top: bytes) -> bool:
    if _SAYS_SO.search(top):
        return True
    return _PERHAPS.search(top) is not None and b"/1" in top and _is_read_so(top)


def _is_read_so(top: bytes) -> bool:
    """Whether the reader of YAML takes it so, for what is written in a way of its own: in braces, or indented."""
    from coprod_audit import documents
    from coprod_audit.guard import ANSWERS_LIMITS

    said = documents.read(top, Origin("", Faults()), ANSWERS_LIMITS).value
    format_ = said.get("coprod-audit") if isinstance(said, dict) else None
    return format_ is not None and isinstance(format_.value, str) and format_.value in _FORMATS


def could_be(below: str) -> bool:
    """Whether a file is looked into, by its path below a folder that is looked through."""
    *folders, name = below.split("/")
    return _ends_so(name) and not any(map(_is_passed_over, folders))


def _ends_so(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def _is_passed_over(folder: str) -> bool:
    return folder.startswith(".") or folder in _NEVER


def _in_folder(root: str, folder: str) -> Iterator[str]:
    tree = Tree(root)
    for number, full in enumerate(_files(folder)):
        if number >= MOST:
            raise UsageError(
                f"{quoted(folder)} has more than {MOST:,} files to look into; name the folders of the charters"
            )
        path = from_root(root, full)
        if _begins_so(tree, path, full):
            yield path


def _begins_so(tree: Tree, path: str, full: str) -> bool:
    """Whether a file of a folder is a charter; what cannot be read is for those who name it."""
    try:
        if os.path.getsize(full) > _LARGEST:
            return False
        return says_so(tree.read_here(path, _LARGEST), path)
    except (InputError, OSError):
        return False


def _files(folder: str) -> Iterator[str]:
    """The files of a folder that could be charters, in order; hidden folders and links to folders are left out."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        yield from (os.path.join(where, name) for name in sorted(names) if _ends_so(name))
