"""What lies beside a file of answers: the names, and what the two files that are read again hold.

All of it is ours, yet anybody may have written it: what does not hold together counts as not there.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

_SAVED = "saved/1"
_DRAFT = "coprod-audit: draft/1"
_LONGEST = 100
"""How many bytes of a name are repeated as they are: names have 255 at most, and letters up to four."""


class Beside(NamedTuple):
    """The files beside one file of answers, all hidden: only `saved` outlasts a sitting."""

    saved: Path
    lock: Path
    draft: Path
    turn: Path

    @classmethod
    def of(cls, path: Path) -> "Beside":
        """Name them; a long name is cut and told apart by a digest."""
        name = os.fsencode(path.name)
        short = name.decode("utf-8", "surrogateescape")
        if len(name) > _LONGEST:
            short = f"{name[-_LONGEST:].decode('utf-8', 'ignore')}-{hashlib.sha256(name).hexdigest()[:12]}"
        return cls(*(path.with_name(f".{short}.{ending}") for ending in ("saved", "lock", "draft", "saving")))


def digest(data: bytes) -> str:
    """Return the SHA-256 of what a file holds."""
    return hashlib.sha256(data).hexdigest()


class Saved(NamedTuple):
    """What the last save left, whole; `before` is the digest of what it took the place of, or empty."""

    text: str
    when: str
    before: str = ""

    @property
    def data(self) -> bytes:
        """The text as it stands in the file of answers."""
        return self.text.encode("utf-8", "surrogateescape")

    def vouches_for(self, data: bytes, *, cut_off: bool) -> bool:
        """Whether a file with this content is as we left it.

        Where the sitting was cut off the one before counts too: it may have been between writing this and the answers.
        Else it does not: the file has lost its end, or somebody took the last answer back by hand.
        """
        return digest(data) == digest(self.data) or (cut_off and digest(data) == self.before)

    def written(self) -> bytes:
        """Return the text of the side file. Raises UnicodeEncodeError where the answers cannot be written either."""
        held = {
            "coprod-audit": _SAVED,
            "sha256": digest(self.data),
            "before": self.before,
            "when": self.when,
            "text": self.text,
        }
        return json.dumps(held, indent=1).encode("ascii")


def saved(data: bytes | None) -> Saved | None:
    """Return what the side file tells; None where it is missing, damaged, or of a format that we do not know."""
    try:
        held: Any = json.loads(data or b"")
        found = Saved(held["text"], held["when"], held["before"])
        whole = held["coprod-audit"] == _SAVED and held["sha256"] == digest(found.data)
        return found if whole and all(isinstance(part, str) for part in found) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def draft(step: str, text: str) -> bytes:
    """Return the text of the file that holds what somebody is typing."""
    return f"{_DRAFT}\n{step}\n{text}".encode("utf-8", "surrogatepass")


def drafted(data: bytes | None) -> tuple[str, str] | None:
    """Return the step and the text; None where there is no such file or it is not whole."""
    try:
        mark, step, text = (data or b"").decode("utf-8", "surrogatepass").split("\n", 2)
    except ValueError:
        return None
    return (step, text) if mark == _DRAFT and step and "\0" not in step + text else None
