"""The folder that a batch writes into: what of it is ours, and the small files that are written whole at the end."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from coprod_audit import disk, files
from coprod_audit.batching.ledger import Ledger
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show
from coprod_audit.faults import listed
from coprod_audit.inputs import STATE

REPORTS = "reports"
_LEDGER = f"{STATE}/ledger.sqlite"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[Ledger]:
    """Hold the folder, made where it is not there, with what is remembered of it.

    Raises OutputError where it cannot be written, UsageError where another batch writes there.
    """
    with files.told(folder):
        (folder / STATE).mkdir(parents=True, exist_ok=True)
    with Ledger.open(folder / _LEDGER) as ledger:
        yield ledger


def refuse_foreign(folder: Path, ledger: Ledger, names: Iterable[str]) -> None:
    """Raise UsageError where something that no batch wrote has a name that this one wants to write."""
    with files.told(folder):
        found = [
            name for name in names if _is_there(folder / name) and not ledger.is_ours(name, folder / name)
        ]
    if found:
        raise UsageError(
            f"in '{show(str(folder))}' there {'is' if len(found) == 1 else 'are'} {listed(found)}, which no batch wrote as "
            "it stands; name another folder with -o, or replace what is there with --force"
        )


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def write(folder: Path, ledger: Ledger, name: str, text: str) -> None:
    """Write a small file whole, and note it as ours before it takes its name. Raises OutputError."""
    made = folder / STATE / name
    files.save(made, text)
    with files.told(folder / name):
        ledger.about_to_write(name, made)
        disk.replace(made, folder / name)
