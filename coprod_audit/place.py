"""One file of answers as a sitting holds it: locked, with what the last save left beside it, and watched for changes.

A save writes the side file first, with the digest of what it is about to write and of what stands there, and only
then the answers: whichever of the two steps is the last one, the file is as we left it (reliability goals A1, A4).
The digest of what stood there counts only where the sitting was cut off, which the lock left behind tells.
"""

import contextlib
import os
from pathlib import Path
from typing import NamedTuple

from coprod_audit import beside, bytes_of, disk, files, taken, turn
from coprod_audit.beside import Beside, Saved
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.lock import Busy, Lock, Owner
from coprod_audit.taken import Helps

_SIDE_FILE = 8
"""How many times the limit of an answers file what lies beside it may have: signs are spelled out there."""


class Missing(NamedTuple):
    """There is no such file. `saved` is what the last save left, where somebody took the file away since `when`."""

    saved: str = ""
    when: str = ""


class Whole(NamedTuple):
    """The file as the last save left it; or, where not `vouched` for, a file of which nothing is known beside it."""

    data: bytes
    vouched: bool = True


class Changed(NamedTuple):
    """The file has changed since the last save, by hand or by damage; `saved` is what that save left, at `when`."""

    data: bytes
    saved: str
    when: str


Found = Missing | Whole | Changed


class Place:
    """The hold on one file of answers. `take` and `reserve` make it; `release` lets go."""

    def __init__(self, path: Path, owner: Owner, lock: Lock, mode: int) -> None:
        self.path = path
        self.mode = mode
        self._owner = owner
        self._lock = lock
        self._beside = Beside.of(path)
        self._ours = set[str]()  # the digests of what may stand there by our hand
        self._longest = 0

    @classmethod
    def take(cls, path: Path, owner: Owner, now: str, mode: int = files.PRIVATE) -> "Place":
        """Take hold of a file, whether it is there or not yet; `mode` is what it is to have when it is written.

        Raises Busy where somebody else has it, and UsageError where nothing can be kept under that name.
        """
        refused = _refused(path)
        if refused is not None:
            raise UsageError(refused)
        place = cls(path, owner, Lock.take(Beside.of(path).lock, path, owner, now), mode)
        place._begin()
        for name in (path, place._beside.saved, place._beside.draft):
            files.clear_leftovers(name)
        turn.clear(place._beside.turn, owner, alone=place._lock.held)
        return place

    @classmethod
    def reserve(cls, path: Path, owner: Owner, now: str, mode: int = files.PRIVATE) -> "Place | None":
        """Take hold of a name that nobody has, by an empty file; None where somebody has it. Raises OutputError."""
        names = Beside.of(path)
        if os.path.lexists(names.saved):
            return None  # it tells of a file that was taken away, and may be all there is of it
        with files.told(path):
            try:
                disk.close(disk.create(path, files.PRIVATE))
            except FileExistsError:
                return None
        try:
            place = cls(path, owner, Lock.take(names.lock, path, owner, now), mode)
        except Busy:
            disk.unlink(path)
            return None
        place._begin()
        place._ours = {beside.digest(b"")}
        return place

    def _begin(self) -> None:
        """Let the lock file be on the disk before anything else: after a cut it tells that there was one."""
        with contextlib.suppress(OSError, OutputError), files.folder_of(self.path) as folder:
            files.sync_folder(folder)

    @property
    def is_free(self) -> bool:
        """Whether nothing stands there, and nothing beside it tells of what stood there."""
        return not os.path.lexists(self.path) and not os.path.lexists(self._beside.saved)

    def look(self, most: int) -> Found:
        """What stands there, held against what the last save left. From now on that is what a save may replace.

        Raises InputError where the file cannot be read, or has more than `most` bytes.
        """
        saved = beside.saved(self._read(self._beside.saved, most))
        if not os.path.lexists(self.path):
            return Missing(saved.text, saved.when) if saved is not None else Missing()
        data = bytes_of.read_bytes(self.path, most, "name another file")
        self._ours, self._longest = {beside.digest(data)}, len(data)
        if saved is None or saved.vouches_for(data, cut_off=self._lock.left_behind):
            return Whole(data, vouched=saved is not None)
        return Changed(data, saved.text, saved.when)

    def put(self, text: str, when: str, *, over_damage: bool = False) -> bool:
        """Save; False where somebody else has put something there since, which is left as it is.

        Where the save is cut off, what stood there counts as ours, unless it is damage that is to be put right. Raises
        OutputError where it cannot be saved: what stood there stands, and the next time begins anew.
        """
        data = files.encoded(self.path, text)
        with files.signals_held(), files.told(self.path), turn.turn(self._beside.turn, self._owner) as mine:
            before = self._digest()
            if not mine or (before and before not in self._ours):
                return False
            self._note(Saved(text, when, "" if over_damage else before))
            self._ours.add(beside.digest(data))
            self._longest = max(self._longest, len(data))
            files.put(self.path, data, self.mode)
        self._ours, self._longest = {beside.digest(data)}, len(data)
        return True

    def vouch(self, data: bytes, when: str) -> None:
        """Take what stands there for what the last save left. Raises OutputError."""
        self._note(Saved(data.decode("utf-8", "surrogateescape"), when))

    def draft(self, step: str, text: str) -> None:
        """Keep what somebody is typing; it is not worth a word where that cannot be done."""
        try:
            files.put_lightly(self._beside.draft, beside.draft(step, text))
        except OutputError:
            return

    def drafted(self, most: int) -> tuple[str, str] | None:
        """What somebody was typing when a sitting was killed: step and text."""
        return beside.drafted(self._read(self._beside.draft, most))

    def clear_draft(self) -> None:
        """Forget what was being typed."""
        files.remove(self._beside.draft)

    def give_up(self) -> None:
        """Let go of a reserved name under which nothing could be saved, and of what we put there."""
        files.remove(self.path)
        files.remove(self._beside.saved)
        self.release()

    def release(self) -> None:
        """Let go of the file; what the last save left stays beside it."""
        self._lock.release()

    def _digest(self) -> str:
        """The digest of what stands there now; no digest of ours for a link or a folder, empty where nothing stands."""
        try:
            data = disk.read(self.path, self._longest + 1)
        except disk.NotAFileError:
            return "not a file"
        return beside.digest(data) if data is not None else ""

    def _note(self, saved: Saved) -> None:
        with files.told(self.path):
            data = saved.written()
        try:
            files.put(self._beside.saved, data)
        except OutputError as error:
            with files.told(self.path):  # that is the file that people know
                raise error.__cause__ or error from None

    def _read(self, path: Path, most: int) -> bytes | None:
        try:
            return disk.read(path, most * _SIDE_FILE)
        except OSError:
            return None


def _refused(path: Path) -> str | None:
    """Why no answers can be kept under that name, with a way out; None where they can."""
    refused = taken.refusal(path, force=True)  # what the file holds is seen when it is read
    if refused is None:
        return taken.no_home(path)
    return refused.why if refused.helps is Helps.NOTHING_MORE else f"{refused.why}; name another file"
