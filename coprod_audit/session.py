"""A sitting's hold on its file of answers: how what was answered stays safe, whatever happens to the file.

Nothing is overwritten that this sitting did not write or accept: what somebody else put there stays, and the sitting
goes on under another name. No clock is looked at here: times come in as local times, as in `2026-05-12T14:05`.
"""

from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from coprod_audit import copies, files
from coprod_audit.errors import OutputError, UsageError
from coprod_audit.escapes import show
from coprod_audit.files import PRIVATE
from coprod_audit.guard import ANSWERS_LIMITS
from coprod_audit.lock import Busy, Owner
from coprod_audit.place import Changed, Found, Missing, Place, Whole

__all__ = ["Busy", "Changed", "Found", "Missing", "Moved", "Owner", "Session", "Whole"]

_NAMES: Final = range(2, 1000)


class Moved(NamedTuple):
    """Somebody else changed `theirs`, which stands as it is; this sitting goes on in `ours`."""

    theirs: Path
    ours: Path


class Session:
    """One sitting's hold on one answers file. `open` makes it.

    `found` is what stood there; `drafted` what somebody was typing when a sitting was killed, as step and text;
    `kept` are the copies made beside the file in this sitting, so that somebody can be told of them.
    """

    found: Found
    drafted: tuple[str, str] | None
    kept: tuple[Path, ...]

    def __init__(self, place: Place, now: str, owner: Owner, most: int) -> None:
        self._place = place
        self._now = now
        self._owner = owner
        self._named = place.path
        self._settled = False
        self.kept = ()
        self.found = place.look(most)
        self.drafted = place.drafted(most)

    @classmethod
    def open(
        cls, path: Path, *, now: str, owner: Owner, most: int = ANSWERS_LIMITS.size, mode: int = PRIVATE
    ) -> "Session":
        """Take hold of the file, which need not be there yet, and look at what stands there. `mode` as in `files`.

        Raises Busy where somebody else is answering, UsageError where nothing can be kept under that name, InputError
        where the file cannot be read or has more than `most` bytes.
        """
        place = Place.take(path, owner, now, mode)
        try:
            return cls(place, now, owner, most)
        except BaseException:
            place.release()
            raise

    @property
    def path(self) -> Path:
        """The file that the answers are in now."""
        return self._place.path

    @property
    def stood(self) -> bytes:
        """What stood in the file when the sitting began, as it was accepted or put back; nothing where none did."""
        return b"" if isinstance(self.found, Missing) else self.found.data

    def trust(self) -> None:
        """Take what was found for what the last save left, and keep no copies: only what is not ours has changed."""
        if isinstance(self.found, Changed):
            self.found, self._settled = Whole(self.found.data), True

    def accept(self) -> None:
        """Use what was found as it is. What was saved before is kept beside it, and so is what was written by hand.

        A save loses comments, and whatever else we do not know, so the file as it was found is kept too:
        `answers.yaml.saved.bak` and `answers.yaml.found.bak` (see `kept`). Raises OutputError.
        """
        match self.found:
            case Changed(data, saved, _):
                self._keep(files.encoded(self.path, saved), "saved")
                self._keep(data, "found")
                self._place.vouch(data, self._now)
            case Missing(saved) if saved:
                self._keep(files.encoded(self.path, saved), "saved")
            case Whole(data, vouched=False):
                self._keep(data, "found")
        self._settled = True

    def restore(self) -> Path | None:
        """Put back what the last save left, and return where what stood there is kept, if anything did.

        Afterwards `found` is what was put back. Where nothing was saved nothing happens. Raises OutputError.
        """
        match self.found:
            case Changed(data, saved, when):
                copy = self._keep(data, "found")
                self._put_back(saved, when)
                return copy
            case Missing(saved, when) if saved:
                self._put_back(saved, when)
        return None

    def _put_back(self, saved: str, when: str) -> None:
        if not self._place.put(saved, when, over_damage=True):
            name = show(str(self.path))
            raise OutputError(
                f"'{name}' has just been changed by somebody else, and stays as it is; start again"
            )
        self.found, self._settled = Whole(files.encoded(self.path, saved)), True

    def save(self, text: str, *, now: str = "") -> Moved | None:
        """Save the whole text, and come back when it is on the disk; `now` is when, where it is not when we began.

        Where somebody else has changed the file since, theirs stays, ours goes on in the first free `answers.2.yaml`,
        and that is returned. Raises OutputError where it cannot be saved: what was saved before stands, and the next
        save tries again from the start. What was found and not yet decided upon is accepted.
        """
        if not self._settled and not self._is_as_found(text):
            self.accept()
        when = now or self._now
        return None if self._place.put(text, when) else self._go_on_elsewhere(text, when)

    def _is_as_found(self, text: str) -> bool:
        return isinstance(self.found, Whole) and self.found.data == files.encoded(self.path, text)

    def _go_on_elsewhere(self, text: str, when: str) -> Moved:
        theirs = self.path
        for number in _NAMES:
            path = self._named.with_name(f"{self._named.stem}.{number}{self._named.suffix}")
            place = Place.reserve(path, self._owner, self._now, self._place.mode)
            if place is not None and _saved_at(place, text, when):
                self._change(place)
                return Moved(theirs, path)
        raise OutputError(
            f"cannot write '{show(str(theirs))}': somebody else has changed it; name another file"
        )

    def move(self, path: Path) -> None:
        """Go on in another place from the next save on, with a name that nothing stands under yet.

        Raises UsageError, Busy included, where that cannot be; then the sitting stays where it is.
        """
        if path == self.path:
            return
        place = Place.take(path, self._owner, self._now, self._place.mode)
        if not place.is_free:
            place.release()
            raise UsageError(f"'{show(str(path))}' is there already, and stays as it is; name another file")
        self._change(place)
        self._named, self._settled = path, True

    def _change(self, place: Place) -> None:
        self.clear_draft()
        self._place.release()
        self._place = place

    def draft(self, step: str, text: str) -> None:
        """Keep what somebody is typing, for when the sitting is killed. Never raises."""
        self._place.draft(step, text)

    def clear_draft(self) -> None:
        """Forget what somebody was typing: it has become an answer, or is not wanted. Never raises."""
        self._place.clear_draft()
        self.drafted = None

    def close(self) -> None:
        """Let go: the lock goes; what the last save left stays, and so does what somebody was typing. Never raises."""
        self._place.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, data: bytes, kind: str) -> Path:
        copy = copies.keep(self.path, data, kind)
        if copy not in self.kept:
            self.kept = (*self.kept, copy)
        return copy


def _saved_at(place: Place, text: str, when: str) -> bool:
    """Whether it could be saved under a name that was free; where not, that is let go again."""
    try:
        saved = place.put(text, when)
    except OutputError:
        place.give_up()
        raise
    if not saved:
        place.release()  # somebody else has put something there in this very moment
    return saved
