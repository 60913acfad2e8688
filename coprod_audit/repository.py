"""What git keeps of a repository: a commit, the files in it, and whether evidence lies in the work tree.

Git is asked and never told: no filters, hooks, pagers or network, and no name is read as an option or a pattern. Paths
are relative to the root with `/` between their parts; a name that is not UTF-8 comes as Python spells such names.
"""

import os
from typing import Final, Literal, NamedTuple

from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import nearest, quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import too_large

SECONDS: Final = 30
"""How long git may take for one thing that it is asked."""

_ALWAYS: Final = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "protocol.allow=never"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit"),
)
_QUIET: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ASKPASS": "",
    "LC_ALL": "C",
}
# A hook is started with these, and they would have git look at another repository than the one that is named.
_ELSEWHERE: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
_IN_PART: Final = (
    "this clone lacks some files of its older commits; clone the repository whole, without '--filter'"
)
_FILES: Final = ("100644", "100755", "100664")

Place = Literal["there", "missing", "outside"]
_DECIDES: Final[tuple[Place, ...]] = ("there", "outside")
_LONGEST: Final = 4096
"""No path is longer. Following a long one link by link takes time."""


class _Said(NamedTuple):
    """What git answered."""

    code: int
    out: bytes
    error: str


class _Entry(NamedTuple):
    """A file of a commit: its name, the name of its content, and its size in bytes where that was asked for."""

    name: str
    content: str
    size: str


def root_of(folder: str) -> str | None:
    """The folder with `.git` in it, from this one upwards; None where there is none. Git itself is not asked."""
    here = os.path.abspath(folder)
    while True:
        if os.path.exists(os.path.join(here, ".git")):
            return here
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def commit(root: str | None, ref: str) -> str:
    """The full name of the commit that a reference means. Raises `UsageError` with a way out where there is none."""
    if root is None:
        raise UsageError(
            f"there is no git repository here in which {quoted(ref)} could be looked up; "
            "run this inside one, or name a file"
        )
    if not ref or ref.startswith("-") or not ref.isprintable():
        raise UsageError(f"{quoted(ref)} cannot be a commit; write a branch, a tag or a commit")
    said = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    found = said.out.decode("ascii", "replace").strip()
    if said.code or not found:
        raise UsageError(_unknown(root, ref))
    return found


def _unknown(root: str, ref: str) -> str:
    refs = _git(root, "for-each-ref", "--format=%(refname:short)")
    if refs.code:
        return _trouble(root, refs)
    shallow = _git(root, "rev-parse", "--is-shallow-repository").out.strip() == b"true"
    if shallow:
        return (
            f"no commit called {quoted(ref)}: this clone is shallow and lacks older commits and other branches; "
            "fetch them with 'git fetch --unshallow', or in GitHub Actions check out with 'fetch-depth: 0'"
        )
    names = refs.out.decode("utf-8", "replace").split("\n")
    near = f"origin/{ref}" if f"origin/{ref}" in names else nearest(ref, names)
    hint = f", the nearest is {quoted(near)}" if near else ""
    return f"no branch, tag or commit called {quoted(ref)}{hint}; write one that 'git rev-parse' knows"


def blob(root: str, commit: str, path: str, most: int) -> bytes | None:
    """What a file held in a commit, as it was committed; None where there was none, or a link or folder instead.

    Raises `InputError` for more than `most` bytes.
    """
    found = next((entry for entry in _entries(root, commit, path, "-l") if entry.name == path), None)
    if found is None:
        return None
    if not found.size.isdigit():
        raise UsageError(_IN_PART)
    if int(found.size) > most:
        raise InputError((Finding("D001", too_large(int(found.size), most), Location(path)),))
    return _asked(root, "cat-file", "blob", found.content)


def names(root: str, commit: str, under: str) -> tuple[str, ...]:
    """The files of a commit in a folder and below it, "" for all, in order. No links, no submodules."""
    return tuple(sorted(entry.name for entry in _entries(root, commit, under, "-r")))


def old_name(root: str, commit: str, path: str) -> str | None:
    """How a file was called in a commit that was renamed since, in a commit or in the index; None if it was not."""
    ways = ("--cached", "-r", "-M", "-l1000", "--diff-filter=R", "--name-status", "--no-ext-diff", "-z")
    fields = _texts(_asked(root, "diff-index", *ways, commit, "--"))
    return dict(zip(fields[2::3], fields[1::3], strict=False)).get(path)


def _entries(root: str, commit: str, under: str, way: str) -> list[_Entry]:
    if under and (os.path.normpath(under) != under or f"{under}/".startswith(("/", "../"))):
        return []  # git would refuse it, and no commit holds it
    only = (under,) if under else ()
    lines = _texts(_asked(root, "ls-tree", "--full-tree", "-z", way, commit, "--", *only))
    found = [(line.partition("\t")[0].split(), line.partition("\t")[2]) for line in lines]
    return [_Entry(name, told[2], told[-1]) for told, name in found if told[0] in _FILES]


def _texts(out: bytes) -> list[str]:
    return [os.fsdecode(part) for part in out.split(b"\0") if part]


def _asked(root: str, *arguments: str) -> bytes:
    """What git answers. Raises `UsageError` where it cannot."""
    said = _git(root, *arguments)
    if said.code:
        raise UsageError(_trouble(root, said))
    return said.out


def _trouble(root: str, said: _Said) -> str:
    if "dubious ownership" in said.error:
        return (
            f"git does not trust {quoted(root)}, which belongs to somebody else; "
            f"allow it with 'git config --global --add safe.directory {root}'"
        )
    if any(word in said.error for word in ("promisor", "lazy fetch", "missing blob")):
        return _IN_PART
    first = next(iter(said.error.strip().splitlines()), f"it ended with {said.code}")
    return f"git could not do what was asked ({first}); see what 'git -C {root} status' says"


def _git(root: str, *arguments: str) -> _Said:
    import subprocess

    command = ["git", "-C", root, *_ALWAYS, *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(  # noqa: S603 - the program is git, and what comes from outside stands behind its options
            command,
            env={**kept, **_QUIET, "GIT_CEILING_DIRECTORIES": os.path.dirname(root)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError(
            "git is not installed; install it, or leave out what compares with a commit"
        ) from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git took more than {SECONDS} seconds; try 'git {arguments[0]}' by hand") from None
    except ValueError:  # a NUL in a name, which no file has
        return _Said(0, b"", "")
    return _Said(done.returncode, done.stdout, os.fsdecode(done.stderr))


def evidence(root: str, folder: str, text: str) -> Place:
    """Whether a relative path leads to something in the repository, from the folder of the charter or from the root.

    Links are followed, and what they lead to counts. Of what lies outside, git's own folder included, nobody learns
    whether it is there.
    """
    inside = os.path.realpath(root)
    try:
        places = [_place(inside, os.path.realpath(folder), text)]
        if _within(inside, os.path.normpath(os.path.join(inside, text))):
            places.append(_place(inside, inside, text))
    except ValueError:  # a character that no name can have
        return "missing"
    return next((place for place in _DECIDES if place in places), "missing")


def _place(inside: str, base: str, text: str) -> Place:
    if len(text) > _LONGEST:
        return "missing"
    path = os.path.join(base, text)
    if os.path.isabs(text) or not _within(inside, os.path.realpath(path)):
        return "outside"
    return "there" if os.path.exists(path) else "missing"


def _within(folder: str, path: str) -> bool:
    """Whether a path is the folder or lies in it, and not in git's own part of it."""
    if path == folder:
        return True
    below = folder.rstrip(os.sep) + os.sep
    parts = path.removeprefix(below).lower().split(os.sep)
    return path.startswith(below) and ".git" not in parts
