"""What stands already under the names that a batch writes: whether it looks like ours, where nobody remembers it.

A look is no proof: somebody may have changed a table since. So what only looks like ours is kept beside, and never lost.
"""

import re
import stat
from pathlib import Path
from typing import Final

from coprod_audit import disk
from coprod_audit.batch import columns
from coprod_audit.batching import judge
from coprod_audit.csv_cells import line
from coprod_audit.inputs import STATE
from coprod_audit.portfolio.telling import DECISIONS_PICTURE, LADDER_PICTURE
from coprod_audit.taken import MARK

PORTFOLIO, PORTFOLIO_DATA, DICTIONARY = "portfolio.md", "portfolio.json", "data-dictionary.csv"
REPORTS_INDEX = "reports.csv"
PICTURES: Final = (LADDER_PICTURE, DECISIONS_PICTURE)

NAMES: Final = (
    *(judge.RESULTS, judge.CELLS, judge.LONG, judge.FAILURES),
    *(PORTFOLIO, PORTFOLIO_DATA, DICTIONARY, REPORTS_INDEX, *PICTURES),
)
"""What a batch writes for people, but for the reports."""


def tables(*, long: bool) -> tuple[str, ...]:
    """What the tables that grow are called: where there is to be none of all answers, that one stays out of sight."""
    return (
        judge.TABLES
        if long
        else tuple(f"{STATE}/{one}" if one == judge.LONG else one for one in judge.TABLES)
    )


def names(*, long: bool) -> tuple[str, ...]:
    """What a batch writes, with or without the table of all answers."""
    return NAMES if long else tuple(one for one in NAMES if one != judge.LONG)


def _head(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """The line of a table that names its columns."""
    return re.compile(re.escape(line(names).encode()))


_NEAR: Final = 4096
_PICTURE: Final = re.compile(rb"<svg [^>]*>\n.*?^<metadata>coprod-audit: ", re.MULTILINE | re.DOTALL)
_BEGINS: Final = {
    judge.RESULTS: re.compile(rb'\{"coprod-audit":"result-row/|\{"file":"'),
    judge.CELLS: re.compile(rb"file,row,.*,rung,lowest,highest,"),
    judge.LONG: re.compile(rb"file,row,.*,view,fact,answer,"),
    judge.FAILURES: _head(columns.FAILURES),
    PORTFOLIO: re.compile(rb"# "),
    PORTFOLIO_DATA: re.compile(rb'\{\s*"coprod-audit": "portfolio/'),
    DICTIONARY: _head(columns.DICTIONARY),
    REPORTS_INDEX: _head(columns.REPORTS),
    **dict.fromkeys(PICTURES, _PICTURE),
}


def is_there(path: Path) -> bool:
    """Whether something has that name, be it a link to nowhere. Raises OSError."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def looks_like_ours(path: Path) -> bool:
    """Whether a file under one of `NAMES` begins as ours do, or is empty. Raises OSError."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    begins = _BEGINS[path.name].match(disk.read(path, _NEAR) or b"")
    return found.st_size == 0 or (begins is not None and (path.name != PORTFOLIO or _ends(path)))


def _ends(path: Path) -> bool:
    """Whether a text ends with the mark that ours have."""
    with path.open("rb") as text:
        text.seek(max(0, path.stat().st_size - _NEAR))
        return text.read().rstrip().endswith(MARK.encode())
