"""What has a name already that we want to write under, and whether that may be replaced."""

import contextlib
import os
import re
import stat
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from coprod_audit import disk
from coprod_audit.escapes import show

MARK = "<!-- coprod-audit audit/1 -->"
"""The last line of what we wrote: by it the next audit may take its place."""

_NEAR = 4096
_RESULT = re.compile(rb'\{\s*"coprod-audit": "result/1"')
_PICTURE = re.compile(
    rb"<svg [^>]*>\n.*?^<metadata>coprod-audit: picture/1</metadata>$", re.MULTILINE | re.DOTALL
)
_INPUT = re.compile(rb"^coprod-audit:\s*[\"']?(?:answers|charter|questionnaire)/", re.MULTILINE)


class Helps(Enum):
    """What would help whoever may not write there; each command says in its own words how that is done."""

    NOTHING_MORE = "nothing that the reason does not say"
    ANOTHER_NAME = "another name"
    FORCE = "another name, or force"


class Refusal(NamedTuple):
    """Why a file may not be replaced, as a sentence to which a way out can be added, and what would help."""

    why: str
    helps: Helps = Helps.NOTHING_MORE


def refusal(path: Path, *, force: bool = False) -> Refusal | None:
    """Why the file may not be replaced; None when it may.

    A link or anything that is not a plain file is never replaced, one without our mark only by force.
    """
    name = show(str(path))
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return Refusal(f"cannot write '{name}': {reason(error)}")
    if stat.S_ISLNK(found.st_mode):
        return Refusal(f"'{name}' is a link, and links are not followed when writing; name the file itself")
    if not stat.S_ISREG(found.st_mode):
        return Refusal(f"'{name}' is not a plain file", Helps.ANOTHER_NAME)
    return None if force or found.st_size == 0 else _foreign(name, _content(path, found.st_size))


def _foreign(name: str, data: bytes) -> Refusal | None:
    if _is_ours(data):
        return None
    if _like_a_template(data):
        return Refusal(f"'{name}' holds {{{{ or {{%, as templates do", Helps.FORCE)
    return Refusal(f"'{name}' is not an audit that coprod-audit wrote", Helps.FORCE)


def no_home(path: Path) -> str | None:
    """Why nothing can be written in the folder where the file is to lie, as a sentence; None where it can."""
    folder = show(str(path.parent))
    if not os.path.isdir(path.parent):
        return f"there is no folder '{folder}'; make it, or name a file elsewhere"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"nothing can be written in the folder '{folder}'; name a file elsewhere"
    return None


def _content(path: Path, size: int) -> bytes:
    with contextlib.suppress(OSError):
        return disk.read(path, size) or b""
    return b""


def _is_ours(data: bytes) -> bool:
    """Whether the mark stands where we set it; what only quotes it is somebody else's, and so is what we read."""
    if _INPUT.search(data[:_NEAR]) or _like_a_template(data):
        return False
    last = data.rstrip().rpartition(b"\n")[2].rstrip()
    return last == MARK.encode() or bool(_RESULT.match(data) or _PICTURE.match(data))


def _like_a_template(data: bytes) -> bool:
    return b"{%" in data or b"{{" in data


def reason(error: Exception) -> str:
    """Why the system refused something, as the end of a sentence."""
    match error:
        case OSError(strerror=str(said)):
            return said[:1].lower() + said[1:]
        case _:
            return "the name cannot be used for a file" if isinstance(error, ValueError) else str(error)
