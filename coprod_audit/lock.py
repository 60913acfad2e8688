"""The lock on a file of answers: one sitting at a time, and the second is told who and since when.

The system lets go of it when its process ends, however it ends: a lock file that was left behind is simply taken over,
and tells that the sitting before was cut off.
"""

import contextlib
import errno
import os
from pathlib import Path
from typing import NamedTuple

from coprod_audit import disk
from coprod_audit.errors import UsageError
from coprod_audit.escapes import show

_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_TRIES = 25
_MOST = 2_000


class Owner(NamedTuple):
    """Who holds a sitting, as the command line knows them."""

    user: str
    host: str
    pid: int

    def told(self, since: str) -> bytes:
        """Return what the lock file says, a line each."""
        lines = (show(self.user), show(self.host), str(self.pid), show(since))
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


class Busy(UsageError):  # noqa: N818 - a state that one meets, and no fault
    """Somebody else is answering; the sentence says who, and what to do."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"'{show(str(path))}' is being answered by {holder}; join in there, wait until that sitting ends, or name another file"
        )


class Lock:
    """A lock that is held, or that cannot be had where the file system knows none (`held` is False).

    `left_behind` says that its file was there before: a sitting was cut off, or, without locks, another is going on.
    """

    def __init__(self, path: Path, descriptor: int | None, *, left_behind: bool) -> None:
        self._path = path
        self._descriptor = descriptor
        self.left_behind = left_behind

    @property
    def held(self) -> bool:
        """Whether it keeps others out."""
        return self._descriptor is not None

    @classmethod
    def take(cls, path: Path, of: Path, owner: Owner, now: str) -> "Lock":
        """Take the lock at `path` for the file `of`, at once or not at all.

        Raises Busy where somebody holds it, and UsageError where something else has its name. `now` is the local
        time, as in `2026-05-12T14:05`.
        """
        for _ in range(_TRIES):
            left_behind = os.path.lexists(path)
            descriptor = _opened(path)
            if descriptor is None or not _locked(descriptor, path, of, now):
                return cls(path, None, left_behind=left_behind)
            if disk.is_at(descriptor, path):
                with contextlib.suppress(OSError):  # on a full disk it is held without a name
                    disk.rewrite(descriptor, owner.told(now))
                return cls(path, descriptor, left_behind=left_behind)
            os.close(descriptor)  # a sitting that ended took the name away in the meantime
        raise Busy(of, "somebody else")

    def release(self) -> None:
        """Let go, and take the file away: the sitting ended as it should. Where locks do not work it is anybody's."""
        if self._descriptor is None:
            with contextlib.suppress(OSError):
                disk.unlink(self._path)
            return
        descriptor, self._descriptor = self._descriptor, None
        with contextlib.suppress(OSError):
            if disk.is_at(descriptor, self._path):
                disk.unlink(self._path)
        with contextlib.suppress(OSError):
            os.close(descriptor)
        if os.name == "nt":  # where a file cannot be taken away while it is open
            with contextlib.suppress(OSError):
                disk.unlink(self._path)


def _opened(path: Path) -> int | None:
    """The open lock file; None where there can be none: the first save will say why."""
    try:
        return disk.open_lock(path)
    except disk.NotAFileError:
        message = (
            f"'{show(str(path))}' is not a file of ours, and stands where the lock belongs; take it away"
        )
        raise UsageError(message) from None
    except OSError:
        return None


def _locked(descriptor: int, path: Path, of: Path, now: str) -> bool:
    """Whether it is locked now; False where locks do not work. Raises Busy, and lets go of the file then."""
    try:
        disk.lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _HELD:
            raise Busy(of, _holder(path, now)) from None
        return False
    return True


def _holder(path: Path, now: str) -> str:
    """Who has the lock, by its file; somebody who has just taken it may not have written there yet."""
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            lines = (disk.read(path, _MOST) or b"").decode("utf-8", "replace").split("\n")
            if len(lines) == len(Owner._fields) + 2:
                user, host, pid, since = (show(line)[:100] for line in lines[:-1])
                return f"{user} on {host} since {_clock(since, now)} (process {pid})"
        disk.pause()
    return "somebody else"


def _clock(since: str, now: str) -> str:
    """The time of day, and the day where it is another."""
    day, _, time = since.partition("T")
    return time[:5] if day == now.partition("T")[0] else f"{day} {time[:5]}".rstrip()
