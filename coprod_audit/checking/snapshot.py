"""The files of a commit, as they were committed: neither the work tree nor attributes and filters have a say.

Paths are relative to the root with `/` between their parts; a name that is not UTF-8 comes as Python spells such names.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from coprod_audit.errors import InputError, UsageError
from coprod_audit.faults import quoted
from coprod_audit.findings import Finding, Location
from coprod_audit.guard import too_large
from coprod_audit.repository import IN_PART, asked

TOGETHER: Final = 50_000_000
"""How many bytes are kept at most of what was read in one go."""

_FILES: Final = ("100644", "100755", "100664")
_LINK: Final = "120000"
_STEPS: Final = 40
_LONGEST: Final = 4096


class _Listing(NamedTuple):
    """What git calls the contents of files and of links, by their paths."""

    files: dict[str, str]
    links: dict[str, str]


class Snapshot:
    """The files of a commit, whose full name is given. What git says of them is kept, so that it is asked once.

    Links are followed inside the commit. Where one leads out of it, or to nothing, whatever is asked for behind it
    raises `UsageError`: that is not the same as a file that was never there.
    """

    def __init__(self, root: str, commit: str) -> None:
        self.root = root
        self.commit = commit
        self._kept: dict[str, bytes] = {}
        self._led: dict[str, str] = {}

    def has(self, path: str) -> bool:
        """Whether there was a file."""
        return self._place(path) in self._listing.files

    def blob(self, path: str, most: int) -> bytes | None:
        """What a file held; None where there was none, or a folder instead. Raises `InputError` for more than `most` bytes."""
        content = self._listing.files.get(self._place(path) or "")
        if content is None:
            return None
        data = self._kept.get(content)
        size = self._sizes([content])[content] if data is None else len(data)
        if size > most:
            raise InputError((Finding("D001", too_large(size, most), Location(path)),))
        return asked(self.root, "cat-file", "blob", content) if data is None else data

    def names(self, under: str) -> tuple[str, ...]:
        """The files in a folder and below it, "" for all, in order, with links to files. Links to folders are not followed."""
        place = self._place(under)
        if place is None:
            return ()
        files, links = self._listing
        if place in files:
            return (under,)
        start, begins = f"{place}/" if place else "", f"{under}/" if under else ""
        found = [name for name in files if name.startswith(start)]
        found += [name for name in links if name.startswith(start) and self._is_file(name)]
        return tuple(sorted(begins + name[len(start) :] for name in found))

    def name_of(self, path: str) -> str:
        """What a file is called in the commit: as it is now, unless it was renamed since, in a commit or in the index."""
        return path if self.has(path) else self._renamed.get(path, path)

    def fetch(self, paths: Iterable[str], most: int) -> None:
        """Read files in one go, those of up to `most` bytes each; what was kept before is let go."""
        files = self._listing.files
        wanted = {files[name]: None for path in paths if (name := self._safely(path)) in files}
        self._kept = self._contents(list(wanted), most)

    @cached_property
    def _listing(self) -> _Listing:
        found = _Listing({}, {})
        for line in _texts(asked(self.root, "ls-tree", "-r", "--full-tree", "-z", self.commit)):
            told, _, name = line.partition("\t")
            mode, _, content = told.split()
            if mode in _FILES:
                found.files[name] = content
            elif mode == _LINK:
                found.links[name] = content
        return found

    @cached_property
    def _folders(self) -> set[str]:
        found = {""}
        for name in self._listing.files:
            while (name := name.rpartition("/")[0]) not in found:
                found.add(name)
        return found

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """Old names by new ones."""
        ways = ("--cached", "-r", "-M", "-l1000", "--diff-filter=R", "--name-status", "--no-ext-diff", "-z")
        fields = _texts(asked(self.root, "diff-index", *ways, self.commit, "--"))
        return dict(zip(fields[2::3], fields[1::3], strict=False))

    @cached_property
    def _targets(self) -> dict[str, str]:
        """What stands in the links."""
        links = self._listing.links
        read = self._contents(list(dict.fromkeys(links.values())), _LONGEST)
        return {name: os.fsdecode(read[content]) for name, content in links.items() if content in read}

    def _safely(self, path: str) -> str | None:
        """The place of a path; None too where a link on the way cannot be followed."""
        try:
            return self._place(path)
        except UsageError:
            return None

    def _is_file(self, path: str) -> bool:
        return self._safely(path) in self._listing.files

    def _place(self, path: str) -> str | None:
        """Where a path comes out once links are followed; None for one that no commit holds."""
        if path in {"", "."}:
            return ""
        if os.path.normpath(path) != path or f"{path}/".startswith(("/", "../")):
            return None
        return path if path in self._listing.files else self._followed("", path, ())

    def _followed(self, place: str, path: str, through: tuple[str, ...]) -> str:
        for part in path.split("/"):
            if part == ".." and not place:
                raise self._leads_nowhere(through[0])
            if part == "..":
                place = place.rpartition("/")[0]
            elif part not in {"", "."}:
                place = f"{place}/{part}" if place else part
            if place in self._listing.links:
                place = self._behind(place, through)
        return place

    def _behind(self, link: str, through: tuple[str, ...]) -> str:
        """The file or folder that a link leads to."""
        if link not in self._led:
            target = self._targets.get(link, "/")
            if target.startswith("/") or link in through or len(through) >= _STEPS:
                raise self._leads_nowhere(link)
            place = self._followed(link.rpartition("/")[0], target, (*through, link))
            if place not in self._listing.files and place not in self._folders:
                raise self._leads_nowhere(link)
            self._led[link] = place
        return self._led[link]

    def _leads_nowhere(self, link: str) -> UsageError:
        return UsageError(
            f"{quoted(link)} is a link that leads to nothing in the commit {self.commit[:12]}, or out of it; "
            "put there what it should lead to, or name another commit"
        )

    def _sizes(self, contents: list[str]) -> dict[str, int]:
        """How many bytes each has. Raises `UsageError` where this clone lacks one."""
        lines = asked(self.root, "cat-file", "--batch-check", given=_lines(contents)).decode().splitlines()
        found = {line.split()[0]: line.split()[-1] for line in lines}
        if not all(size.isdigit() for size in found.values()) or len(found) < len(contents):
            raise UsageError(IN_PART)
        return {content: int(size) for content, size in found.items()}

    def _contents(self, contents: list[str], most: int) -> dict[str, bytes]:
        """What stands in those of up to `most` bytes, as far as all of them together are not too much."""
        chosen, together = [], 0
        for content, size in self._sizes(contents).items() if contents else ():
            if size <= most and together + size <= TOGETHER:
                chosen.append(content)
                together += size
        out = asked(self.root, "cat-file", "--batch", given=_lines(chosen)) if chosen else b""
        return dict(_parted(out))


def _lines(contents: list[str]) -> bytes:
    return "".join([f"{content}\n" for content in contents]).encode()


def _parted(out: bytes) -> Iterator[tuple[str, bytes]]:
    """The contents that `git cat-file --batch` hands out one behind the other, each with its name."""
    at = 0
    while at < len(out):
        ends = out.index(b"\n", at)
        name, _, size = out[at:ends].decode().split()
        at = ends + 1 + int(size) + 1
        yield name, out[ends + 1 : at - 1]


def _texts(out: bytes) -> list[str]:
    return [os.fsdecode(part) for part in out.split(b"\0") if part]
