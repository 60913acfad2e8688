"""What a packed workbook unpacks to, looked at piece by piece before any library builds something of it.

What the directory of the archive says is looked at first; then everything is unpacked and counted, for the directory
may lie (threat model, P6). Nothing is kept but what `look` makes of the pieces.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from coprod_audit.errors import InputError
from coprod_audit.escapes import show
from coprod_audit.faults import quoted
from coprod_audit.guard import raising
from coprod_audit.table_rows import TableLimits
from coprod_audit.tables.sources import fault

_PIECE = 1 << 16
_PARTS = 10_000
_ENCRYPTED = 1
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NEVER_TOO_MUCH = 1_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class _Archive(NamedTuple):
    """An open archive, and how much of it is read."""

    parts: zipfile.ZipFile
    path: Path
    limits: TableLimits


def look_over(data: bytes, path: Path, limits: TableLimits, look: Callable[[str, bytes], None]) -> None:
    """Give every part to `look`, in pieces with the part's name.

    Raises InputError (S005, S006) for what is no archive, for what is behind a password, and for what is too large.
    """
    if len(data) > limits.size:
        advice = raising("workbook", limits.size, len(data))
        message = f"the workbook has more than {limits.size:,} bytes; save its sheet as CSV, or {advice}"
        raise fault("S006", path, message)
    if data.startswith(_OLD_OFFICE):
        why = "this is a workbook behind a password, or an old .xls under another name"
        raise fault("S005", path, f"{why}; save it as .xlsx, without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _unpack(_Archive(parts, path, limits), look)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - a stranger's bytes may bring about anything (threat model, P4)
        reason = show(str(error)) or type(error).__name__
        message = f"this is no workbook, or only a part of one ({reason}); save it again, or copy it anew"
        raise fault("S005", path, message) from None


def _unpack(archive: _Archive, look: Callable[[str, bytes], None]) -> None:
    parts = archive.parts.infolist()
    if len(parts) > _PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        message = f"the workbook has more than {_PARTS:,} parts, or two of one name; save its sheet as CSV"
        raise fault("S006", archive.path, message)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > archive.limits.inflated:
        raise _too_large(archive, unpacked)
    left = archive.limits.inflated
    for part in parts:
        if part.flag_bits & _ENCRYPTED or part.compress_type not in _WAYS:
            why = "the workbook is behind a password, or packed in a way that workbooks are not"
            raise fault("S005", archive.path, f"{why}; save it again, without a password")
        left -= _unpack_part(archive, part, left, look)


def _unpack_part(
    archive: _Archive, part: zipfile.ZipInfo, left: int, look: Callable[[str, bytes], None]
) -> int:
    """How many bytes a part really has. Raises InputError where that is too many, or not what it says."""
    said, size = part.file_size, 0
    part.file_size = left + 1  # zipfile reads no further than this; what it says must not hide what there is
    with archive.parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise _too_large(archive, archive.limits.inflated + 1)
            if size > max(_NEVER_TOO_MUCH, archive.limits.ratio * part.compress_size):
                ratio = f"more than {archive.limits.ratio} times as large as it is packed"
                advice = raising("ratio", archive.limits.ratio, size // max(1, part.compress_size) + 1)
                message = (
                    f"its part {quoted(part.filename)} unpacks to {ratio}; save the sheet as CSV, or {advice}"
                )
                raise fault("S006", archive.path, message)
            look(part.filename, piece)
    if size != said:
        message = f"its part {quoted(part.filename)} says that it has {said:,} bytes, and has {size:,}; save it again"
        raise fault("S005", archive.path, message)
    return size


def _too_large(archive: _Archive, size: int) -> InputError:
    most = archive.limits.inflated
    advice = raising("inflated", most, size)
    return fault(
        "S006",
        archive.path,
        f"the workbook unpacks to more than {most:,} bytes; save its sheet as CSV, or {advice}",
    )
