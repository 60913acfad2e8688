"""Copies of a file of answers, made before something takes its place; none is ever replaced.

Their names end in `.bak`: nobody who looks for `*.yaml` counts them as answers.
"""

import contextlib
import errno
from pathlib import Path

from coprod_audit import disk, files

_MOST = 1000


def keep(path: Path, data: bytes, kind: str) -> Path:
    """Write a copy beside the file under the first free name, `answers.yaml.found.bak`, and return that.

    Where a copy of that kind holds the very same already, nothing is written. Raises OutputError as `save` does.
    """
    with files.signals_held(), files.told(path):
        for number in range(1, _MOST):
            copy = path.with_name(f"{path.name}.{kind}{f'.{number}' if number > 1 else ''}.bak")
            try:
                files.fill(copy, data, files.PRIVATE)
            except FileExistsError:
                if not _holds(copy, data):
                    continue
            with files.folder_of(path) as folder:
                files.sync_folder(folder)
            return copy
        raise OSError(errno.EEXIST, "there are too many copies beside it; take some away")


def _holds(path: Path, data: bytes) -> bool:
    with contextlib.suppress(disk.NotAFileError):
        return disk.read(path, len(data) + 1) == data
    return False
