"""What the reports of a batch are called: names that are safe in every file system, and never two alike."""

import hashlib
import re
import unicodedata

LONGEST = 64
"""The most characters of a name, its ending not counted (reliability goal C3)."""

ENDINGS = (".md", ".svg")
"""What the report and its picture end in."""

_DIGEST = 16
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|conin|conout|clock")
"""What Windows takes for a device, whatever ending follows."""


def slug(text: str) -> str:
    """Small letters, digits and hyphens, as `minding-the-gap`; "" where nothing of a text is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return _NO_LETTERS.sub("-", plain).strip("-")[:LONGEST].rstrip("-")


def base(title: str, file: str) -> str:
    """The name a report would like to have: after the project, else after its file; never a device's."""
    name = slug(title) or slug(file.rpartition("/")[2].partition(".")[0]) or "project"
    return f"project-{name}" if _DEVICES.fullmatch(name) else name


def with_view(name: str, view: str) -> str:
    """The name of one view of a project that has several."""
    return _ending(name, view or "view")


def told_apart(name: str, file: str, row: int, tries: int = 0) -> str:
    """The name of one of several responses that would be called alike: by where it stands, so that it stays the same.

    Where another is called so by its title, try again.
    """
    where = hashlib.sha256(f"{file}\0{row}{'+' * tries}".encode("utf-8", "surrogatepass")).hexdigest()
    return _ending(name, where[:_DIGEST])


def _ending(name: str, more: str) -> str:
    return f"{name[: LONGEST - len(more) - 1].rstrip('-')}-{more}"
