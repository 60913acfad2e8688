"""What git knows of a repository: where it is, which commit a name means, and whether evidence lies in the work tree.

Git is asked and never told: no filters, hooks, pagers or network, and no name is read as an option or a pattern.
"""

import os
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from coprod_audit.errors import UsageError
from coprod_audit.faults import nearest, quoted

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
# A hook is started with some of these: they would have git look at another repository than the one that is named, or
# read names as something else.
_ELSEWHERE: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
IN_PART: Final = (
    "this clone lacks some files of its older commits; clone the repository whole, without '--filter'"
)
"""What there is to say of a clone that has commits without their files."""

_SAID: Final = 200
"""How many characters of what git complains of are shown."""

Place = Literal["there", "missing", "outside"]
_DECIDES: Final[tuple[Place, ...]] = ("there", "outside")
_LONGEST: Final = 4096
"""No path is longer. Following a long one link by link takes time."""


class _Said(NamedTuple):
    """What git answered."""

    code: int
    out: bytes
    error: str


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
    if root is None or root_of(root) is None:
        raise UsageError(
            f"there is no git repository here in which {quoted(ref)} could be looked up; "
            "run this inside one, or name a file"
        )
    if not _may_be_one(ref):
        raise UsageError(f"{quoted(ref)} cannot be a commit; write a branch, a tag or a commit")
    found = _looked_up(root, ref)
    if not found:
        raise UsageError(_unknown(root, ref))
    return found


def find(root: str, ref: str) -> str | None:
    """The full name of the commit that a reference means; None where git knows none. Raises `UsageError` where it cannot say."""
    found = _looked_up(root, ref) if _may_be_one(ref) else ""
    if not found:
        asked(root, "rev-parse", "--git-dir")
    return found or None


def _may_be_one(ref: str) -> bool:
    return bool(ref) and not ref.startswith(("-", "^")) and ref.isprintable()


def _looked_up(root: str, ref: str) -> str:
    said = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return "" if said.code else said.out.decode("ascii", "replace").strip()


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


def asked(root: str, *arguments: str, given: bytes | None = None) -> bytes:
    """What git answers, with what it is given to read. Raises `UsageError` where it cannot."""
    said = _git(root, *arguments, given=given)
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
        return IN_PART
    first = next(iter(said.error.strip().splitlines()), f"it ended with {said.code}")[:_SAID]
    return f"git could not do what was asked ({first}); see what 'git -C {root} status' says"


def _git(root: str, *arguments: str, given: bytes | None = None) -> _Said:
    import subprocess

    command = ["git", "-C", root, *_ALWAYS, *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(  # noqa: S603 - the program is git, and what comes from outside stands behind its options
            command,
            env={**kept, **_QUIET, "GIT_CEILING_DIRECTORIES": os.path.dirname(root)},
            input=given or b"",
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
    try:
        inside = real(root)
        places = [_place(inside, real(folder), text)]
        if _within(inside, os.path.normpath(os.path.join(inside, text))):
            places.append(_place(inside, inside, text))
    except ValueError:  # a character that no name can have
        return "missing"
    return next((place for place in _DECIDES if place in places), "missing")


@lru_cache(maxsize=64)
def real(folder: str) -> str:
    """A folder with its links followed: the same few are asked about again and again."""
    return os.path.realpath(folder)


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
