"""The folder that a batch writes into: what of it is ours, and the small files that are written whole at the end."""

import contextlib
import errno
import filecmp
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from coprod_audit import disk, files
from coprod_audit.batch.out_names import ENDINGS
from coprod_audit.batching import standing
from coprod_audit.batching.ledger import Ledger
from coprod_audit.batching.reports import content_digest
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import listed
from coprod_audit.inputs import STATE

REPORTS: Final = "reports"
EARLIER: Final = "earlier"
"""Where that is kept of which nobody remembers whether we left it so."""

_ASIDE: Final = f"{STATE}/{EARLIER}"
_HALF_WRITTEN: Final = re.compile(r"\.(?:report|[a-z0-9-]+\.(?:md|svg))\.[0-9]+\.tmp")
_LEDGER: Final = f"{STATE}/ledger.sqlite"


class Held(NamedTuple):
    """A folder that we hold: what is remembered of it, and the names of what looks like ours and is not remembered."""

    ledger: Ledger
    unknown: tuple[str, ...] = ()


@contextlib.contextmanager
def held(folder: Path, names: Sequence[str] = standing.NAMES, *, force: bool = False) -> Iterator[Held]:
    """Hold the folder, made where it is not there, with what is remembered of it. `names` are to be written there.

    Raises OutputError where it cannot be written. Raises UsageError where another batch writes there, where a link
    would lead out of it, and, unless by `force`, where something that no batch wrote has a name that this one writes:
    nothing has been made by then.
    """
    refuse_links(folder)
    if not force and not standing.is_there(folder / STATE):
        _refuse([name for name in _standing(folder, names) if not _looks_like_ours(folder / name)], folder)
    with files.told(folder):
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        for path in filter(Path.is_dir, (folder, folder / STATE, folder / REPORTS)):
            if not os.access(path, os.W_OK | os.X_OK):  # told now, and not when all has been judged
                raise PermissionError(errno.EACCES, f"nothing may be written into '{show(path.name)}'")
    with Ledger.open(folder / _LEDGER) as ledger:
        yield Held(ledger, () if force else _unknown(folder, names, ledger))


def refuse_links(folder: Path) -> None:
    """Raise UsageError where a link, or what is no folder, has a name below which we write; OutputError."""
    with files.told(folder):
        for path in (folder / STATE, folder / REPORTS):
            if standing.is_there(path) and not stat.S_ISDIR(path.lstat().st_mode):
                raise _in_the_way(path)
        if standing.is_there(folder / STATE):
            with os.scandir(folder / STATE) as entries:
                links = sorted(entry.name for entry in entries if entry.is_symlink())
            if links:
                raise _in_the_way(folder / STATE / links[0])


def _in_the_way(path: Path) -> UsageError:
    what = "a link, and links are not followed when writing" if path.is_symlink() else "no folder"
    return UsageError(f"'{show(str(path))}' is {what}; take it away, or name another folder with -o")


def _standing(folder: Path, names: Iterable[str]) -> list[str]:
    with files.told(folder):
        return [name for name in names if standing.is_there(folder / name)]


def _looks_like_ours(path: Path) -> bool:
    with files.told(path):
        return standing.looks_like_ours(path)


def _unknown(folder: Path, names: Iterable[str], ledger: Ledger) -> tuple[str, ...]:
    """What is not as we left it, as far as it looks like ours and nothing is remembered of it. Raises UsageError."""
    with files.told(folder):
        others = [name for name in _standing(folder, names) if not ledger.is_ours(name, folder / name)]
        unknown = [
            name
            for name in others
            if (not ledger.knows(name) or ledger.may_be_touched(name, folder / name))
            and standing.looks_like_ours(folder / name)
        ]
    _refuse([name for name in others if name not in unknown], folder)
    return tuple(unknown)


def _refuse(names: list[str], folder: Path) -> None:
    if names:
        raise UsageError(
            f"in '{show(str(folder))}' there {'is' if len(names) == 1 else 'are'} {listed(names)}, which no batch wrote as "
            "it stands; name another folder with -o, or replace what is there with --force"
        )


def keep(folder: Path, names: Iterable[str]) -> None:
    """Keep what has these names now, for `settled`, whatever becomes of this run. Raises OutputError."""
    for name in names:
        path, other = folder / name, folder / _ASIDE / name
        with files.told(other):
            if path.is_file() and not standing.is_there(other):  # what an unfinished run kept came first
                other.parent.mkdir(parents=True, exist_ok=True)
                _second(path, other)


def unknown_reports(folder: Path, ledger: Ledger) -> list[str]:
    """The reports that are wanted, stand there, and of which nobody knows whether we left them so. Raises OutputError."""
    if not (folder / REPORTS).is_dir():
        return []
    names = (f"{REPORTS}/{name}{ending}" for name in ledger.unremembered() for ending in ENDINGS)
    return [name for name in names if (folder / name).is_file()] + _others(folder, ledger.half_written())


def edited_reports(folder: Path, ledger: Ledger) -> list[str]:
    """The reports that are wanted, and that somebody changed since they were written. Raises OutputError."""
    left = [(name, ledger.left_as(name)) for _, _, name in ledger.named()]
    return _others(folder, (one for one in left if one[1]))


def _others(folder: Path, left: Iterable[tuple[str, str]]) -> list[str]:
    """The reports that do not hold what they were left with."""
    others = []
    for base, digest in left:
        name = f"{REPORTS}/{base}.md"
        with files.told(folder / name):
            if (folder / name).is_file() and content_digest((folder / name).read_bytes()) != digest:
                others.append(name)
    return others


def clear_reports(folder: Path) -> None:
    """Take away what a run that was killed left half written: nobody else writes reports while we hold the folder."""
    with contextlib.suppress(OSError), os.scandir(folder / REPORTS) as entries:
        for entry in entries:
            if _HALF_WRITTEN.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                files.remove(Path(entry.path))


def _second(path: Path, other: Path) -> None:
    """Let a file have another name too; where the file system knows no second names, a copy has it."""
    try:
        disk.link(path, other)
    except (OSError, NotImplementedError):
        shutil.copy2(path, other, follow_symlinks=False)


class Kept(NamedTuple):
    """What was kept, by name, and where."""

    folder: Path
    names: tuple[str, ...]


def settled(folder: Path) -> Kept | None:
    """Let go of what was written again as it was, and put the others where people see them. Raises OutputError."""
    aside = folder / _ASIDE
    with files.told(aside):
        names = sorted(path.relative_to(aside).as_posix() for path in aside.rglob("*") if path.is_file())
        others = [name for name in names if not _same(aside / name, folder / name)]
        for name in set(names) - set(others):
            disk.unlink(aside / name)
        for path in (aside / REPORTS, aside):
            with contextlib.suppress(OSError):
                path.rmdir()  # which is only done where nothing is left in it
        if not others:
            return None
        made = next(path for path in _earlier(folder) if not standing.is_there(path))
        disk.replace(aside, made)
    return Kept(made, tuple(others))


def _earlier(folder: Path) -> Iterator[Path]:
    return (folder / (EARLIER if number == 1 else f"{EARLIER}-{number}") for number in count(1))


def _same(path: Path, other: Path) -> bool:
    return standing.is_there(other) and filecmp.cmp(path, other, shallow=False)


def write(folder: Path, ledger: Ledger, name: str, text: str) -> None:
    """Write a small file whole, and note it as ours before it takes its name. Raises OutputError."""
    made = folder / STATE / name
    files.save(made, text)
    with files.told(folder / name):
        ledger.about_to_write(name, made)
        disk.replace(made, folder / name)


def take_away(folder: Path, held: Held, names: Iterable[str]) -> None:
    """Take away what we wrote once and do not write now; what somebody changed since stays. Raises OutputError."""
    for name in names:
        path = folder / name
        with files.told(path):
            if standing.is_there(path) and (name in held.unknown or held.ledger.is_ours(name, path)):
                disk.unlink(path)
