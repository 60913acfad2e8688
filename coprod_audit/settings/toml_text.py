"""TOML from bytes to values, by Python's own reader, with what it would stumble over refused before."""

import re
from typing import Any, Final

from coprod_audit.faults import Faults, quoted
from coprod_audit.findings import Location
from coprod_audit.guard import place

LONGEST: Final = 1_000_000
"""How many bytes a configuration may have."""

_NAMES: Final = 32
_NAME: Final = r"""(?:[\w-]++|"(?:[^"\\\n]|\\[^\n])*+"?+|'[^'\n]*+'?+)"""
_TOKEN: Final = re.compile(
    r"#[^\n]*+"
    r'|"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5})?+'
    r"|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5})?+"
    rf"|(?P<key>{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME})*+)",
    re.DOTALL,
)
_AT: Final = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def decoded(data: bytes, path: str, faults: Faults) -> str | None:
    """The text of a configuration, or None with G003 noted. A byte-order mark at its start is left out."""
    if len(data) > LONGEST:
        message = f"the file has {len(data):,} bytes; at most {LONGEST:,} are read, so shorten it"
        faults.note("G003", message, Location(path))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        faults.note("G003", message, place(before, len(before), path))
        return None


def parsed(text: str, path: str, faults: Faults) -> dict[str, Any] | None:
    """What a TOML text holds, or None with G003 noted where it is at fault."""
    import tomllib

    if (key := _long_key(text)) is not None:
        message = f"more than {_NAMES} names joined by dots; no key needs so many, so write fewer"
        faults.note("G003", message, place(text, key, path))
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, at = _told(str(error), text, path)
        faults.note("G003", message, at)
    except Exception as error:  # noqa: BLE001 - whatever a library raises is a fault of the file (threat model, P4)
        message = f"the TOML reader gave up ({type(error).__name__}); simplify the file"
        faults.note("G003", message, Location(path))
    return None


def _long_key(text: str) -> int | None:
    """Where a key of too many names begins: Python's reader takes the square of their number in time."""
    if all(line.count(".") < _NAMES for line in text.split("\n")):
        return None
    keys = (found for found in _TOKEN.finditer(text) if found["key"] and found["key"].count(".") >= _NAMES)
    return next((key.start() for key in keys if len(re.findall(_NAME, key["key"])) > _NAMES), None)


def _told(said: str, text: str, path: str) -> tuple[str, Location]:
    """The sentence for what the reader says, and the place that it names."""
    found = _AT.match(said)
    at = place(text, len(text), path)
    if found and found[2]:
        at = Location(path, int(found[2]), int(found[3]))
    return f"this is not TOML ({quoted(found[1] if found else said)}); mend it here or just above", at
